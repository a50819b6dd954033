"""Whose is an answer that passed: the learner's, or the course's own handed_back, only_calls?"""

import ast
import inspect
import textwrap

from nn_helpers import saved_work
from nn_helpers.check import words
from nn_helpers.check.describe import listed
from nn_helpers.check.progress import BROUGHT_BACK
from nn_helpers.sandbox.isolate import helpers_of


def handed_back(answer, course):
    """Return whether an answer is the course's function: itself, or a function that only calls it.

    >>> def again(values):
    ...     return sorted(values)
    >>> handed_back(sorted, sorted), handed_back(len, sorted)
    (True, False)
    """
    if course is None or answer is course or not inspect.isfunction(answer):
        return course is not None and answer is course
    source = source_of(answer)
    return source is not None and only_calls(source, answer.__globals__, course)


def left_behind(name, answer):
    """Return what is said of functions of the notebook that an answer calls and that are not kept."""
    if name not in BROUGHT_BACK or not inspect.isfunction(answer):
        return ""
    helpers = sorted(set(helpers_of(answer)) - {name, *BROUGHT_BACK})
    return words.REMARKS["helpers"].format(names=listed(helpers)) if helpers else ""


def only_calls(source, names, course):
    """Return whether a function's source is the course's, or a call of it, with what it was given.

    ``names`` are the variables that the function sees.

    >>> only_calls("def again(values): return sorted(values)[::-1]", {"sorted": sorted}, sorted)
    False
    """
    try:
        (node,) = ast.parse(textwrap.dedent(source)).body
        body = list(node.body)
    except (SyntaxError, ValueError, AttributeError, TypeError):
        return False
    if source_of(course) == textwrap.dedent(source).strip():
        return True
    if ast.get_docstring(node) is not None:
        body = body[1:]
    line = body[0] if len(body) == 1 else None
    called = line.value if isinstance(line, ast.Return) else None
    if not isinstance(called, ast.Call) or _found(called.func, names) is not course:
        return False
    given = [*called.args, *(keyword.value for keyword in called.keywords)]
    return all(isinstance(value, ast.Name | ast.Starred) for value in given)


def source_of(function):
    """Return the source of a function, or None where there is none to read."""
    try:
        return textwrap.dedent(inspect.getsource(function)).strip()
    except (OSError, TypeError):
        return None


def _found(node, names):
    """Return what a name, or a name with dots, stands for; None for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        return getattr(_found(node.value, names), node.attr, None)
    return None


def another_is_kept(name, answer):
    """Return whether another answer to an exercise is kept than this one."""
    kept = saved_work.read().get("answers", {}).get(name)
    return kept is not None and textwrap.dedent(str(kept)).strip() != source_of(answer)
