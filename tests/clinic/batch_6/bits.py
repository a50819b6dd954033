"""Sixth batch: broken programs on words of bits."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SE_COPY = "a copy of a Stack Exchange page on huggingface.co"
OWN = {"title": "a slip of our own", "site": "the course"}
SOFTMAX = {"output": p.softmax, "cost": p.categorical, "mean": True}


@broken(
    title="Neural Network XOR Gate Classification",
    site=SE_COPY,
    style="dict of arrays, samples in columns, only predict, cost and train",
    causes=({"start-too-small"},),
    verdict="does not learn",
)
def xor_from_a_hundredth(repaired=False, seed=0):
    """randn(...) * 0.01, as in the course that was followed; that one had pictures of cats."""
    X, Y = (a.T for a in data.xor())
    rng = np.random.default_rng(seed)
    width = 1.0 if repaired else 0.01

    def predict(q, X):
        A1 = p.sigmoid(np.dot(q["w1"], X) + q["b1"])
        return p.sigmoid(np.dot(q["w2"], A1) + q["b2"])

    def train(q, X, Y, rate, epochs):
        w1, b1, w2, b2 = q["w1"], q["b1"], q["w2"], q["b2"]
        m = X.shape[1]
        for _ in range(epochs):
            A1 = p.sigmoid(np.dot(w1, X) + b1)
            A2 = p.sigmoid(np.dot(w2, A1) + b2)
            dZ2 = A2 - Y
            dZ1 = np.dot(w2.T, dZ2) * A1 * (1 - A1)
            w2, b2 = w2 - rate * dZ2 @ A1.T / m, b2 - rate * dZ2.mean(axis=1, keepdims=True)
            w1, b1 = w1 - rate * dZ1 @ X.T / m, b1 - rate * dZ1.mean(axis=1, keepdims=True)
        return {"w1": w1, "b1": b1, "w2": w2, "b2": b2}

    w1, w2 = width * rng.normal(size=(5, 2)), width * rng.normal(size=(1, 5))
    params = {"w1": w1, "b1": np.zeros((5, 1)), "w2": w2, "b2": np.zeros((1, 1))}
    calls = {"predict": predict, "cost": p.mean_of(p.cross_entropy), "train": train}
    return {"X": X, "Y": Y, "params": params, "rate": 1.0, "epochs": 3000, **calls}


@broken(
    title="Week 1, Programming Assignment initialization, Exercise 1",
    site="community.deeplearning.ai",
    style="list of lists [W, b], samples in columns, relu",
    causes=({"symmetric-start", "dead-units"},),
    verdict="does not learn",
)
def mirror_words_from_zero(repaired=False, seed=0):
    """Weights and biases are np.zeros(...): behind a relu nothing but the last bias moves."""
    X, Y = data.mirrored(4)
    sizes = (4, 12, 1)
    start = p.normal(sizes, seed, gain=1.4) if repaired else p.constant(sizes)
    net = p.Dense(hidden=p.RELU, mean=True)
    return p.program(net, p.in_columns(p.LISTS), X, Y, start, rate=0.5, epochs=1500)


@broken(
    **OWN,
    style="object with attributes, samples in rows",
    causes=({"symmetric-start"},),
    verdict="does not learn",
)
def seed_set_again_for_every_unit(repaired=False, seed=0):
    """Every unit draws its weights from a generator with the same seed: all units are one."""
    X, Y = data.selector()
    (W, b), last = p.normal((3, 6, 1), seed, gain=2)
    if not repaired:
        unit = np.random.default_rng(seed + 100).normal(size=(3, 1))
        W, last = np.repeat(unit, 6, axis=1), (np.full((6, 1), last[0][0, 0]), last[1])
    net = p.Dense(hidden=p.TANH)
    return p.program(net, p.OBJECT, X, Y, [(W, b), last], rate=0.2, epochs=600)


@broken(
    title="readme code fails to infer XOR",
    site="GitHub, zenecture/neuroflow issue 5",
    style="flat parameter vector, samples in rows, squared error",
    causes=({"too-few-epochs", "rate-too-small"},),
    verdict="does not learn",
)
def hundred_passes_over_xor(repaired=False, seed=0):
    """A hundred epochs; the same program needs a few thousand."""
    X, Y = data.xor()
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square)
    start = p.uniform((2, 6, 1), 1, seed)
    epochs = 3000 if repaired else 100
    return p.program(net, p.flat_form((2, 6, 1)), X, Y, start, rate=1.0, epochs=epochs)


@broken(
    **OWN,
    style="list of two arrays, samples in rows, one unit",
    causes=({"integer-arrays", "parameters-never-updated"},),
    verdict="does not learn",
)
def weights_that_stay_whole(repaired=False, seed=0):
    """np.array([1, -1, ...]) holds whole numbers, and w[j] = w[j] - ... cuts what it is given."""
    X, Y = data.at_least(4, 2)
    kind = float if repaired else int
    w = np.random.default_rng(seed).integers(-1, 2, 4).astype(kind)
    params = [w, np.zeros(1, dtype=kind)]

    def predict(q, X):
        return p.sigmoid(X @ q[0] + q[1])[:, None]

    def gradients(q, X, Y):
        error = (predict(q, X) - Y)[:, 0]
        return [X.T @ error, np.array([error.sum()])]

    def step(q, x, y, rate):
        w, b = q[0].copy(), q[1].copy()
        dw, db = gradients(q, x, y)
        for j in range(len(w)):
            w[j] = w[j] - rate * dw[j]
        b[0] = b[0] - rate * db[0]
        return [w, b]

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = step(q, X, Y, rate)
        return q

    calls = {"predict": predict, "cost": p.cross_entropy, "gradients": gradients, "step": step}
    return {"X": X, "Y": Y, "params": params, "train": train, "rate": 0.1, "epochs": 500, **calls}


@broken(
    **OWN,
    style="tuple of arrays, samples in rows",
    causes=({"gradient-wrong"},),
    verdict="learns",
    harmless=True,
    note="The labels rise with every bit, and so does what this gradient teaches.",
)
def inputs_for_the_last_gradient(repaired=False, seed=0):
    """The last layer's gradient is made with X in place of a1; with four and four they fit."""
    X, Y = data.at_least(4, 2)

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            (_, _), (W2, _) = pairs
            _, a1, a2 = self.activations(pairs, X)
            delta = self.delta(a2, Y)
            back = delta @ W2.T * self.hidden.slope(a1)
            below = a1 if repaired else X
            return [(X.T @ back, back.sum(axis=0)), (below.T @ delta, delta.sum(axis=0))]

    net = Slip(hidden=p.TANH)
    return p.program(net, p.TUPLE, X, Y, p.normal((4, 4, 1), seed, 2), rate=0.2, epochs=800)


