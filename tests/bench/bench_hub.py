"""How a JupyterHub on one machine holds a class: latency and memory with 1, 5, 10 and 20 students.

Everybody has lesson 05 open, its cells run up to the training lab, and moves a slider: the next position
as soon as the picture of the last one is there, so nobody ever pauses.
The hub is a real one with local processes, on the loopback alone. It needs a folder of its own:

    python3 -m venv HUB
    HUB/bin/pip install -r binder/requirements.txt
    HUB/bin/pip install jupyterhub
    HUB/bin/pip install --no-deps -e .
    HUB/bin/python -m nn_helpers.course.jupyterlab_settings
    npm install --prefix HUB configurable-http-proxy

    python tests/bench/bench_hub.py HUB [--students 1 5 10 20] [--browser 10] [--brief]

Linux only: memory is read from /proc. Every process that it starts is ended by its number.
"""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from hub_browser import drag_in_a_browser
from timing import machine
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

sys.path.insert(0, str(Path(__file__).parents[1]))
from support import ROOT

LESSON = ROOT / "notebooks" / "05_training.ipynb"
SLIDER = "learning_rate"
STOPS = range(46, 66)  # of the slider: rates from 0.2 to 1.8, where each has a picture of its own
MOVES = 40
PATIENCE = 20  # seconds for one picture
LIMIT = 3600  # seconds for everything, whatever happens
SYSTEM = 1.0  # GiB that are left to the system
MIB, GIB = 2**20, 2**30

CONFIG = """
c = get_config()  # noqa: F821
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub_port}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = ["{proxy}"]
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/homes/{{username}}"
c.Spawner.cmd = ["{singleuser}"]
c.Spawner.args = ["--allow-root", "--LabApp.news_url=None", "--LabApp.extension_manager=readonly"]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 4
c.JupyterHub.log_level = "WARN"
c.JupyterHub.services = [{{"name": "bench", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [{{
    "name": "bench", "services": ["bench"],
    "scopes": ["admin:users", "admin:servers", "access:servers"],
}}]
"""


def main():
    """Measure every size of class, and print the table."""
    options = parser().parse_args()
    hub = options.hub.resolve()
    for needed in (hub / "bin" / "jupyterhub", proxy_of(hub)):
        if not needed.exists():
            sys.exit(f"There is no {needed}. {__doc__}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended."))  # so that the hub is ended too
    print(machine(), "\nload before:", *(f"{load:.1f}" for load in os.getloadavg()), "\n")
    with running(hub) as (address, token, folder, pid):
        rows = asyncio.run(asyncio.wait_for(measure(address, token, folder, pid, options), LIMIT))
    print(f"\n{HEAD}", *map(row, rows), sep="\n")
    print(f"\n{room(rows[-1])}")


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    top.add_argument("hub", type=Path, help="the folder with JupyterHub and its proxy")
    top.add_argument("--students", type=int, nargs="+", default=[1, 5, 10, 20])
    top.add_argument("--brief", action="store_true", help="run only the cells that the lab needs")
    top.add_argument(
        "--browser", type=int, default=10, help="the size with a browser for one student"
    )
    return top


HEAD = (
    "| students | load before | median ms a move | p95 | in the browser, median | p95 | server MiB | kernel MiB "
    "| hub and proxy MiB | all GiB |\n" + 10 * "|---" + "|"
)


def row(found):
    """Return a line of the table."""
    waits, seen, memory = found["waits"], found["browser"], found["memory"]
    each = [memory[kind] / found["students"] / MIB for kind in ("server", "kernel")]
    middle, late = at_share(waits, 0.5), at_share(waits, 0.95)
    in_browser = [f"{at_share(seen, share):.0f}" if seen else "" for share in (0.5, 0.95)]
    fields = (found["students"], f"{found['load']:.0f}", f"{middle:.0f}", f"{late:.0f}", *in_browser,
              *(f"{size:.0f}" for size in each), f"{memory['hub'] / MIB:.0f}",
              f"{sum(memory.values()) / GIB:.1f}")  # fmt: skip
    return "| " + " | ".join(map(str, fields)) + " |"


def room(found):
    """Return in words how many students fit into 8 GiB."""
    memory = found["memory"]
    each = (memory["server"] + memory["kernel"]) / found["students"]
    fit = int(((8 - SYSTEM) * GIB - memory["hub"]) / each)
    return (
        f"A student takes {each / MIB:.0f} MiB with the lab open. Of 8 GiB, {SYSTEM:.0f} left to the "
        f"system, {fit} fit."
    )


def at_share(numbers, share):
    """Return the number below which such a share of the numbers lies."""
    if len(numbers) < 2:
        return numbers[0]
    return statistics.quantiles(numbers, n=100, method="inclusive")[round(100 * share) - 1]


# The hub -------------------------------------------------------------------------------------------


