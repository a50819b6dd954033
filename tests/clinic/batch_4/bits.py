"""Fourth batch: broken programs for small tables of zeros and ones."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
OWN = {"title": "a slip of our own", "site": "the course"}


@broken(
    title="question 50306988 (rate and epochs)",
    site=SO,
    style="list of (W, b) pairs, samples in columns, online",
    causes=({"rate-too-small", "too-few-epochs"},),
    verdict="does not learn",
)
def encoder_at_a_thousandth(repaired=False, seed=0):
    """Eight words through three units and back; at rate .001 it has hardly begun."""
    X = np.eye(8)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical)
    start = p.normal((8, 3, 8), seed)
    how = {"rate": 0.3 if repaired else 0.001, "epochs": 150, "loop": p.one_by_one}
    return p.program(net, p.in_columns(p.PAIRS), X, X, start, **how)


@broken(
    title="GradientDescentOptimizer not updating variables",
    site=SO,
    style="nested dict of arrays, samples in rows, softmax",
    causes=({"symmetric-start"},),
    verdict="does not learn",
)
def ten_digits_from_zero(repaired=False, seed=0):
    """All weights and biases are zero, with ten classes and tanh units."""
    X, Y = data.segments()
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    start = p.normal((7, 8, 10), seed) if repaired else p.constant((7, 8, 10))
    return p.program(net, p.NESTED, X, Y, start, rate=1.0, epochs=400)


@broken(
    title="Help with MLP convergence (in-place updates)",
    site="Data Science Stack Exchange",
    style="list of lists [W, b], samples in rows, online",
    causes=({"step-stale"},),
    verdict="learns",
    harmless=True,
    note="With 15 hidden units the mixed step teaches as well as the right one.",
)
def digits_through_new_weights(repaired=False, seed=0):
    """Each layer is updated before the error goes back through it."""
    X, Y = data.segments()
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square)
    start = p.uniform((7, 15, 10), 1, seed)
    how = {} if repaired else {"update": p.stale(net)}
    return p.program(net, p.LISTS, X, Y, start, rate=1.0, epochs=250, loop=p.one_by_one, **how)


@broken(
    **OWN,
    style="object with attributes, samples in rows, online",
    causes=({"samples-left-out"},),
    verdict="does not learn",
)
def every_other_word(repaired=False, seed=0):
    """range(0, n, 2) shows every other word: the words with the first bit set are never seen."""
    X, Y = data.parity(3)
    net = p.Dense(hidden=p.TANH)

    def loop(pairs, X, Y, rate, epochs, update):
        for _ in range(epochs):
            for i in range(0, len(X), 1 if repaired else 2):
                pairs = update(pairs, X[i : i + 1], Y[i : i + 1], rate)
        return pairs

    start = p.normal((3, 10, 1), seed, gain=2)
    return p.program(net, p.OBJECT, X, Y, start, rate=0.2, epochs=400, loop=loop)


@broken(
    **OWN,
    style="flat parameter vector, samples in rows, no cost",
    causes=({"labels-ignored"},),
    verdict="does not learn",
)
def the_last_column_for_the_label(repaired=False, seed=0):
    """The error is taken against the last column of the inputs, where the label once was."""
    X, Y = data.majority(5)
    sizes = (5, 4, 1)
    net = p.Dense(mean=True)

    def update(pairs, x, y, rate):
        return p.plain(pairs, net.gradients(pairs, x, y if repaired else x[:, -1:]), rate)

    how = {"update": update, "leave_out": ("cost", "gradients")}
    start = p.uniform(sizes, 1, seed)
    return p.program(net, p.flat_form(sizes), X, Y, start, rate=3.0, epochs=500, **how)
