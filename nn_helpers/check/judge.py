"""Exercise: judge a function on its probes against the reference, and word what differs.

It finds out which known mistake the results look like. It judges what a function does, never how it
is written.
"""

import contextlib
import copy
import inspect
import textwrap
from itertools import zip_longest

import numpy as np

from nn_helpers import bugs
from nn_helpers.check import compare, words
from nn_helpers.check.base import Check
from nn_helpers.check.call import LEFTOVERS, Attempt, leftover, same_bits, see
from nn_helpers.check.diagnose import patterns
from nn_helpers.check.report import NOT_ATTEMPTED, PASSED, WRONG, Report
from nn_helpers.sandbox import guard, limit
from nn_helpers.sandbox.isolate import data_read, helpers_of, isolated, other_data
from nn_helpers.sandbox.stubs import gap_left, holds_on, is_stub

STRICT = False  # the tests set it: a diagnosis that fails is a defect
NOT_STARTED = ("NotWritten", "NotImplementedError")


class Exercise(Check):
    """A check of one exercise. Calling it with the learner's function gives a ``Report``.

    Parameters
    ----------
    signature : as a learner writes it, "step(params, grads, learning_rate)"; a name alone does not
        say which arguments there are, and then they are not compared
    contract : what the function takes and returns
    reference : the right function
    probes : functions of a random generator that return ``{argument: value}``
    form : what comes back, see ``compare.read``
    silent : whether a warning of numpy's is a mistake here
    diagnose : function(seen, expected, arguments) that names what the zoo does not; it returns a
        slug (or None) and a sentence, or None
    """

    def __init__(
        self, signature, contract, reference, probes, form, *, silent=False, diagnose=None
    ):
        self.signature = signature
        super().__init__(
            signature.partition("(")[0], f"{signature}\n\n{textwrap.dedent(contract).strip()}"
        )
        self.reference, self.probes, self.form = reference, probes, form
        self.silent, self.diagnose = silent, diagnose
        self.family = self.name  # whose mistakes of the zoo it knows
        self.seed = 0  # of the probes; the tests try others
        self._known = {}

    changing = "changes-arguments"  # the name of that mistake
    flow = None  # in which order the parts are computed, where it is not that of the result

    # What a learner calls ---------------------------------------------------------------------

    @property
    def hints(self):
        """The hints of this exercise, each a little closer."""
        return words.HINTS[self.name]

    def of(self, name):
        """Return the same check for a function of another name: somebody's code to repair."""
        other = copy.copy(self)
        other.__name__ = other.name = name
        other.signature = f"{name}({self.signature.partition('(')[2]}"
        other.__doc__ = self.__doc__.replace(f"{self.name}(", f"{name}(")
        other._hints_given = 0
        return other

    def best(self, function):
        """Return the function if it passes, else the course's own."""
        return function if self.report(function).passed else self.reference

    def report(self, function):
        """Judge a function, without any effect. A fault of the check is said to be one."""
        try:
            return self.not_a_function(function) or self.judge(Attempt(self, function))
        except guard.Stopped as stopped:
            return self.stopped(stopped.outcome, stopped.given)
        except Exception as error:
            return Report(self.name, WRONG, None, (
                "The check itself failed. That is a fault of the course, not yours.",
                f"Please tell us: {type(error).__name__}: {error}",
            ))  # fmt: skip

    def __repr__(self):
        return f"check.{self.name}({self.name}) says whether it is right.\n{self.__doc__}"

    # Before anything is called ----------------------------------------------------------------

    def not_a_function(self, function):
        """Return a report for what is no attempt, or no function at all."""
        if function is Ellipsis or function is None or function is NotImplemented:
            return self.untouched()
        if not callable(function):
            return self.wrong(
                None,
                f"Called check.{self.name}(...).",
                f"What was handed in is {compare.kind(function)}, not a function.",
                cause=f"Hand in the function itself: check.{self.name}({self.name}), with no "
                "brackets after its name.",
                question=f"What does type({self.name}) say?",
            )
        if function is not self.reference and is_stub(function):
            return self.untouched()
        if not limit.has_alarm() and holds_on(function):
            return self.wrong(
                None,
                f"Looked at {self.name} before calling it.",
                "It has an endless loop in a try, and an except that catches everything.",
                cause="Not even this check could end that. Write except Exception.",
                question="Which error do you expect there?",
            )
        return self.other_arguments(function)

    def other_arguments(self, function):
        """Return a report when the function does not take the arguments of the exercise."""
        _, bracket, wanted = self.signature.partition("(")
        if not bracket:
            return None
        wanted = wanted.rstrip(")")
        names = [name.partition("=")[0].strip() for name in wanted.split(",") if name]
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            return None
        try:
            signature.bind(*names)
        except TypeError:
            return self.wrong(
                "other-arguments",
                f"Called {self.signature}.",
                f"Yours is {self.name}{signature}.",
            )
        took = [name for name in signature.parameters if name in names]
        if took != [name for name in names if name in took] and len(took) == len(names):
            return self.wrong(
                "other-arguments",
                f"Called {self.signature}.",
                f"Yours is {self.name}({', '.join(took)}): another order.",
            )
        return None

    def untouched(self):
        return Report(
            self.name,
            NOT_ATTEMPTED,
            None,
            (f"Write {self.name} in the cell above, run that cell, then run this one again.",),
        )

    def stopped(self, outcome, given):
        """Return the report of a call that took too long."""
        return self.wrong("endless-loop", self.called(given), outcome.said)

    # Judging ----------------------------------------------------------------------------------

    def judge(self, attempt):
        """Compare with the reference on every probe; name the mistake when there is one."""
        arguments = self.arguments()
        seen = [attempt.see(given) for given in arguments]
        if all(s.error in NOT_STARTED for s in seen):
            return self.untouched()
        if all(s.error == "Nothing" for s in seen) and gap_left(attempt.original):
            return self.untouched()
        expected = [self.expected(given) for given in arguments]
        if all(map(self.fits, seen, expected, arguments)):
            return self.right_but(attempt, seen, arguments) or self.right()
        return self.not_right(attempt, seen, expected, arguments)

    def fits(self, s, expected, given):
        """Return whether a call came to a right result."""
        return s.parts is not None and self.accepts(s.parts, expected, given)

    def not_right(self, attempt, seen, expected, arguments):
        """Return the report of results of which one at least is wrong."""
        right = list(map(self.fits, seen, expected, arguments))
        mistake, sentence = self.name_of(attempt, seen, expected, arguments)
        at = self.where(right, seen, expected)
        return self.explain(
            mistake, sentence, attempt, seen[at], expected[at], arguments[at], any(right)
        )

    def arguments(self):
        """Return the probes' arguments: the same ones each time, so that results can be compared."""
        return [probe(self.generator(i)) for i, probe in enumerate(self.probes)]

    def generator(self, number):
        """Return a fresh generator, always the same for a number."""
        return np.random.default_rng([self.seed, number])

    def expected(self, given):
        return compare.read(self.reference(*given.values()), self.form)

    def accepts(self, parts, expected, _given):
        """Return whether a result is right."""
        return compare.same(parts, expected)

    def where(self, right, seen, expected):
        """Return which wrong probe to show: one with numbers in it, if there is one."""
        wrong = [i for i, fine in enumerate(right) if not fine]
        for want in (
            lambda i: seen[i].parts is not None and compare.same_shapes(seen[i].parts, expected[i]),
            lambda i: seen[i].parts is not None,
        ):
            for i in wrong:
                if want(i):
                    return i
        return wrong[0]

    def right_but(self, attempt, seen, arguments):
        """Return a report when the results are right and something else is not."""
        for s, given in zip(seen, arguments, strict=True):
            if s.changed:
                return self.wrong(
                    self.changing,
                    self.called(given),
                    f"The result is right, but the call has changed {listed(s.changed)}.",
                )
            if self.silent and s.outcome.warned:
                return self.wrong(
                    "overflow",
                    self.called(given),
                    f"The result is right, but numpy warns: {s.outcome.warned[0]}.",
                )
        for s, given in zip(seen, arguments, strict=True):
            again = attempt.see(given, LEFTOVERS[1])
            if again.parts is None or not compare.same(again.parts, s.parts):
                return self.two_answers(again, given)
        return self.right_by_luck(attempt)

    def right_by_luck(self, attempt):
        """Return a report when it fails for other numbers in the same shapes, in another order."""
        others = list(enumerate(self.probes))[::-1]
        arguments = [probe(self.generator(len(self.probes) + i)) for i, probe in others]
        seen = [attempt.see(given) for given in arguments]
        expected = [self.expected(given) for given in arguments]
        if all(map(self.fits, seen, expected, arguments)):
            return None
        return self.not_right(attempt, seen, expected, arguments)

    def two_answers(self, again, given):
        what = f"then {again.outcome.said}" if again.error else "the results differ."
        return self.wrong(
            "two-answers", self.called(given), f"The first call was right. Called again, {what}"
        )

    def right(self):
        return Report(self.name, PASSED, None, (words.RIGHT[self.name],))

    # Naming -----------------------------------------------------------------------------------

    def name_of(self, attempt, seen, expected, arguments):
        """Return the slug of the mistake, or None, and a sentence with what gave it away, or ""."""
        memory = self.remembers(attempt, seen, expected, arguments) or self.memory_shows(
            attempt, seen, arguments
        )
        if memory:
            return memory
        known = self.in_the_zoo(seen, expected, arguments)
        foreign = self.reads_globals(attempt, seen, arguments)
        if foreign and not (known and all(name.isupper() for name in foreign)):
            return "reads-global", f"The result changes with {listed(foreign)} of the notebook."
        if known:
            return known, ""
        arranged = safely(patterns.arrangement, seen, expected)
        if arranged:
            return arranged
        rounded = safely(patterns.rounding, seen, expected)
        if rounded and rounded[0] == "rounded":
            return rounded
        found = safely(self.diagnose, seen, expected, arguments) if self.diagnose else None
        if found and found[0]:
            return found
        changed = sorted({name for s in seen for name in s.changed})
        if changed:
            return self.changing, f"The call has changed {listed(changed)}."
        return (
            rounded
            or safely(patterns.factor, seen, expected)
            or safely(self.ignored, attempt, seen, arguments)
            or found
            or (None, "")
        )

    def remembers(self, attempt, seen, expected, arguments):
        """Return a name when it is right as long as nothing else was called before."""
        fresh = [attempt.see(given, function=isolated(attempt.original)) for given in arguments]
        if not all(map(self.fits, fresh, expected, arguments)):
            return None
        if any(s.changed or s.outcome.global_random for s in seen):
            return None
        known = {bug.slug for bug in self.zoo()}
        return (
            "stale-weights" if "stale-weights" in known else "two-answers",
            "The first call is right. Later ones use what an earlier call has left behind.",
        )

    def memory_shows(self, attempt, seen, arguments):
        """Return a name when a second call, after other things lay in memory, gives another result."""
        for s, given in zip(seen, arguments, strict=True):
            if s.parts is None or s.changed:
                continue
            again = attempt.see(given, LEFTOVERS[1])
            if again.parts is not None and same_bits(again.parts, s.parts):
                continue
            if leftover(s.parts, LEFTOVERS[0]) or leftover(again.parts or {}, LEFTOVERS[1]):
                return "uninitialised-output", "Some numbers are what happened to lie in memory."
            if s.outcome.global_random:
                return "global-random", "The result depends on a global random generator."
            return "two-answers", "The same call, twice, gave two different results."
        return None

    def in_the_zoo(self, seen, expected, arguments):
        """Return the name of the known mistakes that do the same on all probes, if it is one name."""
        names = {
            bug.slug for bug, known in self.known(arguments) if looks_like(seen, known, expected)
        }
        return names.pop() if len(names) == 1 else None

    def zoo(self):
        """Return the known mistakes of this exercise."""
        return bugs.zoo(self.family) if self.family in bugs.exercises() else []

    def known(self, arguments):
        """Return what every bug of the zoo does on the probes (worked out once)."""
        if self.seed not in self._known:
            self._known[self.seed] = [
                (bug, [see(bug.function, given, self.form) for given in arguments])
                for bug in self.zoo()
            ]
        return self._known[self.seed]

    def reads_globals(self, attempt, seen, arguments):
        """Return the names of the notebook's variables that the result depends on."""
        found = []
        for name in data_read(attempt.original):
            other = isolated(
                attempt.original,
                lambda n, value, name=name: other_data(n, value) if n == name else None,
            )
            for s, given in zip(seen, arguments, strict=True):
                again = attempt.see(given, function=other)
                if (s.error, again.error) == ("", "") and not compare.same(again.parts, s.parts):
                    found.append(name)
                    break
        return found

    def ignored(self, attempt, seen, arguments):
        """Name an argument to which the result does not react at all."""
        still = None
        for s, given in zip(seen, arguments, strict=True):
            if s.parts is None:
                continue
            here, reacts = set(), set()
            for name, change in changes(given):
                other = change()
                expected = self.expected(other)
                if name in reacts or compare.same(expected, self.expected(given)):
                    continue
                again = attempt.see(other)
                ignored = again.parts is not None and same_bits(again.parts, s.parts)
                (here if ignored else reacts).add(name)
            here -= reacts
            still = here if still is None else still & here
        if not still:
            return None
        if all(name.startswith("params.b") for name in still):
            return "bias-forgotten", f"It does not react to {listed(sorted(still))}."
        return "argument-ignored", f"It does not react to {listed(sorted(still))}."

    # Saying it --------------------------------------------------------------------------------

    def explain(self, mistake, sentence, attempt, s, expected, given, elsewhere):
        """Return the report of a wrong answer: called, came back, cause, question."""
        if s.parts is None:
            said, mistake = s.outcome.said, mistake or s.outcome.slug
            if s.outcome.printed.strip() and s.error == "Nothing":
                said += " It prints instead: what is printed is gone."
            if s.error in ("NameError", "UnboundLocalError"):
                mistake = mistake or "name-missing"
            lines = [self.called(given), said, *self.not_written_yet(attempt, s.error)]
            if s.changed:
                lines.append(f"The call has changed {listed(s.changed)}.")
                mistake = mistake or self.changing
            ask = None if mistake else words.after_error(s.error)
            return self.wrong(mistake, *lines, sentence, question=ask)
        name, fine = compare.first_wrong(s.parts, expected, self.flow)
        if name is None:  # right, but not accepted for a reason that the sentence says
            return self.wrong(mistake, self.called(given), sentence)
        found = compare.beside(name, s.parts[name], expected[name])
        if fine:
            found = f"Right so far: {listed(fine)}. {found}"
        detail = self.numbers(s, expected)
        if mistake is not None:
            return self.wrong(mistake, self.called(given), found, sentence, detail=detail)
        related, question = self.unknown(name, s.parts, expected, fine, elsewhere)
        return self.wrong(None, self.called(given), found, cause=" ".join(
            filter(None, ("None of the mistakes we know.", sentence, related))
        ), question=question, detail=detail)  # fmt: skip

    def unknown(self, name, parts, expected, fine, elsewhere):
        """Return how a wrong part is related to the right one, and the question that follows."""
        other = compare.taken_for(name, parts, expected)
        if other:
            text = f"{compare.named(name)} is what {other} should be."
            return text, words.about("taken", name, other)
        related = compare.relation(parts[name], expected[name])
        if elsewhere:
            text = f"{related.text} On other arguments the result is right.".strip()
            return text, words.about("elsewhere", name)
        if related.kind:
            return related.text, words.about(related.kind, name, related.at)
        return "", words.about("next", name, listed(fine)) if fine else words.about("", name)

    def wrong(self, mistake, called, *found, cause=None, question=None, detail=""):
        """Return a report of a wrong answer in four parts.

        What was called; what came back beside what was expected; the likely cause; the question
        that leads on. ``cause`` and ``question`` default to those of the mistake.
        """
        cause = cause or words.cause(self.family, mistake)
        question = question or words.question(self.name, mistake)
        parts = (called, " ".join(filter(None, found)), cause, question)
        return Report(self.name, WRONG, mistake, tuple(filter(None, parts)), detail)

    def not_written_yet(self, attempt, error):
        """Return a line when the error comes from a helper of the notebook that is still a stub."""
        if error in ("Nothing", "Problem"):
            return []
        stubs = [name for name, f in helpers_of(attempt.original).items() if is_stub(f)]
        return [f"It calls {listed(stubs)}, not written yet."] if stubs else []

    def numbers(self, s, expected):
        """Return shapes and numbers side by side, for those who want to look closer."""
        lines = []
        for name, wanted in expected.items():
            found = s.parts[name]
            mark = "right" if compare.close(found, wanted) else "wrong"
            lines.append(f"{name}: {mark}, shape {found.shape}, expected {wanted.shape}")
            if mark == "wrong" and found.size <= 12 and wanted.size <= 12:
                lines += side_by_side(found, wanted)
        if s.outcome.printed.strip():
            lines += ["It printed:", *s.outcome.printed.strip().splitlines()[:3]]
        lines.append(
            f"Compared to within {compare.RELATIVE:g} (relative): rounding is far smaller."
        )
        return "\n".join(lines)

    def called(self, given):
        """Return what was called, with the shapes of its arguments."""
        return f"Called {self.name}({', '.join(describe(n, v) for n, v in given.items())})."


