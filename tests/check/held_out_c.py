"""Answers in unusual styles: objects that are called, partials, einsum, recursion, single precision,
Fortran order, dataclasses that are sequences; and mistakes in the same dress.

``RIGHT`` are (exercise, function). ``WRONG`` are (exercise, names, function). Written before the checks
were tried on any of it.

First score: right accepted 61/61, wrong rejected 195/195, fairly named 155/162.
"""

# ruff: noqa

import functools
import itertools
import math
import operator
from collections import UserList, deque, namedtuple
from dataclasses import astuple, dataclass

import numpy as np

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


Four = namedtuple("Four", "w c v d")


@dataclass
class Sequence4:
    W1: object
    b1: object
    W2: object
    b2: object

    def __len__(self):
        return 4

    def __getitem__(self, i):
        return (self.W1, self.b1, self.W2, self.b2)[i]


def logistic(z):
    return np.exp(-np.logaddexp(0.0, -np.asarray(z, dtype=float)))


def layers(params, X):
    w, c, v, d = params
    Z1 = np.einsum("hi,im->hm", w, X) + c
    A1 = logistic(Z1)
    Z2 = np.einsum("oh,hm->om", v, A1) + d
    return Z1, A1, Z2, logistic(Z2)


def slopes(params, X, Y, out=None, hid=None, back=None, m=1):
    _, A1, _, A2 = layers(params, X)
    e = A2 - Y if out is None else out(A2, Y)
    b = params[2].T @ e if back is None else back(params, e)
    g = b * (A1 * (1 - A1) if hid is None else hid(A1))
    return [
        q / m
        for q in (g @ np.transpose(X), g.sum(1, keepdims=True), e @ A1.T, e.sum(1, keepdims=True))
    ]


def nats(P, Y):
    P = np.clip(P, 1e-14, 1 - 1e-14)
    return float(-(np.sum(np.log(P[Y == 1])) + np.sum(np.log1p(-P[Y == 0]))))


def minus(params, g, rate):
    return Four(*map(lambda p, q: p - rate * q, params, g))


def noisy(params, rng, width):
    return [p + rng.uniform(-width, width, np.shape(p)) for p in params]


# sigmoid


@right("sigmoid")
class _:
    def __new__(cls, z):
        z = np.asarray(z, dtype=float)
        return np.where(z > 0, 1, np.exp(np.minimum(z, 0))) / (1 + np.exp(-np.abs(z)))


right("sigmoid")(functools.partial(lambda half, z: half + half * np.tanh(half * z), 0.5))
right("sigmoid")(
    np.vectorize(
        lambda z: 1 / (1 + math.exp(-z)) if z > 0 else 1 - 1 / (1 + math.exp(z)), otypes=[float]
    )
)


@right("sigmoid")
def _(z):
    z = np.array(z, dtype=np.float64, order="F")
    neg = z < 0
    np.abs(z, out=z)
    np.negative(z, out=z)
    np.exp(z, out=z)
    r = 1 / (1 + z)
    return np.where(neg, z * r, r)


@right("sigmoid")
def sigmoid_recursive(z):
    if np.ndim(z):
        return np.array([sigmoid_recursive(v) for v in z])
    return math.exp(z) / (1 + math.exp(z)) if z < 0 else 1 / (1 + math.exp(-z))


wrong("sigmoid", "negative-side-forgotten")(lambda z: 1 / (1 + np.exp(-np.abs(z))))
wrong("sigmoid", "negative-side-forgotten")(lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))
wrong("sigmoid", "sign-flipped")(functools.partial(lambda s, z: logistic(s * np.asarray(z)), -1))
wrong("sigmoid", "scalar-only")(lambda z: 1 / (1 + math.exp(-z)) if z > -700 else 0.0)
wrong("sigmoid", "overflow")(lambda z: 1 / (1 + np.e ** -np.asarray(z, dtype=float)))
wrong("sigmoid", "overflow")(lambda z: np.reciprocal(1 + np.exp(np.multiply(-1.0, z))))
wrong("sigmoid", "integer-result")(lambda z: logistic(z).astype(np.asarray(z).dtype))
wrong("sigmoid", "derivative-instead")(
    lambda z: np.gradient(
        [logistic(np.asarray(z) - 1e-4), logistic(np.asarray(z) + 1e-4)], 2e-4, axis=0
    )[0]
)
wrong("sigmoid", "factor-two", "tanh-instead")(lambda z: (1 + np.tanh(z)) / 2)
wrong("sigmoid")(lambda z: logistic(z).ravel())
wrong("sigmoid")(lambda z: logistic(z).tolist() if np.ndim(z) < 2 else logistic(z).T.tolist())
wrong("sigmoid")(lambda z: 0.5 + np.asarray(z) / (2 * (1 + np.abs(z))))


@wrong("sigmoid")
def _(z):
    z = np.asarray(z)
    z[...] = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    return z


# forward


@right("forward")
class Pass:
    def __new__(cls, params, X):
        return Sequence4(*layers(params, X))


right("forward")(lambda p, X: UserList(layers(p, X)))
right("forward")(lambda p, X: deque(layers(p, X)))
right("forward")(
    lambda p, X: tuple(z for z in layers([np.asfortranarray(q) for q in p], np.asfortranarray(X)))
)
right("forward")(lambda p, X: tuple(z.astype(np.float32) for z in layers(p, X)))


@right("forward")
def _(p, X):
    def layer(a, rest):
        if not rest:
            return ()
        z = np.column_stack([rest[0] @ col for col in np.transpose(a)]) + rest[1]
        return (z, logistic(z), *layer(logistic(z), rest[2:]))

    return layer(X, tuple(p))


@right("forward")
def _(p, X):
    ones = np.ones((1, np.shape(X)[1]))
    Z1 = np.hstack([p[0], p[1]]) @ np.vstack([X, ones])
    Z2 = np.block([p[2], p[3]]) @ np.concatenate([logistic(Z1), ones])
    return np.array([Z1, logistic(Z1), Z2, logistic(Z2), None], dtype=object)[:4]


