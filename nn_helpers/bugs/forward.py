"""Wrong variants of sigmoid, forward, predict: such as predict_reads_global, forward_rows."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline
from nn_helpers.network import forward as right_forward
from nn_helpers.network import sigmoid

SIGMOID = Family("sigmoid", Pipeline("z", "a", None, "a = sigmoid(z)").function)
SIGMOID.add("forward", "sigmoid")


SIGMOID.add("forward", "overflow", alone=True)


@SIGMOID.whole("scalar-only", "It takes one number alone; an array raises an error.")
def sigmoid_scalar_only(z):
    if np.ndim(z) > 0:
        raise TypeError("only length-1 arrays can be converted to Python scalars")
    return float(sigmoid(z))


LAYERS = """
    Z1 = W1 @ X + b1
    A1 = sigmoid(Z1)
    Z2 = W2 @ A1 + b2
    A2 = sigmoid(Z2)
"""
PASS = Pipeline("params X", "Z1 A1 Z2 A2", tuple, LAYERS)
FORWARD = Family("forward", PASS.function)
FORWARD.add("forward", "layers", "forward")


@FORWARD.whole("samples-as-rows", "All four layers are right, but each sample is a row of them.")
def forward_rows(params, X):
    return tuple(layer.T for layer in right_forward(params, X))


SOMEBODYS_X = np.array([[1.0], [1.0]])  # what a training loop left behind
PREDICT = Family("predict", Pipeline("params X", "A2", None, LAYERS).function)


@PREDICT.whole("reads-global", "The loop runs over X, but the network is asked about a leftover x.")
def predict_reads_global(params, X):
    x = np.resize(SOMEBODYS_X, (np.shape(X)[0], 1))
    return np.hstack([right_forward(params, x)[-1] for _ in range(np.shape(X)[1])])


PREDICT.add("forward", "predict")
PREDICT.add("forward", "uninitialised", alone=True)


@PREDICT.whole("samples-as-rows", "The loop goes through the rows of X, as if they were samples.")
def predict_takes_rows(params, X):
    # Elsewhere than for square X it stops with an error.
    rows = np.resize(X, (np.shape(X)[0], np.shape(params[0])[1]))
    return np.hstack([right_forward(params, x[:, np.newaxis])[-1] for x in rows])


PREDICT.add("forward", "forward")
