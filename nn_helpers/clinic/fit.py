"""best_fit by damping (Levenberg and Marquardt) on prepared data, at the size where answers bend."""

from typing import NamedTuple

import numpy as np

from nn_helpers.clinic import descend, points, score, straight
from nn_helpers.clinic.costs import BINARY, CLASSES, SQUARED

RESTARTS = 24
LARGEST_TABLE = 4e6  # numbers in a table of slopes that are still quick


class Fit(NamedTuple):
    """What the best fits reached: ``best`` score, ``learned`` of ``restarts``."""

    best: float
    learned: int
    restarts: int
    whole: bool  # whether it was a fit as good as can be, and not only a long descent


def best_fit(patient, budget, model=None, restarts=RESTARTS, share=0.3):
    """Fit the network to the data with a far better method than descent, from moderate starts.

    If the best of 24 fits cannot answer right, the network probably cannot: too few units, a missing
    bias, no activation. Inputs (and targets, where the output has no bounds) are brought to size 1,
    or to where an unknown predict bends, or wild scales would look like a lack of units. Few restarts accuse falsely: with 5 a right 2-2-1
    network on XOR failed in 5 of 13 programs, with 24 in none. It stops after a share of the time
    that is left.
    """
    model = model or patient.model
    X, targets, undo = prepared(patient, model)
    if not patient.recognised:
        X = X * straight.bending_size(patient, X)
    done, learned, best = 0, 0, -np.inf
    small = len(X) * targets.shape[1] * patient.live.sum()
    chunk = int(np.clip(LARGEST_TABLE // max(small, 1), 1, 8)) if patient.recognised else 1
    whole = small <= LARGEST_TABLE and patient.live.sum() <= 150
    until = budget.used + share * budget.left
    while done < restarts and (budget.used < until or not done):
        V = _starts(patient, chunk, done)
        V = (_levenberg if whole else _long)(
            patient, model, V, X, targets, lambda: budget.used < until
        )
        for v in V:
            reached = patient.task.score(undo(model.outputs(v, X)[0]))
            best, learned = max(best, reached), learned + (reached >= patient.task.level() - 1e-12)
        done += chunk
        if learned >= 2 or (learned and done >= 8):
            break
    return Fit(float(best), learned, done, whole)


def prepared(patient, model):
    """Return (inputs, targets, undo) of size 1, as far as the network has a bias to make up for it."""
    X, T = patient.program.X, patient.task.targets
    layers = getattr(model, "layers", None)
    first = layers is None or layers[0].bias is not None or layers[0].folded is not None
    X = score.standardised(X) if first else X / np.maximum(np.sqrt(np.mean(X**2, axis=0)), 1e-12)
    reach = patient.reach
    free = reach is not None and np.all(np.isinf(reach[0]) & np.isinf(reach[1]))
    if not free or patient.task.is_classes or model is not patient.model:
        return X, T, lambda out: out
    last = layers is None or layers[-1].bias is not None or layers[-1].folded is not None
    mean = T.mean(axis=0) if last else np.zeros(T.shape[1])
    target_spread = np.maximum(T.std(axis=0), 1e-12)
    return X, (T - mean) / target_spread, lambda out: out * target_spread + mean


def _starts(patient, count, done):
    width = (1.0, 2.0, 0.5)[(done // max(count, 1)) % 3]
    return width * points.moderate(
        patient.program.tree, patient.rng, patient.start, patient.live, count
    )


def _soft(patient, model, targets):
    """Return targets a little inside the ends of a sigmoid or softmax, where slopes are not zero."""
    out = getattr(getattr(model, "output", None), "name", "")
    if patient.task.is_classes and out in ("sigmoid", "softmax"):
        return 0.04 + 0.92 * targets
    return targets


def _levenberg(patient, model, V, X, targets, has_time, turns=80):
    """Return parameters after damped Gauss-Newton steps, each start with a damping of its own."""
    wanted = _soft(patient, model, targets)
    live = patient.live
    damping = np.full(len(V), 1e-2)
    out, slopes = model.jacobian(V, X)
    cost = _squares(out, wanted)
    for _ in range(turns):
        J = slopes[..., live].reshape(len(V), -1, live.sum())
        r = (out - wanted).reshape(len(V), -1, 1)
        tried = V.copy()
        tried[:, live] -= _solved(J, r, damping)
        out_new, slopes_new = model.jacobian(tried, X)
        cost_new = _squares(out_new, wanted)
        better = cost_new < cost
        V = np.where(better[:, None], tried, V)
        out = np.where(better[:, None, None], out_new, out)
        slopes = np.where(better[:, None, None, None], slopes_new, slopes)
        still = np.all(~better | (cost - cost_new < 1e-9 * cost))
        cost = np.where(better, cost_new, cost)
        damping = np.clip(np.where(better, damping * 0.3, damping * 4), 1e-10, 1e8)
        if (still and damping.min() > 1e6) or cost.max() < 1e-12 or not has_time():
            break
    return V


def _solved(J, r, damping):
    J, r = np.nan_to_num(J), np.nan_to_num(r)
    A = np.swapaxes(J, 1, 2) @ J
    size = A.shape[1]
    ridge = np.einsum("kii->ki", A) + 1e-3 * np.maximum(
        np.einsum("kii->k", A)[:, None] / size, 1e-12
    )
    A = A + np.eye(size) * (damping[:, None] * ridge)[:, :, None]
    try:
        return np.linalg.solve(A, np.swapaxes(J, 1, 2) @ r)[..., 0]
    except np.linalg.LinAlgError:
        return np.zeros(A.shape[:2])


def _squares(out, wanted):
    total = np.sum((out - wanted) ** 2, axis=(1, 2))
    return np.where(np.isfinite(total), total, np.inf)


def _long(patient, model, V, X, targets, has_time, turns=1500):
    """Return parameters after a long descent, for networks whose table of slopes would be too large."""
    bounded = getattr(getattr(model, "output", None), "name", "")
    cost = {"sigmoid": BINARY, "softmax": CLASSES}.get(bounded, SQUARED)
    cost = cost if patient.task.is_classes else SQUARED
    style = descend.Style(cost, 1 / len(X), adam=True)
    ends = descend.descend(model, V, X, targets, style, 0.01, turns, has_time)
    return V if ends is None else ends
