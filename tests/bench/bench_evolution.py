"""Evaluations a second, one by one and in batches; what a gradient and what a strategy cost on top.

Run: python tests/bench/bench_evolution.py
"""

import numpy as np
from timing import machine, medians, table

from nn_helpers import data, evolution, network
from nn_helpers.evolution import many_runs

X, Y = data.xor()
COUNT = 1000
XOR = many_runs.costs_of(X, Y)
STRATEGIES = ("guess", "climb", "one_plus_one", "mu_lambda", "es_descent")
VECTORS = np.random.default_rng(0).normal(size=(COUNT, 9))
START = network.initialise(np.random.default_rng(0), 1.0)


def cost(params):
    return network.cost(network.predict(params, X), Y)


def main():
    print(machine())
    ways = {
        "batch": lambda: evolution.many_costs(VECTORS, X, Y),
        "one by one": lambda: [cost(evolution.from_vector(v, START)) for v in VECTORS],
        "one gradient": lambda: [network.gradients(START, X, Y) for _ in range(COUNT)],
        "one cost": lambda: [cost(START) for _ in range(COUNT)],
    }
    seconds = medians(ways)
    table("An evaluation of the cost of a 2-2-1 network on XOR", seconds, "us", COUNT, "batch")
    print(f"\nbatch: {COUNT / seconds['batch']:,.0f} evaluations a second")
    print(f"one gradient costs {seconds['one gradient'] / seconds['one cost']:.2f} evaluations\n")
    seconds = medians({f"{name}, {how}": run for name in STRATEGIES for how, run in ways_of(name)})
    for how, evaluations in (("one run", COUNT), ("200 runs", 200 * COUNT)):
        some = {name: s for name, s in seconds.items() if name.endswith(how)}
        table(f"A candidate of a strategy, {how}", some, "us", evaluations, f"guess, {how}")


def ways_of(name):
    """Yield one run of a strategy, and 200 runs at once, with ``COUNT`` evaluations each."""
    one, many = getattr(evolution, name), getattr(many_runs, name)
    yield "one run", lambda: one(cost, START, 0, COUNT)
    yield "200 runs", lambda: many(XOR, np.zeros((200, 9)), np.random.default_rng(0), COUNT)


if __name__ == "__main__":
    main()
