"""The artists hold the numbers that were handed in, and a picture carries its sentence."""

import base64

import numpy as np
import pytest

from nn_helpers import data, describe, network, plots

X, Y = data.xor()
PARAMS = network.initialise(np.random.default_rng(3), 2.0)


@pytest.fixture
def ax():
    return plots.figure()[1]


def points(artist):
    return np.transpose(artist.get_data())


def test_a_cost_curve_starts_at_its_first_epoch(ax):
    drawing = plots.cost_curve(ax, [3.0, 2.0], first_epoch=1)
    np.testing.assert_array_equal(points(drawing.artists[0]), [(1, 3), (2, 2)])
    drawing.update([1.0, 0.5, 0.25])
    np.testing.assert_array_equal(points(drawing.artists[0]), [(1, 1), (2, 0.5), (3, 0.25)])


def test_a_chart_has_its_curves_and_marks_the_lowest_point_of_each(ax):
    plots.line_chart(ax, [0, 5, 10], {"a": [3, 1, 2], "b": [1, 2, 3]}, lowest=True)
    curves = {line.get_label(): line for line in ax.lines}
    np.testing.assert_array_equal(points(curves["a"]), [(0, 3), (5, 1), (10, 2)])
    marks = [points(line)[0].tolist() for line in ax.lines if line.get_marker() == "D"]
    assert marks == [[5, 1], [0, 1]]
    assert ax.get_xlim() == (0, 10)
    low, high = ax.get_ylim()
    assert low <= 1
    assert high >= 3


def test_a_close_up_is_stretched_so_that_a_small_turn_is_seen():
    """The posted curve of lesson 06 falls by 0.005 and rises by as little in its first 100 epochs."""
    costs = np.append(2.851 + 1e-6 * (np.arange(100.0) - 15) ** 2, np.linspace(2.85, 2.0, 2900))
    axes = plots.figure(2)[1]
    plots.close_up(axes, {"posted": costs}, epochs=100)
    for ax, shown in zip(axes, (costs[:100], costs), strict=True):
        low, high = ax.get_ylim()
        assert np.ptp(shown) > 0.8 * (high - low)
        np.testing.assert_array_equal(ax.lines[0].get_ydata(), shown)
        assert ax.lines[0].get_xdata()[0] == 1


def test_the_plateaus_stand_at_their_heights(ax):
    plots.plateau_lines(ax)
    heights = sorted(line.get_ydata()[0] for line in ax.lines)
    np.testing.assert_allclose(heights, sorted(data.PLATEAUS.values())[1:])
    words = {text.get_text() for text in ax.texts}
    assert words == {f"{name} = {h:.2f}" for name, h in data.PLATEAUS.items() if h}


def test_samples_are_told_apart_by_colour_and_by_marker(ax):
    circles, squares = plots.samples(ax, X, Y).artists
    assert (circles.get_marker(), squares.get_marker()) == plots.LABEL_MARKERS
    assert (circles.get_color(), squares.get_color()) == plots.LABEL_COLOURS
    np.testing.assert_array_equal(points(circles), X[:, Y[0] == 0].T)
    np.testing.assert_array_equal(points(squares), X[:, Y[0] == 1].T)


def test_a_map_has_its_border_where_the_answer_is_one_half(ax):
    plots.answer_map(ax, lambda at: at[0], X, Y)
    border = next(line for line in ax.lines if line.get_marker() == "None")
    x, _ = border.get_data()
    np.testing.assert_allclose(x[np.isfinite(x)], 0.5, atol=1e-9)


def test_crossings_of_a_circle_lie_on_it():
    ticks = np.linspace(-2, 2, 81)
    values = np.hypot(*np.meshgrid(ticks, ticks))
    x, y = plots.crossings(ticks, values, level=1.3)
    on = np.isfinite(x)
    np.testing.assert_allclose(np.hypot(x[on], y[on]), 1.3, atol=2e-3)
    assert len(np.unique(np.arctan2(y[on], x[on]).round(1))) > 60  # all the way round
    assert not np.isfinite(plots.crossings(ticks, values, level=9)[0]).any()


def test_hidden_space_shows_the_activations(ax):
    drawing = plots.hidden_space(ax, PARAMS, X, Y)
    A1 = network.forward(PARAMS, X)[1]
    circles, squares = (a for a in drawing.artists if a.get_marker() in plots.LABEL_MARKERS)
    np.testing.assert_allclose(points(circles), A1[:, Y[0] == 0].T)
    np.testing.assert_allclose(points(squares), A1[:, Y[0] == 1].T)
    x, y = drawing.artists[0].get_data()  # on the border the network says 0.5
    answers = network.sigmoid(PARAMS.W2 @ np.array([x, y]) + PARAMS.b2)
    np.testing.assert_allclose(answers, 0.5)


