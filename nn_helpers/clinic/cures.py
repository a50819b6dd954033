"""Cures where all functions are right: a Look (way), tries of rate, start, epochs; good_cures."""

import numpy as np

from nn_helpers.clinic import points
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.experiments import data, gradients, start
from nn_helpers.clinic.finding import DECISIVE, Finding
from nn_helpers.clinic.trials import STARTS, Setup

FIRST_K = 4
FULL_K = 8
CLEAR = 0.4  # a cure must raise the share of starts by so much
CLEAR_OF_16 = 0.3  # or by so much where both shares are of 16 starts
SOME = 0.24  # or, where none did better, from almost none to so much
EQUAL = 0.26  # cures within this share of the best count as the same disease

ADVICE = {
    "rate-too-small": "Take a larger rate.",
    "rate-too-large": "Take a smaller rate.",
    "too-few-epochs": "Train longer, and plot the cost to see that it still falls.",
    "start-too-small": "Draw the weights wider.",
    "start-saturated": "Draw the weights smaller, so that no unit sits at its flat end.",
    "symmetric-start": "Draw the weights at random; zero is fine for biases only.",
    "dead-units": "Draw the weights anew at a usual size, or let the relu leak.",
    "inputs-not-scaled": "Bring every input to mean 0 and spread 1, in training and in predict.",
    "targets-not-scaled": "Bring the targets to mean 0 and spread 1, and undo it after predict.",
    "samples-in-order": "Shuffle the samples before every epoch.",
    "unlucky-start": "Draw another start; try several and keep the best.",
    "gradient-vanishes": "Draw the weights wider, or use tanh or relu in the hidden layers.",
}


class Look:
    """What can be seen of a run that did not learn, to say which cures to try first."""

    def __init__(self, patient):
        self.patient = patient
        self.size = _size_of_start(patient)
        self.wild = data.unscaled_inputs(patient)
        self.wild_targets = data.unscaled_targets(patient)
        self.ends_before = _or_nan(lambda: start.hidden_at_ends(patient, patient.start))
        end = patient.trained.vector if patient.trained is not None else None
        self.diverged = end is not None and not np.all(np.isfinite(end))
        self.ends_after = 1.0
        if end is not None and not self.diverged:
            self.ends_after = _or_nan(lambda: start.hidden_at_ends(patient, end))
        self.rising = _rises(patient.trained.costs if patient.trained else None)
        self.vanishes = _or_nan(lambda: gradients.vanishes(patient)) or []
        self.symmetric = False
        self.way = _way(patient.start, end, patient.live) if end is not None else np.inf
        self.lazy = self.way < 0.05

    @property
    def violent(self):
        """Whether the run looks as if its rate were too large."""
        return self.diverged or self.rising or (self.ends_after > 0.6 and self.ends_before < 0.4)


def _or_nan(ask):
    try:
        return ask()
    except (Failed, ValueError, TypeError, IndexError):
        return float("nan")


def _size_of_start(patient):
    """Return the size of the start's weights over the usual size."""
    usual = points.moderate(patient.program.tree, patient.rng, patient.start, patient.live, 8)
    live = patient.live
    usual_size = np.sqrt(np.mean(usual[:, live] ** 2))
    return float(np.sqrt(np.mean(patient.start[live] ** 2)) / max(usual_size, 1e-12))


def _way(start, end, live):
    """Return how far training moved the parameters, over their size."""
    size = np.linalg.norm(start[live])
    return float(np.linalg.norm((end - start)[live]) / size) if size else np.inf


def _rises(costs):
    """Return whether the costs end clearly above their lowest, or jump up and down."""
    if costs is None or len(costs) < 4:
        return False
    if not np.all(np.isfinite(costs)):
        return True
    spread = costs.max() - costs.min()
    return bool(
        costs[-1] > costs.min() + 0.3 * max(spread, 1e-12) and costs[-1] > 1.05 * abs(costs.min())
    )


def plan(look):
    """Return [(slug, setup)] to try, the likeliest first."""
    tries = []
    if look.wild:
        tries.append(("inputs-not-scaled", Setup(inputs=True)))
    if look.wild_targets:
        tries.append(("targets-not-scaled", Setup(targets=True)))
        tries.append(("targets-not-scaled", Setup(targets=True, inputs=look.wild)))
    small, large = look.size < 0.35, look.size > 2.5
    starts = "start-too-small" if small else "start-saturated" if large else _unlucky_or_dead(look)
    if look.symmetric:
        starts = "symmetric-start"
    less = [("rate-too-large", Setup(rate=0.1)), ("rate-too-large", Setup(rate=0.01))]
    more = [("rate-too-small", Setup(rate=10)), ("too-few-epochs", Setup(epochs=5))]
    if look.vanishes:
        tries.append(("gradient-vanishes", Setup(tanh=True)))
        tries.append(("gradient-vanishes", Setup(start=3)))
    if look.violent:
        tries += less
    if small or large or look.symmetric or look.ends_before > 0.4:
        tries.append((starts, Setup(moderate=True)))
    if small:
        tries.append(("start-too-small", Setup(start=10)))
    if large:
        tries.append(("start-saturated", Setup(start=0.1)))
    tries += more if look.violent else [*more, *less]
    tries.append(("samples-in-order", Setup(shuffled=True)))
    if not (small or large or look.symmetric or look.ends_before > 0.4):
        tries.append((starts, Setup(moderate=True)))
    far = _far(look)
    if look.lazy:
        return [*tries[:1], *far, *tries[1:]] if look.wild or look.wild_targets else far + tries
    tries += (
        far
        if not look.violent
        else [("rate-too-large", Setup(rate=1e-3)), ("rate-too-large", Setup(rate=1e-4))]
    )
    return [*tries, ("too-few-epochs", Setup(epochs=20))]


