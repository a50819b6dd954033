"""The last sample lab: the posted predict, which answers for whoever was last, beside the right."""

import numpy as np

from nn_helpers import case, data, describe, network, plots
from nn_helpers import training as numbers
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas

POSTED_EPOCHS = (1, 10, 20, 50, 100, 200, 500, 1000, 1500, 2000, 3000, 4000, 5000)


class LastSampleLab(Lab):
    """Choose which sample the training loop leaves behind, and what the posted predict prints.

    Parameters
    ----------
    last : 0 to 3, the sample that is visited last: 00, 01, 10 or 11
    epochs : one of the stops of the slider, or any other number
    """

    name = "last_sample"
    title = "Who was here last?"
    lines = 3
    question = (
        "Click on the sample that is to be last; it has a frame. Before you do: which of the two pictures "
        "will change, and to what?"
    )

    def __init__(self, last=3, epochs=50):
        self.X, self.Y = data.three_positives()
        fig, axes = plots.figure(2, width=6.4, height=3.4)
        blank = np.full((1, 4), 0.5)
        self._right, self._posted = (plots.predictions(ax, blank, self.Y) for ax in axes)
        self._axes, self._columns = axes, [plots.column(ax) for ax in axes]
        plots.titles(axes, "predict that uses its argument", "predict as posted")
        corners = [(name, i) for i, name in enumerate(data.CORNER_NAMES)]
        controls = {
            "last": c.choice(last, corners, "last sample"),
            "epochs": c.Number(epochs, POSTED_EPOCHS, "epochs"),
        }
        super().__init__(Canvas(fig, (*self._columns, self._right, self._posted)), controls)

    def redraw(self):
        order = np.roll(np.arange(4), 3 - self.last.value)
        run = numbers.record(
            case.start(),
            self.X[:, order],
            self.Y[:, order],
            case.LEARNING_RATE,
            self.epochs.value,
            per_sample=True,
            bugs=("stale-weights", "leaked-index"),
            every=self.epochs.value,
        )
        right = network.predict(run.final, self.X)
        posted = np.repeat(right[:, [self.last.value]], 4, axis=1)
        for column in self._columns:
            column.update(self.last.value)
        self._right.update(right)
        self._posted.update(posted)
        words = describe.two_predicts(right, posted, self.Y)
        return f"{data.CORNER_NAMES[self.last.value]} was here last. {words}"

    def handles(self, state):
        names = "the last sample", "the last sample, as printed"
        both = zip(names, self._axes, strict=True)
        return [handles.area(name, ax, cursor="pointer") for name, ax in both]

    def drag(self, name, start, to, state):
        """Choose the sample under the hand, or the nearest one."""
        return {"last": int(np.clip(round(to.x), 0, self.X.shape[1] - 1))}

    def step(self, handle, steps, state):
        return {"last": int(np.clip(state["last"] + sum(steps), 0, self.X.shape[1] - 1))}
