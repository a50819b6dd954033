"""The training lab: every setting of a training run as a control, and what comes of it."""

import ipywidgets as widgets
import numpy as np

from nn_helpers import bugs as zoo
from nn_helpers import data, describe, network, plots
from nn_helpers.labs.base import Canvas, Lab, choice, log_slider, slider, switch
from nn_helpers.labs.learner import choose
from nn_helpers.training import History, record
from nn_helpers.training import train as course_train

WHOLE_BATCH, ONE_SAMPLE = "after all four samples", "after each sample"
SHOWN_EPOCHS = 400  # how many states of a run the scrubber can show


class TrainingLab(Lab):
    """Train a small network on XOR; see ``nn_helpers.labs.training`` for the arguments."""

    title = "Training"
    question = "Before you move a control: what will happen to the curve?"

    def __init__(
        self, learning_rate, init_scale, seed, epochs, per_sample, hidden, bugs, train
    ):
        self.X, self.Y = data.xor()
        self._train, self._badge = choose("train", train, course_train)
        self._own = self._train is not course_train
        self.history = None
        fig, axes = plots.figure(
            columns=4, width=9.6, height=2.9, gridspec_kw={"width_ratios": [1.5, 1, 1, 1.1]}
        )
        self._axes = axes
        start = network.initialise(np.random.default_rng(0), 1)
        self._curve = plots.cost_curve(axes[0], np.zeros(epochs + 1), top=3.6)
        self._now = _marker(axes[0])
        self._map = plots.decision_map(axes[1], start, self.X, self.Y)
        self._hidden = plots.hidden_space(axes[2], start, self.X, self.Y)
        self._answers = plots.predictions(axes[3], np.full((1, 4), 0.5), self.Y)
        plots.titles(axes, "cost", "answers to all inputs", "what the output sees", "answers")
        play = widgets.Play(
            min=0, max=SHOWN_EPOCHS, value=SHOWN_EPOCHS, interval=60, description="Play the run"
        )
        controls = {
            "learning_rate": log_slider(learning_rate, -3, 2, "learning rate"),
            "init_scale": log_slider(init_scale, -2, 1, "init scale"),
            "seed": slider(seed, 0, 99, "seed"),
            "epochs": slider(epochs, 50, 5000, "epochs", step=50),
            "hidden": slider(hidden, 1, 8, "hidden units"),
            "updates": choice(
                ONE_SAMPLE if per_sample else WHOLE_BATCH, (WHOLE_BATCH, ONE_SAMPLE), "update"
            ),
            "stale_weights": switch("stale-weights" in bugs, "bug: stale weights"),
            "leaked_index": switch("leaked-index" in bugs, "bug: leaked index"),
            "moment": slider(SHOWN_EPOCHS, 0, SHOWN_EPOCHS, "moment", step=1),
        }
        controls["moment"].readout = False  # the sentence names the epoch
        self.play = play
        widgets.jslink((play, "value"), (controls["moment"], "value"))
        drawings = (self._curve, self._now, self._map, self._hidden, self._answers)
        super().__init__(Canvas(fig, drawings), controls)

    def redraw(self):
        if self._settings() != getattr(self, "_trained", None):
            self.history = self._run()
            self._trained = self._settings()
            self._fit_axes()
            self._curve.update(self.history.costs)
        epoch = round(self.moment.value / SHOWN_EPOCHS * (len(self.history.costs) - 1))
        return self._show(epoch)

    def _settings(self):
        """The controls that need a new training run."""
        return {name: c.value for name, c in self.controls.items() if name != "moment"}

    def _run(self):
        rng = np.random.default_rng(self.seed.value)
        start = network.initialise(rng, self.init_scale.value, hidden=self.hidden.value)
        rate, epochs = self.learning_rate.value, self.epochs.value
        if self._own:
            return _learners_run(self._train, start, self.X, self.Y, rate, epochs)
        switches = {"stale-weights": self.stale_weights, "leaked-index": self.leaked_index}
        return record(
            start,
            self.X,
            self.Y,
            rate,
            epochs,
            per_sample=self.updates.value == ONE_SAMPLE,
            bugs=[name for name in zoo.CASE_BUGS if switches[name].value],
            every=max(1, epochs // SHOWN_EPOCHS),
        )

    def _fit_axes(self):
        last = len(self.history.costs) - 1
        if self._axes[0].get_xlim() != (0, last):
            self._axes[0].set_xlim(0, last)
            self._canvas.renew()

    def _show(self, epoch):
        params = self.history.at(epoch)
        outputs = network.predict(params, self.X)
        self._now.update(epoch, self.history.costs[epoch])
        self._map.update(lambda at: network.predict(params, at)[0])
        self._hidden.update(params)
        self._answers.update(outputs)
        if self.history.diverged_at is not None:
            return (
                f"Diverged: from epoch {self.history.diverged_at} on the numbers are not finite. "
                "A smaller learning rate keeps the steps in bounds."
            )
        sentences = [describe.cost_curve(self.history.costs), describe.predictions(outputs, self.Y)]
        if epoch < len(self.history.costs) - 1:
            sentences.insert(0, f"Epoch {epoch}: cost {self.history.costs[epoch]:.4f}.")
        return " ".join(sentences)

    def call(self):
        bugs = [n for n, c in (("stale-weights", "stale_weights"), ("leaked-index", "leaked_index"))
                if self.controls[c].value]  # fmt: skip
        parts = [
            f"learning_rate={self.learning_rate.value:g}",
            f"init_scale={self.init_scale.value:g}",
            f"seed={self.seed.value}",
            f"epochs={self.epochs.value}",
            f"hidden={self.hidden.value}" if self.hidden.value != 2 else "",
            "per_sample=True" if self.updates.value == ONE_SAMPLE else "",
            f"bugs={tuple(bugs)}" if bugs else "",
            "train=train" if self._badge else "",
        ]
        return f"labs.training({', '.join(part for part in parts if part)})"

    def badge(self):
        return self._badge

    def arrange_controls(self):
        c = self.controls
        row = widgets.Layout(flex_flow="row wrap", align_items="center")
        return widgets.VBox(
            [
                widgets.HBox([c["learning_rate"], c["init_scale"]], layout=row),
                widgets.HBox([c["seed"], c["epochs"]], layout=row),
                widgets.HBox([c["hidden"], c["updates"]], layout=row),
                widgets.HBox([c["stale_weights"], c["leaked_index"], self.reset_button], layout=row),
                widgets.HBox([c["moment"], self.play], layout=row),
            ]
        )


def _marker(ax):
    """A point on the cost curve that says which epoch the other pictures show."""
    (point,) = ax.plot([], [], "D", color=plots.BLACK, ms=6, zorder=6, clip_on=False)
    return plots.Drawing((point,), lambda epoch, cost: point.set_data([epoch], [cost]))


def _learners_run(train, start, X, Y, rate, epochs):
    """Run the learner's ``train`` and return a History with the start and the end alone."""
    result = train(start, X, Y, rate, epochs)
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise TypeError(f"train returned {type(result).__name__}, expected (params, costs)")
    params, costs = result
    params = network.Params(*(np.array(p, dtype=float) for p in params))
    end = network.cost(network.predict(params, X), Y)
    costs = np.append(np.asarray(costs, dtype=float), end)
    finite = np.isfinite(costs)
    return History(
        epochs=np.array([0, len(costs) - 1]),
        params=network.Params(*map(np.stack, zip(start, params, strict=True))),
        costs=costs,
        printed_costs=costs[:-1],
        diverged_at=None if finite.all() else int(np.argmin(finite)),
    )