def proxy_of(hub):
    return hub / "node_modules" / ".bin" / "configurable-http-proxy"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(hub):
    """Run a hub while the block runs; yield its address, a token, its folder and its process id."""
    with tempfile.TemporaryDirectory(prefix="hub-") as name:
        folder, port, token = Path(name), free_port(), uuid.uuid4().hex
        (folder / "homes").mkdir()
        (folder / "config.py").write_text(
            CONFIG.format(
                port=port,
                hub_port=free_port(),
                proxy_port=free_port(),
                proxy=proxy_of(hub),
                folder=folder,
                singleuser=hub / "bin" / "jupyterhub-singleuser",
                token=token,
            )
        )
        # Its own session, so that what it starts can be found, and ended, as its own.
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [hub / "bin" / "jupyterhub", "-f", folder / "config.py"], cwd=folder, stdout=log,
                stderr=log, start_new_session=True,
                env={**os.environ, "PATH": f"{hub / 'bin'}:{os.environ['PATH']}"},
            )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{port}", token, folder, process.pid
        except Exception:
            print((folder / "log").read_text()[-3000:], file=sys.stderr)
            raise
        finally:
            end(process)


def end(process):
    """End the hub and everything that came from it, each by its number."""
    started = descendants(process.pid)
    process.send_signal(signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=30)
    for pid, born in started.items():
        if pid in born_now() and born_now()[pid] == born:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    process.wait(timeout=10)


