"""In a student's process: run_cells, then report what the check says, or serve the judge's calls.

Nothing here is trusted by anybody outside. ``report`` judges on the spot, to find the mistake's name.
``serve`` lets the judge outside call the answer on arguments that this process cannot know before.
"""

import ast
import builtins
import contextlib
import inspect
import linecache

from nn_helpers.course.grading import course_own, own_cells, probes, wire

MISSING = object()
# What a notebook may do in the room, and not when it is graded.
EXPLAINED = {
    ModuleNotFoundError: "The notebook is graded alone, with the packages of the course: no file "
    "beside it is read.",
    EOFError: "When it is graded, nobody answers input().",
}


class NoMagic:
    """Stands for IPython's shell: line magics and shell commands of a cell do nothing."""

    def __getattr__(self, name):
        return lambda *_given, **_named: None


def run_cells(space, pieces, answer):
    """Run a student's cells in a namespace. Return ``{label: error in words}`` of those that fail.

    Of a cell that is not the exercise's, and does not define ``answer``, only definitions are run, and
    what the answer needs besides.
    """
    builtins.get_ipython = NoMagic
    builtins.display = lambda *_given, **_named: None  # a notebook has it without an import
    sources, errors = {}, {}
    for piece in pieces:
        with _noting(errors, piece["label"]):
            sources[piece["label"]] = own_cells.plain_python(piece["source"])
    whole = {p["label"] for p in pieces if p["exercises"]} & set(sources)
    whole |= {label for label, source in sources.items() if answer in own_cells.defined(source)}
    further = [source for label, source in sources.items() if label not in whole]
    needed = own_cells.needed(answer, [sources[label] for label in whole], further)
    for label, source in sources.items():
        with _noting(errors, label):
            part = source if label in whole else own_cells.definitions(source, needed)
            _run(label, part, space)
    return errors


def _run(label, source, space):
    """Run a cell. Where the course's own answer is called on the way, what stands below still runs."""
    code = _compiled(label, source)
    try:
        exec(code, space)
    except course_own.HandedIn:
        for node in own_cells.statements(source):
            with contextlib.suppress(course_own.HandedIn):
                exec(compile(ast.Module([node], []), code.co_filename, "exec"), space)


@contextlib.contextmanager
def _noting(errors, label):
    """Keep what a cell raises in words, SystemExit and KeyboardInterrupt of its own as well."""
    try:
        yield
    except BaseException as error:
        errors[label] = {"type": type(error).__name__, "said": _said(error)}


def _compiled(label, source):
    name = f"<{label}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return compile(source, name, "exec")


def _said(error):
    if isinstance(error, SyntaxError):
        line = (error.text or "").strip()[:160]
        return f"SyntaxError: {error.msg}\nIn line {error.lineno}: {line}"
    try:
        said = f"{type(error).__name__}: {error}".rstrip(": ")[:300]
        return "\n".join(
            [said, *(EXPLAINED[kind] for kind in EXPLAINED if isinstance(error, kind))]
        )
    except Exception:
        return type(error).__name__


def report(channel, space, request, exercise):
    """Run the cells, judge the answer here, and send what the check says."""
    errors = run_cells(space, request["pieces"], request["answer"])
    answer = space.get(request["answer"], MISSING)
    if answer is MISSING:
        channel.send({"missing": True, "errors": errors})
        return
    found = probes.patient(exercise, request["patience"]).report(answer)
    channel.send(
        {
            "status": str(found.status),
            "mistake": found.mistake and str(found.mistake),
            "lines": [str(line) for line in found.lines],
            "detail": str(found.detail)[:4000],
            "errors": errors,
        }
    )


def serve(channel, space, request, exercise, functions):
    """Run the cells without the course's own answer, and call theirs as often as the judge asks."""
    if request["functions"]:
        course_own.disable(functions)
    if request["hidden"] is not None:
        course_own.hide(exercise, wire.unpack(request["hidden"]))
    run_cells(space, request["pieces"], request["answer"])
    answer = space.get(request["answer"], MISSING)
    if answer is MISSING:
        channel.send({"missing": True})
        return
    channel.send({"value": wire.pack(answer), "signature": _signature(answer)})
    while True:
        message = channel.receive()
        channel.send(_called(channel, answer, message, exercise))


def _signature(answer):
    try:
        parameters = inspect.signature(answer).parameters.values()
        return [[p.name, int(p.kind), p.default is not p.empty] for p in parameters]
    except (TypeError, ValueError):
        return None


def _called(channel, answer, message, exercise):
    """Return what a call of the answer came to, and which of its arguments it changed.

    A value may stand for a program. Then that is what runs, in here.
    """
    arguments = wire.unpack(message["args"], lambda number: _callback(channel, number))
    before = [wire.pack(a) for a in arguments]
    try:
        function = exercise.served(answer) if hasattr(exercise, "served") else answer
        value = function(*arguments)
    except course_own.HandedIn as error:
        return {"handed_in": str(error)}
    except Exception as error:
        return {"error": type(error).__name__, "said": _said(error)}
    after = [wire.pack(a) for a in arguments]
    changed = {i: now for i, (was, now) in enumerate(zip(before, after, strict=True)) if was != now}
    return {"value": wire.pack(value), "changed": changed}


def _callback(channel, number):
    """Return a function that asks the judge for what the judge's own function returns."""

    def f(*arguments):
        channel.send({"callback": number, "args": wire.pack(arguments)})
        message = channel.receive()
        if "error" in message:
            kind = getattr(builtins, message["error"], RuntimeError)
            raise (kind if isinstance(kind, type) else RuntimeError)(message["said"])
        return wire.unpack(message["value"])

    return f
