"""Whether answers that draw at random draw what their contracts say: the rest must follow from the draws."""

import copy
import math

import numpy as np
from strangers_formulas import all_close, bill, close, layers, problems

from nn_helpers.network import Params


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
