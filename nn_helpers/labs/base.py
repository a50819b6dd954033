"""Lab: what all labs share, from a moved control to redraw, sentence, reset, call and errors.

While the kernel is busy the positions of a dragged slider merge on their own, and the last one
always wins. So every move redraws: waiting or skipping would only make it slower. When and in which
thread is decided in ``main_thread``.
"""

import contextlib
import html
import inspect

import ipywidgets as widgets
import numpy as np

from nn_helpers import main_thread
from nn_helpers.display import Showing
from nn_helpers.labs.number import Number, shown

LINE = 19  # pixels from one line of words to the next
STYLE = """<style>
.nn-lab { border: 1px solid var(--jp-border-color2, #bbb); border-radius: 10px;
  padding: 10px 14px 8px; max-width: 1010px; box-sizing: border-box; }
.nn-lab img { background: white; border-radius: 8px; }
.nn-lab h4 { margin: 0 0 2px; font-size: 1.1em; }
.nn-lab p { margin: 0; line-height: 1.45; }
.nn-lab .nn-words { padding-left: 4px; }
.nn-lab .nn-words p { line-height: %dpx; }
.nn-lab .nn-badge { border: 1px solid currentColor; border-radius: 9px; padding: 0 8px;
  font-size: 0.9em; margin-left: 8px; white-space: nowrap; font-weight: normal; }
.nn-lab .nn-call { user-select: all; white-space: pre-wrap; }
.nn-lab button:focus-visible, .nn-lab select:focus-visible, .nn-lab input:focus-visible,
.nn-lab .noUi-handle:focus-visible, .nn-question button:focus-visible {
  outline: 3px solid #D55E00 !important; outline-offset: 2px; }
</style>""".replace("%d", str(LINE))


