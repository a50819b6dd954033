"""Every lesson: built from its source, in its three states, and in the frame of the course.

The frame, as a contributor meets it in ``notebooks/sources/03_backprop.py``:

* the first cell has the only ``# NN Title``, a promise in bold, the time, what is needed, and
  numbered objectives that each begin with one bold verb;
* ``## The clue``, computed in the lesson (lesson 00 is the case itself), a figure in the first
  half, at least one ``quiz.ask``, and ``## Lab: ...`` with questions beside the lab (lesson 11 has
  rooms in its place);
* exercises are headed ``### Exercise 3.1 (objective 2)...``; under the same heading stand a cell
  tagged ``exercise`` and a cell tagged ``check``, or a question; every objective has one;
* ``## In practice`` and ``## What you know now``;
* a core of at most 35 minutes by the lower count, which can be run without the parts marked optional;
* 650 to 1300 words of core, short sentences, code cells of at most 10 lines (a few more are let pass), and
  a computed sentence with every figure.
"""

import ast
import base64
import builtins
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import jupytext
import nbformat
import pytest
from machines.stored import code_cells, texts
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from shared_kernel import shared_kernel
from support import ROOT, drawn

from nn_helpers import bugs
from nn_helpers.course import build
from nn_helpers.course.minutes import OPTIONAL, minutes

SOURCES = build.sources()
LESSONS = [source for source in SOURCES if source.stem[0].isdigit()]
COURSE_LESSONS = [source for source in LESSONS if source.stem[:2] != "00"]  # the case itself
BELITTLING = re.compile(
    r"\b(simply|obviously|trivial(ly)?|of course|easily|easy to|needless"
    # "the W2 that was just updated" says when; any other "just" says that it should not be hard
    r"|just(?! (updated|computed|changed|made|seen|run|wrote|written|did|now|before|after)))\b",
    re.I,
)
# What differs between machines, or between two runs, has no place in a stored output.
UNSTABLE = re.compile(r"0x[0-9a-f]{6,}|(?<![\w.])/(home|root|tmp|usr|work|Users)/|[A-Z]:\\")


def by_name(path):
    return path.stem


def prose(source):
    """The text of a lesson, without code blocks, tables and formulas."""
    text = "\n\n".join(c.source for c in build.read(source).cells if c.cell_type == "markdown")
    text = re.sub(
        r"```.*?```|\$\$.*?\$\$|^\|[^\n]*$|<[^>]+>", " ", text, flags=re.DOTALL | re.MULTILINE
    )
    return re.sub(r"\]\([^)]*\)", "]", text)


def solved(source):
    """The stored solved notebook."""
    return nbformat.read(build.solved_path(source), as_version=4)


def bare(notebook):
    """All that a cell is besides its outputs."""
    return [(cell.id, cell.cell_type, cell.metadata, cell.source) for cell in notebook.cells]


def headings(source):
    return re.findall(r"^(#+) (.+)$", prose(source), re.MULTILINE)


def section(source, heading):
    """The cells from a heading on, up to the next heading of its level or above.

    A cell in which the heading stands half-way down is cut there, and so is the last one.
    """
    found, level = [], 0
    for cell in build.read(source).cells:
        if cell.cell_type == "code":
            found += [cell] if level else []
            continue
        part = []
        for line in cell.source.splitlines():
            marks, _, text = line.partition(" ")
            if set(marks) == {"#"}:
                if text == heading:
                    level = len(marks)
                elif level and len(marks) <= level:
                    return [*found, new_markdown_cell("\n".join(part))]
            part += [line] if level else []
        found += [new_markdown_cell("\n".join(part))] if part else []
    return found


# Built from one source ------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_the_learners_notebook_is_what_the_source_gives(source):
    assert build.same(build.learner(source), build.learner_path(source)), (
        "python -m nn_helpers build"
    )


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_the_solved_notebook_has_the_cells_that_the_source_gives(source):
    """Its outputs are compared by nbval, so the cells alone are compared here."""
    stored = solved(source)
    assert all(c.execution_count for c in stored.cells if c.cell_type == "code")
    assert bare(stored) == bare(build.unexecuted(source)), "python -m nn_helpers build"


