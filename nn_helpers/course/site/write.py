"""Write the site: ``python3 -m nn_helpers site DIR`` makes a folder that any web server can show."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from nn_helpers.course.environment import ROOT
from nn_helpers.course.site import compiled, notebooks, pyodide, settings, wheels
from nn_helpers.course.site.errors import SiteError

KERNEL = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", KERNEL)
FIRST = "lab/index.html?path=00_the_case.ipynb"
# What JupyterLite writes for those who build it, and nothing reads in a browser.
NEEDLESS = (
    "package.json",
    "rspack.config.js",
    "rspack.config.analyze.js",
    "rspack.config.watch.js",
)


def main(arguments=None):
    """Write what the command line asks for. Returns the exit code."""
    options = parser().parse_args(arguments)
    to = Path(options.to).resolve()
    try:
        write(
            to,
            own_pyodide=options.self_contained and Path(options.self_contained),
            pyodide_url=options.pyodide_url,
            compile_with=options.precompile,
        )
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The site is in {to}. To try it: python3 -m http.server -d {to} 8000")
    print(f"Then open http://127.0.0.1:8000/{FIRST}")
    return 0


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python3 -m nn_helpers site", description=__doc__.split("\n", maxsplit=1)[0]
    )
    top.add_argument("to", metavar="DIR", help="a new or empty folder")
    where = top.add_mutually_exclusive_group()
    where.add_argument("--self-contained", metavar="PYODIDE",
                       help="copy Pyodide from this folder, for a place without internet")  # fmt: skip
    where.add_argument("--pyodide-url", metavar="URL",
                       help="take Pyodide from here: the address of a pyodide.mjs")  # fmt: skip
    top.add_argument("--precompile", metavar="PYODIDE", nargs="?", const=pyodide.FROM_NPM,
                     help="make lessons start sooner: compile modules by running the Pyodide in this "
                     "folder once in Node; without a folder npm's, which fetches the rest")  # fmt: skip
    return top


def write(to, own_pyodide=None, pyodide_url=None, compile_with=None):
    """Write the site into a new or empty folder.

    Parameters
    ----------
    to : Path
    own_pyodide : Path of a Pyodide folder to copy into the site, or None
    pyodide_url : str, the address of ``pyodide.mjs``, or None for the kernel's own choice
    compile_with : str, a folder with the Pyodide that compiles modules, ``pyodide.FROM_NPM``, or None

    Raises ``SiteError``. Then nothing was written.
    """
    check_target(to)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        if own_pyodide:
            pyodide.copy(own_pyodide.resolve(), work / "static" / "pyodide", kernels_python())
        _lay_out(work)
        found = extensions()
        if compile_with:
            compiled.add(work / "wheels", found[-1], _resolved(compile_with), kernels_pyodide())
        names = sorted(path.name for path in (work / "wheels").iterdir())
        _write_json(work / "jupyter-lite.json", settings.jupyter_lite(names, pyodide_url))
        config = settings.build(work / "contents", found, work / "wheels")
        _write_json(work / "jupyter_lite_config.json", config)
        run_jupyterlite("build", work)
        run_jupyterlite("check", work)  # JupyterLite's own look at what it built
        _leave_out(work / "out")
        try:
            shutil.copytree(work / "out", to, dirs_exist_ok=True)
        except OSError as error:
            raise SiteError(f"Writing to {to} failed: {error.strerror or error}.") from None


def check_target(to):
    """Raise ``SiteError`` unless the site can be written there."""
    if to == ROOT or to in ROOT.parents:
        raise SiteError(f"{to} holds the course itself. Name a new folder.")
    if to.exists() and not to.is_dir():
        raise SiteError(f"{to} is a file. Name a new folder.")
    try:
        if to.exists() and any(to.iterdir()):
            raise SiteError(f"{to} is not empty. Name a new folder, or empty it first.")
        to.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=to).close()
    except OSError as error:
        raise SiteError(f"{to} cannot be written: {error.strerror}. Name another folder.") from None


def _lay_out(work):
    """Put notebooks and wheels into the folder that JupyterLite builds from."""
    for name in ("contents", "wheels"):
        (work / name).mkdir()
    notebooks.write(work / "contents")
    wheels.collect(work / "wheels")


def _resolved(folder):
    """Return the path of a whole Pyodide that is named, or the word that stands for npm's."""
    if folder == pyodide.FROM_NPM:
        return folder
    pyodide.check_python(pyodide.read_lock(Path(folder)), kernels_python())
    return Path(folder).resolve()


def extensions():
    """Return the folders of JupyterLab's extensions that the labs need."""
    installed = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    found = [installed / name for name in EXTENSIONS]
    missing = [path.name for path in found if not path.is_dir()]
    if missing:
        raise SiteError(f"{', '.join(missing)} is not installed. Start with python3 -m nn_helpers.")
    return found


def kernels_python():
    """Return the version of Python that JupyterLite's kernel is made for, such as "3.14"."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION

    return PYODIDE_PYTHON_VERSION


def kernels_pyodide():
    """Return the version of Pyodide that JupyterLite's kernel takes unless told otherwise."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

    return PYODIDE_VERSION


def run_jupyterlite(task, folder):
    """Run one task of JupyterLite, build or check, in a folder. Raises ``SiteError`` if it fails."""
    command = [sys.executable, "-m", "jupyterlite_core", task, "--lite-dir", str(folder),
               "--output-dir", str(folder / "out")]  # fmt: skip
    env = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-8:]
        raise SiteError(f"JupyterLite's {task} failed. Its last lines:\n" + "\n".join(last))


def _leave_out(site):
    for name in NEEDLESS:
        (site / name).unlink(missing_ok=True)


def _write_json(path, content):
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
