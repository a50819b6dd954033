"""The exercises whose answer is no function: settings that must hold for many seeds, and a choice."""

from types import SimpleNamespace

import numpy as np

from nn_helpers.check import compare
from nn_helpers.check.report import NOT_ATTEMPTED, PASSED, WRONG, Report, deliver
from nn_helpers.check.words import Hint
from nn_helpers.training import sweep


class Value:
    """A check of an answer that is a value. Calling it with the answer gives a ``Report``.

    Parameters
    ----------
    name, contract : the answer's name, and what it has to be
    hints : questions, each a little closer
    right : what is said when it is right
    """

    def __init__(self, name, contract, hints, right):
        self.__name__ = self.name = name
        self.__doc__ = contract
        self.hints, self.praise = hints, right
        self._hints_given = 0

    def __call__(self, answer=...):
        from nn_helpers.check.progress import remember

        report = self.report(answer)
        if report.passed:
            remember(self.name, answer)
        return deliver(report)

    def __repr__(self):
        return f"check.{self.name}({self.name}) says whether it is right. {self.__doc__}"

    def hint(self):
        """Return the next hint; the last one stays."""
        at = min(self._hints_given, len(self.hints) - 1)
        self._hints_given += 1
        return Hint(f"Hint {at + 1} of {len(self.hints)}: {self.hints[at]}")

    def report(self, answer):
        """Judge an answer, without any effect."""
        if self.untouched(answer):
            text = f"Give {self.name} a value, run that cell, then run this one again."
            return Report(self.name, NOT_ATTEMPTED, None, (text,))
        return self.judge(answer)

    def untouched(self, answer):
        """Whether the answer is still the gap that the learner was given, or a dict of gaps."""
        parts = answer.values() if isinstance(answer, dict) and answer else (answer,)
        return all(part is Ellipsis or part is None for part in parts)

    def right(self, *lines):
        return Report(self.name, PASSED, None, (*lines, self.praise))

    def wrong(self, mistake, *lines):
        return Report(self.name, WRONG, mistake, tuple(line for line in lines if line))


# What to ask about settings, by the place where most of the stuck runs have ended.
STUCK_AT = {
    "4 ln 2": "Most stuck runs still answer 0.5 to everything. What shortens the wait there?",
    "ln 3 + 2 ln 1.5": "Most stuck runs confuse three samples. Does another init scale help?",
    "2 ln 2": "Most stuck runs confuse two samples. Does another init scale help?",
    "elsewhere": "Most stuck runs rest on no plateau. Do they still fall, or jump about? One curve "
    "in the training lab tells.",
}


class Settings(Value):
    """Judges a learning rate, an init scale and a number of epochs by how many seeds learn XOR."""

    NAMES = ("learning_rate", "init_scale", "epochs")
    SEEDS = np.arange(1000, 1500)  # no lab shows these
    MOST_EPOCHS = 3000
    SHARE = 0.9

    def judge(self, answer):
        trouble = self.trouble(answer)
        if trouble:
            return self.wrong("other-form", trouble)
        rate, scale, epochs = (answer[name] for name in self.NAMES)
        result = sweep.run(rate, scale, self.SEEDS, int(epochs))
        solved, count = int(result.solved.sum()), len(self.SEEDS)
        said = (
            f"Trained {count} networks on all samples, seeds {self.SEEDS[0]} to {self.SEEDS[-1]}: "
            f"{solved} learn XOR, {100 * solved / count:.0f} %."
        )
        if solved >= self.SHARE * count:
            return self.right(said)
        stuck = SimpleNamespace(costs=result.costs[~result.solved])
        ends = {name: n for name, n in sweep.census(stuck).items() if n}
        where = ", ".join(f"{n} at {name}" if name != "elsewhere" else f"{n} elsewhere"
                          for name, n in ends.items())  # fmt: skip
        most = max(ends, key=ends.get)
        return self.wrong(
            f"most-at-{most}".replace(" ", "-"),
            f"{said} Wanted: {100 * self.SHARE:.0f} %.",
            f"Where the others end: {where}.",
            STUCK_AT.get(most),
        )

    def trouble(self, answer):
        """Return what keeps the answer from being tried, or an empty text."""
        if not isinstance(answer, dict) or set(answer) != set(self.NAMES):
            return (
                f"{self.name} is {compare.kind(answer)}; expected a dict with the keys "
                f"{', '.join(self.NAMES)}."
            )
        for name in self.NAMES:
            value = answer[name]
            if value is Ellipsis:
                return f"{name} has no value yet."
            number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
            if not number or not np.isfinite(value) or value <= 0:
                return f"{name} is {value!r}; expected a number above 0."
        if answer["epochs"] != int(answer["epochs"]) or answer["epochs"] > self.MOST_EPOCHS:
            return (
                f"epochs is {answer['epochs']!r}; expected a whole number, at most "
                f"{self.MOST_EPOCHS}."
            )
        return ""


class Choice(Value):
    """Judges a letter. Each wrong one has a name and a reply that leads on.

    ``replies`` maps each wrong letter to the mistake and the lines to say.
    """

    def __init__(self, name, contract, answer, replies, hints, right):
        super().__init__(name, contract, hints, right)
        self.answer, self.replies = answer, replies

    def judge(self, answer):
        letter = answer.strip().upper() if isinstance(answer, str) else answer
        if letter == self.answer:
            return self.right()
        if not isinstance(letter, str) or letter not in self.replies:
            letters = " or ".join(f'"{known}"' for known in sorted([self.answer, *self.replies]))
            return self.wrong("other-form", f"{self.name} is {answer!r}; expected {letters}.")
        return self.wrong(self.replies[letter][0], *self.replies[letter][1:])


settings = Settings(
    "settings",
    "A dict with learning_rate, init_scale and epochs (3000 at most), with which at least 90 % of "
    "500 seeds learn XOR, updating after all samples.",
    (
        "On the success map: is there a cell at 90 % or more? What do its neighbours say?",
        "Where do the runs of such a cell end that do not learn? Would more epochs help them?",
    ),
    "A share of so many seeds is no luck.",
)

which_loop = Choice(
    "which_loop",
    'The letter of the right update loop: "A", "B" or "C".',
    "A",
    {
        "B": (
            "stale-weights",
            "B seems to keep the old W2. Is it a copy, or a second name for the same array?",
            "Try linear_in_rate on B, with each array by itself.",
        ),
        "C": (
            "stale-activations",
            "In C the hidden layer learns first, and all of its moves are right.",
            "Which answer does W2 then learn from: the one before that move, or one after it?",
        ),
    },
    (
        "What does your linear_in_rate say about each of the three?",
        "For each loop: which numbers are read after something was changed?",
    ),
    "Nothing that A changes is read again. Order alone is no bug.",
)
