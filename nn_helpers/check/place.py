"""Where a result first leaves its own_way: the first_stage; its relation, a constant_ratio.

Each part is computed again from the learner's own earlier parts, so that one slip is said once, at the
first part that does not follow. Nothing here gives a name.
"""

import numpy as np

from nn_helpers.check import words
from nn_helpers.check.compare import ABSOLUTE, RELATIVE, close
from nn_helpers.check.describe import called, listed
from nn_helpers.check.naming import Finding


def finding(exercise, attempt, calls):
    """Return the ``Finding`` without a name: what is wrong where, and the question that fits."""
    shown = exercise.shown(calls)
    part, after = first_stage(exercise, calls)
    if shown.parts is None or part is None:
        return Finding(None, elsewhere(exercise, attempt, calls))
    wrong = [c for c in calls if c.parts is not None and not c.right_in(part)]
    wrong.sort(key=lambda call: call is not shown)
    kind, related = relation([(c.parts[part], c.expected[part]) for c in wrong])
    said = [related, misshapen(exercise, calls, shown), elsewhere(exercise, attempt, calls)]
    if after:
        follow = f"{listed(after)} follow{'s' if len(after) == 1 else ''} from it."
        said.insert(
            0, f"{part} is the first that does not follow from what stands before it. {follow}"
        )
    question = asked(exercise, calls, part, kind)
    return Finding(None, " ".join(filter(None, said)) or words.UNKNOWN, question)


def asked(exercise, calls, part, kind):
    """Return the question that fits what is known of the first wrong part."""
    if kind and kind != "entries":
        return words.about(kind, part)
    made = [call for call in calls if call.parts is not None]
    if not all(np.isfinite(call.parts[part]).all() for call in made if not call.probe.edge):
        return words.about("endless", part)
    names = [name for call in made for name in call.misshapen]
    if names:
        return words.about("shape", names[0])
    if all(exercise.fits(call) for call in calls if not call.probe.edge):
        return words.stage(exercise.family, "edge")
    alone = all(call.right_in(n) for call in made for n in call.expected if n[0] == "W")
    return words.stage(exercise.family, f"{part}-alone" if alone and part[0] == "b" else part)


def misshapen(exercise, calls, shown):
    """Return a sentence about another shape elsewhere, where the call that is shown has the right one."""
    for call in calls if shown.shaped else ():
        for name in call.misshapen if call.parts is not None else ():
            return f"For {called(exercise.name, call.given)}: {exercise.beside(name, call)}"
    return ""


def first_stage(exercise, calls):
    """Return the first part that does not follow from the earlier ones, and the wrong ones after it that do."""
    order = exercise.flow or calls[0].expected
    made = [(call, own_way(exercise, call)) for call in calls if call.parts is not None]
    wrong = [part for part in order if not all(call.right_in(part) for call, _ in made)]
    follow = [
        part for part in wrong if all(close(c.parts[part], own[part], 0.1) for c, own in made)
    ]
    first = next((part for part in wrong if part not in follow), None)
    if first is None:
        return next(iter(wrong), None), []
    return first, [part for part in wrong[wrong.index(first) :] if part in follow]


def own_way(exercise, call):
    """Return what each part should be, given the learner's own earlier parts where they show."""
    if exercise.pipeline is None or not call.shaped:
        return call.expected
    pipeline, stages, hidden = exercise.pipeline
    own = {stage: call.parts[part] for part, stage in stages.items()}
    made = pipeline.values(call.given.values(), own | hidden(call.given, call.parts))
    return {part: made[stage] for part, stage in stages.items()}


def elsewhere(exercise, attempt, calls):
    """Return a sentence about a right result, if other numbers of those shapes give one as well."""
    for call, probe in zip(calls, exercise.probed(later=True)[::-1], strict=False):
        if exercise.fits(call) and not call.probe.edge and exercise.fits(attempt.call(probe)):
            return f"It is right for {called(exercise.name, call.given)}."
    return ""


def relation(pairs):
    """Return how wrong parts are related to right ones, as a key of the words "about" and in words.

    ``pairs`` are (found, expected), one a probe. Of a single number anything could be said, so a
    relation has to hold for two numbers at least on two probes at least; of single numbers it takes
    three.

    >>> relation([(np.array([-1.0, 2.0]), np.array([1.0, -2.0]))] * 2)
    ('factor', 'It is the right result with the wrong sign.')
    """
    many = [(f, e) for f, e in pairs if e.size > 1]
    single = [(f, e) for f, e in pairs if f.shape == e.shape == ()]
    if len(many) < 2 and len(single) > 2:
        many = [tuple(map(np.array, zip(*single, strict=True)))]
    elif len(many) < 2 or any(f.shape != e.shape for f, e in many):
        return "", ""
    if not any(f.any() for f, _ in many):
        return "zero", "It is zero everywhere."
    ratios = [constant_ratio(f, e) for f, e in many]
    if None not in ratios:
        times = f"times {ratios[0]:.4g}."
        if np.allclose(ratios, -1):
            times = "with the wrong sign."
        elif np.ptp(ratios) > 1e-6 * np.abs(ratios).max():
            each = ", ".join(f"{r:.4g}" for r in ratios)
            times = f"times a number that differs from call to call: {each}."
        return "factor", f"It is the right result {times}"
    if all(np.abs(f - e).max() < 0.002 * np.abs(e).max() for f, e in many):
        return "digits", "None of its numbers is off by more than 0.2 % of the largest."
    if all(np.isclose(f, e, rtol=RELATIVE, atol=ABSOLUTE).any() for f, e in many):
        return "entries", "Some of its numbers are right."
    return "", ""


def constant_ratio(found, expected):
    """Return the number that the right result was multiplied by, or None."""
    if not np.isfinite(found).all() or not found.any():
        return None
    size = float(np.sum(expected * expected))
    ratio = float(np.sum(found * expected)) / size if size else 0.0
    return ratio if ratio and close(found, ratio * expected, loose=0.1) else None
