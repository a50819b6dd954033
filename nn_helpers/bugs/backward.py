"""Slips on the way back: hidden_delta, gradients, sgd_step, step."""

import numpy as np

from nn_helpers.bugs.bug import Family, Pipeline, each
from nn_helpers.bugs.forward import PASS
from nn_helpers.data import xor, xor_and_and
from nn_helpers.network import Params, initialise, sigmoid
from nn_helpers.network import step as right_step

FORUMS = "question-and-answer sites and course forums"


def total(delta):
    """Return the sum over the samples, as a column."""
    return delta.sum(axis=1, keepdims=True)


def last(array):
    """Return the last sample's column in the place of every sample's."""
    return array[:, -1:] + 0 * array


# The layers, then from the output back. W2 comes before the hidden layer, as in the posted program.
LAYERS = {**PASS.stages,
    "difference": lambda A2, Y: A2 - Y,
    "delta2": lambda difference: difference,
    "dW2": lambda delta2, A1: delta2 @ A1.T,
    "db2": lambda delta2: total(delta2),
}  # fmt: skip
BLAME = {
    "back": lambda W2, delta2: W2.T @ delta2,
    "slope": lambda A1: A1 * (1 - A1),
    "delta1": lambda back, slope: back * slope,
}
HIDDEN = {"dW1": lambda delta1, X: delta1 @ X.T, "db1": lambda delta1: total(delta1)}
BACKPROP = Pipeline("params X Y", "dW1 db1 dW2 db2", Params._make, **LAYERS, **BLAME, **HIDDEN)
UPDATE = Pipeline(
    "params x y learning_rate", "new_W1 new_b1 new_W2 new_b2", Params._make,
    X=lambda x: x, Y=lambda y: y, **LAYERS,
    new_W2=lambda W2, dW2, learning_rate: W2 - learning_rate * dW2,
    new_b2=lambda b2, db2, learning_rate: b2 - learning_rate * db2,
    **BLAME, **HIDDEN,
    new_W1=lambda W1, dW1, learning_rate: W1 - learning_rate * dW1,
    new_b1=lambda b1, db1, learning_rate: b1 - learning_rate * db1,
)  # fmt: skip
DELTA = Pipeline("W2 delta2 A1", "delta1", None, Z1=lambda A1: np.log(A1) - np.log(1 - A1), **BLAME)

