"""Inside Pyodide, or here: the verdicts of all checks about right and wrong answers."""

import json


async def main(given):
    """Take ``{"each": n}``: judge one answer in n. Return the verdicts as JSON texts."""
    return json.dumps(verdicts(json.loads(given)["each"]))


def verdicts(each):
    """Return ``[exercise, expected slug or "right", status, mistake]`` for one answer in ``each``."""
    import right_answers
    import wrong_answers

    from nn_helpers import bugs, check

    answers = [(name, "right", function) for name, function in right_answers.ANSWERS]
    answers += [(bug.exercise, bug.slug, bug.function) for bug in bugs.zoo()]
    answers += wrong_answers.ANSWERS
    answers.sort(key=lambda answer: answer[:2])  # so that one in n is the same everywhere
    found = []
    for name, slug, function in answers[::each]:
        report = getattr(check, name).report(function)
        found.append([name, slug, report.status, report.mistake])
    return found
