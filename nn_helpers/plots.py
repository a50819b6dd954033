"""Drawings of the course, on Axes that are handed in. Nothing here trains, and nothing shows.

Every function draws its data and returns a ``Drawing``: the artists that change with the data, and
an ``update`` that gives them new data. A lesson draws once; a lab keeps the drawing and updates it.
Colour never stands alone: label 0 is a blue circle, label 1 an orange square.
"""

import base64
import functools
import io
import sys
from typing import NamedTuple

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from nn_helpers.network import forward, predict

BLUE, ORANGE, BLACK, GREEN = "#0072B2", "#D55E00", "#000000", "#009E73"
LABEL_COLOURS = (BLUE, ORANGE)
LABEL_MARKERS = ("o", "s")
# For several curves in one picture: colour and dashes change together.
LINES = ((BLUE, "-"), (ORANGE, (0, (5, 1.5))), (BLACK, (0, (1, 1))), (GREEN, "-."))
MAP = LinearSegmentedColormap.from_list("labels", ["#56A5D8", "#FFFFFF", "#F2A45C"])

# Where the cost of XOR rests, and what the network confuses there.
PLATEAUS = {
    "4 ln 2": 4 * np.log(2),
    "ln 3 + 2 ln 1.5": np.log(3) + 2 * np.log(1.5),
    "2 ln 2": 2 * np.log(2),
}
CORNER_NAMES = ("00", "01", "10", "11")

STYLE = {
    "figure.facecolor": "white",
    "figure.dpi": 100,
    "axes.facecolor": "white",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#444444",
    "axes.labelcolor": "#222222",
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.labelsize": 10.5,
    "xtick.color": "#444444",
    "ytick.color": "#444444",
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "font.size": 10.5,
    "lines.linewidth": 2.0,
    "legend.frameon": False,
    "legend.fontsize": 9.5,
}


class Drawing(NamedTuple):
    """What was drawn: the artists that depend on the data, and how to give them new data."""

    artists: tuple
    update: callable


def styled(draw):
    """Make a drawing function use the style of the course, whatever the notebook has set."""

    @functools.wraps(draw)
    def in_style(*args, **kwargs):
        with matplotlib.rc_context(STYLE):
            return draw(*args, **kwargs)

    return in_style


@styled
def figure(columns=1, rows=1, width=7.0, height=3.0, **options):
    """Return a figure and its Axes (one, or an array), to be shown by ``captioned``.

    It belongs to no window and to no list of open figures, so it needs no closing.
    """
    fig = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(fig)
    return fig, fig.subplots(rows, columns, **options)


@styled
def titles(axes, *names):
    """Give each of the Axes a title."""
    for ax, name in zip(np.ravel(axes), names, strict=True):
        ax.set_title(name)


class Captioned:
    """A picture with its sentence. The sentence is also the picture's alternative text."""

    def __init__(self, fig, sentence):
        self.fig, self.sentence = fig, sentence

    def __repr__(self):
        return self.sentence

    def png(self):
        """Return the picture as PNG bytes."""
        buffer = io.BytesIO()
        self.fig.savefig(buffer, format="png", metadata={"Software": None})
        return buffer.getvalue()

    def _ipython_display_(self):
        from IPython.display import display  # noqa: PLC0415 - drawing needs no notebook

        picture = base64.b64encode(self.png()).decode()
        if "matplotlib.pyplot" in sys.modules:  # a figure of pyplot would be shown a second time
            sys.modules["matplotlib.pyplot"].close(self.fig)
        display(
            {"image/png": picture, "text/plain": self.sentence},
            metadata={"image/png": {"alt": self.sentence}},
            raw=True,
        )
        print(self.sentence)


def captioned(fig, sentence):
    """Return the figure with a sentence that says what to see; a cell that ends with it shows both.

    Notebooks show no alternative text for pictures everywhere. So the sentence also stands below.
    """
    return Captioned(fig, sentence)


@styled
def cost_curve(ax, costs, label="cost", first_epoch=0, line=0, plateaus=True, top=None):
    """Draw costs over epochs, with the heights at which XOR's cost comes to rest.

    Parameters
    ----------
    costs : (n,) array
    first_epoch : int
        The epoch of the first cost: 0 for the true cost, 1 for what a program prints.
    line : int
        Which of ``LINES`` to use; give each curve of a picture its own.
    top : float, optional
        The upper end of the cost axis.
    """
    colour, dashes = LINES[line]
    (curve,) = ax.plot([], [], color=colour, linestyle=dashes, label=label)

    def update(costs):
        costs = np.asarray(costs, dtype=float)
        curve.set_data(first_epoch + np.arange(len(costs)), costs)

    update(costs)
    highest = np.nanmax(np.append(costs, 3.0)) if top is None else top
    ax.set(xlabel="epoch", ylabel="cost", ylim=(0, 1.06 * highest))
    ax.set_xlim(first_epoch, max(first_epoch + len(costs) - 1, first_epoch + 1))
    if plateaus:
        plateau_lines(ax)
    return Drawing((curve,), update)


