"""What a slip of the catalogue is: Bug; Family, those of one exercise, read from slips/TOPIC.toml."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nn_helpers.bugs.pipeline import stages

SLIPS = Path(__file__).with_name("slips")


class Bug(NamedTuple):
    """A known slip: a wrong variant of an exercise.

    Attributes
    ----------
    exercise : the name of the function that it is a wrong version of
    slug : the name of the mistake
    function : the wrong variant, with the signature of the exercise
    how : one sentence that is true of exactly this variant
    stages : the replaced stages by name, where the exercise has a pipeline
    beside : whether it shows beside the result: in the generator, in the arguments
    """

    exercise: str
    slug: str
    function: Callable
    how: str
    stages: Mapping = {}
    beside: bool = False


@cache
def _tables(topic):
    return tomllib.loads((SLIPS / f"{topic}.toml").read_text(encoding="utf-8"))


def rows(topic, table):
    """Yield (slug, formulas, sentence) of a table of slips; one with values stands for one slip each.

    >>> next(rows("forward", "forward"))
    ('bias-forgotten', 'Z1 = W1 @ X', 'The hidden layer has no bias.')
    """
    for slug, text, how, *values in _tables(topic)[table]:
        for value in values[0] if values else [""]:
            yield slug, text.replace("{n}", str(value)), how.replace("{n}", str(value))


class Family(list):
    """The slips of one exercise: replaced stages from a table, or whole functions.

    ``make(**stages)`` returns the wrong variant with these stages replaced. ``trials`` are arguments
    on which a specimen that is shown must run.
    """

    def __init__(self, exercise, make=None, trials=()):
        super().__init__()
        self.exercise, self.make, self.trials = exercise, make, trials

    def specimens(self):
        """Return the first slip of each name, of those that run on every trial."""
        named = {}
        for bug in self:
            if bug.slug not in named and all(_runs(bug, trial) for trial in self.trials):
                named[bug.slug] = bug
        return list(named.values())

    def slip(self, slug, how, **parts):
        """Add the variant that has these parts of its own."""
        self.append(Bug(self.exercise, slug, self.make(**parts), how, parts))

    def add(self, topic, *tables, alone=False):
        """Add the slips of some tables; those that go ``alone`` are never taken two at once."""
        for slug, text, how in (row for table in tables for row in rows(topic, table)):
            if alone:
                self.whole(slug, how)(self.make(**stages(text)))
            else:
                self.slip(slug, how, **stages(text))

    def add_what_shows(self, others, trials):
        """Add those of other slips that run, are wrong, and do what no slip here does, on trials."""
        right = [_flat(self.make()(*trial)) for trial in trials]
        seen = [right, *([_tried(bug, trial) for trial in trials] for bug in self)]
        for bug in others:
            made = [_tried(bug, trial) for trial in trials]
            if any(part is None for part in made) or any(_equal(made, other) for other in seen):
                continue
            seen.append(made)
            self.append(bug._replace(exercise=self.exercise))

    def whole(self, slug, how, beside=False):
        """Return a decorator that adds a function that is no pipeline."""

        def add(function):
            self.append(Bug(self.exercise, slug, function, how, beside=beside))
            return function

        return add


def _tried(bug, trial):
    """Return the parts of what a slip makes of a trial; None where its sizes do not fit."""
    try:
        with np.errstate(all="ignore"):
            return _flat(bug.function(*trial))
    except ValueError:
        return None


def _flat(parts):
    return [np.asarray(part, dtype=float) for part in parts]


def _equal(one, two):
    return all(
        a is not None and b is not None and all(
            p.shape == q.shape and np.allclose(p, q, equal_nan=True) for p, q in zip(a, b, strict=True)
        )
        for a, b in zip(one, two, strict=True)
    )  # fmt: skip


def _runs(bug, trial):
    found = _tried(bug, trial)
    return found is not None and all(
        f.shape == np.shape(p) for f, p in zip(found, trial[0], strict=True)
    )
