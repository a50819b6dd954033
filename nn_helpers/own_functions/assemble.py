"""Assemble lesson 10's 30-line program from its text, the source of own functions put in."""

import ast
import re
from importlib import resources

from nn_helpers.own_functions.at_hand import AT_HAND, COURSE
from nn_helpers.own_functions.kept import function, why_not_kept

# In the program parameters are lists. A learner's function may say params.W1: then they have names.
NAMED = (
    ("params = initialise(np.random.default_rng(seed), scale)\n",
     "params = Params(*initialise(np.random.default_rng(seed), scale))\n"),
    ("params = step(params, gradients(params, X, Y), learning_rate)\n",
     "grads = Params(*gradients(params, X, Y))\n"
     "        params = Params(*step(params, grads, learning_rate))\n"),
)  # fmt: skip


def program(toolbox):
    """Return the final program as text, with the learner's functions in place of the course's.

    It is ``final_program.txt`` beside this file, and runs by itself: what it needs is imported at its
    top. A lesson says ``network.forward``; where the program has a ``forward`` of its own, that is
    called.

    >>> from nn_helpers.own_functions import functions
    >>> text = program(functions())
    >>> sum(bool(line) for line in text.splitlines())
    30
    """
    own = {kept.name: kept.source for kept in toolbox if kept.own}
    own = {**_called_by(own.values()), **own}
    by_itself = _assembled({name: _by_itself(name, source) for name, source in own.items()})
    return by_itself if _passes(by_itself, own) else _assembled(own)


def final_program():
    """Return the text of the final program with the course's functions: network and training once more,
    as plain lists, with numpy alone.
    """
    return resources.files(__package__).joinpath("final_program.txt").read_text(encoding="utf-8")


def _in_final_program():
    """Return the names of the functions that the final program defines."""
    nodes = ast.parse(final_program()).body
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def _called_by(sources):
    """Return the learner's functions, by name, that these call and the program has none of."""
    called = {
        node.id
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name)
    }
    called_too = [function(name) for name in COURSE if name in called - _in_final_program()]
    return {more.name: more.source for more in called_too if more.own}


def _assembled(own):
    text = final_program()
    nodes = ast.parse(text).body[1:]  # after the import
    parts = [source for name, source in own.items() if name not in _in_final_program()]
    parts += [own.get(getattr(n, "name", None)) or ast.get_source_segment(text, n) for n in nodes]
    program_body = "\n\n\n".join(parts)
    if any(re.search(r"\.(W1|b1|W2|b2)\b", source) for source in own.values()):
        for listed, named in NAMED:
            program_body = program_body.replace(listed, named)
    return "\n".join([*_imports(program_body), "", "", program_body]) + "\n"


def _by_itself(name, source):
    """Return a function's source with the program's functions in place of the course's."""
    tree = ast.parse(source)
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {name}
    taken |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    of_program = {f for f in COURSE if f in _in_final_program()} - taken
    without_network = "|".join(sorted({*of_program, "Params"}))
    return re.sub(rf"\bnetwork\.({without_network})\b", r"\1", source)


def _passes(text, names):
    """Return whether these functions of a program still pass their checks."""
    program_run = {"__name__": "kept"}
    exec(compile(text, "<your program>", "exec"), program_run)  # as a module: nothing is run yet
    return not any(why_not_kept(name, program_run[name]) for name in names)


def _imports(program_body):
    """Return the import lines that a program needs, by the names in it."""
    program_tree = ast.parse(program_body)
    used = {node.id for node in ast.walk(program_tree) if isinstance(node, ast.Name)}
    missing = used - {getattr(node, "name", None) for node in program_tree.body}
    lines = [line for name, (_, line) in AT_HAND.items() if name in missing]
    course = [f"from {_module(f)} import {n}" for n, f in COURSE.items() if n in missing]
    return lines + course


def _module(function):
    """Return where a lesson imports a function of the course from: the package, not a file in it."""
    return ".".join(function.__module__.split(".")[:2])
