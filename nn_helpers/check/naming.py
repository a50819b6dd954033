"""The name of a mistake as a Finding: known slips, or pairs, that fit; again, reads_globals."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from nn_helpers.check import compare, words
from nn_helpers.check.call import LEFTOVERS, own_copy
from nn_helpers.check.describe import called, listed
from nn_helpers.sandbox.isolate import data_read, isolated, other_data


@dataclass(frozen=True)
class Finding:
    """What was found out: a name or None, one or two sentences, and a question or ""."""

    slug: str | None = None
    cause: str = ""
    question: str = ""


NOTHING = Finding()


def known(exercise, calls):
    """Return the ``Finding`` of the slips that reproduce every call, or None.

    One name is given as a name; several are said as a tie. Two slips at once are tried when no single
    one does it.
    """
    calls = sorted(calls, key=lambda call: call.given.get("epochs", 0))  # the cheap ones first
    usual = [call for call in calls if not call.probe.edge]
    if len(usual) < 2 or all(map(exercise.fits, usual)):
        usual = calls
    fitting = _alone(exercise, calls)
    if not fitting:
        loose = _alone(exercise, usual) or list(_pairs(exercise, usual))
        fitting = [bugs for bugs in loose if reproduces(exercise, bugs, calls)] or loose
    if not fitting:
        return None
    others = (call for call in calls if call not in usual and not exercise.fits(call)
              and not exercise.alike(call, of_slips(exercise, fitting[0], call.probe)))  # fmt: skip
    other = next(others, None)
    more = f" More is wrong for {called(exercise.name, other.given)}." if other else ""
    if exercise.one_at_a_time and len(fitting[0]) > 1:
        fitting = list({bugs[0].slug: bugs[:1] for bugs in fitting[::-1]}.values())
        more = " It is not the only fault."
    names = {tuple(bug.slug for bug in bugs) for bugs in fitting}
    first = fitting[0]
    question = words.question(exercise.family, first[0].slug)
    if len(names) == 1:
        how = " Or: ".join(
            list(dict.fromkeys(map(_told, fitting)))[:2]
        )  # two ways of one name that do the same
        return Finding(first[0].slug, how + more, question)
    if len({len(bugs) for bugs in fitting}) == 1 and len(names) == 2 and len(first) == 1:
        other = next(bugs for bugs in fitting if bugs[0].slug != first[0].slug)
        told = f"Two causes would do the same. {first[0].how} Or: {other[0].how}"
        return Finding(None, told, question)
    return None


def _told(bugs):
    """Return what slips do, in a sentence each; the name of a second one stands before its own."""
    first, *others = bugs
    also = (f" And {b.slug}: {b.how}" if b.slug != first.slug else f" {b.how}" for b in others)
    return first.how + "".join(also)


def _alone(exercise, calls):
    """Return the single slips that reproduce these calls, those of the catalogue first."""
    for slips in (exercise.own_slips, exercise.slips):
        fitting = [(bug,) for bug in slips if reproduces(exercise, (bug,), calls)]
        if fitting:
            return fitting
    return []


def reproduces(exercise, bugs, calls):
    """Return whether slips, one or two, give on every probe what came back, and on one a wrong thing.

    Where a call failed or came back in another shape, they have to fail as well, or to give just
    that. For some exercises to fail on the same probes, and not on all, is enough.
    """
    telling = False
    for call in calls:
        parts = of_slips(exercise, bugs, call.probe)
        if not exercise.alike(call, parts):
            return False
        both = parts is not None and call.parts is not None
        telling |= both and not exercise.alike(call, call.expected)
    fails = [call.parts is None for call in calls]
    return telling or (exercise.fails_tell and any(fails) and not all(fails))


def of_slips(exercise, bugs, probe):
    """Return what slips, one or two, make of a probe, worked out once; None when they fail there."""
    key = tuple(bug.how for bug in bugs)
    if key not in probe.known:
        stages = {name: formula for bug in bugs for name, formula in bug.stages.items()}
        function = exercise.own_slips.make(**stages) if len(bugs) > 1 else bugs[0].function
        own = map(own_copy, probe.given.values())
        try:
            with np.errstate(all="ignore"):
                probe.known[key] = compare.read(function(*own), exercise.form)
        except (ArithmeticError, LookupError, TypeError, ValueError, compare.Problem):
            probe.known[key] = None
    return probe.known[key]


def _pairs(exercise, calls):
    """Yield the pairs of slips at different stages that reproduce every call together.

    One of the two gives the first wrong part by itself; or both change it, and no part that is right.
    """
    shaped = [call for call in calls if call.shaped]
    staged = [bug for bug in exercise.own_slips if bug.stages]
    flow = exercise.flow or calls[0].expected
    first = next((p for p in flow for call in shaped if not call.right_in(p)), None)
    if first is None:
        return
    single = len(calls[0].expected) == 1

    def gives(bug):
        made = ((of_slips(exercise, (bug,), call.probe), call.parts[first]) for call in shaped)
        return all(own and compare.close(part, own[first], 0.1) for own, part in made)

    begins = [bug for bug in staged if single or gives(bug)]
    if not begins:
        begins = staged = [bug for bug in staged if _touches(exercise, bug, first, shaped)]
    for a, b in product(begins, staged):
        twice = b in begins and staged.index(b) < staged.index(a)
        if not twice and not set(a.stages) & set(b.stages) and reproduces(exercise, (a, b), calls):
            yield a, b


def _touches(exercise, bug, part, calls):
    """Return whether a slip changes this part of some call, and none that is right in all of them."""
    made = [(of_slips(exercise, (bug,), call.probe), call.expected) for call in calls]
    if any(parts is None for parts, _ in made):
        return False

    def changed(name):
        return not all(compare.close(parts[name], expected[name]) for parts, expected in made)

    right = [n for n in calls[0].expected if all(call.right_in(n) for call in calls)]
    return changed(part) and not any(map(changed, right))


def beyond_arguments(attempt, calls):
    """Return the ``Finding`` of a result that hangs on more than the arguments, or None."""
    pairs = [(call, again(attempt, call, stir=11)) for call in calls]
    differing = [pair for pair in pairs if not pair[0].agrees(pair[1])]
    if not differing:
        return reads_globals(attempt, calls)
    for call, leftover in (
        both for pair in differing for both in zip(pair, LEFTOVERS, strict=True)
    ):
        if any(np.isclose(part, leftover, rtol=1e-9).any() for part in (call.parts or {}).values()):
            told = "Some numbers are what happened to lie in memory."
            return Finding("uninitialised-output", told)
    said = "Not the arguments alone count: another result each time, or one of an earlier call."
    return Finding("two-answers", said)


def again(attempt, call, stir):
    """Return the same call by a fresh copy, with other leftovers and in another random state."""
    return attempt.call(call.probe, LEFTOVERS[1], isolated(attempt.original), stir)


def reads_globals(attempt, calls):
    """Return the ``Finding`` of variables of the notebook that the result depends on, or None."""
    shown = [call for call in calls if call.parts is not None][:2]

    def matters(name):
        other = isolated(attempt.original, lambda n, v: other_data(v) if n == name else None)
        made = [(call.parts, attempt.call(call.probe, function=other).parts) for call in shown]
        return any(parts is not None and not compare.same(parts, was) for was, parts in made)

    found = [name for name in data_read(attempt.original) if matters(name)]
    if not found or all(name.isupper() and len(name) > 1 for name in found):
        return None  # a constant of the notebook is part of the formula
    return Finding("reads-global", f"The result changes with {listed(found)} of the notebook.")
