"""Evolution strategies: search with the cost alone, no gradient.

``strategies`` has the functions that the lessons write and whole strategies, for one run;
``many_runs`` has the same strategies for many runs at once.
"""

from nn_helpers.evolution.strategies import (
    GRADIENT_COST,
    Search,
    angle,
    candidate_noise,
    climb,
    cma_es,
    es_descent,
    es_gradient,
    from_vector,
    generator,
    guess,
    hill_climb,
    many_costs,
    many_right,
    mu_lambda,
    one_plus_one,
    perturb,
    ranks,
    to_vector,
    with_restarts,
)

__all__ = [
    "GRADIENT_COST",
    "Search",
    "angle",
    "candidate_noise",
    "climb",
    "cma_es",
    "es_descent",
    "es_gradient",
    "from_vector",
    "generator",
    "guess",
    "hill_climb",
    "many_costs",
    "many_right",
    "mu_lambda",
    "one_plus_one",
    "perturb",
    "ranks",
    "to_vector",
    "with_restarts",
]
