"""Costs that people train with, SQUARED to HUBER: value, and slope by every output."""

from typing import NamedTuple

import numpy as np

TINY = 1e-12


class Cost(NamedTuple):
    """A known cost. ``value`` and ``slope`` take outputs (..., n, k) and targets (n, k)."""

    name: str
    value: callable  # -> (...), summed over samples and outputs
    slope: callable  # -> (..., n, k)
    on_logits: bool = False


def _clip(p):
    return np.clip(p, TINY, 1 - TINY)


def _total(x):
    return x.sum(axis=(-2, -1))


def sigmoid(z):
    """Return 1 / (1 + exp(-z)). Beyond 700 the exponential would overflow, and the answer is 0."""
    return 1 / (1 + np.exp(np.minimum(-z, 700.0)))


def softmax(z):
    """Return exp(z) divided by its sum over the last axis."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _log_softmax(z):
    z = z - z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


SQUARED = Cost("squared error", lambda o, t: _total((o - t) ** 2) / 2, lambda o, t: o - t)
BINARY = Cost(
    "cross-entropy, each output",
    lambda o, t: -_total(t * np.log(_clip(o)) + (1 - t) * np.log(_clip(1 - o))),
    lambda o, t: (o - t) / (_clip(o) * _clip(1 - o)),
)
CLASSES = Cost(
    "cross-entropy of the right class",
    lambda o, t: -_total(t * np.log(_clip(o))),
    lambda o, t: -t / _clip(o),
)
BINARY_LOGITS = Cost(
    "cross-entropy of logits",
    lambda o, t: _total(np.logaddexp(0, o) - t * o),
    lambda o, t: sigmoid(o) - t,
    on_logits=True,
)
CLASSES_LOGITS = Cost(
    "cross-entropy of softmax of the outputs",
    lambda o, t: -_total(t * _log_softmax(o)),
    lambda o, t: softmax(o) * t.sum(axis=-1, keepdims=True) - t,
    on_logits=True,
)
ABSOLUTE = Cost("absolute error", lambda o, t: _total(np.abs(o - t)), lambda o, t: np.sign(o - t))
SIGNED = Cost(  # labels -1 and 1 behind a tanh, "delta = output - label"
    "cross-entropy of -1 and 1",
    lambda o, t: (
        -_total((1 + t) * np.log(_clip((1 + o) / 2)) + (1 - t) * np.log(_clip((1 - o) / 2))) / 2
    ),
    lambda o, t: (o - t) / np.maximum(1 - o**2, TINY),
)
HINGE = Cost(
    "hinge",
    lambda o, t: _total(np.maximum(0, 1 - o * t)),
    lambda o, t: np.where(o * t < 1, -t, 0.0),
)
HUBER = Cost(
    "Huber",
    lambda o, t: _total(np.where(np.abs(o - t) < 1, (o - t) ** 2 / 2, np.abs(o - t) - 0.5)),
    lambda o, t: np.clip(o - t, -1, 1),
)
LOG_COSH = Cost(
    "log cosh",
    lambda o, t: _total(np.logaddexp(o - t, t - o) - np.log(2)),
    lambda o, t: np.tanh(o - t),
)
LOGISTIC_SIGNED = Cost(  # labels -1 and 1, the logarithm of 1 + exp(-t o)
    "logistic of -1 and 1",
    lambda o, t: _total(np.logaddexp(0, -o * t)),
    lambda o, t: -t * sigmoid(-o * t),
    on_logits=True,
)
KNOWN = (
    SQUARED, BINARY, CLASSES, BINARY_LOGITS, CLASSES_LOGITS, ABSOLUTE,
    SIGNED, HINGE, HUBER, LOG_COSH, LOGISTIC_SIGNED,
)  # fmt: skip


def usable(outputs, targets):
    """Return the known costs that make sense for some outputs and targets, likeliest first."""
    in_unit = np.all((outputs >= 0) & (outputs <= 1))
    labels_in_unit = np.all((targets >= 0) & (targets <= 1))
    signed = np.all(np.isin(targets, (-1, 1)))
    fits = [SQUARED]
    if in_unit and labels_in_unit:
        fits += [BINARY, CLASSES]
    if labels_in_unit:
        fits += [BINARY_LOGITS, CLASSES_LOGITS] if targets.shape[1] > 1 else [BINARY_LOGITS]
    if signed and np.all(np.abs(outputs) <= 1):
        fits.append(SIGNED)
    if signed:
        fits += [HINGE, LOGISTIC_SIGNED]
    return [*fits, ABSOLUTE, HUBER, LOG_COSH]
