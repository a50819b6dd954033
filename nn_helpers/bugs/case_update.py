"""The update of the posted program, with its bugs as switches."""

from nn_helpers.network import Params, forward

# The bugs of the posted update, each switchable by name.
CASE_BUGS = ("stale-weights", "leaked-index")


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
    W1, b1, W2, b2 = params
    _, A1, _, A2 = forward(params, X)
    delta2 = A2 - Y
    new_W2 = W2 - learning_rate * delta2 @ A1.T
    new_b2 = b2 - learning_rate * delta2.sum(axis=1, keepdims=True)
    back = new_W2 if "stale-weights" in bugs else W2
    slope = A1 * (1 - A1)
    delta1 = back.T @ delta2 * slope
    delta_b1 = back[-1:].T @ delta2[-1:] * slope if "leaked-index" in bugs else delta1
    return Params(
        W1=W1 - learning_rate * delta1 @ X.T,
        b1=b1 - learning_rate * delta_b1.sum(axis=1, keepdims=True),
        W2=new_W2,
        b2=new_b2,
    )
