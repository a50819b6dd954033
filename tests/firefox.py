"""The Firefox that is installed on this machine, led over WebDriver BiDi: open, evaluate, drag, press, picture.

Playwright drives builds of Firefox of its own alone, so what a page needs is spoken here. Source: W3C,
"WebDriver BiDi" (working draft).
"""

import base64
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import time

import websocket  # of websocket-client, which Jupyter's server needs itself

LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# What keeps a fresh profile from asking and from fetching things.
QUIET = """
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("remote.active-protocols", 1);
"""
# Keys that have no character, by their code points in WebDriver.
KEYS = {
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
    "Enter": "\ue007", "Shift": "\ue008",
}  # fmt: skip


def firefox():
    """Return the path of a Firefox that is installed on this machine, or None."""
    return next(filter(None, map(shutil.which, ("firefox", "firefox-esr"))), None)


class FirefoxError(Exception):
    """What Firefox answers when it cannot do what it was asked for."""


class FirefoxPage:
    """One tab of Firefox. Places on the page are in pixels of CSS, from its upper left corner."""

    def __init__(self, address, width=1366, height=768):
        self._socket = websocket.create_connection(
            f"{address}/session", suppress_origin=True, timeout=120
        )
        self._numbers = itertools.count(1)
        self._ask("session.new", capabilities={})
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        self.resize(width, height)

    def _ask(self, method, **params):
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                break
        if answer["type"] == "error":
            raise FirefoxError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def resize(self, width, height):
        viewport = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._tab, viewport=viewport)

    def goto(self, url):
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def evaluate(self, expression):
        """Return what an expression of JavaScript gives, as far as JSON can say it."""
        result = self._ask(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self._tab},
            awaitPromise=True,
        )
        if result["type"] == "exception":
            raise FirefoxError(result["exceptionDetails"]["text"])
        return json.loads(result["result"].get("value", "null"))

    def wait_for(self, expression, seconds=120):
        """Wait until an expression is true."""
        end = time.monotonic() + seconds
        while not self.evaluate(f"Boolean({expression})"):
            if time.monotonic() > end:
                raise FirefoxError(f"never true: {expression}")
            time.sleep(0.2)

    def _act(self, kind, actions, **more):
        sources = [{"type": kind, "id": kind, "actions": actions, **more}]
        self._ask("input.performActions", context=self._tab, actions=sources)

    def drag(self, begin, end, ways=8):
        """Press the mouse at one place, move it to another in several ways, and let go."""
        places = [
            [a + (b - a) * i / ways for a, b in zip(begin, end, strict=True)]
            for i in range(ways + 1)
        ]
        moves = [
            {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 30} for x, y in places
        ]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self._act("pointer", [moves[0], down, *moves[1:], up], parameters={"pointerType": "mouse"})

    def press(self, keys):
        """Press a key, or several together, such as "Shift+Enter"."""
        values = [KEYS.get(key, key) for key in keys.split("+")]
        down = [{"type": "keyDown", "value": value} for value in values]
        self._act(
            "key", [*down, *({"type": "keyUp", "value": value} for value in reversed(values))]
        )

    def screenshot(self, path):
        shot = self._ask("browsingContext.captureScreenshot", context=self._tab)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self._socket.close()


@contextlib.contextmanager
def running(path, folder):
    """Run a headless Firefox with a profile of its own in a folder; yield the address to lead it at."""
    folder.mkdir()
    (folder / "user.js").write_text(QUIET)
    words = folder / "words.txt"
    with words.open("w") as heard:
        program = subprocess.Popen(
            [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port=0"],
            stdout=subprocess.DEVNULL, stderr=heard,
        )  # fmt: skip
    try:
        for _ in range(600):
            found = LISTENS.search(words.read_text())
            if found:
                yield found[1]
                return
            if program.poll() is not None:
                break
            time.sleep(0.2)
        raise FirefoxError(f"Firefox did not start: {words.read_text()[-500:]}")
    finally:
        program.terminate()
        program.wait(timeout=30)
