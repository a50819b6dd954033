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


def line(outputs, Y, weights, best):
    """Return where the line of one neuron lies, and how many samples are on their side.

    >>> line([[0.1, 0.9, 0.9, 0.9]], [[0, 1, 1, 1]], (2.0, 2.0, -1.0), best=4)
    'The line is 2 x1 + 2 x2 - 1 = 0. On the right side of it: 4 of 4; your best is 4.'
    """
    w1, w2, b = weights
    right = int(np.sum(np.abs(np.ravel(outputs) - np.ravel(Y)) < 0.5))
    shown = f"{w1:g} x1 {'-' if w2 < 0 else '+'} {abs(w2):g} x2 {'-' if b < 0 else '+'} {abs(b):g}"
    return f"The line is {shown} = 0. On the right side of it: {right} of 4; your best is {best}."


def wiring(outputs, Y, score, best):
    """Return the four answers with the cost as a score.

    >>> wiring([[0.1, 0.9, 0.9, 0.1]], [[0, 1, 1, 0]], 0.42, 0.42).split(". ")[-1]
    'Cost 0.420; your lowest is 0.420.'
    """
    return f"{predictions(outputs, Y)} Cost {score:.3f}; your lowest is {best:.3f}."


def two_predicts(right, posted, Y):
    """Return what two predict functions say about the same network.

    >>> two_predicts([[0.9, 0.2]], [[0.2, 0.2]], [[1, 0]])
    'The network answers 0.90, 0.20: right for 2 of 2. The posted predict prints 0.20 2 times.'
    """
    right, posted, wanted = np.ravel(right), np.ravel(posted), np.ravel(Y)
    good = int(np.sum(np.abs(right - wanted) < 0.5))
    answers = ", ".join(f"{value:.2f}" for value in right)
    return (
        f"The network answers {answers}: right for {good} of {len(right)}. "
        f"The posted predict prints {posted[0]:.2f} {len(posted)} times."
    )


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
        parts.append(
            f"With the {whose} update the printed cost ends at {run.printed_costs[-1]:.4f}, {way}; "
            f"the hidden biases end at {biases}."
        )
    return " ".join(parts)


def same_as(mine, right, stale):
    """Return whether the learner's update goes the right way, the stale way, or another one."""

    def near(a, b):
        return all(np.allclose(p, q, rtol=1e-6, atol=1e-9) for p, q in zip(a, b, strict=True))

    if near(mine, right):
        return " Your update goes exactly where the right one goes."
    if near(mine, stale):
        return " Your update goes exactly where the stale one goes."
    return " Your update goes neither the right way nor the stale way."


def step_sizes(steps, errors):
    """Return at which step each way of measuring a slope errs least, and whether that lies inside.

    >>> step_sizes([1e-4, 1e-2, 1.0], {"central": [1e-3, 1e-6, 0.1]})
    'Lowest error: central at h = 1e-02. Longer and shorter steps are worse.'
    """
    lowest = ", ".join(f"{name} at h = {steps[np.argmin(e)]:.0e}" for name, e in errors.items())
    inside = all(0 < np.argmin(e) < len(steps) - 1 for e in errors.values())
    worse = " Longer and shorter steps are worse." if inside else ""
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
        f"Back: through W2 and the sigmoids, the slopes by Z1 are {numbers('dZ1')}.",
        f"Back: the slopes for W1 are {numbers('dW1')}, for b1 {numbers('db1')}. All nine are known.",
    )
    return sentences[step]


def surface(names, place, cost, slope, costs):
    """Return where one stands on a slice of the cost, which way is down, and how low it gets.

    >>> surface(("w", "b"), (1, -2), 2.5, (0.5, -0.001), [[2.5, 1.0]])
    'At w = 1, b = -2 the cost is 2.500. Down is to smaller w (slope 0.50); b hardly matters here. The lowest cost in this slice is 1.000.'
    """
    ways = []
    for name, s in zip(names, slope, strict=True):
        if abs(s) < 0.01:
            ways.append(f"{name} hardly matters here")
        else:
            ways.append(f"down is to {'smaller' if s > 0 else 'larger'} {name} (slope {s:.2f})")
    ways = "; ".join(ways)
    at = ", ".join(f"{name} = {value:g}" for name, value in zip(names, place, strict=True))
    return (
        f"At {at} the cost is {cost:.3f}. {ways[0].upper()}{ways[1:]}. "
        f"The lowest cost in this slice is {np.min(costs):.3f}."
    )


def success_map(result, cell):
    """Return how often one cell of a ``sweep.Sweep`` solves XOR, which seeds do not, and the best.

    ``cell`` is the place of its rate and of its scale.
    """
    solved = result.solved[cell]
    rate, scale = result.rates[cell[0]], result.scales[cell[1]]
    best = np.unravel_index(np.argmax(result.success), result.success.shape)
    stuck = [int(seed) for seed in result.seeds[~solved][:3]]
    which = f" Not solved, for example: seed {', '.join(map(str, stuck))}." if stuck else ""
    return (
        f"At rate {rate:g} and scale {scale:g}, {int(solved.sum())} of {len(solved)} seeds solve "
        f"XOR.{which} The best cell is rate {result.rates[best[0]]:g}, scale "
        f"{result.scales[best[1]]:g}, with {100 * result.success[best]:.0f} %."
    )


def search(evaluations, cost, improvements, numbers):
    """Return how far a search without a gradient has come.

    >>> search(100, 2.5, 7, [1.0, -2.5])
    'After 100 evaluations the best cost is 2.500. The best changed 6 times; its largest number is 2.5 in size.'
    """
    near = plateau(cost)
    return (
        f"After {evaluations} evaluations the best cost is {cost:.3f}{', ' + near if near else ''}. "
        f"The best changed {improvements - 1} times; its largest number is "
        f"{np.max(np.abs(numbers)):.1f} in size."
    )


def race(ends, shares, budget, seeds):
    """Return the median cost of each runner at the end, its share of solved runs, and who leads.

    >>> race({"a": 0.1, "b": 1.5}, {"a": 1.0, "b": 0.5}, 1000, 4)
    'After 1000 evaluations, median of 4 seeds: a 0.100 (solved 100 %), b 1.500 (solved 50 %). Lowest: a.'
    """
    each = ", ".join(f"{n} {cost:.3f} (solved {100 * shares[n]:.0f} %)" for n, cost in ends.items())
    of = f"median of {seeds} seeds" if seeds > 1 else "one seed"
    return f"After {budget} evaluations, {of}: {each}. Lowest: {min(ends, key=ends.get)}."
