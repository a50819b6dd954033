"""The doors between the rooms: each opens when the program of the room before was mended."""

from nn_helpers import saved_work
from nn_helpers.escape_room.room import read
from nn_helpers.escape_room.tasks import ROOMS


class ClosedDoor:
    """What stands in the place of a room that cannot be entered yet. It shows nothing of the room."""

    def __init__(self, number):
        self.number = number

    def __repr__(self):
        before = f"check.room_{self.number - 1}"
        return "\n".join(
            (
                f"The door to room {self.number} is closed.",
                f"It opens when {before} has said Right. Then run this cell again.",
                "Where this folder cannot be written, nothing is kept. There,",
                f"escape_room.enter({self.number}, unlocked=True) opens it.",
            )
        )


def enter(number, unlocked=False):
    """Return a ``Room``, which shows its program, or a ``ClosedDoor``.

    Parameters
    ----------
    number : 1 to 6
    unlocked : open the door in any case, for teachers and for folders that keep nothing

    Raises ``ValueError`` for a room that does not exist.
    """
    if number not in ROOMS:
        raise ValueError(f"There are rooms 1 to {len(ROOMS)}; this is {number!r}.")
    passed_rooms = saved_work.read().get("passed", {})
    if number > 1 and not unlocked and not passed_rooms.get(f"room_{number - 1}"):
        return ClosedDoor(number)
    return read(number)
