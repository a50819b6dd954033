"""A plain dense network, kept in several shapes of parameters, to build programs from.

Inside, samples are rows and a network is a list of pairs (W, b). A `Form` says how a program
keeps them: so the same arithmetic stands behind a tuple of columns, a dict or a flat vector.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np


class Activation(NamedTuple):
    """A function and its slope, the slope in terms of the function's own value."""

    value: Callable
    slope: Callable


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


SIGMOID = Activation(sigmoid, lambda a: a * (1 - a))
TANH = Activation(np.tanh, lambda a: 1 - a * a)
RELU = Activation(lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(a.dtype))
LINEAR = Activation(lambda z: z, np.ones_like)


def error(o, y):
    """Derivative by the last sum, for cross-entropy or for half the square of a linear output."""
    return o - y


def squared_through_sigmoid(o, y):
    return (o - y) * o * (1 - o)


def cross_entropy(o, y):
    o = np.clip(o, 1e-12, 1 - 1e-12)
    return float(-np.sum(y * np.log(o) + (1 - y) * np.log(1 - o)))


def categorical(o, y):
    return float(-np.sum(y * np.log(np.maximum(o, 1e-12))))


def half_square(o, y):
    return float(np.sum((o - y) ** 2) / 2)


def mean_of(cost):
    """The same cost, divided by the number of samples (rows)."""
    return lambda o, y: cost(o, y) / len(y)


@dataclass(frozen=True)
class Dense:
    """A network of fully connected layers on rows; `delta` starts the way back."""

    hidden: Activation = SIGMOID
    output: Callable = sigmoid
    delta: Callable = error
    cost: Callable = cross_entropy
    mean: bool = False

    def activations(self, pairs, X):
        values = [np.asarray(X)]
        for W, b in pairs[:-1]:
            values.append(self.hidden.value(values[-1] @ W + b))
        W, b = pairs[-1]
        return [*values, self.output(values[-1] @ W + b)]

    def predict(self, pairs, X):
        return self.activations(pairs, X)[-1]

    def shown_cost(self, o, y):
        return self.cost(o, y) / (len(y) if self.mean else 1)

    def gradients(self, pairs, X, Y):
        *values, o = self.activations(pairs, X)
        delta = self.delta(o, Y) / (len(o) if self.mean else 1)
        found = []
        for (W, _), below in zip(reversed(pairs), reversed(values), strict=True):
            found.append((below.T @ delta, delta.sum(axis=0)))
            delta = (delta @ W.T) * self.hidden.slope(below)
        return found[::-1]


class Form(NamedTuple):
    """How a program keeps its parameters (`pack`, `unpack`) and which way its samples lie."""

    pack: Callable
    unpack: Callable
    columns: bool = False

    def data(self, array):
        return np.asarray(array).T if self.columns else np.asarray(array)


class Network:
    """Parameters as attributes of an object, as in a program with a class."""

    def __init__(self, weights, biases):
        self.weights, self.biases = weights, biases


def _named(pairs):
    names = {}
    for i, (W, b) in enumerate(pairs, 1):
        names[f"W{i}"], names[f"b{i}"] = W, b
    return names


def _pairs_of(flat):
    return list(zip(flat[::2], flat[1::2], strict=True))


PAIRS = Form(list, list)
LISTS = Form(lambda pairs: [[W, b] for W, b in pairs], lambda p: [(W, b) for W, b in p])
DICT = Form(_named, lambda p: _pairs_of(list(p.values())))
TUPLE = Form(lambda pairs: tuple(a for pair in pairs for a in pair), _pairs_of)
COLUMNS = Form(
    lambda pairs: tuple(a for W, b in pairs for a in (W.T, b[:, None])),
    lambda p: [(W.T, b[:, 0]) for W, b in _pairs_of(p)],
    columns=True,
)
OBJECT = Form(
    lambda pairs: Network([W for W, _ in pairs], [b for _, b in pairs]),
    lambda net: list(zip(net.weights, net.biases, strict=True)),
)


def flat_form(sizes):
    """One long vector: W1, b1, W2, b2, ... row by row."""

    def unpack(vector):
        pairs, at = [], 0
        for m, n in pairwise(sizes):
            W, b = vector[at : at + m * n].reshape(m, n), vector[at + m * n : at + m * n + n]
            pairs.append((W, b))
            at += m * n + n
        return pairs

    return Form(lambda pairs: np.concatenate([a.ravel() for p in pairs for a in p]), unpack)


def uniform(sizes, width, seed, low=None):
    """Weights and biases uniform in low .. width (low is -width when not given)."""
    rng = np.random.default_rng(seed)
    low = -width if low is None else low
    return [
        (rng.uniform(low, width, (m, n)), rng.uniform(low, width, n)) for m, n in pairwise(sizes)
    ]


def normal(sizes, seed, gain=1.0, bias=0.0):
    """Normal weights of width gain / sqrt(inputs); all biases are `bias`."""
    rng = np.random.default_rng(seed)
    return [
        (gain / np.sqrt(m) * rng.normal(size=(m, n)), np.full(n, bias)) for m, n in pairwise(sizes)
    ]


