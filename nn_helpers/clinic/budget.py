"""Budget: seconds that an examination has used and has left, fair on a busy machine."""

import time

from nn_helpers.threads import slowdown

HALF_WAY = 25  # questions: about half of what is asked of a program
SHARE = 0.6  # of the wall clock that counts where a program waits


class Budget:
    """Seconds for a whole examination, counted so that a busy machine does not eat them.

    What counts is the processor time of this process, but at least a share of the wall clock: a
    program that sleeps uses no processor and must not run for ever. The share is smaller where other
    work keeps this process waiting. ``told`` hears how far it has come, as a share.
    """

    def __init__(self, seconds, told=None):
        self.seconds, self._told, self._asked = seconds, told, 0
        self.share = SHARE / slowdown()
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    @property
    def used(self):
        """Seconds used so far."""
        cpu, wall = time.process_time() - self._cpu, time.perf_counter() - self._wall
        return max(cpu, self.share * wall)

    @property
    def left(self):
        """Seconds left, never below zero."""
        return max(0.0, self.seconds - self.used)

    def has(self, seconds):
        """Return whether so many seconds are left."""
        return self.left >= seconds

    def tell(self):
        """Tell whoever waits that one more question is asked; nobody knows how many will be."""
        self._asked += 1
        if self._told is not None:
            self._told(self._asked / (self._asked + HALF_WAY))
