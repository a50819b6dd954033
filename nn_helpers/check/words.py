"""What a check says about a mistake, read from words.toml: its cause, its question, its hints.

A question can be answered by an experiment of one line. Nothing there is a solution.
"""

import tomllib
from pathlib import Path

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
REMARKS = WORDS["remarks"]
RIGHT = {name: said for name, (said, *_) in WORDS["exercises"].items()}
HINTS = {name: hints for name, (_, *hints) in WORDS["exercises"].items()}
QUESTIONS = {n: text for names, text in WORDS["questions"].items() for n in names.split()}
UNKNOWN = "None of the mistakes we know."
AS_GIVEN = "It still does what it did when it was handed to you."


class Hint(str):
    """A hint that shows as plain text, without quotation marks."""

    __slots__ = ()

    def __repr__(self):
        return str(self)


def question(exercise, mistake):
    """Return the question of a mistake, that of the exercise first; else the first hint.

    Of several in one name, "first-and-second", the first one is asked about.
    """
    for name in (mistake, str(mistake).partition("-and-")[0]):
        if f"{exercise}.{name}" in QUESTIONS or name in QUESTIONS:
            return QUESTIONS.get(f"{exercise}.{name}") or QUESTIONS[name]
    return HINTS.get(exercise, [""])[0]


def stage(exercise, part):
    """Return the question about a part of an exercise that does not follow.

    A bias's slope that is wrong alone is the part "b1-alone".
    """
    name, alone, _ = part.partition("-alone")
    places = (f"{exercise}.{place}" for place in (part, f"*{alone}", name, "*"))
    for place in (next(places), f"*.{part}", *places):
        if place in WORDS["stages"]:
            return WORDS["stages"][place].format(name=name)
    return about("other", name)


def about(kind, name):
    """Return the question about a part that is related to the right one in some way."""
    return WORDS["about"][kind].format(name=name)


def likely(mistake, said=None):
    """Return the sentence of a cause: its name, if it is no joined one, and what is known of it."""
    said = WORDS["causes"].get(mistake, "") if said is None else said
    if said and (not mistake or "-and-" in mistake):
        return said
    return f"Likely cause: {mistake}. {said}".strip() if mistake else ""


def after_error(outcome):
    """Return the question after an error of the learner's code, by its text or its class."""
    told, known = f"{outcome.error} {outcome.said}", WORDS["errors"]
    return next((asked for key, asked in known.items() if key in told), known["other"])
