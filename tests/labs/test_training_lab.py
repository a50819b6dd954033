"""The training lab, driven without a browser."""

import asyncio
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import apart

from nn_helpers import data, labs, network, training


@pytest.fixture(scope="module")
def lab():
    return labs.training(epochs=100)


def test_a_lab_opens_again_and_again():
    """Importing the lab's module must not put the module in the place of the function."""
    assert labs.training(epochs=50).sentence == labs.training(epochs=50).sentence


@pytest.mark.parametrize(
    "name",
    ["learning_rate", "init_scale", "seed", "epochs", "hidden", "per_sample", "stale_weights"],
)
def test_every_control_changes_the_picture_and_the_call(name):
    lab = labs.training(epochs=300, per_sample=name == "stale_weights")
    before = lab.picture, lab.call()
    control = lab.controls[name]
    if name in {"stale_weights", "per_sample"}:
        control.value = True
    else:
        control.value = control.grid[-5 if len(control.grid) > 8 else -1]
    assert lab.error == ""
    assert lab.picture != before[0]
    assert lab.call() != before[1]


def test_the_call_makes_the_same_state_again(lab):
    lab.set(learning_rate=2.0, init_scale=0.5, seed=3, epochs=150)
    again = eval(lab.call(), {"labs": labs})
    assert again.sentence == lab.sentence
    assert again.picture == lab.picture


def test_it_trains_what_training_trains(lab):
    lab.set(learning_rate=1.0, init_scale=1.0, seed=5, epochs=200, hidden=2)
    start = network.initialise(np.random.default_rng(5), 1.0)
    _, costs = training.train(start, *data.xor(), 1.0, 200)
    np.testing.assert_allclose(lab.history.costs[:-1], costs, rtol=1e-12)


def test_the_scrubber_shows_the_run_without_training_again(lab):
    lab.set(epochs=200, moment=200)
    history = lab.history
    lab.moment.value = 0
    assert lab.history is history
    assert lab.sentence.startswith(f"Epoch 0: cost {history.costs[0]:.4f}.")


def test_reset_brings_back_the_first_picture():
    lab = labs.training(epochs=100)
    first = lab.picture
    lab.set(learning_rate=9.0, hidden=5, seed=7, moment=10)
    assert lab.picture != first
    lab.reset_button.click()
    assert lab.picture == first


def test_the_scale_stretches_one_draw(lab):
    lab.set(init_scale=1.0, seed=2, hidden=2)
    small = lab.history.at(0)
    lab.init_scale.value = 2.0
    np.testing.assert_allclose(lab.history.at(0).W1, 2 * small.W1)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(values=st.data())
def test_any_setting_draws_without_error_or_warning(lab, values):
    chosen = {"epochs": values.draw(st.sampled_from([50, 100, 150]))}
    for name in ("learning_rate", "init_scale", "seed", "hidden"):
        chosen[name] = values.draw(st.sampled_from(lab.controls[name].grid))
    chosen["moment"] = values.draw(st.sampled_from(lab.moment.grid))
    chosen["per_sample"] = values.draw(st.booleans())
    chosen["stale_weights"] = values.draw(st.booleans())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lab.set(**chosen)
    assert lab.error == ""
    assert lab.sentence


def test_the_learners_train_draws_the_curve_and_the_badge_says_so():
    def train(params, X, Y, learning_rate, epochs):
        return params, np.full(epochs, 1.5)

    lab = labs.training(train=train, epochs=50)
    assert "drawn by your train" in lab.badge()
    assert set(lab.history.costs[:-1]) == {1.5}


def test_a_stub_is_replaced_by_the_course_and_the_badge_says_so():
    def train(params, X, Y, learning_rate, epochs):
        """Train."""
        ...

    lab = labs.training(train=train, epochs=50)
    assert "yours is not written yet" in lab.badge()
    assert lab.error == ""


def raising(*_arguments):
    return 1 / 0


def misshapen(params, X, Y, learning_rate, epochs):
    return [1, 2, 3]


def only_params(params, X, Y, learning_rate, epochs):
    return params


@pytest.mark.parametrize(
    ("train", "words"),
    [
        (raising, "ZeroDivisionError"),
        (misshapen, "list"),
        (only_params, "expected (params, costs)"),
    ],
)
def test_a_learners_mistake_is_a_sentence_and_not_a_crash(train, words):
    lab = labs.training(train=train, epochs=50)
    assert words in lab.error
    assert "That did not work." in lab.words
    lab.learning_rate.value = 2.0
    assert words in lab.error


def test_the_last_good_picture_stays_when_something_breaks():
    broken = []

    def train(params, X, Y, learning_rate, epochs):
        if broken:
            raise ValueError("broken now")
        return training.train(params, X, Y, learning_rate, epochs)

    lab = labs.training(train=train, epochs=50)
    good = lab.picture
    broken.append(True)
    lab.seed.value = 9
    assert lab.picture == good
    assert "picture still shows the settings before" in lab.words


def test_shown_without_a_widget_there_is_a_picture_and_a_sentence(lab):
    bundle, about = lab._repr_mimebundle_()
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == repr(lab)
    assert about["image/png"]["alt"] in repr(lab)
    assert "labs.training(" in repr(lab)
    assert "0x" not in repr(lab)


def test_a_move_from_the_page_is_drawn_after_the_message_and_moves_in_between_are_merged():
    lab = labs.training(epochs=50)
    redraw, drawn = lab.redraw, []
    lab.redraw = lambda: drawn.append(lab.learning_rate.value) or redraw()

    async def drag():
        for index in (10, 20, 30):
            lab.learning_rate.slider.set_state({"value": index})
        assert drawn == []  # the kernel can say that it is idle
        await asyncio.sleep(0.1)

    apart(lambda: asyncio.run(drag()))
    assert drawn == [lab.learning_rate.grid[30]]
    assert f"learning_rate={drawn[0]:.6g}" in lab.words


def test_a_move_is_drawn_at_once_where_there_is_no_event_loop_and_where_code_makes_it():
    lab = labs.training(epochs=50)
    apart(lambda: lab.learning_rate.slider.set_state({"value": 0}))
    assert "learning_rate=0.001," in lab.words

    async def cell():
        lab.learning_rate.value = 0.1
        assert "learning_rate=0.1," in lab.words

    apart(lambda: asyncio.run(cell()))
