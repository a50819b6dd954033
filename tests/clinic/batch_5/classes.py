"""Fifth batch: broken programs that should sort points into classes."""

import copy

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
STATS = "Cross Validated"
OWN = {"title": "a slip of our own", "site": "the course"}
SOFTMAX = {"output": p.softmax, "cost": p.categorical, "mean": True}


@broken(
    title="Problem with Simple Perceptron Implementation",
    site="a copy of a Stack Exchange page on huggingface.co",
    style="tuple of arrays, samples in rows",
    causes=({"inputs-not-scaled"},),
    verdict="does not learn",
)
def heights_and_weights(repaired=False, seed=0):
    """Centimetres and kilograms as they are: every unit is saturated for every body."""
    X, Y = data.bodies(100)
    X = data.standardised(X) if repaired else X
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.TUPLE, X, Y, p.normal((2, 6, 1), seed), rate=0.5, epochs=1500)


@broken(
    title="Using ReLU makes train accuracy drop in the middle of training",
    site=STATS,
    style="list of (W, b) pairs, samples in rows, warns",
    causes=({"rate-too-large", "dead-units"},),
    verdict="does not learn",
)
def relus_on_a_board_at_rate_ten(repaired=False, seed=0):
    """The first steps are so long that the units end where no sample reaches them."""
    X, Y = data.checkers(120)
    net = p.Dense(hidden=p.RELU, mean=True)
    start = p.normal((2, 30, 1), seed, gain=1.4)
    start[0] = (start[0][0], np.random.default_rng(seed).uniform(-1, 1, 30))
    rate = 0.3 if repaired else 10.0
    return p.program(net, p.PAIRS, X, Y, start, rate=rate, epochs=1500)


@broken(
    title="Classification Neural network cost stop changing after 1 iteration?",
    site=STATS,
    style="dict of arrays, samples in rows",
    causes=({"samples-mixed"}, {"gradient-wrong"}),
    verdict="does not learn",
)
def sum_of_the_whole_batch(repaired=False, seed=0):
    """The softmax divides by one sum over all samples and classes."""
    X, Y = data.rings(90)

    def output(z):
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        return powers / (powers.sum(axis=1, keepdims=True) if repaired else powers.sum())

    net = p.Dense(hidden=p.TANH, output=output, cost=p.categorical, mean=True)
    start = p.normal((2, 8, 3), seed, gain=2)
    return p.program(net, p.DICT, X, Y, start, rate=1.0, epochs=1000)


@broken(
    title="Issues with calculating new weights in a neural network",
    site=SO,
    style="object with attributes, samples in columns",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def errors_times_answers(repaired=False, seed=0):
    """The error behind a softmax is multiplied by the answers as if that were its slope."""
    X, Y = data.letters(copies=10, noise=0.2)
    delta = p.error if repaired else (lambda o, y: (o - y) * o)
    net = p.Dense(hidden=p.SIGMOID, delta=delta, **SOFTMAX)
    return p.program(
        net, p.in_columns(p.OBJECT), X, Y, p.normal((15, 10, 6), seed), rate=2.0, epochs=1200
    )


@broken(
    **OWN,
    style="nested dict of arrays, samples in rows",
    causes=({"gradient-wrong", "parameters-never-updated"},),
    verdict="does not learn",
)
def all_errors_in_one_sum(repaired=False, seed=0):
    """The errors of the three answers are summed before they go back: the sum is always 0."""
    X, Y = data.rings(90)

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            (_, _), (W, _) = pairs
            _, a, o = self.activations(pairs, X)
            delta = (o - Y) / len(X)
            back = delta @ W.T if repaired else delta.sum(axis=1, keepdims=True) * W.sum(axis=1)
            back = back * self.hidden.slope(a)
            return [(X.T @ back, back.sum(axis=0)), (a.T @ delta, delta.sum(axis=0))]

    net = Slip(hidden=p.TANH, **SOFTMAX)
    return p.program(net, p.NESTED, X, Y, p.normal((2, 6, 3), seed, 2), rate=1.0, epochs=1000)


@broken(
    **OWN,
    style="tuple of arrays, samples in columns, sigmoid outputs",
    causes=({"labels-misshapen"}, {"labels-look-random"}),
    verdict="does not learn",
)
def reshaped_in_place_of_transposed(repaired=False, seed=0):
    """Labels come in rows and go into columns by reshape: each lands at another sample."""
    X, Y = data.blobs(90, classes=4, spread=0.35, seed=5)
    Y = Y if repaired else Y.reshape(4, 90).T
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.COLUMNS, X, Y, p.normal((2, 8, 4), seed), rate=1.0, epochs=800)


