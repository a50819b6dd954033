"""How often better optimisers solve XOR with 2-2-1, and where the others end.

``python tests/bench/bench_optimisers.py [starts]`` prints the table that lesson 12 shows. It wants
scipy and scikit-learn (``pip install -e .[bench]``); rows of packages that are missing are left out.
The rows that name PyTorch recompute its default start and its optimisers in numpy, for all starts at
once.
"""

import sys
import warnings

import numpy as np

from nn_helpers import data, network
from nn_helpers.evolution import to_vector
from nn_helpers.training import sweep

X, Y = data.xor()
CURVES = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) + 0.0),
}


def arrays(vectors):
    """Return (n, 9) as W1 (n, 2, 2), b1 (n, 2, 1), W2 (n, 1, 2), b2 (n, 1, 1)."""
    W1, b1, W2, b2 = np.split(vectors, [4, 6, 8], axis=1)
    return W1.reshape(-1, 2, 2), b1[..., np.newaxis], W2[:, np.newaxis], b2[..., np.newaxis]


def hidden_and_sums(vectors, curve):
    """Return the hidden layers of many networks, (n, 2, m), and their weighted sums, (n, 1, m)."""
    W1, b1, W2, b2 = arrays(vectors)
    with np.errstate(over="ignore"):
        A1 = CURVES[curve][0](W1 @ X + b1)
    return A1, W2 @ A1 + b2


def costs_and_slopes(vectors, curve="sigmoid"):
    """Return the summed cross-entropy of many 2-2-1 networks, (n,), and its slopes, (n, 9)."""
    A1, Z2 = hidden_and_sums(vectors, curve)
    with np.errstate(over="ignore"):
        delta2 = 1 / (1 + np.exp(-Z2)) - Y
    delta1 = arrays(vectors)[2].transpose(0, 2, 1) * delta2 * CURVES[curve][1](A1)
    parts = (delta1 @ X.T, delta1.sum(2), delta2 @ A1.transpose(0, 2, 1), delta2.sum(2))
    slopes = np.concatenate([p.reshape(len(vectors), -1) for p in parts], axis=1)
    return (np.logaddexp(0, Z2) - Y * Z2).sum(axis=(1, 2)), slopes


def uniform_starts(count):
    return np.array(
        [to_vector(network.initialise(np.random.default_rng(seed), 1.0)) for seed in range(count)]
    )


def torch_starts(count):
    """Return starts as PyTorch draws them by default: uniform within 1 / sqrt(inputs of a layer)."""
    return np.random.default_rng(0).uniform(-1, 1, (count, 9)) / np.sqrt(2)


def by_scipy(method, starts):
    from scipy.optimize import minimize

    def f(vector):
        costs, slopes = costs_and_slopes(vector[np.newaxis])
        return costs[0], slopes[0]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a line search that gives up is a result here
        options = {"maxiter": 5000}
        return np.array(
            [minimize(f, s, jac=True, method=method, options=options).x for s in starts]
        )


def by_descent(vectors, rate, steps):
    for _ in range(steps):
        vectors = vectors - rate * costs_and_slopes(vectors)[1] / 4  # the mean cost
    return vectors


def by_adam(vectors, rate, steps, curve="sigmoid"):
    """Adam on the mean cost (D. Kingma and J. Ba, 2015), with its usual constants."""
    first, second = np.zeros_like(vectors), np.zeros_like(vectors)
    for step in range(1, steps + 1):
        slopes = costs_and_slopes(vectors, curve)[1] / 4
        first = 0.9 * first + 0.1 * slopes
        second = 0.999 * second + 0.001 * slopes**2
        size = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        vectors = vectors - rate * first / (1 - 0.9**step) / size
    return vectors


def by_scikit_learn(count, **options):
    """Return the share that is right about all four samples."""
    from sklearn.neural_network import MLPClassifier

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        right = [
            MLPClassifier((2,), random_state=seed, max_iter=5000 if options else 200, **options)
            .fit(X.T, Y[0])
            .score(X.T, Y[0])
            == 1
            for seed in range(count)
        ]
    return np.mean(right)


def row(name, vectors, curve="sigmoid"):
    """Print the shares that are right about all samples, and that end at each plateau, in percent."""
    right = np.all((hidden_and_sums(vectors, curve)[1] > 0) == (Y > 0.5), axis=(1, 2))
    heights = np.array(list(data.PLATEAUS.values()))[:, np.newaxis]
    ends = np.mean(np.abs(costs_and_slopes(vectors, curve)[0] - heights) < 0.1, axis=1)
    cells = " | ".join(f"{100 * share:.0f}" for share in (right.mean(), *ends))
    print(f"| {name} | {cells} |", flush=True)


def main(count):
    print(f"{count} starts, percent ending at")
    print("| way | right | " + " | ".join(data.PLATEAUS) + " |")
    print("|---" * 6 + "|")
    ends = sweep.run(1.0, 1.0, 1000, 10_000).params
    plain = np.concatenate([p[0, 0].reshape(1000, -1) for p in ends], axis=1)
    row("plain descent, rate 1, 10,000 epochs, 1000 starts in (-1, 1)", plain)
    starts = uniform_starts(count)
    try:
        for method in ("BFGS", "L-BFGS-B", "CG", "Newton-CG"):
            row(f"scipy {method}, the same starts", by_scipy(method, starts))
    except ImportError:
        print("scipy is not installed")
    own = torch_starts(1000)
    row("PyTorch's start, SGD, rate 0.1, mean cost, 10,000 steps", by_descent(own, 0.1, 10_000))
    row("PyTorch's start, SGD, rate 1, mean cost, 10,000 steps", by_descent(own, 1.0, 10_000))
    row("PyTorch's start, Adam, rate 0.01, 2000 steps", by_adam(own, 0.01, 2000))
    row(
        "PyTorch's start, relu, Adam, rate 0.01, 2000 steps",
        by_adam(own, 0.01, 2000, "relu"),
        "relu",
    )
    try:
        for name, options in {
            "defaults": {},
            "lbfgs, logistic": {"solver": "lbfgs", "activation": "logistic"},
            "lbfgs, tanh": {"solver": "lbfgs", "activation": "tanh"},
            "lbfgs, relu": {"solver": "lbfgs", "activation": "relu"},
        }.items():
            print(
                f"scikit-learn MLPClassifier, {name}: {by_scikit_learn(count, **options):.0%} right"
            )
    except ImportError:
        print("scikit-learn is not installed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
