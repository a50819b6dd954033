"""First batch: broken programs on XOR."""

import math

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


def squash(z):
    """The sigmoid of one number, for the programs that know no arrays."""
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, z))))


@broken(
    title="GradientDescentOptimizer not updating variables",
    site=SO,
    style="tuple of arrays, samples in columns",
    causes=({"symmetric-start"},),
    verdict="does not learn",
)
def zeros_everywhere(repaired=False, seed=0):
    """All weights start at zero: all hidden units stay one and the same."""
    X, Y = data.xor()
    sizes = (2, 4, 1)
    start = p.uniform(sizes, 1, seed) if repaired else p.constant(sizes)
    return p.program(p.Dense(), p.COLUMNS, X, Y, start, rate=1.0, epochs=1500)


@broken(
    title="Questions about the backpropogation algorithm",
    site=SO,
    style="nested Python lists, loops, one sample at a time",
    causes=({"step-uphill"},),
    verdict="does not learn",
)
def adds_the_gradient(repaired=False, seed=0):
    """The error is output minus target, and the update adds it."""
    rng = np.random.default_rng(seed)
    sign = -1 if repaired else 1

    def forward(params, x):
        hidden, out = params
        h = [squash(u[0] * x[0] + u[1] * x[1] + u[2]) for u in hidden]
        return h, squash(sum(w * a for w, a in zip(out, [*h, 1.0], strict=True)))

    def update(params, x, y, rate):
        hidden, out = [list(u) for u in params[0]], list(params[1])
        h, o = forward(params, x)
        slope = (o - y) * o * (1 - o)
        for j, a in enumerate(h):
            for i, value in enumerate([x[0], x[1], 1.0]):
                hidden[j][i] += sign * rate * slope * out[j] * a * (1 - a) * value
            out[j] += sign * rate * slope * a
        out[-1] += sign * rate * slope
        return [hidden, out]

    def step(params, x, y, rate):
        for row, label in zip(x, y, strict=True):
            params = update(params, row, label[0], rate)
        return params

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = step(params, X, Y, rate)
        return params

    X, Y = (table.tolist() for table in data.xor())
    functions = {
        "predict": lambda params, X: [[forward(params, x)[1]] for x in X],
        "cost": lambda o, y: sum((a[0] - b[0]) ** 2 for a, b in zip(o, y, strict=True)) / 2,
        "step": step,
        "train": train,
    }
    start = [rng.uniform(-1, 1, (4, 3)).tolist(), rng.uniform(-1, 1, 5).tolist()]
    return {"X": X, "Y": Y, "params": start, "rate": 2.0, "epochs": 2000} | functions


@broken(
    title="Why does my neural network to solve the XOR problem always output 0.5?",
    site="Artificial Intelligence Stack Exchange",
    style="flat parameter vector, samples in rows, derivatives by differences",
    causes=({"cost-wrong"},),
    verdict="does not learn",
)
def minus_on_the_first_term(repaired=False, seed=0):
    """-y log(o) + (1 - y) log(1 - o): zeros are rewarded for being answered with 1."""
    X, Y = data.xor()
    form = p.flat_form((2, 3, 1))
    net = p.Dense()
    sign = -1 if repaired else 1

    def predict(w, X):
        return net.predict(form.unpack(w), X)

    def cost(o, y):
        o = np.clip(o, 1e-9, 1 - 1e-9)
        return float(np.sum(-y * np.log(o) + sign * (1 - y) * np.log(1 - o)))

    def gradients(w, X, Y):
        h = 1e-5
        moves = h * np.eye(w.size)
        ends = [(cost(predict(w + d, X), Y), cost(predict(w - d, X), Y)) for d in moves]
        return np.array([(up - down) / (2 * h) for up, down in ends])

    def train(w, X, Y, rate, epochs):
        for _ in range(epochs):
            w = w - rate * gradients(w, X, Y)
        return w

    functions = {"predict": predict, "cost": cost, "gradients": gradients, "train": train}
    start = form.pack(p.uniform((2, 3, 1), 1, seed))
    return {"X": X, "Y": Y, "params": start, "rate": 1.0, "epochs": 500} | functions


