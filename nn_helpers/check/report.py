"""Report: status and message of a check, as text or HTML, delivered or raised as NotPassed."""

import html
import os
import sys
from dataclasses import dataclass

PASSED, WRONG, NOT_ATTEMPTED = "passed", "wrong", "not attempted"
FIRST_WORDS = {PASSED: "Right", WRONG: "Not yet", NOT_ATTEMPTED: "Not attempted"}
SYMBOLS = {PASSED: "✓", WRONG: "✗", NOT_ATTEMPTED: "○"}


@dataclass(frozen=True)
class Report:
    """The answer of a check.

    Attributes
    ----------
    exercise : its name
    status : "passed", "wrong" or "not attempted"
    mistake : the name of the mistake, or None
    lines : the parts of the message: what was called, what came back beside what was expected, the
        likely cause, and a question that leads on
    detail : numbers for those who want to look closer
    hints : the hints of the exercise, which stand folded under the message on a page
    """

    exercise: str
    status: str
    mistake: str | None = None
    lines: tuple = ()
    detail: str = ""
    hints: tuple = ()

    @property
    def passed(self):
        return self.status == PASSED

    @property
    def message(self):
        """The whole message as plain text."""
        return "\n".join((self.head, *self.lines, *([self.detail] if self.detail else ())))

    @property
    def head(self):
        """The first line: the verdict in words."""
        return f"{FIRST_WORDS[self.status]}: {self.exercise}"

    def __repr__(self):
        return self.message

    def _repr_html_(self):
        parts = "".join(
            f'<div style="margin-top:0.3em;white-space:pre-wrap">{_with_code(line)}</div>'
            for line in self.lines
        )
        if self.detail:
            parts += (
                "<details style='margin-top:0.4em'><summary>The numbers</summary>"
                f"<pre style='margin:0.3em 0'>{html.escape(self.detail)}</pre></details>"
            )
        parts += "" if self.passed else _folded(self.hints)
        border = "solid" if self.passed else "double" if self.status == WRONG else "dotted"
        return (
            f'<div role="status" style="border-left:5px {border} currentColor;padding:0.2em 0.8em;'
            'line-height:1.5;max-width:52em">'
            f"<b>{SYMBOLS[self.status]} {html.escape(self.head)}</b>{parts}</div>"
        )


def _folded(hints, number=1):
    """Return hints as HTML: the first is folded, and inside of each the next one."""
    if not hints:
        return ""
    first, *later = hints
    return (
        f"<details style='margin-top:0.4em'><summary>Hint {number}</summary>"
        f"<div style='margin:0.3em 0 0 1em;white-space:pre-wrap'>{_with_gap(first)}"
        f"{_folded(later, number + 1)}</div></details>"
    )


def _with_gap(hint):
    """Return a hint as HTML: as code where it has a gap to be filled."""
    return f"<code>{html.escape(hint)}</code>" if "..." in hint else html.escape(hint)


def _with_code(line):
    """Return a part of a message as HTML, with the learner's own line set as code."""
    text, found, code = line.partition("\nIn line ")
    if not found:
        return html.escape(line)
    number, _, code = code.partition(": ")
    return f"{html.escape(text)}\nIn line {html.escape(number)}: <code>{html.escape(code)}</code>"


class NotPassed(AssertionError):
    """Raised where homework is graded, for an exercise that is not passed; it shows the feedback alone."""

    def __init__(self, report):
        super().__init__(report.message)
        self.report = report

    def _render_traceback_(self):
        return self.report.message.splitlines()


GRADING = (
    "PYTEST_VERSION",
    "NBGRADER_EXECUTION",
)  # set by pytest; by nbgrader's autograde, validate
_QUIET = "NN_HELPERS_CHECK_RETURNS"  # the tests of the checks look at reports, also inside pytest


def deliver(report):
    """Return the report; where pytest or nbgrader grades, raise it when the exercise is not passed."""
    graded = any(name in os.environ for name in GRADING)
    if graded and not report.passed and not _looked_at_by_a_test():
        raise NotPassed(report)
    return report


def _looked_at_by_a_test():
    """Whether a test of the course asks for reports. A notebook's kernel cannot: it may be homework."""
    ipython = sys.modules.get("IPython")
    return bool(os.environ.get(_QUIET)) and (ipython is None or ipython.get_ipython() is None)
