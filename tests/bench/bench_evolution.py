"""Evaluations a second, one by one and in batches; and what one gradient costs in evaluations.

Run: python tests/bench/bench_evolution.py
"""

import numpy as np
from timing import machine, medians, table

from nn_helpers import data, evolution, network

X, Y = data.xor()
COUNT = 1000
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
    print(f"one gradient costs {seconds['one gradient'] / seconds['one cost']:.2f} evaluations")


if __name__ == "__main__":
    main()
