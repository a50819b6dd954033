"""One 2-2-1 network, 2000 epochs on XOR: ours with full history against textbook code and peers.

Run: python tests/bench/bench_training.py
"""

import warnings

import numpy as np
from timing import machine, medians, table

from nn_helpers import data, network, training

EPOCHS = 2000
X, Y = data.xor()
START = network.initialise(np.random.default_rng(0), 1.0)


def ours(per_sample=False):
    training.record(START, X, Y, 1.0, EPOCHS, per_sample=per_sample, every=5)


def textbook():
    """The formulas in numpy, with the cost of every epoch, and nothing else."""
    W1, b1, W2, b2 = (p.copy() for p in START)
    costs = []
    for _ in range(EPOCHS):
        A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
        A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
        costs.append(-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)))
        delta2 = A2 - Y
        delta1 = W2.T @ delta2 * A1 * (1 - A1)
        W1 = W1 - delta1 @ X.T
        b1 = b1 - delta1.sum(axis=1, keepdims=True)
        W2 = W2 - delta2 @ A1.T
        b2 = b2 - delta2.sum(axis=1, keepdims=True)


def course_train():
    """What the lessons write: network.gradients and step, with their checks of shapes."""
    training.train(START, X, Y, 1.0, EPOCHS)


def nested_loops(epochs=EPOCHS // 20):
    """The posted program's way: one sample at a time, one index at a time, in numpy arrays."""
    W1, b1, W2, b2 = (p.copy() for p in START)
    for _ in range(epochs):
        for s in range(4):
            x, y = X[:, [s]], Y[:, [s]]
            hidden = 1 / (1 + np.exp(-(W1 @ x + b1)))
            error = 1 / (1 + np.exp(-(W2 @ hidden + b2))) - y
            for j in range(2):
                W2[0, j] -= 0.1 * error[0, 0] * hidden[j, 0]
            b2[0, 0] -= 0.1 * error[0, 0]
            for j in range(2):
                share = error[0, 0] * W2[0, j] * hidden[j, 0] * (1 - hidden[j, 0])
                for i in range(2):
                    W1[j, i] -= 0.1 * share * x[i, 0]
                b1[j, 0] -= 0.1 * share


def scikit_learn():
    from sklearn.neural_network import MLPClassifier

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        MLPClassifier((2,), activation="logistic", solver="sgd", learning_rate_init=1.0, alpha=0,
                      momentum=0, batch_size=4, max_iter=EPOCHS, tol=0,
                      n_iter_no_change=EPOCHS).fit(X.T, Y[0])  # fmt: skip


def pytorch():
    import torch

    model = torch.nn.Sequential(
        torch.nn.Linear(2, 2), torch.nn.Sigmoid(), torch.nn.Linear(2, 1)
    ).double()
    loss = torch.nn.BCEWithLogitsLoss(reduction="sum")
    optimiser = torch.optim.SGD(model.parameters(), lr=1.0)
    inputs, labels = torch.tensor(X.T), torch.tensor(Y.T)
    for _ in range(EPOCHS):
        optimiser.zero_grad()
        loss(model(inputs), labels).backward()
        optimiser.step()


def main():
    print(machine())
    ways = {
        "ours, full batch, with history": ours,
        "ours, one update a sample, with history": lambda: ours(per_sample=True),
        "textbook numpy": textbook,
        "the lessons' train": course_train,
    }
    seconds = medians(ways)
    seconds["the case's nested loops"] = 20 * medians({"": nested_loops})[""]
    for name, peer in (("scikit-learn MLPClassifier", scikit_learn), ("PyTorch, eager", pytorch)):
        try:
            seconds[name] = medians({"": peer}, repeats=3)[""]
        except ImportError:
            print(f"({name} is not installed and is left out)")
    table("One network, an epoch", seconds, "us", EPOCHS, "ours, full batch, with history")


if __name__ == "__main__":
    main()
