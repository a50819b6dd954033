"""Sixth batch: programs with nothing wrong, some of them unusual."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import healthy

SOFTMAX = {"output": p.softmax, "cost": p.categorical, "mean": True}
LINE = {"output": p.LINEAR.value, "cost": p.half_square, "mean": True}


@healthy(
    style="list of (W, b) pairs, samples in rows, relu",
    note="After a thread whose cost never reaches 0: the targets are noisy.",
)
def cost_that_never_reaches_zero(seed=0):
    X, Y = data.cubic(80, noise=0.25, seed=2)
    net = p.Dense(hidden=p.RELU, **LINE)
    start = p.normal((1, 24, 1), seed, gain=1.4)
    start[0] = (start[0][0], np.random.default_rng(seed).uniform(-1, 1, 24))
    return p.program(net, p.PAIRS, X, Y, start, rate=0.1, epochs=1500)


@healthy(
    style="tuple of two arrays, samples in rows, squared error",
    note="No biases: the last input is always 1. The rate of 1 is not written in the original.",
)
def four_rows_without_biases(seed=0):
    X, Y = data.four_rows()
    rng = np.random.default_rng(seed)

    def layers(q, X):
        l1 = p.sigmoid(X @ q[0])
        return l1, p.sigmoid(l1 @ q[1])

    def gradients(q, X, Y):
        l1, l2 = layers(q, X)
        l2_delta = (l2 - Y) * l2 * (1 - l2)
        l1_delta = l2_delta @ q[1].T * l1 * (1 - l1)
        return X.T @ l1_delta, l1.T @ l2_delta

    def step(q, x, y, rate):
        return tuple(a - rate * da for a, da in zip(q, gradients(q, x, y), strict=True))

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = step(q, X, Y, rate)
        return q

    calls = {"predict": lambda q, X: layers(q, X)[1], "gradients": gradients}
    calls |= {"step": step, "train": train, "cost": p.half_square}
    params = (2 * rng.random((3, 12)) - 1, 2 * rng.random((12, 1)) - 1)
    return {"X": X, "Y": Y, "params": params, "rate": 1.0, "epochs": 5000, **calls}


@healthy(
    style="list of two arrays, samples in rows, only predict and train",
    note="Rosenblatt's rule: the answers are 0 or 1 and there is no gradient to speak of.",
)
def rosenblatts_rule(seed=0):
    X, Y = data.two_blobs(60, distance=6, seed=5)

    def predict(q, X):
        return (X @ q[0] + q[1] > 0).astype(float)

    def train(q, X, Y, rate, epochs):
        w, b = q[0].copy(), q[1].copy()
        for _ in range(epochs):
            for x, y in zip(X, Y, strict=True):
                error = y - (x @ w + b > 0)
                w += rate * error * x[:, None]
                b += rate * error
        return [w, b]

    params = [np.random.default_rng(seed).normal(size=(2, 1)), np.zeros(1)]
    calls = {"predict": predict, "train": train}
    return {"X": X, "Y": Y, "params": params, "rate": 0.1, "epochs": 20, **calls}


def unit(weights, bias):
    """One unit of a network that is a list of lists of dicts."""
    return {"weights": weights.copy(), "bias": np.array([bias])}


def values_of_layers(network, row):
    """The inputs and the values of every layer of such a network."""
    values = [row]
    for layer in network:
        sums = [unit["weights"] @ values[-1] + unit["bias"][0] for unit in layer]
        values.append(p.sigmoid(np.array(sums)))
    return values


@healthy(
    style="list of layers of dicts with two arrays, samples in rows, online",
    note="Every unit is a dict of its own; rows go through them one by one.",
)
def units_in_dictionaries(seed=0):
    X, Y = data.selector()

    def predict(network, X):
        return np.array([values_of_layers(network, row)[-1] for row in X])

    def step(network, x, y, rate):
        for row, label in zip(x, y, strict=True):
            below, hidden, o = values_of_layers(network, row)
            delta = o - label
            new = [[], []]
            for j, unit in enumerate(network[0]):
                back = sum(d * u["weights"][j] for d, u in zip(delta, network[1], strict=True))
                move = rate * back * hidden[j] * (1 - hidden[j])
                new[0].append(
                    {"weights": unit["weights"] - move * below, "bias": unit["bias"] - move}
                )
            for d, unit in zip(delta, network[1], strict=True):
                weights, bias = unit["weights"] - rate * d * hidden, unit["bias"] - rate * d
                new[1].append({"weights": weights, "bias": bias})
            network = new
        return network

    def train(network, X, Y, rate, epochs):
        for _ in range(epochs):
            network = step(network, X, Y, rate)
        return network

    pairs = p.normal((3, 4, 1), seed, gain=2)
    params = [[unit(w, c) for w, c in zip(W.T, b, strict=True)] for W, b in pairs]
    calls = {"predict": predict, "step": step, "train": train, "cost": p.cross_entropy}
    return {"X": X, "Y": Y, "params": params, "rate": 0.5, "epochs": 200, **calls}


@healthy(
    style="dict of arrays, samples in columns",
    note="A relu that lets a tenth of what is negative through.",
)
def leaky_relus_on_stripes(seed=0):
    X, Y = data.stripes(80, gap=0.2, seed=2)
    leaky = p.Activation(lambda z: np.where(z > 0, z, 0.1 * z), lambda a: np.where(a > 0, 1, 0.1))
    net = p.Dense(hidden=leaky, mean=True)
    start = p.normal((2, 30, 1), seed, gain=1.5)
    start[0] = (start[0][0], np.random.default_rng(seed).uniform(-1, 1, 30))
    return p.program(net, p.in_columns(p.DICT), X, Y, start, rate=0.3, epochs=1500)


@healthy(
    style="dict of arrays, samples in rows, a way past the hidden layer",
    note="The answer is the sum of a hidden layer's and of a plain linear unit's.",
)
def a_way_past_the_hidden_layer(seed=0):
    X, Y = data.fuel(80, seed=4)
    X, rng = data.standardised(X), np.random.default_rng(seed)

    def layers(q, X):
        h = np.tanh(X @ q["W"] + q["b"])
        return h, h @ q["v"] + X @ q["past"] + q["c"]

    def gradients(q, X, Y):
        h, o = layers(q, X)
        error = (o - Y) / len(X)
        back = error @ q["v"].T * (1 - h * h)
        found = {"W": X.T @ back, "b": back.sum(axis=0), "v": h.T @ error}
        return found | {"past": X.T @ error, "c": error.sum(axis=0)}

    def step(q, x, y, rate):
        found = gradients(q, x, y)
        return {key: value - rate * found[key] for key, value in q.items()}

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = step(q, X, Y, rate)
        return q

    params = {"W": rng.normal(size=(4, 6)) / 2, "b": np.zeros(6), "v": rng.normal(size=(6, 1)) / 3}
    params |= {"past": np.zeros((4, 1)), "c": np.zeros(1)}
    calls = {"predict": lambda q, X: layers(q, X)[1], "gradients": gradients, "step": step}
    calls |= {"train": train, "cost": p.mean_of(p.half_square)}
    return {"X": X, "Y": Y, "params": params, "rate": 0.1, "epochs": 500, **calls}


@healthy(
    style="one array, samples in rows, only predict, cost and train",
    note="The normal equations: rate and epochs are there and nobody needs them.",
)
def solved_in_one_go(seed=0):
    X, Y = data.line(60, width=10.0, seed=3)
    table = np.hstack([X, np.ones_like(X)])

    def train(w, X, Y, rate, epochs):
        return np.linalg.solve(X.T @ X, X.T @ Y)

    w = np.random.default_rng(seed).normal(size=(2, 1))
    calls = {"predict": lambda w, X: X @ w, "train": train, "cost": p.half_square}
    return {"X": table, "Y": Y, "params": w, "rate": 0.1, "epochs": 1, **calls}


@healthy(
    style="object with attributes, samples in rows",
    note="The first layer learns at the full rate, the last at a quarter of it.",
)
def a_rate_for_each_layer(seed=0):
    X, Y = data.band(80, seed=1)
    net = p.Dense(hidden=p.TANH, mean=True)

    def update(pairs, x, y, rate):
        first, last = net.gradients(pairs, x, y)
        return p.plain(pairs[:1], [first], rate) + p.plain(pairs[1:], [last], rate / 4)

    start = p.normal((2, 10, 1), seed, gain=1.5)
    return p.program(net, p.OBJECT, X, Y, start, rate=2.0, epochs=1000, update=update)


@healthy(
    style="list of lists [W, b], samples in rows, no step",
    note="Adagrad: the sum of all squares lives in the training loop, and steps get shorter.",
)
def adagrad_on_penguins(seed=0):
    X, Y = data.penguins(90, seed=5)
    net = p.Dense(hidden=p.TANH, **SOFTMAX)

    def loop(pairs, X, Y, rate, epochs, update):
        squares = [[0 * W, 0 * b] for W, b in pairs]
        for _ in range(epochs):
            new = []
            for pair, found, known in zip(pairs, net.gradients(pairs, X, Y), squares, strict=True):
                for i, g in enumerate(found):
                    known[i] = known[i] + g * g
                moves = [g / (np.sqrt(s) + 1e-8) for g, s in zip(found, known, strict=True)]
                new.append(tuple(a - rate * move for a, move in zip(pair, moves, strict=True)))
            pairs = new
        return pairs

    how = {"rate": 0.1, "epochs": 300, "loop": loop, "leave_out": ("step",)}
    X = data.standardised(X)
    return p.program(net, p.LISTS, X, Y, p.normal((4, 8, 3), seed), **how)


@healthy(
    style="flat parameter vector, samples in rows, only predict and train",
    note="The network learns logarithms, and predict takes them back.",
)
def crops_by_their_logarithm(seed=0):
    X, Y = data.growth(60)
    net, form = p.Dense(hidden=p.TANH, **LINE), p.flat_form((2, 6, 1))

    def train(params, X, Y, rate, epochs):
        pairs = form.unpack(params)
        for _ in range(epochs):
            pairs = p.plain(pairs, net.gradients(pairs, X, np.log(Y)), rate)
        return form.pack(pairs)

    how = {"predict": lambda q, X: np.exp(net.predict(form.unpack(q), X)), "train": train}
    how |= {"rate": 0.2, "epochs": 1000, "leave_out": ("gradients", "step", "cost")}
    return p.program(net, form, X, Y, p.normal((2, 6, 1), seed), **how)


@healthy(
    style="nested dict of arrays, samples in rows",
    note="Two networks that never meet; the answer is the mean of theirs.",
)
def mean_of_two_networks(seed=0):
    X, Y = data.circles(70, seed=6)
    net = p.Dense(hidden=p.TANH, mean=True)
    starts = [p.normal((2, 8, 1), s, gain=2) for s in (seed, seed + 50)]

    def predict(q, X):
        return (net.predict(q["a"], X) + net.predict(q["b"], X)) / 2

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = {
                name: p.LISTS.pack(p.plain(pairs, net.gradients(pairs, X, Y), rate))
                for name, pairs in q.items()
            }
        return q

    params = dict(zip("ab", map(p.LISTS.pack, starts), strict=True))
    cost = p.mean_of(p.cross_entropy)
    calls = {"predict": predict, "train": train, "cost": cost}
    return {"X": X, "Y": Y, "params": params, "rate": 1.0, "epochs": 600, **calls}


@healthy(
    style="tuple of arrays, samples in rows",
    note="No chain rule: gradients are measured by small changes, one parameter after another.",
)
def differences_for_gradients(seed=0):
    X, Y = data.larger(40, seed=2)
    net = p.Dense(hidden=p.TANH, mean=True)

    def gradients(params, X, Y):
        found = []
        for array in params:
            slopes = np.zeros_like(array)
            for at in np.ndindex(array.shape):
                known, ends = array[at], []
                for change in (1e-5, -1e-5):
                    array[at] = known + change
                    ends.append(net.shown_cost(net.predict(p.TUPLE.unpack(params), X), Y))
                array[at] = known
                slopes[at] = (ends[0] - ends[1]) / 2e-5
            found.append(slopes)
        return tuple(found)

    def update(pairs, x, y, rate):
        return p.plain(pairs, p.TUPLE.unpack(gradients(p.TUPLE.pack(pairs), x, y)), rate)

    how = {"gradients": gradients, "update": update}
    return p.program(net, p.TUPLE, X, Y, p.normal((2, 2, 1), seed), rate=5.0, epochs=150, **how)
