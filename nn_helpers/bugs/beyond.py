"""Wrong versions of one_hot and candidate_noise, from lesson 12, beyond XOR."""

import numpy as np

from nn_helpers.bugs.bug import family

FORUMS = "question-and-answer sites and course forums"
ONE_HOT, bug = family("one_hot", FORUMS)


@bug("samples-as-rows", "One row a sample, as scikit-learn and PyTorch have it.")
def one_hot_rows(labels, classes):
    return np.eye(classes)[labels]


@bug("classes-from-one", "The classes are counted from 1.")
def one_hot_from_one(labels, classes):
    return np.eye(classes)[np.asarray(labels) - 1].T


@bug("classes-from-data", "As many rows as the labels at hand happen to need.")
def one_hot_from_data(labels, classes):
    return np.eye(np.max(labels) + 1)[labels].T


@bug("sorted-labels", "The columns come in the order of the classes, not of the samples.")
def one_hot_sorted(labels, classes):
    return np.eye(classes)[np.sort(labels)].T


CANDIDATE_NOISE, bug = family("candidate_noise", "parallel searches in research code")
SHARED = np.random.default_rng(0)


@bug("shared-generator", "One generator for all candidates: who draws first gets other numbers.")
def noise_shared(root, generation, i, size):
    return SHARED.standard_normal(size)


@bug("shared-generator", "A fresh generator from the system, so no run can be repeated.")
def noise_unseeded(root, generation, i, size):
    return np.random.default_rng().standard_normal(size)


@bug("same-for-all", "The seed leaves out the candidate: a whole generation tries one point.")
def noise_without_candidate(root, generation, i, size):
    return np.random.default_rng([root, generation]).standard_normal(size)


@bug("same-every-generation", "The seed leaves out the generation: the same directions for ever.")
def noise_without_generation(root, generation, i, size):
    return np.random.default_rng([root, i]).standard_normal(size)


@bug("root-ignored", "The seed leaves out the root: every run is the same run.")
def noise_without_root(root, generation, i, size):
    return np.random.default_rng([generation, i]).standard_normal(size)


@bug("seeds-collide", "The three numbers are added: different candidates meet at the same seed.")
def noise_added(root, generation, i, size):
    return np.random.default_rng(root + generation + i).standard_normal(size)


@bug("seeds-collide", "A thousand candidates a generation, and the next one begins again.")
def noise_thousands(root, generation, i, size):
    return np.random.default_rng(root + 1000 * generation + i).standard_normal(size)


@bug("global-random", "The global generator of numpy is seeded anew in every call.")
def noise_global(root, generation, i, size):
    np.random.seed([root, generation, i])
    return np.random.standard_normal(size)


@bug("not-normal", "Uniform noise in place of the normal distribution.")
def noise_uniform(root, generation, i, size):
    return np.random.default_rng([root, generation, i]).uniform(-1, 1, size)
