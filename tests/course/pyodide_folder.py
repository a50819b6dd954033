"""A folder with the parts of Pyodide that lessons need, for tests: fetched once, each part hash-checked.

The npm package ``pyodide`` has Python itself and the list of all packages with their hashes, but no
packages. Its builds of numpy and matplotlib are in no registry by themselves; the PyPI package
open-webui carries them, equal to the list's hashes. Nothing of that package is run. The pure-Python
packages come from PyPI, in the versions and with the hashes of ``pyodide_pure.txt``; Pyodide packs
them anew, so the list in the folder gets these hashes in place of its own.
"""

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from support import ROOT

from nn_helpers.course import environment
from nn_helpers.course.site import pyodide
from nn_helpers.course.site.errors import SiteError

VERSION = "314.0.3"
CARRIER = "open-webui==0.12.4"
CARRIER_HASH = "02e9caba96234db3fa17a92e56163b3f7f2b8ca8227fa886b85c178d696483f6"
INSIDE = "open_webui/frontend/pyodide/"
PURE = ROOT / "tests" / "course" / "pyodide_pure.txt"
FOLDER = environment.VENV / f"pyodide-{VERSION}"
CONTENT_NETWORK = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"


class CannotBeHad(Exception):
    """A part of Pyodide cannot be fetched here; the message says which and why."""


def folder():
    """Return the folder, made first where it is not there. Raises ``CannotBeHad``."""
    if FOLDER.is_dir():
        return FOLDER
    if sys.platform == "win32":
        raise CannotBeHad("npm is started otherwise on Windows; the tests of the site run on Unix.")
    with tempfile.TemporaryDirectory(dir=environment.VENV) as temporary:
        made = Path(temporary) / "pyodide"
        from_npm(VERSION, made)
        lock = json.loads((made / pyodide.LOCK).read_text(encoding="utf-8"))
        wanted = pyodide.needed(lock)
        _add_pure(made, wanted, Path(temporary))
        _add_built(made, wanted, Path(temporary))
        (made / pyodide.LOCK).write_text(json.dumps(lock), encoding="utf-8")
        with contextlib.suppress(OSError):  # another worker of the tests was faster
            made.rename(FOLDER)
    return FOLDER


def from_npm(version, to):
    """Unpack the npm package ``pyodide`` into a new folder."""
    try:
        pyodide.from_npm(version, to)
    except SiteError as error:
        raise CannotBeHad(str(error)) from None


def npm_lock(version):
    """Return the list of packages of a version of Pyodide, from its npm package; kept in ``.venv``."""
    kept = environment.VENV / f"pyodide-lock-{version}.json"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as temporary:
            from_npm(version, Path(temporary) / "pyodide")
            shutil.copyfile(Path(temporary) / "pyodide" / pyodide.LOCK, kept)
    return json.loads(kept.read_text(encoding="utf-8"))


def _add_pure(made, wanted, temporary):
    """Add the pure-Python packages of the registry, and put their hashes into the list."""
    _download("-r", str(PURE), to=temporary / "pure")
    by_name = {entry["file_name"]: entry for entry in wanted.values()}
    for wheel in sorted((temporary / "pure").glob("*.whl")):
        by_name[wheel.name]["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
        shutil.copyfile(wheel, made / wheel.name)


def _add_built(made, wanted, temporary):
    """Add the packages that Pyodide builds; a hash that differs from the list's is refused."""
    lines = temporary / "carrier.txt"
    lines.write_text(f"{CARRIER} --hash=sha256:{CARRIER_HASH}\n", encoding="utf-8")
    _download("-r", str(lines), to=temporary / "carrier")
    (carrier,) = (temporary / "carrier").glob("*.whl")
    with zipfile.ZipFile(carrier) as archive:
        for entry in wanted.values():
            name = entry["file_name"]
            if (made / name).exists():
                continue
            try:
                content = archive.read(INSIDE + name)
            except KeyError:
                raise CannotBeHad(f"{CARRIER} does not carry {name}.") from None
            if hashlib.sha256(content).hexdigest() != entry["sha256"]:
                raise CannotBeHad(f"{name} in {CARRIER} is not what Pyodide {VERSION} lists.")
            (made / name).write_bytes(content)


def _download(*what, to):
    _run(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--require-hashes", "--only-binary=:all:", "--python-version=3.12",
         "-d", str(to), *what)  # fmt: skip


def _run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()][-1:]
        raise CannotBeHad(f"{Path(command[0]).name} failed: {' '.join(said)}")
