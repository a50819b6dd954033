"""Slips in the gradient check: numerical_gradients and relative_error."""

import numpy as np

from nn_helpers.bugs.bug import Family, Pipeline
from nn_helpers.gradcheck import numerical_gradients
from nn_helpers.network import Params

NOTES = "course notes on gradient checking"


def measured(slope=lambda up, here, down, h: (up - down) / (2 * h), move=None, whole=False):
    """Return ``numerical_gradients(f, params, h)`` with a slope or a move of its own.

    ``move(values, at, by)`` moves one number; ``whole`` moves all numbers at once.
    """

    def variant(f, params, h=1e-5):
        out = Params(*(np.zeros(np.shape(p)) for p in params))
        here = f(Params(*params))
        for name, values in zip(Params._fields, params, strict=True):
            for at in np.ndindex(np.shape(values)):
                costs = []
                for by in (h, -h):
                    one = (move or _moved)(values, at, by)
                    every = Params(*(np.asarray(p) + by for p in params))
                    costs.append(f(every if whole else Params(*params)._replace(**{name: one})))
                getattr(out, name)[at] = slope(costs[0], here, costs[1], h)
        return out

    return variant


def _moved(values, at, by):
    one = np.array(values, dtype=float)
    one[at] += by
    return one


def _single(values, at, by):
    one = np.array(values, dtype=np.float32)
    one[at] += np.float32(by)
    return one


def _row(values, at, by):
    one = np.array(values, dtype=float)
    one[at[0]] += by
    return one


def _column(values, at, by):
    one = np.array(values, dtype=float)
    one[:, at[1]] += by
    return one


def _array(values, _at, by):
    return np.array(values, dtype=float) + by


NUMERICAL = Family("numerical_gradients", NOTES, measured)
for slug, how, made in (
    ("one-sided", "It compares with the point itself: f(p + h) - f(p), divided by h.",
     {"slope": lambda up, here, down, h: (up - here) / h}),
    ("one-sided", "It compares with the point itself: f(p) - f(p - h), divided by h.",
     {"slope": lambda up, here, down, h: (here - down) / h}),
    ("one-sided", "One of the two points is the start: f(p + h) - f(p), divided by 2 h.",
     {"slope": lambda up, here, down, h: (up - here) / (2 * h)}),
    ("one-sided", "One of the two points is the start: f(p) - f(p - h), divided by 2 h.",
     {"slope": lambda up, here, down, h: (here - down) / (2 * h)}),
    ("step-not-halved", "Divided by h, though the points are 2 h apart.",
     {"slope": lambda up, here, down, h: (up - down) / h}),
    ("sign-flipped", "Minus and plus have changed places.",
     {"slope": lambda up, here, down, h: (down - up) / (2 * h)}),
    ("precedence", "In / 2 * h the h multiplies.",
     {"slope": lambda up, here, down, h: (up - down) / 2 * h}),
    ("precedence", "Only the second cost is divided by 2 h.",
     {"slope": lambda up, here, down, h: up - down / (2 * h)}),
    ("not-divided", "The difference of the costs is not divided by anything.",
     {"slope": lambda up, here, down, h: up - down}),
    ("not-divided", "The difference is divided by 2 and not by h.",
     {"slope": lambda up, here, down, h: (up - down) / 2}),
    ("signed", "The sign of the difference is lost.",
     {"slope": lambda up, here, down, h: abs(up - down) / (2 * h)}),
    ("costs-added", "The two costs are added, not subtracted.",
     {"slope": lambda up, here, down, h: (up + down) / (2 * h)}),
    ("second-slope", "It measures the curvature: (f(p+h) - 2 f(p) + f(p-h)) / h^2.",
     {"slope": lambda up, here, down, h: (up - 2 * here + down) / h**2}),
    ("all-at-once", "All numbers of all arrays move together.", {"whole": True}),
    ("all-at-once", "All numbers of an array move together.", {"move": _array}),
    ("all-at-once", "All numbers of a row move together.", {"move": _row}),
    ("all-at-once", "All numbers of a column move together.", {"move": _column}),
    ("single-precision", "The moved numbers are rounded to float32, and so h is lost.",
     {"move": _single}),
):  # fmt: skip
    NUMERICAL.slip(slug, how, **made)


