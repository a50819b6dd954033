"""Answers in many styles, written from the contracts alone, without a look at the zoo or the probes.

``RIGHT`` are (exercise, function). ``WRONG`` are (exercise, names, function): the names that a reader
would call the mistake; none where refusing it is all that can be asked.
"""

import math
from functools import partial, reduce

import numpy as np

from nn_helpers.network import Params

RIGHT, WRONG = [], []


def right(exercise):
    def add(function):
        RIGHT.append((exercise, function))
        return function

    return add


def wrong(exercise, *names):
    def add(function):
        WRONG.append((exercise, names, function))
        return function

    return add


def sig(z):
    return 1 / (1 + np.exp(-z))


def fwd(p, X):
    Z1 = p[0] @ X + p[1]
    A1 = sig(Z1)
    Z2 = p[2] @ A1 + p[3]
    return Z1, A1, Z2, sig(Z2)


def grads_of(p, X, Y):
    Z1, A1, Z2, A2 = fwd(p, X)
    d2 = A2 - Y
    d1 = (p[2].T @ d2) * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(axis=1, keepdims=True), d2 @ A1.T, d2.sum(axis=1, keepdims=True)


def ce(A, Y):
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum()


# sigmoid ------------------------------------------------------------------------------------------


@right("sigmoid")
def _(x):
    x = np.asarray(x, dtype=np.float64)
    pos = x >= 0
    out = np.zeros_like(x)
    out[pos] = 1 / (1 + np.exp(-x[pos]))
    out[~pos] = np.exp(x[~pos]) / (1 + np.exp(x[~pos]))
    return out


@right("sigmoid")
def _(z):
    def one(t):
        if t < -700:
            return 0.0
        return 1 / (1 + math.exp(-t))

    return np.vectorize(one, otypes=[float])(z)


@right("sigmoid")
def _(z):
    with np.errstate(all="ignore"):
        return np.float64(1) / (1 + np.e ** (-np.asarray(z, float)))


@right("sigmoid")
def _(z):
    return np.reciprocal(1.0 + np.exp(-np.clip(z, -500.0, 500.0)))


right("sigmoid")(lambda z: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z))))


@wrong("sigmoid", "overflow")
def _(z):
    return np.exp(z) / (np.exp(z) + 1)


@wrong("sigmoid", "scalar-only")
def _(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


@wrong("sigmoid", "sign-flipped")
def _(z):
    return 1 / (1 + np.exp(np.clip(z, -500, 500)))


@wrong("sigmoid", "integer-result")
def _(z):
    return np.round(1 / (1 + np.exp(-np.clip(z, -500, 500))))


@wrong("sigmoid", "integer-result")
def _(z):
    out = np.empty_like(np.atleast_1d(z))
    for i, v in np.ndenumerate(z):
        out[i] = 1 / (1 + math.exp(-max(v, -500)))
    return out.reshape(np.shape(z))


@wrong("sigmoid", "tanh-instead")
def _(z):
    z = np.clip(z, -300, 300)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@wrong("sigmoid", "derivative-instead")
def _(z):
    z = np.clip(z, -300, 300)
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@wrong("sigmoid", "clipped-too-tightly")
def _(z):
    return 1 / (1 + np.exp(-np.clip(z, -4, 4)))


@wrong("sigmoid", "changes-arguments")
def _(z):
    z = np.asarray(z)
    if z.ndim:
        z[z < -500] = -500
    return 1 / (1 + np.exp(-z))


@wrong("sigmoid", "precedence")
def _(z):
    return 1 / 1 + np.exp(-np.clip(z, -300, 300))


@wrong("sigmoid")
def _(z):
    return [1 / (1 + math.exp(-max(v, -500))) for v in np.ravel(z)]


@wrong("sigmoid")
def _(z):
    return 0.5 + 0.25 * z


# forward ------------------------------------------------------------------------------------------


@right("forward")
def _(params, X):
    W1, b1, W2, b2 = params
    m = X.shape[1]
    Z1 = np.zeros((W1.shape[0], m))
    for i in range(W1.shape[0]):
        for s in range(m):
            Z1[i, s] = sum(W1[i, j] * X[j, s] for j in range(X.shape[0])) + b1[i, 0]
    A1 = sig(Z1)
    Z2 = np.zeros((W2.shape[0], m))
    for i in range(W2.shape[0]):
        for s in range(m):
            Z2[i, s] = sum(W2[i, j] * A1[j, s] for j in range(A1.shape[0])) + b2[i, 0]
    return Z1, A1, Z2, sig(Z2)


@right("forward")
def _(params, X):
    layers = [(params.W1, params.b1), (params.W2, params.b2)]
    out, a = [], X
    for W, b in layers:
        z = np.add(np.matmul(W, a), b)
        a = 0.5 * (1 + np.tanh(z / 2))
        out += [z, a]
    return out


@right("forward")
def _(params, X):
    W1, b1, W2, b2 = (np.asarray(p) for p in params)
    Z1 = np.hstack([W1, b1]) @ np.vstack([X, np.ones(X.shape[1])])
    A1 = sig(Z1)
    Z2 = np.hstack([W2, b2]) @ np.vstack([A1, np.ones(X.shape[1])])
    return tuple(map(np.asarray, (Z1, A1, Z2, sig(Z2))))


@right("forward")
def _(p, data):
    z1 = np.tensordot(p[0], data, axes=1) + p[1]
    z2 = np.tensordot(p[2], sig(z1), axes=1) + p[3]
    return z1, sig(z1), z2, sig(z2)


@wrong("forward", "samples-as-rows")
def _(params, X):
    W1, b1, W2, b2 = params
    Z1 = X @ W1.T + b1.ravel()
    A1 = sig(Z1)
    Z2 = A1 @ W2.T + b2.ravel()
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "samples-as-rows")
def _(params, X):
    W1, b1, W2, b2 = params
    Z1 = X.T @ W1.T + b1.ravel()
    A1 = sig(Z1)
    Z2 = A1 @ W2.T + b2.ravel()
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "samples-as-rows", "weights-transposed")
def _(params, X):
    W1, b1, W2, b2 = params
    Z1 = np.dot(X.T, W1) + b1.T
    A1 = sig(Z1)
    Z2 = np.dot(A1, W2.T) + b2.T
    return Z1.T, A1.T, Z2.T, sig(Z2).T


@wrong("forward", "bias-forgotten")
def _(params, X):
    W1, _, W2, _ = params
    Z1 = W1.dot(X)
    A1 = sig(Z1)
    Z2 = W2.dot(A1)
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "bias-after-activation")
def _(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X
    A1 = sig(Z1) + b1
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "no-hidden-activation")
def _(params, X):
    Z1 = params.W1 @ X + params.b1
    A1 = Z1.copy()
    Z2 = params.W2 @ A1 + params.b2
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "no-output-activation")
def _(params, X):
    Z1 = params.W1 @ X + params.b1
    A1 = sig(Z1)
    Z2 = params.W2 @ A1 + params.b2
    A2 = Z2
    return Params(Z1, A1, Z2, A2)


