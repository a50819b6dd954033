"""The exercises whose right answer is one definite result: their contracts and probes.

Probes are generic: sizes that differ, no zeros, no symmetry, labels out of balance, and numbers and
names that no lesson uses. Where sizes differ, many mistakes only fail; so one probe of each exercise
has all sizes equal, where every mistake gives numbers that can be told apart.
"""

from itertools import product

import numpy as np

from nn_helpers import bugs, gradcheck, network, training
from nn_helpers.check import compare, words
from nn_helpers.check.compare import RESULT
from nn_helpers.check.diagnose import patterns, search
from nn_helpers.check.judge import NOT_STARTED, Exercise
from nn_helpers.data import xor
from nn_helpers.sandbox.stubs import gap_left


def a_network(rng, inputs=2, hidden=2, outputs=1, scale=1.5):
    """Return random parameters that are nowhere near zero and nowhere equal."""
    drawn = network.initialise(rng, scale, inputs, hidden, outputs)
    return network.Params(*(p + 0.3 * np.sign(p) for p in drawn))


def some_samples(rng, inputs, outputs, m):
    labels = (rng.uniform(size=(outputs, m)) < 0.4).astype(float)
    labels[0, 0] = 1.0  # never all zeros
    labels[-1, -1] = 0.0 if labels.size > 1 else 1.0
    return rng.uniform(-1.5, 1.5, (inputs, m)).round(2), labels


def to_vector(params):
    """Return all numbers of a network in one row."""
    return np.concatenate([np.ravel(p) for p in params])


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


def step_probe(rate):
    def probe(rng):
        return {
            "params": a_network(rng, 3, 4, 2),
            "grads": a_network(rng, 3, 4, 2),
            "learning_rate": rate,
        }

    return probe


# Lessons 01 and 02 --------------------------------------------------------------------------------


def squash(seen, expected, arguments):
    """Name a sigmoid that is right near zero alone, or that is another curve."""
    arrays = [(s.parts[RESULT], np.asarray(g["z"], dtype=float)) for s, g in
              zip(seen, arguments, strict=True) if s.parts is not None]  # fmt: skip
    if not arrays:
        return None
    found, z = arrays[-1]
    if found.shape == z.shape and 0.5 < found[-1] < 1:
        border = float(np.log(found[-1] / (1 - found[-1])))
        if all(
            compare.close(f, network.sigmoid(np.clip(z, -border, border)), 100) for f, z in arrays
        ):
            return "clipped-too-tightly", f"Beyond z = {border:.4g} it stays as it is."
    arrays = [(f, z) for f, z in arrays if np.abs(z).max() < 100]
    curves = (
        ("integer-result", lambda z: np.round(network.sigmoid(z))),
        ("integer-result", lambda z: np.trunc(network.sigmoid(z))),
        ("thresholded", lambda z: (z >= 0) + 0.0),
        ("precedence", lambda z: 1 + np.exp(-z)),
        ("precedence", lambda z: np.exp(-z)),
        ("sign-flipped", lambda z: network.sigmoid(-z)),
        ("tanh-instead", np.tanh),
        ("derivative-instead", lambda z: network.sigmoid(z) * network.sigmoid(-z)),
        ("activation-twice", lambda z: network.sigmoid(network.sigmoid(z))),
        ("relu-instead", lambda z: np.maximum(z, 0)),
        ("softmax-instead", lambda z: np.exp(z) / np.exp(z).sum()),
        ("negative-side-forgotten", lambda z: network.sigmoid(np.abs(z))),
        ("negative-side-forgotten", lambda z: network.sigmoid(-np.abs(z))),
        ("factor-two", lambda z: 1 / (2 + np.exp(-z))),
        ("factor-two", lambda z: network.sigmoid(2 * z)),
        ("factor-two", lambda z: network.sigmoid(z / 2)),
        ("logarithm", lambda z: np.log(network.sigmoid(z))),
    )
    for slug, curve in curves:
        if arrays and all(compare.close(f, np.asarray(curve(z))) for f, z in arrays):
            return slug, ""
    return None


