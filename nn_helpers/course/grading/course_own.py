"""Tell an answer of one's own from the course's: HandedIn; functions disabled while it runs.

Handed in, or wrapped, they raise ``HandedIn``.

An answer may call what its own official solution calls, and what earlier exercises were about. Code is
taken out of the function objects themselves, so no second name and no wrapper leads around it.
"""

import ast
import gc
import sys
import types
from functools import cache

from nn_helpers.course.grading import lesson
from nn_helpers.course.grading.wire import Opaque

LAST_PART = {"forward": ("predict",)}  # whoever has written the one has written the other
FREE = ("data", "validation", "display", "plots", "describe", "course", "saved_work")


class HandedIn(Exception):
    """A function of the course was called that is itself the answer, or more than the answer."""


def allowed(number, name):
    """Return what an answer may call: ``{"module.function", ...}`` of the course.

    ``number`` is the lesson's, ``name`` the exercise's. Read from the solved notebooks, so this must
    run where no student's code does. Raises ``OSError`` where there are none.
    """
    names = set()
    for other in lesson.lessons().values():
        if other.number > number:
            continue
        for exercise in _solved(other.stem).exercises:
            names |= called(exercise.stub)
            if (other.number, exercise.name) == (number, name):
                return names
            names |= {exercise.name, *LAST_PART.get(exercise.name, ())}
    return names


@cache
def _solved(stem):
    return lesson.read(lesson.NOTEBOOKS / "solutions" / f"{stem}.ipynb")


def called(source):
    """Return the names and attributes that a source text reads.

    >>> sorted(called("y = network.predict(a)"))
    ['a', 'network', 'predict']
    """
    nodes = [
        n for n in ast.walk(ast.parse(source)) if isinstance(getattr(n, "ctx", None), ast.Load)
    ]
    return {n.id for n in nodes if isinstance(n, ast.Name)} | {
        n.attr for n in nodes if isinstance(n, ast.Attribute)
    }


def functions_of_the_course():
    """Return every function of the course that is in memory, methods and inner functions too."""
    return [
        f
        for f in gc.get_objects()
        if isinstance(f, types.FunctionType)
        and str(f.__module__).startswith("nn_helpers.")
        and f.__module__.split(".")[1] not in FREE
    ]


def closed(names, forbidden):
    """Return the functions of the numbers' modules with these names, and all that they call in turn.

    ``forbidden`` holds the functions that are never allowed.
    """
    found, waiting = set(), []
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("nn_helpers.") and _numbers(module.__name__):
            waiting += [f for n, f in vars(module).items() if n in names and _is_function(f)]
    while waiting:
        function = waiting.pop()
        if function in found or function in forbidden:
            continue
        found.add(function)
        space = function.__globals__
        for name in function.__code__.co_names:
            value = space.get(name)
            if _is_function(value):
                waiting.append(value)
            elif isinstance(value, types.ModuleType) and _numbers(value.__name__):
                inner = (getattr(value, n, None) for n in function.__code__.co_names)
                waiting += [f for f in inner if _is_function(f)]
    return found


def _numbers(module):
    rooms = ("network", "gradcheck", "training", "evolution", *FREE)
    return module.startswith("nn_helpers.") and module.split(".")[1] in rooms


def _is_function(value):
    return isinstance(value, types.FunctionType) and value.__module__.startswith("nn_helpers.")


def to_disable(exercise, names):
    """Return the functions that an answer to an exercise of ``check`` must not call."""
    reference = getattr(exercise, "reference", None)
    forbidden = {reference} if isinstance(reference, types.FunctionType) else set()
    kept = closed(names - {exercise.__name__}, forbidden)
    return [f for f in functions_of_the_course() if f not in kept] + list(forbidden)


def disable(functions):
    """Take the code out of functions, for good: this process is a copy that ends soon."""
    for function in functions:
        code = function.__code__
        variables = len(code.co_freevars)
        stump = _with_cells(variables) if variables else _stump.__code__
        function.__code__ = stump.replace(co_name=code.co_name)


def _stump(*_given, **_named):
    import sys

    name = sys._getframe().f_code.co_name
    raise sys.modules["nn_helpers.course.grading.course_own"].HandedIn(name)


@cache
def _with_cells(count):
    """Return code like ``_stump``'s that closes over so many variables."""
    names = [f"c{i}" for i in range(count)]
    lines = [
        "def outer():",
        *(f"    {name} = None" for name in names),
        "    def stump(*_given, **_named):",
        f"        ({', '.join(names)},)",
        "        import sys",
        "        name = sys._getframe().f_code.co_name",
        f"        raise sys.modules[{__name__!r}].HandedIn(name)",
        "    return stump",
    ]
    space = {}
    exec("\n".join(lines), space)
    return space["outer"]().__code__


def hide(exercise, value):
    """Take a value out of a check: its attributes, its class's, and those of the checks' modules."""
    modules = [m for name, m in sys.modules.items() if name.startswith("nn_helpers.check.")]
    for holder in (exercise, type(exercise), *modules):
        for name, held in list(vars(holder).items()):
            if _tells(held, value):
                setattr(holder, name, Opaque("hidden"))


def _tells(held, value):
    try:
        return type(held) is type(value) and bool(held == value)
    except Exception:  # arrays have no truth
        return False
