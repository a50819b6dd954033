"""The exercises of lesson 01: sigmoid (overflow watched), forward, and XOR wired by hand."""

import numpy as np

from nn_helpers import network
from nn_helpers.bugs.formulas import PASS
from nn_helpers.check import overflow, words
from nn_helpers.check.call import Probe
from nn_helpers.check.compare import LAYERS, RESULT
from nn_helpers.check.judge import Exercise
from nn_helpers.check.probes import at_zero, fixed, forward_probe
from nn_helpers.data import CORNER_NAMES, xor
from nn_helpers.sandbox import guard


class Sigmoid(Exercise):
    """The sigmoid, which has to be silent; where numpy cannot warn, an overflow is watched for."""

    silent = True
    fails_tell = True  # functions of math take one number, and fail for arrays alone

    def remarks(self, attempt):
        far = attempt.call(Probe({"z": -40.0}, {})).parts
        return [words.REMARKS["far-out"]] if far and not far[RESULT].any() else []

    def right_but(self, attempt, calls):
        super().right_but(attempt, calls)
        if overflow.flags_work():
            return
        given = calls[-1].given
        seen = guard.run(lambda: overflow.overflows(attempt.original, given["z"]), attempt.left())
        if seen.value:
            said = f"The result is right, but numpy warns elsewhere: {seen.value[0]}."
            self.refuse("overflow", self.called(given), said)


sigmoid = Sigmoid(
    "sigmoid(z)",
    """Return 1 / (1 + exp(-z)) for every number in z, in the shape of z.

    z is a number or an array of any shape, of floats or whole numbers. For abs(z) up to 1000 the
    result is right, and numpy does not warn.""",
    network.sigmoid,
    [fixed(z=z) for z in ([[-3.0, -0.7, 0.2], [0.9, 2.4, 5.5]], -1.7, [-2, 0, 3], 2,
                          [-1000.0, -720.0, -37.0, 30.0, 1000.0])],
    "array",
    edges=(4,),
)  # fmt: skip


forward = Exercise(
    "forward(params, X)",
    """Return (Z1, A1, Z2, A2): both layers, before and after the sigmoid.

    params is (W1, b1, W2, b2), of shapes (hidden, inputs), (hidden, 1), (outputs, hidden) and
    (outputs, 1). X is (inputs, m): samples are columns. Z1 and A1 are (hidden, m), Z2 and A2
    (outputs, m). Nothing that was handed in changes.""",
    network.forward,
    [
        forward_probe(3, 3, 3, 3), forward_probe(4, 3, 2, 5, scale=8), forward_probe(2, 2, 1, 4),
        forward_probe(2, 4, 3, 1), at_zero(forward_probe(2, 3, 1, 1)),
    ],
    "layers",
    edges=(4,),
    pipeline=(PASS, {name: name for name in LAYERS}, lambda _given, _parts: {}),
)  # fmt: skip


OTHER_GATES = {
    (0, 1, 1, 1): "solves-or", (0, 0, 0, 1): "solves-and", (1, 0, 0, 1): "answers-swapped",
    (1, 1, 1, 0): "solves-nand", (1, 0, 0, 0): "solves-nor",
}  # fmt: skip


class WireXor(Exercise):
    """The exercise without a formula: any parameters that solve XOR are right."""

    def judge(self, attempt):
        s, (X, Y) = self.gate(attempt, attempt.call(Probe({}, {}))), xor()
        wired = [network.Params(*(by * part for part in s.parts.values())) for by in (1, 20)]
        try:
            answers, steeper = (network.predict(params, X) for params in wired)
        except (TypeError, ValueError) as error:
            return self.wrong("other-shape", self.called({}), str(error))
        if answers.shape != Y.shape:
            said = f"Your network has {len(answers)} outputs, expected 1."
            return self.wrong(None, self.called({}), said)
        off = np.abs(answers - Y)[0]
        if off.max() < 0.1:
            return self.right(attempt)
        sides = tuple(int(side) for side in answers[0] > 0.5)
        table = ", ".join(f"{c}: {a:.3f}" for c, a in zip(CORNER_NAMES, answers[0], strict=True))
        worst = int(np.nanargmax(np.where(np.isnan(off), 2, off)))
        steep = np.abs(steeper - Y).max() < 0.1
        asks = [tuple(units) for units in (network.forward(wired[1], X)[1] > 0.5).T]
        well = len({*asks}) < 4 and {*asks[1:3]}.isdisjoint((asks[0], asks[3]))  # some vote will do
        return self.wrong(
            "not-steep-enough" if steep else OTHER_GATES.get(sides),
            f"Called wire_xor() and asked your network: {table}.",
            f"For {CORNER_NAMES[worst]} expected within 0.1 of {Y[0, worst]:g}; "
            f"{int((off < 0.1).sum())} of 4 are close enough.",
            question=words.stage(self.name, CORNER_NAMES[worst]) if well and not steep else "",
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
    """Return parameters (W1, b1, W2, b2), chosen by hand, that solve XOR.

    W1 is (2, 2), b1 (2, 1), W2 (1, 2), b2 (1, 1). For each of the inputs 00, 01, 10 and 11 the
    network's output is within 0.1 of the label 0, 1, 1 and 0.""",
    wired,
    [],
    "params",
)
