"""The training lab: a run's history at a moment; all settings of training; learners_run."""

import numpy as np

from nn_helpers import case, data, describe, network, plots
from nn_helpers import training as numbers
from nn_helpers.labs import controls as c
from nn_helpers.labs import handles
from nn_helpers.labs.base import Lab
from nn_helpers.labs.canvas import Canvas
from nn_helpers.labs.learner import Function

MOMENTS = 200  # how many states of a run the scrubber can show


class TrainingLab(Lab):
    """Train a small network on XOR: what decides whether it learns?

    Parameters
    ----------
    learning_rate, init_scale, seed, epochs, hidden, per_sample, bugs
        Where the controls stand at first. The init scale stretches one and the same draw; the seed
        ``case.SEED`` is the draw of the posted program.
    train : function, optional
        The learner's ``train(params, X, Y, learning_rate, epochs)``, to be run in place of the
        course's. It updates as it likes, so the controls for that are then without effect.
    """

    name = "training"
    lines = 7
    title = "Training"
    question = "Before you move a control: what will happen to the curve, and to the four answers?"
    only_looks = ("moment",)

    def __init__(
        self,
        learning_rate=1.0,
        init_scale=1.0,
        seed=0,
        epochs=2000,
        *,
        hidden=2,
        per_sample=False,
        bugs=(),
        train=None,
    ):
        case.check_names(bugs)
        self.X, self.Y = data.xor()
        self._train = Function("train", train, numbers.train)
        self.history, self._trained = None, None
        fig, axes = plots.figure(2, 2, width=6.6, height=4.9)
        self._axes = axes
        begin = network.initialise(np.random.default_rng(0), 1)
        self._curve = plots.cost_curve(axes[0, 0], np.zeros(2), top=3.6)
        self._now = plots.moment(axes[0, 0])
        self._answers = plots.predictions(axes[0, 1], np.full((1, 4), 0.5), self.Y)
        self._map = plots.decision_map(axes[1, 0], begin, self.X, self.Y)
        self._hidden = plots.hidden_space(axes[1, 1], begin, self.X, self.Y)
        plots.titles(
            axes, "cost", "the four answers", "the answer everywhere", "hidden units 1 and 2"
        )
        controls = {
            "learning_rate": c.log_slider(learning_rate, -3, 2, "learning rate"),
            "init_scale": c.log_slider(init_scale, -2, 1, "init scale"),
            "seed": c.seed_slider(seed),
            "epochs": c.slider(epochs, 50, 5000, "epochs", step=50),
            "hidden": c.slider(hidden, 1, 8, "hidden units"),
            "per_sample": c.choice(
                per_sample,
                [("after all samples", False), ("after each sample", True)],
                "update",
            ),
            "stale_weights": c.switch("stale-weights" in bugs, "bug: stale weights"),
            "leaked_index": c.switch("leaked-index" in bugs, "bug: leaked index"),
            "moment": c.scrubber(MOMENTS, "moment"),  # the sentence names the epoch
        }
        self.play = c.player(controls["moment"])
        if self._train.own:
            for name in ("per_sample", "stale_weights", "leaked_index"):
                controls[name].disabled = True
        drawings = (self._curve, self._now, self._map, self._hidden, self._answers)
        super().__init__(Canvas(fig, drawings), controls, self._train)

    def arguments(self):
        state = super().arguments()
        switches = {name: state.pop(name.replace("-", "_")) for name in case.CASE_BUGS}
        return {**state, "bugs": tuple(name for name, on in switches.items() if on)}

    def arrange_controls(self):
        """Return what is shown: without what has no effect on the learner's own train."""
        *settings, moment = (each for each in self.controls.values() if not each.disabled)
        return [*settings, moment, self.play, self.reset_button]

    def redraw(self):
        settings = self.arguments()
        if settings != self._trained:
            self._trained = None
            self.history = self._run(**settings)
            self._trained = settings
            self._fit_axes()
            self._curve.update(self.history.costs)
        last = len(self.history.costs) - 1
        return self._show(round(self.moment.value / MOMENTS * last), last)

    def handles(self, state):
        """The diamond on the cost curve: the moment that the other three pictures show."""
        axes, last = self._axes[0, 0], len(self.history.costs) - 1
        epoch = round(state["moment"] / MOMENTS * last)
        height = np.nan_to_num(self.history.costs[epoch], nan=np.inf)
        height = min(height, axes.get_ylim()[1])
        return [handles.spot("the moment", axes, epoch, height, "ew-resize")]

    def drag(self, name, start, to, state):
        last = len(self.history.costs) - 1
        return {"moment": state["moment"] + (to.x - start.x) / last * MOMENTS}

    def _run(self, seed, init_scale, hidden, learning_rate, epochs, per_sample, bugs):
        self._begin = c.start(seed, init_scale, hidden)
        if self._train.own:
            return learners_run(self._train, self._begin, self.X, self.Y, learning_rate, epochs)
        return numbers.record(
            self._begin,
            self.X,
            self.Y,
            learning_rate,
            epochs,
            per_sample=per_sample,
            bugs=bugs,
            every=max(1, epochs // MOMENTS),
        )

    def _fit_axes(self):
        last = len(self.history.costs) - 1
        if self._axes[0, 0].get_xlim() != (0, last):
            self._axes[0, 0].set_xlim(0, last)
            self._canvas.renew()

    def _params_at(self, epoch, last):
        if self._train.own and 0 < epoch < last:  # the learner's code keeps no record: run it again
            rate = self.learning_rate.value
            run = learners_run(self._train, self._begin, self.X, self.Y, rate, epoch)
            return run.final
        return self.history.at(epoch)

    def _show(self, epoch, last):
        params = self._params_at(epoch, last)
        outputs = network.predict(params, self.X)
        self._now.update(epoch, self.history.costs[epoch])
        self._map.update(lambda at: network.predict(params, at)[0])
        self._hidden.update(params)
        self._answers.update(outputs)
        words = [describe.run(self.history.costs), describe.predictions(outputs, self.Y)]
        if epoch < last:
            words.insert(0, f"Epoch {epoch}: cost {self.history.costs[epoch]:.4f}.")
        if "leaked-index" in self._trained["bugs"]:
            words.append("With one output the leaked index changes nothing.")
        return " ".join(words)


def learners_run(train, start, X, Y, rate, epochs):
    """Run the learner's ``train`` and return a History with the start and the end alone.

    Raises ``TypeError`` or ``ValueError`` that says what is wrong with what it returned.
    """
    learners = train(start, X, Y, rate, epochs)
    if not isinstance(learners, tuple | list) or len(learners) != 2:
        raise TypeError(f"train returned {type(learners).__name__}, expected (params, costs)")
    learners_params, costs = learners[0], np.asarray(learners[1], dtype=float)
    if costs.shape != (epochs,):
        raise ValueError(
            f"costs has shape {costs.shape} after {epochs} epochs; expected one number an epoch, "
            f"({epochs},)."
        )
    params = network.Params(*(np.array(p, dtype=float) for p in learners_params))
    costs = np.append(costs, network.cost(network.predict(params, X), Y))
    finite = np.isfinite(costs)
    return numbers.History(
        epochs=np.array([0, epochs]),
        params=network.Params(*map(np.stack, zip(start, params, strict=True))),
        costs=costs,
        printed_costs=costs[:-1],
        diverged_at=None if finite.all() else int(np.argmin(finite)),
    )
