"""The exercises of lesson 03: the delta of the hidden layer, the gradients, the step."""

from nn_helpers import bugs, network
from nn_helpers.check.judge import Exercise
from nn_helpers.check.probes import at_zero, drawn, gradient_probe, step_probe


def hidden_delta_probe(outputs, hidden, m, scale=2):
    W2, delta2 = drawn(-scale, scale, W2=(outputs, hidden)), drawn(-0.9, 0.9, delta2=(outputs, m))
    return lambda rng: {**W2(rng), **delta2(rng), **drawn(0.1, 0.9, A1=(hidden, m))(rng)}


hidden_delta = Exercise(
    "hidden_delta(W2, delta2, A1)",
    """Return the derivative of the cost by Z1, shape (hidden, m).

    W2 is (outputs, hidden); delta2, the derivative of the cost by Z2, is (outputs, m); A1, the
    hidden layer after the sigmoid, is (hidden, m).""",
    network.hidden_delta,
    [hidden_delta_probe(*sizes) for sizes in ((3, 3, 3), (2, 3, 5, 200), (1, 2, 1))],
    "array",
)


gradients = Exercise(
    "gradients(params, X, Y)",
    """Return the derivatives of the summed cost by (W1, b1, W2, b2), each in its own shape.

    params is (W1, b1, W2, b2), X is (inputs, m), Y is (outputs, m), for any number of samples,
    hidden units and outputs. Nothing that was handed in changes.""",
    network.gradients,
    [
        gradient_probe(3, 3, 3, 3), gradient_probe(4, 3, 2, 6, units=50), gradient_probe(2, 2, 1, 4),
        gradient_probe(3, 2, 2, 1), at_zero(gradient_probe(2, 3, 1, 1)),
    ],
    "params",
    edges=(4,),
    flow=("b2", "W2", "b1", "W1"),  # from the output back
)  # fmt: skip


class Step(Exercise):
    """The step. What was handed out goes uphill and moves what it was given; half of that has its name."""

    as_given = bugs.find("step", "uphill")

    def observed(self, calls):
        return super().observed(calls) if all(call.changed for call in calls) else None


step = Step(
    "step(params, grads, learning_rate)",
    """Return new parameters, one step downhill: each number minus learning_rate times its gradient.

    params and grads are (W1, b1, W2, b2) and stay as they are.""",
    network.step,
    [step_probe(0.3), step_probe(1.73, scale=60)],
    "params",
)
