"""Compare what came back with what was expected, part by part, and say how they are related."""

import numpy as np

# Honest ways to write the same formula agree to about 1e-12, in single precision to 1e-6; the
# nearest mistake that is known is half a percent away.
RELATIVE, ABSOLUTE = 1e-5, 1e-8
PARTS = {
    "params": ("W1", "b1", "W2", "b2"),
    "layers": ("Z1", "A1", "Z2", "A2"),
    "array": ("the result",),
    "number": ("the result",),
    "trained": ("W1", "b1", "W2", "b2", "costs"),
}


class Misfit(Exception):
    """What came back does not even have the expected form. The text says so in words."""


def parts_of(value, form):
    """Return what came back as a dict of arrays, by the names of its parts.

    Raises ``Misfit`` when it is not of that form: nothing, text, too few arrays, and so on.
    """
    if form == "trained":
        params, costs = _sequence(value, 2, "(params, costs)")
        return {**parts_of(params, "params"), "costs": _array(costs, "costs")}
    if form in ("params", "layers"):
        names = PARTS[form]
        values = _sequence(value, 4, f"four arrays ({', '.join(names)})")
        return {name: _array(v, name) for name, v in zip(names, values, strict=True)}
    array = _array(value, "the result")
    if form == "number" and array.size == 1 and not isinstance(value, list | tuple):
        array = array.reshape(())
    return {"the result": array}


def _sequence(value, length, expected):
    if value is None:
        raise Misfit("It returned nothing. Is there a return?")
    if isinstance(value, dict):
        value = tuple(value.values())
    try:
        values = list(value)
    except TypeError:
        raise Misfit(f"It returned one {kind(value)}, expected {expected}.") from None
    if len(values) != length or isinstance(value, str):
        raise Misfit(f"It returned {len(values)} things, expected {expected}.")
    return values


def _array(value, name):
    if value is None:
        raise Misfit(
            "It returned nothing. Is there a return?"
            if name == "the result"
            else f"{name} is None."
        )
    if isinstance(value, str) or callable(value):
        raise Misfit(f"{name} is {kind(value)}, expected numbers.")
    try:
        array = np.asarray(value)
        if np.iscomplexobj(array):
            raise Misfit(f"{name} holds complex numbers, expected real ones.")
        return array.astype(float)
    except Misfit:
        raise
    except Exception:  # an object may raise anything when it is asked for numbers
        raise Misfit(f"{name} is {kind(value)} and cannot be read as numbers.") from None


def kind(value):
    """Return what something is, in words for a learner."""
    names = {"str": "text", "function": "a function", "int": "a whole number", "float": "a number"}
    name = type(value).__name__
    return names.get(name, name)


def close(a, b, loose=1.0):
    """Return whether two arrays have one shape and agree to within rounding."""
    if np.shape(a) != np.shape(b):
        return False
    scale = np.max(np.abs(b), initial=0.0, where=np.isfinite(b))
    return bool(np.allclose(a, b, rtol=loose * RELATIVE, atol=loose * ABSOLUTE * max(scale, 1.0),
                            equal_nan=True))  # fmt: skip


def same(found, expected):
    """Return whether all parts agree."""
    return found.keys() == expected.keys() and all(close(found[n], expected[n]) for n in expected)


def first_wrong(found, expected):
    """Return the name of the first part that is wrong, and those before it that are right."""
    right = []
    for name in expected:
        if not close(found[name], expected[name]):
            return name, right
        right.append(name)
    return None, right


def relation(found, expected):
    """Return how a wrong array is related to the right one, in words, or an empty text.

    >>> relation(np.array([-1.0, 2.0]), np.array([1.0, -2.0]))
    'It is the right result with the wrong sign.'
    """
    if not np.isfinite(found).all():
        bad = np.argwhere(~np.isfinite(np.atleast_1d(found)))[0].tolist()
        return f"It holds {np.ravel(found)[~np.isfinite(np.ravel(found))][0]}, first at {bad}."
    if np.shape(found) == np.shape(expected)[::-1] and close(np.transpose(found), expected):
        return "It is the right result, transposed."
    if np.shape(found) != np.shape(expected):
        if np.size(found) == np.size(expected) and close(np.ravel(found), np.ravel(expected)):
            return "The numbers are right; only the shape differs."
        return ""
    if close(found, -expected):
        return "It is the right result with the wrong sign."
    if not found.any():
        return "It is zero everywhere."
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.ravel(found / expected)
    ratio = ratio[np.isfinite(ratio)]
    if len(ratio) and close(ratio, np.full_like(ratio, ratio[0])):
        return f"It is the right result times {ratio[0]:.4g}."
    wrong = ~np.isclose(found, expected, rtol=RELATIVE, atol=ABSOLUTE)
    if 0 < wrong.sum() < wrong.size:
        at = tuple(np.argwhere(wrong)[0].tolist())
        return f"{int(wrong.sum())} of {wrong.size} entries are wrong, the first at {list(at)}."
    return ""


def beside(found, expected):
    """Return the first differing numbers, side by side."""
    if np.shape(found) != np.shape(expected):
        return f"shape {np.shape(found)}, expected {np.shape(expected)}"
    if np.ndim(found) == 0:
        return f"{float(found):.6g}, expected {float(expected):.6g}"
    wrong = np.argwhere(~np.isclose(found, expected, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True))
    at = tuple(wrong[0]) if len(wrong) else (0,) * np.ndim(found)
    where = ", ".join(str(i) for i in at)
    return f"[{where}] is {float(found[at]):.6g}, expected {float(expected[at]):.6g}"
