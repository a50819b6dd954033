"""Draw searches over evaluations: step and cost, widths, angles, share solved, race_board."""

import numpy as np

from nn_helpers.plots.curves import lines
from nn_helpers.plots.style import BLACK, BLUE, CURVE_LOOKS, GREEN, ORANGE, Drawing, styled


@styled
def step_and_cost(ax, steps, costs):
    """Draw sigma and the best cost over the evaluations, on one axis in powers of ten."""
    (step,) = ax.plot([], [], color=ORANGE, linestyle=CURVE_LOOKS[1][1], label="sigma", zorder=4)
    (cost,) = ax.plot([], [], color=BLUE, label="best cost", zorder=3)
    ax.set(yscale="log", xlabel="evaluations")

    def update(steps, costs):
        step.set_data(np.arange(1, len(steps) + 1), steps)
        cost.set_data(np.arange(1, len(costs) + 1), costs)
        low = min(np.min(steps), np.min(costs))
        high = max(np.max(steps), np.max(costs))
        ax.set(xlim=(1, max(len(steps), len(costs), 2)), ylim=(low / 3, high * 5))

    update(steps, costs)
    ax.legend(loc="best")
    return Drawing((step, cost), update)


@styled
def angles(ax, evaluations, degrees):
    """Draw the angle between estimates and the exact gradient over the evaluations they took.

    ``degrees`` maps the name of each way of estimating to one angle for each of ``evaluations``.
    """
    angle_curves = []
    for (colour, dashes), name in zip(CURVE_LOOKS, degrees, strict=False):
        (angle_curve,) = ax.plot(
            [],
            [],
            color=colour,
            linestyle=dashes,
            marker="o",
            ms=4,
            label=name,
            zorder=3,
            clip_on=False,
        )
        angle_curves.append(angle_curve)
    ax.axhline(90, color="#777777", linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    ax.text(
        0.99, 90, "90 degrees: no idea", transform=ax.get_yaxis_transform(), fontsize=8.5,
        color="#555555", ha="right", va="bottom",
    )  # fmt: skip
    ax.set(xscale="log", xlabel="evaluations for one estimate", ylabel="angle to the gradient")
    ax.set(ylim=(0, 105), yticks=[0, 30, 60, 90], xlim=(min(evaluations), max(evaluations)))
    ticks = [e for e in evaluations if np.isclose(np.log2(e) % 2, np.log2(min(evaluations)) % 2)]
    ax.set_xticks(ticks, [f"{e:g}" for e in ticks])
    ax.set_xticks([], minor=True)
    ax.legend(loc="lower left")

    def update(degrees):
        for angle_curve, values in zip(angle_curves, degrees.values(), strict=True):
            angle_curve.set_data(evaluations, values)

    update(degrees)
    return Drawing(tuple(angle_curves), update)


@styled
def solved_over_time(ax, evaluations, shares):
    """Draw the share of runs that have solved the task, over the evaluations spent by each.

    ``shares`` maps each method's name to one share for each of ``evaluations``.
    """
    curves = lines(ax, shares, xlabel="evaluations", ylabel="share of runs solved", ylim=(0, 1.04))
    ax.set_xlim(0, max(evaluations))
    ax.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    ax.legend(loc="lower right")
    curves.update(evaluations, *shares.values())
    return curves


@styled
def race_board(axes, results):
    """Draw the success rate of each method, and beside it what it costs in evaluations.

    ``axes`` are two Axes; ``results`` maps names to (share, median, expected, expected with
    restarts), the last three in evaluations, with inf or nan where no run was solved.
    """
    board_of_shares, board_of_evaluations = axes
    places = np.arange(len(results))
    race_bars = board_of_shares.barh(places, [0] * len(results), height=0.6, color=BLUE, zorder=2)
    race_texts = [
        board_of_shares.text(0, place, "", va="center", zorder=3, fontsize=9) for place in places
    ]
    (medians,) = board_of_evaluations.plot([], [], "o", color=GREEN, ms=7, label="median", zorder=4)
    (expected,) = board_of_evaluations.plot([], [], "D", color=BLACK, ms=6.5, label="expected")
    (restarted,) = board_of_evaluations.plot(
        [], [], "^", color=ORANGE, ms=7.5, label="with restarts", zorder=5
    )
    links = board_of_evaluations.hlines(places, 1, 1, color="#777777", linewidth=1.2, zorder=2)
    board_of_shares.set(xlim=(0, 1.25), xlabel="share solved")
    board_of_shares.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    board_of_shares.set_yticks(places, list(results))
    board_of_shares.set_ylim(len(results) - 0.5, -0.5)
    board_of_evaluations.set(
        xscale="log", xlabel="evaluations", yticks=[], ylim=(len(results) - 0.5, -0.5)
    )
    board_of_evaluations.grid(axis="x", color="#dddddd", zorder=0)
    board_of_evaluations.legend(
        loc="lower right", bbox_to_anchor=(1.02, 1), ncols=3, columnspacing=0.8, handletextpad=0.1
    )

    def update(results):
        shares, median, ert, ert_restarted = np.array([list(r) for r in results.values()]).T
        for race_bar, race_text, share in zip(race_bars, race_texts, shares, strict=True):
            race_bar.set_width(share)
            race_text.set(x=share + 0.03, text=f"{100 * share:.0f} %")
        medians.set_data(median, places)
        finite = np.where(np.isfinite(ert), ert, np.nan)
        expected.set_data(finite, places)
        restarted.set_data(ert_restarted, places)
        links.set_segments(
            [[(m, p), (e, p)] for m, e, p in zip(median, finite, places, strict=True)]
        )
        board_of_evaluations.set_xlim(np.nanmin(median) / 1.6, np.nanmax(finite) * 1.6)

    update(results)
    return Drawing((*race_bars, *race_texts, medians, expected, restarted, links), update)


@styled
def falling_costs(ax, curves):
    """Draw best costs over evaluations for several methods; the cost axis is in powers of ten.

    ``curves`` maps names to pairs (evaluations, costs).
    """
    falling = []
    for (colour, dashes), (name, (xs, ys)) in zip(CURVE_LOOKS, curves.items(), strict=False):
        (falling_cost,) = ax.plot(xs, ys, color=colour, linestyle=dashes, label=name, zorder=3)
        falling.append(falling_cost)
    ax.set(yscale="log", xlabel="evaluations", ylabel="best cost")
    ax.set_xlim(0, max(xs[-1] for xs, _ in curves.values()))
    ax.legend(loc="best")

    def update(curves):
        for falling_cost, (xs, ys) in zip(falling, curves.values(), strict=True):
            falling_cost.set_data(xs, ys)

    return Drawing(tuple(falling), update)


@styled
def widths(ax, low=1e-3, high=20):
    """Draw how wide a search throws, in powers of ten from ``low`` to ``high``; ``update(widths)``."""
    (width_curve,) = ax.plot([], [], color=GREEN, linewidth=1.8, zorder=3)
    ax.set(yscale="log", ylim=(low, high), xlabel="evaluations")
    powers = np.arange(np.ceil(np.log10(low)), np.floor(np.log10(high)) + 1)
    ax.set_yticks(10**powers, [f"{10**power:g}" for power in powers])
    ax.set_yticks([], minor=True)

    def update(widths):
        width_curve.set_data(np.arange(len(widths)), np.clip(widths, low, high))

    return Drawing((width_curve,), update)
