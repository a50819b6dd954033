"""Four heaps of points, two colours: opposite heaps have the same one. Samples are rows."""

import numpy as np

RATE, EPOCHS = 0.5, 600


def start(rng):
    return {
        "W1": rng.normal(0, 1, (2, 6)),
        "b1": np.zeros(6),
        "W2": rng.normal(0, 1, (6, 1)),
        "b2": np.zeros(1),
    }


def hidden(params, X):
    return np.tanh(X @ params["W1"] + params["b1"])


def predict(params, X):
    z = hidden(params, X) @ params["W2"] + params["b2"]
    return 1 / (1 + np.exp(-z))


def gradients(params, X, Y):
    h = hidden(params, X)
    error = (Y - predict(params, X)) / len(X)
    back = error @ params["W2"].T * (1 - h**2)
    return {"W1": X.T @ back, "b1": back.sum(0), "W2": h.T @ error, "b2": error.sum(0)}


def train(params, X, Y, rate, epochs):
    params = dict(params)
    for _ in range(epochs):
        grads = gradients(params, X, Y)
        for name in params:
            params[name] = params[name] - rate * grads[name]
    return params
