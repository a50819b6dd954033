"""The cost surface lab: the cost over two of nine parameters, across, up, around one of NETWORKS."""

import numpy as np

from nn_helpers import case, data, describe, network, plots
from nn_helpers import training as numbers
from nn_helpers.evolution import many_costs, to_vector
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function, guarded

TICKS = np.linspace(-10, 10, 49)
CEILING = 8.0
FLAT = 0.01  # a slope below it has no arrow: it would point nowhere that can be felt

# What is held on the curve across and on the curve up, and the control that it moves.
SIDES = {"where you stand, across": "x", "where you stand, up": "y"}


class CostSurfaceLab(Lab):
    """Walk on the cost of XOR over two parameters, the other seven fixed.

    Parameters
    ----------
    around : one of ``NETWORKS``, where the slice is taken
    across, up : "W1[0, 0]" to "b2[0]", the two parameters
    x, y : floats, where you stand; by default where the network is
    cost : function, optional
        The learner's ``cost(Y_hat, Y)``.
    """

    name = "cost_surface"
    title = "The cost as a landscape"
    question = (
        "Drag the diamond to walk. Before you do: where is the plain, where is the valley, and which "
        "way is down?"
    )

    def __init__(
        self,
        around="a solved network",
        across="W1[0, 0]",
        up="b1[0]",
        *,
        x=None,
        y=None,
        cost=None,
    ):
        c.check_apart(across, up)
        self._cost = Function("cost", cost, network.cost)
        self.X, self.Y = data.xor()
        self._sliced = None
        self._base = self._numbers(around)
        fig, axes = plots.figure(2, width=6.6, height=3.7, gridspec_kw={"width_ratios": [1.15, 1]})
        flat = np.zeros((len(TICKS), len(TICKS)))
        self._surface = plots.cost_surface(axes[0], TICKS, flat, (across, up), ceiling=CEILING)
        plots.cost_scale(axes[0], self._surface, ceiling=CEILING)
        self._here = plots.here(axes[0])
        self._plane, self._profile = axes
        self._slice = plots.lines(
            axes[1], ("across", "up"), xlabel="value of the parameter", ylabel="cost",
            ylim=(0, CEILING), below=2,
        )  # fmt: skip
        axes[1].set_xlim(TICKS[0], TICKS[-1])
        plots.plateau_lines(axes[1], side="left", names=("4 ln 2",))
        self._sides = {"x": plots.moment(axes[1]), "y": plots.moment(axes[1])}
        plots.titles(axes, "cost over two parameters", "cost through where you stand")
        controls = {
            "around": c.choice(around, list(NETWORKS), "around"),
            "across": c.choice(across, c.PLACES, "across"),
            "up": c.choice(up, c.PLACES, "up"),
            "x": c.slider(self._stand(across, x), -10.0, 10.0, "go across", step=0.1),
            "y": c.slider(self._stand(up, y), -10.0, 10.0, "go up", step=0.1),
        }
        drawings = (self._surface, self._here, self._slice, *self._sides.values())
        super().__init__(Canvas(fig, drawings), controls, self._cost)

    def _numbers(self, around):
        return to_vector(NETWORKS[around]())

    def _stand(self, place, value=None):
        if value is not None:
            return value
        home = float(self._base[c.PLACES.index(place)])
        return round(float(np.clip(home, TICKS[0], TICKS[-1])), 4)  # the cost there is the start's

    def adjust(self, changed):
        """Stand where the network is, whenever the slice is another one."""
        lists = [(name, self.controls[name]) for name in ("across", "up")]
        c.keep_apart(*lists, changed)
        if "around" in changed:
            self._base = self._numbers(self.around.value)
        if not changed.keys().isdisjoint(("around", "across", "up")):
            for name, of in (("x", self.across), ("y", self.up)):
                if name not in changed:
                    self.controls[name].value = self._stand(of.value)

    def arguments(self):
        state = self.state
        if state["x"] == self._stand(state["across"]) and state["y"] == self._stand(state["up"]):
            state["x"] = state["y"] = None
        return state

    def redraw(self):
        places = [c.PLACES.index(self.across.value), c.PLACES.index(self.up.value)]
        sliced = (self.around.value, *places)
        if sliced != self._sliced:
            self._sliced = None
            grid = np.stack(np.meshgrid(TICKS, TICKS), axis=-1).reshape(-1, 2)
            self._costs = self._costs_at(places, grid).reshape(len(TICKS), -1)
            names = (self.across.value, self.up.value)
            self._surface.update(np.minimum(self._costs, CEILING), names)
            self._sliced = sliced
        x, y = self.x.value, self.y.value
        fixed = np.full_like(TICKS, x), np.full_like(TICKS, y)
        along = self._costs_at(places, np.transpose([TICKS, fixed[1]]))
        upward = self._costs_at(places, np.transpose([fixed[0], TICKS]))
        h = 1e-4
        around = np.array([[x, y], [x + h, y], [x - h, y], [x, y + h], [x, y - h]])
        cost, right, left, above, below = self._costs_at(places, around)
        self._height = cost
        slope = np.array([right - left, above - below]) / (2 * h)
        self._here.update(x, y, _arrow(slope))
        self._slice.update(TICKS, along, upward)
        for name, side in self._sides.items():
            side.update(self.controls[name].value, cost)
        return describe.surface(
            (self.across.value, self.up.value), (x, y), cost, slope, self._costs
        )

    def handles(self, state):
        """Where you stand: on the landscape, and seen from each side."""
        height = np.clip(np.nan_to_num(self._height, nan=np.inf), 0, CEILING)
        sides = [
            handles.spot(name, self._profile, state[number], height, "ew-resize")
            for name, number in SIDES.items()
        ]
        return [handles.spot("where you stand", self._plane, state["x"], state["y"]), *sides]

    def drag(self, name, start, to, state):
        if name in SIDES:
            return {SIDES[name]: state[SIDES[name]] + to.x - start.x}
        return {"x": state["x"] + to.x - start.x, "y": state["y"] + to.y - start.y}

    def _costs_at(self, places, points):
        """Return the cost of the network with two of its numbers replaced, for every point."""
        vectors = np.repeat(self._base[np.newaxis], len(points), axis=0)
        vectors[:, places] = points
        if not self._cost.own:
            return many_costs(vectors, self.X, self.Y)
        outputs = [network.predict(c.params(v), self.X) for v in vectors]
        self._cost(outputs[0], self.Y)  # says in words when nothing comes back
        cost = self._cost.apart()

        def along():  # one limit for the whole slice: it is thousands of calls
            return np.array([float(cost(A2, self.Y.copy())) for A2 in outputs])

        return guarded("cost", along)


def _arrow(slope):
    """Return the arrow downhill: longer where it is steeper, and never hidden behind the diamond."""
    size = float(np.hypot(*slope))
    return -slope / size * (2.4 + 3 * np.tanh(size)) if size >= FLAT else np.zeros(2)


def _trained(seed, scale):
    start = network.initialise(np.random.default_rng(seed), scale)
    return numbers.record(start, *data.xor(), learning_rate=1.0, epochs=1500, every=1500).final


NETWORKS = {
    "a solved network": lambda: _trained(seed=1, scale=1.0),
    "a network stuck at 2 ln 2": lambda: _trained(seed=4, scale=2.0),
    "the case's start": case.start,
    "all zeros": lambda: network.Params(*(0 * p for p in case.start())),
    "a wide random start": lambda: network.initialise(np.random.default_rng(1), 4.0),
}
