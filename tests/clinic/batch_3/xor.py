"""Third batch: broken programs on XOR and parity."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


@broken(
    title="Why does this neural network learn nothing?",
    site=SO,
    style="tuple of arrays, samples in columns, no train",
    causes=({"symmetric-start"},),
    verdict="does not learn",
)
def one_unit_drawn_and_copied(repaired=False, seed=0):
    """One unit's weights are drawn and repeated for all: different numbers, equal units."""
    X, Y = data.xor()
    (W1, b1), (W2, b2) = p.uniform((2, 8, 1), 2, seed)
    if not repaired:
        W1, b1 = np.repeat(W1[:, :1], 8, axis=1), np.full(8, b1[0])
        W2 = np.full((8, 1), W2[0, 0])
    net = p.Dense()
    without = ("train", "gradients")
    return p.program(
        net, p.COLUMNS, X, Y, [(W1, b1), (W2, b2)], rate=0.5, epochs=500, leave_out=without
    )


@broken(
    title="implement Neural Network in python",
    site=SO,
    style="tuple of arrays, samples in columns, one at a time, changed in place",
    causes=({"rate-too-small", "start-too-small", "too-few-epochs"},),
    verdict="does not learn",
    note="Its step is stale too; at this rate that is harmless.",
)
def the_case_itself_at_rate_a_tenth(repaired=False, seed=0):
    """Width .12 and rate .01 (.1 here): the plateau is never left, whatever the order is."""
    X, Y = data.xor()
    net = p.Dense()
    update = p.stale(net)

    def train(params, X, Y, rate, epochs):
        params = tuple(params)
        for _ in range(epochs):
            for i in range(X.shape[1]):
                pairs = p.COLUMNS.unpack(params)
                new = p.COLUMNS.pack(update(pairs, X[:, i : i + 1].T, Y[:, i : i + 1].T, rate))
                for old, changed in zip(params, new, strict=True):
                    old[...] = changed
        return params

    start = p.uniform((2, 4 if repaired else 2, 1), 3 if repaired else 0.12, seed)
    rate = 0.5 if repaired else 0.1
    return p.program(net, p.COLUMNS, X, Y, start, rate=rate, epochs=800, update=update, train=train)


@broken(
    title="Questions about the backpropogation algorithm",
    site=SO,
    style="list of (W, b) pairs, samples in rows",
    causes=({"step-uphill"}, {"rate-too-large"}),
    verdict="does not learn",
    masked=True,
    note="With the right sign it still fails at this rate.",
)
def uphill_at_a_huge_rate(repaired=False, seed=0):
    """The sign of the step is wrong, and the rate would throw a right step away as well."""
    X, Y = data.parity(3)
    net = p.Dense(hidden=p.TANH)
    sign = 1 if repaired else -1

    def update(pairs, x, y, rate):
        return p.plain(pairs, net.gradients(pairs, x, y), sign * rate)

    start = p.normal((3, 8, 1), seed, gain=1.5)
    rate = 0.1 if repaired else 40.0
    return p.program(net, p.PAIRS, X, Y, start, rate=rate, epochs=800, update=update)


@broken(
    title="Solving the Issue of Unchanged Weights in a NumPy-Based Neural Network",
    site="devgem",
    style="list of lists [W, b], samples in rows",
    causes=({"parameters-never-updated"},),
    verdict="does not learn",
)
def first_layer_is_left_alone(repaired=False, seed=0):
    """range(1, layers) skips the first layer: three fixed hidden units are too few."""
    X, Y = data.parity(3)
    net = p.Dense()

    def update(pairs, x, y, rate):
        new = p.plain(pairs, net.gradients(pairs, x, y), rate)
        return new if repaired else [pairs[0], *new[1:]]

    start = p.uniform((3, 6, 1), 1, seed)
    how = {"update": update, "leave_out": ("gradients",)}
    return p.program(net, p.LISTS, X, Y, start, rate=1.0, epochs=3000, **how)


@broken(
    title="question 38648195 (the loss does not fit the output)",
    site=SO,
    style="flat parameter vector, samples in rows",
    causes=({"cost-not-the-one-trained"},),
    verdict="learns",
    harmless=True,
    note="Prints cross-entropy and follows the squared error; a large rate makes up for it.",
)
def prints_one_cost_and_trains_another(repaired=False, seed=0):
    """The error is multiplied by o (1 - o), as for a squared error; the log is printed."""
    X, Y = data.xor()
    sizes = (2, 6, 1)
    net = p.Dense(delta=p.error if repaired else p.squared_through_sigmoid)
    form = p.flat_form(sizes)
    return p.program(net, form, X, Y, p.uniform(sizes, 2, seed), rate=2.0, epochs=2500)


