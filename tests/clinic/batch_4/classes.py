"""Fourth batch: broken programs that should tell classes apart."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
OWN = {"title": "a slip of our own", "site": "the course"}


@broken(
    title="Model accuracy and loss not improving in CNN",
    site=SO,
    style="list of (W, b) pairs, samples in rows, relu",
    causes=({"start-too-small", "gradient-vanishes"},),
    verdict="does not learn",
)
def start_of_a_thousandth(repaired=False, seed=0):
    """All three layers start at a thousandth; ten times the rate does not make up for it."""
    X, Y = data.moons(100)
    net = p.Dense(hidden=p.RELU, mean=True)
    start = p.normal((2, 10, 10, 1), seed, gain=1.4 if repaired else 0.001)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.3, epochs=800)


@broken(
    title="question 59278771 (a table that is not scaled)",
    site=SO,
    style="dict of arrays, samples in rows, softmax",
    causes=({"inputs-not-scaled"},),
    verdict="does not learn",
)
def wines_in_their_units(repaired=False, seed=0):
    """Proline is near 700 and acid near 2: tanh units see nothing but the first."""
    X, Y = data.wines(90)
    X = data.standardised(X) if repaired else X
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    return p.program(net, p.DICT, X, Y, p.normal((5, 6, 3), seed), rate=0.1, epochs=500)


@broken(
    title="Loss function works with reduce_mean but not reduce_sum",
    site=SO,
    style="object with attributes, samples in rows, sum over the samples",
    causes=({"rate-too-large"},),
    verdict="does not learn",
)
def quadrants_at_rate_five(repaired=False, seed=0):
    """A rate of 5 on a gradient summed over eighty samples throws the weights about."""
    X, Y = data.quadrants(80)
    net = p.Dense(hidden=p.TANH)
    rate = 0.02 if repaired else 5.0
    return p.program(net, p.OBJECT, X, Y, p.normal((2, 6, 1), seed), rate=rate, epochs=600)


@broken(
    **OWN,
    style="tuple of arrays, samples in rows, squared error",
    causes=({"output-range", "targets-not-scaled"},),
    verdict="does not learn",
)
def classes_called_one_and_two(repaired=False, seed=0):
    """The two classes are numbered 1 and 2, and a sigmoid ends at 1."""
    X, Y = data.moons(80)
    Y = Y if repaired else Y + 1
    net = p.Dense(hidden=p.TANH, delta=p.squared_through_sigmoid, cost=p.half_square, mean=True)
    start = p.normal((2, 8, 1), seed, gain=2)
    return p.program(net, p.TUPLE, X, Y, start, rate=2.0, epochs=1000)


@broken(
    title="Tensorflow model always produces mean",
    site=SO,
    style="dict of arrays, samples in rows, whole table",
    causes=({"labels-misshapen"},),
    verdict="does not learn",
)
def labels_in_one_row(repaired=False, seed=0):
    """Answers are a column, labels a row of numbers: each answer meets every label."""
    X, Y = data.quadrants(60)

    class Net(p.Dense):
        def gradients(self, pairs, X, Y):
            (_, _), (W2, _) = pairs
            a, o = self.activations(pairs, X)[1:]
            delta = (o - Y).mean(axis=1, keepdims=True) / len(X)
            back = (delta @ W2.T) * (1 - a * a)
            return [(X.T @ back, back.sum(axis=0)), (a.T @ delta, delta.sum(axis=0))]

    def cost(o, y):
        o = np.clip(o, 1e-12, 1 - 1e-12)
        return float(-np.mean(y * np.log(o) + (1 - y) * np.log(1 - o)))

    Y = Y if repaired else Y[:, 0]
    net = Net(hidden=p.TANH)
    start = p.normal((2, 6, 1), seed)
    return p.program(net, p.DICT, X, Y, start, rate=1.0, epochs=600, cost=cost)


@broken(
    title="Why are my examples and labels in the wrong order?",
    site=SO,
    style="list of lists [W, b], samples in rows, minibatches",
    causes=({"arguments-changed"},),
    verdict="does not learn",
)
def inputs_shuffled_in_place(repaired=False, seed=0):
    """rng.shuffle(X) turns the caller's table about, and the labels stay where they were."""
    X, Y = data.rings(90)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)

    def loop(pairs, X, Y, rate, epochs, update):
        rng = np.random.default_rng(32)
        for _ in range(epochs):
            order = rng.permutation(len(X))
            if repaired:
                x, y = X[order], Y[order]
            else:
                rng.shuffle(X)
                x, y = X, Y
            for at in range(0, len(X), 30):
                pairs = update(pairs, x[at : at + 30], y[at : at + 30], rate)
        return pairs

    start = p.normal((2, 10, 3), seed, gain=2)
    return p.program(net, p.LISTS, X, Y, start, rate=0.5, epochs=200, loop=loop)


