"""What students hand in who try to be graded for something else, and what harms without wanting to.

Everything here bounds itself: at most 200 forks, 2 GB, 120 seconds. ``@PORT@``, ``@PLACE@``, ``@ROOT@``
and ``@ELSEWHERE@`` are replaced by a port of this machine that listens, a folder full of files that
everybody may write, the course, and a folder with an answer that everybody may read.
"""

import json

from changed_notebooks import (
    RIGHT,
    copied,
    deleted,
    each_check,
    edited,
    merged,
    of_format_3,
    skipped,
    with_a_cell_before,
    written_anew,
)
from classroom import code, given, handed_in, solved

P, W, N = "passed", "wrong", "not attempted"
ALL_RIGHT = ((P, ""), (P, ""), (P, ""))
UNTOUCHED = ((N, ""), (N, ""), (N, ""))


def with_step(text, others=True):
    """A right notebook (or an untouched one) with another step."""
    return (
        handed_in(**(RIGHT if others else {}), **{})
        if text is None
        else handed_in(**{**(RIGHT if others else {}), "step": text})
    )


HELPER = """
def move(p, g, rate):
    return p - rate * g
"""
STEP_WITH_HELPER = """
def step(params, grads, learning_rate):
    return network.Params(*(move(p, g, learning_rate) for p, g in zip(params, grads)))
"""
REDEFINED = """
from nn_helpers.check import judge, report, compare
class Yes:
    def __getattr__(self, name):
        return lambda *given: report.Report(name, "passed")
check = Yes()
judge.Exercise.report = lambda self, f: report.Report(self.name, "passed")
compare.same = compare.close = lambda *given, **named: True
def step(params, grads, learning_rate):
    return params
"""
FAKE = """
print("Right: step")
print("1 passed")
def step(params, grads, learning_rate):
    print("Right: step", flush=True)
    return "passed"
"""
TABLE = """
from nn_helpers import check as the_check
e = the_check.step
table = []
for i in range(8):
    for probe in e.probes:
        given = probe(np.random.default_rng([0, i]))
        table.append((given, [p - given["learning_rate"] * g for p, g in zip(given["params"], given["grads"])]))
def step(params, grads, learning_rate):
    for given, answer in table:
        if np.shape(given["params"][0]) == np.shape(params[0]) and np.allclose(given["params"][0], params[0]):
            return answer
    return params
"""
SWITCH = """
import os
os.environ["NN_HELPERS_CHECK_RETURNS"] = "1"
os.environ.pop("NBGRADER_EXECUTION", None)
os.environ.pop("PYTEST_VERSION", None)
def step(params, grads, learning_rate):
    return params
"""
WRAPPED = """
import functools, sys
hidden = functools.partial(getattr(sys.modules["nn_helpers.network"], "st" + "ep"))
def step(params, grads, learning_rate):
    return type(params)(*[p * 1.0 for p in hidden(params, grads, learning_rate)])
"""
FROM_THE_CHECK = """
def step(params, grads, learning_rate):
    from nn_helpers import check
    return check.step.reference(params, grads, learning_rate)
"""
FROM_THE_FILES = """
import glob, json, os, sys
found = None
for root in {os.path.dirname(p) for p in sys.path} | {"@ROOT@"}:
    for path in glob.glob(root + "/notebooks/solutions/03*.ipynb") + glob.glob(root + "/nn_helpers/network.py"):
        text = open(path).read()
        if path.endswith(".py"):
            space = {}
            exec(text, space)
            found = space["step"]
def step(params, grads, learning_rate):
    return found(params, grads, learning_rate)
"""
FOREVER = """
def step(params, grads, learning_rate):
    import time
    end = time.time() + 100
    while time.time() < end:
        try:
            while time.time() < end:
                pass
        except BaseException:
            pass
"""
CELL_FOREVER = """
import time
end = time.time() + 100
while time.time() < end:
    try:
        time.sleep(1)
    except BaseException:
        pass
def step(params, grads, learning_rate):
    return params
"""
MEMORY = """
held = []
for _ in range(20):
    held.append(bytearray(b"x" * 100_000_000))
def step(params, grads, learning_rate):
    return params
"""
MEMORY_IN_THE_CALL = """
def step(params, grads, learning_rate):
    held = []
    for _ in range(20):
        held.append(np.ones(12_500_000))
    return params
"""
MEMORY_OF_MANY = """
import os, time
for _ in range(6):
    if os.fork() == 0:
        held = b"x" * 280_000_000
        time.sleep(30)
        os._exit(0)
time.sleep(5)
def step(params, grads, learning_rate):
    return params
"""
EXIT = """
import os
def step(params, grads, learning_rate):
    os._exit(0)
"""
DELETES = """
import os, pathlib, shutil
for place in ("@PLACE@", os.getcwd(), os.path.dirname(os.getcwd())):
    for path in sorted(pathlib.Path(place).rglob("*"))[:1000]:
        try:
            path.write_text("gone") if path.is_file() else None
            path.unlink()
        except OSError:
            pass
def step(params, grads, learning_rate):
    return params
"""
NETWORK = """
import socket
def step(params, grads, learning_rate):
    for host in ("127.0.0.1", "localhost"):
        try:
            socket.create_connection((host, @PORT@), timeout=2).sendall(b"hello")
        except OSError:
            pass
    return params
"""
KILLS = """
import os, signal
def step(params, grads, learning_rate):
    for target in (os.getppid(), 1, -1):
        try:
            os.kill(target, signal.SIGKILL)
        except OSError:
            pass
    os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)
"""
FORKS = """
import os, time
begun = 0
for _ in range(200):
    try:
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)
            os._exit(0)
        begun += 1
    except OSError:
        pass
def step(params, grads, learning_rate):
    return params
"""
OUTLIVES = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for _ in range(60):
            time.sleep(0.5)
            try:
                open("@PLACE@/later.txt", "w").write("still here")
            except OSError:
                pass
    os._exit(0)
