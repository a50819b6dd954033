"""What comes along from a student's own cells: definitions, and values that an answer reads.

All of this is worked out where the student's code runs: even to parse a hostile text may end a process.
"""

import ast
import re
import symtable

# Cell magics under which a cell still runs, and what it defines stays.
RUNS_ITS_CELL = re.compile(r"\s*%%(?:time|capture|prun)\b[^\n]*")
LIKE_NO_PYTHON = re.compile(r"[%!?]|^\s|^>>>|^In \[")  # the rest need not be looked at closely
DEFINITIONS = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef,
)  # fmt: skip


def plain_python(source):
    """Return a cell as Python alone, as IPython reads it: magics become calls, indents go.

    >>> plain_python("%%time\\ndef f(x):\\n    return x")
    '#\\ndef f(x):\\n    return x\\n'
    >>> plain_python("%matplotlib inline")
    "get_ipython().run_line_magic('matplotlib', 'inline')\\n"
    """
    if not LIKE_NO_PYTHON.search(source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(RUNS_ITS_CELL.sub("#", source, count=1))


def statements(source):
    """Return the statements at the top level of a cell; none when it is no Python."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def defined(source):
    """Return the names that a cell binds at its top level; none when it is no Python.

    >>> sorted(defined("def f(x):\\n    return x\\n\\na, b = 1, 2"))
    ['a', 'b', 'f']
    """
    return {
        name
        for node in statements(source)
        if not isinstance(node, ast.Import | ast.ImportFrom)
        for name in binds(node)
    }


def definitions(source, needed=frozenset()):
    """Return the part of a cell that defines things, and what gives the names in ``needed`` a value.

    Functions, classes, imports and plain values always come along. Everything else is left out unless
    it is needed: a cell of one's own may try things that take long.

    >>> definitions("import math\\ndef f(x):\\n    return x\\nc = 2\\nd = math.cos(c)\\nprint(f(c))")
    'import math\\ndef f(x):\\n    return x\\nc = 2'
    >>> definitions("c = 2\\nd = c + 1\\nd", {"d"})
    'c = 2\\nd = c + 1'
    """
    parts = [
        segment(source, node)
        for node in statements(source)
        if _defines(node) or not needed.isdisjoint(binds(node))
    ]
    return "\n".join(parts)


def needed(answer, cells, own):
    """Return the names without which ``answer`` cannot come out of ``cells``, directly or indirectly.

    ``own`` are the student's further cells. What stands below the answer may fail, so it does not count.

    >>> sorted(needed("f", ["def f(x):\\n    return g(x)"], ["def g(y):\\n    return y * half", "y = 1"]))
    ['g', 'half']
    """
    gives, waiting = {}, set()
    for source in own:
        for node in statements(source):
            for name in binds(node):
                gives.setdefault(name, []).append(segment(source, node))
    for source in cells:
        nodes = statements(source)
        last = max((i for i, node in enumerate(nodes) if answer in binds(node)), default=-1)
        for node in nodes[: last + 1]:
            waiting |= reads(segment(source, node))
    found = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        for text in gives.get(name, ()):
            waiting |= reads(text) - found
    return found


def binds(node):
    """Return the names that a statement at the top level gives a value, an entry or an attribute."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(name.asname or name.name).partition(".")[0] for name in node.names}
    names, inside = set(), [node]
    while inside:
        one = inside.pop()
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(one.name)
            continue
        if isinstance(one, ast.Import | ast.ImportFrom):
            names |= binds(one)
        if isinstance(getattr(one, "ctx", None), ast.Store):
            names |= {base.id} if isinstance(base := _base(one), ast.Name) else set()
        if not isinstance(one, ast.Lambda | ast.GeneratorExp | ast.ListComp | ast.DictComp):
            inside += ast.iter_child_nodes(one)
    return names


def _base(target):
    while isinstance(target, ast.Subscript | ast.Attribute | ast.Starred):
        target = target.value
    return target


def reads(source):
    """Return the global names that a piece of code reads, inside its functions too.

    >>> sorted(reads("def f(x, y=start):\\n    z = x\\n    return z * factor"))
    ['factor', 'start']
    """
    try:
        top = symtable.symtable(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    tables = list(top.get_children())
    while tables:
        table = tables.pop()
        names |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
        tables += table.get_children()
    return names


def segment(source, node):
    """Return the text of a statement, decorators too."""
    decorators = getattr(node, "decorator_list", ())
    if decorators:
        lines = source.splitlines()[decorators[0].lineno - 1 : node.end_lineno]
        return "\n".join(lines)
    return ast.get_source_segment(source, node) or ""


def _defines(node):
    if isinstance(node, DEFINITIONS):
        return True
    value = getattr(node, "value", None)
    if not isinstance(node, ast.Assign | ast.AnnAssign) or value is None:
        return False
    if isinstance(value, ast.Lambda):
        return True
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
