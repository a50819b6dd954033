"""is_affine: do the answers bend anywhere, near or far? bending_size; straight_best, a score."""

from typing import NamedTuple

import numpy as np

from nn_helpers.clinic import activations, descend, score
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.costs import CLASSES
from nn_helpers.clinic.model import Layer, Model
from nn_helpers.clinic.tree import Leaf

# Sizes at which to look: an ordinary one first, as most networks bend there.
INPUT_SIZES = (1.0, *10.0 ** np.arange(1, 13), 0.1, 0.01, 0.001)
PARAMETER_SIZES = 10.0 ** np.arange(5)
EDGE = 1e-3  # so near to an end of its reach, an output says too little about its sum
CLEARLY = 0.05  # of the way between two answers: so much is a bend that a fit can use
FAR_ENOUGH = 0.5  # of a logit: answers so far apart come from sums that left the neighbourhood of 0
FAR_APART = 1e3  # how many times as far as at the smallest size, where outputs have no ends


class Change(NamedTuple):
    """What outputs become before they are compared: the sums below a last activation."""

    undo: callable  # outputs -> sums, nan where an output says too little
    bounded: bool  # whether only sums of a moderate size can be seen through it


def _logit(o):
    p = np.where((o > EDGE) & (o < 1 - EDGE), o, np.nan)
    return np.log(p) - np.log1p(-p)


def _below_tanh(o):
    return np.arctanh(np.where(np.abs(o) < 1 - EDGE, o, np.nan))


def _log_ratio(o):
    logs = np.log(np.where(o > EDGE, o, np.nan))
    return logs[:, 1:] - logs[:, :1] if o.shape[1] > 1 else np.full(o.shape, np.nan)


CHANGES = (
    Change(lambda o: o, bounded=False),
    Change(_logit, bounded=True),
    Change(_below_tanh, bounded=True),
    Change(_log_ratio, bounded=True),
)


class Bend(NamedTuple):
    """How far answers half-way are from the middle, at one set of parameters and one size of inputs."""

    off: float  # the farthest from the middle
    spread: float  # the farthest that two answers are apart
    size: float  # the largest answer


def is_affine(patient, has_time=lambda: True):
    """Return whether the answers are straight in the inputs, for every set of parameters.

    Ask half-way between two inputs: if the answer, or its logit, or its atanh, is always the mean of
    the two answers, there is no bend anywhere, and no training can put one in. Near zero every
    smooth curve looks straight. So ask about inputs from very small to very large, round zero and
    round their own, and about large parameters; and only what moved far counts as proof. Where
    the time ends before that, nothing is proved.
    """
    layers = getattr(patient.model, "layers", ())[:-1]
    if any(layer.activation.name != "none" for layer in layers):
        return False
    seen = {change: [] for change in CHANGES}
    for v, X in _looks(patient):
        if not has_time():
            return False
        outputs = _three(patient.program, v, X)
        if outputs is None:
            continue
        for change in list(seen):
            bend = _bend(change, outputs)
            if bend is not None and _is_bent(patient, bend):
                del seen[change]
            elif bend is not None:
                seen[change].append(bend.spread)
        if not seen:
            return False
    return any(_went_far(change, spreads) for change, spreads in seen.items())


def _looks(patient):
    """Yield (parameters, inputs): generic ones of many sizes, then their samples, start and end."""
    points, live = patient.generic(4, 0.7), patient.live
    own = patient.program.X
    own = own[np.linspace(0, len(own) - 1, len(patient.X)).astype(int)]
    mean, spread = patient.program.X.mean(axis=0), patient.program.X.std(axis=0)
    for size in INPUT_SIZES:
        for v in points:
            yield v, size * patient.X
            yield v, mean + size * spread * patient.X
    for size in PARAMETER_SIZES:
        for v in points:
            yield np.where(live, size * v, v), own
    yield patient.start, own
    if patient.trained is not None:
        yield patient.trained.vector, own


def _three(program, v, X):
    """Return the outputs at inputs, at other inputs, and half-way between; None where predict fails."""
    other = np.roll(X, 1, axis=0)
    try:
        return [program.predict(v, asked) for asked in (X, other, (X + other) / 2)]
    except Failed:
        return None


