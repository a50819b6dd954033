"""A still picture of a lab for pages without a kernel: what it shows, and below it the sentence."""

import textwrap

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nn_helpers.labs import colours
from nn_helpers.plots import BLACK

LINE, LETTER, MARGIN, DPI = 17, 6.5, 10, 100  # pixels, on average and on the safe side


def png(picture, sentence):
    """Return a picture in numbers of colours, and a sentence below it, as the bytes of a PNG."""
    return colours.png(np.vstack([picture, words(sentence, picture.shape[1])]))


def words(sentence, width):
    """Return a sentence in lines as a picture in numbers of colours, (height, ``width``)."""
    lines = textwrap.wrap(sentence, int((width - 2 * MARGIN) / LETTER))
    height = LINE * len(lines) + MARGIN
    fig = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    canvas = FigureCanvasAgg(fig)
    for place, line in enumerate(lines):
        below = 1 - (MARGIN / 2 + LINE * (place + 0.75)) / height
        # A dollar sign is one: nothing here is a formula.
        fig.text(MARGIN / width, below, line, fontsize=9, color=BLACK, parse_math=False)
    canvas.draw()
    return colours.numbers(np.asarray(canvas.buffer_rgba()))
