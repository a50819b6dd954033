"""The noise of several seeds: of the kind that is asked for, and never twice the same."""

import numpy as np

from nn_helpers.evolution.noise import NoiseOfSeeds


def test_noise_is_of_its_kind_and_never_comes_twice():
    noise = NoiseOfSeeds([0, 1], 9)
    first = np.concatenate([noise.uniform(turn, 1, 0.5) for turn in range(600)], axis=1)
    assert first.shape == (2, 600, 9)
    assert 0.49 < np.abs(first).max() < 0.5
    assert len(np.unique(first)) == first.size
    noise = NoiseOfSeeds([0, 1], 9)
    throws, steps = zip(*(noise.normal_and_steps(g, 10) for g in range(60)), strict=True)
    for drawn in (np.concatenate(throws), np.concatenate(steps)):
        assert abs(drawn.mean()) < 0.1
        assert 0.9 < drawn.std() < 1.1