class Lab(Showing):
    """A picture with controls. A lab fills in ``redraw``, and what it is called.

    The class is what a lesson calls: ``labs.training(...)`` makes a ``TrainingLab``. Its arguments
    are where the controls stand at first, and have the names of the controls.

    Attributes
    ----------
    controls : dict of name to widget; each is an attribute of the lab as well
    picture : the image widget
    sentence : str, what the picture shows, in words
    error : str, what went wrong, or "" (the last good picture stays)
    state : dict of name to value, where the controls stand
    """

    name = title = question = ""
    # Lines of room for the words below the picture. A fixed room keeps the page from jumping; what
    # does not fit in a narrow window can be scrolled to.
    lines = 5
    # Controls that are no arguments: they choose what to look at, not what there is.
    only_looks = ()

    def __init__(self, canvas, controls, function=None):
        self._canvas, self.controls, self._function = canvas, controls, function
        for name, control in controls.items():
            setattr(self, name, control)
        self._start = self.state
        self.reset_button = widgets.Button(
            description="Reset", tooltip="Back to the first settings"
        )
        self.reset_button.layout = widgets.Layout(width="7em", margin="4px 0 4px 6.2em")
        resets = main_thread.Work(self.reset)
        self.reset_button.on_click(lambda _: resets.ask(from_page=False))
        width, _ = canvas.size
        layout = widgets.Layout(width=f"{width}px", max_width="100%", height="auto")
        self.picture = widgets.Image(format="png", layout=layout)
        # Two things in one widget: every message to the page costs as much as a good part of a move.
        self._words = widgets.HTML(
            layout=widgets.Layout(
                height=f"{LINE * self.lines + 4}px", overflow="auto", margin="4px 0 0"
            )
        )
        self._words.add_class("nn-words")
        self.sentence = self.error = ""
        # While a thread sets controls and will redraw by itself. Moves in the page come through.
        self._quiet = main_thread.Mark()
        self._changed = {}  # name of a control: the value it had in the picture
        self._work = main_thread.Work(self.refresh, self._stopped)
        self.refresh()
        for name, control in controls.items():
            control.observe(lambda change, name=name: self._on_change(name, change), names="value")
            if isinstance(control, Number):
                control.observe(lambda change: self._complain(change.new), names="complaint")
        self.widget = self._arrange()

    # What a lab fills in ------------------------------------------------------------------------

    def redraw(self):
        """Bring the drawing up to the controls, and return the sentence that describes it."""
        raise NotImplementedError

    def adjust(self, changed):
        """Bring controls in line with others that have changed: a dict of name to the value before."""

    def arguments(self):
        """Return the arguments of the call that makes this lab in its present state."""
        return {n: v for n, v in self.state.items() if n not in self.only_looks}

    def arrange_controls(self):
        """Return the widgets of the column of controls, from top to bottom."""
        return [*self.controls.values(), self.reset_button]

    # What every lab does ------------------------------------------------------------------------

    @property
    def state(self):
        return {name: control.value for name, control in self.controls.items()}

    def call(self):
        """Return the one call that makes this lab in its present state."""
        first = inspect.signature(type(self)).parameters
        given = [
            f"{name}={_literal(value)}"
            for name, value in self.arguments().items()
            if not _same(value, first[name].default)
        ]
        if self._function is not None and self._function.given:
            given.append(f"{self._function.name}={self._function.name}")
        return f"labs.{self.name}({', '.join(given)})"

    def badge(self):
        """Return whose code drew the picture, if that is worth saying."""
        return self._function.badge if self._function else ""

    def refresh(self):
        """Redraw. What goes wrong is said in words, and the last good picture stays."""
        changed = {name: self._changed.pop(name) for name in list(self._changed)}
        try:
            with self._quiet:
                self.adjust(changed)
            self.sentence, self.error = self.redraw(), ""
            self.picture.value = self._canvas.png()
        except Exception as error:  # a lab answers to any mistake in the learner's code
            self.error = f"{type(error).__name__}: {error}"
            if not self.picture.value:  # not even a first good picture: show the empty axes
                with contextlib.suppress(Exception):
                    self.picture.value = self._canvas.png()
        self._say(status(self.sentence, self.error))

    def _say(self, words):
        again = f'<p>The same again: <code class="nn-call">{html.escape(self.call())}</code></p>'
        self._words.value = words + again

    def _complain(self, complaint):
        """Say what is wrong with a number that was typed; the picture and the control stay."""
        if complaint:
            self._say(status(self.sentence, complaint))

    def _stopped(self):
        self.error = "It was stopped. Move a control, and it begins again."
        self._say(status(self.sentence, self.error))

    def set(self, **values):
        """Set several controls at once and redraw once."""
        before = self.state
        with self._quiet:
            for name, value in values.items():
                self.controls[name].value = value
        self._changed |= {name: before[name] for name in values}
        self._work.ask(from_page=False)

    def reset(self):
        """Put every control back to where it was at the start."""
        self.set(**self._start)

    def still(self):
        return self._canvas.png() if not self.error else bytes(self.picture.value)

    def __repr__(self):
        said = f"That did not work: {self.error}" if self.error else self.sentence
        end = "" if self.title.endswith("?") else "."
        return f"{self.title}{end} {said}\n{self.call()}"

    def _on_change(self, name, change):
        if self._quiet:
            return
        self._changed.setdefault(name, change.old)
        control = self.controls[name]
        parts = control.parts if isinstance(control, Number) else (control,)
        self._work.ask(main_thread.is_from_page(*parts))

    def _arrange(self):
        badge = f'<span class="nn-badge">{html.escape(self.badge())}</span>' if self.badge() else ""
        head = widgets.HTML(
            f"{STYLE}<h4>{html.escape(self.title)}{badge}</h4>"
            f"<p><i>{html.escape(self.question)}</i></p>"
        )
        width, _ = self._canvas.size
        column = widgets.VBox(
            self.arrange_controls(), layout=widgets.Layout(width="300px", flex="0 0 300px")
        )
        seen = widgets.VBox(
            [self.picture, self._words],
            layout=widgets.Layout(
                flex="1 1 400px", min_width="300px", max_width=f"{width}px", overflow="hidden"
            ),
        )
        body = widgets.HBox(
            [column, seen], layout=widgets.Layout(flex_flow="row wrap", grid_gap="8px")
        )
        box = widgets.VBox([head, body], layout=widgets.Layout(overflow="hidden"))
        box.add_class("nn-lab")
        return box


def status(sentence, error):
    """Return the words below a picture as HTML. Screen readers read it when it changes."""
    said = f"<b>That did not work.</b> {html.escape(error)}" if error else html.escape(sentence)
    kept = " The picture still shows the settings before." if error and sentence else ""
    return f'<p role="status" aria-live="polite">{said}{kept}</p>'


def _literal(value):
    """Return a value as Python code that makes exactly this value again."""
    if isinstance(value, float):
        return shown(value)
    if isinstance(value, tuple | list):
        inside = ", ".join(map(_literal, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' * (len(value) == 1)})"
    return repr(value)


def _same(value, default):
    """Return whether a control's value is an argument's default; lists and tuples count alike."""
    if value is None or default is None or isinstance(value, str | float | int):
        return value == default
    try:
        return np.array_equal(value, default)
    except TypeError:
        return value == default
