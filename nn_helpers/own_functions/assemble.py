"""Assemble lesson 10's 30-line program: final_program.txt, own_sources put in, imports at the top."""

import ast
import re
from importlib import resources

from nn_helpers.own_functions.at_hand import AT_HAND, COURSE
from nn_helpers.own_functions.kept import function, why_not_kept

# In the program parameters are lists. A learner's function may say params.W1: then they have names.
NAMED_PARAMS = (
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
    own_sources = {kept.name: kept.source for kept in toolbox if kept.own}
    own_sources = {**_called_by(own_sources.values()), **own_sources}
    put_in = {name: _without_network(name, source) for name, source in own_sources.items()}
    assembled = _assembled(put_in)
    return assembled if _program_passes(assembled, own_sources) else _assembled(own_sources)


def final_program():
    """Return the text of the final program with the course's functions: network and training once more,
    as plain lists, with numpy alone.
    """
    return resources.files(__package__).joinpath("final_program.txt").read_text(encoding="utf-8")


def _in_final_program():
    """Return the names of the functions that the final program defines."""
    program_nodes = ast.parse(final_program()).body
    return {node.name for node in program_nodes if isinstance(node, ast.FunctionDef)}


def _names_used(source):
    """Return the names that a program or a function reads or sets."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _called_by(own_sources):
    """Return the learner's functions, by name, that these call and the program has none of."""
    called = set().union(*map(_names_used, own_sources)) - _in_final_program()
    called_too = [function(name) for name in COURSE if name in called]
    return {more.name: more.source for more in called_too if more.own}


def _assembled(own_sources):
    program_text = final_program()
    parts = [source for name, source in own_sources.items() if name not in _in_final_program()]
    for node in ast.parse(program_text).body[1:]:  # after the import
        in_program = ast.get_source_segment(program_text, node)
        parts.append(own_sources.get(getattr(node, "name", None), in_program))
    program_body = "\n\n\n".join(parts)
    if any(re.search(r"\.(W1|b1|W2|b2)\b", source) for source in own_sources.values()):
        for program_line, with_names in NAMED_PARAMS:
            program_body = program_body.replace(program_line, with_names)
    return "\n".join([*_imports(program_body), "", "", program_body]) + "\n"


def _without_network(name, source):
    """Return a function's source with the program's functions in place of the course's."""
    own_arguments = {node.arg for node in ast.walk(ast.parse(source)) if isinstance(node, ast.arg)}
    taken = _names_used(source) | own_arguments | {name}
    of_program = {f for f in COURSE if f in _in_final_program()} - taken
    without_network = "|".join(sorted({*of_program, "Params"}))
    return re.sub(rf"\bnetwork\.({without_network})\b", r"\1", source)


def _program_passes(program_text, own_names):
    """Return whether these functions of a program still pass their checks."""
    program_run = {"__name__": "kept"}
    exec(
        compile(program_text, "<your program>", "exec"), program_run
    )  # as a module: nothing is run yet
    return not any(why_not_kept(name, program_run[name]) for name in own_names)


def _imports(program_body):
    """Return the import lines that a program needs, by the names in it."""
    program_tree = ast.parse(program_body)
    defined = {getattr(node, "name", None) for node in program_tree.body}
    imported = _names_used(program_body) - defined
    import_lines = [line for name, (_, line) in AT_HAND.items() if name in imported]
    course_imports = [f"from {_module(f)} import {n}" for n, f in COURSE.items() if n in imported]
    return import_lines + course_imports


def _module(function):
    """Return where a lesson imports a function of the course from: the package, not a file in it."""
    return ".".join(function.__module__.split(".")[:2])
