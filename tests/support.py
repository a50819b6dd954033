"""Small things that several test files use."""

import os
import random
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Where tests pin figures that lessons, questions and pictures show.
PINNED = (
    "tests/evolution",
    "tests/lessons",
    "tests/test_ablation.py",
    "tests/test_case.py",
    "tests/training",
)


def examples(number):
    """How many examples hypothesis draws: all of them with ``THOROUGH=1``, else a quarter.

    They are drawn anew in every run, so ordinary runs get round to all of them too.
    """
    return number if os.environ.get("THOROUGH") else max(2, number // 4)


def drawn(things, number):
    """So many of the things, others in every run; all of them with ``THOROUGH=1``.

    For what is dear and can only fail where something fails in every run too.
    """
    things = list(things)
    return things if os.environ.get("THOROUGH") else random.sample(things, number)


def apart(function):
    """Return ``function()``, called in a thread of its own: one in which no event loop runs.

    Where the browser tests have a turn, their loop goes on in the main thread.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function).result()


def skip_unless_ci(reason):
    """Skip with a reason that says how to get the test to run; in CI nothing may be skipped."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def wait_for(url, seconds=60):
    """Wait until a server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
