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


def literal(value):
    """Return a value as Python code that makes exactly this value again."""
    if isinstance(value, float):
        return shown(value)
    if isinstance(value, tuple | list):
        inside = ", ".join(map(literal, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' * (len(value) == 1)})"
    return repr(value)


def is_default(value, default):
    """Return whether a control's value is an argument's default; lists and tuples count alike."""
    if value is None or default is None or isinstance(value, str | float | int):
        return value == default
    try:
        return np.array_equal(value, default)
    except TypeError:
        return value == default
