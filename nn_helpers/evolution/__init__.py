"""Evolution strategies: search with the cost alone, no gradient.

``lesson_functions`` has what the lessons write, ``strategies`` the strategies as ask and tell;
``one_run`` and ``many_runs`` run them, and ``vectors`` has the costs of many networks at once.
"""

from nn_helpers.evolution.lesson_functions import es_gradient, hill_climb, perturb
from nn_helpers.evolution.many_runs import GRADIENT_COST
from nn_helpers.evolution.one_run import (
    Search,
    climb,
    cma_es,
    es_descent,
    guess,
    mu_lambda,
    one_plus_one,
    with_restarts,
)
from nn_helpers.evolution.strategies import candidate_noise, generator, ranks
from nn_helpers.evolution.vectors import angle, from_vector, many_costs, many_right, to_vector
