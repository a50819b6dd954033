"""Take a wrong relative error apart: its norms, its quotient, its zeros."""

from itertools import product

import numpy as np

from nn_helpers.check.compare import RESULT, close


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
