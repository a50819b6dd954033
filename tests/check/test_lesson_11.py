"""The checks of the rooms: any repair that works passes, and a wrong cause meets its experiment."""

import re

import numpy as np
import pytest

from nn_helpers import check, clinic, escape_room, saved_work
from nn_helpers.check.exercises import lesson_11
from nn_helpers.course import build

SOURCE = next(source for source in build.sources() if source.stem.startswith("11"))


def solutions():
    """The answers of the solved notebook, by the name of the exercise."""
    space = {}
    for cell in build.unexecuted(SOURCE).cells:
        if "exercise" in build.tags(cell):
            exec(cell.source, space)
    return {name: space[name] for name in space if name.startswith("room_")}


ANSWERS = solutions()
FIRST = "error = (Y - predict(params, X)) / len(X)"
DOWN = "error = (predict(params, X) - Y) / len(X)"


def report(number, cause, change):
    return getattr(check, f"room_{number}").report({"cause": cause, "change": change})


@pytest.mark.parametrize("name", ANSWERS)
def test_the_solution_passes(name):
    assert getattr(check, name).report(ANSWERS[name]).passed


OTHER_REPAIRS = {
    1: {"params[name] = params[name] - rate * grads[name]": "params[name] = params[name] + rate * grads[name]"},
    2: {"hidden = [[middle for _ in range(INPUTS + 1)] for _ in range(HIDDEN)]":
        "hidden = [[rng.gauss(0, 1) if hasattr(rng, 'gauss') else rng.normal() for _ in range(3)] for _ in range(HIDDEN)]",
        "output = [middle for _ in range(HIDDEN + 1)]": "output = [rng.normal() for _ in range(HIDDEN + 1)]"},
    3: {"p = np.clip(outputs, 1e-9, 1 - 1e-9)": "p = np.clip(outputs, 1e-9, 1 - 1e-9)\nY = np.reshape(Y, p.shape)"},
    4: {"delta = W.T @ delta * (1 - sums[number - 1] ** 2)":
        "delta = W.T @ delta / np.cosh(sums[number - 1]) ** 2"},
    5: {"part = slice(batch, batch + BATCH)": "part = slice(batch * BATCH, batch * BATCH + BATCH)"},
    6: {"return np.asarray(X, dtype=float)": "return (np.asarray(X) - np.array([60, 12])) / np.array([40, 10])",
        "def sigmoid(z):\n    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))":
        "def sigmoid(z):\n    return (1 + np.tanh(z / 2)) / 2",
        'first = second @ net["second"].W.T * A * (A - 1)': 'first = -second @ net["second"].W.T * A * (A - 1)'},
}  # fmt: skip


@pytest.mark.parametrize("number", OTHER_REPAIRS)
def test_a_repair_written_differently_passes(number):
    found = report(number, ANSWERS[f"room_{number}"]["cause"], OTHER_REPAIRS[number])
    assert found.passed, found


@pytest.mark.parametrize("number", range(1, 7))
def test_what_the_clinic_finds_is_what_the_check_holds(number):
    """The key of a room agrees with an examination, which knows nothing of it."""
    found = clinic.examine(**escape_room.read(number).parts)
    assert found.verdict == "does not learn"
    named = [f.slug for f in found.findings if f.role in ("decisive", "masked")]
    held = getattr(check, f"room_{number}").held
    assert named[0] in set().union(*held)
    assert len(held) == (2 if number == 6 else 1)


@pytest.mark.parametrize("number", [1, 2, 4, 5])
def test_the_mended_program_is_healthy_for_the_clinic(number):
    mended = escape_room.read(number).mend(ANSWERS[f"room_{number}"]["change"])
    assert clinic.examine(**mended.parts).verdict == "learns"


def test_in_room_5_the_clinic_names_the_cause_alone():
    """Its own loop on shuffled samples learns, so neither a rate nor anything else stands behind."""
    found = clinic.examine(**escape_room.read(5).parts).findings
    assert [(f.slug, f.role) for f in found] == [("samples-left-out", "decisive")]
    mended = escape_room.read(5).mend(OTHER_REPAIRS[5])
    assert [f.slug for f in clinic.examine(**mended.parts).findings] == ["nothing-wrong-found"]


SCALED_BY_WHAT_IS_ASKED = "return (np.asarray(X) - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)"


@pytest.mark.parametrize(
    "scaled", [SCALED_BY_WHAT_IS_ASKED.replace(" + 1e-9", ""), SCALED_BY_WHAT_IS_ASKED]
)
def test_a_prediction_that_needs_the_other_samples_is_no_repair(scaled):
    change = {**ANSWERS["room_6"]["change"], "return np.asarray(X, dtype=float)": scaled}
    found = report(6, ANSWERS["room_6"]["cause"], change)
    assert found.mistake == "not-mended"
    assert "Examine the mended program" in found.message
    seen = clinic.examine(**escape_room.read(6).mend(change).parts).findings
    assert "samples-mixed" in [f.slug for f in seen]


def test_a_negative_rate_is_no_repair():
    found = report(1, "step-uphill", {"RATE, EPOCHS = 0.5, 600": "RATE, EPOCHS = -0.5, 600"})
    assert not found.passed
    assert "a rate is positive" in found.message


def test_in_the_last_room_each_fault_hides_the_other():
    room, change = escape_room.read(6), ANSWERS["room_6"]["change"]
    assert len(change) == 2
    for line, other in change.items():
        assert room.mend({line: other}).success().learned <= 2
        found = report(6, ANSWERS["room_6"]["cause"], {line: other})
        assert found.mistake == "not-mended"
    assert room.mend(change).success().learned == 8
    program, parts = room.program(), room.parts
    hidden, _ = program["forward"](parts["params"], parts["X"])
    assert np.mean(np.abs(hidden - 0.5) > 0.49) > 0.85  # "nine in ten"
    assert np.median(hidden * (1 - hidden)) < 1e-6


