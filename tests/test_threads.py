"""Work shared out to threads, and done in turn where none can be started."""

import _thread
import threading

import pytest

from nn_helpers import threads


def no_threads(*_arguments):
    raise RuntimeError("can't start new thread")


def test_the_results_come_in_order():
    assert list(threads.each(lambda n: n * n, range(20), workers=3)) == [n * n for n in range(20)]


def test_several_threads_do_the_work():
    both = threading.Barrier(2, timeout=30)
    list(threads.each(lambda _: both.wait(), range(2), workers=2))  # one alone would wait for ever


def test_without_threads_it_is_done_in_turn(monkeypatch):
    monkeypatch.setattr(_thread, "start_new_thread", no_threads)
    assert not threads.can_start()
    done = threads.each(lambda n: (n, threading.current_thread()), range(3), workers=2)
    assert list(done) == [(n, threading.current_thread()) for n in range(3)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_is_raised_to_whoever_asked(workers):
    with pytest.raises(ZeroDivisionError):
        list(threads.each(lambda n: 1 / n, range(2), workers=workers))


@pytest.mark.parametrize(("load", "times"), [(0.3, 1), (2, 1), (6, 3), (100, 8), (None, 1)])
def test_others_work_slows_down_by_its_share_of_each_processor(load, times, monkeypatch):
    def average():
        if load is None:
            raise OSError
        return load, 0, 0

    monkeypatch.setattr(threads.os, "getloadavg", average, raising=False)
    monkeypatch.setattr(threads.os, "cpu_count", lambda: 2)
    assert threads.slowdown() == times
