"""Experiments on predict: uses_inputs, samples_apart, varies, output_range, what adds_up."""

import numpy as np

from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.finding import Finding

MANY_COLUMNS = 100  # more are not moved one by one


def deterministic(patient):
    """Does the same call give the same answer?

    An array from np.empty, a generator inside, or dropout left on give another answer each time.
    """
    v = patient.points[0]
    predicted, again = (patient.program.predict(v, patient.X) for _ in range(2))
    if np.array_equal(predicted, again, equal_nan=True):
        return []
    apart = float(np.nanmax(np.abs(predicted - again)))
    if apart <= 1e-9 * max(1.0, float(np.nanmax(np.abs(predicted)))):
        return []
    return [
        Finding(
            "predict-not-deterministic",
            f"Two calls with the same parameters and inputs differ by up to {apart:.3g}.",
            "Look for np.empty, random numbers or dropout inside predict.",
            where="predict",
            weight=8,
        )
    ]


def no_numbers(patient):
    """Are the answers numbers?

    Ask about their samples at their start and at 4 other sets of parameters. Where every answer is nan
    or infinite, no label can be said, and nothing else can be asked.
    """
    predicted = [patient.outputs_at_start]
    predicted += [patient.program.predict(v, patient.program.X) for v in patient.points]
    if any(np.isfinite(outputs).any() for outputs in predicted):
        return []
    return [
        Finding(
            "output-range",
            f"At their start and at {len(patient.points)} other sets of parameters every answer is nan "
            "or infinite: the outputs are no numbers.",
            "Look in predict for 0 / 0, for the root or the logarithm of a negative number, and for exp "
            "of a large one.",
            where="predict",
            weight=10,
            numbers={"hopeless": True},
        )
    ]


def uses_inputs(patient):
    """Does predict look at the inputs it is given?

    Call it with the same parameters and entirely different inputs. If nothing changes, at any of
    of 16 sets of parameters, it reads something else, such as a variable left over from training.
    """
    if not patient.reads_params and _is_constant(patient):
        return []
    others = (patient.X[::-1] * 1.7 + 0.31, -2 * patient.X, 5 * patient.X + 1)
    for v in patient.generic(16):
        try:
            predicted = patient.program.predict(v, patient.X)
            if any(not np.array_equal(predicted, patient.program.predict(v, X)) for X in others):
                return []
        except Failed:
            return []
    if _is_constant(patient):
        return []
    return [
        Finding(
            "predict-ignores-input",
            "At 16 sets of parameters the answers for quite different inputs are the same, "
            "to the last digit.",
            "See which name predict reads: it must be its own argument, not a variable that "
            "training left behind.",
            where="predict",
            weight=10,
        )
    ]


def uses_each_input(patient):
    """Does every column of the inputs count?

    Move one column alone. If no answer changes at any of 4 sets of parameters, predict never reads
    it, or reads another column twice. Columns that hold one number for all samples are not asked.
    """
    varies = np.flatnonzero(np.ptp(patient.program.X, axis=0))
    if len(varies) < 2 or len(varies) > MANY_COLUMNS:
        return []
    points = patient.generic(4)
    predicted = [patient.program.predict(v, patient.X) for v in points]
    unread = []
    for j in varies:
        moved = patient.X.copy()
        moved[:, j] = 1.7 * moved[:, j] + 0.31
        again = (patient.program.predict(v, moved) for v in points)
        if all(np.array_equal(*pair) for pair in zip(predicted, again, strict=True)):
            unread.append(int(j))
    if not unread or len(unread) == len(varies):
        return []
    return [
        Finding(
            "predict-ignores-input",
            f"Of {len(varies)} inputs that vary, {len(unread)} change no answer at all "
            f"(counted from 0: {', '.join(map(str, unread))}).",
            "Check the indices with which predict reads the columns of X, and what is cut off.",
            where="predict",
            weight=7,
        )
    ]


def _is_constant(patient):
    outputs = [patient.program.predict(v, patient.X) for v in patient.points]
    return np.ptp(np.concatenate(outputs), axis=0).max() < 1e-9


