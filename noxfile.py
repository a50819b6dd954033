"""The tests on every supported Python and on the oldest and newest versions of what the course needs.

``python3 -m nn_helpers versions`` runs all of it, ``... versions -s oldest`` one session, and
``... versions --list`` names them. Pythons that are not on this machine are skipped, and said.
Further words after ``--`` go to pytest.
"""

import os
import re
import shutil
from pathlib import Path

import nox

# Every Python that the course supports, and the next one, for which numpy and pyzmq have wheels.
OLDEST, *LATER = ("3.11", "3.12", "3.13", "3.14", "3.15")
WITHOUT_A_BROWSER = ["--ignore-glob=*_browser*.py"]
# Places besides the PATH where several Pythons live side by side.
SHELVES = (
    os.environ.get("PYENV_ROOT", "~/.pyenv") + "/versions/*/bin",
    "~/.local/share/uv/python/*/bin",
    "/opt/python/*/bin",
    "/Library/Frameworks/Python.framework/Versions/*/bin",
    "/opt/homebrew/bin",
)

nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = False
nox.options.stop_on_first_error = False
nox.needs_version = ">=2025"


def interpreter(version):
    """Return the path of the newest Python of this version, or the bare version if there is none."""
    found = []
    for shelf in SHELVES:
        where = Path(shelf).expanduser()
        anchor = Path(where.anchor)
        found += anchor.glob(str((where / f"python{version}").relative_to(anchor)))
    found = [path for path in found if os.access(path, os.X_OK)]
    if found:
        return str(max(found, key=_numbers))
    # What stands on the PATH as a shim may be an empty promise.
    on_path = shutil.which(f"python{version}")
    return on_path if on_path and "shims" not in Path(on_path).parts else version


def _numbers(path):
    return [int(n) for n in re.findall(r"\d+", str(path))]


def prepare(session, *how):
    """Install the course and the tools of the tests, and say which versions they are."""
    session.install(*how, "-r", "requirements.txt", "--group", "test")
    session.install("--no-deps", "--editable", ".")
    session.run("python", "-c", VERSIONS)


VERSIONS = """
import sys
from importlib.metadata import version
names = "numpy matplotlib pillow ipywidgets ipython ipykernel jupyterlab nbval pytest".split()
print("Python", sys.version.split()[0], *(f"{name} {version(name)}" for name in names), sep="  ")
"""


@nox.session(python=interpreter(OLDEST), venv_backend="uv")
def whole(session):
    """Everything, on the oldest Python, with the locked versions."""
    session.install("-r", "tests/requirements.txt")
    session.install("--no-deps", "--editable", ".")
    session.run("python", "-c", VERSIONS)
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
@nox.parametrize("python", [nox.param(interpreter(v), id=v) for v in LATER])
def kernel(session):
    """Everything without a browser, on each later Python."""
    prepare(session)
    session.run("python", "-m", "pytest", *WITHOUT_A_BROWSER, *session.posargs)


@nox.session(python=interpreter(OLDEST))
def oldest(session):
    """Everything without a browser, on the oldest versions that requirements.txt admits."""
    # The tools of the tests are not what is tried here, and may be new.
    session.install("--resolution=lowest-direct", "-r", "requirements.txt")
    session.install("--group", "test")
    session.install("--no-deps", "--editable", ".")
    session.run("python", "-c", VERSIONS)
    session.run("python", "-m", "pytest", *WITHOUT_A_BROWSER, *session.posargs)


@nox.session(python=next(filter(os.path.isabs, map(interpreter, reversed(LATER))), LATER[-1]))
def newest(session):
    """Everything without a browser, on the newest of everything, caps or no caps."""
    uncapped = [
        re.sub(r",<.*", "", line)
        for line in Path("requirements.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    session.install("--upgrade", "--group", "test", *uncapped)
    session.install("--no-deps", "--editable", ".")
    session.run("python", "-c", VERSIONS)
    session.run("python", "-m", "pytest", *WITHOUT_A_BROWSER, *session.posargs)


@nox.session(python=interpreter(OLDEST))
def margins(session):
    """Stored outputs and pinned figures, moved in the last place in five ways."""
    prepare(session)
    file = "tests/machines/test_last_place.py"
    session.run("python", "-m", "pytest", file, "--last-place-seeds=5", *session.posargs)
