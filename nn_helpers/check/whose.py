"""Whose is an answer that passed, and is kept: the learner's, or the course's own handed_back?"""

import ast
import inspect
import textwrap

from nn_helpers import saved_work
from nn_helpers.check import words
from nn_helpers.check.describe import listed
from nn_helpers.check.progress import BROUGHT_BACK, remember
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


def kept(name, answer, course):
    """Keep an answer that passed, and return what is to be said of it, or an empty text.

    The course's own function never takes the place of another answer. What an answer calls of the
    notebook is not kept with it.
    """
    courses, own = handed_back(answer, course), saved_work.read().get("answers", {}).get(name)
    earlier = own is not None and textwrap.dedent(str(own)).strip() != source_of(answer)
    if not (courses and earlier):
        remember(name, answer)
    if courses:
        return words.REMARKS["courses-beside-own" if earlier else "courses"]
    helped = inspect.isfunction(answer) and name in BROUGHT_BACK
    helpers = sorted(set(helpers_of(answer)) - {name, *BROUGHT_BACK}) if helped else ()
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
