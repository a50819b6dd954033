"""Move every exp, log and their kin by one unit in the last place, as another machine's might be.

Processors and mathematical libraries round these functions differently, and so do numpy's kernels
for one processor or another. ``move(seed)`` puts in their place functions that are off by one unit,
up or down by a hash of the result and the seed. So each stays a function of its argument alone, in
every thread and in any order, as on a real machine. What every machine gets exactly stays exact:
0, infinities, exp(0) and whatever is no double.

This replaces functions for the whole process. Two ways lead here: in a process of its own, with the
folder of this file on PYTHONPATH and the variable LAST_PLACE_SEED set, ``sitecustomize`` calls it at
start; and the tests that pin figures are moved by a fixture in ``tests/conftest.py``.
"""

import math
import struct
import sys
from math import nextafter

import numpy as np

# Where a function has this value, the exact result is this number, or rounds to it everywhere.
EXACT = {
    "exp": 1,
    "exp2": 1,
    "expm1": 0,
    "log": 0,
    "log2": 0,
    "log10": 0,
    "log1p": 0,
    "logaddexp": 0,
    "tanh": 1,
    "sin": 1,
    "cos": 1,
}
least, largest = np.minimum.reduce, np.maximum.reduce
as_double, as_bits = struct.Struct("<d").pack, struct.Struct("<Q").unpack
# A value times one of these says where to: away from 0, or towards it.
WAYS = (math.inf, 0.0)
BLOCK = 8192
FEW = 12  # so few are moved sooner one by one


class MovedFunction:
    """A numpy function whose results are off by one unit in the last place."""

    def __init__(self, function, exact, factor):
        self.function, self.exact, self.factor = function, exact, factor
        self.stays = staying(exact)
        self.wrapped = np.uint64(factor).astype(np.int64)  # of the same bits
        self.__name__ = self.__qualname__ = function.__name__
        self.__doc__ = function.__doc__

    def __call__(self, *arguments, **options):
        result = self.function(*arguments, **options)
        if type(result) is np.float64:
            return np.float64(moved_number(float(result), self.stays, self.factor))
        if not isinstance(result, np.ndarray) or result.dtype != np.float64:
            return result
        if result.size > BLOCK and result.flags.c_contiguous:  # in parts that fit the cache
            flat = result.reshape(-1)
            for first in range(0, flat.size, BLOCK):
                self.move_in_place(flat[first : first + BLOCK])
        elif result.size > FEW:
            self.move_in_place(result)
        else:
            result[...] = self.moved_few(result)
        return result

    def moved_few(self, values):
        """Return a small array moved, number by number: for so few the ways of numpy are too long."""
        flat = values.ravel()
        pairs = zip(flat.tolist(), flat.view(np.int64).tolist(), strict=True)
        factor, stays = self.factor, self.stays
        moved = [
            v if v in stays else nextafter(v, v * WAYS[bits * factor >> 63 & 1])
            for v, bits in pairs
        ]
        return np.array(moved).reshape(values.shape)

    def move_in_place(self, values):
        """Move an array, whose memory may be that of an ``out`` argument."""
        bits = values.view(np.int64)
        step = np.multiply(bits, self.wrapped)  # wraps around
        step >>= 63
        step |= 1  # -1 or 1
        low, high = least(values, axis=None), largest(values, axis=None)  # nan where there is one
        if not (0 < low <= high < math.inf or -math.inf < low <= high < 0):
            step[~np.isfinite(values) | (values == 0)] = 0
        if self.exact and not (-1 < low <= high < 1 or low > 1):
            step[np.abs(values) == self.exact] = 0
        np.add(bits, step, out=bits)

    def __getattr__(self, name):
        return getattr(self.function, name)


def staying(exact):
    """Return the values that no machine has otherwise."""
    return frozenset((0.0, exact, -exact, math.inf, -math.inf))


def moved_number(value, stays, factor):
    """Return the double above or below ``value``; which of them, only ``value`` and ``factor`` say."""
    if value in stays:
        return value
    (bits,) = as_bits(as_double(value))
    return nextafter(value, value * WAYS[bits * factor >> 63 & 1])


def moved_scalar(function, exact, factor):
    """Return a function of ``math`` whose results are off by one unit in the last place."""
    stays = staying(exact)

    def moved(*arguments):
        return moved_number(function(*arguments), stays, factor)

    moved.__name__ = function.__name__
    return moved


def factors(seed):
    """Return a stream of odd 64-bit factors, by which a result is hashed (Fibonacci hashing)."""
    draws = np.random.SeedSequence(seed).generate_state(2 * len(EXACT), np.uint64)
    return iter([int(draw) | 1 for draw in draws])


def move(seed):
    """Replace the functions of numpy and of math, and what modules of the course took from them.

    Returns what ``put_back`` needs.
    """
    factor, replaced = factors(seed), {}
    for name, exact in EXACT.items():
        replaced[getattr(np, name)] = MovedFunction(getattr(np, name), exact, next(factor))
        # math and numpy round differently even on one machine.
        other = next(factor)
        if hasattr(math, name):
            replaced[getattr(math, name)] = moved_scalar(getattr(math, name), exact, other)
    places = []
    for module in [np, math, *of_the_course()]:
        for name, value in list(vars(module).items()):
            if isinstance(value, np.ufunc | type(math.exp)) and value in replaced:
                setattr(module, name, replaced[value])
                places.append((module, name, value))
    return places


def of_the_course():
    """Return the loaded modules of the course: ``from math import exp`` leaves a name in one."""
    return [module for name, module in sys.modules.items() if name.startswith("nn_helpers.")]


def put_back(places):
    """Undo ``move``."""
    for module, name, value in places:
        setattr(module, name, value)
