"""Feedback on exercises: ``check.NAME(function)`` says whether it is right, and if not, which mistake
it looks like. ``check.NAME.hint()`` asks a question, each further call comes a little closer.
``check.progress()`` shows which exercises were passed.
"""

from nn_helpers.check.exercises.drawing import es_gradient, hill_climb, initialise, perturb
from nn_helpers.check.exercises.kinds import settings, which_loop
from nn_helpers.check.exercises.lesson_04_line_up import find_the_gradient
from nn_helpers.check.exercises.lesson_09_wrong_lines import strategy_mistake
from nn_helpers.check.exercises.lesson_10 import causes, repaired, smallest_repair
from nn_helpers.check.exercises.lesson_12 import candidate_noise, one_hot
from nn_helpers.check.probes import (
    cost,
    forward,
    gradients,
    hidden_delta,
    ignores_its_input,
    linear_in_rate,
    numerical_gradients,
    predict,
    relative_error,
    repaired_cost,
    sgd_step,
    sigmoid,
    step,
    train,
    wire_xor,
)
from nn_helpers.check.progress import progress
from nn_helpers.check.report import Report

__all__ = [
    "Report",
    "candidate_noise",
    "causes",
    "cost",
    "es_gradient",
    "find_the_gradient",
    "forward",
    "gradients",
    "hidden_delta",
    "hill_climb",
    "ignores_its_input",
    "initialise",
    "linear_in_rate",
    "numerical_gradients",
    "one_hot",
    "perturb",
    "predict",
    "progress",
    "relative_error",
    "repaired",
    "repaired_cost",
    "settings",
    "sgd_step",
    "sigmoid",
    "smallest_repair",
    "step",
    "strategy_mistake",
    "train",
    "which_loop",
    "wire_xor",
]
