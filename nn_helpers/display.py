"""Showing: the mimebundle of a lab or question: widget, text, still picture, alt; in_a_notebook."""

import sys


class Showing:
    """Something with a ``widget`` that also has a plain text, and perhaps a picture, of its own.

    JupyterLab shows the widget. A page without a running kernel shows the picture, and a screen
    reader or a test reads ``repr``. A widget's own text would hold ids and bytes that change.
    """

    widget = None

    def still(self):
        """Return a picture of the present state as PNG bytes, or None."""
        return

    def alt(self):
        """Return the words that stand for the picture where it is not seen, or None."""
        return

    def _repr_mimebundle_(self, **_options):
        mimebundle = {**self.widget._repr_mimebundle_(), "text/plain": repr(self)}
        picture, alt = self.still(), self.alt()
        if picture:
            mimebundle["image/png"] = picture
        return mimebundle, ({"image/png": {"alt": alt}} if picture and alt else {})


def in_a_notebook():
    """Return whether IPython runs this, so that what is displayed is seen."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None
