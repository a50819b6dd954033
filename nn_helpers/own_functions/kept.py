"""Kept: a function of kept_sources that passed, or why_not_kept; Toolbox: whose each is; mine.

A check keeps the source of an answer that passed it (``check/progress.py``), in the small file beside
the notebooks. Here it is run again, in a namespace of its own: numpy, the modules of the course, and
the other functions that were kept. It counts only if it passes its check again. Where nothing is
kept, or it no longer works, the course's own function takes its place.

A lesson calls ``mine`` at its top; what that returns is ``watched``.
"""

import ast
import html
import os
import re
import textwrap
from dataclasses import dataclass

from nn_helpers import saved_work
from nn_helpers.check import whose
from nn_helpers.check.report import GRADING
from nn_helpers.own_functions.at_hand import AT_HAND, COURSE
from nn_helpers.own_functions.watched import Watched


@dataclass(frozen=True)
class Kept:
    """A function and whose it is; call it like the function.

    Attributes
    ----------
    name : the name of the exercise
    function : what runs
    own : whether it is the learner's
    why : a calm sentence: where it comes from, or why it is not the learner's
    source : the source text of the learner's function, or ""
    """

    name: str
    function: object
    own: bool
    why: str
    source: str = ""

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    @property
    def whose(self):
        return "yours" if self.own else "the course's"

    def __repr__(self):
        return f"{self.name}: {self.whose}. {self.why}"


def function(name, otherwise=None):
    """Return the learner's own function for an exercise, or ``otherwise`` (the course's).

    Nothing that is kept can make it raise: a damaged text, an error, an answer that no longer passes.
    All of these give the course's function, and a sentence that says why.

    Raises ``KeyError`` for a name that is no function of the course.
    """
    if name not in COURSE:
        raise KeyError(
            f"No exercise {name!r} has a function to keep; there are {', '.join(COURSE)}."
        )
    otherwise = COURSE[name] if otherwise is None else otherwise
    kept_answers = saved_work.read().get("answers", {})
    if name not in kept_answers:
        return _not_kept(name, otherwise)
    kept_sources = _whole_functions(kept_answers)
    if name not in kept_sources:
        return Kept(name, otherwise, False, "What is kept is not a whole function.")
    space = namespace(kept_sources.values())
    kept_function = space[name]
    if whose.only_calls(kept_sources[name], {**space, name: COURSE[name]}, COURSE[name]):
        return Kept(name, otherwise, False, "You handed in the course's function.")
    why_not = why_not_kept(name, kept_function)
    if why_not:
        return Kept(name, otherwise, False, f"Yours does not pass here: {why_not}")
    return Kept(name, kept_function, True, "It passed its check again.", kept_sources[name])


def _whole_functions(kept_answers):
    """Return the sources of the kept answers that are one whole function of an exercise."""
    kept_sources = {n: _dedented(kept) for n, kept in kept_answers.items() if n in COURSE}
    return {n: kept_source for n, kept_source in kept_sources.items() if defines(kept_source, n)}


def _dedented(kept_answer):
    return textwrap.dedent(str(kept_answer)).strip()


def _not_kept(name, otherwise):
    return Kept(
        name,
        otherwise,
        False,
        f"Nothing of yours is kept yet. Lesson {_lesson_that_asks_for(name)} asks for it.",
    )


def defines(source, name):
    """Return whether a text is the definition of one function with this name, and runs.

    >>> defines("def cost(a, b):\\n    return a - b", "cost"), defines("def cost(a,", "cost")
    (True, False)
    """
    try:
        (node,) = ast.parse(source).body
        if not isinstance(node, ast.FunctionDef) or node.name != name:
            return False
        namespace([source])
    except Exception:  # a text that was cut off or changed by hand can raise anything
        return False
    return True


def namespace(kept_sources):
    """Return a fresh namespace: what a lesson has at hand, the course's functions, and the sources'."""
    space = {"__name__": "kept", **COURSE, **{name: value for name, (value, _) in AT_HAND.items()}}
    for kept_source in kept_sources:
        exec(compile(kept_source, "<your kept function>", "exec"), space)  # as their own cell did
    return space


def why_not_kept(name, kept_function):
    """Return why a function does not pass its check, in one line, or an empty text."""
    from nn_helpers import check

    report = getattr(check, name).report(kept_function)
    if report.passed:
        return ""
    not_kept = re.search(r"NameError: name '(\w+)'", report.message)
    if not_kept:
        return f"it needs {not_kept[1]}, and that is not kept."
    return next((line.splitlines()[0] for line in report.lines[1:]), "its check says no.")


def mine(*names):
    """Return functions of the exercises for a lesson, the learner's own where they passed, and say so.

    One function for one name, a tuple for several. The learner's are watched: should one fail in the
    lesson, the course's takes over, in words. What pytest or nbgrader runs must not depend on a file
    beside the notebook, so there all of them are the course's.

    Raises ``KeyError`` for a name that is no function of the course.

    >>> sigmoid, cost = mine("sigmoid", "cost")
    sigmoid: the course's. Nothing of yours is kept yet. Lesson 01 asks for it.
    cost: the course's. Nothing of yours is kept yet. Lesson 02 asks for it.
    """
    tested = any(name in os.environ for name in GRADING)
    asked_for = [_not_kept(name, COURSE[name]) if tested else function(name) for name in names]
    for kept in asked_for:
        print(
            f"{kept.name}: yours, from lesson {_lesson_that_asks_for(kept.name)}."
            if kept.own
            else kept
        )
    yours = [kept.name for kept in asked_for if kept.own]
    if yours:
        quoted = ", ".join(f'"{name}"' for name in yours)
        print(f"To switch back: {', '.join(yours)} = own_functions.course({quoted})")
    return _one_or_all(
        Watched(kept.name, kept.function, COURSE[kept.name]) if kept.own else kept.function
        for kept in asked_for
    )


def course(*names):
    """Return the course's functions of exercises: one function for one name, a tuple for several.

    >>> from nn_helpers import network
    >>> course("cost") is network.cost
    True
    """
    return _one_or_all(COURSE[name] for name in names)


def _one_or_all(asked_for):
    asked_for = tuple(asked_for)
    return asked_for[0] if len(asked_for) == 1 else asked_for


def functions(*names):
    """Return several functions as a ``Toolbox``: one attribute each, shown as a table."""
    return Toolbox({name: function(name) for name in names})


class Toolbox:
    """Functions by name, as attributes. Shown, it says whose each of them is."""

    def __init__(self, kept_functions):
        self._kept = kept_functions

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._kept:
            raise AttributeError(f"There is no {name!r} here.")
        return self._kept[name]

    def __iter__(self):
        return iter(self._kept.values())

    @property
    def head(self):
        own = sum(kept.own for kept in self)
        return f"{own} of {len(self._kept)} functions are your own."

    def __repr__(self):
        width = max(map(len, self._kept))
        rows = (f"  {kept.name:{width}}  {kept.whose:12}  {kept.why}" for kept in self)
        return "\n".join([self.head, *rows])

    def _repr_html_(self):
        rows = "".join(
            f"<tr><td><code>{kept.name}</code></td>"
            f"<td>{f'<b>{kept.whose}</b>' if kept.own else kept.whose}</td>"
            f'<td style="text-align:left">{html.escape(kept.why)}</td></tr>'
            for kept in self
        )
        head = "<tr><th>function</th><th>whose</th><th>why</th></tr>"
        return f"<p>{self.head}</p><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _lesson_that_asks_for(name):
    from nn_helpers.check.progress import LESSONS

    return next(lesson for lesson, kept_names in LESSONS.items() if name in kept_names)
