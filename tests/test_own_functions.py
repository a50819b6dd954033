"""The learner's own functions: kept by a check, brought back, and never in the way when broken."""

import inspect
import io
from contextlib import redirect_stdout

import numpy as np
import pytest

from nn_helpers import check, network, own_functions, saved_work

NAMES = ("sigmoid", "initialise", "forward", "predict", "gradients", "step")


def keep(name, source):
    saved_work.update("answers", name, source)


def step(params, grads, learning_rate):
    """My own step."""
    return [p - learning_rate * g for p, g in zip(params, grads, strict=True)]


def test_nothing_kept_gives_the_courses_and_says_where_to_get_ones_own():
    found = own_functions.function("step")
    assert not found.own
    assert found.function is network.step
    assert found.why == "Nothing is kept yet. Lesson 03 asks for it."
    assert own_functions.function("step", otherwise=step).function is step


def test_what_a_check_has_passed_comes_back_as_ones_own(monkeypatch):
    monkeypatch.setenv("NN_HELPERS_CHECK_RETURNS", "1")
    assert check.step(step).passed
    found = own_functions.function("step")
    assert found.own
    assert found.function is not step
    assert found.source == inspect.getsource(step).strip()
    assert "My own step" in found.function.__doc__
    one = network.Params(*np.ones((4, 1, 1)))
    assert found(one, one, 0.25)[0] == 0.75


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("def step(params, grads, lea", "not a whole function"),
        ("", "not a whole function"),
        (17, "not a whole function"),
        ("1 / 0", "not a whole function"),
        ("raise SystemExit", "not a whole function"),
        ("def other(params): pass", "not a whole function"),
        ("step = 3", "not a whole function"),
        ("@1 / 0\ndef step(params, grads, learning_rate):\n    return params", "not a whole"),
        ("def step(params, grads, learning_rate):\n    return params", "does not pass"),
        (
            "def step(params, grads, learning_rate):\n    return my_helper(params)",
            "needs my_helper",
        ),
        ("def step(params, grads, learning_rate):\n    while True: pass", "does not pass"),
    ],
)
def test_what_is_broken_gives_the_courses_with_a_calm_sentence(source, why):
    keep("step", source)
    found = own_functions.function("step")
    assert not found.own
    assert found.function is network.step
    assert why in found.why
    assert "\n" not in found.why


def test_a_name_without_a_function_is_an_error():
    with pytest.raises(KeyError, match="wire_xor"):
        own_functions.function("wire_xor")


def test_a_kept_function_may_use_another_kept_one_and_the_course():
    keep("sigmoid", "def sigmoid(z):\n    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)")
    keep("forward", """def forward(params, X):
        W1, b1, W2, b2 = params
        Z1 = W1 @ X + b1
        A1 = sigmoid(Z1)
        Z2 = W2 @ A1 + b2
        return Z1, A1, Z2, network.sigmoid(Z2)""")  # fmt: skip
    keep("predict", "def predict(params, X):\n    return forward(params, X)[3]")
    tools = own_functions.functions(*NAMES)
    assert [k.name for k in tools if k.own] == ["sigmoid", "forward", "predict"]
    assert "tanh" in tools.sigmoid.source
    assert tools.predict.function.__globals__["sigmoid"] is not network.sigmoid


def test_a_broken_neighbour_does_not_spoil_the_others():
    keep("sigmoid", "def sigmoid(z):\n    return (")
    keep("predict", "def predict(params, X):\n    return forward(params, X)[3]")
    assert own_functions.function("predict").own
    assert not own_functions.function("sigmoid").own


def test_the_namespace_is_clean():
    keep("step", inspect.getsource(step))
    own_functions.function("step")
    space = own_functions.function("step").function.__globals__
    assert "keep" not in space
    assert "check" not in space
    assert own_functions.COURSE["step"] is network.step


def test_the_table_says_whose_each_is():
    keep("step", inspect.getsource(step))
    tools = own_functions.functions(*NAMES)
    assert repr(tools).startswith("1 of 6 functions are your own.")
    assert repr(tools).count("the course's") == 5
    assert "<b>yours</b>" in tools._repr_html_()
    with pytest.raises(AttributeError, match="no 'train' here"):
        _ = tools.train


# The whole program ----------------------------------------------------------------------------


def run(text):
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(text, "program", "exec"), {"__name__": "__main__"})
    return said.getvalue()


def test_the_program_of_the_course_has_thirty_lines_and_numpy_alone():
    text = own_functions.program(own_functions.functions(*NAMES))
    assert sum(bool(line.strip()) for line in text.splitlines()) == 30
    assert [line for line in text.splitlines() if "import" in line] == ["import numpy as np"]
    assert max(map(len, text.splitlines())) <= 100
    assert "17 of 20 seeds are right" in run(text)


def test_the_learners_functions_stand_in_the_program_and_run():
    keep("step", inspect.getsource(step))
    keep("gradients", """def gradients(params, X, Y):
        _, A1, _, A2 = network.forward(params, X)
        hidden = np.transpose(params[2]) @ (A2 - Y) * A1 * (1 - A1)
        sums = [d.sum(axis=1, keepdims=True) for d in (hidden, A2 - Y)]
        return network.Params(hidden @ X.T, sums[0], (A2 - Y) @ A1.T, sums[1])""")  # fmt: skip
    keep("predict", "def predict(params, X):\n    return sgd(params, X)")  # does not pass
    keep("initialise", """def initialise(rng, scale):
        shapes = Params((2, 2), (2, 1), (1, 2), (1, 1))
        return Params(*(rng.uniform(-scale, scale, s) for s in shapes))""")  # fmt: skip
    text = own_functions.program(own_functions.functions(*NAMES))
    assert "My own step" in text
    assert "sgd" not in text
    assert "nn_helpers" not in text  # it needs numpy alone
    assert 'Params = namedtuple("Params"' in text
    assert "= forward(params, X)" in text
    assert "17 of 20 seeds are right" in run(text)


@pytest.mark.parametrize(
    "source",
    [
        "def predict(params, X):\n    return network.predict(params, X)",
        "def predict(params, X):\n    forward = network.forward(params, X)\n    return forward[3]",
        "def predict(params, X):\n    return network.cost.__globals__['predict'](params, X)",
    ],
)
def test_where_the_courses_function_is_meant_it_is_imported(source):
    keep("predict", source)
    text = own_functions.program(own_functions.functions(*NAMES))
    assert "from nn_helpers import network" in text
    assert source in text
    assert "17 of 20 seeds are right" in run(text)


def test_two_functions_that_would_call_each_other_for_ever_stay_as_they_were():
    keep("predict", "def predict(params, X):\n    return network.forward(params, X)[3]")
    keep("forward", """def forward(params, X):
        Z1, A1, Z2, _ = network.forward(params, X)
        return Z1, A1, Z2, network.predict(params, X)""")  # fmt: skip
    text = own_functions.program(own_functions.functions(*NAMES))
    assert "return Z1, A1, Z2, network.predict(params, X)" in text
    assert "17 of 20 seeds are right" in run(text)


def test_a_function_of_the_course_that_is_not_in_the_program_is_imported():
    keep("step", """def step(params, grads, learning_rate):
        assert cost(np.array([[0.5]]), np.array([[1]])) > 0
        return [p - learning_rate * g for p, g in zip(params, grads)]""")  # fmt: skip
    text = own_functions.program(own_functions.functions(*NAMES))
    assert "from nn_helpers.network import cost" in text
    assert "17 of 20" in run(text)
