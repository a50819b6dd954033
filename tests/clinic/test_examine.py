"""The clinic as a whole: the case itself, and programs that raise, print, mutate, or are never right."""

import copy
import json
import re

import numpy as np
import pytest

from nn_helpers import clinic, escape_room, progress_bar
from nn_helpers.clinic import budget

XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict(params, X):
    W1, b1, W2, b2 = params
    return sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)


def gradients(params, X, Y):
    W1, b1, W2, b2 = params
    a = sigmoid(X @ W1 + b1)
    d = sigmoid(a @ W2 + b2) - Y
    e = d @ W2.T * a * (1 - a)
    return [X.T @ e, e.sum(axis=0), a.T @ d, d.sum(axis=0)]


def train(params, X, Y, rate, epochs):
    for _ in range(epochs):
        params = [p - rate * g for p, g in zip(params, gradients(params, X, Y), strict=True)]
    return params


def start(width=1.0, hidden=4, seed=1):
    rng = np.random.default_rng(seed)
    shapes = ((2, hidden), hidden, (hidden, 1), 1)
    return [rng.uniform(-width, width, shape) for shape in shapes]


def examine(**changes):
    program = {
        "X": XOR[0], "Y": XOR[1], "params": start(), "predict": predict, "gradients": gradients,
        "train": train, "rate": 1.0, "epochs": 800, "seconds": 4.0,
    }  # fmt: skip
    return clinic.examine(**(program | changes))


def slugs(report):
    return [finding.slug for finding in report.findings]


def the_case(rate, width, epochs):
    """The posted program: one sample at a time, W2 first, and W1 from the new W2; (n, 2) inputs."""

    def forward(p, x):
        z = sigmoid(p["W1"] @ x + p["b1"])
        return z, sigmoid(p["W2"] @ z + p["b2"])

    def step(p, x, y, rate):
        z, out = forward(p, np.reshape(x, (-1, 1)))
        d = out - np.reshape(y, (-1, 1))
        new = dict(p, W2=p["W2"] - rate * d @ z.T, b2=p["b2"] - rate * d)
        e = new["W2"].T @ d * z * (1 - z)
        return dict(new, W1=p["W1"] - rate * e @ np.reshape(x, (1, -1)), b1=p["b1"] - rate * e)

    def loop(p, X, Y, rate, epochs):
        for _ in range(epochs):
            for x, y in zip(X, Y, strict=True):
                p = step(p, x, y, rate)
        return p

    rng = np.random.default_rng(2)
    shapes = {"W1": (2, 2), "b1": (2, 1), "W2": (1, 2), "b2": (1, 1)}
    params = {name: rng.uniform(-width, width, shape) for name, shape in shapes.items()}
    predict = lambda p, X: forward(p, np.transpose(X))[1].T  # noqa: E731
    return {
        "X": XOR[0], "Y": XOR[1], "params": params, "predict": predict, "step": step, "train": loop,
        "rate": rate, "epochs": epochs,
    }  # fmt: skip


def test_a_right_program_is_left_alone():
    report = examine()
    assert slugs(report) == ["nothing-wrong-found"], report
    assert report.learned
    assert not report.broken


def test_the_case_is_found_stale_and_its_settings_decide():
    report = clinic.examine(**the_case(rate=0.01, width=0.12, epochs=50))
    assert report.verdict == "does not learn"
    roles = {finding.slug: finding.role for finding in report.findings}
    assert "step-stale" in roles, report
    assert roles["step-stale"] != "decisive"


def test_stale_weights_decide_at_a_large_rate():
    report = clinic.examine(**the_case(rate=2, width=0.5, epochs=600))
    assert (report.findings[0].slug, report.findings[0].role) == ("step-stale", "decisive"), report
    assert set(report.findings[0].numbers["flat"]) == {"W2", "b2"}


def test_a_program_with_every_fault_of_manner_is_survived(capsys):
    def rude(params, X, Y, rate, epochs):
        print("training", params)
        X *= 1
        for i, g in enumerate(gradients(params, X, Y)):
            params[i] -= rate * g
        raise SystemExit("done")

    given = (*copy.deepcopy(XOR), start())
    kept = copy.deepcopy(given)
    report = examine(X=given[0], Y=given[1], params=given[2], train=rude)
    assert "SystemExit" in " ".join(report.not_asked)
    assert capsys.readouterr().out == ""
    for one, other in zip([*given[:2], *given[2]], [*kept[:2], *kept[2]], strict=True):
        np.testing.assert_array_equal(one, other)
    assert not report.broken


