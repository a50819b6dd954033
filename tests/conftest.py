"""What several tests share: a browser, a JupyterLab to open in it, and where progress is kept."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from support import ROOT, skip_unless_ci, wait_for

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser):
    parser.addoption(
        "--screenshots",
        metavar="FOLDER",
        help="save pictures of every lesson, in the light and the dark theme, to look at",
    )


@pytest.fixture(autouse=True)
def own_saved_file(tmp_path, monkeypatch):
    """Keep the tests away from the learner's saved progress."""
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "saved.json"))


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium that is installed on this machine, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        skip_unless_ci(
            "No Chromium or Chrome found on the PATH. Install one (Debian: sudo apt install "
            "chromium) and run the tests again to include the browser tests."
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield chromium
        chromium.close()


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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(8)
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"),
            *(f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly",
        ],
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")},
            "JUPYTER_TOKEN": token,
            "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
            "NN_HELPERS_SAVED": str(folder / "saved.json"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api?token={token}")
        yield Lab(address, token, folder)
    finally:
        server.terminate()
        server.wait(timeout=20)
