"""first_turn: where a falling cost first rises, its low point and the top after it."""

import numpy as np

LEAST = 1e-6  # rises below this may be rounding


def first_turn(costs, least=LEAST):
    """Return where a cost first turns around: the places of its low point and of the top after it.

    The third of the triple says whether it comes below the low point again later. None when it never
    rises by more than ``least``.

    >>> first_turn([3.0, 2.0, 2.5, 2.7, 1.0])
    (1, 3, True)
    >>> first_turn([3.0, 2.0, 2.5])
    (1, 2, False)
    >>> first_turn([3.0, 2.0, 1.0]) is None
    True
    """
    costs = np.asarray(costs, dtype=float)
    risen = costs - np.minimum.accumulate(costs) > least
    if not risen.any():
        return None
    up = int(np.argmax(risen))
    low = int(np.argmin(costs[:up]))
    below = np.flatnonzero(costs[up:] < costs[low])
    end = up + int(below[0]) if len(below) else len(costs)
    return low, up + int(np.argmax(costs[up:end])), bool(len(below))
