"""Fifth batch: broken programs that should give numbers."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
STATS = "Cross Validated"
DATA_SCIENCE = "Data Science Stack Exchange"
OWN = {"title": "a slip of our own", "site": "the course"}
LINE = {"output": p.LINEAR.value, "cost": p.half_square, "mean": True}


@broken(
    title="Possible Error (a parabola is fitted, and after ten steps its loss grows)",
    site="GitHub, fastai/course22 issue 58",
    style="one array of three numbers, absolute error, gradients with a memory",
    causes=({"gradients-accumulate"},),
    verdict="does not learn",
)
def parabola_by_absolute_error(repaired=False, seed=0):
    """The buffer of the gradients is never set to zero: the three numbers swing for ever."""
    X = np.linspace(-2, 2, 20)
    Y = 3 * X**2 + 2 * X + 1 + 0.3 * np.random.default_rng(5).normal(size=20)
    buffer = np.zeros(3)

    def predict(abc, X):
        return abc[0] * X**2 + abc[1] * X + abc[2]

    def gradients(abc, X, Y):
        sign = np.sign(predict(abc, X) - Y)
        if repaired:
            buffer[:] = 0
        buffer[:] += [np.mean(sign * X**2), np.mean(sign * X), np.mean(sign)]
        return buffer.copy()

    def train(abc, X, Y, rate, epochs):
        for _ in range(epochs):
            abc = abc - rate * gradients(abc, X, Y)
        return abc

    functions = {
        "predict": predict,
        "cost": lambda o, y: float(np.mean(np.abs(o - y))),
        "gradients": gradients,
        "train": train,
    }
    start = np.random.default_rng(seed).normal(size=3)
    return {"X": X, "Y": Y, "params": start, "rate": 0.02, "epochs": 600} | functions


@broken(
    title="Calculating sin function with neural network using python",
    site=DATA_SCIENCE,
    style="list of (W, b) pairs, samples in rows, sigmoid output",
    causes=({"step-uphill"},),
    verdict="does not learn",
)
def plus_equals_answer_minus_target(repaired=False, seed=0):
    """The error is answer minus target and every array is changed with +=."""
    X = np.random.default_rng(7).uniform(0, 1, (50, 1))
    Y = np.sin(X)
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square)

    def update(pairs, x, y, rate):
        return p.plain(pairs, net.gradients(pairs, x, y), rate if repaired else -rate)

    start = p.uniform((1, 3, 1), 1, seed, low=0)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.1, epochs=1500, update=update)


@broken(
    title="lab1: after normalising, the loss of the first part does not fall (title in Chinese)",
    site="GitHub, Smadx/USTC-ML24-Fall issue 47",
    style="dict with w and b, samples in rows, no network",
    causes=({"rate-too-small", "too-few-epochs"},),
    verdict="does not learn",
)
def rate_left_from_the_raw_table(repaired=False, seed=0):
    """A line at the tiny rate that the raw table had needed, on a standardised table."""
    X, Y = data.houses(70, seed=3)
    X, Y = data.standardised(X), data.standardised(Y)

    def predict(q, X):
        return X @ q["w"] + q["b"]

    def gradients(q, X, Y):
        delta = (predict(q, X) - Y) / len(X)
        return {"w": X.T @ delta, "b": delta.sum(axis=0)}

    def step(q, x, y, rate):
        found = gradients(q, x, y)
        return {key: q[key] - rate * found[key] for key in q}

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = step(q, X, Y, rate)
        return q

    functions = {"predict": predict, "gradients": gradients, "step": step, "train": train}
    start = {"w": 0.3 * np.random.default_rng(seed).normal(size=(3, 1)), "b": np.zeros(1)}
    how = {"cost": p.mean_of(p.half_square), "rate": 0.1 if repaired else 1e-5, "epochs": 500}
    return {"X": X, "Y": Y, "params": start} | functions | how


@broken(
    title="Tensorflow Regression Model Giving Same Prediction Every Time",
    site="a copy of a Stack Exchange page on huggingface.co",
    style="object with attributes, samples in rows",
    causes=({"rate-too-large"},),
    verdict="does not learn",
)
def marks_out_of_fifty(repaired=False, seed=0):
    """Fifty times a sigmoid at rate .2: the first steps carry all answers to 50 or 0."""
    X, Y = data.marks(60)
    X = X - [6.5, 3, 2.5, 2]

    def delta(o, y):
        return (o - y) * o * (1 - o / 50)

    def output(z):
        return 50 * p.sigmoid(z)

    net = p.Dense(hidden=p.SIGMOID, output=output, delta=delta, cost=p.half_square, mean=True)
    start = p.normal((4, 4, 1), seed, gain=2)
    rate = 0.001 if repaired else 0.2
    return p.program(net, p.OBJECT, X, Y, start, rate=rate, epochs=1500)


@broken(
    title="Neuroph: Multi Layer Perceptron Backpropagation Not Working",
    site=SO,
    style="list of lists [W, b], samples in rows, batches",
    causes=({"output-range", "targets-not-scaled"},),
    verdict="does not learn",
)
def squares_up_to_ten_thousand(repaired=False, seed=0):
    """x * x for x from 1 to 100 behind a sigmoid: every answer is 1."""
    X = np.arange(1.0, 101)[:, None]
    X, Y = X / 100, X**2
    Y = Y / 1e4 if repaired else Y
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square, mean=True)
    start = p.normal((1, 10, 1), seed, gain=3)
    how = {"rate": 5.0, "epochs": 100, "loop": p.minibatches(10)}
    return p.program(net, p.LISTS, X, Y, start, **how)


@broken(
    title="Bug: fail to throw error when computing loss between tensors with shapes [n, 1] and [n]",
    site="GitHub, pytorch/pytorch issue 16045",
    style="list of two arrays, a line, flat labels",
    causes=({"labels-misshapen"},),
    verdict="does not learn",
)
def a_hundred_by_a_hundred(repaired=False, seed=0):
    """Answers (100, 1) minus labels (100,): a square of errors, and everything goes to the mean."""
    X, Y = data.plane(100)
    Y = Y if repaired else Y[:, 0]

    def predict(params, X):
        return X @ params[0] + params[1]

    def gradients(params, X, Y):
        error = predict(params, X) - Y
        error = error.mean(axis=1, keepdims=True) / len(X)
        return [X.T @ error, error.sum(axis=0)]

    def step(params, x, y, rate):
        return [W - rate * g for W, g in zip(params, gradients(params, x, y), strict=True)]

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = step(params, X, Y, rate)
        return params

    functions = {
        "predict": predict,
        "cost": lambda o, y: float(np.mean((o - y) ** 2) / 2),
        "gradients": gradients,
        "step": step,
        "train": train,
    }
    start = [np.random.default_rng(seed).normal(size=(2, 1)), np.zeros(1)]
    return {"X": X, "Y": Y, "params": start, "rate": 0.1, "epochs": 300} | functions


@broken(
    **OWN,
    style="object with attributes, samples in rows, only predict, cost and train",
    causes=({"gradients-accumulate"},),
    verdict="does not learn",
)
def velocity_that_never_slows(repaired=False, seed=0):
    """Momentum without its factor of .9: the velocity is the sum of all gradients."""
    X, Y = data.sine(50)
    net = p.Dense(hidden=p.TANH, **LINE)

    def loop(pairs, X, Y, rate, epochs, update):
        velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in pairs]
        share = 0.9 if repaired else 1.0
        for _ in range(epochs):
            moves = zip(velocity, net.gradients(pairs, X, Y), strict=True)
            velocity = [
                (share * v - rate * dW, share * c - rate * db) for (v, c), (dW, db) in moves
            ]
            pairs = [(W + v, b + c) for (W, b), (v, c) in zip(pairs, velocity, strict=True)]
        return pairs

    start = p.normal((1, 10, 1), seed, gain=2)
    how = {"rate": 0.05, "epochs": 800, "loop": loop, "leave_out": ("gradients", "step")}
    return p.program(net, p.OBJECT, X, Y, start, **how)


@broken(
    **OWN,
    style="dict of arrays, samples in rows",
    causes=({"labels-look-random", "labels-noisy"},),
    verdict="does not learn",
)
def inputs_sorted_and_labels_not(repaired=False, seed=0):
    """The times are sorted for a picture before training, the places stay as they were."""
    X, Y = data.damped(60)
    if repaired:
        Y = Y[np.argsort(X[:, 0])]
    X = np.sort(X, axis=0)
    net = p.Dense(hidden=p.TANH, **LINE)
    start = p.normal((1, 12, 1), seed, gain=2.5)
    return p.program(net, p.DICT, X, Y, start, rate=0.2, epochs=1500)


@broken(
    **OWN,
    style="tuple of arrays, samples in rows, no gradients",
    causes=({"targets-not-scaled"},),
    verdict="does not learn",
)
def targets_of_a_ten_thousandth(repaired=False, seed=0):
    """Targets near .0001: ten times the epochs do not make it forget the start's own answers."""
    X, Y = data.sine(50)
    Y = Y if repaired else 1e-4 * Y
    net = p.Dense(hidden=p.TANH, **LINE)
    start = p.normal((1, 12, 1), seed, gain=2)
    how = {"rate": 0.1, "epochs": 2000, "leave_out": ("gradients",)}
    return p.program(net, p.TUPLE, X, Y, start, **how)


