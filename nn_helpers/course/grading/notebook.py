"""Read a handed-in notebook's cells (read_apart, grade_id), whatever is in the file; Unreadable.

Outputs are never looked at. In a large file their long texts are cut out before it is parsed.
"""

import json
import mmap
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

LARGE = 4 * 2**20  # bytes; smaller files are parsed as they are
TOO_LARGE = 512 * 2**20
LONG = 200_000  # characters of one text; no cell that somebody typed is that long
# A list of texts that is no cell's code, or one text. Possessive, so that nothing is tried twice.
TEXT = rb'"(?:[^"\\]++|\\.)*+"'
PARTS = re.compile(
    rb'"(?!source"|tags")[^"\\]*+"\s*+:\s*+\[\s*+(?:' + TEXT + rb"\s*+,?\s*+)++\]|" + TEXT,
    re.DOTALL,
)


class Unreadable(Exception):
    """The file is no notebook. Holds a slug, and words for teacher and student."""

    def __init__(self, slug, text):
        super().__init__(text)
        self.slug = slug


@dataclass(frozen=True)
class Cell:
    """A code cell: its source, its id, the nbgrader id and the tags in its metadata."""

    source: str
    id: str = ""
    grade_id: str = ""
    tags: tuple = field(default=())

    @property
    def names(self):
        """Both ids, that of the cell and that of nbgrader: an editor may lose one."""
        return {self.id, self.grade_id} - {""}


def read(path):
    """Return (cells, title): the code cells of a notebook file, and its first heading or "".

    Raises ``Unreadable`` for an empty file, broken JSON, and what is no notebook.
    """
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty-file", "The file is empty. Save the notebook and hand it in again.")
    if size > TOO_LARGE:
        raise Unreadable("too-large", f"The file has {size / 2**20:.0f} MB. Clear all outputs.")
    try:
        content = json.loads(_text(path, size))
    except (ValueError, RecursionError):
        raise Unreadable(
            "broken-json",
            "The file is not a whole notebook (its JSON is broken). Open the notebook, save it, and "
            "hand it in again.",
        ) from None
    except MemoryError:
        raise Unreadable("too-large", "The file is too large. Clear all outputs.") from None
    return _cells(content)


def read_apart(path, megabytes=300):
    """Return what ``read`` returns; a large file is read in a process of its own, with limited memory."""
    try:
        if path.stat().st_size <= LARGE:
            return read(path)
    except OSError as error:
        raise Unreadable(
            "cannot-be-opened", f"The file cannot be opened: {error.strerror}."
        ) from None
    command = [sys.executable, "-m", __name__, str(path), str(megabytes)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise Unreadable("too-large", "The file is too large to read. Clear all outputs.")
    told = json.loads(done.stdout)
    if "slug" in told:
        raise Unreadable(told["slug"], told["text"])
    return [Cell(**{**cell, "tags": tuple(cell["tags"])}) for cell in told["cells"]], told["title"]


def main(arguments):
    """Read one file under a limit of memory, and print its cells as JSON."""
    limit_memory(int(arguments[1]))
    try:
        cells, title = read(Path(arguments[0]))
        told = {"cells": [asdict(cell) for cell in cells], "title": title}
    except Unreadable as error:
        told = {"slug": error.slug, "text": str(error)}
    print(json.dumps(told))


def limit_memory(megabytes):
    """Allow this process so much memory besides the file itself, where the system can."""
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        most = used + (megabytes << 20) + TOO_LARGE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        return


def _text(path, size):
    if size <= LARGE:
        return path.read_bytes()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return PARTS.sub(_shortened, data)


def _shortened(found):
    """Return a part of the file as it is, or emptied when it is long."""
    if found.end() - found.start() <= LONG:
        return found[0]
    data, start = found.string, found.start()
    if data[found.end() - 1 : found.end()] == b'"':
        return b'""'
    bracket = data.find(b"[", start)
    return data[start:bracket] + b"[]"


def _cells(content):
    if isinstance(content, dict) and isinstance(content.get("worksheets"), list):  # format 3
        sheets = [s for s in content["worksheets"] if isinstance(s, dict)]
        content = {"cells": [cell for s in sheets for cell in s.get("cells") or ()]}
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise Unreadable("not-a-notebook", "The file holds JSON, but no notebook.")
    cells, title = [], ""
    for cell in content["cells"]:
        if not isinstance(cell, dict):
            continue
        source = cell.get("source", cell.get("input", ""))
        source = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
        if cell.get("cell_type") == "code":
            cells.append(_code_cell(cell, source))
        elif not title and (heading := re.search(r"^# +(.+)$", source, re.MULTILINE)):
            title = heading[1].strip()
    return cells, title


def _code_cell(cell, source):
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    grader = metadata.get("nbgrader")
    grade_id = grader.get("grade_id", "") if isinstance(grader, dict) else ""
    tags = metadata.get("tags")
    return Cell(
        source,
        str(cell.get("id") or ""),
        str(grade_id or ""),
        tuple(map(str, tags)) if isinstance(tags, list) else (),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
