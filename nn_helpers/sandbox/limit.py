"""A time limit for a call: watchdog thread, trace (LIBRARY spared) or sys.monitoring; OutOfTime.

Where threads can be started, a watchdog waits beside the call, which then runs at full speed. In a
browser's kernel there are none: there the call is traced, and looks at the clock on its own way.

Either raises ``OutOfTime`` inside the call. A learner's bare ``except`` may catch that, and its loop
goes on. So an end that was caught is followed by the next one, at every place where Python looks for
one: at each call and at each jump back to the top of a loop. Nothing repeats without such a place.
Nothing of the process is replaced: no signal handler, no ``time.sleep``, no switch interval.
"""

import _thread
import ctypes
import dis
import functools
import random
import signal
import sys
import threading
import time
from functools import lru_cache
from pathlib import Path

import numpy as np

import nn_helpers
from nn_helpers import threads

PERIOD = 0.03  # seconds from one end to the next, while what runs has not come to its end
POLITE = 2  # how many ends let a ``finally`` do its work, before they follow each other at once
# What is known to come to an end by itself: the course, the standard library, numpy.
LIBRARY = tuple(str(Path(file).parent) for file in (nn_helpers.__file__, dis.__file__, np.__file__))

# Ask Python to raise an exception in a thread: its own way to stop what does not listen.
_order = ctypes.PYFUNCTYPE(None, ctypes.c_ulong, ctypes.py_object)(
    ("PyThreadState_SetAsyncExc", ctypes.pythonapi)
)


class OutOfTime(BaseException):
    """The call took too long. Not an Exception, or a learner's ``except Exception`` would eat it."""


def run(action, seconds):
    """Return ``action()``, or raise ``OutOfTime`` after so many seconds of a machine that is not busy.

    One operation of C code, such as a product of huge matrices, is ended when it is over; a sleep
    is woken in the main thread, and elsewhere ended when it is over (``stand_ins`` has a better one).

    >>> run(lambda: 2 + 3, seconds=1)
    5
    """
    limit, seconds = _Limit(_thread.get_ident()), seconds * threads.slowdown()
    watched = _watch(limit, seconds)
    if watched:
        return _to_its_end(action, limit)
    tracer = sys.gettrace()
    sys.settrace(_Tracer(limit, seconds).look)
    try:
        return _to_its_end(action, limit)
    finally:
        sys.settrace(tracer)


def is_traced():
    """Return whether calls are traced here, and so are slow, since no thread can be started."""
    return not threads.can_start()


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


class _Limit:
    """The end of one call in one thread."""

    def __init__(self, thread):
        self.thread = thread
        self.lock, self.done = _thread.allocate_lock(), _thread.allocate_lock()
        self.done.acquire()
        self.running = True  # the call still runs
        self.over = self.woken = False  # an end was ordered, a sleep was woken
        self.again = None  # what raises an end anew where it was caught

    def end(self, kind=OutOfTime):
        """Order an end, unless the call has returned. Return whether it still runs."""
        with self.lock:
            if self.running:
                self.over = True
                _order(self.thread, kind)
            return self.running

    def end_for_good(self):
        """Order an end that is raised anew as soon as it is caught. Return whether the call runs."""
        if self.again is None:
            self.again = Anew(self)
        self.again.watch()
        return self.end(self.again.kind)

    def wake(self):
        """End a sleep of the main thread as the stop button does, if the stop button would."""
        main = threading.main_thread().ident == self.thread
        if main and hasattr(signal, "pthread_kill"):
            with self.lock:
                if self.running and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
                    self.woken = True
                    signal.pthread_kill(self.thread, signal.SIGINT)

    def stop(self):
        """Order no more, and wait for an end that was ordered and has not come yet.

        Python can call one off, but CPython 3.11 would then look for it for ever, and hang when traced.
        """
        with self.lock:
            self.running = False
        if self.done.locked():
            self.done.release()
        if self.again is not None:
            self.again.stop()
        if self.over:
            try:
                _order(self.thread, OutOfTime)  # in place of the one that has not come
                while True:
                    pass
            except OutOfTime:
                pass
        if self.woken:
            time.sleep(0)  # on its way back from the system the thread meets its signal


