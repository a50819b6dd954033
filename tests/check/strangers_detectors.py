"""Updates and predict functions of known kind, and whether a detector tells them apart."""

import copy
import math

import numpy as np
from strangers_formulas import all_close, flat, layers, moved, network, problems, slopes

from nn_helpers.network import Params


def plain(p, x, y, rate):
    return moved(p, slopes(p, x, y), rate)


def half(p, x, y, rate):
    return moved(p, slopes(p, x, y), rate / 2)


def up(p, x, y, rate):
    return moved(p, slopes(p, x, y), -rate)


def still(p, x, y, rate):
    return Params(*(q.copy() for q in p))


def first_only(p, x, y, rate):
    return Params(plain(p, x, y, rate).W1, p.b1.copy(), p.W2.copy(), p.b2.copy())


def decay(p, x, y, rate):
    return Params(*(q - rate * (g + 0.3 * q) for q, g in zip(p, slopes(p, x, y), strict=True)))


def stale(p, x, y, rate):
    q = plain(p, x, y, rate)
    _, A1, _, A2 = layers(p, x)
    d1 = (q.W2.T @ (A2 - y)) * A1 * (1 - A1)
    return Params(p.W1 - rate * d1 @ x.T, p.b1 - rate * d1, q.W2, q.b2)


def squared(p, x, y, rate):
    return moved(p, slopes(p, x, y), rate**2)


def rooted(p, x, y, rate):
    return moved(p, slopes(p, x, y), math.sqrt(rate))


def fixed(p, x, y, rate):
    return moved(p, slopes(p, x, y), 0.1)


def bent_in(name):
    """Return an update that is linear in the rate but for one array."""

    def update(p, x, y, rate):
        bent = getattr(p, name) - rate**2 * getattr(slopes(p, x, y), name)
        return plain(p, x, y, rate)._replace(**{name: bent})

    return update


def updates():
    """Yield (update, whether its step is linear in the rate)."""
    yield from ((u, True) for u in (plain, half, up, still, first_only, decay))
    yield from ((u, False) for u in (stale, squared, rooted, fixed))
    yield from ((bent_in(name), False) for name in Params._fields)


def linear_in_rate(fn):
    places = list(problems())
    zero = np.array([[0.0], [1.0]])
    rng = np.random.default_rng(77)
    small = network(rng, 2, 2, 1)
    for p, x, y in [(p, X[:, :1], Y[:, :1]) for p, X, Y in places] + [
        (small, zero, np.ones((1, 1)))
    ]:
        for update, wanted in updates():
            kept = copy.deepcopy((p, x, y))
            got = fn(update, p, x, y)
            if np.ndim(got) or got not in (True, False) or bool(got) != wanted:
                return False
            if not all_close(flat((p, x, y)), flat(kept), 0):
                return False
    return True


def predictors(p):
    """Yield (predict, whether its answers ignore X)."""
    left = np.random.default_rng(31).uniform(-2, 2, (2, 50))

    def good(q, X):
        return layers(q, X)[-1]

    def loops(q, X):
        return np.hstack([layers(q, X[:, [i]])[-1] for i in range(X.shape[1])])

    def last_left(q, X):
        return np.hstack([layers(q, left[:, [0]])[-1] for _ in range(X.shape[1])])

    def all_left(q, X):
        return layers(q, left[:, : X.shape[1]])[-1]

    def constant(q, X):
        return np.full((len(q[2]), X.shape[1]), 0.75)

    yield from ((u, False) for u in (good, loops))
    yield from ((u, True) for u in (last_left, all_left, constant))


def ignores_its_input(fn):
    for seed, outputs in enumerate((1, 1, 1)):
        p = network(np.random.default_rng(seed + 40), 2, 2 + seed, outputs)
        for predict, wanted in predictors(p):
            for _ in range(3):
                kept = copy.deepcopy(p)
                got = fn(predict, p)
                if np.ndim(got) or got not in (True, False) or bool(got) != wanted:
                    return False
                if not all_close(p, kept, 0):
                    return False
    return True
