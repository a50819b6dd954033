"""Parcels, by their length in cm and weight in kg: does the machine take them? Samples are rows."""

import numpy as np

RATE, EPOCHS = 0.5, 1500


class Layer:
    def __init__(self, W, b):
        self.W, self.b = W, b


def drawn(rng, inputs, outputs):
    return Layer(rng.normal(0, 1, (inputs, outputs)), rng.normal(0, 1, outputs))


def start(rng):
    return {"first": drawn(rng, 2, 6), "second": drawn(rng, 6, 1)}


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def prepare(X):
    return np.asarray(X, dtype=float)


def forward(net, X):
    A = sigmoid(prepare(X) @ net["first"].W + net["first"].b)
    return A, sigmoid(A @ net["second"].W + net["second"].b)


def predict(net, X):
    return forward(net, X)[1]


def cost(outputs, Y):
    p = np.clip(outputs, 1e-12, 1 - 1e-12)
    return -np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p))


def gradients(net, X, Y):
    A, P = forward(net, X)
    second = (P - Y) / len(X)
    first = second @ net["second"].W.T * A * (A - 1)
    return {
        "first": Layer(prepare(X).T @ first, first.sum(axis=0)),
        "second": Layer(A.T @ second, second.sum(axis=0)),
    }


def train(net, X, Y, rate, epochs):
    for _ in range(epochs):
        slopes = gradients(net, X, Y)
        for name, slope in slopes.items():
            W, b = net[name].W - rate * slope.W, net[name].b - rate * slope.b
            net = {**net, name: Layer(W, b)}
    return net
