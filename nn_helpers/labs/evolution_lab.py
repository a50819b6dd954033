"""The evolution lab: a strategy's trail on a landscape or XOR: generation, mean, ring, moment."""

import functools

import numpy as np

from nn_helpers import data, describe, evolution, plots
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles, searches
from nn_helpers.labs.base import Lab
from nn_helpers.labs.evolution_picture import HIGHEST, NARROWEST, WIDEST, EvolutionPicture
from nn_helpers.labs.landscapes import END, LANDSCAPES
from nn_helpers.labs.learner import Function

XOR = "XOR: nine numbers"
POPULATION = "population: 2 best of 10"
ANSWER = next(iter(searches.STRATEGIES))
PLAIN_TICKS, XOR_TICKS = np.linspace(-END, END, 41), np.linspace(-20, 20, 41)
MOMENTS = 100
SHOWN = 20  # candidates in the picture where they come one at a time
DOTS = (
    f"Dots: the last {SHOWN}, thrown from where the best stood then; orange ones became the best."
)
# What the green outline shows, where the noise is uniform and where it is normal.
REACH = {
    True: "Green square: one width around the best, where the next throw lands.",
    False: "Green circle: one width around the best; two in five throws land in it.",
}
KEPT = 8  # searches that are remembered: a drag asks again for the one that it began with
LEAST_RING = 16  # pixels from its middle at which a ring can be taken hold of, however small it is
QUESTION_OF_A_CLIMB = (
    "Before you press play: will the candidates spread out, or follow one another?"
)
MEAN, RING, NOW, NOW_BELOW = "the mean", "the width", "the moment", "the moment, on the widths"


