#!/usr/bin/env bash
# A cost of infinity or nan in a widget's state arrives on the page as the text "inf" or "nan".
#
# One would guess: a number that JSON cannot hold is refused with an error, or arrives as null (JavaScript's JSON) or as
# the bare word Infinity (Python's json). One guesses, too, that one such number leaves the others alone.
# What happens: jupyter_client cleans the whole message and sends again. Each inf and nan becomes a string, the type changes
# in the middle of a list of numbers. A warning about a deprecated message stands under the first cell that does so; later
# ones show nothing. A page that then takes the largest of the list, or draws it, compares numbers with text. Training that
# has diverged is where one meets it.
# What helps: send arrays as binary buffers (they hold inf and nan), or null, chosen by oneself.
# Versions: ipywidgets 8.1.9, ipykernel 7.4.0, jupyter_client 8.10.0.
# Source: seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ipywidgets==8.1.9 ipykernel==7.4.0 jupyter_client==8.10.0
"$folder/venv/bin/python" - <<'PY'
import jupyter_client
from jupyter_client.manager import start_new_kernel

CELL = """
import ipywidgets
from traitlets import List

class Costs(ipywidgets.DOMWidget):
    values = List([0.0]).tag(sync=True)

costs = Costs()
costs.values = [0.5, 2.0, float("inf"), float("nan")]
"""
AGAIN = 'costs.values = [0.5, float("inf")]'


def run(client, code):
    """Run a cell; return the last values that it sent to the page, and the texts it showed."""
    asked, sent, texts = client.execute(code), None, []
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != asked:
            continue
        content = message["content"]
        if message["msg_type"] == "comm_msg":
            sent = content["data"].get("state", {}).get("values", sent)
        if message["msg_type"] in ("error", "stream"):
            texts.append(content.get("text", content.get("evalue")))
        if content.get("execution_state") == "idle":
            return sent, "".join(texts)


manager, client = start_new_kernel()
try:
    (first, warned), (later, nothing) = run(client, CELL), run(client, AGAIN)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print("jupyter_client", jupyter_client.__version__, "sent", first, "then", later)
print("a warning under the first cell:", "not JSON compliant" in warned, "- under the second:", bool(nothing))
assert (first, later, nothing) == ([0.5, 2.0, "inf", "nan"], [0.5, "inf"], ""), "this has changed"
assert "not JSON compliant" in warned, "this has changed"
PY
