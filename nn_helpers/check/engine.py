"""How a check decides: call on probes, compare with the reference, then with every known mistake."""

import inspect

import numpy as np

from nn_helpers import bugs
from nn_helpers.check import compare, words
from nn_helpers.check.globals_used import with_other_data
from nn_helpers.check.guard import call
from nn_helpers.check.report import NOT_ATTEMPTED, PASSED, WRONG, Report, deliver


class Exercise:
    """A check of one exercise. Calling it with the learner's function gives a ``Report``.

    Parameters
    ----------
    name, contract : the function's name, and what it takes and returns
    reference : the right function
    probes : list of functions of a random generator that return ``{argument: value}``
    form : what comes back, a key of ``compare.PARTS``
    """

    def __init__(self, name, contract, reference, probes, form):
        self.__name__ = self.name = name
        self.__doc__ = contract
        self.reference, self.probes, self.form = reference, probes, form
        self._hints_given = 0
        self._known = None

    def __call__(self, function):
        from nn_helpers.check import passed

        try:
            report = self.report(function)
        except Exception as error:
            report = Report(self.name, WRONG, None, (
                "The check itself failed. That is a fault of the course, not yours.",
                f"Please tell us: {type(error).__name__}: {error}",
            ))  # fmt: skip
        if report.passed:
            passed.remember(self.name, function)
        return deliver(report)

    def __repr__(self):
        return f"check.{self.name}({self.name}) says whether it is right. {self.__doc__}"

    def hint(self):
        """Return the next hint; the last one stays."""
        hints = words.HINTS[self.name]
        at = min(self._hints_given, len(hints) - 1)
        self._hints_given += 1
        return words.Hint(f"Hint {at + 1} of {len(hints)}: {hints[at]}")

    def best(self, function):
        """Return the function if it passes, else the course's own."""
        return function if self.report(function).passed else self.reference

    def report(self, function):
        """Judge a function, without any effect."""
        return self.not_a_function(function) or self.judge(function)

    def not_a_function(self, function):
        """Return a report for what is no attempt, or no function at all."""
        if function is Ellipsis or function is None:
            return self.untouched()
        if not callable(function):
            return self.wrong(
                None,
                f"{self.name} is {compare.kind(function)}, not a function.",
                f"Hand in the function itself: check.{self.name}({self.name}), without brackets "
                "after the name.",
            )
        if function is self.reference:
            return None
        return self.untouched() if is_stub(function) else None

    def untouched(self):
        return Report(
            self.name,
            NOT_ATTEMPTED,
            None,
            (f"Write {self.name}, run its cell, then run this one again.",),
        )

    def wrong(self, mistake, *lines, detail=""):
        """Return a report of a wrong answer, with the question that leads on as its last line."""
        question = words.question(self.name, mistake)
        cause = words.cause(self.name, mistake)
        lines = [*lines, *([cause] if cause else []), *([question] if question else [])]
        return Report(self.name, WRONG, mistake, tuple(lines), detail)

    def judge(self, function):
        """Compare with the reference on every probe; name the mistake when there is one."""
        arguments = self.arguments()
        calls = []
        for given in arguments:
            calls.append(call(function, given))
            if calls[-1].error_type == "OutOfTime":  # once is enough
                break
        trouble = self.trouble(function, calls, arguments)
        if isinstance(trouble, Report):
            return trouble
        found, misfit = self.parts(calls)
        expected = [compare.parts_of(self.reference(*a.values()), self.form) for a in arguments]
        if misfit is None and all(map(compare.same, found, expected)):
            return self.right_but(function, calls, arguments, found) or self.right()
        mistake = self.name_of(calls, found, arguments)
        changed = next((c.changed for c in calls if c.changed), [])
        if mistake is None and changed:
            mistake = self.changing()
        if mistake is None and self.reads_globals(function, found, arguments):
            mistake = "reads-global"
        if misfit is not None and all(f is None for f in found):
            return self.wrong(mistake, self.called(arguments[0]), misfit)
        return self.explain(mistake, found, expected, arguments, misfit)

    def arguments(self):
        """Return the probes' arguments, always the same ones."""
        return [probe(np.random.default_rng(i + 1)) for i, probe in enumerate(self.probes)]

    def parts(self, calls):
        """Return the parts of every result (None where it has not the form), and the first misfit."""
        found, misfit = [], None
        for outcome in calls:
            try:
                if outcome.error_type:
                    raise compare.Misfit(f"It stopped with an error.\n{outcome.error}")
                found.append(compare.parts_of(outcome.value, self.form))
            except compare.Misfit as problem:
                misfit = misfit or str(problem)
                found.append(None)
        return found, misfit

    def trouble(self, function, calls, arguments):
        """Return a report when the calls went wrong in a way that needs no comparing."""
        first = calls[0]
        if all(c.error_type == "NotImplementedError" for c in calls):
            return self.untouched()
        for outcome, given in zip(calls, arguments, strict=False):
            if outcome.error_type == "OutOfTime":
                return self.wrong(
                    "endless-loop", self.called(given), f"No answer: {outcome.error}."
                )
        if first.error_type and all(c.error_type for c in calls):
            mistake = self.name_of(calls, [None] * len(calls), arguments)
            said = [self.called(arguments[0]), first.error]
            if first.error_type == "NameError":
                said.append(
                    "The name is not among the arguments, and nothing in the function sets it."
                )
            return self.wrong(mistake, *said)
        if all(c.value is None and not c.error_type for c in calls):
            if gap_left(function):
                return self.untouched()
            printed = (
                " It prints instead: what is printed is gone." if first.printed.strip() else ""
            )
            changed = f" It changed {', '.join(first.changed)}." if first.changed else ""
            return self.wrong(
                self.changing() if first.changed else None,
                self.called(arguments[0]),
                f"It returned nothing. Is there a return?{printed}{changed}",
            )
        return None

    def name_of(self, calls, found, arguments):
        """Return the mistake whose results are these on all probes; None when none or several."""
        names = set()
        for bug, outcomes, parts in self.known(arguments):
            if all(
                alike(c, f, o, p) for c, f, o, p in zip(calls, found, outcomes, parts, strict=True)
            ):
                names.add(bug.slug)
        return names.pop() if len(names) == 1 else None

    def known(self, arguments):
        """Return what every bug of the zoo does on the probes (worked out once)."""
        if self._known is None:
            self._known = []
            try:
                zoo = bugs.zoo(self.name)
            except KeyError:
                zoo = []
            for bug in zoo:
                outcomes = [call(bug.function, given) for given in arguments]
                self._known.append((bug, outcomes, self.parts(outcomes)[0]))
        return self._known

    def reads_globals(self, function, found, arguments):
        """Return whether other data behind global names gives another result."""
        other, _ = with_other_data(function)
        if other is None:
            return False
        again, _ = self.parts([call(other, given) for given in arguments])
        return any(
            a is not None and b is not None and not compare.same(a, b)
            for a, b in zip(found, again, strict=True)
            if a is None or b is None or a.keys() == b.keys()
        )

    def right_but(self, function, calls, arguments, found):
        """Return a report when the results are right and something else is not."""
        for outcome, given in zip(calls, arguments, strict=True):
            if outcome.changed:
                return self.wrong(
                    self.changing(),
                    self.called(given),
                    f"The result is right, but {', '.join(outcome.changed)} is not what it was before "
                    "the call.",
                )
            if outcome.warned:
                return self.wrong(
                    "overflow" if "overflow" in outcome.warned[0] else None,
                    self.called(given),
                    f"The result is right, but numpy warns: {outcome.warned[0]}",
                )
        again, _ = self.parts([call(function, given) for given in arguments])
        if not all(b is not None and compare.same(a, b) for a, b in zip(found, again, strict=True)):
            return self.wrong(
                "two-answers",
                self.called(arguments[0]),
                "The same call gave two different results.",
            )
        return None

    def right(self):
        return Report(self.name, PASSED, None, (words.RIGHT[self.name],))

    def changing(self):
        return "not-restored" if self.name == "numerical_gradients" else "changes-arguments"

    def explain(self, mistake, found, expected, arguments, misfit):
        """Describe the first probe that went wrong, by its first wrong part."""
        for parts, right, given in zip(found, expected, arguments, strict=True):
            if parts is None:
                return self.wrong(mistake, self.called(given), misfit)
            if not compare.same(parts, right):
                name, fine = compare.first_wrong(parts, right)
                before = (
                    f"{', '.join(fine)} {'is' if len(fine) == 1 else 'are'} right. " if fine else ""
                )
                lines = [self.called(given), f"{before}{name}{compare_text(parts, right, name)}."]
                related = swapped(parts[name], right, name) or compare.relation(
                    parts[name], right[name]
                )
                if related and mistake is None:
                    lines.append(related)
                if mistake is None:
                    lines.append("This pattern is not in our collection of known mistakes.")
                numbers = "\n".join(
                    f"{n}: shape {parts[n].shape}, expected {right[n].shape}" for n in right
                )
                tolerance = f"Compared to within {compare.RELATIVE:g}, relative."
                return self.wrong(mistake, *lines, detail=f"{numbers}\n{tolerance}")
        raise AssertionError("a wrong answer without a wrong part")

    def called(self, given):
        """Return what was called, with the shapes of its arguments."""
        return f"Called: {self.name}({', '.join(describe(n, v) for n, v in given.items())})."


