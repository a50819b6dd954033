"""Slips on the way forward: sigmoid, forward, predict."""

import numpy as np

from nn_helpers.bugs.bug import Family, Pipeline
from nn_helpers.network import forward as right_forward
from nn_helpers.network import sigmoid

FORUMS = "question-and-answer sites and course forums"
SIGMOID = Family("sigmoid", FORUMS, Pipeline("z", "a", None, a=sigmoid).function)
SIGMOID.slips(
    "a",
    ("sign-flipped", "The exponent has the other sign: exp(z) stands where exp(-z) should.",
     lambda z: sigmoid(-np.asarray(z, dtype=float))),
    ("tanh-instead", "The curve is that of tanh, from -1 to 1.", lambda z: np.tanh(z)),
    ("derivative-instead", "The slope of the sigmoid is returned, not its value.",
     lambda z: sigmoid(z) * (1 - sigmoid(z))),
    ("integer-result", "Every number is cut to a whole one.",
     lambda z: sigmoid(z).astype(int)),
    ("integer-result", "For whole numbers in z the result is cut to whole numbers.",
     lambda z: sigmoid(z).astype(np.asarray(z).dtype)),
    ("integer-result", "Every number is rounded to a whole one.",
     lambda z: np.round(sigmoid(z))),
    ("precedence", "As 1 / 1 + exp(-z): the division comes before the sum.",
     lambda z: 1 + np.exp(-np.asarray(z, dtype=float))),
    ("division-forgotten", "The exponential alone is returned: nothing is divided.",
     lambda z: np.exp(-np.asarray(z, dtype=float))),
    ("division-forgotten", "What stands below the line is returned, 1 plus an exponential.",
     lambda z: 1 + np.exp(np.asarray(z, dtype=float))),
    ("activation-twice", "The sigmoid is applied twice.", lambda z: sigmoid(sigmoid(z))),
    ("relu-instead", "The curve is max(z, 0).", lambda z: np.maximum(z, 0)),
    ("softmax-instead", "The results of one call add up to 1, as with softmax.",
     lambda z: np.exp(z - np.max(z)) / np.exp(z - np.max(z)).sum()),
    ("negative-side-forgotten", "The sign of z is lost: -2 gets the answer of 2.",
     lambda z: sigmoid(np.abs(z))),
    ("negative-side-forgotten", "The sign of z is lost: 2 gets the answer of -2.",
     lambda z: sigmoid(-np.abs(z))),
    ("factor-two", "Below the line stands 2 + exp(-z).",
     lambda z: 1 / (2 + np.exp(-np.asarray(z, dtype=float)))),
    ("factor-two", "The curve is twice as steep: exp(-2 z), or a tanh of z where z / 2 should go in.",
     lambda z: sigmoid(2 * np.asarray(z, dtype=float))),
    ("factor-two", "The exponent is half as large: exp(-z / 2).",
     lambda z: sigmoid(np.asarray(z, dtype=float) / 2)),
    ("logarithm", "The logarithm of the sigmoid is returned.",
     lambda z: -np.logaddexp(0, -np.asarray(z, dtype=float))),
    ("thresholded", "Every number is 0 or 1: a step at z = 0.",
     lambda z: (np.asarray(z) >= 0).astype(float)),
    ("wrong-base", "The base is 2, not e: 1 / (1 + 2^-z).",
     lambda z: sigmoid(np.asarray(z, dtype=float) * np.log(2))),
    ("wrong-base", "The base is 10, not e: 1 / (1 + 10^-z).",
     lambda z: sigmoid(np.asarray(z, dtype=float) * np.log(10))),
    *(("clipped-too-tightly", f"Beyond z = {border:g} the result stays as it is.",
       lambda z, b=border: sigmoid(np.clip(z, -b, b)))
      for border in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15)),
)  # fmt: skip


@SIGMOID.whole("overflow", "The exponential of a large number overflows, here to nan.")
def sigmoid_overflow(z):
    e = np.exp(np.asarray(z, dtype=float))
    return e / (1 + e)


@SIGMOID.whole("overflow", "The exponential of a large number overflows with a warning.",
               "the posted program")  # fmt: skip
