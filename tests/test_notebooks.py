"""Every lesson: built from its source, in its three states, and in the frame of the course.

The frame, as a contributor meets it in ``notebooks/sources``:

* the first cell has the only ``# NN Title``, a promise in bold, the time, what is needed, and
  numbered objectives that each begin with one bold verb;
* ``## The clue`` (lesson 00 is the case itself), at least one ``quiz.ask`` and one lab;
* exercises are headed ``### Exercise 3.1 (objective 2)...``, followed by a cell tagged ``exercise``
  and a cell tagged ``check``; every objective has one (a question counts as an exercise in 00);
* ``## In practice`` and ``## What you know now``;
* 700 to 1300 words, short sentences, code cells of at most 10 lines outside exercises, and a
  computed sentence with every figure.
"""

import re
from pathlib import Path

import nbformat
import pytest
from support import ROOT

from nn_helpers.course import build

SOURCES = build.sources()
LESSONS = [source for source in SOURCES if source.stem[0].isdigit()]
COURSE_LESSONS = [source for source in LESSONS if source.stem[:2] not in ("00", "10")]
BELITTLING = re.compile(r"\b(simply|obviously|trivial(ly)?|of course|easily|needless)\b", re.I)


def by_name(path):
    return path.stem


def prose(source):
    """The text of a lesson, without code blocks, tables and formulas."""
    text = "\n\n".join(c.source for c in build.read(source).cells if c.cell_type == "markdown")
    text = re.sub(r"```.*?```|\$\$.*?\$\$|^\|.*$|<[^>]+>", " ", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\]\([^)]*\)", "]", text)


def headings(source):
    return re.findall(r"^(#+) (.+)$", prose(source), re.MULTILINE)


# Built from one source ------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_the_learners_notebook_is_what_the_source_gives(source):
    assert build.same(build.learner(source), build.learner_path(source)), "python -m nn_helpers build"


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_the_solved_notebook_has_the_cells_that_the_source_gives(source):
    """Its outputs are compared by nbval, so the cells alone are compared here."""
    stored = nbformat.read(build.SOLUTIONS / f"{source.stem}.ipynb", as_version=4)
    given = build.read(source)
    assert [(c.id, c.metadata) for c in stored.cells] == [(c.id, c.metadata) for c in given.cells]
    marks = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
    assert [c.source for c in stored.cells] == [marks.sub("", c.source) for c in given.cells]
    assert all(c.execution_count for c in stored.cells if c.cell_type == "code")


def test_no_notebook_is_left_over_from_a_source_that_is_gone():
    stems = {source.stem for source in SOURCES}
    for folder in (build.NOTEBOOKS, build.SOLUTIONS):
        assert {path.stem for path in folder.glob("*.ipynb")} == stems


# Three states ---------------------------------------------------------------------------------


def texts(cell):
    """What a cell shows, as plain text."""
    parts = [o.get("text", "") + o.get("data", {}).get("text/plain", "") for o in cell.outputs]
    return "\n".join(parts)


def tagged(notebook, tag):
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", ())]


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_a_fresh_notebook_runs_without_an_error_and_passes_nothing(source):
    notebook = build.learner(source)
    build.execute(notebook, build.NOTEBOOKS)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not [c.source for c in code for o in c.outputs if o.output_type == "error"]
    for cell in tagged(notebook, "check"):
        assert re.search("not attempted", texts(cell), re.I), cell.source


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_a_solved_notebook_passes_everything(source):
    notebook = nbformat.read(build.SOLUTIONS / f"{source.stem}.ipynb", as_version=4)
    for cell in tagged(notebook, "check"):
        assert texts(cell).startswith("Right"), cell.source


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_no_solution_is_left_in_the_learners_notebook(source):
    given = source.read_text(encoding="utf-8")
    solutions = re.findall(r"### BEGIN SOLUTION\n(.*?)\n[ \t]*### END SOLUTION", given, re.DOTALL)
    assert len(solutions) == given.count("### BEGIN SOLUTION")
    left = "\n".join(cell.source for cell in tagged(build.learner(source), "exercise"))
    assert left.count(build.STUB) == len(solutions)
    for line in {line.strip() for part in solutions for line in part.splitlines()}:
        assert len(line) < 12 or line not in left


