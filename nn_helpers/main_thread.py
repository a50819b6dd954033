"""Work asked for from_page, done on the kernel's main thread by its loop; Mark; the stop button.

JupyterLab may send a widget's messages to a kernel subshell. That is a thread of its own, which runs
beside the cell. What draws, runs a learner's code or writes a file must not do so there: matplotlib
takes one thread, and so do the stop button and whatever a cell has set up. So the work is handed to
the event loop of the main thread, which comes to it after the running cell.
"""

import asyncio
import contextlib
import signal
import sys
import threading

AFTER_IDLE = 0.001  # seconds, by which the kernel has said that it is idle
# Where there is no such loop, as in a plain Python, work is done in the thread that asks for it. Then
# this keeps two from overlapping: matplotlib is the same for all of them.
ONE_AT_A_TIME = threading.RLock()


class Work:
    """Some work that is done when it is asked for; asked for twice before it began, it is done once.

    Parameters
    ----------
    do : function of no arguments
    stopped : function of no arguments, called when the stop button has ended ``do``
    """

    def __init__(self, do, stopped=lambda: None):
        self._do, self._stopped = do, stopped
        self._due, self._asking = False, threading.Lock()

    def ask(self, from_page):
        """Do the work: at once for a cell; for the page, and for other threads, in the main thread.

        For the page it is done when the kernel has said that it is idle. Then the next position of a
        slider is on its way already.
        """
        on_main_thread = threading.current_thread() is threading.main_thread()
        main_loop = kernel_loop()
        if on_main_thread and not from_page:
            self.now()
        elif main_loop is None:
            self._without_a_kernel(from_page)
        elif self._is_first_asked():
            if on_main_thread:
                main_loop.call_later(AFTER_IDLE, self._catch_up)
            else:
                main_loop.add_callback(self._catch_up)  # the one method other threads may call

    def now(self):
        """Do the work in this thread, when no other work is being done."""
        with ONE_AT_A_TIME:
            self._do()

    def _without_a_kernel(self, from_page):
        running_loop = None
        with contextlib.suppress(RuntimeError):  # some kernels handle messages outside any loop
            running_loop = asyncio.get_running_loop()
        if running_loop is None or not from_page:
            self.now()
        elif self._is_first_asked():
            running_loop.call_later(AFTER_IDLE, self._catch_up)

    def _is_first_asked(self):
        with self._asking:
            is_first_asked, self._due = not self._due, True
        return is_first_asked

    def _catch_up(self):
        with self._asking:
            self._due = False
        try:
            with _stop_button():
                self.now()
        except KeyboardInterrupt:
            self._stopped()


class Mark(threading.local):
    """A mark that a thread sets while a block runs, and that no other thread sees.

    >>> mark = Mark()
    >>> with mark:
    ...     bool(mark)
    True
    >>> bool(mark)
    False
    """

    blocks_of_thread = 0  # how many blocks the thread is in

    def __bool__(self):
        return self.blocks_of_thread > 0

    def __enter__(self):
        self.blocks_of_thread += 1
        return self

    def __exit__(self, *_error):
        self.blocks_of_thread -= 1


def kernel_loop():
    """Return the event loop of the kernel's main thread (tornado's), or None where there is none."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(getattr(shell, "kernel", None), "io_loop", None)


def is_from_page(*widgets):
    """Return whether one of these widgets is changing because the page has said so.

    ipywidgets locks it meanwhile. That is private to it, so it may go: then work is done at once.
    """
    return any(getattr(widget, "_property_lock", None) for widget in widgets)


@contextlib.contextmanager
def _stop_button():
    """Let the stop button reach the work. The kernel ignores it but while it answers a message.

    So it does this itself for each message. Python runs handlers of signals in the main thread alone,
    and while the work goes on nobody else is there.
    """
    if kernel_loop() is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    kernel_handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, kernel_handler)