class EvolutionLab(Lab):
    """Follow a search without a gradient: throw candidates, rank them, and throw again.

    Parameters
    ----------
    landscape : "bowl", "narrow valley" or "two pits", all over two numbers, or "XOR: nine numbers"
    strategy : one of ``searches.STRATEGIES``
    width : float, how far candidates are thrown at first; by default 0.5, and 0.12 with ``hill_climb``
    seed, turns : ints; a turn is one evaluation of the cost
    x, y : floats, where the search starts on a landscape of two numbers; on XOR it starts from zeros
    across, up : "W1[0, 0]" to "b2[0]", the slice of XOR's cost to look at
    hill_climb : function, optional
        The learner's ``hill_climb(f, start, rng, width, turns)``, run on XOR in place of the strategy.
    """

    name = "evolution"
    lines = 7
    title = "Search without a gradient"
    question = (
        "Over two numbers, drag the diamond or its ring; then press play. Before you do: when will the "
        "cloud grow, and when will it shrink?"
    )
    only_looks = ("moment",)

    def __init__(
        self,
        landscape="bowl",
        strategy=POPULATION,
        width=None,
        seed=0,
        turns=2000,
        *,
        x=-2.5,
        y=2.5,
        across="W2[0, 0]",
        up="W2[0, 1]",
        hill_climb=None,
    ):
        c.check_apart(across, up)
        self._climb = Function("hill_climb", hill_climb, evolution.hill_climb)
        self.X, self.Y = data.xor()
        self.trail, self._trails, self._pictures = None, {}, {}
        self._climbs = hill_climb is not None  # also before it is written
        if self._climbs:
            landscape, strategy, self.question = XOR, ANSWER, QUESTION_OF_A_CLIMB
        self._usual_width = 0.12 if self._climbs else 0.5
        width = self._usual_width if width is None else width
        controls = _controls(landscape, strategy, x, y, width, seed, turns, across, up)
        for name in ("landscape", "strategy"):
            controls[name].disabled = self._climbs
        self.play = c.player(controls["moment"], interval=100)
        self._allow(controls, landscape)
        super().__init__(self._picture_of(landscape).canvas, controls, self._climb)

    @staticmethod
    def _allow(controls, landscape):
        """Leave on what has an effect on this landscape."""
        for name in ("x", "y"):
            controls[name].disabled = landscape == XOR
        for name in ("across", "up"):
            controls[name].disabled = landscape != XOR

    def _picture_of(self, landscape):
        """Return the picture for a landscape. All over two numbers share one."""
        on_xor = landscape == XOR
        if on_xor not in self._pictures:
            self._pictures[on_xor] = (
                EvolutionPicture(XOR_TICKS, 3.2, "a slice of the cost", plateaus=True)
                if on_xor
                else EvolutionPicture(
                    PLAIN_TICKS, HIGHEST, "the cost over two numbers", plateaus=False
                )
            )
        return self._pictures[on_xor]

    def arguments(self):
        state = super().arguments()
        if self._climbs and not self._climb.given:  # the course's own is one of the strategies
            return state
        if state["width"] == self._usual_width:
            del state["width"]
        if self._climbs:  # they are given with the function
            del state["landscape"], state["strategy"]
        return state

    def adjust(self, changed):
        c.keep_apart(*((name, self.controls[name]) for name in ("across", "up")), changed)
        landscape = self.landscape.value
        if changed.get("landscape", landscape) != landscape:
            self._allow(self.controls, landscape)
            if "moment" not in changed:
                self.moment.value = _first_moment(landscape)

    def arrange_controls(self):
        shown = [each for each in self.controls.values() if not (self._climbs and each.disabled)]
        return [*shown, self.play, self.reset_button]

    # The numbers ---------------------------------------------------------------------------------

    def _trail_of(self, state):
        """Return the search of a state, from memory if it was made not long ago."""
        named = ("landscape", "strategy", "width", "seed", "turns", "x", "y")
        key = tuple(state[name] for name in named)
        if key not in self._trails:
            trail = self._search(*key)
            if len(self._trails) == KEPT:
                del self._trails[next(iter(self._trails))]
            self._trails[key] = trail
        return self._trails[key]

    def _search(self, landscape, strategy, width, seed, turns, x, y):
        if self._climb.own:
            return searches.follow_climb(self._climb, seed, width, turns)
        if landscape == XOR:
            return searches.follow(strategy, seed, turns, width)
        cost, arrived = LANDSCAPES[landscape], searches.ARRIVED
        return searches.follow(strategy, seed, turns, width, cost, np.array([x, y]), arrived)

    def _generation_at(self, state):
        last = len(self._trail_of(state).costs) - 1
        return self._trail_of(state).generation_of(round(state["moment"] / MOMENTS * last))

    def _stands(self, state):
        """Return where the search stands, all its numbers, and how wide it throws.

        Of a crowd that is where it was thrown from, of single candidates what came of the last one.
        """
        trail, at = self._trail_of(state), self._generation_at(state)
        at += not trail.crowd
        return trail.means[at], trail.widths[at]

    @staticmethod
    def _on_xor(state):
        return state["landscape"] == XOR

    def _places(self, state):
        """Return which two of the numbers are seen."""
        if not self._on_xor(state):
            return [0, 1]
        return [c.PLACES.index(state["across"]), c.PLACES.index(state["up"])]

    def _costs(self, state, mean, across, up):
        """Return the cost over two numbers, all others as in the mean, (len(up), len(across))."""
        grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
        if self._on_xor(state):
            vectors = np.repeat(mean[np.newaxis], len(grid), axis=0)
            vectors[:, self._places(state)] = grid
            costs = evolution.many_costs(vectors, self.X, self.Y)
        else:
            costs = LANDSCAPES[state["landscape"]](grid)
        return costs.reshape(len(up), len(across))

    # The picture ---------------------------------------------------------------------------------

    def redraw(self):
        state = self.state
        self._seen = self._picture_of(state["landscape"])
        self._canvas = self._seen.canvas
        self.trail = self._trail_of(state)
        generation = self._generation_at(state)
        widths = np.repeat(self.trail.widths[:-1], np.diff(self.trail.generations))
        at = self.trail.generations[generation + 1] - 1
        self._seen.draw_curves(self.trail.best_costs, widths, at)
        self._draw_cloud(state, generation)
        return self._said_of(state, generation)

    def _draw_cloud(self, state, generation):
        trail, places = self.trail, self._places(state)
        mean, width = self._stands(state)
        cost = functools.partial(self._costs, state, mean)
        self._seen.draw_landscape(cost, [state[n] * self._on_xor(state) for n in ("across", "up")])
        shown, shares, numbers = self._ranked(generation)
        points = trail.candidates[shown][:, places]
        here = mean[places]
        way = trail.means[: generation + 1 + (not trail.crowd)][:, places]
        self._seen.draw_cloud(points, shares, way, here, width, trail.uniform)
        after = trail.means[generation + 1][places] if trail.crowd else None
        self._seen.magnify(
            cost, points, shares, numbers, here, width, after, trail.chosen, trail.uniform
        )

    def _ranked(self, generation):
        """Return the candidates that are shown, the best first, the share of each, and its number."""
        if self.trail.crowd:
            shown = self.trail.order(generation)
            shares = np.arange(len(shown)) / max(len(shown) - 1, 1)
            return shown, shares, [str(i + 1) for i in range(len(shown))]
        # One at a time: the last ones as well; full colour for a new best.
        shown = np.arange(max(0, generation + 1 - SHOWN), generation + 1)[::-1]
        new = self.trail.best_places()[shown] == shown
        order = np.argsort(~new, kind="stable")
        return shown[order], 1.0 - new[order], []

    def _said_of(self, state, generation):
        trail = self.trail
        end = trail.generations[generation + 1]
        widths = describe.widths(
            trail.widths[:-1], generation, "generation" if trail.crowd else "turn"
        )
        if not self._on_xor(state):
            mean, width = self._stands(state)
            ranked = trail.costs[trail.order(generation)]
            return f"{describe.cloud(generation, mean, width, ranked, trail.chosen)} {widths}"
        best = trail.best_places()[:end]
        here = trail.candidates[best[-1]]
        words = describe.search(end, trail.best_costs[end - 1], len(np.unique(best)), here)
        if trail.crowd:
            return f"{words} {widths}"
        drawn = f"{DOTS} {REACH[trail.uniform]}"
        if np.ptp(trail.widths):
            return f"{words} {widths} {drawn}"
        x, y = here[self._places(state)]
        stands = f"The best stands at {self.across.value} = {x:.1f}, {self.up.value} = {y:.1f}."
        return f"{words} {stands} {drawn}"

    # What can be taken hold of -------------------------------------------------------------------

    def handles(self, state):
        trail, generation = self._trail_of(state), self._generation_at(state)
        at = trail.generations[generation + 1] - 1
        best = min(trail.best_costs[at], self._seen.best.get_ylim()[1])
        width = np.clip(trail.widths[generation], NARROWEST, WIDEST)
        found = [
            handles.spot(NOW, self._seen.best, at, best, "ew-resize"),
            handles.spot(NOW_BELOW, self._seen.widths, at, width, "ew-resize"),
        ]
        mean, width = self._stands(state)
        here = mean[self._places(state)]
        if (
            not self._on_xor(state) or not state["moment"]
        ):  # on XOR the first width alone can be chosen
            radius = max(width, LEAST_RING * self._unit())
            found.append(
                handles.line(RING, self._seen.plane, here + radius * plots.ring(trail.uniform))
            )
        if not self._on_xor(state):
            found.append(handles.spot(MEAN, self._seen.plane, *here))
        return found

    def _unit(self):
        """Return how long a pixel of the plane is."""
        (low, _), (high, _) = self._seen.plane.transData.inverted().transform([(0, 0), (1, 0)])
        return high - low

    def drag(self, name, start, to, state):
        """Go along the search, or put the cloud elsewhere: from there it begins again."""
        if name in (NOW, NOW_BELOW):
            last = len(self._trail_of(state).costs) - 1
            return {"moment": state["moment"] + (to.x - start.x) / last * MOMENTS}
        mean, width = self._stands(state)
        if name == MEAN:
            x, y = mean + np.subtract(to, start)
            return {"x": x, "y": y, "width": width, "moment": 0}
        before, now = (
            self._distance(point, mean[self._places(state)], state) for point in (start, to)
        )
        return self._widened(state, mean, width + now - before)

    def _distance(self, point, mean, state):
        order = np.inf if self._trail_of(state).uniform else 2
        return np.linalg.norm(np.subtract(point, mean), order)

    def _widened(self, state, mean, width):
        if self._on_xor(state):
            return {"width": width, "moment": 0}
        return {"x": mean[0], "y": mean[1], "width": width, "moment": 0}

    def step(self, handle, steps, state):
        """Arrow keys: a generation further, a wider ring to the right and up, or the mean moved."""
        if handle.name in (NOW, NOW_BELOW):
            return {"moment": self._moment_after(sum(steps), state)}
        if handle.name == RING:
            mean, width = self._stands(state)
            return self._widened(state, mean, width + sum(steps) * handles.STEP * self._unit())
        return super().step(handle, steps, state)

    def _moment_after(self, generations, state):
        """Return the first moment of a generation so many further, or the next that there is."""
        begins = self._trail_of(state).generations
        there = np.clip(self._generation_at(state) + generations, 0, len(begins) - 2)
        moment = np.ceil(MOMENTS * begins[there] / (begins[-1] - 1))
        if moment == state["moment"]:
            moment += np.sign(generations)
        return moment


def _first_moment(landscape):
    """Return the moment that a landscape opens at. Of a long search the end is the news."""
    return MOMENTS if landscape == XOR else 0


def _controls(landscape, strategy, x, y, width, seed, turns, across, up):
    controls = {
        "landscape": c.choice(landscape, [*LANDSCAPES, XOR], "landscape"),
        "strategy": c.choice(strategy, list(searches.STRATEGIES), "strategy"),
        "x": c.slider(float(x), -END, END, "start, across", step=0.1),
        "y": c.slider(float(y), -END, END, "start, up", step=0.1),
        "width": c.log_slider(width, -2, 1, "width"),
        "seed": c.slider(seed, 0, 99, "seed"),
        "turns": c.slider(turns, 100, 4000, "evaluations", step=100),
        "across": c.choice(across, c.PLACES, "across"),
        "up": c.choice(up, c.PLACES, "up"),
        "moment": c.scrubber(MOMENTS, "moment"),  # the sentence names the generation
    }
    controls["moment"].value = _first_moment(landscape)
    return controls
