"""Known mistakes, written in another way than in the zoo, as (exercise, slug, function)."""

import math

import numpy as np
from right_answers import cost_where, forward_plain, gradients_plain, predict_plain, s, step_plain

from nn_helpers.network import Params

ANSWERS = []
x = np.array([[0.3], [-0.8]])  # names that a notebook might have left behind
data = np.ones((2, 4))


def answer(exercise, slug):
    def add(function):
        ANSWERS.append((exercise, slug, function))
        return function

    return add


def changed(params, **new):
    return Params(*params)._replace(**new)


@answer("sigmoid", "sign-flipped")
def _(z):
    return np.exp(-np.logaddexp(0, np.asarray(z, dtype=float)))


@answer("sigmoid", "overflow")
def _(z):
    return 1.0 / (1.0 + np.exp(np.multiply(z, -1.0)))


@answer("sigmoid", "scalar-only")
def _(z):
    return 1 / (1 + math.exp(-z))


@answer("sigmoid", "tanh-instead")
def _(z):
    return 2 * s(2 * np.asarray(z, dtype=float)) - 1


@answer("sigmoid", "derivative-instead")
def _(z):
    a = s(z)
    return a - a**2


@answer("sigmoid", "integer-result")
def _(z):
    out = np.zeros(np.shape(z), dtype=int)
    out[...] = s(z)
    return out


@answer("sigmoid", "precedence")
def _(z):
    with np.errstate(over="ignore"):
        return 1 + np.exp(-np.asarray(z, dtype=float))


@answer("forward", "bias-forgotten")
def _(params, X):
    Z1 = params[0] @ X
    return Z1, s(Z1), params[2] @ s(Z1) + params[3], s(params[2] @ s(Z1) + params[3])


@answer("forward", "bias-forgotten")
def _(params, X):
    Z1 = params[0] @ X + params[1]
    Z2 = np.dot(params[2], s(Z1))
    return Z1, s(Z1), Z2, s(Z2)


@answer("forward", "bias-after-activation")
def _(params, X):
    Z1 = np.einsum("hi,im->hm", params[0], X)
    A1 = s(Z1) + params[1]
    Z2 = params[2] @ A1 + params[3]
    return Z1, A1, Z2, s(Z2)


@answer("forward", "no-hidden-activation")
def _(params, X):
    Z1 = params[0] @ X + params[1]
    Z2 = params[2] @ Z1 + params[3]
    return Z1, Z1, Z2, s(Z2)


@answer("forward", "no-output-activation")
def _(params, X):
    Z1, A1, Z2, _ = forward_plain(params, X)
    return Z1, A1, Z2, Z2


@answer("forward", "weights-transposed")
def _(params, X):
    Z1 = (X.T @ params[0]).T + params[1]
    Z2 = params[2] @ s(Z1) + params[3]
    return Z1, s(Z1), Z2, s(Z2)


@answer("forward", "samples-as-rows")
def _(params, X):
    Z1 = X.T @ params[0].T + params[1].T
    Z2 = s(Z1) @ params[2].T + params[3].T
    return Z1, s(Z1), Z2, s(Z2)


@answer("forward", "first-layer-twice")
def _(params, X):
    Z1 = params[0] @ X + params[1]
    A1 = s(Z1)
    Z2 = np.dot(params[2], Z1) + params[3]
    return [Z1, A1, Z2, s(Z2)]


@answer("repaired_cost", "precedence")
def _(Y_hat, Y):
    says_1, says_0 = np.log(np.maximum(Y_hat, 1e-300)), np.log(np.maximum(1 - Y_hat, 1e-300))
    return np.sum(-Y * says_1 + (1 - Y) * says_0)


@answer("repaired_cost", "sign-flipped")
def _(Y_hat, Y):
    says_1, says_0 = np.log(np.maximum(Y_hat, 1e-300)), np.log(np.maximum(1 - Y_hat, 1e-300))
    return np.sum(Y * says_1 + (1 - Y) * says_0)


@answer("cost", "sign-flipped")
def _(Y_hat, Y):
    return -cost_where(Y_hat, Y)


