"""The learner's notebooks as the site has them: one cell more, which brings the course's package."""

import copy
import json

from nn_helpers.course import release
from nn_helpers.course.site.errors import SiteError

# The kernel loads the package while it starts (see settings). Then this cell has nothing left to do.
# Where that failed, it tries again, and says what is wrong.
SET_UP = """\
# Only in the browser: this brings the course's package. Run it first.
%pip install -q nn-helpers"""


def write(folder):
    """Write every learner's notebook, with the set-up cell, into an empty folder.

    Raises ``SiteError`` when a notebook holds a solution or outputs.
    """
    try:
        paths = release.learners()
    except release.ReleaseError as error:
        raise SiteError(str(error)) from None
    for path in paths:
        notebook = with_set_up(json.loads(path.read_text(encoding="utf-8")))
        text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        (folder / path.name).write_text(text, encoding="utf-8", newline="\n")


def with_set_up(notebook):
    """Return a copy of a notebook whose first code cell is the set-up cell, after title and promise.

    A notebook without code needs none.

    >>> cells = [{"cell_type": "markdown", "source": "# 01"}, {"cell_type": "code", "source": "1"}]
    >>> [cell["cell_type"] for cell in with_set_up({"cells": cells})["cells"]]
    ['markdown', 'code', 'code']
    """
    changed = copy.deepcopy(notebook)
    kinds = [cell["cell_type"] for cell in changed["cells"]]
    if "code" in kinds:
        place = kinds.index("code") if kinds[0] == "code" else 1
        changed["cells"].insert(place, _set_up_cell())
    return changed


def _set_up_cell():
    return {
        "cell_type": "code",
        "id": "set-up-in-the-browser",
        "metadata": {"tags": ["set-up"]},
        "execution_count": None,
        "outputs": [],
        "source": SET_UP.splitlines(keepends=True),
    }
