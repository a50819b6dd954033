"""Watched: a kept function in a lesson, its seconds_left; after a failure the course's draws alike.

It has passed its check, and may still be slow, or fail at shapes that the check did not ask for.
"""

import sys
import time
from functools import partial

import numpy as np

from nn_helpers import threads
from nn_helpers.network import Params
from nn_helpers.sandbox import limit
from nn_helpers.sandbox.isolate import own_argument

# Calls in a row of one function, together; while it rests it gains this time again. The longest cell of
# a lesson computes for some two seconds; Python in a browser takes several times as long.
SECONDS = 20
TRACED = 100


def _as_params(watched_result):
    return Params(*(np.array(part, dtype=float) for part in watched_result))


def _as_params_and_costs(watched_result):
    watched_params, costs = watched_result
    return _as_params(watched_params), np.array(costs, dtype=float)


def _as_four_layers(watched_result):
    four_layers = tuple(np.array(layer, dtype=float) for layer in watched_result)
    if len(four_layers) != 4:
        raise ValueError(f"four layers were expected, and {len(four_layers)} came back")
    return four_layers


# What a lesson may rely on in a result, where the check also lets tuples and lists pass.
RESULTS = {
    "sigmoid": np.asarray,
    "forward": _as_four_layers,
    "cost": float,
    "relative_error": float,
    **dict.fromkeys(("hidden_delta", "predict"), partial(np.array, dtype=float)),
    "train": _as_params_and_costs,
    "hill_climb": _as_params_and_costs,
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
        _as_params,
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
        self.seconds = seconds or (TRACED if limit.is_traced() else SECONDS)
        self.seconds_left, self.rests_since = self.seconds, time.monotonic()
        self.calls_in_a_row = 0  # one after another, with no rest that gave all the time back

    def __repr__(self):
        whose = "yours" if self.own else "the course's"
        return f"{self.name}: {whose}"

    def __call__(self, *args, **kwargs):
        if not self.own:
            return self.course(*args, **kwargs)
        generators_before = [_generator_state(argument) for argument in args]
        try:
            return RESULTS[self.name](self._limited(args, kwargs))
        except TimeoutError:
            failure = self._too_long()
        except Exception as error:
            failure = f"{type(error).__name__}: {error}".rstrip(": ").splitlines()[0]
        self.own = False
        print(f"Your {self.name} did not get through here ({failure}). The course's takes over.")
        for argument, generator_state in zip(args, generators_before, strict=True):
            _put_back(argument, generator_state)
        return self.course(*args, **kwargs)

    def _too_long(self):
        """Return what took too long: one call, or many together."""
        if self.calls_in_a_row == 1:
            return f"it took longer than {self.seconds} seconds"
        return f"{self.calls_in_a_row} calls one after another took over {self.seconds} seconds together"

    def _limited(self, args, kwargs):
        """Call the learner's function. Raises ``TimeoutError`` where it takes too long."""
        if _is_limited():
            return self.function(*map(own_argument, args), **kwargs)
        began = time.monotonic()
        self.seconds_left = min(self.seconds, self.seconds_left + began - self.rests_since)
        rested = self.seconds_left == self.seconds
        self.calls_in_a_row = 1 if rested else self.calls_in_a_row + 1
        try:
            return limit.run(
                lambda: self.function(*map(own_argument, args), **kwargs), self.seconds_left
            )
        except limit.OutOfTime:
            raise TimeoutError from None
        finally:
            self.rests_since = time.monotonic()
            spent = (self.rests_since - began) / threads.slowdown()
            self.seconds_left = max(self.seconds_left - spent, 0.001)


def _is_limited():
    """Return whether somebody further up watches the clock: a check or a lab that runs an answer.

    A second watchdog would be of no use, and one for each of some thousand calls is slow.
    """
    frame = sys._getframe()
    while frame and frame.f_code is not limit.run.__code__:
        frame = frame.f_back
    return frame is not None


def _generator_state(argument):
    """Return where a random generator stands, or None for anything else."""
    is_generator = isinstance(argument, np.random.Generator)
    return argument.bit_generator.state if is_generator else None


def _put_back(argument, generator_state):
    """Let a random generator stand where it stood, so that the course's function draws the same."""
    if generator_state is not None:
        argument.bit_generator.state = generator_state
