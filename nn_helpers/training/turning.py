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
    falling = np.asarray(costs, dtype=float)
    risen = falling - np.minimum.accumulate(falling) > least
    if not risen.any():
        return None
    rise = int(np.argmax(risen))
    low_point = int(np.argmin(falling[:rise]))
    below = np.flatnonzero(falling[rise:] < falling[low_point])
    rise_ends = rise + int(below[0]) if len(below) else len(falling)
    return low_point, rise + int(np.argmax(falling[rise:rise_ends])), bool(len(below))