def uses_params(patient):
    """Does predict look at the parameters it is given?

    Other parameters must give other answers. If not, it reads parameters from somewhere else.
    """
    if patient.reads_params or _is_constant(patient):
        return []
    return [
        Finding(
            "predict-ignores-input",
            "Quite different parameters give the same answers, to the last digit.",
            "Let predict use the parameters it is given, not those of an outer name.",
            where="params",
            weight=10,
        )
    ]


def samples_apart(patient):
    """Is the answer for a sample its own?

    Ask for one sample alone, and for all of them in another order. The answer for a sample must stay.
    A softmax along the wrong axis, a bias with a row for each sample, or inputs scaled by what is
    asked about, mix them. (Batch normalisation mixes them on purpose.) Where all get one answer, a
    loop reads one row for each.
    """
    program, v = patient.program, patient.points[0]
    X = patient.X if patient.m > 1 else program.X
    together = program.predict(v, X)
    alone = _alone(program, v, X)
    if isinstance(alone, str):
        return _mixed(f"predict does not take one sample alone ({alone})", 6)
    finite = np.isfinite(together).all(axis=1)
    lost = np.count_nonzero(finite & ~np.isfinite(alone).all(axis=1))
    if lost:
        return _mixed(
            f"Asked about alone, {lost} of {len(X)} samples get an answer that is no number (nan or "
            "infinite)",
            9,
            no_numbers_alone=int(lost),
        )
    order = patient.rng.permutation(len(X))
    turned = program.predict(v, X[order])
    apart = max(_apart(alone, together, finite), _apart(turned, together[order], finite[order]))
    if not apart > 10 * patient.tolerance:
        return []
    if len(X) > 1 and not np.ptp(together, axis=0).any():
        return [_one_for_all()]
    return _mixed(
        f"Alone or in another order, samples get answers that differ by {apart:.2g} of the largest",
        9,
    )


def _apart(some, others, finite):
    """Return how far answers are apart where the others are numbers, over the largest of these."""
    if not finite.any():
        return 0.0
    scale = max(1e-12, float(np.abs(others[finite]).max()))
    return float(np.abs(some - others)[finite].max()) / scale


def _one_for_all():
    return Finding(
        "predict-ignores-input",
        "All samples of a call get one and the same answer; alone, their answers differ.",
        "Check the index in predict's loop: it reads one sample's inputs for all of them.",
        where="predict",
        weight=10,
    )


def _alone(program, v, X):
    try:
        return np.concatenate([program.predict(v, X[[i]]) for i in range(len(X))])
    except Failed as error:
        try:  # some programs cannot take one, but can take two
            return np.concatenate([program.predict(v, X[[i, i]])[:1] for i in range(len(X))])
        except Failed:
            return str(error)


def _mixed(evidence, weight, **numbers):
    return [
        Finding(
            "samples-mixed",
            evidence + ".",
            "Check the axis of sums and softmax, that a bias has one row, not one a sample, and that inputs "
            "are scaled by numbers kept from training, not by those of the samples asked about.",
            where="predict",
            weight=weight,
            repair="output",
            numbers=numbers,
        )
    ]


def reach(patient):
    """Return (low, high, sums) of what the outputs can be, over parameters of every size.

    Parameters are drawn at scales from 0.3 to 90. A side that keeps growing with the scale has no
    bound; the others are where an activation ends. ``sums`` is what each row of outputs adds up to,
    if that is always the same.
    """
    low, high, sums = [], [], []
    scales = (0.3, 1, 3, 9, 30, 90)
    for scale in scales:
        seen = _seen(patient, scale)
        if seen is None:
            continue
        low.append(seen.min(axis=0))
        high.append(seen.max(axis=0))
        sums.append(np.ptp(seen.sum(axis=1)) < 1e-5 and seen.shape[1] > 1)
    if not low:
        return None
    low, high = np.array(low), np.array(high)
    floor, top = low.min(axis=0), high.max(axis=0)
    if len(low) == len(scales):
        floor = np.where(low[-1] < np.minimum(2 * low[2], low[2] - 1), -np.inf, floor)
        top = np.where(high[-1] > np.maximum(2 * high[2], high[2] + 1), np.inf, top)
    return floor, top, bool(all(sums))


