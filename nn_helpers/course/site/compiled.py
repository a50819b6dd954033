"""A wheel of compiled modules, made by Pyodide in Node and kept: in a browser compiling is slow."""

import base64
import hashlib
import io
import tempfile
import zipfile
from pathlib import Path

from nn_helpers.course.site import in_node
from nn_helpers.course.site.errors import SiteError
from nn_helpers.course.site.pyodide import FROM_NPM, LOCK, from_npm
from nn_helpers.course.site.wheels import CACHE

PROGRAM = "compile_modules.py"
NAME, VERSION = "nn_helpers_compiled", "1"
ABOUT = {
    "METADATA": f"Metadata-Version: 2.1\nName: {NAME.replace('_', '-')}\nVersion: {VERSION}\n",
    "WHEEL": "Wheel-Version: 1.0\nGenerator: nn-helpers\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}


def add(wheels, extension, pyodide, version):
    """Add the wheel to a folder of wheels, by running Pyodide once in Node.

    Parameters
    ----------
    wheels, extension : folders, as in ``in_node.packages``
    pyodide : Path of a folder with Pyodide, or ``FROM_NPM``. Then packages that npm's has not are
        fetched by Pyodide, from where it always fetches them.
    version : str, the version of Pyodide to take from npm

    Raises ``SiteError`` when there is no Node, no npm, or no network where it is needed.
    """
    with tempfile.TemporaryDirectory() as temporary:
        if pyodide == FROM_NPM:
            pyodide = from_npm(version, Path(temporary) / "pyodide")
        packages = in_node.packages(wheels, extension)
        kept = CACHE / f"{key(pyodide, packages)}.compiled"
        if not kept.exists():
            found = in_node.run(in_node.HERE / PROGRAM, {}, pyodide, packages)
            if not found["modules"]:
                raise SiteError("Pyodide compiled no module.")
            _keep(kept, base64.b64decode(found["zip"]))
    write_wheel(wheels / f"{NAME}-{VERSION}-py3-none-any.whl", kept.read_bytes())


def key(pyodide, packages):
    """Return a text that stands for all that decides what comes out: Pyodide, wheels, the program."""
    files = [pyodide / LOCK, in_node.HERE / PROGRAM, *(p for p in packages if isinstance(p, Path))]
    return hashlib.sha256(
        b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)
    ).hexdigest()


def _keep(path, content):
    """Write a file whole or not at all: somebody else may be doing the same."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=CACHE, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)


def write_wheel(path, packed):
    """Write a zip of files again as a wheel."""
    about = f"{NAME}-{VERSION}.dist-info"
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(path, "w") as wheel:
        records = []
        for entry in source.infolist():
            wheel.writestr(entry, source.read(entry))
            records.append(f"{entry.filename},,\n")
        for name, text in (*ABOUT.items(), ("RECORD", "".join(records) + f"{about}/RECORD,,\n")):
            wheel.writestr(zipfile.ZipInfo(f"{about}/{name}", (2020, 1, 1, 0, 0, 0)), text)
