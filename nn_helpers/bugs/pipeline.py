"""Pipeline: values by named stages, made of text, replaced; Formula: its needs; HELPERS."""

import ast
import builtins
import textwrap
from functools import cache

import numpy as np

from nn_helpers.network import SMALLEST, Params, sigmoid

PARTS = {"params": Params._fields, "grads": tuple(f"d{name}" for name in Params._fields)}


# What a formula may use beside the values of other stages.
HELPERS = {
    "np": np,
    "sigmoid": sigmoid,
    "norm": np.linalg.norm,
    # What adds up to 1 in every column; the sum over the samples; the last sample's column for all.
    "softmax": lambda Z: np.exp(Z - Z.max(axis=0)) / np.exp(Z - Z.max(axis=0)).sum(axis=0),
    "total": lambda delta: delta.sum(axis=1, keepdims=True),
    "last": lambda array: array[:, -1:] + 0 * array,
    # The logarithm of what is a little above 0 at least; a quotient, 0 where 0 stands below the line.
    "log": lambda p: np.log(np.maximum(p, SMALLEST)),
    "ratio": lambda above, below: float(above / below) if below else 0.0,
}


class Formula:
    """A formula of a stage: called with values by name, it takes those that it ``needs``.

    ``renamed`` gives names in the formula other names outside.

    >>> area = Formula("a * b")
    >>> area.needs, area(a=2, b=3, c=4)
    (('a', 'b'), 6)
    """

    def __init__(self, text, renamed=()):
        named = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
        own = {node.id for node in named if isinstance(node.ctx, ast.Store)}
        names = sorted({node.id for node in named} - {*HELPERS, *dir(builtins), *own})
        self.needs = tuple(dict(renamed).get(name, name) for name in names)
        self._function = eval(f"lambda {', '.join(names)}: {text}", HELPERS)

    def __call__(self, **values):
        return self._function(*[values[name] for name in self.needs])


@cache
def stages(text):
    """Return the formulas of stages by name, from lines (or a line with semicolons) "name = formula".

    The stage ``new`` stands for four, new_W1 to new_b2: in its formula p is the parameter, g the
    gradient, rate the learning rate.

    >>> list(stages("a = 1; b = 2 * a")), list(stages("new = p - rate * g"))
    (['a', 'b'], ['new_W1', 'new_b1', 'new_W2', 'new_b2'])
    """
    made, text = {}, textwrap.dedent(text)
    for line in ast.parse(text).body:
        name, formula = line.targets[0].id, f"({ast.get_source_segment(text, line.value)})"
        if name == "new":
            for field in Params._fields:
                renamed = {"p": field, "g": f"d{field}", "rate": "learning_rate"}
                made[f"new_{field}"] = Formula(formula, renamed)
        else:
            made[name] = Formula(formula)
    return made


class Pipeline:
    """A computation in named stages.

    An argument ``params`` or ``grads`` is opened: its arrays are W1, b1, W2, b2, or dW1, db1, dW2, db2.

    Parameters
    ----------
    arguments : the names of the arguments, in one string
    result : the names of the stages that are returned, in one string
    pack : what makes the result of them: ``tuple``, ``Params._make``; None for a single stage
    text : the stages in the order of their computation, see ``stages``; or such stages by name

    >>> area = Pipeline("a b", "area", None, "area = a * b")
    >>> area(2, 3), area.replaced(**stages("area = a + b"))(2, 3)
    (6, 5)
    """

    def __init__(self, arguments, result, pack, text):
        self.arguments, self.result, self.pack = arguments.split(), result.split(), pack
        self.stages = stages(text) if isinstance(text, str) else text

    def __call__(self, *arguments):
        values = self.values(arguments)
        found = [values[name] for name in self.result]
        return self.pack(found) if self.pack else found[0]

    def values(self, arguments, own=()):
        """Return what every stage gives, by name. ``own`` takes the place of stages, once computed."""
        own, values = dict(own), {}
        for name, value in zip(self.arguments, arguments, strict=False):
            values[name] = value
            values.update(zip(PARTS.get(name, ()), value, strict=True) if name in PARTS else ())
        follows = {}
        for name, formula in self.stages.items():
            follows[name] = formula(**values)
            values[name] = own.get(name, follows[name])
        return follows if own else values

    def replaced(self, **stages):
        """Return the pipeline with some stages replaced. Raises ``KeyError`` for an unknown one."""
        unknown = set(stages) - set(self.stages)
        if unknown:
            raise KeyError(f"No stage {sorted(unknown)}; there are {', '.join(self.stages)}.")
        arguments, result = " ".join(self.arguments), " ".join(self.result)
        return Pipeline(arguments, result, self.pack, {**self.stages, **stages})

    def function(self, **stages):
        """Return a plain function of the exercise's arguments, with some stages replaced."""
        twin = self.replaced(**stages)
        return lambda *arguments: twin(*arguments)
