"""What a student's own cells contribute to an answer: as in a notebook, and nothing that takes long."""

import io

import pytest

from nn_helpers.course.grading import attempt, course_own, own_cells

ANSWER = "def answer(x):\n    return helper(x)"
HELPERS = {
    "a lambda": "helper = lambda x: 2 * x",
    "a name for a function of a library": "import math\nhelper = math.floor",
    "a decorator": "import functools\n@functools.lru_cache\ndef helper(x):\n    return 2 * x",
    "a computed constant": "import math\ntwo = math.sqrt(4)\ndef helper(x):\n    return two * x",
    "an annotated constant": "two: int = 2\ndef helper(x):\n    return two * x",
    "a table made by a loop": "t = {}\nfor i in range(9):\n    t[i] = 2 * i\ndef helper(x):\n    return t[x]",
    "a choice": "try:\n    from nowhere import helper\nexcept ImportError:\n    helper = lambda x: 2 * x",
    "a class": "class Twice:\n    def __call__(self, x):\n        return 2 * x\nhelper = Twice()",
    "below a magic": "%matplotlib inline\n!pip install x\ndef helper(x):\n    return 2 * x",
    "under a time magic": "%%time\ndef helper(x):\n    return 2 * x",
    "indented": "    def helper(x):\n        return 2 * x",
}


def ran(*cells, last=ANSWER):
    """Run own cells and then the exercise's; return the namespace and the errors."""
    space = {}
    pieces = [
        {"label": f"cell {i}", "source": source, "exercises": source == last}
        for i, source in enumerate([*cells, last])
    ]
    return space, attempt.run_cells(space, pieces, "answer")


@pytest.mark.parametrize("helper", HELPERS.values(), ids=HELPERS)
def test_what_an_answer_needs_comes_along(helper):
    space, errors = ran(helper)
    assert errors == {}
    assert space["answer"](3) in (3, 6)


@pytest.mark.parametrize(
    "magic", ["%%time", "\n%%capture out", "%%prun -q", "%matplotlib inline\n"]
)
def test_an_answer_under_a_magic_is_there(magic):
    space, _ = ran(last=f"{magic}\ndef answer(x):\n    display(x)\n    return x")
    assert space["answer"](3) == 3


def test_what_an_answer_does_not_need_is_not_tried():
    """Local names, and trials below the answer, need nothing."""
    slow = "x = params = table = 1 / 0\nfor rate in range(9):\n    1 / 0"
    last = (
        "def answer(params):\n    x = params\n    return [rate for rate in x]\nmine = answer(table)"
    )
    space, errors = ran(slow, last=last)
    assert space["answer"]([1]) == [1]
    assert set(errors) == {"cell 1"}  # the trial, after the answer was there


def test_a_cell_that_is_no_python_takes_nothing_away():
    space, errors = ran("def broken(:", "helper = abs")
    assert space["answer"](-3) == 3
    assert errors == {}


def test_names_of_a_text_that_is_no_python():
    assert own_cells.statements("(" * 5000) == []
    assert own_cells.reads("def (") == set()
    assert own_cells.defined("a = b[0] = c.d = 1") == {"a", "b", "c"}


def test_what_stands_below_a_call_of_the_courses_own_answer_still_runs():
    """In a merged cell a check stands between two answers; at grading it calls what is disabled."""
    space = {"check": disabled}
    last = "first = 1\ncheck()\ndef answer(x):\n    return first"
    errors = attempt.run_cells(space, [{"label": "c", "source": last, "exercises": True}], "answer")
    assert errors == {}
    assert space["answer"](0) == 1


def disabled():
    raise course_own.HandedIn("check")


def test_a_helper_in_a_file_beside_is_explained():
    _, errors = ran(last="from my_helpers import f\nanswer = f")
    assert "no file beside it is read" in errors["cell 0"]["said"]


def test_input_gets_no_answer(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    _, errors = ran(last="n = input()\nanswer = n")
    assert "nobody answers input()" in errors["cell 0"]["said"]