wrong("forward", "bias-forgotten")(lambda p, X: layers((p[0], 0 * p[1], p[2], 0 * p[3]), X))
wrong("forward", "bias-forgotten")(lambda p, X: layers((*p[:3], np.zeros_like(p[3])), X))
wrong("forward", "bias-subtracted")(lambda p, X: layers((p[0], -p[1], p[2], p[3]), X))
wrong("forward", "weights-transposed")(
    lambda p, X: layers(
        (np.reshape(p[0], p[0].shape[::-1]) if len(set(p[0].shape)) > 1 else p[0].T, *p[1:]), X
    )
)
wrong("forward", "no-output-activation")(lambda p, X: (*layers(p, X)[:3], layers(p, X)[2]))
wrong("forward", "activation-twice")(lambda p, X: (*layers(p, X)[:3], logistic(layers(p, X)[3])))
wrong("forward", "other-order")(lambda p, X: operator.itemgetter(0, 2, 1, 3)(layers(p, X)))
wrong("forward", "wrong-count")(lambda p, X: layers(p, X)[1::2])
wrong("forward")(lambda p, X: [layers(p, X)[k] if k else np.abs(layers(p, X)[0]) for k in range(4)])
wrong("forward")(lambda p, X: iter(layers(p, X)))
wrong("forward", "softmax-instead")(
    lambda p, X: (*layers(p, X)[:3], np.exp(layers(p, X)[2]) / np.exp(layers(p, X)[2]).sum(0))
)
wrong("forward", "one-bias-for-all")(
    lambda p, X: layers((p[0], np.full_like(p[1], p[1].mean()), *p[2:]), X)
)


@wrong("forward", "changes-arguments")
def _(p, X):
    X -= X.mean(axis=1, keepdims=True) * 0
    X *= 2
    r = layers(p, X / 2)
    return r


@wrong("forward")
def forward_memo(p, X, seen={}):
    return seen.setdefault(X.shape + p[0].shape, layers(p, X))


# wire_xor

right("wire_xor")(lambda: Sequence4([[9, -9], [-9, 9]], [[-4], [-4]], [[12, 12]], [[-6]]))
right("wire_xor")(
    functools.partial(
        lambda k: [
            k * np.array(q, dtype=float)
            for q in ([[1, 1], [1, 1]], [[-0.5], [-1.5]], [[1, -1]], [[-0.5]])
        ],
        25,
    )
)
wrong("wire_xor", "solves-or")(lambda: ([[20, 20], [20, 20]], [[-10], [-10]], [[20, 20]], [[-10]]))
wrong("wire_xor", "answers-swapped")(
    lambda: ([[20, 20], [20, 20]], [[-10], [-30]], [[-20, 20]], [[10]])
)
wrong("wire_xor", "other-shape")(lambda: ([[20, 20], [20, 20]], [-10, -30], [20, -20], [-10]))
wrong("wire_xor")(lambda: [np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1))])


# cost

right("cost")(nats)
right("cost")(
    lambda P, Y: math.fsum(
        -math.log(max(p if y else 1 - p, 1e-300))
        for p, y in zip(np.ravel(P).tolist(), np.ravel(Y).tolist())
    )
)
right("cost")(
    lambda P, Y: functools.reduce(
        lambda s, k: s - math.log(abs(1 - k[1] - k[0]) or 1e-15), zip(P.flat, Y.flat), 0.0
    )
)
right("cost")(lambda P, Y: np.float32(nats(P, Y)))
right("cost")(lambda P, Y: np.einsum("ij->", -np.log(np.maximum(Y * P + (1 - Y) * (1 - P), 1e-12))))


@wrong("cost", "product-first")  # as right it was handed in: for a handful of answers it is
class _:
    def __new__(cls, P, Y):
        P = np.array(P, order="F")
        P[P <= 0], P[P >= 1] = 1e-13, 1 - 1e-13
        return -np.log(np.prod(np.where(Y > 0.5, P, 1 - P)))


wrong("cost", "mean-not-sum")(lambda P, Y: nats(P, Y) / np.size(Y))
wrong("cost", "mean-not-sum")(
    lambda P, Y: np.average([nats(P[:, [k]], Y[:, [k]]) for k in range(P.shape[1])])
)
wrong("cost", "sign-flipped")(lambda P, Y: operator.neg(nats(P, Y)))
wrong("cost", "wrong-log-base")(
    lambda P, Y: sum(-math.log2(max(p if y else 1 - p, 1e-300)) for p, y in zip(P.flat, Y.flat))
)
wrong("cost", "first-output-only")(lambda P, Y: nats(P[0], Y[0]))
wrong("cost", "last-sample-only")(lambda P, Y: nats(P[:, -1:], Y[:, -1:]))
wrong("cost", "log-of-zero")(lambda P, Y: float(-np.sum(np.log(np.where(Y == 1, P, 1 - P)))))
wrong("cost", "negative-class-forgotten")(
    lambda P, Y: float(-np.log(np.maximum(P[Y == 1], 1e-15)).sum())
)
wrong("cost", "squared-error")(lambda P, Y: np.linalg.norm(P - Y) ** 2)
wrong("cost", "labels-swapped")(lambda P, Y: nats(1 - P, Y))
wrong("cost", "protection-too-strong")(lambda P, Y: nats(np.clip(P, 0.01, 0.99), Y))
wrong("cost", "number-in-an-array")(lambda P, Y: np.array([nats(P, Y)]))
wrong("cost", "not-summed")(lambda P, Y: [nats(P[:, [k]], Y[:, [k]]) for k in range(P.shape[1])])
wrong("cost")(lambda P, Y: nats(P, Y) + 1e-3)
wrong("cost")(lambda P, Y: nats(P, Y) if P.shape[0] == 1 else nats(P[::-1], Y))


