"""What a case for the clinic is: a program, and what is truly wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

SLUGS = frozenset(
    {
        "arguments-changed",
        "cannot-represent",
        "cost-not-finite",
        "cost-not-the-one-trained",
        "cost-wrong",
        "dead-units",
        "decay-too-strong",
        "gradient-scaled",
        "gradient-vanishes",
        "gradient-wrong",
        "gradients-accumulate",
        "inputs-not-scaled",
        "integer-arrays",
        "labels-ignored",
        "labels-look-random",
        "labels-misshapen",
        "labels-noisy",
        "not-differentiable",
        "output-constant",
        "output-range",
        "parameters-never-updated",
        "predict-ignores-input",
        "predict-not-deterministic",
        "rate-too-large",
        "rate-too-small",
        "samples-in-order",
        "samples-left-out",
        "samples-mixed",
        "start-saturated",
        "start-too-small",
        "step-stale",
        "step-uphill",
        "symmetric-start",
        "targets-not-scaled",
        "too-few-epochs",
        "train-forgets",
        "unlucky-start",
    }
)
VERDICTS = frozenset({"learns", "learns by luck", "does not learn"})


@dataclass(frozen=True)
class Case:
    """One program and its label.

    `build()` returns the keyword arguments of `clinic.examine`. `build(repaired=True)` returns
    the same program without its bugs, and `seed` draws another start: so every label can be
    measured. `causes` holds the acceptable first findings, each a set of slugs that name the
    same disease; a healthy program has none. `harmless` says that the bug is real and the
    program learns as often with it as without it; `masked`, that it takes all the repairs together.
    `raises` names the function that raises at the start.
    """

    build: Callable[..., dict]
    style: str
    causes: tuple[frozenset[str], ...] = ()
    title: str = ""
    site: str = ""
    verdict: str | None = None
    masked: bool = False
    harmless: bool = False
    raises: str = ""
    note: str = ""

    @property
    def name(self):
        return self.build.__name__

    @property
    def healthy(self):
        return not self.causes


def broken(*, title, site, style, causes, **label):
    """Mark a function as the builder of a broken program from a public thread."""
    causes = tuple(frozenset(cause) for cause in causes)
    return partial(Case, style=style, causes=causes, title=title, site=site, **label)


def healthy(*, style, note, verdict="learns"):
    """Mark a function as the builder of a program with nothing wrong."""
    return partial(Case, style=style, note=note, verdict=verdict)


def cases_of(module):
    """All cases of a module, in the order in which they are written."""
    return [value for value in vars(module).values() if isinstance(value, Case)]
