"""Slips in the cost."""

import numpy as np

from nn_helpers.bugs.bug import Family, Pipeline
from nn_helpers.network import SMALLEST

FORUMS = "question-and-answer sites and course forums"


def _log(p):
    return np.log(np.maximum(p, SMALLEST))


PIPELINE = Pipeline(
    "Y_hat Y", "total", None,
    says_1=lambda Y_hat: _log(Y_hat),
    says_0=lambda Y_hat: _log(1 - Y_hat),
    terms=lambda Y, says_1, says_0: -(Y * says_1 + (1 - Y) * says_0),
    total=lambda terms: float(np.sum(terms)),
)  # fmt: skip
COST = Family("cost", FORUMS, PIPELINE.function)
COST.slips(
    "terms",
    ("sign-flipped", "The minus is missing, so the cost is negative.",
     lambda Y, says_1, says_0: Y * says_1 + (1 - Y) * says_0),
    ("negative-class-forgotten", "Only the samples with label 1 cost anything.",
     lambda Y, says_1: -Y * says_1),
    ("negative-class-forgotten", "The logarithm of Y_hat is taken whatever the label is.",
     lambda says_1: -says_1),
    ("positive-class-forgotten", "Only the samples with label 0 cost anything.",
     lambda Y, says_0: -(1 - Y) * says_0),
    ("precedence", "The minus is applied to the first term alone.",
     lambda Y, says_1, says_0: -Y * says_1 + (1 - Y) * says_0),
    ("precedence", "The minus is applied to the second term alone.",
     lambda Y, says_1, says_0: Y * says_1 - (1 - Y) * says_0),
    ("precedence", "Brackets are missing around one minus the label.",
     lambda Y, says_1, says_0: -(Y * says_1 + 1 - Y * says_0)),
    ("labels-swapped", "Labels 0 and 1 have changed places.",
     lambda Y, says_1, says_0: -((1 - Y) * says_1 + Y * says_0)),
    ("arguments-swapped", "The logarithm is taken of the labels, not of the predictions.",
     lambda Y_hat, Y: -(Y_hat * _log(Y) + (1 - Y_hat) * _log(1 - Y))),
    *(("arguments-swapped",
       f"The logarithm is taken of the labels, cut off at {border:g}, not of the predictions.",
       lambda Y_hat, Y, e=border: -(Y_hat * np.log(np.clip(Y, e, 1 - e))
                                    + (1 - Y_hat) * np.log(np.clip(1 - Y, e, 1 - e))))
      for border in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5)),
    ("squared-error", "Squared differences, not logarithms.", lambda Y_hat, Y: (Y_hat - Y) ** 2),
    ("squared-error", "Half the squared differences, not logarithms.",
     lambda Y_hat, Y: (Y_hat - Y) ** 2 / 2),
    ("absolute-error", "The sizes of the differences are added up, not logarithms.",
     lambda Y_hat, Y: np.abs(Y_hat - Y)),
    ("log-forgotten", "Minus the probabilities are added up, without a logarithm.",
     lambda Y_hat, Y: -(Y * Y_hat + (1 - Y) * (1 - Y_hat))),
    ("log-of-one-plus", "The logarithm is that of 1 + p, not that of p.",
     lambda Y_hat, Y: -(Y * np.log1p(Y_hat) + (1 - Y) * np.log1p(1 - Y_hat))),
    ("accuracy-instead", "Right answers are counted.", lambda Y_hat, Y: ((Y_hat > 0.5) == Y) + 0.0),
    ("accuracy-instead", "Wrong answers are counted.", lambda Y_hat, Y: ((Y_hat > 0.5) != Y) + 0.0),
    ("hinge-instead", "It is a hinge: what is missing to a margin of 1, with labels -1 and 1.",
     lambda Y_hat, Y: np.maximum(0, 1 - (2 * Y - 1) * Y_hat)),
)  # fmt: skip
COST.slips(
    "total",
    ("mean-not-sum", "The mean over the samples, not the sum.",
     lambda terms: float(np.sum(terms)) / np.shape(terms)[1]),
    ("mean-not-sum", "The mean over samples and outputs, not the sum.",
     lambda terms: float(np.mean(terms))),
    ("mean-not-sum", "The sum is divided by 4, however many samples there are.",
     lambda terms: float(np.sum(terms)) / 4),
    ("mean-not-sum", "The sum is divided by the number of outputs.",
     lambda terms: float(np.sum(terms)) / np.shape(terms)[0]),
    ("half", "The result is half of what it should be.", lambda terms: float(np.sum(terms)) / 2),
    ("half", "The result is twice what it should be.", lambda terms: float(np.sum(terms)) * 2),
    ("half", "Half the mean over the samples, not the sum.",
     lambda terms: float(np.sum(terms)) / np.shape(terms)[1] / 2),
    ("wrong-log-base", "The logarithm is to base 2.", lambda terms: float(np.sum(terms) / np.log(2))),
    ("wrong-log-base", "The logarithm is to base 10.",
     lambda terms: float(np.sum(terms) / np.log(10))),
    ("last-sample-only", "The cost of the last sample alone is returned.",
     lambda terms: float(np.sum(terms[:, -1]))),
    ("first-sample-only", "The cost of the first sample alone is returned.",
     lambda terms: float(np.sum(terms[:, 0]))),
    ("first-output-only", "The cost of the first output alone is returned.",
     lambda terms: float(np.sum(terms[0]))),
    ("last-output-only", "The cost of the last output alone is returned.",
     lambda terms: float(np.sum(terms[-1]))),
    ("first-sample-only", "The cost of the first output's first sample is returned.",
     lambda terms: float(terms[0, 0])),
    ("not-summed", "The costs of all answers are returned one by one.", lambda terms: terms),
    ("not-summed", "The costs of all answers are returned one by one, in a flat list.",
     lambda terms: np.ravel(terms)),
    ("not-summed", "One cost a sample is returned: summed over the outputs alone.",
     lambda terms: terms.sum(axis=0)),
    ("not-summed", "One cost an output is returned: summed over the samples alone.",
     lambda terms: terms.sum(axis=1)),
    ("not-summed", "One cost a sample is returned, as a row: summed over the outputs alone.",
     lambda terms: terms.sum(axis=0, keepdims=True)),
    ("not-summed", "One cost an output is returned, as a column: summed over the samples alone.",
     lambda terms: terms.sum(axis=1, keepdims=True)),
    ("not-summed", "One cost an output is returned, and for one output a number.",
     lambda terms: np.squeeze(terms.sum(axis=1))),
    ("not-summed", "One cost a sample is returned, and for one sample a number.",
     lambda terms: np.squeeze(terms.sum(axis=0))),
    ("number-in-an-array", "The value is right, but it is packed in an array.",
     lambda terms: np.sum(terms)[np.newaxis]),
    ("number-in-an-array", "The value is right, but it is packed in an array of two axes.",
     lambda terms: np.sum(terms)[np.newaxis, np.newaxis]),
    ("square-root", "The root of the sum is returned.",
     lambda terms: float(np.sqrt(np.abs(np.sum(terms))))),
    ("square-root", "The root of the mean is returned.",
     lambda terms: float(np.sqrt(np.abs(np.mean(terms))))),
)  # fmt: skip


