"""Wrong variants of one_hot and candidate_noise: their pipelines, with formulas replaced."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline

ONE_HOT = Family(
    "one_hot", Pipeline("labels classes", "columns", None, "columns = np.eye(classes)[labels].T").function
)  # fmt: skip
ONE_HOT.add("beyond", "one_hot")

NOISE = Pipeline(
    "root generation i size", "noise", None,
    "noise = np.random.default_rng([root, generation, i]).standard_normal(size)",
)  # fmt: skip
CANDIDATE_NOISE = Family("candidate_noise", NOISE.function)
CANDIDATE_NOISE.add("beyond", "candidate_noise", alone=True)
CANDIDATE_NOISE.whole("global-random", "The global generator of numpy is seeded in every call.")(
    lambda *place: np.random.seed(place[:3]) or np.random.standard_normal(place[3])
)
