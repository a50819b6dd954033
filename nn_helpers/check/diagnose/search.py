"""Find out what was done in place of the right thing, when no single known mistake explains it all.

Each function takes apart a wrong result, stage by stage and in the order of the computation, and
tries what learners write at that stage. It computes every stage from the learner's own earlier
ones, so that one slip is one message. Where several things are wrong, the first in the flow counts.

A diagnosis gets what was seen, what was expected and the arguments, probe by probe, and returns
``(slug or None, sentence)``, or None when it has nothing to say.
"""

from itertools import combinations, product

import numpy as np

from nn_helpers import bugs
from nn_helpers.check.compare import PARAMS, RESULT, close, constant_ratio, same, same_shapes
from nn_helpers.network import Params, forward, gradients, sigmoid
from nn_helpers.training import train


def usable(seen, expected, arguments):
    """Return the probes whose results have the right shapes, as (parts, expected, arguments)."""
    return [
        (s.parts, wanted, tuple(given.values()))
        for s, wanted, given in zip(seen, expected, arguments, strict=True)
        if s.parts is not None and same_shapes(s.parts, wanted)
    ]


def first_that_fits(cases, guesses, found):
    """Return the first slug whose guess gives what was found, in every case; None for none.

    ``guesses`` are (slug, function of a case); ``found`` is a function of a case.
    """
    for slug, guess in guesses:
        if all(_fits(guess, case, found(case)) for case in cases):
            return slug
    return None


def _fits(guess, case, found):
    try:
        with np.errstate(all="ignore"):
            value = np.asarray(guess(case), dtype=float)
    except (ValueError, IndexError):
        return False
    return close(found, value, loose=0.1)


# Forward ------------------------------------------------------------------------------------------


def tanh_slips(inner):
    return [
        ("no-activation", inner),
        ("tanh-instead", lambda c: np.tanh(inner(c))),
        ("sign-flipped", lambda c: sigmoid(-inner(c))),
        ("activation-twice", lambda c: sigmoid(sigmoid(inner(c)))),
        ("relu-instead", lambda c: np.maximum(inner(c), 0)),
        ("thresholded", lambda c: inner(c) > 0),
        ("derivative-instead", lambda c: sigmoid(inner(c)) * sigmoid(-inner(c))),
        ("softmax-instead", lambda c: np.exp(inner(c)) / np.exp(inner(c)).sum(0)),
    ]


