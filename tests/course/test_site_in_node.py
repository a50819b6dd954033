"""The site for a browser tab, tier 2: lessons and checks under Pyodide in Node, compared with here.

A few by default; ``--whole-site`` runs all lessons and judges all answers (see tests/bench/README.md for
how long that takes).
"""

import asyncio
import json

import in_pyodide
import nbformat
import pyodide_folder
import pytest
from browser_kernel import judge_answers
from machines.stored import code_cells, ignored, texts
from support import ROOT, skip_unless_ci

from nn_helpers.course import build
from nn_helpers.course.site import notebooks

SOURCES = [source for source in build.sources() if source.stem[0].isdigit()]
ALWAYS = ("00", "12")  # figures and the first lab; threads
ONE_IN = 25  # answers that are judged by default


@pytest.fixture(scope="session")
def node(fast_site):
    """A function that runs a program under Pyodide, as the site's kernel would."""

    def run(program, given, **more):
        try:
            return in_pyodide.run(program, given, fast_site, **more)
        except pyodide_folder.CannotBeHad as error:
            skip_unless_ci(f"Nothing runs under Pyodide here: {error}")

    return run


def lines(cell):
    return sorted(filter(None, texts(cell).splitlines()))


def whole(request):
    return request.config.getoption("--whole-site")


def solved_cells(source):
    return code_cells(nbformat.read(build.solved_path(source), as_version=4))


def lesson(source):
    """What ``run_lesson`` is given for a lesson."""
    return {"cells": [notebooks.SET_UP, *(cell.source for cell in solved_cells(source))]}


@pytest.fixture(scope="module")
def found(node, request):
    """What the programs return that leave nothing behind, by their names: one start for all of them."""
    each = 1 if whole(request) else ONE_IN
    always = [] if whole(request) else [s for s in SOURCES if s.stem[:2] in ALWAYS]
    programs = {"count_compiled": ("count_compiled", {}), "stop_loops": ("stop_loops", {})}
    programs["judge_answers"] = "judge_answers", {"each": each}
    # Last, since lessons import more than the first of these is about.
    programs |= {source.stem: ("run_lesson", lesson(source)) for source in always}
    modules = [ROOT / "tests" / "check", in_pyodide.PROGRAMS]
    return node("one_after_the_other.py", {"programs": programs}, modules=modules, timeout=3000)


@pytest.fixture
def ran(source, node, request):
    """What a lesson came to; each begins in an empty folder, and each of many has a start of its own."""
    if whole(request):
        return node("run_lesson.py", lesson(source))
    if source.stem[:2] not in ALWAYS:
        pytest.skip("--whole-site runs every lesson under Pyodide")
    return request.getfixturevalue("found")[source.stem]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_solved_lesson_prints_there_what_it_prints_here(source, ran, record_property):
    stored = solved_cells(source)
    assert ran["cells"].pop(0)["error"] == ""
    record_property("seconds", round(ran["seconds"], 1))
    for cell, there in zip(stored, ran["cells"], strict=True):
        assert there["error"] == "", cell.source
        if not ignored(cell):
            # What is printed and what is shown may come in another order there.
            assert lines(nbformat.from_dict(there)) == lines(cell), cell.source
    for move in ran["moves"]:
        # On a busy machine the longest training may meet its limit; then the lab says so.
        assert move["error"] == "" or " took longer than " in move["error"], move
        assert move["said"], move
    assert bool(ran["moves"]) == ("labs." in "".join(cell.source for cell in stored))


def test_every_check_gives_the_same_verdict_there_as_here(found, request):
    each = 1 if whole(request) else ONE_IN
    there = found["judge_answers"]
    here = json.loads(json.dumps(judge_answers.verdicts(each)))
    assert len(here) > 300 // each
    assert {tuple(a[:2]) for a in there} == {tuple(a[:2]) for a in here}
    assert [pair for pair in zip(there, here, strict=True) if pair[0] != pair[1]] == []


def test_what_lessons_import_lies_there_compiled(found):
    counted = found["count_compiled"]
    assert counted["modules"] > 500
    assert counted["missing"] == []


def test_calls_without_an_end_are_ended_there(found):
    calls = dict(found["stop_loops"])
    assert (calls.pop("threads"), calls.pop("traced")) == (False, True)
    assert calls.pop("guarded")[0] == "OutOfTime"
    for name, (ended, seconds) in calls.items():
        assert ended, name
        assert seconds < 30, name


def test_the_programs_for_pyodide_run_here_too():
    """So that a slip in one of them is no verdict about Pyodide."""
    judged = json.loads(asyncio.run(judge_answers.main('{"each": 100}')))
    assert all(status in ("passed", "wrong") for _, _, status, _ in judged)
