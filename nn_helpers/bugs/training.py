"""Slips in training: initialise, train."""

import numpy as np

from nn_helpers.bugs.backward import SGD_STEP, UPDATE, UPDATES
from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.cost import COST
from nn_helpers.network import Params, cost, forward, predict

FORUMS = "question-and-answer sites and course forums"
SHAPES = Params((2, 2), (2, 1), (1, 2), (1, 1))


def even(rng, scale, shape):
    return rng.uniform(-scale, scale, shape)


def drawn(number=even):
    """Return ``initialise`` with a draw of its own: ``number(rng, scale, shape)``."""

    def variant(rng, scale):
        return Params(*(number(rng, scale, shape) for shape in SHAPES))

    return variant


INITIALISE = Family("initialise", FORUMS, drawn)
INITIALISE.slips(
    "number",
    ("all-equal", "Every number is 0.", lambda rng, scale, shape: np.zeros(shape)),
    ("all-equal", "Every number is 1.", lambda rng, scale, shape: np.ones(shape)),
    ("all-equal", "Every number is the scale.", lambda rng, scale, shape: np.full(shape, scale)),
    ("all-equal", "Every number is half the scale.",
     lambda rng, scale, shape: np.full(shape, scale / 2)),
    ("all-equal", "Each array gets one draw for all of its numbers.",
     lambda rng, scale, shape: np.full(shape, rng.uniform(-scale, scale))),
    ("one-sided-range", "From 0 to the scale: no number is ever negative.",
     lambda rng, scale, shape: rng.uniform(0, scale, shape)),
    ("one-sided-range", "From minus the scale to 0: no number is ever positive.",
     lambda rng, scale, shape: rng.uniform(-scale, 0, shape)),
    ("one-sided-range", "From minus the scale to 1: the upper end is that of numpy's uniform.",
     lambda rng, scale, shape: rng.uniform(-scale, 1.0, shape)),
    ("one-sided-range", "From 0 to 1, whatever the scale.",
     lambda rng, scale, shape: rng.uniform(0, 1, shape)),
    ("normal-instead", "A bell curve of this width, which has no bounds.",
     lambda rng, scale, shape: rng.normal(0, scale, shape)),
    ("normal-instead", "A bell curve of width 1, whatever the scale.",
     lambda rng, scale, shape: rng.normal(0, 1, shape)),
    ("half-range", "From minus half the scale to half of it.",
     lambda rng, scale, shape: rng.uniform(-scale / 2, scale / 2, shape)),
    ("double-range", "From minus twice the scale to twice of it.",
     lambda rng, scale, shape: rng.uniform(-2 * scale, 2 * scale, shape)),
    ("scale-squared", "The scale is multiplied in twice.",
     lambda rng, scale, shape: rng.uniform(-scale, scale, shape) * scale),
    *(("scale-ignored", f"Always from -{size:g} to {size:g}.",
       lambda rng, scale, shape, s=size: rng.uniform(-s, s, shape))
      for size in (1, 2, 0.5, 0.25, 0.12, 0.1, 0.05, 0.01)),
)  # fmt: skip


@INITIALISE.whole("all-equal", "One draw for all nine numbers.")
def initialise_one_draw(rng, scale):
    number = rng.uniform(-scale, scale)
    return Params(*(np.full(shape, number) for shape in SHAPES))


@INITIALISE.whole(
    "global-random", "The global generator of numpy is used, not the one handed in.", beside=True
)
def initialise_global(rng, scale):
    return Params(*(np.random.uniform(-scale, scale, shape) for shape in SHAPES))


@INITIALISE.whole(
    "own-generator", "A generator is made inside: every call draws the same numbers.", beside=True
)
def initialise_own_generator(rng, scale):
    own = np.random.default_rng(0)
    return Params(*(own.uniform(-scale, scale, shape) for shape in SHAPES))


@INITIALISE.whole("biases-zero", "The weights are drawn, the biases are 0.")
def initialise_no_biases(rng, scale):
    W1, b1, W2, b2 = (rng.uniform(-scale, scale, shape) for shape in SHAPES)
    return Params(W1, 0 * b1, W2, 0 * b2)


def training(move=UPDATE, measure=cost, listed="before", epochs_made=lambda epochs: epochs):
    """Return ``train`` with parts of its own.

    ``move(params, X, Y, rate)`` is one epoch's update, ``measure(Y_hat, Y)`` what goes on the list,
    ``listed`` is "before" or "after" the update.
    """

    def variant(params, X, Y, learning_rate, epochs):
        costs = []
        for _ in range(epochs_made(epochs)):
            before = params
            params = move(params, X, Y, learning_rate)
            costs.append(measure(predict(before if listed == "before" else params, X), Y))
        return params, np.array(costs)

    return variant


