"""The verdict and the name do not hang on the numbers that the probes happened to draw."""

import held_out_a
import held_out_c
import pytest
import right_answers
import third_hand
import wrong_answers
from test_matrix import EXERCISES

from nn_helpers import bugs

SEEDS = range(1, 21)
RIGHT = right_answers.ANSWERS + held_out_a.RIGHT + held_out_c.RIGHT + third_hand.RIGHT
WRONG = [
    *((bug.exercise, bug.function) for bug in bugs.zoo()),
    *((name, function) for name, _, function in wrong_answers.ANSWERS),
    *((name, f) for name, _, f in held_out_a.WRONG + held_out_c.WRONG + third_hand.WRONG),
]


def share(answers, seed, parts):
    """Every ``parts``-th answer, another share at each seed, so that all have their turn."""
    return answers[seed % parts :: parts]


@pytest.mark.parametrize("seed", SEEDS)
def test_right_answers_pass_on_any_probes(seed, monkeypatch):
    for name, function in share(RIGHT, seed, 10):
        monkeypatch.setattr(EXERCISES[name], "seed", seed)
        report = EXERCISES[name].report(function)
        assert report.passed, report


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mistake_never_gets_two_names_whatever_the_probes(
    seed, usual_report, monkeypatch
):  # fmt: skip
    """Some probes tell two slips apart that others do not: then one report has no name."""
    for name, function in share(WRONG, seed, 20):
        exercise = EXERCISES[name]
        usual = usual_report(name, function)
        monkeypatch.setattr(exercise, "seed", seed)
        report = exercise.report(function)
        monkeypatch.setattr(exercise, "seed", 0)
        assert report.status == "wrong", report
        assert len({report.mistake, usual.mistake} - {None}) <= 1, (usual, report)
