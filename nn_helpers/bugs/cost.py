"""Slips in the cost."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline, log

PIPELINE = Pipeline("Y_hat Y", "total", None, """
    says_1 = log(Y_hat)
    says_0 = log(1 - Y_hat)
    terms = -(Y * says_1 + (1 - Y) * says_0)
    total = float(np.sum(terms))
""")  # fmt: skip
COST = Family("cost", PIPELINE.function)
COST.add("cost", "cost")


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
    first, second = log(np.ravel(Y_hat)[:, np.newaxis]), log(1 - np.ravel(Y_hat)[:, np.newaxis])
    labels = np.ravel(Y)[np.newaxis, :]
    return float(-np.sum(labels * first + (1 - labels) * second))


@COST.whole("broadcast-to-matrix", "Every answer meets every label in Y.T @ log(Y_hat).")
def cost_products(Y_hat, Y):
    return float(-np.sum(Y.T @ log(Y_hat) + (1 - Y).T @ log(1 - Y_hat)))


@COST.whole("broadcast-to-matrix", "Outputs meet each other's labels in Y @ log(Y_hat).T.")
def cost_products_of_outputs(Y_hat, Y):
    return float(-np.sum(Y @ log(Y_hat).T + (1 - Y) @ log(1 - Y_hat).T))


COST.add("cost", "protection")
