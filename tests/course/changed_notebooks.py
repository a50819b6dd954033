"""Notebooks that somebody has changed as a whole: their check cells, ids, format, size."""

import json

from classroom import cell, code, handed_in, solved, source

RIGHT = {name: source(solved(), name) for name in ("hidden_delta", "gradients", "step")}


def each_check(notebook, change):
    """Apply a change to every check cell, and return the notebook."""
    for number, one in reversed(list(enumerate(notebook["cells"]))):
        if one["id"].startswith("check-"):
            change(notebook["cells"], number, one)
    return notebook


def edited(cells, number, one):
    one["source"] = 'print("Right: all of it")'


def deleted(cells, number, one):
    del cells[number]


def skipped(cells, number, one):
    one["metadata"]["tags"] = ["check", "nbval-skip", "raises-exception", "skip-execution"]


def copied(cells, number, one):
    cells.insert(number + 1, json.loads(json.dumps(one)))


def with_a_cell_before(text, notebook, identity):
    """Put a cell of the student's own in front of another."""
    at = notebook["cells"].index(cell(notebook, identity))
    notebook["cells"].insert(at, code(text))
    return notebook


def big(notebook, megabytes):
    """A notebook with an output of so many megabytes, as text (its JSON would take long to make)."""
    text = json.dumps(notebook)
    at = text.index('"outputs": []')
    line = '"' + "y" * 98 + '\\n"'
    block = ", ".join([line] * 10_000)
    many = ", ".join([block] * megabytes)
    output = '{"output_type": "stream", "name": "stdout", "text": [' + many + "]}"
    return text[:at] + f'"outputs": [{output}]' + text[at + len('"outputs": []') :]


def merged():
    """A right notebook in which the cells of two exercises, and a check between, were made one."""
    both = f"{RIGHT['hidden_delta']}\n\ncheck.hidden_delta(hidden_delta)\n\n{RIGHT['gradients']}"
    notebook = handed_in(hidden_delta=both, step=RIGHT["step"])
    gone = ("check-hidden_delta", "exercise-gradients")
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] not in gone]
    return notebook


def written_anew(identities):
    """A right notebook whose answers stand in new cells, or that lost all its ids in another editor."""
    notebook = solved()
    for one in notebook["cells"]:
        if identities == "all" or one["id"].startswith(identities):
            one["id"], one["metadata"] = f"new-{len(one['source'])}", {}
    return notebook


def of_format_3():
    """A right notebook as Jupyter wrote it years ago."""
    cells = [
        {"cell_type": "code", "input": one["source"]} if one["cell_type"] == "code" else one
        for one in solved()["cells"]
    ]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