def one_after_the_other(order=lambda m: range(m)):
    def move(params, X, Y, learning_rate):
        for s in order(X.shape[1]):
            params = UPDATE(params, X[:, [s]], Y[:, [s]], learning_rate)
        return params

    return move


TRAIN = Family("train", FORUMS, training)
for slug, how, made in (
    ("cost-after-update", "Each cost is measured after the update, so that of the start is missing.",
     {"listed": "after"}),
    ("off-by-one", "One epoch too few is made.", {"epochs_made": lambda n: n - 1}),
    ("off-by-one", "One epoch too many is made.", {"epochs_made": lambda n: n + 1}),
    ("one-sample-only", "Each update hears the first sample alone.",
     {"move": lambda p, X, Y, rate: UPDATE(p, X[:, :1], Y[:, :1], rate)}),
    ("one-sample-only", "Each update hears the last sample alone.",
     {"move": lambda p, X, Y, rate: UPDATE(p, X[:, -1:], Y[:, -1:], rate)}),
    ("per-sample", "One update after each sample, not one for all.",
     {"move": one_after_the_other()}),
    ("per-sample", "One update after each sample, the last sample first.",
     {"move": one_after_the_other(lambda m: range(m)[::-1])}),
):  # fmt: skip
    TRAIN.slip(slug, how, **made)


def on_costs(change, how, slug):
    """Add a slip that trains rightly and changes the list: ``change(costs, start's and end's cost)``."""

    @TRAIN.whole(slug, how)
    def variant(params, X, Y, learning_rate, epochs):
        end, costs = training()(params, X, Y, learning_rate, epochs)
        return end, change(costs, cost(predict(end, X), Y))


for slug, how, change in (
    ("off-by-one", "The training is right; the list holds the last cost as well, one too many.",
     lambda costs, end: np.append(costs, end)),
    ("off-by-one", "The training is right; the cost of the start is missing, the list is short.",
     lambda costs, end: costs[1:]),
    ("off-by-one", "The training is right; the last entry is missing on the list.",
     lambda costs, end: costs[:-1]),
    ("last-cost-only", "The training is right; the list holds the cost of the last epoch alone.",
     lambda costs, end: costs[-1:]),
    ("last-cost-only", "The training is right; one number is returned, the last epoch's cost.",
     lambda costs, end: costs[-1]),
    ("last-cost-only", "The training is right; one number is returned, the cost at the end.",
     lambda costs, end: end),
    ("last-cost-only", "The training is right; the list holds the cost at the end alone.",
     lambda costs, end: np.array([end])),
    ("stale-cost", "The training is right; every entry of the list is the cost of the start.",
     lambda costs, end: np.full_like(costs, costs[0])),
    ("stale-cost", "The training is right; every entry of the list is the cost at the end.",
     lambda costs, end: np.full_like(costs, end)),
    ("other-shape", "The training is right; the list of costs is a column.",
     lambda costs, end: costs[:, np.newaxis]),
    ("other-shape", "The training is right; the list of costs is a row in an array of two axes.",
     lambda costs, end: costs[np.newaxis]),
    ("other-order", "The training is right; the list of costs runs backwards.",
     lambda costs, end: costs[::-1]),
    ("summed-up", "The training is right; each entry of the list holds the sum of all before it.",
     lambda costs, end: np.cumsum(costs)),
    ("list-empty", "The training is right; the list of costs is empty.",
     lambda costs, end: costs[:0]),
    ("list-zero", "The training is right; every cost on the list is 0.",
     lambda costs, end: 0 * costs),
):  # fmt: skip
    on_costs(change, how, slug)


def held(layers_of_the_start):
    """Return a training in which some layers stay those of the start."""

    def variant(params, X, Y, learning_rate, epochs):
        Z1, A1, Z2, A2 = forward(params, X)
        kept = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
        stages = {name: (lambda value=kept[name]: value) for name in layers_of_the_start}
        return training(UPDATE.replaced(**stages))(params, X, Y, learning_rate, epochs)

    return variant


TRAIN.whole("stale-weights", "The layers of the start are used in every epoch: forward runs once.")(
    held(("Z1", "A1", "Z2", "A2"))
)


