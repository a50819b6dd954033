"""Textbook network: Params, sigmoid, initialise, forward, cost (SMALLEST), gradients, step, solved.

Samples are columns, so that the code is the formula. With m samples:

==========  ===================  =======================================================
name        shape                meaning
==========  ===================  =======================================================
``X``       (inputs, m)          the inputs, one sample a column
``Y``       (outputs, m)         the labels, 0 or 1
``W1``      (hidden, inputs)     weights into the hidden layer
``b1``      (hidden, 1)          biases of the hidden layer
``W2``      (outputs, hidden)    weights into the output layer
``b2``      (outputs, 1)         biases of the output layer
``Z1 A1``   (hidden, m)          hidden layer before and after the sigmoid
``Z2 A2``   (outputs, m)         output layer before and after the sigmoid
==========  ===================  =======================================================

The cost is the cross-entropy in natural logarithms, summed over samples and outputs. All functions
are pure: they return new arrays and change nothing. The chain rule is written as in M. Nielsen,
"Neural Networks and Deep Learning" (2015), chapter 2, equations BP1 to BP4.
"""

from typing import NamedTuple

import numpy as np

from nn_helpers.validation import check_labels, check_network

# The cost of a sample whose label got probability 0 would be infinite. It is cut off at
# -log(SMALLEST), about 708, so that one hopeless sample cannot turn a whole cost into inf or nan.
SMALLEST = np.finfo(float).tiny


class Params(NamedTuple):
    """The parameters of the network. Gradients come in the same form: one number for each."""

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray


def sigmoid(z):
    """Squash any number into (0, 1): ``1 / (1 + exp(-z))``, elementwise, without overflow.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    e = np.exp(-np.abs(z))  # at most 1, however large z is
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def initialise(rng, scale, inputs=2, hidden=2, outputs=1):
    """Return random parameters, each uniform in (-scale, scale).

    The generator draws in (-1, 1), in the order W1, b1, W2, b2, and the draw is then stretched. So
    the same seed gives the same draw at every scale.

    >>> small = initialise(np.random.default_rng(0), scale=0.1)
    >>> large = initialise(np.random.default_rng(0), scale=2)
    >>> bool(np.allclose(20 * small.W1, large.W1))
    True
    """
    shapes = Params((hidden, inputs), (hidden, 1), (outputs, hidden), (outputs, 1))
    return Params(*(scale * rng.uniform(-1, 1, shape) for shape in shapes))


def forward(params, X):
    """Run the network and return every layer: ``Z1, A1, Z2, A2``.

    Raises ``ValueError`` when the shapes do not fit together.

    >>> zeros = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
    >>> Z1, A1, Z2, A2 = forward(zeros, np.array([[0.0], [1.0]]))
    >>> A2
    array([[0.5]])
    """
    W1, b1, W2, b2 = check_network(params, X)
    Z1 = W1 @ X + b1
    A1 = sigmoid(Z1)
    Z2 = W2 @ A1 + b2
    A2 = sigmoid(Z2)
    return Z1, A1, Z2, A2


def predict(params, X):
    """Return the probability of label 1 for every sample, shape (outputs, m)."""
    _, _, _, A2 = forward(params, X)
    return A2


def solved(params, X, Y):
    """Return whether every output is on the right side of 0.5; exactly 0.5 is on neither side.

    >>> AND = Params([[20, 20], [0, 0]], [[-30], [0]], [[20, 0]], [[-10]])
    >>> solved(AND, np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0, 0, 0, 1]]))
    True
    """
    return bool(np.all(np.abs(predict(params, X) - Y) < 0.5))


def cost(Y_hat, Y):
    """Return the summed cross-entropy between predictions ``Y_hat`` and labels ``Y``, a float.

    Each sample costs -log of the probability that its true label was given. The result is finite
    even where that probability is exactly 0.

    >>> round(cost(np.array([[0.5, 0.5, 0.5, 0.5]]), np.array([[0, 1, 1, 0]])), 4)  # 4 ln 2
    2.7726
    """
    Y_hat, Y = check_labels(Y_hat, Y)
    says_1 = Y * np.log(np.maximum(Y_hat, SMALLEST))
    says_0 = (1 - Y) * np.log(np.maximum(1 - Y_hat, SMALLEST))
    return float(-np.sum(says_1 + says_0))


def hidden_delta(W2, delta2, A1):
    """Return the derivative of the cost by Z1, (hidden, m): ``delta2`` one layer back.

    ``delta2`` (outputs, m) is the derivative by Z2. It goes back through the weights it came by, and
    through the slope of the sigmoid, which is A1 (1 - A1).

    >>> hidden_delta(np.array([[2.0, -4.0]]), np.array([[0.5]]), np.array([[0.5], [0.5]]))
    array([[ 0.25],
           [-0.5 ]])
    """
    return np.transpose(W2) @ delta2 * A1 * (1 - A1)


def gradients(params, X, Y):
    """Return the derivative of the summed cost by every parameter: backpropagation.

    A delta is the derivative of the cost by a layer's Z. At the output, sigmoid and cross-entropy
    cancel to ``A2 - Y``. Each delta then goes back through the weights it came by.

    >>> X, Y = np.array([[0.0], [1.0]]), np.array([[1.0]])
    >>> ones = Params(np.ones((2, 2)), np.ones((2, 1)), np.ones((1, 2)), np.ones((1, 1)))
    >>> gradients(ones, X, Y).W2.round(4)
    array([[-0.0524, -0.0524]])
    """
    _, A1, _, A2 = forward(params, X)
    _, Y = check_labels(A2, Y)
    delta2 = A2 - Y
    delta1 = hidden_delta(params[2], delta2, A1)
    return Params(
        W1=delta1 @ np.transpose(X),
        b1=delta1.sum(axis=1, keepdims=True),
        W2=delta2 @ A1.T,
        b2=delta2.sum(axis=1, keepdims=True),
    )


def step(params, grads, learning_rate):
    """Return the parameters after one step downhill; ``params`` and ``grads`` stay as they are.

    >>> one = Params(*np.ones((4, 1, 1)))
    >>> step(one, one, learning_rate=0.25).W1
    array([[0.75]])
    """
    return Params(*(p - learning_rate * g for p, g in zip(params, grads, strict=True)))