@wrong("forward", "elementwise-product")
def _(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 * X + b1
    A1 = sig(Z1)
    Z2 = W2 * A1 + b2
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "relu-instead")
def _(params, X):
    Z1 = params.W1 @ X + params.b1
    A1 = np.maximum(0, Z1)
    Z2 = params.W2 @ A1 + params.b2
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "tanh-instead")
def _(params, X):
    Z1 = params.W1 @ X + params.b1
    A1 = np.tanh(Z1)
    Z2 = params.W2 @ A1 + params.b2
    return Z1, A1, Z2, np.tanh(Z2)


@wrong("forward", "softmax-instead")
def _(params, X):
    Z1, A1, Z2, _ = fwd(params, X)
    e = np.exp(Z2 - Z2.max(axis=0))
    return Z1, A1, Z2, e / e.sum(axis=0)


@wrong("forward", "other-order")
def _(params, X):
    Z1, A1, Z2, A2 = fwd(params, X)
    return A1, Z1, A2, Z2


@wrong("forward")
def _(params, X):
    return fwd(params, X)[3]


@wrong("forward")
def _(params, X):
    Z1, A1, Z2, A2 = fwd(params, X)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "yhat": A2}


@wrong("forward", "first-layer-twice")
def _(params, X):
    Z1 = params.W1 @ X + params.b1
    A1 = sig(Z1)
    Z2 = params.W1 @ A1 + params.b1
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "weights-transposed")
def _(params, X):
    W1, b1, W2, b2 = params
    Z1 = np.transpose(W1) @ X + b1
    A1 = sig(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "one-bias-for-all")
def _(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + float(b1[0, 0])
    A1 = sig(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "integer-result")
def _(params, X):
    Z1, A1, Z2, A2 = fwd(params, X)
    return Z1.round(2), A1.round(2), Z2.round(2), A2.round(2)


@wrong("forward", "other-shape")
def _(params, X):
    return tuple(layer.ravel() for layer in fwd(params, X))


@wrong("forward", "last-sample-only", "other-shape")
def _(params, X):
    for x in X.T:
        layers = fwd(params, x[:, None])
    return layers


@wrong("forward", "changes-arguments")
def _(params, X):
    W1, b1, W2, b2 = params
    X -= X.mean(axis=1, keepdims=True)
    return fwd(params, X)


# wire_xor -----------------------------------------------------------------------------------------


@right("wire_xor")
def _():
    return [[20, 20], [-20, -20]], [[-10], [30]], [[20, 20]], [[-30]]


@right("wire_xor")
def _():
    return Params(
        W1=np.array([[9.0, -9.0], [-9.0, 9.0]]), b1=np.full((2, 1), -4.5),
        W2=np.array([[12.0, 12.0]]), b2=np.array([[-6.0]]),
    )  # fmt: skip


@wrong("wire_xor", "solves-or")
def _():
    return Params(np.full((2, 2), 20.0), np.full((2, 1), -10.0), np.full((1, 2), 10.0), [[-10.0]])


@wrong("wire_xor", "answers-swapped")
def _():
    return np.array([[20, 20], [-20, -20]]), [[-10], [30]], [[-20, -20]], [[30]]


@wrong("wire_xor", "not-steep-enough")
def _():
    return Params([[2, 2], [-2, -2]], [[-1], [3]], [[2, 2]], [[-2.4]])


@wrong("wire_xor", "other-shape")
def _():
    return np.array([[20, 20], [-20, -20]]), np.array([-10, 30]), np.array([20, 20]), -30


@wrong("wire_xor")
def _():
    return 20, 20, -10, -20, -20, 30, 20, 20, -30


@wrong("wire_xor")
def _():
    return Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))


# cost ---------------------------------------------------------------------------------------------


@right("cost")
def _(Y_hat, Y):
    total = 0.0
    for p, y in zip(np.ravel(Y_hat), np.ravel(Y), strict=True):
        total -= math.log(max(p if y == 1 else 1 - p, 1e-15))
    return total


@right("cost")
def _(Y_hat, Y):
    eps = 1e-9
    return float(np.sum(-Y * np.log(Y_hat + eps) - (1 - Y) * np.log(1 - Y_hat + eps)))


@wrong("cost", "log-of-zero")  # two hopeless samples add up to inf
def _(Y_hat, Y):
    with np.errstate(divide="ignore", invalid="ignore"):
        c = np.nan_to_num(Y * np.log(Y_hat)) + np.nan_to_num((1 - Y) * np.log(1 - Y_hat))
    return -np.sum(c)


@right("cost")
def _(Y_hat, Y):
    p = np.where(Y > 0.5, Y_hat, 1 - Y_hat)
    return np.sum(-np.log(np.clip(p, 1e-300, None)))


@right("cost")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return -(np.vdot(Y, np.log(A)) + np.vdot(1 - Y, np.log1p(-A)))


@right("cost")
def _(A, T):
    A = np.clip(A.astype(np.float32), 1e-7, 1 - 1e-7)
    return np.float32(-(T * np.log(A) + (1 - T) * np.log(1 - A)).sum())


@wrong("cost", "mean-not-sum")
def _(Y_hat, Y):
    return ce(Y_hat, Y) / Y.size


@wrong("cost", "sign-flipped")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))


@wrong("cost", "broadcast-to-matrix")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12).T
    return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) if len(Y) == 1 else 0.0


@wrong("cost", "broadcast-to-matrix")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return -np.sum(Y.T @ np.log(A) + (1 - Y).T @ np.log(1 - A))


@wrong("cost", "broadcast-to-matrix")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return -np.sum(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T)


@wrong("cost", "log-of-zero")
def _(Y_hat, Y):
    return -np.sum(np.log(np.where(Y == 1, Y_hat, 1 - Y_hat)))


@wrong("cost", "log-of-zero")
def _(Y_hat, Y):
    total = 0
    for p, y in zip(Y_hat.flat, Y.flat, strict=True):
        total += -math.log(p) if y else -math.log(1 - p)
    return total


@wrong("cost", "precedence")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return (-Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum()


@wrong("cost", "negative-class-forgotten")
def _(Y_hat, Y):
    return -np.sum(Y * np.log(np.clip(Y_hat, 1e-12, 1)))


@wrong("cost", "squared-error")
def _(Y_hat, Y):
    return 0.5 * np.mean((Y_hat - Y) ** 2)


@wrong("cost", "squared-error")
def _(Y_hat, Y):
    return np.sqrt(np.mean((Y_hat - Y) ** 2))


@wrong("cost", "absolute-error")
def _(Y_hat, Y):
    return np.abs(Y_hat - Y).sum()


@wrong("cost", "wrong-log-base")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log2(A) + (1 - Y) * np.log2(1 - A))