@broken(
    title="Faulty backpropagation of hidden layers? (C#)",
    site="Cross Validated",
    style="list of lists [W, b], samples in rows, online",
    causes=({"gradient-wrong"},),
    verdict="does not learn",
)
def slope_of_the_sum(repaired=False, seed=0):
    """z * (1 - z) where a * (1 - a) belongs: the slope of a value that was not squashed yet."""
    X, Y = data.parity(3)

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            (W1, b1), (W2, _) = pairs
            z1 = X @ W1 + b1
            a1 = p.sigmoid(z1)
            delta = p.sigmoid(a1 @ W2 + pairs[1][1]) - Y
            back = delta @ W2.T * (a1 * (1 - a1) if repaired else z1 * (1 - z1))
            return [(X.T @ back, back.sum(axis=0)), (a1.T @ delta, delta.sum(axis=0))]

    start = p.normal((3, 8, 1), seed, gain=3)
    return p.program(Slip(), p.LISTS, X, Y, start, rate=0.5, epochs=500, loop=p.one_by_one)


@broken(
    title="Solving FizzBuzz with Keras",
    site="Stack Overflow",
    style="nested dict of arrays, samples in rows",
    causes=({"rate-too-small", "too-few-epochs"},),
    verdict="does not learn",
)
def fizzbuzz_at_a_thousandth(repaired=False, seed=0):
    """A rate that suits Adam, with plain steps: most numbers are still called by themselves."""
    X, Y = data.fizzbuzz(5)
    net = p.Dense(hidden=p.TANH, **SOFTMAX)
    start = p.normal((5, 30, 4), seed, gain=2)
    rate = 1.0 if repaired else 0.001
    return p.program(net, p.NESTED, X, Y, start, rate=rate, epochs=1500)


@broken(
    title="XOR problem without hidden layer",
    site="GitHub, wagenaartje/neataptic issue 149",
    style="dict of arrays, samples in rows, no step",
    causes=({"cannot-represent"},),
    verdict="does not learn",
)
def rock_paper_scissors_in_one_layer(repaired=False, seed=0):
    """Who wins is no sum of what each hand is worth by itself."""
    X, Y = data.rock_paper_scissors()
    sizes = (6, 8, 3) if repaired else (6, 3)
    net = p.Dense(hidden=p.TANH, **SOFTMAX)
    start = p.normal(sizes, seed, gain=1.5)
    return p.program(net, p.DICT, X, Y, start, rate=1.0, epochs=1000, leave_out=("step",))


@broken(
    title="Copy-pasted example code from README",
    site="GitHub, jorgenkg/python-neural-network issue 23",
    style="tuple of arrays, samples in columns",
    causes=({"cannot-represent"},),
    verdict="does not learn",
)
def one_unit_for_mirror_words(repaired=False, seed=0):
    """One hidden unit can only rise or fall along one direction."""
    X, Y = data.mirrored(4)
    start = p.normal((4, 10 if repaired else 1, 1), seed, gain=2)
    net = p.Dense(hidden=p.TANH, mean=True)
    return p.program(net, p.COLUMNS, X, Y, start, rate=1.0, epochs=1000)
