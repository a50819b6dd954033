"""Assemble the final program as text, with the learner's functions in place of the course's."""

import ast
import inspect
import re

from nn_helpers.own_functions import final_program
from nn_helpers.own_functions.at_hand import AT_HAND, COURSE
from nn_helpers.own_functions.kept import why_not


def program(toolbox):
    """Return the final program as text, with the learner's functions in place of the course's.

    It is ``final_program.py`` beside this file, and runs by itself: what it needs is imported at its top. A
    lesson says ``network.forward``; where the program has a ``forward`` of its own, that is called.

    >>> from nn_helpers.own_functions import functions
    >>> text = program(functions())
    >>> sum(bool(line) for line in text.splitlines())
    30
    """
    own = {kept.name: kept.source for kept in toolbox if kept.own}
    by_itself = _assembled({name: _by_itself(name, source) for name, source in own.items()})
    return by_itself if _passes(by_itself, own) else _assembled(own)


def _assembled(own):
    text = inspect.getsource(final_program)
    nodes = ast.parse(text).body[2:]  # after the docstring and the import
    parts = [own.get(getattr(n, "name", None)) or ast.get_source_segment(text, n) for n in nodes]
    body = "\n\n\n".join(parts)
    return "\n".join([*_imports(body), "", "", body]) + "\n"


def _by_itself(name, source):
    """Return a function's source with the program's functions in place of the course's."""
    tree = ast.parse(source)
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {name}
    taken |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    theirs = {f for f in COURSE if hasattr(final_program, f)} - taken
    names = "|".join(sorted({*theirs, "Params"}))
    return re.sub(rf"\bnetwork\.({names})\b", r"\1", source)


def _passes(text, names):
    """Return whether these functions of a program still pass their checks."""
    space = {"__name__": "kept"}
    exec(compile(text, "<your program>", "exec"), space)  # as a module: nothing is run yet
    return not any(why_not(name, space[name]) for name in names)


def _imports(body):
    """Return the import lines that a program needs, by the names in it."""
    tree = ast.parse(body)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    missing = used - {getattr(node, "name", None) for node in tree.body}
    lines = [line for name, (_, line) in AT_HAND.items() if name in missing]
    course = [f"from {_module(f)} import {n}" for n, f in COURSE.items() if n in missing]
    return lines + course


def _module(function):
    """Return where a lesson imports a function of the course from: the package, not a file in it."""
    return ".".join(function.__module__.split(".")[:2])
