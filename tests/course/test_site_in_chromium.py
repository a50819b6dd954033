"""The site for a browser tab, tier 3: Chromium opens it as a learner does, and the work stays there."""

import re

import content_network
import nbformat
import pyodide_folder
import pytest
from notebook_page import NotebookPage
from support import ROOT, skip_unless_ci

from nn_helpers.course.site import write

MINUTES = 60_000


class SitePage(NotebookPage):
    """A lesson of the site in a browser tab."""

    def _on_console(self, message):
        # JupyterLite looks whether there are pictures of its own, settings and translations.
        if "404" not in message.text:
            super()._on_console(message)

    def wait_for_python(self):
        self.page.get_by_text(re.compile(r"\(Pyodide\) \| Idle")).wait_for(timeout=5 * MINUTES)

    def cell(self, text):
        """Return the place of the code cell that begins with a text."""
        for cell in self._all_cells():
            if cell[1].startswith(text):
                return cell[0]
        raise AssertionError(f"no cell begins with {text}")

    def _all_cells(self):
        panel = self.page.locator(".jp-NotebookPanel:visible .jp-WindowedPanel-outer").first
        found, y = {}, 0
        while y < panel.evaluate("e => e.scrollHeight"):
            panel.evaluate("(e, y) => e.scrollTo(0, y)", y)
            self.page.wait_for_timeout(150)
            found |= dict(
                self.page.evaluate(
                    """() => [...document.querySelectorAll(
                        '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')].map(
                        c => [c.dataset.windowedListIndex,
                              c.querySelector('.cm-content')?.innerText || ''])"""
                )
            )
            y += 600
        return sorted(((int(place), text) for place, text in found.items()))

    def write_into(self, place, source):
        """Put other code into a cell."""
        cell = self.scroll_to(f".jp-Cell[data-windowed-list-index='{place}']")
        cell.locator(".cm-content").first.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def drag(self, label, by):
        """Drag the handle of a slider; return the picture's bytes before and after."""
        lab = self.scroll_to(".nn-lab")
        slider = lab.locator(".jupyter-widgets", has_text=label).locator(".noUi-handle").first
        before = self.picture(lab)
        box = slider.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by, y, steps=10)
        self.page.mouse.up()
        for _ in range(100):
            if self.picture(lab) != before:
                break
            self.page.wait_for_timeout(200)
        return before, self.picture(lab)

    @staticmethod
    def picture(lab):
        """What the lab's picture looks like on the page."""
        return lab.locator(".nn-words, [role=status]").first.inner_text()


@pytest.fixture(scope="module")
def network(parts, tmp_path_factory):
    """The content network's files, served from this machine."""
    root = tmp_path_factory.mktemp("network")
    content_network.lay_out(root, parts)
    try:
        certificate = content_network.certificate(tmp_path_factory.mktemp("keys"))
    except pyodide_folder.CannotBeHad as error:
        skip_unless_ci(f"The content network cannot be imitated: {error}")
    with content_network.serving(root, 10**7, certificate) as server:
        yield server


@pytest.fixture(scope="module")
def address(site):
    """The site's address, in a folder of its server."""
    with content_network.serving(site.parents[1]) as server:
        place = site.relative_to(site.parents[1]).as_posix()
        yield f"http://127.0.0.1:{server.port}/{place}/"


@pytest.fixture
def opened(launch, network, address):
    """A function that opens a lesson in one and the same browser."""
    chromium = launch(*content_network.options(network.port))
    yield lambda lesson: SitePage(chromium, address + write.FIRST.replace("00_the_case", lesson))
    chromium.close()


def solution(lesson, name):
    """The cell of the solved notebook that defines a function."""
    path = ROOT / "notebooks" / "solutions" / f"{lesson}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return next(c.source for c in cells if c.source.startswith(f"def {name}("))


def test_lesson_00_runs_and_its_lab_answers_a_drag(opened):
    lesson = opened("00_the_case")
    lesson.wait_for_python()
    lesson.run_all(timeout=5 * MINUTES)
    before, after = lesson.drag("learning rate", by=40)
    assert before != after
    assert lesson.errors() == []


def test_lesson_05_takes_an_answer_and_the_work_is_there_after_a_reload(opened, network):
    lesson = opened("05_training")
    lesson.wait_for_python()
    lesson.run_all(timeout=5 * MINUTES)
    lesson.write_into(lesson.cell("def initialise("), solution("05_training", "initialise"))
    lesson.run_cell(lesson.cell("def initialise("))
    verdict, _ = lesson.run_cell(lesson.cell("check.initialise(initialise)"))
    assert not verdict  # feedback is HTML
    shown = lesson.scroll_to(".jp-Cell:has-text('check.initialise(initialise)')").inner_text()
    assert "passed" in shown.lower(), shown
    assert lesson.errors() == []
    lesson.page.keyboard.press("Control+s")
    lesson.page.wait_for_timeout(2000)

    lesson.page.reload()
    lesson.page.wait_for_selector(".jp-NotebookPanel:visible .jp-Cell", timeout=MINUTES)
    lesson.wait_for_python()
    assert "rng.uniform" in dict(lesson._all_cells())[lesson.cell("def initialise(")]
    set_up = lesson.cell("# Only in the browser")
    lesson.write_into(set_up, "print(open('.nn_helpers.jsonl').read())")
    saved, _ = lesson.run_cell(set_up)
    assert "initialise" in saved
    assert {status for _, status in network.asked} <= {200, 304}
