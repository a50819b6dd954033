"""The probes on which checks call a function: a_network, some_samples, at_zero; a cubic cost.

Probes are generic: sizes that differ, no symmetry, labels out of balance, large numbers in one probe
and zeros in another, and numbers and names that no lesson uses. Where sizes differ, many mistakes only
fail; so one probe of each exercise has all sizes equal, where every mistake can be told from the others.
"""

import numpy as np

from nn_helpers import network
from nn_helpers.evolution import to_vector


def a_network(rng, inputs=2, hidden=2, outputs=1, scale=1.5):
    """Return random parameters that are nowhere near zero and nowhere equal."""
    drawn = network.initialise(rng, scale, inputs, hidden, outputs)
    return network.Params(*(p + 0.3 * np.sign(p) for p in drawn))


def some_samples(rng, inputs, outputs, m):
    labels = (rng.uniform(size=(outputs, m)) < 0.4).astype(float)
    labels[0, 0] = 1.0  # never all zeros
    labels[-1, -1] = 0.0 if labels.size > 1 else 1.0
    return rng.uniform(-1.5, 1.5, (inputs, m)).round(2), labels


def fixed(**arguments):
    """Return a probe of these arguments; lists become arrays."""
    made = {n: np.array(v) if isinstance(v, list) else v for n, v in arguments.items()}
    return lambda _rng: dict(made)


def drawn(low, high, **shapes):
    """Return a probe of arrays of these shapes, drawn evenly."""
    return lambda rng: {name: rng.uniform(low, high, shape) for name, shape in shapes.items()}


def forward_probe(inputs, hidden, outputs, m, scale=1.5):
    whole = gradient_probe(inputs, hidden, outputs, m, scale=scale)
    return lambda rng: {name: value for name, value in whole(rng).items() if name != "Y"}


def gradient_probe(
    inputs, hidden, outputs, m, names=("params", "X", "Y"), scale=1.5, units=1, **more
):
    """Return a probe; with inputs in small ``units``, which W1 makes up for, the slopes of W1 are large."""

    def probe(rng):
        X, Y = some_samples(rng, inputs, outputs, m)
        params = a_network(rng, inputs, hidden, outputs, scale)
        values = (params._replace(W1=params.W1 / units), units * X, Y)
        return {**dict(zip(names, values, strict=True)), **more}

    return probe


def at_zero(probe):
    """Return a probe with all inputs and labels 0, as XOR has a sample: the weights W1 say nothing."""
    return lambda rng: {n: 0 * abs(v) if n in {*"XYxy"} else v for n, v in probe(rng).items()}


def step_probe(rate, scale=1.5):
    return lambda rng: {
        "params": a_network(rng, 3, 4, 2), "grads": a_network(rng, 3, 4, 2, scale),
        "learning_rate": rate,
    }  # fmt: skip


class Seeded:
    """A generator to be, of which every call gets a fresh one of the same seed."""

    def __init__(self, *seed):
        self.seed = seed

    def fresh(self):
        return np.random.default_rng(self.seed)


class Asked:
    """A cost function of a list of arrays that keeps what it was asked, as vectors, and the arrays."""

    __name__ = "f"

    def __init__(self, cost):
        self.cost, self.points, self.costs, self.given = cost, [], [], []

    def fresh(self):
        """Return a cost that nobody has asked yet."""
        return Asked(self.cost)

    def moves(self, params):
        """Return where it was asked, away from some parameters: (times, numbers)."""
        at = to_vector(params)
        return np.array(self.points).reshape(-1, at.size) - at

    def __call__(self, params):
        self.given.append(list(params))
        arrays = [np.array(p, dtype=float) for p in params]
        self.points.append(to_vector(arrays))
        self.costs.append(self.cost(arrays))
        return self.costs[-1]


def cubic(arrays):
    """A cost that is no network's. Its central differences are off by 0.4 h^2, so h shows, and every
    number has a part in every slope, so a number that was moved and not put back shows too.
    """
    own = sum(np.sum(p**2 * (i + 1) + 0.4 * p**3) for i, p in enumerate(arrays))
    return float(own + 0.1 * sum(p.sum() for p in arrays) ** 2)


def slope_of_cubic(params):
    shared = 0.2 * to_vector(params).sum()
    named = enumerate(params._asdict().items())
    return {name: 2 * (i + 1) * p + 1.2 * p**2 + shared for i, (name, p) in named}
