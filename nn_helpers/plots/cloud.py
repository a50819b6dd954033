"""Draw a search's candidates by rank: cloud, mean, ring; magnified on a VALLEY, the coming mean."""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.ticker import LinearLocator

from nn_helpers.plots.maps import crossings
from nn_helpers.plots.style import BLACK, GREEN, ORANGE, Drawing, styled
from nn_helpers.plots.surface import VALLEY

SPANS = (3.0, 6.0, 12.0)  # how many widths around the mean a magnifying glass may show
MOST = 20  # ranks that the glass has numbers for
PALEST = 0.85  # share of white in the colour of the last rank
BANDS = 6  # steps of colour in the glass: a smooth one takes twice the bytes
DIAMOND, DOT = 9.0, 11.0  # sizes in points


def ring(uniform, points=64):
    """Return a ring one width around the origin, (points + 1, 2): a circle, or a square.

    Normal noise has the width as its sigma; uniform noise stays within the width in each number. The
    ring begins on the left.

    >>> ring(uniform=False).round(3)[[0, 16, 32]].tolist()
    [[-1.0, -0.0], [0.0, -1.0], [1.0, 0.0]]
    >>> bool(np.abs(ring(uniform=True)).max(axis=1).min() > 0.999)
    True
    """
    turn = np.linspace(-np.pi, np.pi, points + 1)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return circle / np.abs(circle).max(axis=1, keepdims=True) if uniform else circle


def shade(share):
    """Return the colours of ranks, (n, 3): from orange for share 0, the best, to pale for 1."""
    pale = PALEST * np.reshape(share, (-1, 1))
    return (1 - pale) * np.array(to_rgb(ORANGE)) + pale


@styled
def cloud(ax):
    """Draw candidates coloured by rank, the way of their mean, the mean as a green diamond, its ring.

    ``update(points, shares, way, mean, width, uniform)`` takes points (n, 2), the share of each in the
    order of ranks from 0 to 1, and a way (k, 2). The diamond is never larger than its ring.
    """
    candidates = ax.scatter([], [], s=22, edgecolors=BLACK, linewidths=0.6, zorder=5)
    (way_of_mean,) = ax.plot([], [], "-", color=BLACK, linewidth=1.2, zorder=4)
    (ring_of_mean,) = ax.plot([], [], color=GREEN, linewidth=1.8, zorder=6)
    (mean_itself,) = ax.plot([], [], "D", color=GREEN, mec="white", mew=0.8, zorder=7)

    def update(points, shares, way, mean, width, uniform):
        candidates.set_offsets(np.reshape(points, (-1, 2)))
        candidates.set_facecolors(shade(shares))
        way_of_mean.set_data(*np.reshape(way, (-1, 2)).T)
        ring_of_mean.set_data(*(np.asarray(mean) + width * ring(uniform)).T)
        mean_itself.set_data(*np.reshape(mean, (1, 2)).T)
        mean_itself.set_markersize(np.clip(_points(ax, width), 2.0, DIAMOND))

    return Drawing((candidates, way_of_mean, ring_of_mean, mean_itself), update)


def _points(ax, width):
    """Return how many points a length on the first axis of an Axes takes."""
    (low, _), (high, _) = ax.transData.transform([(0, 0), (width, 0)])
    return 72 * (high - low) / ax.figure.dpi


def span(points):
    """Return how many widths a magnifying glass shows: the least of ``SPANS`` with all points, or most.

    >>> span([[0, 1], [-2.5, 0]]), span([[4, 1]]), span([[99, 0]])
    (3.0, 6.0, 12.0)
    """
    farthest_point = np.abs(points).max()
    return next((s for s in SPANS if farthest_point < 0.95 * s), SPANS[-1])


