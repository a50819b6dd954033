"""Canvas: a matplotlib figure kept and redrawn in part, fast enough for a drag.

Two things make it fast: the figure lives as long as the lab, and only the artists that change are
drawn again over a saved background.
"""

import numpy as np

from nn_helpers.labs import colours

# Pixels of the picture for each pixel of the page. More are sharper on dense screens, and slower:
# with 1.5 a lab needs 80 ms to answer where it needs 62 ms with 1, mostly for drawing and unpacking.
DENSITY = 1.0


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

    def numbers(self):
        """Return the picture of the present state, (height, width) numbers of colours."""
        canvas = self.fig.canvas
        if self._background is None:
            canvas.draw()
            self.fig.set_layout_engine("none")  # from now on nothing moves
            self._background = canvas.copy_from_bbox(self.fig.bbox)
        canvas.restore_region(self._background)
        for artist in (*self._changing, *self._frames):
            artist.axes.draw_artist(artist)
        return colours.numbers(np.asarray(canvas.buffer_rgba()))
