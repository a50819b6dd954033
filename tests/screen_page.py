"""A page that shows a lab's screen, without a browser: it sends what a page sends, and keeps what it gets."""

import itertools
import zlib

import numpy as np

from nn_helpers.labs.screen import SAME

numbered = itertools.count(1)
ARROWS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}


class ScreenPage:
    """What a browser's page does with the screen of a lab.

    >>> from nn_helpers import labs
    >>> lab = labs.neuron()
    >>> page = ScreenPage(lab)
    >>> page.drag("the line", (0.5, 0.0), (0.6, 0.0))
    >>> lab.b.value
    -1.2
    >>> page.press("the line", "ArrowLeft", "ArrowLeft")
    >>> lab.b.value > -1.2
    True

    Parameters
    ----------
    lab : Lab
    leads : bool, whether the page moves sliders by itself, as it does where it reaches them

    Attributes
    ----------
    pixels : array (height, width), the picture in numbers of colours, as the frames have built it
    frames : list of dicts, every frame but for its picture
    sizes : list of int, the bytes of each frame's picture
    places : dict of a control's name to (place of its slider, text of its entry), as the page knows it
    """

    def __init__(self, lab, leads=True):
        self.lab, self.leads, self.name = lab, leads, f"page {next(numbered)}"
        self.frames, self.sizes, self.sent, self.places = [], [], 0, {}
        self.number, self.pixels = lab.screen.frame, None
        if lab.screen.picture:
            self.pixels = self._unpacked(lab.screen.picture)
        lab.screen.send = self._hear
        self.say(kind="here", leads=leads, frame=self.number)

    def say(self, **message):
        """Send one message as it comes from the page."""
        self.lab.screen._handle_custom_msg({**message, "page": self.name}, [])

    def move(self, **position):
        """Send a position, which the kernel answers."""
        self.sent += 1
        self.say(**position, n=self.sent)

    def calm(self):
        """Say that nothing moves any more."""
        self.say(kind="calm", upto=self.sent)

    def handle(self, name):
        """Return a handle of the lab as it is now. Raises ``AssertionError`` when there is none."""
        found = [handle for handle in self.lab.handles(self.lab.state) if handle.name == name]
        assert len(found) == 1, (name, [h["name"] for h in self.frames[-1]["handles"]])
        return found[0]

    def pixel(self, name, point):
        """Return the pixel of the page for a point in the data of a handle's axes."""
        x, y = self.handle(name).axes.transData.transform(point)
        return [float(x), self.lab.screen.size[1] - float(y)]

    def drag(self, name, start, to, ways=5):
        """Drag a handle from one point of its axes' data to another, and let go."""
        begin, end = self.pixel(name, start), self.pixel(name, to)
        grip = f"{self.name}-{next(numbered)}"
        for at in np.linspace(begin, end, ways + 1):
            self.move(kind="drag", handle=name, grip=grip, **{"from": begin}, at=at.tolist())
        self.calm()

    def press(self, name, *keys, large=False):
        """Press arrow keys while a handle has the focus."""
        for key in keys:
            steps = [step * (5 if large else 1) for step in ARROWS[key]]
            self.move(kind="keys", handle=name, steps=steps)
        self.calm()

    def slide(self, name, *places):
        """Move the slider of a control over places, and let go."""
        for place in places:
            self.move(kind="slide", name=name, place=place)
        self.calm()

    def _unpacked(self, packed):
        pixels = np.frombuffer(zlib.decompress(packed), np.uint8)
        return pixels.reshape(self.lab.screen.size[::-1])

    def _hear(self, content, buffers=()):
        frame = dict(content)
        assert frame.pop("kind") == "frame"
        self.sizes.append(sum(map(len, buffers)))
        for packed in buffers:
            pixels = self._unpacked(packed)
            assert frame["base"] in (None, self.number)
            whole = frame["base"] is None
            self.pixels = pixels if whole else np.where(pixels == SAME, self.pixels, pixels)
        self.number = frame["number"]
        self.frames.append(frame)
        self.places |= {name: tuple(shown) for name, shown in frame["shown"].items()}
