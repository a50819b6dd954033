"""Whether the strangers' sets say the truth about themselves: verdicts against plain numpy alone.

Nothing here runs a check of ours. How the checks fare is told by ``score_strangers.py``.
"""

import importlib
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest
import score_strangers
import strangers_reference
from strangers import NAMES, RIGHT, WRONG, AnswerSet

# The sets, and how many right and wrong answers each has at least.
SETS = {
    "strangers_1": (45, 80),
    "strangers_2": (45, 80),
    "strangers_3": (45, 80),
    "strangers_4": (35, 75),
    "strangers_5": (40, 125),
    "strangers_6": (45, 150),
}
ANSWERS = [
    pytest.param(answer, id=f"{name}-{answer.exercise}-{number}")
    for name in SETS
    for number, answer in enumerate(importlib.import_module(name).ANSWERS)
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_verdict_follows_from_the_contract(answer):
    kept = strangers_reference.holds(answer.exercise, answer.fn)
    assert kept == (answer.verdict == RIGHT), answer.truth or answer.source


@pytest.mark.parametrize("answer", ANSWERS)
def test_entry_is_whole(answer):
    assert answer.exercise in strangers_reference.EXERCISES
    assert answer.source.strip()
    assert answer.verdict in (RIGHT, WRONG)
    assert bool(answer.truth) == (answer.verdict == WRONG)
    assert callable(answer.fn)


@pytest.mark.parametrize(("name", "least"), SETS.items())
def test_set_is_large_and_covers_every_exercise(name, least):
    answers = importlib.import_module(name).ANSWERS
    verdicts = Counter(answer.verdict for answer in answers)
    assert verdicts[RIGHT] >= least[0] and verdicts[WRONG] >= least[1]
    for exercise in strangers_reference.EXERCISES:
        assert {RIGHT, WRONG} == {a.verdict for a in answers if a.exercise == exercise}


def test_yardstick_knows_every_exercise_that_has_names():
    assert set(NAMES) <= set(strangers_reference.JUDGES)


def test_scorer_counts_and_shows_a_trivial_entry():
    answers = AnswerSet()
    answers.right("step", "a textbook")(lambda params, grads, rate: None)
    answers.wrong("step", "a slip", "It returns nothing.", "uphill")(
        lambda params, grads, rate: None
    )
    report = SimpleNamespace(
        status="wrong", mistake="rate-squared", message="What came back is None."
    )
    check = SimpleNamespace(step=SimpleNamespace(report=lambda fn: report))
    verdicts = [score_strangers.ask(check, n, answer) for n, answer in enumerate(answers)]
    said = score_strangers.counts(verdicts)
    assert [line.split()[-3:] for line in said[:2]] == [["0", "of", "1"], ["1", "of", "1"]]
    assert said[3].split()[-1] == "2"
    shown = score_strangers.entry(verdicts[1])
    assert "It returns nothing." in shown and "What came back is None." in shown


def test_scorer_runs_a_real_check():
    answers = AnswerSet()
    answers.right("one_hot", "a textbook")(one_hot)
    answers.wrong("one_hot", "a slip", "It returns zeros.")(
        lambda labels, classes: 0 * one_hot(labels, classes)
    )
    assert [v.accepted for v in score_strangers.judge(answers)] == [True, False]


def one_hot(labels, classes):
    return np.eye(classes)[:, labels]


def test_scorer_says_which_set_is_missing(capsys):
    assert score_strangers.main(["strangers_0"]) == 2
    assert "no set 'strangers_0'" in capsys.readouterr().out