@wrong("cost", "changes-arguments")
def _(P, Y):
    P[P == 0] = 1e-300
    P[P == 1] -= 1e-16 * 4
    return nats(P, Y)


# gradients

right("gradients")(lambda p, X, Y: Sequence4(*slopes(p, X, Y)))
right("gradients")(lambda p, X, Y: tuple(np.asfortranarray(g) for g in slopes(p, X, Y)))
right("gradients")(lambda p, X, Y: [g.tolist() for g in slopes(p, X, Y)])
right("gradients")(
    lambda p, X, Y: functools.reduce(
        lambda a, b: [s + t for s, t in zip(a, b)],
        (slopes(p, X[:, [k]], Y[:, [k]]) for k in range(X.shape[1])),
    )
)


@right("gradients")
class Backprop:
    def __new__(cls, p, X, Y):
        _, A, _, P = layers(p, X)
        E = P - Y
        D = np.einsum("oh,om,hm,hm->hm", p[2], E, A, 1 - A)
        return (
            np.einsum("hm,im->hi", D, X),
            np.einsum("hm->h", D)[:, None],
            np.einsum("om,hm->oh", E, A),
            np.einsum("om->o", E)[:, None],
        )


@right("gradients")
def _(p, X, Y):
    def by_halves(lo, hi):
        if hi - lo == 1:
            return slopes(p, X[:, lo:hi], Y[:, lo:hi])
        mid = (lo + hi) // 2
        return [a + b for a, b in zip(by_halves(lo, mid), by_halves(mid, hi))]

    return by_halves(0, X.shape[1])


wrong("gradients", "mean-not-sum")(lambda p, X, Y: slopes(p, X, Y, m=np.shape(X)[1]))
wrong("gradients", "sign-flipped")(lambda p, X, Y: slopes(p, X, Y, out=lambda A, y: y - A))
wrong("gradients", "hidden-slope-forgotten")(lambda p, X, Y: slopes(p, X, Y, hid=lambda a: 1))
wrong("gradients", "tanh-slope")(lambda p, X, Y: slopes(p, X, Y, hid=lambda a: (1 - a) * (1 + a)))
wrong("gradients", "slope-taken-twice")(
    lambda p, X, Y: slopes(p, X, Y, hid=lambda a: logistic(a) * logistic(-a))
)
wrong("gradients", "output-slope-extra")(
    lambda p, X, Y: slopes(p, X, Y, out=lambda A, y: (A - y) * A * (1 - A))
)
wrong("gradients", "weights-forgotten")(
    lambda p, X, Y: slopes(
        p, X, Y, back=lambda q, e: np.broadcast_to(e.sum(0), (len(q[0]), e.shape[1]))
    )
)
wrong("gradients", "leaked-index")(
    lambda p, X, Y: slopes(p, X, Y, back=lambda q, e: np.outer(q[2][-1], e[-1]))
)
wrong("gradients", "labels-forgotten")(lambda p, X, Y: slopes(p, X, 0 * Y))
wrong("gradients", "factor-two")(lambda p, X, Y: slopes(p, X, Y, m=0.5))
wrong("gradients", "part-missing", "bias-missing")(
    lambda p, X, Y: [
        g if g.shape[1] > 1 or k == 2 else 0 * g for k, g in enumerate(slopes(p, X, Y))
    ]
)
wrong("gradients", "bias-not-summed")(
    lambda p, X, Y: [g if k % 2 == 0 else g / X.shape[1] for k, g in enumerate(slopes(p, X, Y))]
)
wrong("gradients", "last-sample-only")(lambda p, X, Y: slopes(p, X[:, -1:], Y[:, -1:]))
wrong("gradients", "first-sample-only")(lambda p, X, Y: slopes(p, X[:, :1], Y[:, :1]))
wrong("gradients", "other-order")(lambda p, X, Y: slopes(p, X, Y)[2:] + slopes(p, X, Y)[:2])
wrong("gradients", "rounded")(lambda p, X, Y: [np.round(g, 3) for g in slopes(p, X, Y)])
wrong("gradients", "first-output-only")(
    lambda p, X, Y: slopes(p, X, Y, back=lambda q, e: q[2][:1].T @ e[:1])
)
wrong("gradients", "output-slope-extra", "factor-two")(
    lambda p, X, Y: slopes(p, X, Y, out=lambda A, y: 2 * (A - y) * A * (1 - A))
)


@wrong("gradients", "stale-weights")
class Remembering:
    kept = {}

    def __new__(cls, p, X, Y):
        w = cls.kept.setdefault(p[2].shape, p[2].copy())
        return slopes(p, X, Y, back=lambda q, e: w.T @ e)


@wrong("gradients", "changes-arguments")
def _(p, X, Y):
    g = slopes(p, X, Y)
    Y -= layers(p, X)[3]
    return g


# step

right("step")(
    lambda p, g, rate: Sequence4(*[np.asfortranarray(a) - rate * b for a, b in zip(p, g)])
)
right("step")(
    lambda p, g, r: (
        lambda flat: [
            q.reshape(a.shape)
            for q, a in zip(np.split(flat, np.cumsum([a.size for a in p])[:-1]), p)
        ]
    )(np.hstack([a.ravel() for a in p]) - r * np.hstack([b.ravel() for b in g]))
)
right("step")(
    lambda p, g, r: tuple(map(functools.partial(lambda k, a, b: (a / k - b) * k, r), p, g))
)
wrong("step", "uphill")(lambda p, g, r: minus(p, g, -r))
wrong("step", "rate-squared")(lambda p, g, r: minus(p, [r * q for q in g], r))
wrong("step", "rate-divides")(lambda p, g, r: minus(p, g, 1 / r))
wrong("step", "nothing-moves")(lambda p, g, r: [a.copy() for a in p])
wrong("step", "biases-forgotten")(
    lambda p, g, r: [a - r * b if a.shape[1] > 1 else a for a, b in zip(p, g)]
)
wrong("step")(lambda p, g, r: minus(p, [np.sign(q) for q in g], r))
wrong("step")(lambda p, g, r: minus(p, [q / np.linalg.norm(q) for q in g], r))
wrong("step", "gradient-returned")(lambda p, g, r: [r * q for q in g])
wrong("step", "rate-forgotten")(lambda p, g, r: list(map(operator.sub, p, g)))


