"""Near zero every smooth curve looks straight: no network that bends may be said not to bend."""

import numpy as np
import pytest
from clinic import narrow_inputs as programs

from nn_helpers import clinic
from nn_helpers.clinic import exact, fit, roles, straight
from nn_helpers.clinic.budget import Budget
from nn_helpers.clinic.calls import quiet
from nn_helpers.clinic.examination import admitted
from nn_helpers.clinic.finding import DECISIVE, MASKED, NOT_TRIED, Finding
from nn_helpers.clinic.patient import Patient
from nn_helpers.clinic.trials import Rate, Trials

STRAIGHT = (
    programs.no_hidden_layer_divided,
    programs.two_straight_layers_divided,
    programs.straight_in_plain_python,
)
IN_A_ROW = (programs.classes_in_a_row_with_a_wrong_sign, programs.classes_in_a_row_hardly_trained)
BENDING = [
    build
    for build in (*programs.BENDS_WITH_A_WRONG_GRADIENT, *programs.BENDS)
    if build not in IN_A_ROW
]
FUNCTIONS = ("predict", "cost", "gradients", "step", "train")


def each(builds):
    return pytest.mark.parametrize("build", builds, ids=lambda build: build.__name__)


def patient_of(build):
    parts = build()
    functions = {name: parts.get(name) for name in FUNCTIONS}
    given = (parts[name] for name in ("X", "Y", "params"))
    program = admitted(*given, functions, parts["rate"], parts["epochs"])
    return Patient(program, np.random.default_rng(0))


def asked(question, patient, *more):
    with quiet(), np.errstate(all="ignore"):
        return question(patient, *more)


@each(BENDING)
def test_a_network_that_bends_far_from_zero_is_not_called_straight(build):
    assert not asked(straight.is_affine, patient_of(build))


@each((*STRAIGHT, *IN_A_ROW))
def test_a_network_without_a_bend_is_called_straight(build):
    assert asked(straight.is_affine, patient_of(build))


def test_without_time_nothing_is_proved():
    patient = patient_of(programs.no_hidden_layer_divided)
    assert not asked(straight.is_affine, patient, lambda: False)


def test_one_softmax_is_credited_with_classes_in_a_row():
    patient = patient_of(programs.classes_in_a_row_hardly_trained)
    assert straight.straight_best(patient) >= patient.task.level()


@pytest.mark.parametrize("by", [0.01, 1, 100, 10_000])
def test_the_size_at_which_answers_bend_follows_what_predict_divides_by(by):
    def build():
        return programs.deep_tanh_divided(by)

    patient = patient_of(build)
    X, _, _ = fit.prepared(patient, patient.model)
    size = asked(straight.bending_size, patient, X)
    assert 0.05 < size / by < 20


def test_a_fit_finds_weights_behind_a_division():
    patient = patient_of(programs.divided_with_a_wrong_sign)
    reached = asked(fit.best_fit, patient, Budget(60))
    assert reached.learned


@each(programs.BENDS_WITH_A_WRONG_GRADIENT)
def test_the_wrong_gradient_comes_first(build):
    report = clinic.examine(**build(), seconds=3.0)
    assert report.findings[0].slug == "gradient-wrong", report
    assert "cannot-represent" not in {f.slug for f in report.findings}, report
    assert not report.broken


@each(programs.BENDS)
def test_no_network_that_could_is_said_not_to_represent_it(build):
    report = clinic.examine(**build(), seconds=3.0)
    assert "cannot-represent" not in {f.slug for f in report.findings}, report
    assert not report.broken


@each(STRAIGHT)
def test_a_network_that_cannot_bend_is_still_told(build):
    first = clinic.examine(**build()).findings[0]
    assert (first.slug, first.role) == ("cannot-represent", DECISIVE)


@pytest.mark.parametrize(("role", "told"), [(NOT_TRIED, MASKED), (MASKED, DECISIVE)])
def test_no_lack_of_bends_decides_while_a_wrong_gradient_is_untried(role, told):
    patient, budget = patient_of(programs.no_hidden_layer_divided), Budget(30)
    wrong = Finding("gradient-wrong", "", "", role=role, repair="gradient", weight=6.5)
    trials, log = Trials(patient, budget), exact.Log(budget)
    base = Rate(0, 8, 0.5)
    (found,) = asked(lambda p: roles.search(p, trials, [wrong], base, log), patient)
    assert (found.slug, found.role) == ("cannot-represent", told)
