"""Function: a learner's own in a lab, guarded, its result looked at; badge: whose code drew."""

import numpy as np

from nn_helpers.sandbox import limit, stand_ins
from nn_helpers.sandbox.isolate import apart, own_argument
from nn_helpers.sandbox.stubs import unwritten

# The longest run of a lab, 5000 epochs of a right step, computes for 1.6 seconds, and for 3 where calls
# are traced (see limit). A hub that many share, or Python in a browser, takes several times as long.
SECONDS = 6
TRACED = 30


class Function:
    """The function that a lab runs: the learner's as soon as it is more than a stub.

    Attributes
    ----------
    own : bool, whether it is the learner's
    given : bool, whether the learner handed one in at all
    badge : str, whose code drew the picture, or "" when nobody else's was asked for
    """

    def __init__(self, name, given, reference):
        self.name = name
        self.given = given is not None and given is not reference
        self.own = self.given and not unwritten(given)
        self.function = given if self.own else reference
        whose = "your" if self.own else "the course's"
        self.badge = f"drawn by {whose} {name}" if self.given else ""
        if self.given and not self.own:
            self.badge += "; yours is not written yet"

    def __call__(self, *args, **kwargs):
        if not self.own:
            return self.function(*args, **kwargs)
        function = self.apart()
        result = guarded(self.name, lambda: function(*map(own_argument, args), **kwargs))
        if result is None or result is ...:
            raise TypeError(f"{self.name} returned nothing. Is there a return at its end?")
        return result

    def apart(self):
        """Return the function as it is now, so that it prints nowhere: to be called in ``guarded``."""
        return apart(self.function) if self.own else self.function


def guarded(name, action, seconds=None):
    """Return what the learner's code computes, quietly and for a limited time.

    Raises ``TimeoutError`` when it takes longer.
    """
    seconds = seconds or (TRACED if limit.is_traced() else SECONDS)
    try:
        with np.errstate(all="ignore"), stand_ins.caught():
            return limit.run(action, seconds)
    except limit.OutOfTime:
        raise TimeoutError(
            f"{name} took longer than {seconds} seconds and was stopped. "
            "Does it come to an end? With fewer epochs it has less to do."
        ) from None
