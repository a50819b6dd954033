"""How a check shows things: arguments in a few words (called), numbers beside each other (shown)."""

import numpy as np

from nn_helpers.check import compare


def listed(names):
    """Return names in a row: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def lost(changed):
    """Return the sentence about arguments that a call has changed, or an empty text."""
    return f"The call has changed {listed(changed)}." if changed else ""


def called(name, given):
    """Return a call with the shapes of its arguments."""
    return f"{name}({', '.join(in_words(n, v) for n, v in given.items())})"


def in_words(name, value):
    """Return an argument in a few words: small things whole, arrays by their shape.

    >>> in_words("z", -1.5), in_words("X", np.zeros((3, 5)))
    ('z=-1.5', 'X of shape (3, 5)')
    """
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return f"{name} of a {value[0].shape[1]}-{value[0].shape[0]}-{value[2].shape[0]} network"
    if isinstance(value, np.ndarray):
        if value.size <= 6 and value.ndim <= 2:
            text = np.array2string(value, precision=3, separator=", ")
            return f"{name}={text.replace(chr(10), '')}"
        return f"{name} of shape {value.shape}"
    return f"{name}={value:g}" if isinstance(value, int | float) else name


def numbers(call):
    """Return shapes and numbers, yours above those expected, for those who want to look closer.

    Numbers that are near each other get more digits.
    """
    lines = []
    for name, wanted in call.expected.items():
        found = call.parts[name]
        mark = "right" if compare.close(found, wanted) else "wrong"
        shapes = f", shape {found.shape}, expected {wanted.shape}"
        lines.append(f"{name}: {mark}{shapes if found.ndim or wanted.ndim else ''}")
        if mark == "wrong" and max(found.size, wanted.size) <= 12:
            near = found.shape == wanted.shape and np.abs(found - wanted).max(initial=0) < 3e-4
            like = {"precision": 8 if near else 4, "suppress_small": True, "separator": ", "}
            for whose, array in (("yours", found), ("expected", wanted)):
                lines.append(f"  {whose:9}{np.array2string(array, prefix=' ' * 11, **like)}")
    lines.append(f"Compared to within {compare.RELATIVE:g} (relative): rounding is far smaller.")
    return "\n".join(lines)
