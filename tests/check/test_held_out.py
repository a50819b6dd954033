"""Answers that were not written together with the checks; with a score.

Names are fair when they are among those that the writer of the answer gave, or another word for one
of these (``SYNONYMS``). Where the writer gave no name, none is asked for.

First scores, before anything was repaired with these answers in hand:

- ``held_out_a`` (its writer knew the zoo): right accepted 45/46, wrong rejected 190/200, fairly named
  83/175 of those that were rejected and have a name;
- ``held_out_b`` (its writer knew the contract alone): right accepted 124/124, wrong rejected 488/497,
  fairly named 207/233;
- ``held_out_c`` (unusual styles, written before the checks saw any of it): right accepted 61/61, wrong
  rejected 195/195, fairly named 155/162;
- ``third_hand`` (its writer knew the checks, and looked for what they do not name): right accepted
  48/48, wrong rejected 128/128, fairly named 99/128.

One answer to ``cost`` in ``held_out_a`` counts as wrong by now: two of its hopeless samples add up to inf.
One detector in ``third_hand`` counts as wrong by now: it takes answers that differ for proof that X is used.
"""

import held_out_a
import held_out_b
import held_out_c
import pytest
import third_hand

SETS = {
    "held_out_a": held_out_a,
    "held_out_b": held_out_b,
    "held_out_c": held_out_c,
    "third_hand": third_hand,
}
# A name is given when a slip of the catalogue reproduces all that came back, and else none: the shares
# of names fell with that rule (0.98, 0.95, 0.95, 0.95 before), and the false ones with them.
LEAST_NAMED = {"held_out_a": 0.85, "held_out_b": 0.85, "held_out_c": 0.85, "third_hand": 0.75}
SYNONYMS = {
    "integer-result": {"rounded"},  # "rounded" says so when digits behind the point are left
    "weights-transposed": {"reshaped"},  # finer names, which two blind sets asked for
    "bias-not-summed": {"mean-not-sum"},
}


def fair(found, names):
    return found in {*names, *(word for name in names for word in SYNONYMS.get(name, ()))}


@pytest.mark.parametrize("name", SETS)
def test_the_score(name, usual_report, capsys):
    answers = SETS[name]
    accepted = [usual_report(exercise, f).passed for exercise, f in answers.RIGHT]
    reports = [(names, usual_report(exercise, f)) for exercise, names, f in answers.WRONG]
    rejected = [report.status == "wrong" for _, report in reports]
    named = [fair(report.mistake, names) for names, report in reports if names]
    with capsys.disabled():
        print(
            f"\n{name}: right accepted {sum(accepted)}/{len(accepted)}, "
            f"wrong rejected {sum(rejected)}/{len(rejected)}, fairly named {sum(named)}/{len(named)}"
        )
    assert all(accepted)
    assert all(rejected)
    assert sum(named) >= LEAST_NAMED[name] * len(named)


@pytest.mark.parametrize("name", SETS)
def test_right_answers_pass(name, usual_report):
    for exercise, function in SETS[name].RIGHT:
        report = usual_report(exercise, function)
        assert report.passed, report