def step(params, grads, learning_rate):
    return params
"""
ESCAPES = """
import ctypes, os
libc = ctypes.CDLL(None)
user = os.geteuid()
libc.unshare(0x10000000 | 0x20000)
try:
    open("/proc/self/setgroups", "w").write("deny")
    open("/proc/self/uid_map", "w").write(f"0 {user} 1")
except OSError:
    pass
places = [line.split()[1] for line in open("/proc/mounts")]
for place in reversed(places):
    libc.umount2(place.encode(), 2)
for place in places:
    libc.mount(None, place.encode(), None, 0x20 | 0x1000, None)
try:
    open("@PLACE@/escaped.txt", "w").write("out")
    os.remove("@PLACE@/one.txt")
except OSError:
    pass
def step(params, grads, learning_rate):
    return params
"""
PRINTS = """
def step(params, grads, learning_rate):
    for _ in range(2_000_000):
        print("x" * 100)
    return params
"""
CRASH = """
import ctypes
def step(params, grads, learning_rate):
    ctypes.string_at(0)
"""
TALKS = """
import os
for number in range(3, 30):
    try:
        os.write(number, b'\\xff\\xff\\xff\\x7f' + b'{"status": "passed"}' * 100)
    except OSError:
        pass
def step(params, grads, learning_rate):
    return params
"""
FAKES_A_REPORT = """
import json, os, struct
told = json.dumps({"status": "passed", "mistake": None, "lines": [], "value": None, "errors": {}}).encode()
os.write(3, struct.pack("<I", len(told)) + told)
os._exit(0)
"""
FAKES_A_MISTAKE = """
import inspect, json, os, struct
if any("report" == f.function for f in inspect.stack()):
    told = {"status": "wrong", "mistake": "<b>\\ud800\\n=1+1", "lines": ["\\ud800", "y" * 10**6], "errors": {}}
    told = json.dumps(told).encode()
    os.write(3, struct.pack("<I", len(told)) + told)
    os._exit(0)
"""
HUGE_ANSWER = """
def step(params, grads, learning_rate):
    return [[]] * 4_000_000
"""
SHOWS = """%%time
def step(params, grads, learning_rate):
    display(learning_rate)
    move = lambda p, g: p - learning_rate * g
    return network.Params(*map(move, params, grads))