# The frame ------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_the_first_cell_says_what_the_lesson_is(source):
    first = build.read(source).cells[0].source
    assert re.match(rf"# {source.stem[:2]} \w", first)
    assert re.search(r"^\*\*.+\*\*$", first.replace("\n**", "\n\n**"), re.M | re.S)
    assert re.search(r"\*\*Time:\*\* \d+ minutes", first)
    assert "**You need:**" in first
    assert 2 <= len(re.findall(r"^\d\. \*\*\w+\*\*", first, re.MULTILINE)) <= 4


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_headings_go_down_one_level_at_a_time(source):
    levels = [len(marks) for marks, _ in headings(source)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_a_lesson_has_all_its_parts(source):
    found = [text for _, text in headings(source)]
    for part in ("The clue", "In practice", "What you know now"):
        assert part in found
    code = source.read_text(encoding="utf-8")
    assert "quiz.ask(" in code
    assert re.search(r"labs\.\w+\(", code)


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_every_objective_has_an_exercise_and_every_exercise_a_check(source):
    number = int(source.stem[:2])
    first = build.read(source).cells[0].source
    objectives = set(re.findall(r"^(\d)\. \*\*", first, re.MULTILINE))
    exercises = [h for m, h in headings(source) if re.match(rf"Exercise {number}\.\d", h)]
    assert 2 <= len(exercises) <= 5
    served = {n for h in exercises for n in re.findall(r"\(objectives? ([\d, and]+)\)", h)}
    assert {digit for n in served for digit in re.findall(r"\d", n)} == objectives
    notebook = build.read(source)
    assert len(tagged(notebook, "exercise")) == len(tagged(notebook, "check"))
    assert len(tagged(notebook, "check")) + source.read_text().count("quiz.ask(") >= len(exercises)


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_a_lesson_is_as_long_as_a_lesson(source):
    words = len(re.findall(r"[A-Za-z']{2,}", prose(source)))
    assert 600 <= words <= 1400, words


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_sentences_are_short_and_nobody_is_belittled(source):
    text = prose(source)
    assert not BELITTLING.search(text), BELITTLING.search(text)
    text = re.sub(r"^#+ .*$|^\s*(\d+\.|-|\*) ", "\n\n", text, flags=re.MULTILINE)
    sentences = [s for p in text.split("\n\n") for s in re.split(r"(?<=[.!?:])\s+", p) if s.strip()]
    lengths = [len(re.findall(r"[A-Za-z']+", sentence)) for sentence in sentences]
    assert sum(lengths) / len(lengths) <= 16
    long = [s for s, n in zip(sentences, lengths, strict=True) if n > 40]
    assert not long


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_code_cells_are_short(source):
    for cell in build.learner(source).cells:
        if cell.cell_type == "code" and "exercise" not in cell.metadata.get("tags", ()):
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= 16, cell.source


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_every_figure_has_its_sentence_and_every_picture_its_text(source):
    notebook = nbformat.read(build.SOLUTIONS / f"{source.stem}.ipynb", as_version=4)
    for cell in notebook.cells:
        assert not re.search(r"!\[\]\(", cell.source), "a picture without alternative text"
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                assert len(output["data"]["text/plain"].split()) > 5
                assert "<Figure" not in output["data"]["text/plain"]


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_links_lead_somewhere(source):
    text = "\n".join(c.source for c in build.read(source).cells if c.cell_type == "markdown")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    assert targets
    for target in targets:
        if not target.startswith("https://"):
            assert (build.NOTEBOOKS / target).exists(), target
            assert Path(target).suffix == ".ipynb"


def test_the_glossary_is_linked_from_every_lesson():
    for source in LESSONS:
        assert "(glossary.ipynb)" in build.read(source).cells[-1].source


def test_the_readme_lists_every_lesson():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for source in LESSONS:
        assert f"notebooks/{source.stem}.ipynb" in readme