def safely(diagnosis, *arguments):
    """Return a diagnosis, or None when it fails: a wrong answer without a name is still wrong."""
    with contextlib.suppress(guard.Stopped), np.errstate(all="ignore"):
        try:
            return diagnosis(*arguments)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            if STRICT:
                raise
    return None


def looks_like(seen, known, expected):
    """Return whether a function did what a known mistake does, on all probes.

    Where sizes do not fit, one way of writing a mistake fails and another gives a wrong shape: both
    count as broken. At least one probe must show the wrong numbers, or be broken in just this way.
    """
    telling = False
    for s, k, wanted in zip(seen, known, expected, strict=True):
        broken = [x.parts is None or not compare.same_shapes(x.parts, wanted) for x in (s, k)]
        if broken == [True, True]:
            if s.parts is not None and k.parts is not None:
                telling |= compare.same(s.parts, k.parts)
            continue
        if any(broken) or not all(
            compare.close(s.parts[name], k.parts[name], loose=0.1) for name in wanted
        ):
            return False
        wrong = not compare.same(k.parts, wanted)
        if not wrong and (bool(s.changed), bool(s.outcome.warned)) != (
            bool(k.changed), bool(k.outcome.warned) and bool(s.outcome.warned)
        ):  # fmt: skip
            return False
        telling |= wrong or bool(k.changed)
    return telling or _broken_alike(seen, known, expected)


