"""The numbers that stand in the prose and the questions of lesson 05, computed anew."""

import re
from pathlib import Path

import numpy as np

from nn_helpers import data, network, training
from nn_helpers.training import sweep

X, Y = data.xor()


def test_the_seeds_of_two_people_are_as_far_apart_as_can_be():
    solved = [sweep.run(1, 0.12, range(*seeds), 2000).solved for seeds in ((0, 3), (9, 14))]
    assert not solved[0].any()
    assert solved[1].all()
    share = sweep.run(1, 0.12, 500, 2000).success[0, 0]
    assert abs(share - 1 / 3) < 0.03  # "about a third learn"
    assert abs((1 - share) ** 3 - 1 / 3) < 0.05  # "three failures in a row nearly every third time"


def test_no_repair_helps_at_the_posted_settings():
    assert not sweep.run(0.01, 0.12, 500, 50, per_sample=True).solved.any()


def price(p, ones, zeros):
    return -ones * np.log(p) - zeros * np.log(1 - p)


def test_the_question_about_a_height_has_one_answer():
    """No other group of at most four samples of each label, with one best answer, costs 2.25."""
    counts = range(1, 5)
    heights = {
        (ones, zeros): price(ones / (ones + zeros), ones, zeros)
        for ones in counts
        for zeros in counts
    }
    near = {group for group, height in heights.items() if abs(height - 2.25) < 0.02}
    assert near == {(3, 1), (1, 3)}
    replies = (((1, 1), 1.39), ((2, 1), 1.91), ((3, 1), 2.25), ((2, 2), 2.77))
    assert all(round(heights[group], 2) == said for group, said in replies)
    assert round(np.exp(-2.25 / 8), 2) == 0.75  # "an average answer of 0.75"


def test_rates_on_one_start():
    start = network.initialise(np.random.default_rng(1), 1)
    slow, good, wild = (training.record(start, X, Y, rate, 300).costs for rate in (0.03, 1, 6))
    assert abs(slow[-1] - 4 * np.log(2)) < 0.01
    assert good[-1] < 0.1
    assert wild.max() > 15
    assert wild[-1] > 10  # "far up, sure of wrong answers"


def test_init_rules_of_libraries():
    assert round(1 / np.sqrt(2), 1) == 0.7  # "with two inputs that is about 0.7"
    assert round(0.12**-2) == 69  # "a layer with about seventy inputs"


def test_seed_2_rests_at_two_confused_samples():
    end, _ = training.train(network.initialise(np.random.default_rng(2), 1), X, Y, 1, 2000)
    assert abs(network.cost(network.predict(end, X), Y) - 2 * np.log(2)) < 0.01


def test_the_table_of_who_leaves_a_plateau_is_the_measured_one():
    root = Path(__file__).parents[2]
    measured = (root / "tests" / "bench" / "README.md").read_text(encoding="utf-8")
    source = (root / "notebooks" / "sources" / "05_training.py").read_text(encoding="utf-8")
    for name, at in (("2 ln 2", 2), ("ln 3 + 2 ln 1.5", 3)):
        row = re.search(rf"^\| {re.escape(name)} \| (\d+) \|(.*)\|$", measured, re.MULTILINE)
        ends = [int(n) for n in re.findall(r" (\d+) \|", row[2])]
        left = int(row[1]) - ends[at - 1]
        shown = rf"^# \| {re.escape(name)}( = 1\.91)? \| {row[1]} \| {left} \|"
        assert re.search(shown, source, re.MULTILINE)
