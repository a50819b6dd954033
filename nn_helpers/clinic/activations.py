"""Activations, SIGMOID, TANH, RELU to SOFTMAX: the curve, how a slope goes back through it."""

from typing import NamedTuple

import numpy as np

from nn_helpers.clinic.costs import sigmoid, softmax


class Activation(NamedTuple):
    """``curve(z)`` gives a; ``back(d, z, a)`` turns slopes at a into slopes at z."""

    name: str
    curve: callable
    back: callable


def _over_samples(z):
    return np.swapaxes(softmax(np.swapaxes(z, -1, -2)), -1, -2)


def _elementwise(name, curve, slope):
    return Activation(name, curve, lambda d, z, a: d * slope(z, a))


def _leaky(share):
    return _elementwise(
        f"leaky relu {share:g}",
        lambda z: np.where(z > 0, z, share * z),
        lambda z, _: np.where(z > 0, 1.0, share),
    )


LINEAR = Activation("none", lambda z: z, lambda d, z, a: d)
SIGMOID = _elementwise("sigmoid", sigmoid, lambda _, a: a * (1 - a))
TANH = _elementwise("tanh", np.tanh, lambda _, a: 1 - a * a)
RELU = _elementwise("relu", lambda z: np.maximum(z, 0), lambda z, _: (z > 0).astype(float))
SOFTPLUS = _elementwise("softplus", lambda z: np.logaddexp(0, z), lambda z, _: sigmoid(z))
ELU = _elementwise(
    "elu",
    lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    lambda z, a: np.where(z > 0, 1.0, a + 1),
)
SWISH = _elementwise(
    "swish", lambda z: z * sigmoid(z), lambda z, a: sigmoid(z) + a * (1 - sigmoid(z))
)
SINE = _elementwise("sine", np.sin, lambda z, _: np.cos(z))
SOFTMAX = Activation(
    "softmax", softmax, lambda d, z, a: a * (d - (d * a).sum(axis=-1, keepdims=True))
)
SOFTMAX_OVER_SAMPLES = Activation(
    "softmax over the samples",
    _over_samples,
    lambda d, z, a: a * (d - (d * a).sum(axis=-2, keepdims=True)),
)


def after(first, second):
    """Return the activation that applies one after another, such as a softmax of a sigmoid."""

    def back(d, z, a):
        middle = first.curve(z)
        return first.back(second.back(d, middle, a), z, middle)

    return Activation(
        f"{second.name} of {first.name}", lambda z: second.curve(first.curve(z)), back
    )


HIDDEN = (
    SIGMOID,
    TANH,
    RELU,
    LINEAR,
    _leaky(0.01),
    _leaky(0.1),
    _leaky(0.2),
    SOFTPLUS,
    ELU,
    SWISH,
    SINE,
)
OUTPUT = (LINEAR, SIGMOID, SOFTMAX, TANH, RELU, SOFTMAX_OVER_SAMPLES)
DOUBLED = tuple(after(one, SOFTMAX) for one in (SIGMOID, SOFTMAX, RELU, TANH))
EVERY_OUTPUT = (*OUTPUT, *DOUBLED, *(one for one in HIDDEN if one not in OUTPUT))
