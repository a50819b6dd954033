"""Strategies as ask and tell: one run and many are the same class, and noise comes in from outside."""

import numpy as np
import pytest

from nn_helpers import evolution
from nn_helpers.evolution import strategies
from nn_helpers.evolution.noise import NoiseOfManyRuns, NoiseOfOneRun

MAKE = {
    "Climb": lambda starts, noise: strategies.Climb(starts, noise, width=0.3),
    "Guess": lambda starts, noise: strategies.Guess(starts, noise, 203, width=2.0, block=10),
    "OnePlusOne": lambda starts, noise: strategies.OnePlusOne(starts, noise, sigma=0.3),
    "MuLambda": lambda starts, noise: strategies.MuLambda(starts, noise, sigma=0.3),
    "ESDescent": lambda starts, noise: strategies.ESDescent(starts, noise, sigma=0.3),
}


def bowl(vectors):
    return np.sum((vectors - 1) ** 2, axis=1)


class Together:
    """The noise of several single runs, side by side."""

    def __init__(self, seeds, numbers):
        self.each = [NoiseOfOneRun(seed, numbers) for seed in seeds]

    def uniform(self, *how):
        return np.concatenate([noise.uniform(*how) for noise in self.each])

    def normal(self, *how):
        return np.concatenate([noise.normal(*how) for noise in self.each])

    def normal_and_steps(self, *how):
        pairs = [noise.normal_and_steps(*how) for noise in self.each]
        return tuple(np.concatenate(parts) for parts in zip(*pairs, strict=True))


@pytest.mark.parametrize("name", MAKE)
def test_several_runs_with_the_noise_of_single_runs_are_these_runs(name):
    starts = np.random.default_rng(0).normal(size=(3, 4))
    crowd = MAKE[name](starts, Together((5, 6, 7), 4))
    for _ in strategies.generations(crowd, bowl, 203):
        pass
    for run, seed in enumerate((5, 6, 7)):
        alone = MAKE[name](starts[[run]], NoiseOfOneRun(seed, 4))
        for _ in strategies.generations(alone, bowl, 203):
            pass
        np.testing.assert_array_equal(alone.best[0], crowd.best[run])
        assert alone.best_costs[0] == crowd.best_costs[run] == bowl(alone.best)[0]


@pytest.mark.parametrize("name", MAKE)
def test_the_budget_is_kept_and_no_generation_is_cut(name):
    way = MAKE[name](np.zeros((2, 4)), NoiseOfManyRuns(np.random.default_rng(0), (2, 4)))
    size, asked = way.size, []

    def f(vectors):
        asked.append(len(vectors) // 2)
        return bowl(vectors)

    told = [costs for _, costs in strategies.generations(way, f, 203)]
    assert [costs.shape for costs in told] == [(2, k) for k in asked]
    assert sum(asked) == (203 if name == "Guess" else 203 // size * size)
    np.testing.assert_array_equal(way.best_costs, np.concatenate(told, axis=1).min(axis=1))


@pytest.mark.parametrize("name", MAKE)
def test_asking_does_not_look_at_costs_and_telling_does(name):
    def two(first_cost):
        noise = NoiseOfOneRun(1, 4)
        way = MAKE[name](np.zeros((1, 4)), noise)
        for cost in (5.0, first_cost):
            candidates = way.ask()
            way.tell(candidates, cost + np.arange(way.size)[np.newaxis] * np.sign(cost - 4))
        return way.ask()

    differ = not np.array_equal(two(9.0), two(3.0))
    assert differ == (name != "Guess")


def test_a_nan_counts_as_infinite_and_is_told_so():
    way = strategies.Climb(np.zeros((2, 3)), NoiseOfOneRun(0, 3))
    for _, costs in strategies.generations(way, lambda v: np.full(len(v), np.nan), 3):
        assert np.isposinf(costs).all()
    assert np.isposinf(way.best_costs).all()
    assert not way.best.any()


def test_the_noise_of_a_candidate_depends_on_its_number_alone():
    noise = NoiseOfOneRun(3, 4)
    many, few = noise.normal(2, 5), noise.normal(2, 3)
    np.testing.assert_array_equal(many[:, :3], few)
    np.testing.assert_array_equal(many[0, 1], evolution.candidate_noise(3, 2, 1, 4))
    block = noise.uniform(10, 4, 0.5)
    np.testing.assert_array_equal(block[:, 2:3], noise.uniform(12, 1, 0.5))
    moves, steps = noise.normal_and_steps(2, 5)
    assert (moves.shape, steps.shape) == ((1, 5, 4), (1, 5))


def test_the_noise_of_many_runs_is_drawn_from_their_generator():
    rng, again = np.random.default_rng(0), np.random.default_rng(0)
    noise = NoiseOfManyRuns(rng, (6, 4))
    assert np.abs(noise.uniform(0, 3, 0.5)).max() < 0.5
    again.uniform(-0.5, 0.5, (6, 3, 4))
    np.testing.assert_array_equal(noise.normal(0, 2), again.standard_normal((6, 2, 4)))


def test_ranks_share_a_place_when_equal():
    assert evolution.ranks(np.array([3.0, 1.0, np.inf])).tolist() == [0.0, -0.5, 0.5]
    assert evolution.ranks(np.array([2.0, 2.0, 2.0])).tolist() == [0.0, 0.0, 0.0]


def test_the_ranks_of_many_rows_are_those_of_each_row():
    costs = np.random.default_rng(0).integers(0, 5, (30, 8)).astype(float)
    costs[0, 2:4] = np.inf
    for row, found in zip(costs, evolution.ranks(costs), strict=True):
        np.testing.assert_array_equal(found, evolution.ranks(row))
        places = [np.flatnonzero(np.sort(row) == cost).mean() for cost in row]
        np.testing.assert_allclose(found, np.array(places) / 7 - 0.5)
