"""What is Seen of drawn numbers: some stay, are equal or tied, reach too far, lie unevenly."""

import numpy as np

from nn_helpers.check.naming import Finding

# How far draws may lie from an even spread (Kolmogorov-Smirnov), in units of 1/sqrt(n). Even draws go
# beyond 2.7 once in a million times: whoever grades takes another seed each time.
UNEVEN = 2.7
LARGEST = "What is the largest number that comes out in a thousand draws, and what the lowest?"


def groups(params):
    """Return where the numbers of each array stand when all are put in one row."""
    ends = np.cumsum([0, *map(np.size, params)])
    return {name: slice(*ends[i : i + 2]) for i, name in enumerate(params._fields)}


def seen(moves, width, places, said, law="even", row="call"):
    """Return the ``Finding`` of what is wrong with noise, or None.

    Parameters
    ----------
    moves : (calls, numbers), how far each number went in each call
    width : how far it may go to both sides; for the law "normal" one standard deviation
    places : where the numbers of each array stand, see ``groups``
    said : the width as it was given, "scale=4"
    row : what a row of moves is: a call, or a turn or pair within one
    """
    reach = f"With {said} the draws reach from {moves.min():.3g} to {moves.max():.3g}"
    by_law = (_even if law == "even" else _normal)(moves, width, places, reach)
    told = next(_alike(moves, places, reach, row), None) or next(by_law, None)
    return Finding(*told) if told else None


def _alike(moves, places, reach, row):
    """Yield the name, the sentence and the question of numbers that stay, or hang on one another."""
    ask = f"How many different numbers did one {row} draw?"
    stuck = np.ptp(moves, axis=0) < 1e-12
    zeros = (np.abs(moves[:, ~stuck]) < 1e-12).mean() if not stuck.all() else 0
    if stuck.any() and zeros < 0.01:
        parts = [name for name, at in places.items() if stuck[at].all()]
        where = f" All of {' and '.join(parts)} are among them." if 0 < len(parts) < 4 else ""
        same = f"{stuck.sum()} of {stuck.size} numbers are the same in every {row}."
        never = f"Print what two {row}s draw, one below the other. Which numbers never change?"
        yield None, f"{same}{where} {reach}.", never
    if zeros > 0.01:
        share = 100 * (np.abs(moves) < 1e-12).mean()
        told = f"On average {share:.0f} % of the numbers stay where they are in a {row}, or are 0."
        yield None, told, f"Print what one {row} draws. Which stay, and what do the others share?"
    if np.ptp(moves, axis=1).max() < 1e-9:
        yield "same-noise-everywhere", f"All numbers get one draw. {reach}.", ask
    if any(np.unique(np.abs(draws).round(12)).size < draws.size for draws in moves):
        yield None, f"Some draws of one {row} are equal or opposite. {reach}.", ask
    sizes = np.linalg.norm(moves, axis=1)
    tied = np.linalg.matrix_rank(moves, tol=1e-9) == 1 or np.ptp(sizes) < 1e-9 * sizes.max()
    tied |= np.abs(moves.mean(axis=1)).max() < 1e-9
    if tied or len(np.unique(moves.round(9), axis=0)) < len(moves):
        told = f"The draws of one {row} hang on one another, or on those of another {row}."
        yield None, told, f"Is every draw a new one? Print the sum and the size of each {row}'s."


def _even(moves, width, places, reach):
    """Yield what is wrong with noise that should be spread evenly."""
    low, high = moves.min(), moves.max()
    far, near = max(-low, high), min(-low, high)
    if far > width * (1 + 1e-9):
        yield None, f"{reach}; none may lie beyond {width:g}.", LARGEST
    if near < 0.9 * width:
        half = "half-range" if abs(far / width - 0.5) < 0.03 else None
        slug = "one-sided-noise" if near <= 0 else half
        yield slug, f"{reach}; they should reach {width:g} to both sides.", LARGEST
    for name, at in places.items():
        numbers = moves[:, at] / width
        if max(_gap(numbers.ravel()), *map(_gap, numbers.T)) > UNEVEN:
            half = 100 * np.mean(np.abs(numbers) < 0.5)
            told = f"Those of {name} are not spread evenly: {half:.0f} % lie in the middle half."
            ask = f"Draw a thousand of {name}. How far do they reach, and how many lie in each quarter?"
            yield None, told, ask


def _gap(numbers):
    """Return how far numbers lie from an even spread over (-1, 1), in units of 1/sqrt(n)."""
    evenly, count = (np.sort(numbers) + 1) / 2, len(numbers)
    steps = np.arange(count + 1) / count
    return max(np.max(steps[1:] - evenly), np.max(evenly - steps[:-1])) * np.sqrt(count)


def _normal(moves, width, _places, reach):
    """Yield what is wrong with noise that should be normal. 300 numbers: their mean stays within 0.2."""
    spread, far, many = moves.std() / width, np.abs(moves).max() / width, moves.size > 300
    mean, flat = moves.mean() / width, 0.9 < far <= 1 and _gap(moves.ravel() / width) < UNEVEN
    told = f"{reach}; one standard deviation of them is {spread * width:.3g}, expected {width:g}."
    ask = "Draw a thousand numbers: what are their mean and their standard deviation?"
    if flat:
        ask = "Which draw of a generator is normal, with a standard deviation of 1?"
        told += " That is flat noise, as perturb throws it, not normal."
    elif many and abs(mean) > 0.25:
        told = f"The mean of many draws is {mean * width:.2f}."
    elif 0.8 < spread < 1.2 and many and far < 2:
        ask = "Draw a thousand numbers: how many are larger than twice the standard deviation?"
        told += " That is no bell curve."
    elif 0.8 < spread < 1.2 or (not many and 0.75 < spread < 1.3):
        return
    yield None, told, ask
