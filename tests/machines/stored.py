"""Run solved notebooks on another machine, as it were, and compare with what is stored."""

import difflib
import re

import nbformat

from nn_helpers.course import build


def texts(cell):
    """What a cell shows, as plain text: first what it prints, since kernels differ in what goes first."""
    printed = "".join(o.get("text", "") for o in cell.outputs)
    shown = [o["data"].get("text/plain", "") for o in cell.outputs if "data" in o]
    return "\n".join([printed, *shown]) if printed else "\n".join(shown)


def code_cells(notebook):
    """The cells of a notebook that can be run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def ignored(cell):
    """Whether nbval leaves the output of a cell alone, by its tag or by a line in the cell."""
    marked = re.search(r"^# *NBVAL_IGNORE_OUTPUT *$", cell.source, re.MULTILINE)
    return bool(marked) or "nbval-ignore-output" in build.tags(cell)


def differences(source, execute):
    """Run the solved notebook of a source; return what comes out otherwise than stored, as text.

    ``execute(notebook)`` runs the cells of a notebook and puts their outputs into it.
    """
    stored = nbformat.read(build.solved_path(source), as_version=4)
    again = nbformat.read(build.solved_path(source), as_version=4)
    execute(again)
    found = []
    for before, after in zip(code_cells(stored), code_cells(again), strict=True):
        if texts(before) != texts(after) and not ignored(before):
            lines = (texts(cell).splitlines() for cell in (before, after))
            changed = difflib.unified_diff(*lines, "stored", "here", lineterm="", n=0)
            found.append("\n".join([f"In {source.stem}:", before.source, *changed]))
    return "\n\n".join(found)