def shuffled_in_place(*, with_labels):
    """A train that puts the caller's samples into another order before every epoch."""

    def shuffled_train(params, X, Y, rate, epochs):
        rng = np.random.default_rng(5)
        for _ in range(epochs):
            order = rng.permutation(len(X))
            X[:] = X[order]
            if with_labels:
                Y[:] = Y[order]
            params = train(params, X, Y, rate, 1)
        return params

    return shuffled_train


def test_samples_that_lose_their_labels_come_before_anything_measured_after():
    report = examine(train=shuffled_in_place(with_labels=False), gradients=None)
    assert report.findings[0].slug == "arguments-changed", report
    assert "labels stayed where they were" in report.findings[0].evidence


def test_samples_that_move_with_their_labels_are_a_habit():
    report = examine(train=shuffled_in_place(with_labels=True), gradients=None)
    assert report.learned
    assert {f.role for f in report.findings} == {"harmless here"}, report


def test_units_that_no_sample_wakes_are_not_taken_for_copies():
    asleep = start()
    asleep[1] = asleep[1] - 60
    assert "symmetric-start" not in slugs(examine(params=asleep))
    alike = [np.full_like(p, 0.5) for p in start()]
    assert slugs(examine(params=alike))[0] == "symmetric-start"


def test_a_column_that_predict_never_reads_is_named():
    report = examine(predict=lambda params, X: predict(params, X[:, [0, 0]]), gradients=None)
    found = {f.slug: f for f in report.findings}
    assert "counted from 0: 1" in found["predict-ignores-input"].evidence, report


@pytest.mark.parametrize("row", [0, -1])
def test_one_sample_read_for_all_of_them_is_named(row):
    """As in the case itself, where the loop that predict had run last left its sample behind."""
    one_for_all = lambda params, X: predict(params, np.asarray(X)[[row] * len(X)])  # noqa: E731
    report = examine(predict=one_for_all)
    assert slugs(report)[0] == "predict-ignores-input", report
    assert "one and the same" in report.findings[0].evidence


def test_a_training_that_stops_by_itself_is_not_taken_for_one_that_goes_on():
    def stops_on_a_plateau(params, X, Y, rate, epochs):
        before = np.inf
        for _ in range(epochs):
            cost = np.sum((predict(params, X) - Y) ** 2)
            if before - cost < 1e-3:
                break
            before, params = cost, train(params, X, Y, rate, 1)
        return params

    report = examine(train=stops_on_a_plateau, rate=0.3, epochs=6000)
    assert report.verdict == "does not learn", report
    first = report.findings[0]
    assert (first.slug, first.where, first.role) == ("too-few-epochs", "train", "decisive"), report


def test_a_penalty_on_the_sizes_is_a_decay():
    def pulled(params, X, Y):
        return [g + 0.3 * np.sign(p) for g, p in zip(gradients(params, X, Y), params, strict=True)]

    def pulled_train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = [p - rate * g for p, g in zip(params, pulled(params, X, Y), strict=True)]
        return params

    report = examine(gradients=pulled, train=pulled_train)
    assert report.findings[0].slug == "decay-too-strong", report


def test_a_training_on_a_few_samples_is_not_said_to_ignore_all_labels():
    rng = np.random.default_rng(3)
    X = rng.normal(size=(120, 2))
    Y = (X[:, :1] * X[:, 1:] > 0) * 1.0
    few = [1, 2, 4, 5, 7, 8]
    report = examine(
        X=X,
        Y=Y,
        gradients=None,
        train=lambda p, X, Y, r, e: train(p, X[few], Y[few], r, e),
        rate=0.1,
    )
    assert "labels-ignored" not in slugs(report), report
    assert "samples-left-out" in slugs(report)


def test_a_cost_in_other_units_is_told_and_does_no_harm():
    def cost(outputs, Y):
        right = np.where(Y == 1, outputs, 1 - outputs)
        return -np.sum(np.log2(np.clip(right, 1e-12, 1)))

    report = examine(cost=cost)
    roles = {f.slug: f.role for f in report.findings}
    assert roles.get("cost-not-the-one-trained") == "harmless here", report


