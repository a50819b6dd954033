#!/usr/bin/env bash
# nbval writes the codes of colours into JUnit files, though pytest itself shows no colours.
#
# One would guess: with pytest's usual --color=auto there are colours on a terminal alone. A report that
# goes to a file, with the output sent to a file as well, is plain text.
# What happens: nbval leaves colours out only where --color=no is given. So each message in the file of
# --junitxml begins with "#x1B[91m", which a learning platform shows to students. NO_COLOR=1 changes
# nothing; --color=no does. (The traceback below, from IPython, keeps its own colours in any case.)
# Versions: nbval 0.11.0, pytest 9.2.0, ipykernel 7.4.0.
# Source: seen by running; nbval/plugin.py compares config.option.color with "no".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbval==0.11.0 pytest==9.2.0 ipykernel==7.4.0 nbformat
cd "$folder"
venv/bin/python - <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

nbformat.write(new_notebook(cells=[new_code_cell("assert False")]), "one.ipynb")
PY
venv/bin/pip list 2>/dev/null | grep -E "^(nbval|pytest|ipykernel) "
codes() {
    venv/bin/python -m pytest -q --nbval-lax --nbval-current-env -p no:cacheprovider --junitxml=r.xml "$@" \
        one.ipynb >log 2>&1 || true
    grep -q "Notebook cell execution failed" r.xml || { echo "no failure was reported"; exit 1; }
    if grep -q "#x1B\[91mNotebook cell" r.xml; then echo codes; else echo plain; fi
}
auto=$(codes) none=$(NO_COLOR=1 codes) no=$(codes --color=no)
echo "as usual: $auto; with NO_COLOR=1: $none; with --color=no: $no"
[ "$auto $none $no" = "codes codes plain" ] || { echo "this has changed"; exit 1; }
