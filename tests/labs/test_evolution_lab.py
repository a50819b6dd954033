"""The evolution lab: the way of the mean, ranks, the ring; cloud and width are moved by mouse and by keys."""

import functools
import itertools

import numpy as np
import pytest
from screen_page import ScreenPage

from nn_helpers import evolution, labs, plots
from nn_helpers.labs import controls, evolution_lab, landscapes, searches

XOR = evolution_lab.XOR
ANSWER = "hill climbing"


def line_of(lab):
    """The points of the way that is drawn, (k, 2)."""
    return np.transpose(lab._seen.cloud.artists[1].get_data())


def diamond_of(lab):
    return np.ravel(lab._seen.cloud.artists[3].get_data())


def test_the_mean_of_a_population_is_followed_generation_by_generation():
    lab = labs.evolution(XOR, width=0.3, turns=500)
    places = [controls.PLACES.index(lab.across.value), controls.PLACES.index(lab.up.value)]
    clouds = lab.trail.candidates.reshape(50, 10, 9)
    best = np.argsort(lab.trail.costs.reshape(50, 10), axis=1)[:, :2, np.newaxis]
    means = np.take_along_axis(clouds, best, axis=1).mean(axis=1)
    np.testing.assert_allclose(lab.trail.means[1:], means)
    np.testing.assert_allclose(line_of(lab), lab.trail.means[:50, places])
    lab.moment.value = 50
    assert 20 < len(line_of(lab)) < 30
    np.testing.assert_allclose(diamond_of(lab), line_of(lab)[-1])


def test_antithetic_pairs_lie_around_where_the_search_stands():
    trail = searches.follow("estimated gradient, 10 pairs", 1, 200, 0.5)
    clouds = trail.candidates.reshape(10, 20, 9)
    np.testing.assert_allclose(clouds.mean(axis=1), trail.means[:-1], atol=1e-12)


@pytest.mark.parametrize("own", [False, True])
def test_of_single_candidates_the_best_ones_are_joined(own):
    climb = functools.partial(evolution.hill_climb) if own else None
    lab = labs.evolution(XOR, ANSWER, width=0.12, turns=500, hill_climb=climb)
    places = [controls.PLACES.index(lab.across.value), controls.PLACES.index(lab.up.value)]
    best = lab.trail.candidates[np.unique(lab.trail.best_places())]
    ways = [point for point, _ in itertools.groupby(line_of(lab).tolist())]
    np.testing.assert_allclose(ways, best[:, places])
    np.testing.assert_allclose(diamond_of(lab), best[-1][places])


@pytest.mark.parametrize(
    ("strategy", "said", "low", "high"),
    [
        (ANSWER, "Green square: one width around the best, where the next throw lands.", 1, 1),
        ("(1+1) with the 1/5 rule", "Green circle: one width around the best; two in five", 0.35, 0.45),
    ],
)  # fmt: skip
def test_the_words_say_what_the_green_outline_shows(strategy, said, low, high):
    assert said in labs.evolution(XOR, strategy, turns=300).sentence
    inside = []
    for seed in range(10):
        trail = searches.follow(strategy, seed, 150, 0.5)
        away = (trail.candidates - trail.means[:-1])[1:, :2] / trail.widths[1:-1, np.newaxis]
        inside += list(np.linalg.norm(away, np.inf if trail.uniform else 2, axis=1) <= 1)
    assert low <= np.mean(inside) <= high


@pytest.mark.parametrize(
    ("given", "middle"),
    [((XOR,), "mean"), ((XOR, ANSWER), "best"), ((XOR, "(1+1) with the 1/5 rule"), "best")],
)
def test_the_glass_says_what_is_in_its_middle(given, middle):
    lab = labs.evolution(*given, turns=500)
    lab.moment.value = 40
    assert lab._seen._lens_axes.get_xlabel() == f"widths from the {middle}"
    assert ("thrown from where the best stood then" in lab.sentence) == (middle == "best")


