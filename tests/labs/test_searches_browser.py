"""Handles of the labs about searches, success, the ratchet and the last sample, in a real JupyterLab."""

import json
import re

import nbformat
import pytest
from notebook_page import LOOKS, NotebookPage

NAMES = ("evolution", "success_map", "race", "ratchet", "last_sample")
ARGUMENTS = {"success_map": "epochs=300, seeds=10", "race": "budget=400", "ratchet": "epochs=500"}
SHOW = "from IPython.display import display\nfrom nn_helpers import labs\n" + "\n".join(
    f"display(labs.{name}({ARGUMENTS.get(name, '')}))" for name in NAMES
)
SEEN = """(() => {
    const lab = document.querySelectorAll('.nn-lab')[%d], canvas = lab.querySelector('canvas');
    canvas.scrollIntoView({block: 'center'});
    const box = canvas.getBoundingClientRect();
    const path = lab.querySelector('[data-nn-handle="%s"]').getAttribute('d');
    return {left: box.left, top: box.top, scale: box.width / canvas.width,
            numbers: path.match(/-?[\\d.]+/g).map(Number)};
})()"""
SAID = """(() => {
    const lab = document.querySelectorAll('.nn-lab')[%d];
    return [lab.querySelector('.nn-call').textContent, lab.querySelector('[role=status]').textContent];
})()"""
FOCUS = (
    """document.querySelectorAll('.nn-lab')[%d].querySelector('[data-nn-handle="%s"]').focus()"""
)


class LabsPage(NotebookPage):
    """A page with the five labs, led in pixels of the page."""

    def __init__(self, opened):
        self.page, self.console = opened.page, opened.console

    def evaluate(self, expression):
        return self.page.evaluate(f"() => {expression}")

    def wait_for(self, expression, seconds=120):
        self.page.wait_for_function(
            f"() => Boolean({expression})", timeout=1000 * seconds, polling=LOOKS
        )

    def drag(self, begin, end, ways=8):
        self.page.mouse.move(*begin)
        self.page.mouse.down()
        for way in range(1, ways + 1):
            place = (a + (b - a) * way / ways for a, b in zip(begin, end, strict=True))
            self.page.mouse.move(*place)
            self.page.wait_for_timeout(30)
        self.page.mouse.up()


@pytest.fixture(scope="module")
def page(window, jupyterlab):
    """The five labs below one cell."""
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SHOW)])
    written.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(written, jupyterlab.folder / "notebooks" / "searches.ipynb")
    opened = LabsPage(window("searches.ipynb"))
    opened.run_all()
    opened.wait_for(f"document.querySelectorAll('.nn-lab canvas').length == {len(NAMES)}")
    opened.wait_for("[...document.querySelectorAll('.nn-lab .nn-call')].every(e => e.textContent)")
    opened.wait_for("[...document.querySelectorAll('.nn-lab svg path')].length > 5")
    return opened


def place_on(page, lab, handle, share):
    """Return where on the page a handle is: an area at shares of it, a line or a spot at its beginning."""
    seen = page.evaluate(SEEN % (NAMES.index(lab), handle))
    x, y, *others = seen["numbers"]
    if share is not None:
        x, y = (a + part * (b - a) for a, b, part in zip((x, y), others, share, strict=False))
    elif len(others) == 2 and handle != "the mean":  # an upright line: take it in its middle
        y = (y + others[1]) / 2
    return seen["left"] + x * seen["scale"], seen["top"] + y * seen["scale"]


def call_of(page, lab):
    return page.evaluate(SAID % NAMES.index(lab))


def settled(page, lab):
    """Return what a lab says once it has said the same for a second: nothing is on its way any more."""
    said = [call_of(page, lab)]
    while len(said) < 5 or any(other != said[-1] for other in said[-5:]):
        page.evaluate("new Promise(done => setTimeout(done, 250))")
        said.append(call_of(page, lab))
    return said[-1]


def wait_for_another(page, lab, said):
    """Wait until a lab says something else, and nothing moves any more."""
    page.wait_for(
        f"JSON.stringify({SAID % NAMES.index(lab)}) != JSON.stringify({json.dumps(said)})"
    )
    return settled(page, lab)


# A lab, its handle, where in an area (shares across and down), the way in pixels, and what is then said.
DRAGS = {
    "the mean": ("evolution", "the mean", None, (60, 45), r"labs\.evolution\(x=-?\d\.\d+, y=-?\d"),
    "the width": ("evolution", "the width", None, (-30, 0), r"width=1\.\d"),
    "evolution's moment": ("evolution", "the moment", None, (90, 0), r"Generation ([5-9]|\d\d):"),
    "a cell": ("success_map", "a cell of the map", (0.06, 0.07), (0, 0), r"rate 0\.01 and scale 0\.05"),
    "another cell": ("success_map", "a cell of the map", (0.06, 0.07), (900, -900), r"rate 10 and scale 8"),
    "the race's line": ("race", "the evaluation", None, (-80, 0), r"After (1|2|3)\d\d evaluations"),
    "the ratchet's line": ("ratchet", "the moment, on the biases", None, (-60, 0), r"Epoch (2|3)\d\d:"),
    "the last sample": ("last_sample", "the last sample, as printed", (0.1, 0.4), (0, 0), r"last=0"),
}  # fmt: skip


@pytest.mark.parametrize(("lab", "handle", "share", "way", "said"), DRAGS.values(), ids=DRAGS)
def test_it_is_dragged_and_the_kernel_follows(page, lab, handle, share, way, said):
    before, begin = settled(page, lab), place_on(page, lab, handle, share)
    page.drag(begin, [a + b for a, b in zip(begin, way, strict=True)])
    call, words = wait_for_another(page, lab, before)
    assert re.search(said, f"{words} {call}"), (call, words)


@pytest.mark.parametrize(
    ("lab", "handle", "key"),
    [
        ("evolution", "the mean", "ArrowRight"),
        ("evolution", "the width", "ArrowDown"),
        ("success_map", "a cell of the map", "ArrowLeft"),
        ("race", "the evaluation", "ArrowLeft"),
        ("ratchet", "the moment", "ArrowLeft"),
        ("last_sample", "the last sample", "ArrowRight"),
    ],
)
def test_the_keyboard_does_it_too(page, lab, handle, key):
    before = settled(page, lab)
    page.evaluate(FOCUS % (NAMES.index(lab), handle))
    page.page.keyboard.press(key)
    assert "That did not work" not in wait_for_another(page, lab, before)[1]
    assert page.evaluate("document.activeElement.dataset.nnHandle") == handle


def test_nothing_went_wrong_on_the_page(page):
    assert page.errors() == []
