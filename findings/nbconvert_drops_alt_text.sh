#!/usr/bin/env bash
# The default HTML export throws away the alt text that a notebook has, and says there is none.
#
# One would guess: an image output whose metadata holds an alt text keeps it in the exported page.
# What happens: the template "lab", the default, writes alt="No description has been provided for this image" all the
# same. The templates "classic" and "basic" write the text that the notebook holds.
# Versions: nbconvert 7.17.1.
# Source: seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbconvert==7.17.1
"$folder/venv/bin/python" - <<'PY'
import base64

import nbconvert
from nbformat.v4 import new_code_cell, new_notebook, new_output

pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
base64.b64decode(pixel)
output = new_output("display_data", {"image/png": pixel}, metadata={"image/png": {"alt": "the cost falls"}})
notebook = new_notebook(cells=[new_code_cell("plot()", outputs=[output])])
kept = {}
for template in ("lab", "classic", "basic"):
    page, _ = nbconvert.HTMLExporter(template_name=template).from_notebook_node(notebook)
    kept[template] = "the cost falls" in page
print("nbconvert", nbconvert.__version__, "keeps the alt text:", kept)
assert kept == {"lab": False, "classic": True, "basic": True}, "this has changed"
PY
