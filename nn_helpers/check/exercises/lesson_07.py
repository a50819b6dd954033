"""The exercises of lesson 07: predict; ignores_its_input, a test tried on a_clear_network."""

import numpy as np

from nn_helpers import data, network
from nn_helpers.check.exercises.kinds import Detector
from nn_helpers.check.judge import Exercise
from nn_helpers.check.probes import a_network, at_zero, forward_probe

predict = Exercise(
    "predict(params, X)",
    """Return the probability of label 1 for every sample, shape (outputs, m): one column a sample.

    params is (W1, b1, W2, b2), X is (inputs, m). The result depends on these arguments alone, and
    nothing that was handed in changes.""",
    network.predict,
    [
        forward_probe(3, 3, 3, 3), forward_probe(4, 3, 2, 5, scale=8), forward_probe(2, 2, 1, 4),
        forward_probe(2, 3, 1, 1), at_zero(forward_probe(3, 2, 2, 1)),
    ],
    "array",
    edges=(4,),
)  # fmt: skip


LEAST_GAP = 0.08  # between the answers of a right predict to the corners of XOR


def predicts(seed=0):
    """Yield predict functions that follow their input, and some that do not.

    One that gives everybody the last sample's answer is not among them: whether it follows X can be
    read both ways. Another seed gives other numbers, on which it is no harder to see.
    """
    rng = np.random.default_rng([seed, 7] if seed else 7)
    left = rng.uniform(-2, 2, (2, 40))  # what somebody's cell left behind

    def asking_about(places):
        return lambda params, X: network.predict(params, left[:, places(np.arange(X.shape[1]))])

    for number, both_sides in ((43, True), (56, False)):
        params = a_clear_network([seed, number] if seed else number, both_sides)
        for what, function, expected, stage in (
            ("a right predict", network.predict, False, "right"),
            ("a predict that asks about a leftover x each time",
             asking_about(lambda at: 0 * at), True, "one-answer"),
            ("a predict that asks about a leftover X of many samples",
             asking_about(lambda at: at % 40), True, "many-answers"),
        ):  # fmt: skip
            yield what, {"predict": function, "params": params}, expected, stage


def a_clear_network(seed, both_sides):
    """Return a network whose answers to the corners of XOR differ clearly, on both sides of 0.5 or not."""
    rng = np.random.default_rng(seed)
    while True:
        params = a_network(rng, scale=3)
        answers = np.sort(network.predict(params, data.xor()[0]).ravel())
        if np.diff(answers).min() > LEAST_GAP and (answers[0] < 0.5 < answers[-1]) == both_sides:
            return params


ignores_its_input = Detector(
    "ignores_its_input(predict, params)",
    """Return True when the answers of a predict function do not follow its argument X, else False.

    predict is called as predict(params, X); params is (W1, b1, W2, b2) of a network with two inputs.""",
    predicts,
)
