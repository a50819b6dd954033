"""The exercises of lesson 06: sgd_step, linear_in_rate (a test: which updates bend), which_loop."""

import math

import numpy as np

from nn_helpers import case, network, training
from nn_helpers.bugs.backward import UPDATE
from nn_helpers.check.call import Probe
from nn_helpers.check.compare import RESULT
from nn_helpers.check.exercises.kinds import Choice, Detector
from nn_helpers.check.exercises.lesson_03 import gradients
from nn_helpers.check.judge import Exercise
from nn_helpers.check.probes import a_network, at_zero, gradient_probe, some_samples


def deltas(given, parts):
    """Return the deltas: with one sample a bias moves by the rate times its delta."""
    params, rate = given["params"], given["learning_rate"]
    return {f"delta{i}": (params[at] - parts[f"b{i}"]) / rate for i, at in ((1, 1), (2, 3))}


sgd_step = Exercise(
    "sgd_step(params, x, y, learning_rate)",
    """Return new parameters after one update on one sample: x is (inputs, 1), y is (outputs, 1).

    All four gradients are those at the old parameters. params stays as it is.""",
    training.sgd_step,
    [
        gradient_probe(3, 3, 3, 1, names=("params", "x", "y"), learning_rate=1.5),
        gradient_probe(4, 2, 3, 1, names=("params", "x", "y"), units=90, learning_rate=0.4),
        gradient_probe(2, 2, 1, 1, names=("params", "x", "y"), learning_rate=0.7),
        at_zero(gradient_probe(2, 3, 1, 1, names=("params", "x", "y"), learning_rate=0.6)),
    ],
    "params",
    edges=(3,),
    flow=gradients.flow,
    pipeline=(UPDATE, {name: f"new_{name}" for name in network.Params._fields}, deltas),
)
sgd_step.one_at_a_time = True  # it has two faults, which are found one after the other


def of_the_case(*bugs):
    """Return the update of the case with some of its bugs."""
    return lambda params, x, y, learning_rate: case.case_update(params, x, y, learning_rate, bugs)


def but(change):
    """Return the right update, but for what ``change(right, *arguments)`` makes of it."""

    def update(params, x, y, learning_rate):
        right = training.sgd_step(params, x, y, learning_rate)
        return change(right, params, x, y, learning_rate)

    return update


def bent(name):
    """Return an update that is linear in the rate but for one array: what it is, it, and False."""

    def bend_one(right, params, _x, _y, rate):
        old = getattr(params, name)
        return right._replace(**{name: old + rate * (getattr(right, name) - old)})

    return f"an update in which {name} alone moves with the rate squared", but(bend_one), False


stale = of_the_case("stale-weights")
UPDATES = (
    ("the right update", training.sgd_step, True),
    ("the stale update of the case", of_the_case(*case.CASE_BUGS), False),
    ("an update in which b1 alone is stale",
     but(lambda right, *given: right._replace(b1=stale(*given).b1)), False),
    ("an update that is slightly stale",
     but(lambda right, *given: each(lambda r, s: r + (s - r) / 50, right, stale(*given))), False),
    ("an update with half the gradient: its step is linear",
     lambda params, x, y, learning_rate: training.sgd_step(params, x, y, learning_rate / 2), True),
    ("an update with a leaked index and nothing stale: its step is linear",
     of_the_case("leaked-index"), True),
    *map(bent, network.Params._fields),
)  # fmt: skip
LEAST_BEND = 3e-4  # of a step that is not linear, in the cases of the lesson


def each(formula, *params):
    """Return what a formula makes of each array, as a Params."""
    return network.Params(*map(formula, *params))


