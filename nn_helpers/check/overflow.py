"""See an overflow without floating-point flags: noted by arrays and a numpy that are watched.

A function gets numbers, and finds a numpy, that note when what was finite becomes infinite.
"""

import functools

import numpy as np

from nn_helpers.sandbox.isolate import isolated


def flags_work():
    """Return whether numpy raises here when an exponential overflows."""
    try:
        with np.errstate(over="raise"):
            np.exp(np.array([1000.0]))
    except FloatingPointError:
        return True
    return False


class Watched(np.ndarray):
    """Numbers whose operations note an overflow in the list ``noted``; so do single ones of them."""

    def __array_finalize__(self, other):
        self.noted = getattr(other, "noted", [])

    def __getitem__(self, at):
        return watched(super().__getitem__(at), self.noted)

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **more):
        if out is not None:
            more["out"] = tuple(map(_plain, out))
        were_finite = finite(*inputs)  # before, since what comes out may take their place
        result = getattr(ufunc, method)(*map(_plain, inputs), **more)
        note(self.noted, ufunc, were_finite, result)
        return watched(result, self.noted)


def watched(value, noted):
    """Return numbers that are watched; what is no array of numpy's, nor a float of its, as it is."""
    if not isinstance(value, np.ndarray | np.floating):
        return value
    value = np.asarray(value).view(Watched)
    value.noted = noted
    return value


def finite(*values):
    """Return whether all values are real numbers, and finite."""
    arrays = [np.asarray(_plain(value)) for value in values]
    return all(a.dtype.kind in "fiub" and bool(np.isfinite(a).all()) for a in arrays)


def note(noted, ufunc, were_finite, result):
    """Note an overflow: all that went in was finite, what came out is not, and somebody minds."""
    result = np.asarray(_plain(result))
    came_out = result.dtype.kind == "f" and bool(np.isinf(result).any())
    if were_finite and came_out and np.geterr()["over"] != "ignore":
        noted.append(f"overflow encountered in {ufunc.__name__}")


def _plain(value):
    return value.view(np.ndarray) if isinstance(value, Watched) else value


class Numpy:
    """numpy, whose functions note an overflow in a list and return watched numbers."""

    def __init__(self, noted):
        self.noted = noted

    def __getattr__(self, name):
        return self.watching(getattr(np, name))

    def watching(self, function):
        """Return a function of numpy's that notes; classes, constants and modules as they are."""
        if not callable(function) or isinstance(function, type):
            return function

        @functools.wraps(function)
        def calling(*arguments, **options):
            were_finite = isinstance(function, np.ufunc) and finite(*arguments)
            result = function(*arguments, **options)
            note(self.noted, function, were_finite, result)
            return watched(result, self.noted)

        return calling

    def in_place(self):
        """Yield numpy, and each of its functions, with what takes its place."""
        yield np, self
        for function in vars(np).values():
            if callable(function) and not isinstance(function, type):
                yield function, self.watching(function)


def overflows(function, values):
    """Return what was noted when a learner's function was called with these values: texts."""
    noted = []
    twin = isolated(function, instead=Numpy(noted).in_place())
    twin(watched(np.array(values, dtype=float), noted))
    return noted
