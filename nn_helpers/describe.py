"""What a picture shows, in a computed sentence: for screen readers, for tests, and for everybody.

Numbers in, words out. Nothing here draws.
"""

import numpy as np

from nn_helpers.data import CORNER_NAMES, PLATEAUS

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


def squashing(z, outputs):
    """Return how a sigmoid runs from left to right, and where it is 0.5.

    >>> squashing([-2, 0, 2], [0.1192, 0.5, 0.8808])
    'From z = -2 to z = 2 the curve rises all the way, from 0.119 to 0.881. It is 0.5 at z = 0.'
    """
    z, outputs = np.asarray(z), np.asarray(outputs)
    way = "rises all the way" if (np.diff(outputs) > 0).all() else "does not always rise"
    middle = z[np.argmin(np.abs(outputs - 0.5))]
    return (
        f"From z = {z[0]:g} to z = {z[-1]:g} the curve {way}, from {outputs[0]:.3f} to "
        f"{outputs[-1]:.3f}. It is 0.5 at z = {middle:g}."
    )


def vote(inputs, answers):
    """Return where along one input the answer is above 0.5.

    >>> vote([0, 1, 2, 3], [0.1, 0.9, 0.8, 0.2])
    'Along the input from 0 to 3 the answer is above 0.5 from 1 to 2, and below elsewhere.'
    """
    inputs, above = np.asarray(inputs), np.asarray(answers) > 0.5
    begins = inputs[np.flatnonzero(np.diff(above.astype(int), prepend=0) == 1)]
    ends = inputs[np.flatnonzero(np.diff(above.astype(int), append=0) == -1)]
    where = " and ".join(f"from {a:g} to {b:g}" for a, b in zip(begins, ends, strict=True))
    return (
        f"Along the input from {inputs[0]:g} to {inputs[-1]:g} the answer is above 0.5 "
        f"{where or 'nowhere'}, and below elsewhere."
    )


def costs_along(z, costs, at):
    """Return how several costs run from left to right, and how steep each is at one place.

    ``costs`` maps names to arrays, one number for each of ``z``.

    >>> costs_along([-1, 0, 1], {"straight": [2, 1, 0], "flat": [1, 1, 1]}, at=0)
    'From z = -1 to z = 1: straight from 2.00 to 0.00, flat from 1.00 to 1.00. At z = 0 the slope of straight is -1.000, the slope of flat is 0.000.'
    """
    z = np.asarray(z, dtype=float)
    place = int(np.argmin(np.abs(z - at)))
    runs = ", ".join(f"{n} from {c[0]:.2f} to {c[-1]:.2f}" for n, c in costs.items())
    # Adding 0 turns a -0 into a 0.
    slopes = ", ".join(
        f"the slope of {n} is {round(np.gradient(c, z)[place], 3) + 0:.3f}"
        for n, c in costs.items()
    )
    return f"From z = {z[0]:g} to z = {z[-1]:g}: {runs}. At z = {at:g} {slopes}."