@answer("cost", "mean-not-sum")
def _(Y_hat, Y):
    return cost_where(Y_hat, Y) / Y.shape[1]


@answer("cost", "negative-class-forgotten")
def _(Y_hat, Y):
    return -sum(math.log(max(p, 1e-300)) for p, y in zip(Y_hat.flat, Y.flat, strict=True) if y == 1)


@answer("cost", "log-of-zero")
def _(Y_hat, Y):
    return float(-(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)).sum())


@answer("cost", "wrong-log-base")
def _(Y_hat, Y):
    right = np.maximum(np.where(Y == 1, Y_hat, 1 - Y_hat), np.finfo(float).tiny)
    return -np.log2(right).sum()


@answer("cost", "wrong-log-base")
def _(Y_hat, Y):
    right = np.maximum(np.where(Y == 1, Y_hat, 1 - Y_hat), np.finfo(float).tiny)
    return -np.log10(right).sum()


@answer("cost", "squared-error")
def _(Y_hat, Y):
    return float(np.linalg.norm(Y_hat - Y) ** 2)


@answer("cost", "squared-error")
def _(Y_hat, Y):
    return np.mean(np.square(Y - Y_hat))


@answer("cost", "broadcast-to-matrix")
def _(Y_hat, Y):
    tiny = np.finfo(float).tiny
    p, y = Y_hat.reshape(-1, 1), Y.reshape(-1)
    return -np.sum(y * np.log(np.maximum(p, tiny)) + (1 - y) * np.log(np.maximum(1 - p, tiny)))


@answer("cost", "not-summed")
def _(Y_hat, Y):
    return -np.log(np.maximum(np.where(Y == 1, Y_hat, 1 - Y_hat), np.finfo(float).tiny))


@answer("cost", "precedence")
def _(Y_hat, Y):
    tiny = np.finfo(float).tiny
    first = Y * np.log(np.maximum(Y_hat, tiny))
    return -np.sum(first) + np.sum((1 - Y) * np.log(np.maximum(1 - Y_hat, tiny)))


def deltas(params, X, Y):
    Z1, A1, _, A2 = forward_plain(params, X)
    return Z1, A1, A2 - Y


def collect(params, X, d1, d2, A1):
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


@answer("gradients", "sign-flipped")
def _(params, X, Y):
    return [-g for g in gradients_plain(params, X, Y)]


@answer("gradients", "mean-not-sum")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    d2 = d2 / X.shape[1]
    return collect(params, X, params.W2.T @ d2 * A1 * (1 - A1), d2, A1)


@answer("gradients", "hidden-slope-forgotten")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    return collect(params, X, np.dot(params.W2.T, d2), d2, A1)


@answer("gradients", "slope-of-preactivation")
def _(params, X, Y):
    Z1, A1, d2 = deltas(params, X, Y)
    return collect(params, X, params.W2.T @ d2 * (Z1 - Z1**2), d2, A1)


@answer("gradients", "slope-taken-twice")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    return collect(params, X, params.W2.T @ d2 * s(A1) * s(-A1), d2, A1)


@answer("gradients", "output-slope-extra")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    A2 = predict_plain(params, X)
    d2 = d2 * (A2 - A2**2)
    return collect(params, X, params.W2.T @ d2 * A1 * (1 - A1), d2, A1)


@answer("gradients", "bias-not-summed")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    d1 = params.W2.T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1, d2 @ A1.T, d2


@answer("gradients", "bias-not-summed")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    d1 = params.W2.T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1[:, [0]], d2 @ A1.T, d2[:, [0]]


@answer("gradients", "input-of-wrong-layer")
def _(params, X, Y):
    Z1, A1, d2 = deltas(params, X, Y)
    d1 = params.W2.T @ d2 * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ Z1.T, d2.sum(1, keepdims=True)


@answer("gradients", "weights-transposed")
def _(params, X, Y):
    g = gradients_plain(params, X, Y)
    return (X @ (params.W2.T @ deltas(params, X, Y)[2] * deltas(params, X, Y)[1]
                 * (1 - deltas(params, X, Y)[1])).T, *g[1:])  # fmt: skip


