#!/usr/bin/env bash
# A generator that is put back to its saved state draws the same numbers again, but spawns other children.
#
# One would guess: bit_generator.state is all of a generator, so that a search put back to it goes on exactly as before,
# with the generators that it spawns for its workers.
# What happens: how many children were spawned is kept elsewhere, in the seed sequence, and putting the state back leaves
# that as it is. Numbers come again, children do not: the second spawn continues the count. A copy by copy.deepcopy or
# pickle takes the count along. A search that was saved by its state and resumed in a new process is off the other way: it
# begins the count at 0 and hands its workers the noise of the first generation once more.
# What helps: save the generator whole (pickle), or children from SeedSequence(seed, spawn_key=(generation, worker)).
# Versions: numpy 2.4.6.
# Source: seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import pickle

import numpy as np


def twice(save, load, rng):
    """Return a draw and a child's draw, and both again after ``rng`` was put back."""
    kept = save(rng)
    first = rng.random(), rng.spawn(1)[0].random()
    rng = load(rng, kept)
    return first, (rng.random(), rng.spawn(1)[0].random())


def put_back(rng, state):
    rng.bit_generator.state = state
    return rng


by_state = twice(lambda rng: rng.bit_generator.state, put_back, np.random.default_rng(1))
by_pickle = twice(pickle.dumps, lambda _rng, kept: pickle.loads(kept), np.random.default_rng(1))
resumed, saved = np.random.default_rng(1), np.random.default_rng(1)
begun = saved.spawn(1)[0].random()  # generation 1, before the state is saved
again = put_back(resumed, saved.bit_generator.state).spawn(1)[0].random()  # generation 2, in a new process
print("numpy", np.__version__)
print("(draw, child's draw) before and after, by state: ", by_state)
print("(draw, child's draw) before and after, by pickle:", by_pickle)
print("the noise of generation 1, and of generation 2 when resumed:", begun, again)
assert by_state[0][0] == by_state[1][0] and by_state[0][1] != by_state[1][1], "this has changed"
assert by_pickle[0] == by_pickle[1] and begun == again, "this has changed"
PY
