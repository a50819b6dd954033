"""The ratchet lab: runs of the right and the stale update: printed costs, hidden biases, maps."""

import numpy as np

from nn_helpers import case, data, describe, network, plots
from nn_helpers import training as numbers
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function, guarded

MOMENTS = 100
NOW, NOW_OF_BIASES = "the moment", "the moment, on the biases"


class RatchetLab(Lab):
    """Watch what stale weights do to the hidden biases: they are only ever pushed up.

    Parameters
    ----------
    learning_rate, init_scale, seed, epochs
        Where the controls stand at first; by default the case's own draw at a rate of 1.
    sgd_step : function, optional
        The learner's ``sgd_step(params, x, y, learning_rate)``; takes the place of the right update.
    """

    name = "ratchet"
    lines = 8
    title = "The ratchet"
    question = (
        "Both start alike. Before you change the rate: which curve rises, and what do its biases do? Drag "
        "the upright line to any epoch."
    )
    only_looks = ("moment",)

    def __init__(
        self, learning_rate=1.0, init_scale=0.12, seed=case.SEED, epochs=3000, *, sgd_step=None
    ):
        self._step = Function("sgd_step", sgd_step, numbers.sgd_step)
        self.X, self.Y = data.xor()
        self._trained = self._runs = None
        right = "yours" if self._step.own else "right"
        fig, axes = plots.figure(2, 2, width=6.6, height=5.2)
        self._axes = axes
        names = (right, "stale weights")
        self._costs = plots.lines(axes[0, 0], names, ylabel="printed cost", ylim=(0, 6))
        self._biases = plots.lines(  # in this order unit 1 looks like its update's cost
            axes[0, 1],
            [f"{name}, unit {j}" for j in (1, 2) for name in names],
            ylabel="hidden bias",
            ylim=(-16, 10),  # the names need the room below
        )
        begin = case.start()
        self._maps = [plots.decision_map(ax, begin, self.X, self.Y) for ax in axes[1]]
        self._now = [plots.upright(ax) for ax in axes[0]]
        plots.titles(axes, "printed cost", "hidden biases", f"answers: {right}", "answers: stale")
        controls = {
            "learning_rate": c.log_slider(learning_rate, -3, 1, "learning rate"),
            "init_scale": c.log_slider(init_scale, -2, 1, "init scale"),
            "seed": c.seed_slider(seed),
            "epochs": c.slider(epochs, 100, 5000, "epochs", step=100),
            "moment": c.scrubber(MOMENTS, "moment"),  # the sentence names the epoch
        }
        drawings = (self._costs, self._biases, *self._now, *self._maps)
        super().__init__(Canvas(fig, drawings), controls, self._step)

    def redraw(self):
        settings = self.arguments()
        if settings != self._trained:
            self._trained = None
            self._runs = self._train(**settings)
            self._trained = settings
            self._draw_curves(settings["epochs"])
        mine, right, stale = self._runs
        epoch, name = self._epoch(self.state), "yours" if self._step.own else "right"
        for now in self._now:
            now.update(epoch)
        for drawing, run in zip(self._maps, (mine, stale), strict=True):
            params = run.at(epoch)
            drawing.update(lambda at, params=params: network.predict(params, at)[0])
        words = describe.ratchet(mine, stale, name)
        if epoch < settings["epochs"]:
            words = f"{describe.ratchet_at(epoch, mine, stale, name)} {words}"
        if self._step.own:
            words += describe.same_as(mine.final, right.final, stale.final)
        return words

    def _train(self, learning_rate, init_scale, seed, epochs):
        """Return the records of the update that is shown, of the right one, and of the stale one."""
        start = c.start(seed, init_scale)
        every = _every(epochs)
        options = {"per_sample": True, "every": every}
        right, stale = (
            numbers.record(start, self.X, self.Y, learning_rate, epochs, bugs=bugs, **options)
            for bugs in ((), ("stale-weights",))
        )
        mine = self._own_run(start, learning_rate, epochs, every) if self._step.own else right
        return mine, right, stale

    def _draw_curves(self, epochs):
        mine, right, stale = self._runs
        self._fit_axes(epochs)
        both = (mine, stale)
        self._costs.update(np.arange(1, epochs + 1), *(run.printed_costs for run in both))
        biases = [run.params.b1[:, j, 0] for j in range(2) for run in both]
        self._biases.update(right.epochs, *biases)

    @staticmethod
    def _epoch(state):
        """Return the recorded epoch that the upright line stands at; the first has printed a cost."""
        epochs, every = state["epochs"], _every(state["epochs"])
        epoch = round(state["moment"] / MOMENTS * epochs)
        return epochs if epoch == epochs else max(every, epoch // every * every)

    def handles(self, state):
        epoch = self._epoch(state)
        return [
            handles.line(name, ax, [(epoch, height) for height in ax.get_ylim()], "ew-resize")
            for name, ax in zip((NOW, NOW_OF_BIASES), self._axes[0], strict=True)
        ]

    def drag(self, name, start, to, state):
        return {"moment": state["moment"] + (to.x - start.x) / state["epochs"] * MOMENTS}

    def step(self, handle, steps, state):
        return {"moment": state["moment"] + sum(steps)}

    def _fit_axes(self, epochs):
        if self._axes[0, 0].get_xlim() != (0, epochs):
            for ax in self._axes[0]:
                ax.set_xlim(0, epochs)
            self._canvas.renew()

    def _own_run(self, params, rate, epochs, every):
        """Train with the learner's step, and return the same record as ``training.record``."""
        samples = [(self.X[:, [s]], self.Y[:, [s]]) for s in range(self.X.shape[1])]
        kept, printed, step = [params], [], self._step.apart()

        def train(params):
            for epoch in range(1, epochs + 1):
                printed.append(0.0)
                for x, y in samples:
                    printed[-1] += network.cost(network.predict(params, x), y)
                    given = network.Params(*map(np.copy, params))
                    params = network.Params(*step(given, x.copy(), y.copy(), rate))
                if epoch % every == 0 or epoch == epochs:
                    kept.append(params)

        guarded("sgd_step", lambda: train(params))
        epochs_kept = [e for e in range(epochs + 1) if e % every == 0 or e == epochs]
        stacked = network.Params(*(np.stack(p) for p in zip(*kept, strict=True)))
        return numbers.History(np.array(epochs_kept), stacked, np.array(printed), np.array(printed))


def _every(epochs):
    """Return after how many epochs parameters are recorded."""
    return max(1, epochs // 200)
