"""Whether an answer keeps its exercise's contract, found out by plain numpy and none of our checks.

``holds(exercise, fn)`` is True or False. It is the yardstick of the strangers' sets alone: without
words, and written from the contracts (the docstrings of the exercises).
"""

import contextlib
import copy
import io
import math
import warnings

import numpy as np
from strangers_chance import candidate_noise, es_gradient, hill_climb, initialise, perturb
from strangers_detectors import ignores_its_input, linear_in_rate
from strangers_formulas import (
    all_close,
    bill,
    close,
    flat,
    labels,
    layers,
    moved,
    problems,
    problems_and_zeros,
    same_twice_and_unchanged,
    sig,
    slopes,
)

from nn_helpers.network import Params


def holds(exercise, fn):
    """Return whether ``fn`` keeps the contract of this exercise."""
    state = np.random.get_state()
    quiet = io.StringIO()
    # An answer may leave np.seterr as it likes: the next one starts from numpy's own settings.
    ordinary = np.errstate(divide="warn", over="warn", invalid="warn", under="ignore")
    with warnings.catch_warnings(), ordinary, contextlib.redirect_stdout(quiet) as said:
        warnings.simplefilter("error")
        try:
            kept = bool(JUDGES[exercise](fn))
        except Exception:
            kept = False
    np.random.set_state(state)
    return kept and not said.getvalue()


def sigmoid(fn):
    far = np.array([[-1000.0, -800, -750, -700.5, -36.5], [40, 710, 750.5, 1000, 0]])
    cases = [0.3, -2.0, 0, 3, -1000, 1000.0, 745.5, -720.0, np.float64(0.7)]
    cases += [np.linspace(-5, 5, 11), far, np.array([[-3, 2], [1, 0]]), np.array([0, 1000, -1000])]
    cases += [np.random.default_rng(0).normal(0, 3, (2, 3, 2)), np.array(1.25), np.zeros((0,))]
    return all(same_twice_and_unchanged(fn, (z,), sig(z)) for z in cases)


def forward(fn):
    return all(
        same_twice_and_unchanged(fn, (p, X), layers(p, X), all_close) for p, X, _ in problems()
    )


def predict(fn):
    for p, X, _ in problems():
        wanted = layers(p, X)[-1]
        if not same_twice_and_unchanged(fn, (p, X), wanted):
            return False
        if not close(fn(p, X[:, :1]), wanted[:, :1]):
            return False
    return True


def wire_xor(fn):
    W1, b1, W2, b2 = (np.asarray(p, dtype=float) for p in fn())
    fits = [W1.shape, b1.shape, W2.shape, b2.shape] == [(2, 2), (2, 1), (1, 2), (1, 1)]
    X = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
    return fits and bool(np.all(np.abs(layers((W1, b1, W2, b2), X)[-1] - [[0, 1, 1, 0]]) <= 0.1))


def cost(fn):
    for seed, shape in enumerate([(1, 4), (3, 5), (2, 1), (1, 1), (4, 4)]):
        rng = np.random.default_rng(seed)
        A, Y = rng.uniform(0.02, 0.98, shape), labels(rng, *shape)
        if not same_twice_and_unchanged(fn, (A, Y), bill(A, Y)) or np.ndim(fn(A, Y)) != 0:
            return False
    Y = np.array([[0.0, 1, 1, 0]])
    if abs(fn(Y.copy(), Y)) > 1e-6:
        return False
    for A in (1 - Y, np.array([[0.0, 0.0, 1.0, 0.3]]), np.array([[1.0, 0.2, 0.0, 1.0]])):
        bad = int(np.sum(np.abs(A - Y) == 1))
        if not (np.isfinite(fn(A, Y)) and fn(A, Y) > 11 * bad):
            return False
    return True


def hidden_delta(fn):
    for p, X, Y in problems():
        _, A1, _, A2 = layers(p, X)
        wanted = (p.W2.T @ (A2 - Y)) * A1 * (1 - A1)
        if not same_twice_and_unchanged(fn, (p.W2, A2 - Y, A1), wanted):
            return False
    return True


def gradients(fn):
    return all(
        same_twice_and_unchanged(fn, (p, X, Y), slopes(p, X, Y), all_close)
        for p, X, Y in problems_and_zeros()
    )


