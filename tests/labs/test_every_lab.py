"""What holds of every lab: any setting draws, the call makes the same state, and words go with it."""

import warnings

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nn_helpers import labs

NAMES = labs.__all__


@pytest.fixture(scope="module")
def opened():
    return {name: getattr(labs, name)() for name in NAMES}


def positions(control):
    """Some values that a control can take, its ends first."""
    if hasattr(control, "options"):
        values = [o[1] if isinstance(o, tuple) else o for o in control.options]
        return [values[0], values[-1], *values[1:-1]]
    if isinstance(control.value, bool):
        return [False, True]
    if isinstance(control.value, int):
        return [control.min, control.max, *range(control.min, min(control.max, control.min + 20))]
    steps = round((control.max - control.min) / control.step)
    return [control.min, control.max, *(control.min + k * control.step for k in range(1, steps))]


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_again_with_the_same_picture(name):
    first, second = getattr(labs, name)(), getattr(labs, name)()
    assert first.picture.value == second.picture.value
    assert repr(first) == repr(second)


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
        assert control.tooltip or control.description


@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=12,
    phases=[
        Phase.generate
    ],  # a failing setting says enough; looking for a smaller one takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(choices=st.data())
def test_any_setting_draws_without_error_or_warning(name, opened, choices):
    lab = opened[name]
    chosen = {n: choices.draw(st.sampled_from(positions(c))) for n, c in lab.controls.items()}
    if "epochs" in chosen:
        chosen["epochs"] = positions(lab.controls["epochs"])[0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lab.set(**chosen)
    assert lab.error == ""
    assert lab.sentence
    again = eval(lab.call(), {"labs": labs})
    assert again.error == ""
    # The call names the settings, not the moment of the run that the scrubber shows.
    for control in set(lab.controls) - {"moment"}:
        assert again.controls[control].value == pytest.approx(lab.controls[control].value)


@pytest.mark.parametrize("name", NAMES)
def test_reset_brings_the_first_words_back(name):
    lab = getattr(labs, name)()
    first = lab.sentence
    for control in lab.controls.values():
        control.value = positions(control)[0]
    lab.reset_button.click()
    assert lab.sentence == first


@pytest.mark.parametrize("name", NAMES)
def test_without_a_widget_there_is_a_picture_and_plain_words(name, opened):
    bundle = opened[name]._repr_mimebundle_()
    assert bytes(bundle["image/png"])[:4] == b"\x89PNG"
    assert "0x" not in bundle["text/plain"]
    assert f"labs.{name}(" in bundle["text/plain"]


def test_many_labs_and_many_moves_keep_no_figures():
    import gc

    import matplotlib.figure

    def figures():
        gc.collect()
        return sum(isinstance(o, matplotlib.figure.Figure) for o in gc.get_objects())

    many = [labs.neuron() for _ in range(10)]
    before = figures()
    for i in range(1000):
        many[i % 10].b.value = (i % 150) / 10
    assert figures() == before
