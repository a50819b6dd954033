"""Make the notebooks from ``notebooks/sources``: the learner's, and the solved and executed one.

``python -m nn_helpers build`` builds all lessons, ``build 03`` those whose name begins with 03, and
``build --check`` writes nothing and reports every lesson whose notebooks are not what the source
would give.

A source is a Python file in jupytext's percent format. Between ``### BEGIN SOLUTION`` and
``### END SOLUTION`` stands what learners write themselves; in their notebook it is replaced by a
stub, or by the commented lines after ``### BEGIN STUB`` where there are some. Cells tagged
``exercise`` and ``check`` also get the metadata by which nbgrader can grade them.
``notebooks/sources/03_backprop.py`` is an example.
"""

import argparse
import hashlib
import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat.v4 import new_markdown_cell, new_notebook

from nn_helpers.course.minutes import in_words, minutes

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SOURCES = NOTEBOOKS / "sources"
SOLUTIONS = NOTEBOOKS / "solutions"

STUB = "...  # your code here"
MARK = re.compile(r"^[ \t]*### (BEGIN SOLUTION|BEGIN STUB|END SOLUTION)$", re.MULTILINE)
SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION\n"
    r"(?P<solution>.*?)"
    r"(?:^[ \t]*### BEGIN STUB\n(?P<stub>.*?))?"
    r"^[ \t]*### END SOLUTION$",
    re.MULTILINE | re.DOTALL,
)
TAGS = ("exercise", "check")
MINUTES = "<minutes>"  # in the head of a source; the build fills it in
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# Else jupytext takes a comment that begins with "copy", "echo" or "ren" for a shell command, and makes it code.
PERCENT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
CELL_SECONDS = 60  # as long as the tests give a cell


class SourceError(Exception):
    """A source that cannot be built; the message says where and why."""


def main(arguments=None):
    """Build, or check, the lessons named on the command line. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m nn_helpers build", description=__doc__.split("\n")[0]
    )
    parser.add_argument("names", nargs="*", help="how the lessons begin, such as 03; all if absent")
    parser.add_argument("--check", action="store_true", help="write nothing, report differences")
    options = parser.parse_args(arguments)
    differ = []
    try:
        for source in chosen(options.names):
            built = {learner_path(source): learner(source), solved_path(source): solved(source)}
            for path, notebook in built.items():
                name = path.relative_to(NOTEBOOKS.parent).as_posix()
                if not options.check:
                    path.parent.mkdir(exist_ok=True)
                    nbformat.write(notebook, path)
                    print(name, flush=True)
                elif not same(notebook, path):
                    differ.append(name)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    if differ:
        print("Not what the sources give (run python -m nn_helpers build):", *differ, sep="\n  ")
    return 1 if differ else 0


def chosen(names):
    """Return the sources whose file names begin with one of ``names``; all when there are none."""
    lessons = sources()
    unknown = [name for name in names if not any(s.stem.startswith(name) for s in lessons)]
    if unknown:
        known = ", ".join(source.stem for source in lessons)
        raise SourceError(f"No lesson begins with {', '.join(unknown)}. There are: {known}.")
    return [s for s in lessons if not names or s.stem.startswith(tuple(names))]


def sources():
    """Return the source files of all lessons, in order; files that begin with _ are no lessons."""
    return sorted(path for path in SOURCES.glob("*.py") if not path.name.startswith("_"))


def learner_path(source):
    """Return where the learner's notebook of a source goes."""
    return NOTEBOOKS / f"{source.stem}.ipynb"


def solved_path(source):
    """Return where the solved notebook of a source goes."""
    return SOLUTIONS / f"{source.stem}.ipynb"


def learner(source):
    """Return the learner's notebook: solutions cut out, nothing executed."""
    notebook = read(source)
    for cell in notebook.cells:
        cell.source = SOLUTION.sub(_stub, cell.source)
    return notebook


def _stub(found):
    """Return what the learner finds in the place of a solution."""
    if found["stub"] is None:
        return found["indent"] + STUB
    lines = (re.sub(r"^([ \t]*)# ?", r"\1", line) for line in found["stub"].splitlines())
    return "\n".join(line.rstrip() for line in lines)


def unexecuted(source):
    """Return the notebook with its solutions, before it is executed."""
    notebook = read(source)
    for cell in notebook.cells:
        cell.source = SOLUTION.sub(lambda found: found["solution"].rstrip(), cell.source)
    return notebook


def solved(source):
    """Return the solved notebook, executed from top to bottom.

    Raises ``SourceError`` with the cell and its error when one fails.
    """
    notebook = unexecuted(source)
    SOLUTIONS.mkdir(exist_ok=True)
    try:
        execute(notebook, SOLUTIONS)
    except (CellExecutionError, CellTimeoutError) as error:
        raise SourceError(f"{source.name} does not run from top to bottom.\n{error}") from None
    return notebook


def execute(notebook, folder, saved=None):
    """Run a notebook in ``folder``, as a learner would whose work is in the file ``saved``.

    Without a file it is a learner who has saved nothing yet.
    """
    with tempfile.TemporaryDirectory() as empty:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "MPLBACKEND"))}
        env["NN_HELPERS_SAVED"] = str(saved or Path(empty) / "saved.jsonl")
        env["IPYTHONDIR"] = empty  # no start-up files or settings of whoever builds
        NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            coalesce_streams=True,  # where prints are cut depends on the clock
            store_widget_state=False,
            extra_arguments=["--log-level=ERROR"],
        ).execute(env=env)
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            # A widget's id is new in every kernel. What stays is its text and its picture.
            output.get("data", {}).pop(WIDGET_VIEW, None)


