"""The Python call that makes a lab as it stands: its arguments as literals, defaults left out."""

import inspect

import numpy as np

from nn_helpers.labs.number import shown


def text(name, lab, arguments, learners=None, together=()):
    """Return ``labs.NAME(...)``, which makes a lab of the class ``lab`` with these arguments.

    ``learners`` is the learner's ``Function`` that was handed in, or None; it is named last. Of the
    arguments ``together`` all are given or none.
    """
    parameters = inspect.signature(lab).parameters
    changed = {
        argument
        for argument, value in arguments.items()
        if not is_default(value, parameters[argument].default)
    }
    if changed.intersection(together):
        changed.update(together)
    given = [f"{arg}={literal(value)}" for arg, value in arguments.items() if arg in changed]
    if learners is not None:
        given.append(f"{learners.name}={learners.name}")
    return f"labs.{name}({', '.join(given)})"


def literal(argument):
    """Return an argument as Python code that makes exactly this value again."""
    if isinstance(argument, float):
        return shown(argument)
    if isinstance(argument, tuple):
        inside = ", ".join(map(literal, argument))
        return f"({inside}{',' * (len(argument) == 1)})"
    if isinstance(argument, list):
        return f"[{', '.join(map(literal, argument))}]"
    return repr(argument)


def is_default(argument, default):
    """Return whether a control's value is an argument's default; lists and tuples count alike."""
    if argument is None or default is None or isinstance(argument, str | float | int):
        return argument == default
    try:
        return np.array_equal(argument, default)
    except TypeError:
        return argument == default
