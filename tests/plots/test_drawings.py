"""Every drawing: it draws what it is given, on the Axes it is given, and changes nothing beside them."""

import inspect
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nn_helpers import data, network, plots

X, Y = data.xor()
RNG = np.random.default_rng
PARAMS = network.initialise(RNG(3), 2.0)
OTHER = network.initialise(RNG(4), 2.0)
TICKS = np.linspace(-1, 1, 5)
RESULTS = {"a": (0.9, 700, 1300, 1200), "b": (0.0, np.nan, np.inf, np.inf)}

# How each is drawn first, and the new data that its ``update`` gets; None where it takes none.
DRAWINGS = {
    "answer_map": (lambda ax: plots.answer_map(ax, lambda at: at[0], X, Y), [lambda at: at[1]]),
    "angles": (lambda ax: plots.angles(ax, [2, 4], {"a": [80, 40]}), [{"a": [70, 30]}]),
    "calculation": (plots.calculation, [(("w", "2"), "×", ("x", "3")), ("wx", "6")]),
    "cloud": (
        plots.cloud,
        [np.ones((3, 2)), [0, 0.5, 1], np.eye(2), np.zeros(2), 0.5, False],
    ),
    "column": (lambda ax: (ax.set_xlim(-0.5, 3.5), plots.column(ax))[1], [2]),
    "cost_along": (lambda ax: plots.cost_along(ax, [0, 1], [2, 3], "w"), [[0, 1], [1, 0]]),
    "cost_curve": (lambda ax: plots.cost_curve(ax, [3, 2, 1]), [[2, 1, 0.5]]),
    "cost_scale": (
        lambda ax: plots.cost_scale(ax, plots.cost_surface(ax, TICKS, np.eye(5), ("w", "b"))),
        None,
    ),
    "cost_surface": (
        lambda ax: plots.cost_surface(ax, TICKS, np.eye(5), ("w", "b")),
        [2 * np.eye(5), ("v", "c")],
    ),
    "decision_map": (lambda ax: plots.decision_map(ax, PARAMS, X, Y), [lambda at: at[0]]),
    "endings": (plots.endings, [[0.1, 2.77, 99.0]]),
    "falling_costs": (
        lambda ax: plots.falling_costs(ax, {"a": ([1, 9], [3, 1])}),
        [{"a": ([1, 9], [3, 2])}],
    ),
    "here": (plots.here, [1, 2, (0.5, 0)]),
    "hidden_lines": (lambda ax: plots.hidden_lines(ax, PARAMS), [OTHER]),
    "hidden_space": (lambda ax: plots.hidden_space(ax, PARAMS, X, Y), [OTHER]),
    "line_chart": (
        lambda ax: plots.line_chart(ax, [0, 1, 2], {"a": [3, 1, 2]}, lowest=True),
        None,
    ),
    "lines": (lambda ax: plots.lines(ax, ["a", "b"]), [np.arange(3), [1, 2, 3], [3, 2]]),
    "magnified": (
        plots.magnified,
        [np.eye(25), np.eye(2), [0, 1], ["1", "2"], [0, 1], np.eye(2), True],
    ),
    "moment": (plots.moment, [1, 0.5]),
    "network_diagram": (
        plots.network_diagram,
        [PARAMS, {"x[0]": "0", "dW2[0, 1]": "0.3"}, {"W2[0, 1]"}],
    ),
    "nudge": (plots.nudge, [[-1, 0, 1], [-1, 0, 2], [-1, 2], 1.5]),
    "plateau_lines": (plots.plateau_lines, None),
    "predictions": (
        lambda ax: plots.predictions(ax, [[0.1, 0.9, 0.8, 0.2]], Y),
        [[[0.3, 0.6, 0.7, 0.4]]],
    ),
    "samples": (lambda ax: plots.samples(ax, X, Y), [X + 1]),
    "shares": (lambda ax: plots.shares(ax, ["a", "b"]), [[0.25, 1]]),
    "slope_line": (lambda ax: plots.slope_line(ax, [(0, 1)], 2, "tangent"), [[(1, 1)], -1]),
    "solved_over_time": (
        lambda ax: plots.solved_over_time(ax, [1, 2], {"a": [0.1, 0.5]}),
        [[1, 2], [0.2, 0.6]],
    ),
    "step_and_cost": (lambda ax: plots.step_and_cost(ax, [1, 0.5], [2, 1]), [[1, 0.1], [3, 1]]),
    "step_sizes": (lambda ax: plots.step_sizes(ax, [0.1, 1], {"a": [0.2, 0.1]}), [{"a": [1, 1]}]),
    "turn": (lambda ax: plots.turn(ax, 4), [[3, 1, 2, 1.5], 1, 2]),
    "success_map": (
        lambda ax: plots.success_map(ax, [0.1, 1], [1, 2]),
        [np.array([[0.1, 0.9], [np.nan, 1]]), (0, 1)],
    ),
    "unit_answers": (lambda ax: plots.unit_answers(ax, [0, 0.5]), [np.array([[0.2, 0.2, 1.0]])]),
    "titles": (lambda ax: plots.titles(ax, "words"), None),
    "upright": (plots.upright, [0.5]),
    "widths": (plots.widths, [[0.5, 2, 0.1]]),
    # these take two Axes
    "close_up": (lambda axes: plots.close_up(axes, {"a": [3, 1, 2]}, epochs=2), None),
    "combinations": (lambda axes: plots.combinations(axes, ["a"], [(), ("a",)], [0, 1]), [[1, 1]]),
    "images": (lambda axes: plots.images(axes, np.ones((4, 2)), [1, 2], [1, 3]), None),
    "race_board": (lambda axes: plots.race_board(axes, RESULTS), [RESULTS]),
}
TWO = ("close_up", "combinations", "images", "race_board")
FIT_THEIR_AXES = ("race_board", "step_and_cost")  # to new data, for lessons that draw once
NO_DRAWINGS = {"Drawing", "captioned", "crossings", "figure", "ring", "span", "styled"}


