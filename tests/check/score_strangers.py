"""Run the checks over a set of strangers' answers: ``python tests/check/score_strangers.py strangers_1``.

Prints counts, then lists for a person to read: what was refused or accepted wrongly, names that are
not true, and the message of every refused wrong answer beside the truth about it.
"""

import contextlib
import importlib
import io
import os
import sys
import textwrap
import warnings
from dataclasses import dataclass

from strangers import NAMES, RIGHT, WRONG, Answer


@dataclass(frozen=True)
class Verdict:
    """What a check said about one answer."""

    number: int
    answer: Answer
    status: str
    mistake: str | None
    message: str

    @property
    def accepted(self):
        return self.status == "passed"

    @property
    def falsely_named(self):
        return self.mistake is not None and self.mistake not in self.answer.names


def judge(answers):
    """Return one Verdict an answer, in order; an answer of the learner's may print or warn."""
    from nn_helpers import check

    return [ask(check, number, answer) for number, answer in enumerate(answers)]


def ask(check, number, answer):
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            report = getattr(check, answer.exercise).report(answer.fn)
        except Exception as error:
            return Verdict(number, answer, "the check raised", None, f"{error!r}")
    return Verdict(number, answer, report.status, report.mistake, report.message)


def counts(verdicts):
    """Return the lines of the summary."""
    right = [v for v in verdicts if v.answer.verdict == RIGHT]
    wrong = [v for v in verdicts if v.answer.verdict == WRONG]
    refused = [v for v in wrong if v.status == "wrong"]
    nameable = [v for v in refused if v.answer.names]
    return [
        f"right accepted   {sum(v.accepted for v in right):4} of {len(right)}",
        f"wrong refused    {len(refused):4} of {len(wrong)}",
        f"named truly      {sum(v.mistake in v.answer.names for v in nameable):4} of {len(nameable)}"
        " that have a name",
        f"FALSE names      {sum(v.falsely_named for v in verdicts):4}",
        f"neither passed nor wrong {sum(v.status not in ('passed', 'wrong') for v in verdicts)}",
    ]


def title(verdict):
    answer = verdict.answer
    name = getattr(answer.fn, "__name__", type(answer.fn).__name__)
    return f"[{verdict.number}] {answer.exercise}: {name} - {answer.source}"


def paragraph(label, text):
    """Return the text behind its label, its own lines kept."""
    lines = text.splitlines() or [""]
    wrapped = [w for line in lines for w in textwrap.wrap(line, 100) or [""]]
    return "\n".join(f"  {label if n == 0 else '':9}{line}" for n, line in enumerate(wrapped))


def entry(verdict):
    """Return everything a reader needs to judge one message."""
    answer = verdict.answer
    known = NAMES.get(answer.exercise, "").split()
    new = " (not among the names of this exercise in the design)"
    given = f"{verdict.mistake}{'' if verdict.mistake in known else new}"
    lines = [title(verdict), paragraph("status", verdict.status)]
    if answer.truth:
        lines += [paragraph("truth", answer.truth)]
        lines += [paragraph("names", ", ".join(sorted(answer.names)) or "(none would be true)")]
    if answer.false:
        lines += [paragraph("false:", answer.false)]
    lines += [paragraph("given", given if verdict.mistake else "(no name)")]
    return "\n".join([*lines, paragraph("message", verdict.message), ""])


def lists(verdicts):
    """Yield (heading, verdicts to read)."""
    right = [v for v in verdicts if v.answer.verdict == RIGHT]
    wrong = [v for v in verdicts if v.answer.verdict == WRONG]
    yield "Right, not accepted", [v for v in right if not v.accepted]
    yield "Wrong, not refused", [v for v in wrong if v.status != "wrong"]
    yield "False names", [v for v in verdicts if v.falsely_named]
    refused = [v for v in wrong if v.status == "wrong" and not v.falsely_named]
    yield "Refused and named truly", [v for v in refused if v.mistake]
    yield (
        "Refused without the name it has",
        [v for v in refused if not v.mistake and v.answer.names],
    )
    yield (
        "Refused, and there is no name",
        [v for v in refused if not v.mistake and not v.answer.names],
    )


def main(names):
    if not names:
        print("Which set? For example: python tests/check/score_strangers.py strangers_1")
        return 2
    os.environ.setdefault("NN_HELPERS_CHECK_RETURNS", "1")
    for name in names:
        try:
            answers = importlib.import_module(name).ANSWERS
        except ModuleNotFoundError:
            print(f"There is no set {name!r} in tests/check.")
            return 2
        verdicts = judge(answers)
        print(name, *counts(verdicts), sep="\n")
        for heading, chosen in lists(verdicts):
            print(f"\n==== {heading}: {len(chosen)}\n")
            print(*map(entry, chosen), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
