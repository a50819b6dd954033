"""How many runs learn, in words: success_map (a cell, stuck seeds), endings, combinations; hidden."""

import numpy as np


def success_map(result, cell):
    """Return how often one cell of a ``sweep.Sweep`` solves XOR, which seeds do not, and the best.

    ``cell`` is the place of its rate and of its scale.
    """
    solved_in_cell = result.solved[cell]
    rate, scale = result.rates[cell[0]], result.scales[cell[1]]
    best = np.unravel_index(np.argmax(result.success), result.success.shape)
    stuck_seeds = [str(seed) for seed in result.seeds[~solved_in_cell][:3]]
    stuck = f" Not solved, for example: seed {', '.join(stuck_seeds)}." if stuck_seeds else ""
    return (
        f"At rate {rate:g} and scale {scale:g}, {int(solved_in_cell.sum())} of {len(solved_in_cell)} seeds solve "
        f"XOR.{stuck} The best cell is rate {result.rates[best[0]]:g}, scale "
        f"{result.scales[best[1]]:g}, with {100 * result.success[best]:.0f} %."
    )


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


def combinations(rows, shares):
    """Return how many combinations of repairs lead nowhere, and what the others achieve, best first.

    >>> combinations([(), ("rate",), ("rate", "epochs")], [0.0, 0.0, 0.78])
    'Of 3 combinations, 2 let no seed learn. Of the others, best first: rate + epochs 78 %.'
    """
    order = np.argsort(-np.asarray(shares), kind="stable")
    learning = [f"{' + '.join(rows[i])} {100 * shares[i]:.0f} %" for i in order if shares[i] > 0]
    learn_never = len(rows) - len(learning)
    combinations_that_learn = (
        f" Of the others, best first: {', '.join(learning)}." if learning else ""
    )
    return f"Of {len(rows)} combinations, {learn_never} let no seed learn.{combinations_that_learn}"


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
