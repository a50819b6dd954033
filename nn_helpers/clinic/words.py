"""Words of a report: what cannot be seen, what was confused, answers that are no numbers."""

import numpy as np

LIMITS = (
    "What cannot be seen by calling functions: a wrong measure of accuracy, data that is in both "
    "training and test set, test data scaled otherwise, over-fitting, dropout left on in a test."
)


def confused(patient):
    """Return which samples got one answer though their labels differ, in words; "" if none or many.

    Answers that are no numbers are said first.

    >>> confused(None)
    ''
    """
    if patient is None or patient.outputs_at_end is None or not patient.shapes_fit:
        return ""
    if no_numbers(patient):
        return no_numbers(patient)
    out, task = patient.outputs_at_end, patient.task
    if not task.is_classes or task.learned(out) or len(out) > 12 or out.shape[1] != 1:
        return ""
    wrong = ~task.right(out)
    groups = {}
    for i, value in enumerate(out[:, 0]):
        groups.setdefault(round(float(value), 1), []).append(i)
    mixed = [
        (v, g)
        for v, g in groups.items()
        if len(g) > 1 and len({float(task.targets[i, 0]) for i in g}) > 1
    ]
    said = [
        f"samples {', '.join(map(str, g))} all get about {v:g} though their labels differ"
        for v, g in mixed
    ]
    if not said:
        return f"Training ends with {int(wrong.sum())} of {len(out)} samples wrong."
    return f"Training ends where {'; '.join(said)}."


def no_numbers(patient):
    """Return that answers after training are nan or infinite, in words; "" where all are numbers."""
    out = patient.outputs_at_end
    lost = 0 if out is None else np.count_nonzero(~np.isfinite(out).all(axis=1))
    if not lost:
        return ""
    return f"After training, the answers to {lost} of {len(out)} samples are no numbers (nan or infinite)."
