"""Wrong versions of initialise, train and sgd_step."""

import numpy as np

from nn_helpers.bugs.backward import gradients_stale
from nn_helpers.bugs.bug import family
from nn_helpers.case import case_update
from nn_helpers.network import Params, cost, gradients, predict, step
from nn_helpers.network import initialise as right_initialise

FORUMS = "question-and-answer sites and course forums"
INITIALISE, bug = family("initialise", FORUMS)
SHAPES = Params((2, 2), (2, 1), (1, 2), (1, 1))


@bug("all-equal", "All zeros: the hidden units can never be told apart.")
def initialise_zeros(rng, scale):
    return Params(*map(np.zeros, SHAPES))


@bug("all-equal", "One draw for all numbers.")
def initialise_one_draw(rng, scale):
    return Params(*(np.full(shape, n) for shape in SHAPES for n in [scale / 2]))


@bug("one-sided-range", "From 0 to the scale: no number is ever negative.")
def initialise_one_sided(rng, scale):
    return Params(*(scale * rng.uniform(0, 1, shape) for shape in SHAPES))


@bug("scale-ignored", "Always from -1 to 1.")
def initialise_no_scale(rng, scale):
    return right_initialise(rng, 1.0)


@bug("global-random", "The global generator of numpy is used, not the one handed in.")
def initialise_global(rng, scale):
    return Params(*(np.random.uniform(-scale, scale, shape) for shape in SHAPES))


@bug("normal-instead", "A bell curve, which has no bounds.")
def initialise_normal(rng, scale):
    return Params(*(rng.normal(0, scale, shape) for shape in SHAPES))


@bug("half-range", "From minus half the scale to half of it.")
def initialise_half(rng, scale):
    return right_initialise(rng, scale / 2)


@bug("biases-zero", "The biases are not drawn.")
def initialise_no_biases(rng, scale):
    drawn = right_initialise(rng, scale)
    return drawn._replace(b1=0 * drawn.b1, b2=0 * drawn.b2)


TRAIN, bug = family("train", FORUMS)


def _train(params, X, Y, learning_rate, epochs, move=None, measure_after=False):
    move = move or (lambda p: step(p, gradients(p, X, Y), learning_rate))
    costs = []
    for _ in range(epochs):
        before = cost(predict(params, X), Y)
        params = move(params)
        costs.append(cost(predict(params, X), Y) if measure_after else before)
    return params, np.array(costs)


@bug("reset-every-epoch", "Every epoch begins at the start again.")
def train_reset(params, X, Y, learning_rate, epochs):
    return _train(params, X, Y, learning_rate, epochs,
                  move=lambda _: step(params, gradients(params, X, Y), learning_rate))  # fmt: skip


@bug("cost-after-update", "The cost is measured after the update, so the start is missing.")
def train_cost_after(params, X, Y, learning_rate, epochs):
    return _train(params, X, Y, learning_rate, epochs, measure_after=True)


@bug("changes-arguments", "The start is changed in place.")
def train_in_place(params, X, Y, learning_rate, epochs):
    def move(p):
        for values, slopes in zip(p, gradients(p, X, Y), strict=True):
            values -= learning_rate * slopes
        return p

    return _train(params, X, Y, learning_rate, epochs, move)


@bug("one-step-only", "One step in all: it stands outside the loop, or each turn begins anew.")
def train_one_step(params, X, Y, learning_rate, epochs):
    end = step(params, gradients(params, X, Y), learning_rate)
    return end, np.full(epochs, cost(predict(params, X), Y))


@bug("one-sample-only", "The gradient of one sample is used for all.")
def train_one_sample(params, X, Y, learning_rate, epochs):
    first = np.asarray(X)[:, :1], np.asarray(Y)[:, :1]
    return _train(params, X, Y, learning_rate, epochs,
                  move=lambda p: step(p, gradients(p, *first), learning_rate))  # fmt: skip


