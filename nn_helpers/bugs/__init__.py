"""The bug zoo: wrong variants (slips) of every exercise, by family and slug: zoo, find, exercises.

``zoo("gradients")`` lists the wrong versions of ``gradients``, several of which may share one name.
``case_update`` is the update of the posted program, whose bugs can be switched on by name.
"""

from functools import cache

from nn_helpers.bugs.bug import Bug, Family
from nn_helpers.case import CASE_BUGS, case_update, check_names

__all__ = ["CASE_BUGS", "Bug", "case_update", "check_names", "exercises", "family", "find", "zoo"]


def exercises():
    """Return the names of the exercises that the zoo has bugs of."""
    return tuple(_families())


def zoo(exercise=None):
    """Return the specimens of one exercise, or of all: one bug a name, each of which can be called.

    Raises ``KeyError`` with the known exercises for an unknown one.

    >>> sorted({bug.slug for bug in zoo("relative_error")})[:2]
    ['absolute-error', 'entries-first']
    """
    names = _families() if exercise is None else [exercise]
    return [bug for name in names for bug in family(name).specimens()]


def family(exercise):
    """Return the whole catalogue of one exercise: every way in which a named slip is made.

    Raises ``KeyError`` with the known exercises for an unknown one.
    """
    families = _families()
    if exercise not in families:
        raise KeyError(f"The zoo has no exercise {exercise!r}; it has {', '.join(families)}.")
    return families[exercise]


def find(exercise, slug):
    """Return the first bug of an exercise with this name.

    >>> find("step", "uphill").how
    'Plus stands in place of minus.'
    """
    found = [bug for bug in family(exercise) if bug.slug == slug]
    if not found:
        known = ", ".join(sorted({bug.slug for bug in family(exercise)}))
        raise KeyError(f"{exercise} has no bug {slug!r}; it has {known}.")
    return found[0]


@cache
def _families():
    from nn_helpers.bugs import backward, checking, evolution, formulas, program, training

    modules = formulas, backward, checking, training, evolution, program
    held = [value for module in modules for value in vars(module).values()]
    return {one.exercise: one for one in held if isinstance(one, Family) and one.exercise}