def _seen(patient, scale):
    """Return all finite outputs over some draws at one scale, or None."""
    rows = []
    for v in patient.generic(6, scale):
        for X in (patient.X, patient.program.X[:50]):
            try:
                rows.append(patient.program.predict(v, X))
            except Failed:
                continue
    if not rows:
        return None
    rows = np.concatenate(rows)
    rows = rows[np.isfinite(rows).all(axis=1)]
    return rows if len(rows) else None


def output_constant(patient):
    """Can the output be more than one value?

    Draw parameters of every size and collect the answers. A softmax over a single unit is always 1:
    a number divided by itself.
    """
    found = patient.reach
    if found is None or not np.all(found[1] - found[0] < 1e-9):
        return []
    value = ", ".join(f"{x:.4g}" for x in found[0])
    return [
        Finding(
            "output-constant",
            f"For parameters of every size and all inputs the output is {value}.",
            "A softmax needs one unit a class; for one unit take a sigmoid.",
            where="predict",
            weight=10,
            repair="output",
        )
    ]


def output_range(patient):
    """Can the outputs say the labels at all?

    Collect the answers for parameters of every size. A label further outside than a twentieth of the
    labels' range can never be said: a sigmoid ends at 0 and 1, a relu never goes below 0, and the
    outputs of a softmax add up to 1. A label that lies on the end itself is no fault.
    """
    found = patient.reach
    if found is None or not patient.shapes_fit or np.all(found[1] - found[0] < 1e-9):
        return []
    low, high, sums = found
    T = patient.task.targets
    room = 0.05 * max(float(np.ptp(T)), 1e-12)
    outside = (low - room > T) | (high + room < T)
    adds_up = sums and not np.allclose(T.sum(axis=1), 1, atol=0.1) and T.shape[1] > 1
    logits = patient.task.is_classes and patient.threshold_moved
    if logits or not (outside.any() or adds_up):
        return []
    best = np.clip(T, low, high)
    if adds_up:
        best = T / np.maximum(T.sum(axis=1, keepdims=True), 1e-12)
    hopeless = not patient.task.learned(best)
    return [_out_of_reach(T, low, high, outside, adds_up, hopeless, patient.task.score(best))]


def _out_of_reach(T, low, high, outside, adds_up, hopeless, best):
    if adds_up and not outside.any():
        evidence = (
            f"The outputs of a sample always add up to 1; the labels add up to "
            f"{T.sum(axis=1).min():.3g} to {T.sum(axis=1).max():.3g}."
        )
    else:
        evidence = (
            f"For parameters of every size the outputs stay between {low.min():.4g} and "
            f"{high.max():.4g}; the labels go from {T.min():.4g} to {T.max():.4g}, and "
            f"{np.mean(outside):.0%} of them are out of reach."
        )
    return Finding(
        "output-range",
        evidence + f" The nearest answers it could give score {best:.3g}.",
        "Give the output an activation that can say the labels (none for numbers, a sigmoid for each "
        "of several yes-no labels), or scale the labels into its range.",
        where="predict",
        weight=9.5 if hopeless else 4,
        repair="output",
        numbers={"hopeless": hopeless, "low": low.tolist(), "high": high.tolist()},
    )


def keeps_arguments(patient):
    """Does a question change what it was asked about?

    Call predict, cost and gradients and compare their arguments with copies. Training may change the
    parameters in place; it must not change the data. Samples in another order while their labels stay
    where they were are the worst of it: nothing that is measured afterwards means anything.
    """
    changed = patient.changed_arguments()
    return [
        Finding(
            "arguments-changed",
            _lost(name, what)
            if _parts(changed, name, how)
            else f"{name} changed its argument {what}.",
            "Work on a copy: x = x.copy(), or write x = x / 255 in place of x /= 255.",
            where=name,
            weight=8.5 if _parts(changed, name, how) else 7 if name == "train" else 3,
        )
        for name, what, how in changed
    ]


def _lost(name, what):
    other = "labels" if what == "X" else "samples"
    return f"{name} put its argument {what} into another order, and the {other} stayed where they were."


def _parts(changed, name, how):
    """Return whether only one of samples and labels was put into another order."""
    return how == "reordered" and [n for n, _, h in changed if h == how].count(name) == 1
