"""Third batch: broken programs that should tell classes apart."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


@broken(
    title="Lambda, w=o, regularization",
    site="DeepLearning.AI community",
    style="nested dict of arrays, samples in rows",
    causes=({"decay-too-strong"},),
    verdict="does not learn",
)
def lambda_is_one(repaired=False, seed=0):
    """The penalty on the weights is as strong as the data: all weights go to zero."""
    X, Y = data.circles(80)
    net = p.Dense(hidden=p.TANH, mean=True)
    update = p.decay(net, 1e-4 if repaired else 0.3)
    start = p.normal((2, 10, 1), seed)
    return p.program(net, p.NESTED, X, Y, start, rate=0.5, epochs=1000, update=update)


@broken(
    title="Neural network does not learn (loss stays the same)",
    site=SO,
    style="object with attributes, samples in rows",
    causes=({"rate-too-large", "dead-units"},),
    verdict="does not learn",
)
def relus_killed_by_the_first_steps(repaired=False, seed=0):
    """At rate 30 the first steps push every relu below zero for all samples, for good."""
    X, Y = data.blobs(90, classes=3)
    net = p.Dense(hidden=p.RELU, output=p.softmax, cost=p.categorical, mean=True)
    start = p.normal((2, 8, 8, 3), seed, gain=1.4)
    rate = 0.1 if repaired else 30.0
    return p.program(net, p.OBJECT, X, Y, start, rate=rate, epochs=400)


@broken(
    title="Simple neural network can't learn on MNIST: a problem of the start?",
    site="mlog",
    style="dict of arrays, samples in rows, squared error",
    causes=({"start-saturated"},),
    verdict="does not learn",
)
def all_weights_between_zero_and_one(repaired=False, seed=0):
    """rand() is never negative: 64 inputs add up to sums near 15, and every unit answers 1."""
    X, Y = data.pixels(80, classes=4, side=8)
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square, mean=True)
    sizes = (64, 24, 24, 4)
    start = p.normal(sizes, seed, gain=2) if repaired else p.uniform(sizes, 1, seed, low=0)
    return p.program(net, p.DICT, X / 255, Y, start, rate=1.0, epochs=500)


@broken(
    title="question 37213388 (MNIST, two epochs)",
    site=SO,
    style="tuple of arrays, samples in columns, minibatches, only predict and train",
    causes=({"too-few-epochs", "rate-too-small", "inputs-not-scaled"},),
    verdict="does not learn",
)
def two_epochs(repaired=False, seed=0):
    """Rate and start are right; two passes are over before anything is learned."""
    X, Y = data.pixels(100, classes=5)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    start = p.normal((25, 12, 5), seed)
    how = {"loop": p.minibatches(20), "leave_out": ("cost", "gradients", "step")}
    epochs = 40 if repaired else 2
    return p.program(net, p.COLUMNS, X / 255, Y, start, rate=0.1, epochs=epochs, **how)


@broken(
    title="Trying to Classify MNIST where pixels are shuffled with a seed. Why is it not working?",
    site="Computer Science Stack Exchange",
    style="list of (W, b) pairs, samples in rows",
    causes=({"labels-look-random"},),
    verdict="does not learn",
)
def every_picture_shuffled_its_own_way(repaired=False, seed=0):
    """Each picture's pixels are permuted anew: which picture it was cannot be seen any more."""
    rng = np.random.default_rng(21)
    labels = np.arange(160) % 4
    patterns = np.kron(np.eye(4), np.ones(4))
    X = patterns[labels] + 0.1 * rng.normal(size=(160, 16))
    if not repaired:
        X = rng.permuted(X, axis=1)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    start = p.normal((16, 4, 4), seed)
    return p.program(net, p.PAIRS, X, data.one_hot(labels, 4), start, rate=0.3, epochs=200)


@broken(
    title="Cross-entropy error calculation",
    site=SO,
    style="tuple of arrays, samples in rows, warns",
    causes=({"cost-not-finite"},),
    verdict="does not learn",
)
def logarithm_of_a_tanh(repaired=False, seed=0):
    """A tanh on the output is negative half of the time, and its logarithm is nan."""
    X, Y = data.two_blobs(60, distance=5, seed=16)
    value = p.sigmoid if repaired else np.tanh

    def cost(o, y):
        return float(-np.mean(y * np.log(o) + (1 - y) * np.log(1 - o)))

    def delta(o, y):
        with np.errstate(all="ignore"):
            slope = o * (1 - o) if repaired else 1 - o * o
            return np.where(np.isnan(np.log(o)), np.nan, (o - y) / (o * (1 - o)) * slope)

    net = p.Dense(hidden=p.TANH, output=value, delta=delta, mean=True)
    start = p.normal((2, 5, 1), seed)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.2, epochs=300, cost=cost)


