"""The look: colours, markers, CURVE_LOOKS, Drawing, styled, figure; Captioned: a png, its sentence."""

import base64
import functools
import html
import io
import sys
from typing import NamedTuple

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

BLUE, ORANGE, BLACK, GREEN = "#0072B2", "#D55E00", "#000000", "#009E73"
LABEL_COLOURS = (BLUE, ORANGE)
LABEL_MARKERS = ("o", "s")
# For several curves in one picture: colour and dashes change together.
CURVE_LOOKS = ((BLUE, "-"), (ORANGE, (0, (5, 1.5))), (BLACK, (0, (1, 1))), (GREEN, "-."))
MARGIN = 0.09  # inches round each plot, so that its edge is not the page's
MAP_ENDS = ("#56A5D8", "#F2A45C")
MAP = LinearSegmentedColormap.from_list("labels", [MAP_ENDS[0], "#FFFFFF", MAP_ENDS[1]])
# On a dark page each ink becomes the one at its place, and the map fades into the page.
INKS = (BLACK, BLUE, ORANGE, GREEN)
DARK_INKS = ("#E6E6E6", "#5AB4F0", "#FF9A4D", "#2FC79B")
DARK_MAP = ("#1D5C8A", "#94541A")

# On JupyterLab's dark page a figure is turned dark, and its colours keep their hue. An image has this
# class where its metadata say that it needs a light background; all others stay as they are.
ON_DARK_PAGES = (
    '<style>body[data-jp-theme-light="false"] img.jp-needs-light-background'
    "{filter:invert(1) hue-rotate(180deg)}</style>"
)

STYLE = {
    "figure.facecolor": "white",
    "figure.dpi": 100,
    "axes.facecolor": "white",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#444444",
    "axes.labelcolor": "#222222",
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.labelsize": 10.5,
    "xtick.color": "#444444",
    "ytick.color": "#444444",
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "font.size": 10.5,
    "lines.linewidth": 2.0,
    "legend.frameon": False,
    "legend.fontsize": 9.5,
}


class Drawing(NamedTuple):
    """What was drawn: the artists that depend on the data, and how to give them new data."""

    artists: tuple
    update: callable


def styled(draw):
    """Make a drawing function use the style of the course, whatever the notebook has set."""

    @functools.wraps(draw)
    def in_style(*args, **kwargs):
        with matplotlib.rc_context(STYLE):
            return draw(*args, **kwargs)

    return in_style


@styled
def figure(columns=1, rows=1, width=7.0, height=3.0, **options):
    """Return a figure and its Axes (one, or an array), to be shown by ``captioned``.

    It belongs to no window and to no list of open figures, so it needs no closing.
    """
    fig = Figure(figsize=(width, height), layout="constrained")
    fig.get_layout_engine().set(w_pad=MARGIN, h_pad=MARGIN)
    FigureCanvasAgg(fig)
    return fig, fig.subplots(rows, columns, **options)


@styled
def titles(axes, *names):
    """Give each of the Axes a title."""
    for ax, name in zip(np.ravel(axes), names, strict=True):
        ax.set_title(name)


class Captioned:
    """A picture with its sentence. The sentence is also the picture's alternative text."""

    def __init__(self, fig, sentence):
        self.fig, self.sentence = fig, sentence

    def __repr__(self):
        return self.sentence

    def png(self):
        """Return the picture as PNG bytes."""
        buffer = io.BytesIO()
        self.fig.savefig(buffer, format="png", metadata={"Software": None})
        return buffer.getvalue()

    def _ipython_display_(self):
        from IPython.display import display

        picture = base64.b64encode(self.png()).decode()
        if "matplotlib.pyplot" in sys.modules:  # a figure of pyplot would be shown a second time
            sys.modules["matplotlib.pyplot"].close(self.fig)
        display(
            {"image/png": picture, "text/plain": self.sentence},
            metadata={"image/png": {"alt": self.sentence}, "needs_background": "light"},
            raw=True,
        )
        # As HTML, since JupyterLab breaks the lines of printed text in the middle of words.
        shown = f"<p>{html.escape(self.sentence)}</p>{ON_DARK_PAGES}"
        words = {"text/html": shown, "text/plain": self.sentence}
        display(words, raw=True)


def captioned(fig, sentence):
    """Return the figure with a sentence that says what to see; a cell that ends with it shows both.

    Notebooks show no alternative text for pictures everywhere. So the sentence also stands below.
    """
    return Captioned(fig, sentence)
