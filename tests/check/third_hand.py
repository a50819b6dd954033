"""More answers, in a third hand that knew the checks: unusual right ones, and mistakes two at a time.

``RIGHT`` are (exercise, function). ``WRONG`` are (exercise, names, function).
"""

# ruff: noqa: B905, B023, E731, PLC3002, RUF005

import math
from collections import namedtuple
from functools import partial

import numpy as np

from nn_helpers import network
from nn_helpers.network import Params

RIGHT, WRONG = [], []


def right(e):
    def add(f):
        RIGHT.append((e, f))
        return f

    return add


def wrong(e, *n):
    def add(f):
        WRONG.append((e, n, f))
        return f

    return add


def sig(z):
    return 1 / (1 + np.exp(-z))


def fwd(p, X):
    Z1 = p[0] @ X + p[1]
    A1 = sig(Z1)
    Z2 = p[2] @ A1 + p[3]
    return Z1, A1, Z2, sig(Z2)


def G(p, X, Y, d2=None, slope=None, back=None):
    Z1, A1, Z2, A2 = fwd(p, X)
    d2 = A2 - Y if d2 is None else d2(A2, Y, Z2)
    s = A1 * (1 - A1) if slope is None else slope(A1, Z1)
    d1 = (p[2].T @ d2 if back is None else back(p, d2)) * s
    return [d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)]


def ce(A, Y):
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum()


# two at once
@wrong("gradients", "sign-flipped", "bias-not-summed")
def _(p, X, Y):
    g = G(p, X, Y, d2=lambda A, Y, Z: Y - A)
    m = X.shape[1]
    return g[0], g[1] / m, g[2], g[3] / m


@wrong("gradients", "sign-flipped", "hidden-slope-forgotten")
def _(p, X, Y):
    return G(p, X, Y, d2=lambda A, Y, Z: Y - A, slope=lambda a, z: 1)


@wrong("gradients", "bias-not-summed", "hidden-slope-forgotten")
def _(p, X, Y):
    Z1, A1, Z2, A2 = fwd(p, X)
    d2 = A2 - Y
    d1 = p[2].T @ d2
    return d1 @ X.T, d1, d2 @ A1.T, d2


