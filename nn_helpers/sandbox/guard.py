"""Run a function: catch its errors and prints, put back all it changed in the process.

Everything it could leave behind is put back: numpy's and Python's random state, numpy's error state
and print options, warning filters, standard streams, ``input``, the folder and the recursion limit.
"""

import builtins
import contextlib
import io
import os
import random
import sys
import sysconfig
import traceback
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from nn_helpers.sandbox import limit

SECONDS = 3.0  # how long one check may take in all
PRINTED = 2000  # how many characters of what a function prints are kept
LIBRARIES = (str(Path(__file__).parents[1]), *map(sysconfig.get_path, ("stdlib", "purelib")))


@dataclass
class Outcome:
    """What one guarded run did.

    Attributes
    ----------
    value : what came back
    error : name of the exception's class, or ""
    said : the text of the error with the learner's line, or ""
    slug : the name of the mistake, where the error itself tells it
    printed : what was printed, cut off when it is long
    warned : texts of numpy's and other run-time warnings
    global_random : whether numpy's or Python's global generator was used
    """

    value: object = None
    error: str = ""
    said: str = ""
    slug: str | None = None
    printed: str = ""
    warned: list = field(default_factory=list)
    global_random: bool = False


class Problem(Exception):
    """What came back has not the expected form. The text says so in words."""

    def __init__(self, text, slug=None):
        super().__init__(text)
        self.slug = slug


class Stopped(Exception):
    """A call of a check took too long; it holds what was called with, and what is to say."""

    def __init__(self, outcome, given):
        self.outcome, self.given = outcome, given


class _Capped(io.StringIO):
    """A stream that keeps the beginning alone, so that an endless print needs no memory."""

    def write(self, text):
        if self.tell() < PRINTED:
            super().write(text[:PRINTED])
        return len(text)


def run(action, seconds=SECONDS):
    """Return the ``Outcome`` of ``action()``. Only ``KeyboardInterrupt`` comes through."""
    outcome, printed = Outcome(), _Capped()
    with _everything_put_back(outcome, printed), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", RuntimeWarning)
        try:
            outcome.value = limit.run(action, seconds)
        except limit.OutOfTime:
            outcome.error = "OutOfTime"
            outcome.said = f"It was still running after {SECONDS:g} seconds, and was stopped."
        except Problem as problem:
            outcome.error, outcome.said = type(problem).__name__, str(problem)
            outcome.slug = problem.slug
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit and RecursionError as well
            outcome.error, outcome.said = type(error).__name__, _in_words(error)
        outcome.warned = [str(w.message) for w in warned]
    outcome.printed = printed.getvalue()
    return outcome


@contextlib.contextmanager
def _everything_put_back(outcome, printed):
    numpys, pythons = np.random.get_state(), random.getstate()
    before = builtins.input, sys.stdin, sys.getrecursionlimit(), _folder()
    builtins.input, sys.stdin = _no_input, io.StringIO()
    try:
        with (
            np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"),
            np.printoptions(),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            yield
    finally:
        builtins.input, sys.stdin = before[:2]
        sys.setrecursionlimit(before[2])
        if before[3] and _folder() != before[3]:
            os.chdir(before[3])
        after = np.random.get_state()
        outcome.global_random = (
            after[2:] != numpys[2:]
            or not np.array_equal(after[1], numpys[1])
            or random.getstate() != pythons
        )
        np.random.set_state(numpys)
        random.setstate(pythons)


def _folder():
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return None


def _no_input(*_prompt):
    raise RuntimeError("input() waits for somebody to type. This function gets all it needs.")


def _in_words(error):
    """Return an error's text with the line of the learner's code in which it happened."""
    if isinstance(error, SystemExit):
        return "It ended the program (sys.exit, exit or quit)."
    if isinstance(error, RecursionError):
        return "It called itself again and again, until Python gave up (RecursionError)."
    if isinstance(error, MemoryError):
        return "It asked for more memory than there is (MemoryError)."
    text = f"{type(error).__name__}: {_first_line(error)}".rstrip(": ")
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(LIBRARIES) and not frame.filename.startswith("<__")
    ]
    line = (frames[-1].line or "").strip() if frames else ""
    return f"{text}\nIn line {frames[-1].lineno}: {line}" if line else text


def _first_line(error):
    try:
        return (str(error).splitlines() or [""])[0][:160]
    except Exception:
        return "(its text cannot be shown)"