@broken(
    title="question about the true label",
    site="GitHub, huanglianghua/siamfc-pytorch issue 37",
    style="list of lists [W, b], samples in rows",
    causes=({"output-range"}, {"cost-wrong"}),
    verdict="does not learn",
)
def minus_ones_for_a_sigmoid(repaired=False, seed=0):
    """Labels are -1 and 1, the answers a sigmoid's, and the cross-entropy falls below zero."""
    X, Y = data.moons(90)
    Y = Y if repaired else 2 * Y - 1
    net = p.Dense(hidden=p.TANH, mean=True)
    start = p.normal((2, 10, 1), seed, gain=2)
    return p.program(net, p.LISTS, X, Y, start, rate=1.0, epochs=1200)


@broken(
    **OWN,
    style="flat parameter vector, samples in rows, gradients match",
    causes=({"output-range"},),
    verdict="does not learn",
)
def sigmoid_of_a_sigmoid(repaired=False, seed=0):
    """The output layer squashes what is squashed already: every answer is from .5 to .73."""
    X, Y = data.two_blobs(80, distance=4, seed=3)

    def twice(o, y):
        inner = np.log(o / (1 - o))
        return (o - y) * inner * (1 - inner)

    output = p.sigmoid if repaired else (lambda z: p.sigmoid(p.sigmoid(z)))
    net = p.Dense(hidden=p.TANH, output=output, delta=p.error if repaired else twice)
    start = p.normal((2, 5, 1), seed)
    return p.program(net, p.flat_form((2, 5, 1)), X, Y, start, rate=0.01, epochs=500)


@broken(
    **OWN,
    style="object with attributes, samples in rows",
    causes=({"cannot-represent"},),
    verdict="does not learn",
)
def two_units_around_a_circle(repaired=False, seed=0):
    """Two bent lines cannot go around a disc."""
    X, Y = data.circles(80)
    start = p.normal((2, 8 if repaired else 2, 1), seed, gain=2)
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.OBJECT, X, Y, start, rate=1.0, epochs=1200)


@broken(
    **OWN,
    style="list of (W, b) pairs, samples in rows, online",
    causes=({"samples-mixed", "predict-ignores-input"},),
    verdict="does not learn",
)
def scaled_by_the_batch_at_hand(repaired=False, seed=0):
    """Inputs are standardised inside the network, and a batch of one becomes all zeros."""
    table, Y = data.wines(90)

    class Scaling(p.Dense):
        def activations(self, pairs, X):
            known = table if repaired else X
            return super().activations(pairs, (X - known.mean(axis=0)) / (known.std(axis=0) + 1e-8))

    net = Scaling(hidden=p.TANH, output=p.softmax, cost=p.categorical)
    start = p.normal((5, 6, 3), seed)
    return p.program(net, p.PAIRS, table, Y, start, rate=0.1, epochs=15, loop=p.one_by_one)


@broken(
    **OWN,
    style="dict of arrays, samples in columns, only predict, cost and train",
    causes=({"labels-ignored"},),
    verdict="does not learn",
)
def labels_never_filled_in(repaired=False, seed=0):
    """The table for the one-hot labels is made of zeros, and nobody writes the ones."""
    X, Y = data.measurements(90)
    net = p.Dense(hidden=p.TANH)

    def loop(pairs, X, Y, rate, epochs, update):
        targets = np.zeros(Y.shape)
        if repaired:
            targets[np.arange(len(Y)), Y.argmax(axis=1)] = 1
        for _ in range(epochs):
            pairs = update(pairs, X, targets, rate)
        return pairs

    start = p.normal((4, 6, 3), seed)
    how = {"rate": 0.01, "epochs": 800, "loop": loop, "leave_out": ("gradients", "step")}
    return p.program(net, p.in_columns(p.DICT), data.standardised(X), Y, start, **how)


