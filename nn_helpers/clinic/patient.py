"""Patient: a program and what is known of it: live_leaves, points, task, match, reach; train_any."""

import copy

import numpy as np

from nn_helpers.clinic import calls, points, score, tree
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.costs import usable
from nn_helpers.clinic.model import Measured
from nn_helpers.clinic.recognise import recognise

FEW = 12  # samples are enough to look at a function


class Patient:
    """What every experiment needs.

    Attributes
    ----------
    program : the ``Program``
    rng : the generator all draws come from
    live : (parameters,) whether predict depends on the array
    X, labels : generic inputs (m, inputs) of a normal size, and labels (m, ...) drawn from theirs
    points : generic parameters (4, parameters)
    tolerance : how far two right numbers may be apart, 1e-6, or 1e-3 where it counts in float32
    model : the network, recognised or measured; ``recognised`` says which
    task : what the labels ask for (``score.Task``)
    """

    def __init__(self, program, rng):
        self.program, self.rng = program, rng
        self.start = program.start
        self.m = self._how_many()
        self.X = self._inputs(self.m)
        self.live = np.ones(program.tree.size, bool)
        self.live = self._live()
        self.points = self.generic(4)
        self.single = self._counts_in_single()
        self.tolerance = 2e-3 if self.single else 1e-6
        fine = 1e-4 if self.single else 1e-9
        found = recognise(program, self.live, self.points[:2], self.X, fine)
        self.recognised = found is not None
        self.model = found or Measured(program, self.live)
        if self.single and not self.recognised:
            self.model.step = 3e-3
        self.outputs_at_start = self._start_outputs()
        self.task = score.task_of(program.Y, self.outputs_at_start)
        self.shapes_fit = self.task.targets.shape == self.outputs_at_start.shape
        self.labels = self._labels()
        self.reach = self.outputs_at_end = None
        self.threshold_moved = False
        self.cost_findings, self.looks = [], []
        self.trains_shown_cost = self.restless = self.accumulates = False
        self.wrong = False  # whether its gradient is wrong
        self.early = []  # outputs after a few epochs
        self.trained = self.match = None
        self.move = None  # one update by step
        self.elsewhere = self.generic(1, 0.8)[0]
        if self.shapes_fit:
            self.task.ceiling = score.ceiling(program.X, self.task, rng)

    def generic(self, count, width=1.0):
        """Return generic parameters (count, parameters)."""
        return points.generic_params(
            self.program.tree, self.rng, count, width, self.start, self.live
        )

    def _how_many(self):
        """Return how many samples to look at: few, if predict takes fewer than all."""
        program = self.program
        if program.n <= FEW:
            return program.n
        try:
            program.predict(program.start, program.X[:FEW])
        except Failed:
            return program.n
        return FEW

    def _inputs(self, m):
        program = self.program
        X = points.generic_inputs(self.rng, m, program.X.shape[1])
        try:
            program.predict(program.start, X)
        except Failed:
            return program.X[:m]
        return X

    def _live(self):
        """Find the arrays that matter to predict: move each and see whether the outputs move."""
        live = np.zeros(self.program.tree.size, bool)
        for v in self.generic(3):
            try:
                before = self.program.predict(v, self.X)
            except Failed:
                continue
            for leaf in self.program.tree.leaves:
                if not live[leaf.part].any():
                    live[leaf.part] = self._moves(v, leaf, before)
        self.reads_params = bool(live.any())
        return live if live.any() else np.ones_like(live)

    def _moves(self, v, leaf, before):
        for size in (
            0.5,
            0.5,
            3.0,
            3.0,
        ):  # large moves too: a step function sleeps through small ones
            moved = v.copy()
            moved[leaf.part] += self.rng.normal(0, size, leaf.size)
            try:
                after = self.program.predict(moved, self.X)
            except Failed:
                return True
            if not np.array_equal(after, before, equal_nan=True):
                return True
        return False

    def _counts_in_single(self):
        """Return whether predict counts with seven digits: a change of 1e-10 is then lost."""
        for v in self.points[:2]:
            try:
                one = self.program.predict(v, self.X)
                two = self.program.predict(v * (1 + 1e-10), self.X)
            except Failed:
                continue
            if np.any(one != two):
                steps = np.abs(one - np.float32(one))
                return bool(np.all(steps == 0))
        return True

    def _start_outputs(self):
        try:
            return self.program.outputs_of(self.program.raw[2], self.program.X)
        except Failed:
            return self.program.predict(self.start, self.program.X)

    def _labels(self):
        """Return labels for the generic inputs: theirs in another order, as different as can be."""
        Y = self.program.Y
        order = np.argsort(self.rng.permutation(len(Y)))
        _, first = np.unique(Y, axis=0, return_index=True)
        return Y[np.concatenate((self.rng.permutation(first), order))[: self.m]]

    def targets(self, Y):
        """Return labels in their form of a table as targets, as wide as the outputs."""
        if self.task.kind == "classes" and Y.shape[1] != self.task.targets.shape[1]:
            return np.eye(self.task.targets.shape[1])[Y[:, 0].astype(int)]
        if Y.shape[1] != self.task.targets.shape[1]:
            return Y.reshape(len(Y), -1)
        return Y

    def known_costs(self):
        """Return the known costs that fit what its outputs can be."""
        out = np.concatenate([self.model.outputs(v, self.X)[0] for v in self.points])
        return usable(out, self.task.targets)

    def moved(self):
        """Return whether training moved the parameters at all."""
        if self.trained is None:
            return True
        return bool(np.any(self.trained.vector[self.live] != self.start[self.live]))

    @property
    def live_leaves(self):
        """The arrays of the parameters that move the answers."""
        return [leaf for leaf in self.program.tree.leaves if self.live[leaf.part].any()]

    def has_integers(self):
        """Return whether an array that matters holds integers by type."""
        return any(leaf.dtype.kind in "iu" for leaf in self.live_leaves)

    def settle_the_threshold(self):
        """Find the value between the two classes: 0 where outputs are scores (logits).

        Scores have no bounds, and their cost treats +t for yes as -t for no. Without a cost, or where
        it does not say, the middle of the labels is taken.
        """
        task = self.task
        if task.kind != "sides" or self.reach is None or task.targets.min() != 0:
            return
        low, high, _ = self.reach
        if np.all(np.isinf(low) & np.isinf(high)) and self._costs_scores():
            task.threshold, self.threshold_moved = 0.0, True

    def _costs_scores(self):
        program = self.program
        if program.has("cost"):
            T = program.Y
            sides = np.where(self.task.targets > 0.5, 1.0, -1.0)
            try:
                right = [program.cost(t * sides, T) for t in (0.5, 1.0, 3.0, 6.0)]
            except Failed:
                return False
            return bool(np.all(np.diff(right) < 0))
        return self.match is not None and self.match.cost.on_logits

    def changed_arguments(self):
        """Return (function, argument, how) for every question that changes what it is asked about.

        ``how`` is "reordered" where the same numbers stand in another order, else "changed".
        """
        program, found = self.program, []
        params = program.params(self.points[0])
        X, Y = program.x_form.raw(self.X), program.y_form.raw(self.labels)
        outputs = program.out_form.raw(program.predict(self.points[0], self.X))
        calls = {
            "predict": {"params": params, "X": X},
            "cost": {"outputs": outputs, "Y": Y},
            "gradients": {"params": params, "X": X, "Y": Y},
        }
        for name, arguments in calls.items():
            if program.has(name):
                found += [(name, *each) for each in self._changed(name, arguments)]
        if program.has("train"):
            given = {"params": program.params(self.elsewhere), "X": X, "Y": Y, "rate": program.rate}
            found += [
                ("train", *each) for each in self._changed("train", given, 1) if each[0] in "XY"
            ]
        return found

    def _changed(self, name, arguments, *more):
        given = copy.deepcopy(arguments)
        try:
            self.program._call(name, *given.values(), *more)
        except Failed:
            return []
        return [
            (
                what,
                "reordered" if what in "XY" and _reordered(value, arguments[what]) else "changed",
            )
            for what, value in given.items()
            if not _same(value, arguments[what])
        ]

    def train_any(self, program, params, X, Y, rate, epochs, seconds):
        """Train by whatever was given: train, or step over the samples, or gradients."""
        if program.has("train"):
            return program.train_from(params, X, Y, rate, epochs, seconds).vector
        v = program.tree.flatten(params)
        if self.move is not None and not self.steps_on_all():
            return calls.limited(lambda: self._by_steps(v, X, Y, rate, epochs), seconds)
        if program.has("gradients"):
            return calls.limited(
                lambda: self._by_gradients(program, v, X, Y, rate, epochs), seconds
            )
        raise Failed(
            "there is neither train nor gradients, nor a step that goes one sample at a time"
        )

    def steps_on_all(self):
        """Return whether a step on all samples at once is the one that the gradients give."""
        program, v = self.program, self.elsewhere
        if not program.has("gradients"):
            return False
        try:
            after = self.move(v, program.X, program.Y, 0.01)
            g = np.where(self.live, program.gradients(v, program.X, program.Y), 0)
        except Failed:
            return False
        return np.allclose(np.where(self.live, after, v), v - 0.01 * g, rtol=1e-6, atol=1e-12)

    def _by_steps(self, v, X, Y, rate, epochs):
        for _ in range(epochs):
            for i in range(len(X)):
                v = self.move(v, X[[i]], Y[[i]], rate)
            if not np.all(np.isfinite(v)):
                break
        return v

    def _by_gradients(self, program, v, X, Y, rate, epochs):
        for _ in range(epochs):
            v = v - rate * np.where(self.live, program.gradients(v, X, Y), 0)
            if not np.all(np.isfinite(v)):
                break
        return v


