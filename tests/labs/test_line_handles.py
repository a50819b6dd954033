"""Lines of units as handles: they go where the hand goes, turn by their ends, and keep their weights' size."""

import numpy as np
import pytest
from screen_page import ScreenPage

from nn_helpers import labs, plots
from nn_helpers.labs import line_handles
from nn_helpers.labs.wire_lab import LINES

SOLVED = {"W1": ((10, 10), (10, 10)), "b1": (-5, -15), "W2": (10, -10), "b2": -5}


def answer(w, b, point):
    return float(np.dot(w, point) + b)


@pytest.mark.parametrize("seed", range(20))
def test_a_line_moves_with_the_hand_and_an_end_follows_it(seed):
    rng = np.random.default_rng(seed)
    _, ax = plots.figure(width=3, height=3)
    ax.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4))
    w, b = rng.uniform(-9, 9, 2), rng.uniform(-1, 1)
    b -= w @ [0.5, 0.5]
    middle = line_handles.ends(ax, w, b).mean(axis=0)
    to = middle + rng.uniform(-0.3, 0.3, 2)
    same, moved = line_handles.dragged("it", "it", ax, w, b, middle, to)
    np.testing.assert_array_equal(same, w)
    assert answer(same, moved, to) == pytest.approx(0, abs=1e-9)
    end = line_handles.ends(ax, w, b)[0]
    to = end + rng.uniform(-0.3, 0.3, 2)
    turned, bias = line_handles.dragged("one end of it", "it", ax, w, b, end, to)
    assert answer(turned, bias, to) == pytest.approx(0, abs=1e-9)
    assert answer(turned, bias, middle) == pytest.approx(0, abs=1e-9)
    assert np.hypot(*turned) == pytest.approx(np.hypot(*w))


@pytest.mark.parametrize("line", LINES)
def test_the_three_lines_of_the_wire_lab_are_moved_and_turned_alone(line):
    lab = labs.wire(**SOLVED)
    page, before = ScreenPage(lab), lab.state
    start = np.array(page.handle(line).anchor)
    page.drag(line, start, np.add(start, (0.1, 0)))
    first, second, bias = LINES[line]
    moved = lab.state
    assert {name for name in before if moved[name] != before[name]} == {bias}
    assert moved[bias] == pytest.approx(before[bias] - 0.1 * before[first], abs=0.1)
    end = np.array(page.handle(f"one end of {line}").points[0])
    page.drag(f"one end of {line}", end, np.add(end, (0.05, 0.1)))
    turned = lab.state
    assert {n for n in before if turned[n] != before[n]} <= {first, second, bias}
    sizes = [np.hypot(state[first], state[second]) for state in (before, turned)]
    assert sizes[1] == pytest.approx(sizes[0], abs=0.1)
    assert turned[first] != before[first]


def test_the_call_of_a_changed_lab_has_all_four_arrays_for_the_exercise():
    lab = labs.wire()
    assert lab.call() == "labs.wire()"
    lab.set(W2_00=-3.0)  # b2 is as it was
    assert lab.call() == "labs.wire(W1=[[4, 0], [0, 4]], b1=[-2, -2], W2=[-3, 0], b2=-3)"


def test_xor_can_be_wired_by_hand_alone():
    """From two lines on each other: the second is moved past three samples, the vote is turned."""
    lab = labs.wire(W1=((10, 10), (10, 10)), b1=(-5, -5), W2=(10, -10), b2=-5)
    assert "Right: 2 of 4" in lab.sentence or "Right: 1 of 4" in lab.sentence
    page, line = ScreenPage(lab), "the line of hidden unit 2"
    page.drag(line, (0.25, 0.25), (0.75, 0.75))
    assert lab.state["b1_1"] == pytest.approx(-15, abs=0.3)
    assert "Right: 4 of 4" in lab.sentence


def test_the_wire_lab_opens_away_from_the_answer_to_its_first_question():
    """No move of a line alone puts it between 00 and the other three; a turn and a move do."""
    said, line = "Hidden unit 1 says yes to 01, 10, 11", "the line of hidden unit 1"
    lab = labs.wire()
    page = ScreenPage(lab)
    assert "Right: 2 of 4" in lab.sentence
    for sideways in (-0.7, -0.3, 0.3, 0.7):
        page.drag(line, (0.5, 0.5), (0.5 + sideways, 0.5))
        assert said not in lab.sentence
        lab.reset()
    lab.set(W1_00=3, W1_01=3, b1_0=-3)  # turned, as by one end
    assert said not in lab.sentence
    page.drag(line, (0.5, 0.5), (0.25, 0.25))
    assert said in lab.sentence


def test_a_line_that_is_out_of_sight_or_has_no_weights_has_no_handle():
    lab = labs.wire(**SOLVED)
    lab.set(W1_00=0, W1_01=0, b1_1=20)
    page = ScreenPage(lab)
    assert [h["name"] for h in page.frames[-1]["handles"]] == [
        "the cut of the output unit", "one end of the cut of the output unit",
        "the other end of the cut of the output unit",
    ]  # fmt: skip
    assert lab.error == ""


def test_a_line_dragged_out_of_sight_comes_back_in_the_same_drag():
    lab = labs.neuron()
    page = ScreenPage(lab)
    page.move(kind="drag", handle="the line", grip="g", **{"from": [150, 200], "at": [150, -900]})
    assert lab.handles(lab.state) == []
    page.move(kind="drag", handle="the line", grip="g", **{"from": [150, 200], "at": [150, 200]})
    assert lab.b.value == -1.0


def test_doubling_leaves_the_lines_and_makes_the_answers_surer():
    lab = labs.wire(W1=((3, 3), (-3, -3)), b1=(-1.5, 4.5), W2=(4, 4), b2=-6)
    before, lines = lab.sentence, {h.name: h.points for h in lab.handles(lab.state)}
    lab.double_button.click()
    assert lab.state["W1_00"] == 6
    assert lab.state["b2_0"] == -12
    after = {h.name: h.points for h in lab.handles(lab.state)}
    for name, points in lines.items():
        if "hidden" in name:  # the cut lies where the hidden answers are, and those move
            np.testing.assert_allclose(points, after[name], atol=1e-9)
    assert "Within 0.1 of their label: 0 of 4" in before
    assert "Within 0.1 of their label: 4 of 4" in lab.sentence
    lab.double_button.click()
    assert lab.state["b2_0"] == -20
