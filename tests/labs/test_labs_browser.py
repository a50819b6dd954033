"""Every lab in a real JupyterLab under the mouse and the keyboard, judged on what the screen shows."""

import base64
import io
from pathlib import Path
from types import SimpleNamespace

import ipywidgets as widgets
import nbformat
import numpy as np
import pytest
from notebook_page import NotebookPage
from PIL import Image

from nn_helpers import labs

# Where the labs start: small runs, so that the tests wait for the page and not for the training.
SETTINGS = {
    "backprop": {"sample": 3, "step": 10},
    "training": {"epochs": 400},
    "ratchet": {"epochs": 400},
    "evolution": {"turns": 400, "width": 1.0},
    "race": {"budget": 400, "seeds": 2},
    "success_map": {"epochs": 100, "seeds": 10, "rate": 1},
}
SLOW = {"race": 400, "success_map": 400}  # milliseconds that one picture may take; others take 90
NAMES = labs.__all__
# Controls whose moves say something new and leave the picture as it is, or the other way round.
# On the bowl the search is over long before its turns are.
SAME_PICTURE = {("training", "leaked_index"), ("evolution", "turns")}
SAME_WORDS = {("evolution", "turns")}

FIND = """(lab, name) => [...lab.querySelectorAll('.widget-label, .widget-label-basic')]
    .find(e => e.textContent.trim() == name)
    .closest('.widget-slider, .widget-dropdown, .widget-checkbox')
    .querySelector('.noUi-handle, select, input')"""
# What the picture looks like, as one number: a hash of its pixels.
PICTURE = """function picture(lab) {
    const canvas = lab.querySelector('canvas');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let hash = 0;
    for (const n of new Uint32Array(pixels.buffer)) hash = (31 * hash + n) | 0;
    return hash;
}"""
CHANGED = f"""([lab, seen, words]) => {{
    {PICTURE}
    return picture(lab) != seen || lab.querySelector('.nn-words').textContent != words;
}}"""
STATE = f"""lab => {{
    {PICTURE}
    return [picture(lab), lab.querySelector('[role=status]').textContent];
}}"""
IDLE = """() => document.querySelector(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator'
).dataset.status == 'idle'"""
WATCH_SIZE = """lab => {
    const sizes = window.sizes = new Set();
    const look = e => sizes.add(`${e.offsetWidth}x${e.offsetHeight}`);
    window.sizeWatch = new ResizeObserver(all => all.forEach(one => look(one.target)));
    window.sizeWatch.observe(lab);
}"""


def call(name):
    given = ", ".join(f"{key}={value!r}" for key, value in SETTINGS.get(name, {}).items())
    return f"labs.{name}({given})"


@pytest.fixture(scope="module")
def notebook(browser, jupyterlab):
    cells = [
        nbformat.v4.new_code_cell(f"from nn_helpers import labs\n{call(name)}") for name in NAMES
    ]
    written = nbformat.v4.new_notebook(cells=cells)
    written.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(written, jupyterlab.folder / "notebooks" / "every_lab.ipynb")
    opened = NotebookPage(browser, jupyterlab.url("every_lab.ipynb"))
    opened.run_all()
    yield opened
    opened.close()


@pytest.fixture
def lab(notebook, name):
    """The lab on the page: what it shows, its controls, and a copy of it without a page."""
    place = notebook.scroll_to(f".jp-Cell[data-windowed-list-index='{NAMES.index(name)}'] .nn-lab")
    image = place.locator("canvas").first
    image.scroll_into_view_if_needed()
    element = place.element_handle()

    def state():
        return element.evaluate(STATE)

    def words_and_call():
        return element.evaluate("e => e.querySelector('.nn-words').textContent")

    def find(description):
        return element.evaluate_handle(FIND, description).as_element()

    def settled(calm=1):
        """Wait until the kernel has answered to everything, and return what the lab shows.

        A lab draws right after the kernel has said that it is idle, so look ``calm`` times more.
        """
        before, same = None, 0
        while same < calm:
            same = same + 1 if before == (before := state()) else 0
            notebook.page.wait_for_timeout(SLOW.get(name, 90))
            notebook.page.wait_for_function(IDLE)
        return before

    def changes(act):
        """Act, wait until the lab shows something else, and return what has changed."""
        before, all_words = state(), words_and_call()
        act()
        arg = [element, before[0], all_words]
        notebook.page.wait_for_function(CHANGED, arg=arg, timeout=10_000)
        return tuple(a != b for a, b in zip(before, settled(), strict=True))

    copy = getattr(labs, name)(**SETTINGS.get(name, {}))
    return SimpleNamespace(
        **{"place": place, "image": image, "find": find, "changes": changes, "settled": settled},
        **{"copy": copy, "page": notebook.page},
    )


def drag(page, handle, by, steps=3):
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + by * step / steps, y)
    page.mouse.up()


def room_to_the_right(control):
    """Return whether a slider stands in its left half."""
    return control.slider.value < (control.slider.min + control.slider.max) / 2


def with_mouse(page, handle, control):
    """Move a control as a hand would. A drop-down list opens outside of the page: set it instead."""
    if isinstance(control, widgets.Checkbox):
        handle.click()
    elif isinstance(control, widgets.Dropdown):
        handle.select_option(index=(control.index + 1) % len(control.options))
    else:
        drag(page, handle, 60 if room_to_the_right(control) else -60)  # over half of a wide stop