@wrong("gradients", "sign-flipped", "bias-not-summed")
def _(p, X, Y):
    Z1, A1, Z2, A2 = fwd(p, X)
    d2 = Y - A2
    d1 = p[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1, d2 @ A1.T, d2


@wrong("gradients", "other-shape", "sign-flipped")
def _(p, X, Y):
    g = G(p, X, Y, d2=lambda A, Y, Z: Y - A)
    return g[0], g[1].ravel(), g[2], g[3].ravel()


@wrong("gradients", "weights-transposed")
def _(p, X, Y):
    g = G(p, X, Y)
    return g[0].T, g[1], g[2].T, g[3]


@wrong("gradients", "mean-not-sum")
def _(p, X, Y):
    return [x / 4 for x in G(p, X, Y)]


@wrong("gradients", "factor-two", "squared-error")
def _(p, X, Y):
    return [2 * x for x in G(p, X, Y)]


@wrong("gradients", "bias-not-summed", "summed-over-everything")
def _(p, X, Y):
    g = G(p, X, Y)
    return g[0], g[1].sum(), g[2], g[3].sum()


@wrong("gradients", "bias-not-summed", "summed-along-wrong-axis")
def _(p, X, Y):
    Z1, A1, Z2, A2 = fwd(p, X)
    d2 = A2 - Y
    d1 = p[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(0), d2 @ A1.T, d2.sum(0)


@wrong("gradients", "bias-not-summed", "summed-along-wrong-axis")
def _(p, X, Y):
    Z1, A1, Z2, A2 = fwd(p, X)
    d2 = A2 - Y
    d1 = p[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(0, keepdims=True), d2 @ A1.T, d2.sum(0, keepdims=True)


@wrong("gradients", "stale-weights")
def _(p, X, Y):
    g = G(p, X, Y)
    q = [a - 0.5 * b for a, b in zip(p, g)]
    return G(q, X, Y)[:2] + g[2:]


@wrong("gradients", "not-exact")
def _(p, X, Y):
    h = 1e-3
    out = []
    for k in range(4):
        g = np.zeros(p[k].shape)
        for at in np.ndindex(g.shape):
            q = [a.copy() for a in p]
            q[k][at] += h
            g[at] = (ce(fwd(q, X)[3], Y) - ce(fwd(p, X)[3], Y)) / h
        out.append(g)
    return out


@wrong("gradients", "part-missing", "biases-forgotten", "bias-missing")
def _(p, X, Y):
    g = G(p, X, Y)
    return g[0], 0 * g[1], g[2], 0 * g[3]


@wrong("gradients", "wrong-count", "biases-forgotten")
def _(p, X, Y):
    g = G(p, X, Y)
    return g[0], g[2]


@wrong("gradients", "bias-forgotten")
def _(p, X, Y):
    q = [p[0], 0 * p[1], p[2], 0 * p[3]]
    return G(q, X, Y)


@wrong("gradients", "rate-included", "constant-factor")
def _(p, X, Y):
    return [0.1 * x for x in G(p, X, Y)]


@wrong("gradients", "leaked-index")
def _(p, X, Y):
    Z1, A1, Z2, A2 = fwd(p, X)
    d2 = A2 - Y
    k = len(d2) - 1
    d1 = p[2].T @ d2 * A1 * (1 - A1)
    b = p[2][[k]].T * d2[[k]] * A1 * (1 - A1)
    return d1 @ X.T, b.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@wrong("gradients", "weights-of-wrong-layer")
def _(p, X, Y):
    return G(p, X, Y, back=lambda p, d: p[0] @ np.resize(d, (p[0].shape[1], d.shape[1])))


@wrong("gradients", "hidden-slope-forgotten", "slope-incomplete")
def _(p, X, Y):
    return G(p, X, Y, slope=lambda a, z: a)


@wrong("gradients", "thresholded")
def _(p, X, Y):
    return G(p, X, Y, d2=lambda A, Y, Z: (A > 0.5) - Y)


# sigmoid
@wrong("sigmoid", "sign-flipped")
def _(z):
    return sig(-np.clip(z, -700, 700))


@wrong("sigmoid", "overflow")
def _(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


@wrong("sigmoid", "scalar-only")
def _(z):
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


@wrong("sigmoid", "integer-result", "thresholded")
def _(z):
    return (np.asarray(z) > 0).astype(int)


@wrong("sigmoid", "integer-result")
def _(z):
    z = np.asarray(z)
    out = np.zeros_like(z)
    out[...] = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
    return out


@wrong("sigmoid", "other-shape")
def _(z):
    return np.atleast_1d(1 / (1 + np.exp(-np.clip(z, -700, 700))))


@wrong("sigmoid", "tanh-instead")
def _(z):
    return 2 * sig(2 * np.clip(z, -300, 300)) - 1


@wrong("sigmoid", "factor-two", "scaled")
def _(z):
    return 0.5 * (1 + np.tanh(z))


@wrong("sigmoid", "linear", "hard-sigmoid")
def _(z):
    return np.clip(0.2 * np.asarray(z) + 0.5, 0, 1)


@wrong("sigmoid", "rounded", "integer-result")
def _(z):
    return np.round(sig(np.clip(z, -700, 700)), 3)


# forward
@wrong("forward", "tanh-instead")
def _(p, X):
    Z1 = p[0] @ X + p[1]
    A1 = np.tanh(Z1)
    Z2 = p[2] @ A1 + p[3]
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "activation-twice")
def _(p, X):
    Z1, A1, Z2, A2 = fwd(p, X)
    A1 = sig(A1)
    Z2 = p[2] @ A1 + p[3]
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "bias-forgotten", "samples-as-rows")
def _(p, X):
    Z1 = p[0] @ X
    A1 = sig(Z1)
    Z2 = p[2] @ A1 + p[3]
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "bias-forgotten")
def _(p, X):
    Z1 = p[0] @ X + p[1]
    A1 = sig(Z1)
    Z2 = p[2] @ A1
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "weights-transposed")
def _(p, X):
    Z1 = p[0].T @ X + p[1]
    A1 = sig(Z1)
    Z2 = p[2].T @ A1 + p[3]
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "no-hidden-activation", "no-output-activation")
def _(p, X):
    Z1 = p[0] @ X + p[1]
    Z2 = p[2] @ Z1 + p[3]
    return Z1, Z1, Z2, Z2


@wrong("forward", "thresholded")
def _(p, X):
    Z1, A1, Z2, A2 = fwd(p, X)
    return Z1, A1, Z2, (A2 > 0.5) * 1.0


@wrong("forward", "bias-after-activation")
def _(p, X):
    Z1 = p[0] @ X + p[1]
    A1 = sig(Z1)
    Z2 = p[2] @ A1
    return Z1, A1, Z2, sig(Z2) + p[3]


@wrong("forward", "input-of-wrong-layer")
def _(p, X):
    Z1 = p[0] @ X + p[1]
    A1 = sig(Z1)
    Z2 = p[2] @ np.resize(X, A1.shape) + p[3]
    return Z1, A1, Z2, sig(Z2)


@wrong("forward", "reads-global")
def _(p, X):
    return fwd(GLOBALP, X)


GLOBALP = Params(np.ones((2, 2)) * 0.3, np.ones((2, 1)), np.ones((1, 2)), np.ones((1, 1)))


# cost
@wrong("cost", "wrong-log-base")
def _(A, Y):
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -(Y * np.log10(A) + (1 - Y) * np.log10(1 - A)).sum()


@wrong("cost", "mean-not-sum")
def _(A, Y):
    return ce(A, Y) / Y.shape[1]


@wrong("cost", "log-of-zero")
def _(A, Y):
    with np.errstate(all="ignore"):
        return (
            np.nan_to_num(-(Y * np.log(A) + (1 - Y) * np.log(1 - A))).sum()
            if ((A > 0) & (A < 1)).all()
            else float("inf")
        )


