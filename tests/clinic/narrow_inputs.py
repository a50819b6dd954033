"""Programs whose sums stay near zero, so that a network that bends looks straight; and straight ones."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from clinic import data_sets as data
from clinic import programs as p


@dataclass(frozen=True)
class Prepared(p.Dense):
    """A network that does something to its inputs first, inside predict."""

    prepare: Callable = np.asarray

    def activations(self, pairs, X):
        return super().activations(pairs, self.prepare(np.asarray(X, dtype=float)))


def divided(by):
    return lambda X: X / by


def uphill(curve):
    """The same activation with the sign of its slope turned."""
    return p.Activation(curve.value, lambda a: -curve.slope(a))


ARCTAN = p.Activation(np.arctan, lambda a: np.cos(a) ** 2)
SOFTMAX = {"output": p.softmax, "cost": p.categorical, "mean": True}


def percentages():
    """Rings whose two inputs are per cent."""
    X, Y = data.circles()
    return 50 + 25 * X, Y


def divided_with_a_wrong_sign():
    """Per cent divided by 100 inside, and the hidden slope has the wrong sign."""
    net = Prepared(hidden=uphill(p.SIGMOID), mean=True, prepare=divided(100))
    start = p.uniform((2, 6, 1), 1.0, 3)
    return p.program(net, p.DICT, *percentages(), start, rate=0.5, epochs=1500)


def three_rings_divided_with_a_wrong_sign():
    """Softmax over three classes, sigmoid below it, inputs divided by a thousand."""
    X, Y = data.rings()
    net = Prepared(hidden=uphill(p.SIGMOID), prepare=divided(1000), **SOFTMAX)
    start = p.normal((2, 8, 3), 1)
    return p.program(net, p.TUPLE, 1000 * X, Y, start, rate=0.5, epochs=800)


def a_curve_on_a_hundredth_with_a_wrong_sign():
    """A curve over 0 to 0.01: arctan below a linear output."""
    X, Y = data.sine()
    net = Prepared(hidden=uphill(ARCTAN), output=lambda z: z, cost=p.half_square, mean=True)
    start = p.normal((1, 8, 1), 2)
    return p.program(net, p.LISTS, 0.005 + 0.0025 * X, Y, start, rate=0.1, epochs=1000)


def deep_tanh_on_hundredths():
    """Two layers of tanh without a fault but the size of their inputs, 0 to 0.01."""
    X, Y = data.circles()
    net = p.Dense(hidden=p.TANH, mean=True)
    start = p.normal((2, 6, 6, 1), 0)
    return p.program(net, p.PAIRS, 0.005 + 0.0025 * X, Y, start, rate=0.1, epochs=600)


def deep_tanh_divided(by):
    """Inputs of size 1 that predict divides by some number; every slope is right."""
    net = Prepared(hidden=p.TANH, mean=True, prepare=divided(by))
    start = p.normal((2, 6, 6, 1), 4)
    return p.program(net, p.DICT, *data.circles(), start, rate=0.1, epochs=600)


def deep_tanh_divided_too_far():
    """Its sums are so small that all its answers are one and the same to four digits."""
    return deep_tanh_divided(10_000)


def a_year_that_is_divided():
    """Years from 1990 to 2010, divided by 2000: all inputs lie between .995 and 1.005."""
    X, Y = data.circles()
    net = Prepared(hidden=p.SIGMOID, mean=True, prepare=divided(2000))
    start = p.normal((2, 6, 1), 1)
    return p.program(net, p.COLUMNS, 2000 + 6 * X, Y, start, rate=0.5, epochs=800)


def only_its_own_inputs():
    """Tanh without biases on inputs from 0 to 0.01; predict refuses all other inputs."""
    X, Y = data.circles()

    def checked(X):
        if X.min() < -1e-6 or X.max() > 0.0101:
            raise ValueError("inputs must lie between 0 and 0.01")
        return X

    net = Prepared(hidden=p.TANH, mean=True, prepare=checked)
    start = [(W, 0 * b) for W, b in p.normal((2, 6, 1), 5)]
    return p.program(net, p.DICT, 0.005 + 0.003 * X, Y, start, rate=0.1, epochs=600)


def all_units_on_one_side():
    """Relu with positive weights, and inputs from 1 to 1.01: every unit is awake for every sample."""
    X, Y = data.circles()
    net = Prepared(hidden=p.RELU, mean=True, prepare=lambda X: 1 + X / 1000)
    start = p.uniform((2, 8, 1), 1.0, 2, low=0.2)
    return p.program(net, p.DICT, 5 + 2 * X, Y, start, rate=0.1, epochs=600)


def classes_in_a_row_with_a_wrong_sign(**net):
    """One layer and softmax can tell three classes in a row apart, one against the rest cannot."""
    rng = np.random.default_rng(0)
    labels = np.arange(60) % 3
    X = np.column_stack([labels - 1.0, rng.normal(size=60)]) + 0.12 * rng.normal(size=(60, 2))
    net = Prepared(prepare=divided(1000), **({"delta": lambda o, y: y - o} | net), **SOFTMAX)
    Y, start = data.one_hot(labels, 3), p.normal((2, 3), 0)
    return p.program(net, p.DICT, 1000 * X, Y, start, rate=0.5, epochs=600)


def classes_in_a_row_hardly_trained():
    """The same without the wrong sign, at a rate that moves nothing in its epochs."""
    program = classes_in_a_row_with_a_wrong_sign(delta=p.error)
    return program | {"rate": 1e-7, "epochs": 100}


def one_unit_divided():
    """One unit cannot tell rings apart, whatever its inputs are divided by."""
    net = Prepared(mean=True, prepare=divided(100))
    return p.program(net, p.DICT, *percentages(), p.normal((2, 1, 1), 1), rate=0.5, epochs=800)


def no_hidden_layer_divided():
    """A sigmoid of one sum, inputs divided by 100."""
    net = Prepared(mean=True, prepare=divided(100))
    return p.program(net, p.DICT, *percentages(), p.normal((2, 1), 1), rate=0.5, epochs=800)


def two_straight_layers_divided():
    """A softmax over two layers without an activation, inputs divided by 1000."""
    X, Y = data.rings()
    net = Prepared(hidden=p.LINEAR, prepare=divided(1000), **SOFTMAX)
    return p.program(net, p.TUPLE, 1000 * X, Y, p.normal((2, 6, 3), 1), rate=0.5, epochs=600)


def straight_in_plain_python():
    """Two layers without a bend, one sample at a time; math.exp raises where a sum is far below 0."""
    X, Y = data.xor()

    def answer(params, x):
        (W, b), (V, c) = params
        hidden = [sum(w * e / 10 for w, e in zip(row, x, strict=True)) + d
                  for row, d in zip(W, b, strict=True)]  # fmt: skip
        z = sum(v * h for v, h in zip(V, hidden, strict=True)) + c[0]
        return 1 / (1 + math.exp(-z))

    def predict(params, X):
        return np.array([[answer(params, x)] for x in X])

    rng = np.random.default_rng(2)
    start = [
        (rng.normal(size=(3, 2)), rng.normal(size=3)),
        (rng.normal(size=3), rng.normal(size=1)),
    ]
    return {"X": 10 * X, "Y": Y, "params": start, "predict": predict, "rate": 0.5, "epochs": 500}


def healthy_in_size_one():
    """Per cent brought to size 1 inside: it learns."""
    net = Prepared(hidden=p.TANH, mean=True, prepare=lambda X: (X - 50) / 25)
    start = p.normal((2, 8, 1), 0, gain=1.5)
    return p.program(net, p.DICT, *percentages(), start, rate=1.0, epochs=1000)


BENDS_WITH_A_WRONG_GRADIENT = (
    divided_with_a_wrong_sign,
    three_rings_divided_with_a_wrong_sign,
    a_curve_on_a_hundredth_with_a_wrong_sign,
    classes_in_a_row_with_a_wrong_sign,
)
BENDS = (
    deep_tanh_on_hundredths,
    deep_tanh_divided_too_far,
    a_year_that_is_divided,
    only_its_own_inputs,
    all_units_on_one_side,
    classes_in_a_row_hardly_trained,
    healthy_in_size_one,
)
CANNOT = (
    one_unit_divided,
    no_hidden_layer_divided,
    two_straight_layers_divided,
    straight_in_plain_python,
)
