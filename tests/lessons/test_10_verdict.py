"""The numbers in the prose and the questions of lesson 10, and the tests of its page, run."""

import re

import nbformat
import numpy as np
import pytest
from machines.stored import texts

from nn_helpers import (
    ablation,
    check,
    data,
    network,
    own_functions,
    plots,
    quiz,
)
from nn_helpers.clinic.checklist import QUESTIONS
from nn_helpers.course import build
from nn_helpers.training import sweep

X, Y = data.xor()
SOURCE = next(source for source in build.sources() if source.stem.startswith("10"))


@pytest.fixture(scope="module")
def tried():
    return ablation.run(seeds=200)


def test_the_table_of_suspects_is_the_trial():
    text = SOURCE.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^# \| `(\w+)` \| (.+?) \| \d\d \|$", text, re.MULTILINE))
    assert tuple(rows) == ablation.REPAIRS
    for name, levels in (
        ("rate", ablation.RATE_REPAIR),
        ("scale", ablation.SCALE_REPAIR),
        ("epochs", ablation.EPOCHS_REPAIR),
    ):
        assert rows[name] == " | ".join(f"{level:g}" for level in levels)
    assert 2 ** len(ablation.REPAIRS) * 200 == 12_800


def test_as_posted_every_seed_shows_every_symptom(tried):
    assert tried.share([], "rises") == tried.share([], "equal") == 1
    assert tried.share([], "learned") == 0


def test_the_acquittal_of_the_forward_pass_says_what_was_measured():
    cells = nbformat.read(build.solved_path(SOURCE), as_version=4).cells
    shown = "\n".join(texts(cell) for cell in cells if cell.cell_type == "code")
    counted = re.search(r"solved without a gradient: (\d+) of 20", shown)[1]
    assert f"solved XOR with it in {counted} of 20 searches" in shown


def test_each_symptom_by_itself(tried):
    rises = {name: tried.share([name], "rises") for name in ablation.REPAIRS}
    assert rises["order"] == 0
    assert 0 < rises["rate"] < 0.05  # "it nearly does so too"
    assert 0.05 < rises["scale"] < 0.25
    for more in ((), ("rate",), ("scale",), ("rate", "scale")):
        assert tried.share(("order", *more), "rises") == 0
    equal = {name: tried.share([name], "equal") for name in ablation.REPAIRS}
    assert equal == {name: float(name != "predict") for name in ablation.REPAIRS}
    assert tried.share(["predict"], "alike") == 1
    assert not any(tried.alone().values())


def test_alone_and_left_out(tried):
    learned, seen = tried.left_out(), tried.left_out("seen")
    every = tried.share(ablation.REPAIRS)
    assert round(100 * every) == 68  # the question "best" names it
    assert [name for name, share in learned.items() if share == 0] == ["rate", "epochs"]
    assert learned["index"] == learned["predict"] == every
    assert seen["predict"] == 0
    assert 0.4 < learned["order"] / every < 0.7  # "about half as many" in the question left_out
    assert 0.1 < learned["scale"] < 0.3


def test_every_combination(tried):
    assert max(tried.combinations(), key=lambda pair: pair[1])[0] == ("rate", "epochs")
    pair, three = tried.share(["rate", "epochs"]), tried.share(["rate", "scale", "epochs"])
    assert pair > tried.share(ablation.REPAIRS) + 0.05 > three
    # the question "best" and its replies
    assert round(100 * pair) == 78
    assert round(100 * tried.share(["order", "rate", "epochs"])) == 18
    assert round(100 * three) == 39
    assert tried.share(["predict", "rate", "epochs"], "seen") == pair
    # "index and predict change nothing that a network with one output learns"
    for axis in (1, 2):
        assert np.array_equal(*np.moveaxis(tried.learned, axis, 0))


def test_the_picture_of_combinations_has_a_dot_for_each_repair_and_a_bar_for_each_row():
    fig, axes = plots.figure(2)
    drawn = plots.combinations(axes, ["a", "b"], [(), ("b",), ("a", "b")], [0, 0.25, 1])
    dots, *rest = drawn.artists
    assert sorted(zip(*dots.get_data(), strict=True)) == [(0, 2), (1, 1), (1, 2)]
    assert [bar.get_width() for bar in rest[:3]] == [0, 0.25, 1]
    assert [text.get_text() for text in rest[3:]] == ["0 %", "25 %", "100 %"]
    assert axes[0].get_ylim() == axes[1].get_ylim() == (2.5, -0.5)  # from the top down
    assert plots.captioned(fig, "words").png().startswith(b"\x89PNG")


