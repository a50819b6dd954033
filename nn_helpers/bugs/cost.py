"""Wrong variants of cost: its pipeline, from says_1 to the total, with formulas replaced."""

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline

PIPELINE = Pipeline("Y_hat Y", "total", None, """
    says_1 = log(Y_hat)
    says_0 = log(1 - Y_hat)
    terms = -(Y * says_1 + (1 - Y) * says_0)
    total = float(np.sum(terms))
""")  # fmt: skip
COST = Family("cost", PIPELINE.function)
COST.add("cost", "cost", "cost_alone")
COST.add("cost", "whole_cost", "broadcast", alone=True)
COST.add("cost", "protection")
