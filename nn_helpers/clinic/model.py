"""Model: the network layer by layer: activation, outputs, pull_back, end_delta, jacobian; Measured."""

from typing import NamedTuple

import numpy as np

from nn_helpers.clinic.activations import Activation
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.costs import BINARY, CLASSES


class Layer(NamedTuple):
    """One layer: which arrays of the parameters it uses, and how.

    ``turned``: the weights are (outputs, inputs). ``folded``: the bias is the first (0) or last (-1)
    row of the weights, or None.
    """

    weights: int
    bias: int | None
    turned: bool
    folded: int | None
    activation: Activation


class Model:
    """A network of dense layers that gives what the program's predict gives, many starts at once.

    V is (starts, parameters), X is (samples, inputs); outputs are (starts, samples, outputs).
    """

    def __init__(self, leaves, layers):
        self.leaves, self.layers = leaves, layers

    def with_output(self, activation):
        """Return the same network with another output activation."""
        last = self.layers[-1]._replace(activation=activation)
        return Model(self.leaves, (*self.layers[:-1], last))

    @property
    def output(self):
        """The output activation."""
        return self.layers[-1].activation

    def _array(self, V, index):
        leaf = self.leaves[index]
        return V[:, leaf.part].reshape(len(V), *leaf.shape)

    def _weights(self, V, layer):
        W = self._array(V, layer.weights)
        W = W.reshape(len(V), -1, 1) if W.ndim <= 2 else W
        return np.swapaxes(W, 1, 2) if layer.turned else W

    def _trace(self, V, X):
        """Return for every layer (its input, z, a)."""
        a = np.broadcast_to(X, (len(V), *X.shape))
        trace = []
        for layer in self.layers:
            W = self._weights(V, layer)
            if layer.folded is not None:
                ones = np.ones((*a.shape[:2], 1))
                a = np.concatenate((ones, a) if layer.folded == 0 else (a, ones), axis=2)
            z = a @ W
            if layer.bias is not None:
                z = z + self._array(V, layer.bias).reshape(len(V), 1, -1)
            out = layer.activation.curve(z)
            trace.append((a, z, out))
            a = out
        return trace

    def outputs(self, V, X):
        """Return the outputs (starts, samples, outputs)."""
        return self._trace(np.atleast_2d(V), X)[-1][2]

    def hidden(self, v, X):
        """Return the activations of every hidden layer for one vector: list of (samples, units)."""
        return [a[0] for _, _, a in self._trace(np.atleast_2d(v), X)[:-1]]

    def pull_back(self, V, X, cost, targets):
        """Return (outputs, gradients of a known cost).

        Gradients are (starts, parameters), summed over the samples.
        """
        V = np.atleast_2d(V)
        trace = self._trace(V, X)
        gradients = np.zeros_like(V, dtype=float)
        last = end_delta(self.output, cost, trace[-1], targets)
        for layer, a, delta in self._deltas(V, trace, last):
            self._put(gradients, layer.weights, np.swapaxes(a, 1, 2) @ delta, layer.turned)
            if layer.bias is not None:
                gradients[:, self.leaves[layer.bias].part] = delta.sum(axis=1)
        return trace[-1][2], gradients

    def _deltas(self, V, trace, delta):
        """Yield (layer, its input, the slopes at its sums), from the last layer to the first."""
        for i in range(len(self.layers) - 1, -1, -1):
            layer = self.layers[i]
            yield layer, trace[i][0], delta
            if i:
                d = delta @ np.swapaxes(self._weights(V, layer), 1, 2)
                if layer.folded is not None:
                    d = d[:, :, 1:] if layer.folded == 0 else d[:, :, :-1]
                _, z, out = trace[i - 1]
                delta = self.layers[i - 1].activation.back(d, z, out)

    def _put(self, gradients, index, dW, turned):
        dW = np.swapaxes(dW, 1, 2) if turned else dW
        gradients[:, self.leaves[index].part] = dW.reshape(len(dW), -1)

    def jacobian(self, V, X):
        """Return (outputs, slopes of every output by every parameter).

        The slopes are (starts, samples, outputs, parameters). Not for a network whose outputs
        depend on other samples.
        """
        V = np.atleast_2d(V)
        trace = self._trace(V, X)
        out = trace[-1][2]
        slopes = np.zeros((*out.shape, V.shape[1]))
        for k in range(out.shape[2]):
            d = np.zeros_like(out)
            d[:, :, k] = 1
            d = self.output.back(d, *trace[-1][1:])
            for layer, a, delta in self._deltas(V, trace, d):
                each = a[:, :, :, None] * delta[:, :, None, :]
                each = np.swapaxes(each, 2, 3) if layer.turned else each
                part = self.leaves[layer.weights].part
                slopes[:, :, k, part] = each.reshape(*each.shape[:2], -1)
                if layer.bias is not None:
                    slopes[:, :, k, self.leaves[layer.bias].part] = delta
        return out, slopes


def end_delta(activation, cost, last, targets):
    """Return the slopes of a cost at the last sums; ``last`` is (input, z, outputs) of that layer.

    Behind a sigmoid or softmax the slope of the cross-entropy is the plain difference, which stays
    right where an output is exactly 0 or 1.
    """
    _, z, out = last
    if (activation.name, cost.name) == ("sigmoid", BINARY.name):
        return out - targets
    if (activation.name, cost.name) == ("softmax", CLASSES.name):
        return out * targets.sum(axis=-1, keepdims=True) - targets
    return activation.back(cost.slope(out, targets), z, out)


class Measured:
    """The same for a network that was not recognised: slopes by differences of predict."""

    def __init__(self, program, live):
        self.program, self.live = program, live
        self.leaves = program.tree.leaves
        self.step = 1e-5

    def outputs(self, V, X):
        """Return the outputs (starts, samples, outputs); nan where predict fails."""
        return np.array([self._one(v, X) for v in np.atleast_2d(V)])

    def _one(self, v, X):
        try:
            return self.program.predict(v, X)
        except Failed:
            return np.full((len(X), self.program.Y.shape[1]), np.nan)

    def jacobian(self, V, X):
        """Return (outputs, slopes (starts, samples, outputs, parameters)) by central differences."""
        V = np.atleast_2d(V)
        out = self.outputs(V, X)
        slopes = np.zeros((*out.shape, V.shape[1]))
        for i in np.flatnonzero(self.live):
            moved = np.zeros(V.shape[1])
            moved[i] = self.step
            change = self.outputs(V + moved, X) - self.outputs(V - moved, X)
            slopes[..., i] = change / (2 * self.step)
        return out, slopes

    def pull_back(self, V, X, cost, targets):
        """Return (outputs, gradients (starts, parameters)) by differences."""
        out, slopes = self.jacobian(V, X)
        return out, np.einsum("sno,snop->sp", cost.slope(out, targets), slopes)

    def hidden(self, v, X):
        """Return nothing: what is hidden cannot be seen from outside."""
        return []
