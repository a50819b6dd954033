"""What the zoo records of one bug (function, slug, source), and a decorator that enters it."""

from collections.abc import Callable
from typing import NamedTuple


class Bug(NamedTuple):
    """A wrong variant of an exercise.

    Attributes
    ----------
    exercise : the name of the function that it is a wrong version of
    slug : the name of the mistake
    function : the wrong variant, with the signature of the exercise
    how : one line that says how it happens
    seen : where it was seen
    """

    exercise: str
    slug: str
    function: Callable
    how: str
    seen: str


def family(exercise, seen):
    """Return an empty list for the bugs of one exercise, and a decorator that adds to it.

    ``seen`` says where bugs of this family were seen; a single bug may name another place.
    """
    bugs = []

    def bug(slug, how, where=seen):
        def add(function):
            bugs.append(Bug(exercise, slug, function, how, where))
            return function

        return add

    return bugs, bug