def test_no_notebook_is_left_over_from_a_source_that_is_gone():
    stems = {source.stem for source in SOURCES}
    for folder in (build.NOTEBOOKS, build.SOLUTIONS):
        assert {path.stem for path in folder.glob("*.ipynb")} == stems


# Three states ---------------------------------------------------------------------------------


def tagged(notebook, tag):
    return [cell for cell in notebook.cells if tag in build.tags(cell)]


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    with shared_kernel(build.NOTEBOOKS, tmp_path_factory.mktemp("kernel")) as one:
        yield one


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_a_fresh_notebook_runs_without_an_error_and_passes_nothing(source, kernel):
    notebook = build.learner(source)
    kernel.execute(notebook)
    assert not [
        c.source for c in code_cells(notebook) for o in c.outputs if o.output_type == "error"
    ]
    for exercise, check in zip(
        tagged(notebook, "exercise"), tagged(notebook, "check"), strict=True
    ):
        assert not texts(check).startswith("Right"), check.source
        if build.STUB in exercise.source:
            assert re.search("not attempted", texts(check), re.I), check.source


def homework(lessons, report, env):
    """What a teacher sees who tests fresh notebooks: whether each cell failed, by lesson."""
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env"),
            *("--nbval-cell-timeout=60", "--override-ini=addopts=", "--tb=no", "-q"),
            *("-p", "no:cacheprovider", f"--junitxml={report}"),
            *(str(build.learner_path(source)) for source in lessons),
        ],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
        timeout=900,
    )
    cells = defaultdict(list)
    for case in ET.parse(report).getroot().iter("testcase"):
        cells[case.get("classname").removesuffix(".ipynb").rsplit(".", 1)[-1]].append(
            bool(len(case))
        )
    return cells


def test_a_fresh_notebook_tested_as_homework_fails_in_its_checks_alone(tmp_path, forking):
    """What a teacher sees who runs ``pytest --nbval-lax`` on a notebook nobody worked on.

    A few lessons, others in every run: that nothing else fails is seen above in all of them, and that
    a check raises inside pytest is the same for all checks.
    """
    lessons = drawn(LESSONS, 4)
    found = homework(lessons, tmp_path / "report.xml", forking)
    for source in lessons:
        fresh = code_cells(nbformat.read(build.learner_path(source), as_version=4))
        failed = [cell.source for cell, bad in zip(fresh, found[source.stem], strict=True) if bad]
        assert failed == [cell.source for cell in fresh if "check" in build.tags(cell)], source.stem


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_a_solved_notebook_passes_everything(source):
    for cell in tagged(solved(source), "check"):
        assert texts(cell).startswith("Right"), cell.source


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_a_wrong_answer_in_the_notebook_is_refused_by_name(source, kernel):
    """Plant a known mistake in front of every check; where the zoo has none, a function of zero."""
    given = build.learner(source)
    planted, expected = [next(c for c in given.cells if c.cell_type == "code")], []
    for cell in tagged(given, "check"):
        name = re.search(r"check\.(\w+)\(", cell.source).group(1)
        try:
            slug = next(bug.slug for bug in bugs.zoo(name) if not bug.beside)
            wrong = f'{name} = __import__("nn_helpers.bugs").bugs.find("{name}", "{slug}").function'
        except KeyError:
            slug, wrong = "Not yet", f"{name} = lambda *_: 0"
        planted += [new_code_cell(wrong), cell]
        expected.append(slug)
    notebook = new_notebook(cells=planted)
    kernel.execute(notebook)
    shown = [texts(cell) for cell in notebook.cells[2::2]]
    assert len(shown) == len(expected) >= 1
    for text, slug in zip(shown, expected, strict=True):
        assert text.startswith("Not yet")
        assert slug in text


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_no_solution_is_left_in_the_learners_notebook(source):
    given = source.read_text(encoding="utf-8")
    found = list(build.SOLUTION.finditer(given))
    assert len(found) == given.count("### BEGIN SOLUTION")
    notebook = build.learner(source)
    assert not any("### " in cell.source for cell in code_cells(notebook))
    left = "\n".join(cell.source for cell in tagged(notebook, "exercise"))
    assert left.count(build.STUB) == sum(part["stub"] is None for part in found)
    for part in found:
        for line in map(str.strip, part["solution"].splitlines()):
            assert len(line) < 12 or line not in left or line in (part["stub"] or "")


