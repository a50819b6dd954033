"""Wrong variants of hidden_delta, gradients, step, sgd_step: BACKPROP; UPDATES, what moved first."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.formulas import LAYERS
from nn_helpers.bugs.pipeline import Pipeline, stages
from nn_helpers.data import xor, xor_and_and
from nn_helpers.network import Params, initialise

# The layers, then from the output back. W2 comes before the hidden layer, as in the posted program.
OUTPUT = {**stages(LAYERS), **stages("""
    difference = A2 - Y
    delta2 = difference
    dW2 = delta2 @ A1.T
    db2 = total(delta2)
""")}  # fmt: skip
BLAME = stages("""
    back = W2.T @ delta2
    slope = A1 * (1 - A1)
    delta1 = back * slope
""")
HIDDEN = {**BLAME, **stages("""
    dW1 = delta1 @ X.T
    db1 = total(delta1)
""")}  # fmt: skip
NEW = stages("new = p - rate * g")
MOVED = " ".join(NEW)
BACKPROP = Pipeline("params X Y", "dW1 db1 dW2 db2", Params._make, {**OUTPUT, **HIDDEN})
UPDATE = Pipeline(
    "params x y learning_rate", MOVED, Params._make,
    {**stages("X = x; Y = y"), **OUTPUT, "new_W2": NEW["new_W2"], "new_b2": NEW["new_b2"],
     **HIDDEN, "new_W1": NEW["new_W1"], "new_b1": NEW["new_b1"]},
)  # fmt: skip
DELTA = Pipeline(
    "W2 delta2 A1", "delta1", None, {**stages("Z1 = np.log(A1) - np.log(1 - A1)"), **BLAME}
)
ONE_STEP = Pipeline("params grads learning_rate", MOVED, Params._make, NEW)

HIDDEN_DELTA = Family("hidden_delta", DELTA.function)
HIDDEN_DELTA.add("backward", "blame", "blame_of_many")

# The lessons' networks: a specimen of the zoo runs on both.
TRIALS = [
    (initialise(np.random.default_rng(4), 1, outputs=len(data[1])), *data)
    for data in (xor(), xor_and_and())
]
GRADIENTS = Family("gradients", BACKPROP.function, trials=TRIALS)
GRADIENTS.add("backward", "backprop_alone", "mean", "backprop", "batch", "blame", "blame_of_many",
              "networks", "gradients")  # fmt: skip

UPDATES = Family("", UPDATE.function)  # of any number of samples: a part of train
SGD_STEP = Family("sgd_step", UPDATE.function)
TABLES = "update", "stays", "backprop", "blame", "networks"
UPDATES.add("backward", "mean", *TABLES, "blame_of_many", "batch")
SGD_STEP.add("backward", *TABLES)


def moving_first(*names):
    """Return an update that runs forward again once these arrays have moved."""

    def update(params, *given):
        moved = UPDATE(params, *given)
        moved = {name: getattr(moved, name) for name in names}
        return UPDATE(Params(*params)._replace(**moved), *given)._replace(**moved)

    return update


def after_the_move(params, *given):
    moved = UPDATE(params, *given)
    later = UPDATE(moved, *given)
    return Params(*(p + b - a for p, a, b in zip(params, moved, later, strict=True)))


for family in (UPDATES, SGD_STEP):
    for update, how in (
        (moving_first("W1", "b1"), "The output layer runs forward again, with a hidden layer that has moved."),
        (moving_first("W2", "b2"), "All runs forward again for W1 and b1, with an output layer that has moved."),
        (after_the_move, "The gradient is taken where the parameters have moved already."),
    ):  # fmt: skip
        family.whole("stale-weights", how)(update)
SGD_STEP.add("backward", "update_alone")
IN_PLACE = "The operator -= changes the arrays that were handed in."
SGD_STEP.in_place(IN_PLACE)
STEP = Family("step", ONE_STEP.function)
STEP.add("backward", "step", "stays")
STEP.in_place(IN_PLACE)
STEP.add("backward", "whole_step")
