"""Second batch: broken programs that should give numbers."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


@broken(
    title="Loss values do not change",
    site="DeepLearning.AI community",
    style="list of lists [W, b], samples in rows",
    causes=({"output-range"},),
    verdict="does not learn",
)
def relu_for_negative_numbers(repaired=False, seed=0):
    """y = 2x - 1 down to -3, behind a relu that gives nothing below 0."""
    X = np.linspace(-3, 3, 25)[:, None]
    Y = 2 * X - 1
    output = p.LINEAR.value if repaired else p.RELU.value

    def delta(o, y):
        return (o - y) if repaired else (o - y) * (o > 0)

    net = p.Dense(hidden=p.TANH, output=output, delta=delta, cost=p.half_square, mean=True)
    return p.program(net, p.LISTS, X, Y, p.normal((1, 6, 1), seed, bias=0.2), rate=0.05, epochs=800)


@broken(
    title="Why do I fail to predict y=x**4 with Keras? (y=x**3 works)",
    site=SO,
    style="dict of arrays, samples in rows, warns",
    causes=({"targets-not-scaled"}, {"inputs-not-scaled"}),
    verdict="does not learn",
    masked=True,
    note="Only both scalings together make it learn; either alone does not.",
)
def fourth_power(repaired=False, seed=0):
    """Inputs to 100 saturate every unit, targets to a hundred million throw the weights away."""
    X = np.linspace(-100, 100, 60)[:, None]
    Y = X**4
    if repaired:
        X, Y = X / X.std(), (Y - Y.mean()) / Y.std()
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)
    return p.program(net, p.DICT, X, Y, p.normal((1, 10, 1), seed), rate=0.1, epochs=1500)


@broken(
    title="Neural Network cannot learn a simple function",
    site="Cross Validated",
    style="list of (W, b) pairs, samples in rows, deep relu",
    causes=({"rate-too-small", "too-few-epochs", "inputs-not-scaled"},),
    verdict="does not learn",
)
def quadratic_at_a_tiny_rate(repaired=False, seed=0):
    """(x - .5)^2 at rate .001: still a straight line after 1500 epochs."""
    X = np.arange(0, 1, 0.02)[:, None]
    Y = (X - 0.5) ** 2
    net = p.Dense(hidden=p.RELU, output=p.LINEAR.value, cost=p.half_square, mean=True)
    rate = 0.2 if repaired else 0.001
    start = p.normal((1, 16, 16, 1), seed, gain=1.4)
    return p.program(net, p.PAIRS, X, Y, start, rate=rate, epochs=1500)


@broken(
    title="Step Activation function...why does it work?!",
    site="Mathematics Stack Exchange",
    style="flat parameter vector, samples in columns, prints",
    causes=({"cost-wrong"},),
    verdict="does not learn",
)
def cost_without_a_square(repaired=False, seed=0):
    """The cost is the sum of answer minus target: it has no lowest point."""
    X, Y = data.sine(20)
    sizes = (1, 5, 1)
    form = p.flat_form(sizes)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value)

    def predict(w, X):
        return net.predict(form.unpack(w), X.T).T

    def cost(o, y):
        e = o - y
        return float(np.mean(e * e) if repaired else np.mean(e))

    def gradients(w, X, Y):
        h = 1e-5
        moves = h * np.eye(w.size)
        ends = [(cost(predict(w + d, X), Y), cost(predict(w - d, X), Y)) for d in moves]
        return np.array([(up - down) / (2 * h) for up, down in ends])

    def train(w, X, Y, rate, epochs):
        for epoch in range(epochs):
            w = w - rate * gradients(w, X, Y)
            if epoch % 100 == 0:
                print("epoch", epoch, "cost", cost(predict(w, X), Y))
        return w

    functions = {"predict": predict, "cost": cost, "gradients": gradients, "train": train}
    start = form.pack(p.normal(sizes, seed))
    return {"X": X.T, "Y": Y.T, "params": start, "rate": 0.3, "epochs": 700} | functions


@broken(
    title="Explanation of deepcopy",
    site="DeepLearning.AI community",
    style="tuple of arrays, samples in rows, changes its arguments",
    causes=({"arguments-changed"},),
    verdict="does not learn",
)
def inputs_divided_in_place(repaired=False, seed=0):
    """The forward pass says X /= 10: ten times smaller with every pass, until all are 0."""
    X, Y = data.sine(30)
    X = X * 10
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)

    def scaled(X):
        if repaired:
            return X / 10
        X /= 10
        return X

    def predict(params, X):
        return net.predict(p.TUPLE.unpack(params), scaled(X))

    def step(params, x, y, rate):
        pairs = p.TUPLE.unpack(params)
        return p.TUPLE.pack(p.plain(pairs, net.gradients(pairs, scaled(x), y), rate))

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = step(params, X, Y, rate)
        return params

    other = {"predict": predict, "step": step, "train": train, "leave_out": ("gradients",)}
    start = p.normal((1, 10, 1), seed)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.3, epochs=2500, **other)


@broken(
    title="Gradient Descent for Linear Regression (One Variable) in Octave",
    site=SO,
    style="single array, samples in rows, costs returned",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def one_number_for_a_column(repaired=False, seed=0):
    """The slope's derivative uses x of the second sample for all samples."""
    rng = np.random.default_rng(12)
    x = rng.uniform(-1, 1, (40, 1))
    X, Y = np.hstack([np.ones_like(x), x]), 2 - 3 * x + 0.1 * rng.normal(size=x.shape)

    def gradients(w, X, Y):
        e = X @ w - Y
        second = e * (X[:, 1:] if repaired else X.ravel()[1:2])
        return np.array([[e.mean()], [second.mean()]])

    def train(w, X, Y, rate, epochs):
        costs = []
        for _ in range(epochs):
            w = w - rate * gradients(w, X, Y)
            costs.append(float(np.mean((X @ w - Y) ** 2) / 2))
        return w, costs

    functions = {"predict": lambda w, X: X @ w, "gradients": gradients, "train": train}
    cost = {"cost": lambda o, y: float(np.mean((o - y) ** 2) / 2)}
    start = 0.1 * np.random.default_rng(seed).normal(size=(2, 1))
    return {"X": X, "Y": Y, "params": start, "rate": 0.3, "epochs": 400} | functions | cost
