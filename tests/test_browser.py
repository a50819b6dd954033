"""Every lesson in a real JupyterLab in a real browser, and the lab of lesson 00 under the mouse."""

import io
import re
from pathlib import Path

import nbformat
import pytest
from notebook_page import LOOKS
from PIL import Image
from support import ROOT

LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_top_to_bottom_with_no_error_anywhere(lesson, window, request):
    folder = request.config.getoption("--screenshots")
    page = window(lesson)
    if lesson[0].isdigit():
        page.run_all()
    if folder:
        page.screenshots(Path(folder), f"{lesson[:2]}-light")
        page.use_dark_theme()
        page.screenshots(Path(folder), f"{lesson[:2]}-dark")
        page.use_light_theme()
    assert page.errors() == []


def test_the_training_lab_answers_to_the_mouse_and_to_the_keyboard(window):
    page = window("05_training.ipynb")
    page.run_all()
    lab = page.scroll_to(".nn-lab")
    image, words = lab.locator("canvas"), lab.locator("[role=status]").last

    def state():
        return image.get_attribute("data-frame"), words.inner_text()

    def changes(act):
        before = state()
        act()
        page.page.wait_for_function(
            "([lab, frame, text]) => lab.querySelector('canvas').dataset.frame != frame && "
            "lab.querySelector('[role=status]').innerText != text",
            arg=[lab.element_handle(), before[0], before[1]],
            timeout=10_000,
            polling=LOOKS,
        )

    for slider in ("learning rate", "init scale"):
        handle = lab.locator(".widget-slider").filter(has_text=re.compile(slider)).locator(
            ".noUi-handle"
        )  # fmt: skip
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

        def drag(x=x, y=y):
            page.page.mouse.move(x, y)
            page.page.mouse.down()
            page.page.mouse.move(x + 60, y, steps=5)
            page.page.mouse.up()

        changes(drag)

        def press(handle=handle):
            handle.focus()
            for _ in range(12):
                page.page.keyboard.press("ArrowLeft")

        changes(press)
    assert image.evaluate("e => e.width > 500")
    assert page.errors() == []


REPORTS = (
    "from nn_helpers import bugs, check, network",
    "check.forward(network.forward)",
    "check.gradients(bugs.find('gradients', 'mean-not-sum').function)",
    "check.step(lambda params, grads, learning_rate: ...)",
    "check.step(lambda params, grads, learning_rate: rate * params)",
    "check.step.hint()",
    "check.progress()",
    "from nn_helpers import plots; shown = plots.captioned(plots.figure()[0], 'A figure.'); shown",
    "from IPython.display import Image; Image(shown.png())",
)
# Text and background of everything that holds text, and the bar at the left of each report.
SEEN = """() => {
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const ground = element => {
        const own = parts(getComputedStyle(element).backgroundColor);
        return own.length == 3 || own[3] > 0 ? own : ground(element.parentElement);
    };
    const outputs = '.jp-OutputArea-output ';
    const words = document.querySelectorAll(outputs + '[role=status] *, ' + outputs + 'pre');
    const bars = document.querySelectorAll(outputs + '[role=status]');
    return [
        ...[...words].map(e => [4.5, e.innerText, parts(getComputedStyle(e).color), ground(e)]),
        ...[...bars].map(e => [3, 'bar', parts(getComputedStyle(e).borderLeftColor), ground(e)]),
    ];
}"""


def contrast(front, back):
    """The contrast of two colours. Source: W3C, Web Content Accessibility Guidelines 2.2."""
    alpha = front[3] if len(front) == 4 else 1.0
    mixed = [alpha * f + (1 - alpha) * b for f, b in zip(front[:3], back[:3], strict=True)]

    def luminance(colour):
        scaled = [c / 255 for c in colour]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in scaled]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(mixed), luminance(back[:3])))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_of_black_and_grey_on_white():
    assert contrast([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert contrast([119, 119, 119], [255, 255, 255]) == pytest.approx(4.48, abs=0.01)
    assert contrast([0, 0, 0, 0.5], [255, 255, 255]) < 4.5


def brightness(page):
    """How bright a corner of each picture is: of the course's figure, then of another image."""
    found = []
    for image in page.page.locator(".jp-RenderedImage img").all():
        image.scroll_into_view_if_needed()
        picture = Image.open(io.BytesIO(image.screenshot())).convert("L")
        found.append(picture.getpixel((3, 3)))
    return found


def test_reports_and_figures_can_be_read_on_both_themes(window, jupyterlab, request):
    """Each text and each bar stands out, and the three verdicts differ in more than colour.

    A figure of the course is dark on a dark page; any other image is left as it is.
    """
    folder = request.config.getoption("--screenshots")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in REPORTS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, jupyterlab.folder / "notebooks" / "reports.ipynb")
    page = window("reports.ipynb")
    page.run_all()
    page.scroll_to(".jp-OutputArea-output summary").click()
    for theme in ("light", "dark"):
        if theme == "dark":
            page.use_dark_theme()
        if folder:
            page.screenshots(Path(folder), f"reports-{theme}")
        seen = page.page.evaluate(SEEN)
        assert len(seen) > 15
        for least, text, front, back in seen:
            assert contrast(front, back) >= least, (theme, text, front, back)
        ours, other = brightness(page)
        assert other > 240  # of 255
        assert ours > 240 if theme == "light" else ours < 30
    bars = page.page.locator(".jp-OutputArea-output [role=status]")
    styles = [bar.evaluate("e => getComputedStyle(e).borderLeftStyle") for bar in bars.all()]
    assert styles == ["solid", "double", "dotted", "double"]
    heads = [bar.locator("b").inner_text() for bar in bars.all()]
    assert heads == ["✓ Right: forward", "✗ Not yet: gradients", "○ Not attempted: step",
                     "✗ Not yet: step"]  # fmt: skip
    page.use_light_theme()
    assert page.errors() == []