@broken(
    title="question 59325381 (MNIST, y divided by 255)",
    site=SO,
    style="list of (W, b) pairs, samples in rows",
    causes=({"output-range", "labels-misshapen", "targets-not-scaled"},),
    verdict="does not learn",
)
def labels_divided_by_255(repaired=False, seed=0):
    """The labels were divided by 255 in place of the inputs of the test."""
    X, Y = data.pixels(100, classes=5)
    Y = Y if repaired else Y / 255
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square, mean=True)
    start = p.normal((25, 12, 5), seed)
    return p.program(net, p.PAIRS, X / 255, Y, start, rate=2.0, epochs=500)


@broken(
    title="Why does accuracy remain the same",
    site=SO,
    style="tuple of arrays, samples in columns, deep relu, warns",
    causes=({"inputs-not-scaled"}, {"cost-not-finite", "output-range"}),
    verdict="does not learn",
    masked=True,
    note="Raw inputs and a relu under a logarithm: each alone is enough to stop it.",
)
def threshold_of_fifty_thousand(repaired=False, seed=0):
    """Inputs to 100000, a relu on the output and the cross-entropy of its answers."""
    rng = np.random.default_rng(17)
    X = rng.uniform(0, 100000, (80, 1))
    Y = (X > 50000).astype(float)
    X = (X - 50000) / 30000 if repaired else X

    def delta(o, y):
        with np.errstate(all="ignore"):
            return (o - y) if repaired else (o - y) / (o * (1 - o)) * (o > 0)

    def cost(o, y):
        return float(-np.mean(y * np.log(o) + (1 - y) * np.log(1 - o)))

    net = p.Dense(
        hidden=p.RELU, output=p.sigmoid if repaired else p.RELU.value, delta=delta, mean=True
    )
    start = p.normal((1, 6, 6, 1), seed, gain=1.4, bias=0.1)
    return p.program(net, p.COLUMNS, X, Y, start, rate=0.1, epochs=600, cost=cost)


@broken(
    title="NumPy MNIST classifier stuck at 10 %",
    site="pytroubles",
    style="list of (W, b) pairs, samples in rows",
    causes=({"gradient-wrong"},),
    verdict="learns",
    harmless=True,
    note="At this small rate the wrong way back teaches the first layers well enough.",
)
def square_matrix_not_transposed(repaired=False, seed=0):
    """Between layers of eight units the way back uses W where W.T belongs; the shapes agree."""
    X, Y = data.spirals(80, turns=0.8)

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            *values, o = self.activations(pairs, X)
            delta, found = o - Y, []
            for (W, _), below in zip(reversed(pairs), reversed(values), strict=True):
                found.append((below.T @ delta, delta.sum(axis=0)))
                back = W.T if repaired or W.shape[0] != W.shape[1] else W
                delta = (delta @ back) * (1 - below * below)
            return found[::-1]

    start = p.normal((2, 8, 8, 1), seed, gain=3)
    net = Slip(hidden=p.TANH)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.01, epochs=1000)


@broken(
    title="the worst weights are kept, not the best (a slip of our own)",
    site="the course",
    style="list of lists [W, b], samples in columns, only predict, cost and train",
    causes=({"train-forgets", "parameters-never-updated"},),
    verdict="does not learn",
)
def keeps_the_worst(repaired=False, seed=0):
    """`if cost > best` keeps the weights of the first epoch and hands them back."""
    X, Y = data.blobs(90, classes=3)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)

    def loop(pairs, X, Y, rate, epochs, update):
        kept, best = pairs, net.shown_cost(net.predict(pairs, X), Y)
        for _ in range(epochs):
            pairs = update(pairs, X, Y, rate)
            cost = net.shown_cost(net.predict(pairs, X), Y)
            if (cost < best) if repaired else (cost > best):
                kept, best = pairs, cost
        return kept

    start = p.normal((2, 6, 3), seed)
    how = {"loop": loop, "leave_out": ("gradients", "step")}
    return p.program(net, p.in_columns(p.LISTS), X, Y, start, rate=0.5, epochs=300, **how)


