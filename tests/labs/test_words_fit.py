"""The words of every lab fit the room that is kept for them, where the page is narrow as well."""

from functools import partial
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from PIL import ImageFont

from nn_helpers import evolution, gradcheck, labs, network, training

WIDTH = 550  # pixels for words at 1024 pixels with the file browser open
FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
PROSE, CODE = (
    ImageFont.truetype(str(FOLDER / name), 13) for name in ("DejaVuSans.ttf", "DejaVuSansMono.ttf")
)
# As the lessons open them, with what a learner has written; with short runs.
OPENED = {
    "backprop": {"sample": 3},
    "cost_surface": {"cost": partial(network.cost)},
    "evolution": {"hill_climb": partial(evolution.hill_climb), "turns": 400},
    "h_slider": {"numerical_gradients": partial(gradcheck.numerical_gradients)},
    "last_sample": {},
    "neuron": {"task": "AND", "sigmoid": partial(network.sigmoid)},
    "race": {"budget": 400, "seeds": 2},
    "ratchet": {"epochs": 100, "sgd_step": partial(training.sgd_step)},
    "success_map": {"epochs": 100, "seeds": 10, "per_sample": True, "bugs": ("stale-weights",)},
    "the_case": {},
    "training": {"epochs": 100, "train": partial(training.train)},
    "wire": {"forward": partial(network.forward)},
}
FIXED = ("epochs", "seeds", "budget", "turns", "per_sample", "stale_weights", "update")


def lines_of(words, width):
    """Return how many lines words take, given as pairs of a text and its font."""
    lines, at = 1, 0.0
    for text, font in words:
        for word in text.split():
            size = font.getlength(word)
            if at and at + size > width:
                lines, at = lines + 1, 0.0
            at += size + font.getlength(" ")
    return lines


def somewhere(control, rng):
    """Return a value of a control, with many digits where that can be."""
    if hasattr(control, "grid"):
        stop = control.grid[rng.integers(len(control.grid))]
        return stop if control.whole or control.only_grid else control.within(1.0371 * stop)
    if hasattr(control, "options"):
        chosen = control.options[rng.integers(len(control.options))]
        return chosen[1] if isinstance(chosen, tuple) else chosen
    return bool(rng.integers(2))


@pytest.mark.parametrize("name", labs.__all__)
def test_the_words_fit_their_room(name):
    lab, rng = getattr(labs, name)(**OPENED[name]), np.random.default_rng(1)
    moved = [n for n, c in lab.controls.items() if not c.disabled and n not in FIXED]
    for _ in range(6):
        values = {n: somewhere(lab.controls[n], rng) for n in moved if rng.random() < 0.7}
        values.pop("across", None)  # it may not be the same as up
        lab.set(**values)
        assert not lab.error
        again = [("The same again:", PROSE), (lab.call(), CODE)]
        needed = lines_of([(lab.sentence, PROSE)], WIDTH) + lines_of(again, WIDTH)
        assert needed <= lab.lines, f"{lab.sentence} {lab.call()}"
