"""Work that is asked for: at once for a cell, in the loop for the page, and never two at a time.

``tests/labs/test_in_a_kernel.py`` asks a real kernel, with and without a subshell.
"""

import asyncio
import threading
import time
from types import SimpleNamespace

from support import apart

from nn_helpers import main_thread


def test_for_a_cell_the_work_is_done_at_once():
    done = []
    work = main_thread.Work(lambda: done.append(threading.current_thread()))
    work.ask(from_page=False)
    assert done == [threading.main_thread()]


def test_asked_for_twice_before_it_begins_it_is_done_once():
    done = []
    work = main_thread.Work(lambda: done.append(1))

    async def page():
        work.ask(from_page=True)
        work.ask(from_page=True)
        assert not done  # it waits until the kernel has said that it is idle
        await asyncio.sleep(10 * main_thread.AFTER_IDLE)

    apart(lambda: asyncio.run(page()))
    assert done == [1]


def test_two_threads_never_work_at_once():
    inside, most = [], []

    def slow():
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.01)
        inside.pop()

    works = [main_thread.Work(slow) for _ in range(4)]
    threads = [threading.Thread(target=work.ask, args=(True,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]


def test_the_stop_button_ends_work_of_the_page_and_says_so():
    said = []

    def stopped_half_way():
        raise KeyboardInterrupt

    async def page():
        main_thread.Work(stopped_half_way, lambda: said.append("stopped")).ask(from_page=True)
        await asyncio.sleep(10 * main_thread.AFTER_IDLE)

    apart(lambda: asyncio.run(page()))
    assert said == ["stopped"]


def test_it_is_the_page_when_a_widget_is_locked_by_its_message():
    assert not main_thread.is_from_page(SimpleNamespace(), SimpleNamespace(_property_lock={}))
    assert main_thread.is_from_page(SimpleNamespace(_property_lock={"value": 3}))
