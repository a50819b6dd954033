"""A lesson kept warm: before each exercise fork a child to be judged, wait for it, end_all.

Started as ``python -m nn_helpers.course.grading.snapshots`` with its orders as JSON on standard input.
It writes one line when each exercise is ready, and ends when its standard input does. A request comes
over a socket in a private folder: one byte says who asks, and the end of a second connection comes
along, over which the student's process then talks. So this process never reads what a student sends.
"""

import contextlib
import importlib
import json
import linecache
import os
import pkgutil
import re
import select
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

from nn_helpers.course.grading import attempt, course_own, isolation, wire
from nn_helpers.course.grading import lesson as lessons
from nn_helpers.course.grading import limits as limiting
from nn_helpers.course.grading.limits import OUT_OF_MEMORY, Limits

ONE_THREAD = {
    f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "NUMEXPR")
}


LOOK_EVERY = 0.2  # seconds, at how much memory a student's processes take together
SHARED = 100  # megabytes of the lesson itself, which may be counted as theirs


def main():
    """Run the lesson, leave a snapshot before each exercise, and wait for the end of the orders."""
    orders = json.loads(sys.stdin.readline())
    isolation.die_with_parent()
    import_the_course()
    lesson = lessons.lessons()[orders["lesson"]]
    space = {"__name__": "__main__"}
    children = []
    for exercise in run_up_to_each(lesson, space, orders["until"]):
        listener = listening(Path(orders["folder"]) / f"{lesson.number}-{exercise.name}")
        child = os.fork()
        if child == 0:
            isolation.die_with_parent()
            stand_by(listener, space, exercise, orders)
        children.append(child)
        listener.close()
        print(exercise.name, flush=True)
    sys.stdin.read()
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def environment(folder):
    """Return the environment of a process in which a lesson runs: nothing of the teacher's settings."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        **ONE_THREAD,
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(Path(folder) / "matplotlib"),
        "NN_HELPERS_SAVED": str(Path(folder) / "saved.jsonl"),
        "IPYTHONDIR": str(Path(folder) / "ipython"),
        "HOME": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def import_the_course():
    """Import every module of the course: later their files cannot be seen any more."""
    import nn_helpers

    left_out = ("nn_helpers.__main__", "nn_helpers.course")
    for module in pkgutil.walk_packages(nn_helpers.__path__, "nn_helpers."):
        if not module.name.startswith(left_out):
            importlib.import_module(module.name)
    importlib.import_module("IPython.core.inputtransformer2")


def run_up_to_each(lesson, space, until):
    """Run the given cells in order, and yield each exercise when its turn has come."""
    import matplotlib.pyplot as plt

    at = {exercise.at: exercise for exercise in lesson.exercises}
    for i, cell in enumerate(lesson.cells):
        if i in at:
            yield at[i]
            if at[i].name == until:
                return
        if not lessons.shows_only(cell.source):
            with open(os.devnull, "w") as nowhere:
                saved, sys.stdout = sys.stdout, nowhere
                try:
                    exec(compile(cell.source, f"<cell {i + 1}>", "exec"), space)
                finally:
                    sys.stdout = saved
            plt.close("all")


def listening(path):
    """Return a socket that listens at a path."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    return listener