sigmoid = Exercise(
    "sigmoid(z)",
    """
    Return 1 / (1 + exp(-z)) for every number in z, in the shape of z.

    z is a number or an array of any shape, of floats or whole numbers. For abs(z) up to 1000 the
    result is right, and numpy does not warn.
    """,
    network.sigmoid,
    [
        lambda rng: {"z": np.array([[-3.0, -0.7, 0.2], [0.9, 2.4, 5.5]])},
        lambda rng: {"z": -1.7},
        lambda rng: {"z": np.array([-2, 0, 3])},
        lambda rng: {"z": 2},
        lambda rng: {"z": np.array([-1000.0, -720.0, -37.0, 30.0, 1000.0])},
    ],
    "array",
    silent=True,
    diagnose=squash,
)

forward = Exercise(
    "forward(params, X)",
    """
    Return (Z1, A1, Z2, A2): both layers, before and after the sigmoid.

    params is (W1, b1, W2, b2), of shapes (hidden, inputs), (hidden, 1), (outputs, hidden) and
    (outputs, 1). X is (inputs, m): samples are columns. Z1 and A1 are (hidden, m), Z2 and A2
    (outputs, m). Nothing that was handed in changes.
    """,
    network.forward,
    [
        forward_probe(3, 3, 3, 3),
        forward_probe(4, 3, 2, 5),
        forward_probe(2, 2, 1, 4),
        forward_probe(2, 4, 3, 1),
    ],
    "layers",
    diagnose=search.forward_stages,
)


class Cost(Exercise):
    """The cost, which is bound at 0 and 1 to one thing alone: it must be finite."""

    def accepts(self, parts, expected, given):
        found = parts[RESULT]
        if self.is_hopeless(given):  # how a cost is kept finite is free, but it stays a high one
            return found.shape == () and 10 < found < np.inf
        if ((given["Y_hat"] == 0) | (given["Y_hat"] == 1)).any():
            return found.shape == () and abs(found - expected[RESULT]) < 1e-4
        return super().accepts(parts, expected, given)

    @staticmethod
    def is_hopeless(given):
        return bool((np.abs(given["Y_hat"] - given["Y"]) == 1).any())

    def name_of(self, attempt, seen, expected, arguments):
        exact = ["Y_hat" in g and ((g["Y_hat"] == 0) | (g["Y_hat"] == 1)).any() for g in arguments]
        others = [
            s.parts is not None and self.accepts(s.parts, e, g)
            for s, e, g, skip in zip(seen, expected, arguments, exact, strict=True)
            if not skip
        ]
        broken = [
            s.error in ("ValueError", "ZeroDivisionError")
            or (s.parts is not None and not np.isfinite(s.parts[RESULT]).all())
            for s, skip in zip(seen, exact, strict=True)
            if skip
        ]
        if all(others) and any(broken):
            return "log-of-zero", "An answer of exactly 0 or 1 is too much for it."
        if all(others):
            return "protection-too-strong", ""
        found = super().name_of(attempt, seen, expected, arguments)
        usual = [
            [x for x, skip in zip(xs, exact, strict=True) if not skip] for xs in (seen, expected)
        ]
        if found[0] in (None, "accuracy-instead"):  # whole numbers both
            found = patterns.rounding(*usual) or found
        if found[0] is None:
            found = patterns.factor(*usual) or found
        if found[0] is None and self.only_near_the_ends(seen, expected, arguments):
            return "protection-too-strong", ""
        values = [s.parts[RESULT] if s.parts else None for s in seen]
        if found[0] in (None, "not-summed", "other-shape") and all(
            v is not None and v.size == 1 and v.ndim and compare.close(v.ravel()[0], e[RESULT])
            for v, e, skip in zip(values, expected, exact, strict=True)
            if not skip
        ):
            return "number-in-an-array", "The value is right, but it is packed in an array."
        return found

    def only_near_the_ends(self, seen, expected, arguments):
        """Return whether costs are too low, by more the surer the answers are."""
        off = {True: [0.0], False: [0.0]}
        for s, e, given in zip(seen, expected, arguments, strict=True):
            if s.parts is None or s.parts[RESULT].shape != ():
                return False
            sure = bool(np.abs(given["Y_hat"] - 0.5).max() > 0.45)
            off[sure].append(float(e[RESULT] - s.parts[RESULT]))
        lost, lost_between = max(off[True]), max(off[False])
        return min(off[True] + off[False]) > -1e-9 and lost > max(1e-5, 3 * lost_between)


