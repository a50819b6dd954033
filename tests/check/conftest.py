import pytest

from nn_helpers.check import engine


@pytest.fixture(autouse=True)
def reports_are_returned(monkeypatch):
    """Inside pytest a failed check raises; these tests want to look at its report."""
    monkeypatch.setenv("NN_HELPERS_CHECK_RETURNS", "1")
    monkeypatch.setattr(engine, "STRICT", True)
