"""The evolution lab: the candidates of a search, moving over a slice of the cost."""

import numpy as np

from nn_helpers import data, describe, evolution, plots
from nn_helpers.labs import controls as c
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function
from nn_helpers.labs.searches import STRATEGIES, follow, follow_climb

TICKS = np.linspace(-20, 20, 41)
MOMENTS = 100
SHOWN = 20  # candidates in the picture
ANSWER = next(iter(STRATEGIES))


class EvolutionLab(Lab):
    """Follow a search without a gradient, candidate by candidate.

    Parameters
    ----------
    strategy : one of ``searches.STRATEGIES``
    width : float, how far candidates are thrown at first
    seed, turns : ints; a turn is one evaluation of the cost
    across, up : "W1[0, 0]" to "b2[0]", the slice to look at
    hill_climb : function, optional
        The learner's ``hill_climb(f, start, rng, width, turns)``, run in place of the strategy.
    """

    name = "evolution"
    lines = 6
    title = "Search without a gradient"
    question = "Before you press play: will the candidates spread out, or follow one another?"
    only_looks = ("moment",)

    def __init__(
        self,
        strategy=ANSWER,
        width=0.12,
        seed=0,
        turns=2000,
        *,
        across="W2[0, 0]",
        up="W2[0, 1]",
        hill_climb=None,
    ):
        c.check_apart(across, up)
        self._climb = Function("hill_climb", hill_climb, evolution.hill_climb)
        self.X, self.Y = data.xor()
        self._searched, self.trail = None, None
        fig, axes = plots.figure(2, width=6.6, height=3.7, gridspec_kw={"width_ratios": [1.1, 1]})
        self._axes = axes
        flat = np.zeros((len(TICKS), len(TICKS)))
        self._surface = plots.cost_surface(axes[0], TICKS, flat, (across, up))
        self._dots = plots.population(axes[0])
        self._curve = plots.cost_curve(axes[1], np.zeros(2), top=3.2)
        axes[1].set(xlabel="evaluations of the cost", ylabel="best cost so far")
        self._now = plots.moment(axes[1])
        plots.titles(axes, "candidates on a slice of the cost", "best cost")
        controls = {
            "strategy": c.choice(strategy, list(STRATEGIES), "strategy"),
            "width": c.log_slider(width, -2, 1, "width"),
            "seed": c.slider(seed, 0, 99, "seed"),
            "turns": c.slider(turns, 100, 4000, "evaluations", step=100),
            "across": c.choice(across, c.PLACES, "across"),
            "up": c.choice(up, c.PLACES, "up"),
            "moment": c.scrubber(MOMENTS, "moment"),  # the sentence names the evaluation
        }
        controls["strategy"].disabled = self._climb.own
        self.play = c.player(controls["moment"], interval=100)
        drawings = (self._surface, self._dots, self._curve, self._now)
        super().__init__(Canvas(fig, drawings), controls, self._climb)

    def adjust(self, changed):
        c.keep_apart(*((name, self.controls[name]) for name in ("across", "up")), changed)

    def arrange_controls(self):
        return [*self.controls.values(), self.play, self.reset_button]

    def redraw(self):
        search = {n: self.controls[n].value for n in ("strategy", "width", "seed", "turns")}
        if search != self._searched:
            self._searched = None
            self.trail = self._search(**search)
            self._searched = search
            self._curve.update(self.trail.best_costs)
            self._fit_axes()
        return self._show()

    def _search(self, strategy, width, seed, turns):
        if self._climb.own:
            return follow_climb(self._climb, seed, width, turns)
        return follow(strategy, seed, turns, width)

    def _fit_axes(self):
        last = len(self.trail.costs) - 1
        if self._axes[1].get_xlim() != (0, last):
            self._axes[1].set_xlim(0, last)
            self._canvas.renew()

    def _show(self):
        trail, last = self.trail, len(self.trail.costs) - 1
        at = round(self.moment.value / MOMENTS * last)
        generation = int(np.searchsorted(trail.generations, at, side="right"))
        first, end = trail.generations[generation - 1], trail.generations[generation]
        first = min(first, max(0, end - SHOWN))  # one at a time: show the last ones as well
        best = trail.best_places()[:end]
        places = [c.PLACES.index(self.across.value), c.PLACES.index(self.up.value)]
        here = trail.candidates[best[-1]]
        grid = np.repeat(here[np.newaxis], len(TICKS) ** 2, axis=0)
        grid[:, places] = np.stack(np.meshgrid(TICKS, TICKS), axis=-1).reshape(-1, 2)
        costs = evolution.many_costs(grid, self.X, self.Y).reshape(len(TICKS), -1)
        self._surface.update(np.minimum(costs, 8), (self.across.value, self.up.value))
        changes = np.unique(best)
        # Of a population the middle is followed, of single candidates the best.
        cloud = len(trail.generations) <= len(trail.costs)
        way = trail.centres()[:generation] if cloud else trail.candidates[changes]
        self._dots.update(trail.candidates[first:end][:, places], way[:, places], here[places])
        self._now.update(end - 1, trail.best_costs[end - 1])
        words = describe.search(end, trail.best_costs[end - 1], len(changes), here)
        x, y = here[places]
        return (
            f"{words} The best stands at {self.across.value} = {x:.1f}, {self.up.value} = {y:.1f}."
        )