def _broken_alike(seen, known, expected):
    """Return whether both fail on the same probes and are right on the same others."""
    fails = [bool(s.error) for s in seen]
    return any(fails) and not all(fails) and fails == [bool(k.error) for k in known]


def changes(given):
    """Yield (name, function that returns changed arguments) for every number-like argument.

    Each is changed twice, a little and a lot: what rounds its argument reacts to the second alone.
    """
    rng = np.random.default_rng(99)
    for name, value in given.items():
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            for field, part in zip(value._fields, value, strict=True):
                yield f"{name}.{field}", lambda n=name, f=field, v=value, p=part: {
                    **given, n: v._replace(**{f: p + rng.uniform(0.3, 0.9, np.shape(p))})
                }  # fmt: skip
                yield f"{name}.{field}", lambda n=name, f=field, v=value, p=part: {
                    **given, n: v._replace(**{f: -p})
                }  # fmt: skip
        elif isinstance(value, np.ndarray):
            yield name, lambda n=name, v=value: {**given, n: other_values(n, v, rng)}
            if value.dtype.kind == "f":
                yield name, lambda n=name, v=value: {**given, n: opposite(v)}
        elif isinstance(value, float):
            yield name, lambda n=name, v=value: {**given, n: 0.7 * v}


def opposite(array):
    """Return values as far off as they may be: other probabilities, or the other sign."""
    return 1 - array if array.min(initial=0) >= 0 and array.max(initial=1) <= 1 else -array