def stand_by(listener, space, exercise, orders):
    """Fork a keeper for each request, for ever."""
    from nn_helpers import check

    judged = getattr(check, exercise.name)
    warm_up(judged)
    functions = course_own.to_disable(judged, set(orders["allowed"][exercise.name]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if orders["level"] == "namespaces":
        isolation.leave_the_system(orders["hidden"])
    while True:
        control, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            code = 1
            try:
                keep(control, space, judged, functions, orders)
                code = 0
            finally:
                os._exit(code)
        control.close()


def warm_up(judged):
    """Judge a wrong answer once, so that what the check works out once is there for everybody."""
    judged.report(lambda *_given: 0.0)
    linecache.clearcache()  # it may hold the text of the course


def keep(control, space, judged, functions, orders):
    """Shut one student's process in, wait for it, end all that is left of it, and tell how it ended."""
    slot, descriptors, _, _ = socket.recv_fds(control, 1, 1)
    if not slot or not descriptors:
        return
    limits = Limits(orders["seconds"], orders["megabytes"], slot[0], orders["first_user"])
    apart = orders["level"] == "namespaces"
    if apart:
        isolation.leave_the_others()
        box = isolation.private_folder()
    else:
        box = tempfile.mkdtemp(dir=orders["folder"])
    try:
        child = os.fork()
        if child == 0:
            control.close()
            student(descriptors[0], box, limits, apart, space, judged, functions)
        os.close(descriptors[0])
        ended = wait(child, control, limits, apart)
    finally:
        if not apart:
            remove(box)
    control.sendall(json.dumps(ended).encode())


def student(descriptor, box, limits, apart, space, judged, functions):
    """Give up everything, and run what was handed in. Never returns."""
    code = 1
    try:
        os.setsid()
        if apart:
            isolation.own_processes_alone()
        elif os.geteuid() == 0:
            os.chown(box, limits.user, -1)
        os.chdir(box)
        channel = only_channel(descriptor)
        limiting.give_up_rights(limits)
        isolation.die_with_parent()
        os.environ.update(environment(box))
        tempfile.tempdir = box
        run(channel, space, judged, functions)
        code = 0
    except (wire.Lost, MemoryError):
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def run(channel, space, judged, functions):
    """Do what the first message on the channel asks for."""
    request = channel.receive()
    if request["mode"] == "report":
        attempt.report(channel, space, request, judged)
    else:
        attempt.serve(channel, space, request, judged, functions)


def only_channel(descriptor):
    """Close every open file but one, send prints nowhere, and return the channel over that one."""
    kept = os.dup2(descriptor, 3) if descriptor != 3 else 3
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(4, 4096)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout, sys.stderr = (os.fdopen(n, "w", closefd=False) for n in (1, 2))
    files = (os.fdopen(kept, mode, closefd=False) for mode in ("rb", "wb"))
    return wire.Channel(*files)


def wait(child, control, limits, apart):
    """Wait until a process ends, its time or memory is over, or nobody listens. Return how it ended."""
    begun = time.monotonic()
    out_of_time = out_of_memory = False
    look = begun + LOOK_EVERY
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            break
        now = time.monotonic()
        if apart and now > look:
            out_of_memory = memory_of_several() > (limits.megabytes + SHARED) * 2**20
            look = now + LOOK_EVERY
        out_of_time = now > begun + limits.seconds
        if out_of_time or out_of_memory or hung_up(control):
            os.kill(child, signal.SIGKILL)
            _, status, used = os.wait4(child, 0)
            break
        pause(child, control)
    if not apart:
        end_all(child, limits)
    scale = 1024 if sys.platform == "linux" else 1
    return {
        "time": out_of_time,
        "code": OUT_OF_MEMORY if out_of_memory else os.waitstatus_to_exitcode(status),
        "bytes": used.ru_maxrss * scale,
        "cpu": used.ru_utime + used.ru_stime,
    }


def memory_of_several():
    """Return the bytes that a student's processes take together, 0 while there is but one.

    Each has a limit of its own, but not all of them together. In here /proc shows theirs alone. What
    they share, such as the lesson, is counted once.
    """
    processes = [name for name in os.listdir("/proc") if name.isdigit()]
    if len(processes) < 2:
        return 0
    total = 0
    for name in processes:
        with contextlib.suppress(OSError):  # it has ended
            text = Path(f"/proc/{name}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) * 1024
    return total


def pause(child, control):
    """Sleep until the child ends or the control says something, a twentieth of a second at most."""
    if not hasattr(os, "pidfd_open"):
        time.sleep(0.005)
        return
    watch = os.pidfd_open(child)
    try:
        select.select([watch, control], [], [], 0.05)
    finally:
        os.close(watch)


def hung_up(control):
    """Whether the judge has closed the control connection."""
    ready, _, _ = select.select([control], [], [], 0)
    return bool(ready) and not control.recv(1, socket.MSG_PEEK)


def end_all(child, limits):
    """End what a student's process has left behind, where no namespace does that."""
    if os.geteuid() == 0:
        helper = os.fork()
        if helper == 0:  # as the student's user, which owns nothing else
            os.setresuid(limits.user, limits.user, limits.user)
            try:
                os.kill(-1, signal.SIGKILL)
            finally:
                os._exit(0)
        os.waitpid(helper, 0)
        return
    try:
        os.killpg(child, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def remove(folder):
    """Remove a folder with all that is in it."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