SAYS_1, SAYS_0 = (
    {"says_1": lambda Y_hat: np.log(Y_hat)},
    {"says_0": lambda Y_hat: np.log(1 - Y_hat)},
)
COST.slip("log-of-zero", "An answer of exactly 0 or 1 gives inf or nan.", seen="the posted program",
          **SAYS_1, **SAYS_0)  # fmt: skip
COST.slip("log-of-zero", "An answer of exactly 0 gives inf or nan; 1 does not.", **SAYS_1)
COST.slip("log-of-zero", "An answer of exactly 1 gives inf or nan; 0 does not.", **SAYS_0)


@COST.whole(
    "log-of-zero", "Answers of exactly 0 or 1 give inf: the right log is taken, unprotected."
)
def cost_log_of_zero_where(Y_hat, Y):
    return float(-np.sum(np.where(Y == 1, np.log(Y_hat), np.log(1 - Y_hat))))


@COST.whole("log-of-zero", "Two hopeless answers add up to inf: each term is cut off too high.")
def cost_nan_to_num(Y_hat, Y):
    return float(np.sum(np.nan_to_num(-(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)))))


@COST.whole("broadcast-to-matrix", "Every answer meets every label: (m, 1) against (1, m).")
def cost_broadcast(Y_hat, Y):
    first, second = _log(np.ravel(Y_hat)[:, np.newaxis]), _log(1 - np.ravel(Y_hat)[:, np.newaxis])
    labels = np.ravel(Y)[np.newaxis, :]
    return float(-np.sum(labels * first + (1 - labels) * second))


@COST.whole("broadcast-to-matrix", "Every answer meets every label in Y.T @ log(Y_hat).")
def cost_products(Y_hat, Y):
    return float(-np.sum(Y.T @ _log(Y_hat) + (1 - Y).T @ _log(1 - Y_hat)))


@COST.whole("broadcast-to-matrix", "Outputs meet each other's labels in Y @ log(Y_hat).T.")
def cost_products_of_outputs(Y_hat, Y):
    return float(-np.sum(Y @ _log(Y_hat).T + (1 - Y) @ _log(1 - Y_hat).T))


for e in (0.1, 0.05, 0.02, 0.01, 5e-3, 1e-3, 5e-4, 1e-4):
    for name, way in (
        ("added to", lambda p, e: p + e),
        ("the least and the most allowed in", lambda p, e: np.clip(p, e, 1 - e)),
        ("the least allowed in", lambda p, e: np.maximum(p, e)),
    ):
        COST.slip(
            "protection-too-strong", f"{e:g} is {name} the logarithm, and that shows.",
            says_1=lambda Y_hat, way=way, e=e: np.log(way(Y_hat, e)),
            says_0=lambda Y_hat, way=way, e=e: np.log(way(1 - Y_hat, e)),
        )  # fmt: skip