@wrong("step", "stale-weights")
def step_with_momentum(p, g, r, v={}):
    old = v.get(p[0].shape, [0 * q for q in g])
    v[p[0].shape] = new = [0.9 * a + b for a, b in zip(old, g)]
    return minus(p, new, r)


@wrong("step", "changes-arguments")
def _(p, g, r):
    for q in g:
        np.multiply(q, r, out=q)
    return [a - b for a, b in zip(p, g)]


# numerical_gradients


def measured(f, p, move, places=None):
    base = [np.array(a, dtype=float) for a in p]

    def one(k, at):
        def F(d):
            q = [a.copy() for a in base]
            q[k][at] += d
            return f(Four(*q))

        return move(F)

    return [
        np.array([[one(k, (i, j)) for j in range(a.shape[1])] for i in range(a.shape[0])])
        for k, a in enumerate(base)
    ]


right("numerical_gradients")(
    lambda f, p, h=1e-5: Sequence4(*measured(f, p, lambda F: (F(h) - F(-h)) / (2 * h)))
)
right("numerical_gradients")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: 0.5 * (F(h) / h - F(-h) / h))
)
right("numerical_gradients")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: ((F(h) - F(0)) / h + (F(0) - F(-h)) / h) / 2)
)
wrong("numerical_gradients", "one-sided")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: (F(0) - F(-h)) / h)
)
wrong("numerical_gradients", "step-not-halved")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: (F(h) - F(-h)) / h)
)
wrong("numerical_gradients", "sign-flipped")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: (F(-h) - F(h)) / (2 * h))
)
wrong("numerical_gradients")(lambda f, p, h=1e-5: measured(f, p, lambda F: (F(h) - F(-h)) / 2))
wrong("numerical_gradients", "h-ignored")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: (F(1e-4) - F(-1e-4)) / 2e-4)
)
wrong("numerical_gradients", "step-too-small")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: (F(h**3) - F(-(h**3))) / (2 * h**3))
)
wrong("numerical_gradients", "step-too-small")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: (F(1e-18) - F(-1e-18)) / 2e-18)
)
right("numerical_gradients")(
    lambda f, p, h=1e-5: [
        g.astype(a.dtype) for g, a in zip(measured(f, p, lambda F: (F(h) - F(-h)) / (2 * h)), p)
    ]
)
wrong("numerical_gradients", "nothing-moves")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: (F(0) - F(0)) / (2 * h))
)
wrong("numerical_gradients", "other-arguments")(
    lambda f, p, h=1e-2: measured(f, p, lambda F: (F(h) - F(-h)) / (2 * h))
)
wrong("numerical_gradients")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: abs(F(h) - F(-h)) / (2 * h))
)
wrong("numerical_gradients")(
    lambda f, p, h=1e-5: measured(f, p, lambda F: (F(h) - F(-h)) / (2 * h))[0]
)


# relative_error

right("relative_error")(
    lambda a, b: (
        math.dist(np.ravel(a), np.ravel(b))
        / (math.hypot(*np.ravel(a)) + math.hypot(*np.ravel(b)) or 1.0)
    )
)
right("relative_error")(
    lambda a, b: (
        np.nan_to_num(
            np.divide(
                np.sqrt(np.sum(np.square(a - b))), np.sqrt(np.vdot(a, a)) + np.sqrt(np.vdot(b, b))
            )
        )
        if np.any(a) or np.any(b)
        else 0
    )
)
wrong("relative_error", "zero-over-zero")(
    lambda a, b: np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
)
wrong("relative_error", "one-norm-only")(
    lambda a, b: math.dist(a.flat, b.flat) / (max(math.hypot(*a.flat), math.hypot(*b.flat)) or 1)
)
wrong("relative_error", "other-norm")(
    lambda a, b: np.abs(a - b).sum() / ((np.abs(a) + np.abs(b)).sum() or 1)
)
wrong("relative_error", "absolute-error")(lambda a, b: math.dist(a.flat, b.flat))
wrong("relative_error", "squared")(
    lambda a, b: np.sum((a - b) ** 2) / (np.sum(a**2) + np.sum(b**2) or 1)
)
wrong("relative_error")(
    lambda a, b: np.mean(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-30))
)
wrong("relative_error", "protection-too-strong")(
    lambda a, b: np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-8)
)
wrong("relative_error")(
    lambda a, b: np.linalg.norm(a / (np.linalg.norm(a) or 1) - b / (np.linalg.norm(b) or 1)) / 2
)


# initialise

