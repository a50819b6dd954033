"""The zoo: every bug differs from the right code on its probe, and no two names look alike there.

A probe calls a function in a way that shows its mistakes, and returns all that it did as one vector
of numbers: what came back, whether arguments were changed, and whether numpy's global generator was
used. Probes are generic: sizes that differ, no zeros, no symmetry, large steps.
"""

import itertools
import warnings

import numpy as np
import pytest
from support import ROOT

from nn_helpers import bugs, data, evolution, gradcheck, network, training
from nn_helpers.network import Params

RIGHT = {
    **{name: getattr(network, name) for name in
       ("sigmoid", "forward", "cost", "gradients", "step", "initialise", "predict")},
    **{name: getattr(gradcheck, name) for name in ("numerical_gradients", "relative_error")},
    **{name: getattr(training, name) for name in ("train", "sgd_step")},
    **{name: getattr(evolution, name) for name in
       ("perturb", "hill_climb", "es_gradient", "candidate_noise")},
    "one_hot": data.one_hot,
}  # fmt: skip


def network_of(inputs, hidden, outputs, seed=11):
    return network.initialise(np.random.default_rng(seed), 2.0, inputs, hidden, outputs)


SQUARE, WIDE, LARGE = network_of(3, 3, 2), network_of(2, 2, 1, seed=5), network_of(40, 5, 1)
X, Y = np.random.default_rng(1).normal(size=(3, 5)), np.array([[1.0, 0, 1, 1, 0], [0, 0, 1, 0, 0]])


def bowl(params):
    return float(sum(np.sum((p - 0.7) ** 2 + 0.3 * (p - 0.7) ** 3) for p in params))


def round_bowl(params):
    return float(sum(np.sum((p - 0.7) ** 2) for p in params))


def sigmoid(fn):
    yield lambda: fn(np.array([[-1000.0, -2.0, 0.3], [1.0, 2.5, 1000.0]]))
    yield lambda: fn(-1.7)


def forward(fn):
    yield lambda: fn(SQUARE, X)


def predict(fn):
    yield lambda: fn(SQUARE, X)
    yield lambda: fn(SQUARE, X[:, ::-1])


def cost(fn):
    yield lambda: fn(np.array([[0.9, 0.2, 0.7, 0.4, 0.6]]), np.array([[1.0, 0, 1, 1, 0]]))
    yield lambda: fn(np.array([[1.0, 0.0, 0.7]]), np.array([[1.0, 0, 1]]))


def gradients(fn):
    yield lambda: fn(SQUARE, X, Y)


def step(fn):
    yield lambda: fn(SQUARE, network_of(3, 3, 2, seed=6), 0.3)


def numerical_gradients(fn):
    yield lambda: fn(bowl, WIDE, 1e-5)
    yield lambda: fn(bowl, WIDE, 0.5)


def relative_error(fn):
    yield lambda: fn(np.array([1.0, -2.0, 0.5]), np.array([1.1, -2.5, 0.1]))
    yield lambda: fn(np.zeros(3), np.zeros(3))


def initialise(fn):
    rng = np.random.default_rng(3)
    yield lambda: np.array([np.concatenate([np.ravel(p) for p in fn(rng, 2.5)]) for _ in range(99)])


def train(fn):
    xor = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])
    yield lambda: fn(WIDE, *xor, 0.8, 5)


def sgd_step(fn):
    yield lambda: fn(SQUARE, X[:, :1], Y[:, :1], 1.5)


def perturb(fn):
    rng = np.random.default_rng(3)
    yield lambda: fn(LARGE, rng, 0.4)


def hill_climb(fn):
    yield lambda: fn(round_bowl, WIDE, np.random.default_rng(4), 0.3, 60)


def es_gradient(fn):
    yield lambda: fn(bowl, WIDE, np.random.default_rng(4), 0.3, 6)


def one_hot(fn):
    yield lambda: fn(np.array([2, 0, 1, 2, 0]), 4)
    yield lambda: fn(np.array([3, 1, 1]), 5)


def candidate_noise(fn):
    # Which noises are equal is compared, and how large they are; not their values.
    def places():
        for _ in range(2):
            yield from itertools.product((7, 8), (0, 1, 2), (0, 1, 1000))

    def equal():
        drawn = np.array([fn(*place, 50) for place in places()])
        pairs = [np.array_equal(a, b) for a, b in itertools.combinations(drawn, 2)]
        return np.array([*pairs, np.abs(drawn).max() > 1.5])

    yield equal


