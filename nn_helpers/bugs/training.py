"""Wrong variants of initialise (drawn), train (training: heard in turns, measure, UPDATES)."""

import numpy as np

from nn_helpers.bugs.backward import UPDATE, UPDATES
from nn_helpers.bugs.bug import Family, rows
from nn_helpers.bugs.formulas import COST
from nn_helpers.bugs.pipeline import stages
from nn_helpers.network import Params, cost, predict

SHAPES = Params((2, 2), (2, 1), (1, 2), (1, 1))


def drawn(number):
    """Return ``initialise`` with a draw of its own, of rng, scale and shape."""
    return lambda rng, scale: Params(*(number(rng=rng, scale=scale, shape=s) for s in SHAPES))


INITIALISE = Family("initialise", drawn, stages("number = rng.uniform(-scale, scale, shape)"))
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


def training(count, turns, base, measured, listing, returned, move=UPDATE, measure=cost):
    """Return ``train`` with parts of its own.

    ``move(params, X, Y, rate)`` is one update, ``measure(Y_hat, Y)`` what goes on the list. The other
    parts are formulas: how many epochs are made, which samples each of its updates hears, where an
    update begins, at which parameters the cost is measured, what is listed and what is returned.
    """

    def variant(params, X, Y, learning_rate, epochs):
        start = before = here = Params(*params)
        costs, each = [], []
        for epoch in range(count(epochs=epochs)):
            before = here
            for heard in turns(m=X.shape[1], epoch=epoch):
                x, y = X[:, heard], Y[:, heard]
                each.append(measure(predict(here, x), y))
                here = move(base(start=start, here=here), x, y, learning_rate)
            at = measured(start=start, before=before, after=here)
            costs.append(measure(predict(at, X), Y))
        found = returned(start=start, before=before, after=here)
        return found, listing(costs=np.array(costs), each=np.array(each))

    return variant


TRAIN = Family("train", training, TRAINED)
TRAIN.add("training", "train", "whole_training")
TRAIN.in_place("The start is changed in place.", beside=True)
for bug in UPDATES:
    TRAIN.slip(bug.slug, bug.how, move=bug.function)
for slug, text, how in (*rows("cost", "cost"), *rows("cost", "whole_broadcast")):
    said = f"On the list of costs: {how[0].lower()}{how[1:]}"
    TRAIN.slip(slug, said, measure=COST.make(**stages(text)))
