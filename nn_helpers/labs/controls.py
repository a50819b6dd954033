"""The widgets of a lab: sliders, log sliders with their stops, choices, a player, weight_sliders."""

import ipywidgets as widgets
import numpy as np

from nn_helpers import case, network
from nn_helpers.labs.number import Number

# Twenty-one round numbers in every power of ten, so that a setting can be said and typed again.
ROUND = (1, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9)


def _look(**more):
    return {
        "style": {"description_width": "6.6em"},
        "layout": widgets.Layout(width="290px", margin="1px 0"),
        **more,
    }


def log_slider(value, low, high, description, rounds=ROUND):
    """Return a slider over round numbers from 10**low to 10**high, evenly spread over the powers."""
    stops = [float(f"{n}e{power}") for power in range(low, high) for n in rounds]
    return Number(value, [*stops, 10.0**high], description)


def slider(value, low, high, description, step=1):
    """Return a slider over whole numbers, or over floats when ``step`` is one."""
    if isinstance(step, int):
        return Number(value, range(low, high + 1, step), description)
    steps = round((high - low) / step)
    return Number(value, [round(low + k * step, 9) + 0.0 for k in range(steps + 1)], description)


def scrubber(moments, description):
    """Return a slider over the moments of a run, which has no number of its own to type."""
    return Number(moments, range(moments + 1), description, typed=False)


def choice(value, options, description):
    """Return a drop-down list."""
    return widgets.Dropdown(value=value, options=options, description=description, **_look())


def switch(value, description):
    """Return a checkbox."""
    return widgets.Checkbox(value=value, description=description, indent=False, **_look(style={}))


def seed_slider(value, description="seed"):
    """Return a slider over the case's own start and a hundred others; any seed can be typed."""
    grid = [case.SEED, *range(100)]
    return Number(value, grid, description, low=0, high=2**32 - 1, names={case.SEED: "case"})


def start(seed, scale, hidden=2):
    """Return the parameters to start from: the case's own draw, or that of a seed, stretched."""
    if seed == case.SEED:
        return case.start(scale=scale, hidden=hidden)
    return network.initialise(np.random.default_rng(seed), scale, hidden=hidden)


def check_apart(first, second):
    """Raise ``ValueError`` when two lists choose the same."""
    if first == second:
        raise ValueError(f"Both are {first!r}; choose two different parameters.")


def keep_apart(first, second, changed):
    """Let two lists, given by name, never choose the same: who stood there changes places.

    ``changed`` is a dict of a list's name to what it chose before. Somebody may have set both, and
    one of them to what it was.
    """
    (one, a), (two, b) = first, second
    if a.value == b.value:
        mover, other = (one, b) if changed.get(one, a.value) != a.value else (two, a)
        other.value = changed[mover]


def player(control, interval=60):
    """Return play buttons that move a Number over 0, 1, 2, ... from end to end, in the browser alone."""
    slider = control.slider
    play = widgets.Play(min=slider.min, max=slider.max, value=slider.value, interval=interval)
    play.layout = widgets.Layout(margin="1px 0")
    widgets.jslink((play, "value"), (slider, "value"))
    return play


# The nine numbers of a 2-2-1 network, as sliders ----------------------------------------------

PLACES = (
    "W1[0, 0]", "W1[0, 1]", "W1[1, 0]", "W1[1, 1]", "b1[0]", "b1[1]", "W2[0, 0]", "W2[0, 1]", "b2[0]",
)  # fmt: skip


def weight_sliders(W1, b1, W2, b2, limit, step):
    """Return nine sliders by name: ``W1_00`` for ``W1[0, 0]``, ``b1_0`` for ``b1[0]``, and so on."""
    values = np.concatenate([np.ravel(part) for part in (W1, b1, W2, b2)]).astype(float)
    return {
        attribute(place): slider(float(value), -limit, limit, place, step=step)
        for place, value in zip(PLACES, values, strict=True)
    }


def attribute(place):
    """Return a number's place as a Python name.

    >>> attribute("W1[0, 1]")
    'W1_01'
    """
    return place.replace("[", "_").replace(", ", "").replace("]", "")


def params(numbers):
    """Return nine numbers, in the order of ``PLACES``, as Params."""
    weights = np.asarray(numbers, dtype=float)
    W1, b1, W2, b2 = np.split(weights, [4, 6, 8])
    return network.Params(W1.reshape(2, 2), b1[:, None], W2[None], b2[:, None])


def weight_arguments(numbers):
    """Return nine numbers as the arguments W1, b1, W2, b2 of a lab: plain lists."""
    weights = [float(weight) for weight in numbers]
    W1 = [weights[:2], weights[2:4]]
    return {"W1": W1, "b1": weights[4:6], "W2": weights[6:8], "b2": weights[8]}
