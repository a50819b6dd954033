"""The race lab: each seed is a search of its own, remembered; the standings at any evaluation."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from screen_page import ScreenPage

from nn_helpers import labs
from nn_helpers.evolution import many_runs
from nn_helpers.labs import searches
from nn_helpers.labs.race_lab import RUNNERS, best_costs_of

LINE = "the evaluation"


@pytest.mark.parametrize("strategy", searches.STRATEGIES)
def test_a_seed_is_one_search_whoever_runs_beside_it(strategy):
    together = best_costs_of(strategy, [3, 0, 7], 700, 0.5)
    assert together.shape == (3, 700)
    for row, seed in zip(together, [3, 0, 7], strict=True):
        np.testing.assert_array_equal(best_costs_of(strategy, [seed], 700, 0.5)[0], row)
        assert np.all(np.diff(row) <= 0)
    assert len(np.unique(together[:, 300])) > 1


def test_another_seed_adds_one_run_and_changes_no_other(monkeypatch):
    lab = labs.race(budget=200, seeds=2)
    run, asked = lab._run, []
    monkeypatch.setattr(lab, "_run", lambda *given: asked.append(given[-1]) or run(*given))
    before = lab._runs("population", 200, 2)
    lab.seeds.value = 3
    assert asked == [[2]] * len(RUNNERS)
    np.testing.assert_array_equal(lab._runs("population", 200, 3)[:2], before)


def test_the_line_is_dragged_to_an_evaluation_and_the_standings_are_those_there():
    lab = labs.race(budget=400, seeds=3)
    end = lab.sentence
    assert end.startswith("After 400 evaluations, median of 3 seeds")
    page = ScreenPage(lab)
    page.drag(LINE, (400, 1.5), (200, 1.5))
    assert lab.sentence.startswith("After 200 evaluations, median of 3 seeds")
    for name, drawn in zip(RUNNERS, lab._curves.artists, strict=True):
        median = np.median(lab._runs(name, 400, 3)[:, 199])
        assert drawn.get_ydata()[199] == median
        assert f"{name} {median:.3f} " in lab.sentence
    solved = np.mean(lab._runs("backprop", 400, 3)[:, 199] < many_runs.TARGET)
    assert lab._bars.artists[0].get_width() == solved
    assert lab.call() == "labs.race(budget=400, seeds=3)"
    page.drag(LINE, (200, 1), (9999, 1))
    assert lab.sentence == end


def test_keys_move_the_line_by_a_hundredth_of_the_budget():
    lab = labs.race(budget=400, seeds=1)
    page = ScreenPage(lab)
    page.press(LINE, "ArrowLeft")
    assert lab.sentence.startswith("After 396 evaluations, one seed")
    page.press(LINE, "ArrowLeft", large=True)
    assert lab.sentence.startswith("After 376 evaluations, one seed")


def test_a_bar_has_the_colour_of_its_curve():
    lab = labs.race(budget=200, seeds=1)
    bars = [to_rgb(bar.get_facecolor()) for bar in lab._bars.artists[: len(RUNNERS)]]
    assert bars == [to_rgb(curve.get_color()) for curve in lab._curves.artists]


@pytest.mark.parametrize("name", ["race", "cost_surface"])
def test_the_names_of_curves_that_go_anywhere_stand_below_them(name):
    lab = getattr(labs, name)()
    axes = next(axes for axes in lab._canvas.fig.axes if axes.get_legend())
    names, figure = axes.get_legend().get_window_extent(), lab._canvas.fig.bbox
    assert names.y1 < axes.xaxis.label.get_window_extent().y0
    assert figure.x0 < names.x0 < names.x1 < figure.x1
    assert names.y0 > figure.y0
