"""The class picture: how each exercise went, the common mistakes; as text and HTML."""

import html
from collections import Counter, defaultdict

from nn_helpers.check import words
from nn_helpers.course.grading.results import STATUSES

FEW = 3  # of a mistake's students, how many are named in the text


def count(rows):
    """Return ``{(lesson, exercise): Counter of statuses}`` and ``{...: {mistake: [students]}}``."""
    statuses, mistakes = defaultdict(Counter), defaultdict(lambda: defaultdict(list))
    for row in rows:
        place = (row.lesson, row.exercise)
        statuses[place][row.status] += 1
        if row.mistake and row.exercise:
            mistakes[place][row.mistake].append(row.student)
    return statuses, mistakes


def in_order(statuses):
    """Return [((lesson, exercise), counter), ...] lesson by lesson, exercises as the rows have them.

    >>> rows = {("03", "step"): 1, ("03", "cost"): 2, ("03", ""): 3, ("02", "x"): 4}
    >>> [place for place, _ in in_order(rows)]
    [('02', 'x'), ('03', ''), ('03', 'step'), ('03', 'cost')]
    """
    return sorted(statuses.items(), key=lambda found: (found[0][0], found[0][1] != ""))


def named(lesson, exercise):
    """Return in words what was counted: an exercise, or notebooks that could not be graded."""
    return f"{lesson} {exercise or '(the notebook)'}" if lesson else "no lesson"


def how_many(rows):
    """Return in words how many students there are."""
    number = len({row.student for row in rows})
    return f"{number} student{'' if number == 1 else 's'}"


def common(rows):
    """Return [(how many, lesson, exercise, mistake, students), ...], the most common first."""
    _, mistakes = count(rows)
    found = [
        (len(students), *place, mistake, sorted(students))
        for place, by_name in mistakes.items()
        for mistake, students in by_name.items()
    ]
    return sorted(found, key=lambda f: (-f[0], f[1:4]))


def text(rows):
    """Return the class picture as plain text."""
    statuses, _ = count(rows)
    lines = [how_many(rows), ""]
    for place, seen in in_order(statuses):
        parts = [f"{n} {s}" for s, n in seen.most_common() if s != "passed"]
        passed = [f"{seen['passed']:3} of {sum(seen.values())} passed"] if place[1] else []
        lines.append(f"{named(*place):28} " + "; ".join([*passed, ", ".join(parts)]).rstrip("; "))
    again = common(rows)
    lines += ["", "What to teach again:" if again else "No mistakes to teach again."]
    for n, lesson, exercise, mistake, students in again:
        more = ", ..." if len(students) > FEW else ""
        lines.append(f"{n:4}  {mistake}  ({lesson} {exercise}: {', '.join(students[:FEW])}{more})")
    return "\n".join(lines) + "\n"


STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em;
  color-scheme: light dark }
table { border-collapse: collapse; margin: 1em 0 } td, th { padding: .2em .8em; text-align: left;
  border-bottom: 1px solid #8888; vertical-align: top }
td.number { text-align: right }
.bar { display: inline-block; height: .8em; background: #0072B2 }
"""


def page(title, body):
    """Return a whole HTML page."""
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>\n'
        f"<style>{STYLE}</style>\n<h1>{html.escape(title)}</h1>\n{body}\n</html>\n"
    )


def as_html(rows):
    """Return the class picture as an HTML page."""
    statuses, _ = count(rows)
    lines = [
        f"<p>{how_many(rows)}.</p>",
        "<h2>What to teach again</h2>",
    ]
    again = common(rows)
    if again:
        head = "<tr><th>students</th><th>mistake</th><th>exercise</th><th>a question to ask</th>"
        head += "<th>who</th></tr>"
        lines.append(f"<table>{head}{''.join(map(_mistake, again))}</table>")
    else:
        lines.append("<p>No mistakes were found.</p>")
    head = "<tr><th>exercise</th><th>passed</th><th></th><th>others</th></tr>"
    places = "".join(_exercise(place, seen) for place, seen in in_order(statuses))
    lines += ["<h2>How each exercise went</h2>", f"<table>{head}{places}</table>"]
    meant = "".join(f"<li><b>{html.escape(s)}</b>: {words}</li>" for s, words in STATUSES.items())
    return page("Class picture", "\n".join([*lines, f"<h2>The words</h2><ul>{meant}</ul>"]))


def _mistake(found):
    n, lesson, exercise, mistake, students = found
    question = words.question(exercise, mistake)
    cells = (mistake, f"{lesson} {exercise}", question, ", ".join(students))
    return (
        f'<tr><td class="number">{n}</td>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )


def _exercise(place, seen):
    total = sum(seen.values())
    share = seen["passed"] / total
    passed = f"{seen['passed']} of {total}" if place[1] else ""
    others = ", ".join(f"{n} {status}" for status, n in seen.most_common() if status != "passed")
    return (
        f"<tr><td>{html.escape(named(*place))}</td>"
        f'<td class="number">{passed}</td>'
        f'<td><span class="bar" style="width:{10 * share:.1f}em"></span></td>'
        f"<td>{html.escape(others)}</td></tr>"
    )
