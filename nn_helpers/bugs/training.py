"""Wrong variants of initialise (drawn), train (training: heard in turns, measure, UPDATES)."""

import numpy as np

from nn_helpers.bugs.backward import UPDATE, UPDATES
from nn_helpers.bugs.bug import Family, rows
from nn_helpers.bugs.cost import COST
from nn_helpers.bugs.pipeline import stages
from nn_helpers.network import Params, cost, predict

SHAPES = Params((2, 2), (2, 1), (1, 2), (1, 1))


def drawn(**parts):
    """Return ``initialise`` with a draw of its own: ``number``, of rng, scale and shape."""
    number = {**stages("number = rng.uniform(-scale, scale, shape)"), **parts}["number"]
    return lambda rng, scale: Params(
        *(number(rng=rng, scale=scale, shape=shape) for shape in SHAPES)
    )


INITIALISE = Family("initialise", drawn)
INITIALISE.add("training", "initialise")
INITIALISE.whole("all-equal", "One draw for all nine numbers.")(
    lambda rng, scale: Params(*map(np.full, SHAPES, [rng.uniform(-scale, scale)] * 4))
)
INITIALISE.global_random(0)

TRAINED = stages("""
    count = epochs
    turns = [range(m)]
    base = here
    measured = before
    listing = costs
    returned = after
""")


def training(move=UPDATE, measure=cost, **parts):
    """Return ``train`` with parts of its own.

    ``move(params, X, Y, rate)`` is one update, ``measure(Y_hat, Y)`` what goes on the list. The other
    parts are formulas: how many epochs are made, which samples each of its updates hears, where an
    update begins, at which parameters the cost is measured, what is listed and what is returned.
    """
    parts = {**TRAINED, **parts}

    def variant(params, X, Y, learning_rate, epochs):
        start = before = here = Params(*params)
        costs, each = [], []
        for epoch in range(parts["count"](epochs=epochs)):
            before = here
            for heard in parts["turns"](m=X.shape[1], epoch=epoch):
                each.append(measure(predict(here, X[:, heard]), Y[:, heard]))
                here = move(
                    parts["base"](start=start, here=here), X[:, heard], Y[:, heard], learning_rate
                )
            at = parts["measured"](start=start, before=before, after=here)
            costs.append(measure(predict(at, X), Y))
        found = parts["returned"](start=start, before=before, after=here)
        return found, parts["listing"](costs=np.array(costs), each=np.array(each))

    return variant


TRAIN = Family("train", training)
TRAIN.add("training", "train")
TRAIN.add("training", "whole_training", alone=True)


TRAIN.in_place("The start is changed in place.", beside=True)
for bug in UPDATES:
    TRAIN.slip(bug.slug, bug.how, move=bug.function)
for slug, text, how in (*rows("cost", "cost"), *rows("cost", "broadcast")):
    said = f"On the list of costs: {how[0].lower()}{how[1:]}"
    TRAIN.slip(slug, said, measure=COST.make(**stages(text)))
