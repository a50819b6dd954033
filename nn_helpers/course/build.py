"""Make the notebooks from ``notebooks/sources``: the learner's, and the solved and executed one.

``python -m nn_helpers build`` builds all lessons, ``build 03`` those whose name begins with 03, and
``build --check`` writes nothing and reports every lesson whose notebooks are not what the source
would give.

A source is a Python file in jupytext's percent format. Between ``### BEGIN SOLUTION`` and
``### END SOLUTION`` stands what learners write themselves; in their notebook it is replaced by a
stub. Cells tagged ``exercise`` and ``check`` also get the metadata by which nbgrader can grade them.
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
from nbformat.v4 import new_markdown_cell, new_notebook

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SOURCES = NOTEBOOKS / "sources"
SOLUTIONS = NOTEBOOKS / "solutions"

STUB = "...  # your code here"
SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION\n.*?^[ \t]*### END SOLUTION$", re.MULTILINE | re.DOTALL
)
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def main(arguments=None):
    """Build, or check, the lessons named on the command line. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m nn_helpers build", description=__doc__[:80])
    parser.add_argument("names", nargs="*", help="how the lessons begin, such as 03; all if absent")
    parser.add_argument("--check", action="store_true", help="write nothing, report differences")
    options = parser.parse_args(arguments)
    differ = []
    for source in chosen(options.names):
        for path, notebook in ((learner_path(source), learner(source)), solved(source)):
            if options.check and not same(notebook, path):
                differ.append(path.relative_to(NOTEBOOKS.parent).as_posix())
            elif not options.check:
                path.parent.mkdir(exist_ok=True)
                nbformat.write(notebook, path)
                print(path.relative_to(NOTEBOOKS.parent).as_posix())
    if differ:
        print("Not what the sources give (run python -m nn_helpers build):", *differ, sep="\n  ")
    return 1 if differ else 0


def chosen(names):
    """Return the sources whose file names begin with one of ``names``; all when there are none."""
    lessons = sources()
    unknown = [name for name in names if not any(s.stem.startswith(name) for s in lessons)]
    if unknown:
        sys.exit(f"No lesson begins with {', '.join(unknown)}. There are: "
                 + ", ".join(source.stem for source in lessons))  # fmt: skip
    return [s for s in lessons if not names or s.stem.startswith(tuple(names))]


def sources():
    """Return the source files of all lessons, in order; files that begin with _ are no lessons."""
    return sorted(path for path in SOURCES.glob("*.py") if not path.name.startswith("_"))


def learner_path(source):
    """Return where the learner's notebook of a source goes."""
    return NOTEBOOKS / f"{source.stem}.ipynb"


def learner(source):
    """Return the learner's notebook: solutions cut out, nothing executed."""
    notebook = read(source)
    for cell in notebook.cells:
        cell.source = SOLUTION.sub(rf"\g<indent>{STUB}", cell.source)
    return notebook


def solved(source):
    """Return the path and the content of the solved notebook, executed from top to bottom."""
    notebook = read(source)
    for cell in notebook.cells:
        cell.source = re.sub(r"^[ \t]*### (BEGIN|END) SOLUTION\n?", "", cell.source, flags=re.M)
    SOLUTIONS.mkdir(exist_ok=True)
    execute(notebook, SOLUTIONS)
    return SOLUTIONS / f"{source.stem}.ipynb", notebook


def execute(notebook, folder):
    """Run a notebook in ``folder``, as a learner would who has saved nothing yet."""
    with tempfile.TemporaryDirectory() as empty:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "MPLBACKEND"))}
        env["NN_HELPERS_SAVED"] = str(Path(empty) / "saved.jsonl")
        NotebookClient(
            notebook,
            timeout=120,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            store_widget_state=False,
        ).execute(env=env)
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            # A widget's id is new in every kernel. What stays is its text and its picture.
            output.get("data", {}).pop(WIDGET_VIEW, None)


def read(source):
    """Return the notebook of a source with tags, ids, links and nbgrader's metadata in place."""
    parsed = jupytext.read(source)
    cells = [*parsed.cells, new_markdown_cell(links(source))]
    seen = Counter()
    for cell in cells:
        cell.metadata = nbformat.from_dict(cell_metadata(cell))
        seen[cell.source] += 1
        # The id comes from the content, so adding a cell leaves the ids of the others alone.
        content = f"{source.stem}/{cell.source}/{seen[cell.source]}"
        cell.id = hashlib.sha256(content.encode()).hexdigest()[:12]
    return new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA))


def cell_metadata(cell):
    """Return a cell's tags, and nbgrader's metadata (schema 3) for exercises and checks."""
    tags = cell.metadata.get("tags", [])
    metadata = {"tags": tags} if tags else {}
    graded = {"exercise": (False, True), "check": (True, False)}
    for tag, (grade, solution) in graded.items():
        if tag in tags:
            name = re.search(r"(?:def|check\.)\s*(\w+)|^(\w+) =", cell.source, re.MULTILINE)
            metadata["nbgrader"] = {
                "schema_version": 3,
                "grade_id": f"{name.group(1) or name.group(2)}-{tag}",
                "grade": grade,
                "solution": solution,
                "locked": grade,
                "task": False,
                **({"points": 1} if grade else {}),
            }
            if grade:
                metadata |= {"editable": False, "deletable": False}
    return metadata


def links(source):
    """Return the last cell: links to the lesson before and after, the glossary, and the licence."""
    lessons = [path for path in sources() if path.stem[0].isdigit()]
    parts = []
    if source in lessons:
        at = lessons.index(source)
        if at > 0:
            parts.append(f"Previous: [{title(lessons[at - 1])}]({lessons[at - 1].stem}.ipynb)")
        if at + 1 < len(lessons):
            parts.append(f"Next: [{title(lessons[at + 1])}]({lessons[at + 1].stem}.ipynb)")
        parts.append("[Glossary](glossary.ipynb)")
    else:
        parts = [f"[{title(lesson)}]({lesson.stem}.ipynb)" for lesson in lessons]
    return "---\n\n" + " · ".join(parts) + "\n\n<small>Text: CC BY 4.0. Code: BSD-3-Clause.</small>"


def title(source):
    """Return the title of a lesson, its first heading."""
    return re.search(r"^# # (.+)$", source.read_text(encoding="utf-8"), re.MULTILINE).group(1)


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
