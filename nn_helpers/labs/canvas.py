"""Canvas: a matplotlib figure kept and redrawn in part, as a small PNG fast enough for a drag.

Three things make it fast: the figure lives as long as the lab, only the artists that change are
drawn again over a saved background, and the picture is written in the few colours of the course.
"""

import functools
import io

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image

from nn_helpers import plots

# Pixels of the picture for each pixel of the page. More are sharper on dense screens, and slower:
# with 1.5 a lab needs 80 ms to answer where it needs 62 ms with 1, mostly for drawing and unpacking.
DENSITY = 1.0
# Rows of the picture whose colours are looked up at a time: few enough to stay in the cache.
BAND = 64


class Canvas:
    """A figure that is drawn once, and whose changing artists are drawn again on every call.

    Parameters
    ----------
    fig : matplotlib Figure on an Agg canvas
    drawings : the ``plots.Drawing`` objects whose artists change
    """

    def __init__(self, fig, drawings):
        width, height = fig.bbox.size
        self.size = int(width), int(height)
        fig.set_dpi(fig.dpi * DENSITY)
        self.fig = fig
        self._changing = sorted(
            (artist for drawing in drawings for artist in drawing.artists),
            key=lambda artist: artist.zorder,
        )
        # The frame of a plot lies above its data, so it is drawn again as well.
        frames = [spine for ax in fig.axes if ax.axison for spine in ax.spines.values()]
        self._frames = [spine for spine in frames if spine.get_visible()]
        for artist in (*self._changing, *self._frames):
            artist.set_animated(True)
        self._background = None

    def renew(self):
        """Draw everything again next time: call it when axes, labels or titles have changed."""
        self._background = None

    def png(self):
        """Return the picture of the present state as PNG bytes."""
        canvas = self.fig.canvas
        if self._background is None:
            canvas.draw()
            self.fig.set_layout_engine("none")  # from now on nothing moves
            self._background = canvas.copy_from_bbox(self.fig.bbox)
        canvas.restore_region(self._background)
        for artist in (*self._changing, *self._frames):
            artist.axes.draw_artist(artist)
        return in_few_colours(np.asarray(canvas.buffer_rgba()))


def in_few_colours(pixels):
    """Return RGBA pixels (height, width, 4) as the bytes of a PNG with a fixed palette.

    One byte a pixel in place of four: written in half the time, sent in a third of the bytes.
    """
    colours, nearest = palette()
    packed = np.ascontiguousarray(pixels).view("<u4")[..., 0]
    numbers = np.empty(packed.shape, dtype=np.uint8)
    code, part = np.empty((2, min(BAND, len(packed)), packed.shape[1]), dtype=np.uint32)
    for top in range(0, len(packed), BAND):
        rows = packed[top : top + BAND]
        code, part = code[: len(rows)], part[: len(rows)]
        np.bitwise_and(np.right_shift(rows, 3, out=code), 0x1F, out=code)
        np.bitwise_and(np.right_shift(rows, 5, out=part), 0x7E0, out=part)
        np.bitwise_or(code, part, out=code)
        np.bitwise_and(np.right_shift(rows, 8, out=part), 0xF800, out=part)
        np.bitwise_or(code, part, out=code)
        np.take(nearest, code, out=numbers[top : top + BAND], mode="wrap")
    picture = Image.fromarray(numbers)
    picture.putpalette(colours.tobytes())
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue()


@functools.cache
def palette():
    """Return the colours of the course, (n, 3) bytes, and the nearest of them to any colour.

    The second array has one entry for each colour of 16 bits: red the lowest five, green six, blue five.
    """
    inks = [to_rgb(ink) for ink in (plots.BLACK, plots.BLUE, plots.ORANGE, plots.GREEN)]
    shades = [to_rgb(plots.MAP(share)) for share in np.linspace(0, 1, 129)]
    # Smooth edges mix a colour with what lies under it: white, or an end of the map.
    mixed = [_ramp(ink, (1, 1, 1), 20) for ink in inks]
    mixed += [_ramp(ink, end, 7) for ink in inks[:3] for end in (shades[0], shades[-1])]
    colours = np.round(255 * np.concatenate([shades, *mixed])).astype(np.uint8)
    five, six = (np.linspace(0, 255, 2**bits, dtype=np.float32) for bits in (5, 6))
    blue, green, red = np.meshgrid(five, six, five, indexing="ij")
    every = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    known = colours.astype(np.float32)
    nearest = np.zeros(len(every), dtype=np.uint8)
    least = np.full(len(every), np.inf, dtype=np.float32)
    for i, colour in enumerate(known):
        distance = colour @ colour - 2 * (every @ colour)  # squared, up to a constant
        nearest[distance < least] = i
        np.minimum(least, distance, out=least)
    return colours, nearest


def _ramp(first, last, steps):
    return np.linspace(first, last, steps)