@broken(
    title="About the prediction accuracy (title in Chinese)",
    site="GitHub, Socialbird-AILab/BERT-Classification-Tutorial issue 11",
    style="tuple of arrays, samples in rows, batches",
    causes=({"samples-in-order"}, {"rate-too-large"}),
    verdict="does not learn",
)
def letters_in_alphabetical_order(repaired=False, seed=0):
    """All the As come first, then all the Bs: what was learned last wins."""
    X, Y = data.letters(copies=20, noise=0.3)
    order = np.argsort(Y.argmax(axis=1), kind="stable")
    if repaired:
        order = np.random.default_rng(8).permutation(len(X))
    X, Y = X[order], Y[order]

    def loop(pairs, X, Y, rate, epochs, update):
        for _ in range(epochs):
            for at in range(0, len(X), 4):
                pairs = update(pairs, X[at : at + 4], Y[at : at + 4], rate)
        return pairs

    net = p.Dense(hidden=p.TANH, **SOFTMAX)
    start = p.normal((15, 10, 6), seed)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.8, epochs=20, loop=loop)


@broken(
    **OWN,
    style="list of lists [W, b], samples in rows, batches",
    causes=({"samples-left-out"},),
    verdict="does not learn",
)
def the_same_eight_every_time(repaired=False, seed=0):
    """The generator for the batches is made inside the loop: it draws the same eight samples."""
    X, Y = data.checkers(120)

    def loop(pairs, X, Y, rate, epochs, update):
        rng = np.random.default_rng(0)
        for _ in range(epochs):
            rng = rng if repaired else np.random.default_rng(0)
            chosen = rng.choice(len(X), 8, replace=False)
            pairs = update(pairs, X[chosen], Y[chosen], rate)
        return pairs

    start = p.normal((2, 24, 1), seed, gain=2.5)
    start[0] = (start[0][0], np.random.default_rng(seed).uniform(-2, 2, 24))
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.LISTS, X, Y, start, rate=0.5, epochs=2500, loop=loop)


@broken(
    title="question 47352366 (relu on the output with cross-entropy)",
    site=SO,
    style="object with attributes, samples in columns, warns",
    causes=({"cost-not-finite", "output-range"},),
    verdict="does not learn",
)
def relu_answers_in_a_logarithm(repaired=False, seed=0):
    """Answers of a relu go into log(o) and log(1 - o): some are 0, some above 1."""
    X, Y = data.two_blobs(70, distance=4, seed=4)

    def delta(o, y):
        return (o - y) / (o * (1 - o)) * (o > 0)

    def cost(o, y):
        return float(-np.sum(y * np.log(o) + (1 - y) * np.log(1 - o)))

    kind = {"output": p.RELU.value, "delta": delta, "cost": cost}
    net = p.Dense(hidden=p.TANH, mean=True, **({} if repaired else kind))
    start = p.normal((2, 5, 1), seed)
    return p.program(net, p.in_columns(p.OBJECT), X, Y, start, rate=0.5, epochs=500)


@broken(
    **OWN,
    style="list of (W, b) pairs, samples in rows, no step",
    causes=({"arguments-changed"},),
    verdict="does not learn",
)
def noise_added_to_the_table(repaired=False, seed=0):
    """Some noise for every epoch is added in place: the samples walk away from their labels."""
    X, Y = data.moons(120)

    def loop(pairs, X, Y, rate, epochs, update):
        rng = np.random.default_rng(6)
        for _ in range(epochs):
            noise = 0.1 * rng.normal(size=X.shape)
            if repaired:
                pairs = update(pairs, X + noise, Y, rate)
            else:
                X += noise
                pairs = update(pairs, X, Y, rate)
        return pairs

    start = p.normal((2, 10, 1), seed, gain=2)
    how = {"rate": 1.0, "epochs": 1000, "loop": loop, "leave_out": ("step",)}
    return p.program(p.Dense(hidden=p.TANH, mean=True), p.PAIRS, X, Y, start, **how)


@broken(
    **OWN,
    style="nested dict of arrays, samples in rows",
    causes=({"not-differentiable"},),
    verdict="learns",
    harmless=True,
    note="Only predict rounds; the gradients are those of the answers before.",
)
def answers_are_rounded(repaired=False, seed=0):
    """predict hands back whole numbers, 0 or 1."""
    X, Y = data.majority(5)
    net = p.Dense(hidden=p.SIGMOID, mean=True)
    how = {} if repaired else {"predict": lambda q, X: np.round(net.predict(p.NESTED.unpack(q), X))}
    return p.program(net, p.NESTED, X, Y, p.uniform((5, 4, 1), 1, seed), rate=2, epochs=800, **how)


