"""Tree: parameters of any form as one vector: Leaf, branch (tuple, list, dict, object), rebuilt."""

import copy
import numbers
from typing import NamedTuple

import numpy as np


class Leaf(NamedTuple):
    """One array of the parameters: how to reach it, its shape, and where it stands in the vector."""

    path: tuple
    shape: tuple
    part: slice
    dtype: np.dtype

    @property
    def name(self):
        """The name a reader sees: ``W1``, ``[0]`` or ``layers[1].b``."""
        return _name(self.path) or "params"

    @property
    def size(self):
        """How many numbers it holds."""
        return self.part.stop - self.part.start


class Tree:
    """The form of some parameters: which arrays they hold, and how to build the same form again.

    >>> tree = Tree({"W": [[1.0, 2.0]], "b": np.zeros(1), "layers": 2})
    >>> tree.names
    ['W', 'b']
    >>> tree.flatten({"W": [[1.0, 2.0]], "b": np.zeros(1), "layers": 2})
    array([1., 2., 0.])
    >>> tree.build(np.array([5.0, 6.0, 7.0]))["W"]
    [[5.0, 6.0]]
    """

    def __init__(self, params):
        self.template = copy.deepcopy(params)
        self.leaves, start = [], 0
        for path, value in _leaves(self.template):
            array = np.asarray(value)
            part = slice(start, start + array.size)
            self.leaves.append(Leaf(path, array.shape, part, array.dtype))
            start = part.stop
        self.size = start
        if not self.leaves:
            raise ValueError(
                "params holds no arrays. Give a tuple, list or dict of arrays, "
                f"or an object whose attributes are arrays; this is a {type(params).__name__}."
            )

    @property
    def names(self):
        """The names of the arrays, in order."""
        return [leaf.name for leaf in self.leaves]

    def flatten(self, params):
        """Return all numbers of some parameters of this form as one vector of floats.

        Raises ``ValueError`` where an array is missing or has another number of entries.
        """
        parts = []
        for leaf in self.leaves:
            try:
                array = np.asarray(_follow(params, leaf.path), dtype=float)
            except (KeyError, IndexError, AttributeError, TypeError, ValueError) as error:
                raise ValueError(f"{leaf.name} is missing or is not an array of numbers") from error
            if array.size != leaf.size:
                raise ValueError(
                    f"{leaf.name} has shape {array.shape}; at the start it was {leaf.shape}"
                )
            parts.append(array.ravel())
        return np.concatenate(parts)

    def build(self, vector, whole=False):
        """Return new parameters of this form with the numbers of a vector.

        Arrays of integers become floats, unless ``whole``: then the numbers are rounded.
        """
        values = {}
        for leaf in self.leaves:
            array = np.asarray(vector)[leaf.part].reshape(leaf.shape)
            if whole and leaf.dtype.kind in "iu" and np.all(np.isfinite(array)):
                array = np.rint(array).astype(leaf.dtype)
            values[leaf.path] = array
        return _rebuilt(self.template, (), values)

    def split(self, vector):
        """Return a dict from the name of each array to its part of a vector, in its shape."""
        return {leaf.name: vector[leaf.part].reshape(leaf.shape) for leaf in self.leaves}


def _leaves(branch, path=()):
    """Yield (path, array) for everything in it that holds parameters."""
    if is_array(branch):
        yield path, branch
        return
    for key, child in children(branch):
        if len(path) < 4:
            yield from _leaves(child, (*path, key))


def is_array(branch):
    """Return whether a branch is an array of numbers to be trained; sizes and flags are not."""
    if isinstance(branch, np.ndarray | np.generic):
        return branch.dtype.kind in "fiu" and branch.size > 0
    if isinstance(branch, bool | int):
        return False
    if isinstance(branch, float):
        return True
    if not isinstance(branch, list | tuple) or not branch or hasattr(branch, "_fields"):
        return False
    return _is_table(branch)


def _is_table(branch):
    """Return whether nested lists of plain numbers form a row or a table.

    A row of whole numbers such as the sizes of layers is none, unless all of them are zero.
    """
    rows = branch if isinstance(branch[0], list | tuple) else [branch]
    if not all(isinstance(row, list | tuple) and len(row) == len(rows[0]) for row in rows):
        return False
    entries = [entry for row in rows for entry in row]
    if not entries or not all(_is_number(entry) for entry in entries):
        return False
    whole = all(isinstance(entry, numbers.Integral) for entry in entries)
    return not (whole and rows[0] is branch and any(entries))


def _is_number(entry):
    return isinstance(entry, numbers.Real) and not isinstance(entry, bool)


def children(branch):
    """Return the (key, child) pairs of a container or an object that may hold arrays."""
    if isinstance(branch, dict):
        return list(branch.items())
    if isinstance(branch, list | tuple):
        names = getattr(branch, "_fields", range(len(branch)))
        return list(zip(names, branch, strict=True))
    if isinstance(branch, str | bytes | type | np.random.Generator):
        return []
    return list(vars(branch).items()) if _is_plain_object(branch) else []


def _is_plain_object(value):
    """Return whether a value is an object of somebody's class, with attributes of its own."""
    kind = type(value)
    return hasattr(value, "__dict__") and kind.__module__ not in ("builtins", "types", "numpy")


def _follow(params, path):
    for key in path:
        if isinstance(params, dict) or (isinstance(params, list | tuple) and isinstance(key, int)):
            params = params[key]
        else:
            params = getattr(params, key)
    return params


def _rebuilt(branch, path, values):
    """Return a copy of a container with new arrays; whatever is no array is taken over."""
    if path in values:
        return _as(branch, values[path])
    if not any(path == known[: len(path)] for known in values):
        return copy.deepcopy(branch)
    new = {key: _rebuilt(child, (*path, key), values) for key, child in children(branch)}
    if isinstance(branch, dict):
        return new
    if hasattr(branch, "_fields"):
        return type(branch)(**new)
    if isinstance(branch, list | tuple):
        return type(branch)(new.values())
    made = copy.copy(branch)
    vars(made).update(new)
    return made


def _as(old, array):
    """Return an array in the form of an old one: as an array of its precision, list or number."""
    if isinstance(old, np.ndarray):
        kind = old.dtype if old.dtype.kind == "f" else np.asarray(array).dtype
        return np.array(array, dtype=kind)
    if isinstance(old, np.generic):
        return (old.dtype.type if old.dtype.kind == "f" else np.float64)(array)
    if isinstance(old, float):
        return float(array)
    rows = np.asarray(array).tolist()
    return tuple(map(tuple, rows)) if _nested(old, tuple) else type(old)(rows)


def _nested(old, kind):
    return isinstance(old, kind) and bool(old) and isinstance(old[0], kind)


def _name(path):
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else ("." if text else "") + str(key)
    return text
