"""Second batch: broken programs that should tell classes apart."""

import math

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


@broken(
    title="Why Is It Important To Shuffle Your Dataset Before Training An ML Model",
    site="Daily Dose of Data Science",
    style="list of (W, b) pairs, samples in rows, one at a time",
    causes=({"samples-in-order"}, {"rate-too-large", "too-few-epochs"}),
    verdict="does not learn",
)
def sorted_by_class(repaired=False, seed=0):
    """All samples of one class, then all of the next: only the last is remembered."""
    X, Y = data.blobs(150, classes=3, spread=0.6)
    order = np.arange(150) if repaired else np.argsort(Y.argmax(axis=1), kind="stable")
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical)
    start = p.normal((2, 6, 3), seed)
    how = {"loop": p.one_by_one}
    return p.program(net, p.PAIRS, X[order], Y[order], start, rate=2.0, epochs=2, **how)


@broken(
    title="Why are deep neural networks hard to train?",
    site="Neural Networks and Deep Learning, chapter 5",
    style="list of (W, b) pairs, samples in rows, deep",
    causes=({"gradient-vanishes", "start-too-small"},),
    verdict="does not learn",
)
def eight_layers_of_sigmoids(repaired=False, seed=0):
    """Eight sigmoid layers: the first gets a millionth of the error of the last."""
    X, Y = data.circles(60)
    sizes = (2, *[8] * 8, 1)
    net = p.Dense(hidden=p.TANH if repaired else p.SIGMOID, mean=True)
    start = p.normal(sizes, seed)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.3, epochs=800)


@broken(
    title="Why are my examples and labels in the wrong order?",
    site=SO,
    style="tuple of arrays, samples in columns",
    causes=({"labels-look-random"},),
    verdict="does not learn",
)
def labels_in_another_order(repaired=False, seed=0):
    """The inputs were shuffled and the labels were not."""
    X, Y = data.blobs(120, classes=3, spread=0.5)
    if not repaired:
        Y = Y[np.random.default_rng(9).permutation(120)]
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    return p.program(net, p.COLUMNS, X, Y, p.normal((2, 6, 3), seed), rate=0.5, epochs=300)


@broken(
    title="Understanding ReLU: does this unlucky initialized network assign all instances to one class",
    site="Cross Validated",
    style="list of lists [W, b], samples in rows",
    causes=({"dead-units", "start-saturated", "inputs-not-scaled"},),
    verdict="does not learn",
)
def negative_weights_on_positive_inputs(repaired=False, seed=0):
    """All inputs are positive and all first weights negative: no relu ever opens."""
    X, Y = data.two_blobs(60, inputs=3, distance=4, seed=6)
    X = X - X.min(axis=0) + 0.5
    net = p.Dense(hidden=p.RELU, mean=True)
    (W1, b1), last = p.uniform((3, 8, 1), 0.5, seed)
    start = [(W1 if repaired else -np.abs(W1), b1 if repaired else -np.abs(b1)), last]
    return p.program(net, p.LISTS, X, Y, start, rate=0.3, epochs=600)


@broken(
    title="What does model.eval() do in pytorch?",
    site=SO,
    style="object with attributes, samples in rows, random masks in a closure",
    causes=({"predict-not-deterministic"},),
    verdict="does not learn",
)
def dropout_while_predicting(repaired=False, seed=0):
    """Half of the hidden units are dropped at random in every prediction too."""
    X, Y = data.circles(60)
    net = p.Dense(hidden=p.TANH, mean=True)
    rng = np.random.default_rng(seed + 100)

    def predict(network, X):
        (W1, b1), (W2, b2) = p.OBJECT.unpack(network)
        h = np.tanh(X @ W1 + b1)
        if not repaired:
            h = h * (rng.random(h.shape) < 0.5) * 2
        return p.sigmoid(h @ W2 + b2)

    start = p.normal((2, 10, 1), seed)
    how = {"predict": predict, "leave_out": ("gradients",)}
    return p.program(net, p.OBJECT, X, Y, start, rate=1.0, epochs=500, **how)


@broken(
    title="question 55328966 (MNIST as csv, pixels from 0 to 255)",
    site=SO,
    style="dict of arrays, samples in rows, minibatches",
    causes=({"inputs-not-scaled"},),
    verdict="does not learn",
)
def raw_pixels(repaired=False, seed=0):
    """Pixels from 0 to 255 saturate every hidden sigmoid at once."""
    X, Y = data.pixels(150, classes=5, side=8)
    net = p.Dense(output=p.softmax, cost=p.categorical, mean=True)
    start = p.normal((64, 5, 5), seed, gain=1.4)
    X = X / 255 if repaired else X
    how = {"loop": p.minibatches(10)}
    return p.program(net, p.DICT, X, Y, start, rate=0.3, epochs=60, **how)


