"""How steep a cost is, in words: costs_along z, tangent, nudge, backprop, surface, cheapest."""

import numpy as np


def costs_along(z, costs, at):
    """Return how several costs run from left to right, and how steep each is at one place.

    ``costs`` maps names to arrays, one number for each of ``z``.

    >>> costs_along([-1, 0, 1], {"straight": [2, 1, 0], "flat": [1, 1, 1]}, at=0)
    'From z = -1 to z = 1: straight from 2.00 to 0.00, flat from 1.00 to 1.00. At z = 0 the slope of straight is -1.000, the slope of flat is 0.000.'
    """
    z = np.asarray(z, dtype=float)
    place = int(np.argmin(np.abs(z - at)))
    runs_along_z = ", ".join(f"{name} from {c[0]:.2f} to {c[-1]:.2f}" for name, c in costs.items())
    # Adding 0 turns a -0 into a 0.
    steep = {name: round(np.gradient(c, z)[place], 3) + 0 for name, c in costs.items()}
    slopes = ", ".join(f"the slope of {name} is {slope:.3f}" for name, slope in steep.items())
    return f"From z = {z[0]:g} to z = {z[-1]:g}: {runs_along_z}. At z = {at:g} {slopes}."


def cheapest(answers, costs):
    """Return the answer at which each cost is lowest.

    >>> cheapest([0.25, 0.5, 0.75], {"XOR": [3.3, 2.7726, 3.3]})
    'The cheapest answer for all. XOR: 0.5, which costs 2.7726.'
    """
    cheap = {name: (answers[int(np.argmin(c))], np.min(c)) for name, c in costs.items()}
    each = " ".join(f"{name}: {at:.4g}, which costs {c:.4f}." for name, (at, c) in cheap.items())
    return f"The cheapest answer for all. {each}"


def tangent(values, costs, at, slope, name):
    """Return how steep a cost curve is at one place, beside where it starts and ends.

    >>> tangent([0, 1, 2], [0.0, 0.5, 2.0], at=1, slope=1, name="w")
    'As w goes from 0 to 2, the cost goes from 0.00 to 2.00. At w = 1 the straight line touches the curve; it rises by 1.00 for each 1 that w grows.'
    """
    moves = "rises" if slope >= 0 else "falls"
    return (
        f"As {name} goes from {values[0]:g} to {values[-1]:g}, the cost goes from {costs[0]:.2f} "
        f"to {costs[-1]:.2f}. At {name} = {at:g} the straight line touches the curve; it {moves} "
        f"by {abs(slope):.2f} for each 1 that {name} grows."
    )


def difference_slopes(slope, estimates):
    """Return the true slope beside the estimates of it, and which one is nearest.

    >>> difference_slopes(0.5, {"one-sided": 0.8, "central": 0.45})
    'The true slope is 0.500. The one-sided slope is 0.800, the central slope is 0.450. Nearest: central.'
    """
    each = ", ".join(f"the {name} slope is {value:.3f}" for name, value in estimates.items())
    nearest = min(estimates, key=lambda name: abs(estimates[name] - slope))
    return f"The true slope is {slope:.3f}. {each[0].upper()}{each[1:]}. Nearest: {nearest}."


def step_sizes(steps, errors):
    """Return at which step each way of measuring a slope errs least, and whether that lies inside.

    >>> step_sizes([1e-4, 1e-2, 1.0], {"central": [1e-3, 1e-6, 0.1]})
    'Lowest error: central at h = 1e-02. Longer and shorter nudges are worse.'
    """
    lowest = ", ".join(f"{name} at h = {steps[np.argmin(e)]:.0e}" for name, e in errors.items())
    inside = all(0 < np.argmin(e) < len(steps) - 1 for e in errors.values())
    worse = " Longer and shorter nudges are worse." if inside else ""
    return f"Lowest error: {lowest}.{worse}"


def nudge(h, measured, true, error):
    """Return what a slope is measured as with the step h, and how far off that is.

    >>> nudge(0.1, 0.51, 0.5, 0.0099)
    'With h = 0.1 the slope is measured as 0.51; it is 0.5. Relative error 9.9e-03.'
    """
    return (
        f"With h = {h:.2g} the slope is measured as {measured:.6g}; it is {true:.6g}. "
        f"Relative error {error:.1e}."
    )


def backprop(step, values):
    """Return what has just been computed for one sample, in words, by the step of the way.

    ``values`` holds the layers and slopes of one sample by name.
    """

    def numbers(name):
        return ", ".join(f"{v:.4g}" for v in np.ravel(values[name]))

    sentences = (
        f"The inputs are {numbers('x')}, the label is {numbers('y')}. Nothing is computed yet.",
        f"Forward: the weighted sums of the hidden units are {numbers('Z1')}.",
        f"Forward: through the sigmoid they become {numbers('A1')}.",
        f"Forward: the weighted sum of the output is {numbers('Z2')}.",
        f"Forward: the answer is {numbers('A2')}.",
        f"The cost of this answer is {numbers('cost')}.",
        f"Back: the slope of the cost by Z2 is answer minus label, {numbers('dZ2')}.",
        f"Back: the slopes for W2 are {numbers('dW2')}, for b2 {numbers('db2')}.",
        f"Back: through W2 the hidden units get their blame, the slopes by A1: {numbers('dA1')}.",
        f"Back: through the sigmoids, the slopes by Z1 are {numbers('dZ1')}.",
        f"Back: the slopes for W1 are {numbers('dW1')}, for b1 {numbers('db1')}. All nine are known.",
    )
    return sentences[step]


def surface(names, place, cost, slope, costs):
    """Return where one stands on a slice of the cost, which way is down, and how low it gets.

    >>> surface(("w", "b"), (1, -2), 2.5, (0.5, -0.001), [[2.5, 1.0]])
    'At w = 1, b = -2 the cost is 2.500. Along w down is to smaller values, with a slope of 0.50. Along b it is flat. The lowest cost in this slice is 1.000.'

    ``costs`` are of a grid. Between its points one may stand lower than at any of them.
    """
    ways = []
    for name, s in zip(names, slope, strict=True):
        side = "smaller" if s > 0 else "larger"
        steep = f"down is to {side} values, with a slope of {s:.2f}"
        ways.append(f"Along {name} {'it is flat' if abs(s) < 0.01 else steep}.")
    at = ", ".join(f"{name} = {value:g}" for name, value in zip(names, place, strict=True))
    return (
        f"At {at} the cost is {cost:.3f}. {' '.join(ways)} "
        f"The lowest cost in this slice is {np.fmin(cost, np.min(costs)):.3f}."
    )