@wrong("cost", "not-summed")
def _(A, Y):
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum(axis=0)


@wrong("cost", "not-summed", "number-in-an-array")
def _(A, Y):
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum(axis=1, keepdims=True)


@wrong("cost", "squared-error")
def _(A, Y):
    return float(((Y - A) ** 2).sum() * 0.5)


@wrong("cost", "precedence")
def _(A, Y):
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return float(np.sum(-Y * np.log(A) + (1 - Y) * np.log(1 - A)))


@wrong("cost", "negative-class-forgotten")
def _(A, Y):
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -np.log(A[Y == 1]).sum()


@wrong("cost", "sign-flipped", "mean-not-sum")
def _(A, Y):
    return -ce(A, Y) / Y.size


@wrong("cost", "integer-result")
def _(A, Y):
    return int(ce(A, Y))


@wrong("cost", "rounded", "integer-result")
def _(A, Y):
    return round(float(ce(A, Y)), 2)


@wrong("cost", "last-sample-only")
def _(A, Y):
    for i in range(Y.shape[1]):
        c = ce(A[:, i], Y[:, i])
    return c


# step
@wrong("step", "biases-forgotten")
def _(p, g, r):
    return [p[0] - r * g[0], p[1], p[2] - r * g[2], p[3]]


@wrong("step", "rate-squared")
def _(p, g, r):
    return [a - r * (r * b) for a, b in zip(p, g)]


@wrong("step", "uphill", "sign-flipped")
def _(p, g, r):
    return [r * b - a for a, b in zip(p, g)]


@wrong("step", "constant-factor")
def _(p, g, r):
    return [a - r * b / 2 for a, b in zip(p, g)]


@wrong("step", "other-order")
def _(p, g, r):
    n = [a - r * b for a, b in zip(p, g)]
    return n[0], n[2], n[1], n[3]


@wrong("step", "stale-weights")
def _(p, g, r):
    W2 = p[2] - r * g[2]
    return (
        p[0] - r * g[0] * W2.sum() / p[2].sum(),
        p[1] - r * g[1] * W2.sum() / p[2].sum(),
        W2,
        p[3] - r * g[3],
    )


# numerical
def sl(f, p, h, rule):
    out = []
    for k in range(4):
        g = np.zeros(p[k].shape)
        for at in np.ndindex(g.shape):

            def F(d):
                q = [a.copy() for a in p]
                q[k][at] += d
                return f(Params(*q))

            g[at] = rule(F)
        out.append(g)
    return Params(*out)


@wrong("numerical_gradients", "sign-flipped")
def _(f, p, h=1e-5):
    return sl(f, p, h, lambda F: (F(-h) - F(h)) / (2 * h))


@wrong("numerical_gradients", "step-not-halved", "factor-two")
def _(f, p, h=1e-5):
    return sl(f, p, h, lambda F: (F(h) - F(-h)) / h)


@wrong("numerical_gradients", "all-at-once")
def _(f, p, h=1e-5):
    out = []
    for k in range(4):
        q = [a.copy() for a in p]
        q[k] = q[k] + h
        r = [a.copy() for a in p]
        r[k] = r[k] - h
        out.append(np.full(p[k].shape, (f(Params(*q)) - f(Params(*r))) / (2 * h)))
    return out


@wrong("numerical_gradients", "not-restored")
def _(f, p, h=1e-5):
    out = []
    for a in p:
        g = np.zeros_like(a)
        for at in np.ndindex(a.shape):
            a[at] += h
            u = f(p)
            a[at] -= 2 * h
            d = f(p)
            g[at] = (u - d) / (2 * h)
        out.append(g)
    return out


@wrong("numerical_gradients", "precedence")
def _(f, p, h=1e-5):
    return sl(f, p, h, lambda F: F(h) - F(-h) / (2 * h))


@wrong("numerical_gradients", "h-ignored")
def _(f, p, h=1e-5):
    e = 1e-6
    return sl(f, p, h, lambda F: (F(e) - F(-e)) / (2 * e))


@right("numerical_gradients")
def _(f, p, h=1e-5):
    return sl(f, p, h, lambda F: (F(h / 2) - F(-h / 2)) / h)


@wrong("numerical_gradients", "bias-missing")
def _(f, p, h=1e-5):
    g = sl(f, p, h, lambda F: (F(h) - F(-h)) / (2 * h))
    return [g[0], 0 * g[1], g[2], 0 * g[3]]


# relative
@wrong("relative_error", "one-norm-only")
def _(a, b):
    return np.linalg.norm(a - b) / np.linalg.norm(b) if np.any(b) else float(np.any(a))