def step(fn):
    for p, X, Y in problems():
        g = slopes(p, X, Y)
        for rate in (0.7, 0.013, 2.0):
            if not same_twice_and_unchanged(fn, (p, g, rate), moved(p, g, rate), all_close):
                return False
    return True


def numerical_gradients(fn):
    def bent(q):
        return float(sum(np.sum(np.sin(a) + 0.3 * a**3) for a in q) + q[0].sum() * q[3].sum())

    for p, X, Y in problems():
        for f in (bent, lambda q, X=X, Y=Y: bill(layers(q, X)[-1], Y)):
            if not central(fn, f, p):
                return False
    return True


def central(fn, f, p):
    """Return whether fn measures central differences of f at p, with h as asked."""
    floats = [np.asarray(a, dtype=float) for a in p]
    for h in (None, 1e-3, 0.1):
        size = 1e-5 if h is None else h
        wanted = []
        for k, a in enumerate(floats):
            wanted.append(np.zeros(a.shape))
            for place in np.ndindex(a.shape):
                up, down = ([q.copy() for q in floats] for _ in range(2))
                up[k][place] += size
                down[k][place] -= size
                wanted[k][place] = (f(Params(*up)) - f(Params(*down))) / (2 * size)
        kept = copy.deepcopy(p)
        got = fn(f, p) if h is None else fn(f, p, h)
        if not all_close(got, wanted, 1e-7 if h is None else 1e-9) or not all_close(p, kept, 0):
            return False
    return True


def relative_error(fn):
    rng = np.random.default_rng(3)
    pairs = [
        (rng.normal(size=s), rng.normal(size=s)) for s in [(3,), (2, 2), (1, 1), (2, 3, 2), (4, 1)]
    ]
    pairs += [(a, -a) for a, _ in pairs[:1]] + [(a, a.copy()) for a, _ in pairs[:2]]
    pairs += [(1e-12 * a, 1e-12 * b) for a, b in pairs[:2]] + [(1e9 * a, b) for a, b in pairs[:2]]
    pairs += [(np.zeros((2, 2)), np.ones((2, 2))), (np.zeros(3), np.zeros(3))]
    for a, b in pairs:
        size = math.sqrt(np.sum(a**2)) + math.sqrt(np.sum(b**2))
        wanted = math.sqrt(np.sum((a - b) ** 2)) / size if size else 0.0
        if not same_twice_and_unchanged(fn, (a, b), wanted) or np.ndim(fn(a, b)) != 0:
            return False
    return True


def train(fn):
    for p, X, Y in problems():
        for rate, epochs in ((0.2, 6), (0.05, 1), (0.5, 3), (0.3, 25)):
            q, costs = p, []
            for _ in range(epochs):
                costs.append(bill(layers(q, X)[-1], Y))
                q = moved(q, slopes(q, X, Y), rate)
            kept = copy.deepcopy((p, X, Y))
            for _ in range(2):
                final, seen = fn(p, X, Y, rate, epochs)
                good = all_close(final, q, 1e-8) and close(np.ravel(seen), costs, 1e-8)
                if not good or not all_close(flat((p, X, Y)), flat(kept), 0):
                    return False
    return True


def sgd_step(fn):
    for p, X, Y in problems_and_zeros():
        for i in range(X.shape[1]):
            x, y = X[:, [i]], Y[:, [i]]
            for rate in (0.9, 0.05):
                wanted = moved(p, slopes(p, x, y), rate)
                if not same_twice_and_unchanged(fn, (p, x, y, rate), wanted, all_close):
                    return False
    return True


def one_hot(fn):
    for values, classes in (
        ([1, 0, 3], 4),
        ([0, 0, 2, 1, 2], 3),
        ([2, 1], 6),
        ([4], 5),
        ([0, 0], 3),
    ):
        wanted = np.zeros((classes, len(values)))
        for column, value in enumerate(values):
            wanted[value, column] = 1
        if not same_twice_and_unchanged(fn, (np.array(values), classes), wanted):
            return False
    return True


JUDGES = {
    judge.__name__: judge
    for judge in (
        sigmoid,
        forward,
        wire_xor,
        cost,
        hidden_delta,
        gradients,
        step,
        numerical_gradients,
        relative_error,
        train,
        initialise,
        sgd_step,
        linear_in_rate,
        predict,
        ignores_its_input,
        perturb,
        hill_climb,
        es_gradient,
        one_hot,
        candidate_noise,
    )
} | {"repaired_cost": cost}
EXERCISES = tuple(JUDGES)
