"""Handles of the line where one neuron answers 0.5: of_line, dragged, turned by its ends."""

import numpy as np
from matplotlib.transforms import Bbox

from nn_helpers.labs import handles


def of_line(name, axes, w, b):
    """Return the handles of the line w x + b = 0 in some Axes: itself and its two ends.

    ``name`` is what it is called: "the line". Without a line in sight the list is empty.
    """
    line_ends = ends(axes, w, b)
    if line_ends is None:
        return []
    turns = [
        handles.spot(f"{which} of {name}", axes, *end, "grab")
        for which, end in zip(("one end", "the other end"), line_ends, strict=True)
    ]
    return [handles.line(name, axes, line_ends), *turns]


def dragged(held, name, axes, w, b, start, to):
    """Return weights and bias when a handle of the line called ``name`` is held at another place.

    ``held`` is the handle's name. The line itself moves along with the hand, without a turn; an end
    turns it about the middle of what is seen of it, and the size of the weights stays.
    """
    w = np.asarray(w, dtype=float)
    if held == name:
        return w, b - w @ np.subtract(to, start)
    middle = ends(axes, w, b).mean(axis=0)
    before, now = np.subtract(start, middle), np.subtract(to, middle)
    turn = np.arctan2(now[1], now[0]) - np.arctan2(before[1], before[0])
    w = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ w
    return w, -w @ middle


def ends(axes, w, b):
    """Return the two places where the line leaves the Axes, (2, 2), or None when it is not in sight.

    >>> from nn_helpers import plots
    >>> _, ax = plots.figure()
    >>> ends(ax, [2.0, 0.0], -1.0).tolist()
    [[0.5, 1.0], [0.5, 0.0]]
    >>> ends(ax, [0.0, 0.0], -1.0) is None, ends(ax, [1.0, 1.0], 3.0) is None
    (True, True)
    """
    w, length = np.asarray(w, dtype=float), float(np.hypot(*w))
    if length == 0:
        return None
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    middle = np.array([left + right, bottom + top]) / 2
    nearest = middle - (middle @ w + b) / length**2 * w
    along = 2 * (right - left + top - bottom) * np.array([w[1], -w[0]]) / length
    box = Bbox([[left, bottom], [right, top]])
    line_ends = handles.cut_to_box(nearest - along, nearest + along, box)
    return None if line_ends is None else np.array(line_ends)
