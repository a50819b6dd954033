"""What students get: everything that a lesson needs, and no solution."""

import json
import os
import shlex
import subprocess
import sys
import tomllib
import zipfile

import pytest
from classroom import solved, source
from support import ROOT

from nn_helpers.course import launch, release
from nn_helpers.course.grading import lesson


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """What ``release`` writes, once."""
    to = tmp_path_factory.mktemp("release") / "course"
    assert release.main([str(to)]) == 0
    return to


def test_all_that_a_lesson_needs_is_there(handed_out):
    names = {path.name for path in handed_out.iterdir()}
    assert names == {
        "notebooks", "nn_helpers", "binder", "requirements.txt", "pyproject.toml", "README.md",
        "LICENSE", ".gitignore",
    }  # fmt: skip
    assert {p.name for p in (handed_out / "notebooks").iterdir()} == {
        p.name for p in (ROOT / "notebooks").glob("*.ipynb")
    }
    project = tomllib.loads((handed_out / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]) == {"setuptools"}
    assert "dependency-groups" not in project


def test_no_solution_and_no_source_is_there(handed_out):
    """The package may know answers: a check must. Nothing else may."""
    texts = {}
    for path in handed_out.rglob("*"):
        if path.is_file() and not path.is_relative_to(handed_out / "nn_helpers"):
            texts[path] = path.read_text(encoding="utf-8")
    for one in lesson.lessons().values():
        given = "".join(e.stub for e in one.exercises)
        for exercise in one.exercises:
            answer = source(solved(one.stem), exercise.name)
            lines = [line.strip() for line in answer.splitlines()]
            telling = [x for x in lines if len(x) > 25 and x not in given and "def " not in x]
            page = (handed_out / "notebooks" / f"{one.stem}.ipynb").read_text(encoding="utf-8")
            cells = [c for c in json.loads(page)["cells"] if c["id"].startswith("exercise-")]
            code = "".join("".join(c["source"]) for c in cells)
            assert not [line for line in telling if line in code]
    assert not any("### BEGIN" in text or '"output_type"' in text for text in texts.values())
    assert not [p for p in handed_out.rglob("*") if p.name in ("sources", "solutions", "tests")]
    workshop = {path.name for path in (handed_out / "nn_helpers" / "course").iterdir()}
    assert workshop == {"__init__.py", "environment.py", "jupyterlab_settings.py", "launch.py"}


def test_the_package_that_is_handed_out_judges_by_itself(handed_out):
    code = (
        "import nn_helpers, sys; from nn_helpers import check, network, labs, quiz, own_functions;"
        "print(nn_helpers.__file__, check.step(network.step).status)"
    )
    env = {**os.environ, "PYTHONPATH": str(handed_out), "PYTHONSAFEPATH": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=handed_out,
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert str(handed_out) in done.stdout
    assert done.stdout.strip().endswith("passed")


def test_a_students_copy_says_that_it_cannot_grade(handed_out):
    done = subprocess.run([sys.executable, "-P", str(handed_out / "nn_helpers"), "grade", "x"],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "This copy was handed out to students. For grade, use the teacher's copy."
    )


def test_a_zip_holds_the_same_in_one_folder(handed_out, tmp_path):
    assert release.main([str(tmp_path / "week1.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "week1.zip") as archive:
        files = {name.removeprefix("week1/") for name in archive.namelist() if name[-1] != "/"}
    there = [p.relative_to(handed_out) for p in handed_out.rglob("*") if p.is_file()]
    # Where the course has been started from the folder, Python may have left bytecode in it.
    assert files == {p.as_posix() for p in there if "__pycache__" not in p.parts}


def test_a_repository_for_nbgitpuller_with_its_link(tmp_path, capsys):
    to = tmp_path / "course"
    assert (
        release.main([str(to), "--git", "--repo", "https://h/a/b.git", "--hub", "https://j"]) == 0
    )
    told = capsys.readouterr().out
    assert f"git -C {to} push https://h/a/b.git main\n" in told
    assert (
        "https://j/hub/user-redirect/git-pull?repo=https%3A%2F%2Fh%2Fa%2Fb.git&branch=main"
        "&urlpath=lab%2Ftree%2Fb%2Fnotebooks%2F00_the_case.ipynb" in told
    )
    listed = subprocess.run(["git", "-C", str(to), "ls-files"], capture_output=True, text=True,
                            check=True)  # fmt: skip
    assert "notebooks/00_the_case.ipynb" in listed.stdout.splitlines()


def test_the_command_that_is_printed_pushes_it(tmp_path, capsys):
    there, to = tmp_path / "there.git", tmp_path / "the course"
    subprocess.run(["git", "init", "--quiet", "--bare", str(there)], check=True)
    assert release.main([str(to), "--git", "--repo", str(there)]) == 0
    (command,) = [x for x in capsys.readouterr().out.splitlines() if " push " in x]
    subprocess.run(shlex.split(command), check=True, capture_output=True)
    listed = subprocess.run(["git", "-C", str(there), "ls-tree", "--name-only", "main"],
                            capture_output=True, text=True, check=True)  # fmt: skip
    assert "notebooks" in listed.stdout.split()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.zip", "--git"], "--git makes a folder"),
        (["x.zip", "--nbgrader"], "--nbgrader makes a folder"),
        (["x", "--git", "--nbgrader"], "Name one of them"),
        (["x", "--hub", "https://h"], "go with --git"),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments, said, tmp_path, capsys):
    name, *options = arguments
    assert release.main([str(tmp_path / name), *options]) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_over(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert release.main([str(tmp_path)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert release.main([str(ROOT)]) == 1
    assert "holds the course itself" in capsys.readouterr().err


def test_a_notebook_with_a_solution_is_not_handed_out(tmp_path, monkeypatch, capsys):
    (tmp_path / "notebooks").mkdir()
    page = json.dumps({"cells": [{"source": "### BEGIN SOLUTION\n1", "outputs": []}]})
    (tmp_path / "notebooks" / "01_x.ipynb").write_text(page)
    monkeypatch.setattr(release, "ROOT", tmp_path)
    assert release.main([str(tmp_path / "out")]) == 1
    assert "01_x.ipynb is not as learners get it" in capsys.readouterr().err


def test_a_course_for_nbgrader_has_a_folder_for_each_lesson(tmp_path):
    assert release.main(["--nbgrader", str(tmp_path / "course")]) == 0
    found = {p.name for p in (tmp_path / "course" / "source").iterdir()}
    assert found == {one.stem for one in lesson.lessons().values()}
    config = (tmp_path / "course" / "nbgrader_config.py").read_text(encoding="utf-8")
    assert "ClearSolutions.enabled = False" in config


def test_release_needs_no_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(launch.environment, "ensure", None)
    assert launch.main(["release", str(tmp_path / "course.zip")]) == 0