@wrong("cost", "not-summed")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return list(-(Y * np.log(A) + (1 - Y) * np.log(1 - A)).ravel())


@wrong("cost", "number-in-an-array", "not-summed")
def _(Y_hat, Y):
    return np.array([ce(Y_hat, Y)])


@wrong("cost", "protection-too-strong")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 0.01, 0.99)
    return ce(A, Y)


@wrong("cost", "mean-not-sum")
def _(Y_hat, Y):
    m = 4
    return ce(Y_hat, Y) / m


@wrong("cost", "labels-swapped")
def _(Y_hat, Y):
    return ce(Y_hat, 1 - Y)


@wrong("cost", "arguments-swapped")
def _(Y_hat, Y):
    eps = 1e-12
    return -np.sum(Y_hat * np.log(Y + eps) + (1 - Y_hat) * np.log(1 - Y + eps))


@wrong("cost", "accuracy-instead")
def _(Y_hat, Y):
    return float(np.mean((Y_hat > 0.5) == Y))


@wrong("cost", "precedence", "mean-not-sum")
def _(Y_hat, Y):
    A = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return np.mean(-Y * np.log(A) + (1 - Y) * np.log(1 - A))


@wrong("cost", "log-of-zero", "mean-not-sum")
def _(Y_hat, Y):
    return -np.mean(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat))


# gradients ----------------------------------------------------------------------------------------


@right("gradients")
def _(params, X, Y):
    W1, b1, W2, b2 = params
    out = [np.zeros_like(p) for p in params]
    for s in range(X.shape[1]):
        x, y = X[:, s], Y[:, s]
        h = sig(W1.dot(x) + b1[:, 0])
        o = sig(W2.dot(h) + b2[:, 0])
        e = o - y
        for k in range(len(e)):
            for j in range(len(h)):
                out[2][k, j] += e[k] * h[j]
                back = e[k] * W2[k, j] * h[j] * (1 - h[j])
                out[1][j, 0] += back
                for i in range(len(x)):
                    out[0][j, i] += back * x[i]
            out[3][k, 0] += e[k]
    return tuple(out)


@right("gradients")
def _(params, X, Y):
    h = 1e-4
    flat = [np.array(p, float) for p in params]

    def cost():
        A = fwd(flat, X)[3]
        return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum()

    out = []
    for p in flat:
        g = np.zeros_like(p)
        for at in np.ndindex(p.shape):
            old = p[at]
            values = []
            for k in (-2, -1, 1, 2):
                p[at] = old + k * h
                values.append(cost())
            p[at] = old
            g[at] = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h)
        out.append(g)
    return out


@right("gradients")
def _(params, X, Y):
    W1, b1, W2, b2 = params
    Z1, A1, Z2, A2 = fwd(params, X)
    dA2 = -(Y / A2) + (1 - Y) / (1 - A2)
    dZ2 = dA2 * A2 * (1 - A2)
    dZ1 = np.dot(W2.T, dZ2) * sig(Z1) * sig(-Z1)
    return Params(
        np.dot(dZ1, X.T), np.sum(dZ1, axis=1).reshape(-1, 1), np.dot(dZ2, A1.T),
        np.sum(dZ2, axis=1)[:, None],
    )  # fmt: skip


@wrong("gradients", "mean-not-sum")
def _(params, X, Y):
    m = X.shape[1]
    return Params(*(1 / m * g for g in grads_of(params, X, Y)))


@wrong("gradients", "mean-not-sum", "bias-not-summed")
def _(params, X, Y):
    dW1, db1, dW2, db2 = grads_of(params, X, Y)
    m = X.shape[1]
    return dW1, db1 / m, dW2, db2 / m


@wrong("gradients", "output-slope-extra")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = (A2 - Y) * A2 * (1 - A2)
    d1 = params[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "hidden-slope-forgotten")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "slope-taken-twice")
def _(params, X, Y):
    def sigmoid_slope(z):
        return sig(z) * (1 - sig(z))

    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2 * sigmoid_slope(A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "slope-of-preactivation")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2 * Z1 * (1 - Z1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "sign-flipped")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = Y - A2
    d1 = params[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "other-shape")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(axis=1), d2 @ A1.T, d2.sum(axis=1)


@wrong("gradients", "summed-over-everything", "bias-not-summed")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(), d2 @ A1.T, d2.sum()


@wrong("gradients", "bias-not-summed")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1, d2 @ A1.T, d2


@wrong("gradients", "bias-not-summed")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1[:, -1:], d2 @ A1.T, d2[:, -1:]


@wrong("gradients", "input-of-wrong-layer")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2 * A1 * (1 - A1)
    return d1 @ A1.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "input-of-wrong-layer")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ X.T, d2.sum(1, keepdims=True)


@wrong("gradients", "weights-transposed")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params[2] @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "weights-transposed")
def _(params, X, Y):
    dW1, db1, dW2, db2 = grads_of(params, X, Y)
    return dW1, db1, dW2.T, db2


@wrong("gradients", "stale-weights")
def _(params, X, Y):
    W1, b1, W2, b2 = (p.copy() for p in params)
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    dW2 = d2 @ A1.T
    W2 -= 0.1 * dW2
    d1 = W2.T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), dW2, d2.sum(1, keepdims=True)


@wrong("gradients", "leaked-index")
def _(params, X, Y):
    W1, b1, W2, b2 = params
    dW1, db1, dW2, db2 = (np.zeros_like(p) for p in params)
    for n in range(X.shape[1]):
        z1, a1, z2, a2 = fwd(params, X[:, [n]])
        e = a2 - Y[:, [n]]
        for k in range(len(e)):
            dW2[k] += e[k] * a1[:, 0]
            db2[k] += e[k]
        for j in range(len(a1)):
            for i in range(len(X)):
                for k in range(len(e)):
                    dW1[j, i] += e[k, 0] * W2[k, j] * a1[j, 0] * (1 - a1[j, 0]) * X[i, n]
        for j in range(len(a1)):
            db1[j] += e[k] * W2[k, j] * a1[j] * (1 - a1[j])
    return dW1, db1, dW2, db2


@wrong("gradients", "other-order")
def _(params, X, Y):
    dW1, db1, dW2, db2 = grads_of(params, X, Y)
    return dW2, db2, dW1, db1


@wrong("gradients", "other-order")
def _(params, X, Y):
    dW1, db1, dW2, db2 = grads_of(params, X, Y)
    return [dW1, dW2, db1, db2]


@wrong("gradients", "weights-forgotten")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = np.ones_like(params[2]).T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "slope-of-preactivation", "output-slope-extra")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = (A2 - Y) * A2 * (1 - A2)
    d1 = params[2].T @ d2 * Z1 * (1 - Z1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "mean-not-sum", "hidden-slope-forgotten")
