"""Run a program under Pyodide in Node, with the packages that a site's kernel loads at its start."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from nn_helpers.course.site import settings
from nn_helpers.course.site.errors import SiteError

HERE = Path(__file__).parent
RUNNER = HERE / "in_node.mjs"
# What JupyterLite's kernel brings itself, and where it lies in the kernel's extension.
STAND_INS = ("ipykernel", "piplite", "pyodide_kernel")
BROUGHT = "static/pypi"


def run(program, given, pyodide, packages, modules=(), timeout=600):
    """Return what the program's ``main(given)`` returns, as JSON values.

    Parameters
    ----------
    program : Path of a Python file with an ``async def main(given)``, texts of JSON in and out
    pyodide : Path of a folder with Pyodide
    packages : names of Pyodide's packages and paths of wheels
    modules : folders with further modules to import

    Raises ``SiteError`` when there is no Node, or the program fails.
    """
    if not shutil.which("node"):
        raise SiteError("Node is not installed, and Pyodide cannot run without it.")
    with tempfile.TemporaryDirectory() as scratch:
        task, output = Path(scratch) / "task.json", Path(scratch) / "output.json"
        content = {
            "pyodide": str(pyodide),
            "packages": [str(package) for package in packages],
            "modules": [str(folder) for folder in modules],
            "program": str(program),
            "input": given,
            "output": str(output),
        }
        task.write_text(json.dumps(content), encoding="utf-8")
        done = subprocess.run(
            ["node", str(RUNNER), str(task)],
            capture_output=True, text=True, errors="replace", timeout=timeout, check=False,
        )  # fmt: skip
        if done.returncode:
            said = (done.stdout[-1000:] + done.stderr[-3000:]).strip()
            raise SiteError(f"{Path(program).name} failed under Pyodide:\n{said}")
        return json.loads(output.read_text(encoding="utf-8"))


def packages(wheels, extension):
    """Return what a kernel loads: Pyodide's packages, the site's wheels, the kernel's own ones.

    Parameters
    ----------
    wheels : Path of a folder with the site's wheels
    extension : Path of the folder of the kernel's extension
    """
    brought = sorted((extension / BROUGHT).glob("*.whl"))
    own = [path for path in brought if path.name.startswith(STAND_INS)]
    return [*settings.FROM_PYODIDE, *sorted(wheels.glob("*.whl")), *own]
