"""A progress Bar for steps of a loop (total, doing what) or a share of work; gone with its cell."""

import contextlib

from nn_helpers.display import Showing, in_a_notebook


class Bar(Showing):
    """A bar with words; its text says the same from start to end, so that a stored output holds."""

    def __init__(self, total, doing, words=None):
        import ipywidgets as widgets  # not above: the clinic runs without a notebook too

        self.words = words or f"{doing}, {total} steps"
        self.widget = widgets.IntProgress(
            value=0,
            max=total,
            description=doing,
            style={"description_width": "initial"},
            layout={"width": "420px"},
        )

    def __repr__(self):
        return f"({self.words})"


def steps(items, doing):
    """Go through ``items`` and show how far the loop has come. ``doing`` says what it does.

    >>> [item + 1 for item in steps([1, 2], "counting")]
    (counting, 2 steps)
    [2, 3]
    """
    items = list(items)
    bar = Bar(len(items), doing)
    show(bar)
    try:
        for done, item in enumerate(items, start=1):
            yield item
            bar.widget.value = done
    finally:
        bar.widget.layout.display = "none"


@contextlib.contextmanager
def share(doing):
    """Show in a notebook how much is done: hands out ``told(share)``, to be called with 0 to 1.

    Elsewhere nothing is shown.

    >>> with share("counting") as told:
    ...     told(0.5)
    """
    if not in_a_notebook():
        yield lambda share: None
        return
    bar = Bar(100, doing, words=doing)
    show(bar)

    def told(share):
        bar.widget.value = int(100 * min(max(share, 0), 1))

    try:
        yield told
    finally:
        bar.widget.layout.display = "none"


def show(bar):
    """Display a bar below the cell that runs."""
    from IPython.display import display

    display(bar)