def axes_for(name):
    fig = Figure(figsize=(3, 1.5), dpi=50)  # small and without a layout, so quick to draw
    FigureCanvasAgg(fig)
    return fig, fig.subplots(1, 2 if name in TWO else 1)


def state():
    settings = {key: value for key, value in matplotlib.rcParams.items() if key != "backend"}
    return str(settings), "matplotlib.pyplot" in sys.modules, np.random.get_state()[1].tolist()


def picture(fig):
    fig.canvas.draw()
    return np.asarray(fig.canvas.buffer_rgba()).copy()


def test_every_drawing_is_tried_here():
    public = {n for n, f in vars(plots).items() if inspect.isfunction(f) or inspect.isclass(f)}
    assert public == set(DRAWINGS) | NO_DRAWINGS


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_changes_its_axes_and_nothing_global(name):
    draw, new = DRAWINGS[name]
    before = state()
    fig, axes = axes_for(name)
    neighbour, other = axes_for(name)
    blank = picture(fig)
    drawing = draw(axes)
    if new is not None:
        drawing.update(*new)
    assert not np.array_equal(picture(fig), blank)
    assert not any(ax.lines or ax.texts or ax.patches or ax.images for ax in np.ravel(other))
    np.testing.assert_array_equal(picture(neighbour), blank)
    assert state() == before


@pytest.mark.parametrize(
    "name", [n for n, (_, new) in DRAWINGS.items() if new and n not in FIT_THEIR_AXES]
)
def test_an_update_changes_no_more_than_the_artists_that_it_names(name):
    """A lab draws these artists alone over a picture of the rest, so a forgotten one stands still."""
    draw, new = DRAWINGS[name]
    fig, axes = axes_for(name)
    drawing = draw(axes)
    pictures = []
    for step in ("before", "after"):
        if step == "after":
            drawing.update(*new)
        for artist in drawing.artists:
            artist.set_visible(False)
        pictures.append(picture(fig))
    np.testing.assert_array_equal(*pictures)


@pytest.mark.parametrize("name", ["cost_curve", "samples", "predictions", "step_sizes", "lines"])
def test_what_a_notebook_has_set_does_not_change_the_look(name):
    draw, new = DRAWINGS[name]
    pictures = []
    for settings in ({}, {"lines.linewidth": 9, "font.size": 30, "axes.facecolor": "red"}):
        with matplotlib.rc_context(settings):
            fig, ax = plots.figure(width=3, height=1.5)
            draw(ax).update(*new)
        pictures.append(picture(fig))
    np.testing.assert_array_equal(*pictures)