@bug(
    "stale-weights",
    "Each update uses the W2 that was changed a line earlier.",
    "the posted program",
)
def train_stale(params, X, Y, learning_rate, epochs):
    return _train(params, X, Y, learning_rate, epochs,
                  move=lambda p: case_update(p, X, Y, learning_rate, ("stale-weights",)))  # fmt: skip


@bug("off-by-one", "One epoch too few.")
def train_too_few(params, X, Y, learning_rate, epochs):
    return _train(params, X, Y, learning_rate, max(epochs - 1, 0))


@bug("off-by-one", "One epoch too many.")
def train_too_many(params, X, Y, learning_rate, epochs):
    return _train(params, X, Y, learning_rate, epochs + 1)


@bug("uphill", "The steps go up.")
def train_uphill(params, X, Y, learning_rate, epochs):
    return _train(params, X, Y, -learning_rate, epochs)


@bug("per-sample", "One update after each sample, not one for all.", "the posted program")
def train_per_sample(params, X, Y, learning_rate, epochs):
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)

    def move(p):
        for s in range(X.shape[1]):
            p = step(p, gradients(p, X[:, [s]], Y[:, [s]]), learning_rate)
        return p

    return _train(params, X, Y, learning_rate, epochs, move)


@bug("mean-not-sum", "Divided by the number of samples: the gradient, or the costs on the list.")
def train_mean(params, X, Y, learning_rate, epochs):
    rate = learning_rate / np.shape(X)[1]
    return _train(params, X, Y, learning_rate, epochs,
                  move=lambda p: step(p, gradients(p, X, Y), rate))  # fmt: skip


SGD_STEP, bug = family("sgd_step", "the posted program")


@bug("stale-weights", "The hidden layer's share uses W2 after its update.")
def sgd_stale(params, x, y, learning_rate):
    return step(params, gradients_stale(params, x, y, learning_rate), learning_rate)


@bug("stale-weights", "The output layer runs forward again, with a hidden layer that has moved.")
def sgd_hidden_first(params, x, y, learning_rate):
    moved = step(params, gradients(params, x, y), learning_rate)
    between = Params(moved.W1, moved.b1, params[2], params[3])
    later = step(between, gradients(between, x, y), learning_rate)
    return moved._replace(W2=later.W2, b2=later.b2)


@bug("stale-weights", "The hidden layer runs forward again, with an output layer that has moved.")
def sgd_output_first(params, x, y, learning_rate):
    moved = step(params, gradients(params, x, y), learning_rate)
    between = Params(params[0], params[1], moved.W2, moved.b2)
    later = step(between, gradients(between, x, y), learning_rate)
    return moved._replace(W1=later.W1, b1=later.b1)


@bug("stale-weights", "The gradient is taken where the parameters have moved already.")
def sgd_gradient_after_the_move(params, x, y, learning_rate):
    moved = step(params, gradients(params, x, y), learning_rate)
    return step(params, gradients(moved, x, y), learning_rate)


@bug("leaked-index", "In b1 there is the share of the last output alone.")
def sgd_leaked(params, x, y, learning_rate):
    return case_update(Params(*params), x, y, learning_rate, ("leaked-index",))


@bug("stale-and-leaked", "Both bugs of the posted update at once.")
def sgd_both(params, x, y, learning_rate):
    return case_update(Params(*params), x, y, learning_rate, ("stale-weights", "leaked-index"))


@bug("changes-arguments", "The operator -= changes the arrays that were handed in.")
def sgd_in_place(params, x, y, learning_rate):
    for values, slopes in zip(params, gradients(params, x, y), strict=True):
        values -= learning_rate * slopes
    return Params(*params)


@bug("uphill", "The step goes up.", FORUMS)
def sgd_uphill(params, x, y, learning_rate):
    return step(params, gradients(params, x, y), -learning_rate)


@bug("rate-forgotten", "The whole gradient is subtracted.", FORUMS)
def sgd_no_rate(params, x, y, learning_rate):
    return step(params, gradients(params, x, y), 1.0)
