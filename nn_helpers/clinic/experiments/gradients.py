"""Experiments on gradients: do blocks follow from a cost, accumulate, vanish, or end at kinks?"""

import numpy as np

from nn_helpers.clinic import looking, slopes
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.costs import ABSOLUTE, HINGE, Cost
from nn_helpers.clinic.finding import Finding
from nn_helpers.clinic.slopes import Look


def accumulate(patient):
    """Does the same question get the same answer three times?

    Gradients that are added to a list which nobody clears grow by the same amount with every call:
    1, 2, 3 times the first.
    """
    program, v = patient.program, patient.points[0]
    try:
        g = [program.gradients(v, patient.X, patient.labels) for _ in range(3)]
    except Failed:
        return []
    if np.array_equal(g[0], g[1]) or not np.all(np.isfinite(g)):
        return []
    first = g[1] - g[0]
    if not np.linalg.norm(g[2] - g[1] - first) <= 1e-6 * max(np.linalg.norm(first), 1e-300):
        return []
    look = Look(v, first, patient.X, patient.targets(patient.labels), patient.labels)
    patient.match = slopes.find(patient, [look], 1e-3)
    return [_grows("gradients", "The same call three times gives gradients that grow by the same "
                   f"amount each time ({np.linalg.norm(first):.3g} in length)")]  # fmt: skip


def _grows(where, evidence):
    return Finding(
        "gradients-accumulate",
        evidence + ".",
        "Set the gradients to zero before each update.",
        where=where,
        weight=7,
        repair="gradient",
    )


def of_gradients(patient):
    """Do the gradients follow from a cost?

    Compare them with the slopes of the known costs at generic parameters, never at the start, where
    zeros and equal numbers hide mistakes. A constant factor (sum for mean), weights of the samples,
    and a decay are no mistake.
    """
    try:
        looks = looking.from_gradients(patient)
    except Failed as error:
        return _broken(patient, error), None
    tolerance = 2e-2 if patient.single else (1e-6 if patient.recognised else 1e-4)
    found = slopes.find(patient, looks, tolerance)
    if found is None:
        found = _through_kinks(patient, looks, tolerance)
    return _judged(patient, looks, tolerance, found, "gradients"), found


def _broken(patient, error):
    from nn_helpers.clinic.calls import TooLong

    if isinstance(error, TooLong):
        return []
    return [
        Finding(
            "gradient-wrong",
            f"At ordinary parameters: {error}.",
            "Call gradients alone with a few samples and print the shapes on the way.",
            where="gradients",
            weight=6,
            repair="gradient",
        )
    ]


def _through_kinks(patient, looks, tolerance):
    """Try each point alone, where slopes were measured: a kink near one of them spoils only that."""
    if patient.recognised:
        return None
    found = [slopes.find(patient, [look], tolerance) for look in looks]
    good = [match for match in found if match is not None and match.kind == "plain"]
    factors = [match.factor for match in good]
    if len(good) < len(looks) - 1 or np.ptp(factors) > 1e-3 * max(np.abs(factors)):
        return None
    return good[0]


def _judged(patient, looks, tolerance, match, where):
    """Return the findings for looks that match a known cost, or none."""
    if match is None:
        return _wrong(patient, looks, tolerance, where)
    if match.factor < 0:
        return [_uphill(match, len(looks[0].targets), where)]
    return _weights(match, where)


def _uphill(match, samples, where):
    size = -match.factor
    if abs(size * samples - 1) < 1e-3:
        harmless = f"That it is the mean over {samples} samples is no fault."
    else:
        harmless = f"Its size, {size:.3g} times that of the sum over samples, is no fault."
    return Finding(
        "gradient-wrong" if where == "gradients" else "step-uphill",
        f"It is the slope of the {match.cost.name} with the wrong sign, in every array."
        + (f" {harmless}" if abs(size - 1) > 1e-3 else ""),
        "Turn the sign: subtract rate times the gradient, and let the error be output minus label.",
        where=where,
        weight=8,
        repair="gradient",
        numbers={"factor": match.factor},
    )


def _weights(match, where):
    if match.weights is None:
        return []
    left_out = np.abs(match.weights) < 1e-4 * np.abs(match.weights).max()
    if not left_out.any() or where == "train":
        return []  # a few samples may be less than a batch of theirs; of all, "every label matters" asks
    return [
        Finding(
            "samples-left-out",
            f"{left_out.sum()} of {len(left_out)} samples add nothing to the gradient.",
            "Check the indices of the loop over the samples, and its indentation.",
            where=where,
            weight=7,
            repair="gradient",
        )
    ]


