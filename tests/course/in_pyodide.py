"""Run a test's program under Pyodide in Node, with exactly the packages that a site loads."""

import json
import shutil

import pyodide_folder
from support import ROOT

from nn_helpers.course.site import in_node, settings

PROGRAMS = ROOT / "tests" / "course" / "browser_kernel"
EXTENSION = "extensions/@jupyterlite/pyodide-kernel-extension"


def run(program, given, site, modules=(), timeout=600):
    """Return what ``main(given)`` of a program returns, as JSON values.

    Parameters
    ----------
    site : Path of a site; its wheels are loaded, and the kernel's
    modules : folders with Python modules to import
    """
    if not shutil.which("node"):
        raise pyodide_folder.CannotBeHad("Node is not installed. Debian: sudo apt install nodejs")
    loaded = in_node.packages(site / "pypi", site / EXTENSION)
    assert named(site) == {str(package).rsplit("/", 1)[-1] for package in loaded} - brought(site)
    return in_node.run(PROGRAMS / program, given, pyodide_folder.folder(), loaded, modules, timeout)


def named(site):
    """The packages that the site's settings name, wheels by their file names."""
    lite = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))
    kernel = lite["jupyter-config-data"]["litePluginSettings"][settings.KERNEL]
    return {name.rsplit("/", 1)[-1] for name in kernel["loadPyodideOptions"]["packages"]}


def brought(site):
    """The file names of the wheels that the kernel brings."""
    return {path.name for path in (site / EXTENSION / in_node.BROUGHT).glob("*.whl")}