class _AnewAnywhere:
    """Raises the end at every other instruction of what runs, by the toss of a coin.

    So it soon comes at one that lies in no ``try``. At every instruction it would not: an error right
    after a ``try`` counts as one inside of it.
    """

    TOOLS = (3, 4, 0, 1, 2, 5)  # the numbers that Python has for tools, unnamed ones first

    def __init__(self, limit):
        self.limit, self.kind = limit, type("Ended", (OutOfTime,), {})
        self.coin = random.Random(0)
        self.tool = next((n for n in self.TOOLS if sys.monitoring.get_tool(n) is None), None)
        self.codes = set()
        if self.tool is not None:
            sys.monitoring.use_tool_id(self.tool, __name__)
            each = sys.monitoring.events.INSTRUCTION
            sys.monitoring.register_callback(self.tool, each, self.look)

    def watch(self):
        """Watch the functions that run in the thread at this moment, and no others."""
        frame = sys._current_frames().get(self.limit.thread)
        while self.tool is not None and frame and frame.f_code is not _to_its_end.__code__:
            if frame.f_code.co_filename != __file__ and frame.f_code not in self.codes:
                self.codes.add(frame.f_code)
                each = sys.monitoring.events.INSTRUCTION
                sys.monitoring.set_local_events(self.tool, frame.f_code, each)
            frame = frame.f_back

    def look(self, _code, _offset):
        mine = self.limit.running and _thread.get_ident() == self.limit.thread
        if mine and self.coin.getrandbits(1):
            raise self.kind

    def stop(self):
        if self.tool is not None:
            for code in self.codes:
                sys.monitoring.set_local_events(self.tool, code, 0)
            sys.monitoring.register_callback(self.tool, sys.monitoring.events.INSTRUCTION, None)
            sys.monitoring.free_tool_id(self.tool)
            self.tool = None


class _AnewAtOnce:
    """Makes an end whose making orders the next one: Python 3.11 cannot be watched like that.

    It is made when it is caught, and by C code alone, where no end can come in between.
    """

    def __init__(self, limit):
        self.kind = type("Ended", (OutOfTime,), {})
        self.kind.__init__ = staticmethod(functools.partial(_order, limit.thread, self.kind))

    def watch(self):
        """Nothing is to be watched: one end brings the next."""

    def stop(self):
        """Nothing is left: the last end was made by ``BaseException`` alone."""


Anew = _AnewAnywhere if hasattr(sys, "monitoring") else _AnewAtOnce


def _to_its_end(action, limit):
    """Return ``action()``; raise ``OutOfTime`` when its end was ordered, whatever it made of that."""
    try:
        try:
            return apart(action)
        finally:
            # Until the ends stop following each other, nothing here may be a call or a loop.
            limit.running = False
            if limit.again is not None:
                limit.again.kind.__init__ = BaseException.__init__
            try:
                limit.stop()
            except (OutOfTime, KeyboardInterrupt):
                limit.stop()
            if limit.over:
                raise OutOfTime
    except BaseException:
        if limit.over:
            raise OutOfTime from None
        raise


def _watch(limit, seconds):
    """Start a watchdog beside the call. Return whether that is possible."""

    def watch():
        if limit.done.acquire(timeout=seconds):
            return
        ends = 0
        while limit.end() if ends < POLITE else limit.end_for_good():
            ends += 1
            if limit.done.acquire(timeout=PERIOD):
                return
            if ends >= POLITE:
                limit.wake()

    try:
        _thread.start_new_thread(watch, ())
    except RuntimeError:  # "can't start new thread"
        return False
    return True


class _Tracer:
    """Looks at the clock on each new line, and on each operation where a line may never end."""

    def __init__(self, limit, seconds):
        self.limit, self.over_at = limit, time.monotonic() + seconds

    def look(self, frame, event, _argument):
        if time.monotonic() > self.over_at:
            self.limit.end_for_good()
            return None
        if event == "call" and frame.f_code.co_filename.startswith(LIBRARY):
            return None
        frame.f_trace_opcodes = has_a_loop_in_one_line(frame.f_code)
        return self.look


@lru_cache(maxsize=256)
def has_a_loop_in_one_line(code):
    """Return whether this code has a loop that may run on without ever reaching a new line."""
    steps = [(step.offset, step.positions.lineno, step) for step in dis.get_instructions(code)]
    loops = [(step.argval, at) for at, _, step in steps if "JUMP_BACKWARD" in step.opname]
    return any(
        len({line for at, line, _ in steps if first <= at <= last}) == 1 for first, last in loops
    )
