"""Draw how many runs learn: success_map, where they end, shares as bars, combinations as dots."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nn_helpers.plots.curves import plateau_lines
from nn_helpers.plots.style import BLACK, BLUE, MAP_ENDS, ORANGE, Drawing, styled

# One hue that fades into white, as in the landscape of the cost: a larger share looks like more on a
# dark page as well, and black numbers are read on all of it. Small shares show early.
SHARE = LinearSegmentedColormap.from_list(
    "share", [(0, "#FFFFFF"), (0.5, "#9AC9E8"), (1, MAP_ENDS[0])]
)


@styled
def success_map(ax, rates, scales):
    """Draw the share of solved runs for every rate (down) and scale (across), with its number.

    ``update(share)`` takes the shares, (rates, scales); a nan is a cell still to come.
    """
    shares = ax.imshow(
        np.zeros((len(rates), len(scales))), cmap=SHARE, vmin=0, vmax=1, aspect="auto", zorder=1,
        origin="lower",
    )  # fmt: skip
    cell_texts = [
        [
            ax.text(j, i, "", ha="center", va="center", fontsize=9, zorder=3, in_layout=False)
            for j in range(len(scales))
        ]
        for i in range(len(rates))
    ]
    ax.set(xlabel="init scale", ylabel="learning rate")
    ax.set_xticks(range(len(scales)), [f"{s:g}" for s in scales])
    ax.set_yticks(range(len(rates)), [f"{r:g}" for r in rates])
    (cell_frame,) = ax.plot([], [], color=BLACK, linewidth=2.6, zorder=4, solid_joinstyle="miter")

    def update(share, cell):
        shares.set_data(share)
        for row, values in zip(cell_texts, share, strict=True):
            for text, value in zip(row, values, strict=True):
                text.set_text("" if np.isnan(value) else f"{100 * value:.0f}")
        i, j = cell
        cell_frame.set_data(
            j + np.array([-0.5, 0.5, 0.5, -0.5, -0.5]), i + np.array([-0.5, -0.5, 0.5, 0.5, -0.5])
        )

    return Drawing((shares, *(t for row in cell_texts for t in row), cell_frame), update)


@styled
def endings(ax, *, ceiling=6.0):
    """Draw where many runs end: one dot a run, sorted by its last cost, with XOR's plateaus.

    ``update(costs)`` takes the last costs. Those above ``ceiling`` are drawn at it, as triangles.
    """
    (ends,) = ax.plot([], [], "o", color=BLUE, ms=5, zorder=3)
    (ends_above,) = ax.plot([], [], "^", color=ORANGE, ms=6, zorder=3, clip_on=False)
    ends_above.set_in_layout(False)  # without data it would be laid out at the figure's corner
    ax.set(xlabel="share of the runs", ylabel="cost at the end", xlim=(0, 1), ylim=(-0.15, ceiling))
    ax.set_xticks([0, 0.5, 1], ["0", "half", "all"])
    plateau_lines(ax, side="left", drop=-5)  # the runs stand in order: above the first is room

    def update(costs):
        costs = np.sort(np.nan_to_num(np.asarray(costs, dtype=float), nan=np.inf))
        places = (np.arange(len(costs)) + 0.5) / max(len(costs), 1)
        over = costs > ceiling
        ends.set_data(places[~over], costs[~over])
        ends_above.set_data(places[over], np.full(over.sum(), ceiling))

    return Drawing((ends, ends_above), update)


@styled
def shares(ax, names, colours=BLUE):
    """Draw a share from 0 to 1 for each name as a bar with its percentage; ``update(values)``.

    ``colours`` is one for all bars, or one for each: that of the same name's curve beside it.
    """
    share_bars = ax.barh(range(len(names)), [0] * len(names), height=0.6, color=colours, zorder=2)
    share_texts = [ax.text(0, place, "", va="center", zorder=3) for place in range(len(names))]
    ax.set(xlim=(0, 1.25), xlabel="share of the seeds")
    ax.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()

    def update(values):
        for share_bar, share_text, value in zip(share_bars, share_texts, values, strict=True):
            share_bar.set_width(value)
            share_text.set(x=value + 0.03, text=_percent(value))

    return Drawing((*share_bars, *share_texts), update)


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
