"""How long a learner waits for a check: every exercise, with right and with wrong answers.

Run: python tests/bench/bench_check.py
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from timing import machine

os.environ["NN_HELPERS_SAVED"] = str(Path(tempfile.mkdtemp()) / "saved.jsonl")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "check"))


def seconds(exercise, function):
    begin = time.perf_counter()
    exercise.report(function)
    return time.perf_counter() - begin


def main():
    import right_answers
    import wrong_answers

    from nn_helpers import check

    print(machine())
    print(
        "\n| answers | checks | median ms | 95 % are under ms | slowest ms |\n|---|---|---|---|---|"
    )
    for kind, answers in (
        ("right", right_answers.ANSWERS),
        ("wrong", [(name, function) for name, _, function in wrong_answers.ANSWERS]),
    ):
        times = sorted(1e3 * seconds(getattr(check, name), f) for name, f in answers)
        p95 = times[len(times) * 95 // 100]
        print(
            f"| {kind} | {len(times)} | {statistics.median(times):.1f} | {p95:.1f} | {times[-1]:.1f} |"
        )


if __name__ == "__main__":
    main()
