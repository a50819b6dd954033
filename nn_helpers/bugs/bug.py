"""What a slip of the catalogue is: Bug, Pipeline of named stages, and how stages are replaced."""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from nn_helpers.network import Params

PARTS = {"params": Params._fields, "grads": tuple(f"d{name}" for name in Params._fields)}


class Pipeline:
    """A computation in named stages.

    Each stage is a function whose arguments are names of earlier stages or of the arguments. An
    argument ``params`` or ``grads`` is opened: its arrays are W1, b1, W2, b2, or dW1, db1, dW2, db2.

    Parameters
    ----------
    arguments : the names of the arguments, in one string
    result : the names of the stages that are returned, in one string
    pack : what makes the result of them: ``tuple``, ``Params._make``; None for a single stage
    stages : the functions by name, in the order of the computation

    >>> area = Pipeline("a b", "area", None, area=lambda a, b: a * b)
    >>> area(2, 3), area.replaced(area=lambda a, b: a + b)(2, 3)
    (6, 5)
    """

    def __init__(self, arguments, result, pack, **stages):
        self.arguments, self.result, self.pack = arguments.split(), result.split(), pack
        self.stages = stages
        self._plan = [(name, formula, needs(formula)) for name, formula in stages.items()]

    def __call__(self, *arguments):
        return self.packed(self.values(arguments))

    def packed(self, values):
        """Return the result that these values of the stages make."""
        found = [values[name] for name in self.result]
        return self.pack(found) if self.pack else found[0]

    def values(self, arguments, own=()):
        """Return what every stage gives, by name. ``own`` takes the place of stages, once computed."""
        own, values = dict(own), {}
        for name, value in zip(self.arguments, arguments, strict=False):
            values[name] = value
            values.update(zip(PARTS.get(name, ()), value, strict=True) if name in PARTS else ())
        follows = {}
        for name, formula, needs in self._plan:
            follows[name] = formula(*[values[need] for need in needs])
            values[name] = own.get(name, follows[name])
        return follows if own else values

    def replaced(self, **stages):
        """Return the pipeline with some stages replaced. Raises ``KeyError`` for an unknown one."""
        unknown = set(stages) - set(self.stages)
        if unknown:
            raise KeyError(f"No stage {sorted(unknown)}; there are {', '.join(self.stages)}.")
        return Pipeline(
            " ".join(self.arguments), " ".join(self.result), self.pack, **{**self.stages, **stages}
        )

    def function(self, **stages):
        """Return a plain function of the exercise's arguments, with some stages replaced."""
        twin = self.replaced(**stages)

        def variant(*arguments):
            return twin(*arguments)

        return variant


@cache
def needs(formula):
    """Return the names that a formula needs; what has a default is a number of its own."""
    if hasattr(formula, "needs"):
        return formula.needs
    parameters = inspect.signature(formula).parameters.values()
    return tuple(p.name for p in parameters if p.default is p.empty)


def each(formula, prefix="new_"):
    """Return stages for the four arrays, each ``formula(parameter, gradient, learning_rate)``."""

    def stage(name):
        def replaced(*values):
            return formula(*values)

        replaced.needs = (name, f"d{name}", "learning_rate")
        return replaced

    return {f"{prefix}{name}": stage(name) for name in Params._fields}


class Bug(NamedTuple):
    """A known slip: a wrong variant of an exercise.

    Attributes
    ----------
    exercise : the name of the function that it is a wrong version of
    slug : the name of the mistake
    function : the wrong variant, with the signature of the exercise
    how : one sentence that is true of exactly this variant
    seen : where it was seen
    stages : the replaced stages by name, where the exercise has a pipeline
    beside : whether it shows beside the result: in the generator, in the arguments
    """

    exercise: str
    slug: str
    function: Callable
    how: str
    seen: str
    stages: Mapping = {}
    beside: bool = False


class Family(list):
    """The slips of one exercise, each added as a replaced stage or as a whole function.

    ``make(**stages)`` returns the wrong variant with these stages replaced. ``trials`` are arguments
    on which a specimen that is shown must run.
    """

    def __init__(self, exercise, seen, make=None, trials=()):
        super().__init__()
        self.exercise, self.seen, self.make, self.trials = exercise, seen, make, trials

    def specimens(self):
        """Return the first slip of each name, of those that run on every trial."""
        named = {}
        for bug in self:
            if bug.slug not in named and all(_runs(bug, trial) for trial in self.trials):
                named[bug.slug] = bug
        return list(named.values())

    def slip(self, slug, how, *, seen=None, **stages):
        """Add the pipeline with these stages replaced."""
        self.append(Bug(self.exercise, slug, self.make(**stages), how, seen or self.seen, stages))

    def slips(self, stage, *known):
        """Add several slips of one stage, each as (slug, sentence, formula)."""
        for slug, how, formula in known:
            self.slip(slug, how, **{stage: formula})

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

    def whole(self, slug, how, seen=None, beside=False):
        """Return a decorator that adds a function that is no pipeline."""

        def add(function):
            self.append(Bug(self.exercise, slug, function, how, seen or self.seen, beside=beside))
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
