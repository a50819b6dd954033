"""What a lab adds to a learner's own function: the training lab's ``train`` against the bare call.

In a kernel, as JupyterLab runs it: each move is a message that names a subshell. Bare calls and moves
take turns. The processor's time is that of the thread, so that other programs count less.

    python tests/bench/bench_learner.py [turns]
"""

import ast
import statistics
import sys
from importlib import metadata
from pathlib import Path

from timing import machine, table

sys.path.insert(0, str(Path(__file__).parents[1]))
from protocol import running

EPOCHS = 2000
# The train of lesson 05. Each way notes seconds of the clock and seconds of the processor.
SETUP = f"""
import threading, time
from nn_helpers import data, labs, network
from nn_helpers.labs import controls, learner, training_lab

def train(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(network.cost(network.predict(params, X), Y))
        grads = network.gradients(params, X, Y)
        params = network.step(params, grads, learning_rate)
    return params, costs

def timed(run, notes):
    def run_and_note(*arguments):
        begin = time.perf_counter(), time.thread_time()
        result = run(*arguments)
        notes.append((time.perf_counter() - begin[0], time.thread_time() - begin[1]))
        where.add(threading.current_thread().name)
        return result
    return run_and_note

where, of_lab, of_bare = set(), [], []
training_lab.learners_run = timed(training_lab.learners_run, of_lab)
learner.SECONDS = 300  # other programs may take the processor
lab = labs.training(epochs={EPOCHS}, train=train)
bare, (X, Y), start = timed(train, of_bare), data.xor(), controls.start(0, 1.0)
del of_lab[:]
print(lab.learning_rate.slider.comm.comm_id)
"""
BARE = f"result = bare(start, X, Y, 1.0, {EPOCHS})"
NOTES = "print((of_bare, of_lab, sorted(where), lab.error))"


def measure(turns):
    """Return the notes of both ways: lists of seconds of the clock and of the processor."""
    with running() as kernel:
        slider = kernel.run(SETUP)[0].strip()
        for turn in range(turns):
            kernel.run(BARE)
            kernel.send(slider, value=50 + turn % 10)
            # The lab draws when the kernel is idle: wait until it has.
            while len(ast.literal_eval(kernel.run(NOTES)[0])[1]) <= turn:
                pass
        bare, lab, where, error = ast.literal_eval(kernel.run(NOTES)[0])
        assert where == ["MainThread"] and not error, (where, error)
        print(
            f"ipykernel {metadata.version('ipykernel')}, subshell: {'yes' if kernel.subshell else 'none'}"
        )
    return bare, lab


def report(bare, lab):
    for place, what in enumerate(("the clock", "the processor")):
        ways = {"bare call": bare, "training lab": lab}
        seconds = {way: statistics.median(n[place] for n in notes) for way, notes in ways.items()}
        table(f"train, {EPOCHS} epochs, by {what}", seconds, "ms", 1, "bare call")
    print(f"\n{machine()}")


if __name__ == "__main__":
    report(*measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
