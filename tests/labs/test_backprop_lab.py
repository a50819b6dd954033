"""The backprop lab: products that are the slopes, written out and lit, chosen by hand in the diagram."""

import re

import numpy as np
import pytest
from screen_page import ScreenPage

from nn_helpers import data, labs, network
from nn_helpers.labs import calculation, controls
from nn_helpers.plots.diagram import EDGES

LESSON = {"sample": 3, "W1": ((1, -2), (2, 1)), "W2": (2, -1)}
X, Y = data.xor()
RNG = np.random.default_rng


def values_of(params, x, y):
    names = ("Z1", "A1", "Z2", "A2")
    layers = dict(zip(names, network.forward(params, x), strict=True))
    return {"x": x, "y": y, **params._asdict(), **layers, "cost": network.cost(layers["A2"], y)}


def slope_at(grads, place):
    return float(np.concatenate([np.ravel(g) for g in grads])[controls.PLACES.index(place)])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("place", controls.PLACES)
def test_the_last_product_is_the_slope_and_numbers_and_value_agree(place, seed):
    params = network.initialise(RNG(seed), 3.0)
    x, y = RNG(seed).uniform(-2, 2, (2, 1)), np.array([[0.25]])
    made = calculation.calculation(place, 10, values_of(params, x, y))
    assert made.value == pytest.approx(slope_at(network.gradients(params, x, y), place))
    assert made.slope == f"d{place}"
    factors = [float(t[1].strip("()")) for t in made.terms if not isinstance(t, str)]
    assert np.prod(factors) == pytest.approx(made.value, rel=0.02)


def test_every_step_of_the_lessons_path_is_written_out():
    values = values_of(
        network.Params(*(np.array(p) for p in ([[1.0, -2], [2, 1]], [[0.5], [-1]], [[2.0, -1]], [[0.5]]))),
        X[:, [3]], Y[:, [3]],
    )  # fmt: skip
    said = [str(calculation.calculation("W1[0, 1]", step, values)) for step in range(1, 11)]
    assert said == [
        "Z1[0]: 1 × 1 + (-2) × 1 + 0.5 = -0.500.",
        "A1[0]: sigmoid ( -0.500 ) = 0.378.",
        "Z2[0]: 2 × 0.378 + (-1) × 0.881 + 0.5 = 0.374.",
        "A2[0]: sigmoid ( 0.374 ) = 0.5925.",
        "Cost: − ln 0.4075 = 0.8977.",
        "Slope by Z2: 0.5925 − 0 = 0.5925.",
        "Slope for W2[0, 0]: 0.5925 × 0.378 = 0.2237.",
        "Blame, slope by A1[0]: 0.5925 × 2 = 1.1850.",
        "Slope by Z1[0]: 0.5925 × 2 × 0.378 × 0.622 = 0.2785.",
        "Slope for W1[0, 1]: 0.5925 × 2 × 0.378 × 0.622 × 1 = 0.2785.",
    ]
    assert calculation.calculation("b2[0]", 1, values) is None
    assert (
        str(calculation.calculation("b2[0]", 10, values)) == "Slope for b2[0]: 0.5925 × 1 = 0.5925."
    )


def test_the_path_is_lit_back_to_the_weight_and_no_further():
    lab = labs.backprop(**LESSON, step=10, path="W1[0, 1]")
    lines = dict(zip(EDGES, lab._diagram.artists, strict=False))
    assert {name for name, line in lines.items() if line.get_alpha() == 1} == {
        "W1[0, 1]",
        "W2[0, 0]",
    }
    shown = [t.get_text() for t in lab._row.artists if t.get_visible()]
    assert shown[:6] == ["A2 − y", "W2[0, 0]", "A1[0]", "1 − A1[0]", "x[1]", "slope for W1[0, 1]"]
    lab.step.value = 8
    assert "0.5925 × 2 = 1.1850." in lab.sentence
    texts = [text.get_text() for text in lab._diagram.artists[-30:] if hasattr(text, "get_text")]
    assert "blame +1.1850" in texts