def sigmoid_overflow_warning(z):
    return 1 / (1 + np.power(np.e, -np.asarray(z, dtype=float)))


@SIGMOID.whole("scalar-only", "It takes one number alone; an array raises an error.")
def sigmoid_scalar_only(z):
    if np.ndim(z) > 0:
        raise TypeError("only length-1 arrays can be converted to Python scalars")
    return float(sigmoid(z))


def _softmax(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / e.sum(axis=0)


PASS = Pipeline(
    "params X", "Z1 A1 Z2 A2", tuple,
    Z1=lambda W1, X, b1: W1 @ X + b1,
    A1=lambda Z1: sigmoid(Z1),
    Z2=lambda W2, A1, b2: W2 @ A1 + b2,
    A2=lambda Z2: sigmoid(Z2),
)  # fmt: skip

# Stages of the way forward, as they are replaced: (slug, sentence, replaced stages).
FORWARD_SLIPS = (
    ("bias-forgotten", "The hidden layer has no bias.", {"Z1": lambda W1, X: W1 @ X}),
    ("bias-forgotten", "The output layer has no bias.", {"Z2": lambda W2, A1: W2 @ A1}),
    ("bias-forgotten", "Both layers have no bias.",
     {"Z1": lambda W1, X: W1 @ X, "Z2": lambda W2, A1: W2 @ A1}),
    ("bias-after-activation", "The hidden bias is added after the sigmoid.",
     {"Z1": lambda W1, X: W1 @ X, "A1": lambda Z1, b1: sigmoid(Z1) + b1}),
    ("bias-after-activation", "The output bias is added after the sigmoid.",
     {"Z2": lambda W2, A1: W2 @ A1, "A2": lambda Z2, b2: sigmoid(Z2) + b2}),
    ("bias-after-activation", "Both biases are added after the sigmoid.",
     {"Z1": lambda W1, X: W1 @ X, "A1": lambda Z1, b1: sigmoid(Z1) + b1,
      "Z2": lambda W2, A1: W2 @ A1, "A2": lambda Z2, b2: sigmoid(Z2) + b2}),
    ("bias-twice", "The hidden bias is added before the sigmoid, and again after it.",
     {"A1": lambda Z1, b1: sigmoid(Z1) + b1}),
    ("bias-twice", "The output bias is added before the sigmoid, and again after it.",
     {"A2": lambda Z2, b2: sigmoid(Z2) + b2}),
    ("bias-subtracted", "The hidden bias is subtracted, as a threshold would be.",
     {"Z1": lambda W1, X, b1: W1 @ X - b1}),
    ("bias-subtracted", "The output bias is subtracted, as a threshold would be.",
     {"Z2": lambda W2, A1, b2: W2 @ A1 - b2}),
    ("bias-subtracted", "Both biases are subtracted, as thresholds would be.",
     {"Z1": lambda W1, X, b1: W1 @ X - b1, "Z2": lambda W2, A1, b2: W2 @ A1 - b2}),
    ("bias-as-row", "The hidden bias is a row: it goes along the samples, not the units.",
     {"Z1": lambda W1, X, b1: W1 @ X + b1.T}),
    ("bias-as-row", "The output bias is a row: it goes along the samples, not the outputs.",
     {"Z2": lambda W2, A1, b2: W2 @ A1 + b2.T}),
    ("bias-as-row", "Both biases are rows: they go along the samples, not the units.",
     {"Z1": lambda W1, X, b1: W1 @ X + b1.T, "Z2": lambda W2, A1, b2: W2 @ A1 + b2.T}),
    ("one-bias-for-all", "The first number of b1 is added to all hidden units.",
     {"Z1": lambda W1, X, b1: W1 @ X + b1[0, 0]}),
    ("one-bias-for-all", "The sum of b1 is added to all hidden units.",
     {"Z1": lambda W1, X, b1: W1 @ X + b1.sum()}),
    ("one-bias-for-all", "The mean of b1 is added to all hidden units.",
     {"Z1": lambda W1, X, b1: W1 @ X + b1.mean()}),
    ("one-bias-for-all", "The first number of b2 is added to all outputs.",
     {"Z2": lambda W2, A1, b2: W2 @ A1 + b2[0, 0]}),
    ("one-bias-for-all", "The sum of b2 is added to all outputs.",
     {"Z2": lambda W2, A1, b2: W2 @ A1 + b2.sum()}),
    ("bias-of-other-layer", "The hidden layer gets b2.", {"Z1": lambda W1, X, b2: W1 @ X + b2}),
    ("bias-of-other-layer", "The output layer gets b1.", {"Z2": lambda W2, A1, b1: W2 @ A1 + b1}),
    ("no-hidden-activation", "The hidden layer stays linear: A1 is Z1.",
     {"A1": lambda Z1: np.copy(Z1)}),
    ("no-output-activation", "The output layer stays linear: A2 is Z2.",
     {"A2": lambda Z2: np.copy(Z2)}),
    ("no-activation", "Both layers stay linear.",
     {"A1": lambda Z1: np.copy(Z1), "A2": lambda Z2: np.copy(Z2)}),
    ("weights-transposed", "W1 is transposed.", {"Z1": lambda W1, X, b1: W1.T @ X + b1}),
    ("weights-transposed", "W2 is transposed.", {"Z2": lambda W2, A1, b2: W2.T @ A1 + b2}),
    ("weights-transposed", "W1 and W2 are transposed.",
     {"Z1": lambda W1, X, b1: W1.T @ X + b1, "Z2": lambda W2, A1, b2: W2.T @ A1 + b2}),
    ("samples-as-rows", "X @ W1 takes the rows of X for the samples.",
     {"Z1": lambda W1, X, b1: X @ W1 + b1}),
    ("samples-as-rows", "X @ W1 takes the rows of X for the samples, and b1 for a row.",
     {"Z1": lambda W1, X, b1: X @ W1 + b1.T}),
    ("samples-as-rows", "X is transposed before W1 meets it: rows are taken for samples.",
     {"Z1": lambda W1, X, b1: W1 @ X.T + b1}),
    ("samples-as-rows", "X @ W1.T: the rows of X are taken for the samples in both layers.",
     {"Z1": lambda W1, X, b1: X @ W1.T + b1.T, "Z2": lambda W2, A1, b2: A1 @ W2.T + b2.T}),
    ("samples-as-rows", "X @ W1 and A1 @ W2: rows are taken for samples in both layers.",
     {"Z1": lambda W1, X, b1: X @ W1 + b1.T, "Z2": lambda W2, A1, b2: A1 @ W2 + b2.T}),
    ("elementwise-product", "W1 * X multiplies entry by entry.",
     {"Z1": lambda W1, X, b1: W1 * X + b1}),
    ("elementwise-product", "W2 * A1 multiplies entry by entry.",
     {"Z2": lambda W2, A1, b2: W2 * A1 + b2}),
    ("first-layer-twice", "The second layer gets Z1 where A1 should go in.",
     {"Z2": lambda W2, Z1, b2: W2 @ Z1 + b2}),
    ("first-layer-twice", "The second layer uses W1 and b1 again.",
     {"Z2": lambda W1, A1, b1: W1 @ A1 + b1}),
    ("first-layer-twice", "The last sigmoid gets Z1, not Z2.", {"A2": lambda Z1: sigmoid(Z1)}),
    ("input-of-wrong-layer", "The second layer gets X where A1 should go in.",
     {"Z2": lambda W2, X, b2: W2 @ X + b2}),
    ("tanh-instead", "The hidden units use tanh.", {"A1": lambda Z1: np.tanh(Z1)}),
    ("tanh-instead", "The outputs use tanh.", {"A2": lambda Z2: np.tanh(Z2)}),
    ("tanh-instead", "Both layers use tanh.",
     {"A1": lambda Z1: np.tanh(Z1), "A2": lambda Z2: np.tanh(Z2)}),
    ("relu-instead", "The hidden units use max(z, 0).", {"A1": lambda Z1: np.maximum(Z1, 0)}),
    ("relu-instead", "The outputs use max(z, 0).", {"A2": lambda Z2: np.maximum(Z2, 0)}),
    ("relu-instead", "Both layers use max(z, 0).",
     {"A1": lambda Z1: np.maximum(Z1, 0), "A2": lambda Z2: np.maximum(Z2, 0)}),
    ("softmax-instead", "The outputs of a sample are made to add up to 1.",
     {"A2": lambda Z2: _softmax(Z2)}),
    ("softmax-instead", "All outputs of all samples together are made to add up to 1.",
     {"A2": lambda Z2: np.exp(Z2 - Z2.max()) / np.exp(Z2 - Z2.max()).sum()}),
    ("softmax-instead", "Each output is made to add up to 1 over the samples.",
     {"A2": lambda Z2: _softmax(Z2.T).T}),
    ("softmax-instead", "The hidden units use max(z, 0), and the outputs add up to 1.",
     {"A1": lambda Z1: np.maximum(Z1, 0), "A2": lambda Z2: _softmax(Z2)}),
    ("softmax-instead", "The hidden units use tanh, and the outputs add up to 1.",
     {"A1": lambda Z1: np.tanh(Z1), "A2": lambda Z2: _softmax(Z2)}),
    ("sign-flipped", "The hidden sigmoid has the other sign in its exponent.",
     {"A1": lambda Z1: sigmoid(-Z1)}),
    ("sign-flipped", "The output sigmoid has the other sign in its exponent.",
     {"A2": lambda Z2: sigmoid(-Z2)}),
    ("sign-flipped", "Both sigmoids have the other sign in their exponent.",
     {"A1": lambda Z1: sigmoid(-Z1), "A2": lambda Z2: sigmoid(-Z2)}),
    ("activation-twice", "The output goes through the sigmoid twice.",
     {"A2": lambda Z2: sigmoid(sigmoid(Z2))}),
    ("activation-twice", "The hidden layer goes through the sigmoid twice.",
     {"A1": lambda Z1: sigmoid(sigmoid(Z1))}),
    ("activation-twice", "A1 goes through the sigmoid once more on its way into the second layer.",
     {"Z2": lambda W2, A1, b2: W2 @ sigmoid(A1) + b2}),
    ("activation-twice", "Both layers go through the sigmoid twice.",
     {"A1": lambda Z1: sigmoid(sigmoid(Z1)), "A2": lambda Z2: sigmoid(sigmoid(Z2))}),
    ("derivative-instead", "The hidden layer holds the slope of the sigmoid, not its value.",
     {"A1": lambda Z1: sigmoid(Z1) * sigmoid(-Z1)}),
    ("derivative-instead", "The output holds the slope of the sigmoid, not its value.",
     {"A2": lambda Z2: sigmoid(Z2) * sigmoid(-Z2)}),
    ("thresholded", "The hidden units are steps, 0 or 1.", {"A1": lambda Z1: (Z1 > 0) + 0.0}),
    ("thresholded", "The outputs are 0 or 1.", {"A2": lambda Z2: (Z2 > 0) + 0.0}),
    ("thresholded", "Hidden units and outputs are steps, 0 or 1.",
     {"A1": lambda Z1: (Z1 > 0) + 0.0, "A2": lambda Z2: (Z2 > 0) + 0.0}),
)  # fmt: skip
FORWARD = Family("forward", FORUMS, PASS.function)
for slug, how, stages in FORWARD_SLIPS:
    FORWARD.slip(slug, how, **stages)


@FORWARD.whole("samples-as-rows", "All four layers are right, but each sample is a row of them.")
def forward_rows(params, X):
    return tuple(layer.T for layer in right_forward(params, X))


SOMEBODYS_X = np.array([[1.0], [1.0]])  # what a training loop left behind
ANSWERS = Pipeline("params X", "A2", None, **PASS.stages)
PREDICT = Family("predict", FORUMS, ANSWERS.function)


@PREDICT.whole("reads-global", "The loop runs over X, but the network is asked about a leftover x.",
               "the posted program")  # fmt: skip
def predict_reads_global(params, X):
    x = np.resize(SOMEBODYS_X, (np.shape(X)[0], 1))
    return np.hstack([right_forward(params, x)[-1] for _ in range(np.shape(X)[1])])


PREDICT.slips(
    "A2",
    ("thresholded", "Labels 0 and 1 are returned in place of probabilities.",
     lambda Z2: (Z2 > 0).astype(float)),
    ("last-sample-only", "The last sample's answer is given to all samples.",
     lambda Z2: np.repeat(sigmoid(Z2)[:, -1:], Z2.shape[1], axis=1)),
    ("last-sample-only", "The answer of the last sample is all that is returned.",
     lambda Z2: sigmoid(Z2)[:, -1:]),
    ("last-sample-only", "The answer of the last sample is all that is returned, without its axis.",
     lambda Z2: sigmoid(Z2)[:, -1]),
    ("last-sample-only", "The last sample has its answer; the others are 0.",
     lambda Z2: np.hstack([0 * Z2[:, :-1], sigmoid(Z2)[:, -1:]])),
    ("first-sample-only", "The first sample's answer is given to all samples.",
     lambda Z2: np.repeat(sigmoid(Z2)[:, :1], Z2.shape[1], axis=1)),
    ("first-sample-only", "The answer of the first sample is all that is returned.",
     lambda Z2: sigmoid(Z2)[:, :1]),
    ("first-sample-only", "The answer of the first sample is all that is returned, without its axis.",
     lambda Z2: sigmoid(Z2)[:, 0]),
    ("first-output-only", "The first output is all that is returned.", lambda Z2: sigmoid(Z2)[:1]),
    ("first-output-only", "The first output is all that is returned, without its axis.",
     lambda Z2: sigmoid(Z2)[0]),
    ("first-output-only", "The answer of the first output to the first sample is returned.",
     lambda Z2: sigmoid(Z2)[0, 0]),
    ("samples-as-rows", "The answers come as rows, one a sample.", lambda Z2: sigmoid(Z2).T),
    ("winner-only", "For each sample the number of the highest output is returned.",
     lambda Z2: np.argmax(Z2, axis=0)),
    ("winner-only", "For each sample the number of the highest output is returned, as a row.",
     lambda Z2: np.argmax(Z2, axis=0)[np.newaxis]),
    ("winner-only", "For each output the number of its highest sample is returned.",
     lambda Z2: np.argmax(Z2, axis=1)),
    ("winner-only", "The highest output of each sample is 1, the others are 0.",
     lambda Z2: (Z2.max(axis=0) == Z2).astype(float)),
    ("other-label", "The probability of label 0 is returned.", lambda Z2: sigmoid(-Z2)),
    ("returns-logits", "Z2 is returned in place of A2.", lambda Z2: np.copy(Z2)),
    ("flat-output", "A flat list of answers, without the axis of the outputs.",
     lambda Z2: sigmoid(Z2).ravel()),
    ("wrong-layer", "The hidden layer is returned in place of the output.",
     lambda A1: np.copy(A1)),
    ("wrong-layer", "Z1 is returned in place of the output.", lambda Z1: np.copy(Z1)),
)  # fmt: skip


@PREDICT.whole("uninitialised-output", "An array of np.empty is filled only in part.")
def predict_uninitialised(params, X):
    outputs = np.empty((np.shape(params[2])[0], np.shape(X)[1]))
    outputs[:, :-1] = right_forward(params, X)[-1][:, :-1]
    outputs[:, -1:] = 1e-300  # what stands in such memory differs; it is never the answer
    return outputs


@PREDICT.whole("samples-as-rows", "The loop goes through the rows of X, as if they were samples.")
def predict_takes_rows(params, X):
    rows = np.resize(
        X, (np.shape(X)[0], np.shape(params[0])[1])
    )  # elsewhere it stops with an error
    return np.hstack([right_forward(params, x[:, np.newaxis])[-1] for x in rows])


# Of the answers alone these cannot be told from another slip.
SAID_OTHERWISE = (
    "The output layer stays linear: A2 is Z2.", "The outputs are 0 or 1.",
    "The output sigmoid has the other sign in its exponent.", "The last sigmoid gets Z1, not Z2.",
    "The second layer gets Z1 where A1 should go in.",
    "A1 goes through the sigmoid once more on its way into the second layer.",
)  # fmt: skip
for slug, how, stages in FORWARD_SLIPS:
    if how not in SAID_OTHERWISE:
        PREDICT.slip(slug, how, **stages)
