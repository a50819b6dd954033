"""Is a function still a stub, or has it a gap ``...``? Seen in its byte code and source."""

import ast
import dis
import inspect
import textwrap

IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "POP_TOP", "COPY_FREE_VARS"}
GIVING_UP = {*IDLE, "LOAD_GLOBAL", "LOAD_COMMON_CONSTANT", "PUSH_NULL", "PRECALL", "CALL",
             "RAISE_VARARGS"}  # fmt: skip


def is_stub(function):
    """Return whether a function does nothing yet: its body is text, ``...``, ``pass`` or nothing, or
    it raises NotImplementedError.
    """
    code = getattr(function, "__code__", None)
    if code is None or inspect.isgeneratorfunction(function):
        return False
    operations = list(dis.get_instructions(code))
    names = {operation.opname for operation in operations}
    if code.co_names:
        return code.co_names == ("NotImplementedError",) and names <= GIVING_UP
    loaded = [o.argval for o in operations if o.opname in ("LOAD_CONST", "RETURN_CONST")]
    return names <= IDLE and all(value is None or value is Ellipsis for value in loaded)


def gap_left(function):
    """Return whether a function still holds a ``...`` that stands for code to be written."""
    return any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and node.value.value is Ellipsis
        for node in ast.walk(_tree(function))
    )


def unwritten(function):
    """Return whether a function is a stub, or has a gap left and hands nothing back."""
    hands_back = (isinstance(node, ast.Return) and node.value for node in ast.walk(_tree(function)))
    return is_stub(function) or (gap_left(function) and not any(hands_back))


def _tree(function):
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, ValueError):
        return ast.Module([], [])
