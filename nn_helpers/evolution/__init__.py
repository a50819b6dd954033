"""Evolution strategies: search with the cost alone, no gradient.

``lesson_functions`` has what the lessons write, ``strategies`` the strategies as ask and tell, ``noise``
what they draw; ``one_run`` and ``many_runs`` run them; ``vectors`` has the costs of many networks.
"""

from nn_helpers.evolution.lesson_functions import es_gradient, hill_climb, perturb
from nn_helpers.evolution.many_runs import GRADIENT_COST
from nn_helpers.evolution.noise import candidate_noise, generator
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
from nn_helpers.evolution.strategies import ranks
from nn_helpers.evolution.vectors import angle, from_vector, many_costs, many_right, to_vector
