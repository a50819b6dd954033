"""Calculation: a step of the backprop lens for one place, written out: terms, factors, result."""

import math
import re
from typing import NamedTuple

import numpy as np

ONE = ("", "1", 1.0)  # what a bias multiplies


class Calculation(NamedTuple):
    """One calculation, ready to be written out.

    Attributes
    ----------
    terms : tuple of pairs (name, number) and of the signs between them, all text
    result : pair (name, number)
    path : frozenset of the units and weights that take part
    value : float, the result
    slope : str, the slope that it is: "dW1[0, 1]"; or "" when it is none, or no parameter's
    """

    terms: tuple
    result: tuple
    path: frozenset
    value: float
    slope: str = ""

    def __str__(self):
        terms = [term if isinstance(term, str) else term[1] for term in self.terms]
        name, number = self.result
        return f"{name[0].upper()}{name[1:]}: {' '.join(terms)} = {number}."


def calculation(place, step, values):
    """Return what a step computes on the way of one parameter, as a Calculation, or None.

    Parameters
    ----------
    place : "W1[0, 0]" to "b2[0]", the parameter
    step : 0 to 10, as in the backprop lab
    values : dict of arrays by name: x (2, 1), y (1, 1), W1, b1, W2, b2, Z1, A1, Z2, A2

    >>> import numpy as np
    >>> values = {"A2": np.array([[0.75]]), "y": np.array([[1.0]]), "A1": np.array([[0.5], [0.2]])}
    >>> print(calculation("W2[0, 1]", 7, values))
    Slope for W2[0, 1]: -0.2500 × 0.200 = -0.0500.
    """
    unit = hidden_unit(place)
    if place.startswith(("W2", "b2")):
        step = min(step, 7)
    if step == 0 or (unit is None and step in (1, 2)):
        return None
    if step <= 5:
        return _forward(step, unit, values)
    return _back(place, step, unit, values)


def hidden_unit(place):
    """Return the hidden unit that a parameter belongs to, or None for the output's bias.

    >>> [hidden_unit(place) for place in ("W1[1, 0]", "b1[0]", "W2[0, 1]", "b2[0]")]
    [1, 0, 1, None]
    """
    if place.startswith("b2"):
        return None
    numbers = [int(n) for n in re.findall(r"\d+", place)[1:]]
    return numbers[-1] if place.startswith("W2") else numbers[0]


def _forward(step, unit, values):
    if step in (1, 3):
        return _weighted_sum("1" if step == 1 else "2", unit if step == 1 else 0, values)
    if step in (2, 4):
        layer, at = ("1", unit) if step == 2 else ("2", 0)
        z, a = (float(values[f"{name}{layer}"][at, 0]) for name in "ZA")
        terms = ("sigmoid (", (f"Z{layer}[{at}]", f"{z:.3f}"), ")")
        result = (f"A{layer}[{at}]", small(a, 3 if step == 2 else 4))
        return Calculation(terms, result, frozenset({f"A{layer}[{at}]"}), a)
    a, y = float(values["A2"][0, 0]), float(values["y"][0, 0])
    right, wrong = ("A2", small(a, 4)), ("1 − A2", small(1 - a, 4))
    terms = ("−", ("y", f"{y:g}"), "× ln", right, "−", ("1 − y", f"{1 - y:g}"), "× ln", wrong)
    if y in (0, 1):
        terms = ("− ln", right if y else wrong)
    cost = float(values["cost"])
    return Calculation(terms, ("cost", f"{cost:.4f}"), frozenset({"A2[0]"}), cost)


def _weighted_sum(layer, at, values):
    came = "x" if layer == "1" else "A1"
    terms, path = [], {f"A{layer}[{at}]"}
    for i in range(2):
        weight, number = f"W{layer}[{at}, {i}]", float(values[came][i, 0])
        shown = f"{number:g}" if came == "x" else small(number, 3)
        w = (weight, f"{values['W' + layer][at, i]:g}")
        terms += [w, "×", (f"{came}[{i}]", shown), "+"]
        path |= {weight, f"{came}[{i}]"}
    terms.append((f"b{layer}[{at}]", f"{values['b' + layer][at, 0]:g}"))
    value, path = float(values["Z" + layer][at, 0]), frozenset({*path, f"b{layer}[{at}]"})
    return Calculation(bracketed(terms), (f"Z{layer}[{at}]", f"{value:.3f}"), path, value)


def _back(place, step, unit, values):
    a, y = float(values["A2"][0, 0]), float(values["y"][0, 0])
    delta, output = ("A2 − y", small(a - y, 4), a - y), {"A2[0]"}
    if step == 6:
        terms, result = (("A2", small(a, 4)), "−", ("y", f"{y:g}")), ("slope by Z2", delta[1])
        return Calculation(terms, result, frozenset(output), delta[2], "db2[0]")
    if unit is None:
        return _product([delta, ONE], f"slope for {place}", {*output, place}, f"d{place}")
    into, hidden = f"W2[0, {unit}]", f"A1[{unit}]"
    a1 = float(values["A1"][unit, 0])
    activation = hidden, small(a1, 3), a1
    if step == 7:
        path = {*output, into, hidden}
        return _product([delta, activation], f"slope for {into}", path, f"d{into}")
    weight = float(values["W2"][0, unit])
    blame = [delta, (into, f"{weight:g}", weight)]
    if step == 8:
        return _product(blame, f"blame, slope by {hidden}", {*output, into})
    through, path = (f"1 − {hidden}", small(1 - a1, 3), 1 - a1), {*output, into, hidden}
    if step == 9:
        factors = [*blame, activation, through]
        return _product(factors, f"slope by Z1[{unit}]", path, f"db1[{unit}]")
    came, units = _came_in(place, values)
    factors = [*blame, activation, through, came]
    return _product(factors, f"slope for {place}", {*path, *units, place}, f"d{place}")


def _came_in(place, values):
    """Return what a parameter of the first layer multiplies, and the unit that it comes from."""
    if place.startswith("b1"):
        return ONE, ()
    unit = f"x[{int(place[-2])}]"
    x = float(values["x"][int(place[-2]), 0])
    return (unit, f"{x:g}", x), (unit,)


def _product(factors, name, path, slope=""):
    terms = []
    for factor, shown, _ in factors:
        terms += ["×", (factor, shown)]
    value = float(np.prod([number for *_, number in factors]))
    result = name, small(value, 4)
    return Calculation(bracketed(terms[1:]), result, frozenset(path), value, slope)


def bracketed(terms):
    """Return terms with brackets round each negative number that follows a sign.

    >>> bracketed([("a", "-2"), "×", ("b", "-1")])
    (('a', '-2'), '×', ('b', '(-1)'))
    """
    first, *others = terms
    inside = [
        (term[0], f"({term[1]})") if not isinstance(term, str) and term[1].startswith("-") else term
        for term in others
    ]
    return (first, *inside)


def small(value, digits):
    """Return a number with so many digits after the point, or more: three that count at the least.

    >>> small(0.59249, 4), small(-0.01234, 3), small(0.0, 3), small(-0.00001, 4)
    ('0.5925', '-0.0123', '0', '-1.00e-05')
    """
    if value == 0 or not math.isfinite(value):
        return f"{value + 0.0:g}"  # a zero has no sign
    size = math.floor(math.log10(abs(value)))
    return f"{value:.2e}" if size < -3 else f"{value:.{max(digits, 2 - size)}f}"
