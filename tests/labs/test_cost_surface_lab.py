"""The landscape of the cost: one walks by the diamond, and sees colours, heights and the way down."""

import numpy as np
import pytest
from screen_page import ScreenPage

from nn_helpers import labs


def reach_of_the_arrow(lab):
    """Return how far from the diamond the arrow begins and ends, in pixels, or None without one."""
    arrow = lab._here.artists[0]
    if not arrow.get_visible():
        return None
    path = arrow.arrow_patch.get_transform().transform_path(arrow.arrow_patch.get_path())
    diamond = lab._plane.transData.transform((lab.x.value, lab.y.value))
    away = np.hypot(*(path.vertices - diamond).T)
    return away.min(), away.max()


def test_the_diamond_is_dragged_over_the_landscape():
    lab = labs.cost_surface()
    page = ScreenPage(lab)
    x, y = lab.x.value, lab.y.value
    page.drag("where you stand", (x, y), (x + 2, y - 3))
    assert (lab.x.value, lab.y.value) == pytest.approx((x + 2, y - 3), abs=0.1)
    assert list(np.ravel(lab._here.artists[1].get_data())) == [lab.x.value, lab.y.value]
    page.drag("where you stand", (x + 2, y - 3), (99, 99))
    assert (lab.x.value, lab.y.value) == (10, 10)


@pytest.mark.parametrize(("name", "moved"), [("across", "x"), ("up", "y")])
def test_each_side_is_walked_along_alone(name, moved):
    lab = labs.cost_surface()
    page, before = ScreenPage(lab), lab.state
    handle = f"where you stand, {name}"
    page.drag(handle, page.handle(handle).points[0], page.handle(handle).points[0] + (2, 0))
    assert lab.state[moved] == pytest.approx(before[moved] + 2, abs=0.1)
    assert {n for n in before if lab.state[n] != before[n]} == {moved}
    page.press(handle, "ArrowRight")
    assert lab.state[moved] > before[moved] + 2


def test_the_arrow_begins_beside_the_diamond_and_points_downhill():
    lab = labs.cost_surface()
    seen = 0
    for x in np.arange(-8.0, 9):
        for y in (-6.0, 0.0, 4.0):
            lab.set(x=float(x), y=y)
            reach = reach_of_the_arrow(lab)
            if reach is None:
                assert lab.sentence.count("it is flat") == 2
                continue
            assert reach[0] > 7  # the diamond reaches as far
            assert reach[1] > 18
            way = lab._here.artists[0].xy - np.array([x, y])
            costs = [lab._costs_at([0, 4], np.array([[x, y] + s * way]))[0] for s in (0, 1e-3)]
            assert costs[1] < costs[0]
            seen += 1
    assert seen > 10


def test_the_colours_have_a_scale_which_says_that_it_ends():
    bar = labs.cost_surface()._canvas.fig.axes[-1]
    assert [tick.get_text() for tick in bar.get_yticklabels()] == ["0", "2", "4", "6", "8+"]


def test_the_diamond_is_whole_at_an_edge():
    lab = labs.cost_surface(x=10, y=1.7)
    there = lab.screen.numbers
    lab.x.value = 5
    x, y = lab._plane.transData.transform((10, 1.7)).astype(int)
    outside = np.s_[len(there) - y, x + 2 : x + 6]
    assert not np.array_equal(there[outside], lab.screen.numbers[outside])


def test_both_axes_of_the_landscape_have_the_same_ticks():
    lab = labs.cost_surface()
    across, up = (
        [tick.get_text() for tick in labels]
        for labels in (lab._plane.get_xticklabels(), lab._plane.get_yticklabels())
    )
    assert across == up == ["−10", "−5", "0", "5", "10"]
