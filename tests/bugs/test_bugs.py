"""The catalogue of slips: each is refused under its own name, and no two names do the same."""

import tomllib

import numpy as np
import pytest
from support import ROOT

from nn_helpers import bugs, check, data, network
from nn_helpers.bugs.bug import SLIPS, rows
from nn_helpers.bugs.pipeline import Formula, Pipeline, stages
from nn_helpers.check import judge
from nn_helpers.network import Params


@pytest.fixture(autouse=True)
def failures_show(monkeypatch):
    monkeypatch.setattr(judge, "STRICT", True)


@pytest.mark.parametrize("exercise", bugs.exercises())
def test_every_slip_is_refused_under_its_own_name(exercise):
    """So it is wrong, it is reproduced on every probe, and no slip of another name does the same."""
    reports = [
        (bug, getattr(check, exercise).report(bug.function)) for bug in bugs.family(exercise)
    ]
    assert not [(bug.slug, bug.how, r) for bug, r in reports if r.mistake != bug.slug]
    assert all(report.status == "wrong" for _, report in reports)


@pytest.mark.parametrize("exercise", bugs.exercises())
def test_the_pipeline_of_an_exercise_is_right(exercise):
    family = bugs.family(exercise)
    if family.make is not None:
        assert getattr(check, exercise).report(family.make()).passed


@pytest.mark.parametrize("exercise", bugs.exercises())
def test_a_slip_says_how_it_happens_in_one_line(exercise):
    for bug in bugs.family(exercise):
        assert 15 <= len(bug.how) <= 190, bug.how
        assert "\n" not in bug.how
        assert (
            bug.how[0].isupper() or not bug.how[0].isalpha() or bug.how[:2] in ("b1", "b2", "f(")
        ), bug.how
        assert bug.slug == bug.slug.lower().replace(" ", "-").replace("_", "-")


TABLES = [
    (path.stem, table)
    for path in sorted(SLIPS.glob("*.toml"))
    for table in tomllib.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("topic", "table"), TABLES)
def test_every_slip_that_is_written_down_is_in_the_catalogue(topic, table):
    known = {(bug.slug, bug.how) for name in bugs.exercises() for bug in bugs.family(name)}
    missing = [row for row in rows(topic, table) if (row[0], row[2]) not in known]
    assert not missing


def test_a_formula_takes_what_it_needs_and_nothing_else():
    area = Formula("a * max(b, 1)")
    assert area.needs == ("a", "b")
    assert area(a=2, b=3, more=5) == 6
    assert Formula("[i * m for i in range(m)]").needs == ("m",)
    with pytest.raises(KeyError, match="b"):
        area(a=2)


def test_a_bug_is_found_by_name():
    assert bugs.find("gradients", "leaked-index").exercise == "gradients"
    with pytest.raises(KeyError, match="uphill"):
        bugs.find("step", "downhill")
    with pytest.raises(KeyError, match="hill_climb"):
        bugs.zoo("steps")


def test_the_zoo_shows_one_specimen_a_name():
    names = [(bug.exercise, bug.slug) for bug in bugs.zoo()]
    assert len(set(names)) == len(names)
    assert {exercise for exercise, _ in names} == set(bugs.exercises())


SQUARE = Params(
    *(np.random.default_rng(11).uniform(-2, 2, s) for s in ((3, 3), (3, 1), (2, 3), (2, 1)))
)
X, Y = np.random.default_rng(1).normal(size=(3, 1)), np.array([[1.0], [0.0]])


def test_the_update_of_the_case_and_the_single_step_share_their_bugs():
    for slug in bugs.CASE_BUGS:
        switched = bugs.case_update(SQUARE, X, Y, 1.5, (slug,))
        named = bugs.find("sgd_step", slug).function(SQUARE, X, Y, 1.5)
        for a, b in zip(switched, named, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-12)


def test_bugs_do_not_come_out_as_params_by_accident():
    """A wrong gradient still has the form of a gradient, or nobody would look twice."""
    X, Y = data.xor_and_and()
    params = network.initialise(np.random.default_rng(0), 1, outputs=2)
    for bug in bugs.zoo("gradients"):
        assert isinstance(bug.function(params, X, Y), Params)


def test_a_stage_that_does_not_exist_is_said_so():
    area = Pipeline("a b", "area", None, "area = a * b")
    with pytest.raises(KeyError, match="No stage"):
        area.replaced(**stages("volume = a"))


def test_the_readme_counts_the_zoo():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(bugs.zoo())} wrong variants" in readme
