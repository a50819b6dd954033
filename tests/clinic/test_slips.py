"""A few random networks with one injected slip each; `python tests/clinic/slips.py 200` is the whole."""

import numpy as np
import pytest
from clinic import slips

from nn_helpers import clinic

CERTAIN = (
    "sign of the update",
    "first weights never move",
    "starts again every epoch",
    "another variable in predict",
    "softmax over one unit",
    "all weights alike",
)


@pytest.mark.parametrize("slip", CERTAIN)
def test_a_slip_is_named_first(slip):
    program = slips.random_program(np.random.default_rng(4), slip)
    report = clinic.examine(**program, seconds=3.0)
    assert report.findings[0].slug in slips.SLIPS[slip], report
    assert not report.broken
