"""Take a wrong sigmoid, forward pass or predict apart: layer by layer, curve by curve."""

from itertools import product

import numpy as np

from nn_helpers import bugs, network
from nn_helpers.check import compare
from nn_helpers.check.compare import RESULT
from nn_helpers.check.diagnose.search import first_that_fits, guess_fits, usable
from nn_helpers.network import sigmoid


def squash(seen, expected, arguments):
    """Name a sigmoid that is right near zero alone, or that is another curve."""
    arrays = [(s.parts[RESULT], np.asarray(g["z"], dtype=float)) for s, g in
              zip(seen, arguments, strict=True) if s.parts is not None]  # fmt: skip
    if not arrays:
        return None
    found, z = arrays[-1]
    if found.shape == z.shape and 0.5 < found[-1] < 1:
        border = float(np.log(found[-1] / (1 - found[-1])))
        if all(
            compare.close(f, network.sigmoid(np.clip(z, -border, border)), 100) for f, z in arrays
        ):
            return "clipped-too-tightly", f"Beyond z = {border:.4g} it stays as it is."
    arrays = [(f, z) for f, z in arrays if np.abs(z).max() < 100]
    curves = (
        ("integer-result", lambda z: np.round(network.sigmoid(z))),
        ("integer-result", lambda z: np.trunc(network.sigmoid(z))),
        ("thresholded", lambda z: (z >= 0) + 0.0),
        ("precedence", lambda z: 1 + np.exp(-z)),
        ("precedence", lambda z: np.exp(-z)),
        ("sign-flipped", lambda z: network.sigmoid(-z)),
        ("tanh-instead", np.tanh),
        ("derivative-instead", lambda z: network.sigmoid(z) * network.sigmoid(-z)),
        ("activation-twice", lambda z: network.sigmoid(network.sigmoid(z))),
        ("relu-instead", lambda z: np.maximum(z, 0)),
        ("softmax-instead", lambda z: np.exp(z) / np.exp(z).sum()),
        ("negative-side-forgotten", lambda z: network.sigmoid(np.abs(z))),
        ("negative-side-forgotten", lambda z: network.sigmoid(-np.abs(z))),
        ("factor-two", lambda z: 1 / (2 + np.exp(-z))),
        ("factor-two", lambda z: network.sigmoid(2 * z)),
        ("factor-two", lambda z: network.sigmoid(z / 2)),
        ("logarithm", lambda z: np.log(network.sigmoid(z))),
    )
    for slug, curve in curves:
        if arrays and all(compare.close(f, np.asarray(curve(z))) for f, z in arrays):
            return slug, ""
    return None


def answers(seen, expected, arguments):
    """Name a wrong predict by how its columns are related to the right ones."""
    cases = [(s.parts[RESULT], e[RESULT], given) for s, e, given in
             zip(seen, expected, arguments, strict=True) if s.parts is not None]  # fmt: skip

    def everywhere(test):
        return bool(cases) and all(test(found, right, g) for found, right, g in cases)

    tests = (
        ("thresholded", lambda f, r, g: compare.close(f, (r > 0.5) + 0.0)),
        ("flat-output", lambda f, r, g: compare.close(f, r.ravel())),
        ("last-sample-only", lambda f, r, g: compare.close(f, r[:, -1:])),
        ("last-sample-only", lambda f, r, g: compare.close(f, r[:, -1:] + 0 * r)),
        ("last-sample-only", lambda f, r, g: compare.close(f.ravel(), r[:, -1])),
        ("first-sample-only", lambda f, r, g: compare.close(f, r[:, :1])),
        ("first-sample-only", lambda f, r, g: compare.close(f, r[:, :1] + 0 * r)),
        ("first-sample-only", lambda f, r, g: compare.close(f.ravel(), r[:, 0])),
        ("samples-as-rows", lambda f, r, g: compare.close(f.T, r)),
        ("flat-output", lambda f, r, g: compare.close(f.ravel(), r.ravel())),
        ("samples-as-rows", lambda f, r, g: compare.close(f.ravel(), r.T.ravel())),
        ("first-output-only", lambda f, r, g: compare.close(np.atleast_2d(f), r[:1])),
    )
    for slug, test in tests:
        if everywhere(test):
            return slug, ""
    if everywhere(lambda f, r, g: f.shape == r.shape and _last_column_alone(f, r)):
        return "last-sample-only", ""
    partly = [
        (f, r) for f, r, _ in cases
        if f.shape == r.shape and f.shape[1] > 1 and not compare.close(f, r)
    ]  # fmt: skip
    if partly and all(
        0 < np.isclose(f, r, rtol=1e-5).all(axis=0).sum() < r.shape[1] for f, r in partly
    ):
        return "uninitialised-output", "Some columns are right; nobody wrote the others."
    for bug in bugs.zoo("forward"):
        if everywhere(lambda f, r, g, bug=bug: compare.close(f, last_layer(bug.function, g))):
            return bug.slug, ""
    if everywhere(lambda f, r, g: compare.close(f, samples_as_rows(g))):
        return "samples-as-rows", ""
    for (slug, hidden), (other, output) in product(OTHER_CURVES, OTHER_CURVES):
        if (slug or other) and everywhere(
            lambda f, r, g, h=hidden, o=output: compare.close(f, with_curves(g, h, o))
        ):
            return slug or other, ""
    made = [_with_layers(s, g) for s, g in zip(seen, arguments, strict=True)]
    found = forward_stages(*map(list, zip(*made, strict=True))) if all(made) else None
    return (found[0], "") if found and found[0] else None


OTHER_CURVES = (
    ("", network.sigmoid),
    ("tanh-instead", np.tanh),
    ("relu-instead", lambda z: np.maximum(z, 0)),
    ("no-hidden-activation", lambda z: z),
)


def with_curves(given, hidden, output):
    """Return the answers of a network with other activations."""
    W1, b1, W2, b2 = given["params"]
    return output(W2 @ hidden(W1 @ given["X"] + b1) + b2)


def last_layer(forward, given):
    """Return the answers of some forward pass; none where its sizes do not fit."""
    try:
        with np.errstate(all="ignore"):
            return np.asarray(forward(*given.values())[3])
    except ValueError:
        return np.empty(0)


def samples_as_rows(given):
    """Return the answers of a network that takes the rows of X for its samples."""
    X = given["X"]
    return network.predict(given["params"], X.T).T if X.shape[0] == X.shape[1] else np.empty(0)


def _last_column_alone(found, right):
    fits = np.isclose(found, right, rtol=1e-5).all(axis=0)
    return fits[-1] and not fits[:-1].any() and not found[:, :-1].any()


def _with_layers(s, given):
    """Return what ``forward_stages`` needs, when Z1, A1 and Z2 are taken to be right."""
    right = compare.read(network.forward(*given.values()), "layers")
    if s.parts is None or s.parts[RESULT].shape != right["A2"].shape:
        return None
    twin = type(s)(type(s.outcome)(value={**right, "A2": s.parts[RESULT]}), s.changed)
    return twin, right, given


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
        fits = all(guess_fits(right, c, c[name]) for c in cases)
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
