"""The verdict; each finding's role: decisive, MASKED, HARMLESS; two_by_two, last_resorts."""

from dataclasses import replace

import numpy as np

from nn_helpers.clinic import cures, exact, fit, repairs
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.experiments import data
from nn_helpers.clinic.finding import DECISIVE, HARMLESS, MASKED, NOT_TRIED, Finding
from nn_helpers.clinic.trials import STARTS, Rate, Setup

MOSTLY = 0.7
SHORT = "not enough time was left"
ALONE = 100  # samples that are asked about one at a time


def verdict(first, base):
    """Return the verdict in words: whether the posted run learned, and how many redrawn starts did."""
    if first and base.K and base.share >= MOSTLY:
        return "learns"
    if first and not base.K:
        return "learns"
    if first or base.share > 0.13:
        return "learns by luck"
    return "does not learn"


def base_rate(patient, trials, first):
    """Return how often the program learns from redrawn starts."""
    rate = trials.rate(Setup(), trials.most(0.3))
    if trials.mirror and 0 < rate.k < rate.K:
        rate = trials.rate(Setup(), STARTS)
    if trials.all_starts_alike() and rate.K and not patient.restless:
        return Rate(min(rate.k, 1), 1, rate.best)
    return rate


def fails_alone(patient, finding):
    """Return what is the matter with answers about one sample at a time, or "" where they are right.

    Learning is judged on all samples at once. Where answers are mixed, that says nothing about one.
    """
    if finding.slug != "samples-mixed":
        return ""
    if finding.numbers.get("no_numbers_alone"):
        return "those answers are no numbers"
    if patient.trained is None:
        return ""
    program, v = patient.program, patient.trained.vector
    asked = np.unique(np.linspace(0, program.n - 1, ALONE).astype(int))
    try:
        outputs = np.concatenate([program.predict(v, program.X[[i]]) for i in asked])
    except Failed:
        return ""
    task = replace(patient.task, targets=patient.task.targets[asked])
    if task.learned(outputs):
        return ""
    if not np.all(np.isfinite(outputs)):
        return "those answers are no numbers"
    return f"those answers score {task.score(outputs):.2f}, needed is {task.level():.2f}"


def of_repair(finding):
    """Return the trial that repairs a finding, or None where the clinic cannot."""
    return {
        "gradient": Setup(gradient=True),
        "output": Setup(output=True),
        "reshape": Setup(reshape=True),
        "start": Setup(moderate=True),
        "floats": Setup(floats=True),
    }.get(finding.repair)


def decide(patient, trials, found, first, base, log):
    """Give every finding its role, and add the causes that only a cure can show."""
    done = [f for f in found if f.role != NOT_TRIED]
    open_ones = [f for f in found if f.role == NOT_TRIED]
    if first and base.share >= MOSTLY:
        found = [f for f in found if f.slug != "decay-too-strong"]
        for f in open_ones:
            alone = fails_alone(patient, f)
            if alone:
                f.evidence += (
                    f" Asked about all samples at once it learns ({base} redrawn starts). Asked about one "
                    f"at a time it does not: {alone}."
                )
                continue
            f.role = HARMLESS
            f.evidence += f" It learns all the same: {base} redrawn starts."
        return found
    proven(patient, open_ones, first)
    for f in [f for f in open_ones if f.role == NOT_TRIED]:
        try_repair(patient, trials, f, base)
    for f in [f for f in open_ones if f.slug == "decay-too-strong" and f.role != DECISIVE]:
        found.remove(f)  # a decay is a habit, unless it is what stops the learning
        open_ones.remove(f)
    if first:
        for f in open_ones:
            if f.role == MASKED or (f.role == NOT_TRIED and f.weight < 6):
                f.role = HARMLESS
        return found
    if any(f.role == DECISIVE for f in open_ones):
        for f in open_ones:
            if f.role == MASKED and f.weight < 5:
                f.role = HARMLESS
        return found
    if any(f.exact and f.role == NOT_TRIED and f.weight >= 8 for f in open_ones):
        return found  # that has to be repaired first
    found += search(patient, trials, open_ones, base, log)
    return done + [f for f in found if f not in done]


def proven(patient, found, first):
    """Mark what makes learning impossible whatever else is right."""
    if first:
        return
    for f in found:
        hopeless = f.slug == "output-range" and f.numbers.get("hopeless")
        blind = f.slug in ("output-constant", "predict-ignores-input") and f.weight == 10
        flat = f.slug == "not-differentiable" and f.where == "predict"
        still = f.slug == "not-differentiable" and patient.match is None and not patient.moved()
        if hopeless or flat or still or (blind and patient.task.chance() < 1):
            f.role = DECISIVE