# Slips of the blame that goes back and of the slope: (slug, sentence, replaced stages).
BLAME_SLIPS = (
    ("hidden-slope-forgotten", "The blame does not pass the slope of the hidden sigmoid.",
     {"delta1": lambda back: back}),
    ("slope-of-preactivation", "The slope is Z1 (1 - Z1), made from the weighted sum.",
     {"slope": lambda Z1: Z1 * (1 - Z1)}),
    ("slope-taken-twice", "The slope of the sigmoid is taken at A1, not at Z1.",
     {"slope": lambda A1: sigmoid(A1) * (1 - sigmoid(A1))}),
    ("slope-twice", "The blame is multiplied with the hidden slope twice.",
     {"slope": lambda A1: (A1 * (1 - A1)) ** 2}),
    ("tanh-slope", "The slope is that of tanh, made from A1: one minus its square.", {"slope": lambda A1: 1 - A1**2}),
    ("tanh-slope", "The slope is 1 - tanh(Z1)^2, that of tanh.",
     {"slope": lambda Z1: 1 - np.tanh(Z1) ** 2}),
    ("relu-slope", "The slope is 1 where Z1 is above 0 and else 0, that of max(z, 0).",
     {"slope": lambda Z1: (Z1 > 0) + 0.0}),
    ("slope-incomplete", "The slope is A1 alone; its second factor is missing.", {"slope": lambda A1: A1}),
    ("slope-incomplete", "The slope is one minus A1 alone; its first factor is missing.", {"slope": lambda A1: 1 - A1}),
    ("slope-incomplete", "The slope is A1 (1 + A1): a sign is the other way round.",
     {"slope": lambda A1: A1 * (1 + A1)}),
    ("slope-incomplete", "The slope is A1^2: both factors are A1.",
     {"slope": lambda A1: A1**2}),
    ("leaked-index", "All hidden units get the slope of the last one.",
     {"slope": lambda A1: (A1 * (1 - A1))[-1:] + 0 * A1}),
    ("weights-forgotten", "The blame goes back without W2: every weight counts as 1.",
     {"back": lambda W2, delta2: np.ones_like(W2).T @ delta2}),
    ("weights-forgotten", "The blame goes back without W2: delta2 itself meets the slope.",
     {"back": lambda delta2: delta2}),
    ("weights-transposed", "The blame goes back through W2, not through W2.T.",
     {"back": lambda W2, delta2: W2 @ delta2}),
    ("weights-transposed", "W2 is reshaped where it should be transposed.",
     {"back": lambda W2, delta2: W2.reshape(W2.shape[::-1]) @ delta2}),
    ("weights-mixed", "The blame of all outputs is added up first, and so are their weights.",
     {"back": lambda W2, delta2: W2.sum(axis=0)[:, np.newaxis] * delta2.sum(axis=0)}),
    ("weights-squared", "The blame goes back through the squares of W2.",
     {"back": lambda W2, delta2: (W2**2).T @ delta2}),
    ("elementwise-product", "W2.T * delta2 multiplies entry by entry.",
     {"back": lambda W2, delta2: W2.T * delta2}),
    ("elementwise-product", "W2 * delta2 multiplies entry by entry.",
     {"back": lambda W2, delta2: W2 * delta2}),
    ("first-output-only", "The hidden layer gets the share of the first output alone.",
     {"back": lambda W2, delta2: W2[:1].T @ delta2[:1]}),
    ("leaked-index", "The hidden layer gets the share of the last output alone.",
     {"back": lambda W2, delta2: W2[-1:].T @ delta2[-1:]}),
    ("precedence", "Brackets are missing: A1 is multiplied with 1, and then subtracted.",
     {"delta1": lambda back, A1: back * A1 - A1}),
    ("matrix-product", "Blame and slope are multiplied with @, not entry by entry.",
     {"delta1": lambda back, slope: back @ slope}),
    ("sign-flipped", "The share of the hidden layer has the wrong sign.",
     {"delta1": lambda back, slope: -back * slope}),
    ("slope-added", "The slope is added to the blame, not multiplied.",
     {"delta1": lambda back, slope: back + slope}),
    ("value-not-slope", "The blame is divided by the slope, not multiplied.",
     {"delta1": lambda back, slope: back / slope}),
    ("factor-two", "The share of the hidden layer is twice as large.",
     {"delta1": lambda back, slope: 2 * back * slope}),
    ("factor-two", "The share of the hidden layer is half as large.",
     {"delta1": lambda back, slope: back * slope / 2}),
)  # fmt: skip
HIDDEN_DELTA = Family("hidden_delta", FORUMS, DELTA.function)
for slug, how, stages in BLAME_SLIPS:
    HIDDEN_DELTA.slip(slug, how, **stages)
HIDDEN_DELTA.slip("mean-not-sum", "The share is divided by the number of samples.",
                  delta1=lambda back, slope: back * slope / back.shape[1])  # fmt: skip