def test_an_endless_training_is_ended():
    def endless(params, X, Y, rate, epochs):
        while True:
            pass

    report = examine(train=endless, gradients=None, seconds=2.0)
    assert any("still running" in text for text in report.not_asked)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"X": np.ones((3, 2))}, "no axis"),
        ({"params": {"layers": 2}}, "holds no arrays"),
        ({"predict": lambda params, X: 1 / 0}, "ZeroDivisionError"),
        ({"rate": -1}, "rate is -1: it must be a positive number"),
        ({"epochs": "many"}, "epochs is 'many': it must be a positive number, for example 1000"),
        ({"train": 3}, "train must be a function"),
        ({"Y": [["a"]] * 4}, "table of numbers"),
    ],
)
def test_bad_input_gets_a_clear_error(changes, words):
    with pytest.raises(ValueError, match=words):
        examine(**changes)


def test_a_broken_step_of_the_clinic_spoils_no_other(monkeypatch):
    from nn_helpers.clinic.experiments import training

    def broken(patient):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(training, "forgets", broken)
    report = examine(gradients=None)
    assert any("a fault of ours" in text for text in report.broken)
    assert slugs(report) == ["nothing-wrong-found"]


def test_a_report_in_every_form():
    report = examine(train=lambda params, X, Y, rate, epochs: train(params, X, Y, -rate, epochs))
    assert report.findings[0].slug == "step-uphill"
    text, page, markdown = repr(report), report._repr_html_(), report.to_markdown()
    for form in (text, page, markdown):
        assert "step-uphill" in form
        assert "decisive" in form
    assert page.count("<img") >= 2
    assert page.count('alt="') == page.count("<img")
    assert "<script" not in page
    json.dumps(markdown)


@pytest.mark.parametrize("pack", [tuple, list, lambda p: dict(zip("abcd", p, strict=True)),
                                  lambda p: [(p[0], p[1]), (p[2], p[3])], lambda p: Kept(*p)])  # fmt: skip
def test_any_form_of_the_parameters(pack):
    def unpack(params):
        if isinstance(params, Kept):
            return [params.W1, params.b1, params.W2, params.b2]
        parts = list(params.values()) if isinstance(params, dict) else list(params)
        return [array for pair in parts for array in pair] if len(parts) == 2 else parts

    def wrong(params, X, Y):
        g = gradients(unpack(params), X, Y)
        return pack([g[0] * 0, *g[1:]])

    report = examine(
        params=pack(start()),
        predict=lambda params, X: predict(unpack(params), X),
        gradients=wrong,
        train=lambda params, X, Y, r, n: pack(train(unpack(params), X, Y, r, n)),
    )
    assert slugs(report)[0] == "gradient-wrong", report


class Kept:
    """Parameters as attributes."""

    def __init__(self, W1, b1, W2, b2):
        self.W1, self.b1, self.W2, self.b2 = W1, b1, W2, b2


def test_samples_in_columns_and_plain_lists():
    report = examine(
        X=XOR[0].T.tolist(),
        Y=XOR[1].ravel().tolist(),
        predict=lambda params, X: predict(params, np.transpose(X)).ravel().tolist(),
        gradients=None,
        train=lambda params, X, Y, r, n: train(
            params, np.transpose(X), np.reshape(Y, (-1, 1)), r, n
        ),
    )
    assert report.patient.program.x_axis == 1
    assert slugs(report) == ["nothing-wrong-found"], report


def test_what_cannot_be_asked_is_said():
    report = examine(train=None, gradients=None, seconds=1.0)
    assert {"cost: no cost was given", "train: none was given"} <= set(report.not_asked)


# Answers that are no numbers -----------------------------------------------------------------------


def two_sides(rng):
    """Lengths and weights of 40 things, far from the size of 1, and whether they are long."""
    X = rng.normal([50, 400], [10, 90], (40, 2))
    return X, (X[:, :1] > 50).astype(float)


def by_those_asked(X):
    with np.errstate(all="ignore"):
        return (X - X.mean(axis=0)) / X.std(axis=0)  # of one sample: 0 / 0


def one_unit(params, X):
    return sigmoid(by_those_asked(X) @ params[0] + params[1])


def train_one_unit(params, X, Y, rate, epochs):
    w, b = params
    for _ in range(epochs):
        d = (one_unit((w, b), X) - Y) / len(X)
        w, b = w - rate * by_those_asked(X).T @ d, b - rate * d.sum(axis=0)
    return w, b


