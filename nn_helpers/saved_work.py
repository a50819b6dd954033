"""What is saved for a learner: a file of JSON lines (section, key, value), read back and added to.

Nothing is sent anywhere, and the file may be deleted at any time. Every change appends one line of
JSON. So two notebooks can write at once, and a line that was cut off half-way costs that line alone.
"""

import json
import os
from pathlib import Path

FILE_NAME = ".nn_helpers.jsonl"


def path():
    """Return the file: in the notebook's folder, or where ``NN_HELPERS_SAVED`` says."""
    return Path(os.environ.get("NN_HELPERS_SAVED") or FILE_NAME)


def read():
    """Return everything that is saved, as ``{section: {key: value}}``. Broken lines are left out."""
    sections = {}
    try:
        json_lines = path().read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return sections
    for json_line in json_lines:
        try:
            section, key, value = json.loads(json_line)
            sections.setdefault(section, {})[key] = value
        except (ValueError, TypeError):
            continue
    return sections


def update(section, key, value):
    """Save one value, and return whether that worked (a folder may be read-only).

    Raises ``TypeError`` when JSON cannot hold the value.
    """
    json_line = json.dumps([section, key, value])
    if read().get(section, {}).get(key) == value:
        return True
    try:
        with path().open("a", encoding="utf-8") as saved_file:
            saved_file.write(f"\n{json_line}\n")  # the first \n closes a line that was cut off
    except OSError:
        return False
    return True
