"""First batch: broken programs that should tell classes apart."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


@broken(
    title="Tensorflow network not training",
    site=SO,
    style="list of (W, b) pairs, samples in rows",
    causes=({"output-constant"},),
    verdict="does not learn",
)
def softmax_over_one_unit(repaired=False, seed=0):
    """Softmax over a single unit is 1 whatever the weights are."""
    X, Y = data.two_blobs(60, inputs=3, distance=5)
    output = p.sigmoid if repaired else p.softmax
    net = p.Dense(hidden=p.RELU, output=output, mean=True)
    start = p.normal((3, 8, 1), seed)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.3, epochs=300)


@broken(
    title="question 39525358 (binary, three columns that are not scaled)",
    site=SO,
    style="tuple of arrays, samples in rows",
    causes=({"inputs-not-scaled"},),
    verdict="does not learn",
)
def age_income_score(repaired=False, seed=0):
    """Income is in tens of thousands: every hidden unit is saturated by it alone."""
    rng = np.random.default_rng(11)
    Z = rng.normal(size=(80, 3))
    Y = (Z[:, :1] + Z[:, 2:] > 0).astype(float)
    X = Z if repaired else Z * [12, 9000, 0.1] + [40, 45000, 0.5]
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.TUPLE, X, Y, p.normal((3, 6, 1), seed), rate=0.3, epochs=600)


@broken(
    title="question 50306988 (two clusters, two classes)",
    site=SO,
    style="dict of arrays, samples in columns, only predict, cost and train",
    causes=({"rate-too-small", "too-few-epochs"},),
    verdict="does not learn",
)
def tiny_rate_on_two_clusters(repaired=False, seed=0):
    """Rate .001 with a mean over the samples: after 100 epochs nothing has moved yet."""
    X, Y = data.two_blobs(80, distance=5, seed=3)
    form = p.Form(p.DICT.pack, p.DICT.unpack, columns=True)
    start = p.uniform((2, 4, 1), 0.5, seed)
    rate = 1.0 if repaired else 0.001
    without = ("gradients", "step")
    net = p.Dense(mean=True)
    return p.program(net, form, X, Y, start, rate=rate, epochs=100, leave_out=without)


@broken(
    title="does the simple neural network struggle to grasp non-linear information",
    site="pythoner.space",
    style="single array, samples in rows, costs returned",
    causes=({"cannot-represent"},),
    verdict="does not learn",
)
def one_neuron_for_a_bump(repaired=False, seed=0):
    """One sigmoid without a hidden layer; the label is 1 in the middle of the line only."""
    X = np.linspace(-2, 2, 40)[:, None]
    Y = (np.abs(X) < 1).astype(float)
    if repaired:
        X = X**2
    X = np.hstack([X, np.ones_like(X)])
    start = np.random.default_rng(seed).normal(size=(2, 1))

    def predict(w, X):
        return p.sigmoid(X @ w)

    def gradients(w, X, Y):
        return X.T @ (predict(w, X) - Y)

    def train(w, X, Y, rate, epochs):
        costs = []
        for _ in range(epochs):
            costs.append(p.cross_entropy(predict(w, X), Y))
            w = w - rate * gradients(w, X, Y)
        return w, costs

    functions = {"predict": predict, "cost": p.cross_entropy, "gradients": gradients}
    settings = {"params": start, "train": train, "rate": 0.1, "epochs": 500}
    return {"X": X, "Y": Y} | functions | settings


@broken(
    title="Help with MLP convergence",
    site="Data Science Stack Exchange",
    style="tuple of arrays, samples in columns",
    causes=({"step-stale"},),
    verdict="learns",
    harmless=True,
    note="At a moderate rate the step with new weights learns as often as the right one.",
)
def updates_on_the_way_back(repaired=False, seed=0):
    """The error goes back through weights that are new already."""
    X, Y = data.blobs(60, classes=3)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    update = None if repaired else p.stale(net)
    start = p.normal((2, 5, 3), seed)
    return p.program(net, p.COLUMNS, X, Y, start, rate=0.3, epochs=400, update=update)


@broken(
    title="MNIST NN from scratch, output converge on one number",
    site=SO,
    style="list of (W, b) pairs, samples in rows",
    causes=({"samples-mixed"},),
    verdict="does not learn",
)
def softmax_over_the_samples(repaired=False, seed=0):
    """Softmax divides by the sum over the samples, not over the classes."""
    X, Y = data.pixels(60, classes=4)
    output = p.softmax if repaired else (lambda z: p.softmax(z.T).T)
    net = p.Dense(hidden=p.SIGMOID, output=output, cost=p.categorical, mean=True)
    start = p.normal((25, 10, 4), seed)
    return p.program(net, p.PAIRS, X / 255, Y, start, rate=1.0, epochs=300)


@broken(
    title="implement Neural Network in python",
    site=SO,
    style="object with attributes, samples in columns",
    causes=({"predict-ignores-input"},),
    verdict="does not learn",
)
def answers_of_the_last_pass(repaired=False, seed=0):
    """predict() hands back what the last forward pass of the training has left."""
    X, Y = data.two_blobs(40, distance=5, seed=4)
    net = p.Dense(mean=True)
    form = p.Form(p.OBJECT.pack, p.OBJECT.unpack, columns=True)

    def forward(network, x):
        network.answers = form.data(net.predict(form.unpack(network), form.data(x)))
        return network.answers

    def predict(network, X):
        if repaired:
            return forward(network, X)
        return np.repeat(network.answers[:, -1:], np.shape(X)[1], axis=1)

    def train(network, X, Y, rate, epochs):
        pairs = form.unpack(network)
        for _ in range(epochs):
            pairs = p.plain(pairs, net.gradients(pairs, form.data(X), form.data(Y)), rate)
        network = form.pack(pairs)
        forward(network, X)
        return network

    start = p.uniform((2, 3, 1), 1, seed)
    network = form.pack(start)
    forward(network, X.T)
    other = {"predict": predict, "train": train, "params": network}
    without = ("gradients", "step")
    return p.program(net, form, X, Y, start, rate=1.0, epochs=300, leave_out=without, **other)


@broken(
    title="error rate doesn't improve even with more iterations",
    site=SO,
    style="object with attributes, samples in rows, squared error",
    causes=({"start-saturated"},),
    verdict="does not learn",
)
def start_of_width_two_hundred(repaired=False, seed=0):
    """Weights of width 200: every unit answers exactly 0 or 1 and has no slope left."""
    X, Y = data.two_blobs(60, inputs=4, distance=5, seed=2)
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square, mean=True)
    start = p.normal((4, 5, 1), seed, gain=1 if repaired else 400)
    return p.program(net, p.OBJECT, X, Y, start, rate=1.0, epochs=600)


@broken(
    title="Cross entropy is nan",
    site=SO,
    style="dict of arrays, samples in rows, warns",
    causes=({"cost-not-finite"}, {"inputs-not-scaled", "rate-too-large"}),
    verdict="does not learn",
)
def log_of_zero(repaired=False, seed=0):
    """Softmax reaches 0 exactly; -y / o is 0 / 0 then, and one nan is enough for all weights."""
    X, Y = data.pixels(60, classes=4)

    def through_softmax(o, y):
        with np.errstate(divide="ignore", invalid="ignore"):
            g = -y / o
            return o * (g - (g * o).sum(axis=1, keepdims=True))

    net = p.Dense(
        hidden=p.RELU,
        output=p.softmax,
        delta=p.error if repaired else through_softmax,
        cost=p.categorical if repaired else (lambda o, y: float(-np.sum(y * np.log(o)))),
        mean=True,
    )
    X = X / 255 if repaired else X
    return p.program(net, p.DICT, X, Y, p.normal((25, 12, 4), seed), rate=0.5, epochs=200)


@broken(
    title="Solving the Issue of Unchanged Weights in a NumPy-Based Neural Network",
    site="devgem",
    style="object that is copied, samples in rows, only predict and train",
    causes=({"parameters-never-updated"},),
    verdict="does not learn",
)
def assigns_the_loop_variable(repaired=False, seed=0):
    """`for W, b in layers: W = W - ...` binds a name and leaves the network as it was."""
    X, Y = data.blobs(60, classes=3)
    net = p.Dense(hidden=p.TANH, output=p.softmax, mean=True)

    def train(network, X, Y, rate, epochs):
        pairs = p.OBJECT.unpack(network)
        for _ in range(epochs):
            slopes = net.gradients(pairs, X, Y)
            for i, ((W, b), (dW, db)) in enumerate(zip(pairs, slopes, strict=True)):
                new = W - rate * dW, b - rate * db
                if repaired:
                    pairs[i] = new
        return p.OBJECT.pack(pairs)

    start = p.normal((2, 6, 3), seed)
    without = ("cost", "gradients", "step")
    return p.program(
        net, p.OBJECT, X, Y, start, rate=0.5, epochs=200, train=train, leave_out=without
    )


@broken(
    title="Very basic Keras CNN with 2 classes giving inexplicable answers",
    site=SO,
    style="tuple of arrays, samples in rows, momentum in a closure",
    causes=({"rate-too-large"},),
    verdict="does not learn",
)
def momentum_at_a_large_rate(repaired=False, seed=0):
    """Momentum .9 makes a rate ten times as large as it looks; the relus die."""
    X, Y = data.circles(60)
    net = p.Dense(hidden=p.RELU, mean=True)
    rate = 0.05 if repaired else 20.0
    update = p.momentum(net, 0.9)
    start = p.normal((2, 16, 1), seed, gain=1.4)
    return p.program(net, p.TUPLE, X, Y, start, rate=rate, epochs=400, update=update)


@broken(
    title="Why does simple 2-layer neural network cannot learn 0,0 sequence",
    site=SO,
    style="single array, samples in rows, squared error",
    causes=({"cannot-represent"},),
    verdict="does not learn",
)
def no_bias_for_nand(repaired=False, seed=0):
    """NAND by one neuron without a bias: both weights have to be positive and their sum not."""
    X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    Y = np.array([[1.0], [1], [1], [0]])
    if repaired:
        X = np.hstack([X, np.ones((4, 1))])
    start = np.random.default_rng(seed).uniform(-1, 1, (X.shape[1], 1))

    def predict(w, X):
        return p.sigmoid(X @ w)

    def gradients(w, X, Y):
        o = predict(w, X)
        return X.T @ ((o - Y) * o * (1 - o))

    def train(w, X, Y, rate, epochs):
        for _ in range(epochs):
            w = w - rate * gradients(w, X, Y)
        return w

    functions = {"predict": predict, "cost": p.half_square, "gradients": gradients, "train": train}
    return {"X": X, "Y": Y, "params": start, "rate": 1.0, "epochs": 2000} | functions
