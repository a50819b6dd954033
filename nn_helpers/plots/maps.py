"""Draw planes: samples, answer_map, crossings, hidden_space, hidden_lines; predictions; markers."""

import numpy as np
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from nn_helpers.data import CORNER_NAMES
from nn_helpers.network import forward, predict
from nn_helpers.plots.style import (
    BLACK,
    LABEL_COLOURS,
    LABEL_MARKERS,
    MAP,
    Drawing,
    styled,
)


@styled
def samples(ax, X, Y, sizes=(9.5, 9.5)):
    """Draw samples as points of a plane: label 0 as blue circles, label 1 as orange squares.

    ``sizes`` are the diameters for each label, in points of print.
    """
    drawn = []
    for label, (colour, marker) in enumerate(zip(LABEL_COLOURS, LABEL_MARKERS, strict=True)):
        chosen = np.asarray(Y)[0] == label
        # A line of markers is drawn again in a tenth of the time that a scatter takes.
        (points,) = ax.plot(*np.asarray(X)[:, chosen], marker, ms=sizes[label], color=colour)
        edge = 1.4 if sizes[label] > 6 else 0.4
        points.set(mec="white", mew=edge, label=f"label {label}", zorder=5 + label / 10)
        drawn.append((points, chosen))

    def update(X):
        for points, chosen in drawn:
            points.set_data(*np.asarray(X)[:, chosen])

    return Drawing(tuple(points for points, _ in drawn), update)


@styled
def decision_map(ax, params, X, Y, **options):
    """Draw what the network answers at every point of the input plane, and where it says 0.5.

    The options are those of ``answer_map``.
    """
    return answer_map(ax, lambda at: predict(params, at)[0], X, Y, **options)


@styled
def answer_map(ax, answer, X, Y, *, low=-0.4, high=1.4, resolution=96, sizes=(9.5, 9.5)):
    """Draw any ``answer(X)`` (inputs (2, m) to probabilities (m,)) over the input plane.

    ``update(answer)`` takes a new one. The line marks the answer 0.5; it is drawn as the border
    between the two sides of the map, so it costs no contour search.
    """
    ticks = np.linspace(low, high, resolution)
    plane = np.array(np.meshgrid(ticks, ticks)).reshape(2, -1)
    # Bytes, one cell for about each pixel: far quicker than numbers that are smoothed and coloured.
    answer_image = ax.imshow(
        np.zeros((resolution, resolution, 4), dtype=np.uint8),
        extent=(low, high, low, high),
        origin="lower",
        interpolation="nearest",
        aspect="equal",
        zorder=1,
    )
    (answer_border,) = ax.plot([], [], color=BLACK, linewidth=1.6, zorder=3)
    points = samples(ax, X, Y, sizes)

    def update(answer):
        values = np.asarray(answer(plane), dtype=float).reshape(resolution, resolution)
        answer_image.set_data(MAP(values, bytes=True))
        answer_border.set_data(*crossings(ticks, values))

    update(answer)
    ax.set(xlabel="input 1", ylabel="input 2", xlim=(low, high), ylim=(low, high))
    ax.set(xticks=[0, 1], yticks=[0, 1])
    return Drawing((answer_image, answer_border, *points.artists), update)


