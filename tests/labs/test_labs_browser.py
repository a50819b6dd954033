"""Every lab in a real JupyterLab under the mouse and the keyboard, judged on what the screen shows."""

import base64
import functools
import io
from pathlib import Path
from types import SimpleNamespace

import ipywidgets as widgets
import nbformat
import numpy as np
import pytest
from PIL import Image

from nn_helpers import labs

# Where the labs start: small runs, so that the tests wait for the page and not for the training; and
# every handle in sight.
SETTINGS = {
    "backprop": {"sample": 3, "step": 10},
    "wire": {"W1": ((10, 10), (10, 10)), "b1": (-5, -12), "W2": (10, -10), "b2": -5},
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
SAYS = "([lab, words]) => lab.querySelector('[role=status]').textContent == words"
IDLE = """() => document.querySelector(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator'
).dataset.status == 'idle'"""
# Where on the page a handle can be taken hold of: where no other lies over it. Or null.
TAKEN_AT = """(lab, name) => {
    const canvas = lab.querySelector('canvas'), box = canvas.getBoundingClientRect();
    const shape = lab.querySelector(`[data-nn-handle="${name}"]`), around = shape.getBBox();
    const along = share => shape.classList.contains('nn-area')
        ? {x: around.x + share * around.width / 2, y: around.y + share * around.height / 2}
        : shape.getPointAtLength(share * shape.getTotalLength());
    const scale = box.width / canvas.width;
    return [0.5, 0.3, 0.7].map(along).map(p => [box.left + scale * p.x, box.top + scale * p.y])
        .find(place => document.elementFromPoint(...place) == shape) ?? null;
}"""
FOCUSED = """lab => lab.contains(document.activeElement)
    ? document.activeElement.dataset.nnHandle ?? null : null"""
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
def notebook(window, jupyterlab):
    cells = [
        nbformat.v4.new_code_cell(f"from nn_helpers import labs\n{call(name)}") for name in NAMES
    ]
    written = nbformat.v4.new_notebook(cells=cells)
    written.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(written, jupyterlab.folder / "notebooks" / "every_lab.ipynb")
    opened = window("every_lab.ipynb")
    opened.run_all()
    return opened


@pytest.fixture(scope="module")
def copy_of():
    """A function that returns a lab without a page, made once: no test moves it."""
    return functools.cache(lambda name: getattr(labs, name)(**SETTINGS.get(name, {})))


@pytest.fixture
def lab(notebook, copy_of, name):
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

    def says(words):
        """Wait until the lab says this."""
        arg = [element, words]
        notebook.page.wait_for_function(SAYS, arg=arg, timeout=30_000, polling=50)

    def changes(act):
        """Act, wait until the lab shows something else, and return what has changed."""
        before, all_words = state(), words_and_call()
        act()
        arg = [element, before[0], all_words]
        notebook.page.wait_for_function(CHANGED, arg=arg, timeout=10_000, polling=50)
        return tuple(a != b for a, b in zip(before, settled(), strict=True))

    return SimpleNamespace(
        **{"place": place, "image": image, "find": find, "changes": changes, "settled": settled},
        **{"copy": copy_of(name), "page": notebook.page, "says": says},
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
        lab.says(first[1])
        assert lab.settled()[1] == first[1], control_name


def way_of(handle):
    """Return the way of a drag, in pixels, that has room: towards the middle of the handle's axes.

    It is aslant, so that it moves along an edge of the diagram as well as upwards.
    """
    x, _ = handle.axes.transData.transform(handle.anchor)
    return (40, -15) if x < handle.axes.bbox.x0 + handle.axes.bbox.width / 2 else (-40, 15)


def drag_handle(lab, name, way):
    taken = lab.place.evaluate(TAKEN_AT, name)
    assert taken, f"{name} lies out of sight or below others"
    lab.page.mouse.move(*taken)
    lab.page.mouse.down()
    for share in (1 / 3, 2 / 3, 1):
        lab.page.mouse.move(taken[0] + share * way[0], taken[1] + share * way[1])
    lab.page.mouse.up()


def reached_by_tab(lab):
    """Return the names of the handles that the Tab key comes to after the controls, in its order."""
    lab.place.get_by_role("button", name="Reset").focus()
    reached = []
    for _ in range(12):
        lab.page.keyboard.press("Tab")
        reached.append(lab.place.evaluate(FOCUSED))
    return [name for name in reached if name]


@pytest.mark.parametrize("name", NAMES)
def test_every_handle_answers_to_the_mouse_and_to_the_keyboard(lab, name):
    handles = lab.copy.handles(lab.copy.state)
    size = "e => [e.offsetWidth, e.offsetHeight]"
    lab.settled()
    before = lab.place.evaluate(size)
    assert sorted(reached_by_tab(lab)) == sorted(handle.name for handle in handles) != []
    lab.image.scroll_into_view_if_needed()
    for handle in handles:
        way = way_of(handle)
        moved = lab.changes(lambda h=handle, w=way: drag_handle(lab, h.name, w))
        lab.settled(calm=4)  # the last position of the drag is not taken for an answer to the key
        back = "Shift+ArrowLeft" if way[0] > 0 else "Shift+ArrowRight"
        lab.place.locator(f'[data-nn-handle="{handle.name}"]').focus()
        pressed = lab.changes(lambda k=back: lab.page.keyboard.press(k))
        assert moved[0], f"{handle.name}: the picture does not follow the mouse"
        assert pressed[0], f"{handle.name}: the picture does not follow the keys"
        assert moved[1] or pressed[1], f"{handle.name}: the sentence stays the same"
        assert lab.place.evaluate(FOCUSED) == handle.name
        assert lab.place.evaluate(size) == before
    lab.settled(calm=4)  # no position is on its way that would come after the reset
    lab.place.get_by_role("button", name="Reset").press("Enter")
    lab.settled()


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


NAME_OF = """e => e.closest('.widget-slider, .widget-dropdown, .widget-checkbox')
    .querySelector('.widget-label, .widget-label-basic')"""


@pytest.mark.parametrize("name", ["evolution"])
def test_the_name_of_a_control_without_effect_is_faded(lab, name):
    lab.settled()
    seen = {False: set(), True: set()}
    for control in lab.copy.controls.values():
        label = lab.find(control.description).evaluate_handle(NAME_OF)
        seen[control.disabled].add(label.evaluate("e => getComputedStyle(e).opacity"))
    assert seen == {False: {"1"}, True: {"0.5"}}


# The boxes of a lab that have a scroll bar.
SCROLLS = """lab => [...lab.querySelectorAll('*')].filter(e => {
    const {overflowX, overflowY} = getComputedStyle(e);
    return (e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(overflowX))
        || (e.scrollHeight > e.clientHeight + 1 && /auto|scroll/.test(overflowY));
}).map(e => e.className)"""
# What is cut off of the names of controls and of the choices of lists: the text, its width, and the
# room for it.
CUT = """lab => [...lab.querySelectorAll('.widget-label')].map(
    label => [label.textContent, label.scrollWidth, label.clientWidth]
).concat([...lab.querySelectorAll('select')].flatMap(list => {
    const pen = document.createElement('canvas').getContext('2d'), look = getComputedStyle(list);
    pen.font = look.font;
    const room = list.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight);
    return [...list.options].map(o => [o.text, pen.measureText(o.text).width, room]);
})).filter(([text, width, room]) => width > room)"""
PANEL = 768 - 115  # pixels of a notebook in JupyterLab's window of 768


@pytest.fixture
def small_page(notebook):
    size = notebook.page.viewport_size
    yield lambda width: notebook.page.set_viewport_size({"width": width, "height": 768})
    notebook.page.set_viewport_size(size)


# Of 1024 pixels, less the scroll bar that Firefox puts beside the notebook and this Chromium does not.
@pytest.mark.parametrize("width", [1024 - 14, 1366])
@pytest.mark.parametrize("name", NAMES)
def test_picture_and_controls_fit_on_a_small_page(lab, small_page, width):
    small_page(width)
    lab.place.evaluate("e => e.scrollIntoView({block: 'start'})")
    lab.page.wait_for_timeout(500)
    for slider in lab.place.locator(".noUi-target").all():
        assert slider.bounding_box()["width"] >= 250
    whole, picture = lab.place.bounding_box(), lab.image.bounding_box()
    assert lab.place.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert lab.place.evaluate(SCROLLS) == []
    assert lab.place.evaluate(CUT) == []
    # The whole picture is in sight while the last slider is.
    last = lab.place.locator(".noUi-handle").last.bounding_box()
    assert picture["height"] < PANEL
    assert last["y"] + last["height"] - picture["y"] < PANEL
    below = [lab.place.locator(part).bounding_box() for part in (".nn-words", ".nn-controls")]
    lowest = max(box["y"] + box["height"] for box in below)
    assert whole["y"] + whole["height"] - lowest < 30


@pytest.mark.parametrize("width", [1024 - 14, 1366])
@pytest.mark.parametrize("name", ["evolution"])
def test_the_longest_words_fit_their_room(lab, small_page, width):
    small_page(width)
    lab.settled()
    for control, choice in (
        ("landscape", "XOR: nine numbers"),
        ("strategy", "(1+1) with the 1/5 rule"),
    ):
        lab.changes(lambda c=control, k=choice: lab.find(c).select_option(label=k))
    assert "orange ones became the best" in lab.settled()[1]
    assert lab.place.evaluate(SCROLLS) == []
    lab.place.get_by_role("button", name="Reset").press("Enter")
    lab.settled()


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
