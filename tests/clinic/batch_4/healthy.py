"""Fourth batch: programs with nothing wrong, some of them unusual."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import healthy


@healthy(style="tuple of arrays, samples in columns", note="Its labels are its inputs: an encoder.")
def encoder_of_eight_words(seed=0):
    X = np.eye(8)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical)
    return p.program(net, p.COLUMNS, X, X, p.normal((8, 3, 8), seed), rate=0.2, epochs=500)


@healthy(style="dict of arrays, samples in rows", note="Ten samples, ten classes, squared error.")
def digits_by_squared_error(seed=0):
    X, Y = data.segments()
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square)
    return p.program(net, p.DICT, X, Y, p.uniform((7, 15, 10), 1, seed), rate=1.0, epochs=800)


@healthy(
    style="object with attributes, samples in rows, minibatches",
    note="AdaGrad: the steps become shorter with the sum of all squares, kept in a closure.",
)
def steps_that_shorten(seed=0):
    X, Y = data.quadrants(80)
    net = p.Dense(hidden=p.TANH, mean=True)
    squares = []

    def update(pairs, x, y, rate):
        found = net.gradients(pairs, x, y)
        squares.append([(dW * dW, db * db) for dW, db in found])
        sums = [tuple(map(sum, zip(*layer, strict=True))) for layer in zip(*squares, strict=True)]
        squares[:] = [sums]
        scaled = [
            (dW / np.sqrt(sW + 1e-8), db / np.sqrt(sb + 1e-8))
            for (dW, db), (sW, sb) in zip(found, sums, strict=True)
        ]
        return p.plain(pairs, scaled, rate)

    start = p.normal((2, 8, 1), seed, gain=1.5)
    how = {"update": update, "loop": p.minibatches(20)}
    return p.program(net, p.OBJECT, X, Y, start, rate=0.2, epochs=150, **how)


@healthy(style="list of (W, b) pairs, samples in rows, float32", note="Leaky relu, slope .1.")
def leaky_units(seed=0):
    X, Y = (array.astype(np.float32) for array in data.quadrants(80))
    leaky = p.Activation(
        lambda z: np.where(z > 0, z, z * z.dtype.type(0.1)),
        lambda a: np.where(a > 0, 1, 0.1).astype(a.dtype),
    )
    start = [
        (W.astype(np.float32), b.astype(np.float32))
        for W, b in p.normal((2, 12, 1), seed, gain=1.4)
    ]
    net = p.Dense(hidden=leaky, mean=True)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.5, epochs=600)


@healthy(style="flat parameter vector, samples in rows", note="A regression without an offset.")
def learns_to_multiply(seed=0):
    X, Y = data.product(80, width=1.5)
    sizes = (2, 12, 1)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)
    how = {"rate": 0.2, "epochs": 200, "loop": p.minibatches(20)}
    return p.program(net, p.flat_form(sizes), X, Y, p.normal(sizes, seed, gain=1.5), **how)


@healthy(
    style="list of three arrays, samples in rows",
    note="The first hidden layer is added to the second.",
)
def a_layer_is_skipped(seed=0):
    X, Y = data.circles(80)

    def layers(params, X):
        a = np.tanh(np.column_stack([X, np.ones(len(X))]) @ params[0])
        c = a + np.tanh(a @ params[1])
        return a, c, p.sigmoid(c @ params[2])

    def gradients(params, X, Y):
        a, c, o = layers(params, X)
        delta = (o - Y) / len(X)
        dc = delta @ params[2].T
        dz = dc * (1 - (c - a) ** 2)
        da = (dc + dz @ params[1].T) * (1 - a * a)
        return [np.column_stack([X, np.ones(len(X))]).T @ da, a.T @ dz, c.T @ delta]

    def step(params, x, y, rate):
        return [W - rate * g for W, g in zip(params, gradients(params, x, y), strict=True)]

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = step(params, X, Y, rate)
        return params

    rng = np.random.default_rng(seed)
    start = [rng.normal(size=shape) / np.sqrt(shape[0]) for shape in ((3, 8), (8, 8), (8, 1))]
    functions = {"gradients": gradients, "step": step, "train": train}
    functions["predict"] = lambda params, X: layers(params, X)[-1]
    functions["cost"] = lambda o, y: p.cross_entropy(o, y) / len(y)
    return {"X": X, "Y": Y, "params": start, "rate": 1.0, "epochs": 800} | functions


@healthy(
    style="one array, samples in rows",
    note="Bells at fixed places, kept outside the parameters; only the last layer is trained.",
)
def bells_at_fixed_places(seed=0):
    X, Y = data.sine(40, noise=0.05)
    places = np.linspace(-2, 2, 12)

    def bells(X):
        return np.exp(-((X - places) ** 2) / 0.3)

    def gradients(w, X, Y):
        return bells(X).T @ (bells(X) @ w - Y) / len(X)

    def train(w, X, Y, rate, epochs):
        costs = []
        for _ in range(epochs):
            w = w - rate * gradients(w, X, Y)
            costs.append(float(np.mean((bells(X) @ w - Y) ** 2) / 2))
        return w, costs

    start = 0.1 * np.random.default_rng(seed).normal(size=(12, 1))
    functions = {"predict": lambda w, X: bells(X) @ w, "gradients": gradients, "train": train}
    functions["cost"] = lambda o, y: p.half_square(o, y) / len(y)
    return {"X": X, "Y": Y, "params": start, "rate": 0.5, "epochs": 800} | functions


@healthy(
    style="flat parameter vector, samples in rows, only predict, cost and train",
    note="No gradient at all: a random move is kept when the cost falls.",
)
def climbs_by_chance(seed=0):
    X, Y = data.xor()
    sizes = (2, 4, 1)
    form, net = p.flat_form(sizes), p.Dense(hidden=p.TANH, mean=True)

    def cost_of(w, X, Y):
        return net.shown_cost(net.predict(form.unpack(w), X), Y)

    def train(w, X, Y, rate, epochs):
        rng = np.random.default_rng(36)
        best = cost_of(w, X, Y)
        for _ in range(epochs):
            other = w + rate * rng.normal(size=w.size)
            cost = cost_of(other, X, Y)
            if cost < best:
                w, best = other, cost
        return w

    how = {"train": train, "leave_out": ("gradients", "step")}
    start = p.normal(sizes, seed)
    return p.program(net, form, X, Y, start, rate=0.3, epochs=1500, **how)


@healthy(
    style="dict of two arrays, samples in rows",
    note="One sigmoid that starts at zero: there is no hidden unit that could be identical.",
)
def one_sigmoid_for_a_vote(seed=0):
    X, Y = data.majority(5)

    def gradients(params, X, Y):
        delta = (p.sigmoid(X @ params["w"] + params["b"]) - Y) / len(X)
        return {"w": X.T @ delta, "b": delta.sum(axis=0)}

    def step(params, x, y, rate):
        found = gradients(params, x, y)
        return {key: params[key] - rate * found[key] for key in params}

    start = {"w": 0.01 * np.random.default_rng(seed).normal(size=(5, 1)), "b": np.zeros(1)}
    functions = {
        "predict": lambda params, X: p.sigmoid(X @ params["w"] + params["b"]),
        "cost": lambda o, y: p.cross_entropy(o, y) / len(y),
        "gradients": gradients,
        "step": step,
    }
    return {"X": X, "Y": Y, "params": start, "rate": 1.0, "epochs": 800} | functions


@healthy(
    style="nested dict of arrays, samples in columns, prints nothing",
    note="Stops as soon as the cost is small, and hands back the costs.",
)
def stops_when_it_is_good(seed=0):
    X, Y = data.moons(100)
    net = p.Dense(hidden=p.TANH, mean=True)
    form = p.in_columns(p.NESTED)

    def train(params, X, Y, rate, epochs):
        pairs, costs = form.unpack(params), []
        for _ in range(epochs):
            pairs = p.plain(pairs, net.gradients(pairs, X.T, Y.T), rate)
            costs.append(net.shown_cost(net.predict(pairs, X.T), Y.T))
            if costs[-1] < 0.05:
                break
        return form.pack(pairs), costs

    start = p.normal((2, 8, 1), seed, gain=2)
    return p.program(net, form, X, Y, start, rate=1.0, epochs=1500, train=train)


@healthy(
    style="object with attributes, samples in rows, targets near 9",
    note="Degrees as they are with a linear output: large targets, and a rate that suits them.",
)
def degrees_from_a_calendar(seed=0):
    days, Y = data.temperatures()
    X = data.standardised(days)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)
    return p.program(net, p.OBJECT, X, Y, p.normal((1, 8, 1), seed, gain=2), rate=0.02, epochs=2500)


@healthy(
    style="list of lists [W, b], samples in rows, momentum and decay",
    note="Scaled inputs, a little decay and a velocity in the closure, three classes.",
)
def wines_with_everything(seed=0):
    X, Y = data.wines(90)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    push = p.momentum(net)

    def update(pairs, x, y, rate):
        moved = push(pairs, x, y, rate)
        return [(W - rate * 1e-4 * old, b) for (W, b), (old, _) in zip(moved, pairs, strict=True)]

    start = p.normal((5, 6, 3), seed)
    X = data.standardised(X)
    return p.program(net, p.LISTS, X, Y, start, rate=0.05, epochs=200, update=update)
