"""Fourth batch: broken programs that should give numbers."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
OWN = {"title": "a slip of our own", "site": "the course"}
LINE = {"output": p.LINEAR.value, "cost": p.half_square, "mean": True}


@broken(
    title="question 52566823 (sigmoid on the output of a regression)",
    site=SO,
    style="tuple of arrays, samples in rows, squared error",
    causes=({"output-range", "targets-not-scaled"},),
    verdict="does not learn",
)
def sigmoid_for_degrees(repaired=False, seed=0):
    """Temperatures from -4 to 22 behind a sigmoid: it ends at 1."""
    X, Y = data.temperatures()
    X = data.standardised(X)
    line = {"output": p.LINEAR.value, "delta": p.error}
    bent = {"output": p.sigmoid, "delta": p.squared_through_sigmoid}
    net = p.Dense(hidden=p.TANH, cost=p.half_square, mean=True, **(line if repaired else bent))
    start = p.normal((1, 8, 1), seed, gain=2)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.02, epochs=2500)


@broken(
    title="Neural net with continuous floating point output",
    site=SO,
    style="list of (W, b) pairs, samples in rows, warns",
    causes=({"targets-not-scaled"},),
    verdict="does not learn",
)
def wages_in_full(repaired=False, seed=0):
    """Wages near 40000: the first steps saturate the units, and a smaller rate is no cure."""
    rng = np.random.default_rng(34)
    X = rng.normal(size=(70, 2))
    Y = 40000 + 9000 * np.tanh(X[:, :1]) + 5000 * X[:, 1:] + 500 * rng.normal(size=(70, 1))
    Y = data.standardised(Y) if repaired else Y
    net = p.Dense(hidden=p.TANH, **LINE)
    return p.program(net, p.PAIRS, X, Y, p.normal((2, 6, 1), seed), rate=0.1, epochs=500)


@broken(
    **OWN,
    style="object with attributes, samples in rows",
    causes=({"decay-too-strong"},),
    verdict="does not learn",
)
def shrinks_by_a_twentieth(repaired=False, seed=0):
    """Each step multiplies the weights by .95, whatever the rate."""
    X, Y = data.sine(40)
    net = p.Dense(hidden=p.TANH, **LINE)

    def update(pairs, x, y, rate):
        new = p.plain(pairs, net.gradients(pairs, x, y), rate)
        return new if repaired else [(0.95 * W, b) for W, b in new]

    start = p.normal((1, 8, 1), seed, gain=2)
    return p.program(net, p.OBJECT, X, Y, start, rate=0.1, epochs=2000, update=update)


@broken(
    **OWN,
    style="list of two arrays, samples in rows, no cost",
    causes=({"cannot-represent"},),
    verdict="does not learn",
)
def relus_without_a_bias(repaired=False, seed=0):
    """Without biases every relu bends at zero: two straight lines cannot follow a wave."""
    X, Y = data.sine(40)

    def inputs(X):
        return np.column_stack([X, np.ones(len(X))]) if repaired else X

    def gradients(params, X, Y):
        W1, W2 = params
        a = np.maximum(inputs(X) @ W1, 0)
        delta = (a @ W2 - Y) / len(X)
        return [inputs(X).T @ ((delta @ W2.T) * (a > 0)), a.T @ delta]

    def predict(params, X):
        return np.maximum(inputs(X) @ params[0], 0) @ params[1]

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            found = gradients(params, X, Y)
            params = [W - rate * g for W, g in zip(params, found, strict=True)]
        return params

    rng = np.random.default_rng(seed)
    start = [rng.normal(size=(1 + repaired, 20)), rng.normal(size=(20, 1)) / 4]
    functions = {"predict": predict, "gradients": gradients, "train": train}
    return {"X": X, "Y": Y, "params": start, "rate": 0.1, "epochs": 2000} | functions


@broken(
    **OWN,
    style="list of lists [W, b], samples in columns, no gradients, warns",
    causes=({"step-uphill"},),
    verdict="does not learn",
)
def target_minus_answer_is_subtracted(repaired=False, seed=0):
    """The error is y - o, and rate times its gradient is subtracted."""
    X, Y = data.product(60, width=1.5)
    net = p.Dense(hidden=p.TANH, **LINE)

    def update(pairs, x, y, rate):
        return p.plain(pairs, net.gradients(pairs, x, y), rate if repaired else -rate)

    start = p.normal((2, 10, 1), seed, gain=1.5)
    how = {"update": update, "leave_out": ("gradients",)}
    return p.program(net, p.in_columns(p.LISTS), X, Y, start, rate=0.2, epochs=1500, **how)


@broken(
    **OWN,
    style="nested dict of arrays, samples in rows",
    causes=({"gradient-wrong", "gradient-scaled"},),
    verdict="learns",
    harmless=True,
    note="Another factor for each layer: at this rate both ways learn.",
)
def divided_by_the_units(repaired=False, seed=0):
    """Each gradient is divided by the layer's units (shape[1]) in place of the samples."""
    X, Y = data.temperatures(60)
    X, Y = data.standardised(X), data.standardised(Y)

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            found = super().gradients(pairs, X, Y)
            if repaired:
                return found
            return [
                (dW * len(X) / W.shape[1], db)
                for (dW, db), (W, _) in zip(found, pairs, strict=True)
            ]

    net = Slip(hidden=p.TANH, **LINE)
    return p.program(net, p.NESTED, X, Y, p.normal((1, 6, 1), seed), rate=0.01, epochs=4000)


@broken(
    **OWN,
    style="tuple of arrays, samples in rows, online",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def tanh_slope_without_a_square(repaired=False, seed=0):
    """The slope of tanh is written as 1 - a, not 1 - a * a."""
    X, Y = data.sine(30)
    slope = (lambda a: 1 - a * a) if repaired else (lambda a: 1 - a)
    net = p.Dense(hidden=p.Activation(np.tanh, slope), output=p.LINEAR.value, cost=p.half_square)
    start = p.normal((1, 8, 1), seed, gain=1.5)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.05, epochs=250, loop=p.one_by_one)


@broken(
    title="Why does this neural network learn nothing?",
    site=SO,
    style="flat parameter vector, samples in rows",
    causes=({"symmetric-start"},),
    verdict="does not learn",
)
def all_ones_for_a_product(repaired=False, seed=0):
    """Weights are ones, biases zero: ten units, and all of them are the same one."""
    X, Y = data.product(60, width=1.5)
    sizes = (2, 10, 1)
    net = p.Dense(hidden=p.TANH, **LINE)
    start = p.normal(sizes, seed, gain=1.5) if repaired else p.constant(sizes, 1.0)
    return p.program(net, p.flat_form(sizes), X, Y, start, rate=0.2, epochs=1500)


@broken(
    **OWN,
    style="list of (W, b) pairs, samples in rows, only predict and train",
    causes=({"samples-mixed", "predict-ignores-input", "output-constant"},),
    verdict="does not learn",
)
def answer_of_the_last_row(repaired=False, seed=0):
    """predict walks over the rows and hands back the last answer for every one of them."""
    X, Y = data.sine(40)
    net = p.Dense(hidden=p.TANH, **LINE)

    def predict(params, X):
        answers = np.empty((len(X), 1))
        for i in range(len(X)):
            answers[i if repaired else slice(None)] = net.predict(params, X[i : i + 1])
        return answers

    start = p.normal((1, 8, 1), seed, gain=2)
    how = {"predict": predict, "leave_out": ("cost", "gradients", "step")}
    return p.program(net, p.PAIRS, X, Y, start, rate=0.2, epochs=1500, **how)
