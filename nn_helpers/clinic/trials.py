"""Trials: how often it learns from redrawn starts, as it is and under a changed Setup."""

from typing import NamedTuple

import numpy as np

from nn_helpers.clinic import descend, looking, points, repairs, score
from nn_helpers.clinic.calls import Failed, TooLong
from nn_helpers.clinic.descend import Style
from nn_helpers.clinic.experiments.cost import slopes as slopes_of_cost
from nn_helpers.clinic.slopes import blame, by_sample, ratio

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
            "moderate": "weights drawn at a usual size",
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
            style = self._style_for(model, T, style)
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

    def _style_for(self, model, T, style):
        from nn_helpers.clinic.costs import BINARY, CLASSES, SQUARED

        cost = {"sigmoid": BINARY, "softmax": CLASSES}.get(model.output.name, SQUARED)
        return Style(cost, abs(style.factor), style.online, style.adam)

    def style(self):
        """Return how the program descends: which cost, in which units, one sample at a time or all."""
        if self._style is None:
            self._style = _style_of(self.patient)
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
            start = patient.elsewhere[None]
            ours = descend.descend(patient.model, start, X, T, self.style(), rate, 3)[0]
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


def _style_of(patient):
    """Measure cost, units and order of the updates, as far as they can be seen."""
    match = None if patient.wrong and not patient.accumulates else patient.match
    cost = match.cost if match else _likely_cost(patient)
    adam = bool(match and match.kind == "signs")
    if (
        patient.recognised
        and "softmax" in patient.model.output.name
        and "over" in patient.model.output.name
    ):
        cost = _likely_cost(patient)
    online = _is_online(patient)
    shown = None if match or patient.accumulates else _shown(patient)
    if shown is not None:
        return Style(shown[0], shown[1], online)
    factor = 1 / patient.program.n if adam else _epoch_factor(patient, cost)
    return Style(cost, factor, online and not adam, adam)


def _shown(patient):
    """Return (cost, factor) of the cost that is shown, where a wrong gradient agrees with none.

    Its length would tell the units wrongly; the cost tells whether it is a sum or a mean.
    """
    if not patient.program.has("cost") or patient.cost_findings or not patient.looks:
        return None
    _, _, blocks = blame(patient, patient.looks, 1e-3)
    if any(block.good for block in blocks):
        return None
    for known in patient.known_costs():
        factor = units_of_cost(patient, known)
        if factor:
            whole = factor if factor > 0.4 else factor * patient.m  # of the sum over the samples
            g = np.array([np.linalg.norm(look.g) for look in patient.looks])
            right = [by_sample(patient.model, known, look).sum(axis=0) for look in patient.looks]
            ratios = g / np.maximum([np.linalg.norm(r) for r in right], 1e-300)
            is_sum = np.median(ratios) > whole / np.sqrt(patient.m)
            return known, whole if is_sum else whole / patient.program.n
    return None


def units_of_cost(patient, known):
    """Return by how much the slopes of their cost are those of a known one, or None."""
    T = patient.targets(patient.labels)
    factors = []
    for v in patient.points[:2]:
        outputs, found = slopes_of_cost(patient, v)
        slope = known.slope(outputs, T)
        c = ratio(found.ravel(), slope.ravel())
        if not np.abs(found - c * slope).max() <= 1e-2 * np.abs(found).max():
            return None
        factors.append(c)
    return float(np.mean(factors)) if np.ptp(factors) <= 1e-2 * abs(factors[0]) else None


def _likely_cost(patient):
    """Return the known cost that most of a wrong gradient agrees with, or the likeliest."""
    if patient.looks:
        try:
            return blame(patient, patient.looks, 1e-3)[0]
        except Failed:
            pass
    return patient.known_costs()[0]


def _is_online(patient):
    """Return whether an epoch is many updates: then the way is no straight line in the rate.

    Stale weights bend it too, but leave some arrays straight.
    """
    program = patient.program
    if not program.has("train"):
        return program.has("step")
    move = lambda rate: program.train(patient.elsewhere, patient.X, patient.labels, rate, 1).vector  # noqa: E731
    try:
        ways = [move(rate) - patient.elsewhere for rate in (0.02, 0.04)]
    except Failed:
        return False
    bend = np.abs(ways[1] - 2 * ways[0])
    leaves = [leaf for leaf in program.tree.leaves if patient.live[leaf.part].any()]
    moved = [leaf for leaf in leaves if np.any(ways[0][leaf.part])]
    noise = 1e-3 if patient.single else 1e-8
    return bool(moved) and all(
        bend[leaf.part].max() > noise * np.abs(ways[0][leaf.part]).max() for leaf in moved
    )


def _epoch_factor(patient, cost):
    """Return by how much one epoch at a tiny rate follows the summed slope of the cost."""
    program = patient.program
    rate = looking.tiny(patient)
    v, X, Y = patient.points[1], program.X, program.Y
    try:
        if program.has("train"):
            follow = lambda: (v - program.train(v, X, Y, rate, 1, 2).vector) / rate  # noqa: E731
        elif program.has("gradients") and not program.has("step"):
            follow = lambda: program.gradients(v, X, Y)  # noqa: E731
        else:
            return abs(patient.match.factor) if patient.match else 1.0
        g = follow()
        if patient.accumulates:
            g = follow() - g
    except Failed:
        return abs(patient.match.factor) if patient.match else 1 / program.n
    _, total = patient.model.pull_back(v, X, cost, patient.task.targets)
    total = total[0]
    return _units(patient, g, total)


def _units(patient, g, total):
    """Return the factor most arrays agree on, or else the ratio of the lengths."""
    if not np.all(np.isfinite(g)) or not np.any(g) or not np.any(total):
        return abs(patient.match.factor) if patient.match else 1 / patient.program.n
    good = []
    for leaf in patient.program.tree.leaves:
        a, b = g[leaf.part], total[leaf.part]
        c = ratio(a, b)
        if c and np.linalg.norm(a - c * b) <= 1e-2 * np.linalg.norm(a):
            good.append(abs(c))
    whole = np.linalg.norm(g) / np.linalg.norm(total)
    return float(np.median(good)) if good else float(whole)