# Slips of the gradients beside those of the blame: (slug, sentence, replaced stages).
BACKPROP_SLIPS = (
    ("sign-flipped", "The difference is label minus answer: every sign is the other way round.",
     {"difference": lambda A2, Y: Y - A2}),
    ("mean-not-sum", "Everything is divided by the number of samples.",
     {"delta2": lambda difference: difference / difference.shape[1]}),
    ("mean-not-sum", "Everything is divided by the number of samples times outputs.",
     {"delta2": lambda difference: difference / difference.size}),
    ("mean-not-sum", "Everything is divided by 4, however many samples there are.",
     {"delta2": lambda difference: difference / 4}),
    ("mean-not-sum", "Only the weights' slopes are divided by the number of samples.",
     {"dW1": lambda delta1, X: delta1 @ X.T / X.shape[1],
      "dW2": lambda delta2, A1: delta2 @ A1.T / A1.shape[1]}),
    ("mean-not-sum", "The hidden layer's share is divided by the number of samples.",
     {"delta1": lambda back, slope: back * slope / back.shape[1]}),
    ("mean-not-sum", "It is divided by the number of samples, and again in the hidden layer.",
     {"delta2": lambda difference: difference / difference.shape[1],
      "delta1": lambda back, slope: back * slope / back.shape[1]}),
    ("factor-two", "Everything is twice as large.", {"delta2": lambda difference: 2 * difference}),
    ("factor-two", "Everything is half as large.", {"delta2": lambda difference: difference / 2}),
    ("output-slope-extra", "The slope of the output sigmoid is kept, as for a squared error.",
     {"delta2": lambda difference, A2: difference * A2 * (1 - A2)}),
    ("output-slope-extra", "It is twice the slope of the squared error.",
     {"delta2": lambda difference, A2: 2 * difference * A2 * (1 - A2)}),
    ("output-slope-extra", "It is the slope of the mean squared error.",
     {"delta2": lambda difference, A2: difference * A2 * (1 - A2) / difference.shape[1]}),
    ("output-slope-extra", "It is twice the slope of the mean squared error.",
     {"delta2": lambda difference, A2: 2 * difference * A2 * (1 - A2) / difference.shape[1]}),
    ("output-slope-extra", "It is the slope of the mean squared error over samples and outputs.",
     {"delta2": lambda difference, A2: 2 * difference * A2 * (1 - A2) / difference.size}),
    ("output-slope-forgotten", "The slope of the cost by A2 is taken for the one by Z2.",
     {"delta2": lambda difference, A2: difference / (A2 * (1 - A2))}),
    ("labels-forgotten", "The labels are not used: delta2 is A2.",
     {"difference": lambda A2: np.copy(A2)}),
    ("thresholded", "The answers are rounded to 0 or 1 before the labels are subtracted.",
     {"difference": lambda A2, Y: (A2 > 0.5) - Y}),
    ("output-activation-forgotten", "Z2 is compared with the labels, not A2: as for linear outputs.",
     {"difference": lambda Z2, Y: Z2 - Y}),
    ("absolute-error", "Only the sign of the difference counts, as for an absolute error.",
     {"delta2": lambda difference: np.sign(difference)}),
    ("squared-difference", "The difference is squared.",
     {"delta2": lambda difference: difference**2}),
    ("slope-of-preactivation", "The difference is multiplied with Z2 (1 - Z2).",
     {"delta2": lambda difference, Z2: difference * Z2 * (1 - Z2)}),
    ("slope-taken-twice", "The difference is multiplied with the sigmoid's slope at A2.",
     {"delta2": lambda difference, A2: difference * sigmoid(A2) * (1 - sigmoid(A2))}),
    ("tanh-slope", "The difference is multiplied with 1 - A2^2, the slope of tanh.",
     {"delta2": lambda difference, A2: difference * (1 - A2**2)}),
    ("tanh-slope", "Both slopes are those of tanh, one minus the square.",
     {"delta2": lambda difference, A2: difference * (1 - A2**2),
      "slope": lambda A1: 1 - A1**2}),
    ("slope-of-preactivation", "Both slopes are made from the weighted sums, z (1 - z).",
     {"delta2": lambda difference, Z2: difference * Z2 * (1 - Z2),
      "slope": lambda Z1: Z1 * (1 - Z1)}),
    ("slope-taken-twice", "Both slopes are taken at the activation, not at the weighted sum.",
     {"delta2": lambda difference, A2: difference * sigmoid(A2) * (1 - sigmoid(A2)),
      "slope": lambda A1: sigmoid(A1) * (1 - sigmoid(A1))}),
    ("slope-of-other-layer", "The hidden layer gets the slope A2 (1 - A2) of the output.",
     {"slope": lambda A1, A2: A2 * (1 - A2) + 0 * A1}),
    ("weights-of-wrong-layer", "The blame goes back through the gradient of W2, not through W2.",
     {"back": lambda dW2, delta2: dW2.T @ delta2}),
    ("weights-of-wrong-layer", "The blame goes back through W1.",
     {"back": lambda W1, delta2: W1 @ delta2}),
    ("weights-of-wrong-layer", "The blame goes back through W1.T.",
     {"back": lambda W1, delta2: W1.T @ delta2}),
    ("output-slope-extra", "The slope of the output sigmoid is kept on the way to the hidden layer.",
     {"back": lambda W2, difference, A2: W2.T @ (difference * A2 * (1 - A2))}),
    ("output-slope-extra", "It is twice the slope of the squared error, divided by the outputs.",
     {"delta2": lambda difference, A2: 2 * difference * A2 * (1 - A2) / len(A2)}),
    ("output-slope-extra", "It is the slope of the squared error, divided by the outputs.",
     {"delta2": lambda difference, A2: difference * A2 * (1 - A2) / len(A2)}),
    *(("regularised", f"{rate:g} times the weights is added to the slopes of W1 and W2.",
       {"dW1": lambda delta1, X, W1, r=rate: delta1 @ X.T + r * W1,
        "dW2": lambda delta2, A1, W2, r=rate: delta2 @ A1.T + r * W2}) for rate in (1.0, 0.5, 0.1, 0.05, 0.01, 0.001)),
    ("difference-goes-back", "The difference goes back, without the slope that delta2 has.",
     {"delta2": lambda difference, A2: difference * A2 * (1 - A2),
      "back": lambda W2, difference: W2.T @ difference}),
    ("first-output-only", "In b1 there is the share of the first output alone.",
     {"db1": lambda W2, delta2, slope: total(W2[:1].T @ delta2[:1] * slope)}),
    ("leaked-index", "All hidden units get the last unit's entry of b1.",
     {"db1": lambda delta1: total(delta1)[-1:] + 0 * total(delta1)}),
    ("leaked-index", "A1 of the last sample is used for all samples.", {
        "dW2": lambda delta2, A1: delta2 @ last(A1).T,
        "slope": lambda A1: last(A1 * (1 - A1))}),
    ("leaked-index", "X of the last sample is used for all samples.",
     {"dW1": lambda delta1, X: delta1 @ last(X).T}),
    ("leaked-index", "X and A1 of the last sample are used for all samples.", {
        "dW2": lambda delta2, A1: delta2 @ last(A1).T,
        "slope": lambda A1: last(A1 * (1 - A1)), "dW1": lambda delta1, X: delta1 @ last(X).T}),
    ("leaked-index", "The answer of the last sample is compared with every label.",
     {"difference": lambda A2, Y: last(A2) - Y}),
    ("bias-not-summed", "The biases get the share of the first sample.",
     {"db1": lambda delta1: delta1[:, :1], "db2": lambda delta2: delta2[:, :1]}),
    ("bias-not-summed", "The biases get the share of the last sample.",
     {"db1": lambda delta1: delta1[:, -1:], "db2": lambda delta2: delta2[:, -1:]}),
    ("bias-not-summed", "The biases get the mean over the samples, not the sum.",
     {"db1": lambda delta1: delta1.mean(axis=1, keepdims=True),
      "db2": lambda delta2: delta2.mean(axis=1, keepdims=True)}),
    ("bias-not-summed", "The biases get one column a sample.",
     {"db1": lambda delta1: delta1, "db2": lambda delta2: delta2}),
    ("other-shape", "The slopes of the biases are right, but flat, without their second axis.",
     {"db1": lambda delta1: delta1.sum(axis=1), "db2": lambda delta2: delta2.sum(axis=1)}),
    ("other-shape", "The slopes of the biases are right, but rows, not columns.",
     {"db1": lambda delta1: total(delta1).T, "db2": lambda delta2: total(delta2).T}),
    ("summed-along-wrong-axis", "The biases' slopes are summed over the units, not the samples.",
     {"db1": lambda delta1: delta1.sum(axis=0), "db2": lambda delta2: delta2.sum(axis=0)}),
    ("summed-along-wrong-axis", "The biases' slopes are summed over the units, and are rows.",
     {"db1": lambda delta1: delta1.sum(axis=0, keepdims=True),
      "db2": lambda delta2: delta2.sum(axis=0, keepdims=True)}),
    ("summed-over-everything", "Each bias array gets one number, the sum over units and samples.",
     {"db1": lambda delta1: delta1.sum(), "db2": lambda delta2: delta2.sum()}),
    ("summed-over-everything", "Every bias of a layer gets the sum over all its units.",
     {"db1": lambda delta1: np.full((len(delta1), 1), delta1.sum()),
      "db2": lambda delta2: np.full((len(delta2), 1), delta2.sum())}),
    ("summed-over-everything", "Every bias of a layer gets the mean over all its units.",
     {"db1": lambda delta1: np.full((len(delta1), 1), delta1.mean()),
      "db2": lambda delta2: np.full((len(delta2), 1), delta2.mean())}),
    ("bias-missing", "The slopes of both biases are zero.",
     {"db1": lambda delta1: 0 * total(delta1), "db2": lambda delta2: 0 * total(delta2)}),
    ("input-of-wrong-layer", "W2's slope is made with Z1 in place of A1.",
     {"dW2": lambda delta2, Z1: delta2 @ Z1.T}),
    ("input-of-wrong-layer", "W2's slope is made with X in place of A1.",
     {"dW2": lambda delta2, X, A1: delta2 @ np.resize(X, A1.shape).T}),
    ("input-of-wrong-layer", "W2's slope is delta2 @ X.T: X stands where A1 should.",
     {"dW2": lambda delta2, X: delta2 @ X.T}),
    ("input-of-wrong-layer", "W1's slope is delta1 @ A1.T: A1 stands where X should.",
     {"dW1": lambda delta1, A1: delta1 @ A1.T}),
    ("input-of-wrong-layer", "W1's slope is delta1 @ Z1.T: Z1 stands where X should.",
     {"dW1": lambda delta1, Z1: delta1 @ Z1.T}),
    ("input-of-wrong-layer", "X and A1 have changed places in the slopes of W1 and W2.",
     {"dW2": lambda delta2, X: delta2 @ X.T, "dW1": lambda delta1, A1: delta1 @ A1.T}),
    ("input-of-wrong-layer", "W2's slope is made with A2, repeated to fit, in place of A1.",
     {"dW2": lambda delta2, A2, A1: delta2 @ np.resize(A2, A1.shape).T}),
    ("input-of-wrong-layer", "W2's slope is made with A2 in place of A1.",
     {"dW2": lambda delta2, A2: delta2 @ A2.T}),
    ("input-of-wrong-layer", "W1's slope is made with A1 in place of X.",
     {"dW1": lambda delta1, A1, X: delta1 @ np.resize(A1, X.shape).T}),
    ("input-of-wrong-layer", "W1's slope is made with Z1 in place of X.",
     {"dW1": lambda delta1, Z1, X: delta1 @ np.resize(Z1, X.shape).T}),
    ("input-of-wrong-layer", "W2's slope is made with X, and W1's with A1.",
     {"dW2": lambda delta2, X, A1: delta2 @ np.resize(X, A1.shape).T,
      "dW1": lambda delta1, A1, X: delta1 @ np.resize(A1, X.shape).T}),
    ("weights-transposed", "The slope of W1 is transposed.",
     {"dW1": lambda delta1, X: X @ delta1.T}),
    ("weights-transposed", "The slope of W2 is transposed.",
     {"dW2": lambda delta2, A1: A1 @ delta2.T}),
    ("weights-transposed", "The slopes of W1 and W2 are transposed.",
     {"dW1": lambda delta1, X: X @ delta1.T, "dW2": lambda delta2, A1: A1 @ delta2.T}),
    ("broadcast-to-matrix", "Answers meet every label, and the mean of the differences is taken.",
     {"difference": lambda A2, Y: (A2.T - Y).mean(axis=0, keepdims=True)}),
    ("broadcast-to-matrix", "Labels meet every answer, and the mean of the differences is taken.",
     {"difference": lambda A2, Y: (A2 - Y.T).mean(axis=0, keepdims=True)}),
    ("last-sample-only", "It is the gradient of the last sample alone.",
     {"dW1": lambda delta1, X: delta1[:, -1:] @ X[:, -1:].T, "db1": lambda delta1: delta1[:, -1:],
      "dW2": lambda delta2, A1: delta2[:, -1:] @ A1[:, -1:].T,
      "db2": lambda delta2: delta2[:, -1:]}),
    ("first-sample-only", "It is the gradient of the first sample alone.",
     {"dW1": lambda delta1, X: delta1[:, :1] @ X[:, :1].T, "db1": lambda delta1: delta1[:, :1],
      "dW2": lambda delta2, A1: delta2[:, :1] @ A1[:, :1].T, "db2": lambda delta2: delta2[:, :1]}),
)  # fmt: skip


