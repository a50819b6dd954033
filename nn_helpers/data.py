"""Data: logic_gate (xor_and_and) on CORNERS, PLATEAUS, spirals by arm, parcels, digits, one_hot.

Every function returns a fresh pair ``(X, Y)`` of float64 arrays. Samples are columns, so ``X`` is
(inputs, m) and ``Y`` is (outputs, m): the code then reads like the formulas.

>>> X, Y = xor()
>>> X
array([[0., 0., 1., 1.],
       [0., 1., 0., 1.]])
>>> Y
array([[0., 1., 1., 0.]])
"""

from importlib import resources

import numpy as np

# The four corners of the unit square, in the order of the case: 00, 01, 10, 11.
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
CORNER_NAMES = ("00", "01", "10", "11")

# Where the cost of XOR comes to rest: the summed cost that is left while samples are confused.
PLATEAUS = {
    "0": 0.0,
    "2 ln 2": 2 * np.log(2),  # two are confused
    "ln 3 + 2 ln 1.5": np.log(3) + 2 * np.log(1.5),  # three are confused
    "4 ln 2": 4 * np.log(2),  # all four are confused
}


def logic_gate(*labels):
    """Return the four corners with one label each, as ``X`` (2, 4) and ``Y`` (1, 4).

    Parameters
    ----------
    labels : four numbers, 0 or 1
        The labels of 00, 01, 10 and 11, in this order.

    Raises
    ------
    ValueError
        If there are not four labels, or one of them is neither 0 nor 1.

    >>> logic_gate(0, 0, 0, 1)[1]  # AND
    array([[0., 0., 0., 1.]])
    """
    if len(labels) != 4 or any(label not in (0, 1) for label in labels):
        raise ValueError(
            f"logic_gate got the labels {labels}; it needs four, each 0 or 1, "
            "for the inputs 00, 01, 10 and 11: logic_gate(0, 1, 1, 0) is XOR."
        )
    return np.array(CORNERS, dtype=float).T, np.array([labels], dtype=float)


def xor():
    """Return XOR: the label is 1 when exactly one input is 1."""
    return logic_gate(0, 1, 1, 0)


def three_positives():
    """Return the second data set of the case: only 11 is negative, the other three are positive.

    >>> three_positives()[1]
    array([[1., 1., 1., 0.]])
    """
    return logic_gate(1, 1, 1, 0)


def xor_and_and():
    """Return XOR and AND at once: two outputs, for the bugs that one output hides.

    >>> xor_and_and()[1]
    array([[0., 1., 1., 0.],
           [0., 0., 0., 1.]])
    """
    X, xor_labels = xor()
    _, and_labels = logic_gate(0, 0, 0, 1)
    return X, np.vstack([xor_labels, and_labels])


def two_spirals(rng, samples_per_arm=100, turns=1.5, noise=0.02):
    """Return two interleaved spirals in the square (-1, 1): ``X`` (2, m) and ``Y`` (1, m).

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the noise.
    samples_per_arm : int
        Samples of each class; m is twice as many. The first half has label 0.
    turns : float
        How often each arm winds around the origin.
    noise : float
        Standard deviation of the Gaussian noise added to both coordinates.

    Source: K. J. Lang and M. J. Witbrock, "Learning to tell two spirals apart" (1988).

    >>> X, Y = two_spirals(np.random.default_rng(0), samples_per_arm=50)
    >>> X.shape, Y.shape, int(Y.sum())
    ((2, 100), (1, 100), 50)
    """
    # The square root spreads the samples evenly along the arm.
    progress = np.sqrt(np.linspace(0.02, 0.9, samples_per_arm))
    angle = 2 * np.pi * turns * progress
    arm = progress * np.array([np.cos(angle), np.sin(angle)])
    spirals = np.hstack([arm, -arm])
    Y = np.repeat([0.0, 1.0], samples_per_arm)[np.newaxis, :]
    return spirals + noise * rng.standard_normal(spirals.shape), Y


def parcels(rng, samples=100):
    """Return parcels, as they come from the scales: ``X`` (2, m) in cm and kg, and ``Y`` (1, m).

    Lengths lie between 20 and 120 cm, weights between 1 and 30 kg. The label is 1 where the machine
    takes a parcel: it is neither too heavy nor too light for its length. So two straight lines
    divide the labels. No parcel lies close to one of them.

    >>> X, Y = parcels(np.random.default_rng(0))
    >>> X.shape, Y.shape, bool(X[0].max() > 100)
    ((2, 100), (1, 100), True)
    """
    # More are drawn than are needed, since those close to a line are left out.
    length, weight = X = rng.uniform([[20.0], [1.0]], [[120.0], [30.0]], (2, 4 * samples))
    too_heavy = weight / 29 - length / 100 + 0.17  # below 0: too light for its length
    clear = np.abs(np.abs(too_heavy) - 0.25) > 0.05
    X, too_heavy = X[:, clear][:, :samples], too_heavy[clear][:samples]
    return X, (np.abs(too_heavy) < 0.25).astype(float)[np.newaxis, :]


def one_hot(labels, classes):
    """Return labels 0, 1, 2, ... as outputs of a network: (classes, m), one 1 in every column.

    >>> one_hot([2, 0], classes=3)
    array([[0., 1.],
           [0., 0.],
           [1., 0.]])
    """
    return np.eye(classes)[np.asarray(labels)].T


def digits():
    """Return 1797 handwritten digits: ``X`` (64, 1797) from 0 to 1, and ``Y`` (10, 1797).

    Each column of ``X`` is an image of 8 by 8 grey values, row by row. 43 people wrote them; nobody
    sorted them. The file ``digits.npz`` beside this module holds them.

    Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
    Learning Repository (1998), doi 10.24432/C50P49, test part; licence CC BY 4.0.

    >>> X, Y = digits()
    >>> X.shape, Y.shape
    ((64, 1797), (10, 1797))
    """
    with resources.files("nn_helpers").joinpath("digits.npz").open("rb") as file:
        digits_file = np.load(file)
        images, labels = digits_file["images"], digits_file["labels"]
    return images.reshape(len(images), 64).T / 16, one_hot(labels, 10)
