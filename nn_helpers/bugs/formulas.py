"""Wrong variants of one formula or a few: sigmoid, LAYERS, predict, cost, one_hot, noise, error."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline

LAYERS = """
    Z1 = W1 @ X + b1
    A1 = sigmoid(Z1)
    Z2 = W2 @ A1 + b2
    A2 = sigmoid(Z2)
"""
PASS = Pipeline("params X", "Z1 A1 Z2 A2", tuple, LAYERS)
COSTS = Pipeline("Y_hat Y", "total", None, """
    says_1 = log(Y_hat)
    says_0 = log(1 - Y_hat)
    terms = -(Y * says_1 + (1 - Y) * says_0)
    total = float(np.sum(terms))
""")  # fmt: skip
ERROR = Pipeline("a b", "error", None, """
    difference = norm(np.subtract(a, b))
    size = norm(a) + norm(b)
    error = ratio(difference, size)
""")  # fmt: skip
COLUMNS = Pipeline("labels classes", "columns", None, "columns = np.eye(classes)[labels].T")
NOISE = Pipeline(
    "root generation i size", "noise", None,
    "noise = np.random.default_rng([root, generation, i]).standard_normal(size)",
)  # fmt: skip

SIGMOID = Family("sigmoid", Pipeline("z", "a", None, "a = sigmoid(z)").function)
SIGMOID.add("forward", "sigmoid", "whole_sigmoid")
FORWARD = Family("forward", PASS.function)
FORWARD.add("forward", "layers", "forward")
FORWARD.whole("samples-as-rows", "All four layers are right, but each sample is a row of them.")(
    lambda params, X: tuple(layer.T for layer in PASS(params, X))
)
PREDICT = Family("predict", Pipeline("params X", "A2", None, LAYERS).function)
PREDICT.add("forward", "whole_leftover", "predict", "whole_predict", "forward")
COST = Family("cost", COSTS.function)
COST.add("cost", "cost", "cost_alone", "whole_cost", "whole_broadcast", "protection")
RELATIVE = Family("relative_error", ERROR.function)
RELATIVE.add("checking", "relative_error", "whole_error")
ONE_HOT = Family("one_hot", COLUMNS.function)
ONE_HOT.add("beyond", "one_hot")
CANDIDATE_NOISE = Family("candidate_noise", NOISE.function)
CANDIDATE_NOISE.add("beyond", "candidate_noise")
CANDIDATE_NOISE.whole("global-random", "The global generator of numpy is seeded in every call.")(
    lambda *place: np.random.seed(place[:3]) or np.random.standard_normal(place[3])
)