def _softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)


# Another network, with the gradient that belongs to it: what the learner differentiates.
CURVES = {
    "tanh": ({"A1": lambda Z1: np.tanh(Z1), "slope": lambda A1: 1 - A1**2}),
    "max(z, 0)": {"A1": lambda Z1: np.maximum(Z1, 0), "slope": lambda Z1: (Z1 > 0) + 0.0},
    "max(z, 0.01 z)": {"A1": lambda Z1: np.maximum(Z1, 0.01 * Z1),
                       "slope": lambda Z1: np.where(Z1 > 0, 1.0, 0.01)},
    "no curve at all": {"A1": lambda Z1: Z1, "slope": lambda Z1: np.ones_like(Z1)},
}  # fmt: skip
SOFTMAX = {"A2": lambda Z2: _softmax(Z2)}
HALF_BIAS = {"Z1": lambda W1, X: W1 @ X}
NO_BIAS = {**HALF_BIAS, "Z2": lambda W2, A1: W2 @ A1}
MINUS_1 = {"Z1": lambda W1, X, b1: W1 @ X - b1, "db1": lambda delta1: -total(delta1),
           "Z2": lambda W2, A1, b2: W2 @ A1 - b2, "db2": lambda delta2: -total(delta2)}  # fmt: skip
OTHER_NETWORKS = (
    *((f"hidden units that use {name}", stages) for name, stages in CURVES.items()),
    *((f"hidden units that use {name}, and softmax outputs", {**stages, **SOFTMAX})
      for name, stages in CURVES.items()),
    ("softmax outputs", SOFTMAX),
    ("biases on an input of -1, as thresholds", MINUS_1),
    ("a hidden bias on an input of -1", {name: MINUS_1[name] for name in ("Z1", "db1")}),
    ("an output bias on an input of -1", {name: MINUS_1[name] for name in ("Z2", "db2")}),
    ("biases that the forward pass does not use", NO_BIAS),
    ("hidden biases that the forward pass does not use", HALF_BIAS),
    ("output biases that the forward pass does not use", {"Z2": NO_BIAS["Z2"]}),
    ("hidden biases that come after the sigmoid",
     {**HALF_BIAS, "A1": lambda Z1, b1: sigmoid(Z1) + b1, "slope": lambda Z1: sigmoid(Z1) * sigmoid(-Z1)}),
    ("linear outputs and hidden units that use tanh",
     {**CURVES["tanh"], "A2": lambda Z2: np.copy(Z2)}),
    ("linear outputs and hidden units that use max(z, 0)",
     {**CURVES["max(z, 0)"], "A2": lambda Z2: np.copy(Z2)}),
    ("tanh outputs and hidden units that use tanh, with a squared error",
     {**CURVES["tanh"], "A2": lambda Z2: np.tanh(Z2),
      "delta2": lambda difference, A2: difference * (1 - A2**2)}),
    ("hidden units that use tanh, with a squared error",
     {**CURVES["tanh"], "delta2": lambda difference, A2: difference * A2 * (1 - A2)}),
    ("hidden units that use max(z, 0), with a squared error",
     {**CURVES["max(z, 0)"], "delta2": lambda difference, A2: difference * A2 * (1 - A2)}),
)  # fmt: skip
BOTH_SLIPS = (
    ("leaked-index", "In b1 there is the share of the last output alone.",
     {"db1": lambda W2, delta2, slope: total(W2[-1:].T @ delta2[-1:] * slope)}),
    *BACKPROP_SLIPS, *BLAME_SLIPS,
    *(("another-network", f"The gradient is that of another network, with {what}.", stages)
      for what, stages in OTHER_NETWORKS),
)  # fmt: skip

