"""Where to look: generic_params, generic_inputs, and starts redrawn like theirs or moderate."""

import numpy as np


def generic_params(tree, rng, count, width=1.0, keep=None, live=None):
    """Return parameters (count, size) as no program would start: nothing zero, nothing alike.

    A start is the worst place to look for a wrong gradient: zeros and equal numbers hide it. Weights
    are normal and shrink with the number of units, so that no unit saturates. What is not ``live``
    keeps the numbers of ``keep``.
    """
    V = np.empty((count, tree.size))
    for leaf in tree.leaves:
        scale = width / np.sqrt(max(1.0, max(leaf.shape, default=1) / 2))
        scale = max(scale, 0.3 * width) if len(leaf.shape) < 2 or 1 in leaf.shape else scale
        V[:, leaf.part] = rng.normal(0, scale, (count, leaf.size))
    if live is not None:
        V[:, ~live] = keep[~live]
    return V


def generic_inputs(rng, n, width):
    """Return inputs (n, width) of a normal size, no two alike."""
    return rng.normal(0, 1, (n, width))


def redrawn(tree, start, live, rng, count):
    """Return starts (count, size) drawn again, as wide as theirs in each array; constants stay.

    >>> from nn_helpers.clinic.tree import Tree
    >>> tree = Tree([np.zeros(3), np.array([0.5, -0.5, 0.1])])
    >>> again = redrawn(tree, tree.flatten(tree.template), np.ones(6, bool), np.random.default_rng(0), 2)
    >>> again.shape, bool(again[:, :3].any()), len(np.unique(again[:, 3:]))
    ((2, 6), False, 6)
    """
    V = np.tile(start, (count, 1)).astype(float)
    for leaf in tree.leaves:
        old = start[leaf.part]
        if not live[leaf.part].any() or (leaf.size > 1 and np.ptp(old) == 0) or not old.any():
            continue
        mean, spread, even = shape_of_the_draw(old)
        values, which = np.unique(old, return_inverse=True)  # what is equal stays equal
        shape = (count, len(values))
        if even:
            redrawn_values = mean + rng.uniform(-1, 1, shape) * spread * np.sqrt(3)
        else:
            redrawn_values = mean + rng.normal(0, spread, shape)
        V[:, leaf.part] = redrawn_values[:, which.ravel()]
    return V


def shape_of_the_draw(old):
    """Return (mean, spread, whether it looks like an even draw) of the numbers in one array.

    A mean that a draw round zero could have given by chance counts as zero.
    """
    mean, spread = old.mean(), old.std()
    if old.size == 1 or abs(mean) < 2.5 * spread / np.sqrt(old.size):
        mean, spread = 0.0, np.sqrt(np.mean(old**2))
    even = old.size > 1 and np.max(np.abs(old - mean)) < 1.8 * spread
    return mean, spread, even


def stretched(tree, start, live, factor):
    """Return a start with its weights that many times as far from zero."""
    return np.where(live, start * factor, start)


def moderate(tree, rng, start, live, count):
    """Return starts as a textbook would draw them: normal, smaller where there are more units."""
    V = np.tile(start, (count, 1)).astype(float)
    for leaf in tree.leaves:
        if live[leaf.part].any():
            scale = 1 / np.sqrt(max(1.0, np.mean(leaf.shape or (1,))))
            V[:, leaf.part] = rng.normal(0, scale, (count, leaf.size))
    return V