@broken(
    title="reads-global (a slip from the course's own list)",
    site="the course",
    style="dict of arrays, samples in rows",
    causes=({"predict-ignores-input"},),
    verdict="learns",
    harmless=True,
    note="On the table it was trained with, it gives the right answers, and always these.",
)
def predict_reads_the_training_table(repaired=False, seed=0):
    """predict(params, X) never looks at X: it reads the table that training has used."""
    table, Y = data.two_blobs(60, distance=5, seed=22)
    net = p.Dense(hidden=p.TANH, mean=True)

    def predict(params, X):
        return net.predict(p.DICT.unpack(params), X if repaired else table)

    start = p.normal((2, 4, 1), seed)
    return p.program(net, p.DICT, table, Y, start, rate=0.5, epochs=400, predict=predict)


@broken(
    title="argmax over a single column (a slip of our own)",
    site="the course",
    style="object with attributes, samples in rows, only predict and train",
    causes=({"output-constant", "predict-ignores-input", "not-differentiable"},),
    verdict="does not learn",
)
def largest_of_one(repaired=False, seed=0):
    """The class is argmax over the answers of one unit: always the first, number 0."""
    X, Y = data.two_blobs(60, distance=5, seed=23)
    net = p.Dense(hidden=p.TANH, mean=True)

    def predict(network, X):
        o = net.predict(p.OBJECT.unpack(network), X)
        return (o > 0.5) * 1.0 if repaired else o.argmax(axis=1)[:, None] * 1.0

    start = p.normal((2, 4, 1), seed)
    how = {"predict": predict, "leave_out": ("cost", "gradients", "step")}
    return p.program(net, p.OBJECT, X, Y, start, rate=0.5, epochs=400, **how)


@broken(
    title="off-by-one (a slip from the course's own list)",
    site="the course",
    style="tuple of arrays, samples in columns, minibatches",
    causes=({"samples-left-out"},),
    verdict="does not learn",
)
def the_last_batches_are_dropped(repaired=False, seed=0):
    """range(0, n - 30, 30) on a sorted table: the third class is never shown."""
    X, Y = data.blobs(90, classes=3)
    order = np.argsort(Y.argmax(axis=1), kind="stable")
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)

    def loop(pairs, X, Y, rate, epochs, update):
        for _ in range(epochs):
            for at in range(0, len(X) if repaired else len(X) - 30, 30):
                pairs = update(pairs, X[at : at + 30], Y[at : at + 30], rate)
        return pairs

    start = p.normal((2, 6, 3), seed)
    X, Y = X[order], Y[order]
    return p.program(net, p.COLUMNS, X, Y, start, rate=0.2, epochs=300, loop=loop)


@broken(
    title="Neural Network is not getting better",
    site="Data Science Stack Exchange",
    style="flat parameter vector, samples in rows, derivatives by differences",
    causes=({"not-differentiable", "cost-wrong"},),
    verdict="does not learn",
)
def counts_the_wrong_answers(repaired=False, seed=0):
    """The cost that is differentiated is the share of wrong answers: flat almost everywhere."""
    X, Y = data.two_blobs(40, distance=5, seed=24)
    sizes = (2, 3, 1)
    form = p.flat_form(sizes)
    net = p.Dense()

    def predict(w, X):
        return net.predict(form.unpack(w), X)

    def cost(o, y):
        return p.cross_entropy(o, y) / len(y) if repaired else float(np.mean((o > 0.5) != y))

    def gradients(w, X, Y):
        moves = 1e-5 * np.eye(w.size)
        ends = [(cost(predict(w + d, X), Y), cost(predict(w - d, X), Y)) for d in moves]
        return np.array([(up - down) / 2e-5 for up, down in ends])

    def train(w, X, Y, rate, epochs):
        for _ in range(epochs):
            w = w - rate * gradients(w, X, Y)
        return w

    functions = {"predict": predict, "cost": cost, "gradients": gradients, "train": train}
    start = form.pack(p.uniform(sizes, 1, seed))
    return {"X": X, "Y": Y, "params": start, "rate": 2.0, "epochs": 120} | functions
