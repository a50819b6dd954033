#!/usr/bin/env bash
# Which thread of a kernel runs the callback of a comm, and what a figure of a running cell has to do
# with it.
#
# One would guess that all messages of one widget are answered in one thread, the one that the page
# names, and that a figure which a cell has not finished is left alone until the cell is done.
#
# What happens in ipykernel 7.4.0: messages of a comm go to the shell whose request last made that comm
# publish. The page names a subshell in each of three messages; the first is answered in the main
# thread, later ones in the subshell's, and an assignment from a cell brings the next one back. Around
# a callback in the subshell IPython's post_execute runs, so that the inline backend shows and closes
# all open pyplot figures: the cell that had just begun one draws on, and shows nothing of its own.
#
# Versions: ipykernel 7.4.0, ipywidgets 8.1.9, matplotlib 3.11.2, matplotlib-inline as they want it.
# Source: ipykernel/comm/comm.py and kernelbase.py (shell_channel_thread_main) of that version.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    ipykernel==7.4.0 ipywidgets==8.1.9 matplotlib==3.11.2 jupyter-client
cat > "$folder/show.py" <<'PYTHON'
import sys
import time
from importlib.metadata import version

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="python3")


def outputs(request):
    """Return the text of a cell, and how many pictures came under its name."""
    text, pictures = "", 0
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        content = message["content"]
        text += content.get("text", "") if message["msg_type"] == "stream" else ""
        pictures += message["msg_type"] == "display_data" and "image/png" in content["data"]
        if content.get("execution_state") == "idle":
            return text, pictures


def cell(code):
    return outputs(client.execute(code))


client.control_channel.send(client.session.msg("create_subshell_request", {}))
subshell = client.get_control_msg(timeout=60)["content"]["subshell_id"]


def move(value):
    """Move the slider as a page does that names the subshell."""
    data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
    message = client.session.msg("comm_msg", {"comm_id": comm, "data": data})
    message["header"]["subshell_id"] = subshell
    client.shell_channel.send(message)
    time.sleep(1)


comm = cell("""
import threading, time
import ipywidgets
import matplotlib.pyplot as plt
%matplotlib inline
seen = []
slider = ipywidgets.IntSlider()
slider.observe(lambda change: seen.append(threading.current_thread().name.split("-")[0]), "value")
print(slider.comm.comm_id)
""")[0].strip()
for value in (1, 2, 3):
    move(value)
cell("slider.value = 4; seen.pop()")
for value in (5, 6):
    move(value)
threads = cell("print(*seen)")[0].split()
print("threads of the callbacks:", *threads)

drawing = client.execute("plt.plot([1, 2]); time.sleep(3); print(len(plt.get_fignums()), 'open')")
time.sleep(1)
move(7)
text, pictures = outputs(drawing)
print(f"the cell's figure after a move beside it: {text.strip()}, {pictures} shown under the cell")
for name in ("ipykernel", "ipywidgets", "matplotlib", "matplotlib-inline"):
    print(name, version(name))
client.stop_channels()
manager.shutdown_kernel(now=True)
as_seen = threads == ["MainThread", "subshell", "subshell", "MainThread", "subshell"]
as_seen = as_seen and (text.strip(), pictures) == ("0 open", 0)
sys.exit(0 if as_seen else "This is not what was seen before.")
PYTHON
"$folder/venv/bin/python" "$folder/show.py"
# Seen:
# threads of the callbacks: MainThread subshell subshell MainThread subshell
# the cell's figure after a move beside it: 0 open, 0 shown under the cell