def _unlucky_or_dead(look):
    """Return what another start of the usual size cures: dead units are seen at the start."""
    return "dead-units" if look.ends_before > 0.4 else "unlucky-start"


def _far(look):
    """Return much larger rates; after a run that hardly moved, those that would cross the start."""
    powers = [2, 3]
    if look.way and look.way < 1e-3:
        power = round(-np.log10(look.way))
        powers = [power, power + 1, *powers]
    return [("rate-too-small", Setup(rate=10.0**power)) for power in powers]


def merged(one, two):
    """Return both changes at once; where both change one thing, the first."""
    plain = Setup()
    changes = {
        name: getattr(two, name)
        for name in Setup._fields
        if getattr(one, name) == getattr(plain, name)
    }
    return one._replace(**changes)


def pairs(trials, tries):
    """Return two changes at once to try, after single ones did not cure: those that helped most."""
    gains = sorted(
        ((gain(trials, setup), slug, setup) for slug, setup in tries), key=lambda g: -g[0]
    )
    best = [(slug, setup) for much, slug, setup in gains if much > 0.02][:3]
    longer = ("too-few-epochs", Setup(epochs=5))
    found = []
    for i, (slug, setup) in enumerate(best):
        for _, other in [longer, *best[i + 1 :]]:
            both = merged(setup, other)
            if both not in (setup, other) and both not in [known for _, known in found]:
                found.append((slug, both))
    return found


def gain(trials, setup):
    """Return by how much a change raises the mean score, 0 where it was not tried."""
    before, after = (trials.cache.get(each, []) for each in (Setup(), setup))
    if not before or not after:
        return 0.0
    return float(np.mean(np.clip(after, -1, 1)) - np.mean(np.clip(before[: len(after)], -1, 1)))


def helpful(trials, tries, look):
    """Return the finding that a change helps though it does not cure, or none."""
    gains = sorted(
        ((gain(trials, setup), slug, setup) for slug, setup in tries), key=lambda g: -g[0]
    )
    if not gains or gains[0][0] < 0.1:
        return []
    much, slug, setup = gains[0]
    return [
        Finding(
            slug,
            f"With {setup.words()} the mean score rises by {much:.2f}, though no start learns.",
            ADVICE[slug],
            exact=False,
            weight=3,
            numbers=_numbers(look),
        )
    ]


def try_all(trials, tries, base, extra=None, enough=3):
    """Return [(slug, setup, rate)] of those that raise the share of starts clearly, or else a little.

    ``extra`` names fields that are changed in every trial, such as ``{"gradient": True}``.
    """
    good, some = [], []
    for slug, change in tries:
        setup = change._replace(**(extra or {}))
        if any(other == setup for _, other, _ in good) or not trials.budget.has(0.15):
            continue
        rate = trials.rate(setup, min(FIRST_K, trials.most(0.1, setup)))
        if rate.K and rate.share >= base + SOME:
            rate = trials.rate(setup, STARTS if trials.mirror else trials.most(0.2, setup))
        clear = CLEAR_OF_16 if rate.K == STARTS else CLEAR
        if rate.K and rate.share >= base + clear:
            good.append((slug, setup, rate))
        elif rate.k > 1 and base < 0.13 and rate.share >= base + SOME:
            some.append((slug, setup, rate))
        if len(good) >= enough and slug not in ("inputs-not-scaled", "targets-not-scaled"):
            break
    return good or some


def preferred(look):
    """Return the order in which equally good cures are named, by what was seen."""
    order = []
    if look.symmetric:
        order.append("symmetric-start")
    order += ["targets-not-scaled"] if look.wild_targets and not look.wild else []
    order += ["inputs-not-scaled"] if look.wild else []
    order += ["targets-not-scaled"] if look.wild_targets else []
    if look.vanishes and look.size < 2.5:
        order.append("gradient-vanishes")
    if look.size > 2.5:
        order.append("start-saturated")
    if look.violent:
        order.append("rate-too-large")
    if look.size < 0.35:
        order.append("start-too-small")
    order += [
        "rate-too-small",
        "too-few-epochs",
        "samples-in-order",
        "rate-too-large",
        "dead-units",
    ]
    return list(dict.fromkeys(order))


def as_findings(look, good_cures, base):
    """Return the cures as findings: those that cure equally well are one disease, best known first."""
    if not good_cures:
        return []
    top = max(rate.share for _, _, rate in good_cures)
    good_cures = [each for each in good_cures if each[2].share >= top - EQUAL]
    order = preferred(look)
    if look.vanishes and look.size < 2.5 and any(setup.moderate for _, setup, _ in good_cures):
        good_cures = [
            ("gradient-vanishes", s, r) if s.moderate else (slug, s, r) for slug, s, r in good_cures
        ]
    place = {slug: i for i, slug in enumerate(order)}
    slugs = sorted({slug for slug, _, _ in good_cures}, key=lambda slug: place.get(slug, 99))
    told = "; ".join(f"with {setup.words()} {rate} starts learn" for _, setup, rate in good_cures)
    cures = [(setup.words(), rate.k, rate.K) for _, setup, rate in good_cures]
    return [
        Finding(
            slug,
            f"As it is {base} starts learn; {told}.",
            ADVICE[slug],
            role=DECISIVE,
            exact=False,
            weight=5 - 0.1 * i,
            cures=cures,
            same_disease=tuple(s for s in slugs if s != slug),
            numbers=_numbers(look),
        )
        for i, slug in enumerate(slugs[:4])
    ]


def _numbers(look):
    return {
        "size of the start over the usual": look.size,
        "hidden units at their ends, start": look.ends_before,
        "hidden units at their ends, end": look.ends_after,
    }
