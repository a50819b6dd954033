"""What a network answers, in words: predictions, squashing, vote, line, hidden_units, classes."""

import numpy as np

from nn_helpers.data import CORNER_NAMES


def predictions(outputs, Y, names=CORNER_NAMES):
    """Return the answers beside their labels, and how many are on the right side of 0.5.

    There are more than two digits where two do not show on which side of 0.5 an answer is.

    >>> predictions([[0.1, 0.9, 0.8, 0.6]], [[0, 1, 1, 0]])
    'Answers: 00 gives 0.10, 01 gives 0.90, 10 gives 0.80, 11 gives 0.60. Right: 3 of 4.'
    >>> predictions([[0.502, 0.502]], [[0, 1]], names="ab")
    'Answers: a gives 0.502, b gives 0.502. Right: 1 of 2.'
    """
    right, outputs = _right_answers(outputs, Y), np.ravel(outputs)
    names = names if len(names) == len(outputs) else range(len(outputs))
    nearest = np.abs(outputs - 0.5).min()
    digits = next((digits for digits in (2, 3) if nearest > 0.5 * 10.0**-digits), 4)
    answers = ", ".join(f"{n} gives {v:.{digits}f}" for n, v in zip(names, outputs, strict=True))
    return f"Answers: {answers}. Right: {right} of {len(outputs)}."


def _right_answers(outputs, Y):
    """Return how many answers are on the side of their label."""
    return int(np.sum(np.abs(np.ravel(outputs) - np.ravel(Y)) < 0.5))


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


def line(outputs, Y, weights, best):
    """Return where the line of one neuron lies, and how many samples are on their side.

    >>> line([[0.1, 0.9, 0.9, 0.9]], [[0, 1, 1, 1]], (2.0, 2.0, -1.0), best=4)
    'The line is 2 x1 + 2 x2 - 1 = 0. On their own side of it: 4 of 4; your best is 4.'
    """
    w1, w2, b = weights
    right = _right_answers(outputs, Y)
    shown = f"{w1:g} x1 {'-' if w2 < 0 else '+'} {abs(w2):g} x2 {'-' if b < 0 else '+'} {abs(b):g}"
    return f"The line is {shown} = 0. On their own side of it: {right} of 4; your best is {best}."


def wiring(outputs, Y, near, best):
    """Return the four answers, and how many are ``near`` enough to their label for the exercise.

    >>> wiring([[0.1, 0.9, 0.9, 0.2]], [[0, 1, 1, 0]], near=3, best=4).split(". ")[-1]
    'Within 0.1 of their label: 3 of 4; your best is 4.'
    """
    return f"{predictions(outputs, Y)} Within 0.1 of their label: {near} of 4; your best is {best}."


def two_predicts(right, posted, Y):
    """Return what two predict functions say about the same network.

    >>> two_predicts([[0.9, 0.2]], [[0.2, 0.2]], [[1, 0]])
    'The network answers 0.900, 0.200: right for 2 of 2. The posted predict prints 0.200 for each.'
    """
    good = _right_answers(right, Y)
    right, posted = np.ravel(right), np.ravel(posted)
    answers = ", ".join(f"{value:.3f}" for value in right)
    return (
        f"The network answers {answers}: right for {good} of {len(right)}. "
        f"The posted predict prints {posted[0]:.3f} for each."
    )


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


def unit_answers(named):
    """Return for some sets of hidden answers how many sit at a flat end, below 0.01 or above 0.99.

    >>> unit_answers({"raw": [[0.0, 1.0], [0.999, 0.5]], "scaled": [[0.3, 0.6]]})
    'Flat (below 0.01 or above 0.99): raw 75 % of the hidden answers, scaled 0 %.'
    """
    shares = []
    for name, answers in named.items():
        flat = np.mean(np.abs(np.asarray(answers) - 0.5) > 0.49)
        unit = "" if shares else " of the hidden answers"
        shares.append(f"{name} {100 * flat:.0f} %{unit}")
    return f"Flat (below 0.01 or above 0.99): {', '.join(shares)}."


def classes(wanted, guessed):
    """Return how many new samples got the right class, and the confusion that is most frequent.

    >>> classes([1, 8, 8, 3], [1, 1, 1, 3])
    '2 of 4 new samples are right (50.0 %). Most often 8 is read as 1, 2 times.'
    """
    wanted, guessed = np.asarray(wanted), np.asarray(guessed)
    misread = wanted != guessed
    right = int(np.sum(wanted == guessed))
    said = f"{right} of {len(wanted)} new samples are right ({100 * right / len(wanted):.1f} %)."
    if not misread.any():
        return said
    pairs, counts = np.unique(np.stack([wanted, guessed])[:, misread], axis=1, return_counts=True)
    is_, says = pairs[:, np.argmax(counts)]
    return f"{said} Most often {is_} is read as {says}, {counts.max()} times."