@pytest.mark.parametrize("place", EDGES)
def test_no_line_shines_through_the_slope_of_its_weight(place):
    lab = labs.backprop(**LESSON, step=10, path=place)  # lit: as thick and dark as it gets
    lines = dict(zip(EDGES, lab._diagram.artists, strict=False))
    slopes = [a for a in lab._diagram.artists[11:] if a.get_text().startswith("slope")]
    label = dict(zip(("b1[0]", "b1[1]", "b2[0]", *EDGES), slopes, strict=False))
    pictures = []
    for visible in (True, False):
        lines[place].set_visible(visible)
        pictures.append(lab._canvas.numbers())
    left, bottom, right, top = map(round, label[place].get_window_extent().extents)
    rows = slice(len(pictures[0]) - top, len(pictures[0]) - bottom)
    with_line, without = (picture[rows, left:right] for picture in pictures)
    assert with_line.any()
    assert (with_line == without).all()
    assert (pictures[0] != pictures[1]).any()


def test_a_weight_is_dragged_along_its_line_and_its_way_lights_up():
    lab = labs.backprop(**LESSON, step=10)
    page = ScreenPage(lab)
    begin, end = (np.array(point) for point in EDGES["W1[1, 0]"])
    middle, on = (begin + share * (end - begin) for share in (0.4, 0.5))
    page.drag("W1[1, 0]", middle, on)
    assert lab.path.value == "W1[1, 0]"
    assert lab.W1_10.value == pytest.approx(3.0, abs=0.02)
    assert "Slope for W1[1, 0]:" in lab.sentence
    page.drag("W1[1, 0]", on, middle)
    assert lab.W1_10.value == pytest.approx(2.0, abs=0.02)
    across = middle + (-1, 1) * (end - begin)[::-1] / 10
    page.drag("W1[1, 0]", middle, across)
    assert lab.W1_10.value == pytest.approx(2.0, abs=1)
    page.drag("W1[1, 0]", middle, middle + 5 * (end - begin))
    assert lab.W1_10.value == 5


def test_taking_hold_of_a_weight_alone_changes_no_number():
    lab = labs.backprop(**LESSON, step=10)
    page, before = ScreenPage(lab), lab.state
    page.drag("b1[1]", page.handle("b1[1]").anchor, page.handle("b1[1]").anchor)
    assert lab.state == before | {"path": "b1[1]"}


@pytest.mark.parametrize("place", controls.PLACES)
def test_arrow_keys_move_every_number_by_one_step(place):
    lab = labs.backprop(**LESSON, step=10)
    page, number = ScreenPage(lab), controls.attribute(place)
    before = lab.state[number]
    page.press(place, "ArrowUp", "ArrowRight")
    assert lab.state[number] == pytest.approx(before + 0.2)
    page.press(place, "ArrowLeft", large=True)
    assert lab.state[number] == pytest.approx(before - 0.3)
    assert lab.state["path"] == place


def test_a_wrong_slope_of_the_learner_stands_beside_the_product():
    def three_times(params, X, Y):
        return network.Params(*(3 * g for g in network.gradients(params, X, Y)))

    lab = labs.backprop(**LESSON, step=10, path="W1[0, 1]", gradients=three_times)
    assert lab.sentence.endswith("= 0.2785. Your gradients return 0.8354 there.")

    def rewritten(params, X, Y):
        return network.gradients(params, X, Y)

    own = labs.backprop(**LESSON, step=10, path="b1[0]", gradients=rewritten)
    assert own.badge() == "drawn by your gradients"
    assert "Your gradients return" not in own.sentence


def test_numbers_far_apart_still_fit_in_the_row():
    lab = labs.backprop(sample=1, label=0.37, path="W1[0, 1]")
    for step in range(11):
        lab.set(step=step, W1_00=-4.9, W1_01=-4.9, b1_0=-4.9, W2_00=-4.9)
        assert lab.error == ""
        for text in (t for t in lab._row.artists if t.get_visible()):
            assert 0.02 < text.get_position()[0] < 0.98
    assert re.search(r"\d\.\d\de-\d\d", lab.sentence)


def test_numbers_below_zero_have_the_minus_of_print():
    lab = labs.backprop(**LESSON, step=10)
    drawn = [*lab._diagram.artists, *lab._row.artists]
    written = [a.get_text() for a in drawn if hasattr(a, "get_text") and a.get_visible()]
    assert any("−" in words for words in written)
    assert not any("-" in words for words in written)
