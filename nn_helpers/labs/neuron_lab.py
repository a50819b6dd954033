"""The neuron lab: w1, w2, b of one unit draw one LINE for a task (AND, OR); never enough for XOR."""

import numpy as np

from nn_helpers import data, describe, network, plots
from nn_helpers.labs import controls as c
from nn_helpers.labs import line_handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function

TASKS = {
    "XOR": (0, 1, 1, 0),
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "three positives": (1, 1, 1, 0),
}
LINE = "the line"


class NeuronLab(Lab):
    """Move the line of one neuron, and try to put every sample on its side.

    Parameters
    ----------
    w1, w2, b : floats
        Where the two weights and the bias stand at first.
    task : "XOR", "AND", "OR" or "three positives"
    sigmoid : function, optional
        The learner's ``sigmoid(z)``.
    """

    name = "neuron"
    lines = 4
    title = "One neuron, one line"
    question = (
        "Drag the line, or turn it by its ends. Before you do: which of the tasks can one line solve, "
        "and which can it not?"
    )

    def __init__(self, w1=2.0, w2=1.0, b=-1.0, task="XOR", *, sigmoid=None):
        self._sigmoid = Function("sigmoid", sigmoid, network.sigmoid)
        self._best = {}
        controls = {
            "w1": c.slider(float(w1), -10.0, 10.0, "weight w1", step=0.1),
            "w2": c.slider(float(w2), -10.0, 10.0, "weight w2", step=0.1),
            "b": c.slider(float(b), -15.0, 15.0, "bias b", step=0.1),
            "task": c.choice(task, list(TASKS), "task"),
        }
        super().__init__(self._picture_of(task), controls, self._sigmoid)

    def _picture_of(self, task):
        """Return a new picture for a task, whose samples have other labels."""
        self._task = task
        self.X, self.Y = data.logic_gate(*TASKS[task])
        fig, axes = plots.figure(2, width=6.4, height=3.4)
        blank = np.full((1, 4), 0.5)
        self._map = plots.answer_map(axes[0], lambda at: np.zeros(at.shape[1]), self.X, self.Y)
        self._answers = plots.predictions(axes[1], blank, self.Y)
        self._plane = axes[0]
        plots.titles(axes, "the answer everywhere", "the four answers")
        return Canvas(fig, (self._map, self._answers))

    def redraw(self):
        if self.task.value != self._task:
            self._canvas = self._picture_of(self.task.value)
        outputs = self._answer(self.X)
        self._map.update(self._answer)
        self._answers.update(outputs)
        right = int(np.sum(np.abs(outputs - self.Y) < 0.5))
        self._best[self._task] = max(right, self._best.get(self._task, 0))
        line = (self.w1.value, self.w2.value, self.b.value)
        words = describe.line(outputs, self.Y, line, self._best[self._task])
        return f"{self._task}: {words[0].lower()}{words[1:]}"

    def _answer(self, X):
        z = self.w1.value * X[0] + self.w2.value * X[1] + self.b.value
        outputs = np.asarray(self._sigmoid(z), dtype=float)
        if outputs.shape != z.shape:
            raise ValueError(f"sigmoid got shape {z.shape} and returned shape {outputs.shape}")
        return outputs

    def handles(self, state):
        return line_handles.of_line(LINE, self._plane, *_line(state))

    def drag(self, name, start, to, state):
        (w1, w2), b = line_handles.dragged(name, LINE, self._plane, *_line(state), start, to)
        return {"w1": w1, "w2": w2, "b": b}

    def reset(self):
        self._best.clear()
        super().reset()


def _line(state):
    return np.array([state["w1"], state["w2"]]), state["b"]
