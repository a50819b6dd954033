"""The exercises whose right answer is one definite result: their contracts and probes.

Probes are generic: sizes that differ, no zeros, no symmetry, labels out of balance, and numbers and
names that no lesson uses. Each is chosen so that a mistake that hides elsewhere shows there.
"""

import numpy as np

from nn_helpers import gradcheck, network, training
from nn_helpers.check import compare
from nn_helpers.check.engine import Exercise
from nn_helpers.data import xor


def a_network(rng, inputs=2, hidden=2, outputs=1, scale=1.5):
    """Return random parameters that are nowhere near zero and nowhere equal."""
    drawn = network.initialise(rng, scale, inputs, hidden, outputs)
    return network.Params(*(p + 0.3 * np.sign(p) for p in drawn))


def some_samples(rng, inputs, outputs, m):
    labels = (rng.uniform(size=(outputs, m)) < 0.4).astype(float)
    labels[:, 0] = 1.0  # never all zeros
    return rng.uniform(-1.5, 1.5, (inputs, m)).round(2), labels


def forward_probe(inputs, hidden, outputs, m):
    def probe(rng):
        X, _ = some_samples(rng, inputs, outputs, m)
        return {"params": a_network(rng, inputs, hidden, outputs), "X": X}

    return probe


def gradient_probe(inputs, hidden, outputs, m, names=("params", "X", "Y"), **more):
    def probe(rng):
        X, Y = some_samples(rng, inputs, outputs, m)
        values = (a_network(rng, inputs, hidden, outputs), X, Y)
        return {**dict(zip(names, values, strict=True)), **more}

    return probe


def cubic(params):
    """A cost that is no network's: central differences have an error on it that h decides."""
    return float(sum(np.sum(p**2 * (i + 1) + 0.4 * p**3) for i, p in enumerate(params)))


def step_probe(rate):
    def probe(rng):
        return {
            "params": a_network(rng, 3, 4, 2),
            "grads": a_network(rng, 3, 4, 2),
            "learning_rate": rate,
        }

    return probe


sigmoid = Exercise(
    "sigmoid",
    "sigmoid(z) returns 1 / (1 + exp(-z)) in the shape of z, silently for abs(z) up to 1000.",
    network.sigmoid,
    [
        lambda rng: {"z": np.array([[-3.0, -0.7, 0.2], [0.9, 2.4, 5.5]])},
        lambda rng: {"z": -1.7},
        lambda rng: {"z": np.array([-2, 0, 3])},
        lambda rng: {"z": np.array([-1000.0, -720.0, 30.0, 1000.0])},
    ],
    "array",
)

forward = Exercise(
    "forward",
    "forward(params, X) returns (Z1, A1, Z2, A2); samples are columns.",
    network.forward,
    [forward_probe(3, 3, 2, 5), forward_probe(2, 2, 1, 4), forward_probe(2, 4, 3, 1)],
    "layers",
)

cost = Exercise(
    "cost",
    "cost(Y_hat, Y) returns the summed cross-entropy as one number; finite at exact 0 and 1.",
    network.cost,
    [
        lambda rng: {
            "Y_hat": np.array([[0.9, 0.2, 0.7, 0.4, 0.6]]),
            "Y": np.array([[1.0, 0, 1, 1, 0]]),
        },
        lambda rng: {
            "Y_hat": rng.uniform(0.1, 0.9, (2, 3)),
            "Y": np.array([[1.0, 0, 0], [0, 0, 1]]),
        },
        lambda rng: {"Y_hat": np.array([[0.8]]), "Y": np.array([[0.0]])},
        lambda rng: {"Y_hat": np.array([[1.0, 0.0, 0.7]]), "Y": np.array([[1.0, 0, 0]])},
    ],
    "number",
)


def hidden_delta_reference(W2, delta2, A1):
    return W2.T @ delta2 * A1 * (1 - A1)


hidden_delta = Exercise(
    "hidden_delta",
    "hidden_delta(W2, delta2, A1) returns the derivative of the cost by Z1, shape (hidden, m).",
    hidden_delta_reference,
    [
        lambda rng: {
            "W2": rng.uniform(-2, 2, (2, 3)),
            "delta2": rng.uniform(-0.9, 0.9, (2, 5)),
            "A1": rng.uniform(0.1, 0.9, (3, 5)),
        },
        lambda rng: {
            "W2": rng.uniform(-2, 2, (1, 2)),
            "delta2": rng.uniform(-0.9, 0.9, (1, 1)),
            "A1": rng.uniform(0.1, 0.9, (2, 1)),
        },
    ],
    "array",
)

gradients = Exercise(
    "gradients",
    "gradients(params, X, Y) returns the derivatives of the summed cost, as (W1, b1, W2, b2).",
    network.gradients,
    [
        gradient_probe(3, 3, 2, 5),
        gradient_probe(2, 2, 1, 4),
        gradient_probe(3, 3, 3, 1),
        gradient_probe(2, 2, 2, 2),
    ],
    "params",
)

