"""From opening a link of the site to a moved slider, next to a bare JupyterLite with one notebook.

Both on loopback, in turns, with Pyodide's files from a server that stands in for the content network,
and for the package index where the bare one asks it. Cold: a browser that has nothing. Warm: the same
browser, the page opened again. Then a drag in the lab: pictures a second.

    python tests/bench/bench_site.py [rounds]
"""

import contextlib
import hashlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
from bench_latency import WATCH, drag
from playwright.sync_api import sync_playwright
from timing import machine

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "course"))
import content_network
import pyodide_folder
from notebook_page import QUIET, chromium

from nn_helpers.course.site import settings, wheels, write

PYODIDE = f"{pyodide_folder.CONTENT_NETWORK}pyodide.mjs"
BARE = """\
import numpy as np, matplotlib.pyplot as plt
from ipywidgets import interact

def show(rate):
    x = np.linspace(0, 5, 200)
    plt.plot(x, np.exp(-rate * x))
    plt.show()

interact(show, rate=(0.1, 2.0));"""
# In the page: run some cells of the notebook, one after the other, as soon as there is a kernel.
RUN = """async places => {
    const app = window.jupyterapp, panel = app.shell.currentWidget;
    await panel.sessionContext.ready;
    for (const place of places) {
        panel.content.activeCellIndex = place;
        panel.content.deselectAll();
        await app.commands.execute('notebook:run-cell');
    }
    await panel.content.scrollToItem(places.at(-1), 'center');
}"""
OPEN = """() => window.jupyterapp?.shell.currentWidget?.content?.widgets?.length > 1
    && window.jupyterapp.shell.currentWidget.sessionContext"""


class Index(content_network.Handler):
    """The content network by name; every other name is a package index with a folder of wheels."""

    def do_GET(self):
        asked = re.match(r"/simple/([^/]+)/?$", self.path)
        if not asked:
            super().do_GET()
            return
        found = sorted(Path(self.directory, "wheels").glob(f"{asked[1].replace('-', '_')}-*.whl"))
        content = json.dumps({
            "meta": {"api-version": "1.0"}, "name": asked[1],
            "files": [{"filename": p.name, "url": f"https://{self.headers['Host']}/wheels/{p.name}",
                       "hashes": {"sha256": hashlib.sha256(p.read_bytes()).hexdigest()}}
                      for p in found],
        }).encode()  # fmt: skip
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/vnd.pypi.simple.v1+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def ours(folder):
    """Write the site; return the link, the cells to run (set-up, imports, lab), and ``steps``."""
    write.write(folder, pyodide_url=PYODIDE, compile_with=str(pyodide_folder.folder()))
    _show_app(folder)
    cells = json.loads((folder / "files/00_the_case.ipynb").read_text(encoding="utf-8"))["cells"]
    begin = ("# Only in the browser", "import numpy", "labs.the_case(")
    sources = ["".join(cell["source"]) for cell in cells]
    places = [next(i for i, s in enumerate(sources) if s.startswith(b)) for b in begin]
    return write.FIRST, places, 46  # steps to a learning rate of 0.2


def bare(folder):
    """Write a JupyterLite as one makes it for one notebook; return the link, the cells, ``steps``."""
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        (work / "contents").mkdir()
        cells = [nbformat.v4.new_code_cell(code) for code in ("%pip install -q ipywidgets", BARE)]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata.kernelspec = {"name": "python", "display_name": "Python (Pyodide)"}
        nbformat.write(notebook, work / "contents" / "one.ipynb")
        lite = {
            "jupyter-lite-schema-version": 0,
            "jupyter-config-data": {
                "litePluginSettings": {settings.KERNEL: {"pyodideUrl": PYODIDE}}
            },
        }
        (work / "jupyter-lite.json").write_text(json.dumps(lite), encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(work),
             "--output-dir", str(folder), "--contents", str(work / "contents")],
            cwd=work, check=True, capture_output=True,
        )  # fmt: skip
    _show_app(folder)
    return "lab/index.html?path=one.ipynb", [0, 1], 10


def _show_app(folder):
    """Let the page show its application object, so that the bench can run chosen cells."""
    for path in (folder / "jupyter-lite.json", folder / "lab" / "jupyter-lite.json"):
        lite = json.loads(path.read_text(encoding="utf-8"))
        lite.setdefault("jupyter-config-data", {})["exposeAppInBrowser"] = True
        path.write_text(json.dumps(lite), encoding="utf-8")


