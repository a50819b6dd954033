"""Curves: the cost over epochs, along one parameter, and over the size of a step."""

import numpy as np

from nn_helpers.plots.style import BLACK, BLUE, LINES, PLATEAUS, Drawing, styled


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
def moment(ax):
    """Draw a diamond on a curve; ``update(epoch, cost)`` says where.

    A cost above the Axes is shown as a triangle at their top. Before the first update there is none.
    """
    (point,) = ax.plot([], [], "D", color=BLACK, ms=6.5, zorder=6, clip_on=False)
    point.set(markeredgecolor="white", markeredgewidth=1)

    def update(epoch, cost):
        top = ax.get_ylim()[1]
        above = not cost <= top  # also when it is no number
        point.set(data=([epoch], [top if above else cost]), marker="^" if above else "D")

    return Drawing((point,), update)


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
