"""The exercises of lesson 06: sgd_step, linear_in_rate (a test: which updates bend), which_loop."""

import numpy as np

from nn_helpers import case, network, training
from nn_helpers.bugs.backward import UPDATE
from nn_helpers.check import words
from nn_helpers.check.exercises.kinds import Detector, Value
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


def but(names, formula):
    """Return the right update, but for arrays that a formula makes of (old, right, stale, rate)."""

    def update(params, x, y, learning_rate):
        given = params, x, y, learning_rate
        right, stale = training.sgd_step(*given), case.case_update(*given, ("stale-weights",))
        rows = zip(right._fields, params, right, stale, strict=True)
        return network.Params(*(
            formula(old, new, late, learning_rate) if name in names else new
            for name, old, new, late in rows
        ))  # fmt: skip

    return update


UPDATES = (
    ("the right update", training.sgd_step, True),
    ("the stale update of the case", of_the_case(*case.CASE_BUGS), False),
    ("an update in which b1 alone is stale", but(["b1"], lambda _o, _r, stale, _rate: stale), False),
    ("an update that is slightly stale",
     but(network.Params._fields, lambda _o, right, stale, _rate: right + (stale - right) / 50), False),
    ("an update with half the gradient: its step is linear",
     lambda params, x, y, learning_rate: training.sgd_step(params, x, y, learning_rate / 2), True),
    ("an update with a leaked index and nothing stale: its step is linear",
     of_the_case("leaked-index"), True),
    ("an update with the same step whatever the rate",
     lambda params, x, y, learning_rate: training.sgd_step(params, x, y, 1.0), False),
    *((f"an update in which {name} alone moves with the rate squared",
       but([name], lambda old, right, _s, rate: old + rate * (right - old)), False)
      for name in network.Params._fields),
)  # fmt: skip
LEAST_BEND = 3e-4  # of a step that is not linear, in the cases of the lesson


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


linear_in_rate = Detector(
    "linear_in_rate(update, params, x, y)",
    """Return True when the step of update(params, x, y, learning_rate) is proportional to the learning
    rate, in all four arrays.""",
    updates,
)


class WhichLoop(Value):
    """Judges a letter. Each wrong one is a mistake, from which the words lead on."""

    answer, others = "A", {"B": "stale-weights", "C": "stale-activations"}

    def judge(self, answer):
        letter = answer.strip().upper() if isinstance(answer, str) else ""
        if letter == self.answer:
            return self.right()
        if letter not in self.others:
            said = f'{self.name} is {answer!r}; expected "A" or "B" or "C".'
            self.refuse("other-form", said)
        mistake = self.others[letter]
        cause = words.WORDS["causes"][f"{self.name}.{mistake}"]
        return self.wrong(mistake, cause, words.question(self.name, mistake))


which_loop = WhichLoop("which_loop", 'The letter of the right update loop: "A", "B" or "C".')
