"""How searches go, in words: best_costs, candidates, all_widths, angle, who wins the race."""

import numpy as np

from nn_helpers.describe.curves import plateau


def search(evaluations, cost, improvements, numbers):
    """Return how far a search without a gradient has come.

    >>> search(100, 2.5, 7, [1.0, -2.5])
    'After 100 evaluations the best cost is 2.500. The best changed 6 times; its largest number is 2.5 in size.'
    """
    near = plateau(cost)
    changed = "once" if improvements == 2 else f"{improvements - 1} times"
    return (
        f"After {evaluations} evaluations the best cost is {cost:.3f}{', ' + near if near else ''}. "
        f"The best changed {changed}; its largest number is "
        f"{np.max(np.abs(numbers)):.1f} in size."
    )


def cloud(generation, mean, width, ranked, chosen):
    """Return where a cloud stands on a landscape of two numbers, and what its best candidates cost.

    ``ranked`` are the costs of a generation from the best on; a mean is made of ``chosen`` of them.

    >>> cloud(3, [1.5, -0.001], 0.52, [0.2, 0.3, 0.9], 2)
    'Generation 3: the mean is at (1.50, 0.00), the width is 0.52. The 2 best of 3 cost 0.20 and 0.30, and their mean is the next one.'
    >>> cloud(3, [1.5, 1], 0.52, [0.2], 0)
    'Turn 3: the best so far is at (1.50, 1.00), the width is 0.52. The last candidate costs 0.20.'
    """
    mean_x, mean_y = (f"{round(float(number), 2) + 0.0:.2f}" for number in mean)
    if len(ranked) == 1:
        stands = f"Turn {generation}: the best so far is at ({mean_x}, {mean_y})"
        return f"{stands}, the width is {width:.2g}. The last candidate costs {ranked[0]:.2f}."
    stands = (
        f"Generation {generation}: the mean is at ({mean_x}, {mean_y}), the width is {width:.2g}."
    )
    if not chosen:
        return f"{stands} The {len(ranked)} costs go from {ranked[0]:.2f} to {ranked[-1]:.2f}."
    costs = " and ".join(f"{cost:.2f}" for cost in ranked[:chosen])
    return (
        f"{stands} The {chosen} best of {len(ranked)} cost {costs}, and their mean is the next one."
    )


def widths(each, now, unit):
    """Return how the width of a search went up to one moment, and where it is largest of all.

    ``each`` is the width in every generation or turn, whichever ``unit`` says.

    >>> widths([0.5, 0.9, 1.4, 0.2], 3, "generation")
    'The width has shrunk since generation 2, where it is largest: 1.4. It ends at 0.2.'
    >>> widths([0.5, 0.9, 1.4, 0.2], 1, "generation")
    'The width grows until generation 2, to 1.4, and ends at 0.2.'
    >>> widths([0.5, 0.4], 1, "turn"), widths([0.5, 0.5], 1, "turn")
    ('The width is largest at the start, 0.5, and ends at 0.4.', 'The width stays at 0.5.')
    """
    all_widths = np.asarray(each, dtype=float)
    most, end = int(np.argmax(all_widths)), _width(all_widths[-1])
    if not np.ptp(all_widths):
        return f"The width stays at {all_widths[0]:.2g}."
    if most == 0:
        return f"The width is largest at the start, {all_widths[0]:.2g}, and ends at {end}."
    largest = f"{all_widths[most]:.2g}"
    if now > most:
        return f"The width has shrunk since {unit} {most}, where it is largest: {largest}. It ends at {end}."
    return f"The width grows until {unit} {most}, to {largest}, and ends at {end}."


def race(ends, shares, budget, seeds):
    """Return the median cost of each runner at the end, its share of solved runs, and who leads.

    >>> race({"a": 0.1, "b": 1.5}, {"a": 1.0, "b": 0.5}, 1000, 4)
    'After 1000 evaluations, median of 4 seeds: a 0.100 (solved 100 %), b 1.500 (solved 50 %). Lowest: a.'
    """
    each = ", ".join(f"{n} {cost:.3f} (solved {100 * shares[n]:.0f} %)" for n, cost in ends.items())
    of = f"median of {seeds} seeds" if seeds > 1 else "one seed"
    return f"After {budget} evaluations, {of}: {each}. Lowest: {min(ends, key=ends.get)}."


def adapting_steps(searches):
    """Return where the best cost and sigma of each search end.

    ``searches`` maps the name of each task to an ``evolution.Search``.

    >>> from types import SimpleNamespace
    >>> search = SimpleNamespace(cost=0.5, steps=[1.0, 0.25], evaluations=2)
    >>> adapting_steps({"Bowl": search})
    'Bowl, after 2 evaluations: best cost 0.5, sigma from 1 to 0.25.'
    """
    return " ".join(
        f"{task}, after {search.evaluations} evaluations: best cost {_width(search.cost)}, "
        f"sigma from {_width(search.steps[0])} to {_width(search.steps[-1])}."
        for task, search in searches.items()
    )


def _size(sigma):
    # Noise this narrow drowns in the rounding of the numbers it is added to. Whether a throw is a
    # success then, and so how it goes on, differs from machine to machine.
    return "below 1e-12" if sigma < 1e-12 else f"{sigma:.1e}"


def _width(width):
    return f"{width:.2g}" if width >= 1e-3 else _size(width)


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
    evaluations = max(spent[-1] for spent, _ in curves.values())
    best_costs = ", ".join(f"{best[-1]:.2f} ({name})" for name, (_spent, best) in curves.items())
    return f"Best cost after {evaluations:.0f} evaluations: {best_costs}."
