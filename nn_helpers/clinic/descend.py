"""descend: our own plain descent in a given Style, many starts at once, by right slopes; Adam."""

from dataclasses import dataclass

import numpy as np

from nn_helpers.clinic.costs import Cost
from nn_helpers.clinic.model import end_delta

LARGEST = 1e150
MOST_UPDATES = 40_000


@dataclass
class Style:
    """How a program descends.

    Attributes
    ----------
    cost : the known ``Cost`` it follows
    factor : of the slopes summed over the samples, in one epoch
    online : one update a sample, or one an epoch
    adam : whether its steps have one size, as those of Adam have
    """

    cost: Cost
    factor: float
    online: bool = False
    adam: bool = False


def descend(model, V, X, targets, style, rate, epochs, has_time=lambda: True):
    """Return parameters (starts, parameters) after so many epochs, all starts at once.

    Starts that overflow become nan and stay so. Returns None when ``has_time`` says no on the way.
    Very many single updates are taken in small groups, which go as far.
    """
    batches = _batches(len(X), style.online, epochs)
    every = max(1, 50 // len(batches))
    network = _Network(model, V, style) if can_be_unpacked(model) and not style.adam else None
    network = network or _General(model, V, style)
    parts = [(X[part], targets[part]) for part in batches]
    with np.errstate(all="ignore"):
        for epoch in range(int(epochs)):
            if epoch % every == every - 1 and not has_time():
                return None
            for x, t in parts:
                network.update(x, t, rate)
        V = network.vector()
    V[~(np.abs(V).max(axis=1) < LARGEST)] = np.nan
    return V


class _General:
    """Updates through the model's own slopes, whatever it is."""

    def __init__(self, model, V, style):
        self.model, self.V, self.style = model, np.array(V, dtype=float), style
        self.move = _Adam(self.V.shape) if style.adam else _plain

    def update(self, x, t, rate):
        _, g = self.model.pull_back(self.V, x, self.style.cost, t)
        self.V = self.V - self.move(g * self.style.factor, rate)

    def vector(self):
        return self.V


def can_be_unpacked(model):
    """Return whether a model is dense layers with biases apart, one array each."""
    layers = getattr(model, "layers", ())
    return bool(layers) and all(layer.folded is None for layer in layers)


class _Network:
    """The same updates with the weights unpacked: some five times as quick for a small network."""

    def __init__(self, model, V, style):
        self.model, self.V, self.style = model, np.array(V, dtype=float), style
        self.W = [model._weights(self.V, layer).copy() for layer in model.layers]
        self.b = [
            None
            if layer.bias is None
            else model._array(self.V, layer.bias).reshape(len(V), 1, -1).copy()
            for layer in model.layers
        ]
        self.curves = [layer.activation for layer in model.layers]

    def update(self, x, t, rate):
        trace, a = [], x
        for W, b, activation in zip(self.W, self.b, self.curves, strict=True):
            z = a @ W if b is None else a @ W + b
            out = activation.curve(z)
            trace.append((a, z, out))
            a = out
        d = end_delta(self.curves[-1], self.style.cost, trace[-1], t) * (rate * self.style.factor)
        for i in range(len(self.W) - 1, -1, -1):
            inputs, _, _ = trace[i]
            W = self.W[i]
            self.W[i] = W - inputs.swapaxes(-1, -2) @ d
            if self.b[i] is not None:
                self.b[i] = self.b[i] - d.sum(axis=1, keepdims=True)
            if i:
                _, z, out = trace[i - 1]
                d = self.curves[i - 1].back(d @ W.swapaxes(1, 2), z, out)

    def vector(self):
        for layer, W, b in zip(self.model.layers, self.W, self.b, strict=True):
            self.model._put(self.V, layer.weights, W, layer.turned)
            if b is not None:
                self.V[:, self.model.leaves[layer.bias].part] = b[:, 0]
        return self.V


def _batches(n, online, epochs):
    size = max(1, -(-n * int(epochs) // MOST_UPDATES)) if online else n
    return [slice(i, i + size) for i in range(0, n, size)]


def _plain(g, rate):
    return rate * g


class _Adam:
    """Adam with its usual constants (Kingma and Ba 2015)."""

    def __init__(self, shape):
        self.m, self.s, self.t = np.zeros(shape), np.zeros(shape), 0

    def __call__(self, g, rate):
        self.t += 1
        self.m = 0.9 * self.m + 0.1 * g
        self.s = 0.999 * self.s + 0.001 * g * g
        m, s = self.m / (1 - 0.9**self.t), self.s / (1 - 0.999**self.t)
        return rate * m / (np.sqrt(s) + 1e-8)
