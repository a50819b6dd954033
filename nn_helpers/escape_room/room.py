"""Room: a program as text, run and trained by a seed; mend its lines; Success of starts; score."""

import difflib
import html
import linecache
import textwrap
from dataclasses import dataclass
from importlib import resources

import numpy as np

from nn_helpers.escape_room import tasks
from nn_helpers.escape_room.tasks import ROOMS

PARTS = ("predict", "cost", "gradients", "train")
LEARNED = 0.9  # share of new samples that are right, or of their spread that is explained


@dataclass(frozen=True)
class Success:
    """From how many of how many redrawn starts a program has learned.

    ``lost`` is from how many its answers about new samples are nan or infinite.

    >>> Success(0, 8, lost=8)
    0 of 8 starts learn; in 8 of them answers about a new sample are no numbers (nan or infinite)
    """

    learned: int
    starts: int
    lost: int = 0

    @property
    def why(self):
        """What is the matter with answers that are no numbers, or an empty text."""
        if not self.lost:
            return ""
        return f"in {self.lost} of them answers about a new sample are no numbers (nan or infinite)"

    def __repr__(self):
        return "; ".join(filter(None, (f"{self.learned} of {self.starts} starts learn", self.why)))


@dataclass(frozen=True, repr=False)
class Room:
    """One of the six programs, as it is or mended.

    Attributes
    ----------
    number : 1 to 6
    source : the text of the program
    """

    number: int
    source: str

    @property
    def parts(self):
        """What ``clinic.examine(**room.parts)`` needs: data, a start, functions, rate and epochs."""
        program = self.program()
        X, Y = ROOMS[self.number](np.random.default_rng(0))
        functions = {name: program[name] for name in PARTS if name in program}
        start = program["start"](np.random.default_rng(0))
        rate, epochs = settings(program)
        return {"X": X, "Y": Y, "params": start, **functions, "rate": rate, "epochs": epochs}

    def program(self):
        """Return the names of the program, run anew: ``room.program()["start"]`` is its function."""
        file = f"<room {self.number}>"
        program_lines = self.source.splitlines(keepends=True)
        linecache.cache[file] = (len(self.source), None, program_lines, file)  # for tracebacks
        space = {"__name__": f"room_{self.number}"}
        exec(compile(self.source, file, "exec"), space)
        return space

    def mend(self, change):
        """Return this room with lines replaced.

        ``change`` is ``{"a line as it stands": "what shall stand there"}``, as many as are needed.
        Spaces before a line need not be given, and both may have several lines.

        Raises ``TypeError`` for anything but a dict of texts, and ``ValueError`` for a line that does
        not stand in the program, or more than once.
        """
        if not isinstance(change, dict) or not change:
            raise TypeError('change is a dict: {"a line as it stands": "what shall stand there"}.')
        source = self.source
        for old, new in change.items():
            if not isinstance(old, str) or not isinstance(new, str):
                raise TypeError("change holds texts: lines in quotation marks, before and after.")
            source = _replaced(source, old, new)
        return Room(self.number, source)

    def answers(self, X, Y, asked, seed):
        """Train on (X, Y) from a start that a seed draws; return the answers to other inputs.

        They are asked about one at a time, and the answers come as a list.
        """
        predict, params = self.trained(X, Y, seed)
        return [_quietly(predict, params, one) for one in self.one_by_one(asked)]

    def together(self, X, Y, asked, seed):
        """Return the answers to other inputs that are asked about all at once."""
        predict, params = self.trained(X, Y, seed)
        return _quietly(predict, params, asked)

    def one_by_one(self, X):
        """Return inputs as a list of inputs with one sample each."""
        return tasks.one_by_one(self.number, X)

    def trained(self, X, Y, seed):
        """Return ``predict`` of the program and parameters trained from a start that a seed draws."""
        program = self.program()
        rate, epochs = settings(program)
        start = program["start"](np.random.default_rng(seed))
        return program["predict"], _quietly(program["train"], start, X, Y, rate, epochs)

    def success(self, starts=8, seed=1000):
        """Return the ``Success`` over redrawn starts, on newly drawn data, judged on further samples.

        They are asked about one at a time.
        """
        return success(self.answers, self.number, starts, seed)

    def __repr__(self):
        return f"Room {self.number} of {len(ROOMS)}\n\n{self.source}"

    def _repr_html_(self):
        return (
            f"<b>Room {self.number} of {len(ROOMS)}</b>"
            f'<pre style="line-height:1.35;margin:0.5em 0 0 0">{html.escape(self.source)}</pre>'
        )


