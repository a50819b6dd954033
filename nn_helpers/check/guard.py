"""Call a learner's function so that nothing it does can harm or hang the kernel.

Everything it touches is put back: numpy's error state and random state, Python's random state,
warning filters, standard output, the tracer, the alarm. What went wrong comes back as an ``Outcome``.
"""

import ast
import builtins
import contextlib
import copy
import inspect
import io
import random
import signal
import sys
import textwrap
import threading
import time
import traceback
import warnings
from dataclasses import dataclass, field

import numpy as np

SECONDS = 3.0  # how long one call may take


class OutOfTime(BaseException):
    """The call took too long. Not an Exception, or a learner's ``except Exception`` would eat it."""


@dataclass
class Outcome:
    """What one guarded call did.

    Attributes
    ----------
    value : what came back
    error : text of the learner's own error with its line, or ""
    error_type : name of the exception's class, or ""
    printed : what was printed
    warned : texts of warnings
    changed : names of arguments that are not what they were
    used_global_random : whether numpy's global generator was used
    """

    value: object = None
    error: str = ""
    error_type: str = ""
    printed: str = ""
    warned: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    used_global_random: bool = False


def call(function, arguments, seconds=SECONDS):
    """Call ``function`` with copies of ``arguments`` ({name: value}) and return an ``Outcome``."""
    outcome = Outcome()
    given = [own_copy(value) for value in arguments.values()]
    printed = io.StringIO()
    state, python_state = np.random.get_state(), random.getstate()
    input_was = builtins.input
    try:
        with (
            warnings.catch_warnings(record=True) as warned,
            np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            warnings.simplefilter("always")
            builtins.input = _no_input
            try:
                if not has_alarm() and catches_everything(function):
                    raise RuntimeError(
                        "a bare except catches everything, even the signal that ends an endless "
                        "loop; write except Exception"
                    )
                with time_limit(seconds):
                    outcome.value = function(*given)
            except OutOfTime:
                outcome.error_type = "OutOfTime"
                outcome.error = f"it was still running after {seconds:g} seconds"
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # SystemExit and RecursionError as well
                outcome.error_type = type(error).__name__
                outcome.error = own_line(error, function)
        outcome.warned = [str(w.message) for w in warned]
    finally:
        builtins.input = input_was
        after = np.random.get_state()
        outcome.used_global_random = after[2] != state[2] or not np.array_equal(after[1], state[1])
        np.random.set_state(state)
        random.setstate(python_state)
    outcome.printed = printed.getvalue()
    outcome.changed = [
        name
        for (name, was), now in zip(arguments.items(), given, strict=True)
        if not _same(was, now)
    ]
    return outcome


def own_copy(value):
    """Return a copy of an argument: arrays inside tuples too, generators, but not functions."""
    if callable(value) and not isinstance(value, np.random.Generator):
        return value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(own_copy(v) for v in value))
    return copy.deepcopy(value)


def _same(was, now):
    if isinstance(was, np.ndarray):
        return isinstance(now, np.ndarray) and was.shape == now.shape and np.array_equal(
            was, now, equal_nan=True
        )  # fmt: skip
    if isinstance(was, tuple | list):
        return len(was) == len(now) and all(map(_same, was, now))
    return True  # numbers cannot change, and a generator may


def _no_input(*_prompt):
    raise RuntimeError(
        "input() waits for somebody to type; a function for this exercise never does"
    )


def own_line(error, function):
    """Return an error's text with the line of the learner's code in which it happened."""
    if isinstance(error, SystemExit):
        return "it ended the program (sys.exit or exit)"
    text = f"{type(error).__name__}: {_first_line(error)}"
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    if not frames:
        return text
    line = (frames[-1].line or "").strip()
    return f"{text}\n  in your line {frames[-1].lineno}: {line}" if line else text


def _first_line(error):
    try:
        return str(error).splitlines()[0][:200] if str(error) else ""
    except Exception:
        return "(its text cannot be shown)"


def has_alarm():
    """Return whether this thread can be woken by an alarm."""
    main = threading.current_thread() is threading.main_thread()
    return hasattr(signal, "setitimer") and main


def catches_everything(function):
    """Return whether the source of a function has a bare except, or one for BaseException."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return False
    return any(
        isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") == "BaseException")
        for node in ast.walk(tree)
    )


@contextlib.contextmanager
def time_limit(seconds):
    """Raise ``OutOfTime`` inside after so many seconds: by an alarm where there is one, by tracing.

    An alarm also ends a long sleep or one long call into C. Tracing works everywhere, browsers
    included; it watches single operations, since ``while True: pass`` never reaches a new line.
    """
    end = time.monotonic() + seconds
    tracer = sys.gettrace()
    alarm = has_alarm()

    running = True

    def ring(*_):
        if running:
            raise OutOfTime

    def watch(frame, event, _argument):
        frame.f_trace_opcodes = not alarm
        if time.monotonic() > end:
            raise OutOfTime
        return watch

    previous = None
    try:
        if alarm:
            previous = signal.signal(signal.SIGALRM, ring)
            # It rings again and again: a bare except in a loop swallows a ring that comes inside its
            # try, and sooner or later one comes between two turns.
            signal.setitimer(signal.ITIMER_REAL, seconds, 0.002)
        elif tracer is None:
            sys.settrace(watch)
        yield
    finally:
        running = False
        if alarm:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)
        elif tracer is None:
            sys.settrace(None)
