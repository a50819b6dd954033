"""Handle: what can be taken hold of in a picture: spot, line, area; pixels, data_at, cut_to_box."""

import itertools
from typing import NamedTuple

import numpy as np

STEP = 4  # pixels that an arrow key moves a handle by
REACH = {"spot": 11, "line": 8, "area": 0}  # pixels around a handle that still belong to it


class Point(NamedTuple):
    """A place in the data of some Axes."""

    x: float
    y: float


class Handle(NamedTuple):
    """Something in the picture that can be taken hold of. Made by ``spot``, ``line`` or ``area``.

    Attributes
    ----------
    name : str, what it is called, aloud too: "the line"; no two handles of a lab share one
    axes : matplotlib Axes that it lies in
    points : array (n, 2), in data of the axes; nan breaks a line
    kind : "spot", "line" or "area"
    cursor : str, the mouse pointer over it, as CSS calls it
    """

    name: str
    axes: object
    points: np.ndarray
    kind: str
    cursor: str

    @property
    def anchor(self):
        """The middle of what is seen of it: where the arrow keys take hold."""
        seen = [p for p in self.seen() if len(p)]
        if not seen:
            return self.data_at(_inside(np.nanmean(self.pixels(), axis=0), self.axes.bbox))
        longest = max(seen, key=len)
        if self.kind == "spot":
            return self.data_at(longest[0])
        if self.kind == "line" and len(longest) > 2:
            return self.data_at(longest[len(longest) // 2])
        return self.data_at(np.mean(longest, axis=0))

    def pixels(self):
        """Return the points in pixels of the figure, (n, 2), from its lower left corner."""
        return self.axes.transData.transform(np.asarray(self.points, dtype=float))

    def data_at(self, pixel):
        """Return the Point of data at a pixel, on straight and on logarithmic axes alike."""
        x, y = self.axes.transData.inverted().transform(np.asarray(pixel, dtype=float))
        return Point(float(x), float(y))

    def seen(self):
        """Return the parts that lie inside the axes, as arrays of pixels (k, 2)."""
        pixels, box = self.pixels(), self.axes.bbox
        if self.kind != "line":
            return [pixels] if np.isfinite(pixels).all() else []
        line_parts = []
        for begin, end in itertools.pairwise(pixels):
            cut = cut_to_box(begin, end, box)
            if cut is None:
                continue
            if line_parts and np.allclose(line_parts[-1][-1], cut[0]):
                line_parts[-1].append(cut[1])
            else:
                line_parts.append(list(cut))
        return [np.array(line_part) for line_part in line_parts]


def spot(name, axes, x, y, cursor="move"):
    """Return a handle at one point of the data."""
    return Handle(name, axes, np.array([[x, y]], dtype=float), "spot", cursor)


def line(name, axes, points, cursor="move"):
    """Return a handle along a line through points of the data, (n, 2)."""
    return Handle(name, axes, np.asarray(points, dtype=float), "line", cursor)


def area(name, axes, low=None, high=None, cursor="crosshair"):
    """Return a handle over a rectangle between two points of the data; by default the whole axes."""
    if low is None or high is None:
        low, high = zip(axes.get_xlim(), axes.get_ylim(), strict=True)
    return Handle(name, axes, np.array([low, high], dtype=float), "area", cursor)


def stepped(handle, start, steps):
    """Return the Point of data that lies some steps, (across, up), from another."""
    pixel = handle.axes.transData.transform(start)
    return handle.data_at(pixel + STEP * np.asarray(steps, dtype=float))


def for_page(handle, height):
    """Return a handle as the page needs it: plain numbers, in pixels from the upper left corner."""
    parts = handle.seen()
    if not parts:  # out of sight: the keyboard still finds it, at the edge
        parts = [handle.axes.transData.transform([handle.anchor])]
    turned = [[[round(float(x), 1), round(height - float(y), 1)] for x, y in p] for p in parts]
    shape = handle.kind if len(turned[0]) > 1 else "spot"
    return {
        "name": handle.name, "shape": shape, "cursor": handle.cursor,
        "reach": REACH[shape], "parts": turned,
    }  # fmt: skip


def cut_to_box(begin, end, box):
    """Return the ends of the part of a stroke that lies in a box, or None (Liang and Barsky).

    >>> from matplotlib.transforms import Bbox
    >>> import numpy as np
    >>> box = Bbox([[0, 0], [10, 10]])
    >>> [p.tolist() for p in cut_to_box(np.array([-5, 5]), np.array([5, 5]), box)]
    [[0.0, 5.0], [5.0, 5.0]]
    >>> cut_to_box(np.array([-5, 5]), np.array([-1, 5]), box) is None
    True
    """
    way = end - begin
    if not np.isfinite(way).all():
        return None
    first, last = 0.0, 1.0
    for axis in range(2):
        for edge, sign in ((box.min[axis], -1), (box.max[axis], 1)):
            towards, room = sign * way[axis], sign * (edge - begin[axis])
            if towards == 0:
                if room < 0:
                    return None
            elif towards > 0:
                last = min(last, room / towards)
            else:
                first = max(first, room / towards)
    return (begin + first * way, begin + last * way) if first < last else None


def _inside(pixel, box):
    return np.clip(pixel, box.min, box.max)