@broken(
    title="Building a model on Keras correctly",
    site=SO,
    style="tuple of arrays, samples in columns, relu",
    causes=({"dead-units", "start-saturated"},),
    verdict="does not learn",
)
def biases_far_below_zero(repaired=False, seed=0):
    """Every relu starts with bias -9: no sample ever wakes one."""
    X, Y = data.quadrants(80)
    net = p.Dense(hidden=p.RELU, mean=True)
    start = p.normal((2, 10, 1), seed, gain=1.4)
    if not repaired:
        start[0] = (start[0][0], start[0][1] - 9)
    return p.program(net, p.COLUMNS, X, Y, start, rate=0.5, epochs=500)


@broken(
    **OWN,
    style="object with attributes, samples in rows",
    causes=({"cost-wrong"},),
    verdict="does not learn",
)
def only_the_ones_count(repaired=False, seed=0):
    """The cost is -y log(o) with one output unit: the answer 1 for all costs nothing."""
    X, Y = data.two_blobs(60, inputs=3, distance=5, seed=33)
    net = p.Dense(
        hidden=p.TANH,
        delta=p.error if repaired else lambda o, y: y * (o - 1),
        cost=p.cross_entropy if repaired else p.categorical,
        mean=True,
    )
    return p.program(net, p.OBJECT, X, Y, p.normal((3, 5, 1), seed), rate=0.5, epochs=300)


@broken(
    **OWN,
    style="nested dict of arrays, samples in rows, minibatches",
    causes=({"train-forgets"},),
    verdict="does not learn",
)
def weights_drawn_in_the_loop(repaired=False, seed=0):
    """The weights are drawn inside the loop over the epochs: only the last epoch counts."""
    X, Y = data.rings(90)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    batches = p.minibatches(15)

    def loop(pairs, X, Y, rate, epochs, update):
        for _ in range(epochs):
            if not repaired:
                pairs = p.normal((2, 10, 3), seed, gain=2)
            pairs = batches(pairs, X, Y, rate, 1, update)
        return pairs

    start = p.normal((2, 10, 3), seed, gain=2)
    return p.program(net, p.NESTED, X, Y, start, rate=0.5, epochs=150, loop=loop)


@broken(
    title="zero_grad outside of the loop over the batches (a slip of our own)",
    site="the course",
    style="list of (W, b) pairs, samples in rows, minibatches",
    causes=({"gradients-accumulate"},),
    verdict="does not learn",
)
def sums_kept_from_batch_to_batch(repaired=False, seed=0):
    """The sums are made once, before the loops: every batch adds to all the batches before."""
    X, Y = data.moons(100)
    net = p.Dense(hidden=p.TANH, mean=True)
    sums = []

    def gradients(pairs, x, y):
        if repaired or not sums:
            sums[:] = [(np.zeros_like(W), np.zeros_like(b)) for W, b in pairs]
        for i, (dW, db) in enumerate(net.gradients(pairs, x, y)):
            sums[i] = (sums[i][0] + dW, sums[i][1] + db)
        return list(sums)

    def update(pairs, x, y, rate):
        return p.plain(pairs, gradients(pairs, x, y), rate)

    start = p.normal((2, 8, 1), seed, gain=2)
    how = {"loop": p.minibatches(20), "update": update, "gradients": gradients}
    return p.program(net, p.PAIRS, X, Y, start, rate=1.0, epochs=150, **how)


@broken(
    **OWN,
    style="dict of arrays, samples in columns",
    causes=({"parameters-never-updated"},),
    verdict="does not learn",
)
def biases_stay_at_zero(repaired=False, seed=0):
    """The update moves the weights only; tanh without a bias cannot close a ring."""
    X, Y = data.circles(80)
    net = p.Dense(hidden=p.TANH, mean=True)

    def update(pairs, x, y, rate):
        new = p.plain(pairs, net.gradients(pairs, x, y), rate)
        if repaired:
            return new
        return [(W, b) for (W, _), (_, b) in zip(new, pairs, strict=True)]

    start = p.normal((2, 10, 1), seed, gain=2)
    form = p.in_columns(p.DICT)
    return p.program(net, form, X, Y, start, rate=1.0, epochs=1000, update=update)


@broken(
    **OWN,
    style="object with attributes, samples in rows, deep relu",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def mask_of_the_wrong_array(repaired=False, seed=0):
    """The relu's slope is 1 where the error is positive, not where the unit is."""
    X, Y = data.rings(90)

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            *values, o = self.activations(pairs, X)
            delta, found = (o - Y) / len(X), []
            for (W, _), below in zip(reversed(pairs), reversed(values), strict=True):
                found.append((below.T @ delta, delta.sum(axis=0)))
                back = delta @ W.T
                delta = back * ((below if repaired else back) > 0)
            return found[::-1]

    net = Slip(hidden=p.RELU, output=p.softmax, cost=p.categorical, mean=True)
    start = p.normal((2, 12, 12, 3), seed, gain=1.4)
    return p.program(net, p.OBJECT, X, Y, start, rate=0.3, epochs=600)
