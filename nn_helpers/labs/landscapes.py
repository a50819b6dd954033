"""Landscapes over two numbers, on which a search can be watched: a bowl, a narrow valley, two pits."""

import numpy as np

END = 4.0  # each landscape is seen from -END to END


def bowl(points):
    """Return a quarter of the squared distance from (1.5, -1), (n,) for points (n, 2).

    >>> bowl(np.array([[1.5, -1.0], [1.5, 1.0]])).tolist()
    [0.0, 1.0]
    """
    x, y = _two_numbers(points)
    return ((x - 1.5) ** 2 + (y + 1) ** 2) / 4


def narrow_valley(points):
    """Return a cost with its lowest place at (1.5, -1), 40 times as steep across as along.

    >>> narrow_valley(np.array([[1.5, -1.0]])).tolist()
    [0.0]
    """
    x, y = _two_numbers(points)
    along, across = 0.8 * (x - 1.5) - 0.6 * (y + 1), 0.6 * (x - 1.5) + 0.8 * (y + 1)
    return 0.1 * along**2 + 4 * across**2


def two_pits(points):
    """Return a cost with a deep pit near (2, -1.5) and a shallow one near (-1.5, 1.5).

    >>> deep, shallow = two_pits(np.array([[2.0, -1.5], [-1.5, 1.5]]))
    >>> bool(0 < deep < 0.5), bool(1 < shallow < 2.5)
    (True, True)
    """
    x, y = _two_numbers(points)
    deep = np.exp(-((x - 2) ** 2 + (y + 1.5) ** 2) / 2)
    shallow = np.exp(-((x + 1.5) ** 2 + (y - 1.5) ** 2) / 2)
    return 4.3 - 4.2 * deep - 2.4 * shallow + (x**2 + y**2) / 40


def _two_numbers(points):
    return np.asarray(points, dtype=float).T


LANDSCAPES = {"bowl": bowl, "narrow valley": narrow_valley, "two pits": two_pits}
