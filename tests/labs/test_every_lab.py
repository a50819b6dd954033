"""What holds of every lab: any setting draws, the call makes the same state, and words go with it."""

import _thread
import functools
import gc
import threading
import warnings

import matplotlib.figure
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support import examples

from nn_helpers import labs
from nn_helpers.labs import learner
from nn_helpers.labs.learner import Function
from nn_helpers.labs.number import Number

NAMES = labs.__all__


@pytest.fixture(scope="module")
def opened():
    """Every lab, opened once. Tests move them: what each showed first stands in ``first_shown``."""
    return {name: getattr(labs, name)() for name in NAMES}


@pytest.fixture(scope="module")
def first_shown(opened):
    return {name: (lab.picture, lab.sentence, repr(lab)) for name, lab in opened.items()}


@pytest.fixture(autouse=True)
def seen_first(first_shown):
    """What the labs show first is looked at before a test moves them, whichever test comes first."""


def positions(control):
    """Some values that a control can take, its ends first."""
    if isinstance(control, Number):
        return [control.grid[0], control.grid[-1], *control.grid[1:-1]]
    if hasattr(control, "options"):
        values = [o[1] if isinstance(o, tuple) else o for o in control.options]
        return [values[0], values[-1], *values[1:-1]]
    return [False, True]


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_again_with_the_same_picture(name, first_shown):
    second = getattr(labs, name)()
    assert (second.picture, second.sentence, repr(second)) == first_shown[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_control_goes_from_end_to_end(name, opened):
    lab = opened[name]
    for control_name, control in lab.controls.items():
        was = control.value
        for value in positions(control)[:2]:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                control.value = value
            assert lab.error == "", (control_name, value)
            assert lab.sentence
        control.value = was
        assert control.description


# How much is computed is not the question here, so the sizes of a run stay at their smallest.
SIZES = ("epochs", "turns", "budget", "seeds")
# A failing setting says enough: looking for a smaller one would take minutes.
RANDOM = {
    "phases": [Phase.generate],
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


def random_settings(lab, choices):
    chosen = {n: choices.draw(st.sampled_from(positions(c))) for n, c in lab.controls.items()}
    return chosen | {n: positions(lab.controls[n])[0] for n in SIZES if n in chosen}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(200), **RANDOM)
@given(choices=st.data())
def test_any_setting_draws_without_error_or_warning(name, opened, choices):
    lab = opened[name]
    chosen = random_settings(lab, choices)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lab.set(**chosen)
    assert lab.error == ""
    assert lab.sentence


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(8), **RANDOM)
@given(choices=st.data())
def test_the_call_makes_the_same_state_again(name, opened, choices):
    lab = opened[name]
    lab.set(**random_settings(lab, choices))
    again = eval(lab.call(), {"labs": labs})
    assert again.error == ""
    # The call names the settings, not the moment of the run that the scrubber shows.
    for control in set(lab.controls) - {"moment"}:
        assert again.controls[control].value == lab.controls[control].value


@pytest.mark.parametrize("name", ["cost_surface", "evolution"])
def test_two_lists_never_choose_the_same_whichever_was_set(name):
    lab = getattr(labs, name)()
    places = [lab.across.value, lab.up.value]
    for chosen in (
        {"across": places[1]},
        {"up": places[0]},
        *({"across": place, "up": place} for place in sorted(places * 2)),
    ):
        before = {lab.across.value, lab.up.value}
        lab.set(**chosen)
        assert lab.error == ""
        assert {lab.across.value, lab.up.value} == before == set(places)


@pytest.mark.parametrize("name", NAMES)
def test_reset_brings_the_first_words_back(name, opened, first_shown):
    lab = opened[name]
    for control in lab.controls.values():
        control.value = positions(control)[0]
    lab.reset_button.click()
    assert (lab.picture, lab.sentence, repr(lab)) == first_shown[name]


@pytest.mark.parametrize("name", NAMES)
def test_without_a_widget_there_is_a_picture_and_plain_words(name, opened):
    bundle, about = opened[name]._repr_mimebundle_()
    assert bytes(bundle["image/png"])[:4] == b"\x89PNG"
    assert about["image/png"]["alt"].endswith(opened[name].sentence)
    assert "0x" not in bundle["text/plain"]
    assert f"labs.{name}(" in bundle["text/plain"]


