"""What all labs share: a picture that is redrawn in place, controls, and a sentence in words.

The figure lives as long as the lab. When a control moves, only the artists that depend on it are
drawn again, over a saved background, and the bytes of one PNG go to one image widget. While the
kernel is busy the positions of a dragged slider merge on their own, and the last one always wins.
"""

import html
import io

import ipywidgets as widgets
import numpy as np
from PIL import Image

from nn_helpers.showing import Showing

FOCUS_STYLE = """<style>
.nn-lab { border: 1px solid var(--jp-border-color2, #bbb); border-radius: 8px; padding: 10px 12px; }
.nn-lab img { background: white; border-radius: 6px; padding: 4px; }
.nn-lab button:focus-visible, .nn-lab select:focus-visible, .nn-lab input:focus-visible,
.nn-lab .noUi-handle:focus-visible, .nn-question button:focus-visible {
  outline: 3px solid #D55E00 !important; outline-offset: 2px; }
</style>"""


class Canvas:
    """A figure that is drawn once, and whose changing artists are drawn again on every call.

    Parameters
    ----------
    fig : matplotlib Figure on an Agg canvas
    drawings : the ``plots.Drawing`` objects whose artists change
    """

    def __init__(self, fig, drawings):
        self.fig = fig
        self._changing = sorted(
            (artist for drawing in drawings for artist in drawing.artists),
            key=lambda artist: artist.zorder,
        )
        # The frame of a plot lies above its data, so it is drawn again as well.
        self._frames = [spine for ax in fig.axes for spine in ax.spines.values()]
        for artist in (*self._changing, *self._frames):
            artist.set_animated(True)
        self._background = None

    @property
    def size(self):
        """Width and height of the picture in pixels."""
        return tuple(int(pixels) for pixels in self.fig.bbox.size)

    def renew(self):
        """Draw everything again next time: call it when axes, labels or titles have changed."""
        self._background = None

    def png(self):
        """Return the picture of the present state as PNG bytes."""
        canvas = self.fig.canvas
        if self._background is None:
            canvas.draw()
            self.fig.set_layout_engine("none")  # from now on nothing moves
            canvas.draw()
            self._background = canvas.copy_from_bbox(self.fig.bbox)
        canvas.restore_region(self._background)
        for artist in (*self._changing, *self._frames):
            artist.axes.draw_artist(artist)
        buffer = io.BytesIO()
        picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
        picture.save(buffer, format="PNG", compress_level=1)
        return buffer.getvalue()


