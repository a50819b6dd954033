"""The exercises of lesson 11: a MendedRoom is run elsewhere and judged over_starts, with a reply."""

import copy
import time

from nn_helpers import escape_room
from nn_helpers.check.exercises.kinds import Value
from nn_helpers.sandbox import guard, limit

STARTS, ENOUGH, FEW = 8, 6, 2
SECONDS, TIMES_AS_LONG = 40, 3  # what a mended program may take: the longer of the two
NO_LIMIT = 3600  # seconds; the programs as they were found come to an end
# What a setting is multiplied by, to try whether it is the cause.
SETTINGS = {"rate-too-small": ("RATE", 10), "rate-too-large": ("RATE", 0.1), "too-few-epochs": ("EPOCHS", 5)}  # fmt: skip

FORM = (
    'A dict: "cause" is a name from escape_room.causes(), or a list of them; "change" is '
    '{"a line as it stands": "what shall stand there"}.'
)


class MendedRoom(Value):
    """Judges a cause, named from a list, and a repair, given as lines that replace others.

    The repair is judged by the rate over redrawn starts, on data that no lesson shows. Any repair that
    brings the rate up is right. ``held`` is a tuple of sets: of each set one name has to be given.
    """

    seed = 2000

    def __init__(self, number, *held):
        super().__init__(f"room_{number}", FORM)
        self.room, self.held = escape_room.read(number), held
        self.outside = None

    def run_elsewhere(self, answers):
        """Return a copy that runs no mended program, but asks ``answers(X, Y, asked, seed)``."""
        other = copy.copy(self)
        other.outside = answers
        return other

    def served(self, answer):
        """Return the function of a mended room that ``run_elsewhere`` asks from afar."""
        return self.room.mend(answer["change"]).answers

    def judge(self, answer):
        named, success = self.named(answer), self.success(answer["change"])
        said = f"Mended, it learns from {success.learned} of {success.starts} redrawn starts."
        if success.why:
            said += f" But {success.why}."
        for slug in named:
            if not any(slug in group for group in self.held):
                self.refuse(f"not-{slug}", said, *self.reply(slug))
        missing = [group for group in self.held if not group & set(named)]
        if success.learned < ENOUGH:
            self.refuse("not-mended", said, self.lead(missing))
        if missing:
            self.refuse("cause-missing", said, "Your list of causes is shorter than your repair.")
        return self.right(said)

    def named(self, answer):
        """Return the causes of an answer as a list of texts; refuse one that cannot be judged."""
        self.check_keys(answer, ("cause", "change"), "value")
        cause = answer["cause"]
        given = [cause] if isinstance(cause, str) else cause
        named = [str(s).strip() for s in given] if isinstance(given, list | tuple | set) else []
        if not named or any(slug not in escape_room.CAUSES for slug in named):
            told = f'"cause" is {cause!r}; expected a name from escape_room.causes().'
            self.refuse("other-form", told)
        return named

    def success(self, change):
        """Return the rate of the mended program; refuse one that cannot be made or does not end."""
        try:
            mended = self.room.mend(change)
        except (TypeError, ValueError) as error:
            self.refuse("other-form", str(error))
        if self.outside is not None:
            return self.over_starts(self.outside)
        seconds = self.patience()
        try:
            return limit.run(lambda: self.over_starts(mended.answers), seconds)
        except limit.OutOfTime:
            told = f"Mended, it was still running after {seconds:.0f} seconds."
            self.refuse("does-not-run", told)

    def patience(self):
        """Return seconds: ``SECONDS``, or several times what the program as found takes here.

        Watched by the same limit, which slows it. A browser's Python on a busy machine can take
        minutes for what takes seconds elsewhere.
        """
        begin = time.perf_counter()
        found = self.room.answers
        limit.run(lambda: escape_room.success(found, self.room.number, 1, self.seed), NO_LIMIT)
        return max(SECONDS, TIMES_AS_LONG * STARTS * (time.perf_counter() - begin))

    def over_starts(self, answers):
        """Return the rate; refuse a mended program that stops with an error."""
        try:
            return escape_room.success(answers, self.room.number, STARTS, self.seed)
        except (KeyboardInterrupt, limit.OutOfTime):
            raise
        except BaseException as error:  # SystemExit as well
            how = "it is no Python" if isinstance(error, SyntaxError) else "it stops"
            self.refuse("does-not-run", f"Mended, {how}: {guard.in_words(error)}")

    def reply(self, slug):
        """Return what speaks against a cause that is not the room's: its experiment, or its trial."""
        if slug in SETTINGS and self.outside is None:
            name, times = SETTINGS[slug]
            turned = escape_room.Room(self.room.number, f"{self.room.source}\n{name} *= {times}\n")
            tried = escape_room.success(turned.answers, self.room.number, FEW, self.seed)
            learned = f"{tried.learned} of {FEW} starts learn."
            told = f"As it was found, but with {name} times {times:g}, {learned}"
        else:
            measured = escape_room.against(self.room.number, slug)
            told = f"It would show in an experiment. {escape_room.CAUSES[slug]} {measured}".rstrip()
        return f'The cause is not "{slug}".', told

    def lead(self, missing):
        """Return what to do next when causes are named rightly and the program does not learn yet."""
        yours = f'room_{self.room.number}["change"]'
        look = f"Examine the mended program: clinic.examine(**room.mend({yours}).parts)."
        if missing:
            fits = "What you name is there. " if len(missing) < len(self.held) else ""
            return f"{fits}{look} What is left?"
        cause = "The cause is right" if len(self.held) == 1 else "The causes are right"
        return f"{cause}; the repair is not, or not complete. {look} What does it find?"


room_1 = MendedRoom(1, {"step-uphill", "gradient-wrong"})
room_2 = MendedRoom(2, {"symmetric-start"})
room_3 = MendedRoom(3, {"labels-misshapen", "cost-wrong"})
room_4 = MendedRoom(4, {"gradient-wrong"})
room_5 = MendedRoom(5, {"samples-left-out"})
room_6 = MendedRoom(6, {"inputs-not-scaled", "start-saturated"}, {"gradient-wrong", "step-uphill"})
