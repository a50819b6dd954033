import itertools
import re
import tomllib

import jupytext
import pytest
from support import ROOT

from nn_helpers import quiz, saved_work

FILES = sorted((ROOT / "nn_helpers" / "questions").glob("*.toml"))
QUESTIONS = {
    f"{file.name[:2]}.{key}": question
    for file in FILES
    for key, question in tomllib.loads(file.read_text(encoding="utf-8")).items()
}
ASKED = [
    name
    for source in sorted((ROOT / "notebooks" / "sources").glob("*.py"))
    for name in re.findall(r'quiz\.ask\("([^"]+)"', source.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_one_right_option_and_a_reply_for_each(name):
    options = QUESTIONS[name]["options"]
    assert 3 <= len(options) <= 5
    assert sum(option.get("right", False) for option in options) == 1
    assert len({option["reply"] for option in options}) == len(options)
    assert set().union(*options) <= {"text", "reply", "right"}
    assert len({option["text"] for option in options}) == len(options)
    assert "?" in QUESTIONS[name]["prompt"]
    # The texts are shown as they are, in a widget and as plain text: markup would stay visible.
    texts = [
        QUESTIONS[name]["prompt"],
        *(o["text"] for o in options),
        *(o["reply"] for o in options),
    ]
    assert not [text for text in texts if re.search(r"\*\*|`|\$\w|</?\w+>", text)]


def test_every_question_is_asked_and_every_asked_question_exists():
    assert sorted(ASKED) == sorted(QUESTIONS)


def places():
    """Each question with the heading above it and the cell that follows."""
    for source in sorted((ROOT / "notebooks" / "sources").glob("*.py")):
        cells, heading = jupytext.read(source).cells, ""
        for cell, after in itertools.pairwise(cells):
            if cell.cell_type == "markdown":
                heading = ([heading, *re.findall(r"^#+ (.*)", cell.source, re.MULTILINE)])[-1]
            asked = re.search(r'^quiz\.ask\("([^"]+)"', cell.source)
            if asked:
                yield asked[1], heading, after


@pytest.mark.parametrize(("name", "heading", "after"), [*places()])
def test_a_question_asks_to_predict_where_something_runs_and_else_to_decide(name, heading, after):
    opening = quiz.ask(name).opening
    if heading.startswith("Exercise"):
        assert opening == "Decide"
    elif after.cell_type == "code":
        assert opening == "Predict"
    assert repr(quiz.ask(name)).startswith(f"{opening}. ")
    assert f"<b>{opening}.</b>" in quiz.ask(name).widget.children[0].value


@pytest.fixture
def question():
    return quiz.ask("00.longer")


def test_choosing_an_option_shows_its_reply_and_marks_it_in_words(question):
    for letter, button in zip("abcd", question.buttons, strict=True):
        button.click()
        assert question.answer == letter
        expected = "Yes." if letter == "c" else "Not quite."
        assert question._reply.value.count(expected) == 1
        assert 'aria-live="polite"' in question._reply.value
        marked = [b for b in question.buttons if "nn-chosen" in b._dom_classes]
        assert marked == [button]
        mark = "✓" if letter == "c" else "–"
        assert button.description == f"{mark} {letter}) {question.options[letter]['text']}"
        assert sum(b.description[0] in "✓–" for b in question.buttons) == 1


def test_a_whole_answer_is_a_button(question):
    for letter, button in zip("abcd", question.buttons, strict=True):
        assert button.description == f"{letter}) {question.options[letter]['text']}"


def test_a_chosen_answer_comes_back_after_a_restart(question):
    assert question.answer is None
    question.buttons[1].click()
    question.buttons[2].click()
    again = quiz.ask("00.longer")
    assert again.answer == "c"
    assert again.buttons[2].description.startswith("✓ c) ")
    assert "Yes." in again._reply.value
    assert repr(again) == repr(question)
    assert quiz.ask(sorted(QUESTIONS)[-1]).answer is None


def test_an_answer_of_a_renumbered_lesson_is_kept_under_todays_name():
    first = quiz.ask("09.left_out")
    first.buttons[0].click()
    assert quiz.ask("10.left_out").answer == "a"


def test_a_renamed_question_is_found_by_its_old_name_and_keeps_its_answer():
    saved_work.update("answers", "08.alias", "b")
    assert quiz.ask("08.kept").answer == "b"
    assert quiz.ask("08.alias").name == "08.kept"
    quiz.ask("08.kept").buttons[2].click()
    assert quiz.ask("08.alias").answer == "c"
    for old, today in quiz.RENAMED_QUESTIONS.items():
        assert not [name for name in QUESTIONS if name.endswith(f".{old}")]
        assert [name for name in QUESTIONS if name.endswith(f".{today}")]


def test_a_kept_answer_that_is_no_option_any_more_is_left_alone():
    saved_work.update("answers", "00.longer", "z")
    assert quiz.ask("00.longer").answer is None


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(monkeypatch, tmp_path, question):
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "missing" / "file"))
    question.buttons[2].click()
    assert "Yes." in question._reply.value


