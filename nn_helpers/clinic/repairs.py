"""A program repaired from outside: labels reshaped, with_tanh, better_output."""

import copy

import numpy as np

from nn_helpers.clinic import activations, samples
from nn_helpers.clinic.model import Model


def reshaped(program):
    """Return a program that is given its labels in the shape of its outputs."""
    other = copy.copy(program)
    width = program.Y.size // program.n
    form = program.out_form
    rest = (width,) if not form.flat else ()
    other.y_form = samples.Form(form.axis, rest, form.flat, program.y_form.dtype, np.ndarray)
    other.y_axis = form.axis
    other.Y = program.Y.reshape(program.n, width)
    return other


def with_tanh(model):
    """Return the model with tanh in every hidden layer."""
    layers = [layer._replace(activation=activations.TANH) for layer in model.layers[:-1]]
    return Model(model.leaves, (*layers, model.layers[-1]))


def better_output(patient):
    """Return the model with an output activation that can say the labels, or None."""
    if not patient.recognised:
        return None
    T, now = patient.task.targets, patient.model.output.name
    if not patient.task.is_classes:
        wanted = activations.LINEAR
    elif patient.task.kind == "classes" and T.shape[1] > 1:
        wanted = activations.SOFTMAX
    else:
        wanted = activations.SIGMOID if T.min() >= 0 else activations.TANH
    return None if wanted.name == now else patient.model.with_output(wanted)
