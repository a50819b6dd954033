"""style_of: how their training descends, measured: its cost, units (factor), online, Adam."""

import numpy as np

from nn_helpers.clinic import looking
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.costs import BINARY, CLASSES, SQUARED
from nn_helpers.clinic.descend import Style
from nn_helpers.clinic.experiments.cost import slopes as slopes_of_cost
from nn_helpers.clinic.slopes import blame, by_sample, ratio


def with_output_of(model, style):
    """Return a style with the cost that suits the output activation of a repaired model."""
    cost = {"sigmoid": BINARY, "softmax": CLASSES}.get(model.output.name, SQUARED)
    return Style(cost, abs(style.factor), style.online, style.adam)


def style_of(patient):
    """Measure cost, units and order of the updates, as far as they can be seen."""
    match = None if patient.wrong and not patient.accumulates else patient.match
    cost = match.cost if match else _likely_cost(patient)
    adam = bool(match and match.kind == "signs")
    if (
        patient.recognised
        and "softmax" in patient.model.output.name
        and "over" in patient.model.output.name
    ):
        cost = _likely_cost(patient)
    online = _is_online(patient)
    shown_cost = None if match or patient.accumulates else _shown(patient)
    if shown_cost is not None:
        return Style(shown_cost[0], shown_cost[1], online)
    factor = 1 / patient.program.n if adam else _epoch_factor(patient, cost)
    return Style(cost, factor, online and not adam, adam)


def _shown(patient):
    """Return (cost, factor) of the cost that is shown, where a wrong gradient agrees with none.

    Its length would tell the units wrongly; the cost tells whether it is a sum or a mean.
    """
    if not patient.program.has("cost") or patient.cost_findings or not patient.looks:
        return None
    _, _, blocks = blame(patient, patient.looks, 1e-3)
    if any(block.good for block in blocks):
        return None
    for known in patient.known_costs():
        factor = units_of_cost(patient, known)
        if factor:
            whole = factor if factor > 0.4 else factor * patient.m  # of the sum over the samples
            g = np.array([np.linalg.norm(look.g) for look in patient.looks])
            right = [by_sample(patient.model, known, look).sum(axis=0) for look in patient.looks]
            ratios = g / np.maximum([np.linalg.norm(r) for r in right], 1e-300)
            is_sum = np.median(ratios) > whole / np.sqrt(patient.m)
            return known, whole if is_sum else whole / patient.program.n
    return None


def units_of_cost(patient, known):
    """Return by how much the slopes of their cost are those of a known one, or None."""
    T = patient.targets(patient.labels)
    factors = []
    for v in patient.points[:2]:
        outputs, found = slopes_of_cost(patient, v)
        slope = known.slope(outputs, T)
        c = ratio(found.ravel(), slope.ravel())
        if not np.abs(found - c * slope).max() <= 1e-2 * np.abs(found).max():
            return None
        factors.append(c)
    return float(np.mean(factors)) if np.ptp(factors) <= 1e-2 * abs(factors[0]) else None


def _likely_cost(patient):
    """Return the known cost that most of a wrong gradient agrees with, or the likeliest."""
    if patient.looks:
        try:
            return blame(patient, patient.looks, 1e-3)[0]
        except Failed:
            pass
    return patient.known_costs()[0]


def _is_online(patient):
    """Return whether an epoch is many updates: then the way is no straight line in the rate.

    Stale weights bend it too, but leave some arrays straight.
    """
    program = patient.program
    if not program.has("train"):
        return program.has("step")
    move = lambda rate: program.train(patient.elsewhere, patient.X, patient.labels, rate, 1).vector  # noqa: E731
    try:
        ways = [move(rate) - patient.elsewhere for rate in (0.02, 0.04)]
    except Failed:
        return False
    bend = np.abs(ways[1] - 2 * ways[0])
    moved = [leaf for leaf in patient.live_leaves if np.any(ways[0][leaf.part])]
    noise = 1e-3 if patient.single else 1e-8
    return bool(moved) and all(
        bend[leaf.part].max() > noise * np.abs(ways[0][leaf.part]).max() for leaf in moved
    )


def _epoch_factor(patient, cost):
    """Return by how much one epoch at a tiny rate follows the summed slope of the cost."""
    program = patient.program
    rate = looking.tiny(patient)
    v, X, Y = patient.points[1], program.X, program.Y
    try:
        if program.has("train"):
            follow = lambda: (v - program.train(v, X, Y, rate, 1, 2).vector) / rate  # noqa: E731
        elif program.has("gradients") and not program.has("step"):
            follow = lambda: program.gradients(v, X, Y)  # noqa: E731
        else:
            return abs(patient.match.factor) if patient.match else 1.0
        g = follow()
        if patient.accumulates:
            g = follow() - g
    except Failed:
        return abs(patient.match.factor) if patient.match else 1 / program.n
    _, total = patient.model.pull_back(v, X, cost, patient.task.targets)
    total = total[0]
    return _units(patient, g, total)


def _units(patient, g, total):
    """Return the factor most arrays agree on, or else the ratio of the lengths."""
    if not np.all(np.isfinite(g)) or not np.any(g) or not np.any(total):
        return abs(patient.match.factor) if patient.match else 1 / patient.program.n
    good = []
    for leaf in patient.program.tree.leaves:
        a, b = g[leaf.part], total[leaf.part]
        c = ratio(a, b)
        if c and np.linalg.norm(a - c * b) <= 1e-2 * np.linalg.norm(a):
            good.append(abs(c))
    whole = np.linalg.norm(g) / np.linalg.norm(total)
    return float(np.median(good)) if good else float(whole)