def test_the_bug_helps_at_one_rate_and_ruins_at_twice_the_rate():
    shares = {
        rate: [
            sweep.run(rate, 0.12, 200, 1000, per_sample=True, bugs=which).success[0, 0]
            for which in (("stale-weights",), ())
        ]
        for rate in (0.5, 1.0)
    }
    assert shares[0.5][0] > shares[0.5][1] + 0.4
    assert shares[1.0][0] < 0.03 < shares[1.0][1]
    ends = sweep.census(sweep.run(0.5, 0.12, 200, 1000, per_sample=True))
    assert ends["ln 3 + 2 ln 1.5"] > 140  # "most repaired runs"
    stale = sweep.run(0.5, 0.12, 200, 1000, per_sample=True, bugs=("stale-weights",))
    assert sweep.census(stale)["ln 3 + 2 ln 1.5"] < 5  # "carry them past that place"


def test_the_lab_has_few_cells_in_which_the_bug_helps():
    rates, scales = (0.01, 0.03, 0.1, 0.3, 1, 3, 10), (0.05, 0.12, 0.3, 0.5, 1, 2, 4, 8)
    assert len(rates) * len(scales) == 56
    stale, right = (
        sweep.run(rates, scales, 100, 1000, per_sample=True, bugs=which).success
        for which in (("stale-weights",), ())
    )
    helped = np.argwhere(stale > right + 0.05)
    assert [(rates[i], scales[j]) for i, j in helped] == [(0.3, 0.05), (0.3, 0.12)]
    few = sweep.run(rates, scales, 20, 1000, per_sample=True, bugs=("stale-weights",)).success
    assert [rate for rate in rates if few[rates.index(rate), 1] >= 0.5] == [0.3]  # 30 times 0.01
    assert (right[rates.index(3), 1:] > stale[rates.index(3), 1:] + 0.15).all()


def test_the_question_about_the_whole_program():
    assert 0.85 < sweep.run(1, 0.5, 1000, 2000).success[0, 0] < 0.95  # "about nine in ten"
    ends = sweep.census(sweep.run(1, 0.5, 1000, 2000))
    assert ends["2 ln 2"] + ends["ln 3 + 2 ln 1.5"] > 0.9 * (1000 - ends["0"])
    text = own_functions.program(own_functions.functions())
    assert sum(bool(line.strip()) for line in text.splitlines()) == 30


def test_the_program_to_repair_has_all_three_bugs_and_its_solution_none():
    notebooks = {"given": build.learner(SOURCE), "solved": build.unexecuted(SOURCE)}
    reports = {}
    for name, notebook in notebooks.items():
        cell = next(c for c in notebook.cells if c.id == "exercise-repaired")
        space = {"np": np, "network": network}
        exec(cell.source, space)
        reports[name] = check.repaired.report(space["repaired"])
    assert reports["given"].mistake == "stale-weights-and-leaked-index-and-reads-global"
    assert "0 of 3 repaired" in reports["given"].message
    assert reports["solved"].passed


def test_every_suspect_of_lesson_00_gets_a_finding():
    text = SOURCE.read_text(encoding="utf-8")
    assert all(f'# "{name}":' not in text and f'"{name}":' in text for name in quiz.SUSPECTS)


# The page "When a network does not learn" ------------------------------------------------------


def test_the_questions_have_the_numbers_by_which_the_lesson_calls_them():
    """What each of them finds is tested with the checklist."""
    number = {ask.__name__: n for n, ask in enumerate(QUESTIONS.values(), 2)}
    called = {"shapes": 2, "cost_falls": 8, "slopes_agree": 9, "hidden_units": 6, "straight": 10,
              "follows_inputs": 5, "apart": 7, "five_by_heart": 12}  # fmt: skip
    assert called.items() <= number.items()
    assert all(number[ask] > 10 for ask in ("one_by_heart", "five_by_heart", "all_right"))
    text = " ".join(re.sub(r"^# ?", "", SOURCE.read_text(encoding="utf-8"), flags=re.M).split())
    said = (
        "met `predict` at question 5, the stale weights at 10, the settings at 12.",
        "Question 5 says LOOK once more",
        "Up to 10 nothing is trained.",
        "the leaked index at 9.",
    )
    for sentence in said:
        assert sentence in text
