"""The bug zoo: known wrong versions of each exercise's function, looked up by name.

``zoo("gradients")`` lists the wrong versions of ``gradients``, several of which may share one name.
``case_update`` is the update of the posted program, whose bugs can be switched on by name.
"""

from nn_helpers.bugs.bug import Bug
from nn_helpers.case import CASE_BUGS, case_update, check_names

__all__ = ["CASE_BUGS", "Bug", "case_update", "check_names", "exercises", "find", "zoo"]


def exercises():
    """Return the names of the exercises that the zoo has bugs of."""
    return tuple(_families())


def zoo(exercise=None):
    """Return the bugs of one exercise, or of all.

    Raises ``KeyError`` with the known exercises for an unknown one.

    >>> sorted({bug.slug for bug in zoo("relative_error")})[:2]
    ['absolute-error', 'not-a-number']
    """
    families = _families()
    if exercise is None:
        return [bug for bugs in families.values() for bug in bugs]
    if exercise not in families:
        raise KeyError(f"The zoo has no exercise {exercise!r}; it has {', '.join(families)}.")
    return list(families[exercise])


def find(exercise, slug):
    """Return the first bug of an exercise with this name.

    >>> find("step", "uphill").how
    'Plus in place of minus.'
    """
    found = [bug for bug in zoo(exercise) if bug.slug == slug]
    if not found:
        known = ", ".join(sorted({bug.slug for bug in zoo(exercise)}))
        raise KeyError(f"{exercise} has no bug {slug!r}; it has {known}.")
    return found[0]


def _families():
    from nn_helpers.bugs import backward, beyond, evolution, forward, training

    return {
        "sigmoid": forward.SIGMOID,
        "forward": forward.FORWARD,
        "cost": backward.COST,
        "gradients": backward.GRADIENTS,
        "step": backward.STEP,
        "numerical_gradients": backward.NUMERICAL,
        "relative_error": backward.RELATIVE,
        "initialise": training.INITIALISE,
        "train": training.TRAIN,
        "sgd_step": training.SGD_STEP,
        "predict": forward.PREDICT,
        "perturb": evolution.PERTURB,
        "hill_climb": evolution.HILL_CLIMB,
        "es_gradient": evolution.ES_GRADIENT,
        "one_hot": beyond.ONE_HOT,
        "candidate_noise": beyond.CANDIDATE_NOISE,
    }
