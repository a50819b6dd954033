"""First batch: broken programs that should give numbers."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


@broken(
    title="question 48221692 (sigmoid on the output of a regression)",
    site=SO,
    style="dict of arrays, samples in rows",
    causes=({"output-range", "targets-not-scaled"},),
    verdict="does not learn",
)
def sigmoid_for_prices(repaired=False, seed=0):
    """Prices of some hundreds cannot come out of a sigmoid."""
    X, Y = data.houses()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    if repaired:
        Y = (Y - Y.mean()) / Y.std()
    net = p.Dense(
        output=p.LINEAR.value if repaired else p.sigmoid,
        delta=p.error if repaired else p.squared_through_sigmoid,
        cost=p.half_square,
        mean=True,
    )
    return p.program(net, p.DICT, X, Y, p.normal((3, 6, 1), seed), rate=0.1, epochs=800)


@broken(
    title="Tensorflow model always produces mean",
    site=SO,
    style="list of (W, b) pairs, samples in rows, labels without a second axis",
    causes=({"labels-misshapen"},),
    verdict="does not learn",
)
def labels_broadcast(repaired=False, seed=0):
    """(n, 1) minus (n,) is (n, n): every sample is drawn to every label, so to the mean."""
    X, Y = data.sine(30)

    def difference(o, y):
        return o - (y if y.ndim == 2 else y[None, :])

    net = p.Dense(
        hidden=p.TANH,
        output=p.LINEAR.value,
        delta=lambda o, y: 2 * difference(o, y).mean(axis=1, keepdims=True),
        cost=lambda o, y: float(np.mean(difference(o, y) ** 2)) * len(o),
        mean=True,
    )
    Y = Y if repaired else Y[:, 0]
    return p.program(net, p.PAIRS, X, Y, p.normal((1, 8, 1), seed), rate=0.1, epochs=1500)


@broken(
    title="question 48934338 (y = 5x^2 + noise with relu)",
    site=SO,
    style="list of lists [W, b], samples in rows, one sample at a time",
    causes=({"rate-too-large"},),
    verdict="does not learn",
)
def parabola_diverges(repaired=False, seed=0):
    """Targets up to 45 at rate .1: the first steps throw the weights out of all bounds."""
    X, Y = data.parabola(40, width=3)
    net = p.Dense(hidden=p.RELU, output=p.LINEAR.value, cost=p.half_square)
    rate = 0.001 if repaired else 0.1
    start = p.normal((1, 12, 1), seed, gain=1.4)
    how = {"loop": p.one_by_one, "leave_out": ("cost",)}
    return p.program(net, p.LISTS, X, Y, start, rate=rate, epochs=60, **how)


@broken(
    title="Are weights of a neural network reset between epochs?",
    site="Data Science Stack Exchange",
    style="list of lists [W, b], samples in rows",
    causes=({"train-forgets"},),
    verdict="does not learn",
)
def every_epoch_from_the_start(repaired=False, seed=0):
    """The loop calls the step with the weights of the start, again and again."""
    X, Y = data.sine(30)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)

    def loop(pairs, X, Y, rate, epochs, update):
        new = pairs
        for _ in range(epochs):
            new = update(new if repaired else pairs, X, Y, rate)
        return new

    start = p.normal((1, 10, 1), seed)
    return p.program(net, p.LISTS, X, Y, start, rate=0.3, epochs=3000, loop=loop)
