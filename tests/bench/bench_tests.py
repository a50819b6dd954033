"""The CPU time of the whole test command, here and in an older checkout, in one sitting.

    python tests/bench/bench_tests.py ../older --new tests/machines tests/clinic

Both checkouts have their own ``.venv`` (made by ``python3 -m nn_helpers test --version`` there).
``--new`` names the folders and files with tests that the older one has not: their share is told apart.
Unix only: it asks the system what ended children have used.
"""

import argparse
import os
import resource
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]


def used():
    """User and system seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(course, more):
    """Run all tests of a checkout; return CPU seconds, wall seconds, tests, exit code, and a log."""
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "cpu.tsv"
        env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
        env |= {"CPU_LOG": str(log), "PYTHONPATH": str(HERE / "tests" / "bench")}
        command = [str(course / ".venv" / "bin" / "python"), "-m", "pytest", "-q"]
        before, begin = used(), time.monotonic()
        code = subprocess.run(
            [*command, "-p", "cpu_per_file", *more], cwd=course, env=env, check=False
        ).returncode
        cpu, wall = used() - before, time.monotonic() - begin
        lines = [line.split("\t", 1) for line in log.read_text(encoding="utf-8").splitlines()]
    return cpu, wall, code, [(float(seconds), test) for seconds, test in lines]


def per_file(log):
    """Sum a log by the file of the test."""
    files = Counter()
    for seconds, test in log:
        files[test.split("::")[0]] += seconds
    return files


def commit(course):
    """The commit that is checked out."""
    asked = ["git", "-C", str(course), "describe", "--always", "--dirty", "--abbrev=7"]
    return subprocess.check_output(asked, text=True).strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("older", type=Path, help="the checkout to compare with")
    parser.add_argument("--new", nargs="*", default=["tests/machines"], help="what it has not")
    parser.add_argument("--files", type=int, default=15, help="how many of the costliest to name")
    options, more = parser.parse_known_args()
    older, here = options.older.resolve(), HERE
    old, now = measure(older, more), measure(here, more)
    new = sum(seconds for seconds, test in now[3] if test.startswith(tuple(options.new)))
    rows = (
        (f"{commit(older)}, all tests", *old[:2], len(old[3]), old[2]),
        (f"{commit(here)}, all tests", *now[:2], len(now[3]), now[2]),
        ("of them those that were there then", now[0] - new, None, None, None),
    )
    print("\n| run | CPU seconds | of the older | wall seconds | tests | exit code |")
    print("|---|---|---|---|---|---|")
    for name, cpu, *rest in rows:
        cells = ["" if cell is None else f"{cell:.0f}" for cell in rest]
        print(f"| {name} | {cpu:.0f} | {cpu / old[0]:.2f} | {' | '.join(cells)} |")
    print("\n| file | CPU seconds then | now |\n|---|---|---|")
    then, today = per_file(old[3]), per_file(now[3])
    for file in [name for name, _ in (then | today).most_common(options.files)]:
        print(f"| {file} | {then[file]:.1f} | {today[file]:.1f} |")


if __name__ == "__main__":
    main()
