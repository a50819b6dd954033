"""Take wrong gradients apart: delta, slope, product and sum, stage by stage on the way back."""

from itertools import combinations, product

import numpy as np

from nn_helpers.check.compare import PARAMS, RESULT, close, constant_ratio, same, same_shapes
from nn_helpers.check.diagnose.search import usable
from nn_helpers.network import forward, gradients, sigmoid


def backprop(seen, expected, arguments):
    """Name the first slip on the way back, from the four gradients."""
    cases = [
        (s.parts, layers_of(*given.values()))
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


def layers_of(params, X, Y):
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


def hidden_parts(seen, expected, arguments):
    """Name the slip in the hidden delta: on the way back, or in the slope."""
    cases = [
        (
            parts[RESULT],
            {"W1": W2, "W2": W2, "A1": A1, "Z1": np.log(A1 / (1 - A1)), "A2": A1},
            delta2,
        )
        for parts, _wanted, (W2, delta2, A1) in usable(seen, expected, arguments)
    ]
    for back, b in BACKS:
        for slope, s in SLOPES[:-1]:
            for scale in (1, -1):
                try:
                    fits = cases and all(
                        close(found, scale * b(c, d) * s(c), 0.1) for found, c, d in cases
                    )
                except ValueError:
                    continue
                if fits and (back or slope or scale < 0):
                    return back or slope or "sign-flipped", ""
    if cases and all(close(found, without_brackets(c, d)) for found, c, d in cases):
        return "precedence", ""
    if _by_matrix_product(cases):
        return "matrix-product", ""
    return None


def _by_matrix_product(cases):
    """Whether blame and slope are multiplied with @, which fits where all arrays are square."""
    square = [case for case in cases if np.shape(case[1]["A1"]) == np.shape(case[1]["W2"])]
    return bool(square) and all(
        close(found, c["W2"].T @ d @ (c["A1"] * (1 - c["A1"]))) for found, c, d in square
    )