@NUMERICAL.whole("not-restored", "Each number is left at p - h; all later costs feel it.")
def numerical_not_restored(f, params, h=1e-5):
    out = Params(*(np.zeros(np.shape(p)) for p in params))
    for slopes, values in zip(out, params, strict=True):
        for at in np.ndindex(np.shape(values)):
            values[at] += h
            up = f(params)
            values[at] -= 2 * h
            slopes[at] = (up - f(params)) / (2 * h)
    return out


@NUMERICAL.whole("integer-parameters", "The parameters are rounded to whole numbers first.")
def numerical_rounded(f, params, h=1e-5):
    whole = Params(*(np.asarray(p, dtype=float).round() for p in params))
    return numerical_gradients(f, whole, h)


@NUMERICAL.whole("step-too-small", "The move is 1e-14 always, so rounding eats the difference.")
def numerical_too_small(f, params, h=1e-5):
    return numerical_gradients(f, params, h=1e-14)


for fixed in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7):

    @NUMERICAL.whole("h-ignored", f"The step h is always {fixed:g}, whatever is handed in.")
    def numerical_fixed_h(f, params, h=1e-5, fixed=fixed):
        return numerical_gradients(f, params, h=fixed)


ERROR = Pipeline(
    "a b", "error", None,
    difference=lambda a, b: np.linalg.norm(np.subtract(a, b)),
    size=lambda a, b: np.linalg.norm(a) + np.linalg.norm(b),
    error=lambda difference, size: float(difference / size) if size > 0 else 0.0,
)  # fmt: skip
RELATIVE = Family("relative_error", NOTES, ERROR.function)
RELATIVE.slips(
    "difference",
    ("squared", "Above the line stands the square of the size.",
     lambda a, b: np.sum((a - b) ** 2)),
    ("sum-instead", "Above the line stands the size of a + b.", lambda a, b: np.linalg.norm(a + b)),
    ("signed", "Above the line stands norm(a) - norm(b), without a difference of the numbers.",
     lambda a, b: np.linalg.norm(a) - np.linalg.norm(b)),
    ("signed", "Above the line stands the size of norm(a) - norm(b).",
     lambda a, b: abs(np.linalg.norm(a) - np.linalg.norm(b))),
    ("signed", "Above the line stands the sum of the differences, with their signs.",
     lambda a, b: np.sum(a - b)),
    ("other-norm", "Above the line stands the largest difference.",
     lambda a, b: np.abs(a - b).max()),
    ("other-norm", "Above the line stands the sum of the differences' sizes.",
     lambda a, b: np.abs(a - b).sum()),
    ("other-norm", "Above the line stands the mean of the differences' sizes.",
     lambda a, b: np.abs(a - b).mean()),
)  # fmt: skip
RELATIVE.slips(
    "size",
    ("one-norm-only", "It is divided by the size of a alone.", lambda a: np.linalg.norm(a)),
    ("one-norm-only", "It is divided by the size of b alone.", lambda b: np.linalg.norm(b)),
    ("one-norm-only", "It is divided by the larger of the two sizes.",
     lambda a, b: max(np.linalg.norm(a), np.linalg.norm(b))),
    ("norm-of-the-sum", "It is divided by the size of a + b.", lambda a, b: np.linalg.norm(a + b)),
    ("factor-two", "It is divided by half of the two sizes.",
     lambda a, b: (np.linalg.norm(a) + np.linalg.norm(b)) / 2),
    ("factor-two", "It is divided by twice the two sizes.",
     lambda a, b: 2 * (np.linalg.norm(a) + np.linalg.norm(b))),
    ("product-not-sum", "It is divided by the product of the two sizes.",
     lambda a, b: np.linalg.norm(a) * np.linalg.norm(b)),
    ("squared", "It is divided by the squares of the two sizes.",
     lambda a, b: np.sum(a * a) + np.sum(b * b)),
    ("squared", "It is divided by the root of the sum of all squares.",
     lambda a, b: np.sqrt(np.sum(a * a) + np.sum(b * b))),
    ("protection-too-strong", "1e-8 is added below the line, and that shows.",
     lambda a, b: np.linalg.norm(a) + np.linalg.norm(b) + 1e-8),
    *(("protection-too-strong", f"What stands below the line is at least {e:g}, and that shows.",
       lambda a, b, e=e: max(np.linalg.norm(a) + np.linalg.norm(b), e))
      for e in (1.0, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)),
    *(("protection-too-strong", f"{e:g} is added below the line, and that shows.",
       lambda a, b, e=e: np.linalg.norm(a) + np.linalg.norm(b) + e)
      for e in (1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-9, 1e-10)),
)  # fmt: skip