@broken(
    title="Why does my neural network to solve the XOR problem always output 0.5?",
    site="Artificial Intelligence Stack Exchange",
    style="dict of arrays, samples in columns",
    causes=({"cost-wrong"},),
    verdict="learns",
    harmless=True,
    note="Only the printed cost is wrong; the gradient is that of the right one.",
)
def printed_cost_has_one_minus(repaired=False, seed=0):
    """The printed cost lacks the second minus and falls below zero; the gradient is right."""
    X, Y = data.xor()
    sign = -1 if repaired else 1

    def cost(o, y):
        o = np.clip(o, 1e-9, 1 - 1e-9)
        return float(np.sum(-y * np.log(o) + sign * (1 - y) * np.log(1 - o)))

    start = p.uniform((2, 6, 1), 1, seed)
    form = p.in_columns(p.DICT)
    return p.program(p.Dense(), form, X, Y, start, rate=0.5, epochs=1500, cost=cost)


@broken(
    title="Calculation of Neural network biases in backpropagation",
    site="Artificial Intelligence Stack Exchange",
    style="list of arrays, samples in rows, a bias for every sample",
    causes=({"samples-mixed"},),
    verdict="learns",
    harmless=True,
    note="The table of biases learns the samples by heart, so the training set is right.",
)
def a_bias_for_every_sample(repaired=False, seed=0):
    """The biases have one row a sample: the answer depends on the place in the batch."""
    X, Y = data.xor()
    rng = np.random.default_rng(seed)
    rows = 1 if repaired else len(X)

    def layers(params, X):
        W1, b1, W2, b2 = params
        h = p.sigmoid(X @ W1 + b1)
        return h, p.sigmoid(h @ W2 + b2)

    def train(params, X, Y, rate, epochs):
        W1, b1, W2, b2 = params
        for _ in range(epochs):
            h, o = layers((W1, b1, W2, b2), X)
            delta = o - Y
            back = (delta @ W2.T) * h * (1 - h)
            sums = (lambda d: d.sum(axis=0, keepdims=True)) if repaired else (lambda d: d)
            W2, b2 = W2 - rate * h.T @ delta, b2 - rate * sums(delta)
            W1, b1 = W1 - rate * X.T @ back, b1 - rate * sums(back)
        return [W1, b1, W2, b2]

    shapes = ((2, 4), (rows, 4), (4, 1), (rows, 1))
    start = [rng.uniform(-1, 1, shape) for shape in shapes]
    functions = {"predict": lambda params, X: layers(params, X)[1], "train": train}
    cost = {"cost": p.cross_entropy, "rate": 0.5, "epochs": 1500}
    return {"X": X, "Y": Y, "params": start} | functions | cost


@broken(
    title="Why doesn't my feed-forward NN work with varying inputs?",
    site=SO,
    style="list of (W, b) pairs, samples in rows",
    causes=({"unlucky-start"},),
    verdict="learns by luck",
    note="Two hidden units: about half of the starts end on a plateau for good.",
)
def two_units_and_bad_luck(repaired=False, seed=0):
    """2-2-1 at a right rate: this start ends on a plateau, others do not."""
    X, Y = data.xor()
    start = p.uniform((2, 6 if repaired else 2, 1), 2, seed)
    return p.program(p.Dense(), p.PAIRS, X, Y, start, rate=0.5, epochs=2000)


@broken(
    title="What are the reasons a perceptron is not able to learn?",
    site="Stack Exchange",
    style="single array, samples in rows, perceptron rule",
    causes=({"cannot-represent"}, {"not-differentiable"}),
    verdict="does not learn",
)
def perceptron_on_some_rows_of_three_bits(repaired=False, seed=0):
    """A threshold unit and the perceptron rule on a table that no plane separates."""
    X, _ = data.parity(3)
    Y = (X[:, :1] > 0.5) * 1.0 if repaired else ((X[:, :1] == X[:, 1:2]) * 1.0)
    X = np.hstack([X, np.ones((8, 1))])

    def predict(w, X):
        return (X @ w > 0) * 1.0

    def step(w, x, y, rate):
        for a, b in zip(x, y, strict=True):
            w = w + rate * (b - predict(w, a[None])[0]) * a[:, None]
        return w

    def train(w, X, Y, rate, epochs):
        for _ in range(epochs):
            w = step(w, X, Y, rate)
        return w

    start = np.random.default_rng(seed).normal(size=(4, 1))
    functions = {"predict": predict, "step": step, "train": train, "rate": 0.1, "epochs": 200}
    return {"X": X, "Y": Y, "params": start} | functions
