"""Are the labels true? A program is trained with its bugs and without, at several starts.

A run of all tests takes one case of eight; ``--every-case`` takes them all.
"""

from clinic.scoring import bar, score
from clinic.test_cases import CASES

SEEDS = (0, 1, 2, 3)  # 0 is the start as posted
BROKEN_CASES = [case for case in CASES if not case.healthy]
JUDGED_CASES = [case for case in CASES if case.healthy and case.verdict == "learns"]


def scores(case, **how):
    return [score(case.build(seed=seed, **how)) for seed in SEEDS]


def share_above(limit, found):
    return sum(value >= limit for value in found) / len(found)


def test_the_bug_decides_as_the_label_says(broken_case):
    case = broken_case
    without, with_bug = scores(case, repaired=True), scores(case)
    limit = bar(case.build(repaired=True), max(without))
    with_bug, without = share_above(limit, with_bug), share_above(limit, without)
    if case.harmless:
        assert with_bug >= without - 0.25 >= 0.5
    else:
        assert with_bug <= without - 0.5
    if case.verdict == "does not learn":
        assert with_bug <= 0.25


def test_a_healthy_program_learns(judged_case):
    found = scores(judged_case)
    assert max(found) > 0.8
    assert share_above(bar(judged_case.build(), max(found)), found) > 0.5
