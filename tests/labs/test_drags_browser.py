"""In a real JupyterLab: a weight along its line, the walker, a unit's line, the nudge, the end of a run."""

import re

import nbformat
import pytest
from lab_page import LabPage

LABS = {
    "backprop": "sample=3, W1=((1, -2), (2, 1)), W2=(2, -1), step=10",
    "the_case": "",
    "cost_surface": "around='a network stuck at 2 ln 2', x=3.0, y=-2.0",
    "wire": "W1=((10, 10), (10, 10)), b1=(-5, -12), W2=(10, -10), b2=-5",
    "h_slider": "",
}
CALLS = f"for lab in ({', '.join(LABS)}):\n    print(lab.call())"


@pytest.fixture(scope="module")
def opened(window, jupyterlab):
    labs = [f"{n} = labs.{n}({given})\n{n}" for n, given in LABS.items()]
    cells = ["from nn_helpers import labs", *labs, CALLS]
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    written.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(written, jupyterlab.folder / "notebooks" / "drags.ipynb")
    page = window("drags.ipynb")
    page.run_all()
    return page


@pytest.fixture
def lab(opened, request):
    return LabPage(opened, 1 + list(LABS).index(request.param))


def number(call, name):
    return float(re.search(rf"\b{name}=(-?[\d.e-]+)", call).group(1))


@pytest.mark.parametrize("lab", ["backprop"], indirect=True)
def test_a_weight_is_dragged_along_its_line(lab):
    lab.drag("W2[0, 0]", 40, 20)
    assert "path='W2[0, 0]'" in lab.call
    assert number(lab.call.replace("W2=[", "first="), "first") > 2.5
    assert "Slope for W2[0, 0]: " in lab.sentence
    lab.press("W1[0, 1]", "ArrowUp", "Shift+ArrowUp")
    assert "W1=[[1, -1.4], [2, 1]]" in lab.call
    assert "Slope for W1[0, 1]: " in lab.sentence


@pytest.mark.parametrize("lab", ["the_case"], indirect=True)
def test_the_end_of_the_run_is_dragged(lab):
    lab.drag("the end of the run", -60, 0)
    assert 2000 < number(lab.call, "epochs") < 4500
    lab.press("the end of the run", "ArrowLeft")


@pytest.mark.parametrize("lab", ["cost_surface"], indirect=True)
def test_the_walker_is_dragged_downhill(lab):
    before = float(re.search(r"the cost is (\d+\.\d+)", lab.sentence).group(1))
    lab.drag("where you stand", 30, -30)
    assert number(lab.call, "x") > 4
    assert number(lab.call, "y") > -1
    assert float(re.search(r"the cost is (\d+\.\d+)", lab.sentence).group(1)) < before
    lab.press("where you stand, up", "ArrowRight")


@pytest.mark.parametrize("lab", ["wire"], indirect=True)
def test_the_line_of_a_unit_is_dragged_and_turned(lab):
    lab.drag("the line of hidden unit 2", 20, -20)
    assert number(lab.call.replace("b1=[-5, ", "second="), "second") < -13
    lab.drag("one end of the line of hidden unit 2", -8, 0)
    assert "W1=[[10, 10], [10, 10]]" not in lab.call
    lab.press("the cut of the output unit", "ArrowUp")


@pytest.mark.parametrize("lab", ["h_slider"], indirect=True)
def test_the_nudge_is_dragged_along_the_curve(lab):
    lab.drag("the nudge h", -60, 0)
    assert 1e-7 < number(lab.call, "h") < 1e-2
    lab.press("the nudge h", "ArrowLeft")


def test_the_kernel_knows_what_the_pages_show(opened):
    shown = [LabPage(opened, 1 + place).call for place in range(len(LABS))]
    text, _ = opened.run_cell(len(LABS) + 1)
    assert text.splitlines() == shown


def test_nothing_went_wrong_on_the_page(opened):
    assert opened.errors() == []
