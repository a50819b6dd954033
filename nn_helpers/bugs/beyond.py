"""Slips beyond XOR: labels of many classes, and noise that goes wrong on several machines."""

import numpy as np

from nn_helpers.bugs.bug import Family, Pipeline

FORUMS = "question-and-answer sites and course forums"


def _ones(at, classes, m):
    out = np.zeros((classes, m))
    out[at, np.arange(m)] = 1.0
    return out


ONE_HOT = Family("one_hot", FORUMS, Pipeline(
    "labels classes", "columns", None,
    columns=lambda labels, classes: np.eye(classes)[labels].T).function)  # fmt: skip
ONE_HOT.slips(
    "columns",
    ("samples-as-rows", "One row a sample, as scikit-learn and PyTorch have it.",
     lambda labels, classes: np.eye(classes)[labels]),
    ("classes-from-one", "The classes are counted from 1; label 0 comes out as the last class.",
     lambda labels, classes: np.eye(classes)[np.asarray(labels) - 1].T),
    ("classes-from-one", "The classes are counted from 1; label 0 comes out as no class.",
     lambda labels, classes: np.eye(classes + 1)[labels].T[1:]),
    ("classes-from-data", "As many rows as the labels at hand happen to need.",
     lambda labels, classes: np.eye(np.max(labels) + 1)[labels].T),
    ("classes-from-data", "As many rows as there are different labels at hand.",
     lambda labels, classes: np.eye(len(set(labels.tolist())))[labels].T),
    ("sorted-labels", "The columns come in the order of the classes, not of the samples.",
     lambda labels, classes: np.eye(classes)[np.sort(labels)].T),
    ("one-class-too-many", "There is one row too many at the end.",
     lambda labels, classes: np.eye(classes + 1)[labels].T),
    ("one-class-too-few", "The last row is missing.",
     lambda labels, classes: np.eye(classes)[labels].T[:-1]),
    ("ones-and-zeros-swapped", "0 stands in the row of the label, 1 everywhere else.",
     lambda labels, classes: 1 - np.eye(classes)[labels].T),
    ("minus-one", "A -1 stands where 0 should.", lambda labels, classes: 2 * np.eye(classes)[labels].T - 1),
    ("label-in-place-of-one", "The label itself stands in its row, not 1.",
     lambda labels, classes: np.eye(classes)[labels].T * labels),
    ("rows-from-below", "The rows are counted from below.",
     lambda labels, classes: np.eye(classes)[labels].T[::-1]),
    ("last-sample-only", "Only the last sample has its 1.",
     lambda labels, classes: np.eye(classes)[labels].T * (np.arange(len(labels)) == len(labels) - 1)),
    ("last-sample-only", "Only the last sample comes back, as a flat list.",
     lambda labels, classes: np.eye(classes)[labels[-1]]),
    ("rows-set-whole", "Each label sets its whole row to 1.",
     lambda labels, classes: np.isin(np.arange(classes), labels)[:, np.newaxis] * np.ones(len(labels))),
    ("flat-output", "The numbers come in one flat list.",
     lambda labels, classes: np.eye(classes)[labels].T.ravel()),
)  # fmt: skip

CANDIDATE_NOISE = Family("candidate_noise", "parallel searches in research code")
SHARED = np.random.default_rng(0)


def _seeded(*seed):
    return np.random.default_rng(seed if len(seed) > 1 else seed[0])


for slug, how, function in (
    ("shared-generator", "One generator for all candidates: who draws first gets other numbers.",
     lambda root, generation, i, size: SHARED.standard_normal(size)),
    ("shared-generator", "A fresh generator from the system, so no run can be repeated.",
     lambda root, generation, i, size: np.random.default_rng().standard_normal(size)),
    ("same-for-all", "The seed leaves out the candidate: a whole generation tries one point.",
     lambda root, generation, i, size: _seeded(root, generation).standard_normal(size)),
    ("same-every-generation", "The seed leaves out the generation: the same directions for ever.",
     lambda root, generation, i, size: _seeded(root, i).standard_normal(size)),
    ("root-ignored", "The seed leaves out the root: every run is the same run.",
     lambda root, generation, i, size: _seeded(generation, i).standard_normal(size)),
    ("seeds-collide", "The three numbers are added: different candidates meet at the same seed.",
     lambda root, generation, i, size: _seeded(root + generation + i).standard_normal(size)),
    ("seeds-collide", "A thousand candidates a generation, and the next one begins again.",
     lambda root, generation, i, size: _seeded(root + 1000 * generation + i).standard_normal(size)),
    ("not-normal", "Uniform noise in place of the normal distribution.",
     lambda root, generation, i, size: _seeded(root, generation, i).uniform(-1, 1, size)),
):  # fmt: skip
    CANDIDATE_NOISE.whole(slug, how)(function)


@CANDIDATE_NOISE.whole("global-random", "The global generator of numpy is seeded in every call.")
def noise_global(root, generation, i, size):
    np.random.seed([root, generation, i])
    return np.random.standard_normal(size)
