"""Second batch: programs with nothing wrong, in as many habits as there are."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import healthy


@healthy(style="tuple of arrays, samples in columns, hidden state", note="Nesterov's look-ahead")
def look_ahead(seed=0):
    X, Y = data.blobs(80, classes=3)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    velocity = []

    def update(pairs, x, y, rate):
        if not velocity:
            velocity.extend((0 * W, 0 * b) for W, b in pairs)
        ahead = [(W + 0.8 * v, b + 0.8 * c) for (W, b), (v, c) in zip(pairs, velocity, strict=True)]
        for i, (dW, db) in enumerate(net.gradients(ahead, x, y)):
            v, c = velocity[i]
            velocity[i] = 0.8 * v - rate * dW, 0.8 * c - rate * db
        return [(W + v, b + c) for (W, b), (v, c) in zip(pairs, velocity, strict=True)]

    start = p.normal((2, 6, 3), seed)
    return p.program(net, p.COLUMNS, X, Y, start, rate=0.1, epochs=300, update=update)


@healthy(
    style="dict of arrays, samples in rows", note="decay applied after the step, as AdamW does"
)
def decay_after_the_step(seed=0):
    X, Y = data.circles(80)
    net = p.Dense(hidden=p.TANH, mean=True)

    def update(pairs, x, y, rate):
        new = p.plain(pairs, net.gradients(pairs, x, y), rate)
        return [(W * (1 - rate * 1e-4), b) for W, b in new]

    start = p.normal((2, 10, 1), seed)
    return p.program(net, p.DICT, X, Y, start, rate=1.0, epochs=800, update=update)


@healthy(
    style="list of (W, b) pairs, samples in rows, one at a time",
    note="labels -1 and 1, tanh output; one start in ten sticks",
    verdict=None,
)
def labels_plus_minus_one(seed=0):
    X, Y = data.xor()
    net = p.Dense(
        hidden=p.TANH,
        output=np.tanh,
        delta=lambda o, y: (o - y) * (1 - o * o),
        cost=p.half_square,
    )
    start = p.uniform((2, 6, 1), 1, seed + 1)
    how = {"loop": p.one_by_one}
    return p.program(net, p.PAIRS, X, 2 * Y - 1, start, rate=0.1, epochs=800, **how)


@healthy(
    style="nested dict of arrays, samples in rows",
    note="pixels 0 to 255 that predict divides itself",
)
def scales_inside_predict(seed=0):
    X, Y = data.pixels(80, classes=4)

    class Scaled(p.Dense):
        def activations(self, pairs, X):
            return super().activations(pairs, np.asarray(X) / 255)

    net = Scaled(hidden=p.RELU, output=p.softmax, cost=p.categorical, mean=True)
    return p.program(net, p.NESTED, X, Y, p.normal((25, 12, 4), seed), rate=0.2, epochs=300)


@healthy(
    style="list of lists [W, b], samples in rows", note="several labels at once, a sigmoid each"
)
def three_yes_or_no_questions(seed=0):
    rng = np.random.default_rng(13)
    X = rng.normal(size=(90, 4))
    Y = (X @ rng.normal(size=(4, 3)) + 0.3 > 0).astype(float)
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.LISTS, X, Y, p.normal((4, 8, 3), seed), rate=0.5, epochs=600)


@healthy(
    style="tuple of arrays, samples in rows", note="a regression with two outputs, sum over samples"
)
def two_outputs(seed=0):
    X, _ = data.sine(50)
    Y = np.hstack([np.sin(2 * X), np.cos(X)])
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square)
    return p.program(net, p.TUPLE, X, Y, p.normal((1, 12, 2), seed), rate=0.005, epochs=3000)


@healthy(
    style="object with attributes that is changed in place, samples in rows",
    note="random minibatches: no two trainings are the same",
)
def shuffles_anew(seed=0):
    X, Y = data.blobs(90, classes=3)
    net = p.Dense(hidden=p.RELU, output=p.softmax, cost=p.categorical, mean=True)
    rng = np.random.default_rng(77)

    def train(network, X, Y, rate, epochs):
        for _ in range(epochs):
            order = rng.permutation(len(X))
            for chosen in np.array_split(order, 9):
                pairs = p.OBJECT.unpack(network)
                pairs = p.plain(pairs, net.gradients(pairs, X[chosen], Y[chosen]), rate)
                network.weights = [W for W, _ in pairs]
                network.biases = [b for _, b in pairs]
        return network

    start = p.normal((2, 10, 3), seed, gain=1.4)
    return p.program(net, p.OBJECT, X, Y, start, rate=0.1, epochs=40, train=train)


@healthy(
    style="list of (W, b) pairs, samples in rows, only predict and train",
    note="one label in ten was typed wrong",
    verdict=None,
)
def some_labels_flipped(seed=0):
    X, Y = data.two_blobs(120, distance=5, seed=14)
    wrong = np.random.default_rng(15).random(Y.shape) < 0.1
    Y = np.where(wrong, 1 - Y, Y)
    net = p.Dense(hidden=p.TANH, mean=True)
    without = ("cost", "gradients", "step")
    start = p.normal((2, 4, 1), seed)
    return p.program(net, p.PAIRS, X, Y, start, rate=0.5, epochs=300, leave_out=without)


@healthy(style="flat parameter vector, samples in columns, prints", note="prints its cost")
def prints_every_hundredth_cost(seed=0):
    X, Y = data.parity(3)
    sizes = (3, 10, 1)
    form = p.in_columns(p.flat_form(sizes))
    net = p.Dense(mean=True)

    def loop(pairs, X, Y, rate, epochs, update):
        for epoch in range(epochs):
            pairs = update(pairs, X, Y, rate)
            if epoch % 100 == 0:
                print(f"epoch {epoch}: {net.shown_cost(net.predict(pairs, X), Y):.4f}")
        return pairs

    start = p.uniform(sizes, 2, seed)
    return p.program(net, form, X, Y, start, rate=2.0, epochs=3000, loop=loop)


@healthy(
    style="tuple of arrays, samples in rows, hidden state", note="the rate falls with every step"
)
def rate_schedule(seed=0):
    X, Y = data.spirals(80, turns=0.5)
    net = p.Dense(hidden=p.TANH)
    taken = [0]

    def update(pairs, x, y, rate):
        taken[0] += 1
        return p.plain(pairs, net.gradients(pairs, x, y), rate / (1 + 0.001 * taken[0]))

    start = p.normal((2, 16, 1), seed, gain=2)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.03, epochs=1200, update=update)


@healthy(
    style="list of (W, b) pairs, float32, samples in rows", note="a large network, deep and wide"
)
def large_relu_network(seed=0):
    X, Y = data.pixels(120, classes=5, side=8)
    sizes = (64, 48, 32, 5)
    start = [
        (W.astype(np.float32), b.astype(np.float32)) for W, b in p.normal(sizes, seed, gain=1.4)
    ]
    net = p.Dense(hidden=p.RELU, output=p.softmax, cost=p.categorical, mean=True)
    X, Y = (X / 255).astype(np.float32), Y.astype(np.float32)
    return p.program(net, p.PAIRS, X, Y, start, rate=np.float32(0.1), epochs=150)


@healthy(
    style="list of (W, b) pairs, samples in rows", note="the cost grows by a penalty on the weights"
)
def penalty_in_the_gradient(seed=0):
    X, Y = data.measurements(90, seed=2)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)

    def gradients(pairs, X, Y):
        found = net.gradients(pairs, X, Y)
        return [(dW + 1e-3 * W, db) for (dW, db), (W, _) in zip(found, pairs, strict=True)]

    def update(pairs, x, y, rate):
        return p.plain(pairs, gradients(pairs, x, y), rate)

    other = {"update": update, "gradients": gradients}
    return p.program(net, p.PAIRS, X, Y, p.normal((4, 8, 3), seed), rate=0.5, epochs=300, **other)