def other_values(name, array, rng):
    """Return other values of the same kind: labels swapped, whole numbers in another order."""
    if name in ("Y", "y"):
        return 1 - array
    if array.dtype.kind in "iu":  # they may be places in another array
        return array[..., ::-1]
    return array + rng.uniform(0.05, 0.09, array.shape)


def listed(names):
    """Return names in a row: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def side_by_side(found, wanted):
    """Return the lines of two arrays, the learner's on the left."""
    columns = [["yours", *shown(found)], ["expected", *shown(wanted)]]
    width = max(map(len, columns[0]))
    pairs = zip_longest(*columns, fillvalue="")
    return [f"  {left:{width}}   {right}".rstrip() for left, right in pairs]


def shown(array):
    text = np.array2string(
        array, precision=4, suppress_small=True, separator=", ", max_line_width=60
    )
    return text.splitlines()


def describe(name, value):
    """Return an argument in a few words: small things whole, arrays by their shape.

    >>> describe("z", -1.5), describe("X", np.zeros((3, 5)))
    ('z=-1.5', 'X of shape (3, 5)')
    """
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return f"{name} of a {value[0].shape[1]}-{value[0].shape[0]}-{value[2].shape[0]} network"
    if isinstance(value, np.ndarray):
        if value.size <= 6 and value.ndim <= 2:
            text = np.array2string(value, precision=3, separator=", ")
            return f"{name}={text.replace(chr(10), '')}"
        return f"{name} of shape {value.shape}"
    return f"{name}={value:g}" if isinstance(value, int | float) else name
