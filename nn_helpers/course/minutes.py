"""How many minutes a lesson takes, counted from what stands in it: one formula for all lessons.

The weights were fitted by eye to what two readers estimated who had worked through every lesson (from 25
minutes for a lesson that mostly shows to 70 for one with three functions to write); they miss those
estimates by 7 minutes on average.
"""

import math
import re

# Minutes for each: a hundred words, a code cell to run and read, a question, a lab, a function to write,
# one that is there and has to be repaired, another exercise.
WEIGHTS = {
    "hundred words": 1,
    "cell": 1,
    "question": 1,
    "lab": 3,
    "function": 7,
    "repair": 4,
    "value": 4,
}
OPTIONAL = "(optional)"
IMPORTS = re.compile(r"((import|from) [^(\n]*(\([^)]*\))?\s*)+")
STEP = 5  # rounded up to whole fives


def minutes(cells):
    """Return ``(core, optional)``: the minutes of a lesson's cells, each rounded up to five.

    A section is optional when its heading says so, with all that stands below it up to the next
    heading of its level.

    >>> from nbformat.v4 import new_code_cell, new_markdown_cell
    >>> minutes([new_markdown_cell("# One\\n\\n" + "word " * 300), new_code_cell("1 + 1")])
    (5, 0)
    """
    spent, level = {False: 0.0, True: 0.0}, 0
    for cell in cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                heading = re.match(r"(#+) ", line)
                if heading and (not level or len(heading[1]) <= level):
                    level = len(heading[1]) if line.rstrip().endswith(OPTIONAL) else 0
                words = len(re.findall(r"[A-Za-z']{2,}", line))
                spent[level > 0] += WEIGHTS["hundred words"] * words / 100
        else:
            spent[level > 0] += WEIGHTS[kind(cell)] if kind(cell) else 0
    return tuple(STEP * math.ceil(spent[part] / STEP) for part in (False, True))


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

    >>> in_words(35, 10)
    '35 minutes; parts marked *optional* take 10 more'
    """
    more = f"; parts marked *optional* take {optional} more" if optional else ""
    return f"{core} minutes{more}"
