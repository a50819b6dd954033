"""Points inside and outside a ring. No backprop: every slope is measured. Samples are rows."""

import numpy as np

RATE, EPOCHS = 2.0, 60
SHAPES = ((2, 8), (8,), (8, 1), (1,))


def start(rng):
    return [rng.normal(0, 1, shape) for shape in SHAPES]


def predict(params, X):
    W1, b1, W2, b2 = params
    return 1 / (1 + np.exp(-(np.tanh(X @ W1 + b1) @ W2 + b2)))


def cost(outputs, Y):
    p = np.clip(outputs, 1e-9, 1 - 1e-9)
    return -np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p))


def slopes(params, X, Y, h=1e-4):
    found = [np.zeros_like(p) for p in params]
    for p, slope in zip(params, found):
        for i in np.ndindex(p.shape):
            kept = p[i]
            p[i] = kept + h
            up = cost(predict(params, X), Y)
            p[i] = kept - h
            down = cost(predict(params, X), Y)
            p[i] = kept
            slope[i] = (up - down) / (2 * h)
    return found


def train(params, X, Y, rate, epochs):
    params = [np.array(p) for p in params]
    for _ in range(epochs):
        for p, slope in zip(params, slopes(params, X, Y)):
            p -= rate * slope
    return params