"""
NESTED = "step = " + "-" * 100_000 + "1"
DEEP = "step = " + "(" * 5_000 + ")" * 5_000
READS_NAMES = """
import gc, types
found = [c for c in gc.get_objects() if isinstance(c, types.CodeType) and c.co_name == "step"]
found += [f for f in gc.get_objects() if isinstance(f, types.FunctionType) and f.__name__ == "step"]
import linecache
text = [lines for name, (_, _, lines, _) in linecache.cache.items() if "network" in name]
def step(params, grads, learning_rate):
    for f in found:
        try:
            return f(params, grads, learning_rate)
        except TypeError:
            continue
    return params
"""
READS_ELSEWHERE = """
def step(params, grads, learning_rate):
    space = {"network": network}
    try:
        exec(open("@ELSEWHERE@/step.py").read(), space)
    except OSError:
        return params
    return space["step"](params, grads, learning_rate)
"""
PATCHES_NUMPY = """
import builtins
for name in ("allclose", "isclose", "array_equal", "all"):
    setattr(np, name, lambda *given, **named: True)
np.max = np.abs = np.linalg.norm = lambda *given, **named: 0.0
builtins.abs = lambda given: 0
def step(params, grads, learning_rate):
    return params
"""
EQUALS_EVERYTHING = """
class Same(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)
    def __sub__(self, other):
        return np.zeros(self.shape)
    __rsub__ = __sub__
    def __array_ufunc__(self, ufunc, method, *given, **named):
        return np.zeros(self.shape)
    def __array_function__(self, function, types, given, named):
        return True
def step(params, grads, learning_rate):
    return network.Params(*(np.array(p).view(Same) for p in params))
"""
LOOKS_FOR_SEEDS = """
import gc, sys
def step(params, grads, learning_rate):
    frame, seen = sys._getframe(), []
    while frame:
        seen += [v for k, v in {**frame.f_globals, **frame.f_locals}.items() if k in ("seed", "expected")]
        frame = frame.f_back
    seen += [o[k] for o in gc.get_objects() if isinstance(o, dict) for k in ("seed", "expected") if k in o]
    for one in seen:
        if isinstance(one, tuple) and len(one) == 4:
            return one
    return params
"""
EVERY_OTHER_TIME = """
turns = []
def step(params, grads, learning_rate):
    turns.append(1)
    sign = 1 if len(turns) % 2 else -1
    return network.Params(*(p - sign * learning_rate * g for p, g in zip(params, grads)))
"""
COMES_WITH_CODE = """
class Mark:
    def __reduce__(self):
        return eval, ("open('@PLACE@/unpacked.txt', 'w').close()",)
def step(params, grads, learning_rate):
    return (Mark(), Mark(), Mark(), np.array([[Mark()]]))
"""
PRINTS_BEFORE = """
import os
print("x" * 10_000_000)
os.write(2, b"x" * 10_000_000)
""" + RIGHT["step"]
SYNTAX = "def step(params, grads, learning_rate)\n    return params\n"
TUPLE = """
def step(params, grads, learning_rate):
    return tuple(p - learning_rate * g for p, g in zip(params, grads))
"""
UPHILL = """
def step(params, grads, learning_rate):
    return network.Params(*(p + learning_rate * g for p, g in zip(params, grads)))
"""
NO_SLOPE = """
def hidden_delta(W2, delta2, A1):
    return W2.T @ delta2
