"""16384 networks x 2000 epochs: the sweep against single runs, PyTorch's bmm, and the floor.

The floor is what no way of computing it in float64 with numpy can avoid: 12 exponentials and 12
divisions a network and epoch, and the multiplications and additions of the formulas, each measured
in cache in the same run.

Run: python tests/bench/bench_sweep.py
"""

import numpy as np
from timing import machine, medians, table

from nn_helpers import data, network, training
from nn_helpers.training import sweep

NETWORKS, EPOCHS = 16384, 2000
X, Y = data.xor()

# Forward: Z1 6 additions (the inputs are 0 or 1), 12 for the sigmoids, W2 A1 8 and 8. Backward:
# deltas 4; 1 - A1, times W2 A1, times delta 24; sums for W2 8 and 6, for b2 3, for W1 4, for b1 6;
# rate 4; updates 9.
MULTIPLY_OR_ADD = 6 + 12 + 16 + 4 + 24 + 14 + 3 + 4 + 6 + 4 + 9


def floor(size=4096):
    """Return the seconds that one epoch of one network cannot go below, on one core."""
    z = np.random.default_rng(0).uniform(-3, 3, size)
    w, out = z + 5, np.empty_like(z)
    seconds = medians(
        {
            "exp": lambda: [np.exp(z, out=out) for _ in range(200)],
            "divide": lambda: [np.reciprocal(w, out=out) for _ in range(200)],
            "multiply": lambda: [np.multiply(z, w, out=out) for _ in range(200)],
        }
    )
    each = {name: value / size / 200 for name, value in seconds.items()}
    return 12 * each["exp"] + 12 * each["divide"] + MULTIPLY_OR_ADD * each["multiply"]


def swept(workers):
    sweep.run(1.0, 1.0, NETWORKS, EPOCHS, workers=workers)


def one_by_one(train, count=20):
    for seed in range(count):
        train(network.initialise(np.random.default_rng(seed), 1.0))


def pytorch():
    import torch

    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    W1, b1, W2, b2 = (
        torch.tensor(rng.uniform(-1, 1, (NETWORKS, *shape)))
        for shape in ((2, 2), (2, 1), (1, 2), (1, 1))
    )
    inputs, labels = torch.tensor(X).expand(NETWORKS, 2, 4), torch.tensor(Y)
    for _ in range(EPOCHS // 20):
        A1 = torch.sigmoid(torch.baddbmm(b1, W1, inputs))
        A2 = torch.sigmoid(torch.baddbmm(b2, W2, A1))
        delta2 = A2 - labels
        delta1 = torch.bmm(W2.mT, delta2) * A1 * (1 - A1)
        W1 -= torch.bmm(delta1, inputs.mT)
        b1 -= delta1.sum(2, keepdim=True)
        W2 -= torch.bmm(delta2, A1.mT)
        b2 -= delta2.sum(2, keepdim=True)


def main():
    print(machine())
    seconds = medians({"sweep": lambda: swept(None), "sweep, one thread": lambda: swept(1)}, 5)
    seconds["floor, one core"] = floor() * NETWORKS * EPOCHS
    textbook = medians({"": lambda: one_by_one(lambda p: training.train(p, X, Y, 1.0, EPOCHS))}, 3)
    seconds["one by one, the lessons' train"] = textbook[""] * NETWORKS / 20
    fast = medians({"": lambda: one_by_one(lambda p: training.record(p, X, Y, 1.0, EPOCHS))}, 3)
    seconds["one by one, in plain numbers"] = fast[""] * NETWORKS / 20
    try:
        seconds["PyTorch, bmm, one thread"] = 20 * medians({"": pytorch}, 3)[""]
    except ImportError:
        print("(PyTorch is not installed and is left out)")
    table("A network and epoch", seconds, "ns", NETWORKS * EPOCHS, "sweep")


if __name__ == "__main__":
    main()
