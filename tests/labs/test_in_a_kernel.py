"""Labs in a kernel, without a browser: messages that name a subshell, beside cells that run."""

import time

import pytest
from protocol import running

LAB = """
import sys, threading, time, warnings
from nn_helpers import labs, network
from nn_helpers.labs import learner
import matplotlib.pyplot as plt
where = set()
learner.SECONDS = 300  # a busy machine is no mistake in a lab

def train(params, X, Y, learning_rate, epochs):
    print("quiet")
    where.add(threading.current_thread().name)
    costs = []
    for _ in range(epochs):
        g = network.gradients(params, X, Y)
        costs.append(network.cost(network.predict(params, X), Y))
        params = network.Params(*(p - learning_rate * d for p, d in zip(params, g)))
    return params, costs

lab = labs.training(epochs=60, train=train)
before = sys.stdout, time.sleep, list(warnings.filters)
print(lab.learning_rate.slider.comm.comm_id, lab.screen.comm.comm_id)
"""
STATE = """
print("hello", before == (sys.stdout, time.sleep, list(warnings.filters)), sorted(where),
      lab.learning_rate.slider.value, lab.error or "fine")
"""
BUSY = """
for k in range(30):
    print("line", k)
    if k % 10 == 0:
        plt.plot([k, 1]); plt.show()
    time.sleep(0.05)
"""


@pytest.fixture(scope="module", params=[True, False], ids=["a subshell", "the main shell"])
def kernel(request):
    with running(subshells=request.param) as kernel:
        kernel.has_subshells = request.param
        kernel.run("%matplotlib inline")
        kernel.rate, kernel.screen = kernel.run(LAB)[0].split()
        yield kernel


def move(kernel, places):
    """Move the slider as a page does: the next message goes when the last is dealt with.

    Without that they overtake each other, since some are for the subshell and some for the main shell.
    """
    for place in places:
        kernel.outputs(kernel.send(kernel.rate, value=place))


def state(kernel, at):
    """Wait until the lab has drawn the last position, and look at what a cell prints then."""
    drawn = f"lab.learning_rate.slider.value == {at} and lab.call() in lab.words"
    end = time.monotonic() + 120
    while kernel.run(f"print({drawn})")[0] != "True\n":
        assert time.monotonic() < end, kernel.run(STATE)
    text, _, errors = kernel.run(STATE)
    assert errors == []
    assert text == f"hello True ['MainThread'] {at} fine\n"


def test_after_moves_a_cell_prints(kernel):
    move(kernel, range(30, 60))
    state(kernel, 59)


def test_a_cell_that_runs_meanwhile_loses_no_line_and_where_it_can_be_no_picture(kernel):
    cell = kernel.start(BUSY)
    for place in range(20, 70):
        kernel.send(kernel.rate, value=place)
    text, pictures, errors = kernel.outputs(cell)
    assert errors == []
    assert text.splitlines() == [f"line {k}" for k in range(30)]
    if (
        not kernel.has_subshells
    ):  # there a message closes the cell's figures: findings/ipykernel_comm_thread.sh
        assert pictures == 3
    kernel.run("pass")  # after what has waited for the cell
    move(kernel, (70,))
    state(kernel, 70)


def test_an_assignment_from_a_cell_in_between(kernel):
    move(kernel, (31, 32))
    state(kernel, 32)  # or the last of them may come between the assignment and the print
    assert kernel.run("lab.learning_rate.value = 0.333; print(lab.call())")[0].startswith(
        "labs.training(learning_rate=0.333"
    )
    move(kernel, (33, 34, 35))
    state(kernel, 35)


def test_the_stop_button_ends_a_move(kernel):
    kernel.run("def slow(*_):\n    while loop: pass\nloop = False\n")
    kernel.run("other = labs.neuron(sigmoid=lambda z: slow() or 1 / (1 + 2.7 ** -z)); loop = True")
    assert kernel.run("print(other.error or 'fine')")[0] == "fine\n"
    comm = kernel.run("print(other.b.slider.comm.comm_id)")[0].strip()
    kernel.send(comm, value=20)
    time.sleep(1)
    kernel.interrupt()
    text, _, _ = kernel.run("print(other.error)", timeout=30)
    assert "stopped" in text


def test_positions_by_the_screens_own_messages_while_a_cell_runs(kernel):
    """The page slides and drags beside a cell; in the end sliders, values and words agree."""
    kernel.outputs(kernel.say(kernel.screen, kind="here", page="p", leads=True, frame=0))
    cell = kernel.start(BUSY)
    for n, place in enumerate(range(20, 60), 1):
        position = {"kind": "slide", "name": "learning_rate", "place": place}
        kernel.say(kernel.screen, page="p", n=n, **position)
    text, _, errors = kernel.outputs(cell)
    assert errors == []
    assert text.splitlines() == [f"line {k}" for k in range(30)]
    keys = {"kind": "keys", "handle": "the moment", "steps": [-5, 0]}
    kernel.outputs(kernel.say(kernel.screen, page="p", n=41, **keys))
    kernel.outputs(kernel.say(kernel.screen, kind="calm", page="p", upto=41))
    state(kernel, 59)
    moment = "print(lab.moment.value < 200, lab.moment.slider.value == lab.moment.value, lab._led)"
    assert kernel.run(moment)[0] == "True True set()\n"
