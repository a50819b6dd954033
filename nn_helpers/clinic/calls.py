"""Call somebody's function so that it harms nothing: quiet, limited, guarded; Failed, TooLong."""

import contextlib
import contextvars
import io
import sys

import numpy as np

from nn_helpers.sandbox import limit


class Failed(Exception):
    """A function of the examined program did not give what was asked. The text says how."""


class TooLong(Failed):
    """A call was ended because its time was over."""


KEPT = 2000  # characters of what a program prints that are kept


_stream = contextvars.ContextVar("stream", default=None)  # where this context's prints go


class _Capped(io.StringIO):
    """A stream that keeps the beginning alone, so that an endless print needs no memory."""

    def write(self, text):
        if self.tell() < KEPT:
            super().write(text[:KEPT])
        return len(text)


class _Switch:
    """Stands in for ``sys.stdout``: what other threads print passes on to where it went before."""

    def __init__(self, before):
        self.before = before

    def write(self, text):
        return (_stream.get() or self.before).write(text)

    def __getattr__(self, name):
        return getattr(_stream.get() or self.before, name)


@contextlib.contextmanager
def quiet():
    """Catch what is printed inside; numpy's warnings are switched off, and others print where nobody looks.

    The one place where streams are touched. Inside another one it does nothing.
    """
    if _stream.get() is not None:
        yield None
        return
    token = _stream.set(_Capped())
    out, err = _Switch(sys.stdout), _Switch(sys.stderr)
    sys.stdout, sys.stderr = out, err
    try:
        with np.errstate(all="ignore"):
            yield _stream.get()
    finally:
        _stream.reset(token)
        # Whoever has exchanged a stream meanwhile keeps it; a switch that is left behind passes all on.
        if sys.stdout is out:
            sys.stdout = out.before
        if sys.stderr is err:
            sys.stderr = err.before


def limited(their_call, seconds):
    """Return ``their_call()``, ended after so many seconds: raises ``TooLong``.

    The one place that knows how a call is ended.
    """
    try:
        return limit.run(their_call, seconds)
    except limit.OutOfTime:
        raise TooLong(f"it was still running after {seconds:.3g} seconds") from None


def guarded(their_call, seconds=None):
    """Return ``their_call()``, what it raises turned into ``Failed``; only Ctrl-C passes."""
    try:
        with quiet():
            return their_call() if seconds is None else limited(their_call, seconds)
    except (Failed, KeyboardInterrupt):
        raise
    except BaseException as error:  # SystemExit as well
        text = str(error).splitlines()[0][:160] if str(error) else ""
        raise Failed(f"{type(error).__name__}: {text}".rstrip(": ")) from error