@broken(
    title="Neural network example not working with sigmoid activation function",
    site="Data Science Stack Exchange",
    style="list of arrays with the bias inside, samples in rows, one at a time",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def slope_of_an_activated_value(repaired=False, seed=0):
    """The slope is taken at a value that is activated already: s(a) (1 - s(a))."""
    rng = np.random.default_rng(seed)

    def slope(a):
        a = a if repaired else p.sigmoid(a)
        return a * (1 - a)

    def layers(params, X):
        found = [np.hstack([X, np.ones((len(X), 1))])]
        for W in params:
            found.append(p.sigmoid(found[-1] @ W))
        return found

    def gradients(params, X, Y):
        x, h, o = layers(params, X)
        delta = (o - Y) * slope(o)
        return [x.T @ ((delta @ params[1].T) * slope(h)), h.T @ delta]

    def step(params, x, y, rate):
        return [W - rate * g for W, g in zip(params, gradients(params, x, y), strict=True)]

    def train(params, X, Y, rate, epochs):
        order = np.random.default_rng(5)
        for i in order.integers(0, len(X), epochs * len(X)):
            params = step(params, X[i : i + 1], Y[i : i + 1], rate)
        return params

    functions = {
        "predict": lambda params, X: layers(params, X)[-1],
        "cost": p.half_square,
        "gradients": gradients,
        "step": step,
        "train": train,
    }
    X, Y = data.xor()
    start = [rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))]
    return {"X": X, "Y": Y, "params": start, "rate": 1.0, "epochs": 2500} | functions


@broken(
    title="It seems numpy array automatically ignores decimals",
    site=SO,
    style="list of integer arrays, loops, one sample at a time",
    causes=({"integer-arrays"}, {"parameters-never-updated"}),
    verdict="does not learn",
)
def whole_number_weights(repaired=False, seed=0):
    """The first weights were typed as whole numbers; what is written into them is cut off."""
    rng = np.random.default_rng(seed)
    kind = float if repaired else int

    def forward(params, x):
        hidden, out = params
        h = np.append(p.sigmoid(hidden @ np.append(x, 1.0)), 1.0)
        return h, p.sigmoid(out @ h)

    def step(params, x, y, rate):
        hidden, out = [np.array(W) for W in params]
        for row, label in zip(x, y, strict=True):
            h, o = forward((hidden, out), row)
            delta = o - label[0]
            back = delta * out[:-1] * h[:-1] * (1 - h[:-1])
            for j in range(len(hidden)):
                for i, value in enumerate([*row, 1.0]):
                    hidden[j, i] = hidden[j, i] - rate * back[j] * value
            for j in range(len(out)):
                out[j] = out[j] - rate * delta * h[j]
        return [hidden, out]

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = step(params, X, Y, rate)
        return params

    X, Y = data.xor()
    start = [rng.integers(-2, 3, (4, 3)).astype(kind), rng.integers(-2, 3, 5).astype(kind)]
    functions = {
        "predict": lambda params, X: np.array([[forward(params, x)[1]] for x in X]),
        "cost": p.cross_entropy,
        "step": step,
        "train": train,
    }
    return {"X": X, "Y": Y, "params": start, "rate": 0.5, "epochs": 600} | functions


@broken(
    title="Why do we need to call zero_grad() in PyTorch?",
    site=SO,
    style="list of (W, b) pairs, gradients kept between calls",
    causes=({"gradients-accumulate"},),
    verdict="does not learn",
)
def gradients_never_cleared(repaired=False, seed=0):
    """Every call adds to the gradients of the calls before; at rate 2 that throws it about."""
    X, Y = data.xor()
    net = p.Dense()
    kept = []

    def gradients(pairs, x, y):
        fresh = net.gradients(pairs, x, y)
        if repaired or not kept:
            kept[:] = fresh
        else:
            kept[:] = [(a + c, b + d) for (a, b), (c, d) in zip(kept, fresh, strict=True)]
        return list(kept)

    def update(pairs, x, y, rate):
        return p.plain(pairs, gradients(pairs, x, y), rate)

    start = p.uniform((2, 4, 1), 1, seed)
    other = {"update": update, "gradients": gradients}
    return p.program(net, p.PAIRS, X, Y, start, rate=2.0, epochs=1500, **other)
