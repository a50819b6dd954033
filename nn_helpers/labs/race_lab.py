"""The race: RUNNERS (backprop, strategies) over evaluations: best_costs_of seeds, medians, budget."""

import numpy as np

from nn_helpers import data, describe, evolution, network, plots
from nn_helpers import training as numbers
from nn_helpers.evolution import many_runs, strategies
from nn_helpers.evolution.noise import NoiseOfSeeds
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.searches import START, STRATEGIES, xor_costs

RUNNERS = {
    "backprop": None,
    "climbing": "hill climbing",
    "(1+1)": "(1+1) with the 1/5 rule",
    "population": "population: 2 best of 10",
}
MOMENTS = 100
KEPT = 2000  # runs that are remembered


class RaceLab(Lab):
    """Let backpropagation and three strategies search with the same budget, over several seeds.

    One gradient counts as ``evolution.GRADIENT_COST`` evaluations, as measured.

    Parameters
    ----------
    learning_rate, init_scale : floats, for backpropagation
    width : float, how far the strategies throw their candidates at first
    budget : evaluations of the cost for each runner
    seeds : how many starts; the curves are medians over them
    """

    name = "race"
    lines = 5
    title = "The race"
    question = (
        "Drag the upright line to any evaluation. Learning rate and init scale are those of backprop, the "
        "width that of the others."
    )
    only_looks = ("moment",)

    def __init__(self, learning_rate=1.0, init_scale=1.0, width=0.5, budget=1000, seeds=5):
        self.X, self.Y = data.xor()
        self._finished = {}
        fig, axes = plots.figure(2, width=6.6, height=3.7, gridspec_kw={"width_ratios": [1.4, 1]})
        self._axes = axes
        self._curves = plots.lines(
            axes[0], RUNNERS, xlabel="evaluations", ylabel="best cost, median", ylim=(0, 3.2),
            below=2,
        )  # fmt: skip
        self._now = plots.upright(axes[0])
        colours = [colour for colour, _ in plots.CURVE_LOOKS]
        self._bars = plots.shares(axes[1], list(RUNNERS), colours)
        plots.titles(axes, "who is ahead", "runs that solved XOR")
        controls = {
            "learning_rate": c.log_slider(learning_rate, -2, 2, "learning rate"),
            "init_scale": c.log_slider(init_scale, -2, 1, "init scale"),
            "width": c.log_slider(width, -2, 1, "width"),
            "budget": c.slider(budget, 200, 2000, "evaluations", step=200),
            "seeds": c.slider(seeds, 1, 10, "seeds"),
            "moment": c.scrubber(MOMENTS, "moment"),  # the sentence names the evaluation
        }
        super().__init__(Canvas(fig, (self._curves, self._now, self._bars)), controls)

    def redraw(self):
        budget, seeds = self.budget.value, self.seeds.value
        runs = {name: self._runs(name, budget, seeds) for name in RUNNERS}
        self._fit_axes(budget)
        medians = [np.median(costs, axis=0) for costs in runs.values()]
        self._curves.update(np.arange(1, budget + 1), *medians)
        at = self._evaluation(self.state)
        self._now.update(at)
        shares = {
            name: float(np.mean(costs[:, at - 1] < many_runs.TARGET))
            for name, costs in runs.items()
        }
        self._bars.update(list(shares.values()))
        then = {name: float(m[at - 1]) for name, m in zip(runs, medians, strict=True)}
        return describe.race(then, shares, at, seeds)

    @staticmethod
    def _evaluation(state):
        """Return the evaluation that the upright line stands at, from 1 to the budget."""
        return max(1, round(state["moment"] / MOMENTS * state["budget"]))

    def handles(self, state):
        axes, at = self._axes[0], self._evaluation(state)
        ends = [(at, height) for height in axes.get_ylim()]
        return [handles.line("the evaluation", axes, ends, "ew-resize")]

    def drag(self, name, start, to, state):
        return {"moment": state["moment"] + (to.x - start.x) / state["budget"] * MOMENTS}

    def step(self, handle, steps, state):
        return {"moment": state["moment"] + sum(steps)}

    def _fit_axes(self, budget):
        if self._axes[0].get_xlim() != (0, budget):
            self._axes[0].set_xlim(0, budget)
            self._canvas.renew()

    def _runs(self, name, budget, seeds):
        """Return the best cost after each evaluation for every seed, (seeds, budget)."""
        if name == "backprop":
            setting = (self.learning_rate.value, self.init_scale.value)
        else:
            setting = (self.width.value,)
        keys = [(name, *setting, budget, seed) for seed in range(seeds)]
        missing = [key for key in keys if key not in self._finished]
        if missing:
            if len(self._finished) > KEPT:
                self._finished.clear()
                missing = keys
            rows = self._run(name, setting, budget, [key[-1] for key in missing])
            self._finished.update(zip(missing, rows, strict=True))
        return np.array([self._finished[key] for key in keys])

    def _run(self, name, setting, budget, seeds):
        if name == "backprop":
            return [self._descend(*setting, budget, seed) for seed in seeds]
        return best_costs_of(RUNNERS[name], seeds, budget, *setting)

    def _descend(self, rate, scale, budget, seed):
        start = network.initialise(np.random.default_rng(seed), scale)
        epochs = int(budget / evolution.GRADIENT_COST)
        costs = numbers.record(start, self.X, self.Y, rate, epochs, every=epochs).costs
        best = np.minimum.accumulate(costs)
        spent = np.arange(1, budget + 1) / evolution.GRADIENT_COST
        return best[np.minimum(spent.astype(int), epochs)]


def best_costs_of(strategy, seeds, budget, width):
    """Return the best cost after each evaluation on XOR, (seeds, budget), one row for each seed.

    A row depends on its own seed alone. Together they take a fifth of the time.
    """
    noise = NoiseOfSeeds(seeds, len(START))
    way = STRATEGIES[strategy](np.tile(START, (len(seeds), 1)), noise, width)
    costs = [told for _, told in strategies.generations(way, xor_costs, budget)]
    best = np.minimum.accumulate(np.concatenate(costs, axis=1), axis=1)
    return np.pad(best, ((0, 0), (0, budget - best.shape[1])), mode="edge")
