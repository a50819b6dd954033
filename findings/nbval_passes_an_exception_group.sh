#!/usr/bin/env bash
# A cell that ends in an ExceptionGroup passes nbval in lax mode.
#
# One would guess: a cell that raises fails, whatever it raises, as it does for nbclient.
# What happens: IPython prints the traceback of a group as plain text on stderr and sends no error output.
# Lax mode looks for an error output alone, so the cell passes; the same cell with a ValueError fails.
# Homework that is tested with --nbval-lax can so be green although a check has raised.
# Versions: nbval 0.11.0, ipykernel 7.4.0, ipython 9.18.1, nbclient 0.11.0.
# Source: seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbval==0.11.0 ipykernel==7.4.0 ipython==9.18.1 nbclient==0.11.0 nbformat pytest
cd "$folder"
venv/bin/python - <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

for name, raised in (("one", "ValueError('one')"), ("group", "ExceptionGroup('two', [ValueError('one')])")):
    cell = new_code_cell(f"raise {raised}", execution_count=1)
    nbformat.write(new_notebook(cells=[cell]), f"{name}.ipynb")
PY
venv/bin/pip list 2>/dev/null | grep -E "^(nbval|ipykernel|ipython|nbclient) "
verdict() { if "$@" >"$folder/log" 2>&1; then echo passes; else echo fails; fi; }
lax() { verdict venv/bin/python -m pytest -q --nbval-lax --nbval-current-env -p no:cacheprovider "$1"; }
client() { verdict venv/bin/python -c "import nbformat, nbclient, sys
nbclient.NotebookClient(nbformat.read(sys.argv[1], 4), kernel_name='python3').execute()" "$1"; }
one=$(lax one.ipynb) group=$(lax group.ipynb) other=$(client group.ipynb)
echo "nbval, a ValueError: $one; nbval, an ExceptionGroup: $group; nbclient, an ExceptionGroup: $other"
[ "$one $group $other" = "fails passes fails" ] || { echo "this has changed"; exit 1; }
