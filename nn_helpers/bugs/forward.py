"""Wrong variants of sigmoid, forward and predict: their pipelines, with formulas replaced."""

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline

SIGMOID = Family("sigmoid", Pipeline("z", "a", None, "a = sigmoid(z)").function)
SIGMOID.add("forward", "sigmoid")
SIGMOID.add("forward", "sigmoid_alone", alone=True)

LAYERS = """
    Z1 = W1 @ X + b1
    A1 = sigmoid(Z1)
    Z2 = W2 @ A1 + b2
    A2 = sigmoid(Z2)
"""
PASS = Pipeline("params X", "Z1 A1 Z2 A2", tuple, LAYERS)
FORWARD = Family("forward", PASS.function)
FORWARD.add("forward", "layers", "forward")
FORWARD.whole("samples-as-rows", "All four layers are right, but each sample is a row of them.")(
    lambda params, X: tuple(layer.T for layer in PASS(params, X))
)
PREDICT = Family("predict", Pipeline("params X", "A2", None, LAYERS).function)
PREDICT.add("forward", "leftover", alone=True)
PREDICT.add("forward", "predict")
PREDICT.add("forward", "predict_alone", alone=True)
PREDICT.add("forward", "forward")
