"""Draw slopes: cost_along one parameter, slope_line, nudge; error_curves over step_sizes."""

import numpy as np

from nn_helpers.plots.style import BLACK, BLUE, CURVE_LOOKS, ORANGE, Drawing, styled


@styled
def cost_along(ax, values, costs, name):
    """Draw the cost over one parameter, all others fixed."""
    (slice_of_cost,) = ax.plot(values, costs, color=BLUE, label="cost", zorder=3)
    ax.set(xlabel=name, ylabel="cost", xlim=(values[0], values[-1]), ylim=ax.get_ylim())
    return Drawing((slice_of_cost,), slice_of_cost.set_data)


@styled
def slope_line(ax, points, slope, label, *, line=2):
    """Draw a straight line with this slope through the first of ``points``, across the Axes.

    Parameters
    ----------
    points : sequence of (x, y)
        Where the slope was taken from: one point for a tangent, two for a difference.
    line : int
        Which of ``CURVE_LOOKS`` to use.
    """
    slope_colour, dashes = CURVE_LOOKS[line]
    limits = ax.get_xlim()
    (stroke_of_slope,) = ax.plot([], [], color=slope_colour, linestyle=dashes, label=label)
    stroke_of_slope.set_linewidth(1.7)
    (dots_on_line,) = ax.plot([], [], "o", color=slope_colour, ms=7, zorder=5)

    def update(points, slope):
        x, y = np.transpose(points)
        dots_on_line.set_data(x, y)
        stroke_of_slope.set_data(limits, y[0] + slope * (np.array(limits) - x[0]))

    update(points, slope)
    return Drawing((stroke_of_slope, dots_on_line), update)


@styled
def step_sizes(ax, steps, errors):
    """Draw the error of measured slopes over the size of the nudge, both axes in powers of ten.

    ``errors`` maps the name of each curve to its errors, one for each of ``steps``.
    """
    error_curves = []
    for (colour, dashes), name in zip(CURVE_LOOKS, errors, strict=False):
        (error_curve,) = ax.plot([], [], color=colour, linestyle=dashes, label=name, zorder=3)
        error_curves.append(error_curve)
    ax.set(xscale="log", yscale="log", xlabel="nudge h", ylabel="relative error")
    ax.set(xlim=(min(steps), max(steps)), ylim=(1e-13, 2))
    ax.legend(loc="lower left")

    def update(errors):
        for error_curve, values in zip(error_curves, errors.values(), strict=True):
            error_curve.set_data(steps, np.maximum(values, 1e-13))

    update(errors)
    return Drawing(tuple(error_curves), update)


@styled
def nudge(ax):
    """Draw a cost near one point as a microscope sees it, with the line through two nudged points.

    Both axes are measured in nudges, so the picture looks alike at every size: across from -2 h to
    2 h, up by how much the cost changes on the true slope over one h. ``update(offsets, rises,
    slope)`` takes the curve in these units, and the measured slope as a share of the true one.
    """
    (cost_nearby,) = ax.plot([], [], color=BLUE, label="cost", zorder=3)
    (true_slope,) = ax.plot(
        [-2, 2], [-2, 2], color=BLACK, linestyle=(0, (1, 1)), label="true slope"
    )
    (slope_line,) = ax.plot([], [], color=ORANGE, linestyle=(0, (5, 1.5)), label="measured slope")
    (nudged,) = ax.plot([], [], "s", color=ORANGE, ms=8, mec="white", zorder=5)
    true_slope.set_zorder(2)
    ax.set(xlim=(-2, 2), ylim=(-3, 3), xlabel="distance from the weight, in h")
    ax.set(ylabel="change of the cost, in h times slope", yticks=[-2, 0, 2], xticks=[-1, 0, 1])
    ax.legend(loc="upper left")

    def update(offsets, rises, ends, slope):
        cost_nearby.set_data(offsets, rises)
        nudged.set_data([-1, 1], ends)
        middle = float(np.mean(ends))
        slope_line.set_data([-2, 2], [middle - 2 * slope, middle + 2 * slope])

    return Drawing((cost_nearby, slope_line, nudged), update)
