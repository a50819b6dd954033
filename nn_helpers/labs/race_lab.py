"""The race: backpropagation against strategies, at an equal number of evaluations."""

import numpy as np

from nn_helpers import data, describe, evolution, network, plots
from nn_helpers import training as numbers
from nn_helpers.evolution import many_runs
from nn_helpers.labs import controls as c
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.searches import follow

RUNNERS = {
    "backprop": None,
    "the answer": "the answer's strategy",
    "(1+1)": "(1+1) with the 1/5 rule",
    "population": "population: 2 best of 10",
}


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
    lines = 6
    title = "The race"
    question = "Before you look: who is first with few evaluations, and who in the end?"

    def __init__(self, learning_rate=1.0, init_scale=1.0, width=0.5, budget=1000, seeds=5):
        self.X, self.Y = data.xor()
        self._finished = {}
        fig, axes = plots.figure(2, width=6.6, height=3.7, gridspec_kw={"width_ratios": [1.4, 1]})
        self._axes = axes
        self._curves = plots.lines(
            axes[0], RUNNERS, xlabel="evaluations", ylabel="best cost, median", ylim=(0, 3.2)
        )
        self._bars = plots.shares(axes[1], list(RUNNERS))
        plots.titles(axes, "who is ahead", "runs that solved XOR")
        controls = {
            "learning_rate": c.log_slider(learning_rate, -2, 2, "learning rate"),
            "init_scale": c.log_slider(init_scale, -2, 1, "init scale"),
            "width": c.log_slider(width, -2, 1, "width"),
            "budget": c.slider(budget, 200, 2000, "evaluations", step=200),
            "seeds": c.slider(seeds, 1, 10, "seeds"),
        }
        super().__init__(Canvas(fig, (self._curves, self._bars)), controls)

    def redraw(self):
        budget, seeds = self.budget.value, self.seeds.value
        runs = {name: self._runs(name, budget, seeds) for name in RUNNERS}
        self._fit_axes(budget)
        medians = [np.median(costs, axis=0) for costs in runs.values()]
        self._curves.update(np.arange(1, budget + 1), *medians)
        shares = {
            name: float(np.mean(costs[:, -1] < many_runs.TARGET)) for name, costs in runs.items()
        }
        self._bars.update(list(shares.values()))
        ends = {name: float(m[-1]) for name, m in zip(runs, medians, strict=True)}
        return describe.race(ends, shares, budget, seeds)

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
        rows = []
        for seed in range(seeds):
            key = (name, *setting, budget, seed)
            if key not in self._finished:
                if len(self._finished) > 2000:
                    self._finished.clear()
                self._finished[key] = self._run(name, setting, budget, seed)
            rows.append(self._finished[key])
        return np.array(rows)

    def _run(self, name, setting, budget, seed):
        if name != "backprop":
            best = follow(RUNNERS[name], seed, budget, *setting).best_costs
            return np.pad(best, (0, budget - len(best)), mode="edge")
        rate, scale = setting
        start = network.initialise(np.random.default_rng(seed), scale)
        epochs = int(budget / evolution.GRADIENT_COST)
        costs = numbers.record(start, self.X, self.Y, rate, epochs, every=epochs).costs
        best = np.minimum.accumulate(costs)
        spent = np.arange(1, budget + 1) / evolution.GRADIENT_COST
        return best[np.minimum(spent.astype(int), epochs)]
