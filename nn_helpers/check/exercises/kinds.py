"""Kinds of exercise beside plain functions: Value, Choice, Detector (a learner's test), Random."""

from nn_helpers.check import words
from nn_helpers.check.base import Check
from nn_helpers.check.call import LEFTOVERS, changed_parts, leave_in_memory, own_copy
from nn_helpers.check.compare import RESULT
from nn_helpers.check.judge import NOT_STARTED, Exercise
from nn_helpers.check.report import NOT_ATTEMPTED, PASSED, WRONG, Report
from nn_helpers.sandbox import guard
from nn_helpers.sandbox.stubs import gap_left


class Value(Check):
    """A check of an answer that is a value. Calling it with the answer gives a ``Report``.

    Parameters
    ----------
    name, contract : the answer's name, and what it has to be
    hints : questions, each a little closer
    right : what is said when it is right
    """

    def __init__(self, name, contract, hints, right):
        super().__init__(name, contract)
        self.hints, self.praise = hints, right

    def __repr__(self):
        return f"check.{self.name}({self.name}) says whether it is right. {self.__doc__}"

    def report(self, answer):
        """Judge an answer, without any effect."""
        if self.untouched(answer):
            text = f"Give {self.name} a value, run that cell, then run this one again."
            return Report(self.name, NOT_ATTEMPTED, None, (text,))
        return self.judge(answer)

    def untouched(self, answer):
        """Whether the answer is still the gap that the learner was given, or a dict of gaps."""
        parts = answer.values() if isinstance(answer, dict) and answer else (answer,)
        return all(part is Ellipsis or part is None for part in parts)

    def right(self, *lines):
        return Report(self.name, PASSED, None, (*lines, self.praise))

    def wrong(self, mistake, *lines):
        return Report(self.name, WRONG, mistake, tuple(line for line in lines if line))


class Choice(Value):
    """Judges a letter. Each wrong one has a name and a reply that leads on.

    ``replies`` maps each wrong letter to the mistake and the lines to say.
    """

    def __init__(self, name, contract, answer, replies, hints, right):
        super().__init__(name, contract, hints, right)
        self.answer, self.replies = answer, replies

    def judge(self, answer):
        letter = answer.strip().upper() if isinstance(answer, str) else answer
        if letter == self.answer:
            return self.right()
        if not isinstance(letter, str) or letter not in self.replies:
            letters = " or ".join(f'"{known}"' for known in sorted([self.answer, *self.replies]))
            return self.wrong("other-form", f"{self.name} is {answer!r}; expected {letters}.")
        return self.wrong(self.replies[letter][0], *self.replies[letter][1:])


class Detector(Exercise):
    """The learner writes a test of somebody else's function; it is tried on right and broken ones.

    ``cases()`` yields what each case is in words, the arguments, and the answer that is expected.
    """

    def __init__(self, signature, contract, cases):
        super().__init__(signature, contract, None, [], "number")
        self.cases = cases

    def judge(self, attempt):
        for what, given, expected in self.cases():
            s = attempt.see(given)
            said = f"Called {self.name} with {what}."
            if s.error in NOT_STARTED or (s.error == "Nothing" and gap_left(attempt.original)):
                return self.untouched()
            if s.parts is None:
                question = words.after_error(s.error)
                return self.wrong(s.outcome.slug, said, s.outcome.said, question=question)
            found = s.parts[RESULT]
            if found.shape != () or found not in (0, 1):
                came = found if found.ndim == 0 else f"an array of shape {found.shape}"
                return self.wrong(None, said, f"It returned {came}, expected {expected}.")
            if bool(found) is not expected:
                return self.wrong(None, said, f"It returned {bool(found)}, expected {expected}.")
            if s.changed:
                changed = f"It has changed {', '.join(s.changed)}."
                return self.wrong("changes-arguments", said, changed)
        return self.right()


class Mistake(Exception):
    """A wrong answer whose reason is found."""

    def __init__(self, slug, *lines, error=""):
        self.slug, self.lines, self.error = slug, lines, error


class Random(Exercise):
    """What all exercises with randomness share: how they are called, and what ends them early."""

    def judge(self, attempt):
        try:
            return self.examine(attempt) or self.right()
        except NotImplementedError:
            return self.untouched()
        except Mistake as mistake:
            ask = None if mistake.slug else words.after_error(mistake.error)
            return self.wrong(mistake.slug, *mistake.lines, question=ask)

    def run(self, attempt, said, action, **arguments):
        """Return what ``action`` returns; it gets copies of the arguments. Raises ``Mistake``."""
        own = {name: own_copy(value) for name, value in arguments.items()}
        leave_in_memory(LEFTOVERS[0], arguments)
        outcome = guard.run(lambda: action(**own), attempt.left())
        if outcome.error == "OutOfTime":
            raise guard.Stopped(outcome, said)
        if outcome.error in NOT_STARTED or (
            outcome.error == "Nothing" and gap_left(attempt.original)
        ):
            raise NotImplementedError
        changed = [c for n, was in arguments.items() for c in changed_parts(n, was, own[n])]
        lost = f"The call has changed {', '.join(changed)}." if changed else ""
        if outcome.error:
            stubs = self.not_written_yet(attempt, outcome.error)
            slug = "changes-arguments" if changed else outcome.slug
            if outcome.error in ("NameError", "UnboundLocalError"):
                slug = slug or "name-missing"
            raise Mistake(slug, said, outcome.said, *stubs, lost, error=outcome.error)
        if changed:
            raise Mistake("changes-arguments", said, lost)
        if outcome.global_random:
            raise Mistake("global-random", said, "The noise comes from a global generator.")
        return outcome.value

    def called(self, given):
        return given if isinstance(given, str) else super().called(given)