PROBES = {
    probe.__name__: probe for probe in
    (sigmoid, forward, predict, cost, gradients, step, numerical_gradients, relative_error,
     initialise, train, sgd_step, perturb, hill_climb, es_gradient, one_hot, candidate_noise)
}  # fmt: skip


def flat(value):
    if isinstance(value, tuple | list):
        return np.concatenate([flat(part) for part in value])
    value = np.asarray(value, dtype=float)
    return np.concatenate([value.ravel(), value.shape, [value.ndim]])


def behaviour(exercise, fn):
    """Everything a function does on its probe, as one vector."""
    shared = [*SQUARE, *WIDE, *LARGE, X, Y]
    before = [array.copy() for array in shared]
    state = np.random.get_state()
    did = []
    try:
        with (
            warnings.catch_warnings(record=True) as warned,
            np.errstate(all="warn", under="ignore"),
        ):
            warnings.simplefilter("always")
            np.random.seed(99)
            start = np.random.get_state()[1].sum()
            for call in PROBES[exercise](fn):
                try:
                    did.append(flat(call()))
                except TypeError:
                    did.append(np.array([-9.0]))
            did.append(np.array([np.random.get_state()[1].sum() != start or
                                 np.random.get_state()[2] != 624, bool(warned)], dtype=float))  # fmt: skip
        moved = [not np.array_equal(a, b) for a, b in zip(before, shared, strict=True)]
        did.append(np.array(moved, dtype=float))
    finally:
        for array, old in zip(shared, before, strict=True):
            array[...] = old
        np.random.set_state(state)
    return np.nan_to_num(np.concatenate(did), nan=-77.0, posinf=-78.0, neginf=-79.0)


def alike(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-9)


def test_the_zoo_has_every_exercise():
    assert {bug.exercise for bug in bugs.zoo()} == set(PROBES) == set(RIGHT)


@pytest.mark.parametrize("exercise", PROBES)
def test_the_right_code_has_no_warning_and_changes_nothing(exercise):
    did = behaviour(exercise, RIGHT[exercise])
    assert not did[-len([*SQUARE, *WIDE, *LARGE, X, Y]) - 2 :].any()


@pytest.mark.parametrize("bug", bugs.zoo(), ids=lambda b: f"{b.exercise}-{b.function.__name__}")
def test_a_bug_differs_from_the_right_code(bug):
    assert not alike(behaviour(bug.exercise, bug.function),
                     behaviour(bug.exercise, RIGHT[bug.exercise]))  # fmt: skip


@pytest.mark.parametrize("exercise", PROBES)
def test_no_two_names_look_alike(exercise):
    seen = [(bug.slug, behaviour(exercise, bug.function)) for bug in bugs.zoo(exercise)]
    twins = {
        (first, second)
        for i, (first, a) in enumerate(seen)
        for second, b in seen[i + 1 :]
        if first != second and alike(a, b)
    }
    assert not twins


@pytest.mark.parametrize("bug", bugs.zoo(), ids=lambda b: f"{b.exercise}-{b.function.__name__}")
def test_a_bug_says_how_it_happens_in_one_line(bug):
    assert 15 <= len(bug.how) <= 100
    assert "\n" not in bug.how
    assert bug.seen
    assert bug.slug == bug.slug.lower().replace(" ", "-").replace("_", "-")


def test_a_bug_is_found_by_name():
    assert bugs.find("gradients", "leaked-index").exercise == "gradients"
    with pytest.raises(KeyError, match="uphill"):
        bugs.find("step", "downhill")
    with pytest.raises(KeyError, match="hill_climb"):
        bugs.zoo("steps")


def test_the_update_of_the_case_and_the_single_step_share_their_bugs():
    x, y = X[:, :1], Y[:, :1]
    for slug in bugs.CASE_BUGS:
        switched = bugs.case_update(SQUARE, x, y, 1.5, (slug,))
        named = bugs.find("sgd_step", slug).function(SQUARE, x, y, 1.5)
        for a, b in zip(switched, named, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-12)


def test_bugs_do_not_come_out_as_params_by_accident():
    """A wrong gradient still has the form of a gradient, or nobody would look twice."""
    for bug in bugs.zoo("gradients"):
        assert isinstance(bug.function(SQUARE, X, Y), Params)


def test_the_readme_counts_the_zoo():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(bugs.zoo())} wrong variants" in readme
