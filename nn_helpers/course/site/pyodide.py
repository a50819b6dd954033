"""A folder with Pyodide, from npm or given: what of it lessons need, is it whole, and its copy."""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from nn_helpers.course.site.errors import SiteError
from nn_helpers.course.site.settings import FROM_PYODIDE

LOCK = "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", LOCK)
FROM_NPM = "npm"  # in place of a folder: take Pyodide from its npm package


def read_lock(folder):
    """Return Pyodide's list of its packages. Raises ``SiteError`` when this is no folder of Pyodide."""
    missing = [name for name in CORE if not (folder / name).is_file()]
    if missing:
        raise SiteError(
            f"{folder} is no whole Pyodide: {', '.join(missing)} is missing. Unpack the full "
            "distribution of Pyodide, and name the folder in which pyodide.mjs lies."
        )
    try:
        lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        return {"info": lock["info"], "packages": lock["packages"]}
    except (ValueError, KeyError):
        raise SiteError(f"{folder / LOCK} cannot be read. Unpack Pyodide again.") from None


def needed(lock):
    """Return the entries of the packages that a lesson needs, with all that these need.

    >>> entry = {"name": "x", "depends": []}
    >>> packages = {name: entry for name in FROM_PYODIDE} | {"six": entry}
    >>> len(needed({"packages": packages}))
    6
    """
    found, waiting = {}, list(FROM_PYODIDE)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        if name not in lock["packages"]:
            raise SiteError(f"This Pyodide has no package {name}. Take the full distribution.")
        found[name] = lock["packages"][name]
        waiting += found[name]["depends"]
    return found


def check_python(lock, python):
    """Raise ``SiteError`` unless Pyodide carries the Python, such as "3.14", that the kernel needs."""
    carried = str(lock["info"].get("python", "unknown"))
    if not carried.startswith(f"{python}."):
        raise SiteError(
            f"This Pyodide carries Python {carried}; the kernel of JupyterLite needs {python}."
        )


def copy(folder, to, python):
    """Copy of a Pyodide folder what lessons need. Each wheel is compared with its hash in the lock."""
    lock = read_lock(folder)
    check_python(lock, python)
    to.mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(folder / name, to / name)
    for entry in needed(lock).values():
        wheel = folder / entry["file_name"]
        if not wheel.is_file():
            raise SiteError(f"{wheel} is missing. Take the full distribution of Pyodide.")
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != entry["sha256"]:
            raise SiteError(f"{wheel} is not what {LOCK} says. Unpack Pyodide again.")
        shutil.copyfile(wheel, to / wheel.name)


def from_npm(version, to):
    """Unpack the npm package ``pyodide`` into a new folder, and return it."""
    if not shutil.which("npm"):
        raise SiteError("npm is not installed. Debian: sudo apt install npm")
    with tempfile.TemporaryDirectory() as temporary:
        done = subprocess.run(
            ["npm", "pack", "--silent", f"pyodide@{version}", "--pack-destination", temporary],
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        packed = list(Path(temporary).glob("*.tgz"))
        if done.returncode or not packed:
            said = [line for line in done.stderr.splitlines() if line.strip()][-1:]
            raise SiteError(f"npm cannot fetch pyodide {version}: {' '.join(said)}")
        with tarfile.open(packed[0]) as archive:
            archive.extractall(temporary, filter="data")
        shutil.move(Path(temporary) / "package", to)
    return to
