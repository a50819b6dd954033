"""How costs run over epochs, in words: cost_curve, plateau, turn, runs, ends, median, ratchet."""

import numpy as np

from nn_helpers.data import PLATEAUS
from nn_helpers.training import first_turn

ON_PLATEAU = {
    "0": "near 0, so all samples are told apart",
    "2 ln 2": "near 2 ln 2 = 1.39, where two samples are confused",
    "ln 3 + 2 ln 1.5": "near ln 3 + 2 ln 1.5 = 1.91, where three samples are confused",
    "4 ln 2": "near 4 ln 2 = 2.77, the cost of answering 0.5 to everything",
}


def plateau(cost, tolerance=0.05):
    """Return which plateau of XOR a cost is on, in words; an empty text when on none.

    >>> plateau(1.3863)
    'near 2 ln 2 = 1.39, where two samples are confused'
    >>> plateau(1.0)
    ''
    """
    near = (name for name, height in PLATEAUS.items() if abs(cost - height) <= tolerance)
    return next((ON_PLATEAU[name] for name in near), "")


def cost_curve(costs, first_epoch=0, digits=4):
    """Return where a cost curve starts, turns and ends.

    >>> cost_curve([2.0, 1.0, 1.5])
    'The cost starts at 2.0000, is lowest at 1.0000 in epoch 1, and ends higher, at 1.5000.'
    """
    start, end = costs[0], costs[-1]
    if not np.isfinite(costs).all():
        at = int(np.argmax(~np.isfinite(costs))) + first_epoch
        return f"The cost starts at {start:.{digits}f} and is no finite number from epoch {at} on."
    lowest = int(np.argmin(costs))
    if end - costs[lowest] > 10.0**-digits:
        return (
            f"The cost starts at {start:.{digits}f}, is lowest at {costs[lowest]:.{digits}f} in "
            f"epoch {lowest + first_epoch}, and ends higher, at {end:.{digits}f}."
        )
    near = plateau(end)
    return (
        f"The cost starts at {start:.{digits}f} and ends at {end:.{digits}f}"
        f"{', ' + near if near else ''}."
    )


def turn(costs):
    """Return how a printed cost falls, where it first turns around, and how it ends.

    >>> turn([3.0, 2.0, 2.5, 1.0])
    'The printed cost falls to 2.0000 in epoch 2 and then rises, to 2.5000 in epoch 3; after that it falls again, to 1.0000 in epoch 4.'
    >>> turn([3.0, 2.0])
    'The printed cost falls all the way, from 3.0000 to 2.0000.'
    """
    first = first_turn(costs)
    if not first:
        return f"The printed cost falls all the way, from {costs[0]:.4f} to {costs[-1]:.4f}."
    low, high, comes_back = first
    digits = 6 if costs[high] - costs[low] < 0.01 else 4
    begins = f"falls to {costs[low]:.{digits}f} in epoch {low + 1} and then rises"
    if low == 0:
        begins = f"rises from {costs[0]:.{digits}f} in epoch 1 on"
    ends = f", to {costs[high]:.{digits}f} in epoch {high + 1}."
    if comes_back:
        ends = f"{ends[:-1]}; after that it falls again, to {costs[-1]:.4f} in epoch {len(costs)}."
    return f"The printed cost {begins}{ends}"


def run(costs):
    """Return how a training run went: the curve, or that it diverged and from where on.

    >>> run([2.8, 30.0, 31.0])
    'Diverged: the cost is 31.0 at the end, far above the 2.77 of answering 0.5 to everything. A smaller learning rate keeps the steps in bounds.'
    """
    advice = "A smaller learning rate keeps the steps in bounds."
    if not np.isfinite(costs).all():
        at = int(np.argmin(np.isfinite(costs)))
        return f"Diverged: from epoch {at} on the cost is not a finite number. {advice}"
    if costs[-1] > max(2 * 4 * np.log(2), costs[0]):
        return (
            f"Diverged: the cost is {costs[-1]:.1f} at the end, far above the 2.77 of answering "
            f"0.5 to everything. {advice}"
        )
    return cost_curve(costs)


