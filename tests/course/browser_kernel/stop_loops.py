"""Inside Pyodide: calls that do not come to their end are ended by the check's own tracing."""

import itertools
import json
import time


def forever():
    while True:
        pass


def forever_stubborn():
    while True:
        try:  # noqa: SIM105
            sum(range(100))
        except:  # noqa: E722
            pass


def forever_in_one_line():
    return any(n < 0 for n in itertools.count())


def forever_nested():
    while True:
        try:
            while True:
                sum(range(9))
        except BaseException:
            continue


def sleeps():
    time.sleep(30)


async def main(_given):
    """Return for each call whether it was ended and after how many seconds, as JSON texts."""
    from nn_helpers import threads
    from nn_helpers.sandbox import guard, limit

    found = {"threads": threads.can_start(), "traced": limit.is_traced()}
    for function in (forever, forever_stubborn, forever_in_one_line, forever_nested):
        began = time.perf_counter()
        try:
            limit.run(function, 0.5)
            ended = False
        except limit.OutOfTime:
            ended = True
        found[function.__name__] = [ended, time.perf_counter() - began]
    began = time.perf_counter()
    outcome = guard.run(forever, seconds=0.5)
    found["guarded"] = [outcome.error, time.perf_counter() - began]
    return json.dumps(found)
