"""What is Seen of drawn numbers: some stay, are equal or tied, reach too far, lie unevenly."""

import numpy as np

from nn_helpers.check.naming import Finding

# How far draws may lie from an even spread (Kolmogorov-Smirnov), in units of 1/sqrt(n). Even draws go
# beyond 2.7 once in a million times: whoever grades takes another seed each time.
UNEVEN = 2.7


def groups(params):
    """Return where the numbers of each array stand when all are put in one row."""
    ends = np.cumsum([np.size(part) for part in params])
    return {
        name: slice(int(end - np.size(part)), int(end))
        for (name, part), end in zip(params._asdict().items(), ends, strict=True)
    }


def seen(moves, width, like, said, law="even", row="call"):
    """Return the ``Finding`` of what is wrong with noise, or None.

    Parameters
    ----------
    moves : (calls, numbers), how far each number went in each call
    width : how far it may go to both sides; for the law "normal" one standard deviation
    like : parameters, whose arrays are named
    said : the width as it was given, "scale=4"
    row : what a row of moves is: a call, or a turn or pair within one
    """
    reach = f"With {said} the draws reach from {moves.min():.3g} to {moves.max():.3g}"
    found = _still(moves, like, reach, row) or _equal(moves, reach, row)
    return found or (_even if law == "even" else _normal)(moves, width, like, reach)


def _still(moves, like, reach, row):
    stuck = np.ptp(moves, axis=0) < 1e-12
    still, others = np.flatnonzero(stuck), moves[:, ~stuck]
    zeros = (np.abs(others) < 1e-12).mean() if others.size else 0
    if still.size and zeros < 0.01:
        parts = [n for n, at in groups(like).items()
                 if np.isin(np.arange(at.start, at.stop), still).all()]  # fmt: skip
        where = f" All of {' and '.join(parts)} are among them." if 0 < len(parts) < 4 else ""
        same = f"{len(still)} of {moves.shape[1]} numbers are the same in every {row}."
        ask = f"Print what two {row}s draw, one below the other. Which numbers never change?"
        return Finding(None, f"{same}{where} {reach}.", ask)
    if zeros > 0.01:
        told = f"In one {row} {100 * zeros:.0f} % of the numbers stay where they are, or are 0."
        return Finding(None, told, f"How many of the numbers should one {row} draw?")
    return None


def _equal(moves, reach, row):
    ask = f"How many different numbers did one {row} draw?"
    if np.ptp(moves, axis=1).max() < 1e-9:
        return Finding("same-noise-everywhere", f"All numbers get one draw. {reach}.", ask)
    if any(np.unique(row.round(12)).size < row.size for row in moves):
        return Finding(None, f"Some draws of one {row} are equal. {reach}.", ask)
    if np.linalg.matrix_rank(moves, tol=1e-9) == 1:
        return Finding(None, f"The draws of all {row}s lie along one direction.", ask)
    if len(np.unique(moves.round(9), axis=0)) < len(moves):
        return Finding(None, f"Two {row}s made the same draws.", "Is every draw a new one?")
    return Finding(None, tied(moves, row), ask) if tied(moves) else None


def tied(rows, row="call"):
    """Return what ties the draws of each row to one another, or an empty text.

    >>> tied(np.array([[1.0, -1.0], [2.0, -2.0]]))
    'The draws of every call add up to 0: each hangs on the others.'
    """
    sizes = np.linalg.norm(rows, axis=1)
    if np.abs(rows.mean(axis=1)).max() < 1e-9:
        return f"The draws of every {row} add up to 0: each hangs on the others."
    if np.ptp(sizes) < 1e-9 * sizes.max():
        return f"The draws of every {row} have one size together: each hangs on the others."
    return ""


def _even(moves, width, like, reach):
    low, high = moves.min(), moves.max()
    far, near = max(-low, high), min(-low, high)
    ask = "What is the largest number that comes out in a thousand draws, and what the lowest?"
    if far > width * (1 + 1e-9):
        return Finding(None, f"{reach}; none may lie beyond {width:g}.", ask)
    if near < 0.9 * width:
        half = "half-range" if abs(far / width - 0.5) < 0.03 else None
        slug = "one-sided-noise" if near <= 0 else half
        return Finding(slug, f"{reach}; they should reach {width:g} to both sides.", ask)
    for name, at in groups(like).items():
        numbers = moves[:, at] / width
        if max(_gap(numbers.ravel()), *map(_gap, numbers.T)) > UNEVEN:
            half = 100 * np.mean(np.abs(numbers) < 0.5)
            told = f"Those of {name} are not spread evenly: {half:.0f} % lie in the middle half."
            ask = "Draw a thousand numbers. How many lie in each quarter of the range?"
            return Finding(None, told, ask)
    return None


def _gap(numbers):
    """Return how far numbers lie from an even spread over (-1, 1), in units of 1/sqrt(n)."""
    evenly, count = (np.sort(numbers) + 1) / 2, len(numbers)
    steps = np.arange(count + 1) / count
    return max(np.max(steps[1:] - evenly), np.max(evenly - steps[:-1])) * np.sqrt(count)


def _normal(moves, width, _like, reach):
    spread, far = moves.std() / width, np.abs(moves).max() / width
    told = f"{reach}; one standard deviation of them is {spread * width:.3g}, expected {width:g}."
    if 0.9 < far <= 1 and _gap(moves.ravel() / width) < UNEVEN:
        ask = "Which draw of a generator is normal, with a standard deviation of 1?"
        return Finding(None, f"{told} That is flat noise, as perturb throws it; e is normal.", ask)
    if not 0.75 < spread < 1.3 or (moves.size > 300 and spread < 0.85):
        return Finding(None, told, "Draw a thousand numbers: what is their standard deviation?")
    if moves.size > 300 and far < 2:
        ask = "Draw a thousand numbers: how many are larger than twice the standard deviation?"
        return Finding(None, f"{told} That is no bell curve.", ask)
    return None
