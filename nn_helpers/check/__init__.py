"""Feedback on exercises: ``check.NAME(function)`` says whether it is right, and if not, which mistake
it looks like. ``check.NAME.hint()`` asks a question, each further call comes a little closer.
``check.progress()`` shows which exercises were passed.
"""

from nn_helpers.check.exercises import (
    cost,
    forward,
    gradients,
    hidden_delta,
    ignores_its_input,
    numerical_gradients,
    predict,
    relative_error,
    sgd_step,
    sigmoid,
    step,
    train,
    wire_xor,
)
from nn_helpers.check.passed import progress
from nn_helpers.check.report import Report
from nn_helpers.check.strategies import es_gradient, hill_climb, initialise, perturb
from nn_helpers.check.suspects import find_the_gradient

__all__ = [
    "Report",
    "cost",
    "es_gradient",
    "find_the_gradient",
    "forward",
    "gradients",
    "hidden_delta",
    "hill_climb",
    "ignores_its_input",
    "initialise",
    "numerical_gradients",
    "perturb",
    "predict",
    "progress",
    "relative_error",
    "sgd_step",
    "sigmoid",
    "step",
    "train",
    "wire_xor",
]