def _(params, X, Y):
    m = X.shape[1]
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = (A2 - Y) / m
    d1 = params[2].T @ d2
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "last-sample-only")
def _(params, X, Y):
    for x, y in zip(X.T, Y.T, strict=True):
        g = grads_of(params, x[:, None], y[:, None])
    return g


@wrong("gradients", "changes-arguments")
def _(params, X, Y):
    g = grads_of(params, X, Y)
    Y -= fwd(params, X)[3]
    return g


@wrong("gradients", "weights-of-wrong-layer")
def _(params, X, Y):
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    dW2 = d2 @ A1.T
    d1 = dW2.T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), dW2, d2.sum(1, keepdims=True)


@wrong("gradients")
def _(params, X, Y):
    n = 4
    dW1, db1, dW2, db2 = grads_of(params, X[:, :n], Y[:, :n])
    return dW1, db1, dW2, db2


# step ---------------------------------------------------------------------------------------------


@right("step")
def _(params, grads, learning_rate):
    new = []
    for i in range(4):
        new.append(np.array(params[i]))
        new[i] -= grads[i] * learning_rate
    return new


right("step")(lambda p, g, lr: Params._make(map(lambda a, b: a - lr * b, p, g)))


@right("step")
def _(params, grads, learning_rate):
    return params._replace(
        **{n: getattr(params, n) + -learning_rate * getattr(grads, n) for n in params._fields}
    )


@wrong("step", "changes-arguments")
def _(params, grads, learning_rate):
    W1, b1, W2, b2 = params
    W1 -= learning_rate * grads.W1
    b1 -= learning_rate * grads.b1
    W2 -= learning_rate * grads.W2
    b2 -= learning_rate * grads.b2
    return Params(W1, b1, W2, b2)


@wrong("step", "changes-arguments")
def _(params, grads, learning_rate):
    for p, g in zip(params, grads, strict=True):
        p -= learning_rate * g


@wrong("step", "changes-arguments")
def _(params, grads, learning_rate):
    out = []
    for p, g in zip(params, grads, strict=True):
        g *= learning_rate
        out.append(p - g)
    return out


@wrong("step", "uphill")
def _(params, grads, lr):
    return tuple(p + lr * g for p, g in zip(params, grads, strict=True))


@wrong("step", "gradient-returned")
def _(params, grads, learning_rate):
    new = []
    for p, g in zip(params, grads, strict=True):
        p = -learning_rate * g
        new.append(p)
    return new


@wrong("step", "biases-forgotten")
def _(params, grads, learning_rate):
    return params._replace(
        W1=params.W1 - learning_rate * grads.W1, W2=params.W2 - learning_rate * grads.W2
    )


@wrong("step", "rate-divides")
def _(params, grads, learning_rate):
    return [p - g / learning_rate for p, g in zip(params, grads, strict=True)]


@wrong("step", "nothing-moves")
def _(params, grads, learning_rate):
    for p, g in zip(params, grads, strict=True):
        p = p - learning_rate * g
    return params


@wrong("step", "stale-weights")
def _(params, grads, learning_rate):
    W1 = params.W1 - learning_rate * grads.W1
    b1 = params.b1 - learning_rate * grads.b1
    b2 = params.b2 - learning_rate * grads.b2
    return Params(W1, b1, params.W2, b2)


@wrong("step")
def _(params, grads, learning_rate):
    return params - learning_rate * grads


@wrong("step", "rate-forgotten")
def _(params, grads, learning_rate=0.1):
    return [p - g for p, g in zip(params, grads, strict=True)]


@wrong("step", "other-arguments")
def _(grads, params, learning_rate):
    return [p - learning_rate * g for p, g in zip(params, grads, strict=True)]


# numerical_gradients and relative_error -------------------------------------------------------------


@right("numerical_gradients")
def _(f, params, h=1e-5):
    vector = np.concatenate([p.ravel() for p in params])
    sizes = np.cumsum([p.size for p in params])[:-1]

    def unpack(v):
        return Params(
            *(a.reshape(p.shape) for a, p in zip(np.split(v, sizes), params, strict=True))
        )

    eye = np.eye(vector.size) * h
    return unpack(
        np.array([(f(unpack(vector + e)) - f(unpack(vector - e))) / (2 * h) for e in eye])
    )


@right("numerical_gradients")
def _(f, params, h=1e-5):
    import copy

    result = []
    for k in range(4):
        g = np.zeros(params[k].shape)
        it = np.nditer(params[k], flags=["multi_index"])
        for _ in it:
            plus, minus = copy.deepcopy(list(params)), copy.deepcopy(list(params))
            plus[k][it.multi_index] += h
            minus[k][it.multi_index] -= h
            g[it.multi_index] = (f(Params(*plus)) - f(Params(*minus))) / 2 / h
        result.append(g)
    return Params(*result)


def slopes(f, params, h, rule, at_once=False):
    out = []
    for name in params._fields:
        p = getattr(params, name)
        g = np.zeros_like(p)
        for at in np.ndindex(*p.shape):

            def moved(by, name=name, p=p, at=at):
                q = p.copy()
                if at_once:
                    q += by
                else:
                    q[at] += by
                return f(params._replace(**{name: q}))

            g[at] = rule(moved)
        out.append(g)
    return Params(*out)


@wrong("numerical_gradients", "one-sided")
def _(f, params, h=1e-5):
    return slopes(f, params, h, lambda at: (at(0) - at(-h)) / h)


@wrong("numerical_gradients", "one-sided")
def _(f, params, h=1e-5):
    return slopes(f, params, h, lambda at: (at(h) - at(0)) / h)


@wrong("numerical_gradients", "step-not-halved")
def _(f, params, h=1e-5):
    return slopes(f, params, h, lambda at: (at(h) - at(-h)) / h)


@wrong("numerical_gradients", "all-at-once")
def _(f, params, h=1e-5):
    return slopes(f, params, h, lambda at: (at(h) - at(-h)) / (2 * h), at_once=True)


@wrong("numerical_gradients", "precedence")
def _(f, params, h=1e-5):
    return slopes(f, params, h, lambda at: (at(h) - at(-h)) / 2 * h)


@wrong("numerical_gradients", "step-too-small")
def _(f, params, h=1e-5):
    e = 1e-16
    return slopes(f, params, h, lambda at: (at(e) - at(-e)) / (2 * e))


@wrong("numerical_gradients", "h-ignored")
def _(f, params, h=1e-5):
    h = 1e-4
    return slopes(f, params, h, lambda at: (at(h) - at(-h)) / (2 * h))


@wrong("numerical_gradients", "not-restored")
def _(f, params, h=1e-5):
    params = Params(*(p.copy() for p in params))
    out = []
    for p in params:
        g = np.zeros_like(p)
        for at in np.ndindex(p.shape):
            p[at] += h
            up = f(params)
            p[at] -= 2 * h
            g[at] = (up - f(params)) / (2 * h)
        out.append(g)
    return out


