"""isolated: a twin of a function and its namespace; own_argument copied; other_data, Generators.

The copy reads copies of the notebook's variables, so that nothing it does reaches the notebook. It
can also be shown other data behind the same names: if its results change, it reads data that it was
not given. Helper functions of the notebook come along; imports stay what they are, but for the few
that could change the process (``stand_ins``).
"""

import contextlib
import copy
import functools
import inspect
import types

import numpy as np

from nn_helpers.network import Params
from nn_helpers.sandbox.stand_ins import StandIns


def isolated(function, exchange=None, instead=()):
    """Return a copy of a function that neither changes nor is changed by the notebook.

    ``exchange(name, value)`` may return other data for a variable; None keeps it. ``instead`` are
    pairs of a module or function and what the copy finds in its place.
    Functions, methods, partials and callable objects are copied. What cannot be copied is returned.
    """
    return _Copier(exchange, instead).callable(function)


def apart(function):
    """Return a copy that reads the notebook's own data, with stand-ins for what is everybody's.

    For code that shall run as it is, again and again, and only print and sleep where it is wanted.
    """
    return isolated(function, lambda _name, value: value)


def data_read(function):
    """Return the names of the notebook's variables that hold data and that the function reads."""
    names = set()
    isolated(function, lambda name, _value: names.add(name))
    return sorted(names)


def helpers_of(function):
    """Return the functions of the notebook that a function uses, by name, itself left out."""
    copier = _Copier(None)
    copier.callable(function)
    return {name: f for name, f in copier.helpers.items() if f is not function}


def own_argument(argument):
    """Return a copy of an array or a Params, so that writing into it harms nobody; else the argument."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    return Params(*map(np.copy, argument)) if isinstance(argument, Params) else argument


class _Copier:
    def __init__(self, exchange, instead=()):
        self.exchange = exchange
        self.done = {}  # id of an original: its copy
        self.home = self.own = None  # the namespace of the function that is copied, and its copy
        self.helpers = {}
        self.stand_ins = StandIns(instead)

    def callable(self, function):
        if isinstance(function, types.FunctionType):
            self.home = self.home or function.__globals__
            return self.function(function)
        if isinstance(function, types.MethodType):
            return types.MethodType(
                self.callable(function.__func__), self.copied(function.__self__)
            )
        if isinstance(function, functools.partial):
            kept = {name: self.copied(value) for name, value in function.keywords.items()}
            return functools.partial(
                self.callable(function.func), *map(self.copied, function.args), **kept
            )
        if isinstance(function, np.vectorize):
            twin = copy.copy(function)
            twin.pyfunc = self.callable(function.pyfunc)
            return twin
        call = inspect.getattr_static(type(function), "__call__", None)
        if isinstance(call, types.FunctionType) and not isinstance(function, type):
            return types.MethodType(self.callable(call), self.copied(function))
        return function

    def function(self, function):
        if id(function) in self.done:
            return self.done[id(function)]
        if function.__globals__ is not self.home:
            return function  # of a library
        code, closure = function.__code__, function.__closure__ or ()
        cells = tuple(types.CellType() for _ in closure)
        if self.own is None:
            inside = {name: value for name, value in self.home.items() if name not in ENDING}
            self.own = {**inside, "__builtins__": self.stand_ins.builtins}
        twin = types.FunctionType(code, self.own, function.__name__, None, cells or None)
        self.done[id(function)] = twin
        twin.__dict__.update(function.__dict__)
        twin.__defaults__ = self.copied(function.__defaults__)
        twin.__kwdefaults__ = self.copied(function.__kwdefaults__)
        for name, cell, old in zip(code.co_freevars, cells, closure, strict=True):
            with contextlib.suppress(ValueError):  # not filled yet
                cell.cell_contents = self.value(name, old.cell_contents)
        for name in (names_in(code) & self.home.keys()) - {*ENDING, "__builtins__"}:
            value = self.home[name]
            if isinstance(value, types.FunctionType) and value.__globals__ is self.home:
                self.helpers[name] = value
            self.own[name] = self.value(name, value)
        return twin

    def value(self, name, value):
        """Return what the copy finds behind a name."""
        if isinstance(value, types.FunctionType):
            return self.function(value)
        if not isinstance(value, DATA):
            return self.stand_ins.of(value)
        if id(value) not in self.done:
            other = self.exchange(name, value) if self.exchange else None
            self.done[id(value)] = self.copied(value) if other is None else other
        return self.done[id(value)]

    def copied(self, value):
        """Return a copy, or the thing itself where it cannot be copied."""
        if isinstance(value, types.FunctionType):
            return self.function(value)
        try:
            return copy.deepcopy(value)
        except Exception:
            return value


# A notebook has functions of these names that would end its kernel.
ENDING = ("exit", "quit")
# What a variable may hold that is data.
DATA = (int, float, np.generic, np.ndarray, list, tuple, dict, set, np.random.Generator)


def names_in(code):
    """Return the global names that a code object, and the functions inside it, read.

    Names of attributes are among them; they do no harm, since nothing is changed but copies.
    """
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found |= names_in(constant)
    return found


def other_data(value):
    """Return other data of the same kind, or None for what shall stay.

    Tiny numbers stay as they are: they protect from log(0), and nobody reads data from them.
    """
    rng = np.random.default_rng(len(repr(type(value))))
    if isinstance(value, np.random.Generator):
        return np.random.default_rng(987654321)
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return rng.uniform(-2, 2, value.shape)
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return value * 1.7 + 0.3 if abs(value) > 1e-3 else None
    if isinstance(value, dict):
        return dict(zip(value, other_data(list(value.values())), strict=True))
    if not isinstance(value, tuple | list):
        return None
    new = [part if (other := other_data(part)) is None else other for part in value]
    return type(value)(*new) if hasattr(value, "_fields") else type(value)(new)
