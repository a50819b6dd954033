"""The clinic's report as HTML: headline, findings, small pictures, details."""

import base64
from html import escape

from nn_helpers.clinic import pictures
from nn_helpers.clinic.words import LIMITS


def page(report):
    """Return the report as one piece of HTML, pictures included."""
    parts = [f"<p><strong>{escape(report.headline())}</strong> {escape(report.plateau())}</p>"]
    parts += ["<ol>", *map(_finding, report.findings), "</ol>"]
    parts += [_picture(picture) for picture in pictures.every(report)]
    parts.append(_details(report))
    return "\n".join(parts)


def _finding(finding):
    place = f" in <code>{escape(finding.where)}</code>" if finding.where else ""
    return (
        f"<li><strong>{escape(finding.slug)}</strong>{place} ({escape(finding.role)})<br>"
        f"{escape(finding.evidence)}<br><em>Try:</em> {escape(finding.what_to_try)}</li>"
    )


def _picture(picture):
    data = base64.b64encode(picture.png()).decode()
    sentence = escape(picture.sentence, quote=True)
    return (
        f'<figure style="display:inline-block;margin:0.5em;max-width:36em">'
        f'<img src="data:image/png;base64,{data}" alt="{sentence}">'
        f"<figcaption>{sentence}</figcaption></figure>"
    )


def _details(report):
    lines = [f"{len(report.asked)} experiments were made: {', '.join(report.asked)}."]
    lines += [f"Not asked: {text}" for text in report.not_asked]
    lines += [f"A step of the clinic failed: {text}" for text in report.broken]
    rows = "".join(f"<li>{escape(line)}</li>" for line in [*lines, LIMITS])
    return f"<details><summary>What was asked</summary><ul>{rows}</ul></details>"
