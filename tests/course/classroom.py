"""Submissions for the tests of grading: notebooks of a lesson with other answers in them."""

import hashlib
import json

from support import ROOT

NOTEBOOKS = ROOT / "notebooks"


def given(stem="03_backprop"):
    """The learner's notebook of a lesson, as JSON."""
    return json.loads((NOTEBOOKS / f"{stem}.ipynb").read_text(encoding="utf-8"))


def solved(stem="03_backprop"):
    """The solved notebook of a lesson, as JSON."""
    return json.loads((NOTEBOOKS / "solutions" / f"{stem}.ipynb").read_text(encoding="utf-8"))


def source(notebook, name):
    """The source of an exercise's cell."""
    return "".join(cell(notebook, f"exercise-{name}")["source"])


def cell(notebook, identity):
    """The one cell with this id."""
    (found,) = [c for c in notebook["cells"] if c["id"] == identity]
    return found


def handed_in(stem="03_backprop", **answers):
    """The learner's notebook with other sources in the cells of some exercises."""
    notebook = given(stem)
    for name, text in answers.items():
        cell(notebook, f"exercise-{name}")["source"] = text
    return notebook


def code(text, **metadata):
    """A code cell of a student's own."""
    identity = hashlib.sha256(text.encode()).hexdigest()[:8]
    return {"cell_type": "code", "id": identity, "metadata": metadata, "outputs": [],
            "execution_count": None, "source": text}  # fmt: skip


def write(path, notebook):
    """Write a notebook, or text or bytes as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(notebook, dict):
        notebook = json.dumps(notebook)
    path.write_bytes(notebook if isinstance(notebook, bytes) else notebook.encode())
    return path


def checksums(folder):
    """What lies in a folder: names, bytes and permissions."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }
