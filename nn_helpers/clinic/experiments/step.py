"""Experiments on one update: linear in the rate (staircase), never_updated, decay, steps_grow?"""

from itertools import pairwise

import numpy as np

from nn_helpers.clinic import looking, slopes
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.experiments import gradients
from nn_helpers.clinic.finding import Finding
from nn_helpers.clinic.slopes import by_sample

MULTIPLES = (0.0, 1.0, 2.0, 4.0)


def staircase(patient, move, name, rate=0.1):
    """Does one update use only old parameters?

    A plain update is a straight line in the rate: twice the rate, twice the way. An update that
    computes one array from another that was already changed has a bend: a remainder that grows with
    the square of the rate. So have decay after the step and looking ahead, which are right. But stale
    weights leave a **staircase**: the array that is updated first has no remainder at all, the later
    ones have. Where the remainder points along the gradient of its own array it is decay.
    """
    seen = []
    for v, (X, Y) in zip(patient.generic(6), looking.singles(patient, 6) * 3, strict=False):
        try:
            ways = np.array([move(v, X, Y, rate * k) - v for k in MULTIPLES])
        except Failed:
            return []
        if np.all(np.isfinite(ways)):
            seen.append(_remainders(patient, ways))
    if len(seen) < 3:
        return []
    return _judge_the_stairs(patient, seen, name)


def _remainders(patient, ways):
    """Return for each live array (remainder over the step, its growth, cosine with the step)."""
    zero, one, two, four = ways
    small, large = two - 2 * one + zero, four - 2 * two + zero
    table = {}
    for leaf in patient.live_leaves:
        r, R, g = small[leaf.part], large[leaf.part], (one - zero)[leaf.part]
        length, grown, way = (float(np.linalg.norm(x)) for x in (r, R, g))
        cosine = abs(float(np.dot(r, g))) / (length * way) if length * way else 0.0
        table[leaf.name] = (
            length / way if way else 0.0,
            grown / length if length else 0.0,
            cosine,
            way,
        )
    return table


def _judge_the_stairs(patient, seen, name):
    flat, bent = [], []
    noise = 1e-4 if patient.single else 1e-9
    for leaf in seen[0]:
        rows = [table[leaf] for table in seen if table[leaf][3] > 0]
        if not rows:
            continue
        remainder = max(row[0] for row in rows)
        if remainder <= noise:
            flat.append(leaf)
            continue
        strong = [row for row in rows if row[0] > 10 * noise]
        squared = [row for row in strong if 2.5 < row[1] < 6.5]
        own_way = [row for row in strong if row[2] > 0.999]
        single = (
            patient.program.tree.leaves[
                [x.name for x in patient.program.tree.leaves].index(leaf)
            ].size
            == 1
        )
        if strong and len(squared) >= 0.6 * len(strong):
            bent.append((leaf, remainder, len(own_way) == len(strong) and not single))
    if not flat or not bent or all(own for _, _, own in bent):
        return []
    return [_stale(flat, [(leaf, r) for leaf, r, _ in bent], name)]


def _stale(flat, bent, name):
    worst = max(r for _, r in bent)
    return Finding(
        "step-stale",
        f"In {name}, {', '.join(flat)} move exactly in proportion to the rate; "
        f"{', '.join(leaf for leaf, _ in bent)} have a remainder (up to {worst:.2g} of the step at "
        "rate 0.1) that grows with its square.",
        "Compute all gradients first, then change the parameters; or keep the old weights in a copy.",
        where=", ".join(leaf for leaf, _ in bent),
        weight=6,
        repair="gradient",
        numbers={"flat": flat, "remainder": worst},
    )


def followed(patient, move, name):
    """Which gradient does an update follow, and which way?

    At a rate of one millionth nothing of second order is left: the way divided by the rate is the
    gradient that the program follows, whatever its code looks like. Compare it with the slopes of the
    known costs. Returns (findings, match).
    """
    tolerance = 5e-2 if patient.single else 1e-4
    error = None
    for samples in (looking.singles(patient), [(patient.X, patient.labels)] * 4, _theirs(patient)):
        try:
            looks = looking.from_moves(patient, move, samples)
        except looking.Restless:
            raise
        except Failed as failed:
            error = failed
            continue
        if not any(np.any(look.g) for look in looks) and len(looks[0].X) < patient.program.n:
            continue  # nothing moves with one sample: perhaps it is the one left out
        found = slopes.find(patient, looks, tolerance)
        if found is None and len(looks[0].X) > patient.m:
            return [], None  # too many samples to tell which of them count
        if name == "train" and len(samples[0][0]) == 1 and patient.m > 1:
            crowd = _in_a_crowd(patient, move)
            together = slopes.find(patient, crowd, tolerance) if crowd else found
            if found is not None and together is None:
                return gradients._judged(patient, crowd, tolerance, None, name), None
            found = found or together
        frozen = _frozen(patient, looks, name)
        if frozen:
            return frozen, found
        return gradients._judged(patient, looks, tolerance, found, name), found
    raise error or Failed("no update could be watched")


def _theirs(patient):
    return [(patient.program.X, patient.program.Y)] * 4


def _in_a_crowd(patient, move):
    """Look once more with several samples: a sum that is forgotten does not show with one."""
    try:
        return looking.from_moves(patient, move, [(patient.X, patient.labels)] * 4)
    except Failed:
        return None


def _frozen(patient, looks, name):
    """Return a finding if an array with a slope never moves."""
    cost = patient.known_costs()[0]
    still = []
    for leaf in patient.live_leaves:
        if any(np.any(look.g[leaf.part]) for look in looks):
            continue
        due = [by_sample(patient.model, cost, look).sum(axis=0)[leaf.part] for look in looks]
        if any(np.abs(d).max() > 1e-6 for d in due):
            still.append(leaf.name)
    if not still:
        return []
    return [never_updated(still, name, f"At {len(looks)} generic points")]


def never_updated(still, name, when):
    """Return the finding that some arrays stay as they are."""
    return Finding(
        "parameters-never-updated",
        f"{when} {name} leaves {', '.join(still)} exactly as before, though the cost has a slope there.",
        "Check that the update of these arrays is made, kept and returned.",
        where=", ".join(still),
        weight=7,
        repair="gradient",
    )


def decay(patient):
    """Is the pull towards zero stronger than the slope?

    A decay adds a share of the parameters to the gradient. A little of it is a good habit; much of it
    keeps every weight near zero. Only a training without it shows whether it matters.
    """
    match = patient.match
    if match is None or match.kind != "decay":
        return []
    strongest = max(match.decay, key=lambda name: abs(match.decay[name]))
    share = match.decay[strongest] / abs(match.factor)
    return [
        Finding(
            "decay-too-strong",
            f"Every update also takes {match.decay[strongest]:.3g} times the rate of {strongest} away "
            f"({share:.3g} for each unit of the slope).",
            "Make the decay a hundred times smaller, or leave it out.",
            where="step",
            weight=6,
            repair="gradient",
        )
    ]


def steps_grow(patient, move, name):
    """Does the same update three times go 1, 2, 3 times as far?

    A step whose gradients are added up between calls does. Momentum grows too, but by less each time.
    """
    v, (X, Y) = patient.points[0], looking.singles(patient, 1)[0]
    try:
        ways = [move(v, X, Y, looking.tiny(patient)) - v for _ in range(4)]
    except Failed:
        return []
    if np.array_equal(ways[0], ways[1]) or not np.all(np.isfinite(ways)):
        return []
    first = ways[1] - ways[0]
    even = [np.linalg.norm(b - a - first) for a, b in pairwise(ways[1:])]
    if max(even) > 1e-3 * max(np.linalg.norm(first), 1e-300):
        return []
    return [gradients._grows(name, "The same update again and again goes further by the same "
                             "amount each time")]  # fmt: skip
