"""Three kinds of grain, told apart by two lengths. Answers: shares of 1 (softmax). Small batches."""

import numpy as np

RATE, EPOCHS, BATCH = 0.3, 60, 10


def start(rng):
    W1, W2 = rng.normal(0, 1, (2, 8)), rng.normal(0, 0.5, (8, 3))
    return W1, np.zeros(8), W2, np.zeros(3)


def forward(params, X):
    W1, b1, W2, b2 = params
    H = np.maximum(0, X @ W1 + b1)
    scores = H @ W2 + b2
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return H, shares / shares.sum(axis=1, keepdims=True)


def predict(params, X):
    return forward(params, X)[1]


def step(params, x, y, rate):
    W1, b1, W2, b2 = params
    H, P = forward(params, x)
    D2 = (P - y) / len(x)
    D1 = D2 @ W2.T * (H > 0)
    W2, b2 = W2 - rate * H.T @ D2, b2 - rate * D2.sum(axis=0)
    W1, b1 = W1 - rate * x.T @ D1, b1 - rate * D1.sum(axis=0)
    return W1, b1, W2, b2


def train(params, X, Y, rate, epochs):
    for _ in range(epochs):
        for batch in range(len(X) // BATCH):
            part = slice(batch, batch + BATCH)
            params = step(params, X[part], Y[part], rate)
    return params
