"""What the course sets in a JupyterLab of its own, by the overrides file of an environment.

Run in that environment, it writes the file: ``python -m nn_helpers.course.jupyterlab_settings``.
Learners' own settings come before it. Standard library only.
"""

import json
import sys
from pathlib import Path

# JupyterLab would send the messages of widgets to a second thread of the kernel, beside the running
# cell. There any move of a slider shows and closes the figures that the cell is still drawing.
OVERRIDES = {"@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"}}


def write(prefix=sys.prefix):
    """Write the settings into an environment, beside others that are there. Return the file.

    Raises ``OSError`` when that is not possible.
    """
    file = Path(prefix) / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    before = _read(file)
    after = {name: {**before.get(name, {}), **values} for name, values in OVERRIDES.items()}
    if {**before, **after} != before:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({**before, **after}, indent=1) + "\n", encoding="utf-8")
    return file


def _read(file):
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # JupyterLab itself ignores a broken one
        return {}
    return found if isinstance(found, dict) else {}


if __name__ == "__main__":
    print(f"JupyterLab's settings for the course: {write()}")