@wrong("relative_error", "factor-two")
def _(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    return 2 * np.linalg.norm(a - b) / s if s else 0.0


@wrong("relative_error", "other-norm")
def _(a, b):
    s = (np.abs(a) + np.abs(b)).max()
    return np.abs(a - b).max() / s if s else 0.0


@wrong("relative_error", "squared")
def _(a, b):
    s = (a**2).sum() + (b**2).sum()
    return ((a - b) ** 2).sum() / s if s else 0.0


@wrong("relative_error", "precedence")
def _(a, b):
    return np.linalg.norm(a - b) / np.linalg.norm(a) + np.linalg.norm(b) if np.any(a) else 0.0


@wrong("relative_error", "norm-of-the-sum")
def _(a, b):
    s = np.linalg.norm(a + b)
    return np.linalg.norm(a - b) / s if s else 0.0


@wrong("relative_error", "zero-over-zero")
def _(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


# initialise
S = ((2, 2), (2, 1), (1, 2), (1, 1))


@wrong("initialise", "all-equal", "same-noise-everywhere")
def _(rng, s):
    return [np.full(x, rng.uniform(-s, s)) for x in S]


@wrong("initialise", "one-sided-range")
def _(rng, s):
    return [rng.random(x) * s for x in S]


@wrong("initialise", "normal-instead")
def _(rng, s):
    return [s * rng.standard_normal(x) for x in S]


@wrong("initialise", "scale-ignored")
def _(rng, s):
    return [rng.uniform(-1, 1, x) for x in S]


@wrong("initialise", "half-range")
def _(rng, s):
    return [s * (rng.random(x) - 0.5) for x in S]


@wrong("initialise", "global-random")
def _(rng, s):
    np.random.seed(3)
    return [np.random.uniform(-s, s, x) for x in S]


@wrong("initialise", "integer-result")
def _(rng, s):
    return [rng.integers(-int(s), int(s) + 1, x) for x in S]


# train
def run(p, X, Y, r, n, g=G, before=True):
    c = []
    for i in range(n):
        if before:
            c.append(ce(fwd(p, X)[3], Y))
        p = [a - r * b for a, b in zip(p, g(p, X, Y))]
        if not before:
            c.append(ce(fwd(p, X)[3], Y))
    return p, c


@wrong("train", "off-by-one")
def _(p, X, Y, r, n):
    return run(p, X, Y, r, n - 1)[0], run(p, X, Y, r, n)[1]


@wrong("train", "hidden-slope-forgotten")
def _(p, X, Y, r, n):
    return run(p, X, Y, r, n, g=lambda p, X, Y: G(p, X, Y, slope=lambda a, z: 1))


@wrong("train", "uphill", "sign-flipped")
def _(p, X, Y, r, n):
    return run(p, X, Y, -r, n)


@wrong("train", "rate-forgotten")
def _(p, X, Y, r, n):
    return run(p, X, Y, 1.0, n)


@wrong("train", "mean-not-sum", "cost-after-update")
def _(p, X, Y, r, n):
    return run(p, X, Y, r / X.shape[1], n, before=False)


@wrong("train", "nothing-moves")
def _(p, X, Y, r, n):
    return p, [ce(fwd(p, X)[3], Y)] * n


@wrong("train", "squared-error", "wrong-costs")
def _(p, X, Y, r, n):
    c = []
    for i in range(n):
        c.append(((fwd(p, X)[3] - Y) ** 2).sum())
        p = [a - r * b for a, b in zip(p, G(p, X, Y))]
    return p, c


@wrong("train", "wrong-count")
def _(p, X, Y, r, n):
    p, c = run(p, X, Y, r, n)
    return (*p, c)


@wrong("train", "biases-forgotten")
def _(p, X, Y, r, n):
    def g(p, X, Y):
        q = G(p, X, Y)
        return q[0], 0 * q[1], q[2], 0 * q[3]

    return run(p, X, Y, r, n, g)


@wrong("train", "summed-up")
def _(p, X, Y, r, n):
    p, c = run(p, X, Y, r, n)
    return p, np.cumsum(c)


@wrong("train", "stale-cost")
def _(p, X, Y, r, n):
    c = ce(fwd(p, X)[3], Y)
    return run(p, X, Y, r, n)[0], [c] * n


# sgd
@wrong("sgd_step", "mean-not-sum", "bias-not-summed", "rate-squared")
def _(p, x, y, r):
    return [a - r * r * b for a, b in zip(p, G(p, x, y))]


@wrong("sgd_step", "leaked-index", "stale-weights")
def _(p, x, y, r):
    W1, b1, W2, b2 = (a.copy() for a in p)
    z1, a1, z2, a2 = fwd(p, x)
    e = a2 - y
    for k in range(len(e)):
        for j in range(len(a1)):
            W2[k, j] -= r * e[k, 0] * a1[j, 0]
        b2[k] -= r * e[k]
    for j in range(len(a1)):
        for i in range(len(x)):
            for k in range(len(e)):
                W1[j, i] -= r * e[k, 0] * W2[k, j] * a1[j, 0] * (1 - a1[j, 0]) * x[i, 0]
        b1[j] -= r * e[k] * W2[k, j] * a1[j] * (1 - a1[j])
    return W1, b1, W2, b2


@wrong("sgd_step", "slope-of-preactivation")
def _(p, x, y, r):
    return [a - r * b for a, b in zip(p, G(p, x, y, slope=lambda a, z: z * (1 - z)))]


@wrong("sgd_step", "gradient-returned")
def _(p, x, y, r):
    return G(p, x, y)


@wrong("sgd_step", "gradient-returned")
def _(p, x, y, r):
    return [-r * b for b in G(p, x, y)]


@wrong("sgd_step", "output-slope-extra")
def _(p, x, y, r):
    return [a - r * b for a, b in zip(p, G(p, x, y, d2=lambda A, Y, Z: (A - Y) * A * (1 - A)))]


@wrong("sgd_step", "changes-arguments")
def _(p, x, y, r):
    for a, b in zip(p, G(p, x, y)):
        a -= r * b
    return p


@wrong("sgd_step", "stale-weights")
def _(p, x, y, r):
    W1, b1, W2, b2 = p
    z1, a1, z2, a2 = fwd(p, x)
    d1 = W2.T @ (a2 - y) * a1 * (1 - a1)
    W1 = W1 - r * d1 @ x.T
    b1 = b1 - r * d1
    z1, a1, z2, a2 = fwd((W1, b1, W2, b2), x)
    return W1, b1, W2 - r * (a2 - y) @ a1.T, b2 - r * (a2 - y)


# predict
@wrong("predict", "last-sample-only")
def _(p, X):
    return np.full((len(p[2]), X.shape[1]), fwd(p, X[:, -1:])[3])


@wrong("predict", "samples-as-rows")
def _(p, X):
    return np.array([fwd(p, X[:, [i]])[3].ravel() for i in range(X.shape[1])])


@wrong("predict", "samples-as-rows")
def _(p, X):
    return [fwd(p, X[:, [i]])[3] for i in range(X.shape[1])]


@wrong("predict", "wrong-layer")
def _(p, X):
    return fwd(p, X)[1]


@wrong("predict", "tanh-instead")
def _(p, X):
    return np.tanh(p[2] @ np.tanh(p[0] @ X + p[1]) + p[3])


@wrong("predict", "rounded", "integer-result")
def _(p, X):
    return fwd(p, X)[3].round(2)


@wrong("predict", "reads-global")
def _(p, X):
    return np.hstack([fwd(p, np.resize(xleft, (len(X), 1)))[3] for _ in X.T])


xleft = np.array([[1.0], [1.0]])


# perturb
@wrong("perturb", "same-noise-everywhere")
def _(p, rng, w):
    return [a + rng.uniform(-w, w, (1, a.shape[1])) for a in p]


@wrong("perturb", "one-sided-noise")
def _(p, rng, w):
    return [a + w * rng.random(a.shape) for a in p]


@wrong("perturb", "width-ignored")
def _(p, rng, w):
    return [a + rng.uniform(-1, 1, a.shape) for a in p]


@wrong("perturb", "noise-too-wide", "range-doubled")
def _(p, rng, w):
    return [a + 2 * rng.uniform(-w, w, a.shape) for a in p]


@wrong("perturb", "noise-returned")
def _(p, rng, w):
    return [rng.uniform(-w, w, a.shape) for a in p]


@wrong("perturb", "other-shape")
def _(p, rng, w):
    return [(a + rng.uniform(-w, w, a.shape)).ravel() for a in p]


# hill
def sh(p, rng, w):
    return Params(*(a + rng.uniform(-w, w, a.shape) for a in p))


@wrong("hill_climb", "forgets-best")
def _(f, s, rng, w, n):
    best, low, c = s, f(s), []
    for _ in range(n):
        x = sh(best, rng, w)
        v = f(x)
        if v < low:
            best, low = x, v
        c.append(low)
    return x, c


@wrong("hill_climb", "one-sided-noise")
def _(f, s, rng, w, n):
    best, low, c = s, f(s), []
    for _ in range(n):
        x = Params(*(a + rng.uniform(0, w, a.shape) for a in best))
        v = f(x)
        if v < low:
            best, low = x, v
        c.append(low)
    return best, c


@wrong("hill_climb", "width-ignored")
def _(f, s, rng, w, n):
    best, low, c = s, f(s), []
    for _ in range(n):
        x = Params(*(a + rng.uniform(-0.12, 0.12, a.shape) for a in best))
        v = f(x)
        if v < low:
            best, low = x, v
        c.append(low)
    return best, c


@wrong("hill_climb", "other-order")
def _(f, s, rng, w, n):
    best, low, c = s, f(s), []
    for _ in range(n):
        x = sh(best, rng, w)
        v = f(x)
        if v < low:
            best, low = x, v
        c.append(low)
    return c, best


@wrong("hill_climb", "stale-best-cost")
def _(f, s, rng, w, n):
    best, low, c, x = s, np.inf, [], s
    for _ in range(n):
        if f(x) < low:
            best = x
        c.append(low)
        x = sh(best, rng, w)
    return best, np.array(c)


# It walks from the start since it never keeps the best, which it does not return either.
@wrong("hill_climb", "walks-from-start", "forgets-best")
def _(f, s, rng, w, n):
    best, low, c = s, f(s), []
    for _ in range(n):
        x = sh(best, rng, w)
        v = f(x)
        low = min(low, v)
        c.append(low)
    return best, c


@wrong("hill_climb", "off-by-one", "wrong-length")
def _(f, s, rng, w, n):
    best, low, c = s, f(s), []
    for _ in range(n):
        x = sh(best, rng, w)
        v = f(x)
        if v < low:
            best, low = x, v
            c.append(low)
    return best, c


@wrong("hill_climb", "accepts-worse")
def _(f, s, rng, w, n):
    best, low, c = s, f(s), []
    for _ in range(n):
        x = sh(best, rng, w)
        v = f(x)
        if v < low + 0.5:
            best, low = x, v
        c.append(low)
    return best, c


# es
def es(f, p, rng, s, n, k=lambda u, d, s, n: (u - d) / (2 * s * n), sc=1.0):
    t = [0 * a for a in p]
    for _ in range(n):
        e = [rng.standard_normal(a.shape) * sc for a in p]
        u = f(Params(*(a + s * b for a, b in zip(p, e))))
        d = f(Params(*(a - s * b for a, b in zip(p, e))))
        t = [x + k(u, d, s, n) * y for x, y in zip(t, e)]
    return t


@wrong("es_gradient", "factor-two")
def _(f, p, rng, s, n):
    return es(f, p, rng, s, n, lambda u, d, s, n: (u - d) / (s * n))


@wrong("es_gradient", "sigma-twice")
def _(f, p, rng, s, n):
    return es(f, p, rng, s, n, lambda u, d, s, n: (u - d) / (2 * s * s * n))


@wrong("es_gradient", "not-antithetic")
def _(f, p, rng, s, n):
    return es(f, p, rng, s, n, lambda u, d, s, n: (u) / (s * n))


@wrong("es_gradient", "last-sample-only", "last-pair-only")
def _(f, p, rng, s, n):
    for _ in range(n):
        t = es(f, p, rng, s, 1)
    return t


@wrong("es_gradient", "mean-not-sum")
def _(f, p, rng, s, n):
    return es(f, p, rng, s, n, lambda u, d, s, n: (u - d) / (2 * s))


@wrong("hidden_delta", "sign-flipped")
def _(W, d, A):
    return W.T @ -d * A * (1 - A)


@wrong("hidden_delta", "slope-incomplete")
def _(W, d, A):
    return W.T @ d * (1 - A)


@wrong("hidden_delta", "weights-forgotten")
def _(W, d, A):
    return d.sum(0) * A * (1 - A)


@wrong("hidden_delta", "precedence")
def _(W, d, A):
    return W.T @ d * A * 1 - A


EPS = 1e-12
SHAPES = [(2, 2), (2, 1), (1, 2), (1, 1)]
rate = 0.1


@right("sigmoid")
def _(z):
    return 0.5 * (np.tanh(0.5 * np.asarray(z, float)) + 1)


@right("sigmoid")
def _(z):
    z = np.asarray(z, dtype=float)
    return np.where(
        z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z)))
    )