step = Exercise(
    "step",
    "step(params, grads, learning_rate) returns new parameters, one step downhill.",
    network.step,
    [step_probe(0.3), step_probe(1.7)],
    "params",
)

numerical_gradients = Exercise(
    "numerical_gradients",
    "numerical_gradients(f, params, h=1e-5) returns central differences; f takes a Params.",
    gradcheck.numerical_gradients,
    [
        lambda rng: {"f": cubic, "params": a_network(rng, 2, 3, 2), "h": 1e-5},
        lambda rng: {"f": cubic, "params": a_network(rng, 2, 2, 1), "h": 0.25},
    ],
    "params",
)

relative_error = Exercise(
    "relative_error",
    "relative_error(a, b) returns norm(a - b) / (norm(a) + norm(b)), and 0 for two zeros.",
    gradcheck.relative_error,
    [
        lambda rng: {"a": np.array([1.0, -2.0, 0.5]), "b": np.array([1.1, -2.5, 0.1])},
        lambda rng: {"a": 1e-7 * rng.normal(size=(2, 3)), "b": 1e-7 * rng.normal(size=(2, 3))},
        lambda rng: {"a": np.zeros(3), "b": np.zeros(3)},
        lambda rng: {"a": np.zeros(2), "b": np.array([3.0, 4.0])},
    ],
    "number",
)

train = Exercise(
    "train",
    "train(params, X, Y, learning_rate, epochs) returns (params, costs), full batch.",
    training.train,
    [
        gradient_probe(2, 2, 1, 4, learning_rate=0.6, epochs=5),
        gradient_probe(3, 2, 1, 5, learning_rate=0.2, epochs=3),
    ],
    "trained",
)

sgd_step = Exercise(
    "sgd_step",
    "sgd_step(params, x, y, learning_rate) returns new parameters after one sample.",
    training.sgd_step,
    [
        gradient_probe(3, 2, 2, 1, names=("params", "x", "y"), learning_rate=1.5),
        gradient_probe(2, 2, 1, 1, names=("params", "x", "y"), learning_rate=0.7),
    ],
    "params",
)

predict = Exercise(
    "predict",
    "predict(params, X) returns the probabilities, (outputs, m), from its arguments alone.",
    network.predict,
    [forward_probe(3, 3, 2, 5), forward_probe(2, 2, 1, 4), forward_probe(2, 3, 1, 1)],
    "array",
)


class WireXor(Exercise):
    """The exercise without a formula: any parameters that solve XOR are right."""

    def judge(self, function):
        outcome_of = self.parts([self.call(function)])
        (found,), misfit = outcome_of
        if misfit:
            return self.wrong(None, "Called: wire_xor().", misfit)
        params = network.Params(*found.values())
        X, Y = xor()
        try:
            answers = network.predict(params, X)
        except (TypeError, ValueError) as error:
            return self.wrong(None, "Called: wire_xor().", str(error))
        off = np.abs(answers - Y)[0]
        if answers.shape == Y.shape and off.max() < 0.1:
            return self.right()
        worst = int(np.nanargmax(off)) if np.isfinite(off).any() else 0
        name = ("00", "01", "10", "11")[worst]
        return self.wrong(
            None,
            "Called: wire_xor(), and ran your network on the four corners.",
            f"For {name} it answers {answers[0, worst]:.3f}, expected within 0.1 of {Y[0, worst]:g}.",
            f"{int((off < 0.1).sum())} of 4 answers are close enough.",
        )

    @staticmethod
    def call(function):
        from nn_helpers.check.guard import call

        return call(function, {})


wire_xor = WireXor("wire_xor", "wire_xor() returns parameters chosen by hand that solve XOR.",
                   None, [], "params")  # fmt: skip


class ExposesPredict(Exercise):
    """The learner writes a test; it is tried on right and on broken predict functions."""

    def judge(self, function):
        from nn_helpers import bugs
        from nn_helpers.check.guard import call

        cases = [("a right predict", network.predict, False)]
        cases += [
            (f"a predict with the bug {bug.slug}", bug.function, True)
            for bug in bugs.zoo("predict")
            if bug.slug in ("reads-global", "last-sample-only")
        ]
        for seed in (1, 2):
            params = a_network(np.random.default_rng(seed))
            for what, predict_function, expected in cases:
                given = {"predict": predict_function, "params": params}
                outcome = call(function, given)
                said = f"Called: {self.name} with {what}."
                if outcome.error_type:
                    return self.wrong(None, said, outcome.error)
                if outcome.value is None:
                    return self.wrong(None, said, "It returned nothing. Is there a return?")
                if not isinstance(outcome.value, bool | np.bool_ | int):
                    it = compare.kind(outcome.value)
                    return self.wrong(None, said, f"It returned {it}, expected {expected}.")
                if bool(outcome.value) is not expected:
                    it = bool(outcome.value)
                    return self.wrong(None, said, f"It returned {it}, expected {expected}.")
        return self.right()


ignores_its_input = ExposesPredict(
    "ignores_its_input",
    "ignores_its_input(predict, params) returns True when predict's answers do not follow its X.",
    None,
    [],
    "number",
)
