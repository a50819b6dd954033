"""Third batch: programs with nothing wrong, in as many habits as there are."""

import time

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import healthy


@healthy(style="dict of arrays, samples in columns, hidden state", note="RMSprop in a closure")
def root_mean_square_steps(seed=0):
    X, Y = data.blobs(90, classes=4, spread=0.3)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    average = {}

    def update(pairs, x, y, rate):
        new = []
        for i, (pair, slopes) in enumerate(zip(pairs, net.gradients(pairs, x, y), strict=True)):
            moved = []
            for j, (a, g) in enumerate(zip(pair, slopes, strict=True)):
                average[i, j] = 0.9 * average.get((i, j), 0 * g) + 0.1 * g * g
                moved.append(a - rate * g / (np.sqrt(average[i, j]) + 1e-8))
            new.append(tuple(moved))
        return new

    start = p.normal((2, 8, 4), seed)
    form = p.in_columns(p.DICT)
    return p.program(net, form, X, Y, start, rate=0.01, epochs=300, update=update)


@healthy(style="single array, samples in rows", note="no hidden layer, and it starts at zero")
def softmax_regression_from_zero(seed=0):
    X, Y = data.blobs(90, classes=3, spread=0.4)
    X = np.hstack([X, np.ones((90, 1))])

    def gradients(W, X, Y):
        return X.T @ (p.softmax(X @ W) - Y) / len(X)

    def train(W, X, Y, rate, epochs):
        for _ in range(epochs):
            W = W - rate * gradients(W, X, Y)
        return W

    functions = {"predict": lambda W, X: p.softmax(X @ W), "gradients": gradients, "train": train}
    cost = {"cost": p.mean_of(p.categorical), "rate": 0.5, "epochs": 200}
    return {"X": X, "Y": Y, "params": np.zeros((3, 3))} | functions | cost


@healthy(
    style="list of (W, b) pairs, samples in rows",
    note="predict gives the sums before the sigmoid, positive for label 1",
)
def answers_in_logits(seed=0):
    X, Y = data.two_blobs(80, distance=5, seed=18)
    net = p.Dense(
        hidden=p.TANH,
        output=p.LINEAR.value,
        delta=lambda z, y: p.sigmoid(z) - y,
        cost=lambda z, y: float(np.sum(np.logaddexp(0, z) - y * z)),
        mean=True,
    )
    return p.program(net, p.PAIRS, X, Y, p.normal((2, 5, 1), seed), rate=0.5, epochs=500)


@healthy(
    style="tuple of arrays, samples in rows", note="hinge loss, labels -1 and 1, linear output"
)
def hinge_loss(seed=0):
    X, Y = data.circles(80)
    net = p.Dense(
        hidden=p.RELU,
        output=p.LINEAR.value,
        delta=lambda o, y: -y * (y * o < 1),
        cost=lambda o, y: float(np.sum(np.maximum(0, 1 - y * o))),
        mean=True,
    )
    start = p.normal((2, 16, 1), seed, gain=1.4)
    return p.program(net, p.TUPLE, X, 2 * Y - 1, start, rate=0.1, epochs=600)


@healthy(style="list of lists [W, b], samples in rows", note="targets smoothed to .1 and .9")
def smoothed_labels(seed=0):
    X, Y = data.parity(3)
    start = p.normal((3, 10, 1), seed, gain=1.5)
    net = p.Dense(hidden=p.TANH)
    return p.program(net, p.LISTS, X, 0.1 + 0.8 * Y, start, rate=0.1, epochs=2000)


@healthy(
    style="object with attributes, samples in columns, random masks in training only",
    note="dropout while training, none while predicting",
)
def dropout_in_training(seed=0):
    X, Y = data.pixels(100, classes=4)
    net = p.Dense(hidden=p.RELU, output=p.softmax, cost=p.categorical, mean=True)
    rng = np.random.default_rng(31)

    def update(pairs, x, y, rate):
        (W1, b1), (W2, b2) = pairs
        keep = (rng.random((len(x), len(b1))) < 0.8) / 0.8
        h = np.maximum(x @ W1 + b1, 0) * keep
        delta = (p.softmax(h @ W2 + b2) - y) / len(x)
        back = (delta @ W2.T) * (h > 0) * keep
        slopes = [(x.T @ back, back.sum(axis=0)), (h.T @ delta, delta.sum(axis=0))]
        return p.plain(pairs, slopes, rate)

    start = p.normal((25, 16, 4), seed, gain=1.4)
    how = {"update": update, "leave_out": ("gradients",)}
    return p.program(net, p.in_columns(p.OBJECT), X / 255, Y, start, rate=0.2, epochs=300, **how)


