"""The house stays in order: rooms on floors, a test for each room, and a first line for each module."""

import ast
import re
import subprocess
import sys

import pytest
from support import ROOT

PACKAGE = ROOT / "nn_helpers"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Rooms whose tests stand in notebooks rather than here, and tests about the course as a whole.
ROOMS = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()} - {
    "__init__",
    "__main__",
    "__pycache__",
    "questions",
}
WHOLE = {
    "bench",
    "browser",
    "checklists",
    "house",
    "lessons",
    "machines",
    "notebooks",
    "pictures",
    "style",
}

# What first lines name of the world around.
ELSEWHERE = {"JupyterLab", "JupyterLite", "PyTorch"}


def room_tests(room):
    return [*ROOT.glob(f"tests/test_{room}.py"), *ROOT.glob(f"tests/{room}/test_*.py")]


def test_imports_keep_to_the_floors():
    """The contracts stand in pyproject.toml."""
    code = "import sys; from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts: 3 kept, 0 broken." in done.stdout


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_room_has_its_tests(room):
    assert room_tests(room), f"tests/test_{room}.py or tests/{room}/test_*.py"


def test_every_test_has_its_room():
    files = {path.stem.removeprefix("test_") for path in ROOT.glob("tests/test_*.py")}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    named = {name for name in files | folders if not name.startswith((".", "__"))}
    assert named - WHOLE <= ROOMS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_begins_with_what_it_is_for(path):
    first = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]
    assert len(first.split()) >= 4, first
    assert first.endswith((".", "?")), f"a sentence that ends on its line: {first}"
    assert len(first) <= 97, "at most 100 columns with the quotes"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_a_first_line_names_stands_in_the_module(path):
    """A name has an underscore or a capital inside, such as ``step_stale`` or ``MendedRoom``."""
    text = path.read_text(encoding="utf-8")
    first, _, below = text.partition("\n")
    named = re.findall(r"\b[A-Za-z]+_\w+|\b[A-Z][a-z]+[A-Z]\w*", first)
    unknown = [name for name in named if not re.search(rf"\b{name}\b", below)]
    assert [name for name in unknown if name not in ELSEWHERE] == []
