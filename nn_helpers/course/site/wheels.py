"""The wheels inside the site: the course's own, and pure-Python ones that Pyodide does not have."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from nn_helpers.course import environment, release
from nn_helpers.course.site.errors import SiteError

# In the versions that learners have, with the registry's own hashes. What they need besides, Pyodide has
# or the kernel brings (a stand-in for widgetsnbextension); jupyterlab_widgets is part of the page.
PURE = ("comm", "ipywidgets", "anywidget", "psygnal")
CACHE = environment.VENV / "wheels"


def collect(folder):
    """Put all wheels into a folder.

    Raises ``SiteError`` when one can neither be found in the cache nor fetched.
    """
    for pure_wheel in fetched():
        shutil.copyfile(pure_wheel, folder / pure_wheel.name)
    own(folder)


def own(folder):
    """Make the course's wheel out of what students get. Needs no internet."""
    with tempfile.TemporaryDirectory() as course_in:
        course = Path(course_in) / "course"
        release.write(course)
        _pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", str(folder), str(course),
             failed="The course's wheel cannot be made.")  # fmt: skip


def locked():
    """Return what the learner's lock says of each pure wheel: ``{name: its lines}``."""
    text = environment.LOCKS["lab"].read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)
    found = {entry.split("==")[0]: entry for entry in entries if "==" in entry.split("\n")[0]}
    missing = set(PURE) - set(found)
    if missing:
        raise SiteError(f"binder/requirements.txt does not hold {', '.join(sorted(missing))}.")
    return {name: found[name] for name in PURE}


def fetched():
    """Return the paths of the pure wheels, from the cache where they are there, else fetched once."""
    wanted = locked()
    found = [_cached(name, entry) for name, entry in wanted.items()]
    if not all(found):
        _fetch(wanted)
        found = [_cached(name, entry) for name, entry in wanted.items()]
    if not all(found):
        missing = [name for name, path in zip(wanted, found, strict=True) if not path]
        raise SiteError(f"No pure-Python wheel was found of {', '.join(missing)}.")
    return found


def _cached(name, entry):
    """Return the wheel in the cache whose hash the lock names, or None."""
    for path in sorted(CACHE.glob(f"{name.replace('-', '_')}-*-none-any.whl")):
        if hashlib.sha256(path.read_bytes()).hexdigest() in entry:
            return path
    return None


def _fetch(wanted):
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as wanted_wheels:
        lines = Path(wanted_wheels) / "wanted.txt"
        lines.write_text("".join(wanted.values()), encoding="utf-8")
        _pip("download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--platform=any",
             "--python-version=3.14", "-d", str(CACHE), "-r", str(lines),
             failed="The widgets' packages cannot be fetched. The first time this needs the internet.",
             )  # fmt: skip


def _pip(*arguments, failed):
    command = [sys.executable, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"]
    # A file's time in a wheel is the time of the build; this fixes it, so equal courses give equal wheels.
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", env=env, check=False
    )
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:] or [
            "no reason given"
        ]
        raise SiteError(f"{failed} pip says: {last[0].strip()}")
