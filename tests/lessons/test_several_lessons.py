"""The numbers that stand in the prose and the questions of the lessons, and readers of several kinds."""

import json

import nbformat
import numpy as np
import pytest
from machines.stored import code_cells, texts
from shared_kernel import shared_kernel

from nn_helpers import bugs, case, data, gradcheck, network
from nn_helpers.course import build

X, Y = data.xor()
ROUND = network.Params(
    W1=np.array([[1.0, -2.0], [2.0, 1.0]]),
    b1=np.array([[0.5], [-1.0]]),
    W2=np.array([[2.0, -1.0]]),
    b2=np.array([[0.5]]),
)


def cost_of(params, X=X, Y=Y):
    return network.cost(network.predict(params, X), Y)


def first_move(sample):
    """What the posted update moves by the first time, divided by the rate, and minus the slopes."""
    start, x, y = case.start(), X[:, [sample]], Y[:, [sample]]
    moved = bugs.case_update(start, x, y, case.LEARNING_RATE, bugs.CASE_BUGS)
    moves = [(new - old) / case.LEARNING_RATE for old, new in zip(start, moved, strict=True)]
    return network.Params(*moves), network.Params(*(-g for g in network.gradients(start, x, y)))


def test_lesson_04_a_check_that_passes_beside_a_cost_that_climbs():
    start = case.start()
    measured = gradcheck.numerical_gradients(cost_of, start)
    assert gradcheck.relative_error(measured, network.gradients(start, X, Y)) < 1e-8
    moves, slopes = first_move(1)
    for name in ("W1", "b1"):
        assert gradcheck.relative_error(getattr(moves, name), getattr(slopes, name)) > 1e-3


def test_lesson_04_the_nudge():
    """The error of a slope falls with h or its square, turns near the root of the rounding, rises."""
    errors = {h: [] for h in (1e-2, 1e-3, 1e-5, 1e-15)}
    for seed in range(20):
        net = network.initialise(np.random.default_rng(seed), scale=1)
        right = network.gradients(net, X, Y)
        for h, found in errors.items():
            found.append(
                gradcheck.relative_error(gradcheck.numerical_gradients(cost_of, net, h), right)
            )
    median = {h: float(np.median(found)) for h, found in errors.items()}
    assert 80 < median[1e-2] / median[1e-3] < 120  # "a hundred times"
    assert max(errors[1e-5]) < 1e-7  # "a right gradient comes out below 1e-7"
    assert median[1e-15] > 0.1  # "a tenth of the slope itself, or more"


def test_lesson_04_a_nudge_ten_times_shorter():
    """As it stands before exercise 4.1: one-sided ten times, central a hundred times smaller."""
    right = network.gradients(ROUND, X, Y).b2[0, 0]

    def errors(h):
        down, here, up = (cost_of(ROUND._replace(b2=ROUND.b2 + by)) for by in (-h, 0, h))
        return np.array([(up - here) / h, (up - down) / (2 * h)]) - right

    one_sided, central = errors(0.1) / errors(0.01)
    assert 9 < one_sided < 11
    assert 90 < central < 110
    of_all = network.gradients(ROUND, X, Y).W1[0, 1]
    of_one = network.gradients(ROUND, X[:, [3]], Y[:, [3]]).W1[0, 1]
    assert (round(float(of_all), 4), round(float(of_one), 4)) == (0.1562, 0.2785)


def test_lesson_04_where_to_look():
    """Most wrong backprops pass at zeros; none passes at a network with two outputs."""

    def passing(params, X, Y):
        right = gradcheck.numerical_gradients(lambda p: cost_of(p, X, Y), params)
        return {
            bug.slug
            for bug in bugs.zoo("gradients")
            for given in [bug.function(params, X, Y)]
            if all(np.shape(g) == np.shape(r) for g, r in zip(given, right, strict=True))
            and all(
                np.allclose(g, r, rtol=1e-6, atol=1e-8) for g, r in zip(given, right, strict=True)
            )
        }

    zeros = network.Params(*(np.zeros(p.shape) for p in ROUND))
    equal = network.Params(*(np.full(p.shape, 0.7) for p in ROUND))
    two = network.initialise(np.random.default_rng(4), scale=1, outputs=2)
    assert len(passing(zeros, X, Y)) > 10
    of_one_output = {"leaked-index", "first-output-only", "weights-mixed", "reshaped"}
    assert passing(equal, X, Y) == {"weights-transposed", *of_one_output}
    assert passing(ROUND, X, Y) == of_one_output
    assert not passing(two, *data.xor_and_and())
    # "Wrong ones are nearly always above 1e-3": here all of them that a check can see
    right = network.gradients(two, *data.xor_and_and())
    for bug in bugs.zoo("gradients"):
        given = bug.function(two, *data.xor_and_and())
        if all(np.shape(g) == np.shape(r) for g, r in zip(given, right, strict=True)):
            assert gradcheck.relative_error(given, right) > 1e-3


# A reader whose own functions run -----------------------------------------------------------------

FORWARD = """def forward(params, X):
    {first}
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    Z2 = W2 @ sigmoid(Z1) + b2
    return Z1, sigmoid(Z1), Z2, sigmoid(Z2)"""
READERS = {
    "wrote it well": ("pass", "forward: yours, from lesson 01."),
    "wrote it slowly": ("sum(range(20_000))", "forward: yours, from lesson 01."),
    "fails at one place": (
        "assert X.any() or np.abs(params[0]).max() > 0.3",  # the case's weights are small
        "Your forward did not get through here (AssertionError). The course's takes over.",
    ),
    "deleted a helper": (
        "my_helper()",
        "forward: the course's. Yours does not pass here: it needs my_helper",
    ),
    "deleted all": (None, "forward: the course's. Nothing of yours is kept yet."),
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The file in which the readers' work is kept."""
    return tmp_path_factory.mktemp("reader") / "saved.jsonl"


@pytest.fixture(scope="module")
def kernel(saved, tmp_path_factory):
    with shared_kernel(tmp_path_factory.mktemp("lesson"), saved.parent) as one:
        yield one


@pytest.mark.parametrize("reader", READERS)
def test_a_lesson_runs_to_its_end_with_what_a_reader_wrote(reader, saved, kernel):
    first, said = READERS[reader]
    source = FORWARD.format(first=first)
    answers = json.dumps(["answers", "forward", source]) if first else ""
    saved.write_text(answers, encoding="utf-8")
    (lesson,) = build.chosen(["02"])
    notebook = build.learner(lesson)
    kernel.execute(notebook, keep_saved=True)  # a cell that fails would raise
    seen = "\n".join(map(texts, code_cells(notebook)))
    assert said in seen
    stored = nbformat.read(build.solved_path(lesson), as_version=4)
    epoch = next(c for c in code_cells(stored) if c.source.startswith("repaired = "))
    assert set(texts(epoch).splitlines()) <= set(seen.splitlines())
