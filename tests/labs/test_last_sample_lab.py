"""The last sample lab: the sample that is last is chosen in either picture."""

import pytest
from screen_page import ScreenPage

from nn_helpers import data, labs

NAMES = ("the last sample", "the last sample, as printed")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sample", range(4))
def test_a_click_on_a_sample_makes_it_the_last(name, sample):
    lab = labs.last_sample(last=(sample + 1) % 4)
    page = ScreenPage(lab)
    page.drag(name, (sample + 0.3, 0.9), (sample + 0.3, 0.9), ways=1)
    assert lab.last.value == sample
    assert lab.sentence.startswith(f"{data.CORNER_NAMES[sample]} was here last.")
    for column in lab._columns:
        assert column.artists[0].get_xdata()[:2].mean() == pytest.approx(sample)


def test_a_drag_goes_over_the_samples_and_keys_from_one_to_the_next():
    lab = labs.last_sample()
    page = ScreenPage(lab)
    page.drag(NAMES[1], (3, 0.5), (-9, 0.5), ways=9)
    assert lab.last.value == 0
    page.press(NAMES[0], "ArrowLeft", "ArrowRight", "ArrowUp")
    assert lab.last.value == 2
    page.press(NAMES[0], "ArrowRight", large=True)
    assert lab.last.value == 3