def try_repair(patient, trials, finding, base):
    """Run the program with the finding repaired, and say what that changes."""
    setup = of_repair(finding)
    if setup is None or (setup.output and repairs.better_output(patient) is None):
        return
    if setup.gradient and not patient.shapes_fit:
        return
    if finding.slug == "samples-left-out" and finding.where == "train":
        setup = all_samples(trials, base) or setup
    rate = trials.rate(setup, cures.FIRST_K)
    if rate.K and 0 < rate.share < 1:
        rate = trials.rate(setup, cures.FULL_K)
    if not rate.K:
        finding.evidence += f" The repair was not tried: {SHORT}."
        return
    finding.cures.append((setup.words(), rate.k, rate.K))
    finding.evidence += f" As it is {base} starts learn, with {setup.words()} {rate}."
    clear = 0.24 if finding.exact and rate.K >= 4 else cures.CLEAR
    if rate.share >= base.share + clear:
        finding.role = DECISIVE
    elif base.share > 0.13 and rate.share <= base.share + 0.2:
        finding.role = HARMLESS
    else:
        finding.role = MASKED


def all_samples(trials, base):
    """Return the trial in which their own loop meets all samples by shuffling, if that cures; or None.

    It keeps their batches, which a plain descent does not.
    """
    setup = Setup(shuffled=True)
    return setup if trials.rate(setup, cures.FIRST_K).share >= base.share + cures.CLEAR else None


def search(patient, trials, suspects, base, log):
    """Return the causes that are found by curing: scales, rate, start, epochs, order, or the network."""
    look = cures.Look(patient)
    look.symmetric = any(f.slug == "symmetric-start" for f in suspects)
    masked = [f for f in suspects if f.role == MASKED and f.repair in ("gradient", "output")]
    proof = exact.affine(patient, log) if patient.shapes_fit else []
    if proof:
        return below(proof) if untried(suspects) else proof
    if not patient.shapes_fit:
        return []
    reached = None
    if not masked:
        reached = log.ask("best fit of the network", lambda: fit.best_fit(patient, trials.budget))
        if not patient.task.is_classes and reached is not None and patient.task.ceiling is None:
            lowered(patient, trials, reached)
    found = tuned(patient, trials, look, base, masked, log)
    if found:
        return found
    found = last_resorts(patient, trials, base, reached, masked, log)
    if untried(suspects):
        below([f for f in found if f.role == DECISIVE and f.slug == "cannot-represent"])
    if look.vanishes and not masked and not base.k:
        return look.vanishes + found
    if not found and not masked:
        found = cures.helpful(trials, cures.plan(look), look)
    return found


def lowered(patient, trials, reached):
    """For numbers without a ceiling, nine tenths of what the best fit reaches is enough."""
    if reached.whole and 0.2 < reached.best < 1 and reached.restarts >= 8:
        patient.task.ceiling = min(1.0, reached.best)


def tuned(patient, trials, look, base, masked, log):
    """Return the findings of the cures that work on the program as it is, with the table of two."""
    tries = cures.plan(look)
    if masked and masked[0].repair == "gradient" and patient.recognised:
        found = repaired_first(patient, trials, look, base, masked, tries, log)
        if found is not None:
            return found
    good = log.ask("cures", lambda: cures.try_all(trials, tries, base.share), []) or []
    if masked:
        return two_by_two(patient, trials, look, base, masked, tries, good)
    if not good:
        more = cures.pairs(trials, tries)
        good = (
            log.ask(
                "two cures at once", lambda: cures.try_all(trials, more, base.share, enough=2), []
            )
            or []
        )
    return cures.as_findings(look, good, base)


def repaired_first(patient, trials, look, base, masked, tries, log):
    """The table of two, beginning with the repaired program, whose trials are quick.

    Returns None if no setting cures the repaired program.
    """
    extra = {"gradient": True}
    ask = lambda: cures.try_all(trials, tries, base.share, extra, enough=2)  # noqa: E731
    both = log.ask("cures of the repaired program", ask, []) or []
    if not both:
        return None
    alone = []
    for slug, repaired, rate in sorted(both, key=lambda each: -each[2].share)[:2]:
        setup = repaired._replace(gradient=False)
        without = trials.rate(setup, trials.most(0.3, setup))
        table = f" Table: as it is {base}; {setup.words()} alone {without}; both {rate}."
        masked[0].evidence += table
        if without.K and without.share >= rate.share - 0.26:
            alone.append((slug, setup, without))
    if not alone:
        return below(cures.as_findings(look, both, base))
    for f in masked:
        f.role = HARMLESS
    return cures.as_findings(look, alone, base)


