#!/usr/bin/env bash
# Python that begins with a name such as ls, cp or copy becomes a comment, and a comment that begins so becomes code.
#
# One would guess: plain Python, with no percent sign, exclamation or question mark, stands in the .py file as it stood in
# the notebook, and a comment in a .py file is a comment in the notebook.
# What happens: jupytext takes a line that begins with cat, cd, cp, mv, rm, ls, copy, echo, ren or the like and a space
# for a shell command, unless an equals sign or a comma follows. To a script it writes the line with "# " before it: "ls = 8"
# stays and "ls /= 2" becomes "# ls /= 2". That round trip heals itself, but whoever runs, imports or lints the script
# gets another program, here 8.0 in place of 4.0. The other way does not heal: "# copy the start first" in a script comes
# out as a line of code in the notebook, and the cell no longer compiles. Nothing is said either way.
# What helps: comment_magics: false, in the notebook's metadata for jupytext or in the format that is passed.
# Versions: jupytext 1.19.6.
# Source: seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jupytext==1.19.6
"$folder/venv/bin/python" - <<'PY'
import jupytext
from nbformat.v4 import new_code_cell, new_notebook

source = "ls = 8.0\nls /= 2\n"
notebook = new_notebook(cells=[new_code_cell(source.strip())])
script = jupytext.writes(notebook, "py:percent")
explained = jupytext.reads("# %%\n# copy the start first\nx = 1\n", "py:percent").cells[0].source


def run(text):
    names = {}
    exec(text, names)
    return names["ls"]


notebook.metadata["jupytext"] = {"comment_magics": False}
asked = jupytext.writes(notebook, "py:percent")
print("jupytext", jupytext.__version__)
print("the script's last line:", script.strip().splitlines()[-1])
print("the cell gives", run(source), "- the script", run(script), "- the script without comment_magics", run(asked))
assert (run(source), run(script), run(asked)) == (4.0, 8.0, 4.0), "this has changed"
print("a script's cell of a comment and x = 1 is in the notebook:", repr(explained))
assert explained == "copy the start first\nx = 1", "this has changed"
PY
