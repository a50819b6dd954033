"""Every solved lesson under Pyodide in Node, and here: what differs, and how long each takes.

python tests/bench/bench_site_lessons.py [how lessons begin, such as 03; all if absent]
"""

import sys
import tempfile
import time
from pathlib import Path

import nbformat
from timing import machine

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "course"))
import in_pyodide
import pyodide_folder
from machines.stored import code_cells, ignored, texts

from nn_helpers.course import build
from nn_helpers.course.site import notebooks, write

HEAD = "| lesson | cells | differ | moves of controls | of them failed | slowest move, ms | seconds there | here |"


def row(source, site):
    """Return the row of a lesson, and what differs."""
    stored = nbformat.read(build.solved_path(source), as_version=4)
    cells = code_cells(stored)
    ran = in_pyodide.run(
        "run_lesson.py", {"cells": [notebooks.SET_UP, *(c.source for c in cells)]}, site
    )
    differ = [
        (cell.source, there["error"] or texts(nbformat.from_dict(there)))
        for cell, there in zip(cells, ran["cells"][1:], strict=True)
        if there["error"] or (not ignored(cell) and texts(nbformat.from_dict(there)) != texts(cell))
    ]
    failed = [move for move in ran["moves"] if move["error"] or not move["said"]]
    slowest = max((move["seconds"] for move in ran["moves"]), default=0)
    began = time.perf_counter()
    build.execute(stored, build.NOTEBOOKS)
    here = time.perf_counter() - began
    text = (
        f"| {source.stem[:2]} | {len(cells)} | {len(differ)} | {len(ran['moves'])} | {len(failed)} "
        f"| {1000 * slowest:.0f} | {ran['start_seconds']:.0f} + {ran['seconds']:.1f} | {here:.1f} |"
    )
    return text, [*differ, *failed]


def main():
    print(machine(), f"\n\n{HEAD}\n" + "|---" * 8 + "|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write.write(site, compile_with=str(pyodide_folder.folder()))
        for source in build.chosen(sys.argv[1:]):
            text, wrong = row(source, site)
            print(text, *wrong, sep="\n", flush=True)


if __name__ == "__main__":
    main()