def _quietly(function, *arguments):
    """Call a function of a program, without numpy's warnings."""
    with np.errstate(all="ignore"):
        return function(*arguments)


def read(number):
    """Return a room with its program as it was found."""
    file = resources.files("nn_helpers.escape_room.programs").joinpath(f"room_{number}.py")
    return Room(number, file.read_text(encoding="utf-8"))


def settings(program):
    """Return the rate and the epochs that a program sets at its top.

    Raises ``ValueError`` for what is no positive number, by the name that stands there.

    >>> settings({"RATE": -0.5, "EPOCHS": 600})
    Traceback (most recent call last):
    ValueError: RATE is -0.5: a rate is positive, for example 0.5.
    """
    rate, epochs = program["RATE"], program["EPOCHS"]
    if not _positive(rate):
        raise ValueError(f"RATE is {rate!r}: a rate is positive, for example 0.5.")
    if not _positive(epochs):
        raise ValueError(f"EPOCHS is {epochs!r}: their number is positive, for example 600.")
    return rate, epochs


def _positive(setting):
    try:
        return bool(np.isfinite(setting) and setting > 0)
    except (TypeError, ValueError):
        return False


def success(answers, number, starts, seed):
    """Return the ``Success`` of a room's program that is run by ``answers(X, Y, asked, seed)``."""
    learned = lost = 0
    for redrawn in range(starts):
        X, Y = ROOMS[number](np.random.default_rng([seed, redrawn, 0]))
        asked, labels = ROOMS[number](np.random.default_rng([seed, redrawn, 1]))
        room_outputs = answers(X, Y, asked, redrawn)
        learned += bool(score(room_outputs, labels) >= LEARNED)
        lost += no_numbers(room_outputs)
    return Success(learned, starts, lost)


def no_numbers(room_outputs):
    """Return whether some answers are nan or infinite.

    >>> no_numbers([[0.5], [float("nan")]]), no_numbers([[0.5], [1]]), no_numbers(["yes"])
    (True, False, False)
    """
    try:
        return not np.all(np.isfinite(np.asarray(room_outputs, dtype=float)))
    except (TypeError, ValueError):
        return False


def score(room_outputs, room_labels):
    """Return the share of samples that are right; of numbers, the share of their spread explained.

    Answers of another shape, or that are no numbers, score 0.

    >>> score([[0.9], [0.2]], [[1.0], [1.0]])
    0.5
    """
    room_labels = np.asarray(room_labels, dtype=float)
    try:
        room_outputs = np.asarray(room_outputs, dtype=float).reshape(room_labels.shape)
    except (TypeError, ValueError):
        return 0.0
    if not np.all(np.isfinite(room_outputs)):
        return 0.0
    if len(np.unique(room_labels)) > 2:
        spread = np.sum((room_labels - room_labels.mean()) ** 2)
        return float(1 - np.sum((room_outputs - room_labels) ** 2) / spread)
    if room_labels.ndim == 2 and room_labels.shape[1] > 2 and np.all(room_labels.sum(axis=1) == 1):
        return float(np.mean(room_outputs.argmax(axis=1) == room_labels.argmax(axis=1)))
    return float(np.mean((room_outputs > 0.5) == (room_labels > 0.5)))


def _replaced(source, old, new):
    """Return a text with some whole lines replaced, whatever stands before and behind them."""
    program_lines, to_mend = source.splitlines(), _lines(old)
    if not to_mend:
        raise ValueError("A line to be replaced is empty.")
    stripped = [line.strip() for line in program_lines]
    sought = [line.strip() for line in to_mend]
    places = [
        i
        for i in range(len(program_lines) - len(sought) + 1)
        if stripped[i : i + len(sought)] == sought
    ]
    if len(places) != 1:
        raise ValueError(_not_one(sought, stripped, len(places)))
    at = places[0]
    before = program_lines[at][: len(program_lines[at]) - len(program_lines[at].lstrip())]
    mended = [before + line if line.strip() else "" for line in _lines(new)]
    return "\n".join([*program_lines[:at], *mended, *program_lines[at + len(sought) :]]) + "\n"


def _lines(to_mend):
    return textwrap.dedent(to_mend.strip("\n")).rstrip().splitlines()


def _not_one(sought, stripped, found):
    if found:
        return f"{sought[0]!r} stands there {found} times. Give the line before it as well."
    missing = next((line for line in sought if line not in stripped), sought[0])
    near = difflib.get_close_matches(missing, stripped, n=1, cutoff=0.5)
    return f"No line reads {missing!r}." + (f" There is {near[0]!r}." if near else "")
