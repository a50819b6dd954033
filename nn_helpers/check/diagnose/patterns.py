"""Patterns that any wrong result can show: rearranged, rounded, scaled by a factor.

Each looks at what was seen and what was expected, probe by probe, and returns ``(slug, sentence)``
when one pattern explains all probes, else None.
"""

import numpy as np

from nn_helpers.check.compare import close, constant_ratio, order_of, same, same_shapes

# A factor that is the same however many samples there are cannot be a mean of those at hand.
FACTORS = {
    -1.0: ("sign-flipped", "Every number has the wrong sign."),
    2.0: ("factor-two", "Every number is twice as large as expected."),
    0.5: ("factor-two", "Every number is half as large as expected."),
    0.25: ("mean-not-sum", "Every number is a quarter of what is expected, for any data."),
}


def arrangement(seen, expected):
    """Name results whose numbers are right, and whose order or shape is not."""
    pairs = [(s.parts, wanted) for s, wanted in zip(seen, expected, strict=True)]
    if any(parts is None for parts, _ in pairs):
        return _partly(pairs)
    names = tuple(pairs[0][1])
    orders = {order_of(parts, wanted) for parts, wanted in pairs} - {None}
    if len(names) > 1 and len(orders) == 1:
        order = orders.pop()
        return "other-order", f"It returned ({', '.join(order)}), expected ({', '.join(names)})."
    for slug, sentence, fits in (
        ("other-shape", "", lambda f, e: f.size == e.size and close(f.ravel(), e.ravel())),
        ("samples-as-rows", "", lambda f, e: f.ndim == e.ndim == 2 and close(f.T, e)),
        ("last-sample-only", "", lambda f, e: e.ndim == 2 and close(f.ravel(), e[:, -1])),
        ("first-sample-only", "", lambda f, e: e.ndim == 2 and close(f.ravel(), e[:, 0])),
    ):
        if _everywhere(pairs, fits):
            return slug, sentence
    empty = [n for n in names if not any(parts[n].any() for parts, _ in pairs)]
    if 0 < len(empty) < len(names) and all(
        close(parts[n], wanted[n]) for parts, wanted in pairs for n in names if n not in empty
    ):
        slug = "bias-missing" if all(n[0] == "b" for n in empty) else "part-missing"
        return slug, f"Zero everywhere: {' and '.join(empty)}."
    summed = [n for n in names if all(_is_the_sum(parts[n], wanted[n]) for parts, wanted in pairs)]
    if summed and all(
        close(parts[n], wanted[n]) for parts, wanted in pairs for n in names if n not in summed
    ):
        return "summed-over-everything", f"One number alone: {' and '.join(summed)}."
    return None


def _partly(pairs):
    """Name another order that shows where it fits; with other sizes the call may even fail."""
    orders = {order_of(parts, wanted) for parts, wanted in pairs if parts is not None} - {None}
    return ("other-order", "") if len(orders) == 1 else None


def _everywhere(pairs, fits):
    return not all(same(parts, wanted) for parts, wanted in pairs) and all(
        fits(parts[name], wanted[name]) for parts, wanted in pairs for name in wanted
    )


def _is_the_sum(found, wanted):
    return wanted.ndim == 2 and found.size == 1 and bool(np.isclose(found.sum(), wanted.sum()))


def rounding(seen, expected):
    """Name results that are whole numbers, or cut to a few digits, where they should not be."""
    if any(
        s.parts is None or not same_shapes(s.parts, e) for s, e in zip(seen, expected, strict=True)
    ):
        return None
    cut = {np.trunc: ("integer-result", "What is behind the point is lost.")}
    cut[np.round] = ("integer-result", "Every number is rounded to a whole one.")
    for digits in (1, 2, 3, 4):
        text = f"Every number is rounded to {digits} digits."
        cut[lambda x, digits=digits: np.round(x, digits)] = ("rounded", text)
    for rounded, found in cut.items():
        if all(
            close(s.parts[n], wanted[n]) or np.allclose(s.parts[n], rounded(wanted[n]), atol=1e-12)
            for s, wanted in zip(seen, expected, strict=True)
            for n in wanted
        ):
            return found
    return None


def factor(seen, expected):
    """Name a factor that is the same for every number of every probe."""
    ratios = []
    for s, wanted in zip(seen, expected, strict=True):
        if s.parts is None:
            return None
        for name, right in wanted.items():
            if right.any():
                ratios.append(constant_ratio(s.parts[name], right))
    if not ratios or None in ratios or not close(ratios, np.full(len(ratios), ratios[0])):
        return None
    for value, found in FACTORS.items():
        if np.isclose(ratios[0], value):
            return found
    return "constant-factor", f"Every number is {ratios[0]:.4g} times what is expected."
