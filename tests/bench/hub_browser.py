"""A student of ``bench_hub.py`` in a real browser: log in, run the lesson, move the slider by keys."""

import sys
from pathlib import Path

from bench_latency import WATCH, single_moves
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from notebook_page import QUIET, NotebookPage, chromium


class LoggedIn:
    """A browser whose new pages are logged in to a hub that takes any password."""

    def __init__(self, browser, address, name):
        self.browser, self.address, self.name = browser, address, name

    def new_page(self, **options):
        page = self.browser.new_page(**options)
        page.goto(f"{self.address}/hub/login")
        page.fill("input[name=username]", self.name)
        page.fill("input[name=password]", "any")
        page.click("#login_submit")
        page.wait_for_url(f"**/user/{self.name}/**", timeout=60_000)
        return page


def drag_in_a_browser(address, name, notebook, moves):
    """Return milliseconds from each key press to the frame that shows the changed picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        url = f"{address}/user/{name}/lab/tree/{notebook}"
        opened = NotebookPage(LoggedIn(browser, address, name), url)
        opened.run_all(timeout=300_000)
        last = opened.page.locator(".jp-NotebookPanel:visible .jp-Cell").last
        last.scroll_into_view_if_needed()
        opened.page.wait_for_timeout(1000)
        lab = opened.page.locator(".jp-Cell:has(.nn-lab)").last
        opened.page.evaluate(WATCH, lab.element_handle())
        waits = single_moves(opened.page, lab.locator(".noUi-handle").first, moves)
        print("errors on the page:", opened.errors() or "none")
        browser.close()
    return waits
