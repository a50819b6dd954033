"""Kernels that are forked from one process, which has imported what lessons import.

To start a kernel and to import the course takes longer than most lessons need. ``warm_kernels`` gives the
variables of an environment in which the kernel ``python3`` is such a fork: a process of its own, with
nothing of another kernel in it. For tests of what cells do, not of how a kernel starts. Unix only.
"""

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

STREAMS = (0, 1, 2)
IMPORTED = (
    *("ipykernel.kernelapp", "ipywidgets", "matplotlib.pyplot"),
    *(f"nn_helpers.{room}" for room in ("check", "clinic", "labs", "quiz")),
)


@contextlib.contextmanager
def warm_kernels(env=None):
    """Yield the variables under which kernels are forks; where none can be, those that were given.

    ``env`` are the variables of the process to fork from, and of those that will start kernels.
    """
    env = dict(os.environ if env is None else env)
    if not hasattr(os, "fork"):
        yield env
        return
    # Not among pytest's folders: the path of a socket has a hundred letters at most.
    with tempfile.TemporaryDirectory(prefix="warm") as folder, _listening(folder) as listener:
        asked = [sys.executable, "-S", __file__, listener.getsockname(), "-f", "{connection_file}"]
        spec = Path(folder) / "kernels" / "python3" / "kernel.json"
        spec.parent.mkdir(parents=True)
        spec.write_text(json.dumps({"argv": asked, "display_name": "warm", "language": "python"}))
        number = listener.fileno()
        source = subprocess.Popen(
            [sys.executable, __file__, str(number)], env=env, pass_fds=[number]
        )
        try:
            yield {**env, "JUPYTER_PATH": folder}
        finally:
            source.terminate()
            source.wait()


@contextlib.contextmanager
def _listening(folder):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/warm")
        listener.listen(20)
        yield listener


# The process that is forked -----------------------------------------------------------------------


def fork_kernels(listener):
    """Fork a kernel for each that asks, until this process is told to end."""
    _import_what_lessons_import()
    kernels = set()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever has started this ends it
    try:
        while True:
            ready, _, _ = select.select([listener], [], [], 0.2)
            if ready:
                kernels.add(_fork(listener))
            kernels -= _ended(kernels)
    finally:
        for kernel in kernels:
            os.kill(kernel, signal.SIGKILL)
        for kernel in kernels:
            os.waitpid(kernel, 0)


def _import_what_lessons_import():
    # As they are in a kernel before it runs a cell.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    for name in IMPORTED:
        importlib.import_module(name)


def _ended(kernels):
    return {kernel for kernel in kernels if os.waitpid(kernel, os.WNOHANG)[0]}


def _fork(listener):
    """Take one request, and return the number of the process that has become its kernel."""
    asking, _ = listener.accept()
    with asking:
        size, streams, _, _ = socket.recv_fds(asking, 8, len(STREAMS))
        with asking.makefile("rb") as sent:
            request = json.loads(sent.read(int.from_bytes(size, "big")))
        kernel = os.fork()
        if kernel == 0:
            listener.close()
            _become_a_kernel(asking, streams, request)
        for stream in streams:
            os.close(stream)
    return kernel


def _become_a_kernel(asking, streams, request):
    """Run a kernel as the process would that has asked; what ends that process ends this one."""
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stream, target in zip(streams, STREAMS, strict=True):
        os.dup2(stream, target)
        os.close(stream)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv[1:] = request["arguments"]
    del sys.path[0]  # the folder of this file
    import numpy as np

    np.random.seed()  # as in any new process
    asking.sendall(os.getpid().to_bytes(8, "big"))
    threading.Thread(target=_end_with, args=[asking], daemon=True).start()
    from ipykernel import kernelapp

    try:
        kernelapp.launch_new_instance()
    finally:
        os._exit(0)


def _end_with(asking):
    """Wait until whoever has asked is gone, and end this process as it was ended."""
    asking.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)


# What Jupyter starts ------------------------------------------------------------------------------


def ask_for_a_kernel(address, arguments):
    """Stand for a kernel: have one forked, pass signals on to it, and end when it ends."""
    env = {k: v for k, v in os.environ.items() if k not in ("JUPYTER_PATH", "JPY_PARENT_PID")}
    request = {"folder": os.getcwd(), "env": env, "arguments": arguments}
    data = json.dumps(request).encode()
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(address)
        socket.send_fds(asking, [len(data).to_bytes(8, "big")], STREAMS)
        asking.sendall(data)
        kernel = int.from_bytes(asking.recv(8), "big")
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: os.kill(kernel, number))
        asking.recv(1)


if __name__ == "__main__":
    if sys.argv[1].isdigit():
        fork_kernels(socket.socket(fileno=int(sys.argv[1])))
    else:
        ask_for_a_kernel(sys.argv[1], sys.argv[2:])