def updates(seed=0):
    """Yield updates whose step is linear in the learning rate, and some whose step is not.

    Another seed gives other numbers, on which no wrong step is harder to see.
    """
    for number, outputs in ((1, 2), (2, 1), (3, 2)):
        params, x, y = a_place(number, outputs, seed)
        more = " and an input of 0" if number == 3 else ""
        for what, update, expected in UPDATES:
            given = {"update": update, "params": params, "x": x, "y": y}
            stage = ("zero" if more else "linear") if expected else "bent"
            said = f"{what}, {outputs} output{'s' if outputs > 1 else ''}{more}"
            yield said, given, expected, stage


def a_place(number, outputs, seed):
    """Return the parameters and the sample of some cases."""
    rng = np.random.default_rng([seed, number] if seed else number)
    while True:
        params = a_network(rng, 2, 2, outputs)
        x, y = some_samples(rng, 2, outputs, 1)
        if number == 3:
            x[0] = 0.0  # as in XOR; some of the steps are 0 then, whatever the rate
        bends = [bend(update, params, x, y) for _, update, linear in UPDATES if not linear]
        if min(bends) > LEAST_BEND:
            return params, x, y


def bend(update, params, x, y):
    """Return how far the step at rate 1 is from twice the step at rate 0.5."""
    whole, half = (update(params, x, y, rate) for rate in (1.0, 0.5))
    return max(
        np.abs((w - p) - 2 * (h - p)).max() for p, w, h in zip(params, whole, half, strict=True)
    )


def without_rounding(params, x, y, learning_rate):
    """Return parameters after a step of few digits: twice the rate is exactly twice the step."""
    digits, power = math.frexp(learning_rate)
    rate = math.ldexp(round(4096 * digits), power - 12)
    return each(lambda p: p - rate * p.size / 4, params)


def bent_everywhere(params, x, y, learning_rate):
    return each(lambda p: p - learning_rate**2 * (1 + abs(p)), params)


def exaggerated(update):
    """Return an update in which the part that does not go with the rate is a thousand times larger."""

    def larger(params, x, y, learning_rate):
        def beyond(old, tiny, whole):
            straight = 1e4 * learning_rate * (tiny - old)
            return old + straight + 1000 * ((whole - old) - straight)

        ends = (update(params, x, y, rate) for rate in (1e-4, learning_rate))
        return each(beyond, params, *ends)

    return larger


class LinearInRate(Detector):
    """The test of an update. What it gets wrong is tried on two more updates, to ask what fits."""

    SMALL = 0.01

    def asked(self, attempt, given, stage):
        rates = []

        def noted(*values, learning_rate=None, **named):
            rates.append(values[3] if len(values) > 3 else learning_rate)
            return given["update"](*values[:3], learning_rate=rates[-1], **named)

        self.says(attempt, {**given, "update": noted})
        if stage == "bent":
            if all(abs(rate) < self.SMALL for rate in rates):
                stage = "tiny" if rates else stage
            elif self.says(attempt, {**given, "update": exaggerated(given["update"])}) is False:
                stage = "tolerance"
            elif self.says(attempt, {**given, "update": bent_everywhere}) is False:
                stage = "arrays"
        elif stage == "linear":
            few = each(lambda p: np.round(4 * p) / 4, given["params"])
            exact = {**given, "update": without_rounding, "params": few}
            stage = "rounding" if self.says(attempt, exact) is True else stage
        return super().asked(attempt, given, stage)

    @staticmethod
    def says(attempt, given):
        """Return the learner's verdict on an update, or None where there is no single one."""
        call = attempt.call(Probe(given, {}))
        single = call.parts is not None and call.parts[RESULT].size == 1
        return bool(call.parts[RESULT]) if single else None


linear_in_rate = LinearInRate(
    "linear_in_rate(update, params, x, y)",
    """Return True when the step of update(params, x, y, learning_rate) is proportional to the learning
    rate, in all four arrays.""",
    updates,
)


which_loop = Choice(
    "which_loop",
    'The letter of the right update loop: "A", "B" or "C".',
    "A",
    {"B": "stale-weights", "C": "stale-activations"},
)