def born_now():
    """Return {pid: when it was born} of all processes. A number may be used again, with a new time."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            found[int(place.name)] = (place / "stat").read_text().rsplit(")", 1)[1].split()[19]
    return found


def descendants(pid):
    """Return {pid: when it was born} of a process and all that came from it."""
    parents, found = {}, {pid}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (place / "stat").read_text().rsplit(")", 1)[1].split()
            parents[int(place.name)] = int(fields[1])
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return {one: born for one, born in born_now().items() if one in found}


def memory_of(pid):
    """Return the memory in bytes of servers, kernels, and the hub with its proxy.

    It is the proportional share: what several processes have in common is divided among them.
    """
    sums = {"server": 0, "kernel": 0, "hub": 0}
    for one in descendants(pid):
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{one}/cmdline").read_bytes()
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            kind = "kernel" if b"ipykernel" in command else "hub"
            kind = "server" if b"singleuser" in command else kind
            (share,) = (line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))
            sums[kind] += int(share) * 1024
    return sums


# A class -------------------------------------------------------------------------------------------


async def measure(address, token, folder, pid, options):
    """Let students come in one after the other, and measure whenever a size of class is reached."""
    ask, students, rows = Api(address, token), [], []
    lesson = up_to_the_lab(options.brief)
    await ask.until_it_answers()
    for count in sorted(options.students):
        load = os.getloadavg()[0]
        while len(students) < count:
            students.append(Student(f"student-{len(students)}", ask, folder, lesson))
            await students[-1].open()
        memory = memory_of(pid)
        if count == options.browser:
            waits, in_browser = await with_a_browser(address, students)
            await students[0].end_other_kernels()
        else:
            waits, in_browser = await asyncio.gather(*(s.drag(MOVES) for s in students)), []
        rows.append({"students": count, "load": load, "memory": memory, "browser": in_browser,
                     "waits": [wait for each in waits for wait in each]})  # fmt: skip
        print(row(rows[-1]), flush=True)
    return rows


async def with_a_browser(address, students):
    """Return what everybody but the first measures, and what the first sees, who has a browser."""
    stop = asyncio.Event()
    others = [asyncio.create_task(student.drag_until(stop)) for student in students[1:]]
    try:
        seen = await asyncio.to_thread(
            drag_in_a_browser, address, students[0].name, LESSON.name, MOVES
        )
    finally:
        stop.set()
        waits = await asyncio.gather(*others)
    return waits, seen


class Api:
    """The hub's and the servers' addresses, asked with the token of the bench."""

    def __init__(self, address, token):
        self.address, self.client = address, AsyncHTTPClient(force_instance=True, max_clients=50)
        self.headers = {"Authorization": f"token {token}"}

    async def __call__(self, path, method="GET", body=None):
        request = HTTPRequest(
            self.address + path, method, self.headers, None if body is None else json.dumps(body),
            request_timeout=300, allow_nonstandard_methods=True,
        )  # fmt: skip
        response = await self.client.fetch(request)
        return json.loads(response.body or b"null"), response.code

    async def until_it_answers(self):
        for _ in range(240):
            with contextlib.suppress(OSError, HTTPClientError):
                return await self("/hub/api/")
            await asyncio.sleep(0.5)
        raise RuntimeError("The hub does not answer.")


class Student:
    """One student: a server, a kernel with lesson 05 up to the training lab, and a slider."""

    def __init__(self, name, ask, folder, lesson):
        self.name, self.ask, self.lesson = name, ask, lesson
        self.home = folder / "homes" / name
        self.base = f"/user/{name}"

    async def open(self):
        """Start the server and the kernel, and run the lesson up to the lab."""
        self.home.mkdir()
        (self.home / LESSON.name).write_text(json.dumps(self.lesson), encoding="utf-8")
        await self.ask(f"/hub/api/users/{self.name}", "POST", {})
        await self.ask(f"/hub/api/users/{self.name}/server", "POST", {})
        while (
            not (await self.ask(f"/hub/api/users/{self.name}"))[0]["servers"]
            .get("", {})
            .get("ready")
        ):
            await asyncio.sleep(0.3)
        kernel, _ = await self.ask(f"{self.base}/api/kernels", "POST", {"name": "python3"})
        self.kernel = kernel["id"]
        channels = f"ws{self.ask.address[4:]}{self.base}/api/kernels/{kernel['id']}/channels"
        self.session = uuid.uuid4().hex
        request = HTTPRequest(f"{channels}?session_id={self.session}", headers=self.ask.headers)
        # By a callback: who waits for their turn must go on answering the server's pings.
        self.inbox = asyncio.Queue()
        self.connection = await websocket_connect(
            request, max_message_size=2**26, on_message_callback=self.inbox.put_nowait
        )
        self.comms = {}
        for cell in self.lesson["cells"]:
            if cell["cell_type"] == "code":
                await self.run("".join(cell["source"]))
        self.screen = next(
            c for c, state in self.comms.items() if SLIDER in state.get("sliders", ())
        )
        self.sent = 0
        await self.tell({"kind": "here", "leads": True, "frame": 0})

    async def end_other_kernels(self):
        """End the kernels that the student's browser has started."""
        for kernel in (await self.ask(f"{self.base}/api/kernels"))[0]:
            if kernel["id"] != self.kernel:
                await self.ask(f"{self.base}/api/kernels/{kernel['id']}", "DELETE")

    async def run(self, code):
        """Execute code and wait for its end. Raises ``RuntimeError`` when it fails."""
        asked = await self.send("execute_request", {
            "code": code, "silent": False, "store_history": True, "user_expressions": {},
            "allow_stdin": False, "stop_on_error": True})  # fmt: skip
        while True:
            message = await self.receive(300)
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "comm_open":
                self.comms[content["comm_id"]] = content["data"].get("state", {})
            if message["parent_header"].get("msg_id") != asked:
                continue
            if kind == "error":
                raise RuntimeError(f"{self.name}: {content['ename']}: {content['evalue']}")
            if kind == "status" and content["execution_state"] == "idle":
                return

    async def drag(self, moves):
        """Move the slider so often, each time as soon as the picture is there; return milliseconds."""
        return [await self.move(number) for number in range(moves)]

    async def drag_until(self, stop):
        waits = []
        while not stop.is_set():
            waits.append(await self.move(len(waits)))
        return waits

    async def move(self, number):
        """Set the slider as its page does, and return the milliseconds to the new picture."""
        there = number % (2 * len(STOPS) - 2)
        stop = STOPS[min(there, 2 * len(STOPS) - 2 - there)]
        self.sent += 1
        begin = time.perf_counter()
        await self.tell({"kind": "slide", "name": SLIDER, "place": stop, "n": self.sent})
        while True:
            message = await self.receive(PATIENCE)
            content = message["content"].get("data", {}).get("content", {})
            if content.get("kind") == "frame" and content["answers"].get(self.name, 0) >= self.sent:
                return 1000 * (time.perf_counter() - begin)

    async def tell(self, content):
        """Send a message of the lab's screen, see ``nn_helpers/labs/screen.py``."""
        data = {"method": "custom", "content": {**content, "page": self.name}}
        await self.send("comm_msg", {"comm_id": self.screen, "data": data})

    async def send(self, kind, content):
        header = {"msg_id": uuid.uuid4().hex, "username": self.name, "session": self.session,
                  "msg_type": kind, "version": "5.3", "date": "2026-01-01T00:00:00Z"}  # fmt: skip
        await self.connection.write_message(json.dumps({
            "channel": "shell", "header": header, "parent_header": {}, "metadata": {},
            "content": content, "buffers": []}))  # fmt: skip
        return header["msg_id"]

    async def receive(self, seconds):
        """Return the next message, without its buffers."""
        frame = await asyncio.wait_for(self.inbox.get(), seconds)
        if frame is None:
            raise RuntimeError(f"{self.name}: the kernel's connection was closed.")
        if isinstance(frame, str):
            return json.loads(frame)
        (parts,) = struct.unpack("!i", frame[:4])
        begins = (*struct.unpack(f"!{parts}i", frame[4 : 4 * (parts + 1)]), len(frame))
        return json.loads(frame[begins[0] : begins[1]])


def up_to_the_lab(brief):
    """Return the learner's lesson, cut off after the cell with the training lab.

    ``brief`` leaves only the cells that the lab itself needs: twenty lessons take long to run.
    """
    lesson = json.loads(LESSON.read_text(encoding="utf-8"))
    codes = ["".join(cell["source"]) for cell in lesson["cells"]]
    (at,) = [i for i, code in enumerate(codes) if code.startswith("labs.training(")]
    needed = ("import ", "labs.training(", "def train(")
    kept = [i for i in range(at + 1) if not brief or codes[i].startswith(needed)]
    return {**lesson, "cells": [lesson["cells"][i] for i in kept]}


if __name__ == "__main__":
    main()