def constant(sizes, weight=0.0, bias=0.0):
    """Every weight the same, every bias the same."""
    return [(np.full((m, n), weight), np.full(n, bias)) for m, n in pairwise(sizes)]


def plain(pairs, gradients, rate):
    """One gradient step."""
    return [
        (W - rate * dW, b - rate * db) for (W, b), (dW, db) in zip(pairs, gradients, strict=True)
    ]


def full_batch(pairs, X, Y, rate, epochs, update):
    for _ in range(epochs):
        pairs = update(pairs, X, Y, rate)
    return pairs


def one_by_one(pairs, X, Y, rate, epochs, update):
    for _ in range(epochs):
        for i in range(len(X)):
            pairs = update(pairs, X[i : i + 1], Y[i : i + 1], rate)
    return pairs


def program(
    net, form, X, Y, start, *, rate, epochs, update=None, loop=full_batch, leave_out=(), **other
):
    """The keyword arguments of `clinic.examine` for this network in this form.

    `update(pairs, x, y, rate)` is one step on rows and `loop` calls it; `other` replaces
    functions of the finished program, `leave_out` names those that it does not have.
    """
    update = update or (lambda p, x, y, r: plain(p, net.gradients(p, x, y), r))
    rows = form.data

    def train(params, X, Y, rate, epochs):
        return form.pack(loop(form.unpack(params), rows(X), rows(Y), rate, epochs, update))

    parts = {
        "X": form.data(X),
        "Y": form.data(Y),
        "params": form.pack(start),
        "predict": lambda params, X: form.data(net.predict(form.unpack(params), rows(X))),
        "cost": lambda o, y: net.shown_cost(rows(o), rows(y)),
        "gradients": lambda p, X, Y: form.pack(net.gradients(form.unpack(p), rows(X), rows(Y))),
        "step": lambda p, x, y, r: form.pack(update(form.unpack(p), rows(x), rows(y), r)),
        "train": train,
        "rate": rate,
        "epochs": epochs,
    }
    return {key: part for key, part in (parts | other).items() if key not in leave_out}


def stale(net):
    """An update layer by layer from the last: the error goes back through new weights."""

    def update(pairs, x, y, rate):
        *values, o = net.activations(pairs, x)
        delta, new = net.delta(o, y) / (len(o) if net.mean else 1), []
        for (W, b), below in zip(reversed(pairs), reversed(values), strict=True):
            new.append((W - rate * below.T @ delta, b - rate * delta.sum(axis=0)))
            delta = (delta @ new[-1][0].T) * net.hidden.slope(below)
        return new[::-1]

    return update


def minibatches(size, seed=0):
    """A loop over shuffled batches; the same shuffles in every training."""

    def loop(pairs, X, Y, rate, epochs, update):
        rng = np.random.default_rng(seed)
        for _ in range(epochs):
            order = rng.permutation(len(X))
            for at in range(0, len(X), size):
                chosen = order[at : at + size]
                pairs = update(pairs, X[chosen], Y[chosen], rate)
        return pairs

    return loop


def momentum(net, share=0.9):
    """Steps with a velocity that lives in the closure, from one call to the next."""
    velocity = []

    def update(pairs, x, y, rate):
        found = net.gradients(pairs, x, y)
        if not velocity:
            velocity.extend((np.zeros_like(W), np.zeros_like(b)) for W, b in pairs)
        for i, (dW, db) in enumerate(found):
            velocity[i] = (share * velocity[i][0] - rate * dW, share * velocity[i][1] - rate * db)
        return [(W + v, b + c) for (W, b), (v, c) in zip(pairs, velocity, strict=True)]

    return update


def adam(net):
    """Adam with its two averages and its counter in the closure."""
    state = {"t": 0}

    def update(pairs, x, y, rate):
        found = [g for pair in net.gradients(pairs, x, y) for g in pair]
        state["t"] += 1
        t = state["t"]
        first = state.setdefault("first", [0 * g for g in found])
        second = state.setdefault("second", [0 * g for g in found])
        moves = []
        for i, g in enumerate(found):
            first[i] = 0.9 * first[i] + 0.1 * g
            second[i] = 0.999 * second[i] + 0.001 * g * g
            size = np.sqrt(second[i] / (1 - 0.999**t)) + 1e-8
            moves.append(rate * first[i] / (1 - 0.9**t) / size)
        return [(W - moves[2 * i], b - moves[2 * i + 1]) for i, (W, b) in enumerate(pairs)]

    return update


def decay(net, share):
    """Plain steps that also shrink the weights (not the biases)."""

    def update(pairs, x, y, rate):
        new = plain(pairs, net.gradients(pairs, x, y), rate)
        return [(W - rate * share * old, b) for (W, b), (old, _) in zip(new, pairs, strict=True)]

    return update


def _layers_of(nested):
    return [(layer["weights"], layer["bias"]) for layer in nested.values()]


NESTED = Form(
    lambda pairs: {f"layer{i}": {"weights": W, "bias": b} for i, (W, b) in enumerate(pairs, 1)},
    _layers_of,
)


def in_columns(form):
    """The same structure for a program that keeps a sample in a column."""
    return form._replace(columns=True)
