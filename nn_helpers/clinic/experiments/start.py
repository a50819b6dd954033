"""Experiments on the start: symmetric (units that are _copies), flat_share at ends, integer_arrays."""

import numpy as np

from nn_helpers.clinic.finding import Finding


def integer_arrays(patient):
    """Are the parameters whole numbers by type?

    numpy cuts off what is written into an array of integers: W -= 0.3 does nothing or fails.
    """
    integers = [leaf.name for leaf in patient.live_leaves if leaf.dtype.kind in "iu"]
    if not integers:
        return []
    return [
        Finding(
            "integer-arrays",
            f"{', '.join(integers)} hold integers ({patient.program.tree.leaves[0].dtype}).",
            "Make them floats: np.zeros((2, 1)) or np.array([[0.0], [0.0]]).",
            where=", ".join(integers),
            weight=7,
            repair="floats",
        )
    ]


def symmetric(patient):
    """Are the hidden units copies of each other, at the start and after training?

    Units with the same weights get the same gradient and stay copies for ever: a layer of ten is then
    a layer of one. Whole units are compared, not arrays, since biases of zero are harmless; and at
    inputs a thousand times as large too, since units that no sample wakes all answer alike. A long
    training lets rounding grow, so at its end a thousandth is alike enough.
    """
    if not patient.recognised:
        return _constant_arrays(patient)
    copies_at_start = _copies(patient, patient.start, patient.X)
    copies_at_start = [
        i for i in copies_at_start if i in _copies(patient, patient.start, 1e3 * patient.X)
    ]
    if not copies_at_start:
        return []
    end = patient.trained.vector if patient.trained is not None else None
    if end is not None and np.all(np.isfinite(end)) and not _copies(patient, end, patient.X, 1e-3):
        return []
    return [_symmetric(f"In hidden layer {', '.join(map(str, copies_at_start))} all units give "
                       "the same answers, at the start and after training")]  # fmt: skip


def _copies(patient, v, X, slack=1e-9):
    layers = patient.model.hidden(v, X)
    return [
        i + 1
        for i, a in enumerate(layers)
        if a.shape[1] > 1 and np.ptp(a, axis=1).max() <= slack * max(1.0, np.abs(a).max())
    ]


def _constant_arrays(patient):
    tables = [leaf for leaf in patient.live_leaves if len(leaf.shape) == 2 and min(leaf.shape) > 1]
    same = [leaf for leaf in tables if np.ptp(patient.start[leaf.part]) == 0]
    if not tables or len(same) < len(tables):
        return []
    return [_symmetric(f"All entries of {', '.join(leaf.name for leaf in same)} are equal")]


def _symmetric(evidence):
    return Finding(
        "symmetric-start",
        evidence + ".",
        "Draw the weights at random; zero is fine for biases only.",
        where="start",
        weight=7.5,
        repair="start",
    )


def flat_share(patient, v):
    """Return the share of slopes of the outputs by the parameters that are zero, or nearly.

    A unit at its flat end, or a relu that is never on, passes nothing on.
    """
    X = patient.program.X[:30]
    _, slopes = patient.model.jacobian(v, X)
    seen = np.abs(slopes[0][..., patient.live])
    if not np.all(np.isfinite(seen)):
        return float("nan")
    return float(np.mean(seen.max(axis=(0, 1)) < 1e-6))


def hidden_at_ends(patient, v):
    """Return the share of hidden answers that sit at a flat end: sigmoid or tanh full, relu off."""
    if not patient.recognised:
        return float("nan")
    shares = []
    layers = patient.model.hidden(v, patient.program.X)
    for layer, a in zip(patient.model.layers, layers, strict=False):
        name = layer.activation.name
        if name == "sigmoid":
            shares.append(np.mean((a < 0.01) | (a > 0.99)))
        elif name == "tanh":
            shares.append(np.mean(np.abs(a) > 0.98))
        elif name == "relu":
            shares.append(np.mean(np.all(a == 0, axis=0)))
    return float(max(shares)) if shares else float("nan")
