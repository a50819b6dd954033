"""Draw curves over epochs or along an axis: cost curves with plateaus, slopes, steps, shares."""

import numpy as np

from nn_helpers.data import PLATEAUS
from nn_helpers.plots.style import BLACK, BLUE, LINES, ORANGE, Drawing, styled


@styled
def cost_curve(ax, costs, label="cost", *, first_epoch=0, line=0, plateaus=True, top=None):
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
    plateaus : bool or tuple of str
        Whether to draw the heights, or the names of those to draw: keys of ``data.PLATEAUS``.
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
        plateau_lines(ax, names=tuple(PLATEAUS) if plateaus is True else plateaus)
    return Drawing((curve,), update)


@styled
def moment(ax):
    """Draw a diamond on a curve; ``update(epoch, cost)`` says where.

    A cost above the Axes is shown as a triangle at their top. Before the first update there is none.
    """
    (point,) = ax.plot([], [], "D", color=BLACK, ms=6.5, zorder=6, clip_on=False)
    point.set(markeredgecolor="white", markeredgewidth=1, in_layout=False)

    def update(epoch, cost):
        top = ax.get_ylim()[1]
        above = not cost <= top  # also when it is no number
        point.set(data=([epoch], [top if above else cost]), marker="^" if above else "D")

    return Drawing((point,), update)


@styled
def turn(ax, last):
    """Draw a cost curve close up, from a low point to a high one, each with its number.

    Up and down the picture is stretched so that the two fill it, so there are no ticks.
    ``update(costs, low, high)`` takes the printed costs, ``last`` of them at most, and the places of
    both points.
    """
    (curve,) = ax.plot([], [], color=BLUE, zorder=3)
    (points,) = ax.plot([], [], "o", color=BLACK, mfc="white", ms=7, mew=1.6, zorder=5)
    points.set(clip_on=False, in_layout=False)
    look = {"fontsize": 9.5, "zorder": 6, "in_layout": False}
    texts = [ax.text(0, 0, "", va=va, **look) for va in ("top", "bottom")]
    ax.set(xlim=(0, last), ylim=(-0.3, 1.3), yticks=[], xlabel="epoch")

    def update(costs, low, high):
        costs = np.asarray(costs, dtype=float)
        size = costs[high] - costs[low]
        heights = np.clip((costs - costs[low]) / (size or 1.0), -1, 3)
        epochs = 1 + np.arange(len(costs))
        curve.set_data(epochs, heights)
        points.set_data(epochs[[low, high]], heights[[low, high]])
        digits = 6 if size < 0.01 else 4
        for text, at, away in zip(texts, (low, high), (-0.07, 0.07), strict=True):
            right = at > len(costs) / 2 and at > last / 2
            aside = -0.02 * last if right else 0.02 * last
            text.set(x=epochs[at] + aside, y=heights[at] + away, ha="right" if right else "left")
            text.set_text(f"{costs[at]:.{digits}f}")

    return Drawing((curve, points, *texts), update)


@styled
def upright(ax):
    """Draw an upright line through the Axes; ``update(x)`` says where. At first there is none."""
    (line,) = ax.plot([], [], color=BLACK, linewidth=1.6, zorder=6)
    line.set_in_layout(False)

    def update(x):
        line.set_data([x, x], ax.get_ylim())

    return Drawing((line,), update)


