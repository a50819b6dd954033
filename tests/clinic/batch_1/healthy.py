"""First batch: programs with nothing wrong, in as many habits as there are."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import healthy


@healthy(style="list of (W, b) pairs, minibatches, hidden state", note="Adam in a closure")
def adam_on_circles(seed=0):
    X, Y = data.circles(80)
    net = p.Dense(hidden=p.TANH, mean=True)
    start = p.normal((2, 10, 1), seed)
    how = {"update": p.adam(net), "loop": p.minibatches(16)}
    return p.program(net, p.PAIRS, X, Y, start, rate=0.03, epochs=60, **how)


@healthy(style="tuple of arrays, samples in columns, hidden state", note="momentum on XOR")
def momentum_on_xor(seed=0):
    X, Y = data.xor()
    net = p.Dense()
    start = p.uniform((2, 6, 1), 1, seed)
    return p.program(
        net, p.COLUMNS, X, Y, start, rate=0.2, epochs=1200, update=p.momentum(net, 0.8)
    )


@healthy(style="dict of arrays, samples in rows", note="weight decay that is not in the cost")
def decay_on_blobs(seed=0):
    X, Y = data.blobs(90, classes=4, spread=0.3)
    net = p.Dense(hidden=p.RELU, output=p.softmax, cost=p.categorical, mean=True)
    start = p.normal((2, 12, 4), seed, gain=1.4)
    return p.program(net, p.DICT, X, Y, start, rate=0.3, epochs=300, update=p.decay(net, 1e-3))


@healthy(style="list of lists [W, b], samples in rows", note="gradient clipped at a fixed length")
def clipped_sine(seed=0):
    X, Y = data.sine(40)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)

    def update(pairs, x, y, rate):
        found = net.gradients(pairs, x, y)
        length = np.sqrt(sum(np.sum(g**2) for pair in found for g in pair))
        return p.plain(pairs, found, rate * min(1.0, 0.5 / length))

    start = p.normal((1, 12, 1), seed)
    return p.program(net, p.LISTS, X, Y, start, rate=0.2, epochs=2500, update=update)


@healthy(style="tuple of arrays, float32, samples in rows", note="float32 throughout")
def flowers_in_float32(seed=0):
    X, Y = data.measurements(90)
    X = ((X - X.mean(axis=0)) / X.std(axis=0)).astype(np.float32)
    start = [(W.astype(np.float32), b.astype(np.float32)) for W, b in p.normal((4, 8, 3), seed)]
    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical, mean=True)
    rate = np.float32(0.5)
    return p.program(net, p.TUPLE, X, Y.astype(np.float32), start, rate=rate, epochs=300)


@healthy(
    style="list of (W, b) pairs, samples in rows",
    note="two clouds that overlap: nobody reaches more than about 80 %",
    verdict=None,
)
def clouds_that_overlap(seed=0):
    X, Y = data.two_blobs(120, distance=1.6, seed=5)
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.PAIRS, X, Y, p.normal((2, 4, 1), seed), rate=0.5, epochs=400)


@healthy(style="dict of arrays, samples in columns", note="one label in ten is 1")
def rare_class(seed=0):
    X, Y = data.two_blobs(100, inputs=3, distance=5, seed=1, share=0.1)
    form = p.Form(p.DICT.pack, p.DICT.unpack, columns=True)
    net = p.Dense(mean=True)
    return p.program(net, form, X, Y, p.normal((3, 5, 1), seed), rate=1.0, epochs=800)


@healthy(
    style="object with attributes, samples in rows, only predict, cost and train",
    note="noise: no network explains more than about nine tenths",
)
def noisy_line(seed=0):
    rng = np.random.default_rng(8)
    X = rng.uniform(-2, 2, (80, 1))
    Y = 1.5 * X + 0.6 * rng.normal(size=X.shape)
    net = p.Dense(hidden=p.TANH, output=p.LINEAR.value, cost=p.half_square, mean=True)
    start = p.normal((1, 5, 1), seed)
    without = ("gradients", "step")
    return p.program(net, p.OBJECT, X, Y, start, rate=0.1, epochs=600, leave_out=without)


@healthy(style="nested Python lists, loops, one sample at a time", note="no numpy inside")
def loops_over_neurons(seed=0):
    rng = np.random.default_rng(seed)

    def squash(z):
        return 1 / (1 + np.exp(-z)) if z > -500 else 0.0

    def layers(params, x):
        found = [list(x)]
        for layer in params:
            inputs = [*found[-1], 1.0]
            sums = [sum(w * v for w, v in zip(unit, inputs, strict=True)) for unit in layer]
            found.append([squash(z) for z in sums])
        return found

    def step(params, x, y, rate):
        new = [[list(unit) for unit in layer] for layer in params]
        for row, label in zip(x, y, strict=True):
            found = layers(new, row)
            deltas = [o - t for o, t in zip(found[-1], label, strict=True)]
            for k in (1, 0):
                below = [
                    sum(d * unit[i] for d, unit in zip(deltas, new[k], strict=True)) * a * (1 - a)
                    for i, a in enumerate(found[k])
                ]
                for d, unit in zip(deltas, new[k], strict=True):
                    for i, a in enumerate([*found[k], 1.0]):
                        unit[i] -= rate * d * a
                deltas = below
        return new

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = step(params, X, Y, rate)
        return params

    X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    start = [rng.uniform(-1, 1, (4, 3)).tolist(), rng.uniform(-1, 1, (1, 5)).tolist()]
    functions = {"predict": lambda params, X: [layers(params, x)[-1] for x in X], "train": train}
    return {"X": X, "Y": Y, "params": start, "step": step, "rate": 0.5, "epochs": 1000} | functions


@healthy(style="tuple of arrays, samples in columns", note="relu, all biases start at zero")
def relu_with_zero_biases(seed=0):
    X, Y = data.xor()
    start = p.normal((2, 12, 1), seed, gain=1.4)
    return p.program(p.Dense(hidden=p.RELU), p.COLUMNS, X, Y, start, rate=0.1, epochs=1000)


@healthy(
    style="list of (W, b) pairs, samples in rows",
    note="trains cross-entropy, prints the mean squared error",
)
def prints_another_cost(seed=0):
    X, Y = data.spirals(60, turns=0.5)
    net = p.Dense(hidden=p.TANH)
    start = p.normal((2, 12, 1), seed, gain=2)

    def shown(o, y):
        return float(np.mean((np.asarray(o) - y) ** 2))

    return p.program(net, p.PAIRS, X, Y, start, rate=0.03, epochs=1000, cost=shown)


@healthy(style="flat parameter vector, samples in rows", note="mean over samples and a deep net")
def three_hidden_layers(seed=0):
    sizes = (3, 8, 8, 8, 1)
    X, Y = data.parity(3)
    net = p.Dense(hidden=p.TANH, mean=True)
    start = p.normal(sizes, seed, gain=1.5)
    return p.program(net, p.flat_form(sizes), X, Y, start, rate=0.3, epochs=1500)