def test_ranks_are_in_the_order_of_the_costs_and_the_two_best_make_the_next_mean():
    lab = labs.evolution("narrow valley")
    lab.moment.value = 30
    generation = lab._generation_at(lab.state)
    order = lab.trail.order(generation)
    assert generation > 1
    assert np.all(np.diff(lab.trail.costs[order]) >= 0)
    mean = lab.trail.candidates[order[:2]].mean(axis=0)
    np.testing.assert_allclose(lab.trail.means[generation + 1], mean)
    shown, *_, numbers = lab._ranked(generation)
    assert (shown.tolist(), numbers) == (order.tolist(), [str(rank) for rank in range(1, 11)])
    brightness = (
        lab._seen.lens.artists[4].get_facecolors().sum(axis=1)[::-1]
    )  # the best is drawn last
    assert np.all(np.diff(brightness) > 0)


@pytest.mark.parametrize("width", [0.01, 0.5, 10])
@pytest.mark.parametrize("landscape", [*landscapes.LANDSCAPES, XOR])
def test_the_cloud_is_never_smaller_than_its_diamond(landscape, width):
    lab = labs.evolution(landscape, width=width, turns=200)
    _, _, around, diamond = lab._seen.cloud.artists
    for moment in (0, 50, 100):
        lab.moment.value = moment
        x, _ = around.axes.transData.transform(around.get_xydata()).T
        size = diamond.get_markersize() * lab._canvas.fig.dpi / 72
        assert size <= max(np.ptp(x) / 2 + 0.5, 3)
        _, _, ring, _, _, *_, middle, _ = lab._seen.lens.artists
        x, _ = ring.axes.transData.transform(ring.get_xydata()).T
        assert np.ptp(x) > middle.get_markersize() * lab._canvas.fig.dpi / 72


@pytest.mark.parametrize(
    ("strategy", "uniform"), [(ANSWER, True), (evolution_lab.POPULATION, False)]
)
def test_the_ring_says_how_far_candidates_fall(strategy, uniform):
    lab = labs.evolution("bowl", strategy, width=0.4, turns=400)
    assert lab.trail.uniform is uniform
    if uniform:
        steps = lab.trail.candidates[1:] - lab.trail.means[1:-1]
        assert 0.39 < np.abs(steps).max() <= 0.4
    corners = np.abs(plots.ring(uniform)).max(axis=1)
    assert bool(corners.min() > 0.999) is uniform


def test_when_the_cloud_grows_is_in_the_words_and_in_the_curve():
    lab = labs.evolution("bowl", width=0.05)
    widths = lab.trail.widths[:-1]
    most = int(np.argmax(widths))
    assert most > 2
    assert f"The width grows until generation {most}, to {widths[most]:.2g}" in lab.sentence
    lab.moment.value = 90
    assert f"has shrunk since generation {most}" in lab.sentence
    drawn = lab._seen.width_curve.artists[0].get_ydata()
    np.testing.assert_allclose(drawn[most * 10], widths[most])


def test_a_search_on_a_landscape_ends_where_it_has_arrived():
    lab = labs.evolution("bowl")
    assert len(lab.trail.costs) < 2000
    assert lab.trail.widths[-1] < searches.ARRIVED
    assert lab.trail.best_costs[-1] < 1e-4


def test_the_mean_is_dragged_and_the_search_begins_there():
    lab = labs.evolution("two pits")
    page = ScreenPage(lab)
    page.drag("the mean", (-2.5, 2.5), (1.0, 0.5))
    assert (lab.x.value, lab.y.value, lab.moment.value) == (1.0, 0.5, 0)
    np.testing.assert_allclose(diamond_of(lab), (1.0, 0.5))
    assert lab.x.grid[page.places["x"][0]] == 1.0
    lab.moment.value = 50
    mean, width = lab._stands(lab.state)
    beside = mean + np.array([0.5, 0])
    page.drag("the mean", mean, beside)
    assert lab.moment.value == 0
    np.testing.assert_allclose((lab.x.value, lab.y.value), beside, atol=0.011)
    assert lab.width.value == pytest.approx(max(width, 0.01), rel=0.05)


def test_the_ring_is_dragged_and_is_where_the_hand_is():
    lab = labs.evolution("bowl", x=0, y=0)
    page = ScreenPage(lab)
    page.drag("the width", (0.5, 0), (1.5, 0))
    assert lab.width.value == pytest.approx(1.5, abs=0.02)
    assert (lab.x.value, lab.y.value, lab.moment.value) == (0, 0, 0)
    page.drag("the width", (0, 1.5), (0, 0.01))
    assert lab.width.value == pytest.approx(0.01, abs=0.002)
    page.drag("the width", (0.3, 0), (1.29, 0))  # smaller than a hand: it is reached for beside it
    assert lab.width.value == pytest.approx(1, abs=0.02)