def _reordered(argument_now, argument_before):
    """Return whether two changed tables hold the same numbers in another order."""
    argument_now, argument_before = (np.asarray(each) for each in (argument_now, argument_before))
    return (
        argument_before.shape == argument_now.shape
        and argument_before.dtype.kind in "biuf"
        and np.array_equal(np.sort(argument_before, axis=None), np.sort(argument_now, axis=None))
    )


def _same(argument_now, argument_before):
    """Return whether two values are alike, arrays bit for bit."""
    if isinstance(argument_now, np.ndarray):
        return np.array_equal(
            argument_now, argument_before, equal_nan=argument_now.dtype.kind == "f"
        )
    if isinstance(argument_now, dict):
        return argument_now.keys() == argument_before.keys() and all(
            _same(argument_now[key], argument_before[key]) for key in argument_now
        )
    if isinstance(argument_now, list | tuple):
        return len(argument_now) == len(argument_before) and all(
            map(_same, argument_now, argument_before)
        )
    if isinstance(argument_now, float | int | str | bool | type(None)):
        return argument_now == argument_before
    arrays = [pair for pair in tree.children(argument_now) if tree.is_array(pair[1])]
    return all(
        _same(value, getattr(argument_before, name, None))
        for name, value in arrays
        if hasattr(argument_before, name)
    )
