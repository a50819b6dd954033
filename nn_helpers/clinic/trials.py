"""Trials: the Rate of starts that learn under a Setup that changes one thing, or in a mirror."""

from typing import NamedTuple

import numpy as np

from nn_helpers.clinic import descend, points, repairs, score
from nn_helpers.clinic.calls import Failed, TooLong
from nn_helpers.clinic.style import style_of, with_output_of

STARTS = 16


class Setup(NamedTuple):
    """What is changed for a trial. The numbers are factors."""

    rate: float = 1.0
    epochs: float = 1.0
    start: float = 1.0
    moderate: bool = False  # a start as a textbook draws it
    inputs: bool = False  # bring the inputs to size 1
    targets: bool = False
    shuffled: bool = False
    gradient: bool = False  # plain descent with the right slopes in place of their training
    output: bool = False  # an output activation that can say the labels
    tanh: bool = False  # tanh in every hidden layer
    reshape: bool = False
    floats: bool = False  # make arrays of integers floats

    def words(self):
        """Return what is changed, as a reader says it."""
        said = []
        for name, thing in (("rate", "rate"), ("epochs", "epochs"), ("start", "start")):
            factor = getattr(self, name)
            if factor != 1:
                said.append(f"{thing} x {factor:g}")
        flags = {
            "moderate": "weights drawn at random, at a usual size",
            "inputs": "standardised inputs",
            "targets": "standardised targets",
            "shuffled": "shuffled samples",
            "gradient": "right gradient and step",
            "output": "another output activation",
            "tanh": "tanh in the hidden layers",
            "reshape": "labels in the outputs' shape",
            "floats": "arrays of floats",
        }
        said += [text for name, text in flags.items() if getattr(self, name)]
        return " and ".join(said) or "as it is"


class Rate(NamedTuple):
    """k of K starts learned; ``best`` is the best score."""

    k: int
    K: int
    best: float

    @property
    def share(self):
        """The share of starts that learned."""
        return self.k / self.K if self.K else 0.0

    def __str__(self):
        return f"{self.k} of {self.K}"


