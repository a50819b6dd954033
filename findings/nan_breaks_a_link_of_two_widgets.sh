#!/usr/bin/env bash
# Two linked widgets: a value of nan raises "Broken link", though both widgets took it and the link goes on.
#
# One would guess: link() copies whatever one widget holds to the other, nan as any number; and where an error says that a
# link is broken, the link is broken.
# What happens: after copying, link compares the source with what was copied, and nan does not equal itself. Setting nan
# raises a TraitError about a source that "changed while updating the target". Both widgets hold nan by then, and the next
# number goes across as if nothing had been. dlink, one way, does not compare and raises nothing. Whoever shows the cost of a
# run that diverges in two linked number fields meets this in the middle of the run.
# Versions: ipywidgets 8.1.9, traitlets 5.16.1.
# Source: seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ipywidgets==8.1.9 traitlets==5.16.1
"$folder/venv/bin/python" - <<'PY'
import math

import traitlets
from ipywidgets import FloatText, dlink, link


def set_nan(connect):
    """Return what is raised when one of two connected fields becomes nan, and their values after it and after a 2."""
    one, other = FloatText(0.0), FloatText(0.0)
    connect((one, "value"), (other, "value"))
    said = None
    try:
        one.value = math.nan
    except traitlets.TraitError as error:
        said = str(error)
    after = (one.value, other.value)
    one.value = 2.0
    return said, after, (one.value, other.value)


both, one_way = set_nan(link), set_nan(dlink)
print("traitlets", traitlets.__version__)
print("link:", both)
print("dlink:", one_way)
assert "Broken link" in both[0] and all(map(math.isnan, both[1])) and both[2] == (2.0, 2.0), "this has changed"
assert one_way[0] is None and all(map(math.isnan, one_way[1])), "this has changed"
PY
