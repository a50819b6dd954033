"""One lab on a page of a real browser: its picture, its handles under the mouse, and the call it shows."""

import re

import numpy as np
from notebook_page import LOOKS


class LabPage:
    """The lab of one cell of a ``NotebookPage``, scrolled into sight.

    Attributes
    ----------
    place, canvas : playwright locators of the whole lab and of its picture
    """

    def __init__(self, opened, cell):
        self.page = opened.page
        self.place = opened.scroll_to(f".jp-Cell[data-windowed-list-index='{cell}'] .nn-lab")
        self.canvas = self.place.locator("canvas")
        self.canvas.scroll_into_view_if_needed()

    @property
    def call(self):
        return self.place.locator(".nn-call").text_content()

    @property
    def sentence(self):
        return self.place.locator("[role=status]").inner_text()

    def handle(self, name):
        return self.place.locator(f'[data-nn-handle="{name}"]')

    def middle_of(self, name):
        """Return where on the page the middle of a handle is."""
        path = self.handle(name).get_attribute("d").replace("h0", "")
        points = np.array(re.findall(r"-?[\d.]+", path), dtype=float).reshape(-1, 2)
        box = self.canvas.bounding_box()
        scale = box["width"] / int(self.canvas.get_attribute("width"))
        return points.mean(axis=0) * scale + (box["x"], box["y"])

    def drag(self, name, dx, dy, steps=8):
        """Drag a handle by some pixels, let go, and wait until all is calm."""
        before, (x, y) = self.call, self.middle_of(name)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(1, steps + 1):
            self.page.mouse.move(x + dx * step / steps, y + dy * step / steps)
            self.page.wait_for_timeout(30)
        self.page.mouse.up()
        self._wait_for_another(before)

    def press(self, name, *keys):
        """Press keys while a handle has the focus, one after the other."""
        self.handle(name).focus()
        for key in keys:
            before = self.call
            self.page.keyboard.press(key)
            self._wait_for_another(before)

    def _wait_for_another(self, call):
        self.page.wait_for_function(
            "([lab, call]) => lab.querySelector('.nn-call').textContent != call",
            arg=[self.place.element_handle(), call],
            polling=LOOKS,
        )
        self.page.wait_for_timeout(900)
