"""The evolution lab follows the middle of a population, and the best of single candidates."""

import numpy as np

from nn_helpers import labs
from nn_helpers.labs import controls, searches


def line_of(lab):
    """The points of the way that is drawn, (k, 2)."""
    return np.transpose(lab._dots.artists[1].get_data())


def test_the_mean_of_a_population_is_followed_generation_by_generation():
    lab = labs.evolution(strategy="population: 2 best of 10", width=0.3, turns=500)
    places = [controls.PLACES.index(lab.across.value), controls.PLACES.index(lab.up.value)]
    clouds = lab.trail.candidates.reshape(50, 10, 9)
    np.testing.assert_allclose(line_of(lab), clouds.mean(axis=1)[:, places])
    lab.moment.value = 50
    assert 20 < len(line_of(lab)) < 30


def test_the_middle_of_antithetic_pairs_is_where_the_search_stands():
    trail = searches.follow("estimated gradient, 10 pairs", 1, 200, 0.5)
    assert not np.round(trail.centres()[0], 12).any()  # from all zeros


def test_of_single_candidates_the_best_ones_are_joined():
    lab = labs.evolution(turns=500)
    places = [controls.PLACES.index(lab.across.value), controls.PLACES.index(lab.up.value)]
    best = lab.trail.candidates[np.unique(lab.trail.best_places())]
    np.testing.assert_allclose(line_of(lab), best[:, places])
    diamond = np.ravel(lab._dots.artists[2].get_data())
    np.testing.assert_allclose(diamond, best[-1][places])
