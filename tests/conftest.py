"""What several tests share: a browser, a JupyterLab to open in it, where progress is kept, and the
move in the last place under which pinned figures are computed.
"""

import asyncio
import os
import re
import secrets
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from machines.moved import last_place
from notebook_page import BUSY_ICON, QUIET, NotebookPage, chromium, serving
from support import PINNED, ROOT, skip_unless_ci
from warm_kernels import warm_kernels


def pytest_addoption(parser):
    parser.addoption(
        "--every-case",
        action="store_true",
        help="try the labels of all of the clinic's cases, not of one in eight",
    )
    parser.addoption(
        "--whole-site",
        action="store_true",
        help="run every lesson and judge every answer under Pyodide, not a few; two lessons in Chromium",
    )
    parser.addoption(
        "--screenshots",
        metavar="FOLDER",
        help="save pictures of every lesson, in the light and the dark theme, to look at",
    )
    parser.addoption(
        "--last-place-seeds",
        type=int,
        default=1,
        metavar="N",
        help="in how many ways to move every exp and log by one unit in the last place",
    )


# Files that share something dear: one window of one browser, one site, reports on the same answers.
TOGETHER = {
    "browser": re.compile(r"tests/.*_browser\.py"),
    "site": re.compile(r"tests/course/test_site.*\.py"),
    "check": re.compile(r"tests/check/.*\.py"),
}


def kept_together(nodeid):
    """Return what a test stays with: its file, or files with which it shares something."""
    file = nodeid.split("::", 1)[0]
    return next((name for name, files in TOGETHER.items() if files.fullmatch(file)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give all of what shares something to one worker, so that it is made once and not once in each."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class LoadTogether(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return kept_together(nodeid)

    return LoadTogether(config, log)


@pytest.fixture(scope="module", autouse=True)
def moved_figures(request):
    """Where figures are pinned, move every exp and log by one unit: the figures come again."""
    pinned = request.path.is_relative_to(ROOT) and request.path.relative_to(ROOT).as_posix()
    if not pinned or not pinned.startswith(PINNED) or os.environ.get("LAST_PLACE_SEED"):
        yield
        return
    places = last_place.move(seed=1)
    yield
    last_place.put_back(places)


@pytest.fixture(autouse=True)
def no_loop_of_another_test(request):
    """Playwright leaves its event loop running in this thread; a lab would hand its work to it."""
    if "launch" in request.fixturenames:
        yield
        return
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture(autouse=True)
def own_saved_file(tmp_path, monkeypatch):
    """Keep the tests away from the learner's saved progress."""
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "saved.json"))


@pytest.fixture(scope="session")
def launch():
    """A function that starts the headless Chromium of this machine, with further options of its own."""
    from playwright.sync_api import sync_playwright

    found = chromium()
    if not found:
        skip_unless_ci(
            "No Chromium or Chrome found on the PATH. Install one (Debian: sudo apt install "
            "chromium) and run the tests again to include the browser tests."
        )
    with sync_playwright() as playwright:
        yield lambda *options: playwright.chromium.launch(
            executable_path=found, args=[*QUIET, *options]
        )


@pytest.fixture(scope="session")
def browser(launch):
    """A headless Chromium that is installed on this machine, driven by Playwright."""
    opened = launch()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def forking():
    """The variables of an environment in which kernels are forks of a process that has imported the course."""
    with warm_kernels({k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}) as env:
        yield env


class Lab(NamedTuple):
    """A running JupyterLab: its address, token, and the copy of the notebooks that it serves."""

    address: str
    token: str
    folder: Path

    def url(self, notebook):
        """The address of a notebook, in a workspace of its own with nothing else open."""
        workspace = f"{self.address}/lab/workspaces/{secrets.token_hex(4)}"
        return f"{workspace}/tree/notebooks/{notebook}?token={self.token}"


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory):
    """A real JupyterLab on a copy of the notebooks, as a learner would have it."""
    folder = tmp_path_factory.mktemp("learner")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    with serving(folder, without=[BUSY_ICON]) as (address, token):
        yield Lab(address, token, folder)


@pytest.fixture(scope="session")
def window(browser, jupyterlab):
    """A function that opens a notebook of this JupyterLab in one and the same window of the browser."""
    pages = []

    def open_one(notebook):
        if pages:
            pages[0].open(f"notebooks/{notebook}", jupyterlab.url(notebook))
        else:
            pages.append(NotebookPage(browser, jupyterlab.url(notebook)))
        return pages[0]

    yield open_one
    for page in pages:
        page.close()
