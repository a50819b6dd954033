#!/usr/bin/env bash
# Strict nbval passes a notebook whose stored outputs were stripped, whatever its cells print.
#
# One would guess: in strict mode a cell that prints, where the stored notebook shows nothing, is a difference.
# What happens: a code cell without an execution count is run and not compared. A notebook that went through an
# output stripper is green for ever. With a count and no outputs the same cell fails.
# Versions: nbval 0.11.0.
# Source: seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbval==0.11.0 ipykernel==7.4.0 nbformat pytest
cd "$folder"
venv/bin/python - <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

for name, count in (("stripped", None), ("counted", 1)):
    cell = new_code_cell("print('something')", execution_count=count)
    nbformat.write(new_notebook(cells=[cell]), f"{name}.ipynb")
PY
venv/bin/pip list 2>/dev/null | grep -E "^nbval "
strict() {
    if venv/bin/python -m pytest -q --nbval --nbval-current-env -p no:cacheprovider "$1" >log 2>&1
    then echo passes; else echo fails; fi
}
stripped=$(strict stripped.ipynb) counted=$(strict counted.ipynb)
echo "no execution count and no output: $stripped; an execution count and no output: $counted"
[ "$stripped $counted" = "passes fails" ] || { echo "this has changed"; exit 1; }
