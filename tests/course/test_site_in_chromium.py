"""The site for a browser tab, tier 3: Chromium opens it as a learner does, and the work stays there."""

import json
import re
from pathlib import Path

import content_network
import nbformat
import pyodide_folder
import pytest
from site_page import MINUTE, SitePage
from support import ROOT, skip_unless_ci

from nn_helpers.course.site import write

# What browsers look for, in case it is there.
LOOKED_FOR = re.compile(r"favicon")


@pytest.fixture(scope="module")
def network(parts, tmp_path_factory):
    """The content network's files, served from this machine."""
    root = tmp_path_factory.mktemp("network")
    content_network.lay_out(root, parts)
    try:
        certificate = content_network.certificate(tmp_path_factory.mktemp("keys"))
    except pyodide_folder.CannotBeHad as error:
        skip_unless_ci(f"The content network cannot be imitated: {error}")
    with content_network.serving(root, 10**7, certificate) as server:
        yield server


@pytest.fixture(scope="module")
def address(fast_site):
    """The site's address, in a folder of its server."""
    with content_network.serving(fast_site.parents[1]) as server:
        place = fast_site.relative_to(fast_site.parents[1]).as_posix()
        yield f"http://127.0.0.1:{server.port}/{place}/"
        missing = {path for path, status in server.asked if status == 404}
        assert {path for path in missing if not LOOKED_FOR.search(path)} == set()


@pytest.fixture
def opened(launch, network, address):
    """A function that opens a lesson in one and the same browser."""
    chromium = launch(*content_network.options(network.port))
    yield lambda lesson: SitePage(chromium, address + write.FIRST.replace("00_the_case", lesson))
    chromium.close()


def solution(lesson, name):
    """The cell of the solved notebook that defines a function."""
    path = ROOT / "notebooks" / "solutions" / f"{lesson}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return next(c.source for c in cells if c.source.startswith(f"def {name}("))


def test_lesson_00_runs_and_its_lab_answers_a_drag(opened, request):
    if not request.config.getoption("--whole-site"):
        pytest.skip("--whole-site opens lesson 00 too; lesson 05 is always opened")
    lesson = opened("00_the_case")
    lesson.wait_for_python()
    lesson.run_all(timeout=5 * MINUTE)
    before, after = lesson.drag("learning rate", by=40)
    assert before != after
    assert lesson.errors() == []


def place_of(site, lesson, begin):
    """The place of the cell of a lesson that begins with some code."""
    cells = json.loads((site / "files" / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    return next(i for i, cell in enumerate(cells) if "".join(cell["source"]).startswith(begin))


def test_lesson_05_takes_an_answer_and_the_work_is_there_after_a_reload(
    opened, fast_site, network, request
):  # fmt: skip
    answer = place_of(fast_site, "05_training", "def initialise(")
    check = place_of(fast_site, "05_training", "check.initialise(")
    set_up = place_of(fast_site, "05_training", "# Only in the browser")
    lesson = opened("05_training")
    lesson.wait_for_python()
    lesson.run_all(timeout=5 * MINUTE)
    assert lesson.errors() == []
    before, after = lesson.drag("learning rate", by=40)
    assert before != after
    if request.config.getoption("--screenshots"):
        lesson.screenshots(Path(request.config.getoption("--screenshots")), "site-05")
    lesson.write_into(answer, solution("05_training", "initialise"))
    lesson.run_cell(answer)
    lesson.run_cell(check)
    shown = lesson.scroll_to(f".jp-Cell[data-windowed-list-index='{check}']").inner_text()
    assert "Right: initialise" in shown, shown
    assert lesson.errors() == []
    lesson.page.keyboard.press("Control+s")
    lesson.page.wait_for_timeout(3000)

    lesson.page.reload()
    lesson.page.wait_for_selector(".jp-NotebookPanel:visible .jp-Cell", timeout=MINUTE)
    lesson.wait_for_python()
    assert "rng.uniform" in lesson.code(answer)
    lesson.write_into(set_up, "print(open('.nn_helpers.jsonl').read())")
    saved, _ = lesson.run_cell(set_up)
    assert "initialise" in saved
    assert {status for _, status in network.asked} <= {200, 304}
