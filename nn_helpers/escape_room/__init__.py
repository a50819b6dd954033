"""An escape room: six programs that do not learn, each shown when the one before is mended.

``room = enter(1)`` shows a program. ``room.parts`` are its functions and data for
``clinic.examine(**room.parts)``, ``room.mend({line: other_line})`` is the room with lines replaced,
and ``room.success()`` counts from how many starts it learns. ``causes()`` lists what can be wrong.
``letters`` holds what two readers sent, for the first half of lesson 11.
"""

from nn_helpers.escape_room import letters
from nn_helpers.escape_room.causes import CAUSES, causes
from nn_helpers.escape_room.doors import ClosedDoor, enter
from nn_helpers.escape_room.room import Room, Success, read, success
from nn_helpers.escape_room.tasks import ROOMS
from nn_helpers.escape_room.wrong_causes import AGAINST, against