SHAPES = (2, 2), (2, 1), (1, 2), (1, 1)
right("initialise")(
    lambda rng, scale: Sequence4(
        *[np.asfortranarray(rng.uniform(-scale, scale, s)) for s in SHAPES]
    )
)
right("initialise")(
    lambda rng, scale: [
        np.array([[rng.uniform(-scale, scale) for _ in range(c)] for _ in range(r)])
        for r, c in SHAPES
    ]
)
right("initialise")(
    lambda rng, s: (lambda v: (v[:4].reshape(2, 2), v[4:6, None], v[None, 6:8], v[8:, None]))(
        s * (2 * rng.random(9) - 1)
    )
)
right("initialise")(
    lambda rng, s: [(s * (1 - 2 * rng.random(k, dtype=np.float32))) for k in SHAPES]
)
wrong("initialise", "one-sided-range")(lambda rng, s: [s * rng.random(k) for k in SHAPES])
wrong("initialise", "half-range")(lambda rng, s: [s * (rng.random(k) - 0.5) for k in SHAPES])
wrong("initialise", "normal-instead")(lambda rng, s: [rng.normal(scale=s, size=k) for k in SHAPES])
wrong("initialise", "normal-instead", "uneven-draws")(
    lambda rng, s: [np.clip(rng.normal(scale=s / 2, size=k), -s, s) for k in SHAPES]
)
wrong("initialise", "uneven-draws")(lambda rng, s: [rng.triangular(-s, 0, s, k) for k in SHAPES])
wrong("initialise", "integer-result", "uneven-draws")(
    lambda rng, s: [rng.choice([-s, s], k) for k in SHAPES]
)
wrong("initialise", "biases-zero")(
    lambda rng, s: [rng.uniform(-s, s, k) * (k[1] > 1) for k in SHAPES]
)
wrong("initialise", "all-equal")(lambda rng, s: [np.full(k, rng.uniform(-s, s)) for k in SHAPES])
wrong("initialise", "global-random")(
    lambda rng, s: [np.random.default_rng(k[0]).uniform(-s, s, k) for k in SHAPES]
)
wrong("initialise", "other-shape")(lambda rng, s: [rng.uniform(-s, s, k[::-1]) for k in SHAPES])
wrong("initialise")(lambda rng, s: map(lambda k: rng.uniform(-s, s, k), SHAPES))


# train


@right("train")
class Training:
    def __new__(cls, p, X, Y, rate, epochs):
        def go(q, left):
            if not left:
                return q, []
            end, rest = go(minus(q, slopes(q, X, Y), rate), left - 1)
            return end, [nats(layers(q, X)[3], Y), *rest]

        return go(p, epochs)


right("train")(
    lambda p, X, Y, r, n: (
        lambda path: (path[-1], np.array([nats(layers(q, X)[3], Y) for q in path[:-1]]))
    )(list(itertools.accumulate(range(n), lambda q, _: minus(q, slopes(q, X, Y), r), initial=p)))
)


@right("train")
def _(p, X, Y, rate, epochs):
    own, costs = [np.array(a, order="F") for a in p], deque()
    while len(costs) < epochs:
        costs.append(nats(layers(own, X)[3], Y))
        for a, g in zip(own, slopes(own, X, Y)):
            a -= rate * g
    return Sequence4(*own), tuple(costs)


def loop(p, n, move, price):
    costs = []
    for k in range(n):
        costs.append(price(p, k))
        p = move(p, k)
    return p, costs


wrong("train", "uphill")(
    lambda p, X, Y, r, n: loop(
        p, n, lambda q, k: minus(q, slopes(q, X, Y), -r), lambda q, k: nats(layers(q, X)[3], Y)
    )
)
wrong("train", "mean-not-sum")(
    lambda p, X, Y, r, n: loop(
        p,
        n,
        lambda q, k: minus(q, slopes(q, X, Y, m=X.shape[1]), r),
        lambda q, k: nats(layers(q, X)[3], Y),
    )
)
wrong("train", "mean-not-sum")(
    lambda p, X, Y, r, n: loop(
        p,
        n,
        lambda q, k: minus(q, slopes(q, X, Y), r),
        lambda q, k: nats(layers(q, X)[3], Y) / X.shape[1],
    )
)
wrong("train", "stale-weights")(
    lambda p, X, Y, r, n: loop(
        p,
        n,
        lambda q, k, g=[]: minus(q, g[0] if g else g.append(slopes(q, X, Y)) or g[0], r),
        lambda q, k: nats(layers(q, X)[3], Y),
    )
)
wrong("train", "reset-every-epoch")(
    lambda p, X, Y, r, n: loop(
        p, n, lambda q, k: minus(p, slopes(p, X, Y), r), lambda q, k: nats(layers(q, X)[3], Y)
    )
)
wrong("train", "stale-cost")(
    lambda p, X, Y, r, n: loop(
        p, n, lambda q, k: minus(q, slopes(q, X, Y), r), lambda q, k: nats(layers(p, X)[3], Y)
    )
)
wrong("train", "off-by-one")(
    lambda p, X, Y, r, n: loop(
        p, n + 1, lambda q, k: minus(q, slopes(q, X, Y), r), lambda q, k: nats(layers(q, X)[3], Y)
    )
)
wrong("train", "one-sample-only")(
    lambda p, X, Y, r, n: loop(
        p,
        n,
        lambda q, k: minus(
            q, slopes(q, X[:, k % X.shape[1]][:, None], Y[:, k % X.shape[1]][:, None]), r
        ),
        lambda q, k: nats(layers(q, X)[3], Y),
    )
)
wrong("train", "per-sample")(
    lambda p, X, Y, r, n: loop(
        p,
        n,
        lambda q, k: functools.reduce(
            lambda s, i: minus(s, slopes(s, X[:, [i]], Y[:, [i]]), r), range(X.shape[1]), q
        ),
        lambda q, k: nats(layers(q, X)[3], Y),
    )
)
wrong("train")(
    lambda p, X, Y, r, n: loop(
        p,
        n,
        lambda q, k: minus(q, slopes(q, X, Y), r / (1 + k)),
        lambda q, k: nats(layers(q, X)[3], Y),
    )
)
wrong("train")(
    lambda p, X, Y, r, n: loop(
        p,
        n,
        lambda q, k: minus(q, slopes(q, X, Y, hid=lambda a: 1), r),
        lambda q, k: nats(layers(q, X)[3], Y),
    )
)
wrong("train", "other-order")(
    lambda p, X, Y, r, n: loop(
        p, n, lambda q, k: minus(q, slopes(q, X, Y), r), lambda q, k: nats(layers(q, X)[3], Y)
    )[::-1]
)
wrong("train", "cost-after-update")(
    lambda p, X, Y, r, n: loop(
        p,
        n,
        lambda q, k: minus(q, slopes(q, X, Y), r),
        lambda q, k: nats(layers(minus(q, slopes(q, X, Y), r), X)[3], Y),
    )
)