def two_by_two(patient, trials, look, base, masked, tries, good):
    """Tell a defect that hides another cause from one that does no harm: the table of both repairs."""
    suspect = masked[0]
    extra = {"gradient": True} if suspect.repair == "gradient" else {"output": True}
    if good:
        _, setup, repair_alone = max(good, key=lambda each: each[2].share)
        both = trials.rate(setup._replace(**extra), cures.FULL_K)
        table = (
            f" Table: as it is {base}; {setup.words()} alone {repair_alone}; "
            f"both {both or 'not tried'}."
        )
        for f in masked:
            f.evidence += table
            if both.K and both.share <= repair_alone.share + 0.26:
                f.role = HARMLESS
        if suspect.role == HARMLESS:
            return cures.as_findings(look, good, base)
        if not both.K:
            return below(cures.as_findings(look, good, base))
    both = cures.try_all(trials, tries, base.share, extra, enough=2)
    if not both:
        return below(cures.as_findings(look, good, base))
    found = below(cures.as_findings(look, both, base))
    for f in found if not good else []:
        f.evidence += " Neither change alone is enough."
    suspect.evidence += f" Repaired together with {both[0][1].words()}: {both[0][2]}."
    return found


def untried(suspects):
    """Return whether a proved defect of the gradient is there whose repair was not tried."""
    return any(f.exact and f.role == NOT_TRIED and f.repair == "gradient" for f in suspects)


def below(found):
    """Return causes as masked ones: a proved defect beside them comes first."""
    for f in found:
        f.role = MASKED
    return found


def last_resorts(patient, trials, base, reached, masked, log):
    """Return what is left when no change of settings helps: the network, the data, luck."""
    if base.k and not masked:
        return [_unlucky(base)]
    found = log.ask("labels against neighbours", lambda: data.labels_look_random(patient), []) or []
    if found and not masked:
        found[0].weight = 5
    if reached is not None and not masked and not reached.learned:
        if reached.whole and reached.restarts < fit.RESTARTS:  # nothing else is left to try
            ask = lambda: fit.best_fit(patient, trials.budget, share=0.9)  # noqa: E731
            reached = log.ask("best fit, once more", ask, reached)
        found += too_small(patient, reached, role=NOT_TRIED if found else DECISIVE)
    found += (
        log.ask("training that stops by itself", lambda: stops(patient, trials, base), []) or []
    )
    found += log.ask("labels that contradict", lambda: data.contradictions(patient), []) or []
    return found


def stops(patient, trials, base):
    """Does training stop before its epochs are over?

    Train twice as long from the same start: if it ends at the same numbers to the last bit while
    plain descent goes on and learns, something in the loop ended it.
    """
    program = patient.program
    if not program.has("train") or patient.trained is None or patient.restless:
        return []
    raw = program.params(patient.start, whole=True)
    longer = program.train_from(
        raw, program.X, program.Y, epochs=2 * program.epochs + 1, seconds=2.0
    )
    if not np.array_equal(longer.vector, patient.trained.vector):
        return []
    plain = trials.rate(Setup(gradient=True), cures.FULL_K)
    if plain.share < base.share + cures.CLEAR:
        return []
    return [
        Finding(
            "too-few-epochs",
            f"Training stops by itself: {2 * program.epochs + 1} epochs end at the same numbers as "
            f"{program.epochs}. As it is {base} starts learn, with plain descent over all "
            f"{program.epochs} epochs {plain}.",
            "Look for what ends the loop early: a threshold on the change of the cost, a patience, "
            "a return. On a plateau the cost hardly changes, and yet it is not the end.",
            where="train",
            role=DECISIVE,
            weight=5,
            cures=[("plain descent over all epochs", plain.k, plain.K)],
        )
    ]


def _unlucky(base):
    return Finding(
        "unlucky-start",
        f"{base} redrawn starts learn; the posted one does not.",
        cures.ADVICE["unlucky-start"],
        where="start",
        role=DECISIVE,
        exact=False,
        weight=4,
        cures=[("another start", base.k, base.K)],
    )


def too_small(patient, reached, role):
    """Return the finding that the best of many fits cannot answer right either.

    Where the labels look random that decides nothing: noise is not there to be represented.
    """
    if reached.restarts < fit.RESTARTS or not reached.whole:
        return []
    return [
        Finding(
            "cannot-represent",
            f"The best of {reached.restarts} fits by a far better method reaches "
            f"{reached.best:.3g}; needed is {patient.task.level():.3g}.",
            "Add hidden units, biases, or an activation that bends.",
            where="predict",
            role=role,
            exact=False,
            weight=6 if role == DECISIVE else 4,
        )
    ]