def _wrong(patient, looks, tolerance, where):
    if follows_their_cost(patient, looks, tolerance):
        patient.trains_shown_cost = True
        return [] if patient.cost_findings else [_harmless_own()]
    cost, factor, blocks = slopes.blame(patient, looks, tolerance)
    bad = [block for block in blocks if not block.good]
    right = [block.name for block in blocks if block.good]
    nearest = f" {', '.join(right)} agree with the {cost.name}." if right else ""
    scaled = _only_scaled(bad)
    return [
        Finding(
            "gradient-scaled" if scaled else "gradient-wrong",
            f"At {len(looks)} random points these are the slopes of no known cost.{nearest} {_told(bad)}.",
            _advice(bad, blocks),
            where=", ".join(block.name for block in bad),
            weight=3 if scaled else 6.5,
            repair="gradient",
            numbers={
                "blocks": {b.name: b.relation for b in blocks},
                "factor": factor,
                "from": where,
            },
        )
    ]


def _told(bad):
    """Return how wrong arrays are, those that are wrong in the same way together."""
    alike = {}
    for block in bad:
        alike.setdefault(block.relation, []).append(block.name)
    return "; ".join(f"{', '.join(names)}: {relation}" for relation, names in alike.items())


def _only_scaled(bad):
    return bool(bad) and all(
        b.relation.endswith("times the right one") and not b.relation.startswith(("-", "0 "))
        for b in bad
    )


def _advice(bad, blocks):
    if all(block.relation == "always zero" for block in bad):
        return "Check that the derivative for these arrays is computed and returned."
    if len(bad) == len(blocks):
        return "Begin at the output: the error there must be the slope of the cost by the last sum."
    return (
        "Write the chain rule for these arrays again: which slope, which weights, which inputs "
        "stand between the output and them?"
    )


def follows_their_cost(patient, looks, tolerance):
    """Return whether the gradient is the slope of the cost that was given, which no list knows."""
    if not patient.program.has("cost"):
        return False
    labels = {id(look.targets): look.Y for look in looks}

    def slope(outputs, targets):
        return _measured_slope(patient, outputs, labels[id(targets)])

    own = Cost("cost of the program", None, slope)
    try:
        return slopes.find(patient, looks, max(tolerance, 1e-4), [own]) is not None
    except Failed:
        return False


def _harmless_own():
    return Finding(
        "cost-not-the-one-trained",
        "The gradient is exactly the slope of the cost that is shown, which is none of the usual ones.",
        "Nothing has to change.",
        where="cost",
        role="harmless here",
        weight=0,
    )


def _measured_slope(patient, outputs, Y):
    table = outputs[0]
    found = np.zeros_like(table)
    for i, j in np.ndindex(table.shape):
        h = 1e-6 * max(1.0, abs(table[i, j]))
        up, down = table.copy(), table.copy()
        up[i, j] += h
        down[i, j] -= h
        found[i, j] = (patient.program.cost(up, Y) - patient.program.cost(down, Y)) / (2 * h)
    return found[None]


def can_be_differentiated(patient):
    """Do small moves of the parameters move the answers?

    A step function or rounding inside predict has slope zero everywhere: nothing tells descent where
    to go. Small moves at four points of different size must all change nothing, and large moves
    something; a dead relu alone looks the same at one point.
    """
    small, large = 0, 0
    for v, size in zip(patient.generic(4), (0.3, 1, 1, 2), strict=True):
        try:
            before = patient.program.predict(v * size, patient.X)
            for _ in range(3):
                move = np.where(patient.live, patient.rng.normal(0, 1, len(v)), 0)
                small += np.any(
                    patient.program.predict(v * size + 1e-4 * move, patient.X) != before
                )
                large += np.any(patient.program.predict(v * size + 2 * move, patient.X) != before)
        except Failed:
            return []
    if small > 1 or large < 6:
        return []
    return [
        Finding(
            "not-differentiable",
            f"Of 12 small moves of the parameters {small} changed an answer, of 12 large ones {large}.",
            "Train with the smooth output and round only what is shown; or search without a gradient.",
            where="predict",
            weight=8,
        )
    ]


def vanishes(patient):
    """Does the slope get through to the first layer?

    Each sigmoid takes at least three quarters of it away. Compare the largest slope in the first
    array with the largest in the last, at their start.
    """
    weights = [
        leaf for leaf in patient.live_leaves if len(leaf.shape) == 2 and leaf.size > max(leaf.shape)
    ]
    if not patient.recognised or len(patient.model.layers) < 3 or len(weights) < 2:
        return []
    cost = patient.match.cost if patient.match else patient.known_costs()[0]
    if cost in (ABSOLUTE, HINGE):
        return []
    first, last = (patient.model.leaves[patient.model.layers[i].weights] for i in (0, -1))
    _, g = patient.model.pull_back(patient.start, patient.program.X, cost, patient.task.targets)
    sizes = [float(np.abs(g[0, leaf.part]).max()) for leaf in (first, last)]
    if not sizes[1] or sizes[0] >= 1e-3 * sizes[1]:
        return []
    return [
        Finding(
            "gradient-vanishes",
            f"At the start the largest slope in {first.name} is {sizes[0]:.2g}, in {last.name} "
            f"{sizes[1]:.2g}.",
            "Draw the weights wider (by one over the root of the number of inputs), or use tanh or "
            "relu in the hidden layers.",
            where=first.name,
            exact=False,
            weight=2,
            numbers={"first": sizes[0], "last": sizes[1]},
        )
    ]
