"""Crew: one loop shares jobs out to Helper processes: a lesson kept warm, and slots that judge.

Everything they say comes into one queue, so nothing here needs a lock.
"""

import contextlib
import json
import queue
import subprocess
import sys
import threading
from collections import defaultdict, deque

from nn_helpers.course.grading import snapshots

WARMING = 2  # lessons that are run up at once
TRIES = 2  # of a submission whose judge is lost


class Helper:
    """A process that reads lines and writes lines; what it writes goes into a queue, and then None."""

    def __init__(self, module, arguments, events, folder):
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"nn_helpers.course.grading.{module}", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=snapshots.environment(folder),
            text=True,
        )
        self.said = deque(maxlen=20)  # the end of its error output
        for read in (self._read, self._read_errors):
            threading.Thread(target=read, args=(events,), daemon=True).start()

    def _read(self, events):
        for line in self.process.stdout:
            events.put((self, line.strip()))
        events.put((self, None))

    def _read_errors(self, _events):
        self.said.extend(self.process.stderr)

    def tell(self, message):
        """Send a line; one that is gone already will be noticed by its end."""
        try:
            self.process.stdin.write(json.dumps(message) + "\n")
            self.process.stdin.flush()
        except OSError:
            return

    def end(self):
        """Let it end: it does when there is nothing more to read."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()

    def wait(self):
        """Wait for its end; one that does not end by itself is ended."""
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Crew:
    """Runs jobs. ``orders`` holds what every lesson is told; ``done(job, result)`` hears of each job."""

    def __init__(self, orders, jobs, slots, done):
        self.orders, self.done = orders, done
        self.events = queue.Queue()
        self.by_lesson = defaultdict(deque)
        for job in jobs:
            self.by_lesson[job["lesson"]].append(job)
        self.to_warm = deque(sorted(self.by_lesson))
        self.warming, self.ready, self.lessons = {}, set(), {}
        self.left = len(jobs)
        self.slots = min(slots, len(jobs))
        self.busy, self.idle, self.running = {}, [], {}

    def run(self):
        """Run all jobs to their end."""
        try:
            for number in range(self.slots):
                self._new_slot(number)
            self._warm()
            while self.left:
                self._hear(*self.events.get())
        finally:
            helpers = (*self.running, *self.lessons.values())
            for helper in helpers:
                helper.end()
            for helper in helpers:
                helper.wait()

    def _new_slot(self, number):
        helper = Helper("slot", [str(number)], self.events, self.orders["folder"])
        self.running[helper] = number
        self.idle.append(helper)

    def _warm(self):
        if self.orders["fresh"] is not None:  # nothing is kept warm here
            self.ready |= set(self.to_warm)
            self.to_warm.clear()
            self._share_out()
        while self.to_warm and len(self.warming) < WARMING:
            lesson = self.to_warm.popleft()
            helper = Helper("snapshots", [], self.events, self.orders["folder"])
            names = {e["name"] for job in self.by_lesson[lesson] for e in job["exercises"]}
            until = self.orders["order"][lesson]
            until = [name for name in until if name in names][-1]
            told = {k: v for k, v in self.orders.items() if k not in ("order", "seeds")}
            helper.tell({**told, "lesson": lesson, "until": until,
                         "allowed": self.orders["allowed"][lesson]})  # fmt: skip
            self.warming[helper] = (lesson, until)
            self.lessons[lesson] = helper

    def _hear(self, helper, line):
        if helper in self.running:
            self._slot_said(helper, line)
        elif helper in self.warming:
            self._lesson_said(helper, line)
        elif line is None:
            self._lesson_lost(helper)
        self._share_out()

    def _lesson_said(self, helper, line):
        lesson, until = self.warming[helper]
        if line is None:
            del self.warming[helper]
            self._lesson_lost(helper)
            self._warm()
        elif line == until:
            del self.warming[helper]
            self.ready.add(lesson)
            self._warm()

    def _lesson_lost(self, helper):
        lesson = next((name for name, h in self.lessons.items() if h is helper), None)
        self.ready.discard(lesson)
        waiting = self.by_lesson.get(lesson, deque())
        while waiting:
            self._finish(waiting.popleft(), {"failed": "".join(helper.said)[-2000:]})

    def _slot_said(self, helper, line):
        job = self.busy.pop(helper, None)
        if line is None:
            number = self.running.pop(helper)
            if helper in self.idle:
                self.idle.remove(helper)
            if job and job.get("tries", 1) < TRIES:
                self.by_lesson[job["lesson"]].append({**job, "tries": TRIES})
            elif job:
                self._finish(job, {"failed": "".join(helper.said)[-2000:]})
            if self.left:
                self._new_slot(number)
            return
        self.idle.append(helper)
        self._finish(job, json.loads(line))

    def _finish(self, job, result):
        self.left -= 1
        self.done(job, result)
        lesson = job["lesson"]
        if not self.by_lesson[lesson] and not any(
            j["lesson"] == lesson for j in self.busy.values()
        ):
            self.ready.discard(lesson)
            if lesson in self.lessons:
                self.lessons[lesson].end()

    def _share_out(self):
        for lesson in sorted(self.ready):
            while self.idle and self.by_lesson[lesson]:
                helper = self.idle.pop()
                job = self.by_lesson[lesson].popleft()
                self.busy[helper] = job
                helper.tell(job)
