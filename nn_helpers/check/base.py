"""Check: what every exercise's check shares; called, it reports, keeps what passed, hints."""

from dataclasses import replace

from nn_helpers.check import words
from nn_helpers.check.report import deliver


class Check:
    """A check of one exercise: ``check(answer)`` shows a ``Report``, ``check.hint()`` a question.

    A kind of check says how an answer is judged, in ``report(answer)``.
    """

    def __init__(self, name, contract):
        self.__name__ = self.name = name
        self.__doc__ = contract
        self._hints_given = 0

    def __call__(self, answer=...):
        from nn_helpers.check.progress import remember

        report = self.report(answer)
        if report.passed:
            remember(self.name, answer)
        return deliver(replace(report, hints=tuple(self.hints)))

    @property
    def hints(self):
        """The hints of this exercise, each a little closer."""
        return words.HINTS[self.name]

    def hint(self):
        """Return the next hint, each a little closer; the last one stays."""
        at = min(self._hints_given, len(self.hints) - 1)
        self._hints_given += 1
        return words.Hint(f"Hint {at + 1} of {len(self.hints)}:{words.set_off(self.hints[at])}")
