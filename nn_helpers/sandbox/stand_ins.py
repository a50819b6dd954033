"""Stand-ins an isolated function finds: print (to PRINTED), builtins, sys, time.sleep, warnings.

``sys.stdout`` and its kind belong to the whole process: to exchange them while a learner's function
runs would take the prints of everybody else. So nothing of the process is exchanged. The function's
own copy has other names around it: a ``print`` that writes where its call wants it, and copies of
the modules with which it could change the process.
"""

import builtins
import contextlib
import contextvars
import io
import os
import sys
import time
import types
import warnings

NAP = 0.02  # seconds: between two of them a call that sleeps can be ended
PRINTED = 2000  # how many characters of what a function prints are kept

# Where the call of this context prints to; None for where everybody prints.
_printed = contextvars.ContextVar("printed", default=None)


class Printed(io.StringIO):
    """A stream that keeps the beginning alone, so that an endless print needs no memory."""

    def write(self, text):
        if self.tell() < PRINTED:
            super().write(text[:PRINTED])
        return len(text)


@contextlib.contextmanager
def caught():
    """Catch what isolated functions print in this context, and yield the stream that keeps it."""
    stream = Printed()
    token = _printed.set(stream)
    try:
        yield stream
    finally:
        _printed.reset(token)


class _Stream(io.TextIOBase):
    """Standard output or error: that of the call, and outside of calls the real one."""

    def __init__(self, name):
        self.stream = name

    def _real(self):
        caught_by = _printed.get()
        return getattr(sys, self.stream) if caught_by is None else caught_by

    def write(self, text):
        return self._real().write(text)

    def flush(self):
        self._real().flush()

    def close(self):
        """Stay open. Streams close and flush when they are collected, which may be at any moment.

        A real stream of a kernel that is flushed while it writes waits for itself.
        """


class StandIns:
    """The stand-ins of one isolated function; ``instead`` are pairs of a thing and one more stand-in.

    Its ``builtins`` are the built-in functions around that function.
    """

    def __init__(self, instead=()):
        self.out, self.err = _Stream("stdout"), _Stream("stderr")
        self.modules = {module.__name__: _copied(module) for module in (sys, os, time, warnings)}
        self._disarm()
        self.builtins = vars(builtins) | {
            "print": self.print, "input": _no_input, "exit": _exit, "quit": _exit,
            "__import__": self.import_,
        }  # fmt: skip
        self.modules["builtins"] = _copied(builtins)
        vars(self.modules["builtins"]).update(self.builtins)
        self._by_id = {id(builtins.print): self.print, id(builtins.input): _no_input}
        self._by_id |= {id(time.sleep): sleep, id(sys.stdout): self.out, id(sys.stderr): self.err}
        self._by_id |= {id(sys.modules[name]): copy for name, copy in self.modules.items()}
        self._by_id |= {id(thing): other for thing, other in instead}

    def _disarm(self):
        """Leave in the copies of the modules nothing that changes what belongs to the process."""
        streams = {"stdout": self.out, "stderr": self.err, "stdin": io.StringIO()}
        vars(self.modules["sys"]).update(streams, setrecursionlimit=_nothing, settrace=_nothing,
                                         setprofile=_nothing, setswitchinterval=_nothing)  # fmt: skip
        vars(self.modules["os"]).update(chdir=_nothing)
        vars(self.modules["time"]).update(sleep=sleep)
        filters = dict.fromkeys(("simplefilter", "filterwarnings", "resetwarnings"), _nothing)
        vars(self.modules["warnings"]).update(filters, catch_warnings=_no_filters)

    def of(self, value):
        """Return what stands in for a value, or the value itself."""
        return self._by_id.get(id(value), value)

    def print(self, *values, file=None, **options):
        """Print as always, to where the call of this context wants it."""
        print(*values, file=self.out if file is None else self.of(file), **options)

    def import_(self, name, *arguments, **options):
        """Import as always, and hand out the copies of the modules."""
        return self.of(__import__(name, *arguments, **options))


def sleep(seconds):
    """Sleep in short naps, since a long sleep could not be ended."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(NAP, left))
        _nothing()  # a call is where a traced one looks at the clock


def _no_filters(record=False, **_options):
    """In place of ``warnings.catch_warnings``, which exchanges the filters of the whole process."""
    return contextlib.nullcontext([] if record else None)


def _copied(module):
    copy = types.ModuleType(module.__name__, module.__doc__)
    vars(copy).update(vars(module))
    return copy


def _nothing(*_arguments, **_options):
    return None


def _exit(*_code):
    raise SystemExit


def _no_input(*_prompt):
    raise RuntimeError("input() waits for somebody to type. This function gets all it needs.")