def forward_stages(seen, expected, arguments):
    """Name the first stage that is wrong, given the learner's own stages before it."""
    cases = []
    for parts, _wanted, (params, X) in usable(seen, expected, arguments):
        cases.append({**params._asdict(), **parts, "X": X})
    if not cases:
        return None
    stages = (
        ("Z1", lambda c: c["W1"] @ c["X"] + c["b1"], [
            ("bias-forgotten", lambda c: c["W1"] @ c["X"]),
            ("bias-subtracted", lambda c: c["W1"] @ c["X"] - c["b1"]),
            ("weights-transposed", lambda c: c["W1"].T @ c["X"] + c["b1"]),
            ("samples-as-rows", lambda c: c["X"] @ c["W1"] + c["b1"]),
            ("samples-as-rows", lambda c: c["X"] @ c["W1"] + c["b1"].T),
            ("samples-as-rows", lambda c: c["X"] @ c["W1"].T + c["b1"].T),
            ("samples-as-rows", lambda c: c["X"] @ c["W1"].T + c["b1"]),
            ("samples-as-rows", lambda c: c["X"].T @ c["W1"].T + c["b1"].T),
            ("samples-as-rows", lambda c: c["W1"] @ c["X"].T + c["b1"]),
            ("elementwise-product", lambda c: c["W1"] * c["X"] + c["b1"]),
            ("bias-as-row", lambda c: c["W1"] @ c["X"] + c["b1"].T),
            ("one-bias-for-all", lambda c: c["W1"] @ c["X"] + c["b1"][0, 0]),
            ("one-bias-for-all", lambda c: c["W1"] @ c["X"] + c["b1"].sum()),
            ("one-bias-for-all", lambda c: c["W1"] @ c["X"] + c["b1"].mean()),
            ("bias-of-other-layer", lambda c: c["W1"] @ c["X"] + c["b2"]),
        ]),
        ("A1", lambda c: sigmoid(c["Z1"]), [
            ("bias-after-activation", lambda c: sigmoid(c["Z1"]) + c["b1"]),
            *tanh_slips(lambda c: c["Z1"]),
        ]),
        ("Z2", lambda c: c["W2"] @ c["A1"] + c["b2"], [
            ("bias-forgotten", lambda c: c["W2"] @ c["A1"]),
            ("bias-subtracted", lambda c: c["W2"] @ c["A1"] - c["b2"]),
            ("first-layer-twice", lambda c: c["W2"] @ c["Z1"] + c["b2"]),
            ("first-layer-twice", lambda c: c["W1"] @ c["A1"] + c["b1"]),
            ("first-layer-twice", lambda c: c["Z1"]),
            ("input-of-wrong-layer", lambda c: c["W2"] @ c["X"] + c["b2"]),
            ("weights-transposed", lambda c: c["W2"].T @ c["A1"] + c["b2"]),
            ("elementwise-product", lambda c: c["W2"] * c["A1"] + c["b2"]),
            ("bias-of-other-layer", lambda c: c["W2"] @ c["A1"] + c["b1"]),
            ("bias-as-row", lambda c: c["W2"] @ c["A1"] + c["b2"].T),
            ("one-bias-for-all", lambda c: c["W2"] @ c["A1"] + c["b2"][0, 0]),
            ("one-bias-for-all", lambda c: c["W2"] @ c["A1"] + c["b2"].sum()),
            ("one-bias-for-all", lambda c: c["W2"] @ c["A1"] + c["b2"].mean()),
        ]),
        ("A2", lambda c: sigmoid(c["Z2"]), [
            ("bias-after-activation", lambda c: sigmoid(c["Z2"]) + c["b2"]),
            ("first-layer-twice", lambda c: sigmoid(c["Z1"])),
            *tanh_slips(lambda c: c["Z2"]),
        ]),
    )  # fmt: skip
    found = {}
    for name, right, guesses in stages:
        fits = all(_fits(right, c, c[name]) for c in cases)
        found[name] = None if fits else first_that_fits(cases, guesses, lambda c, n=name: c[n])
        if not fits and found[name] is None:
            found[name] = "unknown"
    for name in ("Z1", "Z2"):  # the bias is not forgotten when it comes a line later
        after = found["A1" if name == "Z1" else "A2"]
        if found[name] == "bias-forgotten" and after == "bias-after-activation":
            return after, ""
    for name, slug in found.items():
        if slug:
            where = {"A1": "no-hidden-activation", "A2": "no-output-activation"}
            slug = where.get(name) if slug == "no-activation" else slug  # noqa: PLW2901
            known = None if slug == "unknown" else slug
            return known, f"{name} is the first that does not follow from what stands before it."
    return None


# Cost ---------------------------------------------------------------------------------------------


def cost_parts(seen, expected, arguments):
    """Name what each sample costs, and what was done with the samples' costs afterwards."""
    cases = [
        (s.parts[RESULT], Y_hat, Y)
        for s, (Y_hat, Y) in zip(seen, (given.values() for given in arguments), strict=True)
        if s.parts is not None and ((Y_hat > 0) & (Y_hat < 1)).all()
    ]
    return cost_slip(cases) if cases else None


