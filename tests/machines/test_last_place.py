"""What is printed and pinned has a margin: it comes again when every exp and log is off by one unit.

One seed decides in every run which results go up and which go down; ``--last-place-seeds=5`` tries
five. The tests that pin figures run moved anyhow (``moved_figures`` in ``tests/conftest.py``), and
here once more with each further seed.
"""

import json
import math
import os
import subprocess
import sys
from functools import partial

import numpy as np
import pytest
from machines.moved import last_place
from machines.stored import code_cells, differences, texts
from shared_kernel import shared_kernel
from support import PINNED, ROOT

from nn_helpers.course import build

HOOK = ROOT / "tests" / "machines" / "moved"
LESSONS = [source for source in build.sources() if source.stem[0].isdigit()]


def pytest_generate_tests(metafunc):
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(1, 1 + metafunc.config.option.last_place_seeds))


def environment(seed):
    """The variables of a process, and of all that it starts, in which functions are moved."""
    path = os.pathsep.join(filter(None, (str(HOOK), os.environ.get("PYTHONPATH"))))
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    return {**kept, "PYTHONPATH": path, "LAST_PLACE_SEED": str(seed)}


def units(numbers, exact):
    """By how many units in the last place do numbers differ from others?"""
    return np.asarray(numbers).view(np.int64) - np.asarray(exact).view(np.int64)


@pytest.fixture
def exp():
    return last_place.MovedFunction(np.exp, 1, next(last_place.factors(1)))


def test_every_result_is_off_by_one_and_half_of_them_go_up(exp):
    x = np.random.default_rng(0).uniform(-30, 30, 20_000)
    off = units(exp(x), np.exp(x))
    assert set(off.tolist()) == {-1, 1}
    assert 0.48 < np.mean(off > 0) < 0.52


def test_it_stays_a_function_of_its_argument_however_it_is_called(exp):
    x = np.random.default_rng(0).uniform(-5, 5, (50, 3))
    expected = exp(x)
    assert np.array_equal(exp(x[::-1])[::-1], expected)
    assert np.array_equal([[exp(n) for n in row] for row in x], expected)
    assert np.array_equal(exp(x[:2]), expected[:2])
    given = x.copy()
    assert exp(given, out=given) is given
    assert np.array_equal(given, expected)
    other = last_place.MovedFunction(np.exp, 1, next(last_place.factors(2)))
    assert not np.array_equal(other(x), expected)
    long = np.tile(x, (100, 1))  # longer than one block
    assert np.array_equal(exp(long)[-50:], expected)


def test_what_is_exact_everywhere_stays_exact(exp):
    assert exp(0.0) == exp(1e-30) == 1
    with np.errstate(over="ignore"):
        assert exp(np.array([-1000, 0, 1000, np.nan])).tolist()[:3] == [0, 1, np.inf]
    assert exp(np.float32(1)) == np.exp(np.float32(1))


def test_a_negative_result_moves_by_one_unit_too():
    log = last_place.MovedFunction(np.log, 0, next(last_place.factors(3)))
    x = np.random.default_rng(0).uniform(0.01, 1, 1000)
    assert set(units(log(x), np.log(x)).tolist()) == {-1, 1}
    assert [log(n) for n in x[:100]] == log(x)[:100].tolist()


def test_all_is_put_back():
    before = np.exp, math.exp
    places = last_place.move(1)
    assert np.exp is not before[0]
    assert math.exp is not before[1]
    last_place.put_back(places)
    assert (np.exp, math.exp) == before


SEEN = """
import json, math
from concurrent.futures import ProcessPoolExecutor
import numpy as np
from nn_helpers.training import plain_numbers

def elsewhere():
    return float(np.exp(3.0))

if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        there = pool.submit(elsewhere).result()
    print(json.dumps([math.exp(1), float(np.log(3)), plain_numbers.exp(2), there]))
"""


def test_a_process_that_is_moved_is_moved_everywhere(tmp_path):
    script = tmp_path / "seen.py"
    script.write_text(SEEN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], env=environment(1), check=True, capture_output=True, text=True
    )
    seen, exact = json.loads(done.stdout), [f(x) for f, x in ((math.exp, 1), (np.log, 3))]
    exact += [math.exp(2), np.exp(3.0)]
    assert np.abs(units(seen, exact)).tolist() == [1, 1, 1, 1]


def test_stored_outputs_come_again_in_any_order(seed, tmp_path, monkeypatch):
    """From last to first, with the work of the later lessons saved, and moved in the last place."""
    for name, value in environment(seed).items():
        monkeypatch.setenv(name, value)
    with shared_kernel(build.NOTEBOOKS, tmp_path) as kernel:
        execute = partial(kernel.execute, keep_saved=True)
        found = [differences(source, execute) for source in reversed(build.sources())]
        fresh = build.learner(build.SOURCES / "10_verdict.py")  # it offers what has been saved
        execute(fresh)
    assert not any(found), "\n\n".join(filter(None, found))
    assert any("6 of 6 functions are your own" in texts(cell) for cell in code_cells(fresh))
    checks = [cell for cell in code_cells(fresh) if "check" in build.tags(cell)]
    assert not any(texts(cell).startswith("Right") for cell in checks)


def test_pinned_figures_come_again(seed):
    """In a process of its own, so that what is computed on import is moved as well.

    With the first seed the tests that pin figures run in this process, so here are the examples in
    the docstrings alone.
    """
    places = ["nn_helpers"] if seed == 1 else ["nn_helpers", *PINNED]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--numprocesses=0", "-q", *places],
        cwd=ROOT,
        env=environment(seed),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
