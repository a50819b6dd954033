"""How well a case's own training does: what its label is measured with (not the clinic)."""

import copy
import io
import warnings
from contextlib import redirect_stdout

import numpy as np


def score(program):
    """Train the program as posted; the share of right answers, or R2 for a regression.

    A program that raises or answers nan scores minus infinity. One without `train` repeats its
    step on all samples.
    """
    program = copy.copy(program) | {key: copy.deepcopy(program[key]) for key in ("X", "params")}
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        answers = np.asarray(program["predict"](trained(program), program["X"]), dtype=float)
    Y = np.asarray(program["Y"], dtype=float)
    if not np.isfinite(answers).all():
        return -np.inf
    answers = answers.reshape(Y.shape)
    if not is_classification(program):
        return 1 - np.sum((answers - Y) ** 2) / np.sum((Y - Y.mean()) ** 2)
    return right_share(answers, Y)


def trained(program):
    if "train" not in program:
        params = program["params"]
        for _ in range(program["epochs"]):
            params = program["step"](params, program["X"], program["Y"], program["rate"])
        return params
    done = program["train"](*(program[key] for key in ("params", "X", "Y", "rate", "epochs")))
    return done[0] if returns_costs(done) else done


def returns_costs(done):
    """Whether train gave (params, costs) and not params alone."""
    return (
        isinstance(done, tuple)
        and len(done) == 2
        and isinstance(done[1], list)
        and all(np.ndim(cost) == 0 for cost in done[1])
    )


def is_classification(program):
    return len(np.unique(program["Y"])) <= 2


def right_share(answers, Y):
    """The largest answer for one-hot labels, the side of the middle for all others."""
    for axis in (0, 1):
        if Y.ndim == 2 and Y.shape[axis] > 2 and np.all(Y.sum(axis=axis) == 1):
            return float(np.mean(answers.argmax(axis=axis) == Y.argmax(axis=axis)))
    middle = (Y.min() + Y.max()) / 2
    return float(np.mean((answers > middle) == (middle < Y)))


def bar(program, reference):
    """What counts as learned: all of a few samples, 95 % of many, 9/10 of the reference's R2."""
    if not is_classification(program):
        return 0.9 * reference
    return 0.95 if max(np.shape(program["Y"])) >= 20 else 1.0
