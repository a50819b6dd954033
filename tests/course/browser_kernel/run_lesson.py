"""Inside Pyodide: run a notebook's cells through the kernel that JupyterLite has, and move its widgets."""

import json
import os
import shutil
import sys
import time


async def main(given):
    """Take ``{"cells": sources}``; return outputs, seconds and moves, as JSON texts."""
    given = json.loads(given)
    import pyodide_kernel

    kernel = pyodide_kernel.kernel_instance
    begin_anew(kernel.interpreter)
    kernel._parent_header = {"header": {}}
    shown = Shown(kernel.interpreter, pyodide_kernel)
    began = time.perf_counter()
    cells = [await run_cell(kernel, shown, source) for source in given["cells"]]
    seconds = time.perf_counter() - began
    moves = [move for lab in labs_of(kernel.interpreter) for move in moved(lab)]
    return json.dumps(
        {"cells": cells, "moves": moves, "seconds": seconds, "comms": shown.comms,
         "start_seconds": given["start_seconds"]}
    )  # fmt: skip


def begin_anew(interpreter):
    """Leave nothing of a lesson before: its names, its figures, and what it has saved."""
    interpreter.reset()
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
    os.chdir("/home/pyodide")
    shutil.rmtree("lesson", ignore_errors=True)
    os.makedirs("lesson")
    os.chdir("lesson")


class Shown:
    """Where the kernel sends what a cell shows: a list of outputs in the notebook format's form."""

    def __init__(self, interpreter, kernel):
        self.outputs, self.comms = [], 0
        kernel.stdout_stream.publish_stream_callback = self.stream
        kernel.stderr_stream.publish_stream_callback = self.stream
        interpreter.display_pub.display_data_callback = self.display
        interpreter.displayhook.publish_execution_result = self.result
        interpreter.send_comm = self.comm

    def stream(self, name, text):
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def display(self, data, _metadata, _transient):
        self.outputs.append({"output_type": "display_data", "data": texts_only(data)})

    def result(self, _count, data, _metadata):
        if not data:  # this kernel sends an empty result for what has displayed itself
            return
        self.outputs.append({"output_type": "execute_result", "data": texts_only(data)})

    def comm(self, *_message):
        self.comms += 1


def texts_only(data):
    """What is compared: the plain text. Pictures differ between versions of matplotlib."""
    return {"text/plain": data.get("text/plain", ""), "kinds": sorted(data)}


async def run_cell(kernel, shown, source):
    shown.outputs = []
    began = time.perf_counter()
    result = await kernel.run(source)
    error = f"{result['ename']}: {result['evalue']}" if result["status"] == "error" else ""
    return {"outputs": shown.outputs, "error": error, "seconds": time.perf_counter() - began}


def labs_of(interpreter):
    """The labs that cells have shown."""
    from nn_helpers.labs.base import Lab

    return [value for value in interpreter.user_ns["_oh"].values() if isinstance(value, Lab)]


def moved(lab):
    """Move each control that can be moved to its two ends and back; say what went wrong, and how long."""
    found = []
    for name, control in lab.controls.items():
        if getattr(control, "disabled", False):
            continue
        before = control.value
        for value in ends(control):
            began = time.perf_counter()
            control.value = value
            seconds = time.perf_counter() - began
            found.append({"lab": lab.name, "control": name, "value": str(value), "error": lab.error,
                          "said": lab.sentence, "seconds": seconds})  # fmt: skip
        control.value = before
    return found


def ends(control):
    if hasattr(control, "grid"):
        return control.grid[0], control.grid[-1]
    if hasattr(control, "options"):
        values = [o[1] if isinstance(o, tuple) else o for o in control.options]
        return values[0], values[-1]
    if isinstance(control.value, bool):
        return False, True
    return control.min, control.max
