"""Wrong versions of sigmoid, forward and predict."""

import numpy as np

from nn_helpers.bugs.bug import family
from nn_helpers.network import Params, sigmoid
from nn_helpers.network import forward as right_forward

FORUMS = "question-and-answer sites and course forums"
SIGMOID, bug = family("sigmoid", FORUMS)


@bug("sign-flipped", "The minus in the exponent is missing.")
def sigmoid_sign_flipped(z):
    return sigmoid(-np.asarray(z, dtype=float))


@bug("overflow", "The exponential of a large number overflows, here to nan.")
def sigmoid_overflow(z):
    e = np.exp(z)
    return e / (1 + e)


@bug(
    "overflow", "The exponential of a large number overflows with a warning.", "the posted program"
)
def sigmoid_overflow_warning(z):
    return 1 / (1 + np.power(np.e, -np.asarray(z, dtype=float)))


@bug("scalar-only", "Functions of math take one number; arrays raise an error.")
def sigmoid_scalar_only(z):
    if np.ndim(z) > 0:
        raise TypeError("only length-1 arrays can be converted to Python scalars")
    return float(sigmoid(z))


@bug("tanh-instead", "The curve of tanh has the same shape, but runs from -1 to 1.")
def sigmoid_tanh(z):
    return np.tanh(z)


@bug("derivative-instead", "The slope of the sigmoid is returned in place of its value.")
def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


@bug("integer-result", "The result goes into an array of whole numbers, or is rounded.")
def sigmoid_integer(z):
    return sigmoid(z).astype(int)


@bug("precedence", "As 1/1 + exp(-z) it divides before it adds.")
def sigmoid_precedence(z):
    with np.errstate(over="ignore"):
        return 1 / 1 + np.exp(-np.asarray(z, dtype=float))


FORWARD, bug = family("forward", FORUMS)


def _forward(params, X, hidden=sigmoid, output=sigmoid):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = hidden(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, output(Z2)


@bug("bias-forgotten", "The hidden layer has no bias.")
def forward_no_hidden_bias(params, X):
    W1, b1, W2, b2 = params
    return _forward((W1, 0 * b1, W2, b2), X)


@bug("bias-forgotten", "The output layer has no bias.")
def forward_no_output_bias(params, X):
    W1, b1, W2, b2 = params
    return _forward((W1, b1, W2, 0 * b2), X)


@bug("bias-forgotten", "Both layers have no bias.")
def forward_no_bias(params, X):
    W1, b1, W2, b2 = params
    return _forward((W1, 0 * b1, W2, 0 * b2), X)


@bug("bias-after-activation", "The hidden bias is added after the sigmoid.")
def forward_bias_after(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X
    A1 = sigmoid(Z1) + b1
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, sigmoid(Z2)


@bug("bias-after-activation", "Both biases are added after the sigmoid.")
def forward_both_biases_after(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X
    A1 = sigmoid(Z1) + b1
    Z2 = W2 @ A1
    return Z1, A1, Z2, sigmoid(Z2) + b2


@bug("no-hidden-activation", "The hidden layer stays linear.")
def forward_linear_hidden(params, X):
    return _forward(params, X, hidden=np.copy)


@bug("no-output-activation", "The weighted sum of the output is returned as the answer.")
def forward_linear_output(params, X):
    return _forward(params, X, output=np.copy)


@bug("weights-transposed", "W1 is transposed, which fits when it is square.")
def forward_transposed(params, X):
    W1, b1, W2, b2 = params
    return _forward((W1.T, b1, W2, b2), X)


@bug("samples-as-rows", "Samples are taken, or returned, as rows.")
def forward_rows(params, X):
    return tuple(layer.T for layer in right_forward(params, X))


@bug(
    "first-layer-twice",
    "The second layer gets the first weighted sum again, without weights of W2.",
)
def forward_first_twice(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = sigmoid(Z1)
    Z2 = W2 @ Z1 + b2
    return Z1, A1, Z2, sigmoid(Z2)


@bug("tanh-instead", "The hidden units use tanh, as in another course.")
def forward_tanh(params, X):
    return _forward(params, X, hidden=np.tanh)


@bug("bias-subtracted", "The bias is subtracted, as a threshold would be.")
def forward_bias_subtracted(params, X):
    W1, b1, W2, b2 = params
    return _forward((W1, -b1, W2, -b2), X)


@bug("activation-twice", "The output goes through the sigmoid twice.")
def forward_activation_twice(params, X):
    return _forward(params, X, output=lambda z: sigmoid(sigmoid(z)))


PREDICT, bug = family("predict", FORUMS)
SOMEBODYS_X = np.array([[1.0], [1.0]])  # what a training loop left behind


@bug("reads-global", "The loop runs over X, but the network is asked about a leftover x.",
     "the posted program")  # fmt: skip
def predict_reads_global(params, X):
    x = np.resize(SOMEBODYS_X, (np.shape(X)[0], 1))
    return np.hstack([right_forward(params, x)[-1] for _ in range(np.shape(X)[1])])


@bug("thresholded", "Labels 0 and 1 are returned in place of probabilities.")
def predict_thresholded(params, X):
    return (right_forward(params, X)[-1] > 0.5).astype(float)


@bug("uninitialised-output", "An array of np.empty is filled only in part.")
def predict_uninitialised(params, X):
    outputs = np.empty((np.shape(params[2])[0], np.shape(X)[1]))
    outputs[:, :-1] = right_forward(params, X)[-1][:, :-1]
    outputs[:, -1:] = 1e-300  # what stands in such memory differs; it is never the answer
    return outputs


@bug(
    "last-sample-only",
    "Each turn of the loop overwrites the answer, so the last one is given to all.",
)
def predict_last_only(params, X):
    answers = right_forward(params, X)[-1]
    return np.repeat(answers[:, -1:], answers.shape[1], axis=1)


@bug("samples-as-rows", "The answers come as rows.")
def predict_rows(params, X):
    return right_forward(params, X)[-1].T


@bug("samples-as-rows", "The loop goes through the rows, as if they were the samples.")
def predict_takes_rows(params, X):
    rows = np.resize(
        X, (np.shape(X)[0], np.shape(params[0])[1])
    )  # elsewhere it stops with an error
    return np.hstack([right_forward(params, x[:, np.newaxis])[-1] for x in rows])


@bug("returns-logits", "Z2 is returned in place of A2.")
def predict_logits(params, X):
    return right_forward(params, X)[2]


@bug("flat-output", "A flat list of answers, without the axis of the outputs.")
def predict_flat(params, X):
    return right_forward(params, X)[-1].ravel()


@bug("wrong-layer", "The hidden layer is returned in place of the output.")
def predict_hidden(params, X):
    return right_forward(Params(*params), X)[1]