@wrong("train")
def train_resumes(p, X, Y, r, n, kept={}):
    p = kept.get(tuple(np.shape(a) for a in p), p)
    p, costs = loop(
        p, n, lambda q, k: minus(q, slopes(q, X, Y), r), lambda q, k: nats(layers(q, X)[3], Y)
    )
    kept[tuple(np.shape(a) for a in p)] = p
    return p, costs


# sgd_step

right("sgd_step")(lambda p, x, y, rate: Sequence4(*minus(p, slopes(p, x, y), rate)))
right("sgd_step")(lambda p, x, y, rate: [np.float32(a) for a in minus(p, slopes(p, x, y), rate)])


@right("sgd_step")
def _(p, x, y, rate):
    new = [a.copy() for a in p]
    _, a, _, out = layers(p, x)
    for k in range(len(y)):
        e = rate * (out[k, 0] - y[k, 0])
        new[3][k, 0] -= e
        for j in range(len(a)):
            new[2][k, j] -= e * a[j, 0]
            blame = e * p[2][k, j] * a[j, 0] * (1 - a[j, 0])
            new[1][j, 0] -= blame
            for i in range(len(x)):
                new[0][j, i] -= blame * x[i, 0]
    return new


@wrong("sgd_step", "stale-weights")
def _(p, x, y, rate):
    new = [a.copy() for a in p]
    _, a, _, out = layers(p, x)
    for k in range(len(y)):
        e = rate * (out[k, 0] - y[k, 0])
        new[3][k, 0] -= e
        for j in range(len(a)):
            new[2][k, j] -= e * a[j, 0]
            blame = e * new[2][k, j] * a[j, 0] * (1 - a[j, 0])
            new[1][j, 0] -= blame
            new[0][j] -= blame * x[:, 0]
    return new


@wrong("sgd_step", "leaked-index")
def _(p, x, y, rate):
    _, a, _, out = layers(p, x)
    W1, b1, W2, b2 = (q.copy() for q in p)
    e = out - y
    for k, j in itertools.product(range(len(y)), range(len(a))):
        W1[j] -= rate * p[2][k, j] * e[k] * a[j] * (1 - a[j]) * x[:, 0]
        W2[k, j] -= rate * e[k, 0] * a[j, 0]
    for j in range(len(a)):
        b1[j] -= rate * p[2][k, j] * e[k] * a[j] * (1 - a[j])
    return W1, b1, W2, b2 - rate * e


wrong("sgd_step", "uphill")(lambda p, x, y, r: minus(p, slopes(p, x, y, out=lambda A, t: t - A), r))
wrong("sgd_step", "rate-forgotten")(lambda p, x, y, r: minus(p, slopes(p, x, y), 1))
wrong("sgd_step", "gradient-returned")(lambda p, x, y, r: slopes(p, x, y))
wrong("sgd_step", "biases-forgotten")(
    lambda p, x, y, r: [
        a - r * g if k % 2 == 0 else a for k, (a, g) in enumerate(zip(p, slopes(p, x, y)))
    ]
)
wrong("sgd_step", "hidden-slope-forgotten")(
    lambda p, x, y, r: minus(p, slopes(p, x, y, hid=lambda a: 1.0), r)
)
wrong("sgd_step", "leaked-index")(
    lambda p, x, y, r: minus(p, slopes(p, x, y, hid=lambda a: a[-1] * (1 - a[-1])), r)
)
wrong("sgd_step", "weights-transposed")(
    lambda p, x, y, r: minus(
        p, slopes(p, x, y, back=lambda q, e: q[2].reshape(q[2].T.shape) @ e), r
    )
)
wrong("sgd_step")(lambda p, x, y, r: minus(p, [np.clip(g, -0.1, 0.1) for g in slopes(p, x, y)], r))
wrong("sgd_step", "stale-weights")(
    lambda p, x, y, r: (lambda q: [*minus(p, slopes((*p[:2], *q[2:]), x, y), r)[:2], *q[2:]])(
        minus(p, slopes(p, x, y), r)
    )
)


# predict


@right("predict")
class Net:
    def __new__(cls, params, X):
        return np.transpose(
            [
                logistic(params[2] @ logistic(params[0] @ x[:, None] + params[1]) + params[3])[:, 0]
                for x in np.transpose(X)
            ]
        )


right("predict")(lambda p, X: layers(p, X)[-1].astype(np.float32))
right("predict")(lambda p, X: np.asfortranarray(layers(p, X)[3]))
right("predict")(
    lambda p, X: np.hstack([layers(p, X[:, [k]])[3] for k in range(X.shape[1])]).tolist()
)
wrong("predict", "thresholded")(lambda p, X: np.rint(layers(p, X)[3]))
wrong("predict", "returns-logits")(lambda p, X: layers(p, X)[2])
wrong("predict", "flat-output")(lambda p, X: np.concatenate(layers(p, X)[3]))
wrong("predict", "samples-as-rows")(lambda p, X: np.stack(layers(p, X)[3], axis=1))
wrong("predict", "last-sample-only")(
    lambda p, X: functools.reduce(lambda _, k: layers(p, X[:, [k]])[3], range(X.shape[1]), None)
)
wrong("predict", "last-sample-only")(
    lambda p, X: np.repeat(layers(p, X)[3][:, -1:], X.shape[1], axis=1)
)
# It has lost the axis of the outputs as well.
wrong("predict", "first-output-only", "flat-output")(lambda p, X: layers(p, X)[3][0])
wrong("predict", "bias-forgotten")(lambda p, X: logistic(p[2] @ logistic(p[0] @ X)))
wrong("predict", "no-hidden-activation")(lambda p, X: logistic(p[2] @ (p[0] @ X + p[1]) + p[3]))
wrong("predict", "weights-transposed")(lambda p, X: layers((p[0].T, *p[1:]), X)[3])
wrong("predict")(lambda p, X: layers(p, X[::-1])[3])
wrong("predict")(lambda p, X: layers(p, X - X.mean(axis=1, keepdims=True))[3])
wrong("predict")(lambda p, X: 1 - layers(p, X)[3])


