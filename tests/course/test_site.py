"""The site for a browser tab, tier 1: it builds without internet, and everything is in its place.

Tier 2 runs lessons under Pyodide in Node (``test_site_in_node.py``), tier 3 in Chromium
(``test_site_in_chromium.py``).
"""

import hashlib
import json
import os
import re
import shutil
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pyodide_folder
import pytest
from packaging.requirements import Requirement
from site_command import write_site
from support import ROOT, skip_unless_ci

from nn_helpers.course.site import compiled, notebooks, pyodide, settings, write
from nn_helpers.course.site.errors import SiteError

LEARNERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LAB_ALONE = {"ipykernel", "jupyterlab", "nbval"}


def kernel_settings(site):
    lite = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))
    return lite["jupyter-config-data"]["litePluginSettings"][settings.KERNEL]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def own_wheel(site):
    (wheel,) = (site / "pypi").glob("nn_helpers-*.whl")
    return wheel


# What is in it ------------------------------------------------------------------------------------


def test_jupyterlites_own_check_is_part_of_writing_and_its_complaint_is_told(tmp_path):
    """The site is written only when the check passes; so here it is enough to see it fail."""
    wrong = settings.jupyter_lite([], pyodide_url=3)
    (tmp_path / "jupyter-lite.json").write_text(json.dumps(wrong), encoding="utf-8")
    config = settings.build(tmp_path, write.extensions(), tmp_path)
    (tmp_path / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(SiteError, match="check failed"):
        write.run_jupyterlite("check", tmp_path)


@pytest.mark.parametrize("path", LEARNERS, ids=lambda path: path.stem)
def test_every_lesson_is_there_with_one_cell_more(site, path):
    here, there = read(path), read(site / "files" / path.name)
    added = [cell for cell in there["cells"] if "set-up" in cell["metadata"].get("tags", ())]
    has_code = any(cell["cell_type"] == "code" for cell in here["cells"])
    assert len(added) == has_code
    assert [cell for cell in there["cells"] if cell not in added] == here["cells"]
    code = [cell for cell in there["cells"] if cell["cell_type"] == "code"]
    assert code[:1] == added, "the set-up comes before all other code"


def test_no_solution_is_there_and_nothing_of_the_workshop(site):
    assert {p.name for p in (site / "files").iterdir()} == {p.name for p in LEARNERS}
    assert not [p for p in site.rglob("*") if p.name in ("solutions", "sources", "tests")]
    names = zipfile.ZipFile(own_wheel(site)).namelist()
    assert not [name for name in names if re.search(r"course/(site|grad|build|release)", name)]


def test_every_extension_that_the_labs_need_is_there(site):
    lite = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))
    found = {e["name"] for e in lite["jupyter-config-data"]["federated_extensions"]}
    assert found == set(write.EXTENSIONS)


def test_no_source_maps(site):
    assert not list(site.rglob("*.map"))


def test_the_wheel_holds_every_module_and_its_data(site):
    names = set(zipfile.ZipFile(own_wheel(site)).namelist())
    package = ROOT / "nn_helpers"
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in package.rglob("*")
        if path.suffix in (".py", ".toml", ".txt", ".npz", ".js", ".css")
        and "course" not in path.relative_to(package).parts
    }
    assert wanted <= names


