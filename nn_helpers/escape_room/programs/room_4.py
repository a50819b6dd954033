"""The height of a wave at each place. Any number of layers; samples are columns."""

import numpy as np

RATE, EPOCHS = 0.1, 1500
SIZES = (1, 8, 8, 1)


def start(rng):
    pairs = zip(SIZES[1:], SIZES[:-1])
    return [(rng.normal(0, 1.5 / n**0.5, (m, n)), rng.normal(0, 1, (m, 1))) for m, n in pairs]


def forward(layers, X):
    sums, values = [], [X]
    for number, (W, b) in enumerate(layers, 1):
        sums.append(W @ values[-1] + b)
        last = number == len(layers)
        values.append(sums[-1] if last else np.tanh(sums[-1]))
    return sums, values


def predict(layers, X):
    return forward(layers, X)[1][-1]


def cost(outputs, Y):
    return np.mean((outputs - Y) ** 2) / 2


def gradients(layers, X, Y):
    sums, values = forward(layers, X)
    delta = (values[-1] - Y) / Y.size
    found = []
    for number in reversed(range(len(layers))):
        W, _ = layers[number]
        found.append((delta @ values[number].T, delta.sum(axis=1, keepdims=True)))
        if number:
            delta = W.T @ delta * (1 - sums[number - 1] ** 2)
    return found[::-1]


def train(layers, X, Y, rate, epochs):
    for _ in range(epochs):
        moves = gradients(layers, X, Y)
        layers = [(W - rate * dW, b - rate * db) for (W, b), (dW, db) in zip(layers, moves)]
    return layers
