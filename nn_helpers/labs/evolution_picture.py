"""The evolution lab's picture: the plane with its cloud, the lens, best costs and widths below."""

import numpy as np

from nn_helpers import plots
from nn_helpers.labs.canvas import Canvas

LENS = np.linspace(-1, 1, 25)
# The ends of the axes; what lies beyond is drawn at them.
HIGHEST, WIDEST, NARROWEST = 8, 20, 1e-3
ROOM = 100  # evaluations; their axis ends at a multiple


class EvolutionPicture:
    """Axes and drawings for landscapes that are seen between the same ends.

    Parameters
    ----------
    ticks : (n,) array, the places at which the cost is computed, across and up
    top : float, the upper end of the axis of the best cost
    title : str, of the landscape
    plateaus : bool, whether XOR's plateaus are drawn beside the best cost

    Attributes
    ----------
    canvas : Canvas; plane, best, widths : the Axes of the landscape and of the two curves
    """

    def __init__(self, ticks, top, title, plateaus):
        fig, axes = plots.figure(
            2, 2, width=6.6, height=5.3,
            gridspec_kw={"height_ratios": [1.9, 1], "width_ratios": [1.15, 1]},
        )  # fmt: skip
        self.plane, self._lens_axes, self.best, self.widths = axes.flat
        self.ticks = ticks
        self.surface = plots.cost_surface(self.plane, ticks, np.zeros((len(ticks),) * 2), ("", ""))
        self.cloud, self.lens = plots.cloud(self.plane), plots.magnified(self._lens_axes)
        self.best_curve = plots.cost_curve(self.best, np.zeros(2), plateaus=plateaus, top=top)
        self.best.set(xlabel="evaluations", ylabel="")
        self.best.locator_params(axis="y", integer=True, nbins=5)
        self.width_curve = plots.widths(self.widths, NARROWEST, WIDEST)
        self.now = [plots.moment(self.best), plots.moment(self.widths)]
        plots.titles(axes, title, "the cloud, magnified", "best cost so far", "width")
        drawings = (
            self.surface,
            self.cloud,
            self.lens,
            self.best_curve,
            self.width_curve,
            *self.now,
        )
        self.canvas = Canvas(fig, drawings)

    def draw_curves(self, best_costs, widths, at):
        """Draw the best cost and the width over the evaluations, and mark one evaluation on both."""
        end = ROOM * -(-len(best_costs) // ROOM)  # a drag that changes it draws all axes again
        if self.best.get_xlim() != (0, end):
            self.best.set_xlim(0, end)
            self.widths.set_xlim(0, end)
            self.canvas.renew()
        self.best_curve.update(best_costs)
        self.width_curve.update(widths)
        self.now[0].update(at, best_costs[at])
        self.now[1].update(at, np.clip(widths[at], NARROWEST, WIDEST))

    def draw_landscape(self, cost, names):
        """Draw the cost over the plane; ``cost(across, up)`` returns it for a grid."""
        self.surface.update(np.minimum(cost(self.ticks, self.ticks), HIGHEST), names)

    def draw_cloud(self, points, shares, way, mean, width, uniform):
        """Draw points from the best on, on the landscape. See ``plots.cloud``."""
        self.cloud.update(points[::-1], shares[::-1], way, mean, width, uniform)

    def magnify(self, cost, points, shares, numbers, mean, width, after, chosen, uniform):
        """Draw the same points as seen from the mean, in widths; ``after`` is the next mean, or None.

        A search without a next mean has one parent: there the mean is the best.
        """
        near = (points - mean) / width
        far = plots.span(near)
        if far != self._lens_axes.get_xlim()[1]:
            self._lens_axes.set(xlim=(-far, far), ylim=(-far, far))
            self.canvas.renew()
        middle = f"widths from the {'best' if after is None else 'mean'}"
        if middle != self._lens_axes.get_xlabel():
            self._lens_axes.set_xlabel(middle)
            self.canvas.renew()
        costs = cost(*(middle + far * width * LENS for middle in mean))
        after = None if after is None else (after - mean) / width
        self.lens.update(costs, near, shares, numbers, after, near[:chosen], uniform)
