"""Labs in a JupyterLab that sends their messages to a second thread, and in one of ours that does not.

A lab that runs a learner's code is dragged; then, and meanwhile, cells print and draw.
"""

from importlib.metadata import version

import nbformat
import pytest
from notebook_page import BUSY_ICON, NotebookPage, serving

HAS_SUBSHELLS = int(version("ipykernel").split(".")[0]) >= 7
SETTING = "@jupyterlab/apputils-extension:kernels-settings"
TAKES = {
    "backprop": "gradients",
    "cost_surface": "cost",
    "evolution": "hill_climb",
    "h_slider": "numerical_gradients",
    "neuron": "sigmoid",
    "ratchet": "sgd_step",
    "training": "train",
    "wire": "forward",
}
SMALL = {
    "evolution": {"turns": 200},
    "ratchet": {"epochs": 150},
    "training": {"epochs": 200},
    "backprop": {"step": 9},
}
SLIDER = {"evolution": 2}  # its width: on XOR the search starts from zeros, wherever x and y are
FIRST = """
import sys, threading, time, warnings
import matplotlib.pyplot as plt
from nn_helpers import labs
from nn_helpers.labs import learner
from nn_helpers.labs.learner import Function
where = set()
learner.SECONDS = 300  # a busy machine is no mistake in a lab

def own(name, **settings):
    lab = getattr(labs, name)(**settings)
    function = next(v for v in vars(lab).values() if isinstance(v, Function))
    def mine(*arguments):
        where.add(threading.current_thread().name)
        print("quiet")
        return function.function(*arguments)
    return getattr(labs, name)(**settings, **{function.name: mine})

def process():
    return sys.stdout, sys.stderr, time.sleep, [f for f in warnings.filters]

before = process()
"""
PRINTS = """
print("hello", process() == before, sorted(where), [lab.error for lab in all_labs if lab.error],
      any(t.name.startswith("subshell") for t in threading.enumerate()))
"""
BUSY = """
for k in range(50):  # ten seconds
    print("line", k)
    if k % 10 == 0:
        plt.plot([k, 1]); plt.show()
    time.sleep(0.2)
"""
# Values between the stops of every slider.
EXACT = {
    "backprop": {"label": 0.333, "W1": [[1.234, -0.51], [2.55, 0.0625]], "b1": [0.05, -1.01],
                 "W2": [1.5001, -2.0], "b2": 0.05},
    "cost_surface": {"x": 0.123, "y": -3.4567},
    "evolution": {"width": 0.1234, "seed": 123, "turns": 1234},
    "h_slider": {"h": 0.000123, "seed": 1001},
    "last_sample": {"epochs": 77},
    "neuron": {"w1": 0.25, "w2": 1.005, "b": -1.4999},
    "race": {"learning_rate": 0.777, "init_scale": 0.3333, "width": 0.456, "budget": 500},
    "ratchet": {"learning_rate": 0.777, "init_scale": 0.3333, "seed": 12345, "epochs": 155},
    "success_map": {"epochs": 123, "seeds": 7},
    "the_case": {"learning_rate": 0.777, "epochs": 1234, "seed": 12345},
    "training": {"learning_rate": 0.777, "init_scale": 0.3333, "seed": 12345, "epochs": 2018},
    "wire": {"W1": [[1.234, -0.51], [2.55, 0.0625]], "b1": [0.05, -1.01], "W2": [1.5001, -2.0],
             "b2": 0.05},
}  # fmt: skip
LABS = list(TAKES)
PRINTING, DRAWING, EXACTLY = len(LABS) + 1, len(LABS) + 2, len(LABS) + 3
TOLD = EXACTLY + len(EXACT)


def cells():
    labs = [f"l_{n} = own({n!r}, **{SMALL.get(n, {})})\nl_{n}" for n in LABS]
    exact = [f"e_{n} = labs.{n}(**{EXACT[n]})\ne_{n}" for n in EXACT]
    told = f"for lab in ({', '.join('e_' + n for n in EXACT)},):\n    print(lab.call())"
    printing = f"all_labs = ({', '.join('l_' + n for n in LABS)},)\n{PRINTS}"
    return [FIRST, *labs, printing, BUSY, *exact, told]


@pytest.fixture(scope="module", params=["perCommTarget", None], ids=["subshells", "as we set it"])
def page(request, browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("threads")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells()])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, folder / "threads.ipynb")
    own = {SETTING: {"commsOverSubshells": request.param}} if request.param else None
    with serving(folder, own, without=[BUSY_ICON]) as (address, token):
        opened = NotebookPage(browser, f"{address}/lab/tree/threads.ipynb?token={token}")
        opened.subshells = request.param is not None and HAS_SUBSHELLS
        opened.run_all()
        yield opened
        opened.close()


def place_of(page, index):
    return page.scroll_to(f".jp-Cell[data-windowed-list-index='{index}'] .nn-lab")


def drag(page, place, by=60, steps=20, milliseconds=1000, slider=0):
    """Drag a slider of a lab there, as slowly as a hand would."""
    handle = place.locator(".noUi-handle").nth(slider)
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + by * step / steps, y)
        page.wait_for_timeout(milliseconds / steps)
    page.mouse.up()


@pytest.mark.parametrize("name", LABS)
def test_after_a_drag_the_next_cell_prints(page, name):
    place = place_of(page, 1 + LABS.index(name))
    words = place.locator("[role=status]").last.inner_text()
    slider = SLIDER.get(name, 0)
    drag(page.page, place, 60, slider=slider)
    drag(page.page, place, -45, slider=slider)
    page.page.wait_for_timeout(500)
    assert place.locator("[role=status]").last.inner_text() != words
    text, _ = page.run_cell(PRINTING)
    assert text.strip() == f"hello True ['MainThread'] [] {page.subshells}"


def test_what_a_lab_was_given_stays_when_it_is_shown(page):
    for index in range(len(EXACT)):
        place_of(page, EXACTLY + index)
    page.page.wait_for_timeout(1000)
    text, _ = page.run_cell(TOLD)
    from nn_helpers import labs

    given = [getattr(labs, name)(**values) for name, values in EXACT.items()]
    assert text.split() == "\n".join(lab.call() for lab in given).split()
    for lab, values in zip(given, EXACT.values(), strict=True):
        flat = {k: v for k, v in values.items() if not isinstance(v, list)}
        assert {k: lab.arguments()[k] for k in flat} == flat


def test_a_typed_number_is_taken_exactly_and_one_outside_is_answered(page):
    place = place_of(page, EXACTLY + list(EXACT).index("training"))
    entry = place.locator("input[type=text]").first
    status = place.locator("[role=status]").last
    for text, words in (("0.0123456", "The cost starts"), ("1000", "1000 is outside")):
        entry.fill(text)
        entry.press("Enter")
        status.get_by_text(words).wait_for()
        assert entry.input_value() == "0.0123456"
    call = place.locator(".nn-call").inner_text()
    assert call.startswith("labs.training(learning_rate=0.0123456, init_scale=0.3333")


def test_drags_beside_a_cell_that_prints_and_draws(page):
    page.run_cell(DRAWING, wait=False)
    for by in (40, -40, 40, -40):
        drag(page.page, place_of(page, LABS.index("wire") + 1), by)
    text, pictures = page.output_of(DRAWING)
    assert text.split("\n")[:-1] == [f"line {k}" for k in range(50)]
    assert pictures == 5 or page.subshells


def test_no_error_anywhere(page):
    assert page.console == []
