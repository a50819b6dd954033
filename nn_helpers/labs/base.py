"""Lab: what all labs share: state, controls, handles, a grip and its drags, words, reset, errors.

While the kernel is busy the positions of a drag merge on their own, and the last one always wins. So
every move redraws: waiting or skipping would only make it slower. When and in which thread is decided in
``main_thread``, what goes to the page and comes from there in ``screen``.
"""

import contextlib
import html

import ipywidgets as widgets

from nn_helpers import main_thread
from nn_helpers.display import Showing
from nn_helpers.labs import handles, python_call, still
from nn_helpers.labs.number import Number
from nn_helpers.labs.screen import Screen


class Lab(Showing):
    """A picture with controls. A lab fills in ``redraw``, and what it is called.

    The class is what a lesson calls: ``labs.training(...)`` makes a ``TrainingLab``. Its arguments
    are where the controls stand at first, and have the names of the controls.

    The picture is a control as well. A lab says what can be taken hold of, and what comes of it;
    mouse, finger, arrow keys, cursor, focus and the sliders that follow are seen to here::

        def handles(self, state):
            return [handles.spot("the point", self._axes, state["x"], state["y"])]

        def drag(self, name, start, to, state):
            return {"x": state["x"] + to.x - start.x, "y": state["y"] + to.y - start.y}

    Attributes
    ----------
    controls : dict of name to widget; each is an attribute of the lab as well
    screen : the widget that shows picture and words
    picture : bytes, the picture as a PNG, or None when there has been no good one
    words : str, what stands below it, as HTML
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
    # Arguments that the call below the picture gives all or none, for a learner who takes them over.
    together = ()

    def __init__(self, canvas, controls, function=None):
        self._canvas, self.controls, self._function = canvas, controls, function
        for name, control in controls.items():
            setattr(self, name, control)
        self._start = self.state
        self.reset_button = widgets.Button(
            description="Reset", tooltip="Back to the first settings"
        )
        resets = main_thread.Work(self.reset)
        self.reset_button.on_click(lambda _: resets.ask(from_page=False))
        self.sentence = self.error = ""
        # While a thread sets controls and will redraw by itself. Moves in the page come through.
        self._quiet = main_thread.Mark()
        self._changed = {}  # name of a control: the value it had in the picture
        self._led = set()  # names of controls whose slider and entry only the page has moved
        self._grip, self._handles = None, []
        self._work = main_thread.Work(self.refresh, self._stopped)
        self.screen = Screen(
            canvas.size, self.lines, _sliders(controls), lambda: self._work.ask(from_page=True)
        )
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

    def handles(self, state):
        """Return what can be taken hold of in this state, as a list of ``handles.Handle``.

        The Tab key goes through areas first, then lines, then spots. It is asked after each redraw.
        """
        return []

    def drag(self, name, start, to, state):
        """Return a dict of controls and values when a handle is held at another place.

        Parameters
        ----------
        name : str, the handle's
        start, to : handles.Point, where it was taken and where it is now, in data of its axes; they
            may lie outside
        state : dict of name to value when it was taken

        A number outside of its control's range goes to the end of it, and one with many digits is
        rounded. What the picture shows does not depend on the way.
        """
        raise NotImplementedError

    def step(self, handle, steps, state):
        """Return a dict of controls and values for arrow keys: (across, up), in steps.

        By default it is a drag by four pixels a step.
        """
        start = handle.anchor
        return self.drag(handle.name, start, handles.stepped(handle, start, steps), state)

    # What every lab does ------------------------------------------------------------------------

    @property
    def state(self):
        return {name: control.value for name, control in self.controls.items()}

    @property
    def picture(self):
        return None if self.screen.numbers is None else self.screen.png()

    @property
    def words(self):
        said = self._said()
        return f"{said['status']} {html.escape(said['call'])}"

    def call(self):
        """Return the one call that makes this lab in its present state."""
        learners = self._function if self._function and self._function.given else None
        return python_call.text(self.name, type(self), self.arguments(), learners, self.together)

    def badge(self):
        """Return whose code drew the picture, if that is worth saying."""
        return self._function.badge if self._function else ""

    def refresh(self):
        """Redraw. What goes wrong is said in words, and the last good picture stays."""
        picture, messages = None, self.screen.take()
        try:
            for message in messages:
                self._obey(message)
            if self._changed or not messages:  # no position is drawn twice
                picture = self._drawn()
        except Exception as error:  # a lab answers to any mistake in the learner's code
            self._changed.clear()
            self.error = f"{type(error).__name__}: {error}"
            if self.screen.numbers is None:  # not even a first good picture: show the empty axes
                with contextlib.suppress(Exception):
                    picture = self._canvas.numbers()
        self._say(picture=picture)

    def _drawn(self):
        """Draw what the controls say, and return the picture. Raises whatever goes wrong."""
        changed = {name: self._changed.pop(name) for name in list(self._changed)}
        with self._quiet:
            self.adjust(changed)
        sentence = self.redraw()
        picture, self._handles = self._canvas.numbers(), self._for_page()
        self.sentence, self.error = sentence, ""
        return picture

    def _for_page(self):
        _, height = self._canvas.size
        return [handles.for_page(handle, height) for handle in self.handles(self.state)]

    def _said(self, error=None):
        """Return what goes with the picture: the words, the handles, and where sliders stand."""
        error = self.error if error is None else error
        led = {n: self.controls[n] for n in sorted(self._led)}
        return {
            "status": status(self.sentence, error),
            "alt": error or self.sentence,
            "call": self.call(),
            "handles": self._handles,
            "shown": {n: [c.nearest(c.value), c.shown(c.value)] for n, c in led.items()},
        }

    def _say(self, error=None, picture=None):
        self.screen.show(picture, self._said(error))

    def _complain(self, complaint):
        """Say what is wrong with a number that was typed; the picture and the control stay."""
        if complaint:
            self._say(complaint)

    def _stopped(self):
        self.error = "It was stopped. Move a control, and it begins again."
        self._say()

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
        """Return a picture for pages without a kernel: what the lab shows, and its sentence."""
        if self.screen.numbers is None:
            return None
        return still.png(self.screen.numbers, self._still_words())

    def alt(self):
        return self._still_words()

    def _still_words(self):
        said = f"That did not work: {self.error}" if self.error else self.sentence
        end = "" if self.title.endswith("?") else "."
        return f"{self.title}{end} {said}"

    def __repr__(self):
        return f"{self._still_words()}\n{self.call()}"

    def _repr_mimebundle_(self, **options):
        self.screen.publish()
        return super()._repr_mimebundle_(**options)

    # What the page does -------------------------------------------------------------------------

    def _on_change(self, name, change):
        if self._quiet:
            return
        self._changed.setdefault(name, change.old)
        control = self.controls[name]
        parts = control.slider_and_entry if isinstance(control, Number) else (control,)
        self._work.ask(main_thread.is_from_page(*parts))

    def _obey(self, message):
        """Do what one message of the screen asks for, but for the redraw."""
        kind = message["kind"]
        if kind == "slide":
            control = self.controls[message["name"]]
            self._lead({message["name"]: control.grid[message["place"]]})
        elif kind == "drag":
            self._lead(self._within(self._dragged(message)))
        elif kind == "keys":
            handle = self._handle(message["handle"])
            if handle is not None:
                step = type(self).step  # a control may have this name
                self._lead(self._within(step(self, handle, message["steps"], self.state)))
        if kind == "calm" or message.get("calm"):
            for name in sorted(self._led):
                self.controls[name].follow()
            self._led.clear()

    def _handle(self, name):
        return next((h for h in self.handles(self.state) if h.name == name), None)

    def _dragged(self, message):
        """Return the controls and values for a place where a handle is held."""
        _, height = self._canvas.size
        pixels = [(x, height - y) for x, y in (message["from"], message["at"])]
        if self._grip is None or self._grip[0] != message["grip"]:
            handle = self._handle(message["handle"])
            if handle is None:
                return {}
            self._grip = message["grip"], handle, handle.data_at(pixels[0]), self.state
        _, handle, start, state = self._grip
        return self.drag(handle.name, start, handle.data_at(pixels[1]), state)

    def _within(self, values):
        numbers = {n: c for n, c in self.controls.items() if isinstance(c, Number)}
        return {n: numbers[n].within(v) if n in numbers else v for n, v in values.items()}

    def _lead(self, values):
        """Set controls as the page asks. It has moved their sliders, or moves them with the frame."""
        for name, value in values.items():
            control = self.controls[name]
            before = control.value
            with self._quiet:
                if isinstance(control, Number) and self.screen.leads:
                    control.lead(value)
                    self._led.add(name)
                else:
                    control.value = value
            if control.value != before:
                self._changed.setdefault(name, before)

    def _arrange(self):
        badge = f'<span class="nn-badge">{html.escape(self.badge())}</span>' if self.badge() else ""
        head = widgets.HTML(
            f"<h4>{html.escape(self.title)}{badge}</h4><p><i>{html.escape(self.question)}</i></p>"
        )
        column = widgets.VBox(self.arrange_controls())
        column.add_class("nn-controls")
        body = widgets.VBox([column, self.screen])
        body.add_class("nn-body")
        box = widgets.VBox([head, body])
        box.add_class("nn-lab")
        return box


def _sliders(controls):
    """Return the model ids of the slider and the entry of every number, by its control's name."""
    numbers = {n: c for n, c in controls.items() if isinstance(c, Number)}
    return {
        n: [c.slider.model_id, None if c.entry is None else c.entry.model_id]
        for n, c in numbers.items()
    }


def status(sentence, error):
    """Return the words below a picture as HTML."""
    said = f"<b>That did not work.</b> {html.escape(error)}" if error else html.escape(sentence)
    kept = " The picture still shows the settings before." if error and sentence else ""
    return said + kept
