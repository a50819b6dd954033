"""Watch a learner's function while a lesson runs it: should it fail, the course's takes over.

It has passed its check, and may still be slow, or fail at shapes that the check did not ask for.
"""

import time
from functools import partial

import numpy as np

from nn_helpers.network import Params
from nn_helpers.sandbox import limit

# All calls of one function together, from one run of the lesson's first cells to the next. The longest
# run of a lesson computes for some two seconds; Python in a browser takes several times as long.
SECONDS = 20
TRACED = 100


def _params(value):
    return Params(*(np.array(part, dtype=float) for part in value))


def _trained(value):
    params, costs = value
    return _params(params), np.array(costs, dtype=float)


def _layers(value):
    Z1, A1, Z2, A2 = (np.array(part, dtype=float) for part in value)
    return Z1, A1, Z2, A2


# What a lesson may rely on in a result, where the check also lets tuples and lists pass.
RESULTS = {
    "sigmoid": np.asarray,
    "forward": _layers,
    "cost": float,
    "relative_error": float,
    "predict": partial(np.array, dtype=float),
    "train": _trained,
    "hill_climb": _trained,
    **dict.fromkeys(
        (
            "gradients",
            "step",
            "numerical_gradients",
            "initialise",
            "sgd_step",
            "perturb",
            "es_gradient",
        ),
        _params,
    ),
}


class Watched:
    """A learner's function; call it like the function.

    Attributes
    ----------
    name : the name of its exercise
    own : whether it is still the learner's that runs
    """

    def __init__(self, name, function, course, seconds=None):
        self.name, self.function, self.course = name, function, course
        self.own = True
        self.left = seconds or (TRACED if limit.is_traced() else SECONDS)
        self.seconds = self.left

    def __repr__(self):
        whose = "yours" if self.own else "the course's"
        return f"{self.name}: {whose}"

    def __call__(self, *args, **kwargs):
        if not self.own:
            return self.course(*args, **kwargs)
        before = [_state(argument) for argument in args]
        began = time.monotonic()
        try:
            result = limit.run(lambda: self.function(*map(_copied, args), **kwargs), self.left)
            result = RESULTS[self.name](result)
        except limit.OutOfTime:
            trouble = f"it took longer than {self.seconds} seconds"
        except Exception as error:
            trouble = f"{type(error).__name__}: {error}".rstrip(": ").splitlines()[0]
        else:
            self.left = max(self.left - (time.monotonic() - began), 0.001)
            return result
        self.own = False
        print(f"Your {self.name} did not get through here ({trouble}). The course's takes over.")
        for argument, state in zip(args, before, strict=True):
            _put_back(argument, state)
        return self.course(*args, **kwargs)


def _copied(argument):
    """Copy arrays, so that a function that writes into its arguments cannot harm the lesson."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    return Params(*map(np.copy, argument)) if isinstance(argument, Params) else argument


def _state(argument):
    """Return where a random generator stands, or None for anything else."""
    is_generator = isinstance(argument, np.random.Generator)
    return argument.bit_generator.state if is_generator else None


def _put_back(argument, state):
    """Let a random generator stand where it stood, so that the course's function draws the same."""
    if state is not None:
        argument.bit_generator.state = state
