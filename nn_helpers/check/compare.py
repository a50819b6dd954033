"""Read a result as arrays (sequence, with_costs), NotImplemented too; its kind; how it compares."""

import numpy as np

from nn_helpers.sandbox.guard import Problem

# Honest ways to write the same formula agree to about 1e-12, in single precision to 1e-6; the
# nearest mistake that is known is half a percent away. A sum that nearly cancels keeps the rounding of
# its terms: that is what the absolute part is for.
RELATIVE, ABSOLUTE = 1e-5, 1e-7
LAYERS = ("Z1", "A1", "Z2", "A2")
TWO = {
    "trained": ("params", "costs"),
    "searched": ("best", "costs"),
    "answered": ("params", "answers"),
}
FORMS = {**dict.fromkeys(("params", "best"), ("W1", "b1", "W2", "b2")), "layers": LAYERS, **TWO}
RESULT = "the result"
WORDS = {
    "str": "text", "function": "a function", "int": "a whole number", "float": "one number",
    "bool": "True or False", "ndarray": "one array", "dict": "a dict", "set": "a set",
    "generator": "a generator", "type": "a class", "module": "a module", "NoneType": "nothing",
    "method": "a method", "list": "a list", "tuple": "a tuple",
}  # fmt: skip


class NotWritten(Exception):
    """What came back says that the exercise is not attempted: ``...`` or NotImplemented."""


class Nothing(Problem):
    """None came back."""

    def __init__(self):
        super().__init__("It returned nothing. Is there a return?")


def read(value, form):
    """Return what came back as ``{name of a part: float array}``.

    ``form`` is "array", "number", "params", "layers", "trained" or "answered". Raises ``Problem`` with words for
    a learner when it is not of that form, and ``NotWritten`` for ``...``.
    """
    if value is None:
        raise Nothing
    parts = value[:5] if isinstance(value, tuple | list) else ()
    if value is NotImplemented or any(part is Ellipsis for part in (value, *parts)):
        raise NotWritten
    if form in FORMS:
        take, made = with_costs if FORMS[form][-1] == "costs" else sequence, {}
        for name, part in zip(FORMS[form], take(value, FORMS[form]), strict=True):
            made.update(read(part, name) if name in FORMS else {name: as_array(part, name)})
        return made
    if isinstance(value, tuple) and any(np.ndim(part) == 2 for part in value):
        raise Problem(f"It returned {len(value)} arrays, expected one.", "wrong-count")
    return {RESULT: as_array(value, RESULT)}


def with_costs(value, names):
    """Return the two parts of (parameters, costs), or raise ``Problem``."""
    params, costs = sequence(value, names)
    if _looks_like_costs(params) and not _looks_like_costs(costs):
        name = names[0]
        raise Problem(f"It returned (costs, {name}); the order is ({name}, costs).", "other-order")
    return params, costs


def _looks_like_costs(value):
    listed = isinstance(value, list | np.ndarray) and len(value) > 0
    return listed and isinstance(value[0], int | float | np.number)


def sequence(value, names):
    """Return the parts of a sequence of a known length, or raise ``Problem``."""
    expected = f"{len(names)} things: {', '.join(names)}"
    if value is None:
        raise Nothing
    ordered = hasattr(value, "__len__") and hasattr(value, "__getitem__")
    if not ordered or isinstance(value, str | bytes | dict | set):
        raise Problem(f"It returned {kind(value)}, expected {expected}, in this order.")
    whole = isinstance(value, np.ndarray) and value.dtype != object
    if whole or len(value) != len(names):
        came = f"one array of shape {value.shape}" if whole else f"{len(value)} things"
        raise Problem(f"It returned {came}, expected {expected}.", "wrong-count")
    return [value[i] for i in range(len(names))]


def as_array(value, name):
    """Return an own float array, or raise ``Problem``."""
    if value is Ellipsis:
        raise NotWritten
    if isinstance(value, str | bytes | dict | set) or callable(value):
        raise Problem(f"{named(name)} is {kind(value)}, expected numbers.")
    try:
        array = np.asarray(value)
        if array.dtype.kind in "USMmV":
            raise TypeError
        if np.iscomplexobj(array):
            raise Problem(f"{named(name)} holds complex numbers, expected real ones.")
        return np.array(array, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise Problem(f"{named(name)} is {kind(value)} and cannot be read as numbers.") from None


def named(name):
    """Return the name of a part as a sentence may begin.

    >>> named("b1"), named(RESULT)
    ('The part b1', 'The result')
    """
    return "The result" if name == RESULT else f"The part {name}"


def kind(value):
    """Return what something is, in words for a learner."""
    name = type(value).__name__
    return WORDS.get(name, f"something of type {name}")


def far(a, b):
    """Return whether two arrays differ at first sight: in shape, or clearly in their last number."""
    if a.shape != b.shape or not a.size:
        return a.shape != b.shape
    one, two = float(a.flat[-1]), float(b.flat[-1])
    return abs(one - two) > 1e-3 * (1 + abs(two)) and abs(two) < 1e6


def close(a, b, loose=1.0):
    """Return whether two arrays have one shape and agree to within rounding."""
    if np.shape(a) != np.shape(b):
        return False
    scale = np.max(np.abs(b), initial=1.0, where=np.isfinite(b))
    with np.errstate(invalid="ignore"):
        return bool(np.allclose(a, b, loose * RELATIVE, loose * ABSOLUTE * scale, equal_nan=True))


def same(found, expected):
    """Return whether all parts agree."""
    return found.keys() == expected.keys() and all(close(found[n], expected[n]) for n in expected)


def beside(name, found, expected):
    """Return the first differing numbers, side by side.

    >>> beside("b1", np.array([[0.5], [2.0]]), np.array([[0.5], [1.0]]))
    'Entry b1[1, 0] is 2, expected 1.'
    """
    if found.shape != expected.shape:
        came = f"shape {found.shape}" if found.ndim else "no axis: it is one number"
        wanted = f"shape {expected.shape}" if expected.ndim else "one number"
        return f"{named(name)} has {came}, expected {wanted}."
    if not found.ndim:
        return f"{named(name)} is {float(found):.6g}, expected {float(expected):.6g}."
    right = np.isclose(found, expected, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
    at = tuple(int(i) for i in np.argwhere(~right)[0]) if not right.all() else (0,) * found.ndim
    where = ", ".join(map(str, at))
    entry = f"Entry {name}[{where}]" if name != RESULT else f"Entry [{where}] of the result"
    return f"{entry} is {float(found[at]):.6g}, expected {float(expected[at]):.6g}."