def swapped(found, right, name):
    """Return a sentence when a part is what another part should be."""
    for other, values in right.items():
        if other != name and compare.close(found, values):
            return f"It is the right {other}. Have two results changed places?"
    return ""


def compare_text(parts, right, name):
    shown = compare.beside(parts[name], right[name])
    return f" has {shown}" if shown.startswith("shape") else f" {shown}".replace(" [", "[", 1)


def describe(name, value):
    """Return an argument in a few words: small things whole, arrays by their shape.

    >>> describe("z", -1.5), describe("X", np.zeros((3, 5)))
    ('z=-1.5', 'X of shape (3, 5)')
    """
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return f"a network of {value[0].shape[1]}-{value[0].shape[0]}-{value[2].shape[0]}"
    if isinstance(value, np.ndarray):
        return f"{name} of shape {value.shape}"
    if isinstance(value, int | float):
        return f"{name}={value:g}"
    return name


def alike(outcome, parts, known, known_parts):
    """Return whether a call did what a known mistake does."""
    if outcome.changed != known.changed or bool(outcome.error_type) != bool(known.error_type):
        return False
    if outcome.error_type:
        return True
    if parts is None or known_parts is None or parts.keys() != known_parts.keys():
        return False
    if not all(compare.close(parts[name], known_parts[name], loose=0.1) for name in parts):
        return False
    return bool(outcome.warned) == bool(known.warned) or not known.warned


def is_stub(function):
    """Return whether the body of a function is still the stub: nothing, ``...`` or ``pass``."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    try:
        empty = (_empty, _documented, _ellipsis, _documented_ellipsis)
        return code.co_code in {f.__code__.co_code for f in empty} and not code.co_names and all(
            c is None or c is Ellipsis or c == inspect.getdoc(function) or c == function.__doc__
            for c in code.co_consts
        )  # fmt: skip
    except Exception:
        return False


def gap_left(function):
    """Return whether the gap in a given function is still as the course left it."""
    try:
        return "...  # your code here" in inspect.getsource(function)
    except (OSError, TypeError):
        return False


def _empty():
    pass


def _documented():
    """Text."""


def _ellipsis(): ...


def _documented_ellipsis():
    """Text."""
    ...
