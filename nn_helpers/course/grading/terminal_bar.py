"""Bar: how much is graded so far, on a terminal (isatty); elsewhere a line now and then."""

import sys


class Bar:
    """A progress bar on a terminal; elsewhere a line now and then."""

    WIDTH = 30

    def __init__(self, total, out=sys.stdout):
        self.total, self.out, self.count = total, out, 0

    def step(self, what):
        """Say that one more is finished."""
        self.count += 1
        filled = self.WIDTH * self.count // self.total
        if self.out.isatty():
            line = f"[{'#' * filled:{self.WIDTH}}] {self.count} of {self.total}  {what[:40]:40}"
            print(f"\r{line}", end="", file=self.out, flush=True)
        elif self.count == self.total or self.count % max(1, self.total // 10) == 0:
            print(f"{self.count} of {self.total}", file=self.out, flush=True)

    def end(self):
        """End the line of the bar."""
        if self.out.isatty():
            print(file=self.out)