@wrong("predict")
def predict_remembers(params, X, cache={}):
    return cache.setdefault((X.shape, np.shape(params[0])), layers(params, X)[3])


# perturb

right("perturb")(lambda p, rng, w: Sequence4(*noisy(p, rng, w)))
right("perturb")(lambda p, rng, w: tuple(a - w + 2 * w * rng.random(a.shape) for a in p))
right("perturb")(
    lambda p, rng, w: [
        np.array([x + rng.uniform(-w, w) for x in a.flat]).reshape(a.shape) for a in p
    ]
)
wrong("perturb", "one-sided-noise")(
    lambda p, rng, w: [a + abs(rng.uniform(-w, w, a.shape)) for a in p]
)
wrong("perturb", "same-noise-everywhere")(
    lambda p, rng, w: [a + n for n in [rng.uniform(-w, w)] for a in p]
)
wrong("perturb", "same-noise-everywhere")(
    lambda p, rng, w: [a + rng.uniform(-w, w, (a.shape[0], 1)) for a in p]
)
wrong("perturb", "normal-instead")(lambda p, rng, w: [rng.normal(a, w) for a in p])
wrong("perturb", "noise-returned")(lambda p, rng, w: noisy([0 * a for a in p], rng, w))
wrong("perturb", "width-ignored")(lambda p, rng, w: noisy(p, rng, 1))
wrong("perturb", "biases-forgotten")(
    lambda p, rng, w: [b if k % 2 == 0 else a for k, (a, b) in enumerate(zip(p, noisy(p, rng, w)))]
)
wrong("perturb", "half-range")(lambda p, rng, w: noisy(p, rng, w / 2))
wrong("perturb", "changes-arguments")(
    lambda p, rng, w: [a.__iadd__(rng.uniform(-w, w, a.shape)) for a in p]
)
wrong("perturb", "global-random")(lambda p, rng, w, own=np.random.default_rng(): noisy(p, own, w))
wrong("perturb")(
    lambda p, rng, w: [a + rng.uniform(-w, w, a.shape) * (rng.random(a.shape) < 0.5) for a in p]
)
wrong("perturb", "noise-multiplied")(
    lambda p, rng, w: [a * (1 + rng.uniform(-w, w, a.shape)) for a in p]
)


# hill_climb


@right("hill_climb")
class Climb:
    def __new__(cls, f, start, rng, width, turns):
        best, costs = (f(start), start), []
        for _ in range(turns):
            candidate = noisy(best[1], rng, width)
            best = min(best, (f(candidate), candidate), key=operator.itemgetter(0))
            costs.append(best[0])
        return best[1], costs


@right("hill_climb")
def _(f, start, rng, width, turns):
    def climb(best, low, left):
        if left == 0:
            return best, ()
        new = noisy(best, rng, width)
        price = f(new)
        if price < low:
            best, low = new, price
        end, rest = climb(best, low, left - 1)
        return end, (low, *rest)

    return climb([a.copy() for a in start], f(start), turns)


def climbing(
    f,
    start,
    rng,
    width,
    turns,
    better=operator.lt,
    base=lambda best, last, s: best,
    give=lambda best, last, s: best,
    log=lambda low, v: low,
    noise=noisy,
):
    best, low, last, costs = start, f(start), start, []
    for _ in range(turns):
        last = noise(base(best, last, start), rng, width)
        v = f(last)
        if better(v, low):
            best, low = last, v
        costs.append(log(low, v))
    return give(best, last, start), costs


right("hill_climb")(functools.partial(climbing, better=operator.le))
wrong("hill_climb", "uphill")(functools.partial(climbing, better=operator.gt))
wrong("hill_climb", "walks-from-last")(functools.partial(climbing, base=lambda b, l, s: l))
wrong("hill_climb", "walks-from-start")(functools.partial(climbing, base=lambda b, l, s: s))
wrong("hill_climb", "forgets-best")(functools.partial(climbing, give=lambda b, l, s: l))
wrong("hill_climb", "forgets-best")(functools.partial(climbing, give=lambda b, l, s: s))
wrong("hill_climb", "lists-candidates")(functools.partial(climbing, log=lambda low, v: v))
wrong("hill_climb", "accepts-worse")(functools.partial(climbing, better=lambda v, low: True))
wrong("hill_climb", "accepts-worse")(
    functools.partial(climbing, better=lambda v, low: v < low + 0.5)
)
wrong("hill_climb", "one-sided-noise")(
    functools.partial(climbing, noise=lambda p, rng, w: [a + rng.uniform(0, w, a.shape) for a in p])
)
wrong("hill_climb", "same-noise-everywhere")(
    functools.partial(
        climbing, noise=lambda p, rng, w: [a + n for n in [rng.uniform(-w, w)] for a in p]
    )
)
wrong("hill_climb", "half-range", "width-ignored")(
    functools.partial(climbing, noise=lambda p, rng, w: noisy(p, rng, w / 2))
)
wrong("hill_climb", "normal-instead")(
    functools.partial(climbing, noise=lambda p, rng, w: [rng.normal(a, w) for a in p])
)
wrong("hill_climb", "biases-forgotten")(
    functools.partial(
        climbing,
        noise=lambda p, rng, w: [
            a if k % 2 else a + rng.uniform(-w, w, a.shape) for k, a in enumerate(p)
        ],
    )
)
wrong("hill_climb", "global-random")(
    functools.partial(climbing, noise=lambda p, rng, w: noisy(p, np.random, w))
)
wrong("hill_climb")(
    functools.partial(
        climbing, noise=lambda p, rng, w: [a * rng.uniform(1 - w, 1 + w, a.shape) for a in p]
    )
)
wrong("hill_climb")(lambda f, start, rng, width, turns: climbing(f, start, rng, width, turns)[0])


# es_gradient


