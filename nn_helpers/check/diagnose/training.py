"""Take a wrong step, sgd_step or train apart: which weights moved, when, by which gradient."""

import numpy as np

from nn_helpers import bugs
from nn_helpers.check.compare import PARAMS, close
from nn_helpers.check.diagnose.backprop import blame, layers_of
from nn_helpers.check.diagnose.cost import cost_slip
from nn_helpers.check.diagnose.search import usable
from nn_helpers.network import Params, forward, gradients
from nn_helpers.training import train


def one_update(seen, expected, arguments):
    """Name the slip in a single update: what moved, divided by the rate, is the gradient it used."""
    cases = []
    for parts, _wanted, (params, X, Y, rate, *epochs) in usable(seen, expected, arguments):
        if epochs and epochs[0] != 1:
            continue
        used = {n: (p - parts[n]) / rate for n, p in params._asdict().items()}
        cases.append((used, {**layers_of(params, X, Y), "rate": rate}))
    whole = [
        (parts, layers_of(*g[:3])["right"], g[3])
        for parts, _, g in usable(seen, expected, arguments)
    ]
    for by in (lambda r: 1, lambda r: -1, lambda r: r, lambda r: -r):
        if (
            whole
            and "epochs" not in arguments[0]
            and all(
                close(parts[n], by(rate) * g)
                for parts, right, rate in whole
                for n, g in right.items()
            )
        ):
            return "gradient-returned", ""
    if cases and all(not any(g.any() for g in used.values()) for used, _ in cases):
        return "nothing-moves", "The parameters come back as they were."
    for slug, power in (("rate-forgotten", -1), ("rate-squared", 1), ("rate-divides", -2)):
        if cases and all(
            close(used[n], right * c["rate"] ** power)
            for used, c in cases
            for n, right in c["right"].items()
        ):
            return slug, ""
    if cases and all(
        close(used[n], right if n[0] == "W" else 0 * right)
        for used, c in cases
        for n, right in c["right"].items()
    ):
        return "biases-forgotten", "The weights move, the biases do not."
    found = blame(cases)
    return ("uphill", found[1]) if found and found[0] == "sign-flipped" else found


def training_run(seen, expected, arguments):
    """Name the slip in a training: first in the updates, then in the list of costs."""
    whole = [(s, e, g) for s, e, g in zip(seen, expected, arguments, strict=True) if s.parts]
    runs = [
        (s.parts, wanted, tuple(given.values()))
        for s, wanted, given in whole
        if all(s.parts[n].shape == wanted[n].shape for n in PARAMS)
    ]
    if len(runs) < len(seen):
        return None
    if not _same_weights(runs, lambda parts, wanted, given: wanted):
        return _wrong_weights(runs) or one_update(seen, expected, arguments)
    return _wrong_list(runs)


def _same_weights(runs, other):
    """Return whether every run ended at the weights that ``other`` gives for it."""
    return all(
        close(parts[n], values[n], loose=0.1)
        for parts, wanted, given in runs
        for values in [other(parts, wanted, given)]
        for n in PARAMS
    )


def _wrong_weights(runs):
    """Name a training that ends at weights to which another known way leads, whatever its costs."""

    def ends(function):
        def end(_parts, _wanted, given):
            own = (Params(*map(np.copy, given[0])), *given[1:])
            return dict(zip(PARAMS, function(*own)[0], strict=True))

        return end

    def on_one(which):
        return lambda p, X, Y, rate, epochs: train(p, X[:, which], Y[:, which], rate, epochs)

    def one_each_epoch(p, X, Y, rate, epochs):
        for epoch in range(epochs):
            at = [epoch % X.shape[1]]
            p, _ = train(p, X[:, at], Y[:, at], rate, 1)
        return p, None

    others = [
        (bug.slug, bug.function) for bug in bugs.zoo("train") if bug.slug != "changes-arguments"
    ]
    others += [
        ("one-sample-only", on_one([-1])),
        ("one-sample-only", one_each_epoch),
        ("stale-weights", _gradient_of_the_start),
        ("stale-weights", _forward_at_the_start),
    ]
    for slug, function in others:
        if _same_weights(runs, ends(function)) and not _same_weights(runs, lambda p, w, g: w):
            left_at_once = all(parts["costs"].size == 1 for parts, _, _ in runs)
            return "one-step-only" if slug == "reset-every-epoch" and left_at_once else slug, ""
    return None


def _gradient_of_the_start(params, X, Y, rate, epochs):
    """Train with the gradient of the start in every epoch."""
    slopes = gradients(params, X, Y)
    return Params(*(p - epochs * rate * g for p, g in zip(params, slopes, strict=True))), None


