"""Is exactly one of two switches on? Plain Python, no arrays; one update after each sample."""

from math import exp

RATE, EPOCHS = 0.5, 2000
INPUTS, HIDDEN = 2, 4


def start(rng):
    low, high = 0.2, 0.6
    middle = (low + high) / 2
    hidden = [[middle for _ in range(INPUTS + 1)] for _ in range(HIDDEN)]
    output = [middle for _ in range(HIDDEN + 1)]
    return {"hidden": hidden, "output": output}


def squash(z):
    return 1 / (1 + exp(-z))


def weighted(weights, values):
    return squash(weights[-1] + sum(w * v for w, v in zip(weights, values)))


def answer(params, x):
    h = [weighted(weights, x) for weights in params["hidden"]]
    return h, weighted(params["output"], h)


def predict(params, X):
    return [[answer(params, x)[1]] for x in X]


def train(params, X, Y, rate, epochs):
    hidden = [list(weights) for weights in params["hidden"]]
    output = list(params["output"])
    for _ in range(epochs):
        for x, y in zip(X, Y):
            h, guess = answer({"hidden": hidden, "output": output}, x)
            error = guess - y[0]
            blames = [error * output[j] * h[j] * (1 - h[j]) for j in range(HIDDEN)]
            for j in range(HIDDEN):
                output[j] -= rate * error * h[j]
                for i in range(INPUTS):
                    hidden[j][i] -= rate * blames[j] * x[i]
                hidden[j][-1] -= rate * blames[j]
            output[-1] -= rate * error
    return {"hidden": hidden, "output": output}
