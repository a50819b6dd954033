"""Mutants of the right answers: each operator, constant and axis changed once.

None may pass, but for those in ``SURVIVORS``: they are as right as the original, for the reason given.
"""

import ast
import inspect
import textwrap

import pytest
import right_answers

from nn_helpers import check

SUBJECTS = {
    "forward": "forward_plain", "predict": "predict_loop", "cost": "cost_where",
    "hidden_delta": "hidden_delta_loop", "gradients": "gradients_plain", "step": "step_copy",
    "repaired": "repaired_in_place",
    "numerical_gradients": "numerical_plain", "relative_error": "relative_plain",
    "initialise": "initialise_plain", "train": "train_plain", "sgd_step": "sgd_loops",
    "perturb": "perturb_plain", "hill_climb": "climb_plain", "es_gradient": "es_plain",
    "sigmoid": "sigmoid_where",
}  # fmt: skip

SWAPS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.MatMult: ast.Mult, ast.Lt: ast.GtE, ast.Gt: ast.LtE, ast.Eq: ast.NotEq,
    ast.Pow: ast.Mult, ast.USub: ast.UAdd,
}  # fmt: skip


class Mutate(ast.NodeTransformer):
    """Changes the one node whose number is ``target``, and counts all that could be changed."""

    def __init__(self, target):
        self.target, self.count, self.did = target, -1, ""

    def turn(self, what):
        self.count += 1
        if self.count == self.target:
            self.did = what
            return True
        return False

    def visit_BinOp(self, node):
        self.generic_visit(node)
        other = SWAPS.get(type(node.op))
        if other and self.turn(f"{type(node.op).__name__} -> {other.__name__}"):
            node.op = other()
        return node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        other = SWAPS.get(type(node.op))
        if other and self.turn(f"{type(node.op).__name__}= -> {other.__name__}="):
            node.op = other()
        return node

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.USub) and self.turn("minus dropped"):
            return node.operand
        return node

    def visit_Compare(self, node):
        self.generic_visit(node)
        other = SWAPS.get(type(node.ops[0]))
        if other and self.turn(f"{type(node.ops[0]).__name__} -> {other.__name__}"):
            node.ops[0] = other()
        return node

    def visit_keyword(self, node):
        # zip(..., strict=False) is as right wherever the lengths agree, and here they always do.
        return node if node.arg == "strict" else self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, bool) and self.turn(f"{node.value} -> {not node.value}"):
            return ast.copy_location(ast.Constant(not node.value), node)
        numbers = isinstance(node.value, int | float) and not isinstance(node.value, bool)
        if numbers and self.turn(f"{node.value} -> {node.value + 1}"):
            return ast.copy_location(ast.Constant(node.value + 1), node)
        return node


def mutants(function):
    """Yield (what was changed, the mutant) for every place of a function."""
    source = textwrap.dedent(inspect.getsource(function))
    target = 0
    while True:
        tree = ast.parse(source)
        tree.body[0].args.defaults = []
        mutation = Mutate(target)
        tree = ast.fix_missing_locations(mutation.visit(tree))
        if not mutation.did:
            return
        namespace = dict(vars(right_answers))
        exec(compile(tree, "<mutant>", "exec"), namespace)
        yield f"{target}: {mutation.did}", namespace[function.__name__]
        target += 1


SURVIVORS = {
    "predict": ["0: 2 -> 3"],  # params[3], b2, has as many rows as params[2], W2
    # With one sample a column times a row is their matrix product.
    "repaired": ["7: MatMult -> Mult", "12: MatMult -> Mult"],
    "perturb": ["1: Add -> Sub"],  # noise that is as likely to either side may be subtracted
}


@pytest.mark.parametrize("exercise", SUBJECTS)
def test_no_mutant_passes(exercise):
    function = getattr(right_answers, SUBJECTS[exercise])
    passed = [
        what for what, mutant in mutants(function) if getattr(check, exercise).report(mutant).passed
    ]
    assert passed == SURVIVORS.get(exercise, [])