def cost_slip(cases):
    """Name the slip in costs: ``cases`` are (what came back, Y_hat, Y), none of them sure."""
    terms = [
        ("", lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p))),
        ("precedence", lambda p, y: -y * np.log(p) + (1 - y) * np.log(1 - p)),
        ("negative-class-forgotten", lambda p, y: -y * np.log(p)),
        ("positive-class-forgotten", lambda p, y: -(1 - y) * np.log(1 - p)),
        ("labels-swapped", lambda p, y: -((1 - y) * np.log(p) + y * np.log(1 - p))),
        ("negative-class-forgotten", lambda p, y: -np.log(p)),
        ("arguments-swapped", lambda p, y: -(p * _log(y) + (1 - p) * _log(1 - y))),
        ("squared-error", lambda p, y: (p - y) ** 2),
        ("absolute-error", lambda p, y: np.abs(p - y)),
        ("log-forgotten", lambda p, y: -(y * p + (1 - y) * (1 - p))),
        ("precedence", lambda p, y: -(y * np.log(p) + 1 - y * np.log(1 - p))),
        ("log-of-one-plus", lambda p, y: -(y * np.log1p(p) + (1 - y) * np.log1p(1 - p))),
        ("accuracy-instead", lambda p, y: ((p > 0.5) == y).astype(float)),
        ("accuracy-instead", lambda p, y: ((p > 0.5) != y).astype(float)),
    ]
    ways = [
        ("", np.sum),
        ("mean-not-sum", np.mean),
        ("mean-not-sum", lambda t: np.sum(t) / t.shape[1]),
        ("mean-not-sum", lambda t: np.sum(t) / 4),
        ("last-sample-only", lambda t: np.sum(t[:, -1])),
        ("first-sample-only", lambda t: np.sum(t[:, 0])),
        ("first-output-only", lambda t: np.sum(t[0])),
        ("last-output-only", lambda t: np.sum(t[-1])),
        ("not-summed", lambda t: t),
        ("not-summed", np.ravel),
        ("not-summed", lambda t: t.sum(axis=0)),
        ("not-summed", lambda t: t.sum(axis=1)),
        ("not-summed", lambda t: t.sum(axis=0, keepdims=True)),
        ("not-summed", lambda t: t.sum(axis=1, keepdims=True)),
        ("square-root", lambda t: np.sqrt(np.abs(np.sum(t)))),
        ("square-root", lambda t: np.sqrt(np.abs(np.mean(t)))),
    ]
    scales = [("", 1), ("sign-flipped", -1), ("half", 0.5), ("half", 2),
              ("wrong-log-base", 1 / np.log(2)), ("wrong-log-base", 1 / np.log(10))]  # fmt: skip
    best = None
    for (term, t), (way, w), (scale, c) in product(terms, ways, scales):
        slips = [slug for slug in (term, way, scale) if slug]
        if not slips or (best and len(slips) >= len(best)):
            continue
        with np.errstate(all="ignore"):
            if all(close(found, c * w(t(p, y)), loose=0.1) for found, p, y in cases):
                best = slips
    if best is None:
        return _mixed_up(cases)
    if best[0] == "squared-error" or best == ["absolute-error"]:
        return best[0], ""
    if best == ["not-summed"] and all(np.size(found) == 1 for found, _, _ in cases):
        return None
    first = next((slug for slug in best if slug not in ("half", "square-root")), None)
    return first, "" if first else "It is half or twice the right result."


def _mixed_up(cases):
    """Name costs of answers that met the labels of other samples, or that were taken for labels."""
    # With log(0) cut off at some number, labels in the logarithm cost a multiple of that number.
    ratios = [found / np.sum(p * (1 - y) + (1 - p) * y) for found, p, y in cases]
    if all(np.shape(r) == () and r > 0 for r in ratios) and np.ptp(ratios) < 1e-6 * max(ratios):
        return "arguments-swapped", "It takes the logarithm of the labels."
    for meets in (lambda y, log: y.T @ log, lambda y, log: y @ log.T):
        told = [
            (found, -np.sum(meets(y, np.log(p)) + meets(1 - y, np.log(1 - p))), p, y)
            for found, p, y in cases
        ]
        right = [(found, -np.sum(_log(np.where(y == 1, p, 1 - p)))) for found, _, p, y in told]
        for way in (lambda p: len(p) == 1, lambda p: True):  # it may fit with one output alone
            fits = [close(found, made) for found, made, p, _ in told if way(p)]
            wrong = [
                not close(f, r) for (f, r), (_, _, p, _) in zip(right, told, strict=True) if way(p)
            ]
            if all(fits) and any(wrong):
                return "broadcast-to-matrix", "Answers of one sample meet labels of another."
    return None


def _log(y):
    return np.log(np.maximum(y, np.finfo(float).tiny))


# Gradients ----------------------------------------------------------------------------------------


def backprop(seen, expected, arguments):
    """Name the first slip on the way back, from the four gradients."""
    cases = [
        (s.parts, _layers(*given.values()))
        for s, given in zip(seen, arguments, strict=True)
        if s.parts is not None
    ]
    found = blame(cases)
    if found and found[0]:
        return found
    partly = _scaled_in_part(cases)
    if partly:
        return partly
    if len(cases) == len(seen) and all(
        close(parts[n], right, loose=2000) for parts, c in cases for n, right in c["right"].items()
    ):
        return "not-exact", "The numbers are close, and not close enough."
    return found