def test_keys_move_the_mean_widen_the_ring_and_go_from_generation_to_generation():
    lab = labs.evolution("bowl")
    page = ScreenPage(lab)
    page.press("the mean", "ArrowRight", "ArrowDown")
    assert lab.x.value > -2.5
    assert lab.y.value < 2.5
    before = lab.width.value
    page.press("the width", "ArrowUp")
    assert lab.width.value > before
    page.press("the width", "ArrowLeft", "ArrowLeft")
    assert lab.width.value < before
    for name in ("the moment", "the moment, on the widths"):
        generation = lab._generation_at(lab.state)
        page.press(name, "ArrowRight")
        assert lab._generation_at(lab.state) == generation + 1


def test_the_moment_is_dragged_along_either_curve():
    lab = labs.evolution("bowl")
    page = ScreenPage(lab)
    last = len(lab.trail.costs) - 1
    page.drag("the moment", (9, 4), (last / 2, 4))
    assert lab.moment.value == pytest.approx(50, abs=3)
    page.drag("the moment, on the widths", (last / 2, 1), (last, 0.1))
    assert lab.moment.value > 95


def test_on_xor_it_starts_from_zeros_and_the_first_width_can_be_chosen():
    lab = labs.evolution(XOR, turns=300)
    page = ScreenPage(lab)
    assert lab.moment.value == 100
    assert {h["name"] for h in page.frames[-1]["handles"]} == {
        "the moment", "the moment, on the widths",
    }  # fmt: skip
    lab.moment.value = 0
    assert not diamond_of(lab).any()
    page.drag("the width", (3, 0), (4, 0))
    assert lab.width.value == pytest.approx(1.5, abs=0.05)


def test_another_landscape_opens_at_its_own_moment_and_back():
    lab = labs.evolution()
    first = lab.picture
    lab.landscape.value = XOR
    assert (lab.moment.value, lab.x.disabled, lab.across.disabled) == (100, True, False)
    assert "nine numbers" in lab.call()
    lab.reset()
    assert (lab.moment.value, lab.x.disabled, lab.across.disabled) == (0, False, True)
    assert lab.picture == first
    assert lab.call() == "labs.evolution()"


def test_the_learners_own_climb_runs_on_xor_at_the_width_of_the_answer():
    lab = labs.evolution(hill_climb=functools.partial(evolution.hill_climb))
    assert (lab.landscape.value, lab.width.value, lab.moment.value) == (XOR, 0.12, 100)
    assert lab.landscape.disabled
    assert lab.strategy.disabled
    assert lab.call() == "labs.evolution(hill_climb=hill_climb)"
    alone = labs.evolution(XOR, ANSWER, width=0.12)
    assert lab.sentence != alone.sentence  # its noise comes from one generator
    lab.width.value = 0.5
    assert lab.call() == "labs.evolution(width=0.5, hill_climb=hill_climb)"


def unwritten(f, start, rng, width, turns):
    """Return (best, costs) after this many turns; f gives the cost of a Params."""
    ...


@pytest.mark.parametrize("climb", [unwritten, evolution.hill_climb])
def test_before_it_is_written_the_course_climbs_on_xor(climb):
    lab = labs.evolution(hill_climb=climb)
    assert lab.error == ""
    assert (lab.landscape.value, lab.strategy.value, lab.width.value) == (XOR, ANSWER, 0.12)
    again = eval(lab.call(), {"labs": labs, "hill_climb": climb})
    assert again.state == lab.state


@pytest.mark.parametrize("landscape", ["bowl", XOR])
def test_ticks_are_whole_numbers(landscape):
    lab = labs.evolution(landscape)
    for axes in (lab._seen.plane, lab._seen.best, lab._seen._lens_axes):
        words = [tick.get_text() for tick in (*axes.get_xticklabels(), *axes.get_yticklabels())]
        assert len(words) > 6
        assert all("." not in word for word in words)
