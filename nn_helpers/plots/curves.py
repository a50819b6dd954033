"""Draw curves: cost_curve, plateau_lines, a moment, turn, lines, close_up, unit_answers as bars."""

import numpy as np
from matplotlib.transforms import offset_copy

from nn_helpers.data import PLATEAUS
from nn_helpers.plots.style import BLACK, BLUE, CURVE_LOOKS, Drawing, styled

UNDER = 36  # points from the Axes down to below their label


@styled
def cost_curve(ax, costs, label="cost", *, first_epoch=0, line=0, plateaus=True, top=None):
    """Draw costs over epochs, with the heights at which XOR's cost comes to rest.

    Parameters
    ----------
    costs : (n,) array
    first_epoch : int
        The epoch of the first cost: 0 for the true cost, 1 for what a program prints.
    line : int
        Which of ``CURVE_LOOKS`` to use; give each curve of a picture its own.
    top : float, optional
        The upper end of the cost axis.
    plateaus : bool or tuple of str
        Whether to draw the heights, or the names of those to draw: keys of ``data.PLATEAUS``.
    """
    curve_colour, dashes = CURVE_LOOKS[line]
    (curve,) = ax.plot([], [], color=curve_colour, linestyle=dashes, label=label)

    def update(costs):
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
    (moment_point,) = ax.plot([], [], "D", color=BLACK, ms=6.5, zorder=6, clip_on=False)
    moment_point.set(markeredgecolor="white", markeredgewidth=1, in_layout=False)

    def update(epoch, cost):
        top = ax.get_ylim()[1]
        above = not cost <= top  # also when it is no number
        moment_point.set(data=([epoch], [top if above else cost]), marker="^" if above else "D")

    return Drawing((moment_point,), update)


@styled
def turn(ax, last):
    """Draw a cost curve close up, from a low point to a high one, each with its number.

    Up and down the picture is stretched so that the two fill it, so there are no ticks.
    ``update(costs, low, high)`` takes the printed costs, ``last`` of them at most, and the places of
    both points.
    """
    (turning_curve,) = ax.plot([], [], color=BLUE, zorder=3)
    (turning_points,) = ax.plot([], [], "o", color=BLACK, mfc="white", ms=7, mew=1.6, zorder=5)
    turning_points.set(clip_on=False, in_layout=False)
    look = {"fontsize": 9.5, "zorder": 6, "in_layout": False}
    turning_costs = [ax.text(0, 0, "", va=va, **look) for va in ("top", "bottom")]
    ax.set(xlim=(0, last), ylim=(-0.3, 1.3), yticks=[], xlabel="epoch")

    def update(costs, low, high):
        costs = np.asarray(costs, dtype=float)  # of the curve close up
        size = costs[high] - costs[low]
        heights = np.clip((costs - costs[low]) / (size or 1.0), -1, 3)
        epochs = 1 + np.arange(len(costs))
        turning_curve.set_data(epochs, heights)
        turning_points.set_data(epochs[[low, high]], heights[[low, high]])
        digits = 6 if size < 0.01 else 4
        for text, at, away in zip(turning_costs, (low, high), (-0.07, 0.07), strict=True):
            late_turn = at > len(costs) / 2 and at > last / 2
            aside = -0.02 * last if late_turn else 0.02 * last
            text.set(x=epochs[at] + aside, y=heights[at] + away)
            text.set_horizontalalignment("right" if late_turn else "left")
            text.set_text(f"{costs[at]:.{digits}f}")

    return Drawing((turning_curve, turning_points, *turning_costs), update)


@styled
def upright(ax):
    """Draw an upright line with a diamond in its middle; ``update(x)`` says where.

    Before the first update there is none.
    """
    (upright_line,) = ax.plot([], [], color=BLACK, linewidth=1.6, zorder=6)
    upright_line.set_in_layout(False)
    middle = moment(ax)

    def update(x):
        low, high = ax.get_ylim()
        upright_line.set_data([x, x], [low, high])
        middle.update(x, (low + high) / 2)

    return Drawing((upright_line, *middle.artists), update)


@styled
def plateau_lines(ax, side="right", drop=2, names=tuple(PLATEAUS)):
    """Draw the heights of XOR's plateaus as thin lines, each with its name ``drop`` points below.

    A curve comes down to a plateau, so there is room below. With a negative ``drop`` the names stand
    above their lines. ``names`` chooses some of them.
    """
    for name, plateau in PLATEAUS.items():
        if not plateau or name not in names:
            continue  # zero is the axis itself
        ax.axhline(plateau, color="#777777", linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        words = ax.annotate(
            f"{name} = {plateau:.2f}",
            (0.995 if side == "right" else 0.015, plateau),
            xytext=(0, -drop),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha=side,
            va="top" if drop > 0 else "bottom",
            fontsize=8.5,
            color="#555555",
        )
        words.set_in_layout(False)  # it lies inside, so no room is kept for it


@styled
def lines(ax, names, *, xlabel="epoch", ylabel="", ylim=None, below=0):
    """Draw several curves with a legend; ``update(xs, *ys)`` takes one array for each name.

    Where curves go anywhere, the legend stands ``below`` the Axes, in so many columns.
    """
    curves = []
    for (colour, dashes), name in zip(CURVE_LOOKS, names, strict=False):
        (curve,) = ax.plot([], [], color=colour, linestyle=dashes, label=name, zorder=3)
        curves.append(curve)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if ylim:
        ax.set_ylim(*ylim)
    if below:
        under = offset_copy(ax.transAxes, ax.figure, y=-UNDER, units="points")
        legend_below = {"loc": "upper center", "borderaxespad": 0, "borderpad": 0}
        ax.legend(bbox_to_anchor=(0.5, 0), bbox_transform=under, ncols=below, **legend_below)
    else:
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
def unit_answers(ax, answers):
    """Draw how the answers of hidden units spread from 0 to 1, in twenty bars; ``update(answers)``."""
    unit_answer_edges = np.linspace(0, 1, 21)
    unit_answer_bars = ax.bar(
        unit_answer_edges[:-1], 0, width=0.05, align="edge", color=BLUE, edgecolor="white", zorder=2
    )
    ax.set(
        xlim=(0, 1), ylim=(0, 1), xlabel="answer of a hidden unit", ylabel="share of the answers"
    )
    ax.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])

    def update(answers):
        counts, _ = np.histogram(answers, unit_answer_edges)
        for unit_answer_bar, count in zip(unit_answer_bars, counts, strict=True):
            unit_answer_bar.set_height(count / max(counts.sum(), 1))

    update(answers)
    return Drawing(tuple(unit_answer_bars), update)
