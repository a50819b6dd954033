"""Sweep: thousands of networks at once, all_W2 in blocks; success, census of plateaus, confused.

All networks share the data and the number of epochs; each has a learning rate, an init scale and a
seed of its own. They are trained in blocks of bounded memory, a block a thread.
In all arrays the last axis numbers the networks of a block, so that every numpy call works on
thousands of numbers at a time.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from nn_helpers import case, data, threads
from nn_helpers.data import PLATEAUS
from nn_helpers.network import SMALLEST, Params, initialise

BLOCK = 8192  # networks trained together. Smaller blocks leave the threads waiting for each other.


@dataclass(frozen=True)
class Sweep:
    """The ends of many training runs.

    Attributes
    ----------
    rates (R,), scales (S,), seeds (N,) : what was combined
    params : Params; each array has the axes (R, S, N) in front
    outputs : (R, S, N, outputs, m), the answers to the training samples
    costs : (R, S, N), the cost at the end
    solved : (R, S, N) bool, whether every answer is on the right side of 0.5
    printed : (epochs, R, S, N), the cost that a program would print; None unless it was watched
    """

    rates: np.ndarray
    scales: np.ndarray
    seeds: np.ndarray
    params: Params
    outputs: np.ndarray
    costs: np.ndarray
    solved: np.ndarray
    printed: np.ndarray | None = None

    @property
    def success(self):
        """The share of seeds that solve the task, shape (R, S)."""
        return self.solved.mean(axis=2)


def run(
    rates,
    scales,
    seeds,
    epochs,
    X=None,
    Y=None,
    per_sample=False,
    bugs=(),
    hidden=2,
    progress=None,
    workers=None,
    watch=False,
):
    """Train one network for every rate, scale and seed, and return a ``Sweep``.

    Parameters
    ----------
    rates, scales : floats, or one
    seeds : ints, or how many (then 0, 1, 2, ...)
    epochs : int
    X, Y : the data, XOR by default
    per_sample, bugs : as in ``training.record``
    progress : function of (networks done, networks in all), called now and then
    workers : threads; by default one a core. The numbers do not depend on it.
    watch : keep what would be printed, as ``training.record`` does: the costs of the samples, each
        taken before its update, added up over the epoch

    A seed draws once; the scales stretch this draw, as ``network.initialise`` does.

    >>> result = run(rates=1, scales=[0.5, 2], seeds=10, epochs=1000)
    >>> result.success.shape
    (1, 2)
    """
    case.check_names(bugs)
    swept_on_xor = X is None and Y is None
    if not swept_on_xor and (X is None or Y is None):
        raise ValueError("Give both X and Y, or neither (then XOR is used).")
    X, Y = data.xor() if swept_on_xor else (np.asarray(X, dtype=float), np.asarray(Y, dtype=float))
    rates, scales = (np.atleast_1d(np.asarray(v, dtype=float)) for v in (rates, scales))
    seeds = np.arange(seeds) if np.ndim(seeds) == 0 else np.asarray(seeds)
    shape = (len(rates), len(scales), len(seeds))
    draws = _draws(seeds, len(X), hidden, len(Y))
    networks = int(np.prod(shape))
    ends = Params(*(np.empty((*p.shape[:-1], networks)) for p in draws))
    printed = np.zeros((epochs, networks)) if watch else None

    def train(first):
        at = np.arange(first, min(first + BLOCK, networks))
        rate, scale, seed = np.unravel_index(at, shape)
        start = Params(*(scales[scale] * p[..., seed] for p in draws))
        of_block = printed[:, first : first + len(at)] if watch else None
        block = train_block(start, X, Y, rates[rate], epochs, per_sample, bugs, of_block)
        for of_all, of_block in zip(ends, block, strict=True):
            of_all[..., at] = of_block
        return len(at)

    networks_done = 0
    for trained in threads.each(train, range(0, networks, BLOCK), workers):
        networks_done += trained
        if progress is not None:
            progress(networks_done, networks)
    outputs_of_all = _outputs_of_all(ends, X)
    costs_of_all = _costs_of_all(outputs_of_all, Y)
    solved = np.all(np.abs(outputs_of_all - Y[..., np.newaxis]) < 0.5, axis=(0, 1))

    def by_setting(values):
        return np.moveaxis(values, -1, 0).reshape(*shape, *values.shape[:-1])

    return Sweep(
        rates,
        scales,
        seeds,
        Params(*map(by_setting, ends)),
        by_setting(outputs_of_all),
        costs_of_all.reshape(shape),
        solved.reshape(shape),
        printed.reshape(epochs, *shape) if watch else None,
    )


def _draws(seeds, inputs, hidden, outputs):
    """Return one draw in (-1, 1) a seed, the seeds on the last axis of each array."""
    draws = [initialise(np.random.default_rng(s), 1.0, inputs, hidden, outputs) for s in seeds]
    return Params(*(np.stack(p, axis=-1) for p in zip(*draws, strict=True)))


def train_block(start, X, Y, rate, epochs, per_sample=False, bugs=(), printed=None):
    """Train the networks of one block and return their parameters; the start stays as it is.

    ``start`` has the networks on the last axis of each array, ``rate`` is (networks,). The costs of
    each epoch are added to ``printed``, (epochs, networks), if it is given.
    """
    block = W1, b1, W2, b2 = [np.array(p) for p in start]
    m, networks = X.shape[1], len(rate)
    batches = [[s] for s in range(m)] if per_sample else [list(range(m))]
    updates_of_all = [
        _UpdateOfAll(X[:, batch], Y[:, batch], len(W1), networks, bugs) for batch in batches
    ]
    with np.errstate(over="ignore", invalid="ignore"):  # diverged networks are a result too
        for epoch in range(epochs):
            for update_of_all in updates_of_all:
                update_of_all(W1, b1[:, 0], W2, b2[:, 0], rate)
                if printed is not None:
                    wrong = np.abs(update_of_all.A2) / rate  # it leaves rate (answer - label) in A2
                    printed[epoch] -= np.log(np.maximum(1 - wrong, SMALLEST)).sum(axis=(0, 1))
    return Params(*block)


class _UpdateOfAll:
    """One update of all networks of a block on one batch, in buffers that are made once."""

    def __init__(self, X, Y, hidden, networks, bugs):
        self.Y = Y[..., np.newaxis]
        outputs, m = Y.shape
        self.stale, self.leaked = "stale-weights" in bugs, "leaked-index" in bugs
        self.A1, self.rest = np.empty((hidden, m, networks)), np.empty((hidden, m, networks))
        self.weighted = np.empty((outputs, hidden, m, networks))
        self.A2 = np.empty((outputs, m, networks))
        self.work, self.sums = np.empty((hidden, m, networks)), np.empty((hidden, networks))
        # Inputs are often 0 or 1, and then need no multiplication.
        self.nonzero_in_columns = [
            [(i, x) for i, x in enumerate(column) if x] for column in X.T.tolist()
        ]
        self.nonzero_in_rows = [[(s, x) for s, x in enumerate(row) if x] for row in X.tolist()]

    def __call__(self, W1, b1, W2, b2, rate):
        A1, A2, weighted, rest = self.A1, self.A2, self.weighted, self.rest
        for sample, column in enumerate(self.nonzero_in_columns):
            _weighted_sums_of_all(column, W1, b1, A1[:, sample])
        sigmoid_in_place(A1)
        for k, weights in enumerate(W2):
            np.multiply(A1, weights[:, np.newaxis], out=weighted[k])
            np.add.reduce(weighted[k], axis=0, out=A2[k])
            A2[k] += b2[k]
        sigmoid_in_place(A2)
        # Every delta is multiplied by the rate at once, so it is a step already.
        np.subtract(A2, self.Y, out=A2)
        A2 *= rate
        np.subtract(1.0, A1, out=rest)
        for k, delta in enumerate(A2):
            np.multiply(A1, delta, out=self.work)
            W2[k] -= np.add.reduce(self.work, axis=1, out=self.sums)
            b2[k] -= np.add.reduce(delta, axis=0)
            if self.stale:  # the weights that were changed a line earlier
                np.multiply(A1, W2[k][:, np.newaxis], out=weighted[k])
            # W2 delta A1 (1 - A1), of which W2 A1 is known from the forward pass
            weighted[k] *= rest
            weighted[k] *= delta
        last = weighted[-1]
        total = weighted[0] if len(weighted) == 1 else np.add.reduce(weighted, axis=0)
        for i, nonzero in enumerate(self.nonzero_in_rows):
            for sample, x in nonzero:
                W1[:, i] -= total[:, sample] if x == 1 else x * total[:, sample]
        b1 -= np.add.reduce(last if self.leaked else total, axis=1, out=self.sums)


def _weighted_sums_of_all(column, W1, b1, out):
    """Put the weighted sums of one sample in all networks into ``out``, (hidden, networks)."""
    if not column:
        np.copyto(out, b1)
    for place, (i, x) in enumerate(column):
        np.add(out if place else b1, W1[:, i] if x == 1 else x * W1[:, i], out=out)


def sigmoid_in_place(z):
    """Replace z by its sigmoid, and return it. An overflowing exp gives the right answer, 0."""
    with np.errstate(over="ignore"):
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1.0
        return np.reciprocal(z, out=z)


def _outputs_of_all(params, X):
    """Return the answers of all networks, (outputs, m, networks)."""
    all_W1, all_b1, all_W2, all_b2 = params
    with np.errstate(over="ignore", invalid="ignore"):
        A1 = np.einsum("hin,im->hmn", all_W1, X) + all_b1.reshape(len(all_W1), 1, -1)
        sigmoid_in_place(A1)
        A2 = np.einsum("ohn,hmn->omn", all_W2, A1) + all_b2.reshape(len(all_W2), 1, -1)
        sigmoid_in_place(A2)
    return A2


def _costs_of_all(outputs_of_all, Y):
    """Return the summed cross-entropy of every network."""
    Y = Y[..., np.newaxis]
    says_1 = Y * np.log(np.maximum(outputs_of_all, SMALLEST))
    says_0 = (1 - Y) * np.log(np.maximum(1 - outputs_of_all, SMALLEST))
    return -np.sum(says_1 + says_0, axis=(0, 1))


def census(result, tolerance=0.1):
    """Return how many runs end on each plateau of XOR, as ``{name: count}``; "elsewhere" is last.

    >>> census(run(1, 2, seeds=20, epochs=3000))["4 ln 2"]
    0
    """
    names = list(PLATEAUS)
    heights = np.array(list(PLATEAUS.values()))
    distance = np.abs(result.costs[..., np.newaxis] - heights)
    nearest = np.where(distance.min(axis=-1) <= tolerance, distance.argmin(axis=-1), len(names))
    counts = np.bincount(nearest.ravel(), minlength=len(names) + 1)
    return dict(zip([*names, "elsewhere"], counts.tolist(), strict=True))


def confused(result, tolerance=0.1):
    """Return which samples runs leave unsure, as ``{(sample, ...): count}``, the most frequent first.

    A sample is unsure when its answer is more than ``tolerance`` away from both 0 and 1. On a
    plateau these are the samples that the network lumps together. The empty tuple counts the runs
    that are sure of everything.
    """
    swept_answers = result.outputs[..., 0, :]
    unsure = np.minimum(swept_answers, 1 - swept_answers) > tolerance
    unsure_of_runs = unsure.reshape(-1, unsure.shape[-1])
    counts = Counter(tuple(np.flatnonzero(of_run).tolist()) for of_run in unsure_of_runs)
    return dict(counts.most_common())