@broken(
    **OWN,
    style="list of (W, b) pairs, samples in rows",
    causes=({"inputs-not-scaled"}, {"start-too-small"}),
    verdict="does not learn",
)
def metres_in_kilometres(repaired=False, seed=0):
    """The inputs lie between -.002 and .002: to the network they are all the same."""
    X, Y = data.sine(60)
    X = data.standardised(X) if repaired else X / 1000
    net = p.Dense(hidden=p.TANH, **LINE)
    return p.program(net, p.PAIRS, X, Y, p.normal((1, 12, 1), seed, 2), rate=0.2, epochs=1500)


@broken(
    **OWN,
    style="list of lists [W, b], samples in rows",
    causes=({"decay-too-strong"},),
    verdict="does not learn",
)
def pulled_by_the_sign(repaired=False, seed=0):
    """A penalty on the sizes of the weights, far too strong: most of them end at zero."""
    X, Y = data.product(60, width=1.5)
    net = p.Dense(hidden=p.TANH, **LINE)
    share = 0.0 if repaired else 0.3

    def update(pairs, x, y, rate):
        new = p.plain(pairs, net.gradients(pairs, x, y), rate)
        return [
            (V - rate * share * np.sign(W), b) for (V, b), (W, _) in zip(new, pairs, strict=True)
        ]

    start = p.normal((2, 12, 1), seed, gain=1.5)
    return p.program(net, p.LISTS, X, Y, start, rate=0.1, epochs=1500, update=update)


