"""The sentences follow the numbers: other numbers, other words; and what is said is true of them."""

import re

import numpy as np
import pytest

from nn_helpers import data, describe, network, training
from nn_helpers.training import sweep

X, Y = data.xor()


def number(pattern, sentence):
    return float(re.search(pattern, sentence)[1])


# Curves -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "height"), data.PLATEAUS.items())
def test_a_cost_on_a_plateau_is_told_by_its_name(name, height):
    for off in (-0.04, 0.04):
        assert f"near {name}" in describe.plateau(height + off)
    assert describe.plateau(height + 0.06) == ""
    assert describe.plateau(height + 0.06, tolerance=0.1)
    assert describe.plateau(np.nan) == ""


def test_a_falling_curve_ends_and_a_rising_one_has_turned():
    falling, risen = [2.7, 1.8, 1.2], [2.7, 1.2, 1.8]
    assert describe.cost_curve(falling) == "The cost starts at 2.7000 and ends at 1.2000."
    assert "lowest at 1.2000 in epoch 1, and ends higher, at 1.8" in describe.cost_curve(risen)
    assert "in epoch 2," in describe.cost_curve(risen, first_epoch=1)
    assert "starts at 2.70 and" in describe.cost_curve(falling, digits=2)
    assert "two samples are confused" in describe.cost_curve([2.7, 1.386])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_the_first_cost_that_is_no_number_is_named(bad):
    costs = [2.7, 2.0, bad, 1.0]
    assert "no finite number from epoch 2 on" in describe.cost_curve(costs)
    assert describe.run(costs).startswith("Diverged: from epoch 2 on")


def test_a_run_diverges_far_above_its_start_and_above_4_ln_2():
    assert describe.run([2.8, 6.0]).startswith("Diverged: the cost is 6.0 at the end")
    assert not describe.run([9.0, 6.0]).startswith("Diverged")
    assert not describe.run([2.8, 5.0]).startswith("Diverged")


def test_the_same_way_is_seen_to_the_last_digits():
    params = network.initialise(np.random.default_rng(0), 1.0)
    other = params._replace(b2=params.b2 + 1e-3)
    assert "the right one" in describe.same_as(params, params, other)
    assert "the stale one" in describe.same_as(other, params, other)
    assert "neither" in describe.same_as(params._replace(b2=params.b2 + 9), params, other)


def test_the_ratchet_tells_the_two_records():
    start = network.initialise(np.random.default_rng(0), 1.0)
    records = [
        training.record(start, X, Y, 0.5, 300, True, bugs) for bugs in ((), ("stale-weights",))
    ]
    said = describe.ratchet(*records, "yours")
    assert said.startswith("With your update the printed cost ends at")
    for record in records:
        assert f"ends at {record.printed_costs[-1]:.4f}" in said
        assert ", ".join(f"{b:.2f}" for b in np.ravel(record.params.b1[-1])) in said
    assert describe.ratchet(*records, "right").startswith("With the right update")


def test_the_median_is_taken_over_the_seeds():
    costs = np.array([[3.0, 3, 3], [1, 2, 9], [2, 3, 4]])
    assert describe.printed_median([costs], ["A"]) == (
        "A: lowest in epoch 2, then up by 1.000000 to the end."
    )
    assert describe.printed_median([costs[:2]], ["A"]) == "A: lowest in epoch 2, the last one."


# Answers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_as_many_are_right_as_are_right(seed):
    outputs = np.random.default_rng(seed).uniform(0, 1, (1, 4))
    right = int(np.sum((outputs > 0.5) == Y))
    assert describe.predictions(outputs, Y).endswith(f"Right: {right} of 4.")
    assert f"Right: {right} of 4." in describe.wiring(outputs, Y, 1, 2)
    assert f"side of it: {right} of 4" in describe.line(outputs, Y, (1, 2, 3), 4)
    assert f"right for {right} of 4" in describe.two_predicts(outputs, outputs, Y)


def test_exactly_one_half_is_no_right_answer():
    assert describe.predictions(np.full((1, 4), 0.5), Y).endswith("Right: 0 of 4.")


def test_other_samples_are_numbered():
    assert "0 gives 0.10, 1 gives 0.20." in describe.predictions([[0.1, 0.2]], [[0, 0]])


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ([0.1, 0.1, 0.1, 0.1], "nowhere"),
        ([0.9, 0.9, 0.9, 0.9], "from 0 to 3"),
        ([0.9, 0.1, 0.9, 0.9], "from 0 to 0 and from 2 to 3"),
    ],
)
def test_a_vote_is_found_wherever_it_is(answers, where):
    assert f"above 0.5 {where}, and" in describe.vote([0, 1, 2, 3], answers)