@styled
def magnified(ax, ticks=25):
    """Draw one generation under a magnifying glass, in widths from its mean, with the number of each rank.

    ``update(costs, points, shares, numbers, after, chosen, uniform)`` takes the cost over what is seen,
    (ticks, ticks), the points (n, 2) in widths, the shares of their ranks, what to write on each, the
    next mean or None, and the points (k, 2) that it is the mean of. How far it sees is how far its Axes
    go, see ``span``.
    """
    image = ax.imshow(
        np.zeros((ticks, ticks)), origin="lower", cmap=VALLEY.resampled(BANDS), interpolation="bilinear",
        aspect="auto", zorder=1,
    )  # fmt: skip
    (level_lines,) = ax.plot([], [], color="#444444", linewidth=0.6, zorder=2)
    (ring_of_mean,) = ax.plot([], [], color=GREEN, linewidth=1.8, zorder=4)
    (links,) = ax.plot([], [], color=BLACK, linewidth=1.4, zorder=5)
    candidates = ax.scatter([], [], s=DOT**2, edgecolors=BLACK, linewidths=0.7, zorder=6)
    centred = {"fontsize": 7, "ha": "center", "va": "center_baseline"}
    candidate_numbers = [ax.text(0, 0, "", zorder=7, **centred) for _ in range(MOST)]
    (mean_itself,) = ax.plot([0], [0], "D", color=GREEN, ms=DIAMOND, mec="white", mew=1, zorder=8)
    (coming_mean,) = ax.plot([], [], "D", color="white", mec=BLACK, ms=7, mew=1.4, zorder=9)
    ax.set(xlim=(-SPANS[0], SPANS[0]), ylim=(-SPANS[0], SPANS[0]), xlabel="widths from the mean")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(LinearLocator(7))  # whole numbers on every span

    def update(costs, points, shares, numbers, after, chosen, uniform):
        glass = ax.get_xlim()[1]
        edge = glass * ticks / (ticks - 1)  # the outer costs belong to the middle of their pixels
        image.set(data=costs, extent=(-edge, edge, -edge, edge))
        image.set_clim(costs.min(), max(costs.max(), costs.min() + 1e-12))
        levels = np.linspace(costs.min(), costs.max(), BANDS + 1)[1:-1]
        magnified_levels = [
            crossings(np.linspace(-glass, glass, ticks), costs, level) for level in levels
        ]
        level_lines.set_data(*(np.concatenate(p) for p in zip(*magnified_levels, strict=True)))
        ring_of_mean.set_data(*ring(uniform).T)
        candidates.set_offsets(np.reshape(points, (-1, 2))[::-1])  # the best on top
        candidates.set_facecolors(shade(shares)[::-1])
        diamonds = np.reshape([0, 0] if after is None else [[0, 0], after], (-1, 2))
        free = _uncovered(ax, points, diamonds) & (np.abs(points).max(axis=1) < glass)
        for candidate_number, number, point, share, seen in zip(
            candidate_numbers, numbers, points, shares, free, strict=False
        ):
            candidate_number.set(
                text=number, position=point, color="white" if share < 0.25 else BLACK
            )
            candidate_number.set_visible(bool(seen))
        for candidate_number in candidate_numbers[len(numbers) :]:
            candidate_number.set_visible(False)
        coming_mean.set_data(*np.reshape([] if after is None else after, (-1, 2)).T)
        ways = [part for point in chosen for part in (point, after, (np.nan, np.nan))]
        links.set_data(*np.reshape(ways, (-1, 2)).T)

    return Drawing(
        (
            image,
            level_lines,
            ring_of_mean,
            links,
            candidates,
            *candidate_numbers,
            mean_itself,
            coming_mean,
        ),
        update,
    )


def _uncovered(ax, points, diamonds):
    """Return which points (n, 2) have no earlier one and no diamond over their middle, (n,) bools."""
    dots, diamonds = ax.transData.transform(points), ax.transData.transform(diamonds)
    near = np.tril(_apart(ax, dots, dots) < DOT * 0.75, k=-1).any(axis=1)
    return ~near & (_apart(ax, dots, diamonds) > DIAMOND * 0.75).all(axis=1)


def _apart(ax, pixels, others):
    """Return how far pixels (n, 2) are from others (k, 2), (n, k), in points."""
    return np.linalg.norm(pixels[:, np.newaxis] - others, axis=-1) * 72 / ax.figure.dpi