RELATIVE.slip("zero-over-zero", "Two zeros give nan.",
              error=lambda difference, size: difference / size)  # fmt: skip


def _ratio(above, below):
    return float(above / below) if below else 0.0


norm = np.linalg.norm
for slug, how, formula in (
    ("absolute-error", "The difference is not compared with anything.", lambda a, b: norm(a - b)),
    ("absolute-error", "The mean difference is returned, not compared with anything.",
     lambda a, b: np.abs(a - b).mean()),
    ("absolute-error", "The largest difference is returned, not compared with anything.",
     lambda a, b: np.abs(a - b).max()),
    ("absolute-error", "The squared difference is returned, not compared with anything.",
     lambda a, b: np.sum((a - b) ** 2)),
    ("zero-over-zero", "Two zeros are divided by each other, which is an error in Python.",
     lambda a, b: float(norm(a - b)) / float(norm(a) + norm(b))),
    ("signed", "The sum of the differences is divided by the sum of all numbers, with their signs.",
     lambda a, b: _ratio(np.sum(a - b), np.sum(a) + np.sum(b))),
    ("zero-over-zero", "Two zeros give 1.",
     lambda a, b: _ratio(norm(a - b), norm(a) + norm(b)) if norm(a) + norm(b) else 1.0),
    ("signed", "The differences are added with their signs, and divided by all sizes.",
     lambda a, b: _ratio(np.sum(a - b), np.abs(a).sum() + np.abs(b).sum())),
    ("other-norm", "All three sizes are sums of the numbers' sizes.",
     lambda a, b: _ratio(np.abs(a - b).sum(), np.abs(a).sum() + np.abs(b).sum())),
    ("other-norm", "All three sizes are the largest number.",
     lambda a, b: _ratio(np.abs(a - b).max(), np.abs(a).max() + np.abs(b).max())),
    ("other-norm", "The largest difference is divided by the largest sum of two entries' sizes.",
     lambda a, b: _ratio(np.abs(a - b).max(), (np.abs(a) + np.abs(b)).max())),
    ("squared", "All three sizes are squares: a root is missing.",
     lambda a, b: _ratio(np.sum((a - b) ** 2), np.sum(a * a) + np.sum(b * b))),
    ("precedence", "The second size is added after dividing.",
     lambda a, b: norm(a - b) / norm(a) + norm(b)),
    ("precedence", "Brackets are missing above the line: norm(b) alone is divided.",
     lambda a, b: norm(a) - norm(b) / (norm(a) + norm(b))),
    ("not-a-number", "One error an entry, not one for all.",
     lambda a, b: np.abs(a - b) / np.where(np.abs(a) + np.abs(b) == 0, 1, np.abs(a) + np.abs(b))),
    ("entries-first", "The error of every entry is taken, and then the mean of these.",
     lambda a, b: np.mean(
         np.abs(a - b) / np.where(np.abs(a) + np.abs(b) == 0, 1, np.abs(a) + np.abs(b)))),
    ("entries-first", "The error of every entry is taken, and then the largest of these.",
     lambda a, b: np.max(
         np.abs(a - b) / np.where(np.abs(a) + np.abs(b) == 0, 1, np.abs(a) + np.abs(b)))),
    ("percent", "The result is in percent.",
     lambda a, b: 100 * _ratio(norm(a - b), norm(a) + norm(b))),
    ("other-way-round", "1 minus the relative error is returned.",
     lambda a, b: 1 - _ratio(norm(a - b), norm(a) + norm(b))),
):  # fmt: skip
    RELATIVE.whole(slug, how)(formula)
