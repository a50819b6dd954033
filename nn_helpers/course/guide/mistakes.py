"""The mistakes of the catalogue that a teacher meets most, by exercise, with the question of each."""

from nn_helpers import bugs
from nn_helpers.check import words

FEW = 4  # of an exercise that is not listed here: as many as its catalogue begins with
# By name, the most common first. What each one is, and what is asked about it, the catalogue says.
COMMON = {
    "sigmoid": ("overflow", "sign-flipped", "scalar-only", "precedence", "integer-result"),
    "forward": (
        "bias-forgotten",
        "weights-transposed",
        "first-layer-twice",
        "samples-as-rows",
        "no-output-activation",
    ),
    "cost": (
        "mean-not-sum",
        "log-of-zero",
        "precedence",
        "negative-class-forgotten",
        "broadcast-to-matrix",
        "sign-flipped",
    ),
    "hidden_delta": ("hidden-slope-forgotten", "slope-of-preactivation", "weights-transposed"),
    "gradients": (
        "mean-not-sum",
        "hidden-slope-forgotten",
        "slope-of-preactivation",
        "bias-not-summed",
        "output-slope-extra",
        "input-of-wrong-layer",
    ),
    "step": ("changes-arguments", "uphill", "rate-forgotten"),
    "numerical_gradients": ("one-sided", "step-not-halved", "not-restored", "all-at-once"),
    "relative_error": ("zero-over-zero", "norm-of-the-sum", "absolute-error"),
    "train": (
        "cost-after-update",
        "reset-every-epoch",
        "changes-arguments",
        "one-step-only",
        "off-by-one",
    ),
    "initialise": ("one-sided-range", "all-equal", "global-random", "normal-instead"),
    "sgd_step": ("stale-weights", "leaked-index", "changes-arguments", "uphill"),
    "predict": ("reads-global", "thresholded", "last-sample-only", "samples-as-rows"),
    "perturb": ("changes-arguments", "same-noise-everywhere", "one-sided-noise", "global-random"),
    "hill_climb": ("walks-from-last", "aliased-best", "forgets-best", "accepts-worse"),
    "es_gradient": ("sigma-forgotten", "sign-flipped", "not-antithetic", "mean-not-sum"),
    "repaired": ("stale-weights", "leaked-index", "reads-global"),
    "one_hot": ("samples-as-rows", "classes-from-one", "classes-from-data"),
    "candidate_noise": ("shared-generator", "same-for-all", "seeds-collide", "root-ignored"),
}


def common(exercise):
    """Return [(name, what it is, the question of the check), ...] for an exercise.

    An exercise without a catalogue, whose answer is a value or a letter, has none. Raises
    ``KeyError`` for a name that the catalogue does not have.

    >>> common("step")[1][:2]
    ('uphill', 'Plus stands in place of minus.')
    """
    return [
        (slug, bugs.find(exercise, slug).how, words.question(exercise, slug))
        for slug in COMMON.get(exercise, _first(exercise))
    ]


def _first(exercise):
    known = bugs.zoo(exercise) if exercise in bugs.exercises() else ()
    return [bug.slug for bug in known[:FEW]]
