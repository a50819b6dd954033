"""Right answers, written as differently as honest people write them."""

import math

import numpy as np

from nn_helpers import network
from nn_helpers.network import Params


def s(z):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z, dtype=float)))


# sigmoid


def sigmoid_tanh(z):
    return s(z)


def sigmoid_where(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(np.where(z < 0, z, -z))
    return np.where(z < 0, e / (1 + e), 1 / (1 + e))


def sigmoid_logaddexp(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


def sigmoid_clip(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def sigmoid_loop(z):
    flat = [1 / (1 + math.exp(-v)) if v > -700 else 0.0 for v in np.ravel(z).tolist()]
    return np.array(flat).reshape(np.shape(z))


def sigmoid_quiet(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


# forward and predict


def forward_plain(params, X):
    W1, b1, W2, b2 = params
    Z1 = np.dot(W1, X) + b1
    A1 = s(Z1)
    Z2 = np.dot(W2, A1) + b2
    return Z1, A1, Z2, s(Z2)


def forward_list(params, X):
    return list(forward_plain(params, X))


def forward_einsum(params, X):
    Z1 = np.einsum("hi,im->hm", params[0], X) + params[1]
    Z2 = np.einsum("oh,hm->om", params[2], s(Z1)) + params[3]
    return (Z1, s(Z1), Z2, s(Z2))


def forward_columns(params, X):
    layers = [[], [], [], []]
    for j in range(X.shape[1]):
        for layer, values in zip(layers, forward_plain(params, X[:, j : j + 1]), strict=True):
            layer.append(values)
    return tuple(np.hstack(layer) for layer in layers)


def forward_rows_inside(params, X):
    W1, b1, W2, b2 = (np.asarray(p) for p in params)
    Z1 = X.T @ W1.T + b1.T
    Z2 = s(Z1) @ W2.T + b2.T
    return Z1.T, s(Z1).T, Z2.T, s(Z2).T


def forward_single(params, X):
    return tuple(a.astype(np.float32) for a in forward_plain(params, X))


def predict_plain(params, X):
    return forward_plain(params, X)[3]


def predict_loop(params, X):
    out = np.zeros((params[2].shape[0], X.shape[1]))
    for i in range(X.shape[1]):
        out[:, i] = predict_plain(params, X[:, [i]])[:, 0]
    return out


def predict_stack(params, X):
    return np.column_stack([predict_plain(params, x.reshape(-1, 1)) for x in X.T])


def predict_lists(params, X):
    return predict_plain(params, X).tolist()


# cost


def cost_clip(Y_hat, Y):
    p = np.clip(Y_hat, 1e-300, 1)
    q = np.clip(1 - Y_hat, 1e-300, 1)
    return -np.sum(Y * np.log(p) + (1 - Y) * np.log(q))


def cost_where(Y_hat, Y):
    right = np.where(Y == 1, Y_hat, 1 - Y_hat)
    return float(-np.log(np.maximum(right, np.finfo(float).tiny)).sum())


def cost_loop(Y_hat, Y):
    total = 0.0
    for p, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        likely = p if y == 1 else 1 - p
        total -= math.log(max(likely, 2.2250738585072014e-308))
    return total


def cost_numpy_scalar(Y_hat, Y):
    return np.float64(cost_where(Y_hat, Y))


def cost_small_clip(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return -np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p))


def cost_plus(Y_hat, Y):
    return float(-np.sum(Y * np.log(Y_hat + 1e-12) + (1 - Y) * np.log(1 - Y_hat + 1e-12)))


# hidden_delta, gradients


def hidden_delta_slope(W2, delta2, A1):
    return (W2.T @ delta2) * (A1 - A1**2)


def hidden_delta_loop(W2, delta2, A1):
    out = np.zeros_like(A1)
    for j in range(A1.shape[0]):
        for i in range(A1.shape[1]):
            blame = sum(W2[k, j] * delta2[k, i] for k in range(len(W2)))
            out[j, i] = blame * A1[j, i] * (1 - A1[j, i])
    return out


def hidden_delta_einsum(W2, delta2, A1):
    return np.einsum("oh,om,hm->hm", W2, delta2, A1 * (1 - A1))


def hidden_delta_dot(W2, delta2, A1):
    return np.multiply(np.dot(W2.T, delta2), A1 * (1 - A1))


def gradients_plain(params, X, Y):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = forward_plain(params, X)
    d2 = A2 - Y
    d1 = (W2.T @ d2) * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True)


def gradients_long_way(params, X, Y):
    """Through the slope of the cost and that of the sigmoid, without cancelling."""
    W1, b1, W2, b2 = params
    _, A1, _, A2 = forward_plain(params, X)
    d2 = (-Y / A2 + (1 - Y) / (1 - A2)) * A2 * (1 - A2)
    d1 = np.dot(W2.T, d2) * (A1 - A1 * A1)
    ones = np.ones((X.shape[1], 1))
    return Params(W1=d1.dot(X.T), b1=d1.dot(ones), W2=d2.dot(A1.T), b2=d2.dot(ones))


def gradients_loop(params, X, Y):
    W1, b1, W2, b2 = params
    out = [np.zeros(p.shape) for p in params]
    for i in range(X.shape[1]):
        x = X[:, i]
        _, A1, _, A2 = forward_plain(params, X[:, [i]])
        d2 = A2[:, 0] - Y[:, i]
        d1 = np.array([sum(W2[k, j] * d2[k] for k in range(len(d2))) for j in range(len(A1))])
        d1 *= (A1 * (1 - A1))[:, 0]
        out[0] += np.outer(d1, x)
        out[1] += d1[:, None]
        out[2] += np.outer(d2, A1[:, 0])
        out[3] += d2[:, None]
    return out


def gradients_values_of_a_dict(params, X, Y):
    dW1, db1, dW2, db2 = gradients_plain(params, X, Y)
    return tuple({"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}.values())


def gradients_einsum(params, X, Y):
    _, A1, _, A2 = forward_plain(params, X)
    d2 = A2 - Y
    d1 = np.einsum("oh,om->hm", params[2], d2) * A1 * (1 - A1)
    return [np.einsum("hm,im->hi", d1, X), d1.sum(axis=1)[:, None],
            np.einsum("om,hm->oh", d2, A1), d2.sum(axis=1)[:, None]]  # fmt: skip


# step


def step_plain(params, grads, learning_rate):
    return Params(*[p - learning_rate * g for p, g in zip(params, grads, strict=True)])


def step_named(params, grads, learning_rate):
    W1 = params.W1 - learning_rate * grads.W1
    b1 = params.b1 - learning_rate * grads.b1
    W2 = params.W2 - learning_rate * grads.W2
    b2 = params.b2 - learning_rate * grads.b2
    return W1, b1, W2, b2


def step_copy(params, grads, learning_rate):
    new = [p.copy() for p in params]
    for p, g in zip(new, grads, strict=True):
        p -= g * learning_rate
    return new


def step_add(params, grads, learning_rate):
    return tuple(
        np.add(p, np.multiply(-learning_rate, g)) for p, g in zip(params, grads, strict=True)
    )


# gradient checking


def numerical_plain(f, params, h=1e-5):
    out = []
    for k in range(4):
        slopes = np.zeros(params[k].shape)
        for at in np.ndindex(slopes.shape):
            up, down = ([p.astype(float) for p in params] for _ in range(2))
            up[k][at] += h
            down[k][at] -= h
            slopes[at] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
        out.append(slopes)
    return Params(*out)


def numerical_restores(f, params, h=1e-5):
    params = Params(*(np.array(p, dtype=float) for p in params))
    out = Params(*(np.zeros(p.shape) for p in params))
    for values, slopes in zip(params, out, strict=True):
        flat, flat_slopes = values.reshape(-1), slopes.reshape(-1)
        for i in range(flat.size):
            was = flat[i]
            flat[i] = was + h
            up = f(params)
            flat[i] = was - h
            down = f(params)
            flat[i] = was
            flat_slopes[i] = (up - down) / (2 * h)
    return out


def numerical_vector(f, params, h=1e-5):
    shapes = [p.shape for p in params]
    ends = np.cumsum([p.size for p in params])
    vector = np.concatenate([p.ravel() for p in params])

    def back(v):
        return Params(*(a.reshape(n) for a, n in zip(np.split(v, ends[:-1]), shapes, strict=True)))

    steps = h * np.eye(vector.size)
    return back(np.array([(f(back(vector + e)) - f(back(vector - e))) / 2 / h for e in steps]))


def numerical_in_place(f, params, h=1e-5):
    out, params = [], Params(*(p * 1.0 for p in params))
    for p in params:
        g = np.zeros(p.shape)
        for i, j in np.ndindex(p.shape):
            old = p[i, j]
            p[i, j] = old + h
            up = f(params)
            p[i, j] = old - h
            down = f(params)
            p[i, j] = old
            g[i, j] = (up - down) / (2 * h)
        out.append(g)
    return out


def relative_plain(a, b):
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return 0.0 if size == 0 else np.linalg.norm(a - b) / size


def relative_squares(a, b):
    a, b = np.ravel(a), np.ravel(b)
    top = math.sqrt(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)))
    low = math.sqrt(sum(x * x for x in a)) + math.sqrt(sum(y * y for y in b))
    return top / low if low > 0 else 0


def relative_tiny(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-300)


def relative_max(a, b):
    size = max(np.sqrt((a**2).sum()) + np.sqrt((b**2).sum()), 1e-200)
    return float(np.sqrt(((a - b) ** 2).sum()) / size)


# training


def initialise_plain(rng, scale):
    return Params(*(rng.uniform(-scale, scale, n) for n in ((2, 2), (2, 1), (1, 2), (1, 1))))


def initialise_random(rng, scale):
    shapes = (2, 2), (2, 1), (1, 2), (1, 1)
    return [(2 * rng.random(n) - 1) * scale for n in shapes]


def initialise_one_draw(rng, scale):
    v = rng.uniform(-1, 1, 9) * scale
    return v[:4].reshape(2, 2), v[4:6].reshape(2, 1), v[6:8].reshape(1, 2), v[8:].reshape(1, 1)


def initialise_backwards(rng, scale):
    b2, W2 = rng.uniform(-scale, scale, (1, 1)), rng.uniform(-scale, scale, (1, 2))
    b1, W1 = rng.uniform(-scale, scale, (2, 1)), rng.uniform(-scale, scale, (2, 2))
    return W1, b1, W2, b2


def train_plain(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(cost_where(predict_plain(params, X), Y))
        params = step_plain(params, gradients_plain(params, X, Y), learning_rate)
    return params, costs


def train_array(params, X, Y, learning_rate, epochs):
    costs = np.zeros(epochs)
    for i in range(epochs):
        costs[i] = cost_clip(predict_plain(params, X), Y)
        params = step_copy(params, gradients_loop(params, X, Y), learning_rate)
    return tuple(params), costs


def train_while(params, X, Y, learning_rate, epochs):
    costs, done = [], 0
    while done < epochs:
        costs += [cost_loop(predict_plain(params, X), Y)]
        params = Params(*step_add(params, gradients_einsum(params, X, Y), learning_rate))
        done += 1
    return [params, costs]


def train_own_copy(params, X, Y, learning_rate, epochs):
    own = [p.copy() for p in params]
    costs = []
    for _ in range(epochs):
        grads = gradients_plain(own, X, Y)
        costs.append(cost_where(predict_plain(own, X), Y))
        for p, g in zip(own, grads, strict=True):
            p -= learning_rate * g
    return own, np.array(costs)


def sgd_plain(params, x, y, learning_rate):
    return step_plain(params, gradients_plain(params, x, y), learning_rate)


def sgd_order(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = forward_plain(params, x)
    d2 = A2 - y
    d1 = (W2.T @ d2) * A1 * (1 - A1)
    W2 = W2 - learning_rate * d2 @ A1.T
    b2 = b2 - learning_rate * d2
    W1 = W1 - learning_rate * d1 @ x.T
    b1 = b1 - learning_rate * d1
    return W1, b1, W2, b2


def sgd_loops(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    old = params.W2.copy()
    _, A1, _, A2 = forward_plain(params, x)
    error = A2 - y
    for k in range(W2.shape[0]):
        b2[k, 0] -= learning_rate * error[k, 0]
        for j in range(W2.shape[1]):
            W2[k, j] -= learning_rate * error[k, 0] * A1[j, 0]
            share = error[k, 0] * old[k, j] * A1[j, 0] * (1 - A1[j, 0])
            b1[j, 0] -= learning_rate * share
            for i in range(W1.shape[1]):
                W1[j, i] -= learning_rate * share * x[i, 0]
    return W1, b1, W2, b2


def sgd_hidden_first(params, x, y, learning_rate):
    W1, b1, W2, b2 = (np.array(p) for p in params)
    _, A1, _, A2 = forward_plain(params, x)
    d1 = W2.T @ (A2 - y) * A1 * (1 - A1)
    W1 -= learning_rate * d1 @ x.T
    b1 -= learning_rate * d1
    W2 -= learning_rate * (A2 - y) @ A1.T
    b2 -= learning_rate * (A2 - y)
    return Params(W1, b1, W2, b2)


# evolution


def perturb_plain(params, rng, width):
    return Params(*(p + rng.uniform(-width, width, p.shape) for p in params))


def perturb_random(params, rng, width):
    return [p + width * (2 * rng.random(p.shape) - 1) for p in params]


def perturb_vector(params, rng, width):
    noise = rng.uniform(-width, width, sum(p.size for p in params))
    out, at = [], 0
    for p in params:
        out.append(p + noise[at : at + p.size].reshape(p.shape))
        at += p.size
    return tuple(out)


def perturb_loop(params, rng, width):
    new = [p.copy() for p in params]
    for p in new:
        for at in np.ndindex(p.shape):
            p[at] += rng.uniform(-width, width)
    return new


def climb_plain(f, start, rng, width, turns):
    best, best_cost, costs, current = start, math.inf, [], start
    for _ in range(turns):
        now = f(current)
        if now < best_cost:
            best, best_cost = current, now
        costs.append(best_cost)
        current = perturb_plain(best, rng, width)
    return best, costs


def climb_start_first(f, start, rng, width, turns):
    best, best_cost, costs = start, f(start), []
    for _ in range(turns):
        candidate = perturb_plain(best, rng, width)
        cost = f(candidate)
        if cost <= best_cost:
            best, best_cost = candidate, cost
        costs.append(best_cost)
    return best, np.array(costs)


def climb_in_place_copies(f, start, rng, width, turns):
    current = [np.array(p) for p in start]
    best, best_cost, costs = None, 1e99, np.zeros(turns)
    for i in range(turns):
        cost = f(Params(*current))
        if cost < best_cost:
            best_cost, best = cost, [p.copy() for p in current]
        costs[i] = best_cost
        for p, b in zip(current, best, strict=True):
            p[...] = b + rng.uniform(-width, width, p.shape)
    return Params(*best), costs


def climb_min(f, start, rng, width, turns):
    tried = [(f(start), 0, start)]
    costs = [tried[0][0]]
    for i in range(1, turns):
        candidate = Params(*perturb_random(min(tried)[2], rng, width))
        tried.append((f(candidate), i, candidate))
        costs.append(min(tried)[0])
    return min(tried)[2], costs


def es_plain(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        noise = [rng.standard_normal(p.shape) for p in params]
        up = f(Params(*(p + sigma * e for p, e in zip(params, noise, strict=True))))
        down = f(Params(*(p - sigma * e for p, e in zip(params, noise, strict=True))))
        for t, e in zip(total, noise, strict=True):
            t += (up - down) / (2 * sigma) * e / pairs
    return Params(*total)


def es_scaled_noise(f, params, rng, sigma, pairs):
    total = [0 * p for p in params]
    for _ in range(pairs):
        moves = [rng.normal(0, sigma, p.shape) for p in params]
        plus = Params(*(p + m for p, m in zip(params, moves, strict=True)))
        minus = Params(*(p - m for p, m in zip(params, moves, strict=True)))
        rise = f(plus) - f(minus)
        total = [t + rise * m for t, m in zip(total, moves, strict=True)]
    return tuple(t / (2 * pairs * sigma**2) for t in total)


def es_vectors(f, params, rng, sigma, pairs):
    shapes = [p.shape for p in params]
    ends = np.cumsum([p.size for p in params])
    at = np.concatenate([p.ravel() for p in params])

    def back(v):
        return Params(*(a.reshape(n) for a, n in zip(np.split(v, ends[:-1]), shapes, strict=True)))

    noise = rng.standard_normal((pairs, at.size))
    ups = np.array([f(back(at + sigma * e)) for e in noise])
    downs = np.array([f(back(at - sigma * e)) for e in noise])
    return back((ups - downs) @ noise / (2 * sigma * pairs))


def es_both_sides(f, params, rng, sigma, pairs):
    """Every point counted by itself, with the sign of its side."""
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        noise = [rng.standard_normal(p.shape) for p in params]
        for side in (1, -1):
            cost = f(Params(*(p + side * sigma * e for p, e in zip(params, noise, strict=True))))
            total = [t + side * cost * e for t, e in zip(total, noise, strict=True)]
    return [t / (2 * pairs * sigma) for t in total]


def wire_or_and_not_and():
    return [[20, 20], [20, 20]], [[-10], [-30]], [[20, -20]], [[-10]]


def wire_arrays():
    return Params(np.array([[9.0, -9.0], [-9.0, 9.0]]), np.array([[-4.5], [-4.5]]),
                  np.array([[12.0, 12.0]]), np.array([[-6.0]]))  # fmt: skip


def wire_tuple():
    W1 = np.full((2, 2), 50)
    return W1, np.array([[-25], [-75]]), np.array([[50, -50]]), np.array([[-25]])


def wire_negative():
    return [[-20, -20], [-20, -20]], [[10], [30]], [[-20, 20]], [[-10]]


def ignores_two_questions(predict, params):
    n = params[0].shape[1]
    first, second = np.full((n, 2), 2.0), np.full((n, 2), -2.0)
    both = np.hstack([first[:, :1], second[:, :1]])
    same = np.allclose(predict(params, first), predict(params, second))
    return same or not np.allclose(predict(params, both)[:, :1], predict(params, first)[:, :1])


def ignores_one_by_one(predict, params):
    X = np.array([[0.3, -2.0], [1.0, 0.2]])
    together = predict(params, X)
    return any(not np.allclose(together[:, [i]], predict(params, X[:, [i]])) for i in range(2)) or (
        np.allclose(together[:, 0], together[:, 1])
    )


def ignores_in_turn(predict, params):
    X = np.array([[5.0, -5.0, 0.1], [-3.0, 4.0, 0.2]])
    order = [2, 0, 1]
    answers, turned = predict(params, X), predict(params, X[:, order])
    return bool(np.ptp(answers) < 1e-12) or not np.allclose(answers[:, order], turned)


def ignores_numpy_bool(predict, params):
    X = np.array([[5.0, -5.0], [-3.0, 4.0]])
    same = predict(params, X)[0, 0] == predict(params, X)[0, 1]
    return np.any([same, predict(params, X)[0, 0] == predict(params, X[:, ::-1])[0, 0]])


def repaired_step(params, X, Y, learning_rate, epochs):
    for _ in range(epochs):
        for s in range(X.shape[1]):
            x, y = X[:, [s]], Y[:, [s]]
            params = network.step(params, network.gradients(params, x, y), learning_rate)
    return params, network.predict(params, X)


def repaired_in_place(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = (np.array(p) for p in params)
    for _ in range(epochs):
        for x, y in zip(X.T[:, :, None], Y.T[:, :, None], strict=True):
            _, A1, _, A2 = network.forward((W1, b1, W2, b2), x)
            error = A2 - y
            blame = W2.T @ error * A1 * (1 - A1)
            W2 -= learning_rate * error @ A1.T
            b2 -= learning_rate * error
            W1 -= learning_rate * blame @ x.T
            b1 -= learning_rate * blame
    columns = [network.predict((W1, b1, W2, b2), X[:, [s]]) for s in range(X.shape[1])]
    return (W1, b1, W2, b2), np.hstack(columns)


def repaired_old_copy(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = map(np.copy, params)
    for _ in range(epochs):
        for s in range(X.shape[1]):
            x, y, old = X[:, [s]], Y[:, [s]], W2.copy()
            _, A1, _, A2 = network.forward((W1, b1, W2, b2), x)
            for k in range(len(W2)):
                W2[k] -= learning_rate * (A2 - y)[k] * A1[:, 0]
                b2[k] -= learning_rate * (A2 - y)[k]
            for j in range(len(W1)):
                blame = sum(old[k, j] * (A2 - y)[k, 0] for k in range(len(old)))
                blame *= A1[j, 0] * (1 - A1[j, 0])
                W1[j] -= learning_rate * blame * x[:, 0]
                b1[j] -= learning_rate * blame
    return [W1, b1, W2, b2], network.forward((W1, b1, W2, b2), X)[3]


def repaired_hidden_first(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = (np.array(p) for p in params)
    for i in range(epochs * X.shape[1]):
        x, y = X[:, [i % X.shape[1]]], Y[:, [i % X.shape[1]]]
        _, A1, _, A2 = network.forward((W1, b1, W2, b2), x)
        b1 = b1 - learning_rate * (W2.T @ (A2 - y)) * A1 * (1 - A1)
        W1 = W1 - learning_rate * (W2.T @ (A2 - y)) * A1 * (1 - A1) @ x.T
        W2, b2 = W2 - learning_rate * (A2 - y) @ A1.T, b2 - learning_rate * (A2 - y)
    return network.Params(W1, b1, W2, b2), network.predict((W1, b1, W2, b2), X)


def linear_halved(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    return all(np.allclose(f - p, 2 * (h - p)) for p, f, h in zip(params, full, half, strict=True))


def linear_per_rate(update, params, x, y):
    slopes = []
    for rate in (0.1, 0.7, 2.0):
        moved = update(params, x, y, rate)
        slopes.append(
            np.concatenate([np.ravel((m - p) / rate) for m, p in zip(moved, params, strict=True)])
        )
    return np.allclose(slopes[0], slopes[1]) and np.allclose(slopes[0], slopes[2])


def linear_remainder(update, params, x, y):
    one, two = update(params, x, y, 0.3), update(params, x, y, 0.6)
    worst = 0.0
    for p, a, b in zip(params, one, two, strict=True):
        worst = max(worst, np.abs((b - p) - 2 * (a - p)).max())
    return bool(worst < 1e-9)


def linear_loop(update, params, x, y):
    for i in range(4):
        long, short = update(params, x, y, 4)[i], update(params, x, y, 1)[i]
        if np.max(np.abs(long - params[i] - 4 * short + 4 * params[i])) > 1e-8:
            return False
    return True


# one_hot


def one_hot_eye(labels, classes):
    return np.eye(classes)[:, labels]


def one_hot_compared(labels, classes):
    return np.arange(classes)[:, np.newaxis] == np.asarray(labels)


def one_hot_loop(labels, classes):
    return [[1 if label == row else 0 for label in labels] for row in range(classes)]


def one_hot_places(labels, classes):
    result = np.zeros((classes, len(labels)))
    result[labels, range(len(labels))] = 1
    return result


# candidate_noise


def noise_sequence(root, generation, i, size):
    sequence = np.random.SeedSequence(root, spawn_key=(generation, i))
    return np.random.default_rng(sequence).standard_normal(size)


def noise_list(root, generation, i, size):
    return np.random.default_rng([root, generation, i]).normal(0, 1, size)


def noise_other_bits(root, generation, i, size):
    sequence = np.random.SeedSequence([i, root, generation])
    return list(np.random.Generator(np.random.Philox(sequence)).standard_normal(size))


def noise_spawned(root, generation, i, size):
    children = np.random.SeedSequence([root, generation]).spawn(i + 1)
    return np.random.default_rng(children[i]).standard_normal(size)


def noise_one_by_one(root, generation, i, size):
    rng = np.random.default_rng((generation, i, root))
    return np.array([rng.standard_normal() for _ in range(size)])


BY_NAME = {
    "sigmoid": "sigmoid_", "forward": "forward_", "predict": "predict_", "cost": "cost_",
    "repaired_cost": "cost_",
    "hidden_delta": "hidden_delta_", "gradients": "gradients_", "step": "step_",
    "numerical_gradients": "numerical_", "relative_error": "relative_",
    "repaired": "repaired_",
    "initialise": "initialise_", "train": "train_", "sgd_step": "sgd_", "perturb": "perturb_",
    "hill_climb": "climb_", "es_gradient": "es_", "wire_xor": "wire_",
    "ignores_its_input": "ignores_", "linear_in_rate": "linear_", "one_hot": "one_hot_",
    "candidate_noise": "noise_",
}  # fmt: skip
ANSWERS = [
    (exercise, function)
    for exercise, prefix in BY_NAME.items()
    for name, function in list(globals().items())
    if name.startswith(prefix) and callable(function)
]
