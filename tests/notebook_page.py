"""A notebook open in a real JupyterLab in a real browser: run it, look for errors, take pictures."""

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys

from support import wait_for

CELL = ".jp-NotebookPanel:visible .jp-Notebook .jp-Cell"
# What a learner's clicks come to: close a notebook and discard what has changed in it, shut its kernel
# down, open another one.
OPEN_ANOTHER = """path => {
    const app = window.jupyterapp;
    const open = async () => {
        app.shell.currentWidget.context.model.dirty = false;
        app.shell.currentWidget.close();
        await app.serviceManager.sessions.shutdownAll();
        const widget = await app.commands.execute('docmanager:open', {path});
        await widget.revealed;
        await widget.sessionContext.ready;
    };
    const late = done => setTimeout(() => done(new Error('it does not open')), 60000);
    return Promise.race([open(), new Promise((_, fail) => late(fail))]);
}"""
# Milliseconds between two looks at what a page is waited for. Without it Playwright looks at every frame,
# and has the browser draw 60 of them a second.
LOOKS = 100
PLACE = re.compile(r"data-windowed-list-index='(\d+)'")  # of a cell, in a selector
# A page of the site does not show its application to scripts.
GO_TO_CELL = """async index => {
    const notebook = window.jupyterapp?.shell.currentWidget?.content;
    await notebook?.scrollToItem?.(index);
}"""
# It changes the icon of the browser's tab, which no test sees, with every message to a kernel, and the
# browser fetches and decodes it each time: a tenth of its work. Benchmarks leave it as it is.
BUSY_ICON = "@jupyterlab/application-extension:faviconbusy"
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

# What JupyterLab itself logs. Anything else on the console fails a test.
KNOWN_NOISE = re.compile(
    r"favicon|ResizeObserver|Failed to load resource.*(translations|workspaces|listings|licenses)"
    r"|was preloaded using link preload|Starting application in workspace"
    # The browser kernel's extension, there for the site's tests, wants JupyterLite around it.
    r"|Shared module @jupyterlite/services doesn't exist"
)


