"""How many minutes a lesson takes, counted from cells, labs and headings: one formula for all.

There are two counts. The lower is that of a reader whose code passes at the first or second try. The
upper has more time for each exercise: for wrong tries, hints and shapes that do not fit. It was fitted to
what readers who worked through the cores estimated (``tests/course/test_minutes.py``): it misses them by
5 minutes at most, lesson 12 by 8. The lower alone was up to 18 minutes too kind. Lessons 03 and 04 were
estimated before they were shortened. No class has been timed.
"""

import math
import re
from collections import Counter

# Minutes for each, at least and at most: a hundred words, a code cell to run and read, a question, a lab,
# a function to write, one that is there and has to be repaired, another exercise.
WEIGHTS = {
    "hundred words": (1, 1),
    "cell": (1, 1),
    "question": (1, 1),
    "lab": (3, 3),
    "function": (7, 13),
    "repair": (4, 6),
    "value": (4, 10),
}
OPTIONAL = "(optional)"
IMPORTS = re.compile(r"((import|from) [^(\n]*(\([^)]*\))?\s*)+")
STEP = 5  # rounded up to whole fives


def minutes(cells):
    """Return ``(core, optional)``, each ``(least, most)`` minutes, rounded up to five.

    A section is optional when its heading says so, with all that stands below it up to the next
    heading of its level.

    >>> from nbformat.v4 import new_code_cell, new_markdown_cell
    >>> minutes([new_markdown_cell("# One\\n\\n" + "word " * 300), new_code_cell("1 + 1")])
    ((5, 5), (0, 0))
    """
    counted = counts(cells)
    return tuple(tuple(rounded_up(counted[part], end) for end in (0, 1)) for part in (False, True))


def rounded_up(counted, end):
    """Return the minutes of what was counted, the least (0) or the most (1), in whole fives."""
    spent = sum(WEIGHTS[thing][end] * count for thing, count in counted.items())
    return STEP * math.ceil(round(spent, 6) / STEP)


def counts(cells):
    """Return ``{optional: Counter}``: how much of each key of ``WEIGHTS`` stands in either part."""
    counted, level = {False: Counter(), True: Counter()}, 0
    for cell in cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                heading = re.match(r"(#+) ", line)
                if heading and (not level or len(heading[1]) <= level):
                    level = len(heading[1]) if line.rstrip().endswith(OPTIONAL) else 0
                words = len(re.findall(r"[A-Za-z']{2,}", line))
                counted[level > 0]["hundred words"] += words / 100
        elif kind(cell):
            counted[level > 0][kind(cell)] += 1
    return counted


def kind(cell):
    """Return what a code cell is: a key of ``WEIGHTS``, or None for checks and imports: no time.

    >>> from nbformat.v4 import new_code_cell
    >>> kind(new_code_cell("labs.training()")), kind(new_code_cell("print(1)"))
    ('lab', 'cell')
    """
    tags = cell.metadata.get("tags", [])
    if "check" in tags or IMPORTS.fullmatch(cell.source):
        return None
    if "exercise" in tags:
        if not re.search(r"^def \w+\(\w", cell.source, re.MULTILINE):
            return "value"  # also a function of nothing: it returns chosen numbers
        return "repair" if "### BEGIN STUB" in cell.source else "function"
    if re.search(r"^quiz\.", cell.source, re.MULTILINE):
        return "question"
    return "lab" if re.search(r"^labs\.", cell.source, re.MULTILINE) else "cell"


def in_words(core, optional):
    """Return the line of a lesson's head.

    >>> in_words((35, 50), (10, 10))
    '35 to 50 minutes; parts marked *optional* take 10 more'
    """
    more = f"; parts marked *optional* take {span(optional)} more" if any(optional) else ""
    return f"{span(core)} minutes{more}"


def span(minutes):
    """Return least and most minutes as text, or one number where they are equal.

    >>> span((35, 50)), span((35, 35))
    ('35 to 50', '35')
    """
    least, most = minutes
    return f"{least}" if least == most else f"{least} to {most}"