class Trials:
    """Runs of the program from redrawn starts. What was run once is not run again."""

    def __init__(self, patient, budget, program=None, seconds=0.0):
        self.patient, self.budget = patient, budget
        self.program = program or patient.program
        tree, start, live = self.program.tree, patient.start, patient.live
        self.starts = points.redrawn(tree, start, live, patient.rng, STARTS)
        self.moderate = points.moderate(tree, patient.rng, start, live, STARTS)
        self.cache, self.scores = {}, {}
        self.seconds = seconds  # of one run of theirs, the slowest so far
        self.mirror = None
        self._style = None

    def all_starts_alike(self):
        """Return whether drawing again changes nothing, as with all zeros."""
        return np.ptp(self.starts, axis=0).max() == 0

    def rate(self, setup, K):
        """Return the ``Rate`` of a changed program over K starts."""
        self.budget.tell()
        if self.all_starts_alike() and not setup.moderate and not self.patient.restless:
            K = min(K, 2)
        scores = self.cache.setdefault(setup, [])
        if len(scores) < K and self._affordable(setup, K - len(scores)):
            scores += self._run(setup, len(scores), K)
        level = self.patient.task.level() - 1e-12
        return Rate(sum(s >= level for s in scores), len(scores), max(scores, default=-np.inf))

    def most(self, share=0.15, setup=None):
        """Return how many runs, 2 to 8, fit into a share of the time that is left."""
        if self.mirror:
            return 8
        seconds = max(self.seconds * (setup.epochs if setup else 1), 1e-3)
        return int(np.clip(share * self.budget.left / seconds, 2, 8))

    def _affordable(self, setup, runs):
        fast = setup.gradient or self.mirror
        return self.budget.left > 0.2 + (0 if fast else self.seconds * setup.epochs)

    def _run(self, setup, first, last):
        data = self._data(setup)
        V = (self.moderate if setup.moderate else self.starts)[first:last]
        V = points.stretched(None, V, self.patient.live, setup.start)
        if setup.gradient or setup.output or setup.tanh or self.mirror:
            return self._by_descent(setup, V, data)
        return self._by_theirs(setup, V, data)

    def _data(self, setup):
        """Return (X, Y, targets, undo) as a trial wants them."""
        program = repairs.reshaped(self.program) if setup.reshape else self.program
        X, Y, T = program.X, program.Y, self.patient.task.targets
        undo = lambda out: out  # noqa: E731
        if setup.inputs:
            X = score.standardised(X)
        if setup.targets:
            mean, spread = T.mean(axis=0), np.maximum(T.std(axis=0), 1e-12)
            if self.patient.task.is_classes:  # to 0 and 1
                mean, spread = np.full(len(mean), T.min()), np.full(len(mean), np.ptp(T))
            Y = (Y - mean.reshape(1, -1)) / spread.reshape(1, -1)
            T = (T - mean) / spread
            undo = lambda out: out * spread + mean  # noqa: E731
        return program, X, Y, T, undo

    def _by_theirs(self, setup, V, data):
        program, X, Y, _, undo = data
        order = self.patient.rng.permutation(len(X)) if setup.shuffled else slice(None)
        scores = []
        for v in V:
            if scores and not self.budget.has(self.seconds * setup.epochs + 0.1):
                break
            self.budget.tell()
            began = self.budget.used
            scores.append(self._once(program, v, X, Y, order, setup, undo))
            self.seconds = max(self.seconds, (self.budget.used - began) / setup.epochs)
        return scores

    def _once(self, program, v, X, Y, order, setup, undo):
        rate, epochs = program.rate * setup.rate, max(1, round(program.epochs * setup.epochs))
        seconds = max(0.5, min(5.0, self.budget.left))
        try:
            params = program.params(v, whole=not setup.floats)
            end = self.patient.train_any(program, params, X[order], Y[order], rate, epochs, seconds)
            return self.patient.task.score(undo(program.predict(end, X)))
        except TooLong:
            self.seconds = max(self.seconds, seconds)
            return -np.inf
        except Failed:
            return -np.inf

    def _by_descent(self, setup, V, data):
        _, X, _, T, undo = data
        patient, style = self.patient, self.style()
        model = patient.model
        if setup.output:
            model = repairs.better_output(patient) or model
            style = with_output_of(model, style)
        if setup.tanh:
            model = repairs.with_tanh(model)
        until = self.budget.used + min(2.5, 0.35 * self.budget.left)
        epochs = max(1, round(self.program.epochs * setup.epochs))
        rate = self.program.rate * setup.rate
        if not patient.recognised:
            V = V[:2]
        ends = descend.descend(
            model, V, X, T, style, rate, epochs, lambda: self.budget.used < until
        )
        if ends is None:
            return []
        return [patient.task.score(undo(out)) for out in model.outputs(ends, X)]

    def style(self):
        """Return how the program descends: which cost, in which units, one sample at a time or all."""
        if self._style is None:
            self._style = style_of(self.patient)
        return self._style

    def look_for_a_mirror(self):
        """Use our own descent for the trials if it does bit by bit what their training does.

        Then all starts run at once, and an examination takes seconds less.
        """
        patient, program = self.patient, self.program
        if not (patient.recognised and program.has("train") and patient.match) or patient.restless:
            return
        if patient.match.kind != "plain" or patient.single or patient.has_integers():
            return
        X, T = program.X, patient.task.targets
        rates = {0.02, program.rate} if program.rate > 1e-4 else {0.02}
        for rate in rates:
            try:
                theirs = program.train(patient.elsewhere, X, program.Y, rate, 3, 2).vector
            except Failed:
                return
            mirrored_start = patient.elsewhere[None]
            ours = descend.descend(patient.model, mirrored_start, X, T, self.style(), rate, 3)[0]
            far = np.linalg.norm(theirs - patient.elsewhere)
            if not np.linalg.norm(ours - theirs) <= 1e-6 * far:
                return
        self.mirror = self._ends_alike()

    def _ends_alike(self):
        """Return whether our descent from their start ends as their whole training did.

        A training that stops by itself, or whose rate shrinks, is ours for the first epochs only.
        """
        patient, program = self.patient, self.program
        if patient.trained is None or patient.outputs_at_end is None:
            return False
        X, T = program.X, patient.task.targets
        style, start = self.style(), patient.start[None]
        end = descend.descend(patient.model, start, X, T, style, program.rate, program.epochs)
        ours, theirs = (
            patient.task.learned(out)
            for out in (patient.model.outputs(end, X)[0], patient.outputs_at_end)
        )
        return ours == theirs