def chromium():
    """Return the path of a Chromium that is installed on this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class NotebookPage:
    """One notebook in a browser tab."""

    def __init__(self, browser, url, dark=False):
        self.console = []
        self.page = browser.new_page(
            viewport={"width": 1250, "height": 1000},
            color_scheme="dark" if dark else "light",
        )
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.goto(url)
        self.page.wait_for_selector(CELL, timeout=60_000)
        if dark:
            self.use_dark_theme()

    def open(self, path, url):
        """Open another notebook in the same window: JupyterLab is loaded once for many notebooks.

        Where the window has been left in disorder, it is loaded anew from ``url``.
        """
        from playwright.sync_api import Error

        try:
            self.page.evaluate(OPEN_ANOTHER, path)
        except Error:
            self.page.goto(url)
        self.page.wait_for_selector(CELL, timeout=60_000)
        self.console.clear()

    def _on_console(self, message):
        if message.type == "error":
            self._note(message.text)

    def _note(self, text):
        if not KNOWN_NOISE.search(text):
            self.console.append(text)

    def menu(self, *path):
        """Choose an entry of JupyterLab's menu."""
        for place, name in enumerate(path):
            bar_or_menu = ".lm-MenuBar-item" if place == 0 else ".lm-Menu-item"
            entry = self.page.locator(bar_or_menu).filter(
                has_text=re.compile(rf"^\s*{re.escape(name)}\s*$")
            )
            entry.last.click()

    def use_dark_theme(self):
        self.menu("Settings", "Theme", "JupyterLab Dark")
        self.page.wait_for_selector('body[data-jp-theme-light="false"]', state="attached")

    def use_light_theme(self):
        self.menu("Settings", "Theme", "JupyterLab Light")
        self.page.wait_for_selector('body[data-jp-theme-light="true"]', state="attached")

    def run_all(self, timeout=120_000):
        """Run every cell and wait until the last one is done."""
        self.page.get_by_text(re.compile(r"\| Idle")).wait_for(timeout=60_000)
        started = self.page.locator(".jp-NotebookPanel:visible .jp-InputPrompt").filter(
            has_text=re.compile(r"\[[\d*]+\]")
        )
        for _ in range(5):  # a page that is still settling may swallow the first click
            self.menu("Run", "Run All Cells")
            self.page.wait_for_timeout(1500)
            if started.count():
                break
        self.page.wait_for_function(
            """() => {
                const panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
                const status = panel.querySelector('.jp-Notebook-ExecutionIndicator').dataset.status;
                const prompts = [...panel.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
                return status == 'idle' && prompts.length && prompts.every(
                    p => /\\[\\d+\\]/.test(p.textContent));
            }""",
            timeout=timeout,
            polling=LOOKS,
        )

    def run_cell(self, index, wait=True, timeout=60_000):
        """Run one cell by its place; return its text and the number of its pictures."""
        cell = self.scroll_to(f".jp-Cell[data-windowed-list-index='{index}']")
        prompt = cell.locator(".jp-InputPrompt").first.element_handle()
        # A new kernel counts from 1 again, so the number may be the same before and after.
        self.page.evaluate(
            "e => { e.dataset.ran = ''; new MutationObserver(() => { e.dataset.ran = 'yes'; })"
            ".observe(e, {childList: true, subtree: true, characterData: true}); }",
            prompt,
        )
        cell.locator(".cm-content").first.click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            "e => e.dataset.ran === 'yes'", arg=prompt, timeout=timeout, polling=LOOKS
        )
        return self.output_of(index, timeout) if wait else None

    def output_of(self, index, timeout=60_000):
        """Wait until a cell has run; return its text and the number of its pictures."""
        cell = self.scroll_to(f".jp-Cell[data-windowed-list-index='{index}']")
        self.page.wait_for_function(
            "e => /\\[\\d+\\]/.test(e.textContent)",
            arg=cell.locator(".jp-InputPrompt").first.element_handle(),
            timeout=timeout,
            polling=LOOKS,
        )
        self.page.wait_for_timeout(300)
        texts = cell.locator(".jp-OutputArea-output pre").all_inner_texts()
        return "".join(texts), cell.locator(".jp-OutputArea-output img").count()

    def scroll_to(self, selector):
        """Scroll to the selector; what is far off is not even drawn.

        JupyterLab is asked to go to the cell that a selector names by its place. To anything else the way
        leads down from the top, and every cell on it is drawn.
        """
        found = self.page.locator(selector)
        if not found.count() and (place := PLACE.search(selector)):
            self.page.evaluate(GO_TO_CELL, int(place[1]))
            for _ in range(10):
                if found.count():
                    break
                self.page.wait_for_timeout(LOOKS)
        if found.count():
            return self.at_rest(found.first)
        panel = self.page.locator(".jp-NotebookPanel:visible .jp-WindowedPanel-outer").first
        for _ in range(3):  # widgets may still be on their way
            y = 0
            while y < panel.evaluate("e => e.scrollHeight"):
                panel.evaluate("(e, y) => e.scrollTo(0, y)", y)
                self.page.wait_for_timeout(250)
                if found.count():
                    return self.at_rest(found.first)
                y += 400
        raise AssertionError(f"{selector} is nowhere in the notebook")

    def at_rest(self, found):
        """Return what was found when it is in sight and stands still: cells above it may still grow."""
        still, box = 0, None
        for _ in range(100):
            found.scroll_into_view_if_needed()
            self.page.wait_for_timeout(250)
            before, box = box, found.bounding_box()
            still = still + 1 if box == before else 0
            if still == 3:
                return found
        raise AssertionError("what was found moves on and on")

    def errors(self):
        """Return every error that is visible anywhere: in cells, in widgets, on the console."""
        shown = self.page.locator(
            ".jp-RenderedText[data-mime-type='application/vnd.jupyter.error'],"
            ".jupyter-widgets.jupyter-widget-error, .jp-RenderedText[data-mime-type*=stderr],"
            ".jp-mod-error"
        )
        broken_labs = self.page.locator(".nn-lab [role=status]").filter(
            has_text="That did not work"
        )
        return [*shown.all_text_contents(), *broken_labs.all_text_contents(), *self.console]

    def screenshots(self, folder, name):
        """Save the whole notebook as a series of pictures."""
        folder.mkdir(parents=True, exist_ok=True)
        panel = self.page.locator(".jp-NotebookPanel:visible .jp-WindowedPanel-outer").first
        height = panel.bounding_box()["height"] - 60
        i = 0
        # Cells are drawn when they come into view, so the height is only known on the way.
        while i * height < panel.evaluate("e => e.scrollHeight"):
            panel.evaluate("(e, y) => e.scrollTo(0, y)", i * height)
            self.page.wait_for_timeout(350)
            self.page.screenshot(path=folder / f"{name}-{i:02}.png")
            i += 1

    def close(self):
        self.page.close()


@contextlib.contextmanager
def serving(folder, settings=None, python=sys.executable, without=()):
    """Run a JupyterLab on a folder while the block runs; yield its address and its token.

    ``settings`` are a user's own, by the name of the plugin that they belong to. ``python`` is of the
    environment whose JupyterLab it is. ``without`` names plugins that are left out.
    """
    for plugin, values in (settings or {}).items():
        package, _, name = plugin.partition(":")
        file = folder / "settings" / package / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(8)
    config = folder / "config" / "labconfig" / "page_config.json"
    config.parent.mkdir(parents=True)
    config.write_text(json.dumps({"disabledExtensions": dict.fromkeys(without, True)}))
    server = subprocess.Popen(
        [
            *(python, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"),
            *(f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly",
            "--LabApp.expose_app_in_browser=True",
        ],
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")},
            "JUPYTER_TOKEN": token,
            "JUPYTER_CONFIG_PATH": str(folder / "config"),
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
        yield address, token
    finally:
        server.terminate()
        server.wait(timeout=20)
