"""The two checklists name tests and places that exist, and the citation agrees with the package."""

import ast
import re
import tomllib

import pytest
import yaml
from support import ROOT

ROWS = re.findall(
    r"^\| (?!item|---)([^|]+) \| ([^|]+) \| ([^|]+) \|$",
    (ROOT / "tests/checklists.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def missing(place):
    """Return what of a place does not exist: a file, a test in it, or a heading in it; else ""."""
    path, _, test = place.partition("::")
    path, _, heading = path.partition("#")
    file = ROOT / path
    if not file.exists():
        return path
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    if heading and not re.search(rf"^#+ {re.escape(heading)}$", text, re.MULTILINE):
        return heading
    if test and test not in {n.name for n in ast.parse(text).body if hasattr(n, "name")}:
        return test
    return ""


@pytest.mark.parametrize(("item", "state", "places"), ROWS, ids=[row[0] for row in ROWS])
def test_an_item_names_what_shows_it(item, state, places):
    found = re.findall(r"`([^`]+)`", places)
    assert found, item
    assert not list(filter(None, map(missing, found)))
    assert state.strip()


def test_a_place_that_is_gone_is_noticed():
    assert missing("tests/nowhere.py") == "tests/nowhere.py"
    assert missing("tests/test_checklists.py::test_of_nothing") == "test_of_nothing"
    assert missing("README.md#No such heading") == "No such heading"
    assert not missing("tests/test_checklists.py::missing")
    assert len(ROWS) > 30


def test_the_citation_says_what_the_package_says():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors", "license"} <= set(citation)
    assert str(citation["version"]) == package["version"]
    assert " AND ".join(citation["license"]).lower() == package["license"].lower()
    assert all(author.get("name") for author in citation["authors"])
    title = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    assert citation["title"].startswith(title)