def crossings(ticks, values, level=0.5):
    """Return x and y of the short strokes along which ``values`` cross ``level``, nan between them.

    Each square of the grid is looked at by itself (marching squares), all at once.
    """
    above = values > level
    corners = [(0, 0), (0, 1), (1, 1), (1, 0)]  # (row, column) around a square
    cut = [
        lambda a: a[:-1, :-1], lambda a: a[:-1, 1:], lambda a: a[1:, 1:], lambda a: a[1:, :-1],
    ]  # fmt: skip
    squares = len(ticks) - 1
    tick_step = ticks[1] - ticks[0]
    crossing_points = np.full((4, squares, squares, 2), np.nan)
    for square_side in range(4):
        first, second = square_side, (square_side + 1) % 4
        v1, v2 = cut[first](values), cut[second](values)
        crosses = cut[first](above) != cut[second](above)
        # Where nothing crosses, the quotient is not used, whatever it is.
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            share = np.where(crosses, (level - v1) / (v2 - v1), np.nan)
        (r1, c1), (r2, c2) = corners[first], corners[second]
        rows, columns = np.mgrid[:squares, :squares]
        crossing_points[square_side, ..., 0] = ticks[0] + tick_step * (
            columns + c1 + share * (c2 - c1)
        )
        crossing_points[square_side, ..., 1] = ticks[0] + tick_step * (
            rows + r1 + share * (r2 - r1)
        )
    crossing_strokes = crossing_points.transpose(1, 2, 0, 3).reshape(-1, 4, 2)
    crossing_strokes = crossing_strokes[np.isfinite(crossing_strokes[..., 0]).sum(axis=1) >= 2]
    order = np.argsort(~np.isfinite(crossing_strokes[..., 0]), axis=1, kind="stable")
    crossing_strokes = np.take_along_axis(crossing_strokes, order[..., None], axis=1)[:, :3]
    crossing_strokes[:, 2] = np.nan
    return crossing_strokes[..., 0].ravel(), crossing_strokes[..., 1].ravel()


@styled
def hidden_space(ax, params, X, Y, *, names=None):
    """Draw the samples as the output unit sees them: by the activations of the two hidden units.

    The line is where the output says 0.5. ``update(params)`` takes new parameters. With more than
    two hidden units the first two are drawn, with one unit a row; neither has a line. ``names`` are
    those of the samples, four at most; the corners of the unit square have theirs.
    """
    # Two samples may land on one spot: a small square on a large circle shows that both are there.
    points = samples(ax, np.zeros((2, np.shape(X)[1])), Y, sizes=(13.8, 7.7))
    corner_names = CORNER_NAMES if np.shape(X) == (2, 4) else []
    sample_names = _sample_names(ax, corner_names if names is None else names)
    (hidden_border,) = ax.plot([], [], color=BLACK, linewidth=1.6, zorder=3)

    def update(params):
        _, A1, _, _ = forward(params, X)
        hidden_answers = A1[:2] if len(A1) > 1 else np.vstack([A1, np.full_like(A1, 0.5)])
        points.update(hidden_answers)
        for sample_name, (x, y) in zip(sample_names, hidden_answers.T, strict=False):
            sample_name.set_data([x], [y])
        hidden_border.set_data(*_line_in_unit_square(params) if len(A1) == 2 else ([], []))

    update(params)
    ax.set(xlabel="hidden unit 1", ylabel="hidden unit 2", xlim=(-0.27, 1.27), ylim=(-0.27, 1.27))
    ax.set(xticks=[0, 1], yticks=[0, 1], aspect="equal")
    return Drawing((hidden_border, *points.artists, *sample_names), update)


def _sample_names(ax, given):
    """Name up to four samples, each on another side of its point, so that names never overlap.

    The names are markers: text is laid out anew whenever it is drawn, a marker is not.
    """
    names = []
    for name, (x, y) in zip(given, ((-1, -1), (-1, 1), (1, -1), (1, 1)), strict=False):
        shape = TextPath((0, 0), name, size=9)
        size = shape.get_extents()
        aside = (
            9 * x - (size.x1 if x < 0 else size.x0),
            9 * y - (size.y1 if y < 0 else size.y0),
        )
        shape = shape.transformed(Affine2D().translate(*aside))
        # Markers are scaled by their widest reach from their point; this keeps the font's size.
        reach = 2 * np.abs(shape.vertices).max()
        (drawn,) = ax.plot([], [], marker=shape, ms=reach, mew=0, color=BLACK, zorder=7)
        drawn.set(clip_on=False, in_layout=False)
        names.append(drawn)
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
    filled, answer_stems = [], []
    for place, label, marker in zip(places, wanted, markers, strict=True):
        colour = LABEL_COLOURS[int(label)]
        ax.plot([place], [label], marker, ms=11, mfc="none", mec=colour, mew=1.6, clip_on=False)
        (answer_stem,) = ax.plot(
            [place, place], [label, label], color=colour, linewidth=1.4, alpha=0.6
        )
        (answer_point,) = ax.plot(
            [place], [label], marker, ms=8, color=colour, clip_on=False, zorder=4
        )
        filled.append(answer_point)
        answer_stems.append(answer_stem)

    def update(outputs):
        for answer_point, answer_stem, value, label in zip(
            filled, answer_stems, np.ravel(outputs), wanted, strict=True
        ):
            answer_point.set_ydata([value])
            answer_stem.set_ydata([label, value])

    update(outputs)
    ax.set(ylim=(-0.08, 1.08), yticks=[0, 0.5, 1], ylabel="answer", xlabel="sample")
    ax.set_xlim(-0.5, len(places) - 0.5)
    ax.set_xticks(places, names if len(names) == len(places) else places)
    return Drawing((*answer_stems, *filled), update)