# What is stored ---------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_the_stored_outputs_are_clean_and_small(source):
    for cell in code_cells(solved(source)):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", output.text
            picture = output.get("data", {}).get("image/png", "")
            assert len(base64.b64decode(picture)) <= 100_000, cell.source
        assert not UNSTABLE.search(texts(cell)), texts(cell)


# The frame ------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_the_first_cell_says_what_the_lesson_is(source):
    first = build.read(source).cells[0].source
    assert re.match(rf"# {source.stem[:2]} \w", first)
    assert re.search(r"^\*\*.+\*\*$", first.replace("\n**", "\n\n**"), re.M | re.S)
    assert re.search(r"\*\*Time:\*\* \d+( to \d+)? minutes", first)
    assert f"**Time:** {build.MINUTES}\n" in jupytext.read(source).cells[0].source
    assert "**You need:**" in first
    assert 2 <= len(re.findall(r"^\d\. \*\*\w+\*\*", first, re.MULTILINE)) <= 4


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_headings_go_down_one_level_at_a_time(source):
    levels = [len(marks) for marks, _ in headings(source)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_a_lesson_has_all_its_parts(source):
    found = [text for _, text in headings(source)]
    for part in ("The clue", "In practice", "What you know now"):
        assert {part, f"{part} {OPTIONAL}"} & set(found)
    clue = section(source, "The clue")
    assert any(cell.cell_type == "code" for cell in clue), "the clue is computed in the lesson"
    assert "quiz.ask(" in source.read_text(encoding="utf-8")


@pytest.mark.parametrize("source", [s for s in LESSONS if s.stem[:2] != "11"], ids=by_name)
def test_every_lab_has_questions_beside_it(source):
    found = [text for _, text in headings(source) if text.startswith("Lab: ")]
    assert found
    for heading in found:
        cells = section(source, heading)
        assert "\n".join(c.source for c in cells if c.cell_type == "markdown").count("?") >= 2
        assert any(re.search(r"\blabs\.\w+\(", c.source) for c in cells if c.cell_type == "code")


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_a_picture_comes_early(source):
    cells = solved(source).cells
    drawn = [
        i
        for i, c in enumerate(cells)
        for o in c.get("outputs", ())
        if "image/png" in o.get("data", {})
    ]
    assert min(drawn) < len(cells) / 2


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_every_objective_has_an_exercise_and_every_exercise_a_check(source):
    number = int(source.stem[:2])
    first = build.read(source).cells[0].source
    objectives = set(re.findall(r"^(\d)\. \*\*", first, re.MULTILINE))
    exercises = [h for _, h in headings(source) if h.startswith("Exercise")]
    assert 2 <= len(exercises) <= 5
    served = set()
    for i, heading in enumerate(exercises, start=1):
        found = re.match(rf"Exercise {number}\.{i} \(objectives? ([\d, and]+)\): \w", heading)
        assert found, f"expected Exercise {number}.{i} (objective N): what to do, found {heading}"
        served |= set(re.findall(r"\d", found[1]))
        cells = section(source, heading)
        assert any("check" in build.tags(c) or c.source.startswith("quiz.ask(") for c in cells)
    assert served == objectives
    assert ".hint()" in source.read_text(encoding="utf-8")


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_the_core_of_a_lesson_takes_35_minutes_at_most(source):
    (least, _), _ = minutes(jupytext.read(source).cells)
    assert least <= 35


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_who_leaves_out_what_is_optional_is_asked_to_predict_as_well(source):
    core = [cell.source for cell, is_optional in optional_cells(source) if not is_optional]
    assert any(code.startswith("quiz.ask(") for code in core)


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_what_is_optional_can_be_left_out(source):
    """No cell of the core reads a name that only an optional cell sets."""
    set_by_core, set_by_optional = set(vars(builtins)), {}
    for cell, is_optional in optional_cells(source):
        tree = ast.parse(cell.source)
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        sets = {n.id for n in names if isinstance(n.ctx, ast.Store)}
        sets |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        sets |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
        sets |= {
            a.asname or a.name
            for n in ast.walk(tree)
            for a in getattr(n, "names", [])
            if isinstance(a, ast.alias)
        }
        if is_optional:
            set_by_optional |= dict.fromkeys(sets - set_by_core, cell.source)
            continue
        reads = {n.id for n in names if isinstance(n.ctx, ast.Load)}
        missing = (reads & set(set_by_optional)) - set_by_core - sets
        assert not missing, f"{missing} in:\n{cell.source}"
        set_by_core |= sets


def optional_cells(source):
    """The code cells of a lesson, each with whether it stands in an optional part."""
    level, found = 0, []
    for cell in build.unexecuted(source).cells:
        if cell.cell_type == "code":
            found.append((cell, level > 0))
            continue
        for marks, text in re.findall(r"^(#+) (.+)$", cell.source, re.MULTILINE):
            if not level or len(marks) <= level:
                level = len(marks) if text.endswith(OPTIONAL) else 0
    return found


@pytest.mark.parametrize("source", COURSE_LESSONS, ids=by_name)
def test_a_lesson_is_as_long_as_a_lesson(source):
    core = re.sub(
        r"^(#+) [^\n]*\(optional\)$.*?(?=^#{1,2} |\Z)", "", prose(source), flags=re.M | re.S
    )
    words = len(re.findall(r"[A-Za-z']{2,}", core))
    assert 650 <= words <= 1300, words


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


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_no_line_in_a_paragraph_is_taken_for_a_list(source):
    """A line that begins with "1. " or "- " makes a list of the rest of its paragraph."""
    item = re.compile(r"(\d+[.)]|[-+*]) ")
    for cell in build.read(source).cells:
        if cell.cell_type == "markdown":
            for before, line in pairwise(cell.source.splitlines()):
                if item.match(line):
                    assert not before.strip() or item.match(before) or before[0] == " ", line


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_code_cells_are_short(source):
    for cell in build.learner(source).cells:
        if cell.cell_type == "code" and "exercise" not in cell.metadata.get("tags", ()):
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= 16, cell.source


@pytest.mark.parametrize("source", LESSONS, ids=by_name)
def test_every_figure_has_its_sentence_and_every_picture_its_text(source):
    for cell in solved(source).cells:
        assert not re.search(r"!\[\]\(", cell.source), "a picture without alternative text"
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                assert len(output["data"]["text/plain"].split()) > 5
                assert "<Figure" not in output["data"]["text/plain"]
                alt = output["metadata"].get("image/png", {}).get("alt", "")
                assert len(alt.split()) > 5, f"no alternative text: {cell.source}"


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


GLOSSARY = build.SOURCES / "glossary.py"
TERMS = {
    term: text
    for cell in build.read(GLOSSARY).cells
    for term, text in re.findall(r"^### (.+)\n\n(.+(?:\n.+)*)", cell.source, re.MULTILINE)
}


@pytest.mark.parametrize("term", TERMS)
def test_a_term_of_the_glossary_and_its_lessons_are_linked_both_ways(term):
    stems = re.findall(r"\]\((\w+)\.ipynb\)", TERMS[term])
    assert stems, "it names no lesson"
    for stem in stems:
        lesson = build.read(build.SOURCES / f"{stem}.py")
        assert f"[{term}](glossary.ipynb#{term.replace(' ', '-')})" in lesson.cells[-1].source
        said = " ".join(cell.source for cell in lesson.cells[:-1]).lower()
        words = [re.sub("(y|ion|ing|d)$", "", w) for w in re.findall(r"[\w-]+", term.lower())]
        assert all(word in said for word in words if word != "and"), f"{stem} does not speak of it"


def test_the_glossary_is_whole():
    assert len(TERMS) > 70
    assert {"One-hot", "Softmax", "Candidate", "Hill climbing", "Random guessing"} <= set(TERMS)
    assert {"Necessary and sufficient", "Seed sequence", "Named tuple"} <= set(TERMS)


def test_the_readme_lists_every_lesson():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for source in LESSONS:
        assert f"notebooks/{source.stem}.ipynb" in readme
