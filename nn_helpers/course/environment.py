"""Make or repair ``.venv``, for a purpose: stamp, locks, pip; what explains a failure.

Standard library only: this runs before anything is installed. A stamp is written into ``.venv``
last of all, so an environment that was interrupted half-way, moved, or made from other requirements
is noticed and made anew.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from nn_helpers.course import jupyterlab_settings

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / "course.json"
LOG = VENV / "install.log"

# What each command needs. The tests' list contains the learner's, in the same versions.
LOCKS = {"lab": ROOT / "binder" / "requirements.txt", "test": ROOT / "tests" / "requirements.txt"}
RANGES = {
    "lab": ["-r", str(ROOT / "requirements.txt")],
    "test": ["-r", str(ROOT / "requirements.txt"), "--group", f"{ROOT / 'pyproject.toml'}:test"],
}

# Signs in pip's output, and what to tell the reader. The first that fits is used.
CAUSES = (
    (
        ("No space left on device", "Errno 28", "not enough space on the disk"),
        "The disk is full. The course needs about 1 GB; make room and run the command again.",
    ),
    (
        (
            "NewConnectionError",
            "Failed to establish a new connection",
            "Temporary failure in name resolution",
            "Name or service not known",
            "getaddrinfo failed",
            "Connection refused",
            "Network is unreachable",
            "ConnectTimeoutError",
            "ProxyError",
        ),
        "The package index cannot be reached. Set-up needs the internet once; connect and run the "
        "command again.",
    ),
    (
        ("being used by another process", "WinError 32"),
        "A file in .venv is in use. Close JupyterLab and every other window of the course, and run "
        "the command again.",
    ),
    (
        ("Windows Long Path support", "WinError 206"),
        "The path of this folder is too long for Windows. Move the course to a shorter one, such as "
        "C:\\course, and run the command again.",
    ),
    (
        ("Permission denied", "Errno 13", "Access is denied"),
        f"No permission to write in {ROOT}. Copy the course to a folder of your own.",
    ),
)


class SetUpError(Exception):
    """The environment cannot be made; the message is one line that says what to do."""


def python():
    """Return the path of the environment's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(purpose, say=print):
    """Make the environment for ``purpose`` ("lab" or "test") if it does not stand yet.

    Raises ``SetUpError`` with a line for the reader when it cannot be made.
    """
    stamp = _read_stamp()
    if not (_stands(stamp) and _wanted(purpose) in stamp["installed"].values()):
        _make(purpose, stamp, say)
    jupyterlab_settings.write(VENV)


def _make(purpose, stamp, say):
    if not _stands(stamp):
        say("Making the course's own Python environment in .venv ...")
        _create()
        stamp = {**_identity(), "installed": {}}
    say("Installing what the course needs. The first time this takes a few minutes ...")
    _install(purpose, say)
    installed = {**stamp["installed"], purpose: _wanted(purpose)}
    if purpose == "test":  # it contains everything the lab needs
        installed["lab"] = _wanted("lab")
    text = json.dumps({**_identity(), "installed": installed}, indent=1)
    STAMP.write_text(text, encoding="utf-8")


def explain(output):
    """Return one line about why pip failed, judged by its output.

    >>> explain("ERROR: [Errno 28] No space left on device")[:17]
    'The disk is full.'
    """
    for signs, line in CAUSES:
        if any(sign in output for sign in signs):
            return line
    return f"Installing failed. The last lines of {LOG} say why."


def _identity():
    return {"root": str(ROOT), "python": list(sys.version_info[:2])}


def _wanted(purpose):
    """A fingerprint of everything that decides what gets installed."""
    files = (LOCKS[purpose], ROOT / "requirements.txt", ROOT / "pyproject.toml")
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _read_stamp():
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _stands(stamp):
    return {k: stamp.get(k) for k in _identity()} == _identity() and python().exists()


def _create():
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise SetUpError(
            "This Python cannot make environments: its venv or ensurepip module is missing. "
            "On Debian or Ubuntu: sudo apt install python3-venv. Then run the command again."
        )
    # The course's own Python may be the one that runs this: then use the one it was made from.
    base = getattr(sys, "_base_executable", None) or sys.executable
    done = subprocess.run(
        [base, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        text=True,
        errors="replace",  # what Windows says is not always in the encoding that it names
        check=False,
    )
    output = done.stdout + done.stderr
    if done.returncode and "ensurepip" in output and "returned non-zero" not in output:
        raise SetUpError(
            "This Python cannot make environments. On Debian or Ubuntu: sudo apt install "
            "python3-venv. Then run the command again."
        )
    if done.returncode:
        last = output.strip().splitlines()[-1:] or ["it gave no reason"]
        known = explain(output)
        raise SetUpError(
            known if LOG.name not in known else f"Making {VENV} failed: {last[0].strip()}"
        )


def _install(purpose, say):
    LOG.write_text("", encoding="utf-8")
    try:
        _pip("-r", str(LOCKS[purpose]))
    except SetUpError:
        if explain(LOG.read_text(encoding="utf-8", errors="replace")) in [
            line for _, line in CAUSES
        ]:
            raise
        say("The tested versions do not install on this Python. Trying newer ones ...")
        _pip("--upgrade", "pip")  # groups need pip 25.1
        _pip(*RANGES[purpose])
    _pip("--no-deps", "--editable", str(ROOT))
    # Without this JupyterLab asks on its first start whether it may fetch news from the internet.
    _run("-m", "jupyter", "labextension", "disable", "@jupyterlab/apputils-extension:announcements")


def _pip(*arguments):
    _run(
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--retries=2",
        *arguments,
    )


def _run(*arguments):
    """Run the environment's Python, with its output in the log."""
    before = LOG.stat().st_size
    with LOG.open("a", encoding="utf-8") as log:
        code = subprocess.run(
            [str(python()), *arguments], stdout=log, stderr=subprocess.STDOUT, cwd=ROOT, check=False
        ).returncode
    if code:
        raise SetUpError(explain(LOG.read_text(encoding="utf-8", errors="replace")[before:]))
