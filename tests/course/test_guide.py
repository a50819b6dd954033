"""The teacher's guide: its tables are true, its commands and its worked example work as they stand."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

import nbformat
import pytest
from classroom import handed_in, solved, source, write
from support import ROOT

from nn_helpers import bugs, evolution, labs
from nn_helpers.course import launch, release
from nn_helpers.course.guide import lessons, mistakes, page, plans

TEXT = page.PAGE.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_table_is_what_the_lessons_and_the_catalogue_give():
    assert page.written(TEXT) == TEXT, "Run python3 -m nn_helpers build."


def test_a_page_without_a_part_is_refused():
    with pytest.raises(lessons.GuideError, match="it needs objectives"):
        page.written(TEXT.replace("<!-- begin: mistakes -->", ""))


def test_every_exercise_with_a_catalogue_has_its_common_mistakes():
    assert set(mistakes.COMMON) <= set(bugs.exercises())
    for exercise in bugs.exercises():
        rows = mistakes.common(exercise)
        assert len(rows) >= 3
        assert all(all(row) for row in rows), exercise
    graded = {name for lesson in lessons.lessons() for name in lesson.exercises}
    assert set(bugs.exercises()) <= graded
    assert mistakes.common("wire_xor") == []


def test_every_lesson_is_in_the_plans_once_and_no_session_is_too_long():
    minutes = page.core_minutes()
    plan = plans.sessions(minutes)
    placed = [number for taught, _, home in plan for number in (*taught, *home)]
    assert sorted(placed) == sorted(minutes)
    for taught, spent, _ in plan:
        assert spent == sum(minutes[number] for number in taught)
        assert spent <= plans.SESSION
    chosen, spent = plans.afternoon(minutes)
    assert {"00", "10"} <= set(chosen)
    assert spent == sum(minutes[number] for number in chosen) <= plans.AFTERNOON - plans.BREAKS


def test_a_question_at_a_lab_without_an_answer_is_noticed():
    source = next(path for path in lessons.build.sources() if path.stem.startswith("01"))
    with pytest.raises(lessons.GuideError, match='0 answers for the lab "01 neuron"'):
        lessons.read(source, {})


# What the answers say about a lab, and the setting at which its sentence shows it.
CLAIMS = {
    "00 the_case": (labs.the_case, {"learning_rate": 0.3, "repairs": "comment 2"}, "4 of 4"),
    "01 neuron": (labs.neuron, {"w1": 2, "w2": 2, "b": -3, "task": "AND"}, "4 of 4"),
    "05 training": (labs.training, {"seed": 2}, "10 gives 0.4997, 11 gives 0.5004"),
    "06 ratchet": (
        labs.ratchet,
        {"learning_rate": 0.3, "init_scale": 0.12, "seed": 0, "epochs": 1000},
        "With the stale update the printed cost ends at 0.0",
    ),
    "07 last_sample": (labs.last_sample, {"epochs": 3000}, "right for 4 of 4"),
    "08 evolution": (
        labs.evolution,
        {"hill_climb": evolution.hill_climb, "width": 0.03},
        "near 4 ln 2",
    ),
    "12 training": (labs.training, {"hidden": 3, "seed": 7}, "4 of 4"),
}


@pytest.mark.parametrize(("lab", "settings", "said"), CLAIMS.values(), ids=CLAIMS)
def test_what_the_answers_say_about_a_lab_is_so(lab, settings, said):
    assert said in lab(**settings).sentence


def heading_ids(text):
    """The anchors that a git host gives to headings. JupyterLab gives others."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_of_the_page_leads_somewhere():
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        path, _, anchor = target.partition("#")
        place = (page.PAGE.parent / path).resolve() if path else page.PAGE
        assert place.exists(), target
        if anchor:
            assert anchor in heading_ids(place.read_text(encoding="utf-8")), target


def test_students_do_not_get_the_page_nor_its_answers(tmp_path):
    assert release.main([str(tmp_path / "week1.zip")]) == 0
    assert release.main([str(tmp_path / "nbgrader"), "--nbgrader"]) == 0
    answer = lessons.lessons()[0].labs[0].answers[0]
    with zipfile.ZipFile(tmp_path / "week1.zip") as archive:
        handed_out = {name: archive.read(name) for name in archive.namelist()}
    for path in (tmp_path / "nbgrader").rglob("*"):
        handed_out[str(path)] = path.read_bytes() if path.is_file() else b""
    assert not [name for name in handed_out if "for_teachers" in name or "/guide" in name]
    assert not [name for name, content in handed_out.items() if answer.encode() in content]


