"""Exercise: judges a function on probes: fits, alike, right_but, slips, failed, wrong; Refused.

It judges what a function does, never how it is written. Naming a mistake comes afterwards, and decides
nothing.
"""

import inspect
import re
from functools import cached_property

import numpy as np

from nn_helpers import bugs
from nn_helpers.bugs import results
from nn_helpers.check import compare, naming, place, words
from nn_helpers.check.base import Check
from nn_helpers.check.call import Attempt, Probe, own_copy
from nn_helpers.check.describe import called, listed, lost, numbers
from nn_helpers.check.naming import NOTHING, Finding
from nn_helpers.check.report import PASSED, WRONG, Refused, Report
from nn_helpers.sandbox.isolate import helpers_of
from nn_helpers.sandbox.stubs import is_stub

STRICT = False  # the tests set it: a diagnosis that fails is a defect


class Exercise(Check):
    """A check of one exercise. Calling it with the learner's function gives a ``Report``.

    Parameters
    ----------
    signature : as a learner writes it, "step(params, grads, learning_rate)"
    contract : what the function takes and returns
    reference : the right function
    probes : functions of a random generator that return ``{argument: value}``
    form : what comes back, see ``compare.read``
    edges : numbers of those probes where a right result says little, as that of two zeros
    flow : the parts of the result in the order of their computation
    pipeline : the stages of the right computation, see ``place``
    """

    def __init__(self, signature, contract, reference, probes, form, *,
                 edges=(), flow=None, pipeline=None):  # fmt: skip
        contract = f"{signature}\n\n{inspect.cleandoc(contract)}"
        super().__init__(signature.partition("(")[0], contract)
        self.signature = signature
        self.reference, self.probes, self.form = reference, probes, form
        self.edges, self.flow, self.pipeline = edges, flow, pipeline
        self.family = self.family or self.name
        self.seed = 0  # of the probes; the tests try others
        self._probed = {}

    family = None  # whose slips of the catalogue it knows, if not its own
    silent = False  # whether a warning of numpy's is a mistake here
    changing = "changes-arguments"  # the name of that mistake
    as_given = None  # the slip in somebody's code, which the learner has to repair
    fails_tell = False  # whether failing on some probes alone is enough for a name
    one_at_a_time = False  # whether of two slips at once only the first is said

    # What a learner calls ---------------------------------------------------------------------

    def best(self, function):
        """Return the function if it passes, else the course's own."""
        return function if self.report(function).passed else self.reference

    def report(self, function):
        """Judge a function, without any effect. A fault of the check is said to be one."""
        with np.errstate(all="ignore"):  # whatever the notebook has set for itself
            try:
                self.check_function(function)
                return self.judge(Attempt(self, function))
            except Refused as refused:
                return refused.args[0]
            except Exception as error:
                if STRICT:
                    raise
                return Report(self.name, WRONG, None, (
                    "The check itself failed. That is a fault of the course, not yours.",
                    f"Please tell us: {type(error).__name__}: {error}",
                ))  # fmt: skip

    def __repr__(self):
        return f"check.{self.name}({self.name}) says whether it is right.\n{self.__doc__}"

    # Before anything is called ----------------------------------------------------------------

    def check_function(self, function):
        """Refuse what is a stub, no function, or takes other arguments."""
        blank = any(function is nothing for nothing in (..., None, NotImplemented))
        if blank or (function is not self.reference and is_stub(function)):
            self.not_started()
        if not callable(function):
            self.refuse(
                None, f"Called check.{self.name}(...).",
                f"What was handed in is {compare.kind(function)}, not a function.",
                cause=f"Hand in the function itself: check.{self.name}({self.name}), with no "
                "brackets after its name.", question=f"What does type({self.name}) say?",
            )  # fmt: skip
        if yours := self.other_arguments(function):
            self.refuse("other-arguments", f"Called {self.signature}.", yours)

    def not_started(self):
        raise Refused(self.not_attempted(f"Write {self.name} in the cell above"))

    def other_arguments(self, function):
        """Return what is said of a function that does not take the arguments of the exercise, or ""."""
        names = re.findall(r"(\w+)(?:=[^,)]+)?[,)]", self.signature)
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            return ""
        took = [name for name in signature.parameters if name in names]
        if took != names and sorted(took) == sorted(names):
            return f"Yours is {self.name}({', '.join(took)}): another order."
        try:
            signature.bind(*names)
        except TypeError:
            return f"Yours is {self.name}{signature}."
        return ""

    # Judging ----------------------------------------------------------------------------------

    def judge(self, attempt):
        """Compare with the reference on every probe; name the mistake when there is one."""
        calls = [attempt.call(probe) for probe in self.probed()]
        if not all(map(self.fits, calls)):
            return self.not_right(attempt, calls)
        self.right_but(attempt, calls)
        return self.right(attempt)

    def probed(self, later=False):
        """Return the probes: the same ones each time, so that results can be compared.

        ``later`` are others of the same shapes, in another order.
        """
        key = (self.seed, later)
        if key not in self._probed:
            number = len(self.probes) if later else 0
            made = [probe(self.generator(number + i)) for i, probe in enumerate(self.probes)]
            probes = [Probe(g, self.expected(g), i in self.edges) for i, g in enumerate(made)]
            self._probed[key] = probes[::-1] if later else probes
        return self._probed[key]

    def generator(self, number):
        """Return a fresh generator, always the same for a number."""
        return np.random.default_rng([self.seed, number])

    def expected(self, given):
        return compare.read(self.reference(*map(own_copy, given.values())), self.form)

    def fits(self, call):
        """Return whether a call came to a right result."""
        return call.parts is not None and self.accepts(call)

    def accepts(self, call):
        """Return whether a result is right."""
        return compare.same(call.parts, call.expected)

    def alike(self, call, parts):
        """Return whether a call gave just these parts; ``None`` stands for an error."""
        if call.parts is None or parts is None:
            return call.parts is None and parts is None
        pairs = [(call.parts[n], parts[n]) for n in parts]
        # How huge a huge number is tells nothing.
        return not any(compare.far(*pair) for pair in pairs) and all(
            compare.close(*np.clip(pair, -1e9, 1e9), loose=0.1) for pair in pairs
        )

    def right_but(self, attempt, calls):
        """Refuse when the results are right and something else is not."""
        for call in calls:
            if call.changed:
                slug, seen = self.changing, f"the call has changed {listed(call.changed)}"
            elif self.silent and call.outcome.warned:
                slug, seen = "overflow", f"numpy warns: {call.outcome.warned[0]}"
            else:
                continue
            self.refuse(slug, self.called(call.given), f"The result is right, but {seen}.")
        others = [naming.again(attempt, calls[0], 11), *(attempt.call(c.probe) for c in calls[1:])]
        for call, other in zip(calls, others, strict=True):
            if other.parts is None or not compare.same(other.parts, call.parts):
                what = f"then {other.outcome.said}" if other.error else "the results differ."
                said = f"The first call was right. Called again, {what}"
                self.refuse("two-answers", self.called(call.given), said)
        later = [attempt.call(probe) for probe in self.probed(later=True)]
        if not all(map(self.fits, later)):
            raise Refused(self.not_right(attempt, later))

    def right(self, attempt):
        """Return the report of a right answer, with what else is worth knowing."""
        return Report(self.name, PASSED, None, (words.RIGHT[self.name], *self.remarks(attempt)))

    def remarks(self, attempt):
        """Return what is said beside the praise, one sentence or two each."""
        params = attempt.returned[0] if self.form in compare.TWO else attempt.returned
        if self.form not in ("params", *compare.TWO) or hasattr(params, "_fields"):
            return []
        return [words.REMARKS["plain"].format(kind=compare.kind(params).removeprefix("a "))]

    # Naming -----------------------------------------------------------------------------------

    @property
    def own_slips(self):
        """The slips of this exercise in the catalogue."""
        return bugs.family(self.family) if self.family in bugs.exercises() else []

    @cached_property
    def slips(self):
        """Those of the catalogue, and those that any function can have at its end."""
        return [*self.own_slips, *results.of(self.family, self.reference, self.form)]

    def not_right(self, attempt, calls):
        """Return the report of results of which one at least is wrong."""
        finding, shown = self.finding(attempt, calls), self.shown(calls)
        if shown.parts is None:
            return self.failed(attempt, shown, calls, finding)
        slug, cause, found, detail = finding.slug, finding.cause, [], ""
        right = [name for name in shown.expected if shown.right_in(name)]
        name = next((name for name in self.flow or shown.expected if name not in right), None)
        if name:  # else it is right, but refused for a reason that the finding says
            changed = sorted({part for call in calls for part in call.changed})
            found = [right and f"Right: {listed(right)}.", self.beside(name, shown), lost(changed)]
            detail = numbers(shown)
            if changed and not slug and cause != words.AS_GIVEN:
                slug, cause = self.changing, cause.removeprefix(words.UNKNOWN).strip()
        return self.wrong(slug, self.called(shown.given), *found, cause=cause,
                          question=finding.question, detail=detail)  # fmt: skip

    def finding(self, attempt, calls):
        """Return the ``Finding`` of wrong results: what is known of the mistake."""
        return (
            naming.beyond_arguments(attempt, calls)
            or self.observed(calls)
            or naming.known(self, calls)
            or self.otherwise(attempt, calls)
        )

    def beside(self, name, call):
        """Return the first differing numbers of a part, side by side."""
        return compare.beside(name, call.parts[name], call.expected[name])

    def observed(self, calls):
        """Return the ``Finding`` of what shows at once, as code that is still as handed out; or None."""
        if self.as_given and naming.reproduces(self, (self.as_given,), calls):
            return Finding(None, words.AS_GIVEN, self.hints[0])
        return None

    def otherwise(self, attempt, calls):
        """Return the ``Finding`` of a mistake that is not in the catalogue: where, and how related."""
        return place.finding(self, attempt, calls)

    def shown(self, calls):
        """Return which wrong call to show: one with numbers in it, if there is one."""
        wrong = [call for call in calls if not self.fits(call)]
        return min(wrong, key=lambda c: (c.parts is None, not c.shaped, c.shaped and c.probe.edge))

    # Saying it --------------------------------------------------------------------------------

    def gate(self, attempt, call):
        """Return a call; refuse one that failed, has other shapes or changed what it was given."""
        if call.parts is None:
            raise Refused(self.failed(attempt, call))
        for name in call.misshapen:
            found, asked = self.beside(name, call), words.about("shape", name)
            self.refuse(None, self.called(call.given), found, question=asked)
        if call.changed:
            self.refuse("changes-arguments", self.called(call.given), lost(call.changed))
        return call

    def failed(self, attempt, call, calls=(), finding=NOTHING):
        """Return the report of a call that raised, or returned what cannot be read."""
        said, slug = call.outcome.said, finding.slug or call.outcome.slug
        if call.outcome.printed.strip() and call.error == "Nothing":
            said += " It prints instead: what is printed is gone."
        slug = slug or (self.changing if call.changed else None)
        cause, question = finding.cause, finding.question
        if not finding.slug:
            cause = place.elsewhere(self, attempt, calls) or None
            question = "" if slug else words.after_error(call.outcome)
        stubs = [name for name, f in helpers_of(attempt.original).items() if is_stub(f)]
        if stubs and call.error not in ("Nothing", "Problem"):
            said += f" It calls {listed(stubs)}, not written yet."
        return self.wrong(slug, self.called(call.given), said, lost(call.changed), cause=cause,
                          question=question)  # fmt: skip

    def wrong(self, mistake, called, *found, cause=None, question=None, detail=""):
        """Return a report of a wrong answer in four parts.

        What was called; what came back beside what was expected; the likely cause; the question
        that leads on. ``cause`` and ``question`` default to those of the mistake.
        """
        question = question or words.question(self.family, mistake)
        parts = (called, " ".join(filter(None, found)), words.likely(mistake, cause), question)
        return Report(self.name, WRONG, mistake, tuple(filter(None, parts)), detail)

    def called(self, given):
        """Return what was called, with the shapes of its arguments."""
        return f"Called {called(self.name, given)}."
