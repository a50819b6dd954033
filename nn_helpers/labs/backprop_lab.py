"""The backprop lens: a sample's numbers step by step along the diagram's edges, forward and back."""

import numpy as np

from nn_helpers import data, describe, network, plots
from nn_helpers.labs import calculation, handles
from nn_helpers.labs import controls as c
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function
from nn_helpers.plots.diagram import BIASES, EDGES

LIMIT = 5.0  # of a weight: a line of the diagram is as long as its range
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
    ("dA1",),
    ("dZ1",),
    ("dW1", "db1"),
)


class BackpropLab(Lab):
    """Step through one sample: the answers forward, the slopes of the cost backward, factor by factor.

    Parameters
    ----------
    sample : 0 to 3, for 00, 01, 10 and 11
    label : number from 0 to 1; by default the sample's own
    step : 0 (nothing computed) to 10 (every slope)
    path : "W1[0, 0]" to "b2[0]", the parameter whose way is lit and written out
    W1, b1, W2, b2 : nested sequences of numbers, where the sliders stand at first
    gradients : function, optional
        The learner's ``gradients(params, X, Y)``.
    """

    name = "backprop"
    title = "Forward, then back"
    question = (
        "Take hold of a weight: its way lights up, and you can drag it along its line. "
        "Before each step back: which sign will the next slope have?"
    )

    def __init__(
        self,
        sample=1,
        label=None,
        step=0,
        path="W1[0, 0]",
        *,
        W1=((1, -1), (2, 1)),
        b1=(0.5, -1),
        W2=(1.5, -2),
        b2=0.5,
        gradients=None,
    ):
        self._gradients = Function("gradients", gradients, network.gradients)
        self.X, self.Y = data.xor()
        heights = {"height_ratios": [6.4, 1]}
        fig, axes = plots.figure(1, 2, width=6.6, height=4.7, gridspec_kw=heights)
        self._plane = axes[0]
        self._diagram, self._row = plots.network_diagram(axes[0]), plots.calculation(axes[1])
        corners = [(name, i) for i, name in enumerate(data.CORNER_NAMES)]
        label = self.Y[0, sample] if label is None else label
        controls = {
            "sample": c.choice(sample, corners, "sample"),
            "label": c.slider(float(label), 0.0, 1.0, "label y", step=0.01),
            "step": c.slider(step, 0, len(STEPS) - 1, "step"),
            "path": c.choice(path, c.PLACES, "way of"),
            **c.weight_sliders(W1, b1, W2, b2, limit=LIMIT, step=0.1),
        }
        self.play = c.player(controls["step"], interval=1500)
        super().__init__(Canvas(fig, (self._diagram, self._row)), controls, self._gradients)

    def adjust(self, changed):
        """A sample brings its own label along, unless another one is asked for."""
        if "sample" in changed and "label" not in changed:
            self.label.value = float(self.Y[0, self.sample.value])

    def arguments(self):
        state = self.state
        chosen = {name: state.pop(name) for name in ("sample", "label", "step", "path")}
        if chosen["label"] == self.Y[0, chosen["sample"]]:
            chosen["label"] = None
        return chosen | c.weight_arguments(state.values())

    def arrange_controls(self):
        sample, label, step, path, *weights = self.controls.values()
        return [sample, label, step, self.play, path, *weights, self.reset_button]

    def redraw(self):
        params = c.params([self.controls[c.attribute(place)].value for place in c.PLACES])
        x, y = self.X[:, [self.sample.value]], np.array([[self.label.value]])
        values = self._values(params, x, y)
        shown = tuple(begin for names in STEPS[: self.step.value + 1] for begin in names)
        words = {n: t for n, t in texts(values).items() if n.startswith(shown)}
        made = calculation.calculation(self.path.value, self.step.value, values)
        lit = {self.path.value} if made is None else made.path | {self.path.value}
        self._diagram.update(params, words, lit)
        self._row.update(*(((), None) if made is None else made[:2]))
        said = describe.backprop(self.step.value, values)
        return said if made is None else f"{said} {made}{self._beside(made, values)}"

    def _beside(self, made, values):
        """Return what the learner's function says where the product says something else."""
        if not (self._gradients.own and made.slope):
            return ""
        name, at = made.slope[:-1].split("[")
        theirs = float(values[name][tuple(map(int, at.split(", "))) if "," in at else (int(at), 0)])
        if np.isclose(theirs, made.value, rtol=1e-6, atol=1e-9):
            return ""
        return f" Your gradients return {calculation.small(theirs, 4)} there."

    def handles(self, state):
        """Every weight along its line, and every bias where its number stands."""
        lines = {name: along(*ends, 0.2, 0.8) for name, ends in EDGES.items()}
        lines |= {name: [(x - 0.03, y), (x + 0.03, y)] for name, (x, y) in BIASES.items()}
        ways = dict.fromkeys(BIASES, "ns-resize")
        return [
            handles.line(name, self._plane, points, ways.get(name, "grab"))
            for name, points in lines.items()
        ]

    def drag(self, name, start, to, state):
        """A weight grows towards the output, a bias upwards."""
        begin, end = EDGES.get(name, ((0, 0), (0, 1)))
        way, moved = self._edge_pixels(begin, end), self._edge_pixels(start, to)
        more = 2 * LIMIT * (moved @ way) / (way @ way)
        return self._weight_moved(name, more, state)

    def step(self, handle, steps, state):
        return self._weight_moved(handle.name, 0.1 * sum(steps), state)

    def _weight_moved(self, name, more, state):
        number = c.attribute(name)
        return {"path": name, number: state[number] + more}

    def _edge_pixels(self, begin, end):
        return np.subtract(*self._plane.transData.transform([end, begin]))

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
            "dZ1": slopes.b1, "dZ2": slopes.b2, "dA1": params.W2.T @ (A2 - y),
        }  # fmt: skip


