"""Is a run on a plateau stuck, or slow? Follow the stuck ones of lesson 05 to a time of 10^12.

``python tests/bench/bench_stuck_or_slow.py [starts]``. Small steps against the slope, taken without
end, are a flow: dv/dt = -slope, and one epoch at rate 1 is about one unit of time. Euler's linearly
implicit step v - h (I + h H)^-1 slope, H the matrix of curvatures, may be as long as the landscape is
smooth (E. Hairer and G. Wanner, "Solving Ordinary Differential Equations II", 1996, section IV.7); so
10^12 units take some hundred steps. A step is taken again at less than half the length when a number
would move by more than 0.25 or the cost would rise.
"""

import sys
import time

import numpy as np
from bench_optimisers import costs_and_slopes

from nn_helpers import data
from nn_helpers.training import sweep

END = 1e12
NAMES = [*data.PLATEAUS, "elsewhere"]


def plateaus(costs, tolerance=0.1):
    """Return the number of the plateau of each cost."""
    distance = np.abs(costs[:, np.newaxis] - np.array(list(data.PLATEAUS.values())))
    return np.where(distance.min(axis=1) < tolerance, distance.argmin(axis=1), len(data.PLATEAUS))


def curvatures(vectors):
    """Return the matrices of second derivatives, (n, 9, 9), by central differences of the slopes."""
    h = 1e-5 * np.maximum(1, np.abs(vectors))
    columns = []
    for j in range(9):
        move = np.zeros_like(vectors)
        move[:, j] = h[:, j]
        rise = costs_and_slopes(vectors + move)[1] - costs_and_slopes(vectors - move)[1]
        columns.append(rise / (2 * h[:, [j]]))
    found = np.stack(columns, axis=2)
    return (found + found.transpose(0, 2, 1)) / 2


def implicit_steps(vectors, lengths):
    """Return new vectors, the lengths that were possible, and the costs before and after."""
    costs, slopes = costs_and_slopes(vectors)
    values, directions = np.linalg.eigh(curvatures(vectors))
    downhill = 0.3 / np.maximum(
        -values[:, 0], 1e-300
    )  # where the cost bends down, no longer than this
    lengths = np.minimum(lengths, downhill)
    along = np.einsum("nij,ni->nj", directions, slopes)
    along = -lengths[:, np.newaxis] * along / (1 + lengths[:, np.newaxis] * values)
    new = vectors + np.einsum("nij,nj->ni", directions, along)
    return new, lengths, costs, costs_and_slopes(new)[0]


def follow(vectors, begin):
    """Follow the flow from time ``begin`` to ``END``; return the ends and when each left its plateau."""
    vectors, left = vectors.copy(), np.full(len(vectors), np.inf)
    at, lengths = np.full(len(vectors), float(begin)), np.ones(len(vectors))
    first = plateaus(costs_and_slopes(vectors)[0])
    while (on := np.flatnonzero(at < END)).size:
        wanted = np.minimum(lengths[on], END - at[on])
        new, taken, before, after = implicit_steps(vectors[on], wanted)
        moved = np.abs(new - vectors[on]).max(axis=1)
        fine = (moved < 0.25) & (after <= before + 1e-12)
        vectors[on[fine]] = new[fine]
        at[on[fine]] += taken[fine]
        lengths[on] = np.where(fine, np.where(moved < 0.1, 1.5, 1.0), 0.4) * taken
        gone = fine & (plateaus(after, 0.2) != first[on]) & np.isinf(left[on])
        left[on[gone]] = at[on[gone]]
    return vectors, left


def main(count):
    begin = time.perf_counter()
    ends = sweep.run(1.0, 2.0, np.arange(count), 5000).params
    early = np.concatenate([p[0, 0].reshape(count, -1) for p in ends], axis=1)
    late, left = follow(early, 5000)
    before, after = (plateaus(costs_and_slopes(v)[0]) for v in (early, late))
    print(f"Full batch, rate 1, init scale 2, {count} starts; then the flow until {END:g}.\n")
    print(
        "| after 5000 epochs | starts | "
        + " | ".join(f"at the end {n}" for n in NAMES)
        + " | left at |"
    )
    print("|---" * (len(NAMES) + 3) + "|")
    for number, name in enumerate(NAMES):
        here = before == number
        counts = " | ".join(str(int((after[here] == n).sum())) for n in range(len(NAMES)))
        times = left[here & np.isfinite(left)]
        span = f"{times.min():.0e} to {times.max():.0e}" if times.size else "never"
        print(f"| {name} | {here.sum()} | {counts} | {span} |")
    for number in (1, 2):
        stay = (before == number) & (after == number)
        if stay.any():
            smallest = np.abs(np.linalg.eigvalsh(curvatures(late[stay]))[:, 0]).max()
            grown = (
                np.median(np.abs(late[stay]).max(axis=1)),
                np.median(np.abs(early[stay]).max(axis=1)),
            )
            print(f"\nThose that stay at {NAMES[number]}: the smallest curvature is within {smallest:.0e} of 0; "
                  f"the largest weight (median) grows from {grown[1]:.1f} to {grown[0]:.1f}.")  # fmt: skip
    print(f"\n{time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 900)