def runs(name, costs_by_value):
    """Return where each of several cost curves ends, by the value that differs between them.

    >>> runs("rate", {0.1: [2.8, 2.77], 1: [2.8, 0.005], 30: [2.8, 1417.0]})
    'All start at 2.80. With rate 0.1 the cost ends at 2.77, with rate 1 at 0.01, with rate 30 at 1417.00.'
    """
    ends = [f"with {name} {value:g} at {costs[-1]:.2f}" for value, costs in costs_by_value.items()]
    ends[0] = ends[0].replace(" at ", " the cost ends at ")
    start = next(iter(costs_by_value.values()))[0]
    return f"All start at {start:.2f}. W{', '.join(ends)[1:]}."


def two_curves(names, curves):
    """Return for each of some printed cost curves where it is lowest and where it ends.

    >>> two_curves(("a", "b"), ([3, 2, 1], [2, 3]))
    'a: lowest at 1.0000 in epoch 3, its end. b: lowest at 2.0000 in epoch 1, ends at 3.0000.'
    """
    parts = []
    for name, costs in zip(names, curves, strict=True):
        lowest = int(np.argmin(costs))
        end = "its end" if lowest == len(costs) - 1 else f"ends at {costs[-1]:.4f}"
        parts.append(f"{name}: lowest at {costs[lowest]:.4f} in epoch {lowest + 1}, {end}.")
    return " ".join(parts)


def ends(quantity, curves):
    """Return where each of several curves ends.

    >>> ends("bias", {"right": [0.1, 0.3], "stale": [0.1, 6.5]})
    'The bias ends at 0.30 (right), 6.50 (stale).'
    """
    each = ", ".join(f"{curve[-1]:.2f} ({name})" for name, curve in curves.items())
    return f"The {quantity} ends at {each}."


def ratchet(mine, stale, name):
    """Return where both printed costs end, and where the hidden biases went.

    ``mine`` and ``stale`` are ``training.History`` records.
    """
    parts = []
    for whose, run in ((name, mine), ("stale", stale)):
        biases = ", ".join(f"{b:.2f}" for b in np.ravel(run.params.b1[-1]))
        lowest = int(np.argmin(run.printed_costs))
        turned = run.printed_costs[-1] - run.printed_costs[lowest] > 1e-6
        way = f"after a lowest point in epoch {lowest + 1}" if turned else "still its lowest"
        update = "your update" if whose == "yours" else f"the {whose} update"
        parts.append(
            f"With {update} the printed cost ends at {run.printed_costs[-1]:.4f}, {way}; "
            f"the hidden biases end at {biases}."
        )
    return " ".join(parts)


def ratchet_at(epoch, mine, stale, name):
    """Return what both print in one epoch, and where their hidden biases are after it.

    ``mine`` and ``stale`` are ``training.History`` records.
    """
    parts = []
    for whose, run in (
        ("your update" if name == "yours" else f"the {name} update", mine),
        ("the stale one", stale),
    ):
        biases = ", ".join(f"{b:.2f}" for b in np.ravel(run.at(epoch).b1))
        parts.append(f"{whose} prints {run.printed_costs[epoch - 1]:.4f}, biases {biases}")
    return f"Epoch {epoch}: {'; '.join(parts)}."


def same_as(mine, right, stale):
    """Return whether the learner's update goes the right way, the stale way, or another one."""
    for right_or_stale, run in (("right", right), ("stale", stale)):
        together = (np.allclose(a, b, rtol=1e-6, atol=1e-9) for a, b in zip(mine, run, strict=True))
        if all(together):
            return f" Your update goes exactly where the {right_or_stale} one goes."
    return " Your update goes neither the right way nor the stale way."


def printed_median(costs, names):
    """Return where the median of many printed costs is lowest, for each kind of run.

    ``costs`` holds one array (epochs, seeds) for each name.

    >>> printed_median([np.array([[2.0], [1.0], [1.5]])], ["As posted"])
    'As posted: lowest in epoch 2, then up by 0.500000 to the end.'
    """
    parts = []
    for name, values in zip(names, costs, strict=True):
        middle = np.median(values, axis=1)
        lowest = int(np.argmin(middle))
        rise = middle[-1] - middle[lowest]
        after = f"then up by {rise:.6f} to the end" if rise > 0 else "the last one"
        parts.append(f"{name}: lowest in epoch {lowest + 1}, {after}.")
    return " ".join(parts)