@healthy(
    style="list of (W, b) pairs, samples in rows, only predict and train",
    note="stops early and hands back the best weights",
)
def best_weights_kept(seed=0):
    X, Y = data.sine(60, noise=0.15, seed=4)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)

    def loop(pairs, X, Y, rate, epochs, update):
        best, kept, waited = np.inf, pairs, 0
        for _ in range(epochs):
            cost = net.shown_cost(net.predict(pairs, X[::4]), Y[::4])
            best, kept, waited = (cost, pairs, 0) if cost < best else (best, kept, waited + 1)
            if waited > 200:
                break
            pairs = update(pairs, X, Y, rate)
        return kept

    start = p.normal((1, 10, 1), seed, gain=1.5)
    how = {"loop": loop, "leave_out": ("cost", "gradients", "step")}
    return p.program(net, p.PAIRS, X, Y, start, rate=0.3, epochs=1500, **how)


@healthy(
    style="tuple of arrays, samples in rows, no single samples",
    note="gradients and step take the whole table only, and raise for anything else",
)
def whole_table_only(seed=0):
    X, Y = data.measurements(90, seed=5)
    X = (X - X.mean(axis=0)) / X.std(axis=0)

    class Fixed(p.Dense):
        def gradients(self, pairs, X, Y):
            if len(X) != 90:
                raise ValueError(f"expected the 90 rows of the table, got {len(X)}")
            return super().gradients(pairs, X, Y)

    net = Fixed(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    return p.program(net, p.TUPLE, X, Y, p.normal((4, 8, 3), seed), rate=0.5, epochs=300)


@healthy(style="nested dict of arrays, samples in rows, changed in place", note="W -= rate * dW")
def updates_in_place(seed=0):
    X, Y = data.circles(60)
    net = p.Dense(hidden=p.TANH, mean=True)

    def step(params, x, y, rate):
        slopes = net.gradients(p.NESTED.unpack(params), x, y)
        for layer, (dW, db) in zip(params.values(), slopes, strict=True):
            layer["weights"] -= rate * dW
            layer["bias"] -= rate * db
        return params

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            step(params, X, Y, rate)
        return params

    start = p.normal((2, 10, 1), seed)
    other = {"step": step, "train": train}
    return p.program(net, p.NESTED, X, Y, start, rate=1.0, epochs=500, **other)


@healthy(
    style="list of (W, b) pairs, samples in rows, slow",
    note="a training takes half a second, for it waits for its data",
)
def slow_to_train(seed=0):
    X, Y = data.two_blobs(40, distance=6, seed=19)
    net = p.Dense(mean=True)

    def loop(pairs, X, Y, rate, epochs, update):
        for _ in range(epochs):
            time.sleep(0.01)
            pairs = p.full_batch(pairs, X, Y, rate, 5, update)
        return pairs

    return p.program(net, p.PAIRS, X, Y, p.normal((2, 4, 1), seed), rate=0.5, epochs=50, loop=loop)


@healthy(
    style="dict of arrays, samples in rows, returns costs",
    note="targets in thousands that the program scales itself",
)
def scales_its_targets(seed=0):
    X, Y = data.houses()
    low, wide, middle, spread = X.mean(axis=0), X.std(axis=0), float(Y.mean()), float(Y.std())
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)

    def predict(params, X):
        return middle + spread * net.predict(p.DICT.unpack(params), (X - low) / wide)

    def train(params, X, Y, rate, epochs):
        pairs, costs = p.DICT.unpack(params), []
        x, y = (X - low) / wide, (Y - middle) / spread
        for _ in range(epochs):
            costs.append(net.shown_cost(net.predict(pairs, x), y))
            pairs = p.plain(pairs, net.gradients(pairs, x, y), rate)
        return p.DICT.pack(pairs), costs

    other = {"predict": predict, "train": train, "leave_out": ("cost", "gradients", "step")}
    return p.program(net, p.DICT, X, Y, p.normal((3, 6, 1), seed), rate=0.3, epochs=600, **other)


@healthy(
    style="flat parameter vector, samples in columns",
    note="Huber's error: a square inside .3, straight outside; targets with noise",
)
def huber_error(seed=0):
    X, Y = data.sine(60, noise=0.1, seed=6)
    sizes = (1, 12, 1)

    def huber(o, y):
        e = np.abs(o - y)
        return float(np.sum(np.where(e < 0.3, e * e / 2, 0.3 * e - 0.045)))

    net = p.Dense(
        hidden=p.TANH,
        output=p.LINEAR.value,
        delta=lambda o, y: np.clip(o - y, -0.3, 0.3),
        cost=huber,
        mean=True,
    )
    (W1, _), last = p.normal(sizes, seed, gain=1.5)
    start = [(W1, np.random.default_rng(seed).uniform(-2, 2, 12)), last]
    form = p.in_columns(p.flat_form(sizes))
    return p.program(net, form, X, Y, start, rate=0.3, epochs=1500)
