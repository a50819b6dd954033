"""The commands of the course, from lab and test to release and grade: what each of them starts."""

import argparse
import errno
import importlib
import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import sys

from nn_helpers.course import environment
from nn_helpers.course.environment import ROOT, SetUpError

FIRST_LESSON = "notebooks/00_the_case.ipynb"
USUAL_PORT = 8888


def main(arguments):
    """Run one command and return its exit code. Every foreseeable failure is one clear line."""
    options, rest = parser().parse_known_args(arguments)
    if rest and options.command in ("lab", "lock"):
        parser().error(f"{options.command} does not know {' '.join(rest)}")
    try:
        return COMMANDS[options.command](options, rest)
    except SetUpError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(explain_os_error(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    return 1


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="python3 -m nn_helpers", description=__doc__.split("\n")[0])
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    lab = commands.add_parser("lab", help="open the course in JupyterLab (sets up what is missing)")
    lab.add_argument("--no-browser", action="store_true", help="print the link, open no browser")
    lab.add_argument("--port", type=int, help=f"the port to use (usually {USUAL_PORT})")
    for name, text in (
        ("test", "run every test; further arguments go to pytest"),
        ("build", "make the notebooks from notebooks/sources; further arguments: which"),
        ("versions", "run the tests on other Pythons and versions; further arguments go to nox"),
        ("release", "write what students get into a folder or zip; --help says more"),
        ("site", "write the course as a site that runs in a browser tab; --help says more"),
        ("grade", "grade a folder or zip of what students handed in; --help says more"),
    ):
        commands.add_parser(name, help=text, add_help=False)
    commands.add_parser("lock", help="refresh the exact versions in binder/ and tests/")
    return top


def lab(options, _rest):
    """Open the first lesson in JupyterLab, and stay until it is stopped."""
    port = choose_port(options.port)
    environment.ensure("lab")
    token = secrets.token_hex(16)
    command = [str(environment.python()), "-m", "jupyterlab", *jupyter_options(port)]
    if options.no_browser:
        command.append("--no-browser")
    print(f"\nThe course:  http://127.0.0.1:{port}/lab/tree/{FIRST_LESSON}?token={token}")
    print("Stop it with Ctrl-C in this window.\n", flush=True)
    code = run_until_stopped(command, {**os.environ, "JUPYTER_TOKEN": token})
    if code:
        print(f"JupyterLab stopped with code {code}; its last lines say why.", file=sys.stderr)
    return code


def jupyter_options(port):
    """Return the options that keep JupyterLab on this machine, quiet, and on lesson 00."""
    return [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={ROOT}",
        f"--LabApp.default_url=/lab/tree/{FIRST_LESSON}",
        "--ServerApp.log_level=WARN",
        "--JupyterApp.answer_yes=True",  # one Ctrl-C is enough
        # No lesson needs the internet, and neither does the program around it.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]


def choose_port(asked):
    """Return the port that was asked for, or the first free one from the usual one on.

    Raises ``SetUpError`` when the port that was asked for is taken or cannot be used.
    """
    if asked is not None:
        if not is_free(asked):
            raise SetUpError(
                f"Port {asked} cannot be used; another program probably has it. "
                "Leave --port away and a free one is chosen, or name another."
            )
        return asked
    for port in range(USUAL_PORT, USUAL_PORT + 100):
        if is_free(port):
            if port != USUAL_PORT:
                print(f"Port {USUAL_PORT} is taken, perhaps by another JupyterLab; using {port}.")
            return port
    raise SetUpError("No free port found. Close other servers, or name a port with --port.")


def is_free(port):
    """Return whether a server could listen on this port of this machine."""
    with socket.socket() as probe:
        if os.name != "nt":  # as the server does; elsewhere this would allow a taken port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def run_until_stopped(command, env):
    """Run a server; Ctrl-C and a request to terminate stop it, and then this returns.

    Returns 0 when the reader stopped it, else the server's exit code.
    """
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        code = process.wait()
    except KeyboardInterrupt:
        # In a terminal the server got the Ctrl-C as well. Wait for it to end its kernels.
        try:
            process.wait(timeout=10)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.terminate()
            process.wait()
        print("\nStopped. Your work is saved where JupyterLab saved it.")
        return 0
    return 0 if code == -signal.SIGTERM else code


def test(_options, pytest_arguments):
    """Run every test.

    They start some hundred processes, which would each compile the course anew where Python is told to
    write no bytecode. For them it may.
    """
    environment.ensure("test")
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return run_tool("pytest", *pytest_arguments, env=env)


def build(_options, names):
    """Make the notebooks from their sources, and what the teacher's guide takes from them."""
    environment.ensure("test")
    built = run_tool("nn_helpers.course.build", *names)
    return built or run_tool("nn_helpers.course.guide.page", *(n for n in names if n == "--check"))


def versions(_options, nox_arguments):
    """Run the tests on every supported Python, and on the oldest and newest of what is needed."""
    environment.ensure("test")
    return run_tool("nox", *nox_arguments)


def release(_options, arguments):
    """Write what students get."""
    return teachers_module("release").main(arguments)


def grade(_options, arguments):
    """Grade what was handed in, in the reader's own folder."""
    return in_readers_folder("grade", "lab", arguments)


def site(_options, arguments):
    """Write the site, with JupyterLite, which is among the tools of the tests."""
    return in_readers_folder("site", "test", arguments)


def in_readers_folder(name, purpose, arguments):
    """Run a module of the workshop in the environment for a purpose; return its exit code."""
    module = teachers_module(name, load=False)
    environment.ensure(purpose)
    return subprocess.run(
        [str(environment.python()), "-m", module, *arguments], check=False
    ).returncode


def teachers_module(name, load=True):
    """Return a module that a copy for students does not have, or its name alone.

    Raises ``SetUpError`` in such a copy.
    """
    full = f"nn_helpers.course.{name}"
    if importlib.util.find_spec(full) is None:
        raise SetUpError(
            f"This copy was handed out to students. For {name}, use the teacher's copy."
        )
    return importlib.import_module(full) if load else full


def lock(_options, _rest):
    """Write the newest versions that fit the ranges, with hashes, into the two lock files."""
    environment.ensure("test")
    for arguments in lock_arguments():
        code = run_tool("uv", "pip", "compile", "--quiet", *arguments)
        if code:
            return code
    return 0


def lock_arguments():
    """Return the arguments of both runs of the locking tool: the learner's, then the tests'."""
    common = [
        "--universal",
        "--generate-hashes",
        "--upgrade",
        "--python-version=3.11",
        "--no-emit-index-url",
        "--custom-compile-command=python -m nn_helpers lock",
    ]
    learner, tests = (str(path.relative_to(ROOT)) for path in environment.LOCKS.values())
    return [
        ["requirements.txt", *common, f"--output-file={learner}"],
        [
            "requirements.txt",
            "--group=test",
            f"--constraint={learner}",
            *common,
            f"--output-file={tests}",
        ],
    ]


def run_tool(module, *arguments, env=None):
    """Run a module of the environment in the folder of the course, and return its exit code."""
    command = [str(environment.python()), "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def explain_os_error(error):
    """Return one line about an error of the operating system."""
    if error.errno == errno.ENOSPC:
        return environment.explain("No space left on device")
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return environment.explain("Permission denied")
    return f"{error.strerror}: {error.filename}"


COMMANDS = {
    "lab": lab,
    "test": test,
    "build": build,
    "release": release,
    "grade": grade,
    "site": site,
    "versions": versions,
    "lock": lock,
}
