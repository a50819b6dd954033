"""The training lab over a slow line, here and in an older checkout, in turns.

    python tests/bench/bench_slow_line.py ../older [rounds]

Between the page and each JupyterLab stands a proxy on loopback that is switched to 150 ms of round
trip and 2 Mbit/s once the page is there. Both checkouts have their own ``.venv``.
"""

import argparse
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from bench_latency import LAB, WATCH, drag, single_moves
from playwright.sync_api import sync_playwright
from slow_line import SlowLine
from timing import machine

sys.path.insert(0, str(Path(__file__).parents[1]))
from notebook_page import QUIET, NotebookPage, chromium, serving

HERE = Path(__file__).resolve().parents[2]


class Build:
    """A checkout's training lab, open in a page behind a slow line."""

    def __init__(self, stack, browser, course):
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "notebooks").mkdir()
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(LAB)])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, folder / "notebooks" / "lab.ipynb")
        python = course / ".venv" / "bin" / "python"
        address, token = stack.enter_context(serving(folder, python=str(python)))
        self.line = stack.enter_context(SlowLine(urlsplit(address).port))
        url = f"http://127.0.0.1:{self.line.port}/lab/tree/notebooks/lab.ipynb?token={token}"
        self.opened = NotebookPage(browser, url)
        self.opened.run_all()
        self.waits, self.drags, self.bytes = [], [], []

    def measure(self):
        """Move the slider by keys and by dragging while the line is slow."""
        page = self.opened.page
        page.bring_to_front()
        cell = page.locator(".jp-Cell[data-windowed-list-index='0']")
        page.evaluate(WATCH, cell.element_handle())
        handle = cell.locator(".noUi-handle").first
        handle.scroll_into_view_if_needed()
        self.line.on = True
        self.waits += single_moves(page, handle, moves=12)
        before = self.line.passed
        self.drags.append(drag(page, handle, seconds=6.0))
        self.bytes.append((self.line.passed - before) / max(1.0, 6.0 * self.drags[-1][0]))
        self.line.on = False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("older", type=Path, help="the checkout to compare with")
    parser.add_argument("rounds", type=int, nargs="?", default=3)
    asked = parser.parse_args()
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        builds = {
            "older": Build(stack, browser, asked.older.resolve()),
            "here": Build(stack, browser, HERE),
        }
        for _ in range(asked.rounds):
            for build in builds.values():
                build.measure()
        for build in builds.values():
            print("errors on the page:", build.opened.errors() or "none")
        browser.close()
    report(builds)


def report(builds):
    """Print the table and the ratio."""
    print(
        "| build | one move, median ms | pictures a second | release to last ms | bytes a picture |"
    )
    print("|---|---|---|---|---|")
    rates = {}
    for name, build in builds.items():
        rates[name] = statistics.median(rate for rate, _, _ in build.drags)
        last = statistics.median(last for _, last, _ in build.drags)
        print(
            f"| {name} | {statistics.median(build.waits):.0f} | {rates[name]:.1f} | {last:.0f} "
            f"| {statistics.median(build.bytes):.0f} |"
        )
    print(f"\n{rates['here'] / rates['older']:.1f} times the pictures a second. {machine()}")


if __name__ == "__main__":
    main()
