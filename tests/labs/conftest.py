"""What the tests of labs share: time enough for what a learner hands in."""

import pytest

from nn_helpers.labs import learner


@pytest.fixture(autouse=True)
def time_enough(monkeypatch):
    """Let the learner's code run for minutes: a busy machine is no mistake in a lab."""
    monkeypatch.setattr(learner, "SECONDS", 300)
    monkeypatch.setattr(learner, "TRACED", 300)