def read(source):
    """Return the notebook of a source with tags, ids, links and nbgrader's metadata in place.

    Raises ``SourceError`` for markers that do not pair up and exercises without a check.
    """
    parsed = jupytext.read(source, fmt=PERCENT)
    time = in_words(*minutes(parsed.cells))
    parsed.cells[0].source = parsed.cells[0].source.replace(MINUTES, time)
    cells = [*parsed.cells, new_markdown_cell(links(source))]
    names = exercise_names(source, cells)
    seen = Counter()
    for i, cell in enumerate(cells):
        marks = MARK.findall(cell.source)
        if len(marks) != sum(2 + (m["stub"] is not None) for m in SOLUTION.finditer(cell.source)):
            raise SourceError(f"{source.name}: these markers do not pair up: {', '.join(marks)}.")
        cell.metadata = nbformat.from_dict(cell_metadata(cell, names.get(i)))
        # An id comes from the cell alone, so adding a cell leaves those of the others as they are.
        seen[cell.source] += 1
        content = f"{source.stem}/{cell.source}/{seen[cell.source]}"
        cell.id = names.get(i) or hashlib.sha256(content.encode()).hexdigest()[:12]
    return new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA))


def exercise_names(source, cells):
    """Return the names of the tagged cells by their place, such as "check-forward".

    The n-th exercise belongs to the n-th check, and is called as the check is.
    """
    places = {tag: [i for i, c in enumerate(cells) if tag in tags(c)] for tag in TAGS}
    if len(places["exercise"]) != len(places["check"]):
        raise SourceError(
            f"{source.name} has {len(places['exercise'])} cells tagged exercise and "
            f"{len(places['check'])} tagged check; every exercise needs one check."
        )
    names = {}
    for exercise, check in zip(places["exercise"], places["check"], strict=True):
        called = re.search(r"\bcheck\.(\w+)\(", cells[check].source)
        if not called or exercise > check or f"check-{called[1]}" in names.values():
            raise SourceError(
                f"{source.name}: a cell tagged check calls check.NAME(...), after its exercise, "
                f"and each NAME once. This one does not:\n{cells[check].source}"
            )
        names |= {exercise: f"exercise-{called[1]}", check: f"check-{called[1]}"}
    return names


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def cell_metadata(cell, name):
    """Return a cell's tags, and nbgrader's metadata (schema 3) for exercises and checks."""
    metadata = {"tags": tags(cell)} if tags(cell) else {}
    if name:
        grade = "check" in tags(cell)
        metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": name,
            "grade": grade,
            "solution": not grade,
            "locked": grade,
            "task": False,
            **({"points": 1} if grade else {}),
        }
        if grade:
            metadata |= {"editable": False, "deletable": False}
    return metadata


def links(source):
    """Return the last cell: the lesson's words, links to its neighbours and the glossary, the licence."""
    lessons = [path for path in sources() if path.stem[0].isdigit()]
    parts, words = [], ""
    if source in lessons:
        words = ", ".join(
            f"[{term}](glossary.ipynb#{term.replace(' ', '-')})" for term in glossary_terms(source)
        )
        words = f"Words of this lesson: {words}.\n\n" if words else ""
        at = lessons.index(source)
        if at > 0:
            parts.append(f"Previous: [{title(lessons[at - 1])}]({lessons[at - 1].stem}.ipynb)")
        if at + 1 < len(lessons):
            parts.append(f"Next: [{title(lessons[at + 1])}]({lessons[at + 1].stem}.ipynb)")
        parts.append("[Glossary](glossary.ipynb)")
    else:
        parts = [f"[{title(lesson)}]({lesson.stem}.ipynb)" for lesson in lessons]
    small = "<small>Text: CC BY 4.0. Code: BSD-3-Clause.</small>"
    return f"---\n\n{words}{' · '.join(parts)}\n\n{small}"


def glossary_terms(lesson):
    """Return the terms of the glossary that name a lesson: each is a heading there, with a link."""
    glossary = SOURCES / "glossary.py"
    text = glossary.read_text(encoding="utf-8") if glossary.exists() else ""
    entries = re.split(r"^# ### ", text, flags=re.MULTILINE)[1:]
    return [e.splitlines()[0] for e in entries if f"]({lesson.stem}.ipynb)" in e]


def title(source):
    """Return the title of a lesson, its first heading."""
    found = re.search(r"^# # (.+)$", source.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise SourceError(f"{source.name} has no title: its first cell begins with '# # NN Title'.")
    return found[1]


def same(notebook, path):
    """Return whether a stored notebook equals a built one. Pictures may differ between machines."""
    if not path.exists():
        return False
    return without_pictures(notebook) == without_pictures(nbformat.read(path, as_version=4))


def without_pictures(notebook):
    """Return the JSON text of a notebook with every picture's bytes replaced by a mark."""
    text = nbformat.writes(notebook)
    return re.sub(r'"image/png": "[^"]*"', '"image/png": "..."', text)


if __name__ == "__main__":
    sys.exit(main())