@broken(
    **OWN,
    style="object with attributes, samples in columns",
    causes=({"gradient-wrong", "parameters-never-updated", "integer-arrays"},),
    verdict="does not learn",
)
def gradients_cut_to_whole_numbers(repaired=False, seed=0):
    """The array that the gradients are written into holds integers: .7 becomes 0."""
    X, Y = data.sine(40)
    kind = float if repaired else int

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            kept = []
            for dW, db in super().gradients(pairs, X, Y):
                places = np.zeros(dW.shape, dtype=kind), np.zeros(db.shape, dtype=kind)
                places[0][...], places[1][...] = dW, db
                kept.append(places)
            return kept

    net = Slip(hidden=p.TANH, **LINE)
    start = p.normal((1, 8, 1), seed, gain=2)
    return p.program(net, p.in_columns(p.OBJECT), X, Y, start, rate=0.2, epochs=1500)


@broken(
    **OWN,
    style="nested dict of arrays, samples in rows",
    causes=({"predict-ignores-input", "output-constant", "parameters-never-updated"},),
    verdict="does not learn",
    note="predict uses its X and not its parameters.",
)
def predict_has_weights_of_its_own(repaired=False, seed=0):
    """predict reads the global start, so training never shows in an answer."""
    X, Y = data.damped(40)
    net = p.Dense(hidden=p.TANH, **LINE)
    start = p.normal((1, 12, 1), seed, gain=2.5)

    def predict(params, X):
        return net.predict(p.NESTED.unpack(params) if repaired else start, X)

    how = {"rate": 0.2, "epochs": 1500, "predict": predict}
    return p.program(net, p.NESTED, X, Y, start, **how)


@broken(
    title="What could be the problem when a neural network with four hidden layers with the "
    "sigmoid activation function is not learning?",
    site="Artificial Intelligence Stack Exchange",
    style="tuple of arrays, samples in rows, five layers",
    causes=({"gradient-vanishes", "start-too-small", "too-few-epochs"},),
    verdict="does not learn",
)
def words_through_four_sigmoid_layers(repaired=False, seed=0):
    """Words of five bits and a number for each: what comes back to the first layer is nothing."""
    X, _ = data.parity(5)
    Y = data.standardised(X @ np.array([[3.0], [-2], [1], [2], [-1]]) + 2 * X[:, :1] * X[:, 1:2])
    net = p.Dense(hidden=p.TANH if repaired else p.SIGMOID, **LINE)
    start = p.normal((5, 10, 10, 10, 10, 1), seed)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.1, epochs=1000)