def test_the_wheel_asks_for_what_runs_in_a_lesson_and_no_more(site):
    wheel = zipfile.ZipFile(own_wheel(site))
    (about,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    found = Parser().parsestr(wheel.read(about).decode())
    assert found["Version"] == PROJECT["version"]
    asked = [Requirement(line) for line in found.get_all("Requires-Dist")]
    plain = {r.name for r in asked if r.marker is None}
    assert plain == {Requirement(line).name for line in PROJECT["dependencies"]}
    assert not plain & LAB_ALONE
    assert {r.name for r in asked if r.marker and 'extra == "lab"' in str(r.marker)} == LAB_ALONE


def test_the_projects_lists_and_the_requirements_say_the_same():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    listed = {line for line in lines if line and not line.startswith("#")}
    assert listed == {*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["lab"]}


def test_every_address_that_the_kernel_loads_is_in_the_site(site):
    kernel = kernel_settings(site)
    named = kernel["loadPyodideOptions"]["packages"]
    (worker, *_others) = site.rglob("comlink.worker*.js")
    paths = [worker.parent / name for name in named if name.endswith(".whl")]
    assert sorted(p.resolve() for p in paths) == sorted((site / "pypi").glob("*.whl"))
    assert [name for name in named if not name.endswith(".whl")] == list(settings.FROM_PYODIDE)


def test_package_look_ups_are_off_and_no_address_is_absolute_but_pyodides(site):
    assert kernel_settings(site)["disablePyPIFallback"] is True
    text = (site / "jupyter-lite.json").read_text(encoding="utf-8")
    elsewhere = set(re.findall(r"https?://[^\"]+", text))
    assert elsewhere == {f"{pyodide_folder.CONTENT_NETWORK}pyodide.mjs"}
    assert "pyodideUrl" not in json.dumps(settings.jupyter_lite([])), "else the kernel's own choice"


def test_the_pure_wheels_carry_the_registrys_hashes(site, pure_wheels):
    lock = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8")
    for path in pure_wheels:
        copy = site / "pypi" / path.name
        assert hashlib.sha256(copy.read_bytes()).hexdigest() in lock


# Versions -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [write.kernels_pyodide(), pyodide_folder.VERSION])
def test_pyodides_packages_are_among_those_that_the_course_admits(version):
    """Both the deployed version of Pyodide and the one that tests run."""
    try:
        lock = pyodide_folder.npm_lock(version)
    except pyodide_folder.CannotBeHad as error:
        skip_unless_ci(f"No list of packages of Pyodide {version}: {error}")
    found = pyodide.needed(lock)
    pyodide.check_python(lock, write.kernels_python())
    for line in PROJECT["dependencies"]:
        wanted = Requirement(line)
        if wanted.name in found:
            assert wanted.specifier.contains(found[wanted.name]["version"]), line


def test_the_parts_are_those_that_pyodide_lists(parts):
    """But for the pure-Python ones, which are the registry's own."""
    lock = pyodide_folder.npm_lock(pyodide_folder.VERSION)
    pure = pyodide_folder.PURE.read_text(encoding="utf-8")
    for entry in pyodide.needed(lock).values():
        found = hashlib.sha256((parts / entry["file_name"]).read_bytes()).hexdigest()
        assert found == entry["sha256"] or found in pure, entry["name"]


# With Pyodide inside ------------------------------------------------------------------------------


def test_a_self_contained_site_asks_nobody(parts, pure_wheels, tmp_path):
    ran = write_site(tmp_path / "site", "--self-contained", parts)
    assert ran.code == 0, ran.said
    inside = tmp_path / "site" / "static" / "pyodide"
    assert {p.name for p in inside.iterdir()} == {
        *pyodide.CORE,
        *(e["file_name"] for e in pyodide.needed(pyodide.read_lock(parts)).values()),
    }
    assert kernel_settings(tmp_path / "site")["pyodideUrl"] == "./static/pyodide/pyodide.mjs"


@pytest.mark.parametrize("name", ["pyodide.mjs", "python_stdlib.zip"])
def test_a_folder_that_is_no_pyodide_is_named(name, tmp_path):
    for core in set(pyodide.CORE) - {name}:
        (tmp_path / core).write_text("{}", encoding="utf-8")
    with pytest.raises(SiteError, match=re.escape(name)):
        pyodide.read_lock(tmp_path)


def broken_copy(parts, tmp_path, change):
    """Copy a Pyodide folder, and change one thing in it."""
    shutil.copytree(parts, tmp_path / "pyodide")
    change(tmp_path / "pyodide")
    return tmp_path / "pyodide"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda folder: next(folder.glob("numpy-*.whl")).unlink(), "numpy-.*is missing"),
        (lambda folder: next(folder.glob("six-*.whl")).write_bytes(b"PK"), "six-.*is not what"),
        (lambda folder: (folder / pyodide.LOCK).write_text("{"), "cannot be read"),
    ],
)
def test_a_pyodide_that_is_not_whole_is_refused(parts, tmp_path, change, words):
    with pytest.raises(SiteError, match=words):
        pyodide.copy(broken_copy(parts, tmp_path, change), tmp_path / "to", "3.14")


def test_a_pyodide_of_another_python_is_refused(parts, tmp_path):
    with pytest.raises(SiteError, match=r"carries Python 3\.14.*needs 3\.15"):
        pyodide.copy(parts, tmp_path / "to", "3.15")


@pytest.mark.parametrize(
    ("asked", "words"),
    [(".", "no whole Pyodide"), ("nowhere", "no whole Pyodide")],
)
def test_what_cannot_compile_is_named(asked, words, pure_wheels, tmp_path):
    ran = write_site(tmp_path / "site", "--precompile", tmp_path / asked)
    assert ran.code == 1
    assert words in ran.said


def test_without_node_nothing_can_be_compiled(parts, tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "CACHE", tmp_path / "kept")  # nothing is kept from another run
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SiteError, match="Node is not installed"):
        compiled.add(tmp_path, tmp_path, parts, pyodide_folder.VERSION)


# Where it cannot be written -----------------------------------------------------------------------


def refused(to, *more):
    ran = write_site(to, *more)
    assert ran.code == 1
    assert len(ran.said.strip().splitlines()) == 1, ran.said
    return ran.said


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert "not empty" in refused(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_place_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    assert "is a file" in refused(tmp_path / "site")
    assert "cannot be written" in refused(tmp_path / "site" / "below")


@pytest.mark.skipif(os.name == "nt", reason="Windows protects folders in another way")
def test_a_folder_that_is_write_protected_is_named(tmp_path):
    if os.geteuid() == 0:
        protected = Path("/proc/self")  # whoever runs as root may write anywhere else
    else:
        protected = tmp_path / "protected"
        protected.mkdir(mode=0o500)
    assert "cannot be written" in refused(protected / "site")


def test_the_course_itself_is_no_place_for_it():
    assert "holds the course itself" in refused(ROOT)


def test_what_is_no_pyodide_leaves_no_half_site(tmp_path):
    assert "is no whole Pyodide" in refused(tmp_path / "site", "--self-contained", tmp_path)
    assert not (tmp_path / "site").exists() or not any((tmp_path / "site").iterdir())


def test_a_notebook_without_code_gets_no_set_up():
    text = {"cells": [{"cell_type": "markdown", "source": "# Words"}]}
    assert notebooks.with_set_up(text) == text
