"""Take a wrong cost apart: its logarithms, its two terms, its sum."""

from itertools import product

import numpy as np

from nn_helpers.check.compare import RESULT, close
from nn_helpers.check.diagnose.search import safe_log


def cost_parts(seen, expected, arguments):
    """Name what each sample costs, and what was done with the samples' costs afterwards."""
    cases = [
        (s.parts[RESULT], Y_hat, Y)
        for s, (Y_hat, Y) in zip(seen, (given.values() for given in arguments), strict=True)
        if s.parts is not None and ((Y_hat > 0) & (Y_hat < 1)).all()
    ]
    return cost_slip(cases) if cases else None


def cost_slip(cases):
    """Name the slip in costs: ``cases`` are (what came back, Y_hat, Y), none of them sure."""
    terms = [
        ("", lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p))),
        ("precedence", lambda p, y: -y * np.log(p) + (1 - y) * np.log(1 - p)),
        ("negative-class-forgotten", lambda p, y: -y * np.log(p)),
        ("positive-class-forgotten", lambda p, y: -(1 - y) * np.log(1 - p)),
        ("labels-swapped", lambda p, y: -((1 - y) * np.log(p) + y * np.log(1 - p))),
        ("negative-class-forgotten", lambda p, y: -np.log(p)),
        ("arguments-swapped", lambda p, y: -(p * safe_log(y) + (1 - p) * safe_log(1 - y))),
        ("squared-error", lambda p, y: (p - y) ** 2),
        ("absolute-error", lambda p, y: np.abs(p - y)),
        ("log-forgotten", lambda p, y: -(y * p + (1 - y) * (1 - p))),
        ("precedence", lambda p, y: -(y * np.log(p) + 1 - y * np.log(1 - p))),
        ("log-of-one-plus", lambda p, y: -(y * np.log1p(p) + (1 - y) * np.log1p(1 - p))),
        ("accuracy-instead", lambda p, y: ((p > 0.5) == y).astype(float)),
        ("accuracy-instead", lambda p, y: ((p > 0.5) != y).astype(float)),
    ]
    ways = [
        ("", np.sum),
        ("mean-not-sum", np.mean),
        ("mean-not-sum", lambda t: np.sum(t) / t.shape[1]),
        ("mean-not-sum", lambda t: np.sum(t) / 4),
        ("last-sample-only", lambda t: np.sum(t[:, -1])),
        ("first-sample-only", lambda t: np.sum(t[:, 0])),
        ("first-output-only", lambda t: np.sum(t[0])),
        ("last-output-only", lambda t: np.sum(t[-1])),
        ("not-summed", lambda t: t),
        ("not-summed", np.ravel),
        ("not-summed", lambda t: t.sum(axis=0)),
        ("not-summed", lambda t: t.sum(axis=1)),
        ("not-summed", lambda t: t.sum(axis=0, keepdims=True)),
        ("not-summed", lambda t: t.sum(axis=1, keepdims=True)),
        ("square-root", lambda t: np.sqrt(np.abs(np.sum(t)))),
        ("square-root", lambda t: np.sqrt(np.abs(np.mean(t)))),
    ]
    scales = [("", 1), ("sign-flipped", -1), ("half", 0.5), ("half", 2),
              ("wrong-log-base", 1 / np.log(2)), ("wrong-log-base", 1 / np.log(10))]  # fmt: skip
    best = None
    for (term, t), (way, w), (scale, c) in product(terms, ways, scales):
        slips = [slug for slug in (term, way, scale) if slug]
        if not slips or (best and len(slips) >= len(best)):
            continue
        with np.errstate(all="ignore"):
            if all(close(found, c * w(t(p, y)), loose=0.1) for found, p, y in cases):
                best = slips
    if best is None:
        return _mixed_up(cases)
    if best[0] == "squared-error" or best == ["absolute-error"]:
        return best[0], ""
    if best == ["not-summed"] and all(np.size(found) == 1 for found, _, _ in cases):
        return None
    first = next((slug for slug in best if slug not in ("half", "square-root")), None)
    return first, "" if first else "It is half or twice the right result."


def _mixed_up(cases):
    """Name costs of answers that met the labels of other samples, or that were taken for labels."""
    # With log(0) cut off at some number, labels in the logarithm cost a multiple of that number.
    ratios = [found / np.sum(p * (1 - y) + (1 - p) * y) for found, p, y in cases]
    if all(np.shape(r) == () and r > 0 for r in ratios) and np.ptp(ratios) < 1e-6 * max(ratios):
        return "arguments-swapped", "It takes the logarithm of the labels."
    for meets in (lambda y, log: y.T @ log, lambda y, log: y @ log.T):
        told = [
            (found, -np.sum(meets(y, np.log(p)) + meets(1 - y, np.log(1 - p))), p, y)
            for found, p, y in cases
        ]
        right = [(found, -np.sum(safe_log(np.where(y == 1, p, 1 - p)))) for found, _, p, y in told]
        for way in (lambda p: len(p) == 1, lambda p: True):  # it may fit with one output alone
            fits = [close(found, made) for found, made, p, _ in told if way(p)]
            wrong = [
                not close(f, r) for (f, r), (_, _, p, _) in zip(right, told, strict=True) if way(p)
            ]
            if all(fits) and any(wrong):
                return "broadcast-to-matrix", "Answers of one sample meet labels of another."
    return None
