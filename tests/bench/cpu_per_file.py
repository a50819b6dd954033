"""A pytest plugin: append the CPU seconds of every test, with those of what it started, to a file.

    CPU_LOG=cpu.tsv PYTHONPATH=tests/bench python -m pytest -p cpu_per_file

A kernel or a server counts where it ends, and a browser that serves many tests counts nowhere: the
total of a run comes from the system, and this tells where most of it goes.
"""

import os
import resource
from pathlib import Path

import pytest


def seconds():
    """User and system time of this process and of all its children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Measure one test with its fixtures."""
    begin = seconds()
    result = yield
    with Path(os.environ["CPU_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{seconds() - begin:.3f}\t{item.nodeid}\n")
    return result