def along(begin, end, *shares):
    """Return points at some shares of the way from one point to another.

    >>> along((0, 0), (1, 2), 0.25, 0.5)
    [(0.25, 0.5), (0.5, 1.0)]
    """
    return [tuple(b + share * (e - b) for b, e in zip(begin, end, strict=True)) for share in shares]


def texts(values):
    """Return the words for each place of the diagram."""
    words = {"y": f"y = {values['y'][0, 0]:g}", "cost": f"cost {values['cost']:.4f}"}
    for i in range(2):
        words[f"x[{i}]"] = f"{values['x'][i, 0]:g}"
        words |= _unit(values, "1", i)
        words[f"dA1[{i}]"] = f"blame {values['dA1'][i, 0]:+.4f}"
        for j in range(2):
            words[f"W1[{j}, {i}]"] = f"w {values['W1'][j, i]:g}"
            words[f"dW1[{j}, {i}]"] = _slope(values["dW1"][j, i])
        words[f"W2[0, {i}]"] = f"w {values['W2'][0, i]:g}"
        words[f"dW2[0, {i}]"] = _slope(values["dW2"][0, i])
    return words | _unit(values, "2", 0)


def _slope(number):
    """Return a slope as the diagram shows it; one that is exactly 0 is told from a small one."""
    return f"slope {number:+.4f}" if number else "slope 0"


def _unit(values, layer, at):
    place = f"[{at}]"
    return {
        f"b{layer}{place}": f"b {values['b' + layer][at, 0]:g}",
        f"db{layer}{place}": _slope(values["db" + layer][at, 0]),
        f"Z{layer}{place}": f"Z {values['Z' + layer][at, 0]:.3f}",
        f"dZ{layer}{place}": _slope(values["dZ" + layer][at, 0]),
        f"A{layer}{place}": f"{values['A' + layer][at, 0]:.3f}",
    }
