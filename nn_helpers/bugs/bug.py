"""Bug, a slip; Family: named slips of an exercise: rows of TOML, whole, in_place; tried on trials.

There one line is a slip: the name of the mistake, the stages that it replaces, a sentence that is true of
exactly this slip. Values at the end stand for one slip each, in the place of {0}; of a list of
values the first stands in the place of {0}, the second in that of {1}.
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nn_helpers.bugs.pipeline import stages

SLIPS = Path(__file__).with_name("slips")


class Bug(NamedTuple):
    """A known slip: a wrong variant of an exercise."""

    exercise: str  # the name of the function that it is a wrong version of
    slug: str  # the name of the mistake
    function: Callable  # the wrong variant, with the signature of the exercise
    how: str  # one sentence that is true of exactly this variant
    stages: Mapping = {}  # the replaced stages by name, where the exercise has a pipeline
    beside: bool = False  # whether it shows beside the result: in the generator, in the arguments


@cache
def _tables(topic):
    return tomllib.loads((SLIPS / f"{topic}.toml").read_text(encoding="utf-8"))


def rows(topic, table):
    """Yield (slug, formulas, sentence) of a table of slips; one with values stands for one slip each.

    >>> next(rows("forward", "forward"))
    ('bias-forgotten', 'Z1 = W1 @ X', 'The hidden layer has no bias.')
    """
    for slug, text, how, *values in _tables(topic)[table]:
        for value in values[0] if values else [()]:
            parts = value if isinstance(value, list | tuple) else [value]
            yield tuple(s.format(*parts) if values else s for s in (slug, text, how))


class Family(list):
    """The slips of one exercise: replaced stages from a table, or whole functions.

    ``make(**stages)`` returns the wrong variant with these stages replaced, those of ``default`` are
    its others. ``trials`` are arguments on which a specimen that is shown must run.
    """

    def __init__(self, exercise, make=None, default=None, trials=()):
        super().__init__()
        self.exercise, self.trials = exercise, trials
        self.make = make and (lambda **parts: make(**{**(default or {}), **parts}))

    def specimens(self):
        """Return the first slip of each name, of those that run on every trial."""
        named = {}
        for bug in self:
            if bug.slug not in named and all(_runs(bug.function, trial) for trial in self.trials):
                named[bug.slug] = bug
        return list(named.values())

    def slip(self, slug, how, **parts):
        """Add the variant that has these parts of its own."""
        self.append(Bug(self.exercise, slug, self.make(**parts), how, parts))

    def add(self, topic, *tables):
        """Add the slips of some tables; those of a "whole_..." one are never taken two at once."""
        for table in tables:
            for slug, text, how in rows(topic, table):
                parts = stages(text)
                shown = {} if table.startswith("whole_") else parts
                self.append(Bug(self.exercise, slug, self.make(**parts), how, shown))

    def whole(self, slug, how, beside=False):
        """Return a decorator that adds a function that is no pipeline."""

        def add(function):
            self.append(Bug(self.exercise, slug, function, how, beside=beside))
            return function

        return add

    def in_place(self, how, beside=False):
        """Add the right function, when it writes what comes of the parameters over those handed in."""
        right = self.make()

        def variant(params, *given):
            made = right(params, *given)
            new = made if len(made) == len(params) else made[0]
            for values, other in zip(params, new, strict=True):
                values[...] = other
            return made

        self.whole("changes-arguments", how, beside)(variant)

    def global_random(self, at):
        """Add the right function with the global generator in the place of its argument number ``at``."""
        right, how = self.make(), "The global generator of numpy is used, not the one handed in."
        self.whole("global-random", how, beside=True)(
            lambda *given: right(*given[:at], np.random, *given[at + 1 :])
        )


def _runs(function, trial):
    try:
        made = function(*trial)
    except ValueError:  # sizes do not fit
        return False
    return [np.shape(part) for part in made] == [np.shape(part) for part in trial[0]]