cost = Cost(
    "cost(Y_hat, Y)",
    """
    Return the cross-entropy of predictions and labels, summed over all samples and outputs.

    Y_hat and Y are (outputs, m); Y holds 0 and 1. Each answer costs -log of the probability that it
    gave to the true label, in natural logarithms. The result is one float. It is finite even where
    Y_hat is exactly 0 or 1.
    """,
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
        lambda rng: {
            "Y_hat": np.array([[0.9999, 0.0003, 0.3]]),
            "Y": np.array([[1.0, 0, 0]]),
        },
        lambda rng: {"Y_hat": np.array([[1.0, 0.0, 0.7]]), "Y": np.array([[1.0, 0, 0]])},
        lambda rng: {"Y_hat": np.array([[0.0, 0.6]]), "Y": np.array([[1.0, 1]])},
        lambda rng: {"Y_hat": np.array([[1.0, 0.6]]), "Y": np.array([[0.0, 1]])},
    ],
    "number",
    diagnose=search.cost_parts,
)

repaired_cost = cost.of("repaired_cost")


CORNERS = ("00", "01", "10", "11")
OTHER_GATES = {
    (0, 1, 1, 1): "solves-or", (0, 0, 0, 1): "solves-and", (1, 0, 0, 1): "answers-swapped",
    (1, 1, 1, 0): "solves-nand", (1, 0, 0, 0): "solves-nor",
}  # fmt: skip


class WireXor(Exercise):
    """The exercise without a formula: any parameters that solve XOR are right."""

    def judge(self, attempt):
        s = attempt.see({})
        if s.error in NOT_STARTED:
            return self.untouched()
        if s.parts is None:
            if s.error == "Nothing" and gap_left(attempt.original):
                return self.untouched()
            ask = None if s.outcome.slug else words.after_error(s.error)
            return self.wrong(s.outcome.slug, self.called({}), s.outcome.said, question=ask)
        X, Y = xor()
        try:
            with np.errstate(all="ignore"):
                answers = network.predict(network.Params(*s.parts.values()), X)
        except (TypeError, ValueError) as error:
            return self.wrong("other-shape", self.called({}), str(error))
        if answers.shape != Y.shape:
            return self.wrong(None, self.called({}),
                              f"Your network has {len(answers)} outputs, expected 1.")  # fmt: skip
        off = np.abs(answers - Y)[0]
        if off.max() < 0.1:
            return self.right()
        sides = tuple(int(side) for side in answers[0] > 0.5)
        table = ", ".join(f"{c}: {a:.3f}" for c, a in zip(CORNERS, answers[0], strict=True))
        worst = int(np.nanargmax(np.where(np.isnan(off), 2, off)))
        mistake = OTHER_GATES.get(sides)
        with np.errstate(all="ignore"):
            steeper = network.predict(network.Params(*(20 * p for p in s.parts.values())), X)
        if np.abs(steeper - Y).max() < 0.1:
            mistake = "not-steep-enough"
        return self.wrong(
            mistake,
            f"Called wire_xor() and asked your network: {table}.",
            f"For {CORNERS[worst]} expected within 0.1 of {Y[0, worst]:g}; "
            f"{int((off < 0.1).sum())} of 4 are close enough.",
        )


def wired():
    """Return XOR wired by hand: at least one input is 1, and not both."""
    return network.Params(
        W1=np.array([[20.0, 20.0], [20.0, 20.0]]),
        b1=np.array([[-10.0], [-30.0]]),
        W2=np.array([[20.0, -20.0]]),
        b2=np.array([[-10.0]]),
    )


