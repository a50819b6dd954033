"""Draw a cost_surface over two parameters: level lines, numbers, the cost_scale; here, an arrow."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import LinearLocator

from nn_helpers.plots.maps import crossings
from nn_helpers.plots.style import BLACK, MAP_ENDS, Drawing, styled

# One hue that fades into white, so that on a dark page it fades into the page, without stripes.
VALLEY = LinearSegmentedColormap.from_list(
    "cost", [(0, MAP_ENDS[0]), (0.4, "#AAD2EB"), (1, "#FFFFFF")]
)
LEVELS = (0.5, 1, 2, 3, 4, 6)


@styled
def cost_surface(ax, ticks, costs, names, *, ceiling=8.0):
    """Draw the cost over two parameters: low is blue, and lines join equal costs.

    ``update(costs, names)`` takes new costs, (n, n) with the second parameter on the first axis, and
    the names of the two parameters. Costs above ``ceiling`` look like it.
    """
    low, high = ticks[0], ticks[-1]
    surface_extent = (low, high, low, high)
    surface = ax.imshow(
        np.zeros((len(ticks), len(ticks))),
        extent=surface_extent,
        origin="lower",
        cmap=VALLEY,
        vmin=0,
        vmax=ceiling,
        interpolation="bilinear",
        aspect="auto",
        zorder=1,
    )
    (level_lines,) = ax.plot([], [], color="#444444", linewidth=0.7, zorder=2)
    level_numbers = [
        ax.text(0, 0, "", fontsize=8, ha="center", va="center", zorder=3) for _ in LEVELS
    ]
    for level_number, level in zip(level_numbers, LEVELS, strict=True):
        level_number.set(text=f"{level:g}", clip_on=True)
        level_number.set_bbox(
            {"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.75}
        )
    ax.set(xlim=(low, high), ylim=(low, high))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(LinearLocator(5))
    ax.tick_params(labelsize=8.5)
    # The axes' names change with the choice of parameters, so they are drawn like data.
    across = ax.text(0.5, -0.1, "", transform=ax.transAxes, ha="center", va="top")
    up = ax.text(-0.15, 0.5, "", transform=ax.transAxes, ha="right", va="center", rotation=90)

    def update(costs, names):
        surface.set_data(costs)
        level_paths = [crossings(ticks, costs, level) for level in LEVELS]
        level_lines.set_data(*(np.concatenate(p) for p in zip(*level_paths, strict=True)))
        numbers_placed = []
        for level_number, (x, y) in zip(level_numbers, level_paths, strict=True):
            level_place = _free_place(x, y, numbers_placed, low, high)
            level_number.set_visible(level_place is not None)
            if level_place is not None:
                level_number.set_position(level_place)
                numbers_placed.append(level_place)
        across.set_text(names[0])
        up.set_text(names[1])

    update(costs, names)
    return Drawing((surface, level_lines, *level_numbers, across, up), update)


@styled
def cost_scale(ax, surface, *, ceiling=8.0):
    """Draw beside the Axes of a ``cost_surface`` which colour is which cost."""
    bar = ax.figure.colorbar(surface.artists[0], ax=ax, fraction=0.06, pad=0.02, aspect=24)
    ticks = np.linspace(0, ceiling, 5)
    bar.set_ticks(ticks, labels=[*(f"{t:g}" for t in ticks[:-1]), f"{ceiling:g}+"], fontsize=8.5)
    bar.outline.set_edgecolor("#999999")
    bar.ax.set_title("cost", fontsize=8.5, loc="center")


def _free_place(x, y, numbers_placed, low, high):
    """Return a point of a level line for its label, high up, inside, and away from other labels."""
    size = high - low
    free = (abs(x - (low + high) / 2) < 0.44 * size) & (abs(y - (low + high) / 2) < 0.44 * size)
    for number_x, number_y in numbers_placed:
        free &= (abs(x - number_x) > 0.08 * size) | (abs(y - number_y) > 0.07 * size)
    if not free.any():
        return None
    level_place = int(np.argmax(np.where(free, y, -np.inf)))
    return x[level_place], y[level_place]


@styled
def here(ax):
    """Draw where we are, and an arrow downhill; ``update(x, y, down)`` takes both.

    The arrow begins beside the diamond, and ends where the Axes end. The diamond is whole at an edge.
    """
    (diamond,) = ax.plot([], [], "D", color=BLACK, ms=8, mec="white", mew=1.2, zorder=6)
    diamond.set(clip_on=False, in_layout=False)
    look = {"arrowstyle": "-|>", "lw": 2, "color": BLACK, "shrinkA": 8, "mutation_scale": 14}
    arrow = ax.annotate("", (0, 0), (0, 0), zorder=5, arrowprops=look, annotation_clip=False)
    arrow.arrow_patch.set(clip_on=True, clip_box=ax.bbox)
    arrow.set_in_layout(False)

    def update(x, y, down):
        diamond.set_data([x], [y])
        arrow.set_visible(bool(np.hypot(*down) > 0))
        arrow.set_position((x, y))
        arrow.xy = (x + down[0], y + down[1])

    return Drawing((arrow, diamond), update)