@broken(
    **OWN,
    style="tuple of arrays, samples in rows",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def another_activation_in_predict(repaired=False, seed=0):
    """Training was changed to tanh, and predict still has the sigmoid."""
    X, Y = data.circles(70)
    net = p.Dense(hidden=p.TANH, mean=True)
    shown = net if repaired else p.Dense(hidden=p.SIGMOID, mean=True)
    how = {"predict": lambda params, X: shown.predict(p.TUPLE.unpack(params), X)}
    start = p.normal((2, 8, 1), seed, gain=2)
    return p.program(net, p.TUPLE, X, Y, start, rate=1.0, epochs=800, **how)


@broken(
    **OWN,
    style="dict of arrays, samples in columns",
    causes=({"gradient-scaled", "cost-not-the-one-trained"},),
    verdict="learns",
    harmless=True,
    note="A factor of ln 2 between the cost and its gradient.",
)
def cost_in_bits(repaired=False, seed=0):
    """The cost takes logarithms to the base two, the gradient the natural ones."""
    X, Y = data.quadrants(80)
    unit = 1.0 if repaired else np.log(2)
    net = p.Dense(hidden=p.TANH, mean=True, cost=lambda o, y: p.cross_entropy(o, y) / unit)
    start = p.normal((2, 8, 1), seed, gain=1.5)
    return p.program(net, p.in_columns(p.DICT), X, Y, start, rate=1.0, epochs=1000)


@broken(
    **OWN,
    style="list of lists [W, b], samples in rows, three layers",
    causes=({"step-stale"},),
    verdict="learns",
    harmless=True,
    note="Each layer goes downhill, one after the other.",
)
def forward_again_between_the_layers(repaired=False, seed=0):
    """After every layer's update the whole network is worked out anew."""
    X, Y = data.circles(60)
    net = p.Dense(hidden=p.TANH, mean=True)

    def update(pairs, x, y, rate):
        if repaired:
            return p.plain(pairs, net.gradients(pairs, x, y), rate)
        pairs = list(pairs)
        for i in reversed(range(len(pairs))):
            (W, b), (dW, db) = pairs[i], net.gradients(pairs, x, y)[i]
            pairs[i] = (W - rate * dW, b - rate * db)
        return pairs

    start = p.normal((2, 6, 5, 1), seed, gain=1.5)
    return p.program(net, p.LISTS, X, Y, start, rate=0.5, epochs=700, update=update)


@broken(
    **OWN,
    style="object with attributes, samples in rows, no gradients",
    causes=({"parameters-never-updated", "train-forgets"},),
    verdict="does not learn",
)
def trains_a_copy(repaired=False, seed=0):
    """train works on a deep copy and hands back the network that it was given."""
    X, Y = data.two_blobs(60, inputs=3, distance=5, seed=6)
    net = p.Dense(hidden=p.TANH, mean=True)

    def train(network, X, Y, rate, epochs):
        learner = copy.deepcopy(network)
        for _ in range(epochs):
            pairs = p.OBJECT.unpack(learner)
            learner = p.OBJECT.pack(p.plain(pairs, net.gradients(pairs, X, Y), rate))
        return learner if repaired else network

    how = {"rate": 0.5, "epochs": 300, "train": train, "leave_out": ("gradients",)}
    return p.program(net, p.OBJECT, X, Y, p.normal((3, 4, 1), seed), **how)


@broken(
    **OWN,
    style="tuple of arrays, samples in columns",
    causes=({"predict-ignores-input", "cannot-represent"},),
    verdict="does not learn",
)
def first_column_twice(repaired=False, seed=0):
    """The two inputs are read as x[0] and x[0]: the second one never counts."""
    X, Y = data.quadrants(80)

    class Slip(p.Dense):
        def activations(self, pairs, X):
            return super().activations(pairs, X if repaired else X[:, [0, 0]])

    net = Slip(hidden=p.TANH, mean=True)
    start = p.normal((2, 8, 1), seed, gain=1.5)
    return p.program(net, p.COLUMNS, X, Y, start, rate=1.0, epochs=800)


@broken(
    **OWN,
    style="list of (W, b) pairs, samples in rows, softmax",
    causes=({"step-stale"}, {"rate-too-large"}),
    verdict="does not learn",
    note="With the right step this rate is not too large.",
)
def rings_through_new_weights(repaired=False, seed=0):
    """At rate 5 it matters that the error goes back through the weights just changed."""
    X, Y = data.rings(90)
    net = p.Dense(hidden=p.TANH, **SOFTMAX)
    start = p.normal((2, 8, 3), seed, gain=2)
    update = None if repaired else p.stale(net)
    return p.program(net, p.PAIRS, X, Y, start, rate=5.0, epochs=600, update=update)
