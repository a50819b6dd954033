"""Program: somebody's functions, called with vectors and tables, raw in their form; Trained, costs."""

import copy
from typing import NamedTuple

import numpy as np

from nn_helpers.clinic import samples
from nn_helpers.clinic.calls import Failed, TooLong, guarded
from nn_helpers.clinic.tree import Tree

LONGEST = 2.0  # seconds for one call of train that should be short
FEW_EPOCHS = 5


class Trained(NamedTuple):
    """What a training gave: the parameters as a vector, and the costs it told (or None)."""

    vector: np.ndarray
    costs: np.ndarray | None


class Program:
    """Somebody's program. ``X`` (n, inputs) and ``Y`` (n, labels) are tables, a sample a row.

    Every method takes vectors and tables, hands the program fresh copies in its own form, and
    raises ``Failed`` where the program raises or gives something of another form.
    """

    def __init__(self, X, Y, params, functions, rate, epochs):
        for name, function in functions.items():
            if function is not None and not callable(function):
                raise ValueError(f"{name} must be a function; this is a {type(function).__name__}.")
        self.functions = {name: f for name, f in functions.items() if f is not None}
        if "predict" not in self.functions:
            raise ValueError(
                "predict is needed: a function of (params, X) that returns the outputs."
            )
        self.tree = Tree(params)
        self.raw = copy.deepcopy((X, Y, params))
        self.rate, self.epochs = rate, epochs
        self.start = self.tree.flatten(params)
        self._settle_the_axes()

    def _settle_the_axes(self):
        """Find out which axis counts the samples; if it is not clear, by leaving one sample out."""
        X, Y, _ = self.raw
        pairs = samples.axes(X, Y)
        fits = [pair for pair in pairs if self._takes_fewer(pair)] if len(pairs) > 1 else pairs
        self.x_axis, self.y_axis = (fits or pairs)[0]
        self.x_form = samples.Form.of(X, self.x_axis)
        self.y_form = samples.Form.of(Y, self.y_axis)
        self.X, self.Y = self.x_form.table(X), self.y_form.table(Y)
        self.n = len(self.X)
        self.out_form = self._form_of_the_outputs()

    def _takes_fewer(self, pair):
        form = samples.Form.of(self.raw[0], pair[0])
        table = form.table(self.raw[0])
        try:
            outputs = self._call("predict", self.params(self.start), form.raw(table[:-1]))
            return len(table) - 1 in np.shape(outputs)
        except Failed:
            return False

    def _form_of_the_outputs(self):
        raw = self._call("predict", self.params(self.start), self.x_form.raw(self.X), seconds=5)
        try:
            return samples.output_form(raw, self.n, self.x_axis)
        except ValueError as error:
            raise Failed(f"predict: {error}") from None

    def has(self, name):
        """Return whether a function was given."""
        return name in self.functions

    def params(self, vector, whole=False):
        """Return fresh parameters in their form; ``whole`` keeps arrays of integers as such."""
        return self.tree.build(vector, whole)

    def _call(self, name, *arguments, seconds=None):
        if name not in self.functions:
            raise Failed(f"{name}: it never ended")
        if name == "train" and seconds is None:
            seconds = LONGEST
        try:
            return guarded(lambda: self.functions[name](*arguments), seconds)
        except Failed as error:
            raise type(error)(f"{name}: {error}") from error.__cause__

    def predict(self, vector, X):
        """Return the outputs (n, outputs) for a table X (n, inputs)."""
        return self.outputs_of(self.params(vector), X)

    def outputs_of(self, params, X):
        """Return the outputs for parameters in their own form."""
        raw = self._call("predict", params, self.x_form.raw(X))
        return self.as_outputs(raw, len(X))

    def as_outputs(self, raw, n):
        """Return what predict gave as a table (n, outputs)."""
        try:
            array = np.asarray(raw, dtype=float)
        except (ValueError, TypeError):
            raise Failed("predict: its outputs are not a table of numbers") from None
        if n == 1 and array.size != max(1, int(np.prod(self.out_form.rest))):
            raise Failed(f"predict: it gave shape {array.shape} for one sample")
        if n == 1 and array.ndim <= 1:
            return array.reshape(1, -1)
        axis = self.out_form.axis if self.out_form.axis < array.ndim else 0
        if array.ndim == 0 or array.shape[axis] != n:
            axis = next((i for i in range(array.ndim) if array.shape[i] == n), None)
            if axis is None:
                raise Failed(f"predict: it gave shape {array.shape} for {n} samples")
        return np.moveaxis(array, axis, 0).reshape(n, -1)

    def cost(self, outputs, Y):
        """Return their cost of a table of outputs and a table of labels, as a float."""
        raw = self._call("cost", self.out_form.raw(outputs), self.y_form.raw(Y))
        try:
            raw_cost = np.asarray(raw, dtype=float)
        except (ValueError, TypeError):
            raise Failed("cost: it gave no number") from None
        if raw_cost.size != 1:
            raise Failed(f"cost: it gave shape {raw_cost.shape}, not one number")
        return float(raw_cost.reshape(()))

    def gradients(self, vector, X, Y):
        """Return their gradients as a vector."""
        params = self.params(vector)
        raw = self._call("gradients", params, self.x_form.raw(X), self.y_form.raw(Y))
        return self.as_vector(raw, "gradients")

    def as_vector(self, raw, name):
        """Return gradients as a vector: the same form as the parameters, or its arrays in order."""
        try:
            return self.tree.flatten(raw)
        except ValueError as error:
            return self._in_order(raw, name, error)

    def _in_order(self, raw, name, error):
        from nn_helpers.clinic.tree import _leaves

        found = [np.asarray(value, float) for _, value in _leaves(raw)]
        if [a.size for a in found] != [leaf.size for leaf in self.tree.leaves]:
            raise Failed(f"{name}: {error}") from None
        return np.concatenate([a.ravel() for a in found])

    def step(self, vector, x, y, rate, seconds=None):
        """Return the vector after one of their updates; x and y are in their own form."""
        params = self.params(vector)
        result = self._call("step", params, *copy.deepcopy((x, y)), rate, seconds=seconds)
        return self._trained(result, params, "step").vector

    def train(self, vector, X, Y, rate=None, epochs=None, seconds=None):
        """Return what their training makes of a vector: ``Trained``."""
        return self.train_from(self.params(vector), X, Y, rate, epochs, seconds)

    def train_from(self, params, X, Y, rate=None, epochs=None, seconds=None):
        """Train from parameters in their own form, which may be changed."""
        rate = self.rate if rate is None else rate
        epochs = self.epochs if epochs is None else epochs
        data = self.x_form.raw(X), self.y_form.raw(Y)
        try:
            result = self._call("train", params, *data, rate, epochs, seconds=seconds)
        except TooLong:
            if epochs <= FEW_EPOCHS:
                del self.functions["train"]  # it never ends: ask it nothing more
            raise
        return self._trained(result, params, "train")

    def _trained(self, result, params, name):
        if result is None:  # it changed what it was given
            return Trained(self.tree.flatten(params), None)
        try:
            return Trained(self.tree.flatten(result), None)
        except ValueError as error:
            if not isinstance(result, tuple | list) or not result:
                raise Failed(f"{name}: {error}") from None
        first = params if result[0] is None else result[0]
        try:
            vector = self.tree.flatten(first)
        except ValueError as error:
            raise Failed(f"{name}: {error}") from None
        return Trained(vector, _trained_costs(result[1:]))


def _trained_costs(told):
    """Return the first thing that looks like a list of costs, or None."""
    for listed in told:
        try:
            trained_costs = np.asarray(listed, dtype=float).ravel()
        except (ValueError, TypeError):
            continue
        if trained_costs.size:
            return trained_costs
    return None
