"""Colours of a lab's picture: one byte a pixel, the nearest in tables of inks, on light or dark.

A picture is drawn once, on white. Where it is white it is transparent, and where an ink fades into
white it is that ink, partly transparent. So the picture lies on the page's own background, and the dark
page needs other inks but no other picture.
"""

import functools
import io

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image

from nn_helpers import plots

# Rows of the picture whose colours are looked up at a time: few enough to stay in the cache.
BAND = 64
FADES, MIXES, SHADES = 20, 7, 64  # steps from an ink to white, to a map's end, and of a map
# How many colours each row of the table has, after white: two ends of the map and four inks fade, and
# each of three inks is mixed with both ends.
ROWS = (SHADES,) * 2 + (FADES,) * 4 + (MIXES - 1,) * 6


def numbers(pixels):
    """Return RGBA pixels (height, width, 4), drawn on white, as numbers of colours (height, width).

    0 is the background. A colour that the course does not have becomes the nearest that it has.
    """
    nearest = _nearest()
    packed = np.ascontiguousarray(pixels).view("<u4")[..., 0]
    found = np.empty(packed.shape, dtype=np.uint8)
    code, part = np.empty((2, min(BAND, len(packed)), packed.shape[1]), dtype=np.uint32)
    for top in range(0, len(packed), BAND):
        rows = packed[top : top + BAND]
        code, part = code[: len(rows)], part[: len(rows)]
        np.bitwise_and(np.right_shift(rows, 2, out=code), 0x3F, out=code)
        np.bitwise_and(np.right_shift(rows, 4, out=part), 0xFC0, out=part)
        np.bitwise_or(code, part, out=code)
        np.bitwise_and(np.right_shift(rows, 6, out=part), 0x3F000, out=part)
        np.bitwise_or(code, part, out=code)
        np.take(nearest, code, out=found[top : top + BAND], mode="wrap")
    return found


def png(picture):
    """Return a picture in numbers of colours as the bytes of a PNG on white."""
    image = Image.fromarray(picture)
    image.putpalette(on_white(table(dark=False)).tobytes())
    buffer = io.BytesIO()
    image.save(buffer, format="PNG", compress_level=6)
    return buffer.getvalue()


@functools.cache
def table(dark):
    """Return what every number looks like on a page, (256, 4) bytes: red, green, blue, opacity.

    >>> table(dark=False)[0].tolist(), len(table(dark=True))
    ([0, 0, 0, 0], 256)
    """
    inks, ends = (plots.DARK_INKS, plots.DARK_MAP) if dark else (plots.INKS, plots.MAP_ENDS)
    inks, ends = (np.array([to_rgb(c) for c in colours]) for colours in (inks, ends))
    faded = [_faded(end, SHADES) for end in ends] + [_faded(ink, FADES) for ink in inks]
    # Smooth edges mix an ink with what lies under it, which may be an end of the map.
    shares = np.linspace(1, 0, MIXES + 1)[1:-1, None]
    mixed = [_between(ink, end, shares) for ink in inks[:3] for end in ends]
    colours = np.concatenate([np.zeros((1, 4)), *faded, *mixed])
    return np.pad(np.round(255 * colours).astype(np.uint8), ((0, 256 - len(colours)), (0, 0)))


def _faded(colour, steps):
    opacity = np.linspace(1, 0, steps + 1)[:-1, None]
    return np.hstack([np.repeat(colour[None], steps, axis=0), opacity])


def _between(ink, end, shares):
    """Return opaque colours between an end of the map and an ink, (n, 4)."""
    mixed = shares * ink + (1 - shares) * end
    return np.hstack([mixed, np.ones((len(mixed), 1))])


def on_white(colours):
    """Return what colours with an opacity look like on white, (n, 3) bytes."""
    opacity = colours[:, 3:] / 255
    return np.round(opacity * colours[:, :3] + 255 * (1 - opacity)).astype(np.uint8)


@functools.cache
def _nearest():
    """Return the number of the nearest colour to any colour of 18 bits, red in the lowest six.

    With fewer bits a map that changes slowly has stripes. The colours stand in rows, evenly spaced
    between two ends, so each row is asked where along it a colour lies.
    """
    known = on_white(table(dark=False)).astype(np.float32)
    red = np.linspace(0, 255, 64, dtype=np.float32)
    green, blue = red[:, np.newaxis], red[:, np.newaxis, np.newaxis]

    def dot(colour):
        return colour[0] * red + colour[1] * green + colour[2] * blue

    nearest = np.zeros((64, 64, 64), dtype=np.uint8)
    least = known[0] @ known[0] - 2 * dot(known[0])  # squared distances, up to those from black
    for begin, count in zip(np.cumsum([1, *ROWS]), ROWS, strict=False):
        first = known[begin]
        step = (known[begin + count - 1] - first) / (count - 1)
        along = (dot(step) - first @ step) / (step @ step)
        place = np.clip(np.rint(along), 0, count - 1)
        distance = first @ first - 2 * dot(first) + (step @ step) * place * (place - 2 * along)
        nearer = distance < least
        nearest[nearer] = begin + place[nearer]
        np.minimum(least, distance, out=least)
    return nearest.ravel()
