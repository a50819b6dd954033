"""The lab of the case: its printed costs for a rate, a length, a seed and comments; a close_up."""

from nn_helpers import case, data, describe, network, plots
from nn_helpers import training as numbers
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas

LONGEST = 5000  # epochs; the axes go so far, however long the run is
TOP = 5.0  # of the cost axis
# The bugs of ``case.BUGS`` that the program still has, by which comments are followed.
REPAIRS = {
    "none": ("stale-weights", "leaked-index", "reads-global"),
    "comment 1": ("leaked-index", "reads-global"),
    "comment 2": ("stale-weights", "leaked-index"),
    "both": ("leaked-index",),
}
NAMES = {
    "none": "as posted",
    "comment 1": "comment 1: old W2",
    "comment 2": "comment 2: sets x",
    "both": "both comments",
}


class TheCaseLab(Lab):
    """Run the posted program: the cost that it prints, and the four answers that it prints.

    Parameters
    ----------
    learning_rate, epochs, seed
        Where the controls stand at first; ``case.SEED`` is the draw of the posted program.
    repairs : "none", "comment 1", "comment 2" or "both"
        Which of the two comments the program follows.
    """

    name = "the_case"
    title = "The scene of the crime"
    question = (
        "Before you move a control: what will a larger rate do to the fall of the printed cost, and to its "
        "turn? You can drag the end of the curve, too."
    )
    lines = 5

    def __init__(
        self, learning_rate=case.LEARNING_RATE, epochs=LONGEST, seed=case.SEED, repairs="none"
    ):
        if repairs not in REPAIRS:
            raise ValueError(f"repairs is one of {', '.join(REPAIRS)}; {repairs!r} is not.")
        self.X, self.Y = data.xor()
        self._run = self._case = None
        widths = {"width_ratios": [1.1, 1.1, 1]}
        fig, axes = plots.figure(3, width=6.8, height=3.3, gridspec_kw=widths)
        self._plane = axes[0]
        controls = {
            "learning_rate": c.log_slider(learning_rate, -3, 1, "learning rate"),
            "epochs": c.slider(epochs, 50, LONGEST, "epochs", step=50),
            "seed": c.seed_slider(seed),
            "repairs": c.choice(repairs, [(NAMES[name], name) for name in REPAIRS], "program"),
        }
        longest = controls["epochs"].high
        self._curve = plots.cost_curve(
            axes[0], [TOP] * longest, first_epoch=1, plateaus=False, top=TOP / 1.06
        )
        plots.plateau_lines(axes[0], side="left", names=("4 ln 2",))
        axes[0].set_xlim(0, longest)  # the same ticks as the picture beside it
        self._end = plots.moment(axes[0])
        self._turn = plots.turn(axes[1], longest)
        self._answers = plots.predictions(axes[2], [[0.5] * 4], self.Y)
        plots.titles(axes, "printed cost", "the same, close up", "what predict prints")
        drawings = (self._curve, self._end, self._turn, self._answers)
        super().__init__(Canvas(fig, drawings), controls)

    def redraw(self):
        case_settings = (self.seed.value, self.learning_rate.value, self.repairs.value)
        if case_settings != self._case:
            self._case = None
            self._run = self._trained(*case_settings)
            self._case = case_settings
        epochs = self.epochs.value
        printed = self._run.printed_costs[:epochs]
        self._curve.update(printed)
        self._end.update(epochs, printed[-1])
        self._turn.update(printed, *close_up(printed))
        outputs = network.predict(self._run.at(epochs), self.X)
        answers = case.printed(outputs, "reads-global" in REPAIRS[self.repairs.value])
        self._answers.update(answers)
        return f"{describe.turn(printed)} {describe.predictions(answers, self.Y)}"

    def _trained(self, seed, rate, repairs):
        bugs = tuple(bug for bug in REPAIRS[repairs] if bug in case.CASE_BUGS)
        # Every epoch of the longest run, so that its end can be dragged about at no price.
        return numbers.record(
            case.start(seed), self.X, self.Y, rate, self.epochs.high, per_sample=True, bugs=bugs
        )

    def handles(self, state):
        """The end of the run, on its cost curve."""
        height = min(self._run.printed_costs[state["epochs"] - 1], self._plane.get_ylim()[1])
        return [
            handles.spot("the end of the run", self._plane, state["epochs"], height, "ew-resize")
        ]

    def drag(self, name, start, to, state):
        return {"epochs": state["epochs"] + to.x - start.x}


def close_up(costs):
    """Return the places of two costs to look at closely: where it turns, or else the second half.

    >>> close_up([3.0, 1.0, 2.0]), close_up([4.0, 3.0, 2.0, 1.0])
    ((1, 2), (3, 2))
    """
    found = numbers.first_turn(costs)
    return (len(costs) - 1, len(costs) // 2) if found is None else found[:2]
