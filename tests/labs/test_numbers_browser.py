"""Numbers typed into every lab in a real JupyterLab: kept exactly, or answered with a sentence."""

import ast
import functools

import nbformat
import pytest

from nn_helpers import labs
from nn_helpers.labs.number import Number, shown

NAMES = labs.__all__
# Small runs, so that the tests wait for the page and not for the training.
SMALL = {
    "ratchet": {"epochs": 200},
    "evolution": {"turns": 200},
    "race": {"budget": 200, "seeds": 2},
    "success_map": {"epochs": 100, "seeds": 10},
    "training": {"epochs": 200},
}
KEPT = """
print({name: {n: c.value for n, c in lab.controls.items()} for name, lab in every.items()})
"""
# The entry beside the slider of this name.
ENTRY = """(lab, name) => [...lab.querySelectorAll('.widget-slider')]
    .find(e => e.querySelector('.widget-label').textContent.trim() == name)
    .parentElement.querySelector('input[type=text]')"""


def between_stops(number):
    """Return a value of a control that is none of its stops, where it takes such a value."""
    if number.only_grid:
        return number.grid[-2]
    low, high = number.grid[1], number.grid[2]
    if number.whole:
        return low + (high - low) // 3
    return low + 0.3137 * (high - low)


def numbers(lab):
    found = {n: c for n, c in lab.controls.items() if isinstance(c, Number) and c.entry}
    return {name: number for name, number in found.items() if not number.disabled}


@pytest.fixture(scope="module")
def opened(window, jupyterlab):
    first = f"from nn_helpers import labs\nevery = {{n: getattr(labs, n)(**{SMALL}.get(n, {{}})) "
    first += f"for n in {NAMES}}}"
    cells = [first, *(f"every[{name!r}]" for name in NAMES), KEPT]
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
    written.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(written, jupyterlab.folder / "notebooks" / "numbers.ipynb")
    page = window("numbers.ipynb")
    page.run_all()
    return page


@pytest.fixture(scope="module")
def copy_of():
    """A function that returns a lab without a page, made once: its picture is not what is looked at."""
    return functools.cache(lambda name: getattr(labs, name)(**SMALL.get(name, {})))


@pytest.fixture
def lab(opened, copy_of, name):
    place = opened.scroll_to(
        f".jp-Cell[data-windowed-list-index='{1 + NAMES.index(name)}'] .nn-lab"
    )
    return Typing(opened, place, copy_of(name))


class Typing:
    """A lab on a page, into which somebody types, and the same lab without a page."""

    def __init__(self, opened, place, copy):
        self.opened, self.place, self.copy = opened, place, copy
        self.status = place.locator("[role=status]").last

    def type(self, number, text):
        entry = self.place.element_handle().evaluate_handle(ENTRY, number.description).as_element()
        entry.fill(text)
        entry.press("Enter")
        return entry

    def shows(self, words):
        self.place.locator(".nn-words").get_by_text(words).first.wait_for()

    def kept(self):
        text, _ = self.opened.run_cell(len(NAMES) + 1)
        return ast.literal_eval(text)[self.copy.name]


@pytest.mark.parametrize("name", NAMES)
def test_a_number_within_the_range_is_kept_exactly_and_the_call_names_it(lab, name):
    values = {n: between_stops(number) for n, number in numbers(lab.copy).items()}
    for control, value in values.items():
        entry = lab.type(lab.copy.controls[control], repr(value))
        lab.copy.controls[control].value = value
        lab.shows(lab.copy.call())
        assert entry.input_value() == lab.copy.controls[control].shown(value)
    kept = lab.kept()
    assert {n: kept[n] for n in values} == values


@pytest.mark.parametrize("name", NAMES)
def test_a_number_outside_and_no_number_are_answered_and_change_nothing(lab, name):
    before = lab.kept()
    for number in numbers(lab.copy).values():
        outside = "is not." if number.only_grid else "is outside."
        for text, words in (
            (repr(number.high + 1), f"{shown(number.high + 1)} {outside}"),
            (repr(number.low - 1), f"{shown(number.low - 1)} {outside}"),
            ("a few", "'a few' is none."),
        ):
            entry = lab.type(number, text)
            lab.shows(words)
            assert lab.status.inner_text().startswith(f"That did not work. {number.name} ")
            assert entry.input_value() != text
    assert lab.kept() == before


ACTIVE = "document.querySelector('.jp-Cell.jp-mod-active').dataset.windowedListIndex"


@pytest.mark.parametrize("name", ["neuron"])
def test_after_a_typed_number_shift_enter_goes_on_to_the_next_cell(lab, name):
    page, here = lab.opened.page, 1 + NAMES.index(name)
    number = next(iter(numbers(lab.copy).values()))
    lab.type(number, repr(between_stops(number))).press("Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Cell')")
    lab.type(number, repr(between_stops(number))).press("Shift+Enter")
    page.wait_for_function(f"() => {ACTIVE} == {here + 1}")


def test_nothing_went_wrong_on_the_page(opened):
    assert opened.console == []
