"""The learner's own functions: kept by a check, brought back, and never in the way when broken."""

import inspect
import io
from contextlib import redirect_stdout

import numpy as np
import pytest

from nn_helpers import (
    check,
    data,
    network,
    own_functions,
    saved_work,
)
from nn_helpers.check.progress import BROUGHT_BACK

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
    assert found.why == "Nothing of yours is kept yet. Lesson 03 asks for it."
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


def test_the_check_knows_which_functions_are_brought_back():
    assert tuple(own_functions.COURSE) == BROUGHT_BACK


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


HIDDEN_DELTA = """def hidden_delta(W2, delta2, A1):
    return (W2.T @ delta2) * (A1 - A1**2)"""
WITH_HELPER = """def gradients(params, X, Y):
    _, A1, _, A2 = network.forward(params, X)
    d2 = A2 - Y
    d1 = hidden_delta(params.W2, d2, A1)
    sums = [d.sum(axis=1, keepdims=True) for d in (d1, d2)]
    return network.Params(d1 @ X.T, sums[0], d2 @ A1.T, sums[1])"""


def test_gradients_may_call_the_hidden_delta_of_the_exercise_before():
    keep("gradients", WITH_HELPER)
    assert own_functions.function("gradients").own  # with the course's hidden_delta
    keep("hidden_delta", HIDDEN_DELTA)
    found = own_functions.function("gradients")
    assert found.own
    assert found.function.__globals__["hidden_delta"] is not network.hidden_delta


HANDED_IN = (
    inspect.getsource(network.step),
    "def step(params, grads, learning_rate):\n    return network.step(params, grads, learning_rate)",
    'def step(a, b, c):\n    """Mine."""\n    return network.step(a, b, learning_rate=c)',
)


@pytest.mark.parametrize("source", HANDED_IN)
def test_the_courses_function_is_not_called_the_learners(source):
    keep("step", source)
    found = own_functions.function("step")
    assert repr(found) == "step: the course's. You handed in the course's function."


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


# In a lesson -----------------------------------------------------------------------------------

FORWARD = """def forward(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = sigmoid(Z1)
    Z2 = W2 @ A1 + b2
    return [Z1, A1, Z2, sigmoid(Z2)]"""
NET = network.initialise(np.random.default_rng(0), scale=1)
X, Y = data.xor()


@pytest.fixture
def at_home(monkeypatch):
    """A learner's kernel, which pytest has not started."""
    monkeypatch.delenv("PYTEST_VERSION")


def test_a_lesson_runs_what_passed_and_says_whose_it_is(at_home, capsys):
    keep("forward", FORWARD)
    forward, cost = own_functions.mine("forward", "cost")
    assert capsys.readouterr().out.splitlines() == [
        "forward: yours, from lesson 01.",
        "cost: the course's. Nothing of yours is kept yet. Lesson 02 asks for it.",
        'To switch back: forward = own_functions.course("forward")',
    ]
    assert cost is network.cost
    assert repr(forward) == "forward: yours"
    layers = forward(NET, X)
    assert isinstance(layers, tuple)
    assert np.allclose(layers[3], network.predict(NET, X))
    assert own_functions.course("forward") is network.forward
    assert own_functions.course("forward", "cost") == (network.forward, network.cost)


def test_a_deleted_file_gives_the_courses(at_home, capsys):
    keep("forward", FORWARD)
    saved_work.path().unlink()
    assert own_functions.mine("forward") is network.forward
    assert "Nothing of yours is kept yet. Lesson 01 asks for it." in capsys.readouterr().out


def test_one_that_raises_on_other_shapes_makes_way_for_the_courses_in_words(at_home, capsys):
    keep("forward", FORWARD.replace("    Z1 =", "    assert X.shape[1] < 50\n    Z1 ="))
    forward = own_functions.mine("forward")
    assert np.allclose(forward(NET, X)[3], network.predict(NET, X))
    capsys.readouterr()
    many = np.zeros((2, 161))
    assert np.array_equal(forward(NET, many)[3], network.predict(NET, many))
    said = capsys.readouterr().out
    assert (
        said == "Your forward did not get through here (AssertionError). The course's takes over.\n"
    )
    forward(NET, many)
    assert not capsys.readouterr().out  # once is enough
    assert repr(forward) == "forward: the course's"


def test_an_exercise_may_use_a_watched_function(at_home, monkeypatch):
    monkeypatch.setenv("NN_HELPERS_CHECK_RETURNS", "1")
    keep("step", inspect.getsource(step))
    space = {"np": np, "network": network, "step": own_functions.mine("step")}
    exec(
        "def train(params, X, Y, learning_rate, epochs):\n"
        "    costs = []\n"
        "    for _ in range(epochs):\n"
        "        costs.append(network.cost(network.predict(params, X), Y))\n"
        "        params = step(params, network.gradients(params, X, Y), learning_rate)\n"
        "    return params, costs\n",
        space,
    )
    report = check.train(space["train"])
    assert report.passed, report
    assert space["step"].own


@pytest.mark.parametrize("grading", ["PYTEST_VERSION", "NBGRADER_EXECUTION"])
def test_what_is_graded_does_not_depend_on_what_is_kept(at_home, monkeypatch, capsys, grading):
    monkeypatch.setenv(grading, "9")
    keep("forward", FORWARD)
    assert own_functions.mine("forward") is network.forward
    assert "Nothing of yours is kept yet" in capsys.readouterr().out


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


def test_in_the_program_parameters_have_names_where_the_learner_calls_them_by_name():
    keep("step", """def step(params, grads, learning_rate):
        return [params.W1 - learning_rate * grads.W1, params.b1 - learning_rate * grads.b1,
                params.W2 - learning_rate * grads.W2, params.b2 - learning_rate * grads.b2]""")  # fmt: skip
    assert "17 of 20 seeds are right" in run(own_functions.program(own_functions.functions(*NAMES)))


def test_the_program_brings_along_what_the_learners_functions_call():
    keep("gradients", WITH_HELPER)
    text = own_functions.program(own_functions.functions(*NAMES))
    assert "from nn_helpers.network import hidden_delta" in text
    keep("hidden_delta", HIDDEN_DELTA)
    text = own_functions.program(own_functions.functions(*NAMES))
    assert HIDDEN_DELTA in text
    assert "nn_helpers" not in text
    assert "17 of 20 seeds are right" in run(text)


@pytest.mark.parametrize(
    "source",
    [
        "def predict(params, X):\n    found = network.predict(params, X)\n    return found",
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
