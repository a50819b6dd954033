"""Each item of work to threads, if any can_start; slowdown, 1 to 8: work waiting for processors."""

import _thread
import os
from concurrent.futures import ThreadPoolExecutor


def can_start():
    """Return whether a thread can be started here.

    >>> can_start() in (True, False)
    True
    """
    try:
        _thread.start_new_thread(int, ())
    except RuntimeError:  # "can't start new thread"
        return False
    return True


def slowdown():
    """Return how many times slower than alone this process runs: work waiting for each processor.

    1 where the system does not tell.

    >>> 1 <= slowdown() <= 8
    True
    """
    try:
        waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    except (OSError, AttributeError):
        return 1.0
    return min(max(1.0, waiting), 8.0)


def each(work, items, workers=None):
    """Yield ``work(item)`` for all items, in their order, computed by several threads at a time.

    Where no thread can be started, one after the other is computed when it is asked for. What
    ``work`` raises is raised here.

    Parameters
    ----------
    workers : int or None, how many threads; None is one for each processor core

    >>> list(each(abs, [-1, 2, -3], workers=2))
    [1, 2, 3]
    """
    items = list(items)
    workers = workers or os.cpu_count() or 1
    if workers < 2 or len(items) < 2 or not can_start():
        yield from map(work, items)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(work, items)
