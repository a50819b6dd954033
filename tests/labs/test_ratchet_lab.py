"""The ratchet lab: an upright line is dragged over both pictures, and the maps below show that epoch."""

import functools

import numpy as np
import pytest
from screen_page import ScreenPage

from nn_helpers import case, labs, training
from nn_helpers.labs import controls

MOMENT, ON_BIASES = "the moment", "the moment, on the biases"


@pytest.fixture
def lab():
    return labs.ratchet(epochs=1000)


@pytest.mark.parametrize("name", [MOMENT, ON_BIASES])
def test_the_line_is_dragged_to_an_epoch_and_the_words_say_what_was_there(lab, name):
    end, last = lab.sentence, lab.picture
    page = ScreenPage(lab)
    page.drag(name, (1000, 2), (400, 2))
    assert lab.moment.value == 40
    start = controls.start(case.SEED, 0.12)
    for whose, bugs in (("the right update", ()), ("the stale one", ("stale-weights",))):
        run = training.record(start, lab.X, lab.Y, 1.0, 400, per_sample=True, bugs=bugs, every=5)
        biases = ", ".join(f"{b:.2f}" for b in np.ravel(run.final.b1))
        assert f"{whose} prints {run.printed_costs[-1]:.4f}, biases {biases}" in lab.sentence
    assert lab.sentence.startswith("Epoch 400: ")
    assert lab.sentence.endswith(end)
    assert lab.picture != last
    assert lab.call() == "labs.ratchet(epochs=1000)"
    for line in lab._now:
        assert set(line.artists[0].get_xdata()) == {400}
    page.drag(name, (400, 2), (5000, 2))
    assert lab.sentence == end


def test_a_moment_costs_no_training(lab, monkeypatch):
    monkeypatch.setattr(lab, "_train", None)
    page = ScreenPage(lab)
    page.press(MOMENT, "ArrowLeft", "ArrowDown")
    assert lab.sentence.startswith("Epoch 980: ")
    page.press(ON_BIASES, "ArrowRight", large=True)
    assert lab.error == ""
    assert lab.moment.value == 100
    page.drag(MOMENT, (1000, 2), (-300, 2))
    assert lab.sentence.startswith("Epoch 5: ")


def test_the_learners_own_run_can_be_looked_into_as_well():
    lab = labs.ratchet(epochs=200, sgd_step=functools.partial(training.sgd_step))
    page = ScreenPage(lab)
    page.drag(MOMENT, (200, 2), (100, 2))
    assert lab.error == ""
    assert lab.sentence.startswith("Epoch 100: your update prints ")
    assert lab.sentence.endswith("Your update goes exactly where the right one goes.")


def test_the_words_name_an_epoch_of_the_record():
    lab = labs.ratchet(epochs=700)
    lab.moment.value = 59
    epoch = lab._epoch(lab.state)
    assert epoch in lab._runs[0].epochs
    assert lab.sentence.startswith(f"Epoch {epoch}: ")


def test_unit_1_looks_like_the_cost_of_its_update_and_unit_2_like_nothing_else(lab):
    costs, biases = (
        {line.get_label(): line for line in drawing.artists}
        for drawing in (lab._costs, lab._biases)
    )
    looks = {name: (line.get_color(), line.get_linestyle()) for name, line in biases.items()}
    assert len(set(looks.values())) == 4
    for (name, cost), run in zip(costs.items(), lab._runs[::2], strict=True):
        assert looks[f"{name}, unit 1"] == (cost.get_color(), cost.get_linestyle())
        for unit in (0, 1):
            drawn = biases[f"{name}, unit {unit + 1}"].get_ydata()
            np.testing.assert_array_equal(drawn, run.params.b1[:, unit, 0])