def _bend(change, outputs):
    """Return the ``Bend`` of three tables of outputs, or None where no three numbers can be compared."""
    with np.errstate(all="ignore"):
        one, two, middle = (change.undo(o) for o in outputs)
        off, apart = np.abs((one + two) / 2 - middle), np.abs(one - two)
        usable = np.isfinite(off) & np.isfinite(apart)
    if not usable.any():
        return None
    size = max(np.abs(one[usable]).max(), np.abs(two[usable]).max())
    return Bend(float(off[usable].max()), float(apart[usable].max()), float(size))


def _is_bent(patient, bend):
    """Return whether it is a bend, and not what counting with so many digits leaves."""
    noise = 5e-4 if patient.single else 1e-10
    return bend.off > patient.tolerance * bend.spread + noise * max(bend.size, 1e-9)


def _went_far(change, spreads):
    """Return whether answers were seen so far apart that a bend would have shown."""
    moved = [spread for spread in spreads if spread > 0]
    if len(moved) < 2:
        return False
    return max(moved) >= (FAR_ENOUGH if change.bounded else FAR_APART * min(moved))


def bending_size(patient, X):
    """Return the size of inputs from which the answers bend clearly: 1 for an ordinary network.

    A predict that divides its inputs by 100 bends at inputs of 100. At inputs of size 1 a fit would
    have to find weights of 100 first. A bend at a tenth already counts as an ordinary one.
    """
    points = patient.generic(3)
    for size in sorted(set(INPUT_SIZES) - {0.1}):
        bends = [_three(patient.program, v, size * X) for v in points]
        bends = [_bend(CHANGES[0], outputs) for outputs in bends if outputs is not None]
        clear = [b for b in bends if b is not None and b.off > CLEARLY * b.spread > 0]
        if 2 * len(clear) > len(points):
            return size
    return 1.0


def straight_best(patient):
    """Return the best score of answers that are straight in the inputs (least squares, then logistic)."""
    X = score.standardised(patient.program.X)
    X = np.column_stack((X, np.ones(len(X))))
    task = patient.task
    if not task.is_classes:
        return task.score(X @ np.linalg.lstsq(X, task.targets, rcond=None)[0])
    best = score.Task(task.kind, task.targets, float(task.targets.mean() * 0 + 0.5))
    low, high = task.targets.min(), task.targets.max()
    T = (task.targets - low) / (high - low)
    best.targets = T
    guesses = [*_logistic(X, T)]
    if task.kind == "classes":
        guesses.append(_softmax(X, T))
    return max(best.score(guess) for guess in guesses)


def _logistic(X, T, turns=60):
    """Yield answers of logistic regressions fitted by damped Newton steps, one output at a time."""
    yield X @ np.linalg.lstsq(X, T, rcond=None)[0]
    W = np.zeros((X.shape[1], T.shape[1]))
    for k in range(T.shape[1]):
        for _ in range(turns):
            p = 1 / (1 + np.exp(-np.clip(X @ W[:, k], -30, 30)))
            A = (X.T * (p * (1 - p) + 1e-6)) @ X + 1e-8 * np.eye(X.shape[1])
            W[:, k] -= np.linalg.solve(A, X.T @ (p - T[:, k]))
    yield 1 / (1 + np.exp(-np.clip(X @ W, -30, 30)))


def _softmax(X, T, turns=1500):
    """Return answers of one softmax over all classes, by a long descent.

    It can tell three classes in a row apart, where none of the three is one side of a line.
    """
    shape = (X.shape[1], T.shape[1])
    leaf = Leaf(("W",), shape, slice(0, shape[0] * shape[1]), np.dtype(float))
    model = Model([leaf], (Layer(0, None, False, None, activations.SOFTMAX),))
    start, style = np.zeros((1, leaf.size)), descend.Style(CLASSES, 1 / len(X), adam=True)
    return model.outputs(descend.descend(model, start, X, T, style, 0.05, turns), X)[0]