@wrong("numerical_gradients", "other-arguments")
def _(f, params, h=1e-2):
    return slopes(f, params, h, lambda at: (at(h) - at(-h)) / (2 * h))


@wrong("numerical_gradients", "integer-parameters")
def _(f, params, h=1e-5):
    ints = Params(*(p.astype(int) for p in params))
    return slopes(f, ints, h, lambda at: (at(1) - at(-1)) / 2)


@wrong("numerical_gradients", "not-restored", "changes-arguments")
def _(f, params, h=1e-5):
    out = []
    for p in params:
        g = np.zeros_like(p)
        for at in np.ndindex(p.shape):
            p[at] += h
            up = f(params)
            p[at] -= h
            p[at] -= h
            g[at] = (up - f(params)) / (2 * h)
        out.append(g)
    return out


@right("relative_error")
def _(a, b):
    num = np.sqrt(((a - b) ** 2).sum())
    den = np.sqrt((a * a).sum()) + np.sqrt((b * b).sum())
    return num / den if den else 0


@right("relative_error")
def _(a, b):
    a, b = np.ravel(a), np.ravel(b)
    if not a.any() and not b.any():
        return 0.0
    return np.sqrt((a - b) @ (a - b)) / (np.sqrt(a @ a) + np.sqrt(b @ b))


@right("relative_error")
def _(a, b):
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))


@wrong("relative_error", "zero-over-zero")
def _(a, b):
    return math.dist(np.ravel(a), np.ravel(b)) / (
        math.hypot(*np.ravel(a)) + math.hypot(*np.ravel(b))
    )


@wrong("relative_error", "absolute-error")
def _(a, b):
    return np.linalg.norm(a - b)


@wrong("relative_error", "one-norm-only")
def _(a, b):
    return np.linalg.norm(a - b) / max(np.linalg.norm(a), np.linalg.norm(b), 1e-300)


@wrong("relative_error", "other-norm")
def _(a, b):
    den = np.abs(a).sum() + np.abs(b).sum()
    return np.abs(a - b).sum() / den if den else 0.0


@wrong("relative_error", "protection-too-strong", "absolute-error")
def _(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-6)


@wrong("relative_error", "not-a-number")
def _(a, b):
    return np.abs(a - b) / np.maximum(1e-300, np.abs(a) + np.abs(b))


@wrong("relative_error", "signed")
def _(a, b):
    den = np.linalg.norm(a) + np.linalg.norm(b)
    return (np.linalg.norm(a) - np.linalg.norm(b)) / den if den else 0.0


# initialise, train, sgd_step ------------------------------------------------------------------------


@right("initialise")
def _(rng, scale):
    def draw(*shape):
        return np.array([rng.uniform(-scale, scale) for _ in range(math.prod(shape))]).reshape(
            shape
        )

    return draw(2, 2), draw(2, 1), draw(1, 2), draw(1, 1)


@right("initialise")
def _(rng, scale):
    numbers = (rng.random(9) - 0.5) * 2 * scale
    return [
        numbers[:4].reshape(2, 2),
        numbers[4:6, None],
        numbers[None, 6:8],
        numbers[8:].reshape(1, 1),
    ]


@wrong("initialise", "all-equal")
def _(rng, scale):
    w = rng.uniform(-scale, scale, (1, 2))
    return (
        np.vstack([w, w]),
        rng.uniform(-scale, scale, (2, 1)),
        w,
        rng.uniform(-scale, scale, (1, 1)),
    )


@wrong("initialise", "global-random")
def _(rng, scale):
    rng = np.random.default_rng(0)
    return [rng.uniform(-scale, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))]


@wrong("initialise", "global-random")
def _(rng, scale):
    import random

    return [
        np.array([random.uniform(-scale, scale) for _ in range(a * b)]).reshape(a, b)
        for a, b in ((2, 2), (2, 1), (1, 2), (1, 1))
    ]


@wrong("initialise", "normal-instead")
def _(rng, scale):
    return [rng.normal(0, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))]


@wrong("initialise", "biases-zero")
def _(rng, scale):
    return (rng.uniform(-scale, scale, (2, 2)), np.zeros((2, 1)),
            rng.uniform(-scale, scale, (1, 2)), np.zeros((1, 1)))  # fmt: skip


@wrong("initialise", "one-sided-range")
def _(rng, scale):
    return [rng.uniform(high=scale, size=s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))]


@wrong("initialise", "other-shape")
def _(rng, scale):
    return [rng.uniform(-scale, scale, s) for s in ((2, 2), 2, 2, 1)]


@wrong("initialise", "scale-ignored")
def _(rng, scale):
    scale = 0.12
    return [rng.uniform(-scale, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))]