def test_half_of_the_last_room_leads_on():
    (line, other), _ = ANSWERS["room_6"]["change"].items()
    found = report(6, "inputs-not-scaled", {line: other})
    assert found.mistake == "not-mended"
    assert "What is left?" in found.message
    assert "gradient" not in found.message


def test_one_cause_named_for_two_is_not_all():
    found = report(6, "gradient-wrong", ANSWERS["room_6"]["change"])
    assert found.mistake == "cause-missing"
    assert "scaled" not in found.message


@pytest.mark.parametrize("number", range(1, 7))
def test_a_wrong_cause_is_refused_with_its_experiment(number):
    held = set().union(*getattr(check, f"room_{number}").held)
    change = ANSWERS[f"room_{number}"]["change"]
    for slug in ("train-forgets", "output-range"):
        found = report(number, slug, change)
        assert found.mistake == f"not-{slug}"
        assert escape_room.CAUSES[slug] in found.message
        assert not any(f'"{right}"' in found.message for right in held)


@pytest.mark.parametrize("slug", lesson_11.SETTINGS)
@pytest.mark.parametrize("number", [1, 4, 5])
def test_a_setting_named_as_the_cause_is_tried(number, slug):
    found = report(number, slug, ANSWERS[f"room_{number}"]["change"])
    assert found.mistake == f"not-{slug}"
    assert re.search(
        r"As it was found, but with \w+ times [\d.]+, 0 of 2 starts learn\.", found.message
    )


def test_a_right_cause_without_a_repair_says_so():
    found = report(1, "step-uphill", {"RATE, EPOCHS = 0.5, 600": "RATE, EPOCHS = 0.1, 600"})
    assert found.mistake == "not-mended"
    assert "The cause is right" in found.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "error = (predict(params, Z) - Y) / len(X)",
            "NameError: name 'Z' is not defined\nIn line",
        ),
        ("error = (predict(params, X) - Y", "no Python"),
        ("while True: pass", "still running"),
        ("raise SystemExit", "stops"),
    ],
)
def test_a_program_that_does_not_run_says_where(line, said, monkeypatch):
    monkeypatch.setattr(lesson_11, "SECONDS", 0.3)
    monkeypatch.setattr(lesson_11, "TIMES_AS_LONG", 0)
    found = report(1, "step-uphill", {FIRST: line})
    assert found.mistake == "does-not-run"
    assert said in found.message


def test_where_the_machine_is_slow_a_mended_program_may_take_longer(monkeypatch):
    monkeypatch.setattr(lesson_11, "SECONDS", 0.001)
    monkeypatch.setattr(lesson_11, "TIMES_AS_LONG", 50)
    assert report(1, "step-uphill", {FIRST: DOWN}).passed


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"cause": "step-uphill"}, "change is missing"),
        ({"cause": "uphill", "change": {FIRST: DOWN}}, "expected a name from"),
        ({"cause": [], "change": {FIRST: DOWN}}, "expected a name from"),
        ({"cause": 3, "change": {FIRST: DOWN}}, "expected a name from"),
        ({"cause": "step-uphill", "change": ...}, "no value yet"),
        ({"cause": "step-uphill", "change": {}}, "change is a dict"),
        ({"cause": "step-uphill", "change": {"no such line": "x"}}, "No line reads"),
        (lambda *_: 0, "expected a dict with the keys"),
    ],
)
def test_another_form_is_refused_in_words(answer, said):
    found = check.room_1.report(answer)
    assert found.mistake == "other-form"
    assert said in found.message


@pytest.mark.parametrize(
    "answer", [..., None, {"cause": ..., "change": ...}, {"cause": [..., ...], "change": ...}]
)
def test_a_gap_is_not_attempted(answer):
    assert check.room_6.report(answer).status == "not attempted"


@pytest.mark.parametrize("number", range(1, 7))
def test_answers_learned_by_heart_do_not_pass(number):
    """New samples are asked about, so a table of the training's labels is worth little."""
    room = escape_room.read(number)
    lines = [line for line in room.source.splitlines() if line.startswith("def predict(")]
    cheat = f"{lines[0]}\n    return np.ones((len(X), 1))\n\n\ndef unused(params, X):"
    if number == 2:
        cheat = cheat.replace("np.ones((len(X), 1))", "[[1.0] for _ in X]")
    found = report(number, ANSWERS[f"room_{number}"]["cause"], {lines[0]: cheat})
    assert not found.passed


def test_what_passed_is_kept_and_opens_the_door(tmp_path, monkeypatch):
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "saved.jsonl"))
    check.room_1(ANSWERS["room_1"])
    assert saved_work.read()["answers"]["room_1"] == ANSWERS["room_1"]
    assert isinstance(escape_room.enter(2), escape_room.Room)
    assert "[x] room_1" in repr(check.progress())


def test_asked_from_outside_no_program_runs_here():
    """As a judge asks who must run nothing of a student's: the answers come from elsewhere."""
    asked = []

    def answers(X, Y, new, seed):
        asked.append(seed)
        return np.zeros((len(new), 1))

    other = check.room_1.run_elsewhere(answers)
    bomb = {"cause": "step-uphill", "change": {FIRST: "raise SystemExit"}}
    assert other.report(bomb).mistake == "not-mended"
    assert asked == list(range(lesson_11.STARTS))
    assert check.room_1.outside is None
