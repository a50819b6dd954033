"""COURSE: the course's function for each exercise; AT_HAND: what a kept one finds, and its import."""

import math

import numpy as np

from nn_helpers import bugs, data, evolution, gradcheck, network, training
from nn_helpers.evolution import many_runs
from nn_helpers.network import Params

# The course's own functions, by the names of the exercises, in the order of the lessons.
COURSE = {
    "sigmoid": network.sigmoid,
    "forward": network.forward,
    "cost": network.cost,
    "hidden_delta": network.hidden_delta,
    "gradients": network.gradients,
    "step": network.step,
    "numerical_gradients": gradcheck.numerical_gradients,
    "relative_error": gradcheck.relative_error,
    "initialise": network.initialise,
    "train": training.train,
    "sgd_step": training.sgd_step,
    "predict": network.predict,
    "perturb": evolution.perturb,
    "hill_climb": evolution.hill_climb,
    "es_gradient": evolution.es_gradient,
}
# What a lesson has at hand, and the line that imports it.
AT_HAND = {
    "np": (np, "import numpy as np"),
    "numpy": (np, "import numpy"),
    "math": (math, "import math"),
    "Params": (
        Params,
        "from collections import namedtuple\n\n"
        'Params = namedtuple("Params", ["W1", "b1", "W2", "b2"])',
    ),
    **{
        module.__name__.split(".")[-1]: (
            module,
            f"from nn_helpers import {module.__name__.split('.')[-1]}",
        )
        for module in (bugs, data, evolution, gradcheck, network, training)
    },
    # Modules of a package, also by the names that they had in the lessons before.
    "sweep": (training.sweep, "from nn_helpers.training import sweep"),
    "many_runs": (many_runs, "from nn_helpers.evolution import many_runs"),
    "many": (many_runs, "from nn_helpers.evolution import many_runs as many"),
}
