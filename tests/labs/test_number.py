"""A number as a control: what it keeps, what it shows, and what it answers to a wrong one."""

import math

import pytest

from nn_helpers.labs import controls
from nn_helpers.labs.number import Number, shown


def typed(number, text):
    """Type a text as a page would, and return the sentence that answers it, or ""."""
    number.entry.value = text
    return number.complaint


@pytest.mark.parametrize("value", [0.777, 0.1 + 0.2, 1e-3, 99.999999999, 5e1])
def test_it_keeps_exactly_what_it_was_given_and_typed(value):
    given, empty = (controls.log_slider(v, -3, 2, "rate") for v in (value, 1.0))
    assert typed(empty, repr(value)) == ""
    for number in (given, empty):
        assert number.value == value
        assert float(number.entry.value) == value
        assert number.grid[number.slider.value] == min(number.grid, key=lambda s: abs(s - value))


def test_what_it_is_called_with_widens_the_range_and_what_is_typed_does_not():
    number = controls.slider(12.5, -10, 10, "bias", step=0.1)
    assert number.value == 12.5
    assert typed(number, "12.6") == "bias goes from -10 to 12.5; 12.6 is outside."
    assert typed(number, "-10") == ""
    assert number.value == -10


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,5", "epochs is a number such as 2018; '1,5' is none."),
        ("", "epochs is a number such as 2018; '' is none."),
        ("1.5", "epochs is a whole number; 1.5 is not."),
        ("nan", "epochs is a whole number; nan is not."),
        ("1e400", "epochs is a whole number; inf is not."),
        ("49", "epochs goes from 50 to 5000; 49 is outside."),
        ("5001", "epochs goes from 50 to 5000; 5001 is outside."),
    ],
)
def test_a_wrong_one_is_answered_and_the_number_stays(text, sentence):
    number = controls.slider(2018, 50, 5000, "epochs", step=50)
    assert typed(number, text) == sentence
    assert (number.value, number.entry.value) == (2018, "2018")
    with pytest.raises(ValueError):
        number.value = 49
    assert typed(number, " 77.0 ") == ""
    assert (number.value, number.entry.value) == (77, "77")


def test_the_same_wrong_one_is_answered_each_time():
    number, heard = controls.slider(1.0, -5, 5, "bias", step=0.1), []
    number.observe(lambda change: heard.append(change.new), names="complaint")
    for _ in range(2):
        typed(number, "6")
    assert [text for text in heard if text] == ["bias goes from -5 to 5; 6 is outside."] * 2


def test_a_large_seed_stays_whole_and_a_name_can_be_typed():
    number = controls.seed_slider(2**32 - 1)
    assert number.value == 4294967295
    assert typed(number, "4294967294") == ""
    assert number.value == 4294967294
    assert typed(number, "case") == ""
    assert number.entry.value == "case"


def test_where_only_the_stops_count_they_are_named():
    number = Number(3, (1, 3, 10), "cell", only_grid=True)
    assert typed(number, "4") == "cell is one of 1, 3, 10; 4 is not."
    assert typed(number, "10") == ""
    assert number.value == 10
    with pytest.raises(ValueError, match="one of 1, 3, 10; 2 is not"):
        Number(2, (1, 3, 10), "cell", only_grid=True)


def test_moving_the_slider_takes_its_stops():
    number = controls.slider(0.123, -1, 1, "bias", step=0.1)
    for place in range(len(number.grid)):
        number.slider.value = place
        assert number.value == number.grid[place]
        assert number.entry.value == shown(number.grid[place])
    assert not math.copysign(1, number.grid[10]) < 0  # 0, and never -0


@pytest.mark.parametrize(
    ("number", "value", "there"),
    [
        (controls.slider(0.0, -10.0, 10.0, "b", step=0.1), 1.23456, 1.23),
        (controls.slider(0.0, -10.0, 10.0, "b", step=0.1), -77.7, -10.0),
        (controls.slider(100, 50, 5000, "epochs", step=50), 1234.4, 1234),
        (controls.log_slider(1.0, -3, 2, "rate"), 0.0123456, 0.0123),
        (controls.log_slider(1.0, -3, 2, "rate"), 1e9, 100.0),
        (Number(10, (1, 10, 100), "n", only_grid=True), 42.0, 10),
        (controls.scrubber(200, "moment"), 120.6, 121),
    ],
)
def test_a_hand_means_the_next_number_of_few_digits(number, value, there):
    assert number.within(value) == there
    number.value = number.within(value)


def test_a_number_that_is_led_leaves_its_parts_alone_until_it_follows():
    number = controls.slider(0.0, -10.0, 10.0, "b", step=0.1)
    number.lead(2.5)
    assert (number.value, number.slider.value, number.entry.value) == (2.5, 100, "0")
    number.follow()
    assert (number.value, number.slider.value, number.entry.value) == (2.5, 125, "2.5")
