"""The success map lab: thousands of runs, stale_weights or right, a cell for each of RATES, SCALES."""

import ipywidgets as widgets
import numpy as np

from nn_helpers import case, describe, plots
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.training import sweep

RATES = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)
SCALES = (0.05, 0.12, 0.3, 0.5, 1, 2, 4, 8)


class SuccessMapLab(Lab):
    """See for which rates and scales XOR is learned, over many seeds, and look into a cell.

    Parameters
    ----------
    rate, scale : the cell to look into; one of ``RATES`` and ``SCALES``
    epochs, seeds, per_sample, bugs
        What every run of the map has in common, and how many seeds each cell has.
    """

    name = "success_map"
    lines = 4
    title = "How often does it learn?"
    question = "Choose a cell of the map. Before you do: where on it is the case, and where is the best cell?"

    def __init__(self, rate=0.01, scale=0.12, epochs=1000, seeds=20, *, per_sample=False, bugs=()):
        case.check_names(bugs)
        self._swept = None
        fig, axes = plots.figure(2, width=6.8, height=3.9, gridspec_kw={"width_ratios": [1.35, 1]})
        self._cells, self._map = axes[0], plots.success_map(axes[0], RATES, SCALES)
        self._ends = plots.endings(axes[1])
        plots.titles(axes, "solved runs in percent", "the runs of this cell")
        self.progress = widgets.IntProgress(
            description="runs", style={"description_width": "6.6em"}, layout={"width": "290px"}
        )
        controls = {
            "rate": c.Number(rate, RATES, "cell: rate", only_grid=True),
            "scale": c.Number(scale, SCALES, "cell: scale", only_grid=True),
            "epochs": c.Number(epochs, (100, 300, 1000, 2000), "epochs"),
            "seeds": c.Number(seeds, (10, 20, 50, 100), "seeds a cell"),
            "per_sample": c.choice(
                per_sample, [("after all samples", False), ("after each sample", True)], "update"
            ),
            "stale_weights": c.switch("stale-weights" in bugs, "bug: stale weights"),
        }
        super().__init__(Canvas(fig, (self._map, self._ends)), controls)

    def arguments(self):
        state = self.state
        stale = state.pop("stale_weights")
        return {**state, "bugs": ("stale-weights",) if stale else ()}

    def arrange_controls(self):
        return [*self.controls.values(), self.progress, self.reset_button]

    def redraw(self):
        settings = self.arguments()
        rate, scale = settings.pop("rate"), settings.pop("scale")
        if settings != self._swept:
            self._swept = None
            self.result = self._sweep(**settings)
            self._swept = settings
        cell = RATES.index(rate), SCALES.index(scale)
        self._map.update(self.result.success, cell)
        self._ends.update(self.result.costs[cell])
        return describe.success_map(self.result, cell)

    def handles(self, state):
        return [handles.area("a cell of the map", self._cells, cursor="pointer")]

    def drag(self, name, start, to, state):
        """Choose the cell under the hand, or the nearest one."""
        return _cell(to.y, to.x)

    def step(self, handle, steps, state):
        across, up = steps
        row, column = RATES.index(state["rate"]), SCALES.index(state["scale"])
        return _cell(row + up, column + across)

    def _sweep(self, epochs, seeds, per_sample, bugs):
        self.progress.max = len(RATES) * len(SCALES) * seeds
        self.progress.value = 0

        def show(done, _total):
            self.progress.value = done

        return sweep.run(
            RATES, SCALES, seeds, epochs, per_sample=per_sample, bugs=bugs, progress=show
        )


def _cell(row, column):
    """Return the rate and the scale of the cell nearest to a place on the map."""
    row, column = (
        int(np.clip(round(place), 0, len(stops) - 1))
        for place, stops in ((row, RATES), (column, SCALES))
    )
    return {"rate": RATES[row], "scale": SCALES[column]}
