"""The posted program of the case: start, case_update, CASE_BUGS by name, prints if it reads_global.

The program was posted as "implement Neural Network in python" on Stack Overflow, 28 October 2018.
"""

import numpy as np

from nn_helpers.network import Params, forward, predict

SEED = 565113221
INIT_SCALE = 0.12
LEARNING_RATE = 0.01
EPOCHS = 50

# The bugs of the posted update, each switchable by name.
CASE_BUGS = ("stale-weights", "leaked-index")
# The bugs of the whole program, each with the repair that removes it.
BUGS = {
    "stale-weights": "order",
    "leaked-index": "index",
    "reads-global": "predict",
}


def start(seed=SEED, scale=INIT_SCALE, hidden=2, outputs=1):
    """Return the parameters that the posted program starts from.

    It seeds numpy's old global generator. A ``RandomState`` of its own makes the same draws and
    leaves the global one alone.

    >>> start().b2.round(6)
    array([[0.034466]])
    """
    draw = np.random.RandomState(seed).random_sample
    posted_shapes = Params((hidden, 2), (hidden, 1), (outputs, hidden), (outputs, 1))
    return Params(*((2 * draw(shape) - 1) * scale for shape in posted_shapes))


def check_names(bugs):
    """Raise ``ValueError`` for a name that is not in ``CASE_BUGS``."""
    unknown = {bugs} if isinstance(bugs, str) else set(bugs) - set(CASE_BUGS)
    if unknown:
        raise ValueError(f"Unknown bugs {sorted(unknown)}; give a tuple of {CASE_BUGS}.")


def case_update(params, X, Y, learning_rate, bugs=()):
    """Return the parameters after one update in the order of the case: W2, b2, W1, b1.

    With no bugs this is ``step(params, gradients(params, X, Y), learning_rate)``.

    Parameters
    ----------
    bugs : names from ``CASE_BUGS``
        ``stale-weights``: the hidden layer's share is computed with the W2 that was updated a
        line earlier. ``leaked-index``: b1 gets the share of the last output alone, because its
        line uses the ``k`` that an earlier loop left behind.

    Raises ``ValueError`` for a name that is not in ``CASE_BUGS``.
    """
    check_names(bugs)
    params = Params(*params)
    _, A1, _, A2 = forward(params, X)  # then W2, b2, W1, b1, as posted
    delta2, slope_of_A1 = A2 - Y, A1 * (1 - A1)
    posted_W2 = params.W2 - learning_rate * delta2 @ A1.T
    posted_b2 = params.b2 - learning_rate * delta2.sum(axis=1, keepdims=True)
    W2_used = posted_W2 if "stale-weights" in bugs else params.W2
    delta_W1 = W2_used.T @ delta2 * slope_of_A1
    delta_b1 = W2_used[-1:].T @ delta2[-1:] * slope_of_A1 if "leaked-index" in bugs else delta_W1
    posted_W1 = params.W1 - learning_rate * delta_W1 @ X.T
    posted_b1 = params.b1 - learning_rate * delta_b1.sum(axis=1, keepdims=True)
    return Params(posted_W1, posted_b1, posted_W2, posted_b2)


def program(params, X, Y, learning_rate, epochs, bugs=()):
    """Run the posted program, and return ``(params, answers)`` as it would print them.

    One update after each sample, in order; ``answers`` is (outputs, m). ``bugs`` are names from
    ``BUGS``; with none it is the repaired program.

    >>> from nn_helpers import data
    >>> X, Y = data.xor()
    >>> _, answers = program(start(), X, Y, 0.01, 50, bugs=("reads-global",))
    >>> len(set(answers[0]))
    1
    """
    unknown = set(bugs) - set(BUGS)
    if unknown:
        raise ValueError(f"Unknown bugs {sorted(unknown)}; there are {', '.join(BUGS)}.")
    posted_bugs = tuple(bug for bug in bugs if bug in CASE_BUGS)  # those of the update
    posted = Params(*(np.array(p, dtype=float) for p in params))
    samples_as_posted = [*range(X.shape[1])] * epochs  # one update after each, in order
    for sample in samples_as_posted:
        posted = case_update(posted, X[:, [sample]], Y[:, [sample]], learning_rate, posted_bugs)
    return posted, printed(predict(posted, X), "reads-global" in bugs)


def printed(outputs, reads_global):
    """Return what predict prints for these outputs (..., m): as posted, m times the last one."""
    last_again = np.broadcast_to(np.asarray(outputs)[..., -1:], np.shape(outputs))
    return last_again if reads_global else np.asarray(outputs)
