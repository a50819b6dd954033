"""Check: what every exercise's check shares; called, it reports, keeps what passed, hints."""

from dataclasses import replace

from nn_helpers.check import whose, words
from nn_helpers.check.report import NOT_ATTEMPTED, Refused, Report, deliver


class Check:
    """A check of one exercise: ``check(answer)`` shows a ``Report``, ``check.hint()`` a question.

    A kind of check says how an answer is judged, in ``report(answer)``.
    """

    reference = None  # the course's own function, where the answer is a function

    def __init__(self, name, contract):
        self.__name__ = self.name = name
        self.__doc__ = contract
        self._hints_given = 0

    def __call__(self, answer=...):
        report = self.report(answer)
        if report.passed:
            said = whose.kept(self.name, answer, self.reference)
            report = replace(report, lines=tuple(filter(None, (*report.lines, said))))
        return deliver(replace(report, hints=tuple(self.hints)))

    def not_attempted(self, first):
        """Return the report that nothing was done yet, and what to do ``first``."""
        text = f"{first}, run that cell, then run this one again."
        return Report(self.name, NOT_ATTEMPTED, None, (text,))

    def refuse(self, *said, **more):
        """End the judging with the report of a wrong answer; a kind of check says it in ``wrong``."""
        raise Refused(self.wrong(*said, **more))

    @property
    def hints(self):
        """The hints of this exercise, each a little closer."""
        return words.HINTS[self.name]

    def hint(self):
        """Return the next hint, each a little closer; the last one stays."""
        at = min(self._hints_given, len(self.hints) - 1)
        self._hints_given += 1
        set_off = "\n" if "..." in self.hints[at] else " "  # code begins on a line of its own
        return words.Hint(f"Hint {at + 1} of {len(self.hints)}:{set_off}{self.hints[at]}")
