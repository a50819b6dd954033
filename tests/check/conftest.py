"""What the tests of checks share: reports that come back, and those on the usual probes, made once."""

import pytest

from nn_helpers import check
from nn_helpers.check import judge


@pytest.fixture(autouse=True)
def reports_are_returned(monkeypatch):
    """Inside pytest a failed check raises; these tests want to look at its report."""
    monkeypatch.setenv("NN_HELPERS_CHECK_RETURNS", "1")
    monkeypatch.setattr(judge, "STRICT", True)


@pytest.fixture(scope="session")
def usual_report():
    """A function that returns the report on an answer with the usual probes.

    Many tests look at the same answers, so each is judged once; a report cannot be changed.
    """
    seen = {}

    def report(name, answer):
        key = name, id(answer)
        if key not in seen:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(judge, "STRICT", True)
                seen[key] = (
                    answer,
                    getattr(check, name).report(answer),
                )  # kept, so its id stays its own
        return seen[key][1]

    return report
