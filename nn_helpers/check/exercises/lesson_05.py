"""The exercises of lesson 05: train, initialise, and settings (a dict) that hold for many seeds."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from nn_helpers import bugs, network, training
from nn_helpers.bugs.training import SHAPES
from nn_helpers.check import words
from nn_helpers.check.call import Probe
from nn_helpers.check.exercises.drawing import Drawing
from nn_helpers.check.exercises.kinds import Value
from nn_helpers.check.exercises.lesson_03 import gradients
from nn_helpers.check.judge import Exercise
from nn_helpers.check.probes import at_zero, gradient_probe
from nn_helpers.network import Params
from nn_helpers.training import sweep


class Train(Exercise):
    """Training. Of an unknown mistake it says whether the list has its length, and the first epoch is right."""

    def otherwise(self, attempt, calls):
        found, shown = super().otherwise(attempt, calls), self.shown(calls)
        count, epochs = np.size((shown.parts or shown.expected)["costs"]), shown.given["epochs"]
        if count != epochs:
            told = f"epochs={epochs} was asked for, and the list of costs has {count}."
            return replace(found, cause=told, question=words.question("train", "off-by-one"))
        known = found.cause.removeprefix(words.UNKNOWN)
        given = {**shown.given, "epochs": 1}
        if not self.fits(attempt.call(Probe(given, self.expected(given)))):
            return replace(found, cause=f"{known} One epoch alone is wrong already.".strip())
        if not shown.shaped:
            return found
        told = f"{known} One epoch alone is right; what differs comes later.".strip()
        return replace(found, cause=told, question=words.stage("train", "later"))


train = Train(
    "train(params, X, Y, learning_rate, epochs)",
    """Train on the whole batch and return (params, costs).

    X is (inputs, m), Y is (outputs, m). One epoch is one step along the gradient of all samples.
    costs holds epochs numbers: costs[i] is the cost at the weights before update i, so costs[0]
    belongs to the start. The start stays as it is.""",
    training.train,
    [
        gradient_probe(2, 2, 1, 4, learning_rate=0.6, epochs=5),
        gradient_probe(3, 4, 2, 5, units=20, learning_rate=0.004, epochs=3),
        gradient_probe(3, 3, 3, 3, learning_rate=0.7, epochs=1),
        gradient_probe(2, 2, 1, 6, learning_rate=1.5, epochs=2),  # so large that costs rise
        at_zero(gradient_probe(2, 3, 1, 1, learning_rate=0.6, epochs=2)),
    ],
    "trained",
    edges=(2, 4),
    flow=(*gradients.flow, "costs"),
)


initialise = Drawing(
    "initialise(rng, scale)",
    """Return the parameters of a 2-2-1 network, each number drawn uniformly from (-scale, scale).

    rng is a numpy.random.Generator, and the only source of randomness. W1 is (2, 2), b1 (2, 1),
    W2 (1, 2), b2 (1, 1).""",
    network.initialise,
    Params(*map(np.zeros, SHAPES)),
    "scale",
    # What stands in the lesson, to be repaired: one draw for all numbers, and never a negative one.
    bugs.Bug("initialise", "all-equal",
             lambda rng, scale: Params(*map(np.full, SHAPES, [rng.uniform(0, scale)] * 4)),
             "As it was handed out."),
)  # fmt: skip


class Settings(Value):
    """Judges a learning rate, an init scale and a number of epochs by how many seeds learn XOR."""

    NAMES = ("learning_rate", "init_scale", "epochs")
    SEEDS = np.arange(1000, 1500)  # no lab shows these
    MOST_EPOCHS = 3000
    SHARE = 0.9

    def judge(self, answer):
        self.check_form(answer)
        rate, scale, epochs = (answer[name] for name in self.NAMES)
        result = sweep.run(rate, scale, self.SEEDS, int(epochs))
        solved, count = int(result.solved.sum()), len(self.SEEDS)
        said = (f"Trained {count} networks on all samples, seeds {self.SEEDS[0]} to "
                f"{self.SEEDS[-1]}: {solved} learn XOR, {100 * solved / count:.0f} %.")  # fmt: skip
        if solved >= self.SHARE * count:
            return self.right(said)
        census = sweep.census(SimpleNamespace(costs=result.costs[~result.solved]))
        where = ", ".join(f"{n} at {name}" for name, n in census.items() if n)
        return self.wrong(
            f"most-at-{max(census, key=census.get)}".replace(" ", "-"),
            f"{said} Wanted: {100 * self.SHARE:.0f} %.",
            f"Where the others end: {where.replace('at elsewhere', 'on no plateau')}.",
            "Does another init scale help where most of them end, or another rate, or time? One curve "
            "in the training lab tells.",
        )  # fmt: skip

    def check_form(self, answer):
        """Refuse an answer that cannot be tried."""
        self.check_keys(answer, self.NAMES, "value")
        for name, value in answer.items():
            number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
            if not number or not np.isfinite(value) or value <= 0:
                self.refuse("other-form", f"{name} is {value!r}; expected a number above 0.")
        if answer["epochs"] not in range(1, self.MOST_EPOCHS + 1):
            found = f"epochs is {answer['epochs']!r}; expected a whole number"
            self.refuse("other-form", f"{found}, at most {self.MOST_EPOCHS}.")


settings = Settings(
    "settings",
    "A dict with learning_rate, init_scale and epochs (3000 at most), with which at least 90 % of "
    "500 seeds learn XOR, updating after all samples.",
)
