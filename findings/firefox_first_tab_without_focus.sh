#!/usr/bin/env bash
# The first tab of a headless Firefox never has the focus; a tab that is opened later has it.
#
# One would guess: after WebDriver BiDi's browsingContext.activate has answered without an error, the
# document of that tab has the focus, whichever tab it is. The draft says that the command activates and
# focuses a top-level context.
# What happens: in the tab that a headless Firefox starts with, document.hasFocus() stays false after the
# command, and after a click as well. In a tab that browsingContext.create makes it is true from the start.
# Events of the focus (focusin, focusout) do not come in the first tab, so a page that follows them, such
# as JupyterLab's notebook, takes keys for another cell than the one with the focus.
# What helps: make a tab, and drive that one.
# Versions: Firefox 153.8.0esr (Debian), websocket-client 1.9.2.
# Source: W3C, "WebDriver BiDi" (working draft); seen by running.
set -euo pipefail
firefox=$(command -v firefox || command -v firefox-esr) || { echo "No Firefox here."; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet websocket-client==1.9.2
"$firefox" --version
"$folder/venv/bin/python" - "$firefox" "$folder/profile" <<'PY'
import itertools
import json
import pathlib
import re
import subprocess
import sys
import time

import websocket

path, profile = sys.argv[1], pathlib.Path(sys.argv[2])
profile.mkdir()
words = profile / "words.txt"
with words.open("w") as heard:
    program = subprocess.Popen(
        [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"],
        stdout=subprocess.DEVNULL, stderr=heard,
    )  # fmt: skip
numbers = itertools.count(1)


def ask(method, **params):
    number = next(numbers)
    line.send(json.dumps({"id": number, "method": method, "params": params}))
    while True:
        answer = json.loads(line.recv())
        if answer.get("id") == number:
            assert answer["type"] == "success", answer
            return answer["result"]


def click(tab):
    down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
    actions = [{"type": "pointerMove", "x": 20, "y": 20}, down, up]
    source = {"type": "pointer", "id": "mouse", "actions": actions}
    ask("input.performActions", context=tab, actions=[source])


def has_focus(tab):
    ask("browsingContext.activate", context=tab)
    click(tab)
    time.sleep(1)
    target = {"context": tab}
    asked = ask("script.evaluate", expression="document.hasFocus()", target=target, awaitPromise=False)
    return asked["result"]["value"]


try:
    for _ in range(300):
        found = re.search(r"WebDriver BiDi listening on (ws://\S+)", words.read_text())
        if found:
            break
        time.sleep(0.2)
    line = websocket.create_connection(f"{found[1]}/session", suppress_origin=True, timeout=60)
    ask("session.new", capabilities={})
    first = has_focus(ask("browsingContext.getTree")["contexts"][0]["context"])
    print("the first tab has the focus:", first)
    second = has_focus(ask("browsingContext.create", type="tab")["context"])
    print("a tab that was made has the focus:", second)
    line.close()
finally:
    program.terminate()
    program.wait(timeout=30)
sys.exit(0 if (first, second) == (False, True) else 1)
PY
echo "As described."
