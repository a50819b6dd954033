"""Whether an answer keeps its exercise's contract, found out by plain numpy and none of our checks.

``holds(exercise, fn)`` is True or False. It is the yardstick of the strangers' sets alone: slow,
without words, and written from the contracts (the docstrings of the exercises).
"""

import contextlib
import copy
import inspect
import io
import math
import warnings

import numpy as np

from nn_helpers.network import Params

SHAPES = ((2, 2, 1, 4), (3, 4, 2, 5), (2, 3, 3, 1), (4, 2, 1, 6), (3, 3, 3, 3), (3, 3, 3, 3))


def holds(exercise, fn):
    """Return whether ``fn`` keeps the contract of this exercise."""
    state = np.random.get_state()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()) as said:
        warnings.simplefilter("error")
        try:
            kept = bool(JUDGES[exercise](fn))
        except Exception:
            kept = False
    np.random.set_state(state)
    return kept and not said.getvalue()


# ---- what is right -------------------------------------------------------------------------


def sig(z):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z, dtype=float)))


def layers(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = sig(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, sig(Z2)


def bill(A, Y):
    total = 0.0
    for a, y in zip(np.ravel(A), np.ravel(Y), strict=True):
        right = a if y == 1 else 1 - a
        total -= math.log(right)
    return total


def slopes(params, X, Y):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = layers(params, X)
    d2 = A2 - Y
    d1 = (W2.T @ d2) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


def moved(params, grads, rate):
    return Params(*(p - rate * g for p, g in zip(params, grads, strict=True)))


# ---- what to ask ---------------------------------------------------------------------------


def network(rng, inputs, hidden, outputs, scale=1.5):
    shapes = ((hidden, inputs), (hidden, 1), (outputs, hidden), (outputs, 1))
    return Params(*(rng.uniform(-scale, scale, shape) for shape in shapes))


def labels(rng, outputs, m):
    return rng.integers(0, 2, (outputs, m)).astype(float)


def problems():
    """Yield (params, X, Y) of several sizes, none of them special."""
    for seed, (inputs, hidden, outputs, m) in enumerate(SHAPES):
        rng = np.random.default_rng(100 + seed)
        params = network(rng, inputs, hidden, outputs)
        yield params, rng.uniform(-2, 2, (inputs, m)), labels(rng, outputs, m)


def close(got, wanted, atol=1e-9):
    got, wanted = np.asarray(got, dtype=float), np.asarray(wanted, dtype=float)
    return got.shape == wanted.shape and bool(np.allclose(got, wanted, rtol=1e-9, atol=atol))


def all_close(got, wanted, atol=1e-9):
    got = tuple(got)
    pairs = zip(got, wanted, strict=True)
    return len(got) == len(tuple(wanted)) and all(close(g, w, atol) for g, w in pairs)


def same_twice_and_unchanged(fn, args, wanted, equal=close):
    """Return whether two calls give the wanted result and leave what was handed in as it is."""
    kept = copy.deepcopy(args)
    for _ in range(2):
        got = fn(*args)
        if not equal(got, wanted):
            return False
        if not all_close(flat(args), flat(kept), 0):
            return False
    return not shares(got, args)


def flat(args):
    return [
        a for arg in args for a in (arg if isinstance(arg, tuple) else (arg,)) if not callable(a)
    ]


def shares(got, args):
    """Return whether an array of the result is an array that was handed in."""
    given = [a for a in flat(args) if isinstance(a, np.ndarray)]
    back = [
        g for g in (got if isinstance(got, tuple | list) else (got,)) if isinstance(g, np.ndarray)
    ]
    return any(np.shares_memory(a, b) for a in given for b in back)


# ---- one judge an exercise -----------------------------------------------------------------


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
        for p, X, Y in problems()
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
            for start in (p, Params(*(np.rint(2 * a).astype(int) for a in p))):
                if not central(fn, f, start):
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
    for p, X, Y in problems():
        for i in range(X.shape[1]):
            x, y = X[:, [i]], Y[:, [i]]
            for rate in (0.9, 0.05):
                wanted = moved(p, slopes(p, x, y), rate)
                if not same_twice_and_unchanged(fn, (p, x, y, rate), wanted, all_close):
                    return False
    return True


# ---- chance --------------------------------------------------------------------------------


def uniform(draws, width):
    """Return whether (n, k) draws look like k independent uniforms in (-width, width)."""
    n = len(draws)
    if np.abs(draws).max() > width:
        return False
    order = np.sort(draws, axis=0)
    wanted = np.linspace(-width, width, n + 2)[1:-1, None]
    return np.abs(order - wanted).max() < 5 * width / math.sqrt(n) and independent(draws)


def normal(draws):
    n = len(draws)
    centred = abs(draws.mean()) < 5 / math.sqrt(draws.size)
    spread = np.abs(draws.std(axis=0) - 1).max() < 5 / math.sqrt(n)
    tails = abs(np.mean(np.abs(draws) > 2) - 0.0455) < 5 * math.sqrt(0.05 / draws.size)
    middle = abs(np.mean(np.abs(draws) < 0.5) - 0.3829) < 5 * math.sqrt(0.25 / draws.size)
    return centred and spread and tails and middle and independent(draws)


def independent(draws):
    if draws.shape[1] == 1:
        return True
    off = np.corrcoef(draws.T) - np.eye(draws.shape[1])
    return bool(np.abs(off).max() < 5.5 / math.sqrt(len(draws)))


def line(params):
    return np.concatenate([np.ravel(p) for p in params])


def repeatable(call):
    """Return whether the same generator gives the same result, whatever the global one holds."""
    np_state = np.random.get_state()
    results = []
    for seed in (1, 2):
        np.random.seed(seed)
        results.append(line(call(np.random.default_rng(5))))
    np.random.set_state(np_state)
    return np.array_equal(*results)


def initialise(fn):
    wanted = [(2, 2), (2, 1), (1, 2), (1, 1)]
    for scale in (1.0, 0.12, 4.0):
        first = fn(np.random.default_rng(9), scale)
        if [np.shape(p) for p in first] != wanted:
            return False
        draws = [line(fn(np.random.default_rng(seed), scale)) for seed in range(1500)]
        one = np.random.default_rng(4)
        more = [line(fn(one, scale)) for _ in range(1500)]
        if not (uniform(np.array(draws), scale) and uniform(np.array(more), scale)):
            return False
    return repeatable(lambda rng: fn(rng, 0.5))


def perturb(fn):
    for (p, _, _), width in zip(problems(), (0.12, 1.0, 3.0, 0.5, 0.02), strict=False):
        far = Params(*(30 * a for a in p)) if width > 1 else p
        kept = copy.deepcopy(far)
        rng = np.random.default_rng(8)
        draws = []
        for _ in range(1200):
            got = fn(far, rng, width)
            if [np.shape(g) for g in got] != [a.shape for a in far]:
                return False
            draws.append(line(got) - line(far))
        if not uniform(np.array(draws), width * (1 + 1e-9)) or not all_close(far, kept, 0):
            return False
    return repeatable(lambda rng: fn(p, rng, 0.3))


def hill_climb(fn):
    for seed, (p, X, Y) in enumerate(problems()):
        for turns, width in ((1, 0.3), (12, 0.4), (60, 0.05)):
            asked = []

            def f(q, asked=asked, X=X, Y=Y):
                asked.append((copy.deepcopy(tuple(q)), bill(layers(q, X)[-1], Y)))
                return asked[-1][1]

            kept = copy.deepcopy(p)
            best, costs = fn(f, p, np.random.default_rng(seed), width, turns)
            if not climbed(p, best, np.ravel(costs), asked, width, turns):
                return False
            if not all_close(p, kept, 0):
                return False
    return steps_are_uniform(fn) and repeatable(lambda rng: fn(lambda q: 1.0, p, rng, 0.3, 9)[0])


def climbed(start, best, costs, asked, width, turns):
    """Return whether what f was asked, and what came back, are those of the climb."""
    if len(costs) != turns or not all_close(asked[0][0], start, 0):
        return False
    if len(asked) not in (turns, turns + 1):
        return False
    low, lows = asked[0], [asked[0][1]]
    for candidate, c in asked[1:]:
        if np.abs(line(candidate) - line(low[0])).max() > width * (1 + 1e-9):
            return False
        low = (candidate, c) if c < low[1] else low
        lows.append(low[1])
    return close(costs, lows[-turns:]) and all_close(best, low[0], 0)


def steps_are_uniform(fn):
    for fall in (True, False):
        asked = []

        def f(q, asked=asked, fall=fall):
            asked.append(line(copy.deepcopy(tuple(q))))
            return -float(len(asked)) if fall else 1.0 + (len(asked) > 1)

        fn(f, Params(*np.zeros((4, 1, 1))), np.random.default_rng(6), 0.7, 1500)
        asked = np.array(asked)
        draws = np.diff(asked, axis=0) if fall else asked[1:]
        if not uniform(draws, 0.7 * (1 + 1e-9)):
            return False
    return True


def es_gradient(fn):
    all_noise = []
    for (p, X, Y), sigma, pairs in zip(
        problems(), (0.3, 0.05, 1.0, 2.0, 0.5), (1, 7, 20, 3, 40), strict=False
    ):
        asked = []

        def f(q, asked=asked, X=X, Y=Y):
            asked.append((line(copy.deepcopy(tuple(q))), bill(layers(q, X)[-1], Y)))
            return asked[-1][1]

        kept = copy.deepcopy(p)
        got = fn(f, p, np.random.default_rng(pairs), sigma, pairs)
        if [np.shape(g) for g in got] != [a.shape for a in p] or not all_close(p, kept, 0):
            return False
        noise, wanted = estimate(asked, line(p), sigma)
        if len(noise) != pairs or not close(line(got), wanted, 1e-8):
            return False
    tall = Params(np.zeros((1, 3)), *np.zeros((3, 1, 1)))
    asked = []
    fn(
        lambda q: asked.append(line(copy.deepcopy(tuple(q)))) or 0.0,
        tall,
        np.random.default_rng(2),
        0.5,
        1500,
    )
    all_noise = estimate([(a, 0.0) for a in asked], line(tall), 0.5)[0]
    return normal(all_noise) and repeatable(
        lambda rng: fn(lambda q: float(line(q).sum()), p, rng, 1.0, 3)
    )


def estimate(asked, centre, sigma):
    """Return the noise of every mirrored pair that f was asked about, and the estimate from it."""
    shifts = np.array([where - centre for where, _ in asked])
    values = np.array([value for _, value in asked])
    away = np.abs(shifts).max(axis=1) > 1e-12  # the centre itself may be asked about as well
    shifts, values = shifts[away], values[away]
    order = np.argsort(np.abs(shifts[:, 0]))  # the two of a pair are neighbours now
    one, two = order[::2], order[1::2]
    if len(one) != len(two) or not np.allclose(shifts[one], -shifts[two], rtol=0, atol=1e-9):
        return np.zeros((0, len(centre))), np.zeros(len(centre))
    noise = shifts[one] / sigma
    return noise, (values[one] - values[two]) / (2 * sigma) @ noise / len(noise)


# ---- detectors and the last lesson ---------------------------------------------------------


def updates():
    """Yield (update, whether its step is linear in the rate)."""

    def plain(p, x, y, rate):
        return moved(p, slopes(p, x, y), rate)

    def half(p, x, y, rate):
        return moved(p, slopes(p, x, y), rate / 2)

    def up(p, x, y, rate):
        return moved(p, slopes(p, x, y), -rate)

    def still(p, x, y, rate):
        return Params(*(q.copy() for q in p))

    def first_only(p, x, y, rate):
        return Params(p.W1 - rate * slopes(p, x, y).W1, p.b1.copy(), p.W2.copy(), p.b2.copy())

    def decay(p, x, y, rate):
        return Params(*(q - rate * (g + 0.3 * q) for q, g in zip(p, slopes(p, x, y), strict=True)))

    def stale(p, x, y, rate):
        q = plain(p, x, y, rate)
        mixed = slopes(p._replace(W2=q.W2), x, y)
        A1 = layers(p, x)[1]
        d1 = (q.W2.T @ (layers(p, x)[-1] - y)) * A1 * (1 - A1)
        return Params(p.W1 - rate * d1 @ x.T, p.b1 - rate * d1, q.W2, q.b2)

    def squared(p, x, y, rate):
        return moved(p, slopes(p, x, y), rate**2)

    def one_array(name):
        def update(p, x, y, rate):
            q = plain(p, x, y, rate)
            bent = getattr(p, name) - rate**2 * getattr(slopes(p, x, y), name)
            return q._replace(**{name: bent})

        return update

    def rootlike(p, x, y, rate):
        return moved(p, slopes(p, x, y), math.sqrt(rate))

    def fixed(p, x, y, rate):
        return moved(p, slopes(p, x, y), 0.1)

    yield from ((u, True) for u in (plain, half, up, still, first_only, decay))
    yield from ((u, False) for u in (stale, squared, rootlike, fixed))
    yield from ((one_array(name), False) for name in Params._fields)


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


def candidate_noise(fn):
    names = [(r, g, i) for r in (0, 7) for g in range(30) for i in range(30)]
    rows = [np.array(fn(*name, 5)) for name in names]
    if any(row.shape != (5,) for row in rows):
        return False
    np.random.seed(12)
    again = [fn(*name, 5) for name in reversed(names)][::-1]
    if not all(np.array_equal(a, b) for a, b in zip(rows, again, strict=True)):
        return False
    if len({tuple(row) for row in rows}) != len(rows):
        return False
    many = np.array([fn(3, g, i, 4) for g in range(40) for i in range(40)])
    single = np.array([[fn(11, g, i, 1)[0]] for g in range(40) for i in range(40)])
    return normal(many) and normal(single) and fn(1, 2, 3, 9).shape == (9,)


JUDGES = {
    name: fn
    for name, fn in list(globals().items())
    if inspect.isfunction(fn) and fn.__module__ == __name__
}
JUDGES["repaired_cost"] = cost
EXERCISES = [
    "sigmoid",
    "forward",
    "wire_xor",
    "cost",
    "repaired_cost",
    "hidden_delta",
    "gradients",
    "step",
    "numerical_gradients",
    "relative_error",
    "train",
    "initialise",
    "sgd_step",
    "linear_in_rate",
    "predict",
    "ignores_its_input",
    "perturb",
    "hill_climb",
    "es_gradient",
    "one_hot",
    "candidate_noise",
]
JUDGES = {name: JUDGES[name] for name in EXERCISES}
