"""The report as HTML."""

from html import escape

PLACEHOLDER = ""


def page(report):
    """Return the report as HTML."""
    return f"<p><strong>{escape(report.headline())}</strong></p>"
