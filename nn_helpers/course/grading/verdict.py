"""confirm an answer from outside, as a Remote that is asked, on probes of a seed chosen now.

The answer lives in another process. Here stands a ``Remote`` that looks like the function.
"""

import builtins
import inspect
from dataclasses import dataclass

import numpy as np

from nn_helpers import check
from nn_helpers.check.report import WRONG, Report
from nn_helpers.course.grading import probes, wire

REAL_ERRORS = {
    name: e
    for name, e in vars(builtins).items()
    if isinstance(e, type) and issubclass(e, Exception)
}


PATIENCE = 600  # seconds; whoever keeps the student's process ends it long before


class HandedIn(Exception):
    """The answer called a function of the course that gives the answer away."""


class Remote:
    """A student's function in another process. Calling it asks there; changed arguments change here."""

    # A property, so that nobody takes this for a function of a notebook that could be copied.
    __call__ = property(lambda self: self._ask)

    def __init__(self, channel, signature):
        self.channel, self.handed_in = channel, ""
        if signature is not None:
            self.__signature__ = _signature(signature)

    def __deepcopy__(self, _memo):
        return self

    def _ask(self, *arguments):
        callbacks = []
        self.channel.send({"args": wire.pack(arguments, callbacks)})
        while True:
            answer = self.channel.receive()
            if "callback" not in answer:
                return self._result(answer, arguments)
            self.channel.send(_answered(callbacks, answer))

    def _result(self, answer, arguments):
        if "handed_in" in answer:
            self.handed_in = str(answer["handed_in"])[:80]
            raise HandedIn(self.handed_in)
        if "error" in answer:
            kind = REAL_ERRORS.get(answer["error"], RuntimeError)
            if issubclass(kind, UnicodeError | BaseExceptionGroup):
                kind = RuntimeError
            raise kind(str(answer.get("said"))[:300])
        for number, now in dict(answer.get("changed") or {}).items():
            put_back(arguments[int(number)], wire.unpack(now))
        return wire.unpack(answer["value"])


def _signature(described):
    try:
        kinds = {int(k): k for k in inspect._ParameterKind}
        return inspect.Signature(
            [
                inspect.Parameter(
                    str(name), kinds[kind], default=None if default else inspect._empty
                )
                for name, kind, default in described
            ]
        )
    except (TypeError, ValueError, KeyError):
        raise wire.Lost("That was no signature.") from None


def _answered(callbacks, question):
    """Return what one of our own functions says to the arguments that came."""
    try:
        function = callbacks[int(question["callback"])]
        return {"value": wire.pack(function(*wire.unpack(question["args"])))}
    except Exception as error:
        return {"error": type(error).__name__, "said": str(error)[:300]}


def put_back(argument, now):
    """Make an argument what it was changed to over there, as far as that can be done in place."""
    if isinstance(argument, np.random.Generator) and isinstance(now, np.random.Generator):
        argument.bit_generator.state = now.bit_generator.state
    elif isinstance(argument, np.ndarray) and np.shape(now) == argument.shape:
        argument[...] = now
    elif isinstance(argument, tuple | list) and isinstance(now, tuple | list):
        for own, other in zip(argument, now, strict=False):
            put_back(own, other)


@dataclass(frozen=True)
class Confirmed:
    """What the judge found: the report, the value that was judged, the course's function it called."""

    report: Report
    value: object = None
    handed_in: str = ""


def is_function(name):
    """Return whether the answer to an exercise is a function, not a value."""
    return hasattr(getattr(check, name), "probes")


def confirm(channel, name, seed):
    """Return what the judge finds about the answer at the other end of a channel, as ``Confirmed``.

    Raises ``wire.Lost`` when the other side is gone or does not keep to the form.
    """
    told = channel.receive()
    if told.get("missing") or "value" not in told:
        raise wire.Lost("The name is not defined.")
    exercise = probes.seeded(name, seed)
    value = wire.unpack(told["value"])
    if hasattr(exercise, "run_elsewhere"):  # out here no program of a student's may run
        exercise = exercise.run_elsewhere(Remote(channel, None)._ask)
    if not is_function(name) or not isinstance(value, wire.Opaque):
        return Confirmed(exercise.report(value), value)
    remote = Remote(channel, told.get("signature"))
    report = probes.patient(exercise, PATIENCE).report(remote)
    if report.passed and not probes.holds_elsewhere(name, remote, seed):
        report = Report(name, WRONG, None, ("Elsewhere it does not hold.",))
    return Confirmed(report, None, remote.handed_in)
