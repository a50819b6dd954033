"""Parts of the clinic by themselves: recognising a network, its slopes, descent, known costs, wraps."""

import numpy as np
import pytest

from nn_helpers import clinic
from nn_helpers.clinic import activations, costs, descend, points
from nn_helpers.clinic.patient import Patient
from nn_helpers.clinic.program import Program
from nn_helpers.clinic.score import Task


def network(curve, end, shapes, turned):
    """Return (params, predict) of a dense network written here in another way."""
    rng = np.random.default_rng(3)
    params = []
    for i, o in shapes:
        params += [rng.normal(size=(o, i) if turned else (i, o)), rng.normal(size=o)]

    def predict(params, X):
        for at in range(0, len(params), 2):
            W = params[at].T if turned else params[at]
            z = X @ W + params[at + 1]
            X = end.curve(z) if at == len(params) - 2 else curve.curve(z)
        return X

    return params, predict


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("curve", activations.HIDDEN[:3], ids=lambda one: one.name)
@pytest.mark.parametrize("end", activations.OUTPUT[:4], ids=lambda one: one.name)
def test_a_network_is_recognised_and_its_slopes_agree_with_differences(curve, end, turned):
    params, predict = network(curve, end, ((3, 4), (4, 2)), turned)
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(9, 3)), np.eye(2)[rng.integers(0, 2, 9)]
    patient = Patient(Program(X, Y, params, {"predict": predict}, 0.1, 10), rng)
    assert patient.recognised
    assert patient.model.output.name == end.name
    v, h = patient.points[0], 1e-6
    out, slopes = patient.model.jacobian(v, patient.X)
    np.testing.assert_allclose(out[0], patient.program.predict(v, patient.X), atol=1e-12)
    for i in (0, 5, 13, patient.program.tree.size - 1):
        move = h * np.eye(len(v))[i]
        near = [patient.program.predict(v + sign * move, patient.X) for sign in (1, -1)]
        np.testing.assert_allclose(slopes[0][..., i], (near[0] - near[1]) / (2 * h), atol=1e-6)


@pytest.mark.parametrize("cost", costs.KNOWN, ids=lambda cost: cost.name)
def test_the_slope_of_a_known_cost_agrees_with_differences(cost):
    rng = np.random.default_rng(1)
    out = rng.uniform(0.1, 0.9, (5, 3))
    targets = np.eye(3)[[0, 1, 2, 1, 0]]
    if cost.name in ("hinge", "cross-entropy of -1 and 1", "logistic of -1 and 1"):
        targets = 2 * targets - 1
    slope, h = cost.slope(out, targets), 1e-6
    for i, j in np.ndindex(out.shape):
        move = np.zeros_like(out)
        move[i, j] = h
        wanted = (cost.value(out + move, targets) - cost.value(out - move, targets)) / (2 * h)
        assert slope[i, j] == pytest.approx(float(wanted), abs=1e-5)


@pytest.mark.parametrize("online", [False, True])
def test_descent_from_many_starts_is_descent_from_each(online):
    params, predict = network(activations.TANH, activations.SIGMOID, ((2, 3), (3, 1)), False)
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(6, 2)), rng.integers(0, 2, (6, 1)).astype(float)
    Y[:2, 0] = 0, 1
    patient = Patient(Program(X, Y, params, {"predict": predict}, 0.1, 10), rng)
    style = descend.Style(costs.BINARY, 1 / 6, online)
    fast = descend.descend(patient.model, patient.points, X, Y, style, 0.5, 7)
    for point, end in zip(patient.points, fast, strict=True):
        v = point
        for _ in range(7):
            for part in [slice(i, i + 1) for i in range(6)] if online else [slice(None)]:
                _, g = patient.model.pull_back(v, X[part], costs.BINARY, Y[part])
                v = v - 0.5 / 6 * g[0]
        np.testing.assert_allclose(end, v, atol=1e-12)


def test_a_start_is_redrawn_as_wide_and_as_tied_as_it_was():
    from nn_helpers.clinic.tree import Tree

    rng = np.random.default_rng(0)
    params = [
        rng.normal(0, 3, (20, 20)),
        np.zeros(20),
        np.repeat(rng.normal(size=(1, 4)), 3, axis=0),
    ]
    tree = Tree(params)
    again = points.redrawn(tree, tree.flatten(params), np.ones(tree.size, bool), rng, 5)
    for v in again:
        W, b, tied = tree.build(v)
        assert W.std() == pytest.approx(3, rel=0.2)
        assert not b.any()
        assert np.ptp(tied, axis=0).max() == 0


def test_above_chance_counts_and_noise_is_forgiven():
    rare = Task("sides", np.array([[1.0]] * 2 + [[0.0]] * 38))
    assert rare.score(np.zeros((40, 1))) == 0.95
    assert not rare.learned(np.zeros((40, 1)))
    noisy = Task("numbers", np.arange(40.0)[:, None], ceiling=0.5)
    assert noisy.level() == pytest.approx(0.45)


def test_scikit_learns_network_can_be_wrapped():
    networks = pytest.importorskip("sklearn.neural_network")
    X = np.random.default_rng(0).normal(size=(60, 2))
    Y = (X[:, 0] > 0).astype(int)
    model = networks.MLPClassifier((4,), solver="sgd", learning_rate_init=1e-6, max_iter=50)
    report = clinic.examine(**clinic.wrap(model, X, Y), seconds=3.0)
    assert report.verdict != "learns"
    assert {"rate-too-small", "too-few-epochs"} & {f.slug for f in report.findings}, report
    assert not hasattr(model, "coefs_")


def test_a_pytorch_module_can_be_wrapped():
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    module = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.Linear(4, 1), torch.nn.Sigmoid())
    arguments = clinic.wrap(
        module, X, np.array([[0.0], [1], [1], [0]]), loss=torch.nn.BCELoss(), epochs=50
    )
    report = clinic.examine(**arguments, seconds=3.0)
    assert report.findings[0].slug == "cannot-represent", report


def test_only_networks_are_wrapped():
    with pytest.raises(TypeError, match="template"):
        clinic.wrap(3, [[0]], [0])


def test_of_two_layers_with_opposite_signs_the_one_that_goes_uphill_is_blamed():
    from nn_helpers import data
    from nn_helpers import network as course

    start = course.initialise(np.random.default_rng(3), scale=1)

    def gradients(params, X, Y):
        W1, b1, W2, b2 = course.gradients(params, X, Y)
        return course.Params(-W1, -b1, W2, b2)

    report = clinic.examine(*data.xor(), start, course.predict, gradients=gradients, seconds=1)
    wrong = next(f for f in report.findings if f.slug == "gradient-wrong")
    assert wrong.where == "W1, b1"
