"""A lesson of the site, open in a browser tab: wait for Python, find and change cells, drag a slider."""

import re

from notebook_page import NotebookPage

MINUTE = 60_000  # milliseconds


class SitePage(NotebookPage):
    """A lesson of the site in a browser tab."""

    def _on_console(self, message):
        # JupyterLite looks whether there are pictures of its own, settings and translations.
        if "404" not in message.text:
            super()._on_console(message)

    def wait_for_python(self):
        """Wait until the kernel has started and has nothing to do."""
        self.page.get_by_text(re.compile(r"\(Pyodide\) \| Idle")).wait_for(timeout=5 * MINUTE)

    def code(self, place):
        """Return the code of a cell by its place."""
        cell = self.scroll_to(f".jp-Cell[data-windowed-list-index='{place}']")
        editor = cell.locator(".cm-content").first
        self.page.wait_for_function(  # it is filled some time after the cell has come into view
            "e => e.innerText.trim() != ''", arg=editor.element_handle(), timeout=MINUTE
        )
        return editor.inner_text()

    def write_into(self, place, source):
        """Put other code into a cell."""
        cell = self.scroll_to(f".jp-Cell[data-windowed-list-index='{place}']")
        cell.locator(".cm-content").first.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def drag(self, label, by):
        """Drag the handle of a slider of the lab; return the lab's words before and after."""
        lab = self.scroll_to(".nn-lab")
        slider = lab.locator(".jupyter-widgets", has_text=label).locator(".noUi-handle").first
        before = self.words(lab)
        box = slider.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by, y, steps=10)
        self.page.mouse.up()
        for _ in range(100):
            if self.words(lab) != before:
                break
            self.page.wait_for_timeout(200)
        return before, self.words(lab)

    @staticmethod
    def words(lab):
        """What the lab says below its picture. It comes with the picture."""
        return lab.locator(".nn-words, [role=status]").first.inner_text()
