"""Handles and the screen in a real JupyterLab: drag the line, move it by keyboard, dark and narrow pages."""

import re
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from notebook_page import LOOKS

LABS = ("neuron", "training", "wire")
ASK = """
for lab in (neuron, training):
    print(lab.call(), lab.state == {n: c.grid[c.slider.value] if hasattr(c, 'grid') and
                                    c.value in c.grid else c.value for n, c in lab.controls.items()})
"""
GROUND = "canvas => [...canvas.getContext('2d').getImageData(1, 1, 1, 1).data]"
INK = """canvas => {  // the brightest and the darkest of what is not transparent
    const d = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let low = 255, high = 0;
    for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 250) {
        low = Math.min(low, d[i]); high = Math.max(high, d[i]); }
    return [low, high];
}"""


@pytest.fixture(scope="module")
def opened(window, jupyterlab):
    cells = [f"from nn_helpers import labs\n{n} = labs.{n}()\n{n}" for n in LABS]
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in [*cells, ASK]])
    written.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(written, jupyterlab.folder / "notebooks" / "handles.ipynb")
    page = window("handles.ipynb")
    page.run_all()
    return page


def lab_on(opened, name):
    place = opened.scroll_to(f".jp-Cell[data-windowed-list-index='{LABS.index(name)}'] .nn-lab")
    canvas = place.locator("canvas")
    canvas.scroll_into_view_if_needed()
    return SimpleNamespace(place=place, canvas=canvas, page=opened.page)


def middle_of(lab, name):
    """Return where on the page the middle of a handle is, from its path."""
    path = lab.place.locator(f"[data-nn-handle='{name}']").get_attribute("d")
    numbers = np.array(re.findall(r"-?[\d.]+", path.replace("h0", "")), dtype=float).reshape(-1, 2)
    box = lab.canvas.bounding_box()
    scale = box["width"] / int(lab.canvas.get_attribute("width"))
    x, y = numbers.mean(axis=0) * scale
    return box["x"] + x, box["y"] + y


def call_of(lab):
    return lab.place.locator(".nn-call").text_content()


def wait_for_another(lab, call):
    lab.page.wait_for_function(
        "([e, call]) => e.querySelector('.nn-call').textContent != call",
        arg=[lab.place.element_handle(), call],
        polling=LOOKS,
    )
    lab.page.wait_for_timeout(900)  # until all is calm


def drag(lab, name, dx, dy):
    before, (x, y) = call_of(lab), middle_of(lab, name)
    lab.page.mouse.move(x, y)
    cursor = lab.place.locator(f"[data-nn-handle='{name}']").evaluate(
        "e => e.matches(':hover') && getComputedStyle(e).cursor"
    )
    lab.page.mouse.down()
    for step in range(1, 11):
        lab.page.mouse.move(x + dx * step / 10, y + dy * step / 10)
        lab.page.wait_for_timeout(20)
    lab.page.mouse.up()
    wait_for_another(lab, before)
    return cursor


def number(lab, name):
    return float(re.search(rf"\b{name}=(-?[\d.]+)", call_of(lab)).group(1))


def test_the_line_is_dragged_and_the_kernel_and_the_sliders_follow(opened):
    lab = lab_on(opened, "neuron")
    before = middle_of(lab, "the line")
    assert drag(lab, "the line", 40, 0) == "move"
    after = middle_of(lab, "the line")
    assert after[0] - before[0] > 15
    assert re.fullmatch(r"labs\.neuron\(b=-1\.\d+\)", call_of(lab))
    entry = lab.place.locator(".nn-number input[type=text]").nth(2)
    assert float(entry.input_value()) == number(lab, "b")
    text, _ = opened.run_cell(len(LABS))
    assert text.splitlines()[0] == f"{call_of(lab)} True"


def test_the_line_is_turned_by_its_end(opened):
    lab = lab_on(opened, "neuron")
    assert drag(lab, "one end of the line", -30, 0) == "grab"
    assert np.hypot(number(lab, "w1"), number(lab, "w2")) == pytest.approx(5**0.5, abs=0.02)


