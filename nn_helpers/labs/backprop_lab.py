"""The backprop lens: every number of one sample on the diagram, forward and then backward."""

import numpy as np

from nn_helpers import data, describe, network, plots
from nn_helpers.labs import controls as c
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function

# Which numbers appear at which step; what came before stays.
STEPS = (
    ("x", "y", "W", "b"),
    ("Z1",),
    ("A1",),
    ("Z2",),
    ("A2",),
    ("cost",),
    ("dZ2",),
    ("dW2", "db2"),
    ("dZ1",),
    ("dW1", "db1"),
)


class BackpropLab(Lab):
    """Step through one sample: the answers forward, the slopes of the cost backward.

    Parameters
    ----------
    sample : 0 to 3, for 00, 01, 10 and 11
    label : number from 0 to 1; by default the sample's own
    step : 0 (nothing computed) to 9 (every slope)
    W1, b1, W2, b2 : nested sequences of numbers, where the sliders stand at first
    gradients : function, optional
        The learner's ``gradients(params, X, Y)``.
    """

    name = "backprop"
    title = "Forward, then back"
    question = "Before each step back: which sign will the next slope have?"

    def __init__(
        self,
        sample=1,
        label=None,
        step=0,
        *,
        W1=((1, -1), (2, 1)),
        b1=(0.5, -1),
        W2=(1.5, -2),
        b2=0.5,
        gradients=None,
    ):
        self._gradients = Function("gradients", gradients, network.gradients)
        self.X, self.Y = data.xor()
        fig, ax = plots.figure(width=6.6, height=4.9)
        self._diagram = plots.network_diagram(ax)
        corners = [(name, i) for i, name in enumerate(data.CORNER_NAMES)]
        label = self.Y[0, sample] if label is None else label
        controls = {
            "sample": c.choice(sample, corners, "sample"),
            "label": c.slider(float(label), 0.0, 1.0, "label y", step=0.01),
            "step": c.slider(step, 0, len(STEPS) - 1, "step"),
            **c.weight_sliders(W1, b1, W2, b2, limit=5.0, step=0.1),
        }
        self.play = c.player(controls["step"], interval=1500)
        super().__init__(Canvas(fig, (self._diagram,)), controls, self._gradients)

    def adjust(self, changed):
        """A sample brings its own label along, unless another one is asked for."""
        if "sample" in changed and "label" not in changed:
            self.label.value = float(self.Y[0, self.sample.value])

    def arguments(self):
        state = self.state
        chosen = {name: state.pop(name) for name in ("sample", "label", "step")}
        if chosen["label"] == self.Y[0, chosen["sample"]]:
            chosen["label"] = None
        return chosen | c.weight_arguments(state.values())

    def arrange_controls(self):
        sample, label, step, *weights = self.controls.values()
        return [sample, label, step, self.play, *weights, self.reset_button]

    def redraw(self):
        params = c.params([self.controls[c.attribute(place)].value for place in c.PLACES])
        x, y = self.X[:, [self.sample.value]], np.array([[self.label.value]])
        values = self._values(params, x, y)
        shown = tuple(begin for names in STEPS[: self.step.value + 1] for begin in names)
        self._diagram.update(
            params, {n: t for n, t in texts(values).items() if n.startswith(shown)}
        )
        return describe.backprop(self.step.value, values)

    def _values(self, params, x, y):
        Z1, A1, Z2, A2 = network.forward(params, x)
        slopes = self._gradients(params, x, y)
        slopes = network.Params(*(np.asarray(g, dtype=float) for g in slopes))
        for name, slope, p in zip(params._fields, slopes, params, strict=True):
            if slope.shape != p.shape:
                raise ValueError(
                    f"the slopes of {name} have shape {slope.shape}, expected {p.shape}"
                )
        # With one sample the slope of a bias is the slope of the unit's Z.
        return {
            "x": x, "y": y, "Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "cost": network.cost(A2, y),
            **params._asdict(),
            **{f"d{name}": slope for name, slope in slopes._asdict().items()},
            "dZ1": slopes.b1, "dZ2": slopes.b2,
        }  # fmt: skip


def texts(values):
    """Return the words for each place of the diagram."""
    words = {"y": f"y = {values['y'][0, 0]:g}", "cost": f"cost {values['cost']:.4f}"}
    for i in range(2):
        words[f"x[{i}]"] = f"{values['x'][i, 0]:g}"
        words |= _unit(values, "1", i)
        for j in range(2):
            words[f"W1[{j}, {i}]"] = f"w {values['W1'][j, i]:g}"
            words[f"dW1[{j}, {i}]"] = f"slope {values['dW1'][j, i]:+.4f}"
        words[f"W2[0, {i}]"] = f"w {values['W2'][0, i]:g}"
        words[f"dW2[0, {i}]"] = f"slope {values['dW2'][0, i]:+.4f}"
    return words | _unit(values, "2", 0)


def _unit(values, layer, at):
    place = f"[{at}]"
    return {
        f"b{layer}{place}": f"b {values['b' + layer][at, 0]:g}",
        f"db{layer}{place}": f"slope {values['db' + layer][at, 0]:+.4f}",
        f"Z{layer}{place}": f"Z {values['Z' + layer][at, 0]:.3f}",
        f"dZ{layer}{place}": f"slope {values['dZ' + layer][at, 0]:+.4f}",
        f"A{layer}{place}": f"{values['A' + layer][at, 0]:.3f}",
    }