def test_ten_open_labs_and_a_thousand_moves_keep_no_figures_and_no_memory():
    psutil = pytest.importorskip("psutil")
    # One control of each that moves quickly; the slow ones draw on the same canvas.
    moved = {
        "backprop": "W1_00", "cost_surface": "x", "evolution": "moment", "h_slider": "h",
        "last_sample": "epochs", "neuron": "b", "race": "learning_rate", "success_map": "rate",
        "training": "moment", "wire": "b1_0",
    }  # fmt: skip
    controls = [getattr(labs, name)().controls[control] for name, control in moved.items()]
    ways = [positions(control)[:25] for control in controls]

    def figures():
        gc.collect()
        return sum(isinstance(o, matplotlib.figure.Figure) for o in gc.get_objects())

    def move(rounds):
        for i in range(rounds):
            for control, way in zip(controls, ways, strict=True):
                control.value = way[i % len(way)]

    move(25)  # every position once: what is kept on purpose is kept now
    before, memory = figures(), psutil.Process().memory_info().rss
    move(100)
    assert figures() == before
    assert psutil.Process().memory_info().rss - memory < 10e6


def raises(*_arguments):
    return 1 / 0


def returns_nothing(*_arguments):
    print("the answer")


def returns_nan(*arguments):
    return np.nan


def returns_a_wrong_shape(*_arguments):
    return np.zeros((3, 5, 7))


def returns_strings(*_arguments):
    return ("a", "b", "c", "d")


TAKES = {
    "backprop": "gradients",
    "cost_surface": "cost",
    "evolution": "hill_climb",
    "h_slider": "numerical_gradients",
    "neuron": "sigmoid",
    "ratchet": "sgd_step",
    "training": "train",
    "wire": "forward",
}


@pytest.mark.parametrize(
    "wrong", [raises, returns_nothing, returns_nan, returns_a_wrong_shape, returns_strings]
)
@pytest.mark.parametrize(("name", "takes"), TAKES.items())
def test_a_learners_mistake_is_a_sentence_beside_a_picture(name, takes, wrong):
    lab = getattr(labs, name)(**{takes: wrong})
    assert lab.badge() == f"drawn by your {takes}"
    if (name, wrong) not in (("cost_surface", returns_nan), ("evolution", returns_nan)):
        assert lab.error, lab.sentence
        assert "That did not work." in lab.words
    assert lab.picture.startswith(b"\x89PNG")
    assert lab._repr_mimebundle_()[0]["image/png"]


@pytest.mark.parametrize(("name", "takes"), TAKES.items())
def test_the_last_good_picture_stays_when_the_learners_code_breaks(name, takes):
    lab = getattr(labs, name)()
    reference = next(v for v in vars(lab).values() if isinstance(v, Function)).function
    broken = []

    def sometimes(*arguments):
        if broken:
            raise ValueError("broken now")
        return reference(*arguments)

    lab = getattr(labs, name)(**{takes: sometimes})
    assert lab.error == ""
    good = lab.picture
    broken.append(True)
    control = next(c for n, c in lab.controls.items() if n in ("seed", "around", "b", "W1_00"))
    control.value = next(v for v in positions(control) if v != control.value)
    assert "broken now" in lab.error
    assert lab.picture == good
    assert "The picture still shows the settings before." in lab.words
    broken.clear()
    lab.reset()
    assert lab.error == ""


@pytest.mark.parametrize("name", ["neuron", "cost_surface"])
def test_an_endless_function_is_stopped_and_the_lab_says_so(name, monkeypatch):
    def endless(*_arguments):
        while sum(range(1000)):
            pass

    monkeypatch.setattr(learner, "SECONDS", 0.2)
    lab = getattr(labs, name)(**{TAKES[name]: endless})
    assert "took longer than 0.2 seconds" in lab.error
    assert lab.picture.startswith(b"\x89PNG")


@pytest.fixture
def browser_kernel(monkeypatch):
    """A Python that can start no thread, as the one in a browser."""

    def start(*_arguments):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    monkeypatch.setattr(_thread, "start_new_thread", start)


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_without_threads_and_alarms(name, browser_kernel):
    lab = getattr(labs, name)()
    assert lab.error == ""
    before = repr(lab)
    control = next(c for c in lab.controls.values() if not c.disabled)
    control.value = next(v for v in positions(control) if v != control.value)
    assert lab.error == ""
    assert repr(lab) != before


@pytest.mark.parametrize(("name", "takes"), TAKES.items())
def test_it_runs_the_learners_code_without_threads_and_alarms(name, takes, browser_kernel):
    first = getattr(labs, name)()
    reference = next(v for v in vars(first).values() if isinstance(v, Function)).function
    lab = getattr(labs, name)(**{takes: functools.partial(reference)})
    assert lab.error == ""
    assert lab.badge() == f"drawn by your {takes}"