# The lessons' networks: a specimen of the zoo runs on both.
TRIALS = [
    (initialise(np.random.default_rng(4), 1, outputs=len(data[1])), *data)
    for data in (xor(), xor_and_and())
]
GRADIENTS = Family("gradients", FORUMS, BACKPROP.function, TRIALS)
for slug, how, stages in BOTH_SLIPS:
    GRADIENTS.slip(slug, how, **stages)
for rate in (1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.01, 0.001):
    GRADIENTS.slip(
        "stale-weights", f"The hidden layer's share uses W2 after an update at a rate of {rate:g}.",
        seen="the posted program", back=lambda W2, dW2, delta2, r=rate: (W2 - r * dW2).T @ delta2,
    )  # fmt: skip

SGD_STEP = Family("sgd_step", "the posted program", UPDATE.function)
STALE_BACK = {"back": lambda new_W2, delta2: new_W2.T @ delta2}


def stay(p, _g, _rate):
    return 1.0 * p


def up(p, g, rate):
    return p + rate * g


def moving(*names_and_formula):
    """Return the stages of some of the four arrays, each moved by the formula that comes last."""
    *names, formula = names_and_formula
    return {f"new_{name}": each(formula)[f"new_{name}"] for name in names}


UPDATE_SLIPS = (
    ("stale-weights", "The hidden layer's share uses W2 after its update.", STALE_BACK),
    ("stale-weights", "The share of b1 uses W2 after its update; that of W1 does not.",
     {"db1": lambda new_W2, delta2, slope: total(new_W2.T @ delta2 * slope)}),
    ("stale-weights", "The share of W1 uses W2 after its update; that of b1 does not.",
     {"dW1": lambda new_W2, delta2, slope, X: (new_W2.T @ delta2 * slope) @ X.T}),
    ("stale-and-leaked", "The share of W1 uses W2 after its update, and b1 the last output alone.",
     {**STALE_BACK,
      "db1": lambda new_W2, delta2, slope: total(new_W2[-1:].T @ delta2[-1:] * slope)}),
    ("stale-and-leaked", "b1 gets the last output's share alone, through W2 after its update.",
     {"db1": lambda new_W2, delta2, slope: total(new_W2[-1:].T @ delta2[-1:] * slope)}),
    ("uphill", "The step goes up: plus stands where minus should.",
     {"difference": lambda A2, Y: Y - A2}),
    ("rate-forgotten", "The whole gradient is subtracted, whatever the rate.",
     {"delta2": lambda difference, learning_rate: difference / learning_rate}),
    ("rate-squared", "The learning rate is multiplied in twice.",
     {"delta2": lambda difference, learning_rate: difference * learning_rate}),
    ("rate-squared", "In the hidden layer the learning rate is multiplied in twice.",
     {"delta1": lambda back, slope, learning_rate: back * slope * learning_rate}),
    ("rate-divides", "The gradient is divided by the rate.",
     {"delta2": lambda difference, learning_rate: difference / learning_rate**2}),
    ("biases-forgotten", "The weights move, the biases stay.", moving("b1", "b2", stay)),
    ("layer-forgotten", "The hidden layer stays where it was.", moving("W1", "b1", stay)),
    ("layer-forgotten", "The output layer stays where it was.", moving("W2", "b2", stay)),
    *((f"{'biases' if name[0] == 'b' else 'weights'}-forgotten", f"{name} alone stays where it was.",
       moving(name, stay)) for name in Params._fields),
    ("nothing-moves", "The parameters come back as they were.", each(stay)),
    ("gradient-returned", "The gradient is returned, not the new parameters.",
     each(lambda p, g, rate: 1.0 * g)),
    ("gradient-returned", "The step is returned, not where it leads.",
     each(lambda p, g, rate: -rate * g)),
)  # fmt: skip
UPDATES = Family("update", "the posted program", UPDATE.function)  # of any number of samples
for slug, how, stages in (*UPDATE_SLIPS, *BOTH_SLIPS):
    if how not in (bug.how for bug in UPDATES):
        UPDATES.slip(slug, how, **stages)