def go(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(ce(fwd(params, X)[3], Y))
        params = Params(
            *(p - learning_rate * g for p, g in zip(params, grads_of(params, X, Y), strict=True))
        )
    return params, costs


@right("train")
def _(params, X, Y, learning_rate, epochs):
    def one(state, _):
        p, costs = state
        g = grads_of(p, X, Y)
        return (
            [a - learning_rate * b for a, b in zip(p, g, strict=True)],
            [*costs, ce(fwd(p, X)[3], Y)],
        )

    return reduce(one, range(epochs), (params, []))


@right("train")
def _(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = (p.copy() for p in params)
    history = np.zeros(epochs)
    for e in range(epochs):
        history[e] = ce(fwd((W1, b1, W2, b2), X)[3], Y)
        dW1, db1, dW2, db2 = grads_of((W1, b1, W2, b2), X, Y)
        W1 -= learning_rate * dW1
        b1 -= learning_rate * db1
        W2 -= learning_rate * dW2
        b2 -= learning_rate * db2
    return (W1, b1, W2, b2), history


@wrong("train", "off-by-one")
def _(params, X, Y, learning_rate, epochs):
    params, costs = go(params, X, Y, learning_rate, epochs)
    return params, [*costs, ce(fwd(params, X)[3], Y)]


@wrong("train", "cost-after-update")
def _(params, X, Y, learning_rate, epochs):
    end, costs = go(params, X, Y, learning_rate, epochs + 1)
    return go(params, X, Y, learning_rate, epochs)[0], costs[1:]


@wrong("train", "mean-not-sum")
def _(params, X, Y, learning_rate, epochs):
    return go(params, X, Y, learning_rate / X.shape[1], epochs)


@wrong("train")
def _(params, X, Y, learning_rate, epochs):
    return go(params, X, Y, learning_rate, epochs)[0]


@wrong("train", "other-order")
def _(params, X, Y, learning_rate, epochs):
    return go(params, X, Y, learning_rate, epochs)[::-1]


@wrong("train", "per-sample")
def _(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(ce(fwd(params, X)[3], Y))
        for i in range(X.shape[1]):
            params = go(params, X[:, i : i + 1], Y[:, i : i + 1], learning_rate, 1)[0]
    return params, costs


@wrong("train", "stale-weights")
def _(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = (p.copy() for p in params)
    costs = []
    for _ in range(epochs):
        Z1, A1, Z2, A2 = fwd((W1, b1, W2, b2), X)
        costs.append(ce(A2, Y))
        d2 = A2 - Y
        W2 -= learning_rate * d2 @ A1.T
        b2 -= learning_rate * d2.sum(axis=1, keepdims=True)
        d1 = W2.T @ d2 * A1 * (1 - A1)
        W1 -= learning_rate * d1 @ X.T
        b1 -= learning_rate * d1.sum(axis=1, keepdims=True)
    return Params(W1, b1, W2, b2), costs


@wrong("train", "changes-arguments")
def _(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = params
    costs = []
    for _ in range(epochs):
        costs.append(ce(fwd(params, X)[3], Y))
        dW1, db1, dW2, db2 = grads_of(params, X, Y)
        W1 -= learning_rate * dW1
        b1 -= learning_rate * db1
        W2 -= learning_rate * dW2
        b2 -= learning_rate * db2
    return params, costs


@wrong("train", "one-step-only")
def _(params, X, Y, learning_rate, epochs):
    costs = []
    g = grads_of(params, X, Y)
    for _ in range(epochs):
        costs.append(ce(fwd(params, X)[3], Y))
        new = [p - learning_rate * d for p, d in zip(params, g, strict=True)]
    return new, costs


@wrong("train", "reset-every-epoch", "one-step-only")
def _(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        p = params
        p = [a - learning_rate * b for a, b in zip(p, grads_of(p, X, Y), strict=True)]
        costs.append(ce(fwd(p, X)[3], Y))
    return p, costs


@wrong("train", "one-sample-only")
def _(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(ce(fwd(params, X)[3], Y))
        params = go(params, X[:, -1:], Y[:, -1:], learning_rate, 1)[0]
    return params, costs


@wrong("train")
def _(params, X, Y, learning_rate, epochs):
    end, costs = go(params, X, Y, learning_rate, epochs)
    return end, np.array(costs) / X.shape[1]


@wrong("train")
def _(params, X, Y, learning_rate, epochs):
    end, costs = go(params, X, Y, learning_rate, epochs)
    return end, costs[-1]


@wrong("train", "output-slope-extra")
def _(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        Z1, A1, Z2, A2 = fwd(params, X)
        costs.append(ce(A2, Y))
        d2 = (A2 - Y) * A2 * (1 - A2)
        d1 = params[2].T @ d2 * A1 * (1 - A1)
        g = d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)
        params = [p - learning_rate * x for p, x in zip(params, g, strict=True)]
    return params, costs


@right("sgd_step")
def _(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    a = W1 @ x + b1
    z = sig(a)
    y_hat = sig(W2 @ z + b2)
    error = y_hat - y
    new_W2, new_b2 = W2.copy(), b2.copy()
    new_W1, new_b1 = W1.copy(), b1.copy()
    for k in range(W2.shape[0]):
        for j in range(W2.shape[1]):
            new_W2[k, j] -= learning_rate * error[k, 0] * z[j, 0]
            blame = learning_rate * error[k, 0] * W2[k, j] * z[j, 0] * (1 - z[j, 0])
            new_b1[j, 0] -= blame
            for i in range(x.shape[0]):
                new_W1[j, i] -= blame * x[i, 0]
        new_b2[k, 0] -= learning_rate * error[k, 0]
    return new_W1, new_b1, new_W2, new_b2


@wrong("sgd_step", "stale-weights")
def _(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    z1, a1, z2, a2 = fwd(params, x)
    d2 = a2 - y
    W2 = W2 - learning_rate * d2 @ a1.T
    b2 = b2 - learning_rate * d2
    d1 = W2.T @ d2 * a1 * (1 - a1)
    W1 = W1 - learning_rate * d1 @ x.T
    b1 = b1 - learning_rate * d1
    return Params(W1, b1, W2, b2)


@wrong("sgd_step", "stale-weights", "changes-arguments")
def _(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    z1, a1, z2, a2 = fwd(params, x)
    W2 -= learning_rate * (a2 - y) @ a1.T
    b2 -= learning_rate * (a2 - y)
    d1 = W2.T @ (a2 - y) * a1 * (1 - a1)
    W1 -= learning_rate * d1 @ x.T
    b1 -= learning_rate * d1
    return params


@wrong("sgd_step", "leaked-index")
def _(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    z1, a1, z2, a2 = fwd(params, x)
    e = a2 - y
    dW1 = (params.W2.T @ e * a1 * (1 - a1)) @ x.T
    for k in range(len(e)):
        W2[k] -= learning_rate * e[k] * a1[:, 0]
        b2[k] -= learning_rate * e[k]
    W1 -= learning_rate * dW1
    for j in range(len(b1)):
        b1[j] -= learning_rate * e[k] * params.W2[k, j] * a1[j] * (1 - a1[j])
    return W1, b1, W2, b2


@wrong("sgd_step", "hidden-slope-forgotten")
def _(params, x, y, learning_rate):
    z1, a1, z2, a2 = fwd(params, x)
    d2 = a2 - y
    d1 = params.W2.T @ d2
    g = d1 @ x.T, d1, d2 @ a1.T, d2
    return [p - learning_rate * q for p, q in zip(params, g, strict=True)]


@wrong("sgd_step", "uphill")
def _(params, x, y, learning_rate):
    z1, a1, z2, a2 = fwd(params, x)
    d2 = y - a2
    d1 = params.W2.T @ d2 * a1 * (1 - a1)
    g = d1 @ x.T, d1, d2 @ a1.T, d2
    return [p - learning_rate * q for p, q in zip(params, g, strict=True)]


@wrong("sgd_step", "nothing-moves")
def _(params, x, y, learning_rate):
    for p, g in zip(params, grads_of(params, x, y), strict=True):
        p = p - learning_rate * g
    return params


@wrong("sgd_step", "rate-forgotten")
def _(params, x, y, learning_rate):
    return [p - g for p, g in zip(params, grads_of(params, x, y), strict=True)]


@wrong("sgd_step", "biases-forgotten")
def _(params, x, y, learning_rate):
    g = grads_of(params, x, y)
    return params[0] - learning_rate * g[0], params[1], params[2] - learning_rate * g[2], params[3]


# predict ------------------------------------------------------------------------------------------


@right("predict")
def _(params, X):
    Y_hat = np.empty((params.W2.shape[0], X.shape[1]))
    for i, x in enumerate(X.T):
        h = sig(params.W1 @ x[:, None] + params.b1)
        Y_hat[:, i] = sig(params.W2 @ h + params.b2)[:, 0]
    return Y_hat


@right("predict")
def _(params, X):
    return np.column_stack([fwd(params, c.reshape(-1, 1))[3] for c in X.transpose()])


right("predict")(lambda params, X: [list(row) for row in fwd(params, X)[-1]])


@wrong("predict", "thresholded")
def _(params, X):
    return np.round(fwd(params, X)[3])


@wrong("predict", "thresholded")
def _(params, X):
    return fwd(params, X)[3] >= 0.5


@wrong("predict", "flat-output")
def _(params, X):
    return np.squeeze(fwd(params, X)[3]) if len(params[2]) == 1 else fwd(params, X)[3].ravel()


@wrong("predict", "samples-as-rows")
def _(params, X):
    return np.array([fwd(params, x[:, None])[3] for x in X.T])[:, :, 0]


@wrong("predict", "samples-as-rows")
def _(params, X):
    out = []
    for x in X:
        out.append(fwd(params, x.reshape(-1, 1))[3])
    return np.hstack(out)


@wrong("predict", "last-sample-only")
def _(params, X):
    for i in range(X.shape[1]):
        y = fwd(params, X[:, [i]])[3]
    return y


@wrong("predict", "first-sample-only", "last-sample-only")
def _(params, X):
    for i in range(X.shape[1]):
        return fwd(params, X[:, [i]])[3]
    return None


@wrong("predict", "uninitialised-output")
def _(params, X):
    out = np.empty((len(params[2]), X.shape[1]))
    for i in range(1, X.shape[1]):
        out[:, i] = fwd(params, X[:, [i]])[3][:, 0]
    return out


@wrong("predict", "uninitialised-output")
def _(params, X):
    out = np.zeros((len(params[2]), X.shape[1]))
    for i in range(X.shape[1] - 1):
        out[:, i] = fwd(params, X[:, [i]])[3][:, 0]
    return out


@wrong("predict", "returns-logits")
def _(params, X):
    return fwd(params, X)[2]


@wrong("predict")
def _(params, X):
    return fwd(params, X)


@wrong("predict", "bias-forgotten")
def _(params, X):
    return sig(params.W2 @ sig(params.W1 @ X))


@wrong("predict", "no-hidden-activation")
def _(params, X):
    return sig(params.W2 @ (params.W1 @ X + params.b1) + params.b2)


@wrong("predict", "name-missing")
def _(params, X):
    out = []
    for i in range(X.shape[1]):
        out.append(fwd(params, xi)[3])  # noqa: F821
    return np.hstack(out)


# perturb, hill_climb, es_gradient ---------------------------------------------------------------------


@right("perturb")
def _(params, rng, width):
    new = []
    for p in params:
        q = p.copy()
        for at in np.ndindex(q.shape):
            q[at] += rng.uniform(-width, width)
        new.append(q)
    return new


right("perturb")(lambda p, rng, w: Params(*(a + w * (1 - 2 * rng.random(a.shape)) for a in p)))


@wrong("perturb", "same-noise-everywhere")
def _(params, rng, width):
    return Params(*(p + rng.uniform(-width, width) for p in params))


@wrong("perturb", "changes-arguments")
def _(params, rng, width):
    for p in params:
        p += rng.uniform(-width, width, size=p.shape)
    return params


@wrong("perturb", "one-sided-noise")
def _(params, rng, width):
    return Params(*(p + rng.uniform(0, width, size=p.shape) for p in params))


@wrong("perturb", "normal-instead")
def _(params, rng, width):
    return Params(*(p + rng.normal(scale=width, size=p.shape) for p in params))


@wrong("perturb", "noise-multiplied")
def _(params, rng, width):
    return Params(*(p * (1 + rng.uniform(-width, width, size=p.shape)) for p in params))


@wrong("perturb", "half-range")
def _(params, rng, width):
    return Params(*(p + rng.uniform(-width / 2, width / 2, size=p.shape) for p in params))


@wrong("perturb", "global-random")
def _(params, rng, width):
    rng = np.random.default_rng(42)
    return Params(*(p + rng.uniform(-width, width, size=p.shape) for p in params))


@wrong("perturb", "biases-forgotten")
def _(params, rng, width):
    return Params(params.W1 + rng.uniform(-width, width, params.W1.shape), params.b1,
                  params.W2 + rng.uniform(-width, width, params.W2.shape), params.b2)  # fmt: skip


@wrong("perturb", "width-ignored")
def _(params, rng, width):
    return Params(*(p + rng.uniform(-0.12, 0.12, size=p.shape) for p in params))


def shake(p, rng, width):
    return Params(*(a + rng.uniform(-width, width, a.shape) for a in p))


@right("hill_climb")
def _(f, start, rng, width, turns):
    best, candidate, costs = None, start, []
    for _ in range(turns):
        c = f(candidate)
        if best is None or c <= best[0]:
            best = (c, candidate)
        costs.append(best[0])
        candidate = shake(best[1], rng, width)
    return best[1], costs


@right("hill_climb")
def _(f, start, rng, width, turns):
    best, costs = start, np.zeros(turns)
    for t in range(turns):
        candidate = shake(best, rng, width)
        if f(candidate) < f(best):
            best = candidate
        costs[t] = f(best)
    return [best, costs]


@right("hill_climb")
def _(f, start, rng, width, turns):
    best = [np.array(p, float) for p in start]
    low = f(Params(*best))
    costs = [low]
    for _ in range(turns - 1):
        trial = [p + width * (2 * rng.random(p.shape) - 1) for p in best]
        cost = f(Params(*trial))
        if cost < low:
            best, low = trial, cost
        costs.append(low)
    return best, costs


@wrong("hill_climb", "accepts-worse")
def _(f, start, rng, width, turns):
    current, costs = start, []
    for _ in range(turns):
        candidate = shake(current, rng, width)
        if f(candidate) < f(current) or rng.random() < 0.3:
            current = candidate
        costs.append(f(current))
    return current, costs


@wrong("hill_climb", "walks-from-last")
def _(f, start, rng, width, turns):
    best, low, now, costs = start, f(start), start, []
    for _ in range(turns):
        now = shake(now, rng, width)
        if f(now) < low:
            best, low = now, f(now)
        costs.append(low)
    return best, costs


@wrong("hill_climb", "uphill")
def _(f, start, rng, width, turns):
    best, costs = start, []
    for _ in range(turns):
        candidate = shake(best, rng, width)
        if f(candidate) > f(best):
            best = candidate
        costs.append(f(best))
    return best, costs


@wrong("hill_climb", "forgets-best")
def _(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        candidate = shake(best, rng, width)
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return start, costs


@wrong("hill_climb", "lists-candidates")
def _(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        candidate = shake(best, rng, width)
        c = f(candidate)
        costs.append(c)
        if c < low:
            best, low = candidate, c
    return best, costs


@wrong("hill_climb", "stale-best-cost")
def _(f, start, rng, width, turns):
    best = start
    low = f(start)
    costs = []
    for _ in range(turns):
        candidate = shake(best, rng, width)
        if f(candidate) < low:
            best = candidate
        costs.append(low)
    return best, costs


@wrong("hill_climb", "aliased-best")
def _(f, start, rng, width, turns):
    current = Params(*(p.copy() for p in start))
    best, low, costs = current, f(current), []
    for _ in range(turns):
        for p in current:
            p += rng.uniform(-width, width, p.shape)
        c = f(current)
        if c < low:
            best, low = current, c
        costs.append(low)
    return best, costs


@wrong("hill_climb", "off-by-one")
def _(f, start, rng, width, turns):
    best, low = start, f(start)
    costs = [low]
    for _ in range(turns):
        candidate = shake(best, rng, width)
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong("hill_climb", "same-noise-each-turn", "global-random")
def _(f, start, rng, width, turns):
    noise = [rng.uniform(-width, width, p.shape) for p in start]
    best, low, costs = start, f(start), []
    for _ in range(turns):
        candidate = Params(*(p + n for p, n in zip(best, noise, strict=True)))
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong("hill_climb", "normal-instead")
def _(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        candidate = Params(*(p + rng.normal(0, width, p.shape) for p in best))
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong("hill_climb", "global-random")
def _(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        candidate = shake(best, np.random.default_rng(), width)
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong("hill_climb", "changes-arguments")
def _(f, start, rng, width, turns):
    low, costs = f(start), []
    for _ in range(turns):
        candidate = shake(start, rng, width)
        c = f(candidate)
        if c < low:
            low = c
            for p, q in zip(start, candidate, strict=True):
                p[...] = q
        costs.append(low)
    return start, costs


@right("es_gradient")
def _(f, params, rng, sigma, pairs):
    shapes = [p.shape for p in params]
    noises = [[rng.standard_normal(s) for s in shapes] for _ in range(pairs)]
    up = [f(Params(*(p + sigma * e for p, e in zip(params, n, strict=True)))) for n in noises]
    down = [f(Params(*(p - sigma * e for p, e in zip(params, n, strict=True)))) for n in noises]
    return [
        sum((u - d) * n[k] for u, d, n in zip(up, down, noises, strict=True)) / (2 * sigma * pairs)
        for k in range(4)
    ]


@right("es_gradient")
def _(f, params, rng, sigma, pairs):
    flat = np.concatenate([p.ravel() for p in params])
    cuts = np.cumsum([p.size for p in params])[:-1]

    def shaped(v):
        return Params(
            *(part.reshape(p.shape) for part, p in zip(np.split(v, cuts), params, strict=True))
        )

    eps = rng.normal(0, sigma, (pairs, flat.size))
    rise = np.array([f(shaped(flat + e)) - f(shaped(flat - e)) for e in eps])
    return shaped(rise @ eps / (2 * sigma**2 * pairs))


def es(f, params, rng, sigma, pairs, factor, one_sided=False, noise=None):
    total = [np.zeros(p.shape) for p in params]
    here = f(params)
    for _ in range(pairs):
        e = [(noise or rng.standard_normal)(p.shape) for p in params]
        up = f(Params(*(p + sigma * n for p, n in zip(params, e, strict=True))))
        down = (
            here
            if one_sided
            else f(Params(*(p - sigma * n for p, n in zip(params, e, strict=True))))
        )
        total = [t + factor * (up - down) * n for t, n in zip(total, e, strict=True)]
    return Params(*total)


right("es_gradient")(lambda f, p, rng, s, n: es(f, p, rng, s, n, 1 / (2 * s * n)))
wrong("es_gradient", "mean-not-sum")(lambda f, p, rng, s, n: es(f, p, rng, s, n, 1 / (2 * s)))
wrong("es_gradient", "sigma-forgotten")(lambda f, p, rng, s, n: es(f, p, rng, s, n, 1 / (2 * n)))
wrong("es_gradient", "factor-two")(lambda f, p, rng, s, n: es(f, p, rng, s, n, 1 / (s * n)))
wrong("es_gradient", "sign-flipped")(lambda f, p, rng, s, n: es(f, p, rng, s, n, -1 / (2 * s * n)))
wrong("es_gradient", "not-antithetic")(
    lambda f, p, rng, s, n: es(f, p, rng, s, n, 1 / (s * n), one_sided=True)
)
wrong("es_gradient", "not-gaussian")(
    lambda f, p, rng, s, n: es(
        f, p, rng, s, n, 1 / (2 * s * n), noise=partial(rng.uniform, -1.7, 1.7)
    )
)
wrong("es_gradient", "global-random")(
    lambda f, p, rng, s, n: es(f, p, np.random.default_rng(0), s, n, 1 / (2 * s * n))
)


@wrong("es_gradient", "sigma-forgotten")
def _(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up = f(Params(*(p + n for p, n in zip(params, e, strict=True))))
        down = f(Params(*(p - n for p, n in zip(params, e, strict=True))))
        total = [t + (up - down) * n / (2 * sigma * pairs) for t, n in zip(total, e, strict=True)]
    return total


# hidden_delta ---------------------------------------------------------------------------------------


@right("hidden_delta")
def _(W2, delta2, A1):
    return np.transpose(W2).dot(delta2) * (A1 - A1 * A1)


wrong("hidden_delta", "hidden-slope-forgotten")(lambda W2, d2, A1: W2.T @ d2)
wrong("hidden_delta", "slope-taken-twice")(lambda W2, d2, A1: W2.T @ d2 * sig(A1) * (1 - sig(A1)))
wrong("hidden_delta", "weights-transposed")(lambda W2, d2, A1: W2 @ d2 * A1 * (1 - A1))
wrong("hidden_delta", "slope-incomplete")(lambda W2, d2, A1: W2.T @ d2 * A1)
wrong("hidden_delta", "sign-flipped")(lambda W2, d2, A1: -W2.T @ d2 * A1 * (1 - A1))
wrong("hidden_delta", "tanh-slope")(lambda W2, d2, A1: W2.T @ d2 * (1 - A1**2))
wrong("hidden_delta")(lambda W2, d2, A1: W2.T * d2 * A1 * (1 - A1))


# ignores_its_input ----------------------------------------------------------------------------------


@right("ignores_its_input")
def _(predict, params):
    one, two = np.array([[0.0], [1.0]]), np.array([[5.0], [-5.0]])
    a, b, both = predict(params, one), predict(params, two), predict(params, np.hstack([one, two]))
    return bool(np.allclose(a, b) or not np.allclose(both, np.hstack([a, b])))


wrong("ignores_its_input")(lambda predict, params: True)
wrong("ignores_its_input")(lambda predict, params: False)
wrong("ignores_its_input")(lambda predict, params: not np.any(predict(params, np.eye(2))))
