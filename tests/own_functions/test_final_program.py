"""The program of the case, repaired: short, right part by part, and as good as the course's training."""

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from nn_helpers import check, data, network, training
from nn_helpers.own_functions import assemble
from nn_helpers.training import sweep

NAMES = ("sigmoid", "initialise", "forward", "predict", "gradients", "step")
X, Y = data.xor()
TEXT = assemble.final_program()


@pytest.fixture(scope="module")
def program():
    space = {"__name__": "final_program"}
    exec(compile(TEXT, "final_program.txt", "exec"), space)
    return SimpleNamespace(**space)


def test_it_has_thirty_lines_and_numpy_alone():
    lines = TEXT.splitlines()
    assert sum(bool(line.strip()) for line in lines) == 30
    assert [line for line in lines if "import" in line] == ["import numpy as np"]


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_its_text_keeps_to_the_style_of_the_course(command):
    ruff = [sys.executable, "-m", "ruff", *command, "--stdin-filename", "final_program.py", "-"]
    done = subprocess.run(ruff, input=TEXT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_runs_by_itself_and_says_how_many_seeds_are_right(capsys):
    exec(TEXT, {"__name__": "__main__"})
    assert "17 of 20 seeds are right" in capsys.readouterr().out


def test_every_function_of_the_program_passes_its_check(program):
    for name in NAMES:
        assert getattr(check, name).report(getattr(program, name)).passed, name


def test_a_sigmoid_of_anything_is_silent_and_right(program):
    z = np.array([-1000.0, -30, -1, 0, 1, 30, 1000])
    with np.errstate(over="raise", invalid="raise"):
        np.testing.assert_allclose(program.sigmoid(z), network.sigmoid(z), atol=1e-15)


@pytest.mark.parametrize("seed", [0, 3, 11])
def test_it_learns_what_the_course_s_training_learns(program, seed):
    start = network.initialise(np.random.default_rng(seed), 0.5)
    end, _ = training.train(start, X, Y, 1, 2000)
    np.testing.assert_allclose(program.learn(seed, X, Y), network.predict(end, X), rtol=1e-6)


def test_rates_of_the_program(program):
    """Lesson 10 and its question "whole": about nine in ten, over many seeds."""
    X, Y = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0, 1, 1, 0]])
    assert 0.88 < sweep.run(1, 0.5, 1000, 2000).success[0, 0] < 0.95
    start = program.initialise(np.random.default_rng(3), 0.5)
    end = sweep.run(1, 0.5, [3], 2000)
    np.testing.assert_allclose(program.learn(3, X, Y), end.outputs[0, 0, 0], rtol=1e-6)
    np.testing.assert_array_equal(start[0], network.initialise(np.random.default_rng(3), 0.5).W1)