SGD_STEP.add_what_shows(UPDATES, [
    (initialise(np.random.default_rng(n), 2, *sizes), np.linspace(-1, 0.7, sizes[0])[:, np.newaxis],
     np.eye(sizes[2])[:, :1], rate)
    for n, (*sizes, rate) in enumerate([(3, 3, 3, 1.5), (4, 2, 3, 0.4), (2, 2, 1, 0.7)])
])  # fmt: skip


@SGD_STEP.whole(
    "stale-weights", "The output layer runs forward again, with a hidden layer that has moved."
)
def sgd_hidden_first(params, x, y, learning_rate):
    moved = UPDATE(params, x, y, learning_rate)
    later = UPDATE(Params(moved.W1, moved.b1, params[2], params[3]), x, y, learning_rate)
    return moved._replace(W2=later.W2, b2=later.b2)


@SGD_STEP.whole(
    "stale-weights", "The hidden layer runs forward again, with an output layer that has moved."
)
def sgd_output_first(params, x, y, learning_rate):
    moved = UPDATE(params, x, y, learning_rate)
    later = UPDATE(Params(params[0], params[1], moved.W2, moved.b2), x, y, learning_rate)
    return moved._replace(W1=later.W1, b1=later.b1)


@SGD_STEP.whole("stale-weights", "The gradient is taken where the parameters have moved already.")
def sgd_gradient_after_the_move(params, x, y, learning_rate):
    moved = UPDATE(params, x, y, learning_rate)
    later = UPDATE(moved, x, y, learning_rate)
    return Params(*(p + b - a for p, a, b in zip(params, moved, later, strict=True)))