def with_keyboard(page, handle, control):
    """Move a control with keys alone, to somewhere else than the mouse did."""
    handle.focus()
    if isinstance(control, widgets.Checkbox):
        page.keyboard.press("Space")
    elif isinstance(control, widgets.Dropdown):
        # While the list is closed the notebook itself takes the arrow keys. So open it first.
        chosen = handle.evaluate("e => e.selectedIndex")
        for key in ("Enter", "ArrowUp" if chosen else "ArrowDown", "Enter"):
            page.keyboard.press(key)
            page.wait_for_timeout(80)
    else:
        for _ in range(8):
            page.keyboard.press("ArrowLeft" if room_to_the_right(control) else "ArrowRight")


@pytest.mark.parametrize("name", NAMES)
def test_every_control_answers_to_the_mouse_and_to_the_keyboard(lab, name):
    reset = lab.place.get_by_role("button", name="Reset")
    first = lab.settled()
    assert first[1] == lab.copy.sentence
    for control_name, control in lab.copy.controls.items():
        if control.disabled:
            continue
        handle = lab.find(control.description)
        moved = lab.changes(lambda h=handle, c=control: with_mouse(lab.page, h, c))
        pressed = lab.changes(lambda h=handle, c=control: with_keyboard(lab.page, h, c))
        picture, words = np.any([moved, pressed], axis=0)
        assert picture or (name, control_name) in SAME_PICTURE, control_name
        assert words or (name, control_name) in SAME_WORDS, control_name
        lab.settled(calm=4)  # no position is on its way that would come after the reset
        reset.press("Enter")
        lab.page.wait_for_timeout(100)
        assert lab.settled()[1] == first[1], control_name


@pytest.mark.parametrize("name", NAMES)
def test_the_tab_key_reaches_every_control_and_shows_where_it_is(lab, name):
    names = [control.description for control in lab.copy.controls.values() if not control.disabled]
    handles = [lab.find(description) for description in names]
    lab.page.keyboard.press("Shift")  # from here on a visible focus is due
    handles[0].focus()
    outlines = {}
    for _ in range(4 * len(handles)):
        for description, handle in zip(names, handles, strict=True):
            if handle.evaluate("e => document.activeElement == e"):
                outlines[description] = handle.evaluate("e => getComputedStyle(e).outline")
        lab.page.keyboard.press("Tab")
        if len(outlines) == len(handles):
            break
    assert set(outlines) == set(names)
    assert {text.split(") ")[-1] for text in outlines.values()} == {"solid 3px"}


@pytest.mark.parametrize("name", NAMES)
def test_a_drag_shows_no_empty_picture_and_no_jump(lab, name):
    """Judged on a screencast: every frame that the browser has put on the screen."""
    control = next(c for c in lab.copy.controls.values() if not isinstance(c, widgets.Dropdown))
    handle = lab.find(control.description)
    box, around = lab.image.bounding_box(), lab.place.bounding_box()
    lab.place.evaluate(WATCH_SIZE)
    screen = lab.page.context.new_cdp_session(lab.page)
    frames = []

    def keep(frame):
        frames.append(frame["data"])
        screen.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    screen.on("Page.screencastFrame", keep)
    screen.send("Page.startScreencast", {"format": "jpeg", "quality": 80})
    handle.hover()
    lab.page.mouse.down()
    middle = handle.bounding_box()
    way = 60 if room_to_the_right(control) else -60
    for step in range(24):
        lab.page.mouse.move(middle["x"] + way * (1 - abs(step % 12 - 6) / 6), middle["y"] + 5)
        lab.page.wait_for_timeout(20)
    lab.page.mouse.up()
    lab.page.wait_for_timeout(300)
    screen.send("Page.stopScreencast")
    screen.detach()

    assert len(frames) > 3
    pictures = [Image.open(io.BytesIO(base64.b64decode(data))).convert("L") for data in frames]
    scale = pictures[0].width / lab.page.viewport_size["width"]
    inside = [scale * n for n in (box["x"], box["y"], box["x"] + box["width"], box["y"] + 200)]
    for picture in pictures:
        assert np.std(np.asarray(picture.crop([round(n) for n in inside]))) > 5, "an empty picture"
    assert lab.page.evaluate("[...window.sizes]") == [
        f"{round(around['width'])}x{round(around['height'])}"
    ]
    assert lab.place.bounding_box() == around


def test_play_moves_the_picture_by_itself(notebook):
    playing = [name for name in NAMES if hasattr(getattr(labs, name)(), "play")]
    assert playing == ["backprop", "evolution", "training"]
    for name in playing:
        cell = f".jp-Cell[data-windowed-list-index='{NAMES.index(name)}']"
        place = notebook.scroll_to(f"{cell} .nn-lab")
        seen = set()
        place.locator(".widget-play button").first.click()
        for _ in range(30):
            seen.add(place.locator("[role=status]").inner_text())
            if len(seen) > 2:
                break
            notebook.page.wait_for_timeout(100)
        place.locator(".widget-play button").first.click()
        assert len(seen) > 2, name


def test_nothing_went_wrong_on_the_page(notebook):
    assert notebook.errors() == []


def test_pictures_of_every_lab_in_both_themes(notebook, request):
    folder = request.config.getoption("--screenshots")
    if not folder:
        pytest.skip("Pictures are taken with --screenshots FOLDER.")
    Path(folder).mkdir(parents=True, exist_ok=True)
    for theme, use in (("dark", notebook.use_dark_theme), ("light", notebook.use_light_theme)):
        use()
        for place, name in enumerate(NAMES):
            shown = notebook.scroll_to(f".jp-Cell[data-windowed-list-index='{place}'] .nn-lab")
            shown.screenshot(path=Path(folder) / f"lab-{name}-{theme}.png")