@TRAIN.whole("stale-weights", "The gradient of the start is used in every epoch.")
def train_gradient_of_the_start(params, X, Y, learning_rate, epochs):
    moved = UPDATE(params, X, Y, learning_rate)
    step = Params(*(m - p for m, p in zip(moved, params, strict=True)))
    return training(lambda p, *_: Params(*(a + b for a, b in zip(p, step, strict=True))))(
        params, X, Y, learning_rate, epochs
    )


@TRAIN.whole(
    "one-step-only", "One step in all, from the start, and every cost is that of the start."
)
def train_one_step(params, X, Y, learning_rate, epochs):
    costs = np.full(epochs, cost(predict(params, X), Y))
    return UPDATE(params, X, Y, learning_rate), costs


@TRAIN.whole(
    "reset-every-epoch", "Every update begins at the start; the costs follow where it leads."
)
def train_reset(params, X, Y, learning_rate, epochs):
    return training(lambda p, *rest: UPDATE(params, *rest))(params, X, Y, learning_rate, epochs)


@TRAIN.whole("one-step-only", "It returns in the first turn of the loop: one step, one cost.")
def train_returns_at_once(params, X, Y, learning_rate, epochs):
    return training()(params, X, Y, learning_rate, 1)


@TRAIN.whole(
    "one-step-only", "It returns in the first turn of the loop: one step, its cost after it."
)
def train_returns_at_once_after(params, X, Y, learning_rate, epochs):
    return training(listed="after")(params, X, Y, learning_rate, 1)


@TRAIN.whole("nothing-moves", "The start comes back; every cost on the list is that of the start.")
def train_not_at_all(params, X, Y, learning_rate, epochs):
    return Params(*params), np.full(epochs, cost(predict(params, X), Y))


@TRAIN.whole("start-returned", "The costs are those of a right training; the start comes back.")
def train_returns_the_start(params, X, Y, learning_rate, epochs):
    return Params(*params), training()(params, X, Y, learning_rate, epochs)[1]


@TRAIN.whole("off-by-one", "The costs are right; one step too few was made.")
def train_one_step_too_few(params, X, Y, learning_rate, epochs):
    end, _ = training()(params, X, Y, learning_rate, epochs - 1)
    return end, training()(params, X, Y, learning_rate, epochs)[1]


@TRAIN.whole("off-by-one", "The costs are right; one step too many was made.")
def train_one_step_too_many(params, X, Y, learning_rate, epochs):
    end, _ = training()(params, X, Y, learning_rate, epochs + 1)
    return end, training()(params, X, Y, learning_rate, epochs)[1]


@TRAIN.whole("one-sample-only", "Each epoch hears one sample alone, one after the other.")
def train_one_sample_an_epoch(params, X, Y, learning_rate, epochs):
    turn = iter(range(epochs))

    def move(p, X, Y, rate):
        s = [next(turn) % X.shape[1]]
        return UPDATE(p, X[:, s], Y[:, s], rate)

    return training(move)(params, X, Y, learning_rate, epochs)


@TRAIN.whole("changes-arguments", "The start is changed in place.", beside=True)
def train_in_place(params, X, Y, learning_rate, epochs):
    def move(p, *rest):
        for values, new in zip(p, UPDATE(p, *rest), strict=True):
            values[...] = new
        return p

    costs = []
    for _ in range(epochs):
        costs.append(cost(predict(params, X), Y))
        params = move(params, X, Y, learning_rate)
    return params, np.array(costs)


# Of a training these cannot be told from a slip above, or they are of no use here.
SAID_OTHERWISE = (
    "The operator -= changes the arrays that were handed in.", "The parameters come back as they were.",
    "The slopes of both biases are zero.", "Two steps are made, not one.",
    "The difference is label minus answer: every sign is the other way round.",
    "It is the gradient of the first sample alone.", "It is the gradient of the last sample alone.",
)  # fmt: skip
for bug in (*UPDATES, *(bug for bug in SGD_STEP if not bug.stages)):
    if bug.how not in SAID_OTHERWISE:
        TRAIN.slip(bug.slug, bug.how, seen=bug.seen, move=bug.function)
for bug in COST:
    if bug.slug not in (
        "protection-too-strong",
        "log-of-zero",
        "number-in-an-array",
        "arguments-swapped",
    ):
        how = f"On the list of costs: {bug.how[0].lower()}{bug.how[1:]}"
        TRAIN.slip(bug.slug, how, seen=bug.seen, measure=bug.function)