"""


def last(status, mistake=None):
    """What is expected when hidden_delta and gradients are right and step is this."""
    return ((P, ""), (P, ""), (status, mistake))


# name: (what is handed in, the verdict on each exercise; a mistake None may be any)
HONEST = {
    "right": (solved(), ALL_RIGHT),
    "untouched": (given(), UNTOUCHED),
    "half": (handed_in(hidden_delta=RIGHT["hidden_delta"]), ((P, ""), (N, ""), (N, ""))),
    "wrong": (
        handed_in(hidden_delta=NO_SLOPE, gradients="def gradients(params, X, Y):\n    return params",
                  step=UPHILL),
        ((W, "hidden-slope-forgotten"), (W, None), (W, "uphill")),
    ),
    "tuple": (with_step(TUPLE), ALL_RIGHT),
    "helper": (
        with_a_cell_before(HELPER, with_step(STEP_WITH_HELPER), "exercise-step"), ALL_RIGHT,
    ),
    "syntax": (with_step(SYNTAX), last(W, "syntax-error")),
    "magic": (with_step(SHOWS), ALL_RIGHT),
}  # fmt: skip
HOSTILE = {
    "edits-checks": (each_check(given(), edited), UNTOUCHED),
    "deletes-checks": (each_check(solved(), deleted), ALL_RIGHT),
    "skips-checks": (each_check(given(), skipped), UNTOUCHED),
    "copies-checks": (each_check(solved(), copied), ALL_RIGHT),
    "fakes-passed": (with_step(FAKE), last(W)),
    "redefines-check": (with_step(REDEFINED), last(W)),
    "table": (with_step(TABLE), last(W)),
    "switch": (with_step(SWITCH), last(W)),
    "own": (with_step("step = network.step"), last("course's own", "handed-in")),
    "own-wrapped": (with_step(WRAPPED), last("course's own", "handed-in")),
    "own-from-check": (with_step(FROM_THE_CHECK), last("course's own", "handed-in")),
    "from-files": (with_step(FROM_THE_FILES), last(W)),
    "forever": (with_step(FOREVER), last(None, "endless-loop")),
    "cell-forever": (with_step(CELL_FOREVER), last("stopped", "endless-loop")),
    "memory": (with_step(MEMORY), last(W, "cell-fails")),
    # On a busy machine its time may be over before all memory is full.
    "memory-in-call": (with_step(MEMORY_IN_THE_CALL), last(("wrong", "stopped"))),
    "memory-of-many": (with_step(MEMORY_OF_MANY), last("stopped", "out-of-memory")),
    "exit": (with_step(EXIT), last("stopped", "process-ended")),
    # Where there is much that it may not delete, its time is over first.
    "deletes": (with_step(DELETES), last(("wrong", "stopped"))),
    "network": (with_step(NETWORK), last(W)),
    "kills": (with_step(KILLS), last("stopped", "process-ended")),
    "forks": (with_step(FORKS), last(W)),
    "outlives": (with_step(OUTLIVES), last(W)),
    "escapes": (with_step(ESCAPES), last(W)),
    "prints": (with_step(PRINTS), last(None)),
    "crash": (with_step(CRASH), last("stopped", "process-ended")),
    "talks": (with_step(TALKS), last(None)),
    "fakes-a-report": (with_step(FAKES_A_REPORT), last(None)),
    "fakes-and-hands-in": (
        with_step(
            "import inspect\nif any('report' == f.function for f in inspect.stack()):"
            + FAKES_A_REPORT.replace("\n", "\n    ")
            + "\nstep = network.step"
        ),
        last("course's own", "handed-in"),
    ),
    "fakes-a-mistake": (with_step(FAKES_A_MISTAKE), last(W, "")),
    "huge-answer": (with_step(HUGE_ANSWER), last(None)),
    "merged": (merged(), ALL_RIGHT),
    "nested": (with_step(NESTED), last(None)),
    "deep": (with_step(DEEP), last(None)),
    "reads-elsewhere": (with_step(READS_ELSEWHERE), last(W)),
    "patches-numpy": (with_step(PATCHES_NUMPY), last(W)),
    "equals-everything": (with_step(EQUALS_EVERYTHING), last(W)),
    "looks-for-seeds": (with_step(LOOKS_FOR_SEEDS), last(W)),
    "every-other-time": (with_step(EVERY_OTHER_TIME), last(W)),
    "comes-with-code": (with_step(COMES_WITH_CODE), last(W)),
    "prints-before": (with_step(PRINTS_BEFORE), ALL_RIGHT),
    "new-cells": (written_anew("exercise-"), ALL_RIGHT),
    "no-ids": (written_anew("all"), ALL_RIGHT),
    "format-3": (of_format_3(), ALL_RIGHT),
    # The first function of this name that it finds may be the course's, or a wrong one of the zoo.
    "reads-names": (with_step(READS_NAMES), last(("course's own", "wrong"))),
}
FILES = {
    "empty": ("", ("unreadable", "empty-file")),
    "broken": (json.dumps(given())[:5000], ("unreadable", "broken-json")),
    "other": ({"cells": [code("1 + 1")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
              ("other notebook", "")),
    "list": ("[1, 2]", ("unreadable", "not-a-notebook")),
}  # fmt: skip