def cheapest(answers, costs):
    """Return the answer at which each cost is lowest.

    >>> cheapest([0.25, 0.5, 0.75], {"XOR": [3.3, 2.7726, 3.3]})
    'The cheapest answer for all. XOR: 0.5, which costs 2.7726.'
    """
    each = " ".join(
        f"{name}: {answers[int(np.argmin(c))]:.4g}, which costs {np.min(c):.4f}."
        for name, c in costs.items()
    )
    return f"The cheapest answer for all. {each}"


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
    'The network answers 0.90, 0.20: right for 2 of 2. The posted predict prints 0.20 for each.'
    """
    right, posted, wanted = np.ravel(right), np.ravel(posted), np.ravel(Y)
    good = int(np.sum(np.abs(right - wanted) < 0.5))
    answers = ", ".join(f"{value:.2f}" for value in right)
    return (
        f"The network answers {answers}: right for {good} of {len(right)}. "
        f"The posted predict prints {posted[0]:.2f} for each."
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
        update = "your update" if whose == "yours" else f"the {whose} update"
        parts.append(
            f"With {update} the printed cost ends at {run.printed_costs[-1]:.4f}, {way}; "
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
    'At w = 1, b = -2 the cost is 2.500. Along w down is to smaller values, with a slope of 0.50. Along b it is flat. The lowest cost in this slice is 1.000.'
    """
    ways = []
    for name, s in zip(names, slope, strict=True):
        side = "smaller" if s > 0 else "larger"
        steep = f"down is to {side} values, with a slope of {s:.2f}"
        ways.append(f"Along {name} {'it is flat' if abs(s) < 0.01 else steep}.")
    at = ", ".join(f"{name} = {value:g}" for name, value in zip(names, place, strict=True))
    return (
        f"At {at} the cost is {cost:.3f}. {' '.join(ways)} "
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


def runs(name, costs_by_value):
    """Return where each of several cost curves ends, by the value that differs between them.

    >>> runs("rate", {0.1: [2.8, 2.77], 1: [2.8, 0.005], 30: [2.8, 1417.0]})
    'All start at 2.80. With rate 0.1 the cost ends at 2.77, with rate 1 at 0.01, with rate 30 at 1417.00.'
    """
    ends = [f"with {name} {value:g} at {costs[-1]:.2f}" for value, costs in costs_by_value.items()]
    ends[0] = ends[0].replace(" at ", " the cost ends at ")
    start = next(iter(costs_by_value.values()))[0]
    return f"All start at {start:.2f}. W{', '.join(ends)[1:]}."


def endings(census):
    """Return how many runs end on each plateau, from a ``sweep.census``; empty ones are left out.

    >>> endings({"0": 3, "2 ln 2": 2, "4 ln 2": 0, "elsewhere": 1})
    '6 runs. 3 end near 0, 2 end near 2 ln 2, 1 elsewhere.'
    """
    places = [
        f"{count} elsewhere" if name == "elsewhere" else f"{count} end near {name}"
        for name, count in census.items()
        if count
    ]
    return f"{sum(census.values())} runs. {', '.join(places)}."


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


def hidden_units(A1, names=CORNER_NAMES):
    """Return to which samples each hidden unit says yes: those with an activation above 0.5.

    >>> hidden_units([[0.1, 0.9, 0.8, 1.0], [0, 0, 0, 0.5]])
    'Hidden unit 1 says yes to 01, 10, 11. Hidden unit 2 says yes to none.'
    """
    sentences = []
    for unit, row in enumerate(np.asarray(A1), start=1):
        yes = [name for name, a in zip(names, row, strict=True) if a > 0.5]
        sentences.append(f"Hidden unit {unit} says yes to {', '.join(yes) or 'none'}.")
    return " ".join(sentences)


def adapting_steps(searches):
    """Return where the best cost and the step size of each search end.

    ``searches`` maps the name of each task to an ``evolution.Search``.

    >>> from types import SimpleNamespace
    >>> search = SimpleNamespace(cost=0.5, steps=[1.0, 0.25], evaluations=2)
    >>> adapting_steps({"Bowl": search})
    'Bowl, after 2 evaluations: best cost 5.0e-01, step size from 1.0e+00 to 2.5e-01.'
    """
    return " ".join(
        f"{task}, after {search.evaluations} evaluations: best cost {search.cost:.1e}, "
        f"step size from {search.steps[0]:.1e} to {_size(search.steps[-1])}."
        for task, search in searches.items()
    )


def _size(step):
    # A step this short drowns in the rounding of the numbers it is added to. Whether it is a success
    # then, and so how it goes on, differs from machine to machine.
    return "below 1e-12" if step < 1e-12 else f"{step:.1e}"


def angles(evaluations, degrees):
    """Return from which to which angle each way of estimating a gradient comes.

    >>> angles([2, 512], {"pairs": [75.2, 11.0]})
    'Angle to the gradient with 2 and with 512 evaluations: pairs 75 and 11 degrees.'
    """
    each = ", ".join(f"{n} {d[0]:.0f} and {d[-1]:.0f} degrees" for n, d in degrees.items())
    return f"Angle to the gradient with {evaluations[0]} and with {evaluations[-1]} evaluations: {each}."


def solved_over_time(evaluations, shares):
    """Return which share of the runs each method has solved, half-way and at the end.

    >>> solved_over_time([1000, 2000, 4000], {"a": [0.2, 0.5, 0.9]})
    'Solved after 2000 and after 4000 evaluations: 50 % and 90 % (a).'
    """
    half = int(np.argmin(np.abs(np.asarray(evaluations) - evaluations[-1] / 2)))
    each = ", ".join(
        f"{100 * s[half]:.0f} % and {100 * s[-1]:.0f} % ({n})" for n, s in shares.items()
    )
    return f"Solved after {evaluations[half]} and after {evaluations[-1]} evaluations: {each}."


def race_board(results):
    """Return who solves most, who is cheapest where failures count, and who is no good.

    ``results`` maps names to (share, median, expected, expected with restarts) in evaluations.

    >>> race_board({"a": (0.9, 700, 1300, 1200), "b": (0.3, 400, 9000, 1000)})
    'Most often solved: 90 % (a). Lowest median of solved runs: 400 (b). Lowest expected running time: 1300 (a); highest: 9000 (b). Lowest with restarts: 1000 (b).'
    """
    most = max(results, key=lambda name: results[name][0])
    quickest = min(results, key=lambda name: np.nan_to_num(results[name][1], nan=np.inf))
    cheapest = min(results, key=lambda name: results[name][2])
    dearest = max(results, key=lambda name: results[name][2])
    dear = results[dearest][2]
    restarted = min(results, key=lambda name: results[name][3])
    return (
        f"Most often solved: {100 * results[most][0]:.0f} % ({most}). Lowest median of solved runs: "
        f"{results[quickest][1]:.0f} ({quickest}). Lowest expected running time: "
        f"{results[cheapest][2]:.0f} ({cheapest}); highest: "
        f"{f'{dear:.0f}' if np.isfinite(dear) else 'without end'} ({dearest}). "
        f"Lowest with restarts: {results[restarted][3]:.0f} ({restarted})."
    )


def falling_costs(curves):
    """Return the best cost at the end for each method.

    >>> falling_costs({"a": ([1, 100], [5.0, 0.2])})
    'Best cost after 100 evaluations: 0.20 (a).'
    """
    last = max(xs[-1] for xs, _ in curves.values())
    each = ", ".join(f"{ys[-1]:.2f} ({name})" for name, (_, ys) in curves.items())
    return f"Best cost after {last:.0f} evaluations: {each}."


def success_by_hidden(hidden, shares, seeds):
    """Return how many starts solve a task with each number of hidden units.

    >>> success_by_hidden([1, 2], [0.0, 0.815], 200)
    'Of 200 starts solve the task: 0 with 1 hidden unit, 163 with 2 hidden units.'
    """
    each = ", ".join(
        f"{round(share * seeds)} with {count} hidden unit{'s' * (count > 1)}"
        for count, share in zip(hidden, shares, strict=True)
    )
    return f"Of {seeds} starts solve the task: {each}."


def right_by_hidden(right, samples):
    """Return how many samples networks of several sizes get right, ``{hidden units: samples}``.

    >>> right_by_hidden({2: 163, 8: 200}, 200)
    'Right of 200 samples: 163 with 2 hidden units, 200 with 8 hidden units.'
    """
    each = ", ".join(f"{count} with {hidden} hidden units" for hidden, count in right.items())
    return f"Right of {samples} samples: {each}."


def classes(wanted, guessed):
    """Return how many new samples got the right class, and the confusion that is most frequent.

    >>> classes([1, 8, 8, 3], [1, 1, 1, 3])
    '2 of 4 new samples are right (50.0 %). Most often taken for another: 8 for 1, 2 times.'
    """
    wanted, guessed = np.asarray(wanted), np.asarray(guessed)
    wrong = wanted != guessed
    right = int((~wrong).sum())
    said = f"{right} of {len(wanted)} new samples are right ({100 * right / len(wanted):.1f} %)."
    if not wrong.any():
        return said
    pairs, counts = np.unique(np.stack([wanted, guessed])[:, wrong], axis=1, return_counts=True)
    is_, says = pairs[:, np.argmax(counts)]
    return f"{said} Most often taken for another: {is_} for {says}, {counts.max()} times."


def combinations(rows, shares):
    """Return how many combinations of repairs lead nowhere, and what the others achieve, best first.

    >>> combinations([(), ("rate",), ("rate", "epochs")], [0.0, 0.0, 0.78])
    'Of 3 combinations, 2 let no seed learn. Of the others, best first: rate + epochs 78 %.'
    """
    order = np.argsort(-np.asarray(shares), kind="stable")
    found = [f"{' + '.join(rows[i])} {100 * shares[i]:.0f} %" for i in order if shares[i] > 0]
    none = len(rows) - len(found)
    others = f" Of the others, best first: {', '.join(found)}." if found else ""
    return f"Of {len(rows)} combinations, {none} let no seed learn.{others}"


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
