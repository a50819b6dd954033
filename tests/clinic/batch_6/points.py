"""Sixth batch: broken programs that should tell points of the plane apart."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
STATS = "Cross Validated"
OWN = {"title": "a slip of our own", "site": "the course"}
SOFTMAX = {"output": p.softmax, "cost": p.categorical, "mean": True}


@broken(
    title="My Tensorflow gradient descent diverges",
    site=SO,
    style="tuple of arrays, samples in columns",
    causes=({"rate-too-large"},),
    verdict="does not learn",
)
def stripes_at_rate_three(repaired=False, seed=0):
    """The errors of a hundred points are added up, and the rate is one for their mean."""
    X, Y = data.stripes(100)
    net = p.Dense(hidden=p.TANH)
    start = p.normal((2, 16, 1), seed, gain=2)
    rate = 0.01 if repaired else 3.0
    return p.program(net, p.COLUMNS, X, Y, start, rate=rate, epochs=1500)


@broken(
    title="Backpropogation Derivatives",
    site=STATS,
    style="dict of arrays, samples in rows, squared error",
    causes=({"start-saturated"},),
    verdict="does not learn",
)
def steep_from_the_start(repaired=False, seed=0):
    """Weights of width 50: every unit is at 0 or 1, and its slope is 0."""
    X, Y = data.circles(80, seed=2)
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square)
    start = p.normal((2, 6, 1), seed, gain=3 if repaired else 70)
    return p.program(net, p.DICT, X, Y, start, rate=0.5, epochs=1500)


@broken(
    title="Incomplete randomization",
    site="GitHub, DrexelChatbotGroup/DrexelChatbot issue 15",
    style="list of (W, b) pairs, samples in rows",
    causes=({"labels-look-random"},),
    verdict="does not learn",
)
def points_shuffled_without_labels(repaired=False, seed=0):
    """The inputs are put in a random order and the labels are not."""
    X, Y = data.blobs(120, classes=3, spread=0.4, seed=11)
    order = np.random.default_rng(12).permutation(len(X))
    X, Y = X[order], Y[order] if repaired else Y
    net = p.Dense(hidden=p.TANH, **SOFTMAX)
    return p.program(net, p.PAIRS, X, Y, p.normal((2, 8, 3), seed), rate=0.5, epochs=500)


@broken(
    title="Neural network (Python)",
    site="Stack Overflow, question 3644795",
    style="list of lists [W, b], samples in rows, squared error, tanh answers",
    causes=({"output-range"},),
    verdict="does not learn",
)
def grades_behind_a_tanh(repaired=False, seed=0):
    """The targets are 1, 2, 3 and 4, and a tanh ends at 1."""
    X, Y = data.grades(80)
    through = {"output": np.tanh, "delta": lambda o, y: (o - y) * (1 - o * o)}
    kind = {"output": p.LINEAR.value} if repaired else through
    net = p.Dense(hidden=p.TANH, cost=p.half_square, mean=True, **kind)
    return p.program(net, p.LISTS, X, Y, p.normal((2, 8, 1), seed), rate=0.1, epochs=1500)


@broken(
    title="Reset Weights...",
    site="GitHub, infostreams/neural-network issue 8",
    style="dict of arrays, samples in columns, train gives its costs",
    causes=({"train-forgets"},),
    verdict="does not learn",
)
def network_made_inside_the_loop(repaired=False, seed=0):
    """Every epoch begins with new random weights, so that only the last one counts."""
    X, Y = data.band(90)
    net = p.Dense(hidden=p.TANH, mean=True)
    form = p.in_columns(p.DICT)

    def train(params, X, Y, rate, epochs):
        rows, labels, costs = X.T, Y.T, []
        pairs, rng = form.unpack(params), np.random.default_rng(5)
        for _ in range(epochs):
            if not repaired:
                pairs = [(rng.normal(size=W.shape), 0 * b) for W, b in pairs]
            pairs = p.plain(pairs, net.gradients(pairs, rows, labels), rate)
            costs.append(net.shown_cost(net.predict(pairs, rows), labels))
        return form.pack(pairs), costs

    start = p.normal((2, 8, 1), seed, gain=1.5)
    return p.program(net, form, X, Y, start, rate=1.0, epochs=800, train=train)


@broken(
    title="Neural network gives incorrect outputs although its backpropagates correctly",
    site=STATS,
    style="tuple of arrays, samples in rows, only predict, cost and train",
    causes=({"samples-in-order"},),
    verdict="does not learn",
)
def first_one_class_then_the_other(repaired=False, seed=0):
    """All epochs for the first half, which is one class, and then all for the other half."""
    X, Y = data.two_blobs(60, distance=4.5, seed=8)
    order = np.argsort(Y[:, 0], kind="stable")
    X, Y, net = X[order], Y[order], p.Dense(mean=True)

    def train(params, X, Y, rate, epochs):
        pairs = p.TUPLE.unpack(params)
        half = len(X) // 2
        parts = [slice(None)] if repaired else [slice(half), slice(half, None)]
        for part in parts:
            for _ in range(epochs):
                pairs = p.plain(pairs, net.gradients(pairs, X[part], Y[part]), rate)
        return p.TUPLE.pack(pairs)

    how = {"rate": 1.0, "epochs": 600, "train": train, "leave_out": ("gradients", "step")}
    return p.program(net, p.TUPLE, X, Y, p.normal((2, 5, 1), seed), **how)


@broken(
    title="Basic Neural Network Problem in Training",
    site="a copy of a Stack Exchange page on huggingface.co",
    style="nested dict of arrays, samples in rows",
    causes=({"gradient-wrong", "step-uphill"},),
    verdict="does not learn",
)
def hidden_layer_goes_uphill(repaired=False, seed=0):
    """The sign of the error is turned for the last layer and not for the one before."""
    X, Y = data.band(90, seed=3)

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            (dW1, db1), last = super().gradients(pairs, X, Y)
            sign = 1 if repaired else -1
            return [(sign * dW1, sign * db1), last]

    net = Slip(hidden=p.TANH, mean=True)
    return p.program(net, p.NESTED, X, Y, p.normal((2, 3, 1), seed, 1.5), rate=1.0, epochs=1500)


@broken(
    **OWN,
    style="tuple of arrays, samples in rows",
    causes=({"predict-ignores-input"},),
    verdict="does not learn",
)
def row_zero_every_time(repaired=False, seed=0):
    """predict fills its table in a loop over i, and reads X[0] in it."""
    X, Y = data.two_blobs(50, inputs=3, distance=5, seed=9)
    net = p.Dense(hidden=p.TANH, mean=True)

    def predict(params, X):
        pairs, answers = p.TUPLE.unpack(params), np.zeros((len(X), 1))
        for i in range(len(X)):
            row = X[i : i + 1] if repaired else X[:1]
            answers[i] = net.predict(pairs, row)[0]
        return answers

    start = p.normal((3, 4, 1), seed)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.5, epochs=300, predict=predict)


@broken(
    title="Help with MLP convergence (in-place updates)",
    site="Data Science Stack Exchange",
    style="object with attributes, samples in rows, online",
    causes=({"step-stale"},),
    verdict="learns",
    harmless=True,
    note="At a small rate old and new weights are almost the same.",
)
def corrects_while_it_goes_back(repaired=False, seed=0):
    """Each layer is corrected first, and then the error goes back through it."""
    X, Y = data.blobs(60, classes=4, spread=0.35, seed=13)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical)
    how = {"loop": p.one_by_one, "update": None if repaired else p.stale(net)}
    return p.program(net, p.OBJECT, X, Y, p.normal((2, 8, 4), seed), rate=0.1, epochs=25, **how)


@broken(
    title="Using a target size ... that is different to the input size",
    site="GitHub, deepset-ai/FARM issue 229",
    style="tuple of two arrays, samples in rows, one unit, flat labels",
    causes=({"labels-misshapen"},),
    verdict="does not learn",
)
def column_minus_flat_labels(repaired=False, seed=0):
    """(n, 1) answers minus (n,) labels make a table of n x n, and its sums teach one number."""
    X, Y = data.larger(60)
    Y = Y if repaired else Y[:, 0]
    w, b = np.random.default_rng(seed).normal(size=(2, 1)), np.zeros(1)

    def predict(q, X):
        return p.sigmoid(X @ q[0] + q[1])

    def gradients(q, X, Y):
        error = (predict(q, X) - Y).mean(axis=1, keepdims=True)
        return X.T @ error / len(X), np.array([error.mean()])

    def step(q, x, y, rate):
        return tuple(a - rate * da for a, da in zip(q, gradients(q, x, y), strict=True))

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = step(q, X, Y, rate)
        return q

    calls = {"predict": predict, "gradients": gradients, "step": step, "train": train}
    calls["cost"] = lambda o, y: p.cross_entropy(o, y) / np.size(o - y)
    return {"X": X, "Y": Y, "params": (w, b), "rate": 5.0, "epochs": 800, **calls}