# The commands of Sunday evening --------------------------------------------------------------------


def commands():
    """The commands that the page says are tested, in order: [(condition, command), ...]."""
    marked = re.findall(r"<!-- tested(?:: ([\w ]+))? -->\n```sh\n(.+)\n```", TEXT)
    assert len(marked) == 4
    return marked


def run(command, folder):
    """Run a command of the page in a folder, by this Python."""
    python, m, package, name, *rest = command.split()
    assert (python, m, package) == ("python3", "-m", "nn_helpers")
    assert name in launch.COMMANDS
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    options = ["--unprotected"] if name == "grade" else []
    return subprocess.run(
        [sys.executable, "-m", f"nn_helpers.course.{name}", *rest, *options],
        cwd=folder, env=env, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def from_moodle(path, notebooks):
    """Write the zip that Moodle gives to a teacher."""
    with zipfile.ZipFile(path, "w") as archive:
        for who, notebook in notebooks.items():
            name = f"{who}_assignsubmission_file_/03_backprop.ipynb"
            archive.writestr(name, json.dumps(notebook))


def test_the_commands_of_sunday_evening_do_what_the_page_says(tmp_path):
    (_, hand_out), (_, first), (condition, again), (later, late) = commands()
    run(hand_out, tmp_path)
    with zipfile.ZipFile(tmp_path / "week1.zip") as archive:
        given = archive.read("week1/notebooks/03_backprop.ipynb")
    uphill = source(solved(), "step").replace(" - ", " + ")
    handed_in_before = {
        "Ada Byron_11": solved(),
        "Bo Li_12": handed_in(step=uphill),
        "Cyd Day_13": json.loads(given),
    }
    from_moodle(tmp_path / "handed_in.zip", handed_in_before)
    run(first, tmp_path)
    to = tmp_path / "handed_in-graded"
    rows = {(row["student"], row["exercise"]): row for row in table(to / "grades.csv")}
    assert {rows["Ada Byron", name]["status"] for name in ("gradients", "step")} == {"passed"}
    assert rows["Bo Li", "step"]["mistake"] == "uphill"
    assert rows["Cyd Day", "step"]["status"] == "not attempted"
    files = {*re.findall(r"`([\w.]+\.(?:html|csv|txt|jsonl|json|zip))`", TEXT)} & {
        p.name for p in to.iterdir()
    }
    assert files == {p.name for p in to.iterdir() if p.is_file()}
    assert {p.stem for p in (to / "feedback").iterdir()} == {"Ada Byron", "Bo Li", "Cyd Day"}

    assert condition == "after a correction"
    rows["Bo Li", "step"] |= {"status": "passed", "note": "You showed me on paper."}
    with (to / "grades.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, next(iter(rows.values())).keys())
        writer.writeheader()
        writer.writerows(rows.values())
    said = run(again, tmp_path).stdout
    assert "3 of 3 were graded before." in said
    after = {(row["student"], row["exercise"]): row for row in table(to / "grades.csv")}
    assert after["Bo Li", "step"]["status"] == "passed"
    feedback = (to / "feedback" / "Bo Li.html").read_text(encoding="utf-8")
    assert "You showed me on paper." in feedback
    assert "Corrected by your teacher" in feedback

    assert later == "with one more"
    from_moodle(tmp_path / "handed_in_2.zip", {**handed_in_before, "Cyd Day_13": solved()})
    assert "2 of 3 were graded before." in run(late, tmp_path).stdout
    after = {(row["student"], row["exercise"]): row for row in table(to / "grades.csv")}
    assert after["Cyd Day", "step"]["status"] == after["Bo Li", "step"]["status"] == "passed"


def test_the_plain_way_gives_a_platform_messages_that_can_be_read(tmp_path):
    (command,) = re.findall(r"<!-- run by a test -->\n```sh\n(.+)\n```", TEXT)
    python, *rest = command.split()
    assert python == ".venv/bin/python"
    uphill = source(solved(), "step").replace(" - ", " + ")
    write(tmp_path / "unpacked" / "bo" / "03_backprop.ipynb", handed_in(step=uphill))
    write(tmp_path / "unpacked" / "cyd" / "03_backprop.ipynb", "{")
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    apart = ("--nbval-current-env", "--override-ini=addopts=", "-p", "no:cacheprovider")
    subprocess.run([sys.executable, *rest, *apart], cwd=tmp_path, env=env, capture_output=True,
                   check=False, timeout=600)  # fmt: skip
    cases = list(ET.parse(tmp_path / "results.xml").iter("testcase"))
    failed = [found.get("message") for case in cases for found in case.findall("failure")]
    assert len(failed) == 3
    assert not any("x1B" in message for message in failed)
    assert failed[-1].startswith("Notebook cell execution failed")
    assert "Not yet: step\n" in failed[-1]
    assert "Likely cause: uphill." in failed[-1]
    assert [found.get("message") for case in cases for found in case.findall("error")] == [
        "collection failure"
    ]


def test_the_page_explains_every_status():
    from nn_helpers.course.grading.results import STATUSES

    rows = re.findall(r"^\| ([a-z' ]+) \| .+ \| .*\|$", TEXT, re.MULTILINE)
    assert [row for row in rows if row in STATUSES] == list(STATUSES)


# The worked example --------------------------------------------------------------------------------

STEP = re.compile(
    r"^(New file|At the end of|In) `([^`\n]+)`(?:, after `([^`\n]+)`)?:\n\n```\w+\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the course in which every step of the worked example was done."""
    folder = tmp_path_factory.mktemp("course")
    left = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".nn_helpers*", "*.ipynb")
    for name in ("nn_helpers", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=left)
    steps = STEP.findall(TEXT.partition("## An exercise and a lesson of your own")[2])
    assert len(steps) == 7
    for kind, name, anchor, code in steps:
        path = folder / name
        if kind == "New file":
            assert not path.exists(), name
            path.write_text(code, encoding="utf-8")
            continue
        before = path.read_text(encoding="utf-8")
        if kind == "At the end of":
            path.write_text(before + code, encoding="utf-8")
        else:
            assert before.count(f"\n{anchor}\n") == 1, f"{name} has no line {anchor}"
            path.write_text(
                before.replace(f"\n{anchor}\n", f"\n{anchor}\n{code}"), encoding="utf-8"
            )
    return folder


def inside(copy, *command):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, env={**env, "PYTHONPATH": str(copy)},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


ASK = """
from nn_helpers import check
{answer}
report = check.accuracy(accuracy)
print(report.status, report.mistake)
print(report)
"""
STATES = {
    "unsolved": ("def accuracy(Y_hat, Y):\n    ...", "not attempted None", ""),
    "wrong": (
        "import numpy as np\ndef accuracy(Y_hat, Y):\n    return float(np.mean((Y_hat > 0.5) != (Y == 1)))",
        "wrong errors-counted",
        "What should come out for a perfect network: 0 or 1?",
    ),
    "right": (
        "def accuracy(Y_hat, Y):\n    return sum((a > .5) == (b == 1) for a, b in zip(Y_hat[0], Y[0])) / Y.size",
        "passed None",
        "It counts what is on the right side",
    ),
}


@pytest.mark.parametrize(("answer", "verdict", "words"), STATES.values(), ids=STATES)
def test_the_exercise_of_the_example_judges(copy, answer, verdict, words):
    said = inside(copy, "-c", ASK.format(answer=answer))
    assert said.startswith(verdict)
    assert words in said


def test_the_lesson_of_the_example_is_built_and_the_page_lists_it(copy):
    (name,) = re.findall(r"^python3 -m nn_helpers build (\d+)$", TEXT, re.MULTILINE)
    inside(copy, "-m", "nn_helpers.course.build", name)
    learner = nbformat.read(copy / "notebooks" / "13_accuracy.ipynb", as_version=4)
    texts = [cell.source for cell in learner.cells]
    assert not any("np.mean" in text for text in texts)
    assert any("...  # your code here" in text for text in texts)
    done = nbformat.read(copy / "notebooks" / "solutions" / "13_accuracy.ipynb", as_version=4)
    (checked,) = [cell for cell in done.cells if "check" in cell.metadata.get("tags", [])]
    assert checked.outputs[0]["data"]["text/plain"].startswith("Right: accuracy")
    inside(copy, "-m", "nn_helpers.course.guide.page")
    after = (copy / "notebooks" / "for_teachers.md").read_text(encoding="utf-8")
    assert "</summary>\n\n\n" not in after  # a fold with nothing in it
    assert "[13 Accuracy: right or wrong](13_accuracy.ipynb)" in after
    assert re.search(r"^\| 4 \| 10\b.*\b13\b", after, re.MULTILINE)
