#!/usr/bin/env bash
# nbgrader: one student who copies a test cell (copy and paste takes the cell's metadata along) keeps
# everybody who comes later in the alphabet from being graded.
#
# One would guess: autograde reports the notebook with two cells of one grade_id, and goes on with the
# next student, as it does for a notebook that fails or takes too long.
# What happens: the first such notebook ends the whole run with exit code 1. Students before it are graded,
# students after it are not, and their folders are not even made.
#
# Versions: nbgrader 0.9.6, Python 3.11
# Source: seen when grading; a cell's metadata is part of what JupyterLab copies.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q nbgrader==0.9.6 alembic
export PATH="$folder/venv/bin:$PATH"
cd "$folder"
python - <<'PYTHON'
import pathlib

import nbformat
from nbformat.v4 import new_code_cell, new_notebook


def cell(source, name, grade):
    grader = {"schema_version": 3, "grade_id": name, "grade": grade, "solution": not grade,
              "locked": grade, "task": False, **({"points": 1} if grade else {})}
    return new_code_cell(source, metadata={"nbgrader": grader})


answer, test = cell("x = 1", "answer", False), cell("assert x == 1", "test", True)
for place, cells in {
    "source": [answer, test],
    "submitted/ada": [answer, test],
    "submitted/bob": [answer, test, new_code_cell(test.source, metadata=test.metadata)],
    "submitted/cyd": [answer, test],
}.items():
    path = pathlib.Path("course", place, "ps1", "p1.ipynb")
    path.parent.mkdir(parents=True)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
PYTHON
cd course
echo 'c = get_config(); c.ClearSolutions.enabled = False' > nbgrader_config.py
nbgrader generate_assignment ps1 > ../log 2>&1 || { cat ../log; exit 1; }
code=0
nbgrader autograde ps1 > ../log 2>&1 || code=$?
nbgrader --version
echo "exit code of autograde: $code"
echo "graded: $(ls autograded)"
# Output seen:
#   exit code of autograde: 1
#   graded: ada
[ "$code" = 1 ] && [ "$(ls autograded)" = ada ]
