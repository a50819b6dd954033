"""Where a result first leaves its own_way: the first_stage that does not follow, or a part alone.

Each part is computed again from the learner's own earlier parts, so that one slip is said once, at the
first part that does not follow. Nothing here gives a name.
"""

import numpy as np

from nn_helpers.check import compare, words
from nn_helpers.check.describe import called, listed
from nn_helpers.check.naming import Finding
from nn_helpers.check.relation import relation


def finding(exercise, attempt, calls):
    """Return the ``Finding`` without a name: what is wrong where, and the question that fits."""
    shown = exercise.shown(calls)
    part, after = first_stage(exercise, calls)
    if shown.parts is None or part is None:
        return Finding(None, elsewhere(exercise, attempt, calls))
    wrong = [c for c in calls if c.parts is not None and not c.right_in(part)]
    wrong.sort(key=lambda call: call is not shown)
    related = relation([(c.parts[part], c.expected[part]) for c in wrong])
    said = [
        f"{part} is the first that does not follow from what stands before it." if after else "",
        f"{listed(after)} follow{'s' if len(after) == 1 else ''} from it." if after else "",
        related.text,
        misshapen(exercise, calls, shown),
        elsewhere(exercise, attempt, calls),
    ]
    question = asked(exercise, calls, part, related)
    return Finding(None, words.likely(None, " ".join(filter(None, said))), question)


def asked(exercise, calls, part, related):
    """Return the question that fits what is known of the first wrong part."""
    if related.kind and related.kind != "entries":
        return words.about(related.kind, part)
    made = [call for call in calls if call.parts is not None]
    if not all(np.isfinite(call.parts[part]).all() for call in made if not call.probe.edge):
        return words.about("endless", part)
    for call in made:
        for name, wanted in call.expected.items():
            if call.parts[name].shape != wanted.shape:
                return words.about("shape", name)
    if all(exercise.fits(call) for call in calls if not call.probe.edge):
        return words.stage(exercise.family, "edge")
    alone = all(call.right_in(n) for call in made for n in call.expected if n[0] == "W")
    return words.stage(exercise.family, f"{part}-alone" if alone and part[0] == "b" else part)


def misshapen(exercise, calls, shown):
    """Return a sentence about another shape elsewhere, where the call that is shown has the right one."""
    for call in calls if shown.shaped else ():
        for name, wanted in call.expected.items() if call.parts is not None else ():
            if call.parts[name].shape != wanted.shape:
                told = compare.beside(name, call.parts[name], wanted)
                return f"For {called(exercise.name, call.given)}: {told}"
    return ""


def first_stage(exercise, calls):
    """Return the first part that does not follow from the earlier ones, and the wrong ones after it that do."""
    order = exercise.flow or tuple(calls[0].expected)
    calls = [call for call in calls if call.parts is not None]
    made = [(call, own_way(exercise, call)) for call in calls]
    right = [part for part in order if all(call.right_in(part) for call in calls)]
    follow = [part for part in order
              if all(compare.close(call.parts[part], own[part], 0.1) for call, own in made)]  # fmt: skip
    wrong = [part for part in order if part not in right]
    first = next((part for part in wrong if part not in follow), None)
    if first is None:
        return next(iter(wrong), None), []
    later = wrong[wrong.index(first) + 1 :]
    return first, [part for part in later if part in follow]


def own_way(exercise, call):
    """Return what each part should be, given the learner's own earlier parts where they show."""
    if exercise.pipeline is None or not call.shaped:
        return call.expected
    pipeline, stages, hidden = exercise.pipeline
    own = {stage: call.parts[part] for part, stage in stages.items()}
    own.update(hidden(call.given, call.parts))
    made = pipeline.values(tuple(call.given.values()), own)
    return {part: made[stage] for part, stage in stages.items()}


def elsewhere(exercise, attempt, calls):
    """Return a sentence about a right result, if other numbers of those shapes give one as well."""
    for call, probe in zip(calls, exercise.probed(later=True)[::-1], strict=False):
        if exercise.fits(call) and not call.probe.edge and exercise.fits(attempt.call(probe)):
            return f"It is right for {called(exercise.name, call.given)}."
    return ""
