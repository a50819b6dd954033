"""Calling somebody's function so that it harms nothing: what it prints, warns, raises; how long it runs."""

import contextlib
import contextvars
import io
import warnings

import numpy as np

from nn_helpers.clinic.budget import slowdown


class Failed(Exception):
    """A function of the examined program did not give what was asked. The text says how."""


class TooLong(Failed):
    """A call was ended because its time was over."""


KEPT = 2000  # characters of what a program prints that are kept


class _Capped(io.StringIO):
    """A stream that keeps the beginning alone, so that an endless print needs no memory."""

    def write(self, text):
        if self.tell() < KEPT:
            super().write(text[:KEPT])
        return len(text)


_inside = contextvars.ContextVar("inside", default=False)


@contextlib.contextmanager
def quiet():
    """Catch what is printed or warned inside; numpy's own warnings are switched off, not filtered.

    The one place where streams and warnings are touched. Inside another one it does nothing.
    """
    if _inside.get():
        yield None
        return
    token = _inside.set(True)
    try:
        with _caught() as stream:
            yield stream
    finally:
        _inside.reset(token)


@contextlib.contextmanager
def _caught():
    stream = _Capped()
    with (
        np.errstate(all="ignore"),
        warnings.catch_warnings(),
        contextlib.redirect_stdout(stream),
        contextlib.redirect_stderr(stream),
    ):
        warnings.simplefilter("ignore")
        yield stream


def limited(action, seconds):
    """Return ``action()``, ended after so many seconds: raises ``TooLong``.

    The one place that knows how a call is ended.
    """
    limit = _limit()
    try:
        return limit.run(action, seconds * slowdown())
    except limit.OutOfTime:
        raise TooLong(f"it was still running after {seconds:.3g} seconds") from None


def _limit():
    try:
        from nn_helpers.sandbox import limit
    except ImportError:
        from nn_helpers.check import limit
    return limit


def guarded(action, seconds=None):
    """Return ``action()`` with everything it raises turned into ``Failed``; only Ctrl-C passes."""
    try:
        with quiet():
            return action() if seconds is None else limited(action, seconds)
    except (Failed, KeyboardInterrupt):
        raise
    except BaseException as error:  # SystemExit as well
        text = str(error).splitlines()[0][:160] if str(error) else ""
        raise Failed(f"{type(error).__name__}: {text}".rstrip(": ")) from error
