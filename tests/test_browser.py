"""Every lesson in a real JupyterLab in a real browser, and the lab of lesson 00 under the mouse."""

import re
from pathlib import Path

import pytest
from notebook_page import NotebookPage
from support import ROOT

LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture
def open_page(browser, jupyterlab):
    pages = []

    def open_one(notebook, **options):
        pages.append(NotebookPage(browser, jupyterlab.url(notebook), **options))
        return pages[-1]

    yield open_one
    for page in pages:
        page.close()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_top_to_bottom_with_no_error_anywhere(lesson, open_page, request):
    folder = request.config.getoption("--screenshots")
    page = open_page(lesson)
    if lesson[0].isdigit():
        page.run_all()
    if folder:
        page.screenshots(Path(folder), f"{lesson[:2]}-light")
        page.use_dark_theme()
        page.screenshots(Path(folder), f"{lesson[:2]}-dark")
        page.use_light_theme()
    assert page.errors() == []


def test_the_training_lab_answers_to_the_mouse_and_to_the_keyboard(open_page):
    page = open_page("00_the_case.ipynb")
    page.run_all()
    lab = page.scroll_to(".nn-lab")
    image, words = lab.locator("img"), lab.locator("[role=status]").last

    def state():
        return image.get_attribute("src"), words.inner_text()

    def changes(act):
        before = state()
        act()
        page.page.wait_for_function(
            "([lab, src, text]) => lab.querySelector('img').src != src && "
            "lab.querySelector('[role=status]').innerText != text",
            arg=[lab.element_handle(), before[0], before[1]],
            timeout=10_000,
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
    assert image.evaluate("e => e.naturalWidth > 500 && e.complete")
    assert page.errors() == []