def of_one_unit(**changes):
    X, Y = two_sides(np.random.default_rng(0))
    params = (np.random.default_rng(1).normal(size=(2, 1)), np.zeros(1))
    given = {"predict": one_unit, "train": train_one_unit, "rate": 1.0, "epochs": 300}
    return clinic.examine(X, Y, params, **{**given, "seconds": 4.0, **changes})


def test_nan_for_one_sample_alone_is_said_and_not_called_harmless():
    report = of_one_unit()
    first = report.findings[0]
    assert report.learned  # asked about all at once it is right
    assert (first.slug, first.where, first.role) == ("samples-mixed", "predict", "not tried")
    assert "an answer that is no number" in first.evidence
    assert "all samples at once it learns" in first.evidence
    assert "one at a time it does not: those answers are no numbers" in first.evidence
    assert "nothing-wrong-found" not in slugs(report)
    X, Y = two_sides(np.random.default_rng(0))
    rows = clinic.checklist(X, Y, (np.ones((2, 1)), np.zeros(1)), one_unit).rows
    assert any("get no number" in row.measured and row.healthy is False for row in rows)


def test_answers_that_need_the_other_samples_are_not_harmless_either():
    def scaled(X):
        return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)  # of one sample: 0

    def predict(params, X):
        return sigmoid(scaled(X) @ params[0] + params[1])

    first = of_one_unit(predict=predict).findings[0]
    assert (first.slug, first.role) == ("samples-mixed", "not tried")
    assert re.search(
        r"one at a time it does not: those answers score 0\.\d\d, needed", first.evidence
    )


def test_answers_that_are_right_alone_as_well_are_harmless():
    def predict(params, X):
        """A shift that depends on the other samples, and is too small to matter."""
        scaled = (X - [50, 400]) / [10, 90]
        return sigmoid(scaled @ params[0] + params[1]) + 1e-3 * (len(X) == 1)

    def trained(params, X, Y, rate, epochs):
        w, b = params
        for _ in range(epochs):
            d = (predict((w, b), X) - Y) / len(X)
            w, b = w - rate * ((X - [50, 400]) / [10, 90]).T @ d, b - rate * d.sum(axis=0)
        return w, b

    report = of_one_unit(predict=predict, train=trained)
    assert [f.role for f in report.findings if f.slug == "samples-mixed"] == ["harmless here"]


def test_nothing_but_nan_is_said():
    def predict(params, X):
        with np.errstate(all="ignore"):
            return np.log(-1 - np.abs(X @ params[0] + params[1]))

    report = of_one_unit(predict=predict, train=lambda params, X, Y, rate, epochs: params)
    assert slugs(report) == ["output-range"]
    assert report.findings[0].role == "decisive"
    assert "the outputs are no numbers" in report.findings[0].evidence
    assert "40 of 40 samples are no numbers" in report.plateau()
    assert not report.broken
    X, Y = two_sides(np.random.default_rng(0))
    found = clinic.checklist(X, Y, (np.ones((2, 1)), np.zeros(1)), predict)
    assert "40 of 40 are no numbers" in repr(found)


def test_a_training_that_ends_in_nan_is_said():
    def explodes(params, X, Y, rate, epochs):
        return tuple(np.full_like(p, np.nan) for p in params)

    report = of_one_unit(predict=lambda p, X: sigmoid(X @ p[0] / 100 + p[1]), train=explodes)
    assert "40 of 40 samples are no numbers" in report.plateau()
    last = report.findings[-1]
    assert (last.slug, last.role) == ("nothing-wrong-found", "not tried")
    assert (
        "40 of 40 samples are no numbers (nan or infinite). No experiment found why."
        in last.evidence
    )
    assert "harmless" not in repr(report)


def test_in_a_notebook_a_bar_moves_with_every_question(monkeypatch):
    shown, seen = [], []
    monkeypatch.setattr(progress_bar, "in_a_notebook", lambda: True)
    monkeypatch.setattr(progress_bar, "show", shown.append)
    monkeypatch.setattr(budget.Budget, "tell", after(budget.Budget.tell, shown, seen))
    clinic.examine(**escape_room.read(1).parts)
    assert [repr(bar) for bar in shown] == ["(examining)"]
    assert seen == sorted(seen)
    assert len(set(seen)) > 20
    assert shown[0].widget.layout.display == "none"


def after(tell, shown, seen):
    def told(self):
        tell(self)
        seen.append(shown[0].widget.value)

    return told