def test_the_text_form_needs_no_widget(question):
    assert repr(question).startswith("Predict. The program runs on")
    assert "  d) Become nan" in repr(question)
    assert quiz.ask("00.longer", "C").startswith("Yes.")
    bundle, _ = question._repr_mimebundle_()
    assert bundle["text/plain"] == repr(question)
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_unknown_names_and_answers_say_what_there_is():
    with pytest.raises(KeyError, match=r"00\.longer"):
        quiz.ask("00.nonsense")
    with pytest.raises(KeyError, match="none for this lesson"):
        quiz.ask("77.nonsense")
    for name in ("0.longer", ".longer", "longer"):
        with pytest.raises(KeyError, match="none for this lesson"):
            quiz.ask(name)
    with pytest.raises(ValueError, match="choose from a, b, c, d"):
        quiz.ask("00.longer", "z")


def test_hypotheses_are_saved_and_come_back():
    first = quiz.hypotheses()
    first.boxes["rate"].value = True
    first.own_words.value = "with rate 1 it learns"
    assert "Saved." in first._suspects_saved.value
    again = quiz.hypotheses()
    assert again.boxes["rate"].value
    assert not again.boxes["cost"].value
    assert "[x] The learning rate does not fit." in repr(again)
    assert "with rate 1 it learns" in repr(again)
    again.boxes["rate"].value = False
    assert saved_work.read()["hypotheses"]["rate"] is False


FINDINGS = {name: f"Finding on {name}." for name in quiz.SUSPECTS}


def test_the_verdict_begins_with_the_learners_own_suspects():
    shown = quiz.hypotheses()
    shown.boxes["rate"].value = shown.boxes["order"].value = True
    shown.boxes["order"].value = False
    shown.own_words.value = "<it> learns"
    verdict = quiz.verdict(FINDINGS)
    assert verdict.named == ["rate"]
    assert len(verdict.others) == len(quiz.SUSPECTS) - 1
    first, suspected, suspect, finding, rest = repr(verdict).splitlines()[:5]
    assert first == 'In your own words: "<it> learns"'
    assert suspected == "You suspected:"
    assert suspect.strip() == quiz.SUSPECTS["rate"]
    assert finding.strip() == "Finding on rate."
    assert rest == "Not on your list:"
    assert "&lt;it&gt; learns" in verdict._repr_html_()
    assert all(finding in verdict._repr_html_() for finding in FINDINGS.values())


def test_the_verdict_is_whole_when_nothing_was_kept():
    text = repr(quiz.verdict(FINDINGS))
    assert text.startswith("No list from lesson 00 is kept here.")
    assert all(finding in text for finding in FINDINGS.values())
    assert "You suspected" not in text


def test_a_verdict_on_words_alone_names_nobody():
    quiz.hypotheses().own_words.value = "with rate 1 it learns"
    assert "You ticked nobody in lesson 00.\nNot on your list:" in repr(quiz.verdict(FINDINGS))


def test_a_verdict_leaves_nobody_out():
    with pytest.raises(ValueError, match="one sentence for each of forward"):
        quiz.verdict({"rate": "Too small."})


def test_a_read_only_folder_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "missing" / "file"))
    shown = quiz.hypotheses()
    shown.boxes["cost"].value = True
    assert "cannot be written" in shown._suspects_saved.value
