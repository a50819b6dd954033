"""The case: the settings of the posted program, and its starting parameters to the digit.

The program was posted as "implement Neural Network in python" on Stack Overflow, 28 October 2018.
"""

import numpy as np

from nn_helpers.network import Params

SEED = 565113221
INIT_SCALE = 0.12
LEARNING_RATE = 0.01
EPOCHS = 50


def start(seed=SEED, scale=INIT_SCALE, hidden=2, outputs=1):
    """Return the parameters that the posted program starts from.

    It seeds numpy's old global generator. A ``RandomState`` of its own makes the same draws and
    leaves the global one alone.

    >>> start().b2.round(6)
    array([[0.034466]])
    """
    draw = np.random.RandomState(seed).random_sample
    shapes = Params((hidden, 2), (hidden, 1), (outputs, hidden), (outputs, 1))
    return Params(*((2 * draw(shape) - 1) * scale for shape in shapes))
