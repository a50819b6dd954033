"""Number: slider_and_entry over a grid of stops from low to high; a typed number is read, checked.

A slider of ipywidgets moves its value to the next of its steps as soon as a page shows it. So here it
moves over the places of a list, and the value is kept beside it: exactly what it was set to, until
somebody moves the slider.
"""

import contextlib
import math
import numbers

import ipywidgets as widgets
import traitlets

from nn_helpers.main_thread import Mark


class Number(widgets.HBox):
    """A slider and an entry for one number.

    Parameters
    ----------
    value : int or float, where it stands at first; the range grows until it holds it
    grid : sequence of numbers, the stops of the slider from left to right
    description : str, the name beside it
    low, high : the range; by default that of the grid
    names : dict of number to the word that is shown for it, optional
    only_grid : bool, whether there is nothing between the stops
    typed : bool, whether the number stands beside the slider, to read and type

    Attributes
    ----------
    value : int if the whole grid is, else float; setting it to anything else raises ``ValueError``
    complaint : str, what is wrong with what was typed last, or ""
    parts : the slider and, where it is typed, the entry
    """

    value = traitlets.Any()
    complaint = traitlets.Unicode()

    def __init__(self, value, grid, description, low=None, high=None, names=None, only_grid=False,
                 typed=True):  # fmt: skip
        self.grid, self.names, self.only_grid = tuple(grid), names or {}, only_grid
        self.whole = all(isinstance(stop, int) for stop in self.grid)
        self.low = min(self.grid) if low is None else low
        self.high = max(self.grid) if high is None else high
        self.name = description
        self._following = Mark()  # while the parts are brought in line with the value
        self._leading = Mark()  # while the parts are left as they are
        value = self._number(value)
        if not only_grid:
            self.low, self.high = min(self.low, value), max(self.high, value)
        style = {"description_width": "6.6em"}
        self.slider = widgets.IntSlider(
            min=0, max=len(self.grid) - 1, description=description, readout=False, style=style,
            layout=widgets.Layout(width="290px", margin="1px 0"),
        )  # fmt: skip
        self.entry = None
        if typed:
            self.entry = widgets.Text(
                continuous_update=False, tooltip=f"{description}: a number to type",
                layout=widgets.Layout(width="80px", margin="1px 0"),
            )  # fmt: skip
            self.entry.observe(self._typed, names="value")
        self.slider_and_entry = (self.slider, self.entry) if typed else (self.slider,)
        super().__init__(self.slider_and_entry)
        self.add_class("nn-number")
        self.value = value
        self._follow()
        self.observe(self._follow, names="value")
        self.slider.observe(self._moved, names="value")

    @property
    def description(self):
        return self.slider.description

    @property
    def disabled(self):
        return self.slider.disabled

    @disabled.setter
    def disabled(self, disabled):
        for part in self.slider_and_entry:
            part.disabled = disabled

    @traitlets.validate("value")
    def _in_range(self, proposal):
        return self.checked(proposal["value"])

    def checked(self, value):
        """Return a value as a number of this control. Raises ``ValueError`` with a sentence."""
        number = self._number(value)
        if self.only_grid:
            if number not in self.grid:
                stops = ", ".join(map(self.shown, self.grid))
                raise ValueError(f"{self.name} is one of {stops}; {shown(number)} is not.")
            return self.grid[self.grid.index(number)]
        if not self.low <= number <= self.high:
            raise ValueError(
                f"{self.name} goes from {shown(self.low)} to {shown(self.high)}; "
                f"{shown(number)} is outside."
            )
        return number

    def _number(self, value):
        kind = "a whole number" if self.whole else "a number"
        if not isinstance(value, numbers.Real) or not math.isfinite(value):
            raise ValueError(f"{self.name} is {kind}; {value!r} is not.")
        if self.whole and value != int(value):
            raise ValueError(f"{self.name} is {kind}; {value} is not.")
        return int(value) if self.whole else float(value)

    def shown(self, value):
        """Return a value as the entry shows it."""
        return self.names.get(value) or shown(value)

    def read(self, text):
        """Return what was typed as a number of this control. Raises ``ValueError`` with a sentence."""
        by_name = {name: value for value, name in self.names.items()}
        if text.strip() in by_name:
            return by_name[text.strip()]
        try:
            number = float(text)
        except ValueError:
            raise ValueError(f"{self.name} is a number such as {self.shown(self.value)}; "
                             f"{text.strip()!r} is none.") from None  # fmt: skip
        with contextlib.suppress(ValueError):  # a large whole number is no float
            number = int(text)
        return self.checked(number)

    def nearest(self, value):
        """Return the place of the stop that is nearest to a value."""
        return min(range(len(self.grid)), key=lambda place: abs(self.grid[place] - value))

    def within(self, value):
        """Return the number next to a value that a hand would mean: in the range, in few digits.

        That is a tenth of the way between two stops there; of a number with nothing between its
        stops it is a stop.
        """
        value = min(max(float(value), self.low), self.high)
        stop = self.nearest(value)
        if self.only_grid:
            return self.grid[stop]
        beside = self.grid[stop + 1 if stop + 1 < len(self.grid) else stop - 1]
        gap = abs(beside - self.grid[stop])
        if self.whole:
            return round(value)
        rounded = round(value, 1 - math.floor(math.log10(gap) + 1e-9))
        return min(max(rounded + 0.0, self.low), self.high)

    def lead(self, value):
        """Set the value, and leave slider and entry as they are until ``follow``."""
        with self._leading:
            self.value = value

    def follow(self):
        """Bring slider and entry in line with the value."""
        with self._following:
            if self.grid[self.slider.value] != self.value:
                self.slider.value = self.nearest(self.value)
            if self.entry is not None:
                self.entry.value = self.shown(self.value)

    def _follow(self, _change=None):
        if not self._leading:
            self.follow()
        self.complaint = ""

    def _moved(self, change):
        if not self._following:
            self.value = self.grid[change.new]

    def _typed(self, change):
        if self._following:
            return
        try:
            self.value = self.read(change.new)
            self._follow()  # 1.50 is shown as 1.5
        except ValueError as error:
            self._follow()
            self.complaint = str(error)


def shown(number):
    """Return a number as text, short where that loses nothing.

    >>> shown(0.1 + 0.2), shown(0.5), shown(2018)
    ('0.30000000000000004', '0.5', '2018')
    """
    if isinstance(number, int):
        return str(number)
    short = f"{number:.6g}"
    return short if float(short) == number else repr(float(number))