@SGD_STEP.whole("two-steps", "Two steps are made, not one.")
def sgd_twice(params, x, y, learning_rate):
    return UPDATE(UPDATE(params, x, y, learning_rate), x, y, learning_rate)


@SGD_STEP.whole("changes-arguments", "The operator -= changes the arrays that were handed in.")
def sgd_in_place(params, x, y, learning_rate):
    for values, moved in zip(params, UPDATE(params, x, y, learning_rate), strict=True):
        values[...] = moved
    return Params(*params)


ONE_STEP = Pipeline(
    "params grads learning_rate", "new_W1 new_b1 new_W2 new_b2", Params._make,
    **each(lambda p, g, rate: p - rate * g),
)  # fmt: skip
STEP = Family("step", FORUMS, ONE_STEP.function)
for slug, how, formula in (
    ("uphill", "Plus stands in place of minus.", lambda p, g, rate: p + rate * g),
    ("rate-forgotten", "The whole gradient is subtracted.", lambda p, g, rate: p - g),
    ("rate-forgotten", "The whole gradient is added.", lambda p, g, rate: p + g),
    ("rate-squared", "The learning rate is multiplied in twice.",
     lambda p, g, rate: p - rate**2 * g),
    ("rate-divides", "The gradient is divided by the rate.", lambda p, g, rate: p - g / rate),
    ("gradient-returned", "The step itself is returned, not where it leads.",
     lambda p, g, rate: -rate * g),
    ("gradient-returned", "The gradient times the rate is returned, without the parameters.",
     lambda p, g, rate: rate * g),
    ("gradient-returned", "The gradient is returned as it came.", lambda p, g, rate: 1.0 * g),
    ("nothing-moves", "All four arrays come back as they were.", lambda p, g, rate: 1.0 * p),
    ("sign-flipped", "The step is subtracted from nothing but the other way: rate g - p.",
     lambda p, g, rate: rate * g - p),
    ("two-steps", "Two steps are made, not one.", lambda p, g, rate: p - 2 * rate * g),
    ("factor-two", "Half a step is made.", lambda p, g, rate: p - rate * g / 2),
    ("precedence", "Brackets are set wrong: the rate is subtracted, and the gradient multiplies.",
     lambda p, g, rate: (p - rate) * g),
    ("precedence", "The parameter is multiplied with 1 minus the step.",
     lambda p, g, rate: p * (1 - rate * g)),
    ("normalised", "Each array's gradient is cut to length 1 before the step.",
     lambda p, g, rate: p - rate * g / np.linalg.norm(g)),
    ("sign-only", "Only the signs of the gradient count.",
     lambda p, g, rate: p - rate * np.sign(g)),
    *(("clipped", f"The gradient is cut off at {size:g} to both sides.",
       lambda p, g, rate, s=size: p - rate * np.clip(g, -s, s)) for size in (0.1, 0.5, 1.0)),
):  # fmt: skip
    STEP.slip(slug, how, **each(formula))
