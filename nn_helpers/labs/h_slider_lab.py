"""The h slider: how far to nudge a weight to measure its slope; the relative error over STEPS."""

import numpy as np

from nn_helpers import data, describe, gradcheck, network, plots
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function, guarded

STEPS = 10.0 ** np.arange(-16, 0.26, 0.5)
OFFSETS = np.linspace(-2, 2, 241)
FLOOR = 1e-13  # errors below it are drawn at it


class NudgeLab(Lab):
    """Choose the nudge h, look through the microscope, and find the bottom of the error.

    Parameters
    ----------
    h : from 1e-16 to 1
    parameter : "W1[0, 0]" to "b2[0]", the one that is nudged
    seed : of the network, drawn uniform in (-1, 1)
    numerical_gradients : function, optional
        The learner's ``numerical_gradients(f, params, h)``; its error is drawn as well.
    """

    name = "h_slider"
    lines = 4
    title = "How small a nudge?"
    question = "Drag the diamond, or the slider. Before you go to the left end: what will the microscope show?"

    def __init__(self, h=0.56, parameter="W1[0, 0]", seed=4, *, numerical_gradients=None):
        self._measure = Function(
            "numerical_gradients", numerical_gradients, gradcheck.numerical_gradients
        )
        self.X, self.Y = data.xor()
        self._chosen = self._error = None
        fig, axes = plots.figure(2, width=6.6, height=3.7)
        self._nudge = plots.nudge(axes[0])
        names = ("one-sided", "central") + (("yours",) if self._measure.own else ())
        blank = dict.fromkeys(names, np.full(len(STEPS), np.nan))
        self._errors = plots.step_sizes(axes[1], STEPS, blank)
        self._now, self._plane = plots.moment(axes[1]), axes[1]
        plots.titles(axes, "under the microscope", "error of the measured slope")
        controls = {
            "h": c.log_slider(float(h), -16, 0, "nudge h", rounds=(1, 1.8, 3.2, 5.6)),
            "parameter": c.choice(parameter, c.PLACES, "parameter"),
            "seed": c.slider(seed, 0, 99, "seed"),
        }
        drawings = (self._nudge, self._errors, self._now)
        super().__init__(Canvas(fig, drawings), controls, self._measure)

    def redraw(self):
        chosen = (self.parameter.value, self.seed.value)
        if chosen != self._chosen:
            self._chosen = None
            self._params = network.initialise(np.random.default_rng(self.seed.value), 1.0)
            self._curves()
            self._chosen = chosen
        h = self.h.value
        here, up, down = self._cost_at(0.0), self._cost_at(h), self._cost_at(-h)
        scale = abs(self._true) * h
        rises = (np.array([self._cost_at(t * h) for t in OFFSETS]) - here) / scale
        turn = np.sign(
            self._true
        )  # a falling curve is shown rising: only the size of errors matters
        measured = self._slope(h)
        ends = np.array([down - here, up - here]) / scale
        self._nudge.update(OFFSETS, turn * rises, turn * ends, turn * measured / abs(self._true))
        self._error = _relative(measured, self._true)
        self._now.update(h, max(self._error, FLOOR))
        return describe.nudge(h, measured, self._true, self._error)

    def handles(self, state):
        """The diamond on the curve of the error: how long the nudge is."""
        height = np.clip(np.nan_to_num(self._error, nan=np.inf), FLOOR, self._plane.get_ylim()[1])
        return [handles.spot("the nudge h", self._plane, state["h"], height, "ew-resize")]

    def drag(self, name, start, to, state):
        return {"h": state["h"] * to.x / start.x}  # the axis is one of powers of ten

    def step(self, handle, steps, state):
        """An arrow key goes to the next stop of the slider."""
        stops = self.h.grid
        place = self.h.nearest(state["h"]) + int(sum(steps))
        return {"h": stops[min(max(place, 0), len(stops) - 1)]}

    def _curves(self):
        place = c.PLACES.index(self.parameter.value)
        true = network.gradients(self._params, self.X, self.Y)
        self._true = float(np.concatenate([np.ravel(g) for g in true])[place])
        here = self._cost_at(0.0)
        ups = np.array([self._cost_at(h) for h in STEPS])
        downs = np.array([self._cost_at(-h) for h in STEPS])
        curves = {
            "one-sided": _relative((ups - here) / STEPS, self._true),
            "central": _relative((ups - downs) / (2 * STEPS), self._true),
        }
        if self._measure.own:
            self._slope(STEPS[-1])  # says in words what is wrong with what comes back
            curves["yours"] = _relative(self._mine(), self._true)
        self._errors.update(curves)

    def _mine(self):
        """Return the slope that the learner's function measures for each of ``STEPS``."""
        measure = self._measure.apart()

        def along():  # one limit for the whole curve
            return np.array([self._of_chosen(measure(*self._given(), h)) for h in STEPS])

        return guarded(self._measure.name, along)

    def _cost_at(self, offset):
        numbers = np.concatenate([np.ravel(p) for p in self._params])
        numbers[c.PLACES.index(self.parameter.value)] += offset
        return self._cost(c.params(numbers))

    def _cost(self, params):
        return network.cost(network.predict(params, self.X), self.Y)

    def _slope(self, h):
        """Return the slope of the chosen parameter as measured by the function of this lab."""
        return self._of_chosen(self._measure(*self._given(), h))

    def _given(self):
        return self._cost, network.Params(*map(np.copy, self._params))

    def _of_chosen(self, slopes):
        flat = np.concatenate([np.ravel(np.asarray(g, dtype=float)) for g in slopes])
        if len(flat) != len(c.PLACES):
            raise ValueError(f"{self._measure.name} returned {len(flat)} numbers, expected 9")
        return float(flat[c.PLACES.index(self.parameter.value)])


def _relative(measured, true):
    size = np.abs(measured) + abs(true)
    return np.abs(measured - true) / np.maximum(size, 1e-300)
