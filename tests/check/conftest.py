import pytest

from nn_helpers.check import judge


@pytest.fixture(autouse=True)
def reports_are_returned(monkeypatch):
    """Inside pytest a failed check raises; these tests want to look at its report."""
    monkeypatch.setenv("NN_HELPERS_CHECK_RETURNS", "1")
    monkeypatch.setattr(judge, "STRICT", True)