def test_a_line_keeps_its_signs():
    assert "is -1 x1 - 2 x2 + 0.5 = 0" in describe.line(Y, Y, (-1, -2, 0.5), 4)
    assert "does not always rise" in describe.squashing([0, 1, 2], [0.1, 0.6, 0.4])


def test_the_most_frequent_confusion_is_named():
    said = describe.classes([3, 3, 3, 5, 5, 1], [5, 5, 3, 3, 5, 1])
    assert said == ("3 of 6 new samples are right (50.0 %). Most often 3 is read as 5, 2 times.")
    assert describe.classes([1, 2], [1, 2]) == "2 of 2 new samples are right (100.0 %)."


# Slopes -------------------------------------------------------------------------------------------


def test_a_slope_has_its_side():
    assert "it falls by 2.00 for each 1 that w grows" in describe.tangent(
        [0, 1], [3, 1], 0, -2, "w"
    )
    between = describe.surface(("w", "b"), (0, 0), 1.390, (0, 0), [[1.392, 2]])
    assert between.endswith("The lowest cost in this slice is 1.390.")
    said = describe.surface(("w", "b"), (0, 0), 1.0, (-0.3, 0.005), [[0.2, 1]])
    assert "Along w down is to larger values, with a slope of -0.30. Along b it is flat." in said
    assert "Nearest: one-sided." in describe.difference_slopes(1, {"one-sided": 1.1, "central": 2})


def test_the_lowest_error_lies_inside_or_at_an_end():
    steps = [1e-6, 1e-4, 1e-2]
    assert describe.step_sizes(steps, {"a": [3, 1, 2]}).endswith("shorter nudges are worse.")
    assert describe.step_sizes(steps, {"a": [1, 2, 3]}) == "Lowest error: a at h = 1e-06."


def test_every_step_of_backprop_tells_its_own_numbers():
    forward = ["x", "y", "Z1", "A1", "Z2", "A2", "cost"]
    names = [*forward, "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1"]
    values = {name: np.array([place + 0.25]) for place, name in enumerate(names)}
    said = " ".join(describe.backprop(step, values) for step in range(11))
    assert all(f"{value[0]:.4g}" in said for value in values.values())
    with pytest.raises(IndexError):
        describe.backprop(11, values)


# Success ------------------------------------------------------------------------------------------


def test_a_cell_of_the_success_map_is_counted():
    result = sweep.run([0.1, 1.0], [0.5, 1.0], range(12), 400)
    for cell in ((0, 0), (1, 1)):
        said = describe.success_map(result, cell)
        assert f"{result.solved[cell].sum()} of 12 seeds solve" in said
        named = re.search(r"seed ([\d, ]+)\.", said)
        stuck = [int(s) for s in named[1].split(", ")] if named else []
        assert stuck == list(np.flatnonzero(~result.solved[cell])[:3])
        assert number(r"with (\d+) %", said) == round(100 * result.success.max())


def test_combinations_that_lead_nowhere_are_counted_and_the_others_sorted():
    rows = [(), ("a",), ("b",), ("a", "b")]
    said = describe.combinations(rows, [0, 0.2, 0, 0.9])
    assert said.startswith("Of 4 combinations, 2 let no seed learn.")
    assert said.endswith("best first: a + b 90 %, a 20 %.")
    assert describe.combinations(rows, [0] * 4) == "Of 4 combinations, 4 let no seed learn."


# Searches -----------------------------------------------------------------------------------------


def test_the_leader_of_a_race_has_the_lowest_cost():
    said = describe.race({"a": 0.4, "b": 0.3}, {"a": 1, "b": 0}, 100, 1)
    assert said.startswith("After 100 evaluations, one seed: a 0.400 (solved 100 %)")
    assert said.endswith("Lowest: b.")


def test_a_method_that_never_solves_is_without_end():
    never = (0.0, np.nan, np.inf, np.inf)
    said = describe.race_board({"never": never, "a": (0.5, 700, 1300, 1200)})
    assert "highest: without end (never)" in said
    assert said.count("(a)") == 4


def test_half_way_is_at_half_of_the_evaluations():
    said = describe.solved_over_time([10, 20, 30, 40], {"a": [0.1, 0.2, 0.3, 0.4]})
    assert said == "Solved after 20 and after 40 evaluations: 20 % and 40 % (a)."