@right("sigmoid")
def _(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, float)))


@right("sigmoid")
def _(z):
    if np.ndim(z) == 0:
        return 1 / (1 + math.exp(-max(min(z, 700), -700)))
    return np.array(
        [[1 / (1 + math.exp(-max(min(v, 700), -700))) for v in row] for row in np.atleast_2d(z)]
    ).reshape(np.shape(z))


@right("sigmoid")
def _(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z, dtype=np.float64)))


@right("forward")
def _(p, X):
    outs = []
    a = X
    for W, b in ((p[0], p[1]), (p[2], p[3])):
        z = np.einsum("ij,jk->ik", W, a) + b
        a = sig(z)
        outs.extend((z, a))
    return outs


Layers = namedtuple("Layers", "Z1 A1 Z2 A2")


@right("forward")
def _(params, X):
    return Layers(*fwd(params, X))


@right("forward")
def _(params, X):
    cols = [fwd(params, X[:, [i]]) for i in range(X.shape[1])]
    return tuple(np.concatenate([c[k] for c in cols], axis=1) for k in range(4))


@right("cost")
def _(Y_hat, Y):
    p = np.clip(Y_hat, EPS, 1 - EPS)
    return float(-(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum())


@right("cost")
def _(Y_hat, Y):
    return float(np.sum(-np.log(np.maximum(np.abs(Y_hat + Y - 1), 1e-300))))


@right("cost")
def _(Y_hat, Y):
    t = 0
    for a, y in zip(Y_hat.ravel().tolist(), Y.ravel().tolist()):
        q = a if y else 1 - a
        t += -math.log(q) if q > 0 else 745.0
    return t


@right("cost")
def _(Y_hat, Y):
    from math import log

    return -sum(
        log(max(1e-8, a if y == 1 else 1 - a))
        for row, lab in zip(Y_hat, Y)
        for a, y in zip(row, lab)
    )


@right("gradients")
def _(params, X, Y):
    W1, b1, W2, b2 = params
    Z1, A1, Z2, A2 = network.forward(params, X)
    d2 = A2 - Y
    d1 = np.einsum("kj,km->jm", W2, d2) * A1 * (1 - A1)
    return (
        np.einsum("jm,im->ji", d1, X),
        d1.sum(1)[:, None],
        np.einsum("km,jm->kj", d2, A1),
        d2.sum(1)[:, None],
    )


@right("gradients")
def _(params, X, Y):
    ones = np.ones((X.shape[1], 1))
    Z1, A1, Z2, A2 = fwd(params, X)
    d2 = A2 - Y
    d1 = params.W2.T @ d2 * A1 * (1 - A1)
    return [d1 @ X.T, d1 @ ones, d2 @ A1.T, d2 @ ones]


@right("gradients")
def _(params, X, Y):
    f = [np.asarray(p, np.float32) for p in params]
    X = X.astype(np.float32)
    Z1, A1, Z2, A2 = fwd(f, X)
    d2 = A2 - Y.astype(np.float32)
    d1 = f[2].T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@right("step")
def _(params, grads, learning_rate):
    return tuple(np.subtract(p, np.multiply(learning_rate, g)) for p, g in zip(params, grads))


@right("step")
def _(params, grads, learning_rate):
    new = Params(*(p.copy() for p in params))
    for p, g in zip(new, grads):
        p -= learning_rate * g
    return new


@right("step")
def _(params, grads, learning_rate):
    return [
        [[a - learning_rate * b for a, b in zip(r, s)] for r, s in zip(p, g)]
        for p, g in zip(params.W1.__class__ and params, grads)
    ]


@right("numerical_gradients")
def _(f, params, h=1e-5):
    out = [np.empty_like(p) for p in params]
    for k, p in enumerate(params):
        for at in np.ndindex(p.shape):
            keep = p[at]
            p[at] = keep + h
            u = f(params)
            p[at] = keep - h
            d = f(params)
            p[at] = keep
            out[k][at] = (u - d) / (2 * h)
    return Params(*out)


@right("numerical_gradients")
def _(f, params, h=1e-5):
    def slope(k, i):
        def at(d):
            q = [p.copy() for p in params]
            q[k].flat[i] += d
            return f(Params(*q))

        return (at(h) - at(-h)) / (2 * h)

    return [
        np.array([slope(k, i) for i in range(p.size)]).reshape(p.shape)
        for k, p in enumerate(params)
    ]


@right("relative_error")
def _(a, b):
    d = np.linalg.norm(np.subtract(a, b))
    s = np.linalg.norm(a) + np.linalg.norm(b)
    return d / max(s, 1e-300)


@right("relative_error")
def _(a, b):
    import math

    a, b = np.ravel(a).tolist(), np.ravel(b).tolist()
    h = math.hypot
    s = h(*a) + h(*b)
    return h(*(x - y for x, y in zip(a, b))) / s if s > 0 else 0.0


@right("relative_error")
def _(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-15)


@right("initialise")
def _(rng, scale):
    return [scale * (2 * rng.random(s) - 1) for s in SHAPES]


@right("initialise")
def _(rng, scale):
    v = rng.uniform(-1, 1, 9) * scale
    return Params(
        v[:4].reshape(2, 2), v[4:6].reshape(2, 1), v[6:8].reshape(1, 2), v[8].reshape(1, 1)
    )


@right("initialise")
def _(rng, scale):
    u = lambda: rng.uniform(-scale, scale)
    return [[u(), u()], [u(), u()]], [[u()], [u()]], [[u(), u()]], [[u()]]


@right("initialise")
def _(rng, scale):
    return rng.choice([-1, 1], (2, 2)) * rng.uniform(0, scale, (2, 2)), *(
        rng.uniform(-scale, scale, s) for s in SHAPES[1:]
    )


@right("train")
def _(params, X, Y, learning_rate, epochs):
    costs = []
    p = params
    for _ in range(epochs):
        costs.append(network.cost(network.predict(p, X), Y))
        p = network.step(p, network.gradients(p, X, Y), learning_rate)
    return p, tuple(costs)


@right("train")
def _(params, X, Y, learning_rate, epochs):
    p = [a.copy() for a in params]
    c = np.empty(epochs)
    for e in range(epochs):
        A = network.predict(Params(*p), X)
        c[e] = -np.sum(np.log(np.where(Y == 1, A, 1 - A)))
        for a, g in zip(p, network.gradients(Params(*p), X, Y)):
            a -= learning_rate * g
    return p, c


@right("train")
def _(params, X, Y, learning_rate, epochs):
    if epochs == 0:
        return params, []
    c = network.cost(network.predict(params, X), Y)
    q = network.step(params, network.gradients(params, X, Y), learning_rate)
    return (lambda r: (r[0], [c] + list(r[1])))(RIGHT_train(q, X, Y, learning_rate, epochs - 1))


def RIGHT_train(p, X, Y, r, n):
    costs = []
    for _ in range(n):
        costs.append(network.cost(network.predict(p, X), Y))
        p = network.step(p, network.gradients(p, X, Y), r)
    return p, costs


@right("sgd_step")
def _(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    a1 = sig(W1 @ x + b1)
    a2 = sig(W2 @ a1 + b2)
    d2 = a2 - y
    d1 = W2.T @ d2 * a1 * (1 - a1)
    W2 = W2 - learning_rate * np.outer(d2, a1)
    b2 = b2 - learning_rate * d2
    W1 = W1 - learning_rate * np.outer(d1, x)
    b1 = b1 - learning_rate * d1
    return W1, b1, W2, b2


@right("predict")
def _(params, X):
    return np.array(
        [
            [float(fwd(params, X[:, [j]])[3][k, 0]) for j in range(X.shape[1])]
            for k in range(len(params[3]))
        ]
    )


@right("predict")
def _(params, X):
    out = np.empty((params[2].shape[0], X.shape[1]))
    for j in range(X.shape[1]):
        out[:, j : j + 1] = fwd(params, X[:, j : j + 1])[3]
    return out


class P:
    def __call__(self, params, X):
        return fwd(params, X)[-1]


right("predict")(P())
right("predict")(partial(lambda k, params, X: fwd(params, X)[k], 3))


@right("perturb")
def _(params, rng, width):
    n = sum(p.size for p in params)
    e = rng.uniform(-width, width, n)
    out = []
    i = 0
    for p in params:
        out.append(p + e[i : i + p.size].reshape(p.shape))
        i += p.size
    return out


@right("perturb")
def _(params, rng, width):
    return Params(*[p - rng.uniform(-width, width, p.shape) for p in params])


@right("hill_climb")
def _(f, start, rng, width, turns):
    best = Params(*(p.copy() for p in start))
    bc = float("inf")
    cur = best
    costs = []
    for _ in range(turns):
        c = f(cur)
        if c < bc:
            bc = c
            best = Params(*(p.copy() for p in cur))
        costs.append(bc)
        cur = Params(*(p.copy() for p in best))
        for p in cur:
            p += rng.uniform(-width, width, p.shape)
    return best, costs


@right("hill_climb")
def _(f, start, rng, width, turns):
    best = start
    costs = np.zeros(turns)
    for t in range(turns):
        cand = sh(best, rng, width) if t else start
        if t == 0 or f(cand) < costs[t - 1]:
            best = cand
            costs[t] = f(cand)
        else:
            costs[t] = costs[t - 1]
    return best, costs


@right("hill_climb")
def _(f, start, rng, width, turns):
    cache = {}

    def g(p):
        k = tuple(np.concatenate([a.ravel() for a in p]))
        if k not in cache:
            cache[k] = f(p)
        return cache[k]

    b = start
    c = []
    for _ in range(turns):
        x = sh(b, rng, width)
        b = min([b, x], key=g)
        c.append(g(b))
    return b, c


@right("hill_climb")
def _(f, start, rng, width, turns):
    best = start
    low = f(start)
    costs = []
    for _ in range(turns):
        x = tuple(a + rng.uniform(-width, width, a.shape) for a in best)
        v = f(x)
        if v <= low:
            best, low = x, v
        costs += [low]
    return best, np.array(costs)


@right("es_gradient")
def _(f, params, rng, sigma, pairs):
    acc = [np.zeros_like(p) for p in params]
    for _ in range(pairs):
        e = [rng.normal(size=p.shape) for p in params]
        d = (
            (
                f(Params(*(p + sigma * n for p, n in zip(params, e))))
                - f(Params(*(p - sigma * n for p, n in zip(params, e))))
            )
            / 2
            / sigma
        )
        for a, n in zip(acc, e):
            a += d * n / pairs
    return Params(*acc)


@right("es_gradient")
def _(f, params, rng, sigma, pairs):
    E = [[rng.standard_normal(p.shape) * sigma for p in params] for _ in range(pairs)]
    w = [f([p - n for p, n in zip(params, e)]) - f([p + n for p, n in zip(params, e)]) for e in E]
    return [-np.mean([k * e[i] for k, e in zip(w, E)], axis=0) / (2 * sigma**2) for i in range(4)]


@right("wire_xor")
def _():
    return Params(
        np.array([[6.0, 6.0], [-6.0, -6.0]]) * 2,
        np.array([[-3.0], [9.0]]) * 2,
        np.array([[7.0, 7.0]]) * 2,
        np.array([[-10.5]]) * 2,
    )


@right("hidden_delta")
def _(W2, delta2, A1):
    out = np.zeros(A1.shape)
    for j in range(A1.shape[0]):
        for m in range(A1.shape[1]):
            out[j, m] = sum(W2[k, j] * delta2[k, m] for k in range(len(W2))) * (
                A1[j, m] - A1[j, m] ** 2
            )
    return out


@right("ignores_its_input")
def _(predict, params):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(2, 6))
    A = predict(params, X)
    return not all(
        np.allclose(predict(params, X[:, [i]]), A[:, [i]]) for i in range(6)
    ) or np.allclose(A, A[:, :1])


@wrong("ignores_its_input")  # right once; answers to many leftover samples differ as well
def _(predict, params):
    a = predict(params, np.array([[0.0, 1.0], [0.0, 1.0]]))
    return np.ptp(a) < 1e-9
