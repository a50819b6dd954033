"""Experiments on the cost: is it lowest at the labels, finite, and does every sample count?"""

import numpy as np

from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.finding import Finding


def slopes(patient, v):
    """Return (outputs, slopes of their cost by each output), by differences of the outputs."""
    program, Y = patient.program, patient.labels
    outputs = program.predict(v, patient.X)
    cost_slopes = np.zeros_like(outputs)
    spread = 0.0 if patient.task.is_classes else 100 * float(np.std(patient.task.targets))
    for i, j in np.ndindex(outputs.shape):
        h = (1e-3 if patient.single else 1e-6) * max(1.0, abs(outputs[i, j]), spread)
        up, down = outputs.copy(), outputs.copy()
        up[i, j] += h
        down[i, j] -= h
        cost_slopes[i, j] = (program.cost(up, Y) - program.cost(down, Y)) / (2 * h)
    return outputs, cost_slopes


def wrong_way(patient):
    """Return (share of outputs whose cost falls away from the label, share that does not matter).

    A cost has one duty: to fall when an output moves towards its label. Move every output a little
    and see. For scores (logits) towards the label means up for 1 and down for 0.
    """
    wrong, cost_stays, seen = 0, np.ones(patient.labels.shape[0], bool), 0
    T = patient.targets(patient.labels)
    for v in patient.points:
        outputs, cost_slopes = slopes(patient, v)
        if not np.all(np.isfinite(cost_slopes)):
            continue
        away = np.sign(outputs - T)
        up = np.sign(patient.task.threshold - T) if patient.task.is_classes else away
        size = np.abs(cost_slopes).max()
        clear = np.abs(cost_slopes) > 1e-5 * size
        bad = clear & (np.sign(cost_slopes) != away) & (np.sign(cost_slopes) != up)
        if patient.task.is_classes and T.shape[1] > 1:
            bad &= ~((T.min() >= T) & (np.abs(cost_slopes) < 1e-4 * size))
        wrong += bad.sum()
        seen += bad.size
        cost_stays &= ~clear.any(axis=1)
    return (wrong / seen if seen else 0.0), cost_stays


def lowest_at_labels(patient):
    """Does the cost fall when the outputs move towards the labels, for every sample?

    A minus on the first term only, a forgotten sign, or half of a cross-entropy left out rewards
    wrong answers, or does not care about some of them.
    """
    share, cost_stays = wrong_way(patient)
    if share > 0.01:
        return [_wrong(f"For {share:.0%} of the outputs the cost falls when the output moves away "
                       "from its label", share)]  # fmt: skip
    if cost_stays.all():
        return _flat(patient)
    if cost_stays.any():
        T = patient.targets(patient.labels)
        ignored = ", ".join(sorted({f"{t:.3g}" for t in T[cost_stays].ravel()}))
        return [_wrong(f"{cost_stays.sum()} of {len(cost_stays)} samples (labels {ignored}) do not "
                       "change the cost, whatever their output is", 0.0)]  # fmt: skip
    return []


def _wrong(evidence, share):
    return Finding(
        "cost-wrong",
        evidence + ".",
        "Write the cost once more with brackets, -(Y * log(A) + (1 - Y) * log(1 - A)), "
        "and try it on one sample by hand.",
        where="cost",
        weight=5,
        repair="gradient",
        numbers={"share": share},
    )


def _flat(patient):
    """Return a finding if large moves change the cost though small ones do not: it is rounded."""
    program, Y = patient.program, patient.labels
    T = patient.targets(Y)
    outputs = program.predict(patient.points[0], patient.X)
    if program.cost(T.astype(float), Y) == program.cost(outputs, Y):
        return [_wrong("The cost is the same for every output that was tried", 0.0)]
    return [
        Finding(
            "not-differentiable",
            "Small moves of the outputs never change the cost, large ones do: it rounds or counts.",
            "Train with a cost that moves with the outputs; show the accuracy beside it.",
            where="cost",
            weight=3,
        )
    ]


def finite(patient):
    """Is the cost finite for the answers this network really gives?

    log(0) is minus infinity, and 0 times that is nan. Look at the outputs at the start, after
    training, and at moderate parameters. That a sigmoid can reach 0 and 1 in theory is not held
    against anybody.
    """
    program = patient.program
    seen = [program.predict(v, program.X) for v in patient.generic(3)]
    seen += [patient.outputs_at_start]
    if patient.outputs_at_end is not None and np.all(np.isfinite(patient.outputs_at_end)):
        seen.append(patient.outputs_at_end)
    costs = patient.trained.costs if patient.trained else None
    told = costs is not None and not np.all(np.isfinite(costs))
    seen += [o for o in patient.early if np.all(np.isfinite(o))]
    bad = [
        o for o in seen if np.all(np.isfinite(o)) and not np.isfinite(program.cost(o, program.Y))
    ]
    if not bad:
        return []
    exact = sum(np.any((o <= 0) | (o >= 1)) for o in bad)
    return [
        Finding(
            "cost-not-finite",
            f"The cost is nan or infinite for {len(bad)} of {len(seen)} sets of outputs that this "
            f"network gave; in {exact} of them an output was at or beyond 0 or 1."
            + (" So were the costs that training told." if told else ""),
            "Clip the outputs before the logarithm, np.clip(A, 1e-12, 1 - 1e-12), and see whether "
            "the output activation can leave (0, 1).",
            where="cost",
            weight=8 if exact else 5,
            repair="output",
        )
    ]


def compare(patient, match):
    """Is the cost that is shown the cost that is trained?

    ``match`` is the known cost whose gradient the program follows. If the shown cost has other slopes
    by its outputs, training minimises something else than what is printed. That is harmless: both
    are lowest at the labels.
    """
    ratios, factors = [], []
    T = patient.targets(patient.labels)
    for v in patient.points[:3]:
        try:
            outputs, cost_slopes = slopes(patient, v)
        except Failed:
            return []
        known = match.cost.slope(outputs, T)
        size = np.sum(known * known)
        c = np.sum(cost_slopes * known) / size if size else 0
        ratios.append(
            np.abs(cost_slopes - c * known).max() <= 1e-2 * max(np.abs(cost_slopes).max(), 1e-300)
        )
        factors.append(c / match.factor)
    if all(ratios):
        return _other_units(patient, match, factors)
    return [
        Finding(
            "cost-not-the-one-trained",
            f"The gradient is that of the {match.cost.name}; the cost that is shown has other slopes.",
            "Show the cost that is trained, or do not compare the curve with the textbook's.",
            where="cost",
            role="harmless here",
            weight=1,
        )
    ]


def _other_units(patient, match, factors):
    """Return the finding that the cost is shown in units that no sum, mean or half explains."""
    times = float(np.median(factors))
    counts = {1, patient.program.n, len(patient.labels), patient.targets(patient.labels).shape[1]}
    usual = np.array([2.0**k * a / b for k in (-1, 0, 1) for a in counts for b in counts])
    if (
        np.ptp(factors) > 1e-2 * abs(times)
        or times <= 0
        or np.any(np.abs(times / usual - 1) < 0.02)
    ):
        return []
    return [
        Finding(
            "cost-not-the-one-trained",
            f"The cost that is shown is {times:.3g} times the {match.cost.name} that is trained, "
            "which is neither a sum nor a mean of it.",
            "Nothing has to change; compare the curve with others only in the same units.",
            where="cost",
            role="harmless here",
            weight=1,
            numbers={"factor": times},
        )
    ]