@broken(
    title="How do I avoid the math domain error when the input to the log is zero",
    site="Artificial Intelligence Stack Exchange",
    style="tuple of arrays, samples in rows, cost raises",
    causes=({"start-saturated"}, {"cost-not-finite"}),
    verdict="does not learn",
    raises="cost",
)
def weights_from_ten_to_sixty(repaired=False, seed=0):
    """Weights from 10 to 60: all answers are exactly 1, and math.log(1 - 1) raises."""
    X, Y = data.pixels(60, classes=3)

    def cost(o, y):
        pairs = zip(np.ravel(o), np.ravel(y), strict=True)
        return -sum(b * math.log(a) + (1 - b) * math.log(1 - a) for a, b in pairs) / len(y)

    net = p.Dense(mean=True)
    sizes = (25, 6, 3)
    start = p.uniform(sizes, 0.5, seed) if repaired else p.uniform(sizes, 60, seed, low=10)
    return p.program(net, p.TUPLE, X / 255, Y, start, rate=0.5, epochs=300, cost=cost)


@broken(
    title="Loss function works with reduce_mean but not reduce_sum",
    site=SO,
    style="list of (W, b) pairs, samples in rows",
    causes=({"rate-too-large", "gradient-scaled"},),
    verdict="does not learn",
)
def sum_over_two_hundred_samples(repaired=False, seed=0):
    """The gradient is a sum over 200 samples and the rate was chosen for a mean."""
    X, Y = data.blobs(200, classes=4, spread=0.4, inputs=2)
    net = p.Dense(hidden=p.RELU, output=p.softmax, cost=p.categorical, mean=repaired)
    shown = p.mean_of(p.categorical)
    start = p.normal((2, 16, 4), seed, gain=1.4)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.5, epochs=300, cost=shown)


@broken(
    title="question 48385830 (linear layers, the activations are missing)",
    site=SO,
    style="dict of arrays, samples in columns, deep",
    causes=({"cannot-represent"},),
    verdict="does not learn",
)
def layers_without_activations(repaired=False, seed=0):
    """Three layers without an activation between them are one linear layer."""
    X, Y = data.circles(80)
    net = p.Dense(hidden=p.TANH if repaired else p.LINEAR, mean=True)
    start = p.normal((2, 8, 8, 1), seed)
    form = p.in_columns(p.DICT)
    return p.program(net, form, X, Y, start, rate=0.3, epochs=800, leave_out=("step",))


@broken(
    title="Model accuracy and loss not improving in CNN",
    site=SO,
    style="tuple of arrays, float32, samples in rows",
    causes=({"start-too-small", "rate-too-small", "too-few-epochs", "gradient-vanishes"},),
    verdict="does not learn",
)
def four_layers_of_tiny_weights(repaired=False, seed=0):
    """randn * 0.01 through four tanh layers: the answers differ in the ninth digit."""
    X, Y = data.blobs(90, classes=3, spread=0.5)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    gain = 1.0 if repaired else 0.03
    start = p.normal((2, 10, 10, 10, 3), seed, gain=gain)
    start = [(W.astype(np.float32), b.astype(np.float32)) for W, b in start]
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    return p.program(net, p.TUPLE, X, Y, start, rate=np.float32(0.1), epochs=600)


@broken(
    title="Gradients for bias terms in backpropagation",
    site="Data Science Stack Exchange",
    style="list of (W, b) pairs, samples in rows, gradients and costs",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def slope_of_the_error(repaired=False, seed=0):
    """dz = e (1 - e), where e is the error and not the answer."""
    X, Y = data.circles(60)

    def delta(o, y):
        e = o - y
        return e * o * (1 - o) if repaired else e * (1 - e)

    net = p.Dense(delta=delta, cost=p.half_square)
    return p.program(net, p.PAIRS, X, Y, p.normal((2, 6, 1), seed, gain=2), rate=0.5, epochs=1200)


@broken(
    title="Machine Learning - Linear Regression using Batch Gradient Descent",
    site=SO,
    style="single array, samples in rows, sums kept in a closure",
    causes=({"gradients-accumulate"},),
    verdict="learns",
    harmless=True,
    note="The sum of all old gradients is momentum without loss; two clouds forgive it.",
)
def delta_set_to_zero_once(repaired=False, seed=0):
    """delta = zeros stands before the loop over the epochs, not inside it."""
    X, Y = data.two_blobs(50, distance=4, seed=10)
    X = np.hstack([np.ones((50, 1)), X])
    delta = np.zeros((3, 1))

    def predict(w, X):
        return p.sigmoid(X @ w)

    def gradients(w, X, Y):
        if repaired:
            delta[:] = 0
        for x, y in zip(X, Y, strict=True):
            delta[:, 0] += (predict(w, x[None])[0, 0] - y[0]) * x
        return delta / len(X)

    def train(w, X, Y, rate, epochs):
        for _ in range(epochs):
            w = w - rate * gradients(w, X, Y)
        return w

    start = np.random.default_rng(seed).normal(size=(3, 1))
    functions = {"predict": predict, "gradients": gradients, "train": train}
    return {"X": X, "Y": Y, "params": start, "rate": 1.0, "epochs": 200} | functions
