"""Calls that do not come to their end, ended in every thread, and nothing of the process touched."""

import _thread
import contextlib
import itertools
import signal
import sys
import threading
import time

import pytest

from nn_helpers.sandbox import limit


@pytest.fixture(autouse=True, scope="module")
def interrupts():
    """Take interrupts as a kernel does. A shell starts what it runs in the background deaf to them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def forever():
    while True:
        pass


def forever_shy():
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            continue


def forever_stubborn():
    while True:
        try:
            sum(range(100))
        except:  # noqa: E722
            pass


def forever_in_a_try():
    try:
        while True:
            pass
    except BaseException:
        return "caught it"


def forever_in_one_line():
    return any(n < 0 for n in itertools.count())


def forever_from_afar():
    def inner():
        while True:
            sum(range(10))

    while True:
        try:
            inner()
        except:  # noqa: E722
            continue


def forever_suppressing():
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(1)


def sleeps():
    time.sleep(30)


def nested_stubborn():
    while True:
        try:
            while True:
                pass
        except:  # noqa: E722
            pass


def nested_thrice():
    while True:
        try:
            while True:
                try:
                    while True:
                        try:
                            while True:
                                pass
                        finally:
                            sum(range(10))
                except BaseException:
                    continue
        except:  # noqa: E722
            pass


def forever_in_a_finally():
    while True:
        try:
            while True:
                pass
        finally:
            continue  # noqa: B012


def forever_in_a_generator():
    def turns():
        while True:
            try:
                while True:
                    sum(range(9))
            except:  # noqa: E722
                yield 1

    while True:
        with contextlib.suppress(BaseException):
            for _ in turns():
                pass


ENDLESS = [
    forever, forever_shy, forever_stubborn, forever_in_a_try, forever_in_one_line, forever_from_afar,
    forever_suppressing, nested_stubborn, nested_thrice, forever_in_a_finally,
    forever_in_a_generator,
]  # fmt: skip


def process():
    """What belongs to the whole process, or to this thread, and must be as before."""
    return (
        sys.gettrace(), sys.getprofile(), time.sleep, sys.stdout, sys.getswitchinterval(),
        signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM),
        signal.getitimer(signal.ITIMER_REAL),
    )  # fmt: skip


def ending(function, seconds=0.1):
    """Run a function with a limit; return whether it was ended, and what it left behind."""
    before = process()
    with pytest.raises(limit.OutOfTime):
        limit.run(function, seconds)
    assert process() == before
    assert sys.exc_info() == (None, None, None)  # or it would be told with every later error
    for _ in range(1000):  # an end that comes late would come here
        str(before)


def no_threads(*_arguments):
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("function", ENDLESS)
def test_what_never_ends_is_ended(function):
    ending(function)


@pytest.mark.parametrize("function", ENDLESS)
def test_it_is_ended_in_any_thread(function):
    done, wrong = [], []

    def elsewhere():
        try:
            limit.run(function, 0.1)
        except limit.OutOfTime:
            done.append(sys.exc_info()[0] is limit.OutOfTime)
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=elsewhere, daemon=True)
    thread.start()
    thread.join(30)
    assert (done, wrong) == ([True], [])


@pytest.mark.parametrize("function", [f for f in ENDLESS if f is not forever_suppressing])
def test_tracing_ends_it_where_no_thread_can_be_started(function, monkeypatch):
    monkeypatch.setattr(_thread, "start_new_thread", no_threads)
    assert limit.is_traced()
    ending(function)


def test_a_sleep_of_the_main_thread_is_woken():
    ending(lambda: time.sleep(600))


def test_while_a_call_is_ended_nothing_of_the_process_is_exchanged():
    before, seen = process()[2:], []
    stop = threading.Event()

    def look():
        while not stop.wait(0.005):
            seen.append(process()[2:])

    watcher = threading.Thread(target=look)
    watcher.start()
    ending(nested_stubborn)
    stop.set()
    watcher.join()
    assert seen
    assert set(map(str, seen)) == {str(before)}


def test_what_comes_to_its_end_is_handed_back_and_no_end_follows():
    assert [limit.run(lambda k=k: k * k, 5) for k in range(50)] == [k * k for k in range(50)]
    with pytest.raises(ZeroDivisionError):
        limit.run(lambda: 1 / 0, 5)
    with pytest.raises(StopIteration):
        limit.run(lambda: next(iter([])), 5)


def test_a_limit_inside_a_limit():
    def inside():
        with pytest.raises(limit.OutOfTime):
            limit.run(forever, 0.1)
        return "went on"

    assert limit.run(inside, 30) == "went on"
    with pytest.raises(limit.OutOfTime):
        limit.run(lambda: limit.run(nested_stubborn, 60), 0.1)


def test_the_stop_button_comes_through():
    def stops():
        signal.raise_signal(signal.SIGINT)
        while True:
            pass

    with pytest.raises(KeyboardInterrupt):
        limit.run(stops, 60)


def test_somebody_elses_alarm_still_rings():
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(True))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        limit.run(lambda: time.sleep(0.4), 30)
        assert rang
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# Every way to hold on that two loops, two tries and their ends can make --------------------------

HEADS = ("while True:", "while n < 5:", "while more():", "for _ in itertools.count():")
BODIES = ("while True:\n                pass", "inner()", "sum(range(50))")
TAILS = (
    "except:\n            pass",
    "except BaseException as e:\n            n = 0",
    "finally:\n            continue",
    "except:\n            n = int(more()) - 1",
    "except ValueError:\n            pass\n        except:\n            pass\n"
    "        finally:\n            n = 0",
)  # fmt: skip
LOOP = "def {name}():\n    n = 0\n    {head}\n        try:\n            {body}\n        {tail}\n"


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("head", HEADS)
def test_no_shape_of_a_loop_holds_on(head, tail):
    for body in BODIES:
        names = {"itertools": itertools, "more": lambda: True, "inner": forever_stubborn}
        exec(LOOP.format(name="held", head=head, body=body, tail=tail), names)
        calls = "held()"
        exec(LOOP.format(name="outer", head="while True:", body=calls, tail=TAILS[0]), names)
        ending(names["held"], 0.01)
        ending(names["outer"], 0.01)


def test_on_a_busy_machine_the_limit_is_as_much_longer_as_all_goes_slower(monkeypatch):
    def slow():
        time.sleep(1.5)
        return "done"

    busy_or_not = []
    for slowdown in (1.0, 8.0):
        monkeypatch.setattr(limit.threads, "slowdown", lambda by=slowdown: by)
        with contextlib.suppress(limit.OutOfTime):
            busy_or_not.append(limit.run(slow, seconds=0.5))
    assert busy_or_not == ["done"]
