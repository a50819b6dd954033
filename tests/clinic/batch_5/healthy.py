"""Fifth batch: programs with nothing wrong, some of them unusual."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import healthy

SOFTMAX = {"output": p.softmax, "cost": p.categorical, "mean": True}
LINE = {"output": p.LINEAR.value, "cost": p.half_square, "mean": True}


@healthy(
    style="tuple of arrays, samples in rows",
    note="Only the last layer starts at zero: its first step already tells the units apart.",
)
def last_layer_starts_at_zero(seed=0):
    X, Y = data.checkers(100, seed=2)
    (W, _), last = p.normal((2, 24, 1), seed, gain=2.5)
    b = np.random.default_rng(seed).uniform(-2, 2, 24)
    start = [(W, b), (np.zeros_like(last[0]), np.zeros(1))]
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.TUPLE, X, Y, start, rate=0.5, epochs=1500)


@healthy(
    style="list of lists [W, b], samples in rows, online, squared error",
    note="Sums between 0 and 1 fit behind a sigmoid.",
)
def adds_two_numbers(seed=0):
    X, Y = data.sums(50)
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square)
    start = p.uniform((2, 4, 1), 1, seed)
    return p.program(net, p.LISTS, X, Y, start, rate=1.0, epochs=60, loop=p.one_by_one)


@healthy(
    style="dict of arrays, samples in columns",
    note="Two answers a word; one of them is 1 in half of the words.",
)
def adds_three_bits(seed=0):
    X, Y = data.full_adder()
    start = p.normal((3, 10, 2), seed, gain=1.5)
    return p.program(
        p.Dense(hidden=p.TANH), p.in_columns(p.DICT), X, Y, start, rate=0.2, epochs=1000
    )


@healthy(
    style="list of (W, b) pairs, samples in rows",
    note="Units exp(-z z): their slope needs the sum, kept as the root of -log of the value.",
)
def bumps_in_place_of_steps(seed=0):
    X, Y = data.circles(80, seed=3)

    class Bumps(p.Dense):
        def activations(self, pairs, X):
            (W1, b1), (W2, b2) = pairs
            a = np.exp(-((X @ W1 + b1) ** 2))
            return [X, a, p.sigmoid(a @ W2 + b2)]

        def gradients(self, pairs, X, Y):
            (W1, b1), (W2, _) = pairs
            _, a, o = self.activations(pairs, X)
            delta = (o - Y) / len(X)
            back = (delta @ W2.T) * a * -2 * (X @ W1 + b1)
            return [(X.T @ back, back.sum(axis=0)), (a.T @ delta, delta.sum(axis=0))]

    net = Bumps(mean=True)
    return p.program(net, p.PAIRS, X, Y, p.normal((2, 8, 1), seed), rate=1.0, epochs=800)


@healthy(
    style="nested dict of arrays, samples in rows, train gives its costs",
    note="The rate rises for fifty epochs and then falls along a cosine.",
)
def warms_up_and_cools_down(seed=0):
    X, Y = data.letters(copies=8, noise=0.3, seed=1)
    net = p.Dense(hidden=p.RELU, **SOFTMAX)

    def train(params, X, Y, rate, epochs):
        pairs, costs = p.NESTED.unpack(params), []
        for epoch in range(epochs):
            share = min(1, (epoch + 1) / 50) * (1 + np.cos(np.pi * epoch / epochs)) / 2
            pairs = p.plain(pairs, net.gradients(pairs, X, Y), rate * share)
            costs.append(net.shown_cost(net.predict(pairs, X), Y))
        return p.NESTED.pack(pairs), costs

    start = p.normal((15, 12, 6), seed, gain=1.4)
    return p.program(net, p.NESTED, X, Y, start, rate=0.5, epochs=400, train=train)


@healthy(
    style="dict of arrays, samples in rows, a filter that slides",
    note="One small filter looks at every place, and the largest answers count.",
)
def a_filter_that_slides(seed=0):
    X, Y = data.signals(60)

    def layers(q, X):
        windows = np.lib.stride_tricks.sliding_window_view(X, 3, axis=1)
        z = windows @ q["filters"] + q["b"]
        a = np.maximum(z, 0)
        return windows, z, a.mean(axis=1) @ q["w"] + q["c"]

    def gradients(q, X, Y):
        windows, z, o = layers(q, X)
        delta = (p.sigmoid(o) - Y) / len(X)
        pooled = np.maximum(z, 0).mean(axis=1)
        back = (delta @ q["w"].T)[:, None, :] * (z > 0) / z.shape[1]
        return {
            "filters": np.einsum("npk,npf->kf", windows, back),
            "b": back.sum(axis=(0, 1)),
            "w": pooled.T @ delta,
            "c": delta.sum(axis=0),
        }

    def step(q, x, y, rate):
        found = gradients(q, x, y)
        return {key: q[key] - rate * found[key] for key in q}

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = step(q, X, Y, rate)
        return q

    rng = np.random.default_rng(seed)
    start = {"filters": rng.normal(size=(3, 8)), "b": np.zeros(8)}
    start |= {"w": rng.normal(size=(8, 1)), "c": np.zeros(1)}
    functions = {"gradients": gradients, "step": step, "train": train}
    functions |= {"predict": lambda q, X: p.sigmoid(layers(q, X)[2])}
    functions |= {"cost": p.mean_of(p.cross_entropy)}
    return {"X": X, "Y": Y, "params": start, "rate": 4.0, "epochs": 400} | functions


@healthy(
    style="object with attributes, samples in rows, batches",
    note="Training hands back the mean of the last quarter of its parameters.",
)
def mean_of_the_last_weights(seed=0):
    X, Y = data.quadrants(90, seed=4)

    def loop(pairs, X, Y, rate, epochs, update):
        rng, total, kept = np.random.default_rng(2), None, 0
        for epoch in range(epochs):
            chosen = rng.choice(len(X), 15, replace=False)
            pairs = update(pairs, X[chosen], Y[chosen], rate)
            if 4 * epoch >= 3 * epochs:
                before, kept = total or [(0 * W, 0 * b) for W, b in pairs], kept + 1
                total = [(W + V, b + c) for (W, b), (V, c) in zip(before, pairs, strict=True)]
        return [(W / kept, b / kept) for W, b in total] if kept else pairs

    net = p.Dense(hidden=p.TANH, mean=True)
    start = p.normal((2, 10, 1), seed, gain=1.5)
    return p.program(net, p.OBJECT, X, Y, start, rate=0.5, epochs=1000, loop=loop)


@healthy(
    style="tuple of arrays, samples in columns",
    note="One sample in six is a 1, and a mistake on it counts four times, in both formulas.",
)
def rare_ones_count_more(seed=0):
    X, Y = data.two_blobs(120, distance=5, seed=7, share=1 / 6)

    def delta(o, y):
        return (o - y) * np.where(y == 1, 4, 1)

    def cost(o, y):
        o = np.clip(o, 1e-12, 1 - 1e-12)
        return float(-np.sum(4 * y * np.log(o) + (1 - y) * np.log(1 - o)))

    net = p.Dense(hidden=p.TANH, delta=delta, cost=cost, mean=True)
    return p.program(net, p.COLUMNS, X, Y, p.normal((2, 4, 1), seed), rate=0.5, epochs=500)


@healthy(
    style="flat parameter vector, samples in rows, answers exp(z)",
    note="Counts, and the likelihood of counts: the answers grow without a bound.",
)
def counts_of_visitors(seed=0):
    X, Y = data.visitors(80)

    def cost(o, y):
        return float(np.sum(o - y * np.log(np.maximum(o, 1e-12))))

    net = p.Dense(hidden=p.TANH, output=np.exp, delta=p.error, cost=cost, mean=True)
    sizes = (1, 8, 1)
    start = p.normal(sizes, seed, gain=1.5)
    return p.program(net, p.flat_form(sizes), X, Y, start, rate=0.02, epochs=2000)


@healthy(
    style="list of arrays, flat labels and flat answers, one neuron",
    note="Labels (n,) and answers (n,) fit each other.",
)
def flat_labels_and_flat_answers(seed=0):
    X, Y = data.two_blobs(80, inputs=3, distance=5, seed=9)
    Y = Y[:, 0]

    def predict(params, X):
        return p.sigmoid(X @ params[0] + params[1])

    def gradients(params, X, Y):
        delta = (predict(params, X) - Y) / len(X)
        return [X.T @ delta, np.array(delta.sum())]

    def step(params, x, y, rate):
        return [W - rate * g for W, g in zip(params, gradients(params, x, y), strict=True)]

    functions = {"predict": predict, "gradients": gradients, "step": step}
    functions |= {"cost": p.mean_of(p.cross_entropy)}
    start = [np.random.default_rng(seed).normal(size=3), np.array(0.0)]
    return {"X": X, "Y": Y, "params": start, "rate": 1.0, "epochs": 400} | functions


@healthy(
    style="list of (W, b) pairs, samples in rows, only predict, cost and train",
    note="Each weight has a step of its own that grows while the slope keeps its sign.",
)
def steps_by_sign_alone(seed=0):
    X, Y = data.sine(50, seed=4)
    net = p.Dense(hidden=p.TANH, **LINE)

    def loop(pairs, X, Y, rate, epochs, update):
        flat = [a for pair in pairs for a in pair]
        sizes, before = [np.full(a.shape, rate) for a in flat], [0 * a for a in flat]
        for _ in range(epochs):
            found = [g for pair in net.gradients(p.TUPLE.unpack(flat), X, Y) for g in pair]
            for i, g in enumerate(found):
                factor = np.select([g * before[i] > 0, g * before[i] < 0], [1.2, 0.5], 1)
                sizes[i] = np.clip(sizes[i] * factor, 1e-6, 0.2)
                flat[i] = flat[i] - sizes[i] * np.sign(g)
            before = found
        return p.TUPLE.unpack(flat)

    start = p.normal((1, 8, 1), seed, gain=2)
    how = {"rate": 0.01, "epochs": 300, "loop": loop, "leave_out": ("gradients", "step")}
    return p.program(net, p.PAIRS, X, Y, start, **how)


@healthy(
    style="dict of arrays, samples in rows, four answers",
    note="Targets are the inputs: four numbers that two of them decide.",
)
def copies_its_inputs(seed=0):
    rng = np.random.default_rng(11)
    X = data.standardised(rng.normal(size=(60, 2)) @ rng.normal(size=(2, 4)))
    net = p.Dense(hidden=p.TANH, **LINE)
    start = p.normal((4, 3, 4), seed, gain=0.7)
    return p.program(net, p.DICT, X, X.copy(), start, rate=0.3, epochs=700)