@styled
def plateau_lines(ax, side="right", drop=2, names=tuple(PLATEAUS)):
    """Draw the heights of XOR's plateaus as thin lines, each with its name ``drop`` points below.

    A curve comes down to a plateau, so there is room below. ``names`` chooses some of them.
    """
    for name, height in PLATEAUS.items():
        if not height or name not in names:
            continue  # zero is the axis itself
        ax.axhline(height, color="#777777", linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        words = ax.annotate(
            f"{name} = {height:.2f}",
            (0.995 if side == "right" else 0.015, height),
            xytext=(0, -drop),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha=side,
            va="top",
            fontsize=8.5,
            color="#555555",
        )
        words.set_in_layout(False)  # it lies inside, so no room is kept for it


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


@styled
def step_sizes(ax, steps, errors):
    """Draw the error of measured slopes over the size of the nudge, both axes in powers of ten.

    ``errors`` maps the name of each curve to its errors, one for each of ``steps``.
    """
    curves = []
    for (colour, dashes), name in zip(LINES, errors, strict=False):
        (curve,) = ax.plot([], [], color=colour, linestyle=dashes, label=name, zorder=3)
        curves.append(curve)
    ax.set(xscale="log", yscale="log", xlabel="nudge h", ylabel="relative error")
    ax.set(xlim=(min(steps), max(steps)), ylim=(1e-13, 2))
    ax.legend(loc="lower left")

    def update(errors):
        for curve, values in zip(curves, errors.values(), strict=True):
            curve.set_data(steps, np.maximum(values, 1e-13))

    update(errors)
    return Drawing(tuple(curves), update)


@styled
def nudge(ax):
    """Draw a cost near one point as a microscope sees it, with the line through two nudged points.

    Both axes are measured in nudges, so the picture looks alike at every size: across from -2 h to
    2 h, up by how much the cost changes on the true slope over one h. ``update(offsets, rises,
    slope)`` takes the curve in these units, and the measured slope as a share of the true one.
    """
    (curve,) = ax.plot([], [], color=BLUE, label="cost", zorder=3)
    (true,) = ax.plot([-2, 2], [-2, 2], color=BLACK, linestyle=(0, (1, 1)), label="true slope")
    (line,) = ax.plot([], [], color=ORANGE, linestyle=(0, (5, 1.5)), label="measured slope")
    (points,) = ax.plot([], [], "s", color=ORANGE, ms=8, mec="white", zorder=5)
    true.set_zorder(2)
    ax.set(xlim=(-2, 2), ylim=(-3, 3), xlabel="distance from the weight, in h")
    ax.set(ylabel="change of the cost", yticks=[-2, 0, 2], xticks=[-1, 0, 1])
    ax.legend(loc="upper left")

    def update(offsets, rises, ends, slope):
        curve.set_data(offsets, rises)
        points.set_data([-1, 1], ends)
        middle = float(np.mean(ends))
        line.set_data([-2, 2], [middle - 2 * slope, middle + 2 * slope])

    return Drawing((curve, line, points), update)


@styled
def lines(ax, names, *, xlabel="epoch", ylabel="", ylim=None):
    """Draw several curves with a legend; ``update(xs, *ys)`` takes one array for each name."""
    curves = []
    for (colour, dashes), name in zip(LINES, names, strict=False):
        (curve,) = ax.plot([], [], color=colour, linestyle=dashes, label=name, zorder=3)
        curves.append(curve)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if ylim:
        ax.set_ylim(*ylim)
    ax.legend(loc="best")

    def update(xs, *ys):
        for curve, y in zip(curves, ys, strict=True):
            curve.set_data(xs[: len(y)], y)

    return Drawing(tuple(curves), update)


@styled
def line_chart(ax, xs, named, *, lowest=False, **axes):
    """Draw curves over the same values ``xs``: ``named`` maps each name to its values.

    ``lowest`` puts a diamond on the lowest point of each; ``axes`` go on to ``lines``.
    """
    lines(ax, named, **axes).update(xs, *named.values())
    if "ylim" not in axes:
        ax.relim()
        ax.autoscale_view()
    ax.set_xlim(min(xs), max(xs))
    for values in named.values() if lowest else ():
        moment(ax).update(xs[np.argmin(values)], min(values))


@styled
def close_up(axes, named, *, epochs):
    """Draw printed costs twice: their first ``epochs``, stretched so that a turn is seen, and whole.

    ``named`` maps each name to its costs, the first of them of epoch 1.
    """
    for ax, until in zip(axes, (epochs, None), strict=True):
        shown = {name: np.asarray(costs)[:until] for name, costs in named.items()}
        seen = np.concatenate(list(shown.values()))
        room = 0.06 * np.ptp(seen)
        counted = np.arange(1, max(map(len, shown.values())) + 1)
        line_chart(ax, counted, shown, ylabel="printed cost")
        ax.set_ylim(seen.min() - room, seen.max() + room)
        ax.ticklabel_format(axis="y", useOffset=False)


@styled
def endings(ax, *, ceiling=6.0):
    """Draw where many runs end: one dot a run, sorted by its last cost, with XOR's plateaus.

    ``update(costs)`` takes the last costs. Those above ``ceiling`` are drawn at it, as triangles.
    """
    (dots,) = ax.plot([], [], "o", color=BLUE, ms=5, zorder=3)
    (above,) = ax.plot([], [], "^", color=ORANGE, ms=6, zorder=3, clip_on=False)
    above.set_in_layout(False)  # without data it would be laid out at the figure's corner
    ax.set(xlabel="share of the runs", ylabel="cost at the end", xlim=(0, 1), ylim=(-0.15, ceiling))
    ax.set_xticks([0, 0.5, 1], ["0", "half", "all"])
    plateau_lines(ax, side="left", drop=4)  # the right side is where high costs stand

    def update(costs):
        costs = np.sort(np.nan_to_num(np.asarray(costs, dtype=float), nan=np.inf))
        places = (np.arange(len(costs)) + 0.5) / max(len(costs), 1)
        over = costs > ceiling
        dots.set_data(places[~over], costs[~over])
        above.set_data(places[over], np.full(over.sum(), ceiling))

    return Drawing((dots, above), update)


@styled
def shares(ax, names):
    """Draw a share from 0 to 1 for each name as a bar with its percentage; ``update(values)``."""
    bars = ax.barh(range(len(names)), [0] * len(names), height=0.6, color=BLUE, zorder=2)
    texts = [ax.text(0, place, "", va="center", zorder=3) for place in range(len(names))]
    ax.set(xlim=(0, 1.25), xlabel="share of the seeds")
    ax.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()

    def update(values):
        for bar, text, value in zip(bars, texts, values, strict=True):
            bar.set_width(value)
            text.set(x=value + 0.03, text=_percent(value))

    return Drawing((*bars, *texts), update)


@styled
def unit_answers(ax, answers):
    """Draw how the answers of hidden units spread from 0 to 1, in twenty bars; ``update(answers)``."""
    edges = np.linspace(0, 1, 21)
    bars = ax.bar(edges[:-1], 0, width=0.05, align="edge", color=BLUE, edgecolor="white", zorder=2)
    ax.set(
        xlim=(0, 1), ylim=(0, 1), xlabel="answer of a hidden unit", ylabel="share of the answers"
    )
    ax.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])

    def update(answers):
        counts, _ = np.histogram(answers, edges)
        for bar, count in zip(bars, counts, strict=True):
            bar.set_height(count / max(counts.sum(), 1))

    update(answers)
    return Drawing(tuple(bars), update)


