"""Experiments on training: repeats, forgets, begins_anew, samples_left_out, nothing_moved?"""

import numpy as np

from nn_helpers.clinic import looking
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.costs import SQUARED
from nn_helpers.clinic.finding import Finding


def _run(patient, epochs, Y=None, rate=None):
    program = patient.program
    Y = program.Y if Y is None else Y
    found = program.train(patient.elsewhere, program.X, Y, rate, epochs, seconds=3).vector
    if not np.all(np.isfinite(found)):
        raise Failed("it gave nan")
    return found


def repeats(patient):
    """Return whether training twice from the same start gives the same parameters, bit for bit."""
    try:
        return np.array_equal(_run(patient, 1), _run(patient, 1))
    except Failed:
        return False


def forgets(patient):
    """Do three epochs do more than one?

    A training that copies the start inside its loop begins anew each time: five epochs give bit for
    bit what one gives. Many epochs are tried at a start where there is something to learn.
    """
    one, three, five = (_run(patient, epochs) for epochs in (1, 3, 5))
    start = patient.elsewhere
    if np.array_equal(one, start) or not (np.array_equal(one, three) and np.array_equal(one, five)):
        return []
    if _ignores_epochs(patient):
        return []
    return [
        Finding(
            "train-forgets",
            "One, three and five epochs give the same parameters, to the last bit.",
            "Copy the start once, before the loop, and carry the parameters from epoch to epoch.",
            where="train",
            weight=9,
            repair="gradient",
        )
    ]


def begins_anew(patient):
    """Does training begin at the parameters that it is given?

    One epoch at a tiny rate hardly moves anything. So two starts that lie far apart must end far
    apart. If they end at the same numbers, training has drawn a start of its own, before its loop or
    in every epoch of it; what survives, such as a velocity, may hide that from the number of epochs.
    """
    program, rate = patient.program, looking.tiny(patient)
    starts = patient.elsewhere, patient.points[2]
    ends = [program.train(v, program.X, program.Y, rate, 1, seconds=3).vector for v in starts]
    apart = np.linalg.norm((starts[0] - starts[1])[patient.live])
    if not np.all(np.isfinite(ends)) or np.linalg.norm(ends[0] - ends[1]) > 1e-3 * apart:
        return []
    return [
        Finding(
            "train-forgets",
            "One epoch at a tiny rate ends at the same numbers from two quite different starts: "
            "training begins at numbers of its own, once or in every epoch.",
            "Begin at the parameters that are handed in, and never draw new ones inside the loop.",
            where="train",
            weight=6,
            repair="gradient",
            numbers={"begins anew": True},
        )
    ]


def _ignores_epochs(patient):
    """Return whether training does many updates whatever it is asked for: far more than one epoch."""
    if patient.match is None or patient.match.kind != "plain":
        return False
    return abs(patient.match.factor) > 5


def samples_left_out(patient):
    """Does every label matter?

    Change one label, train again: if the parameters stay the same to the last bit, the sample was
    never used. Asked of samples spread over the data.
    """
    program = patient.program
    asked = np.unique(np.linspace(0, program.n - 1, min(program.n, 12)).astype(int))
    epochs = 1 if program.n > 50 else 2
    before = _run(patient, epochs)
    if np.array_equal(before, patient.elsewhere):
        return []
    left_out = [
        i for i in asked if np.array_equal(_run(patient, epochs, _one_changed(patient, i)), before)
    ]
    left_out = [i for i in left_out if _has_a_slope(patient, i)]
    if not left_out:
        return []
    if len(left_out) == len(asked) and np.array_equal(
        _run(patient, epochs, _all_changed(patient)), before
    ):
        return [_all_ignored(len(asked))]
    share = len(left_out) / len(asked)
    return [
        Finding(
            "samples-left-out",
            f"Changing the label of {len(left_out)} of {len(asked)} samples changes nothing in the "
            f"trained parameters (samples {', '.join(map(str, left_out))}).",
            "Check the indices of the loop over the samples and what is indented below it.",
            where="train",
            weight=7 if share > 0.35 or program.n < 20 else 3,
            repair="gradient",
            numbers={"share": share},
        )
    ]


def _has_a_slope(patient, i):
    """Return whether a sample's label should matter: a sample of zeros may have no slope at all."""
    X, T = patient.program.X[[i]], patient.task.targets[[i]]
    _, g = patient.model.pull_back(patient.elsewhere, X, SQUARED, T)
    return bool(np.abs(g[0, patient.live]).max() > 1e-12)


def _one_changed(patient, i):
    Y = patient.program.Y.copy()
    others = np.unique(Y[np.any(Y[i] != Y, axis=1)], axis=0)
    if len(others):
        Y[i] = others[len(others) // 2]
    return Y


def _all_changed(patient):
    """Return the labels turned round, each for another one that occurs."""
    values = np.unique(patient.program.Y, axis=0)
    which = [np.flatnonzero(np.all(values == y, axis=1))[0] for y in patient.program.Y]
    return values[(np.array(which) + 1) % len(values)]


def _all_ignored(count):
    return Finding(
        "labels-ignored",
        f"None of {count} changed labels changes the trained parameters.",
        "See which labels training really reads: its argument, or a name from outside?",
        where="train",
        weight=8,
        repair="gradient",
    )


def accumulates(patient):
    """Do the second and third epoch go as far as the first?

    At a tiny rate the slope hardly changes, so epochs go 1, 2, 3 times the first way. Gradients that
    are never cleared go 1, 3, 6 times. (Momentum lies between.)
    """
    rate = looking.tiny(patient)
    program = patient.program
    ways = [
        program.train(patient.elsewhere, program.X[:1], program.Y[:1], rate, epochs).vector
        - patient.elsewhere
        for epochs in (1, 2, 3)
    ]
    size = float(np.dot(ways[0], ways[0]))
    if not size or not np.all(np.isfinite(ways)):
        return []
    times = [float(np.dot(way, ways[0]) / size) for way in ways]
    straight = all(
        np.linalg.norm(w - t * ways[0]) < 1e-2 * abs(t) * size**0.5
        for w, t in zip(ways, times, strict=True)
    )
    if not straight or abs(times[1] - 3) > 0.01 or abs(times[2] - 6) > 0.03:
        return []
    return [
        Finding(
            "gradients-accumulate",
            f"At a tiny rate two epochs go {times[1]:.2f} times as far as one, three epochs "
            f"{times[2]:.2f} times: every update adds the gradients of all before it.",
            "Set the gradients to zero before each update.",
            where="train",
            weight=7,
            repair="gradient",
        )
    ]


def nothing_moved(patient):
    """Which arrays did the whole training leave untouched, bit for bit?"""
    if patient.trained is None:
        return []
    from nn_helpers.clinic.experiments.step import never_updated

    end = patient.trained.vector
    never_moved = [
        leaf.name
        for leaf in patient.live_leaves
        if np.array_equal(end[leaf.part], patient.start[leaf.part])
    ]
    cost = patient.match.cost if patient.match else SQUARED
    _, g = patient.model.pull_back(patient.start, patient.program.X, cost, patient.task.targets)
    steep = np.abs(g[0, patient.live]).max() > 1e-9 if np.all(np.isfinite(g)) else True
    if len(never_moved) == len(patient.live_leaves) and steep:
        return [never_updated(never_moved, "train", f"In {patient.program.epochs} epochs")]
    return []
