"""run gives an Outcome: errors in words, prints; Problem; the process put back (random).

What belongs to this call alone is set for it alone: numpy's error state and print options, and where
an isolated function prints. The generators of the whole process cannot be exchanged for one call, so
a change of their state is noticed and taken back.
"""

import contextlib
import random
import sysconfig
import traceback
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from nn_helpers.sandbox import limit, stand_ins

SECONDS = 3.0  # how long one check may take in all
PRINTED = stand_ins.PRINTED
LIBRARIES = (str(Path(__file__).parents[1]), *map(sysconfig.get_path, ("stdlib", "purelib")))


@dataclass
class Outcome:
    """What one guarded run did."""

    value: object = None  # what came back
    error: str = ""  # the name of the exception's class
    said: str = ""  # the text of the error with the learner's line
    slug: str | None = None  # the name of the mistake, where the error itself tells it
    printed: str = ""  # what was printed, cut off when it is long
    warned: list = field(default_factory=list)  # texts of numpy's and other run-time warnings
    global_random: bool = False  # whether numpy's or Python's global generator was used


class Problem(Exception):
    """What came back has not the expected form. The text says so in words."""

    def __init__(self, text, slug=None):
        super().__init__(text)
        self.slug = slug


class _Warned:
    """Where numpy writes what it would warn of. Its warnings ask filters that are everybody's."""

    def __init__(self):
        self.texts = []

    def write(self, text):
        self.texts.append(text.strip().removeprefix("Warning: "))


def run(action, seconds=SECONDS):
    """Return the ``Outcome`` of ``action()``. Only ``KeyboardInterrupt`` comes through.

    >>> run(lambda: 1 / 0).error
    'ZeroDivisionError'
    """
    outcome, warned = Outcome(), _Warned()
    log = {"over": "log", "divide": "log", "invalid": "log", "under": "ignore"}
    own_numpy = np.errstate(call=warned, **log)
    with _put_back(outcome), stand_ins.caught() as printed, own_numpy, np.printoptions():
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
            outcome.error, outcome.said = type(error).__name__, in_words(error)
            outcome.slug = "name-missing" if isinstance(error, NameError) else None
    outcome.warned, outcome.printed = warned.texts, printed.getvalue()
    return outcome


@contextlib.contextmanager
def _put_back(outcome):
    """Take back what the call changed, and only that."""
    numpys, pythons = np.random.get_state(), random.getstate()
    try:
        yield
    finally:
        after = np.random.get_state()
        numpy_drew = after[2:] != numpys[2:] or not np.array_equal(after[1], numpys[1])
        python_drew = random.getstate() != pythons
        outcome.global_random = numpy_drew or python_drew
        if numpy_drew:
            np.random.set_state(numpys)
        if python_drew:
            random.setstate(pythons)


def in_words(error):
    """Return an error's text with the line of the learner's code in which it happened."""
    if isinstance(error, SystemExit):
        return "It ended the program (sys.exit, exit or quit)."
    if isinstance(error, RecursionError):
        return "It called itself again and again, until Python gave up (RecursionError)."
    text = f"{type(error).__name__}: {_first_line(error)}".rstrip(": ")
    frames = [frame for frame in traceback.extract_tb(error.__traceback__)
              if frame.line and not frame.filename.startswith((*LIBRARIES, "<__"))]  # fmt: skip
    line = (frames[-1].line or "").strip() if frames else ""
    return f"{text}\nIn line {frames[-1].lineno}: {line}" if line else text


def _first_line(error):
    try:
        return (str(error).splitlines() or [""])[0][:160]
    except Exception:
        return "(its text cannot be shown)"
