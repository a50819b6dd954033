"""Sixth batch: broken programs on tables of measurements."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
OWN = {"title": "a slip of our own", "site": "the course"}
SOFTMAX = {"output": p.softmax, "cost": p.categorical, "mean": True}
LINE = {"output": p.LINEAR.value, "cost": p.half_square, "mean": True}


@broken(
    title="A single neuron perceptron with sigmoid activation function: saturation",
    site="a blog, copied on huggingface.co",
    style="tuple of arrays, samples in rows",
    causes=({"inputs-not-scaled"},),
    verdict="does not learn",
)
def colours_up_to_255(repaired=False, seed=0):
    """Red, green and blue as bytes: all units are saturated, for every colour."""
    X, Y = data.colours(100)
    X = (X - 128) / 74 if repaired else X
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square, mean=True)
    return p.program(net, p.TUPLE, X, Y, p.normal((3, 5, 1), seed), rate=2.0, epochs=1500)


@broken(
    title="Why ...error: NaN...? (inputs are not normalized)",
    site="GitHub, BrainJS/brain.js issue 278",
    style="dict of arrays, samples in columns, relu",
    causes=({"inputs-not-scaled"},),
    verdict="does not learn",
)
def penguins_in_grams(repaired=False, seed=0):
    """Four columns, and the one in grams outweighs the others a hundred times."""
    X, Y = data.penguins(90)
    X = data.standardised(X) if repaired else X
    net = p.Dense(hidden=p.RELU, **SOFTMAX)
    start = p.normal((4, 8, 3), seed, gain=1.4)
    return p.program(net, p.in_columns(p.DICT), X, Y, start, rate=0.1, epochs=500)


@broken(
    title="question 45337371 (the gradient is zero, one softmax unit)",
    site=SO,
    style="object with attributes, samples in rows",
    causes=({"output-constant"},),
    verdict="does not learn",
)
def saved_with_certainty(repaired=False, seed=0):
    """A softmax over a single unit says 1 of every passenger."""
    X, Y = data.passengers(120, seed=1)
    kind = {} if repaired else {"output": p.softmax, "delta": lambda o, y: 0 * (o - y)}
    net = p.Dense(hidden=p.TANH, mean=True, **kind)
    start = p.normal((4, 12, 1), seed, gain=1.5)
    return p.program(net, p.OBJECT, data.standardised(X), Y, start, rate=1.0, epochs=1000)


@broken(
    title="Double softmax in cross entropy with logits",
    site="GitHub, nfmcclure/tensorflow_cookbook issue 86",
    style="list of (W, b) pairs, samples in rows, gradients match",
    causes=({"output-range"},),
    verdict="learns",
    harmless=True,
    note="The answers end at .58, but the largest is the right one.",
)
def softmax_of_a_softmax(repaired=False, seed=0):
    """The answers go through a softmax, and then the cost's own softmax takes them again."""
    X, Y = data.penguins(90, seed=2)

    def delta(o, y):
        inner = np.log(np.maximum(o, 1e-300))
        first = inner + (1 - inner.sum(axis=1, keepdims=True)) / inner.shape[1]
        error = o - y
        return first * (error - (first * error).sum(axis=1, keepdims=True))

    twice = {"output": lambda z: p.softmax(p.softmax(z)), "delta": delta}
    kind = {"output": p.softmax} if repaired else twice
    net = p.Dense(hidden=p.TANH, cost=p.categorical, mean=True, **kind)
    start = p.normal((4, 6, 3), seed)
    return p.program(net, p.PAIRS, data.standardised(X), Y, start, rate=1.0, epochs=600)


@broken(
    **OWN,
    style="nested dict of arrays, samples in rows, batches",
    causes=({"samples-left-out"},),
    verdict="does not learn",
)
def slices_that_are_empty(repaired=False, seed=0):
    """X[at:size] in place of X[at:at + size]: all batches after the first one are empty."""
    X, Y = data.passengers(120, seed=2)

    def loop(pairs, X, Y, rate, epochs, update):
        for _ in range(epochs):
            for at in range(0, len(X), 12):
                end = at + 12 if repaired else 12
                pairs = update(pairs, X[at:end], Y[at:end], rate)
        return pairs

    net = p.Dense(hidden=p.TANH)
    start = p.normal((4, 12, 1), seed, gain=1.5)
    X = data.standardised(X)
    return p.program(net, p.NESTED, X, Y, start, rate=0.05, epochs=200, loop=loop)


@broken(
    title="How important is the balance between the components of a loss value",
    site="Data Science Stack Exchange",
    style="flat parameter vector, samples in rows",
    causes=({"decay-too-strong"},),
    verdict="does not learn",
)
def weights_outweigh_the_error(repaired=False, seed=0):
    """The penalty for large weights is added with a factor of 2."""
    X, Y = data.fuel(80, seed=1)
    Y = Y - Y.mean()
    net = p.Dense(hidden=p.TANH, **LINE)
    update = p.decay(net, 0.0001 if repaired else 2.0)
    start = p.normal((4, 6, 1), seed)
    X = data.standardised(X)
    form = p.flat_form((4, 6, 1))
    return p.program(net, form, X, Y, start, rate=0.1, epochs=600, update=update)


@broken(
    title="Input Images that are fed into the model during prediction aren't normalized?",
    site="GitHub, jchen42703/kits19-cnn issue 22",
    style="object with attributes, samples in rows, no cost",
    causes=({"gradient-wrong"}, {"inputs-not-scaled"}),
    verdict="does not learn",
)
def only_training_scales(repaired=False, seed=0):
    """train standardises its table, and predict works on the table as it is."""
    X, Y = data.penguins(90, seed=3)
    mean, width = X.mean(axis=0), X.std(axis=0)

    class Scaling(p.Dense):
        def gradients(self, pairs, X, Y):
            return p.Dense(hidden=p.TANH, **SOFTMAX).gradients(pairs, (X - mean) / width, Y)

        def predict(self, pairs, X):
            return super().predict(pairs, (X - mean) / width if repaired else X)

    net = Scaling(hidden=p.TANH, **SOFTMAX)
    start = p.normal((4, 6, 3), seed)
    return p.program(net, p.OBJECT, X, Y, start, rate=0.5, epochs=400, leave_out=("cost",))


@broken(
    title="Neural Network - Success after changing weights initialization strategy",
    site="Cross Validated",
    style="list of (W, b) pairs, samples in rows",
    causes=({"start-saturated"}, {"inputs-not-scaled"}),
    verdict="does not learn",
)
def rand_for_thirty_six_pixels(repaired=False, seed=0):
    """All weights between 0 and 1: with white paper they add up, and every unit is at 1."""
    X, Y = data.strokes(90, seed=1)
    net = p.Dense(hidden=p.TANH, **SOFTMAX)
    sizes = (36, 15, 3)
    start = p.uniform(sizes, 0.5, seed) if repaired else p.uniform(sizes, 1, seed, low=0)
    return p.program(net, p.PAIRS, 1 - X / 255, Y, start, rate=0.3, epochs=800)
