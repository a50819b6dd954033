"""The exercises of the trial: every charge tried, every list of repairs, every bug that may be left."""

from itertools import combinations, product

import numpy as np
import pytest

from nn_helpers import ablation, bugs, case, check, network, saved_work
from nn_helpers.bugs import program
from nn_helpers.check.exercises import lesson_10

RIGHT = {"rises": "order", "equal": "predict", "fails": lesson_10.NONE_ALONE}
SMALLEST = {"rate", "epochs", "predict"}


def test_one_charge_sheet_of_all_passes():
    names = (*ablation.REPAIRS, lesson_10.NONE_ALONE)
    for charges in product(names, repeat=3):
        answer = dict(zip(RIGHT, charges, strict=True))
        report = check.causes.report(answer)
        assert report.passed == (answer == RIGHT), answer


@pytest.mark.parametrize("symptom", RIGHT)
@pytest.mark.parametrize("charge", [*ablation.REPAIRS, lesson_10.NONE_ALONE])
def test_a_wrong_charge_is_set_beside_the_experiment(symptom, charge):
    report = check.causes.report({**RIGHT, symptom: charge})
    if charge == RIGHT[symptom]:
        return
    assert report.status == "wrong"
    assert report.lines[0].startswith(f"Right: 2 of 3 charges. The first that is not: {symptom}.")
    assert report.mistake.startswith(f"{symptom}-is-not-")
    assert "As posted" in report.lines[1]
    assert report.lines[-1].endswith("?")
    assert f'"{RIGHT[symptom]}"' not in report.message


@pytest.mark.parametrize(
    "answer",
    ["order", {}, {"rises": "order"}, {**RIGHT, "more": "rate"}, {**RIGHT, "rises": ...},
     {**RIGHT, "rises": "Order"}, {**RIGHT, "rises": ["order"]}, {**RIGHT, "rises": None}, print],
)  # fmt: skip
def test_another_form_is_explained(answer):
    report = check.causes.report(answer)
    assert report.status == "wrong"
    assert report.mistake == "other-form"


@pytest.mark.parametrize("answer", [..., None, dict.fromkeys(RIGHT, ...)])
def test_no_charge_is_no_attempt(answer):
    assert check.causes.report(answer).status == "not attempted"


def test_one_list_of_repairs_of_all_passes_in_any_form_and_order():
    for count in range(7):
        for names in combinations(ablation.REPAIRS, count):
            assert check.smallest_repair.report(names).passed == (set(names) == SMALLEST), names
    for answer in (list(SMALLEST), SMALLEST, ["predict", "epochs", "rate", "rate"]):
        assert check.smallest_repair.report(answer).passed


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        ([], "does-not-learn"),
        (["rate"], "does-not-learn"),
        (["rate", "epochs"], "not-seen"),
        (["order", "rate", "epochs", "predict"], "too-few-learn"),
        (["order", "scale", "rate", "epochs", "predict"], "not-the-smallest"),
        (list(ablation.REPAIRS), "not-the-smallest"),
        ("rate", "other-form"),
        (["rates"], "other-form"),
        (3, "other-form"),
        (print, "other-form"),
        ([["rate"]], "other-form"),
    ],
)
def test_a_list_that_is_too_short_or_too_long_is_told_so(answer, mistake):
    report = check.smallest_repair.report(answer)
    assert report.status == "wrong"
    assert report.mistake == mistake


@pytest.mark.parametrize(
    "bug",
    [b for b in bugs.family("repaired") if b.slug.split("-and-")[0] in program.LEFT],
    ids=lambda bug: bug.slug,
)
def test_the_bugs_that_are_left_in_the_program_are_named(bug):
    report = check.repaired.report(bug.function)
    assert report.status == "wrong"
    assert report.mistake == bug.slug
    left = bug.slug.split("-and-")
    assert f"{3 - len(left)} of 3 repaired" in report.message
    assert all(program.LEFT[name] in report.message for name in left)
    assert ("Likely cause: " in report.message) == (len(left) == 1)
    assert "-and-" not in report.message
    assert report.lines[-1].endswith("?")


def test_the_blame_moved_up_and_the_line_of_b1_forgotten_is_seen():
    """The first natural repair: it cures W1, and leaves b1 with the updated W2 and the last k."""

    def repaired(params, X, Y, learning_rate, epochs):
        W1, b1, W2, b2 = (np.array(p) for p in params)
        for _epoch in range(epochs):
            for sample in range(X.shape[1]):
                x, y = X[:, [sample]], Y[:, [sample]]
                _, A1, _, A2 = network.forward((W1, b1, W2, b2), x)
                error = A2 - y
                blame = W2.T @ error * A1 * (1 - A1)
                W2 -= learning_rate * error @ A1.T
                for k in range(len(W2)):
                    b2[k] -= learning_rate * error[k]
                W1 -= learning_rate * blame @ x.T
                b1 -= learning_rate * W2[[k]].T * error[k] * A1 * (1 - A1)
        return network.Params(W1, b1, W2, b2), network.predict((W1, b1, W2, b2), X)

    report = check.repaired.report(repaired)
    assert report.mistake == f"{program.HALF}-and-leaked-index"
    assert "W1 gets the right share now" in report.message


def test_other_mistakes_get_no_false_name():
    def uphill(params, X, Y, learning_rate, epochs):
        return case.program(params, X, Y, -learning_rate, epochs)

    def in_place(params, X, Y, learning_rate, epochs):
        end, answers = case.program(params, X, Y, learning_rate, epochs)
        params.W1[:] = end.W1
        return end, answers

    def thresholded(params, X, Y, learning_rate, epochs):
        end, answers = case.program(params, X, Y, learning_rate, epochs)
        return end, answers > 0.5

    def one_epoch_too_many(params, X, Y, learning_rate, epochs):
        return case.program(params, X, Y, learning_rate, epochs + 1)

    for function, name in ((uphill, "uphill"), (one_epoch_too_many, "off-by-one"),
                           (lambda *_: 0, None), (thresholded, "thresholded")):  # fmt: skip
        report = check.repaired.report(function)
        assert report.status == "wrong"
        assert report.mistake == name
    assert check.repaired.report(in_place).mistake == "changes-arguments"


def test_what_was_passed_is_remembered():
    check.causes(RIGHT)
    check.smallest_repair(sorted(SMALLEST))
    assert saved_work.read()["answers"]["causes"] == RIGHT
    assert "[x] causes  [x] smallest_repair" in repr(check.progress())