def browsers_work():
    """Return the processor's seconds of all processes of the browser.

    On a busy machine the clock says more of others than of the page.
    """
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "chrom" in process.name():
                times = process.cpu_times()
                total += times.user + times.system
    return total


def moved_slider(page, address, places):
    """Open a link, run cells, move the slider; return the seconds of each step, from the link on."""
    seconds, began, worked = {}, time.monotonic(), browsers_work()

    def lap(name):
        seconds[name] = time.monotonic() - began

    page.goto(address)
    page.wait_for_function(OPEN, timeout=120_000)
    lap("page")
    page.evaluate(RUN, places[:1])
    lap("Python, set-up")
    page.evaluate(RUN, places[1:])
    cell = page.locator(f".jp-Cell[data-windowed-list-index='{places[-1]}']")
    handle = cell.locator(".noUi-handle").first
    handle.wait_for(timeout=120_000)
    cell.locator(".jp-OutputArea img, .jp-OutputArea canvas").first.wait_for(timeout=120_000)
    lap("picture")
    page.evaluate(WATCH, cell.element_handle())
    handle.focus()
    page.evaluate("latency.clear()")
    page.keyboard.press("End")
    page.wait_for_function("latency.painted.length > 0", polling=20, timeout=60_000)
    lap("moved slider")
    seconds["processor"] = browsers_work() - worked
    return seconds, handle


def to_the_middle(page, handle, steps):
    """Bring the slider to where every position has a picture of its own, so many steps from its end."""
    handle.focus()
    page.keyboard.press("Home")
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(3000)


def measure(rounds, folder):
    """Return ``{site: {"cold": [...], "warm": [...], "drags": [...]}}``."""
    sites = {"the course": ours(folder / "ours"), "bare JupyterLite": bare(folder / "bare")}
    root = folder / "network"
    content_network.lay_out(root, pyodide_folder.folder())
    _fill_index(root / "wheels")
    found = {name: {"cold": [], "warm": [], "drags": []} for name in sites}
    with contextlib.ExitStack() as stack:
        certificate = content_network.certificate(folder)
        network = stack.enter_context(
            content_network.serving(root, 10**7, certificate, handler=Index)
        )
        server = stack.enter_context(content_network.serving(folder))
        playwright = stack.enter_context(sync_playwright())
        options = [*QUIET, *content_network.options(network.port, others=True)]
        for _ in range(rounds):
            for name, (link, places, steps) in sites.items():
                place = "ours" if name == "the course" else "bare"
                opened = playwright.chromium.launch(executable_path=chromium(), args=options)
                context = opened.new_context(viewport={"width": 1250, "height": 1000})
                for state in ("cold", "warm"):
                    page = context.new_page()
                    address = f"http://127.0.0.1:{server.port}/{place}/{link}"
                    seconds, handle = moved_slider(page, address, places)
                    found[name][state].append(seconds)
                    print(name, state, {k: round(v, 1) for k, v in seconds.items()}, flush=True)
                    if state == "warm":
                        to_the_middle(page, handle, steps)
                        found[name]["drags"].append(drag(page, handle)[0])
                    page.close()
                opened.close()
    return found


def _fill_index(folder):
    """Put what the bare one asks the package index for into a folder."""
    folder.mkdir()
    for wheel in wheels.fetched():
        shutil.copyfile(wheel, folder / wheel.name)
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder),
                    "jupyterlab_widgets"], check=True, capture_output=True)  # fmt: skip


def report(found):
    steps = ("page", "Python, set-up", "picture", "moved slider", "processor")
    print(
        f"\n| site | {' | '.join(steps)} | times bare by clock | by processor | pictures a second |"
    )
    print("|---" * 9 + "|")
    for state in ("cold", "warm"):
        middle = {
            name: {step: statistics.median(run[step] for run in runs[state]) for step in steps}
            for name, runs in found.items()
        }
        base = middle["bare JupyterLite"]
        for name, seconds in middle.items():
            times = " | ".join(f"{seconds[step]:.1f}" for step in steps)
            rate = statistics.median(found[name]["drags"])
            print(
                f"| {name}, {state} | {times} | {seconds['moved slider'] / base['moved slider']:.2f} "
                f"| {seconds['processor'] / base['processor']:.2f} | {rate:.1f} |"
            )


def main():
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        report(measure(int(sys.argv[1]) if sys.argv[1:] else 3, Path(folder)))


if __name__ == "__main__":
    main()