@answer("gradients", "stale-weights")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    W2 = params.W2 - d2 @ A1.T
    return collect(params, X, W2.T @ d2 * A1 * (1 - A1), d2, A1)


@answer("gradients", "leaked-index")
def _(params, X, Y):
    g = list(gradients_plain(params, X, Y))
    _, A1, d2 = deltas(params, X, Y)
    db1 = np.zeros_like(params.b1)
    for k in range(len(d2)):
        pass
    for j in range(len(A1)):
        db1[j, 0] = (d2[k] * params.W2[k, j] * A1[j] * (1 - A1[j])).sum()
    g[1] = db1
    return g


@answer("step", "uphill")
def _(params, grads, learning_rate):
    return [p + learning_rate * g for p, g in zip(params, grads, strict=True)]


@answer("step", "changes-arguments")
def _(params, grads, learning_rate):
    for p, g in zip(params, grads, strict=True):
        np.subtract(p, learning_rate * g, out=p)
    return params


@answer("step", "rate-forgotten")
def _(params, grads, learning_rate):
    return Params(*(np.subtract(p, g) for p, g in zip(params, grads, strict=True)))


@answer("step", "rate-squared")
def _(params, grads, learning_rate):
    scaled = [learning_rate * g for g in grads]
    return [p - learning_rate * g for p, g in zip(params, scaled, strict=True)]


@answer("step", "biases-forgotten")
def _(params, grads, learning_rate):
    return (params.W1 - learning_rate * grads.W1, params.b1,
            params.W2 - learning_rate * grads.W2, params.b2)  # fmt: skip


@answer("step", "stale-weights")
def _(params, grads, learning_rate):
    W2 = params.W2 - learning_rate * grads.W2
    factor = W2.sum() / params.W2.sum()
    return (params.W1 - learning_rate * factor * grads.W1,
            params.b1 - learning_rate * factor * grads.b1,
            W2, params.b2 - learning_rate * grads.b2)  # fmt: skip


def measured(f, params, h, rule):
    out = [np.zeros(p.shape) for p in params]
    for k, p in enumerate(params):
        for at in np.ndindex(p.shape):

            def moved(by, k=k, at=at):
                new = [q.copy() for q in params]
                new[k][at] += by
                return f(Params(*new))

            out[k][at] = rule(moved, h)
    return out


@answer("numerical_gradients", "one-sided")
def _(f, params, h=1e-5):
    return measured(f, params, h, lambda at, h: (at(h) - at(0)) / h)


@answer("numerical_gradients", "not-restored")
def _(f, params, h=1e-5):
    out = [np.zeros(p.shape) for p in params]
    for k, p in enumerate(params):
        for at in np.ndindex(p.shape):
            p[at] = p[at] + h
            up = f(params)
            p[at] = p[at] - 2 * h
            out[k][at] = (up - f(params)) / (2 * h)
    return Params(*out)


@answer("numerical_gradients", "step-not-halved")
def _(f, params, h=1e-5):
    return measured(f, params, h, lambda at, h: (at(h) - at(-h)) / h)


@answer("numerical_gradients", "integer-parameters")
def _(f, params, h=1e-5):
    whole = [np.rint(p) for p in params]
    return measured(f, whole, h, lambda at, h: (at(h) - at(-h)) / (2 * h))


@answer("numerical_gradients", "all-at-once")
def _(f, params, h=1e-5):
    up, down = Params(*(p + h for p in params)), Params(*(p - h for p in params))
    return [np.full(p.shape, (f(up) - f(down)) / (2 * h)) for p in params]


@answer("numerical_gradients", "step-too-small")
def _(f, params, h=1e-5):
    h = 1e-14
    return measured(f, params, h, lambda at, h: (at(h) - at(-h)) / (2 * h))


@answer("relative_error", "absolute-error")
def _(a, b):
    return math.sqrt(np.sum((a - b) ** 2))


