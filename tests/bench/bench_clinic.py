"""How long the clinic takes for a right and a wrong program, with and without the trials."""

import argparse
import statistics
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from clinic import slips

from nn_helpers import clinic as the_clinic

KINDS = (
    "none",
    "sign of the update",
    "stale weights",
    "starts again every epoch",
    "rate far too small",
)


def measured(slip, count):
    """Return (seconds of the exact experiments, seconds of all, wall seconds) of some programs."""
    rows = []
    for seed in range(count):
        program = slips.random_program(np.random.default_rng(seed), slip)
        began = time.perf_counter()
        with np.errstate(all="ignore"):
            report = the_clinic.examine(**program)
        rows.append((report.times["exact"], report.times["all"], time.perf_counter() - began))
    return [statistics.median(column) for column in zip(*rows, strict=True)] + [
        max(r[2] for r in rows)
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=8)
    count = parser.parse_args().count
    print("| slip | exact, s | all, s | wall, s | longest wall, s |")
    print("|---|---|---|---|---|")
    for slip in KINDS:
        print(
            f"| {slip} | " + " | ".join(f"{x:.2f}" for x in measured(slip, count)) + " |",
            flush=True,
        )


if __name__ == "__main__":
    main()
