"""Seeing an overflow without floating-point flags, which WebAssembly has not.

An array that notes when numbers that were finite become infinite stands in for the argument.
"""

import types

import numpy as np

from nn_helpers.sandbox.isolate import isolated


def flags_work():
    """Return whether numpy raises here when an exponential overflows.

    >>> flags_work() in (True, False)
    True
    """
    try:
        with np.errstate(over="raise"):
            np.exp(np.array([1000.0]))
    except FloatingPointError:
        return True
    return False


class Watched(np.ndarray):
    """An array whose ufuncs note an overflow in the list ``noted``, which its results share."""

    def __array_finalize__(self, other):
        self.noted = getattr(other, "noted", [])

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **more):
        plain = [x.view(np.ndarray) if isinstance(x, Watched) else x for x in inputs]
        if out is not None:
            more["out"] = tuple(x.view(np.ndarray) if isinstance(x, Watched) else x for x in out)
        result = getattr(ufunc, method)(*plain, **more)
        if np.geterr()["over"] != "ignore" and _became_infinite(plain, result):
            self.noted.append(f"overflow encountered in {ufunc.__name__}")
        return _watched(result, self.noted) if isinstance(result, np.ndarray) else result


def _became_infinite(inputs, result):
    return bool(np.isinf(result).any()) and all(np.isfinite(x).all() for x in inputs)


def _watched(array, noted):
    array = array.view(Watched)
    array.noted = noted
    return array


class _Numpy:
    """numpy, but making an array of a watched one keeps it watched."""

    def __getattr__(self, name):
        made = getattr(np, name)
        return self._keeping(made) if name in ("array", "asarray", "asanyarray", "copy") else made

    @staticmethod
    def _keeping(make):
        def keeping(a, *rest, **more):
            made = make(a, *rest, **more)
            return _watched(made, a.noted) if isinstance(a, Watched) else made

        return keeping


def overflows(function, values):
    """Return what was noted when a learner's function was called with these values: texts."""
    twin = isolated(function)
    if isinstance(twin, types.FunctionType) and twin.__globals__ is not function.__globals__:
        for name, value in list(twin.__globals__.items()):
            if value is np:
                twin.__globals__[name] = _Numpy()
    watched = _watched(np.array(values, dtype=float), [])
    twin(watched)
    return watched.noted
