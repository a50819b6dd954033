"""Time several ways of doing the same, in one run, and print how they compare.

The ways take turns, so that a busy moment of the machine hits all of them alike, and the median of
the repeats is shown. Compare numbers of one run only.
"""

import platform
import statistics
import time
from importlib import metadata
from pathlib import Path


def medians(ways, repeats=7):
    """Return the median seconds of every way, ``{name: function}`` to ``{name: seconds}``."""
    for run in ways.values():
        run()
    times = {name: [] for name in ways}
    for _ in range(repeats):
        for name, run in ways.items():
            begin = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begin)
    return {name: statistics.median(each) for name, each in times.items()}


def table(title, seconds, unit, per, base):
    """Print one row a way: its time in ``unit`` for each of ``per`` things, and its ratio to base."""
    scale = {"us": 1e6, "ns": 1e9, "ms": 1e3}[unit]
    print(f"\n{title}\n\n| way | {unit} | times {base} |\n|---|---|---|")
    for name, value in seconds.items():
        print(f"| {name} | {value / per * scale:.3g} | {value / seconds[base]:.3g} |")


def machine():
    """Return a line that names processor and versions."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = f"{names[0].split(': ')[1]}, {len(names)} cores" if names else model
    versions = [f"Python {platform.python_version()}"]
    for package in ("numpy", "scikit-learn", "torch"):
        try:
            versions.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            continue
    return f"{model}; {', '.join(versions)}"