@answer("relative_error", "zero-over-zero")
def _(a, b):
    with np.errstate(all="ignore"):
        return np.sqrt(((a - b) ** 2).sum()) / (np.sqrt((a**2).sum()) + np.sqrt((b**2).sum()))


@answer("relative_error", "signed")
def _(a, b):
    size = np.abs(a).sum() + np.abs(b).sum()
    return (a.sum() - b.sum()) / size if size else 0.0


SHAPES = (2, 2), (2, 1), (1, 2), (1, 1)


@answer("initialise", "all-equal")
def _(rng, scale):
    return [np.ones(n) * rng.uniform(-scale, scale) for n in SHAPES[:1]] + [
        np.full(n, scale * 0.3) for n in SHAPES[1:]
    ]


@answer("initialise", "all-equal")
def _(rng, scale):
    return tuple(np.zeros(n) for n in SHAPES)


@answer("initialise", "one-sided-range")
def _(rng, scale):
    return [rng.random(n) * scale for n in SHAPES]


@answer("initialise", "scale-ignored")
def _(rng, scale):
    return [2 * rng.random(n) - 1 for n in SHAPES]


@answer("initialise", "global-random")
def _(rng, scale):
    return [scale * (2 * np.random.rand(*n) - 1) for n in SHAPES]


@answer("initialise", "own-generator")
def _(rng, scale):
    own = np.random.default_rng()
    return [own.uniform(-scale, scale, n) for n in SHAPES]


@answer("initialise", "normal-instead")
def _(rng, scale):
    return [scale * rng.standard_normal(n) for n in SHAPES]


def trained(params, X, Y, rate, epochs, update, after=False):
    costs = []
    for i in range(epochs):
        costs.append(cost_where(predict_plain(params, X), Y))
        params = Params(*update(params, i))
        if after:
            costs[-1] = cost_where(predict_plain(params, X), Y)
    return params, costs


@answer("train", "reset-every-epoch")
def _(params, X, Y, learning_rate, epochs):
    costs = []
    for _epoch in range(epochs):
        current = params
        costs.append(cost_where(predict_plain(current, X), Y))
        current = step_plain(current, gradients_plain(current, X, Y), learning_rate)
    # the costs of the zoo's version follow the parameters it ends each epoch with
    costs[1:] = [cost_where(predict_plain(current, X), Y)] * (epochs - 1)
    return current, costs


@answer("train", "cost-after-update")
def _(params, X, Y, learning_rate, epochs):
    return trained(params, X, Y, learning_rate, epochs,
                   lambda p, i: step_plain(p, gradients_plain(p, X, Y), learning_rate), True)  # fmt: skip


@answer("train", "changes-arguments")
def _(params, X, Y, learning_rate, epochs):
    costs = []
    for _epoch in range(epochs):
        costs.append(cost_where(predict_plain(params, X), Y))
        grads = gradients_plain(params, X, Y)
        params.W1[...] -= learning_rate * grads[0]
        params.b1[...] -= learning_rate * grads[1]
        params.W2[...] -= learning_rate * grads[2]
        params.b2[...] -= learning_rate * grads[3]
    return params, np.array(costs)


@answer("train", "one-step-only")
def _(params, X, Y, learning_rate, epochs):
    costs = [cost_where(predict_plain(params, X), Y) for _ in range(epochs)]
    return step_plain(params, gradients_plain(params, X, Y), learning_rate), costs


@answer("train", "one-sample-only")
def _(params, X, Y, learning_rate, epochs):
    return trained(params, X, Y, learning_rate, epochs, lambda p, i: step_plain(
        p, gradients_plain(p, X[:, 0:1], Y[:, 0:1]), learning_rate))  # fmt: skip


@answer("train", "stale-weights")
def _(params, X, Y, learning_rate, epochs):
    def update(p, i):
        _, A1, d2 = deltas(p, X, Y)
        W2 = p.W2 - learning_rate * d2 @ A1.T
        d1 = W2.T @ d2 * A1 * (1 - A1)
        return (p.W1 - learning_rate * d1 @ X.T, p.b1 - learning_rate * d1.sum(1, keepdims=True),
                W2, p.b2 - learning_rate * d2.sum(1, keepdims=True))  # fmt: skip

    return trained(params, X, Y, learning_rate, epochs, update)


