"""A network as one vector and back (like), the angle of two; many_costs, many_right of vectors."""

import math

import numpy as np

from nn_helpers.network import SMALLEST, Params
from nn_helpers.training.sweep import sigmoid_in_place


def to_vector(params):
    """Return all numbers of a Params as one vector, W1 first."""
    return np.concatenate([np.ravel(p) for p in params])


def from_vector(vector, like):
    """Return a vector as a Params in the shapes of ``like``.

    >>> params = Params(*np.ones((4, 1, 1)))
    >>> from_vector(to_vector(params), params).b2
    array([[1.]])
    """
    vector, parts, end = np.asarray(vector, dtype=float), [], 0
    for shape in map(np.shape, like):
        begin, end = end, end + math.prod(shape)
        parts.append(vector[begin:end].reshape(shape))
    if vector.shape != (end,):
        raise ValueError(f"The vector has shape {vector.shape}; these shapes take ({end},).")
    return Params(*parts)


def angle(a, b):
    """Return the angle between two gradients in degrees: 0 for the same direction, 90 for nothing
    in common, 180 for opposite ones.

    ``a`` and ``b`` are Params or vectors; nan when one of them is zero everywhere.

    >>> angle(np.array([1.0, 0.0]), np.array([1.0, 1.0]))
    45.0
    """
    a, b = (np.asarray(to_vector(v) if isinstance(v, tuple) else v, dtype=float) for v in (a, b))
    sizes = np.linalg.norm(a) * np.linalg.norm(b)
    if not sizes > 0:
        return np.nan
    return round(float(np.degrees(np.arccos(np.clip(a @ b / sizes, -1, 1)))), 9)


def many_costs(vectors, X, Y, hidden=2):
    """Return the cost of many networks at once: ``vectors`` (n, numbers) gives (n,).

    >>> X, Y = np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[1.0, 0.0]])
    >>> many_costs(np.zeros((3, 9)), X, Y).round(4)  # 2 ln 2 each
    array([1.3863, 1.3863, 1.3863])
    """
    return -np.log(np.maximum(_given(vectors, X, Y, hidden), SMALLEST)).sum(axis=(1, 2))


def many_right(vectors, X, Y, hidden=2):
    """Return which of many networks give every sample its label: (n, numbers) gives (n,) bools.

    >>> many_right(np.zeros((1, 9)), np.ones((2, 1)), np.ones((1, 1)))  # 0.5 is no answer
    array([False])
    """
    return np.all(_given(vectors, X, Y, hidden) > 0.5, axis=(1, 2))


def _given(vectors, X, Y, hidden):
    """Return the probability that each network gives to each true label, (n, outputs, m)."""
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    vectors = np.asarray(vectors, dtype=float)
    inputs, outputs = len(X), len(Y)
    sizes = np.cumsum([hidden * inputs, hidden, outputs * hidden, outputs])
    if vectors.shape[-1] != sizes[-1]:
        raise ValueError(
            f"vectors has shape {vectors.shape}; a network of {inputs} inputs, {hidden} hidden "
            f"units and {outputs} outputs has {sizes[-1]} numbers, so (n, {sizes[-1]}) is expected."
        )
    W1, b1, W2, b2 = np.split(vectors, sizes[:-1], axis=1)
    A1 = W1.reshape(-1, inputs) @ X  # one product for all networks
    A1 += b1.reshape(-1, 1)
    A1 = sigmoid_in_place(A1).reshape(len(vectors), hidden, -1)
    A2 = W2.reshape(-1, outputs, hidden) @ A1
    A2 += b2[..., np.newaxis]
    return np.abs(sigmoid_in_place(A2) - (1 - Y))
