"""The h slider: the diamond on the curve of the error is the nudge, over sixteen powers of ten."""

import numpy as np
import pytest
from screen_page import ScreenPage

from nn_helpers import labs

HANDLE = "the nudge h"


def test_the_diamond_is_dragged_along_the_powers_of_ten():
    lab = labs.h_slider()
    page = ScreenPage(lab)
    height = page.handle(HANDLE).points[0][1]
    page.drag(HANDLE, (0.56, height), (0.56e-6, 1e-3))
    assert np.log10(lab.h.value) == pytest.approx(np.log10(0.56e-6), abs=0.1)
    assert page.handle(HANDLE).points[0][0] == lab.h.value
    page.drag(HANDLE, page.handle(HANDLE).points[0], (1e-30, 1))
    assert lab.h.value == 1e-16
    page.drag(HANDLE, page.handle(HANDLE).points[0], (1e9, 1))
    assert lab.h.value == 1


def test_arrow_keys_go_from_stop_to_stop():
    lab = labs.h_slider(h=0.001)
    page = ScreenPage(lab)
    page.press(HANDLE, "ArrowLeft")
    assert lab.h.value == 5.6e-4
    page.press(HANDLE, "ArrowUp", "ArrowUp")
    assert lab.h.value == 1.8e-3
    page.press(HANDLE, *["ArrowLeft"] * 20, large=True)
    assert lab.h.value == 1e-16


def test_an_error_that_is_no_number_keeps_its_handle_in_sight():
    lab = labs.h_slider(numerical_gradients=lambda f, params, h: [np.full(9, np.nan)])
    page = ScreenPage(lab)
    assert page.handle(HANDLE).points[0][1] == 2
    assert lab.error == ""
