"""Three strategies with one wrong line each: who is right, what each claim is answered."""

import inspect

import numpy as np
import pytest

from nn_helpers import check
from nn_helpers.check.exercises import lesson_09_wrong_lines
from nn_helpers.check.exercises.lesson_09_wrong_lines import (
    LINES,
    STRATEGIES,
    WRONG_LINE,
    tried,
)

CHECK = check.strategy_mistake
# What stands in the wrong line, and what should.
REPAIRS = {
    "A": ("best = candidate", "best, best_cost = candidate, f(candidate)"),
    "B": ("(10, 1)", "(10, mean.size)"),
    "C": ("np.argsort([f(here + width * e) for e in noise])",
          "np.argsort(np.argsort([f(here + width * e) for e in noise]))"),
}  # fmt: skip


def repaired(letter):
    """Return a strategy with its wrong line repaired."""
    strategy, names = STRATEGIES[letter], {"np": np}
    exec(inspect.getsource(strategy).replace(*REPAIRS[letter]), names)
    return names[strategy.__name__]


REPAIRED = {letter: repaired(letter) for letter in STRATEGIES}


def test_the_right_lines_pass():
    report = CHECK.report(dict(WRONG_LINE))
    assert report.passed
    assert report.mistake is None


CLAIMS = [(a, n) for a in WRONG_LINE for n in range(1, LINES + 1) if n != WRONG_LINE[a]]


@pytest.mark.parametrize(("letter", "line"), CLAIMS)
def test_a_wrong_line_is_answered_in_its_own_words(letter, line):
    report = CHECK.report({**WRONG_LINE, letter: line})
    assert report.status == "wrong"
    assert report.mistake == f"{letter}-is-not-{line}"
    assert "2 of 3" in report.message
    assert f"Line {line} of {letter} has no fault." in report.message
    assert f"{tried(STRATEGIES[letter])[1]:.2f}" in report.message


@pytest.mark.parametrize("letter", WRONG_LINE)
@pytest.mark.parametrize("seed", range(5))
def test_the_repair_of_the_wrong_line_decides(letter, seed):
    """On a bowl each strategy fails, and its repaired twin gets to the bottom."""
    reported, true, lowest = tried(STRATEGIES[letter], seed)
    assert true > 5
    reported, true, lowest = tried(REPAIRED[letter], seed)
    assert reported == true < 0.2
    assert lowest <= true


def test_the_wrong_line_is_the_only_one_that_differs_in_what_is_drawn():
    """The repaired twins draw the same noise as long as it has the same shape."""
    for letter in "AC":
        asked = []
        for strategy in (STRATEGIES[letter], REPAIRED[letter]):
            points = []

            def f(v, points=points):
                points.append(v)
                return float(np.sum(v**2))

            strategy(f, np.ones(5), np.random.default_rng(0), 0.3, 20)
            asked.append(np.array(points[:2]))
        np.testing.assert_array_equal(*asked)


def test_each_numbered_line_stands_in_the_listing_once():
    for letter, part in zip(WRONG_LINE, CHECK.listing.split("\n\n"), strict=True):
        assert part.startswith(f"def strategy_{letter.lower()}(")
        assert [f"{part}\n".count(f"  # {n}\n") for n in range(1, LINES + 1)] == [1] * LINES


@pytest.mark.parametrize("answer", [..., None, dict.fromkeys(WRONG_LINE, ...)])
def test_no_line_is_no_attempt(answer):
    assert CHECK.report(answer).status == "not attempted"


@pytest.mark.parametrize(
    "answer",
    [
        4,
        "A4",
        {},
        {"A": 4},
        {**WRONG_LINE, "D": 1},
        {**WRONG_LINE, "A": ...},
        {**WRONG_LINE, "A": 6},
        {**WRONG_LINE, "A": 0},
        {**WRONG_LINE, "A": "4"},
        {**WRONG_LINE, "B": True},
        {**WRONG_LINE, "A": [4]},
        lambda *_: 0,
    ],
)
def test_another_form_is_explained(answer):
    report = CHECK.report(answer)
    assert report.status == "wrong"
    assert report.mistake == "other-form"
    assert "dict with the keys" in report.message or "line" in report.message


def test_hints_come_closer_and_the_last_one_stays():
    fresh = lesson_09_wrong_lines.StrategyMistake()
    given = [fresh.hint() for _ in range(5)]
    assert len(set(given)) == len(fresh.hints)
    assert given[-1] == given[-2]


def test_a_pass_is_remembered(tmp_path, monkeypatch):
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "saved.jsonl"))
    assert CHECK(dict(WRONG_LINE)).passed
    assert "[x] strategy_mistake" in repr(check.progress())