def antithetic(
    f,
    params,
    rng,
    sigma,
    pairs,
    weigh=lambda up, down, s: (up - down) / (2 * s),
    draw=None,
    total=np.mean,
):
    flat = np.hstack([np.ravel(p) for p in params])
    cuts = np.cumsum([np.size(p) for p in params])[:-1]
    back = lambda v: [q.reshape(np.shape(p)) for q, p in zip(np.split(v, cuts), params)]
    E = (draw or (lambda g, n: g.standard_normal(n)))(rng, (pairs, flat.size))
    W = np.array([weigh(f(back(flat + sigma * e)), f(back(flat - sigma * e)), sigma) for e in E])
    return back(total(W[:, None] * E, axis=0))


right("es_gradient")(antithetic)
right("es_gradient")(lambda f, p, rng, s, n: Sequence4(*antithetic(f, p, rng, s, n)))
right("es_gradient")(
    lambda f, p, rng, s, n: functools.reduce(
        lambda a, b: [x + y / n for x, y in zip(a, b)],
        (antithetic(f, p, rng, s, 1) for _ in range(n)),
        [0 * q for q in p],
    )
)
wrong("es_gradient", "mean-not-sum")(functools.partial(antithetic, total=np.sum))
wrong("es_gradient", "factor-two")(functools.partial(antithetic, weigh=lambda u, d, s: (u - d) / s))
wrong("es_gradient", "sigma-forgotten")(
    functools.partial(antithetic, weigh=lambda u, d, s: (u - d) / 2)
)
wrong("es_gradient", "sigma-twice")(
    functools.partial(antithetic, weigh=lambda u, d, s: (u - d) / (2 * s * s))
)
wrong("es_gradient", "sign-flipped")(
    functools.partial(antithetic, weigh=lambda u, d, s: (d - u) / (2 * s))
)
wrong("es_gradient", "not-antithetic")(functools.partial(antithetic, weigh=lambda u, d, s: u / s))
wrong("es_gradient", "not-gaussian")(
    functools.partial(antithetic, draw=lambda g, n: g.choice([-1.0, 1.0], n))
)
wrong("es_gradient", "not-gaussian")(
    functools.partial(antithetic, draw=lambda g, n: g.uniform(-math.sqrt(3), math.sqrt(3), n))
)
wrong("es_gradient", "global-random")(
    functools.partial(antithetic, draw=lambda g, n: np.random.default_rng(1).standard_normal(n))
)
wrong("es_gradient")(functools.partial(antithetic, weigh=lambda u, d, s: np.sign(u - d)))
wrong("es_gradient", "same-noise-everywhere")(
    functools.partial(
        antithetic, draw=lambda g, n: np.repeat(g.standard_normal((1, n[1])), n[0], axis=0)
    )
)
wrong("es_gradient", "last-pair-only")(functools.partial(antithetic, total=lambda q, axis: q[-1]))
wrong("es_gradient")(functools.partial(antithetic, total=np.median))


# hidden_delta, ignores_its_input, linear_in_rate

right("hidden_delta")(lambda V, e, a: np.einsum("oh,om,hm->hm", V, e, a - a**2))
right("hidden_delta")(
    lambda V, e, a: np.asfortranarray(
        np.array(
            [
                [sum(V[:, j] * e[:, m]) * a[j, m] * (1 - a[j, m]) for m in range(a.shape[1])]
                for j in range(len(a))
            ]
        )
    )
)
wrong("hidden_delta", "slope-incomplete")(lambda V, e, a: np.einsum("oh,om,hm->hm", V, e, 1 - a))
wrong("hidden_delta", "weights-transposed")(
    lambda V, e, a: np.reshape(V, (len(a), -1)) @ e * a * (1 - a)
)
wrong("hidden_delta", "leaked-index")(lambda V, e, a: np.outer(V[-1], e[-1]) * a * (1 - a))
wrong("hidden_delta", "leaked-index")(lambda V, e, a: V.T @ e * a[-1] * (1 - a[-1]))
right("ignores_its_input")(
    lambda predict, p: (
        len(
            {
                round(float(predict(p, np.array([[u], [v]]))[0, 0]), 9)
                for u in (-3, 0.5)
                for v in (-1, 2)
            }
        )
        < 4
        or not np.allclose(predict(p, np.eye(2))[:, :1], predict(p, np.eye(2)[:, :1]))
    )
)
wrong("ignores_its_input")(lambda predict, p: predict is None)
right("linear_in_rate")(
    lambda update, p, x, y: all(
        np.allclose((a - q) * 7, b - q)
        for q, a, b in zip(p, update(p, x, y, 0.2), update(p, x, y, 1.4))
    )
)
wrong("linear_in_rate")(
    lambda update, p, x, y: np.allclose(*[(update(p, x, y, r)[3] - p[3]) / r for r in (1, 2)])
)


# A second round: of 73 wrong answers, these were refused without a fair name.

wrong("gradients", "sign-flipped")(
    lambda p, X, Y: [-g if k < 2 else g for k, g in enumerate(slopes(p, X, Y))]
)
wrong("gradients", "mean-not-sum")(
    lambda p, X, Y: [g if k % 2 else g / X.shape[1] for k, g in enumerate(slopes(p, X, Y))]
)
wrong("es_gradient", "not-antithetic")(
    functools.partial(antithetic, weigh=lambda u, d, s: (u + d) / (2 * s))
)
wrong("sgd_step", "stale-weights")(
    lambda p, x, y, r: minus(p, slopes(minus(p, slopes(p, x, y), r), x, y), r)
)
wrong("cost", "half", "factor-two")(lambda P, Y: nats(P, Y) / 2)
wrong("cost", "arguments-swapped")(lambda P, Y: nats(np.clip(Y, 1e-15, 1 - 1e-15), np.rint(P)))
wrong("predict", "input-of-wrong-layer")(
    lambda p, X: logistic(p[2] @ np.resize(X, (p[2].shape[1], X.shape[1])) + p[3])
)
