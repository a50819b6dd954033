"""Look at the gradient that is followed: from_gradients, or from_moves of a step or an epoch; tiny."""

import numpy as np

from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.slopes import Look

TINY = 1e-6  # a rate at which a step is its gradient, and nothing of second order is left
TINY_SINGLE = 1e-2


class Restless(Failed):
    """The same call twice gave two answers: it remembers, or it draws at random."""


def tiny(patient):
    """Return the rate for looking: small, but far above the rounding."""
    return TINY_SINGLE if patient.single else TINY


def from_gradients(patient, points=None):
    """Return looks at what ``gradients`` gives, at generic points and inputs, never at their start."""
    looks = []
    for v in patient.points if points is None else points:
        g = patient.program.gradients(v, patient.X, patient.labels)
        if not np.all(np.isfinite(g)):
            raise Failed("gradients: it gave nan or inf at an ordinary point")
        labels = patient.labels
        looks.append(Look(v, _live(patient, g), patient.X, patient.targets(labels), labels))
    return looks


def from_moves(patient, move, samples):
    """Return looks at ``(v - move(v, X, Y, rate)) / rate`` for each (X, Y) at generic points.

    Raises ``Restless`` if the same call twice differs.
    """
    rate, looks = tiny(patient), []
    for v, (X, Y) in zip(patient.points, samples, strict=False):
        after = move(v, X, Y, rate)
        if not looks and not np.array_equal(after, move(v, X, Y, rate), equal_nan=True):
            raise Restless("the same call twice gives two answers")
        g = (v - after) / rate
        if not np.all(np.isfinite(g)):
            raise Failed("it gave nan or inf at an ordinary point")
        looks.append(Look(v, _live(patient, g), X, patient.targets(Y), Y))
    return looks


def _live(patient, g):
    return np.where(patient.live, g, 0.0)


def singles(patient, count=4):
    """Return (X, Y) of one sample each, with labels that differ."""
    return [(patient.X[[i]], patient.labels[[i]]) for i in range(min(count, patient.m))]


def moves(patient):
    """Return the ways to see one update: {name: move(v, X, Y, rate)}, the most direct first."""
    program, found = patient.program, {}
    if program.has("step"):
        form = step_form(patient)
        if form is not None:
            found["step"] = lambda v, X, Y, rate: program.step(v, *form(X, Y), rate)
    if program.has("train"):
        found["train"] = lambda v, X, Y, rate: program.train(v, X, Y, rate, 1).vector
    return found


def step_forms(patient):
    """Return the forms in which a program may want one sample: as a batch of one, or bare."""
    program = patient.program

    def batch(X, Y):
        return program.x_form.raw(X), program.y_form.raw(Y)

    def bare(X, Y):
        x, y = batch(X, Y)
        first = (0,) if program.x_axis == 0 else (slice(None), 0)
        last = (0,) if program.y_axis == 0 else (slice(None), 0)
        return _pick(x, first), _pick(y, last)

    def number(X, Y):
        return bare(X, Y)[0], float(np.ravel(Y)[0])

    def columns(X, Y):
        return X.T.copy(), Y.T.copy()

    def rows(X, Y):
        return X.copy(), Y.copy()

    return [batch, bare, number, columns, rows]


def _pick(raw, where):
    if isinstance(raw, list | tuple):
        return raw[0]
    value = raw[where]
    return value.item() if np.ndim(value) == 0 else value


def step_form(patient):
    """Return the first form of a sample with which ``step`` moves the parameters as it should.

    A form counts if the step fits a known gradient; else the first that works at all is taken.
    """
    from nn_helpers.clinic import slopes

    working = None
    for form in step_forms(patient):
        try:
            looks = from_moves(
                patient,
                lambda v, X, Y, rate, form=form: patient.program.step(v, *form(X, Y), rate, 3),
                singles(patient, 2),
            )
        except Restless:
            return form
        except Failed:
            continue
        if slopes.find(patient, looks, 1e-3 if not patient.single else 5e-2):
            return form
        working = working or form
    return working
