"""A progress Bar for the steps of a lesson's loop: total, doing what, done; gone with its cell."""

import ipywidgets as widgets
from IPython.display import display

from nn_helpers.display import Showing


class Bar(Showing):
    """A bar with words; its text says the same from start to end, so that a stored output holds."""

    def __init__(self, total, doing):
        self.total, self.doing = total, doing
        self.widget = widgets.IntProgress(
            value=0,
            max=total,
            description=doing,
            style={"description_width": "initial"},
            layout={"width": "420px"},
        )

    def __repr__(self):
        return f"({self.doing}, {self.total} steps)"


def steps(items, doing):
    """Go through ``items`` and show how far the loop has come. ``doing`` says what it does.

    >>> [item + 1 for item in steps([1, 2], "counting")]
    (counting, 2 steps)
    [2, 3]
    """
    items = list(items)
    bar = Bar(len(items), doing)
    display(bar)
    try:
        for done, item in enumerate(items, start=1):
            yield item
            bar.widget.value = done
    finally:
        bar.widget.layout.display = "none"
