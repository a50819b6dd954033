"""The learner's own functions in a lab: run them safely, and say whose code drew the picture."""

import contextlib
import inspect
import io
import signal
import sys
import threading
import time
import warnings

import numpy as np

from nn_helpers.network import Params

SECONDS = 3  # a lab that answers later than this is no lab


class TooSlow(BaseException):
    """Ends a function that takes too long. No ``except Exception`` in its code can catch it."""


class Function:
    """The function that a lab runs: the learner's as soon as it is more than a stub.

    Attributes
    ----------
    own : bool, whether it is the learner's
    given : bool, whether the learner handed one in at all
    badge : str, whose code drew the picture, or "" when nobody else's was asked for
    """

    def __init__(self, name, given, reference):
        self.name = name
        self.given = given is not None and given is not reference
        self.own = self.given and not is_stub(given)
        self.function = given if self.own else reference
        whose = "your" if self.own else "the course's"
        self.badge = f"drawn by {whose} {name}" if self.given else ""
        if self.given and not self.own:
            self.badge += "; yours is not written yet"

    def __call__(self, *args, **kwargs):
        if not self.own:
            return self.function(*args, **kwargs)
        with guarded(self.name):
            result = self.function(*map(_copied, args), **kwargs)
        if result is None or result is ...:
            raise TypeError(f"{self.name} returned nothing. Is there a return at its end?")
        return result


def _copied(argument):
    """Copy arrays, so that a function that writes into its arguments cannot harm the lab."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    return Params(*map(np.copy, argument)) if isinstance(argument, Params) else argument


@contextlib.contextmanager
def guarded(name, seconds=SECONDS):
    """Run the learner's code quietly and for a limited time.

    Raises ``TimeoutError`` when it takes longer.
    """
    try:
        with (
            _limited(seconds),
            np.errstate(all="ignore"),
            warnings.catch_warnings(action="ignore"),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            yield
    except TooSlow:
        raise TimeoutError(
            f"{name} took longer than {seconds} seconds and was stopped. "
            "Does it come to an end? With fewer epochs it has less to do."
        ) from None


@contextlib.contextmanager
def _limited(seconds):
    """Raise ``TooSlow`` after some seconds: by an alarm, or else by a look at the clock each line."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        return
    end, before = time.monotonic() + seconds, sys.gettrace()

    def look(_frame, _event, _argument):
        if time.monotonic() > end:
            raise TooSlow
        return look

    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(before)


def _stop(_signal, _frame):
    raise TooSlow


def is_stub(function):
    """Return whether a function is still the unwritten stub of an exercise.

    A stub's body is a docstring and ``...``: it compiles to nothing but returning None.
    """
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    constants = [c for c in code.co_consts if c is not None and c is not function.__doc__]
    return not code.co_names and constants in ([], [Ellipsis]) and _returns_only_none(function)


def _returns_only_none(function):
    try:
        source = inspect.getsource(function)
    except (OSError, TypeError):
        return not function.__code__.co_names
    return "return" not in source.split('"""')[-1] and "lambda" not in source
