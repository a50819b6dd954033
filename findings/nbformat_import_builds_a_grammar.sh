#!/usr/bin/env bash
# Reading a notebook builds the grammar of web addresses, if another package is there.
#
# One would guess: `import nbformat` costs the same in every environment, since it checks notebooks with
# fastjsonschema and asks for no checks of formats such as web addresses.
# What happens: nbformat imports jsonschema as well. jsonschema imports rfc3987-syntax where that is
# installed, and this builds a parser for web addresses with lark while it is imported. JupyterLab
# brings it (by way of jupyter-events, which asks for jsonschema's extra "format-nongpl"). So the same
# import that loads no parser in a small environment loads one beside JupyterLab, in every process:
# each start of a tool that reads notebooks pays for it.
# Versions: nbformat 5.11.1, jsonschema 4.26.0, rfc3987-syntax 1.1.0, lark 1.3.1.
# Source: jsonschema's module for formats, which imports what it finds; seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip=("$folder/venv/bin/pip" install --quiet)
loaded() {
    "$folder/venv/bin/python" -c '
import time
begin = time.process_time()
import sys, nbformat
print(f"{time.process_time() - begin:.2f} s of processor time", file=sys.stderr)
print("lark" in sys.modules)'
}
"${pip[@]}" nbformat==5.11.1 jsonschema==4.26.0
loaded >/dev/null 2>&1  # writes byte code
echo "nbformat alone:"
alone=$(loaded)
echo "  loads a parser: $alone"
"${pip[@]}" 'jsonschema[format-nongpl]==4.26.0' rfc3987-syntax==1.1.0 lark==1.3.1
loaded >/dev/null 2>&1
echo "with what JupyterLab brings:"
beside=$(loaded)
echo "  loads a parser: $beside"
[ "$alone" = False ] && [ "$beside" = True ] || { echo "this has changed" >&2; exit 1; }
