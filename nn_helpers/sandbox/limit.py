"""End code that runs too long: by an alarm where there is one, by tracing where there is none.

An alarm also ends a long sleep. Tracing needs neither signals nor threads, so it works on Windows
and in a browser. It looks at the clock on each new line, and on each single operation where a loop
such as ``while True: pass`` may never reach one.

A learner's bare ``except`` must not swallow the end. So once the time is up, the end is raised again
and again, in each frame where no ``try`` of its own would catch it, until all of them are left.
"""

import dis
import signal
import sys
import threading
import time
from functools import lru_cache
from pathlib import Path

import numpy as np

import nn_helpers

PERIOD = 0.05  # seconds between two rings of the alarm, once it has begun to ring
GRACE = 0.5  # seconds to wait for an operation outside every try, where only tracing is possible
HANDLER = dis.opmap["PUSH_EXC_INFO"]  # what an except, finally or with begins with
# What is known to come to an end by itself: the course, the standard library, numpy.
LIBRARY = tuple(str(Path(file).parent) for file in (nn_helpers.__file__, dis.__file__, np.__file__))


class OutOfTime(BaseException):
    """The call took too long. Not an Exception, or a learner's ``except Exception`` would eat it."""


def run(action, seconds):
    """Return ``action()``, or raise ``OutOfTime`` after so many seconds.

    The tracer, the alarm and its handler are put back as they were.
    """
    with limited(seconds):
        return apart(action)


def apart(action):
    """Return ``action()``, run so that an exception it was handling when it ended is forgotten.

    An end can come at a place where Python would never expect an exception, such as the last steps
    of an ``except``. What was handled there would stay for ever, and be told with every later error.
    A generator has a memory of its own for that, and it dies with it.
    """
    results = []

    def inside():
        results.append(action())
        yield

    try:
        next(inside())
    except RuntimeError as error:
        if isinstance(error.__cause__, StopIteration):  # generators do not let it through
            raise error.__cause__ from None
        raise
    return results[0]


def limited(seconds, within=None, trusted=__file__):
    """Return a context that raises ``OutOfTime`` after so many seconds.

    ``within`` is the frame that stands in the ``with``, if it is not that of the caller. What this
    frame calls is ended however hard it holds on; the frame itself, those around it and functions of
    the file ``trusted`` let the end pass.
    """
    return (_Alarm if has_alarm() else _Watch)(seconds, within or sys._getframe(1), trusted)


def has_alarm():
    """Return whether this thread can be woken by an alarm."""
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer")


class _Limit:
    """What both kinds share: ending what runs, however hard it holds on."""

    def __init__(self, seconds, within, trusted):
        self.seconds, self.within, self.files = seconds, within, (__file__, trusted)
        self.running = self.over = False

    def __exit__(self, kind, *_):
        self.running = False
        self.put_back()
        if self.over and kind is not OutOfTime:  # the end was caught, and something came back
            raise OutOfTime from None

    def trusts(self, frame):
        """Return whether nothing may be ended in a frame: here, or in who set the limit."""
        return frame is None or frame is self.within or frame.f_code.co_filename in self.files

    def end_here(self):
        """Raise the end in a traced frame. That stops the tracing, so a profiler takes it up again
        as soon as the frame is left; then the next frame is ended, and so on.
        """
        self.over = True
        sys.setprofile(self.resume)
        raise OutOfTime

    def resume(self, frame, _event, _argument):
        """Trace again, every operation of this frame and of the one that called it."""
        if not self.running or self.trusts(frame):
            return
        for each in (frame, frame.f_back):
            if not self.trusts(each):
                each.f_trace, each.f_trace_opcodes = self.watch, True
        sys.settrace(self.watch)


