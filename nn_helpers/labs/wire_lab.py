"""The wire lab: a network wired by hand, nine sliders or three LINES; how many answers are NEAR."""

import ipywidgets as widgets
import numpy as np

from nn_helpers import data, describe, main_thread, network, plots
from nn_helpers.labs import controls as c
from nn_helpers.labs import line_handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function

NEAR = 0.1  # of its label, where an answer is sure enough for the exercise
LIMIT = 20.0  # of each number
# The lines in the picture, each with its two weights and its bias.
LINES = {
    "the line of hidden unit 1": ("W1_00", "W1_01", "b1_0"),
    "the line of hidden unit 2": ("W1_10", "W1_11", "b1_1"),
    "the cut of the output unit": ("W2_00", "W2_01", "b2_0"),
}


class WireLab(Lab):
    """Wire XOR by hand: set all nine numbers until each answer is within 0.1 of its label.

    The lines of the three units can be moved, and turned by their ends. A button doubles all numbers.

    Parameters
    ----------
    W1, b1, W2, b2 : nested sequences of numbers
        Where the sliders stand at first: (2, 2), (2,), (2,) and one number. By default one line is
        upright, one level, and the output listens to the first: no line stands where XOR wants it.
    forward : function, optional
        The learner's ``forward(params, X)``.
    """

    name = "wire"
    title = "Wire XOR by hand"
    question = (
        "1. What does unit 1 ask when its line cuts 00 off? 2. Which second line helps? 3. Which vote? And "
        "what does doubling all nine numbers change? Drag the lines, or turn them by their ends."
    )
    together = ("W1", "b1", "W2", "b2")

    def __init__(self, W1=((4, 0), (0, 4)), b1=(-2, -2), W2=(4, 0), b2=-3, *, forward=None):
        self._forward = Function("forward", forward, network.forward)
        self.X, self.Y = data.xor()
        self.best = 0
        doubling = main_thread.Work(self.double)
        self.double_button = widgets.Button(
            description="Double all", tooltip="Each number twice as large"
        )
        self.double_button.on_click(lambda _: doubling.ask(from_page=False))
        fig, axes = plots.figure(2, 2, width=6.4, height=5.2)
        self._diagram = plots.network_diagram(axes[0, 0])
        begin = network.Params(
            np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1))
        )
        self._answers = plots.predictions(axes[0, 1], np.full((1, 4), 0.5), self.Y)
        self._map = plots.decision_map(axes[1, 0], begin, self.X, self.Y)
        self._lines = plots.hidden_lines(axes[1, 0], begin)
        self._hidden = plots.hidden_space(axes[1, 1], begin, self.X, self.Y)
        plots.titles(
            axes, "", "the four answers", "the answer everywhere", "what the output unit sees"
        )
        self._planes = dict(zip(LINES, (axes[1, 0], axes[1, 0], axes[1, 1]), strict=True))
        drawings = (self._diagram, self._answers, self._map, self._lines, self._hidden)
        controls = c.weight_sliders(W1, b1, W2, b2, limit=LIMIT, step=0.5)
        super().__init__(Canvas(fig, drawings), controls, self._forward)

    def arguments(self):
        return c.weight_arguments(self.state.values())

    def arrange_controls(self):
        return [*self.controls.values(), self.double_button, self.reset_button]

    def double(self):
        """Make all nine numbers twice as large, as far as the sliders go."""
        self.set(**{n: min(max(2 * v, -LIMIT), LIMIT) for n, v in self.state.items()})

    def redraw(self):
        params = c.params(list(self.state.values()))
        wired_outputs = self._wired_outputs(params, self.X)
        near = int(np.sum(np.abs(wired_outputs - self.Y) <= NEAR))
        self.best = max(self.best, near)
        numbers = [f"{value:g}" for value in self.state.values()]
        words = dict(zip(c.PLACES, numbers, strict=True))
        words |= {"x[0]": "x₁", "x[1]": "x₂", "A1[0]": "1", "A1[1]": "2", "A2[0]": "out"}
        self._diagram.update(params, words)
        self._answers.update(wired_outputs)
        self._map.update(lambda at: self._wired_outputs(params, at)[0])
        self._lines.update(params)
        self._hidden.update(params)
        said = describe.hidden_units(network.forward(params, self.X)[1])
        return f"{said} {describe.wiring(wired_outputs, self.Y, near, self.best)}"

    def _wired_outputs(self, params, X):
        layers = self._forward(params, X)
        if not isinstance(layers, tuple | list) or len(layers) != 4:
            raise TypeError(f"forward returned {type(layers).__name__}, expected (Z1, A1, Z2, A2)")
        return np.asarray(layers[-1], dtype=float).reshape(1, X.shape[1])

    def handles(self, state):
        return [
            handle
            for name, plane in self._planes.items()
            for handle in line_handles.of_line(name, plane, *_line(name, state))
        ]

    def drag(self, name, start, to, state):
        """A line moves along with the hand, or is turned by its end; its weights stay as large."""
        line = next(line for line in LINES if name.endswith(line))
        plane = self._planes[line]
        (first, second), bias = line_handles.dragged(
            name, line, plane, *_line(line, state), start, to
        )
        return dict(zip(LINES[line], (first, second, bias), strict=True))

    def reset(self):
        self.best = 0
        super().reset()


def _line(name, state):
    first, second, bias = (state[number] for number in LINES[name])
    return np.array([first, second]), bias