def _scaled_in_part(cases):
    """Name a sign or a factor that some of the four gradients have, and the others have not."""
    for slug, scale in SCALES[1:]:
        off = {
            name
            for found, c in cases
            for name, right in c["right"].items()
            if not close(found[name], right)
        }
        if off and all(
            close(found[n], scale(c) * c["right"][n], loose=0.1) for found, c in cases for n in off
        ):
            return slug, f"It concerns {' and '.join(n for n in PARAMS if n in off)} alone."
    return None


def one_update(seen, expected, arguments):
    """Name the slip in a single update: what moved, divided by the rate, is the gradient it used."""
    cases = []
    for parts, _wanted, (params, X, Y, rate, *epochs) in usable(seen, expected, arguments):
        if epochs and epochs[0] != 1:
            continue
        used = {n: (p - parts[n]) / rate for n, p in params._asdict().items()}
        cases.append((used, {**_layers(params, X, Y), "rate": rate}))
    whole = [
        (parts, _layers(*g[:3])["right"], g[3]) for parts, _, g in usable(seen, expected, arguments)
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


def _layers(params, X, Y):
    Z1, A1, Z2, A2 = forward(params, X)
    right = gradients(params, X, Y)._asdict()
    return {"X": X, "Y": Y, "Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "W2": params[2],
            "W1": params[0], "right": right, "m": X.shape[1]}  # fmt: skip


DELTAS = (
    ("", lambda c: c["A2"] - c["Y"]),
    ("output-slope-extra", lambda c: (c["A2"] - c["Y"]) * c["A2"] * (1 - c["A2"])),
    ("output-slope-forgotten", lambda c: (c["A2"] - c["Y"]) / (c["A2"] * (1 - c["A2"]))),
    ("labels-forgotten", lambda c: c["A2"]),
    ("thresholded", lambda c: (c["A2"] > 0.5) - c["Y"]),
    ("output-activation-forgotten", lambda c: c["Z2"] - c["Y"]),
    ("slope-of-preactivation", lambda c: (c["A2"] - c["Y"]) * c["Z2"] * (1 - c["Z2"])),
    ("slope-taken-twice",
     lambda c: (c["A2"] - c["Y"]) * sigmoid(c["A2"]) * (1 - sigmoid(c["A2"]))),
    ("tanh-slope", lambda c: (c["A2"] - c["Y"]) * (1 - c["A2"] ** 2)),
)  # fmt: skip
SCALES = (("", lambda c: 1), ("sign-flipped", lambda c: -1), ("mean-not-sum", lambda c: 1 / c["m"]),
          ("factor-two", lambda c: 2), ("factor-two", lambda c: 0.5),
          ("mean-not-sum", lambda c: 1 / c["Y"].size),
          ("rate-included", lambda c: c.get("rate", 0.0)))  # fmt: skip
SLOPES = (
    ("", lambda c: c["A1"] * (1 - c["A1"])),
    ("hidden-slope-forgotten", lambda c: np.ones_like(c["A1"])),
    ("slope-of-preactivation", lambda c: c["Z1"] * (1 - c["Z1"])),
    ("slope-taken-twice", lambda c: sigmoid(c["A1"]) * (1 - sigmoid(c["A1"]))),
    ("slope-taken-twice", lambda c: (c["A1"] * (1 - c["A1"])) ** 2),
    ("tanh-slope", lambda c: 1 - c["A1"] ** 2),
    ("tanh-slope", lambda c: 1 - np.tanh(c["Z1"]) ** 2),
    ("slope-incomplete", lambda c: c["A1"]),
    ("slope-incomplete", lambda c: 1 - c["A1"]),
    ("slope-incomplete", lambda c: sigmoid(c["Z1"]) * (1 + sigmoid(c["Z1"]))),
    ("leaked-index", lambda c: (c["A1"] * (1 - c["A1"]))[-1:] + 0 * c["A1"]),
    ("slope-of-other-layer", lambda c: c["A2"] * (1 - c["A2"]) + 0 * c["A1"]),
)
BACKS = (
    ("", lambda c, d: c["W2"].T @ d),
    ("weights-forgotten", lambda c, d: np.ones_like(c["W2"]).T @ d),
    ("weights-forgotten", lambda c, d: d + 0 * c["A1"]),
    ("weights-transposed", lambda c, d: c["W2"] @ d),
    ("weights-transposed", lambda c, d: c["W2"].reshape(len(c["A1"]), -1) @ d),
    ("weights-squared", lambda c, d: (c["W2"] ** 2).T @ d),
    ("weights-of-wrong-layer", lambda c, d: (d @ c["A1"].T).T @ d),
    ("elementwise-product", lambda c, d: c["W2"].T * d),
    ("elementwise-product", lambda c, d: c["W2"] * d),
    ("weights-of-wrong-layer", lambda c, d: c["W1"] @ d),
    ("weights-of-wrong-layer", lambda c, d: c["W1"].T @ d),
    ("leaked-index", lambda c, d: c["W2"][-1:].T @ d[-1:]),
    ("first-output-only", lambda c, d: c["W2"][:1].T @ d[:1]),
)
SUMS = (
    ("", lambda d: d.sum(1, keepdims=True)),
    ("bias-not-summed", lambda d: d),
    ("other-shape", lambda d: d.sum(1)),
    ("other-shape", lambda d: d.sum(1)[np.newaxis]),
    ("summed-over-everything", np.sum),
    ("summed-over-everything", np.mean),
    ("summed-along-wrong-axis", lambda d: d.sum(0)),
    ("summed-along-wrong-axis", lambda d: d.sum(0, keepdims=True)),
    ("summed-along-wrong-axis", lambda d: d.sum(0)[:, np.newaxis]),
    ("bias-not-summed", lambda d: d.mean(1, keepdims=True)),
    ("bias-not-summed", lambda d: d[:, :1]),
    ("bias-not-summed", lambda d: d[:, -1:]),
    ("summed-over-everything", lambda d: np.full((len(d), 1), d.sum())),
    ("summed-over-everything", lambda d: np.full((len(d), 1), d.mean())),
    ("bias-missing", lambda d: np.zeros((len(d), 1))),
)
INPUTS1 = (
    ("", lambda c: c["X"]), ("input-of-wrong-layer", lambda c: c["A1"]),
    ("input-of-wrong-layer", lambda c: c["Z1"]),
)  # fmt: skip
INPUTS2 = (
    ("", lambda c: c["A1"]), ("input-of-wrong-layer", lambda c: c["Z1"]),
    ("input-of-wrong-layer", lambda c: c["X"]), ("input-of-wrong-layer", lambda c: c["A2"]),
)  # fmt: skip
TURNS = (("", lambda g: g), ("weights-transposed", lambda g: g.T), ("weight-missing", lambda g: 0 * g))  # fmt: skip


def blame(cases):
    """Return the first slip that explains all four gradients on all probes, or None.

    ``cases`` are (found gradients, layers) of each probe.
    """
    if not cases:
        return None
    at_least = None
    for (scale, s), (delta, d) in sorted(
        product(SCALES, DELTAS), key=lambda pair: bool(pair[0][0]) + bool(pair[1][0])
    ):
        deltas = [s(c) * d(c) for _, c in cases]
        if scale and all(close(x, d(c)) for x, (_, c) in zip(deltas, cases, strict=True)):
            continue  # with one sample the mean is the sum
        b2 = _search(cases, "b2", [(slug, [r(x) for x in deltas]) for slug, r in SUMS])
        W2 = _search(cases, "W2", _products(cases, deltas, INPUTS2))
        if W2 is None and b2 is not None and (scale or delta or b2):
            at_least = at_least or scale or delta or b2
        if b2 is None or W2 is None:
            continue
        hidden = _hidden(cases, deltas)
        slips = [slug for slug in (delta, scale, W2, b2, *(hidden or ())) if slug]
        if slips:
            return slips[0], "" if hidden else "More may be wrong further back."
    for slug, which in (("last-sample-only", [-1]), ("first-sample-only", [0])):
        if _one_sample(cases, which):
            return slug, "It is the gradient of one sample alone."
    if _last_sample_leaks(cases):
        return "leaked-index", "Numbers of the last sample are used for all samples."
    if at_least:  # b2 comes first on the way back, and tells what is wrong with delta2
        return at_least, "More may be wrong further back."
    return _zeros(cases)


def _one_sample(cases, which):
    """Return whether the gradients are those of one sample."""
    return all(
        same(found, _backward({**c, **{n: c[n][:, which] for n in ("X", "Y", "A1", "A2")}}))
        for found, c in cases
    )


def _last_sample_leaks(cases):
    """Return whether some layers are those of the last sample alone, whatever the sample."""
    layers = ("X", "A1", "A2")
    choices = [names for n in (1, 2, 3) for names in combinations(layers, n)]
    return any(
        all(
            same(found, _backward({**c, **{n: c[n][:, -1:] + 0 * c[n] for n in names}}))
            for found, c in cases
        )
        for names in choices
    ) and any(c["m"] > 1 for _, c in cases)


def _backward(c):
    """Return the gradients that follow from these layers."""
    d2 = c["A2"] - c["Y"]
    d1 = c["W2"].T @ d2 * c["A1"] * (1 - c["A1"])
    pairs = ((d1, c["X"]), (d2, c["A1"]))
    made = [part for d, signal in pairs for part in (d @ signal.T, d.sum(1, keepdims=True))]
    return dict(zip(PARAMS, made, strict=True))


def _zeros(cases):
    for name in ("W2", "b2", "W1", "b1"):
        if all(not found[name].any() for found, _ in cases):
            return "part-missing", f"The part {name} is zero everywhere."
    return None


def _products(cases, deltas, inputs):
    """Return (slug, predictions) for a weight gradient: delta times input, right or transposed."""
    guesses = []
    for (slug, signal), (turned, turn) in product(inputs, TURNS):
        try:
            made = [turn(x @ signal(c).T) for x, (_, c) in zip(deltas, cases, strict=True)]
        except ValueError:
            continue
        guesses.append((slug or turned, made))
    return guesses


def _search(cases, name, guesses):
    """Return the slug of the first guess that gives the found gradient everywhere it can, or None."""
    for slug, made in guesses:
        if all(
            np.shape(x) == np.shape(found[name]) and close(found[name], x, loose=0.1)
            for x, (found, _) in zip(made, cases, strict=True)
        ):
            return slug
    return None


def _hidden(cases, deltas):
    """Return the slips in the hidden layer (back, slope, input, sum), or None when unexplained."""
    stale = _stale(cases, deltas)
    if stale is not None:
        return stale
    blamed = [without_brackets(c, x) for x, (_, c) in zip(deltas, cases, strict=True)]
    if _search(cases, "W1", _products(cases, blamed, INPUTS1)) is not None:
        return ["precedence"]
    best, apart = None, {}
    for (back, b), (slope, s) in sorted(
        product(BACKS, SLOPES), key=lambda pair: bool(pair[0][0]) + bool(pair[1][0])
    ):
        try:
            blamed = [b(c, x) * s(c) for x, (_, c) in zip(deltas, cases, strict=True)]
        except ValueError:
            continue
        W1 = _search(cases, "W1", _products(cases, blamed, INPUTS1))
        b1 = _search(cases, "b1", [(slug, [r(x) for x in blamed]) for slug, r in SUMS])
        for name, slip in (("W1", W1), ("b1", b1)):
            if slip is not None:
                apart.setdefault(name, [back, slope, slip])
        if W1 is None:
            continue
        if b1 is None and not back:
            b1 = _leaked(cases, deltas, s)
        if b1 is not None:
            slips = [back, slope, W1, b1]
            if best is None or sum(map(bool, slips)) < sum(map(bool, best)):
                best = slips
    if best is None and len(apart) == 2:  # each of the two went its own way
        return apart["W1"] + apart["b1"]
    return best


def without_brackets(c, x):
    """Return the hidden delta of W2.T @ delta2 * A1 * 1 - A1."""
    return c["W2"].T @ x * c["A1"] - c["A1"]


def _leaked(cases, deltas, slope):
    """Return the slug when b1 alone got the share of a single output."""
    for slug, k in (("leaked-index", slice(-1, None)), ("first-output-only", slice(0, 1))):
        share = [
            (c["W2"][k].T @ x[k] * slope(c)).sum(1, keepdims=True)
            for x, (_, c) in zip(deltas, cases, strict=True)
        ]
        if _search(cases, "b1", [(slug, share)]):
            return slug
    return None


def _stale(cases, deltas):
    """Return the slip when the hidden layer was blamed through a W2 that had moved already.

    By how much it had moved is not known: the remainder must be one multiple of what such a move
    would add, the same for both arrays and on every probe, in units of the rate where there is one.
    """
    moves, rates = [], []
    leaks = False
    for x, (found, c) in zip(deltas, cases, strict=True):
        slope = c["A1"] * (1 - c["A1"])
        right = c["W2"].T @ x * slope
        extra = (x @ c["A1"].T).T @ x * slope
        if not same_shapes(found, c["right"]):
            return None
        off = np.ravel(right @ c["X"].T - found["W1"])
        unit = np.ravel(extra @ c["X"].T)
        off_b = np.ravel(right.sum(1, keepdims=True) - found["b1"])
        unit_b = np.ravel(extra.sum(1, keepdims=True))
        move = constant_ratio(off, unit)
        if move is None or abs(move) < 1e-7:
            return None
        if not close(off_b, move * unit_b):
            back = (c["W2"] - move * x @ c["A1"].T)[-1:]
            share = (back.T @ x[-1:] * slope).sum(1, keepdims=True)
            if not close(found["b1"], share):
                return None
            leaks = True
        moves.append(move)
        rates.append(c.get("rate", 1.0))
    ratio = np.array(moves) / np.array(rates)
    if not (close(ratio, np.full_like(ratio, ratio[0])) or np.ptp(moves) < 1e-9):
        return None
    return ["stale-and-leaked" if leaks else "stale-weights"]


# Step ---------------------------------------------------------------------------------------------


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


# Relative error -----------------------------------------------------------------------------------


def relative_parts(seen, expected, arguments):
    """Name a wrong relative error from its numerator and its denominator."""
    cases = [
        (s.parts[RESULT], given["a"], given["b"])
        for s, given in zip(seen, arguments, strict=True)
        if s.parts is not None and np.any(given["a"]) and np.any(given["b"])
    ]
    zeros = [s for s, g in zip(seen, arguments, strict=True) if not (g["a"].any() or g["b"].any())]
    if not cases:
        return None
    norm = np.linalg.norm
    tops = [
        ("", lambda a, b: norm(a - b)),
        ("squared", lambda a, b: norm(a - b) ** 2),
        ("other-norm", lambda a, b: np.abs(a - b).max()),
        ("other-norm", lambda a, b: np.abs(a - b).sum()),
        ("other-norm", lambda a, b: np.abs(a - b).mean()),
        ("signed", lambda a, b: (a - b).sum()),
        ("signed", lambda a, b: norm(a) - norm(b)),
        ("sum-instead", lambda a, b: norm(a + b)),
    ]
    bottoms = [
        ("", lambda a, b: norm(a) + norm(b)),
        ("absolute-error", lambda a, b: 1.0),
        ("absolute-error", lambda a, b: float(a.size)),
        ("one-norm-only", lambda a, b: norm(a)),
        ("one-norm-only", lambda a, b: norm(b)),
        ("one-norm-only", lambda a, b: max(norm(a), norm(b))),
        ("norm-of-the-sum", lambda a, b: norm(a + b)),
        ("factor-two", lambda a, b: (norm(a) + norm(b)) / 2),
        ("factor-two", lambda a, b: (norm(a) + norm(b)) * 2),
        ("product-not-sum", lambda a, b: norm(a) * norm(b)),
        ("squared", lambda a, b: norm(a) ** 2 + norm(b) ** 2),
        ("other-norm", lambda a, b: np.abs(a).sum() + np.abs(b).sum()),
        ("other-norm", lambda a, b: np.abs(a).max() + np.abs(b).max()),
        ("other-norm", lambda a, b: (np.abs(a) + np.abs(b)).max()),
        ("signed", lambda a, b: a.sum() + b.sum()),
    ]
    for (top, t), (bottom, d) in sorted(
        product(tops, bottoms), key=lambda pair: bool(pair[0][0]) + bool(pair[1][0])
    ):
        with np.errstate(all="ignore"):
            fits = all(
                close(found, np.asarray(t(a, b) / d(a, b)), 0.1) for found, a, b in cases if d(a, b)
            )
        if fits and (top or bottom):
            return ("absolute-error" if bottom == "absolute-error" else top or bottom), ""
        if fits and zeros:
            return "zero-over-zero", "For two zeros it should be 0."
    unbracketed = [(f, norm(a - b) / norm(a) + norm(b)) for f, a, b in cases]
    if all(close(found, made) for found, made in unbracketed):
        return "precedence", "The second size is added after dividing."
    added = [
        norm(a - b) / found - norm(a) - norm(b)
        for found, a, b in cases
        if found.shape == () and found
    ]
    if len(added) == len(cases) and min(added) > 0 and np.ptp(added) < 1e-3 * max(added):
        return "protection-too-strong", f"Below the line stands {added[0]:.2g} too much."
    return None
