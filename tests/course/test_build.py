"""The build on a small lesson of its own: what it cuts, what it keeps, and what it refuses."""

import re

import nbformat
import pytest

from nn_helpers.course import build

LESSON = '''\
# %% [markdown]
# # 01 A small lesson

# %%
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(2, 1))
ax.plot([0, 1])
print("drawn")

# %% [markdown]
# ### Exercise 1.1

# %% tags=["exercise"]
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% tags=["check"]
check.double(double)

# %% tags=["exercise"]
def halve(x):
    given = float(x)
    ### BEGIN SOLUTION
    return given / 2
    ### BEGIN STUB
    # result = given * 2  # repair this line
    #
    # if given:
    #     return result
    ### END SOLUTION


# %% tags=["check"]
check.halve(halve)
'''

CHECK = """\
# %%
class check:
    def double(function):
        return f"twice 3 is {function(3)}"

    def halve(function):
        return f"half of 3 is {function(3)}"

"""


@pytest.fixture
def lesson(tmp_path, monkeypatch, forking):
    """A function that writes a lesson into a course of its own and returns the source's path."""
    if "JUPYTER_PATH" in forking:
        monkeypatch.setenv("JUPYTER_PATH", forking["JUPYTER_PATH"])
    monkeypatch.setattr(build, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(build, "SOURCES", tmp_path / "notebooks" / "sources")
    monkeypatch.setattr(build, "SOLUTIONS", tmp_path / "notebooks" / "solutions")
    build.SOURCES.mkdir(parents=True)

    def write(text=CHECK + LESSON, name="01_small"):
        path = build.SOURCES / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def code(notebook, start):
    """The one cell that begins with these words."""
    (cell,) = [cell for cell in notebook.cells if cell.source.startswith(start)]
    return cell


def test_the_learner_gets_a_stub_in_the_place_of_the_solution(lesson):
    notebook = build.learner(lesson())
    assert code(notebook, "def double").source == (
        'def double(x):\n    """Return twice x."""\n    ...  # your code here'
    )
    assert not any(c.get("outputs") or c.get("execution_count") for c in notebook.cells)
    nbformat.validate(notebook)


def test_given_lines_stand_in_the_place_of_the_solution_without_their_comment_signs(lesson):
    assert code(build.learner(lesson()), "def halve").source == (
        "def halve(x):\n    given = float(x)\n    result = given * 2  # repair this line\n"
        "\n    if given:\n        return result"
    )


def test_a_comment_stays_a_comment_whatever_its_first_word(lesson):
    text = "# %%\n# copy the start, so that it stays\n# echo of the last run\nls = 8\nls /= 2\n"
    notebook = build.learner(lesson(CHECK + LESSON + "\n" + text))
    assert code(notebook, "# copy").source == text.removeprefix("# %%\n").rstrip()


def test_the_solved_notebook_is_executed_and_has_no_marks(lesson):
    notebook = build.solved(lesson())
    assert code(notebook, "def halve").source.endswith("    given = float(x)\n    return given / 2")
    assert "###" not in "".join(c.source for c in notebook.cells if c.cell_type == "code")
    said = [code(notebook, f"check.{name}").outputs[0].data["text/plain"] for name in ("d", "h")]
    assert said == ["'twice 3 is 6'", "'half of 3 is 1.5'"]
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert not any("execution" in cell.metadata for cell in notebook.cells)
    nbformat.validate(notebook)


def test_building_twice_gives_the_same_bytes(lesson):
    source = lesson()
    build.main([])
    paths = build.learner_path(source), build.solved_path(source)
    before = [path.read_bytes() for path in paths]
    assert b"image/png" in before[1]
    build.main([])
    assert [path.read_bytes() for path in paths] == before


def test_check_reports_what_differs_and_writes_nothing(lesson, capsys):
    source = lesson()
    assert build.main(["--check"]) == 1
    assert "notebooks/01_small.ipynb" in capsys.readouterr().out
    assert not build.learner_path(source).exists()
    assert build.main(["01"]) == 0
    assert build.main(["--check"]) == 0

    solved = build.solved_path(source)
    kept = solved.read_text(encoding="utf-8")
    solved.write_text(kept.replace("twice 3 is 6", "twice 3 is 7"), encoding="utf-8")
    assert build.main(["--check"]) == 1
    assert "solutions/01_small.ipynb" in capsys.readouterr().out

    # The same drawing has other bytes on another machine.
    solved.write_text(re.sub(r'("image/png": ")\w+', r"\1abcd", kept), encoding="utf-8")
    assert build.main(["--check"]) == 0


def test_a_new_cell_leaves_the_ids_of_the_others_alone(lesson):
    def ids(text):
        return [cell.id for cell in build.read(lesson(text)).cells]

    before = ids(LESSON)
    after = ids(LESSON.replace("# %%\nimport", "# %%\nx = 1\n\n# %%\nimport"))
    assert len(set(after)) == len(after) == len(before) + 1
    assert [name for name in after if name in before] == before
    repeated = ids(LESSON + "\n# %%\n1 + 1\n\n# %%\n1 + 1\n")
    assert len(set(repeated)) == len(before) + 2


def test_exercises_and_checks_carry_what_nbgrader_needs(lesson):
    notebook = build.learner(lesson())
    exercise, check = code(notebook, "def double"), code(notebook, "check.double")
    assert (exercise.id, check.id) == ("exercise-double", "check-double")
    assert exercise.metadata["nbgrader"] == {
        "schema_version": 3,
        "grade_id": "exercise-double",
        "grade": False,
        "solution": True,
        "locked": False,
        "task": False,
    }
    graded = check.metadata["nbgrader"]
    assert (graded["grade"], graded["solution"], graded["locked"]) == (True, False, True)
    assert graded["points"] == 1
    assert check.metadata["editable"] is False
    assert "nbgrader" not in code(notebook, "import").metadata


def test_the_last_cell_links_to_the_lessons_before_and_after(lesson):
    first = lesson()
    last = lesson("# %% [markdown]\n# # 02 The next\n", name="02_next")
    lesson("# %% [markdown]\n# # A draft\n", name="_draft")
    assert build.sources() == [first, last]
    assert "Next: [02 The next](02_next.ipynb)" in build.read(first).cells[-1].source
    assert "Previous: [01 A small lesson](01_small.ipynb)" in build.read(last).cells[-1].source
    assert "Next" not in build.read(last).cells[-1].source
    lesson("# %%\n1\n", name="03_untitled")
    with pytest.raises(build.SourceError, match=r"03_untitled\.py has no title"):
        build.read(last)


MISTAKES = {
    "a mark without its end": (LESSON.replace("    ### END SOLUTION\n", "", 1), "do not pair up"),
    "an end without its mark": (LESSON.replace("    ### BEGIN SOLUTION\n", "", 1), "do not pair"),
    "a stub of nothing": (LESSON.replace("### BEGIN SOLUTION", "### BEGIN STUB", 1), "do not pair"),
    "an exercise without a check": (LESSON.replace('# %% tags=["check"]', "# %%", 1), "one check"),
    "a check of the same name": (LESSON.replace("check.halve", "check.double"), "each NAME once"),
    "a check that checks nothing": (LESSON.replace("check.halve(halve)", "1"), "calls check.NAME"),
    "a cell that fails": (CHECK + LESSON.replace("given / 2", "given / 0"), "ZeroDivisionError"),
}


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_source_is_said_and_nothing_is_written(text, said, lesson, capsys):
    source = lesson(text)
    assert build.main([]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert source.name in told
    assert not build.learner_path(source).exists()


def test_an_unknown_lesson_is_answered_with_the_known_ones(lesson, capsys):
    lesson()
    assert build.main(["99"]) == 1
    assert "No lesson begins with 99. There are: 01_small." in capsys.readouterr().err
