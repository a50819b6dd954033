"""The 2-2-1 training loop on nine plain numbers w11, h1, gv1, without arrays: several times faster.

For arrays as small as these, numpy spends nearly all its time on being called. So the loop that the
labs run while a slider is dragged spells out every weight, and the sigmoid in place.
``training.record`` uses it for networks with two inputs, two hidden units and one output, and the
tests hold both equal.

Names: ``w11`` leads from input 1 to hidden unit 1, ``w12`` from input 2 to hidden unit 1; ``v1`` and
``v2`` lead from the hidden units to the output, whose bias is ``c``.
"""

from math import exp, log

import numpy as np

from nn_helpers.network import SMALLEST, Params

SHAPES = ((2, 2), (2, 1), (1, 2), (1, 1))  # of a 2-2-1 network


def fits(params, Y):
    """Return whether this network is 2-2-1 and its labels are 0 or 1."""
    return tuple(map(np.shape, params)) == SHAPES and bool(np.all((Y == 0) | (Y == 1)))


def run(params, X, Y, learning_rate, epochs, per_sample, stale_weights, every):
    """Train, and return ``(kept, costs, printed)`` as ``training.record`` needs them.

    ``kept`` has one row of nine numbers for the start, every ``every`` epochs, and the end.
    """
    nine = tuple(float(number) for p in params for number in np.ravel(p))
    samples = [(x1, x2, int(y)) for (x1, x2), (y,) in zip(X.T.tolist(), Y.T.tolist(), strict=True)]
    batches = [[sample] for sample in samples] if per_sample else [samples]
    rows_of_nine, costs, printed = [nine], [], []
    for kept_epoch in range(0, epochs, every):
        unkept = min(every, epochs - kept_epoch)
        if per_sample:
            for _ in range(unkept):
                costs.append(cost(nine, samples))
                nine = updates(nine, batches, learning_rate, stale_weights, 1, printed)
        else:
            nine = updates(nine, batches, learning_rate, stale_weights, unkept, printed)
        rows_of_nine.append(nine)
    costs = costs if per_sample else list(printed)
    costs.append(cost(nine, samples))
    return as_params(rows_of_nine), np.array(costs), np.array(printed)


def as_params(rows_of_nine):
    """Return rows of nine numbers as Params whose arrays have one more axis in front."""
    parts = np.split(np.array(rows_of_nine), [4, 6, 8], axis=1)
    return Params(*(part.reshape(-1, *shape) for part, shape in zip(parts, SHAPES, strict=True)))


def cost(nine, samples):
    """Return the cross-entropy, summed over the samples."""
    w11, w12, w21, w22, b1, b2, v1, v2, c = nine
    total = 0.0
    for x1, x2, y in samples:
        z = w11 * x1 + w12 * x2 + b1
        if z >= 0:
            h1 = 1.0 / (1.0 + exp(-z))
        else:
            e = exp(z)
            h1 = e / (1.0 + e)
        z = w21 * x1 + w22 * x2 + b2
        if z >= 0:
            h2 = 1.0 / (1.0 + exp(-z))
        else:
            e = exp(z)
            h2 = e / (1.0 + e)
        z = v1 * h1 + v2 * h2 + c
        if z >= 0:
            a = 1.0 / (1.0 + exp(-z))
        else:
            e = exp(z)
            a = e / (1.0 + e)
        p = a if y else 1.0 - a
        total -= log(SMALLEST if p < SMALLEST else p)
    return total


def updates(nine, batches, rate, stale_weights, epochs, costs):
    """Make one update for each batch of samples; return the new numbers, and append to ``costs`` what
    the samples of each epoch cost, each before the update of its batch.
    """
    w11, w12, w21, w22, b1, b2, v1, v2, c = nine
    for _ in range(epochs):
        total = 0.0
        for batch in batches:
            # Added up over the samples: the slopes of the output unit, and the slopes of each hidden
            # unit without the weight that leads back to it, which is the same for all samples.
            gv1 = gv2 = gc = g11 = g12 = g21 = g22 = gb1 = gb2 = 0.0
            for x1, x2, y in batch:
                z = w11 * x1 + w12 * x2 + b1
                if z >= 0:
                    h1 = 1.0 / (1.0 + exp(-z))
                else:
                    e = exp(z)
                    h1 = e / (1.0 + e)
                z = w21 * x1 + w22 * x2 + b2
                if z >= 0:
                    h2 = 1.0 / (1.0 + exp(-z))
                else:
                    e = exp(z)
                    h2 = e / (1.0 + e)
                z = v1 * h1 + v2 * h2 + c
                if z >= 0:
                    a = 1.0 / (1.0 + exp(-z))
                else:
                    e = exp(z)
                    a = e / (1.0 + e)
                p = a if y else 1.0 - a
                total -= log(SMALLEST if p < SMALLEST else p)
                d = a - y
                gc += d
                move = d * h1
                gv1 += move
                move -= move * h1
                g11 += move * x1
                g12 += move * x2
                gb1 += move
                move = d * h2
                gv2 += move
                move -= move * h2
                g21 += move * x1
                g22 += move * x2
                gb2 += move
            new_v1, new_v2, c = v1 - rate * gv1, v2 - rate * gv2, c - rate * gc
            back1, back2 = (new_v1, new_v2) if stale_weights else (v1, v2)
            v1, v2 = new_v1, new_v2
            w11 -= rate * (back1 * g11)
            w12 -= rate * (back1 * g12)
            b1 -= rate * (back1 * gb1)
            w21 -= rate * (back2 * g21)
            w22 -= rate * (back2 * g22)
            b2 -= rate * (back2 * gb2)
        costs.append(total)
    return w11, w12, w21, w22, b1, b2, v1, v2, c
