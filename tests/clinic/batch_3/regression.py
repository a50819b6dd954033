"""Third batch: broken programs that should give numbers."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


@broken(
    title="prediction is not tending towards the expected value",
    site="Cross Validated",
    style="list of arrays with the bias inside, samples in rows",
    causes=({"output-range"},),
    verdict="does not learn",
)
def a_target_of_two(repaired=False, seed=0):
    """The targets go from 0 to 2 and the answers of a sigmoid end at 1."""
    X, Y = data.sine(40)
    Y = Y + 1

    def layers(params, X):
        one = np.ones((len(X), 1))
        h = np.hstack([p.sigmoid(np.hstack([X, one]) @ params[0]), one])
        o = p.sigmoid(h @ params[1])
        return h, 2.2 * o - 0.1 if repaired else o

    def gradients(params, X, Y):
        h, o = layers(params, X)
        s = (o + 0.1) / 2.2 if repaired else o
        delta = (o - Y) * s * (1 - s) * (2.2 if repaired else 1)
        back = (delta @ params[1].T) * h * (1 - h)
        return [np.hstack([X, np.ones_like(X)]).T @ back[:, :-1], h.T @ delta]

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = [W - rate * g for W, g in zip(params, gradients(params, X, Y), strict=True)]
        return params

    rng = np.random.default_rng(seed)
    start = [rng.normal(size=(2, 10)) * 2, rng.normal(size=(11, 1))]
    functions = {"predict": lambda params, X: layers(params, X)[1], "gradients": gradients}
    rest = {"cost": p.half_square, "train": train, "rate": 0.05, "epochs": 4000}
    return {"X": X, "Y": Y, "params": start} | functions | rest


@broken(
    title="question 47932589 (regression, inputs and targets unscaled)",
    site=SO,
    style="dict of arrays, samples in rows, warns",
    causes=({"inputs-not-scaled"}, {"targets-not-scaled", "rate-too-large"}),
    verdict="does not learn",
    masked=True,
    note="Scaled inputs alone give nan, scaled targets alone the mean; both together learn.",
)
def houses_as_they_are(repaired=False, seed=0):
    """Square metres, years and thousands at once: relu and rate .02 end at the mean."""
    X, Y = data.houses()
    if repaired:
        X, Y = (X - X.mean(axis=0)) / X.std(axis=0), (Y - Y.mean()) / Y.std()
    net = p.Dense(hidden=p.RELU, output=p.LINEAR.value, cost=p.half_square, mean=True)
    start = p.normal((3, 8, 1), seed, gain=1.4)
    return p.program(net, p.DICT, X, Y, start, rate=0.02, epochs=1500)


@broken(
    title="Tensorflow step size incredibly small to prevent errors",
    site=SO,
    style="tuple of arrays, samples in columns",
    causes=({"targets-not-scaled"},),
    verdict="does not learn",
)
def targets_in_thousands(repaired=False, seed=0):
    """Targets in the thousands behind a linear output: the weights are thrown out of all bounds."""
    X, Y = data.sine(40)
    Y = Y if repaired else 3000 + 2000 * Y
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)
    return p.program(net, p.COLUMNS, X, Y, p.normal((1, 12, 1), seed), rate=0.3, epochs=2500)


@broken(
    title="tensorflow: converge to mean",
    site=SO,
    style="flat parameter vector, samples in rows, labels without a second axis",
    causes=({"labels-misshapen"},),
    verdict="does not learn",
)
def flat_labels_again(repaired=False, seed=0):
    """(n,) labels against (n, 1) answers, in a program that keeps all in one vector."""
    X, Y = data.houses()
    X, Y = (X - X.mean(axis=0)) / X.std(axis=0), (Y[:, 0] - Y.mean()) / Y.std()
    sizes = (3, 6, 1)
    form = p.flat_form(sizes)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value)

    def predict(w, X):
        o = net.predict(form.unpack(w), X)
        return o[:, 0] if repaired else o

    def gradients(w, X, Y):
        o = predict(w, X)
        delta = (o - Y).reshape(len(X), -1).mean(axis=1, keepdims=True) / len(X)
        slip = p.Dense(hidden=p.TANH, output=p.LINEAR.value, delta=lambda *_: delta)
        return form.pack(slip.gradients(form.unpack(w), X, Y))

    def step(w, x, y, rate):
        return w - rate * gradients(w, x, y)

    functions = {"predict": predict, "gradients": gradients, "step": step}
    cost = {"cost": lambda o, y: float(np.mean((o - y) ** 2) / 2), "rate": 0.3, "epochs": 600}
    return {"X": X, "Y": Y, "params": form.pack(p.normal(sizes, seed))} | functions | cost


@broken(
    title="question 44998910 (regression, rate and epochs)",
    site=SO,
    style="object with attributes, samples in rows",
    causes=({"rate-too-small", "gradient-scaled", "too-few-epochs"},),
    verdict="does not learn",
)
def divided_by_n_twice(repaired=False, seed=0):
    """The error is a mean, and the step divides by the number of samples once more."""
    X, Y = data.sine(60)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)

    def gradients(pairs, X, Y):
        share = 1 if repaired else len(X)
        return [(dW / share, db / share) for dW, db in net.gradients(pairs, X, Y)]

    def update(pairs, x, y, rate):
        return p.plain(pairs, gradients(pairs, x, y), rate)

    form = p.OBJECT
    other = {
        "update": update,
        "gradients": lambda q, X, Y: form.pack(gradients(form.unpack(q), X, Y)),
    }
    return p.program(net, form, X, Y, p.normal((1, 12, 1), seed), rate=0.2, epochs=2500, **other)


@broken(
    title="Backpropagation demo gives always the same result after training",
    site="Cross Validated",
    style="flat list of numbers, one sample at a time",
    causes=({"gradient-wrong"}, {"cannot-represent"}),
    verdict="does not learn",
    masked=True,
    note="The network has one hidden neuron, too few for the pattern, and a wrong gradient.",
)
def weight_in_place_of_the_input(repaired=False, seed=0):
    """The weight's derivative multiplies by the weight, not by its input; and 1-1-1 is too small."""
    X, Y = np.arange(1, 10)[:, None] / 9, (np.arange(9) % 2)[:, None].astype(float)
    if repaired:
        X, Y = X[:4], np.array([[0.0], [0], [1], [1]])
        X = 4 * (X - X.mean())

    def layers(w, X):
        h = p.sigmoid(X * w[0] + w[1])
        return h, p.sigmoid(h * w[2] + w[3])

    def step(w, x, y, rate):
        for a, b in zip(x, y, strict=True):
            h, o = layers(w, a[0])
            d2 = (o - b[0]) * o * (1 - o)
            d1 = d2 * w[2] * h * (1 - h)
            slopes = [d1 * (a[0] if repaired else w[0]), d1, d2 * (h if repaired else w[2]), d2]
            w = [v - rate * float(s) for v, s in zip(w, slopes, strict=True)]
        return w

    def train(w, X, Y, rate, epochs):
        for _ in range(epochs):
            w = step(w, X, Y, rate)
        return w

    start = np.random.default_rng(seed).uniform(-1, 1, 4).tolist()
    functions = {"predict": lambda w, X: layers(w, X)[1], "step": step, "train": train}
    return {"X": X, "Y": Y, "params": start, "rate": 1.0, "epochs": 600} | functions


