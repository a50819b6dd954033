#!/usr/bin/env bash
# The seed of one CMA-ES search changes the numbers of another.
#
# One would guess: a search that was given a seed of its own draws from a generator of its own, so that
# two searches that take turns go the same ways as each of them alone.
# What happens: the option "seed" seeds numpy's global generator when the search is made, and every
# search draws from that one generator. Two searches that take turns share its stream: each finds other
# points than alone, and a library that draws from the global generator is reset in passing.
# A generator of one's own as option "randn", with seed=nan, keeps searches apart.
# Versions: cma 4.5.0, numpy 2.4.6.
# Source: the docstring of cma's option 'seed'; seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet cma==4.5.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import cma
import numpy as np

print("cma", cma.__version__.split()[0], "numpy", np.__version__)


def search(seed):
    return cma.CMAEvolutionStrategy([1.0, 2.0], 0.5, {"seed": seed, "verbose": -9})


def generation(es):
    points = es.ask()
    es.tell(points, [float(np.sum(p**2)) for p in points])
    return points


alone = search(3)
first_alone = [generation(alone) for _ in range(3)]

one, two = search(3), search(4)
first_in_turns = []
for _ in range(3):
    first_in_turns.append(generation(one))
    generation(two)

same = np.array_equal(first_alone, first_in_turns)
print("search with seed 3 goes the same way alone and beside another:", same)

np.random.seed(0)
wanted = np.random.random()
np.random.seed(0)
search(5)
untouched = np.random.random() == wanted
print("numpy's global generator is left alone:", untouched)
assert not same and not untouched, "this has changed: searches no longer share a generator"
PY
