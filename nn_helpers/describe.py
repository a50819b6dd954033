"""What a picture shows, in a computed sentence: for screen readers, for tests, and for everybody.

Numbers in, words out. Nothing here draws.
"""

import numpy as np

PLATEAUS = (
    (0.0, "near 0, so all samples are told apart"),
    (2 * np.log(2), "near 2 ln 2 = 1.39, where two samples are confused"),
    (np.log(3) + 2 * np.log(1.5), "near ln 3 + 2 ln 1.5 = 1.91, where three samples are confused"),
    (4 * np.log(2), "near 4 ln 2 = 2.77, the cost of answering 0.5 to everything"),
)
CORNER_NAMES = ("00", "01", "10", "11")


def plateau(cost, tolerance=0.05):
    """Return which plateau of XOR a cost is on, in words; an empty text when on none.

    >>> plateau(1.3863)
    'near 2 ln 2 = 1.39, where two samples are confused'
    >>> plateau(1.0)
    ''
    """
    return next((words for height, words in PLATEAUS if abs(cost - height) <= tolerance), "")


def cost_curve(costs, first_epoch=0, digits=4):
    """Return where a cost curve starts, turns and ends.

    >>> cost_curve([2.0, 1.0, 1.5])
    'The cost starts at 2.0000, is lowest at 1.0000 in epoch 1, and ends higher, at 1.5000.'
    """
    costs = np.asarray(costs, dtype=float)
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


def run(costs):
    """Return how a training run went: the curve, or that it diverged and from where on.

    >>> run([2.8, 30.0, 31.0])
    'Diverged: the cost is 31.0 at the end, far above the 2.77 of answering 0.5 to everything. A smaller learning rate keeps the steps in bounds.'
    """
    costs = np.asarray(costs, dtype=float)
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


def predictions(outputs, Y, names=CORNER_NAMES):
    """Return the answers beside their labels, and how many are on the right side of 0.5.

    >>> predictions([[0.1, 0.9, 0.8, 0.6]], [[0, 1, 1, 0]])
    'Answers: 00 gives 0.10, 01 gives 0.90, 10 gives 0.80, 11 gives 0.60. Right: 3 of 4.'
    """
    outputs, wanted = np.ravel(outputs), np.ravel(Y)
    if len(names) != len(outputs):
        names = range(len(outputs))
    answers = ", ".join(f"{n} gives {v:.2f}" for n, v in zip(names, outputs, strict=True))
    right = int(np.sum(np.abs(outputs - wanted) < 0.5))
    return f"Answers: {answers}. Right: {right} of {len(outputs)}."


def tangent(values, costs, at, slope, name):
    """Return how steep a cost curve is at one place, beside where it starts and ends.

    >>> tangent([0, 1, 2], [0.0, 0.5, 2.0], at=1, slope=1, name="w")
    'As w goes from 0 to 2, the cost goes from 0.00 to 2.00. At w = 1 the straight line touches the curve; it rises by 1.00 for each 1 of w.'
    """
    moves = "rises" if slope >= 0 else "falls"
    return (
        f"As {name} goes from {values[0]:g} to {values[-1]:g}, the cost goes from {costs[0]:.2f} "
        f"to {costs[-1]:.2f}. At {name} = {at:g} the straight line touches the curve; it {moves} "
        f"by {abs(slope):.2f} for each 1 of {name}."
    )


def difference_slopes(slope, estimates):
    """Return the true slope beside the estimates of it, and which one is nearest.

    >>> difference_slopes(0.5, {"one-sided": 0.8, "central": 0.45})
    'The true slope is 0.500. The one-sided slope is 0.800, the central slope is 0.450. Nearest: central.'
    """
    each = ", ".join(f"the {name} slope is {value:.3f}" for name, value in estimates.items())
    nearest = min(estimates, key=lambda name: abs(estimates[name] - slope))
    return f"The true slope is {slope:.3f}. {each[0].upper()}{each[1:]}. Nearest: {nearest}."
