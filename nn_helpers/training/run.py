"""Train one network: train (its costs by epoch), sgd_step, and record a History until diverged_at.

``train`` is the textbook loop that the lessons write. ``record`` runs the same loop with a full
record: one update a sample or the whole batch, the bugs of the case switched on by name, the true
cost beside the printed one, and the parameters of every epoch.
"""

from dataclasses import dataclass

import numpy as np

from nn_helpers import case
from nn_helpers.network import Params, cost, gradients, predict, step
from nn_helpers.training import plain_numbers
from nn_helpers.validation import as_floats, check_labels, check_network


def train(params, X, Y, learning_rate, epochs):
    """Train on the whole batch, and return ``(params, costs)``.

    ``costs[i]`` is the cost at the weights before update i, so there are ``epochs`` costs and the
    first belongs to the start. The start itself stays as it is.

    >>> from nn_helpers.data import xor
    >>> start = Params(*np.zeros((4, 1, 1)))._replace(W1=np.zeros((1, 2)))
    >>> end, costs = train(start, *xor(), learning_rate=1, epochs=2)
    >>> costs.round(4)
    array([2.7726, 2.7726])
    """
    costs = np.empty(epochs)
    for i in range(epochs):
        costs[i] = cost(predict(params, X), Y)
        params = step(params, gradients(params, X, Y), learning_rate)
    return params, costs


def sgd_step(params, x, y, learning_rate):
    """Return the parameters after one update on one sample: ``x`` (inputs, 1), ``y`` (outputs, 1)."""
    return step(params, gradients(params, x, y), learning_rate)


@dataclass(frozen=True)
class History:
    """What happened in one training run.

    Attributes
    ----------
    epochs : (n,) int array
        The recorded epochs. Epoch 0 is the start, epoch i is after i passes over the data.
    params : Params
        The parameters at the recorded epochs: each array has a first axis of length n.
    costs : (epochs + 1,) array
        The true cost at the weights of each epoch, the start first.
    printed_costs : (epochs,) array
        What the posted program prints: the costs of the samples, added up while the weights
        change. In full-batch training this is ``costs[:-1]``.
    diverged_at : int or None
        The first epoch whose cost is not finite. Diverging is a result here, not an error.
    """

    epochs: np.ndarray
    params: Params
    costs: np.ndarray
    printed_costs: np.ndarray
    diverged_at: int | None = None

    def at(self, epoch):
        """Return the recorded parameters at ``epoch``, or at the last record before it."""
        last_recorded = np.searchsorted(self.epochs, epoch, side="right") - 1
        return Params(*(p[last_recorded] for p in self.params))

    @property
    def final(self):
        """The parameters at the end."""
        return self.at(self.epochs[-1])


def record(params, X, Y, learning_rate, epochs, per_sample=False, bugs=(), every=1):
    """Train with a full record, and return a ``History``.

    Parameters
    ----------
    per_sample : bool
        One update after each sample, in order, as in the case; else one for the whole batch.
    bugs : names of bugs to switch on
        Any of ``case.CASE_BUGS``.
    every : int
        Keep the parameters of every so many epochs (the start and the end are always kept).
    """
    params = Params(*check_network(params, X))
    X = as_floats("X", X)
    Y = check_labels(predict(params, X), Y)[1]
    case.check_names(bugs)
    # With one output the leaked index is the right index, so that bug changes nothing in 2-2-1.
    if plain_numbers.fits(params, Y):
        stale = "stale-weights" in bugs
        recorded, costs, printed_costs = plain_numbers.run(
            params, X, Y, learning_rate, epochs, per_sample, stale, every
        )
    else:
        recorded, costs, printed_costs = _train_any_shape(
            params, X, Y, learning_rate, epochs, per_sample, bugs, every
        )
    recorded_epochs = [e for e in range(epochs + 1) if e % every == 0 or e == epochs]
    diverged_at = _first_not_finite(costs)
    return History(np.array(recorded_epochs), recorded, costs, printed_costs, diverged_at)


def _train_any_shape(params, X, Y, learning_rate, epochs, per_sample, bugs, every):
    """Train a network of any shape; returns what ``plain_numbers.run`` returns for 2-2-1."""
    batches = [(X[:, [s]], Y[:, [s]]) for s in range(X.shape[1])] if per_sample else [(X, Y)]
    recorded, costs, printed_costs = [params], [cost(predict(params, X), Y)], []
    with np.errstate(over="ignore", invalid="ignore"):  # diverging is a result, not an error
        for epoch in range(1, epochs + 1):
            cost_of_epoch = 0.0
            for x, y in batches:
                cost_of_epoch += cost(predict(params, x), y) if per_sample else costs[-1]
                params = case.case_update(params, x, y, learning_rate, bugs)
            printed_costs.append(cost_of_epoch)
            costs.append(cost(predict(params, X), Y))
            if epoch % every == 0 or epoch == epochs:
                recorded.append(params)
    recorded_params = Params(*(np.stack(p) for p in zip(*recorded, strict=True)))
    return recorded_params, np.array(costs), np.array(printed_costs)


def _first_not_finite(costs):
    diverged_epochs = np.flatnonzero(~np.isfinite(costs))
    return int(diverged_epochs[0]) if len(diverged_epochs) else None
