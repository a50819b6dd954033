"""Experiments on the data alone: scales, contradictions, labels that look random in their group."""

import numpy as np

from nn_helpers.clinic import score
from nn_helpers.clinic.finding import Finding


def scales(patient):
    """How large are the inputs and the labels?

    A sigmoid or tanh unit bends between -3 and 3. Inputs in the hundreds push every unit to its flat
    end, and inputs of very different sizes make one rate too large for one weight and too small for
    another. Returned as numbers, not as a finding: only a cure proves that it matters, since a
    program may divide inside predict.
    """
    X, Y = patient.program.X, patient.program.Y
    spread = X.std(axis=0)
    moving = spread[spread > 0]
    return {
        "largest input": float(np.abs(X).max()),
        "smallest spread": float(moving.min()) if moving.size else 0.0,
        "largest spread": float(moving.max()) if moving.size else 0.0,
        "largest label": float(np.abs(Y).max()),
        "spread of the labels": float(Y.std()),
    }


def unscaled_inputs(patient):
    """Return whether the inputs are far from the size that a unit can use."""
    seen = scales(patient)
    wide = seen["largest input"] > 8 or 0 < seen["largest spread"] < 0.05
    return wide or seen["largest spread"] > 20 * max(seen["smallest spread"], 1e-300)


def unscaled_targets(patient):
    """Return whether the labels are far from the size of 1."""
    seen = scales(patient)
    if (
        patient.task.is_classes
        and patient.task.kind == "classes"
        and patient.program.Y.shape[1] == 1
    ):
        return False  # numbers of classes
    if patient.task.is_classes:
        return not 0.4 < float(np.ptp(patient.program.Y)) < 4
    far = seen["spread of the labels"] > 4 or seen["largest label"] > 10
    return far or seen["spread of the labels"] < 0.05


def labels_look_random(patient, shuffles=12):
    """Do the inputs know anything about the labels?

    A sample's neighbours usually have its label. Guess every label from the neighbours, then shuffle
    the labels and guess again: if the real labels are no easier to guess than shuffled ones, X and Y
    are perhaps not in the same order. Needs 30 samples. Parity looks random too, so this accuses
    nobody alone.
    """
    if patient.program.n < score.CEILING_FROM or not patient.shapes_fit:
        return []
    X, targets = _part(patient)
    near = score.Neighbours(X)
    real = _guessed(patient, near, targets)
    mixed = [_guessed(patient, near, patient.rng.permutation(targets)) for _ in range(shuffles)]
    if real > np.mean(mixed) + 3 * np.std(mixed) + 0.01:
        return []
    return [
        Finding(
            "labels-look-random",
            f"Guessed from the five nearest samples, the labels score {real:.2f}; shuffled labels "
            f"score {np.mean(mixed):.2f} on average over {shuffles} shuffles.",
            "Look at some samples with their labels: were X and Y shuffled or sorted apart?",
            where="X and Y",
            exact=False,
            numbers={"score": real, "shuffled": [float(m) for m in mixed]},
        )
    ]


def _part(patient, most=200):
    kept = patient.rng.permutation(patient.program.n)[:most]
    return score.standardised(patient.program.X[kept]), patient.task.targets[kept]


def _guessed(patient, near, targets):
    task = patient.task
    part = score.Task(task.kind, targets, float(targets.max() + targets.min()) / 2)
    return max(part.score(guess) for guess in near.guesses(targets))


def contradictions(patient):
    """Do samples with the same inputs have different labels?

    No network can give two answers to one question. Such pairs bound what can be reached.
    """
    X, Y = patient.program.X, patient.program.Y
    if len(X) > 3000:
        return []
    _, group = np.unique(X, axis=0, return_inverse=True)
    group = group.ravel()
    clash = sum(
        len(np.unique(Y[group == g], axis=0)) > 1
        for g in np.unique(group)
        if np.sum(group == g) > 1
    )
    if not clash or not patient.task.is_classes:
        return []
    return [
        Finding(
            "labels-noisy",
            f"{clash} inputs occur with more than one label.",
            "Check those rows: no network can give two answers to the same input.",
            where="X and Y",
            exact=False,
        )
    ]


def labels_misshapen(patient):
    """Do the labels have the shape of the outputs?

    numpy stretches shapes that differ: (n, 1) minus (n,) is a table of n x n differences, every
    output against every label. The mean of that table is lowest when every output is the mean of the
    labels. The test: give the same labels in the shape of the outputs. If cost, gradients or training
    then give something else, the shape is at fault.
    """
    program = patient.program
    outputs = program.out_form.raw(patient.outputs_at_start)
    Y = program.raw[1]
    if np.shape(outputs) == np.shape(Y):
        return []
    if patient.task.targets.size != patient.outputs_at_start.size:
        return [_widths(patient)] if not patient.shapes_fit else []
    if patient.task.targets.shape != program.Y.shape and patient.task.kind == "classes":
        return []  # whole numbers that name the class
    told = _told_apart(patient)
    if not told:
        return []
    return [
        Finding(
            "labels-misshapen",
            f"The outputs have shape {np.shape(outputs)}, the labels {np.shape(Y)}. "
            f"With the labels in the shape of the outputs {' and '.join(told)} change.",
            "Give the labels the shape of the outputs before anything is subtracted: "
            "Y = Y.reshape(outputs.shape).",
            where="Y",
            repair="reshape",
            weight=9,
        )
    ]


def _widths(patient):
    return Finding(
        "labels-misshapen",
        f"predict gives {patient.outputs_at_start.shape[1]} numbers a sample, "
        f"Y holds {patient.program.Y.shape[1]} ({np.unique(patient.program.Y).size} different values).",
        "Make one label a sample for each output: for classes a row of zeros with a single 1.",
        where="Y",
        weight=9,
    )


def _told_apart(patient):
    """Return the functions that give something else once the labels have the outputs' shape."""
    from nn_helpers.clinic.repairs import reshaped

    program, other = patient.program, reshaped(patient.program)
    told = []
    points = patient.points[:3]  # at one of them every relu may be off
    tests = {
        "cost": lambda p: [p.cost(program.predict(v, program.X), p.Y) for v in points],
        "gradients": lambda p: [p.gradients(v, p.X, p.Y) for v in points],
        "train": lambda p: [p.train(v, p.X, p.Y, epochs=1, seconds=2).vector for v in points],
    }
    for name, call in tests.items():
        if program.has(name) and _differ(lambda c=call: c(program), lambda c=call: c(other)):
            told.append(name)
    return told


def _differ(theirs, ours):
    """Return whether the reshaped labels work and theirs give something else, or fail."""
    from nn_helpers.clinic.calls import Failed

    try:
        right = np.asarray(ours())
        if not np.array_equal(right, np.asarray(ours()), equal_nan=True):
            return False
    except Failed:
        return False
    try:
        return not np.allclose(np.asarray(theirs()), right, rtol=1e-4, atol=1e-12, equal_nan=True)
    except Failed:
        return True