for slug, how, stages in (
    ("biases-forgotten", "The weights move, the biases stay.", moving("b1", "b2", stay)),
    ("weights-forgotten", "The biases move, the weights stay.", moving("W1", "W2", stay)),
    ("layer-forgotten", "The hidden layer stays where it was.", moving("W1", "b1", stay)),
    ("layer-forgotten", "The output layer stays where it was.", moving("W2", "b2", stay)),
    *((f"{'biases' if name[0] == 'b' else 'weights'}-forgotten", f"{name} alone stays where it was.",
       moving(name, stay)) for name in Params._fields),
    ("uphill", "The weights go down, the biases go up.", moving("b1", "b2", up)),
    ("uphill", "The biases go down, the weights go up.", moving("W1", "W2", up)),
    *(("uphill", f"{name} alone goes up.", moving(name, up)) for name in Params._fields),
):  # fmt: skip
    STEP.slip(slug, how, **stages)


@STEP.whole("changes-arguments", "The operator -= changes the arrays that were handed in.")
def step_in_place(params, grads, learning_rate):
    for p, g in zip(params, grads, strict=True):
        p -= learning_rate * g
    return Params(*params)


@STEP.whole("stale-weights", "W1 and b1 are scaled by how much W2 has moved already.")
def step_stale(params, grads, learning_rate):
    moved = right_step(params, grads, learning_rate)
    change = moved.W2.sum() / np.where(np.sum(params[2]) == 0, 1, np.sum(params[2]))
    return moved._replace(
        W1=params[0] - learning_rate * change * grads[0],
        b1=params[1] - learning_rate * change * grads[1],
    )
