"""Maps: what the network answers over a plane, and where it puts the samples."""

import numpy as np

from nn_helpers.network import forward, predict
from nn_helpers.plots.style import (
    BLACK,
    CORNER_NAMES,
    LABEL_COLOURS,
    LABEL_MARKERS,
    MAP,
    Drawing,
    styled,
)


@styled
def samples(ax, X, Y, sizes=(90, 90)):
    """Draw samples as points of a plane: label 0 as blue circles, label 1 as orange squares."""
    drawn = []
    for label, (colour, marker) in enumerate(zip(LABEL_COLOURS, LABEL_MARKERS, strict=True)):
        chosen = np.asarray(Y)[0] == label
        points = ax.scatter(*np.asarray(X)[:, chosen], s=sizes[label], c=colour, marker=marker)
        points.set(edgecolor="white", linewidth=1.4, label=f"label {label}", zorder=5 + label / 10)
        drawn.append((points, chosen))

    def update(X):
        for points, chosen in drawn:
            points.set_offsets(np.asarray(X)[:, chosen].T)

    return Drawing(tuple(points for points, _ in drawn), update)


@styled
def decision_map(ax, params, X, Y, **options):
    """Draw what the network answers at every point of the input plane, and where it says 0.5.

    The options are those of ``answer_map``.
    """
    return answer_map(ax, lambda at: predict(params, at)[0], X, Y, **options)


@styled
def answer_map(ax, answer, X, Y, *, low=-0.4, high=1.4, resolution=48):
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
    # Two samples may land on one spot: a small square on a large circle shows that both are there.
    points = samples(ax, np.zeros_like(np.asarray(X, dtype=float)), Y, sizes=(190, 60))
    names = _corner_names(ax) if np.shape(X) == (2, 4) else []
    (border,) = ax.plot([], [], color=BLACK, linewidth=1.6, zorder=3)

    def update(params):
        _, A1, _, _ = forward(params, X)
        places = A1[:2] if len(A1) > 1 else np.vstack([A1, np.full_like(A1, 0.5)])
        points.update(places)
        for name, place in zip(names, places.T, strict=False):
            name.xy = place
        border.set_data(*_line_in_unit_square(params) if len(A1) == 2 else ([], []))

    update(params)
    ax.set(xlabel="hidden unit 1", ylabel="hidden unit 2", xlim=(-0.14, 1.14), ylim=(-0.14, 1.14))
    ax.set(xticks=[0, 1], yticks=[0, 1], aspect="equal")
    return Drawing((border, *points.artists, *names), update)


def _corner_names(ax):
    """Name the four corners, each on another side of its point, so that names never overlap."""
    names = []
    for name, (x, y) in zip(CORNER_NAMES, ((-1, -1), (-1, 1), (1, -1), (1, 1)), strict=True):
        text = ax.annotate(
            name,
            (0, 0),
            xytext=(9 * x, 9 * y),
            textcoords="offset points",
            ha="right" if x < 0 else "left",
            va="top" if y < 0 else "bottom",
            fontsize=9,
            zorder=7,
        )
        names.append(text)
    return names


def _line_in_unit_square(params):
    """Return two points of the line of answer 0.5, in the plane of the hidden units."""
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