class Lab(Showing):
    """A picture with controls. A lab fills in ``redraw`` and ``call``.

    Attributes
    ----------
    controls : dict of name to widget; each is an attribute of the lab as well
    picture : the image widget
    sentence : str, what the picture shows, in words
    error : str, what went wrong, or "" (the last good picture stays)
    """

    title = "Lab"
    question = ""

    def __init__(self, canvas, controls):
        self._canvas = canvas
        self.controls = controls
        for name, control in controls.items():
            setattr(self, name, control)
        self._start = {name: control.value for name, control in controls.items()}
        width, _ = canvas.size
        self.picture = widgets.Image(
            format="png",
            layout=widgets.Layout(
                width=f"{width}px", max_width="100%", height="auto", flex="0 0 auto"
            ),
        )
        self.reset_button = widgets.Button(description="Reset", tooltip="Back to the first settings")
        self.reset_button.on_click(lambda _: self.reset())
        self._words = widgets.HTML(layout=widgets.Layout(min_height="3em"))
        self._call = widgets.HTML(layout=widgets.Layout(min_height="1.6em"))
        self._quiet = False
        self.sentence = self.error = ""
        self.refresh()
        for control in controls.values():
            control.observe(self._on_change, names="value")
        self.widget = self._arrange()

    def redraw(self):
        """Bring the drawing up to the controls, and return the sentence that describes it."""
        raise NotImplementedError

    def call(self):
        """Return the one call that makes this lab in its present state."""
        raise NotImplementedError

    def badge(self):
        """Return whose code drew the picture, if that is worth saying."""
        return ""

    def refresh(self):
        """Redraw. What goes wrong is said in words, and the last good picture stays."""
        try:
            self.sentence, self.error = self.redraw(), ""
            self.picture.value = self._canvas.png()
        except Exception as error:  # a lab answers to any mistake in the learner's code
            self.error = f"{type(error).__name__}: {error}"
        self._words.value = status(self.sentence, self.error, self.badge())
        self._call.value = f"<code>{html.escape(self.call())}</code>"

    def set(self, **values):
        """Set several controls at once and redraw once."""
        self._quiet = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._quiet = False
        self.refresh()

    def reset(self):
        """Put every control back to where it was at the start."""
        self.set(**self._start)

    def still(self):
        return bytes(self.picture.value)

    def __repr__(self):
        said = f"That did not work: {self.error}" if self.error else self.sentence
        return f"{self.title}. {said}\n{self.call()}"

    def _on_change(self, _change):
        if not self._quiet:
            self.refresh()

    def _arrange(self):
        question = f"<i>{html.escape(self.question)}</i>" if self.question else ""
        head = widgets.HTML(
            f'{FOCUS_STYLE}<b>{html.escape(self.title)}</b> <span style="line-height:1.5">'
            f"{question}</span>"
        )
        box = widgets.VBox(
            [head, self.arrange_controls(), self.picture, self._words, self._call],
            layout=widgets.Layout(max_width="1000px", overflow="auto"),
        )
        box.add_class("nn-lab")
        return box

    def arrange_controls(self):
        """Return the box of controls; a lab with many of them may arrange its own."""
        return widgets.HBox(
            [*self.controls.values(), self.reset_button],
            layout=widgets.Layout(flex_flow="row wrap", align_items="center"),
        )


def status(sentence, error, badge):
    """Return the words below a picture as HTML. Screen readers read it when it changes."""
    badge = f"<b>[{html.escape(badge)}]</b> " if badge else ""
    said = f"<b>That did not work.</b> {html.escape(error)}" if error else html.escape(sentence)
    kept = " The picture still shows the settings before." if error and sentence else ""
    return (
        '<div role="status" aria-live="polite" style="line-height:1.5;max-width:62em">'
        f"{badge}{said}{kept}</div>"
    )


# Twenty-one round numbers in every power of ten, so that a setting can be said and typed again.
ROUND = (1, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9)


def log_slider(value, low, high, description):
    """Return a slider over round numbers from 10**low to 10**high, evenly spread over the powers.

    The value it starts from is one of its positions, even when it is not round.
    """
    values = [float(f"{n}e{power}") for power in range(low, high) for n in ROUND] + [10.0**high]
    return widgets.SelectionSlider(
        value=value,
        options=[(f"{v:g}", v) for v in sorted({*values, value})],
        description=description,
        style={"description_width": "7em"},
        layout=widgets.Layout(width="22em"),
    )


def slider(value, low, high, description, step=1, readout_format=None):
    """Return a slider over whole numbers, or over floats when ``step`` is one."""
    kind = widgets.IntSlider if isinstance(step, int) else widgets.FloatSlider
    return kind(
        value=value,
        min=low,
        max=high,
        step=step,
        description=description,
        readout_format=readout_format or ("d" if kind is widgets.IntSlider else ".2f"),
        style={"description_width": "7em"},
        layout=widgets.Layout(width="22em"),
    )


def choice(value, options, description):
    """Return a drop-down list."""
    return widgets.Dropdown(
        value=value,
        options=options,
        description=description,
        style={"description_width": "7em"},
        layout=widgets.Layout(width="22em"),
    )


def switch(value, description):
    """Return a checkbox."""
    return widgets.Checkbox(
        value=value, description=description, indent=False, layout=widgets.Layout(width="auto")
    )
