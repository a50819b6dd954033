"""A student's process from a fresh start under bubblewrap, where none can be forked.

Started as ``python -m nn_helpers.course.grading.fresh``. Standard input and output are the channel: one
message of orders, one that says that the lesson has been run up, then as in ``snapshots``.
"""

import os
import sys
import tempfile

from nn_helpers.course.grading import course_own, limits, snapshots, wire
from nn_helpers.course.grading import lesson as lessons
from nn_helpers.course.grading.limits import Limits


def main():
    """Run the lesson up to one exercise, and do what is asked for."""
    channel = own_channel()
    try:
        orders = channel.receive()
        snapshots.import_the_course()
        space, judged, functions = run_up(orders)
        channel.send({"ready": True})
        os.chdir(tempfile.gettempdir())
        limits.give_up_rights(Limits(orders["seconds"], orders["megabytes"]))
        snapshots.run(channel, space, judged, functions)
    except (wire.Lost, MemoryError):
        os._exit(limits.OUT_OF_MEMORY)
    os._exit(0)


def own_channel():
    """Return the channel, and leave nothing under the numbers to which everybody prints."""
    reads, writes = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return wire.Channel(os.fdopen(reads, "rb"), os.fdopen(writes, "wb"))


def run_up(orders):
    """Return the namespace before an exercise, its check, and what an answer must not call."""
    from nn_helpers import check

    lesson = lessons.lessons()[orders["lesson"]]
    space = {"__name__": "__main__"}
    wanted = orders["exercise"]
    for exercise in snapshots.run_up_to_each(lesson, space, wanted):
        if exercise.name == wanted:
            break
    judged = getattr(check, wanted)
    snapshots.warm_up(judged)
    return space, judged, course_own.to_disable(judged, set(orders["allowed"]))


if __name__ == "__main__":
    sys.exit(main())