wire_xor = WireXor(
    "wire_xor()",
    """
    Return parameters (W1, b1, W2, b2), chosen by hand, that solve XOR.

    W1 is (2, 2), b1 (2, 1), W2 (1, 2), b2 (1, 1). For each of the inputs 00, 01, 10 and 11 the
    network's output is within 0.1 of the label 0, 1, 1 and 0.
    """,
    wired,
    [],
    "params",
)


# Lesson 03 ----------------------------------------------------------------------------------------


def hidden_delta_reference(W2, delta2, A1):
    return W2.T @ delta2 * A1 * (1 - A1)


def hidden_parts(seen, expected, arguments):
    """Name the slip in the hidden delta: on the way back, or in the slope."""
    cases = [
        (
            parts[RESULT],
            {"W1": W2, "W2": W2, "A1": A1, "Z1": np.log(A1 / (1 - A1)), "A2": A1},
            delta2,
        )
        for parts, _wanted, (W2, delta2, A1) in search.usable(seen, expected, arguments)
    ]
    for back, b in search.BACKS:
        for slope, s in search.SLOPES[:-1]:
            for scale in (1, -1):
                try:
                    fits = cases and all(
                        compare.close(found, scale * b(c, d) * s(c), 0.1) for found, c, d in cases
                    )
                except ValueError:
                    continue
                if fits and (back or slope or scale < 0):
                    return back or slope or "sign-flipped", ""
    if cases and all(compare.close(found, search.without_brackets(c, d)) for found, c, d in cases):
        return "precedence", ""
    if _by_matrix_product(cases):
        return "matrix-product", ""
    return None


def _by_matrix_product(cases):
    """Whether blame and slope are multiplied with @, which fits where all arrays are square."""
    square = [case for case in cases if np.shape(case[1]["A1"]) == np.shape(case[1]["W2"])]
    return bool(square) and all(
        compare.close(found, c["W2"].T @ d @ (c["A1"] * (1 - c["A1"]))) for found, c, d in square
    )