def test_the_keyboard_does_it_too(opened):
    lab = lab_on(opened, "neuron")
    lab.place.get_by_role("button", name="Reset").click()
    lab.page.wait_for_timeout(700)
    assert call_of(lab) == "labs.neuron()"
    lab.page.keyboard.press("Tab")
    reached = []
    for _ in range(6):
        reached.append(lab.page.evaluate("document.activeElement.dataset.nnHandle"))
        lab.page.keyboard.press("Tab")
    assert [name for name in reached if name] == [
        "the line", "one end of the line", "the other end of the line",
    ]  # fmt: skip
    shape = lab.place.locator("[data-nn-handle='the line']")
    shape.focus()
    for key in ("ArrowUp", "ArrowDown", "ArrowRight", "Shift+ArrowRight"):
        before = call_of(lab)
        lab.page.keyboard.press(key)
        wait_for_another(lab, before)
        assert shape.evaluate("e => e === document.activeElement")
    assert number(lab, "b") < -1.1
    stroke = shape.evaluate("e => getComputedStyle(e).stroke")
    assert stroke.startswith("rgba(213, 94, 0")
    lab.page.keyboard.press("Escape")
    assert not shape.evaluate("e => e === document.activeElement")
    text, _ = opened.run_cell(len(LABS))
    assert text.splitlines()[0] == f"{call_of(lab)} True"


def test_a_slider_streams_and_the_kernel_agrees_in_the_end(opened):
    lab = lab_on(opened, "training")
    handle = lab.place.locator(".noUi-handle").first
    box, first = handle.bounding_box(), int(lab.canvas.get_attribute("data-frame"))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = call_of(lab)
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    for step in range(20):
        lab.page.mouse.move(x - 2 * step, y)
        lab.page.wait_for_timeout(60)
    lab.page.mouse.up()
    wait_for_another(lab, before)
    assert int(lab.canvas.get_attribute("data-frame")) - first >= 10
    rate = number(lab, "learning_rate")
    assert lab.place.locator(".nn-number input[type=text]").first.input_value() == f"{rate:g}"
    text, _ = opened.run_cell(len(LABS))
    assert text.splitlines()[1] == f"{call_of(lab)} True"


def test_the_picture_has_words_for_who_does_not_see_it(opened):
    lab = lab_on(opened, "training")
    words = lab.place.locator("[role=status]").inner_text()
    assert lab.canvas.get_attribute("aria-label") == words
    assert lab.canvas.get_attribute("role") == "img"


def blend_under_the_focus(lab):
    """Return how the mark of the focus mixes: words under it stay light on a dark page, dark on a light."""
    marks, blend = lab.place.locator(".nn-picture svg"), "e => getComputedStyle(e).mixBlendMode"
    lab.page.evaluate("document.activeElement.blur()")
    assert marks.evaluate(blend) == "normal"  # blending takes time: none while a slider is dragged
    lab.page.keyboard.press("Shift")  # from here on a visible focus is due
    lab.place.locator("[data-nn-handle]").first.focus()
    return marks.evaluate(blend)


def test_the_picture_lies_on_the_page_in_both_themes(opened):
    opened.use_dark_theme()
    lab = lab_on(opened, "training")
    lab.page.wait_for_timeout(300)
    assert lab.canvas.evaluate(GROUND)[3] == 0
    assert lab.canvas.evaluate(INK)[1] > 220
    assert blend_under_the_focus(lab) == "screen"
    opened.use_light_theme()
    lab.page.wait_for_timeout(300)
    assert lab.canvas.evaluate(GROUND)[3] == 0
    assert lab.canvas.evaluate(INK)[0] == 0
    assert blend_under_the_focus(lab) == "multiply"


def test_nothing_went_wrong_on_the_page(opened):
    assert opened.errors() == []