@answer("train", "off-by-one")
def _(params, X, Y, learning_rate, epochs):
    return trained(params, X, Y, learning_rate, len(range(1, epochs)),
                   lambda p, i: step_plain(p, gradients_plain(p, X, Y), learning_rate))  # fmt: skip


@answer("sgd_step", "stale-weights")
def _(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = forward_plain(params, x)
    W2 -= learning_rate * (A2 - y) @ A1.T
    b2 -= learning_rate * (A2 - y)
    d1 = W2.T @ (A2 - y) * A1 * (1 - A1)
    return W1 - learning_rate * d1 @ x.T, b1 - learning_rate * d1, W2, b2


@answer("sgd_step", "leaked-index")
def _(params, x, y, learning_rate):
    W1, b1, W2, b2 = step_plain(params, gradients_plain(params, x, y), learning_rate)
    _, A1, _, A2 = forward_plain(params, x)
    k = len(A2) - 1
    share = (A2 - y)[k] * params.W2[k][:, None] * A1 * (1 - A1)
    return W1, params.b1 - learning_rate * share, W2, b2


@answer("sgd_step", "changes-arguments")
def _(params, x, y, learning_rate):
    for p, g in zip(params, gradients_plain(params, x, y), strict=True):
        p[:] = p - learning_rate * g
    return params


@answer("sgd_step", "uphill")
def _(params, x, y, learning_rate):
    return [
        p + learning_rate * g for p, g in zip(params, gradients_plain(params, x, y), strict=True)
    ]


@answer("predict", "reads-global")
def _(params, X):
    columns = [predict_plain(params, np.resize(x, (len(X), 1))) for _ in range(X.shape[1])]
    return np.hstack(columns)


@answer("predict", "thresholded")
def _(params, X):
    return np.where(predict_plain(params, X) > 0.5, 1, 0)


@answer("predict", "last-sample-only")
def _(params, X):
    for i in range(X.shape[1]):
        out = np.tile(predict_plain(params, X[:, [i]]), (1, X.shape[1]))
    return out


@answer("predict", "samples-as-rows")
def _(params, X):
    return np.array([predict_plain(params, column[:, None])[:, 0] for column in X.T])


@answer("perturb", "changes-arguments")
def _(params, rng, width):
    for p in params:
        p[...] = p + width * rng.uniform(-1, 1, p.shape)
    return params


@answer("perturb", "one-sided-noise")
def _(params, rng, width):
    return [p + width * rng.random(p.shape) for p in params]


@answer("perturb", "same-noise-everywhere")
def _(params, rng, width):
    return [p + e for e in [width * (2 * rng.random() - 1)] for p in params]


@answer("perturb", "width-ignored")
def _(params, rng, width):
    return [p + 2 * rng.random(p.shape) - 1 for p in params]


@answer("perturb", "global-random")
def _(params, rng, width):
    return [p + width * (2 * np.random.random(p.shape) - 1) for p in params]


def noisy(params, rng, width):
    return Params(*(p + width * (2 * rng.random(p.shape) - 1) for p in params))


@answer("hill_climb", "walks-from-last")
def _(f, start, rng, width, turns):
    current, costs, seen = start, [], []
    for _turn in range(turns):
        seen.append((f(current), len(seen), current))
        costs.append(min(seen)[0])
        current = noisy(current, rng, width)
    return min(seen)[2], costs


@answer("hill_climb", "aliased-best")
def _(f, start, rng, width, turns):
    now = [p.copy() for p in start]
    best, low, costs = now, 1e9, []
    for _turn in range(turns):
        cost = f(Params(*now))
        if cost < low:
            low, best = cost, now
        costs.append(low)
        for p in now:
            p += width * (2 * rng.random(p.shape) - 1)
    return best, costs


@answer("hill_climb", "uphill")
def _(f, start, rng, width, turns):
    best, high, costs = start, f(start), []
    for _turn in range(turns):
        candidate = noisy(best, rng, width)
        cost = f(candidate)
        if cost > high:
            best, high = candidate, cost
        costs.append(high)
    return best, costs


@answer("hill_climb", "accepts-worse")
def _(f, start, rng, width, turns):
    current, costs = start, []
    for _turn in range(turns):
        costs.append(f(current))
        best = current
        current = noisy(current, rng, width)
    return best, np.array(costs)


@answer("hill_climb", "forgets-best")
def _(f, start, rng, width, turns):
    best, low, costs, candidate = start, f(start), [], start
    for _turn in range(turns):
        candidate = noisy(best, rng, width)
        cost = f(candidate)
        if cost < low:
            best, low = candidate, cost
        costs.append(low)
    return candidate, costs


def estimated(f, params, rng, sigma, pairs, factor):
    total = [np.zeros(p.shape) for p in params]
    for _pair in range(pairs):
        noise = [rng.standard_normal(p.shape) for p in params]
        rise = f(Params(*(p + sigma * e for p, e in zip(params, noise, strict=True)))) - f(
            Params(*(p - sigma * e for p, e in zip(params, noise, strict=True)))
        )
        total = [t + rise * e * factor for t, e in zip(total, noise, strict=True)]
    return total


@answer("es_gradient", "sign-flipped")
def _(f, params, rng, sigma, pairs):
    return estimated(f, params, rng, sigma, pairs, -1 / (2 * sigma * pairs))


@answer("es_gradient", "sigma-forgotten")
def _(f, params, rng, sigma, pairs):
    return estimated(f, params, rng, sigma, pairs, 1 / (2 * pairs))


@answer("es_gradient", "mean-not-sum")
def _(f, params, rng, sigma, pairs):
    return estimated(f, params, rng, sigma, pairs, 1 / (2 * sigma))


@answer("es_gradient", "factor-two")
def _(f, params, rng, sigma, pairs):
    return estimated(f, params, rng, sigma, pairs, 1 / (sigma * pairs))


@answer("es_gradient", "not-antithetic")
def _(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _pair in range(pairs):
        one = [rng.standard_normal(p.shape) for p in params]
        two = [rng.standard_normal(p.shape) for p in params]
        rise = f(Params(*(p + sigma * e for p, e in zip(params, one, strict=True)))) - f(
            Params(*(p - sigma * e for p, e in zip(params, two, strict=True)))
        )
        total = [t + rise * e / (2 * sigma * pairs) for t, e in zip(total, one, strict=True)]
    return total


# Mistakes beyond the first list -------------------------------------------------------------------

TINY = np.finfo(float).tiny


@answer("cost", "labels-swapped")
def _(Y_hat, Y):
    likely = np.where(Y == 1, 1 - Y_hat, Y_hat)
    return float(-np.log(np.maximum(likely, TINY)).sum())


@answer("cost", "last-sample-only")
def _(Y_hat, Y):
    for i in range(Y.shape[1]):
        total = cost_where(Y_hat[:, [i]], Y[:, [i]])
    return total


@answer("cost", "protection-too-strong")
def _(Y_hat, Y):
    eps = 0.01
    return -(Y * np.log(eps + Y_hat) + (1 - Y) * np.log(eps + (1 - Y_hat))).sum()


@answer("forward", "activation-twice")
def _(params, X):
    Z1, A1, Z2, A2 = forward_plain(params, X)
    return Z1, A1, Z2, s(A2)


@answer("forward", "bias-subtracted")
def _(params, X):
    Z1 = params[0] @ X - params[1]
    Z2 = params[2] @ s(Z1) - params[3]
    return Z1, s(Z1), Z2, s(Z2)


@answer("forward", "tanh-instead")
def _(params, X):
    Z1 = params[0] @ X + params[1]
    A1 = 2 * s(2 * Z1) - 1
    Z2 = params[2] @ A1 + params[3]
    return Z1, A1, Z2, s(Z2)


@answer("predict", "flat-output")
def _(params, X):
    return np.concatenate(list(predict_plain(params, X)))


@answer("predict", "returns-logits")
def _(params, X):
    return params[2] @ s(params[0] @ X + params[1]) + params[3]


@answer("predict", "uninitialised-output")
def _(params, X):
    out = np.full((len(params[2]), X.shape[1]), 1e-300)  # stands for memory that nobody filled
    for i in range(X.shape[1] - 1):
        out[:, [i]] = predict_plain(params, X[:, [i]])
    return out


@answer("predict", "wrong-layer")
def _(params, X):
    return s(params[0] @ X + params[1])


@answer("gradients", "labels-forgotten")
def _(params, X, Y):
    return gradients_plain(params, X, 0 * Y)


@answer("gradients", "last-sample-only")
def _(params, X, Y):
    for i in range(X.shape[1]):
        out = gradients_plain(params, X[:, [i]], Y[:, [i]])
    return out


@answer("gradients", "tanh-slope")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    return collect(params, X, params.W2.T @ d2 * (1 - A1) * (1 + A1), d2, A1)


@answer("gradients", "weights-forgotten")
def _(params, X, Y):
    _, A1, d2 = deltas(params, X, Y)
    return collect(params, X, d2.sum(axis=0) * A1 * (1 - A1), d2, A1)


@answer("step", "gradient-returned")
def _(params, grads, learning_rate):
    return [g * -learning_rate for g in grads]


@answer("numerical_gradients", "h-ignored")
def _(f, params, h=1e-5):
    return measured(f, params, 1e-5, lambda at, h: (at(h) - at(-h)) / (2 * h))


@answer("numerical_gradients", "precedence")
def _(f, params, h=1e-5):
    return measured(f, params, h, lambda at, h: 0.5 * h * (at(h) - at(-h)))


@answer("numerical_gradients", "sign-flipped")
def _(f, params, h=1e-5):
    return measured(f, params, h, lambda at, h: -(at(h) - at(-h)) / (2 * h))


@answer("relative_error", "not-a-number")
def _(a, b):
    size = np.abs(a) + np.abs(b)
    size[size == 0] = 1
    return (
        [abs(x - y) / n for x, y, n in zip(a.flat, b.flat, size.flat, strict=True)]
        if (a.ndim == 1)
        else np.abs(a - b) / size
    )


@answer("relative_error", "one-norm-only")
def _(a, b):
    if not np.any(a):
        return float(np.any(b))
    return math.sqrt(np.sum((a - b) ** 2)) / math.sqrt(np.sum(a * a))


@answer("initialise", "biases-zero")
def _(rng, scale):
    W1, W2 = rng.uniform(-scale, scale, (2, 2)), rng.uniform(-scale, scale, (1, 2))
    return W1, np.zeros((2, 1)), W2, np.zeros((1, 1))


@answer("initialise", "half-range")
def _(rng, scale):
    return [scale * (rng.random(n) - 0.5) for n in SHAPES]


@answer("train", "mean-not-sum")
def _(params, X, Y, learning_rate, epochs):
    m = X.shape[1]

    def update(p, i):
        return step_plain(p, [g / m for g in gradients_plain(p, X, Y)], learning_rate)

    return trained(params, X, Y, learning_rate, epochs, update)


@answer("train", "per-sample")
def _(params, X, Y, learning_rate, epochs):
    def update(p, i):
        for x, y in zip(X.T, Y.T, strict=True):
            p = step_plain(p, gradients_plain(p, x[:, None], y[:, None]), learning_rate)
        return p

    return trained(params, X, Y, learning_rate, epochs, update)


@answer("train", "uphill")
def _(params, X, Y, learning_rate, epochs):
    def update(p, i):
        return [v + learning_rate * g for v, g in zip(p, gradients_plain(p, X, Y), strict=True)]

    return trained(params, X, Y, learning_rate, epochs, update)


@answer("sgd_step", "rate-forgotten")
def _(params, x, y, learning_rate):
    return [p - g for p, g in zip(params, gradients_plain(params, x, y), strict=True)]


@answer("sgd_step", "stale-weights")
def _(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = forward_plain(params, x)
    error = A2 - y
    for k in range(len(W2)):
        W2[k] -= learning_rate * error[k, 0] * A1[:, 0]
        b2[k] -= learning_rate * error[k, 0]
    slope = A1 * (1 - A1)
    W1 -= learning_rate * (W2.T @ error * slope) @ x.T
    for j in range(len(b1)):
        b1[j] -= learning_rate * error[k] * W2[k, j] * slope[j]
    return W1, b1, W2, b2


@answer("perturb", "noise-returned")
def _(params, rng, width):
    return [width * (2 * rng.random(p.shape) - 1) for p in params]


@answer("perturb", "normal-instead")
def _(params, rng, width):
    return [p + width * rng.standard_normal(p.shape) for p in params]


@answer("hill_climb", "stale-best-cost")
def _(f, start, rng, width, turns):
    best = start
    best_cost = f(start)
    costs = [best_cost]
    while len(costs) < turns:
        candidate = noisy(best, rng, width)
        if f(candidate) < best_cost:
            best = candidate
        costs.append(best_cost)
    return best, costs


@answer("es_gradient", "sigma-twice")
def _(f, params, rng, sigma, pairs):
    return estimated(f, params, rng, sigma, pairs, 1 / (2 * sigma**2 * pairs))


@answer("es_gradient", "global-random")
def _(f, params, rng, sigma, pairs):
    return estimated(f, params, np.random.mtrand._rand, sigma, pairs, 1 / (2 * sigma * pairs))


@answer("one_hot", "samples-as-rows")
def _(labels, classes):
    return [[float(label == k) for k in range(classes)] for label in labels]


@answer("one_hot", "classes-from-one")
def _(labels, classes):
    result = np.zeros((classes, len(labels)))
    for column, label in enumerate(labels):
        result[label - 1, column] = 1
    return result


@answer("one_hot", "classes-from-data")
def _(labels, classes):
    return (np.arange(max(labels) + 1)[:, None] == labels).astype(int)


@answer("one_hot", "sorted-labels")
def _(labels, classes):
    labels = sorted(labels)
    return (np.arange(classes)[:, None] == labels).astype(float)


STREAM = np.random.RandomState(3)


@answer("candidate_noise", "shared-generator")
def _(root, generation, i, size):
    return STREAM.normal(size=size)


@answer("candidate_noise", "same-for-all")
def _(root, generation, i, size):
    return np.random.RandomState(root * 31 + generation).normal(size=size)


@answer("candidate_noise", "same-every-generation")
def _(root, generation, i, size):
    children = np.random.SeedSequence(root).spawn(i + 1)
    return np.random.default_rng(children[i]).standard_normal(size)


@answer("candidate_noise", "root-ignored")
def _(root, generation, i, size):
    rng = np.random.default_rng(np.random.SeedSequence(5, spawn_key=(generation, i)))
    return rng.standard_normal(size)


@answer("candidate_noise", "seeds-collide")
def _(root, generation, i, size):
    return np.random.default_rng(root * (1 + generation) * (1 + i)).standard_normal(size)


@answer("candidate_noise", "seeds-collide")
def _(root, generation, i, size):
    rng = np.random.default_rng([*sorted([generation, i]), root])
    return rng.standard_normal(size)


@answer("candidate_noise", "global-random")
def _(root, generation, i, size):
    np.random.seed(root + 10_007 * generation + 1_000_003 * i)
    return np.random.randn(size)


@answer("candidate_noise", "not-normal")
def _(root, generation, i, size):
    return np.random.default_rng([root, generation, i]).random(size)


# These two stood among the right answers once. A predict that asks about many leftover samples gives
# answers that differ, and still does not look at X.


@answer("ignores_its_input", "answers-differ")
def _(predict, params):
    X = np.array([[5.0, -5.0, 0.1], [-3.0, 4.0, 0.2]])
    answers = predict(params, X)
    return bool(np.abs(answers - answers[:, :1]).max() < 1e-12)


@answer("ignores_its_input", "answers-differ")
def _(predict, params):
    X = np.array([[5.0, -5.0], [-3.0, 4.0]])
    return np.all(predict(params, X)[:, 0] == predict(params, X)[:, 1])