hidden_delta = Exercise(
    "hidden_delta(W2, delta2, A1)",
    """
    Return the derivative of the cost by Z1, shape (hidden, m).

    W2 is (outputs, hidden); delta2, the derivative of the cost by Z2, is (outputs, m); A1, the
    hidden layer after the sigmoid, is (hidden, m).
    """,
    hidden_delta_reference,
    [
        lambda rng: {
            "W2": rng.uniform(-2, 2, (3, 3)),
            "delta2": rng.uniform(-0.9, 0.9, (3, 3)),
            "A1": rng.uniform(0.1, 0.9, (3, 3)),
        },
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
    diagnose=hidden_parts,
)

gradients = Exercise(
    "gradients(params, X, Y)",
    """
    Return the derivatives of the summed cost by (W1, b1, W2, b2), each in its own shape.

    params is (W1, b1, W2, b2), X is (inputs, m), Y is (outputs, m), for any number of samples,
    hidden units and outputs. Nothing that was handed in changes.
    """,
    network.gradients,
    [
        gradient_probe(3, 3, 3, 5),
        gradient_probe(4, 3, 2, 6),
        gradient_probe(2, 2, 1, 4),
        gradient_probe(3, 2, 2, 1),
    ],
    "params",
    diagnose=search.backprop,
)

gradients.flow = ("b2", "W2", "b1", "W1")  # from the output back

step = Exercise(
    "step(params, grads, learning_rate)",
    """
    Return new parameters, one step downhill: each number minus learning_rate times its gradient.

    params and grads are (W1, b1, W2, b2) and stay as they are.
    """,
    network.step,
    [step_probe(0.3), step_probe(1.7)],
    "params",
    diagnose=search.step_parts,
)


# Lesson 04 ----------------------------------------------------------------------------------------


class Cubic:
    """A cost that is no network's. Its central differences are off by 0.4 h^2, so h shows, and every
    number has a part in every slope, so a number that was moved and not put back shows too.
    """

    __name__ = "f"

    def __init__(self):
        self.asked = []

    def __call__(self, params):
        arrays = [np.array(p, dtype=float) for p in params]
        self.asked.append(to_vector(arrays))
        own = sum(np.sum(p**2 * (i + 1) + 0.4 * p**3) for i, p in enumerate(arrays))
        return float(own + 0.1 * sum(p.sum() for p in arrays) ** 2)

    @staticmethod
    def slope(params):
        shared = 0.2 * to_vector(params).sum()
        named = enumerate(params._asdict().items())
        return {name: 2 * (i + 1) * p + 1.2 * p**2 + shared for i, (name, p) in named}


class NumericalGradients(Exercise):
    """Central differences, judged by their values at a small and at a large h."""

    changing = "not-restored"

    def expected(self, given):
        return super().expected({**given, "f": Cubic()})

    def accepts(self, parts, expected, given):
        if super().accepts(parts, expected, given):
            return True
        # More accurate than asked for: the points half as far apart, or a better formula.
        exact, h = Cubic.slope(given["params"]), given["h"]
        asked = np.array(given["f"].asked)
        moved = np.abs(asked - to_vector(given["params"])).max() if len(asked) else 0.0
        return moved > 0.4 * h and any(
            compare.same(parts, {n: g + off * h**2 for n, g in exact.items()}) for off in (0.1, 0.0)
        )

    def right_but(self, attempt, seen, arguments):
        return super().right_but(attempt, seen, arguments) or self.other_default(attempt)

    def other_default(self, attempt):
        """Return a report when h is not 1e-5 unless it is given."""
        params, f = self.arguments()[0]["params"], Cubic()
        s = attempt.see({"f": f, "params": params})
        size = np.abs(np.array(f.asked) - to_vector(params)).max() if s.parts and f.asked else None
        if size is not None and 4e-6 < size < 1.1e-5:
            return None
        what = f"The numbers moved by {size:.2g}." if size is not None else s.outcome.said
        return self.wrong(
            "other-arguments", "Called numerical_gradients(f, params), without h.", what,
            "Without h it should work as with h=1e-5.",
        )  # fmt: skip

    def name_of(self, attempt, seen, expected, arguments):
        mistake, sentence = super().name_of(attempt, seen, expected, arguments)
        if mistake in (None, "argument-ignored", "bias-forgotten", "constant-factor"):
            return self.by_the_points(attempt, arguments) or (mistake, sentence)
        return mistake, sentence

    def by_the_points(self, attempt, arguments):
        """Name a mistake from the points at which the cost was asked for."""
        for given in arguments:
            f = Cubic()
            s = attempt.see({**given, "f": f})
            if s.parts is None or not f.asked:
                continue  # nothing to see
            at = to_vector(given["params"])
            moves = np.array(f.asked) - at
            size, h = np.abs(moves).max(), given["h"]
            moved = np.count_nonzero(np.abs(moves) > h / 2, axis=1)
            if not np.mod(f.asked, 1).any():
                return "integer-parameters", "All points that f was asked about are whole numbers."
            if size == 0:
                return self.lost_in_rounding(attempt, given)
            if size < 1e-9:
                return "step-too-small", f"The numbers moved by {size:.2g} at most."
            if moved[:2].max() > 1:
                return "all-at-once", "Several numbers moved at the same time."
            if moved.max() > 1:
                return "not-restored", "Numbers measured earlier are still moved later on."
            if not 0.4 * h < size < 1.1 * h:
                return "h-ignored", f"The numbers moved by {size:.2g}; h is {h:g}."
        return None

    @staticmethod
    def lost_in_rounding(attempt, given):
        """Name moves that do not show: there are none, or 0 alone is so small that they would."""
        f = Cubic()
        attempt.see(
            {**given, "f": f, "params": network.Params(*(0.0 * p for p in given["params"]))}
        )
        size = np.abs(f.asked).max(initial=0.0)
        if size:
            return "step-too-small", f"Moved by {size:.2g}, a number is still the same number."
        return "nothing-moves", "Each time f was asked about the same point."


numerical_gradients = NumericalGradients(
    "numerical_gradients(f, params, h=1e-5)",
    """
    Return the slope of f by every number in params, measured by central differences.

    f takes a Params and returns a float. Each number alone is moved by h to both sides. params
    stays as it is. The result has the shapes of params:
    (W1, b1, W2, b2).
    """,
    gradcheck.numerical_gradients,
    [
        lambda rng: {"f": Cubic(), "params": a_network(rng, 2, 3, 2), "h": 1e-5},
        lambda rng: {"f": Cubic(), "params": a_network(rng, 2, 2, 1), "h": 0.25},
    ],
    "params",
)

relative_error = Exercise(
    "relative_error(a, b)",
    """
    Return norm(a - b) / (norm(a) + norm(b)), one float between 0 and 1; 0 for two zeros.

    a and b are arrays of one shape. The norm is the square root of the sum of all squares.
    """,
    gradcheck.relative_error,
    [
        lambda rng: {"a": np.array([1.0, -2.0, 0.5]), "b": np.array([1.1, -2.5, 0.1])},
        lambda rng: {"a": 1e-7 * rng.normal(size=(2, 3)), "b": 1e-7 * rng.normal(size=(2, 3))},
        lambda rng: {"a": np.zeros(3), "b": np.zeros(3)},
        lambda rng: {"a": np.zeros(2), "b": np.array([3.0, 4.0])},
        lambda rng: {"a": np.array([3.0, 1.0]), "b": np.array([-3.0, -1.0])},
    ],
    "number",
    diagnose=search.relative_parts,
)


# Lessons 05 to 07 ---------------------------------------------------------------------------------

train = Exercise(
    "train(params, X, Y, learning_rate, epochs)",
    """
    Train on the whole batch and return (params, costs).

    X is (inputs, m), Y is (outputs, m). One epoch is one step along the gradient of all samples.
    costs holds epochs numbers: costs[i] is the cost at the weights before update i, so costs[0]
    belongs to the start. The start stays as it is.
    """,
    training.train,
    [
        gradient_probe(2, 2, 1, 4, learning_rate=0.6, epochs=5),
        gradient_probe(3, 4, 2, 5, learning_rate=0.2, epochs=3),
        gradient_probe(3, 3, 3, 3, learning_rate=0.7, epochs=1),
    ],
    "trained",
    diagnose=search.training_run,
)

train.flow = (*gradients.flow, "costs")

sgd_step = Exercise(
    "sgd_step(params, x, y, learning_rate)",
    """
    Return new parameters after one update on one sample: x is (inputs, 1), y is (outputs, 1).

    All four gradients are those at the old parameters. params stays as it is.
    """,
    training.sgd_step,
    [
        gradient_probe(3, 3, 3, 1, names=("params", "x", "y"), learning_rate=1.5),
        gradient_probe(4, 2, 3, 1, names=("params", "x", "y"), learning_rate=0.4),
        gradient_probe(2, 2, 1, 1, names=("params", "x", "y"), learning_rate=0.7),
    ],
    "params",
    diagnose=search.one_update,
)


sgd_step.flow = gradients.flow


def answers(seen, expected, arguments):
    """Name a wrong predict by how its columns are related to the right ones."""
    cases = [(s.parts[RESULT], e[RESULT], given) for s, e, given in
             zip(seen, expected, arguments, strict=True) if s.parts is not None]  # fmt: skip

    def everywhere(test):
        return bool(cases) and all(test(found, right, g) for found, right, g in cases)

    tests = (
        ("thresholded", lambda f, r, g: compare.close(f, (r > 0.5) + 0.0)),
        ("flat-output", lambda f, r, g: compare.close(f, r.ravel())),
        ("last-sample-only", lambda f, r, g: compare.close(f, r[:, -1:])),
        ("last-sample-only", lambda f, r, g: compare.close(f, r[:, -1:] + 0 * r)),
        ("last-sample-only", lambda f, r, g: compare.close(f.ravel(), r[:, -1])),
        ("first-sample-only", lambda f, r, g: compare.close(f, r[:, :1])),
        ("first-sample-only", lambda f, r, g: compare.close(f, r[:, :1] + 0 * r)),
        ("first-sample-only", lambda f, r, g: compare.close(f.ravel(), r[:, 0])),
        ("samples-as-rows", lambda f, r, g: compare.close(f.T, r)),
        ("flat-output", lambda f, r, g: compare.close(f.ravel(), r.ravel())),
        ("samples-as-rows", lambda f, r, g: compare.close(f.ravel(), r.T.ravel())),
        ("first-output-only", lambda f, r, g: compare.close(np.atleast_2d(f), r[:1])),
    )
    for slug, test in tests:
        if everywhere(test):
            return slug, ""
    if everywhere(lambda f, r, g: f.shape == r.shape and _last_column_alone(f, r)):
        return "last-sample-only", ""
    partly = [
        (f, r) for f, r, _ in cases
        if f.shape == r.shape and f.shape[1] > 1 and not compare.close(f, r)
    ]  # fmt: skip
    if partly and all(
        0 < np.isclose(f, r, rtol=1e-5).all(axis=0).sum() < r.shape[1] for f, r in partly
    ):
        return "uninitialised-output", "Some columns are right; nobody wrote the others."
    for bug in bugs.zoo("forward"):
        if everywhere(lambda f, r, g, bug=bug: compare.close(f, last_layer(bug.function, g))):
            return bug.slug, ""
    if everywhere(lambda f, r, g: compare.close(f, samples_as_rows(g))):
        return "samples-as-rows", ""
    for (slug, hidden), (other, output) in product(OTHER_CURVES, OTHER_CURVES):
        if (slug or other) and everywhere(
            lambda f, r, g, h=hidden, o=output: compare.close(f, with_curves(g, h, o))
        ):
            return slug or other, ""
    made = [_with_layers(s, g) for s, g in zip(seen, arguments, strict=True)]
    found = search.forward_stages(*map(list, zip(*made, strict=True))) if all(made) else None
    return (found[0], "") if found and found[0] else None


OTHER_CURVES = (
    ("", network.sigmoid),
    ("tanh-instead", np.tanh),
    ("relu-instead", lambda z: np.maximum(z, 0)),
    ("no-hidden-activation", lambda z: z),
)


def with_curves(given, hidden, output):
    """Return the answers of a network with other activations."""
    W1, b1, W2, b2 = given["params"]
    return output(W2 @ hidden(W1 @ given["X"] + b1) + b2)


def last_layer(forward, given):
    """Return the answers of some forward pass; none where its sizes do not fit."""
    try:
        with np.errstate(all="ignore"):
            return np.asarray(forward(*given.values())[3])
    except ValueError:
        return np.empty(0)


def samples_as_rows(given):
    """Return the answers of a network that takes the rows of X for its samples."""
    X = given["X"]
    return network.predict(given["params"], X.T).T if X.shape[0] == X.shape[1] else np.empty(0)


def _last_column_alone(found, right):
    fits = np.isclose(found, right, rtol=1e-5).all(axis=0)
    return fits[-1] and not fits[:-1].any() and not found[:, :-1].any()


def _with_layers(s, given):
    """Return what ``forward_stages`` needs, when Z1, A1 and Z2 are taken to be right."""
    right = compare.read(network.forward(*given.values()), "layers")
    if s.parts is None or s.parts[RESULT].shape != right["A2"].shape:
        return None
    twin = type(s)(type(s.outcome)(value={**right, "A2": s.parts[RESULT]}), s.changed)
    return twin, right, given


predict = Exercise(
    "predict(params, X)",
    """
    Return the probability of label 1 for every sample, shape (outputs, m): one column a sample.

    params is (W1, b1, W2, b2), X is (inputs, m). The result depends on these arguments alone, and
    nothing that was handed in changes.
    """,
    network.predict,
    [
        forward_probe(3, 3, 3, 3),
        forward_probe(4, 3, 2, 5),
        forward_probe(2, 2, 1, 4),
        forward_probe(2, 3, 1, 1),
    ],
    "array",
    diagnose=answers,
)


class Detector(Exercise):
    """The learner writes a test of somebody else's function; it is tried on right and broken ones.

    ``cases()`` yields what each case is in words, the arguments, and the answer that is expected.
    """

    def __init__(self, signature, contract, cases):
        super().__init__(signature, contract, None, [], "number")
        self.cases = cases

    def judge(self, attempt):
        for what, given, expected in self.cases():
            s = attempt.see(given)
            said = f"Called {self.name} with {what}."
            if s.error in NOT_STARTED or (s.error == "Nothing" and gap_left(attempt.original)):
                return self.untouched()
            if s.parts is None:
                question = words.after_error(s.error)
                return self.wrong(s.outcome.slug, said, s.outcome.said, question=question)
            found = s.parts[RESULT]
            if found.shape != () or found not in (0, 1):
                came = found if found.ndim == 0 else f"an array of shape {found.shape}"
                return self.wrong(None, said, f"It returned {came}, expected {expected}.")
            if bool(found) is not expected:
                return self.wrong(None, said, f"It returned {bool(found)}, expected {expected}.")
            if s.changed:
                changed = f"It has changed {', '.join(s.changed)}."
                return self.wrong("changes-arguments", said, changed)
        return self.right()


def predicts():
    """Predict functions that follow their input, and some that do not."""
    known = [
        (f"a predict with the bug {bug.slug}", bug.function, True)
        for bug in bugs.zoo("predict")
        if bug.slug in ("reads-global", "last-sample-only")
    ]
    for seed in (1, 2):
        params = a_network(np.random.default_rng(seed))
        for what, predict_function, expected in [
            ("a right predict", network.predict, False),
            *known,
        ]:
            yield what, {"predict": predict_function, "params": params}, expected


def updates():
    """Updates whose step is linear in the learning rate, and some whose step is not."""

    def half_the_gradient(params, x, y, learning_rate):
        return training.sgd_step(params, x, y, learning_rate / 2)

    def stale_biases(params, x, y, learning_rate):
        right = training.sgd_step(params, x, y, learning_rate)
        return right._replace(b1=bugs.case_update(params, x, y, learning_rate, STALE).b1)

    def slightly_stale(params, x, y, learning_rate):
        right = training.sgd_step(params, x, y, learning_rate)
        stale = bugs.case_update(params, x, y, learning_rate, STALE)
        return network.Params(*(r + (s - r) / 50 for r, s in zip(right, stale, strict=True)))

    def leaked(params, x, y, learning_rate):
        return bugs.case_update(params, x, y, learning_rate, ("leaked-index",))

    def posted(params, x, y, learning_rate):
        return bugs.case_update(params, x, y, learning_rate, bugs.CASE_BUGS)

    known = (
        ("the right update", training.sgd_step, True),
        ("the stale update of the case", posted, False),
        ("an update in which b1 alone is stale", stale_biases, False),
        ("an update that is slightly stale", slightly_stale, False),
        ("an update with half the gradient: its step is linear", half_the_gradient, True),
        ("an update with a leaked index and nothing stale: its step is linear", leaked, True),
    )
    for seed, outputs in ((1, 2), (2, 1)):
        rng = np.random.default_rng(seed)
        params = a_network(rng, 2, 2, outputs)
        x, y = some_samples(rng, 2, outputs, 1)
        for what, update, expected in known:
            given = {"update": update, "params": params, "x": x, "y": y}
            yield f"{what}, {outputs} output{'s' if outputs > 1 else ''}", given, expected


STALE = ("stale-weights",)

linear_in_rate = Detector(
    "linear_in_rate(update, params, x, y)",
    """
    Return True when the step of update(params, x, y, learning_rate) is proportional to the learning
    rate, in all four arrays.
    """,
    updates,
)

ignores_its_input = Detector(
    "ignores_its_input(predict, params)",
    """
    Return True when the answers of a predict function do not follow its argument X, else False.

    predict is called as predict(params, X); params is (W1, b1, W2, b2) of a network with two inputs.
    """,
    predicts,
)
