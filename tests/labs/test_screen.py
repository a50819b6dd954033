"""The screen: what goes to a page is what the lab shows, small, in order, and never drawn twice."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from screen_page import ARROWS, ScreenPage

from nn_helpers import labs, plots
from nn_helpers.labs import colours, learner
from nn_helpers.plots.success import SHARE

NAMES = labs.__all__


def test_the_frames_build_the_picture_that_the_lab_has():
    lab = labs.training(epochs=100)
    page = ScreenPage(lab)
    np.testing.assert_array_equal(page.pixels, lab.screen.numbers)
    page.slide("learning_rate", *range(20, 90, 7))
    np.testing.assert_array_equal(page.pixels, lab.screen.numbers)
    again = eval(lab.call(), {"labs": labs})
    np.testing.assert_array_equal(page.pixels, again.screen.numbers)


def test_a_page_that_comes_later_or_has_missed_a_frame_gets_the_whole_picture():
    lab = labs.neuron()
    first = ScreenPage(lab)
    first.slide("b", 10, 20)
    later = ScreenPage(lab)
    assert later.frames[-1]["base"] is None
    np.testing.assert_array_equal(later.pixels, lab.screen.numbers)
    later.say(kind="here", leads=True, frame=later.number - 1)
    assert later.frames[-1]["base"] is None


def test_what_a_page_opens_with_is_what_the_lab_showed_when_it_was_displayed():
    lab = labs.neuron()
    lab._repr_mimebundle_()
    page = ScreenPage(lab)
    assert page.frames[0]["base"] == lab.screen.frame
    assert page.sizes == [0]
    np.testing.assert_array_equal(page.pixels, lab.screen.numbers)
    assert lab.screen.said["alt"] == lab.sentence
    lab.b.value = 2.0
    lab._repr_mimebundle_()
    np.testing.assert_array_equal(ScreenPage(lab).pixels, lab.screen.numbers)
    assert lab.screen.said["alt"] == lab.sentence


def test_every_position_is_answered_and_none_is_drawn_twice():
    lab = labs.neuron()
    page = ScreenPage(lab)
    redraw, drawn = lab.redraw, []
    lab.redraw = lambda: drawn.append(lab.b.value) or redraw()
    page.slide("b", 30, 31, 31, 31, 32)
    assert drawn == [lab.b.grid[place] for place in (30, 31, 32)]
    answers = [frame["answers"][page.name] for frame in page.frames[1:6]]
    assert answers == [1, 2, 3, 4, 5]


def test_a_position_is_answered_when_the_learners_code_breaks(monkeypatch):
    broken = []
    lab = labs.neuron(sigmoid=lambda z: 1 / (1 + np.exp(-z)) if not broken else 1 / 0)
    page = ScreenPage(lab)
    good = page.pixels
    broken.append(True)
    page.slide("b", 3)
    assert page.frames[-1]["answers"][page.name] == 1
    assert "ZeroDivisionError" in page.frames[-1]["status"]
    assert page.pixels is good


def test_the_kernel_and_the_page_agree_when_nothing_moves_any_more():
    lab = labs.training(epochs=100)
    page = ScreenPage(lab)
    page.move(kind="slide", name="learning_rate", place=40)
    assert lab.learning_rate.value == lab.learning_rate.grid[40]
    assert lab.learning_rate.slider.value != 40  # the page moves it
    assert page.places["learning_rate"] == (40, lab.learning_rate.shown(lab.learning_rate.value))
    page.calm()
    assert lab.learning_rate.slider.value == 40
    assert lab.learning_rate.entry.value == page.places["learning_rate"][1]


def test_a_position_that_was_overtaken_counts_no_more_and_steps_always_do():
    lab = labs.neuron()
    page = ScreenPage(lab)
    for n, place in ((1, 130), (4, 140), (2, 135)):
        page.say(kind="slide", name="b", place=place, n=n)
    assert lab.b.value == lab.b.grid[140]
    page.say(kind="keys", handle="the line", steps=[5, 0], n=6)
    moved = lab.b.value
    page.say(kind="keys", handle="the line", steps=[-5, 0], n=5)
    assert lab.b.value == pytest.approx(lab.b.grid[140], abs=0.02)
    assert moved != lab.b.value
    assert page.frames[-1]["answers"][page.name] == 6


def test_a_position_that_comes_after_the_calm_is_followed_at_once():
    lab = labs.neuron()
    page = ScreenPage(lab)
    page.say(kind="calm", upto=3)
    page.say(kind="slide", name="b", place=40, n=3)
    assert (lab.b.value, lab.b.slider.value) == (lab.b.grid[40], 40)


def test_a_reset_before_all_is_calm_brings_the_pages_slider_back():
    lab = labs.training(epochs=100)
    page, first = ScreenPage(lab), lab.learning_rate.slider.value
    page.move(kind="slide", name="learning_rate", place=40)
    lab.reset_button.click()
    assert page.places["learning_rate"] == (first, "1")
    page.calm()
    assert (lab.learning_rate.slider.value, lab.learning_rate.value) == (first, 1.0)


def test_where_the_page_cannot_move_sliders_the_kernel_does():
    lab = labs.neuron()
    page = ScreenPage(lab, leads=False)
    page.drag("the line", (0.5, 0.0), (0.6, 0.0), ways=1)
    assert page.places == {}
    assert lab.b.grid[lab.b.slider.value] == lab.b.value == -1.2
    assert lab.b.entry.value == "-1.2"


@pytest.mark.parametrize("name", NAMES)
def test_handles_have_names_of_their_own_and_lie_in_the_picture(name):
    lab = getattr(labs, name)()
    page = ScreenPage(lab)
    found = page.frames[-1]["handles"]
    assert len({handle["name"] for handle in found}) == len(found)
    for handle in found:
        points = np.concatenate([np.array(part) for part in handle["parts"]])
        assert np.all(points > -20)
        assert np.all(points < np.array(lab.screen.size) + 20)
        assert page.handle(handle["name"]).anchor


@pytest.mark.parametrize("name", NAMES)
def test_every_handle_can_be_pressed_about_and_nothing_breaks(name):
    lab = getattr(labs, name)()
    page = ScreenPage(lab)
    for handle in page.frames[-1]["handles"]:
        seen = {lab.words}
        for key in (*ARROWS, *ARROWS):
            page.press(handle["name"], key, large=True)
            assert lab.error == "", handle["name"]
            seen.add(lab.words)
        assert len(seen) > 1, f"{handle['name']} does nothing"
        lab.reset()


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_is_at_most_half_of_what_a_picture_took(name, monkeypatch):
    monkeypatch.setattr(learner, "SECONDS", 300)
    lab = getattr(labs, name)()
    page = ScreenPage(lab)
    control, stops = next((n, c) for n, c in lab.controls.items() if hasattr(c, "grid"))
    middle = stops.slider.value or 1
    page.slide(control, *range(max(0, middle - 6), min(middle + 6, len(stops.grid) - 1)))
    assert np.median([size for size in page.sizes[1:] if size] or [0]) < 9_500


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return np.dot(linear, (0.2126, 0.7152, 0.0722))


def contrast(first, second):
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("inks", "page"), [(plots.INKS, "#FFFFFF"), (plots.DARK_INKS, "#111111"), (plots.DARK_INKS, "#383838")]
)  # fmt: skip
def test_every_ink_stands_out_on_the_page(inks, page):
    assert min(contrast(ink, page) for ink in inks) >= 3


def test_every_ink_has_a_number_of_its_own_which_looks_like_it_on_both_pages():
    for light, dark in zip(plots.INKS, plots.DARK_INKS, strict=True):
        pixel = np.array([[[*np.round(255 * np.array(to_rgb(light))), 255]]], dtype=np.uint8)
        number = colours.numbers(pixel)[0, 0]
        for table, ink in ((colours.table(False), light), (colours.table(True), dark)):
            np.testing.assert_allclose(table[number] / 255, (*to_rgb(ink), 1), atol=1 / 255)


def test_white_is_the_page():
    white = np.full((2, 3, 4), 255, dtype=np.uint8)
    assert not colours.numbers(white).any()


@pytest.mark.parametrize(
    ("dark", "page", "ink"), [(False, "#FFFFFF", plots.INKS[0]), (True, "#111111", plots.DARK_INKS[0])]
)  # fmt: skip
def test_a_larger_share_looks_like_more_on_both_pages_and_its_number_is_read(dark, page, ink):
    cells = SHARE(np.linspace(0, 1, 11), bytes=True)[np.newaxis]
    *inks, opacity = (colours.table(dark)[colours.numbers(cells)[0]] / 255).T
    seen = (opacity * inks + (1 - opacity) * np.transpose([to_rgb(page)])).T
    assert np.all(np.diff([contrast(colour, page) for colour in seen]) > 0)
    assert min(contrast(colour, ink) for colour in seen) >= 4.5


def test_a_map_that_changes_slowly_has_no_stripes():
    shades = plots.MAP(np.linspace(0, 1, 1001), bytes=True)[np.newaxis]
    numbers = colours.numbers(shades)
    shown = colours.on_white(colours.table(dark=False))[numbers].astype(int)
    assert np.abs(shown - shades[..., :3]).max() <= 4
    assert len(np.unique(numbers)) > 100


def test_a_number_is_of_the_nearest_colour():
    pixels = np.random.default_rng(0).integers(0, 256, (1, 2000, 4)).astype(np.uint8)
    known = colours.on_white(colours.table(dark=False)).astype(int)
    away = np.linalg.norm(known - pixels[0, :, np.newaxis, :3].astype(int), axis=-1)
    chosen = away[np.arange(2000), colours.numbers(pixels)[0]]
    # Colours are rounded to 18 bits first, so one that lies as near may be chosen.
    assert np.all(chosen <= away.min(axis=1) + 8)
