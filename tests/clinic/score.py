"""Examine the cases of some batches and print the score: `python tests/clinic/score.py 1 2 3 4 5 6`."""

import argparse
import importlib
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from nn_helpers import clinic as the_clinic

ALARMS = ("decisive", "masked")


def judged(case):
    """Examine one case and return a row: what was found, and whether it is what the label says."""
    began = time.perf_counter()
    try:
        report = the_clinic.examine(**case.build())
    except Exception as error:
        report = error
    row = {"case": case, "report": report, "seconds": time.perf_counter() - began}
    if isinstance(report, Exception):
        return row | {"first": False, "two": False, "verdict": False, "quiet": not case.healthy}
    named = [f for f in report.findings if f.slug != "nothing-wrong-found"]
    expected = frozenset().union(*case.causes) if case.causes else frozenset()
    fits = [f.slug in expected and fits_the_role(case, f) for f in named]
    return row | {
        "first": any(fits[:1]),
        "two": any(fits[:2]),
        "verdict": case.verdict in (None, report.verdict),
        "quiet": not any(f.role in ALARMS for f in named),
    }


def fits_the_role(case, finding):
    """A harmless bug must not be called the cause."""
    return not (case.harmless and finding.role in ALARMS)


def told(row):
    """Return a row as a line of text."""
    case, report = row["case"], row["report"]
    if isinstance(report, Exception):
        found = f"{type(report).__name__}: {report}"
    else:
        found = f"{report.verdict}: " + ", ".join(
            f"{f.slug} ({f.role})" for f in report.findings[:4]
        )
        found += f" | broken: {report.broken}" if report.broken else ""
    good = row["quiet"] if case.healthy else row["first"]
    mark = "ok " if good else ("2nd" if row["two"] and not case.healthy else "NO ")
    mark += " " if row["verdict"] else "v"
    label = "healthy" if case.healthy else " | ".join("/".join(sorted(c)) for c in case.causes)
    label += " (harmless)" if case.harmless else " (masked)" if case.masked else ""
    return f"{mark} {row['seconds']:5.1f} s  {case.name}\n        is   {case.verdict}: {label}\n        said {found}"


def summary(rows):
    """Return the score of some rows in words."""
    broken = [row for row in rows if not row["case"].healthy]
    healthy = [row for row in rows if row["case"].healthy]
    exact = [r["report"].times["exact"] for r in rows if not isinstance(r["report"], Exception)]
    seconds = [row["seconds"] for row in rows]
    count = lambda name, group: f"{sum(row[name] for row in group)} of {len(group)}"  # noqa: E731
    return (
        f"true cause first {count('first', broken)}, among the first two {count('two', broken)}; "
        f"healthy without alarm {count('quiet', healthy)}; verdict {count('verdict', rows)}; "
        f"exact experiments {statistics.median(exact):.2f} s in the median, whole examination "
        f"{statistics.median(seconds):.1f} s in the median, {max(seconds):.1f} s at most"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("batches", nargs="*", default=["1"])
    parser.add_argument("--only", default="", help="part of a case's name")
    parser.add_argument("--report", action="store_true", help="print the whole report")
    asked = parser.parse_args()
    rows = []
    for number in asked.batches:
        module = importlib.import_module(f"batch_{number}")
        for case in module.CASES:
            if asked.only in case.name:
                rows.append(judged(case))
                print(told(rows[-1]), flush=True)
                if asked.report:
                    print(rows[-1]["report"])
    print(summary(rows))


if __name__ == "__main__":
    main()
