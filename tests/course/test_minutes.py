"""The minutes of a lesson: two counts, near what readers estimated, and the same in the README."""

import re
from collections import Counter

import jupytext
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from support import ROOT

from nn_helpers.course import build
from nn_helpers.course.minutes import WEIGHTS, in_words, minutes, rounded_up, span

# What readers who worked through these lessons said that the core takes (November 2026). A lesson that
# is rewritten has no estimate until somebody works through it again: take its row out.
ESTIMATED = {"00": 30, "01": 50, "05": 45}
# The upper end of what the last reader said of each core, in lesson 12 eight less than is counted.
AT_MOST = {
    "00": 36, "01": 50, "02": 45, "05": 46, "06": 55, "07": 45, "08": 48, "09": 55, "10": 48, "11": 50,
    "12": 42,
}  # fmt: skip
# Estimated before it was shortened: what stood in the core then, and what both readers said of that.
BEFORE = {
    "03": ({"hundred words": 8.98, "cell": 9, "question": 1, "function": 3}, (58, 57)),
    "04": (
        {"hundred words": 10.33, "cell": 9, "question": 2, "function": 2, "value": 1},
        (55, 60),
    ),
}
LESSONS = {path.stem[:2]: path for path in build.sources() if path.stem[0].isdigit()}
COUNTED = {number: minutes(jupytext.read(path).cells) for number, path in LESSONS.items()}


def exercise(source):
    return new_code_cell(source, metadata={"tags": ["exercise"]})


@pytest.mark.parametrize("number", ESTIMATED)
def test_the_upper_count_is_near_what_readers_estimated(number):
    (_, most), _ = COUNTED[number]
    assert abs(most - ESTIMATED[number]) <= 5


@pytest.mark.parametrize("number", AT_MOST)
def test_the_upper_count_is_near_the_upper_end_of_the_last_reader(number):
    (_, most), _ = COUNTED[number]
    assert abs(most - AT_MOST[number]) <= (8 if number == "12" else 5)


@pytest.mark.parametrize("number", BEFORE)
def test_a_lesson_that_was_shortened_was_estimated_before(number):
    counted, estimated = BEFORE[number]
    most = rounded_up(Counter(counted), 1)
    assert all(abs(most - end) <= 5 for end in estimated)
    assert COUNTED[number][0][1] < min(most, *estimated)


def test_every_lesson_was_estimated_by_the_last_reader():
    assert set(COUNTED) == AT_MOST.keys() | BEFORE.keys()


def test_a_lesson_without_exercises_has_one_number_and_others_two():
    assert COUNTED["00"][0][0] == COUNTED["00"][0][1]
    assert all(most > least for number, ((least, most), _) in COUNTED.items() if number != "00")


@pytest.mark.parametrize(
    ("cell", "counted"),
    [
        (exercise("def f(x):\n    ...  # your code here"), (10, 15)),
        (exercise("def f(x):\n    ### BEGIN STUB\n    # return x\n    ### END SOLUTION"), (5, 10)),
        (exercise("answer = ..."), (5, 10)),
        (new_code_cell("check.f(f)", metadata={"tags": ["check"]}), (0, 0)),
        (new_code_cell("import numpy as np"), (0, 0)),
        (new_code_cell('quiz.ask("00.x")'), (5, 5)),
        (new_markdown_cell("word " * 501), (10, 10)),
    ],
)
def test_what_one_cell_counts(cell, counted):
    assert minutes([cell]) == (counted, (0, 0))


def test_what_is_optional_ends_with_the_next_heading_of_its_level():
    text = ["## More (optional)", "### Below it", "## The core again"]
    cells = [part for heading in text for part in (new_markdown_cell(heading), new_code_cell("1"))]
    assert minutes(cells) == ((5, 5), (5, 5))
    assert minutes(cells[2:4]) == ((5, 5), (0, 0))


def test_the_head_of_a_lesson():
    assert in_words((35, 35), (0, 0)) == "35 minutes"
    assert in_words((40, 60), (15, 20)).startswith("40 to 60 minutes; parts marked *optional*")


def test_the_readme_says_the_formula_and_the_hours():
    readme = re.sub(r"\s+", " ", (ROOT / "README.md").read_text(encoding="utf-8"))
    words, cell, question, lab, function, repair, value = (span(WEIGHTS[key]) for key in WEIGHTS)
    assert (
        f"{words} for a hundred words, {cell} for a code cell, {question} for a question, {lab} for a "
        f"lab, {function} for a function to write, {repair} for one to repair, {value} for another exercise"
        in readme
    )
    least, most = (sum(core[end] for core, _ in COUNTED.values()) / 60 for end in (0, 1))
    numbers = {7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven"}
    assert f"{numbers[round(least)]} to {numbers[round(most)]} hours in thirteen parts" in readme