def _percent(share):
    """Return a share in percent; what is not all is not called 100 %, nor what is not none 0 %.

    >>> _percent(0.784), _percent(0.995), _percent(1), _percent(0)
    ('78 %', '99.5 %', '100 %', '0 %')
    """
    digits = int(0 < share < 0.005 or 0.995 <= share < 1)
    return f"{100 * share:.{digits}f} %"


@styled
def combinations(axes, names, rows, values):
    """Draw which of several things are combined, one row of dots each, and a share beside each row.

    Parameters
    ----------
    axes : two Axes with a common height: for the dots and for the bars
    names : what may be combined, one column each
    rows : collections of names, from the top down
    values : (rows,) shares from 0 to 1
    """
    dots, bars = axes
    chosen = np.array([[name in row for name in names] for row in rows])
    down, across = np.indices(chosen.shape)
    dots.plot(across[~chosen], down[~chosen], "o", ms=9, mfc="white", mec="#999999", zorder=2)
    filled = dots.plot(across[chosen], down[chosen], "o", ms=9, color=BLACK, zorder=3)
    dots.set(xlim=(-0.5, len(names) - 0.5), ylim=(len(rows) - 0.5, -0.5), yticks=[])
    dots.set_xticks(range(len(names)), names)
    dots.xaxis.tick_top()
    dots.spines[["left", "bottom"]].set_visible(False)
    dots.tick_params(length=0)
    drawn = shares(bars, [""] * len(rows))
    drawn.update(values)
    bars.set(ylim=dots.get_ylim(), yticks=[])
    bars.set_xticks((0, 0.5, 1), ("0 %", "50 %", "100 %"))  # as the bars say it
    return Drawing((*filled, *drawn.artists), drawn.update)
