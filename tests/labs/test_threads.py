"""Labs that are moved by several threads at once, while others print, sleep, warn and draw."""

import contextlib
import io
import sys
import threading
import time
import warnings

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nn_helpers import labs, main_thread, network
from nn_helpers.labs import controls


def train(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        print("an epoch of somebody's")
        time.sleep(0)
        grads = network.gradients(params, X, Y)
        costs.append(network.cost(network.predict(params, X), Y))
        params = network.Params(
            *(p - learning_rate * g for p, g in zip(params, grads, strict=True))
        )
    return params, costs


def picture():
    fig = Figure(figsize=(3, 2))
    canvas = FigureCanvasAgg(fig)
    fig.subplots().plot(np.sin(np.arange(50)), label=r"$\sin x$")
    fig.legend()
    canvas.draw()
    return bytes(canvas.buffer_rgba())


class Bystander:
    """Somebody who prints, sleeps, warns and draws, and has nothing to do with labs."""

    def __init__(self):
        self.turns, self.warned, self.pictures, self.wrong = 0, 0, set(), []

    def live(self, moving):
        try:
            while any(thread.is_alive() for thread in moving):
                print(f"bystander {self.turns}")
                time.sleep(0.002)
                with np.testing.assert_raises(UserWarning):
                    warnings.warn(f"turn {self.turns}", stacklevel=1)  # "error" is set here
                self.warned += 1
                self.pictures.add(picture())
                self.turns += 1
        except BaseException as error:
            self.wrong.append(error)


def move(control, moves, wrong):
    try:
        for k in range(moves):
            control.value = control.grid[k % 40 + 20]
    except BaseException as error:
        wrong.append(error)


def test_three_threads_move_two_labs_while_a_fourth_lives_its_life():
    first, second = labs.training(epochs=50, train=train), labs.training(epochs=50, train=train)
    picture()
    before = (time.sleep, sys.stderr, list(warnings.filters), dict(mpl.rcParams), sys.gettrace())
    bystander, wrong, heard = Bystander(), [], io.StringIO()
    moved = (first.learning_rate, first.init_scale, second.learning_rate)
    moving = [threading.Thread(target=move, args=(c, 15, wrong)) for c in moved]
    fourth = threading.Thread(target=bystander.live, args=(moving,))
    with contextlib.redirect_stdout(heard):  # for all of them, by the test
        for thread in (*moving, fourth):
            thread.start()
        for thread in (*moving, fourth):
            thread.join(120)
        assert sys.stdout is heard
    assert wrong == bystander.wrong == []
    assert heard.getvalue().splitlines() == [f"bystander {k}" for k in range(bystander.turns)]
    assert bystander.turns == bystander.warned > 5
    assert len(bystander.pictures) == 1
    assert (time.sleep, sys.stderr, list(warnings.filters), dict(mpl.rcParams),
            sys.gettrace()) == before  # fmt: skip
    for lab in (first, second):
        assert lab.error == ""
        state = {name: control.value for name, control in lab.controls.items()}
        again = labs.training(**{n: state[n] for n in ("learning_rate", "init_scale")},
                              epochs=50, train=train)  # fmt: skip
        assert (again.sentence, again.picture) == (lab.sentence, lab.picture)


def test_two_redraws_never_overlap():
    inside, most, done = [], [], []

    def draw():
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.002)
        inside.pop()
        done.append(1)

    work = [main_thread.Work(draw) for _ in range(4)]
    threads = [threading.Thread(target=w.ask, args=(False,)) for w in work for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(done) == 20


def test_an_assignment_keeps_its_number_while_another_thread_types_a_wrong_one(monkeypatch):
    number = controls.log_slider(1.0, -3, 2, "rate")
    amid, go_on, nearest = threading.Event(), threading.Event(), number.nearest
    page = threading.Thread(target=setattr, args=(number.entry, "value", "a few"))

    def nearest_in_turns(value):
        if threading.current_thread() is page:
            amid.set()
            go_on.wait(60)
        else:
            page.start()
            assert amid.wait(60)  # it is about to put the right number back into the entry
        return nearest(value)

    monkeypatch.setattr(number, "nearest", nearest_in_turns)
    number.value = 0.333  # the slider goes to the nearest stop, and the number stays
    go_on.set()
    page.join(60)
    assert (number.value, number.entry.value) == (0.333, "0.333")
    assert number.grid[number.slider.value] == 0.35
