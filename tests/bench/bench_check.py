"""How long a learner waits for a check, and how often it calls a function; an older checkout beside it.

    python tests/bench/bench_check.py [OLDER]

Both checkouts judge the answers that both have in tests/check, right and wrong ones, and take turns at
every answer, so that a busy moment of the machine hits both. An answer's time is the best of three.
"""

import inspect
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parents[2]
REPEATS = 3


class Judge:
    """A process of a checkout that judges one answer after the other when asked."""

    def __init__(self, checkout, scratch):
        paths = [checkout, checkout / "tests" / "check", checkout / "tests"]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)),
               "NN_HELPERS_SAVED": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
        pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([sys.executable, __file__, "--serve"], env=env, **pipe)
        self.keys = json.loads(self.process.stdout.readline())

    def ask(self, key, what):
        """Return the seconds of one report on an answer, or the calls of it."""
        self.process.stdin.write(json.dumps([key, what]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def serve():
    """Judge the answers that are asked for, line by line."""
    import right_answers
    import wrong_answers

    from nn_helpers import check

    right = [("right", name, function) for name, function in right_answers.ANSWERS]
    wrong = [("wrong", name, function) for name, _, function in wrong_answers.ANSWERS]
    answers = {
        f"{kind} {name}\n{inspect.getsource(function)}": (name, function)
        for kind, name, function in right + wrong
        if hasattr(function, "__code__")
    }
    answers["wrong gradients, unknown"] = ("gradients", unknown)
    out, sys.stdout = sys.stdout, sys.stderr  # what an answer prints is no reply
    print(json.dumps(list(answers)), file=out, flush=True)
    for line in sys.stdin:
        key, what = json.loads(line)
        name, function = answers[key]
        measure = seconds if what == "seconds" else calls
        print(json.dumps(measure(getattr(check, name), function)), file=out, flush=True)


def unknown(params, X, Y):
    """Return gradients with a mistake that has no name, which is examined the longest."""
    from nn_helpers import network

    return network.Params(*(np.cos(g) for g in network.gradients(params, X, Y)))


def seconds(exercise, function):
    begin = time.perf_counter()
    exercise.report(function)
    return time.perf_counter() - begin


def calls(exercise, function):
    """Return how often a function's code was entered while it was judged."""
    counted = []

    def profile(frame, event, _argument):
        if event == "call" and frame.f_code is function.__code__:
            counted.append(frame.f_lineno)

    sys.setprofile(profile)
    exercise.report(function)
    sys.setprofile(None)
    return len(counted)


def main(older=None):
    from timing import machine

    with tempfile.TemporaryDirectory() as scratch:
        places = {"here": HERE, **({"older": Path(older).resolve()} if older else {})}
        judges = {n: Judge(place, Path(scratch) / n) for n, place in places.items()}
        common = [k for k in judges["here"].keys if all(k in j.keys for j in judges.values())]
        best = {}
        for key in common:
            turns = [(n, j.ask(key, "seconds")) for _ in range(REPEATS) for n, j in judges.items()]
            best[key] = {n: 1e3 * min(t for m, t in turns if m == n) for n in judges}
        wrong = [key for key in common if key.startswith("wrong gradients")]
        most = {n: [j.ask(key, "calls") for key in wrong] for n, j in judges.items()}
        for judge in judges.values():
            judge.end()
    print(machine())
    print("\n| answers | checkout | checks | median ms | 95 % are under ms | slowest ms |")
    print("|---|---|---|---|---|---|")
    for kind in ("right", "wrong"):
        for name in judges:
            times = sorted(best[key][name] for key in common if key.startswith(kind))
            row = [statistics.median(times), times[len(times) * 95 // 100], times[-1]]
            print(f"| {kind} | {name} | {len(times)} |", " | ".join(f"{ms:.1f}" for ms in row), "|")
    for name, counts in most.items():
        middle = statistics.median(counts)
        print(f"\nCalls for a wrong gradients, {name}: median {middle:g}, most {max(counts)}.")


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["--serve"] else main(*sys.argv[1:])
