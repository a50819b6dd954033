"""The line-up of six gradients: who is right, what each verdict is answered, and that nothing leaks."""

import numpy as np
import pytest

from nn_helpers import bugs, check, data, network
from nn_helpers.check.exercises import lesson_04_line_up
from nn_helpers.check.exercises.lesson_04_line_up import LINE_UP, RIGHT, VERDICTS

CHECK = check.find_the_gradient


def test_the_right_verdicts_pass():
    report = CHECK.report(dict(LINE_UP))
    assert report.passed
    assert report.mistake is None


@pytest.mark.parametrize("letter", LINE_UP)
@pytest.mark.parametrize("verdict", [RIGHT, *VERDICTS])
def test_one_wrong_verdict_is_set_beside_the_evidence(letter, verdict):
    if verdict == LINE_UP[letter]:
        return
    report = CHECK.report({**LINE_UP, letter: verdict})
    assert report.status == "wrong"
    assert report.mistake == f"{letter}-is-not-{verdict}"
    assert "5 of 6" in report.message
    assert lesson_04_line_up.in_words(CHECK.suspects[letter]) in report.message
    # It shows numbers, not the name of the mistake.
    assert LINE_UP[letter] == RIGHT or LINE_UP[letter] not in report.message


def test_no_two_verdicts_have_the_same_evidence():
    told = [
        lesson_04_line_up.in_words(lesson_04_line_up.gradients_named(verdict))
        for verdict in (RIGHT, *VERDICTS)
    ]
    assert len(set(told)) == len(told)


def test_one_output_hides_one_suspect_and_two_outputs_none():
    def agreeing(params, X, Y):
        right = network.gradients(params, X, Y)
        return [
            letter
            for letter, suspect in CHECK.suspects.items()
            if all(map(np.allclose, suspect(params, X, Y), right))
        ]

    rng = np.random.default_rng(0)
    right = next(letter for letter, who in LINE_UP.items() if who == RIGHT)
    hidden = next(letter for letter, who in LINE_UP.items() if who == "leaked-index")
    one, two = (network.initialise(rng, 1, outputs=n) for n in (1, 2))
    assert agreeing(one, *data.xor()) == sorted([right, hidden])
    assert agreeing(two, *data.xor_and_and()) == [right]


def test_the_suspects_names_tell_nothing():
    for letter, suspect in CHECK.suspects.items():
        assert suspect.__name__ == f"suspect_{letter}"
        assert "gradients" not in repr(suspect)


@pytest.mark.parametrize("answer", [..., None, dict.fromkeys(LINE_UP, ...)])
def test_no_verdict_is_no_attempt(answer):
    assert CHECK.report(answer).status == "not attempted"


@pytest.mark.parametrize(
    "answer",
    [
        "E",
        {},
        {"E": "right"},
        {**LINE_UP, "G": "right"},
        {**LINE_UP, "A": ...},
        {**LINE_UP, "A": "mean"},
        {**LINE_UP, "A": ["right"]},
    ],
)
def test_another_form_is_explained(answer):
    report = CHECK.report(answer)
    assert report.status == "wrong"
    assert report.mistake == "other-form"
    assert (
        "expected" in report.message or "keys" in report.message or "no verdict" in report.message
    )


def test_every_verdict_is_a_bug_of_the_zoo():
    known = {bug.slug for bug in bugs.zoo("gradients")}
    assert set(VERDICTS) < known
    assert set(LINE_UP.values()) - {RIGHT} < set(VERDICTS)  # some verdicts are nobody's


def test_hints_come_closer_and_the_last_one_stays():
    fresh = lesson_04_line_up.FindTheGradient()
    given = [fresh.hint() for _ in range(5)]
    assert len(set(given)) == len(fresh.hints)
    assert given[-1] == given[-2]
    assert not any(verdict in hint for hint in given for verdict in VERDICTS)


def test_a_pass_is_remembered(tmp_path, monkeypatch):
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "saved.jsonl"))
    assert CHECK(dict(LINE_UP)).passed
    assert "[x] find_the_gradient" in repr(check.progress())
