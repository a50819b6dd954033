"""Are the labels true? Every program is trained with its bugs and without, at several starts."""

import pytest
from clinic.scoring import bar, score
from clinic.test_cases import CASES

SEEDS = (0, 1, 2, 3)  # 0 is the start as posted
BROKEN = [case for case in CASES if not case.healthy]
JUDGED = [case for case in CASES if case.healthy and case.verdict == "learns"]


def scores(case, **how):
    return [score(case.build(seed=seed, **how)) for seed in SEEDS]


def share_above(limit, found):
    return sum(value >= limit for value in found) / len(found)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_the_bug_decides_as_the_label_says(case):
    without, with_bug = scores(case, repaired=True), scores(case)
    limit = bar(case.build(repaired=True), max(without))
    with_bug, without = share_above(limit, with_bug), share_above(limit, without)
    if case.harmless:
        assert with_bug >= without - 0.25 >= 0.5
    else:
        assert with_bug <= without - 0.5
    if case.verdict == "does not learn":
        assert with_bug <= 0.25


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: case.name)
def test_a_healthy_program_learns(case):
    found = scores(case)
    assert max(found) > 0.8
    assert share_above(bar(case.build(), max(found)), found) > 0.5