@styled
def plateau_lines(ax):
    """Draw the heights of XOR's plateaus as thin lines, each with its name."""
    for name, height in PLATEAUS.items():
        ax.axhline(height, color="#777777", linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        ax.annotate(
            f"{name} = {height:.2f}",
            (0.995, height),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="bottom",
            fontsize=8.5,
            color="#555555",
        )


@styled
def samples(ax, X, Y, size=90):
    """Draw samples as points of a plane: label 0 as blue circles, label 1 as orange squares."""
    drawn = []
    for label, (colour, marker) in enumerate(zip(LABEL_COLOURS, LABEL_MARKERS, strict=True)):
        chosen = np.asarray(Y)[0] == label
        points = ax.scatter(*np.asarray(X)[:, chosen], s=size, c=colour, marker=marker, zorder=5)
        points.set(edgecolor="white", linewidth=1.4, label=f"label {label}")
        drawn.append((points, chosen))

    def update(X):
        for points, chosen in drawn:
            points.set_offsets(np.asarray(X)[:, chosen].T)

    return Drawing(tuple(points for points, _ in drawn), update)


@styled
def decision_map(ax, params, X, Y, low=-0.4, high=1.4, resolution=48):
    """Draw what the network answers at every point of the input plane, and where it says 0.5."""
    return answer_map(ax, lambda at: predict(params, at)[0], X, Y, low, high, resolution)


@styled
def answer_map(ax, answer, X, Y, low=-0.4, high=1.4, resolution=48):
    """Draw any ``answer(X)`` (inputs (2, m) to probabilities (m,)) over the input plane.

    ``update(answer)`` takes a new one. The line marks the answer 0.5; it is drawn as the border
    between the two sides of the map, so it costs no contour search.
    """
    ticks = np.linspace(low, high, resolution)
    plane = np.array(np.meshgrid(ticks, ticks)).reshape(2, -1)
    image = ax.imshow(
        np.zeros((resolution, resolution)),
        extent=(low, high, low, high),
        origin="lower",
        cmap=MAP,
        vmin=0,
        vmax=1,
        interpolation="bilinear",
        aspect="equal",
        zorder=1,
    )
    (border,) = ax.plot([], [], color=BLACK, linewidth=1.6, zorder=3)
    points = samples(ax, X, Y)

    def update(answer):
        values = np.asarray(answer(plane), dtype=float).reshape(resolution, resolution)
        image.set_data(values)
        border.set_data(*crossings(ticks, values))

    update(answer)
    ax.set(xlabel="input 1", ylabel="input 2", xlim=(low, high), ylim=(low, high))
    ax.set(xticks=[0, 1], yticks=[0, 1])
    return Drawing((image, border, *points.artists), update)


def crossings(ticks, values, level=0.5):
    """Return x and y of the short strokes along which ``values`` cross ``level``, nan between them.

    Each square of the grid is looked at by itself (marching squares), all at once.
    """
    above = values > level
    corners = [(0, 0), (0, 1), (1, 1), (1, 0)]  # (row, column) around a square
    cut = [
        lambda a: a[:-1, :-1], lambda a: a[:-1, 1:], lambda a: a[1:, 1:], lambda a: a[1:, :-1],
    ]  # fmt: skip
    n = len(ticks) - 1
    step = ticks[1] - ticks[0]
    points = np.full((4, n, n, 2), np.nan)
    for side in range(4):
        first, second = side, (side + 1) % 4
        v1, v2 = cut[first](values), cut[second](values)
        crosses = cut[first](above) != cut[second](above)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(crosses, (level - v1) / (v2 - v1), np.nan)
        (r1, c1), (r2, c2) = corners[first], corners[second]
        rows, columns = np.mgrid[:n, :n]
        points[side, ..., 0] = ticks[0] + step * (columns + c1 + share * (c2 - c1))
        points[side, ..., 1] = ticks[0] + step * (rows + r1 + share * (r2 - r1))
    strokes = points.transpose(1, 2, 0, 3).reshape(-1, 4, 2)
    strokes = strokes[np.isfinite(strokes[..., 0]).sum(axis=1) >= 2]
    order = np.argsort(~np.isfinite(strokes[..., 0]), axis=1, kind="stable")
    strokes = np.take_along_axis(strokes, order[..., None], axis=1)[:, :3]
    strokes[:, 2] = np.nan
    return strokes[..., 0].ravel(), strokes[..., 1].ravel()


@styled
def hidden_space(ax, params, X, Y):
    """Draw the samples as the output unit sees them: by the activations of the two hidden units.

    The line is where the output says 0.5. ``update(params)`` takes new parameters. With more than
    two hidden units the first two are drawn, with one unit a row; neither has a line.
    """
    points = samples(ax, np.zeros_like(np.asarray(X, dtype=float)), Y)
    (border,) = ax.plot([], [], color=BLACK, linewidth=1.6, zorder=3)

    def update(params):
        _, A1, _, _ = forward(params, X)
        points.update(A1[:2] if len(A1) > 1 else np.vstack([A1, np.full_like(A1, 0.5)]))
        border.set_data(*_line_in_unit_square(params) if len(A1) == 2 else ([], []))

    update(params)
    ax.set(xlabel="hidden unit 1", ylabel="hidden unit 2", xlim=(-0.06, 1.06), ylim=(-0.06, 1.06))
    ax.set(xticks=[0, 1], yticks=[0, 1], aspect="equal")
    return Drawing((border, *points.artists), update)


def _line_in_unit_square(params):
    """Return two points of the line on which the output is 0.5, in the plane of the hidden units."""
    (w1, w2), bias = np.asarray(params[2])[0], float(np.asarray(params[3])[0, 0])
    length = np.hypot(w1, w2)
    if length < 1e-12:
        return [], []
    middle = -bias * np.array([w1, w2]) / length**2
    along = 4 * np.array([-w2, w1]) / length
    # The point of the line next to the middle of the square, then four units to each side.
    middle = middle + along * ((np.array([0.5, 0.5]) - middle) @ along) / 16
    return zip(middle - along, middle + along, strict=True)


@styled
def predictions(ax, outputs, Y, names=CORNER_NAMES):
    """Draw one answer a sample against its label: what is wanted is hollow, what came is filled."""
    places = np.arange(np.asarray(Y).shape[1])
    wanted = np.asarray(Y, dtype=float)[0]
    ax.axhline(0.5, color="#777777", linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    markers = [LABEL_MARKERS[int(label)] for label in wanted]
    filled, stems = [], []
    for place, label, marker in zip(places, wanted, markers, strict=True):
        colour = LABEL_COLOURS[int(label)]
        ax.plot([place], [label], marker, ms=11, mfc="none", mec=colour, mew=1.6, clip_on=False)
        (stem,) = ax.plot([place, place], [label, label], color=colour, linewidth=1.4, alpha=0.6)
        (point,) = ax.plot([place], [label], marker, ms=8, color=colour, clip_on=False, zorder=4)
        filled.append(point)
        stems.append(stem)

    def update(outputs):
        for point, stem, value, label in zip(filled, stems, np.ravel(outputs), wanted, strict=True):
            point.set_ydata([value])
            stem.set_ydata([label, value])

    update(outputs)
    ax.set(ylim=(-0.08, 1.08), yticks=[0, 0.5, 1], ylabel="answer", xlabel="sample")
    ax.set_xlim(-0.5, len(places) - 0.5)
    ax.set_xticks(places, names if len(names) == len(places) else places)
    return Drawing((*stems, *filled), update)


@styled
def cost_along(ax, values, costs, name):
    """Draw the cost over one parameter, all others fixed."""
    (curve,) = ax.plot(values, costs, color=BLUE, label="cost", zorder=3)
    ax.set(xlabel=name, ylabel="cost", xlim=(values[0], values[-1]), ylim=ax.get_ylim())
    return Drawing((curve,), curve.set_data)


@styled
def slope_line(ax, points, slope, label, *, line=2):
    """Draw a straight line with this slope through the first of ``points``, across the Axes.

    Parameters
    ----------
    points : sequence of (x, y)
        Where the slope was taken from: one point for a tangent, two for a difference.
    line : int
        Which of ``LINES`` to use.
    """
    colour, dashes = LINES[line]
    limits = ax.get_xlim()
    (stroke,) = ax.plot([], [], color=colour, linestyle=dashes, linewidth=1.7, label=label)
    (dots,) = ax.plot([], [], "o", color=colour, ms=7, zorder=5)

    def update(points, slope):
        x, y = np.transpose(points)
        dots.set_data(x, y)
        stroke.set_data(limits, y[0] + slope * (np.array(limits) - x[0]))

    update(points, slope)
    return Drawing((stroke, dots), update)
