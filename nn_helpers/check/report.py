"""Report: status and message of a check, as text or HTML, delivered or raised as NotPassed."""

import html
import os
from dataclasses import dataclass

from nn_helpers.display import in_a_notebook

PASSED, WRONG, NOT_ATTEMPTED = "passed", "wrong", "not attempted"
FIRST_WORDS = {PASSED: "Right", WRONG: "Not yet", NOT_ATTEMPTED: "Not attempted"}
SYMBOLS = {PASSED: "✓", WRONG: "✗", NOT_ATTEMPTED: "○"}


@dataclass(frozen=True)
class Report:
    """The answer of a check.

    Its ``lines`` are the parts of the message: what was called, what came back beside what was
    expected, the likely cause, and a question that leads on.
    """

    exercise: str  # its name
    status: str  # "passed", "wrong" or "not attempted"
    mistake: str | None = None  # its name
    lines: tuple = ()
    detail: str = ""  # numbers for those who want to look closer
    hints: tuple = ()  # of the exercise; on a page they stand folded under the message

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
        border = {PASSED: "solid", WRONG: "double"}.get(self.status, "dotted")
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
    shown = html.escape(first)
    if "..." in first:  # code with a gap
        scrolls = "margin:0;white-space:pre;overflow-x:auto"
        shown = f"<pre style='{scrolls}'><code>{shown}</code></pre>"
    return (
        f"<details style='margin-top:0.4em'><summary>Hint {number}</summary>"
        f"<div style='margin:0.3em 0 0 1em;white-space:pre-wrap'>{shown}"
        f"{_folded(later, number + 1)}</div></details>"
    )


def _with_code(line):
    """Return a part of a message as HTML, with the learner's own line set as code."""
    text, found, code = line.partition("\nIn line ")
    if not found:
        return html.escape(line)
    number, _, code = code.partition(": ")
    return f"{html.escape(text)}\nIn line {html.escape(number)}: <code>{html.escape(code)}</code>"


class Refused(Exception):
    """Ends the judging of an answer; it holds the report."""


class NotPassed(AssertionError):
    """Raised where homework is graded, for an exercise that is not passed; it shows the feedback alone."""

    def __init__(self, report):
        super().__init__(report.message)
        self.report = report

    def _render_traceback_(self):
        return self.report.message.splitlines()


# Set by pytest; by nbgrader's autograde and validate.
GRADING = ("PYTEST_VERSION", "NBGRADER_EXECUTION")
_QUIET = "NN_HELPERS_CHECK_RETURNS"  # the tests of the checks look at reports, also inside pytest


def deliver(report):
    """Return the report; where pytest or nbgrader grades, raise it when the exercise is not passed."""
    graded = any(name in os.environ for name in GRADING)
    # A test of the course may ask for reports. A notebook's kernel cannot: it may be homework.
    quiet = os.environ.get(_QUIET) and not in_a_notebook()
    if graded and not report.passed and not quiet:
        raise NotPassed(report)
    return report
