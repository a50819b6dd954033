"""The success map lab: a cell is chosen in the map, by mouse and by arrow keys."""

import pytest
from screen_page import ScreenPage

from nn_helpers import labs
from nn_helpers.labs.success_map_lab import RATES, SCALES

CELL = "a cell of the map"


@pytest.fixture(scope="module")
def lab():
    return labs.success_map(epochs=100, seeds=10)


def frame_of(lab):
    """The middle of the frame that is drawn around the chosen cell: (column, row)."""
    x, y = lab._map.artists[-1].get_data()
    return (min(x) + max(x)) / 2, (min(y) + max(y)) / 2


def test_a_click_chooses_the_cell_under_it(lab):
    page = ScreenPage(lab)
    page.drag(CELL, (5.3, 3.8), (5.3, 3.8), ways=1)
    assert (lab.rate.value, lab.scale.value) == (RATES[4], SCALES[5])
    assert frame_of(lab) == (5, 4)
    assert lab.sentence.startswith("At rate 1 and scale 2,")
    assert page.places["rate"][0] == 4


def test_a_drag_goes_over_the_cells_and_stops_at_the_edge(lab):
    page = ScreenPage(lab)
    swept = lab.result
    page.drag(CELL, (0, 0), (7, 6), ways=12)
    chosen = [frame["call"] for frame in page.frames[1:]]
    assert len(set(chosen)) >= 7
    assert (lab.rate.value, lab.scale.value) == (RATES[6], SCALES[7])
    page.drag(CELL, (3, 3), (40, -40))
    assert (lab.rate.value, lab.scale.value) == (RATES[0], SCALES[7])
    assert lab.result is swept  # the map is not computed again


def test_arrow_keys_go_from_cell_to_cell(lab):
    lab.set(rate=RATES[2], scale=SCALES[2])
    page = ScreenPage(lab)
    page.press(CELL, "ArrowUp", "ArrowUp", "ArrowLeft")
    assert (lab.rate.value, lab.scale.value) == (RATES[4], SCALES[1])
    page.press(CELL, "ArrowRight", large=True)
    assert lab.scale.value == SCALES[6]
    assert frame_of(lab) == (6, 4)