@broken(
    title="Bugs in the backpropagation algorithm in Python",
    site="Data Science Stack Exchange",
    style="list of (W, b) pairs, samples in rows, deep relu",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def relu_without_its_slope(repaired=False, seed=0):
    """The way back goes through closed relus as if they were open."""
    X, Y = data.sine(40)
    hidden = p.RELU if repaired else p.Activation(p.RELU.value, np.ones_like)
    net = p.Dense(hidden=hidden, output=p.LINEAR.value, cost=p.half_square, mean=True)
    start = p.normal((1, 8, 8, 1), seed, gain=1.4)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.1, epochs=1500)


@broken(
    title="Why do we need to call zero_grad() in PyTorch?",
    site=SO,
    style="object with attributes and a list of gradients, samples in rows",
    causes=({"gradients-accumulate"},),
    verdict="does not learn",
)
def grad_is_added_to(repaired=False, seed=0):
    """backward() adds to .grad; nobody sets it to zero between two steps."""
    X, Y = data.sine(40)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)
    grad = []

    def backward(pairs, x, y):
        fresh = [g for pair in net.gradients(pairs, x, y) for g in pair]
        if repaired or not grad:
            grad[:] = fresh
        else:
            grad[:] = [old + new for old, new in zip(grad, fresh, strict=True)]
        return list(zip(grad[::2], grad[1::2], strict=True))

    def update(pairs, x, y, rate):
        return p.plain(pairs, backward(pairs, x, y), rate)

    def gradients(network, X, Y):
        return p.OBJECT.pack(backward(p.OBJECT.unpack(network), X, Y))

    start = p.normal((1, 12, 1), seed)
    how = {"update": update, "gradients": gradients}
    return p.program(net, p.OBJECT, X, Y, start, rate=0.2, epochs=1500, **how)