class _Alarm(_Limit):
    def __enter__(self):
        self.tools = sys.gettrace(), sys.getprofile()
        self.handler = signal.signal(signal.SIGALRM, self.ring)
        self.began = time.monotonic()
        self.running = True
        self.before = signal.setitimer(signal.ITIMER_REAL, self.seconds, PERIOD)

    def put_back(self):
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self.handler)
        tracer, profiler = self.tools
        if sys.getprofile() is not profiler:
            sys.setprofile(profiler)
        if sys.gettrace() is not tracer:
            sys.settrace(tracer)
        if self.before[0]:  # somebody else's alarm goes on where it was
            left = max(self.before[0] - (time.monotonic() - self.began), 0.001)
            signal.setitimer(signal.ITIMER_REAL, left, self.before[1])

    def ring(self, _signal, frame):
        if not self.running or frame.f_code.co_filename == __file__:
            return
        self.over = True
        inside = []
        while not self.trusts(frame):
            inside.append(frame)
            frame = frame.f_back
        for each in inside:
            each.f_trace, each.f_trace_opcodes = self.watch, True
        if inside:
            sys.settrace(self.watch)
        raise OutOfTime

    def watch(self, frame, _event, _argument):
        if self.trusts(frame):
            return None
        frame.f_trace_opcodes = True
        if self.running and not is_guarded(frame.f_code, frame.f_lasti):
            self.end_here()
        return self.watch


class _Watch(_Limit):
    def __enter__(self):
        self.tools = sys.gettrace(), sys.getprofile(), time.sleep
        self.end = time.monotonic() + self.seconds
        self.last_resort = self.end + GRACE
        time.sleep = self.sleep
        self.running = True
        sys.settrace(self.watch)

    def put_back(self):
        tracer, profiler, time.sleep = self.tools
        sys.setprofile(profiler)
        sys.settrace(tracer)

    def watch(self, frame, event, _argument):
        if self.trusts(frame):
            return None
        now = time.monotonic()
        if now > self.end and self.running:
            if not is_guarded(frame.f_code, frame.f_lasti):
                self.end_here()
            if now > self.last_resort:  # there is no way around a try: raise in it, then look again
                self.last_resort = now + GRACE
                self.end_here()
        if event == "call" and frame.f_code.co_filename.startswith(LIBRARY):
            return None
        frame.f_trace_opcodes = now > self.end or has_a_loop_in_one_line(frame.f_code)
        return self.watch

    def sleep(self, seconds, _sleep=time.sleep):
        """Sleep in short naps, since nothing else could end a long one."""
        until = time.monotonic() + seconds
        while (now := time.monotonic()) < until:
            if now > self.end:
                self.over = True
                raise OutOfTime
            _sleep(min(PERIOD, until - now))


def is_guarded(code, offset):
    """Return whether a ``try`` of this code would catch what is raised at this operation."""
    seen = set()
    while offset not in seen:
        seen.add(offset)
        target = next((t for start, end, t in handlers(code) if start <= offset < end), None)
        if target is None:
            return False
        if code.co_code[target] == HANDLER:
            return True
        offset = target  # that one only tidies up and raises again
    return False


@lru_cache(maxsize=256)
def has_a_loop_in_one_line(code):
    """Return whether this code has a loop that may run on without ever reaching a new line."""
    steps = [(step.offset, step.positions.lineno, step) for step in dis.get_instructions(code)]
    loops = [(step.argval, at) for at, _, step in steps if "JUMP_BACKWARD" in step.opname]
    return any(
        len({line for at, line, _ in steps if first <= at <= last}) == 1 for first, last in loops
    )


@lru_cache(maxsize=256)
def handlers(code):
    """Return the exception table of a code object: (start, end, target) in bytes.

    The format is described in CPython, Objects/exception_handling_notes.txt.
    """
    numbers, value = [], 0
    for byte in code.co_exceptiontable:
        value = value << 6 | byte & 63
        if not byte & 64:  # the last six bits of a number
            numbers.append(value)
            value = 0
    rows = zip(numbers[0::4], numbers[1::4], numbers[2::4], strict=True)
    return tuple((2 * start, 2 * (start + length), 2 * target) for start, length, target in rows)
