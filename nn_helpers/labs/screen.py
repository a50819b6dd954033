"""Screen: the widget that sends packed numbers and words of a lab, and hears its page's messages.

Between page and kernel go messages of its own, one for each frame and one for each position:

- ``{"kind": "frame", "number", "base", "answers", ...said}`` to the page, with the picture as its buffer:
  one byte a pixel, packed; what is as in frame ``base`` is 255. Without a base it is whole.
- ``{"kind": "here", "leads"}`` from a page that shows the screen, or has missed a frame.
- ``{"kind": "slide", "n", "name", "place"}``: a slider has gone to a place.
- ``{"kind": "drag", "n", "handle", "grip", "from", "at"}``: what was taken hold of is held elsewhere, in
  pixels of the figure from its upper left corner; ``grip`` numbers the drags.
- ``{"kind": "keys", "n", "handle", "steps"}``: arrow keys moved it by so many steps across and up.
- ``{"kind": "calm", "upto"}``: nothing moves any more, up to this position.

A page has at most five positions on their way, drops the oldest that waits, and sends the next when a
frame answers: ``answers`` holds the last position of each page that the frame takes into account.
Where messages go to two threads of the kernel they may overtake each other: what is late counts no more.
"""

import collections
import functools
import zlib
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from nn_helpers.labs import colours

HERE = Path(__file__).parent
# Three quarters of the bytes of level 1 for a millisecond more; level 9 takes ten times as long.
LEVEL = 6
KINDS = ("here", "slide", "drag", "keys", "calm")  # of messages from a page
SAME = np.uint8(255)  # no colour's number


@functools.cache
def _text(name):
    return (HERE / name).read_text(encoding="utf-8")


class Screen(anywidget.AnyWidget):
    """A picture, the words below it, and the handles on it.

    Parameters
    ----------
    size : (width, height) in pixels
    lines : int, lines of room for the words
    sliders : dict of a control's name to the model ids of its slider and its entry (or None)
    ask : function, called when messages wait to be taken

    Attributes
    ----------
    numbers : array (height, width), the last good picture in numbers of colours, or None
    """

    _esm = _text("screen.js")
    _css = _text("screen.css")
    size = traitlets.List().tag(sync=True)
    lines = traitlets.Int().tag(sync=True)
    sliders = traitlets.Dict().tag(sync=True)
    tables = traitlets.Bytes().tag(sync=True)
    # What a page shows before it hears from the kernel: as it was when the lab was last displayed.
    picture = traitlets.Bytes().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    frame = traitlets.Int(0).tag(sync=True)

    def __init__(self, size, lines, sliders, ask):
        tables = b"".join(colours.table(dark).tobytes() for dark in (False, True))
        super().__init__(size=list(size), lines=lines, sliders=sliders, tables=tables)
        self.numbers, self.leads = None, False
        self._ask, self._waiting, self._answers = ask, collections.deque(), {}
        self._now, self._count, self._known, self._watched = {}, 0, None, False
        self._newest, self._calm = {}, {}  # of the positions, for each thing and for each page
        self._owed = False  # whether a page waits for a frame
        self.on_msg(self._heard)

    def show(self, numbers, said):
        """Show a picture, or the last one again if it is None, and words in the same frame."""
        news = numbers is not None or any(
            said[part] != self._now.get(part) for part in said if part != "shown"
        )
        self.numbers = self.numbers if numbers is None else numbers
        self._now = said
        if self._watched and (news or self._owed) and self.numbers is not None:
            self._send_frame()

    def publish(self):
        """Let a page that opens from now on begin with what is shown now."""
        if self.numbers is None or (self.frame == self._count and self.said == self._now):
            return
        if not self.frame or self._known is not self.numbers:
            self._count += 1
        with self.hold_sync():
            self.picture = _packed(self.numbers)
            self.said, self.frame = self._now, self._count
        self._known = self.numbers

    def png(self):
        """Return the picture as the bytes of a PNG on white."""
        return colours.png(self.numbers)

    def take(self):
        """Return the messages that have come since, oldest first. The next frame answers them."""
        taken = []
        while self._waiting:
            message = self._waiting.popleft()
            if message["kind"] == "here":
                self._welcome(message)
            elif message["kind"] == "calm":
                self._calm[message["page"]] = message["upto"]
            elif not self._counts(message):
                continue
            taken.append(message)
        return taken

    def _counts(self, position):
        """Note a position, and return whether none of the same thing that is newer has come before."""
        page, n = position["page"], position["n"]
        self._owed = True
        self._answers[page] = max(n, self._answers.get(page, 0))
        position["calm"] = n <= self._calm.get(page, 0)
        thing = page, position.get("name"), position.get("handle")
        newest = self._newest.get(thing, 0)
        self._newest[thing] = max(n, newest)
        return n > newest or position["kind"] == "keys"

    def _welcome(self, message):
        self._watched, self._owed, self.leads = True, True, bool(message.get("leads"))
        if message.get("frame") != self._count:
            self._known = None

    def _send_frame(self):
        base, buffers = (None if self._known is None else self._count), []
        if base is None:
            buffers = [_packed(self.numbers)]
        elif self.numbers is not self._known and not np.array_equal(self.numbers, self._known):
            buffers = [_packed(np.where(self.numbers == self._known, SAME, self.numbers))]
        self._count, self._known, self._owed = self._count + 1, self.numbers, False
        about = {
            "kind": "frame",
            "number": self._count,
            "base": base,
            "answers": dict(self._answers),
        }
        self.send({**about, **self._now}, buffers)

    def _heard(self, _widget, message, _buffers):
        if isinstance(message, dict) and message.get("kind") in KINDS:
            self._waiting.append(message)
            self._ask()


def _packed(numbers):
    return zlib.compress(numbers.tobytes(), LEVEL)
