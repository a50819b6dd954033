"""The bar of a lesson's loop: it moves with the loop, goes with it, and says the same words always."""

import pytest

from nn_helpers import progress_bar


@pytest.fixture
def bars(monkeypatch):
    shown = []
    monkeypatch.setattr(progress_bar, "show", shown.append)
    return shown


def test_the_bar_moves_with_the_loop_and_goes(bars):
    seen = [bars[0].widget.value for _ in progress_bar.steps("abc", "letters")]
    assert seen == [0, 1, 2]
    (bar,) = bars
    assert (bar.widget.value, bar.widget.max) == (3, 3)
    assert bar.widget.layout.display == "none"
    assert repr(bar) == "(letters, 3 steps)"


def test_a_loop_that_breaks_or_fails_leaves_no_bar(bars):
    with pytest.raises(ZeroDivisionError):
        for item in progress_bar.steps([1, 0], "quotients"):
            1 / item
    for _ in progress_bar.steps([1, 2], "the first"):
        break
    assert [bar.widget.layout.display for bar in bars] == ["none", "none"]
    assert [bar.widget.value for bar in bars] == [1, 0]


def test_a_share_is_shown_in_a_notebook_alone(bars, monkeypatch):
    with progress_bar.share("examining") as told:
        told(0.5)
    assert bars == []
    monkeypatch.setattr(progress_bar, "in_a_notebook", lambda: True)
    with pytest.raises(ZeroDivisionError), progress_bar.share("examining") as told:
        told(0.25)
        assert (bars[0].widget.value, repr(bars[0])) == (25, "(examining)")
        told(7)
        assert bars[0].widget.value == 100
        raise ZeroDivisionError
    assert bars[0].widget.layout.display == "none"