def test_the_line_of_a_hidden_unit_is_where_it_says_one_half(ax):
    ax.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4))
    drawing = plots.hidden_lines(ax, PARAMS)
    for unit, line in enumerate(drawing.artists[:2]):
        z = PARAMS.W1[unit] @ np.array(line.get_data()) + PARAMS.b1[unit]
        np.testing.assert_allclose(z, 0, atol=1e-9)
    drawing.update(PARAMS._replace(W1=np.zeros((2, 2))))
    assert not any(artist.get_visible() for artist in drawing.artists)


def test_answers_stand_between_label_and_answer(ax):
    outputs = [0.1, 0.9, 0.8, 0.4]
    drawing = plots.predictions(ax, outputs, Y)
    stems, filled = drawing.artists[:4], drawing.artists[4:]
    assert [point.get_ydata()[0] for point in filled] == outputs
    assert [list(stem.get_ydata()) for stem in stems] == [
        [label, value] for label, value in zip(Y[0], outputs, strict=True)
    ]


def test_costs_above_the_ceiling_are_triangles_at_it(ax):
    drawing = plots.endings(ax, ceiling=6)
    drawing.update([7.0, 0.5, np.nan, 2.0])
    dots, above = drawing.artists
    np.testing.assert_allclose(points(dots), [(1 / 8, 0.5), (3 / 8, 2.0)])
    np.testing.assert_allclose(points(above), [(5 / 8, 6), (7 / 8, 6)])
    assert above.get_marker() == "^"


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (0.784, "78 %"), (0.999, "99.9 %"), (1, "100 %")]
)
def test_a_share_is_a_bar_and_its_percentage(ax, share, words):
    drawing = plots.shares(ax, ["a"])
    drawing.update([share])
    bar, text = drawing.artists
    assert bar.get_width() == share
    assert text.get_text() == words


def test_a_success_map_writes_its_shares_and_frames_one_cell(ax):
    drawing = plots.success_map(ax, [0.1, 1], [1, 2])
    drawing.update(np.array([[0.1, 0.9], [np.nan, 1]]), (0, 1))
    assert [t.get_text() for t in drawing.artists[1:-1]] == ["10", "90", "", "100"]
    x, y = drawing.artists[-1].get_data()
    assert (x.min(), x.max(), y.min(), y.max()) == (0.5, 1.5, -0.5, 0.5)


def test_no_number_is_written_under_a_diamond(ax):
    drawing = plots.magnified(ax)
    points = np.array([(0, 0), (2, 2), (1, -1)])
    names = ["1", "2", "3"]
    drawing.update(np.eye(25), points, np.array([0, 0.5, 1]), names, points[2], points[:2], False)
    assert [t.get_text() for t in ax.texts if t.get_text() and t.get_visible()] == ["2"]


def test_a_negative_weight_is_dashed_and_a_large_one_thick(ax):
    drawing = plots.network_diagram(ax)
    drawing.update(PARAMS._replace(W1=np.array([[9.0, 0.1], [-9.0, -0.1]])), {"y": "1"})
    strong, weak, dashed, _ = drawing.artists[:4]
    assert strong.get_linewidth() > 2 * weak.get_linewidth()
    assert strong.get_linestyle() == "-"
    assert dashed.get_linestyle() == "--"
    assert {text.get_text() for text in ax.texts if text.get_visible()} == {"1"}


def test_a_figure_belongs_to_no_list_of_open_figures():
    fig, axes = plots.figure(2, 3)
    assert axes.shape == (3, 2)
    assert fig.canvas.manager is None


def test_the_sentence_is_the_text_the_caption_and_the_alternative_text(monkeypatch):
    fig, ax = plots.figure()
    costs = [2.0, 1.0, 1.5]
    plots.cost_curve(ax, costs)
    sentence = describe.cost_curve(costs) + " <b>"
    shown = plots.captioned(fig, sentence)
    assert repr(shown) == sentence
    displayed = []
    monkeypatch.setattr(
        "IPython.display.display",
        lambda data, raw, metadata=None: displayed.append((data, raw, metadata)),
    )
    shown._ipython_display_()
    (picture, raw, metadata), (words, also_raw, _) = displayed
    assert raw and also_raw
    assert metadata["image/png"]["alt"] == sentence
    assert picture["text/plain"] == words["text/plain"] == sentence
    assert words["text/html"].startswith(f"<p>{describe.cost_curve(costs)} &lt;b&gt;</p>")
    assert base64.b64decode(picture["image/png"]) == shown.png()
    assert shown.png().startswith(b"\x89PNG")
