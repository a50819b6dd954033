"""Run a program under Pyodide in Node, with exactly the packages that a site loads in a browser."""

import json
import shutil
import subprocess
from pathlib import Path

import pyodide_folder
from support import ROOT

from nn_helpers.course.site import settings

PROGRAMS = ROOT / "tests" / "course" / "browser_kernel"
KERNELS_OWN = "extensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
STAND_INS = ("ipykernel", "piplite", "pyodide_kernel")


class Failed(Exception):
    """The program under Pyodide ended with an error; the message is what it said."""


def run(program, given, site, scratch, modules=(), timeout=600):
    """Return what ``main(given)`` of a program returns, as JSON values.

    Parameters
    ----------
    site : Path of a site; its wheels are loaded, and the kernel's
    scratch : Path of an empty folder
    modules : folders with Python modules to import
    """
    if not shutil.which("node"):
        raise pyodide_folder.CannotBeHad("Node is not installed. Debian: sudo apt install nodejs")
    task = {
        "pyodide": str(pyodide_folder.folder()),
        "packages": packages(site),
        "modules": [str(path) for path in modules],
        "program": str(PROGRAMS / program),
        "input": given,
        "output": str(scratch / "output.json"),
    }
    (scratch / "task.json").write_text(json.dumps(task), encoding="utf-8")
    done = subprocess.run(
        ["node", str(PROGRAMS / "run.mjs"), str(scratch / "task.json")],
        capture_output=True, text=True, errors="replace", timeout=timeout, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(done.stderr[-4000:] + done.stdout[-2000:])
    return json.loads(Path(task["output"]).read_text(encoding="utf-8"))


def packages(site):
    """Return what the site's kernel loads at its start, with paths in place of addresses."""
    lite = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))
    kernel = lite["jupyter-config-data"]["litePluginSettings"][settings.KERNEL]
    named = kernel["loadPyodideOptions"]["packages"]
    paths = [name.replace(settings.ROOT_FROM_WORKER, f"{site}/") for name in named]
    brought = (site / KERNELS_OWN).glob("*.whl")
    return [*paths, *(str(p) for p in sorted(brought) if p.name.startswith(STAND_INS))]