def _forward_at_the_start(params, X, Y, rate, epochs):
    """Train with the layers of the start in every epoch; only the way back meets new weights."""
    _, A1, _, A2 = forward(params, X)
    W1, b1, W2, b2 = params
    d2 = A2 - Y
    for _ in range(epochs):
        d1 = W2.T @ d2 * A1 * (1 - A1)
        W1, b1 = W1 - rate * d1 @ X.T, b1 - rate * d1.sum(1, keepdims=True)
        W2, b2 = W2 - rate * d2 @ A1.T, b2 - rate * d2.sum(1, keepdims=True)
    return Params(W1, b1, W2, b2), None


def _wrong_list(runs):
    """Name what is wrong with a list of costs beside right weights."""

    def everywhere(test):
        return all(test(parts["costs"], wanted["costs"], *given) for parts, wanted, given in runs)

    def after(params, X, Y, rate, epochs):
        return train(params, X, Y, rate, epochs + 1)[1]

    tests = (
        ("cost-after-update", lambda f, e, *g: close(f, after(*g)[1:])),
        ("off-by-one", lambda f, e, *g: f.size == e.size + 1 and close(f.ravel(), after(*g))),
        ("off-by-one", lambda f, e, *g: f.ndim == 1 and f.size == e.size + 1 and close(f[1:], e)),
        ("off-by-one", lambda f, e, *g: f.size == e.size - 1 and close(f.ravel(), e[:-1])),
        ("off-by-one", lambda f, e, *g: f.size == e.size - 1 and close(f.ravel(), e[1:])),
        ("last-cost-only", lambda f, e, *g: f.size == 1 and close(f.ravel(), e[-1:])),
        ("last-cost-only", lambda f, e, *g: f.size == 1 and close(f.ravel(), after(*g)[-1:])),
        ("stale-cost", lambda f, e, *g: close(f, np.full_like(e, e[0]))),
        ("other-shape", lambda f, e, *g: f.size == e.size and close(f.ravel(), e)),
        ("other-order", lambda f, e, *g: close(f, e[::-1])),
        ("summed-up", lambda f, e, *g: close(f, np.cumsum(e))),
    )
    for slug, test in tests:
        if everywhere(test):
            return slug, "The weights are right; the list of costs is not."
    cases = []
    for parts, wanted, (params, X, Y, rate, epochs) in runs:
        if parts["costs"].shape != wanted["costs"].shape:
            return None, "The weights are right; the list of costs is not."
        for i in range(epochs):
            here = train(params, X, Y, rate, i)[0]
            cases.append((parts["costs"][i], forward(here, X)[3], Y))
    found = cost_slip(cases)
    slug = found[0] if found else None
    return slug, "The weights are right, the costs on the list are not."


def step_parts(seen, expected, arguments):
    """Name a wrong step from how much of the parameter and of the gradient is in each array."""
    cases = usable(seen, expected, arguments)
    if not cases:
        return None
    moved = {}
    for name in cases[0][0]:
        kept, taken = [], []
        for parts, _wanted, (params, grads, rate) in cases:
            p, g = np.ravel(getattr(params, name)), np.ravel(getattr(grads, name))
            base = np.stack([p, g], axis=1)
            share, *_ = np.linalg.lstsq(base, np.ravel(parts[name]), rcond=None)
            if not close(base @ share, np.ravel(parts[name])):
                return None
            kept.append(share[0])
            taken.append(share[1] / rate)
        moved[name] = (np.array(kept), np.array(taken))
    rates = np.array([arguments[2] for _, _, arguments in cases])

    def all_have(test):
        return all(test(*both) for both in moved.values())

    still = [n for n, (k, t) in moved.items() if close(k, 1 + 0 * k) and close(t, 0 * t)]
    one = np.ones_like(rates)
    if len(still) == 4:
        return "nothing-moves", "All four arrays come back as they were."
    if still and all(name[0] == "b" for name in still):
        return "biases-forgotten", f"Left as before: {' and '.join(still)}."
    if still:
        return "stale-weights", f"Left as before: {' and '.join(still)}."
    for slug, keep, take in (
        ("uphill", one, one),
        ("rate-forgotten", one, -1 / rates),
        ("rate-squared", one, -rates),
        ("rate-divides", one, -1 / rates**2),
        ("gradient-returned", 0 * one, -one),
        ("gradient-returned", 0 * one, one),
        ("gradient-returned", 0 * one, 1 / rates),
        ("uphill", one, 1 / rates),
        ("sign-flipped", -one, one),
    ):
        if all_have(lambda k, t, keep=keep, take=take: close(k, keep) and close(t, take)):
            return slug, ""
    shares = [t for _, t in moved.values()]
    if all_have(lambda k, _t: close(k, one)) and np.ptp(shares) < 1e-6:
        return "constant-factor", f"Every step is {-shares[0][0]:.4g} times the expected one."
    return None
