"""What an entry of a set of strangers' answers holds, and how one is written down."""

from collections.abc import Callable
from dataclasses import dataclass

RIGHT, WRONG = "right", "wrong"

# The names of mistakes in section 4 of the design, by exercise.
NAMES = {
    "sigmoid": "sign-flipped overflow scalar-only tanh-instead derivative-instead integer-result",
    "forward": "bias-forgotten bias-after-activation no-hidden-activation no-output-activation"
    " weights-transposed samples-as-rows first-layer-twice",
    "cost": "sign-flipped mean-not-sum negative-class-forgotten log-of-zero wrong-log-base"
    " squared-error broadcast-to-matrix not-summed precedence",
    "gradients": "sign-flipped mean-not-sum hidden-slope-forgotten slope-of-preactivation"
    " slope-taken-twice output-slope-extra bias-not-summed input-of-wrong-layer"
    " weights-transposed stale-weights leaked-index",
    "step": "uphill changes-arguments rate-forgotten rate-squared biases-forgotten stale-weights",
    "numerical_gradients": "one-sided not-restored step-not-halved integer-parameters"
    " all-at-once step-too-small",
    "relative_error": "absolute-error zero-over-zero signed",
    "initialise": "all-equal one-sided-range scale-ignored global-random normal-instead",
    "train": "reset-every-epoch cost-after-update changes-arguments one-step-only one-sample-only"
    " stale-weights off-by-one",
    "sgd_step": "stale-weights leaked-index changes-arguments uphill",
    "predict": "reads-global thresholded uninitialised-output last-sample-only samples-as-rows",
    "perturb": "changes-arguments one-sided-noise same-noise-everywhere width-ignored"
    " global-random",
    "hill_climb": "walks-from-last aliased-best uphill accepts-worse forgets-best",
    "es_gradient": "sign-flipped sigma-forgotten not-antithetic mean-not-sum factor-two",
}
ALL_NAMES = frozenset(name for names in NAMES.values() for name in names.split())


@dataclass(frozen=True)
class Answer:
    """One function of a stranger, and what is true of it."""

    exercise: str
    fn: Callable
    verdict: str  # RIGHT or WRONG
    source: str  # title and site
    truth: str = ""  # one sentence: what is really wrong
    names: frozenset = frozenset()  # the names that would be true; none: only words can be
    false: str = ""  # what it would be false to say


class AnswerSet(list):
    """Answers in the order in which they stand in the file."""

    def right(self, exercise, source):
        """Return a decorator that notes a right answer and leaves the function as it is."""

        def note(fn):
            self.append(Answer(exercise, fn, RIGHT, source))
            return fn

        return note

    def wrong(self, exercise, source, truth, names="", false=""):
        """Return a decorator that notes a wrong answer; ``names`` holds slugs, with spaces between."""
        slugs = frozenset(names.split())
        if unknown := slugs - ALL_NAMES:
            raise ValueError(f"not a name of section 4: {sorted(unknown)}")

        def note(fn):
            self.append(Answer(exercise, fn, WRONG, source, truth, slugs, false))
            return fn

        return note