@styled
def column(ax):
    """Draw a frame around one sample of ``predictions``; ``update(place)`` says which."""
    (frame,) = ax.plot([], [], color=BLACK, linewidth=1.6, zorder=5, solid_joinstyle="miter")
    low, high = ax.get_ylim()
    edge = 0.015 * (high - low)

    def update(place):
        across = place + np.array([-0.4, 0.4, 0.4, -0.4, -0.4])
        frame.set_data(across, [low + edge, low + edge, high - edge, high - edge, low + edge])

    update(0)
    return Drawing((frame,), update)


@styled
def hidden_lines(ax, params):
    """Draw the line of each hidden unit over the input plane; its number stands where it says yes.

    For two inputs. ``update(params)`` takes new parameters. A unit without weights has no line, and
    a line outside the picture has no number.
    """
    hidden_units = np.shape(params[0])[0]
    unit_lines = ax.plot(
        *[[]] * (2 * hidden_units), color=BLACK, linewidth=1.1, linestyle=(0, (4, 3)), zorder=4
    )
    # The numbers are markers: text is laid out anew whenever it is drawn, a marker is not.
    unit_numbers = [
        ax.plot([], [], marker=f"${unit + 1}$", ms=6.5, mew=0, color=BLACK, zorder=6)[0]
        for unit in range(hidden_units)
    ]
    low, high = ax.get_xlim()

    def update(params):
        W1, b1 = np.asarray(params[0], dtype=float), np.ravel(params[1])
        for unit, (unit_line, unit_number) in enumerate(zip(unit_lines, unit_numbers, strict=True)):
            w, length = W1[unit], float(np.hypot(*W1[unit]))
            unit_line.set_visible(length > 0)
            unit_number.set_visible(length > 0)
            if length == 0:
                continue
            toward_yes = w / length
            along = np.array([-toward_yes[1], toward_yes[0]])
            middle = np.full(2, (low + high) / 2)
            nearest = middle - (middle @ w + b1[unit]) / length * toward_yes
            unit_line.set_data(*np.transpose([nearest - 3 * along, nearest + 3 * along]))
            # The numbers of two lines that lie upon each other stand side by side.
            place = nearest + 0.2 * (-1) ** unit * along + 0.09 * toward_yes
            unit_number.set_visible(bool(np.all((place > low) & (place < high))))
            unit_number.set_data(*place[:, np.newaxis])

    update(params)
    return Drawing((*unit_lines, *unit_numbers), update)


def images(axes, X, wanted, guessed):
    """Draw square grey images, one column of ``X`` on each of the Axes, dark where the value is high.

    Above each stands what the network says; where that is wrong, also what it is.
    """
    image_side = round(len(X) ** 0.5)
    drawn = []
    for ax, pixels, label, guess in zip(np.ravel(axes), X.T, wanted, guessed, strict=True):
        drawn.append(
            ax.imshow(pixels.reshape(image_side, image_side), cmap="gray_r", vmin=0, vmax=1)
        )
        right = label == guess
        ax.set_title(f"says {guess}" if right else f"says {guess}, is {label}", loc="center")
        ax.title.set(color=BLACK if right else LABEL_COLOURS[1], fontsize=9.5)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    return Drawing(tuple(drawn), None)
