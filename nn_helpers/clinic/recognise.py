"""recognise: is predict a chain of dense layers? Cuts, layouts, a folded bias, activations."""

import itertools
import math

import numpy as np

from nn_helpers.clinic import activations
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.model import Layer, Model
from nn_helpers.clinic.tree import Leaf

MOST_CHAINS = 40
USUAL = 4  # activations are tried before the rare ones


def recognise(program, live, points, X, tolerance):
    """Return the ``Model`` that gives what predict gives at all points (points, parameters), or None.

    A network is recognised by what it answers, not by its code: the shapes of the arrays say in which
    order they can stand, and each combination of activations is tried. It counts only when the
    answers agree at every point to ``tolerance``. What is recognised can be trained from many starts
    at once, with exact slopes.
    """
    few = X[:4]
    try:
        wanted = [program.predict(v, X) for v in points]
        wanted_few = program.predict(points[0], few)
    except Failed:
        return None
    inputs, outputs = X.shape[1], wanted[0].shape[1]
    layouts = _layouts(program.tree.leaves, live, inputs, outputs)
    layouts = list(itertools.islice(layouts, MOST_CHAINS))
    for curves in (activations.HIDDEN[:USUAL], activations.HIDDEN[USUAL:]):
        for leaves, chain in layouts:
            for model in _likely(leaves, chain, curves, points[0], few, wanted_few, tolerance):
                if _agrees(model, points, X, wanted, tolerance):
                    return model
    return None


def _likely(leaves, chain, curves, v, X, wanted, tolerance):
    """Yield the models of one chain that agree on a few samples. Hidden layers are computed once."""
    for hidden in _hidden_choices(len(chain), curves):
        names = (*hidden, activations.LINEAR)
        layers = tuple(Layer(*each, one) for each, one in zip(chain, names, strict=True))
        model = Model(leaves, layers)
        z = model.outputs(v, X)
        for last in activations.EVERY_OUTPUT:
            if np.max(np.abs(last.curve(z)[0] - wanted)) <= tolerance * max(
                1.0, np.abs(wanted).max()
            ):
                yield model.with_output(last)


def _layouts(leaves, live, inputs, outputs):
    """Yield (arrays, how they follow one another); one long row is cut into arrays first."""
    if len(leaves) == 1 and len(leaves[0].shape) == 1 and leaves[0].size > inputs:
        for cut in _cuts(leaves[0].size, inputs, outputs):
            yield from (
                (cut, chain) for chain in _chains(cut, list(range(len(cut))), inputs, outputs)
            )
    used = [i for i, leaf in enumerate(leaves) if live[leaf.part].any()]
    yield from ((leaves, chain) for chain in _chains(leaves, used, inputs, outputs))


def _cuts(size, inputs, outputs):
    """Yield the arrays that one long row of parameters may hold: one hidden layer, or none."""
    units, rest = divmod(size - outputs, inputs + outputs + 1)
    if rest == 0 and units > 0:
        for first in ((inputs, units), (units, inputs)):
            for last in ((units, outputs), (outputs, units)):
                yield _virtual((first, (units,), last, (outputs,)))
                yield _virtual((first, last, (units,), (outputs,)))
    if size == outputs * (inputs + 1):
        yield _virtual(((inputs, outputs), (outputs,)))


def _virtual(shapes):
    leaves, start = [], 0
    for i, shape in enumerate(shapes):
        part = slice(start, start + math.prod(shape))
        leaves.append(Leaf((f"part{i}",), shape, part, np.dtype(float)))
        start = part.stop
    return leaves


def _agrees(model, points, X, wanted, tolerance):
    for v, outputs in zip(points, wanted, strict=True):
        got = model.outputs(v, X)[0]
        scale = max(1.0, float(np.max(np.abs(outputs)))) if np.all(np.isfinite(outputs)) else 0
        if got.shape != outputs.shape or not scale:
            return False
        if not np.max(np.abs(got - outputs)) <= tolerance * scale:
            return False
    return True


def _hidden_choices(depth, curves):
    """Yield tuples of activations, one a hidden layer: first all alike, then mixed."""
    if depth == 1:
        yield ()
        return
    yield from ([one] * (depth - 1) for one in curves)
    if depth > 2 and curves[0] is activations.HIDDEN[0]:
        for mixed in itertools.product(curves, repeat=min(depth - 1, 3)):
            if len({one.name for one in mixed}) > 1:
                yield (*mixed, *[mixed[-1]] * (depth - 1 - len(mixed)))


def _chains(leaves, left, width, outputs, chain=()):
    """Yield the ways in which the arrays can follow one another, each used once."""
    if not left:
        if chain and width == outputs:
            yield chain
        return
    for index in left:
        rest = [i for i in left if i != index]
        for after, turned, folded in _uses(leaves[index].shape, width):
            for bias in _biases(leaves, rest, after, folded):
                later = [i for i in rest if i != bias]
                yield from _chains(
                    leaves, later, after, outputs, (*chain, (index, bias, turned, folded))
                )


def _uses(shape, width):
    """Yield (units, turned, folded): what weights of this shape can make of so many inputs."""
    if len(shape) > 2:
        return
    shape = (*shape, 1, 1)[:2]
    for folded in (None, -1, 0):
        inputs = width + (folded is not None)
        if shape[0] == inputs:
            yield shape[1], False, folded
        if shape[1] == inputs and (shape[0] != shape[1] or folded is None):
            yield shape[0], True, folded


def _biases(leaves, rest, units, folded):
    """Yield the arrays that can be the bias of so many units; None comes last."""
    if folded is None:
        fits = [
            i for i in rest if leaves[i].size == units and max(leaves[i].shape, default=1) == units
        ]
        yield from fits
    yield None
