"""Task: what counts as learned: sides of a threshold, chance, score, level; ceiling, Neighbours."""

from dataclasses import dataclass

import numpy as np

FEW = 20  # below so many samples every one must be right
SHARE = 0.9  # of the explained variance that can be reached
RIGHT = 0.95  # of the samples, where there are many
CEILING_FROM = 30  # samples from which a guess by neighbours says what can be known
SLACK = 0.02


@dataclass
class Task:
    """What the labels ask for.

    Attributes
    ----------
    kind : "sides" (each output on its side of ``threshold``), "classes" (the largest output is the
        class) or "numbers"
    targets : (n, outputs), labels as the outputs should be
    threshold : the value between two labels
    ceiling : the best score that a guess from the neighbours reaches, or None
    """

    kind: str
    targets: np.ndarray
    threshold: float = 0.5
    ceiling: float | None = None

    @property
    def is_classes(self):
        """Whether answers are right or wrong."""
        return self.kind != "numbers"

    def truth(self, targets=None):
        """Return the class of each sample as one number."""
        targets = self.targets if targets is None else targets
        if self.kind == "classes":
            return np.argmax(targets, axis=1)
        sides = targets > self._middle_of_the_labels()
        return sides @ (2 ** np.arange(sides.shape[1]))

    def _middle_of_the_labels(self):
        return (self.targets.max() + self.targets.min()) / 2

    def answers(self, outputs):
        """Return the class that each row of outputs says."""
        if self.kind == "classes":
            return np.argmax(outputs, axis=1)
        sides = outputs > self.threshold
        return sides @ (2 ** np.arange(sides.shape[1]))

    def right(self, outputs):
        """Return for each sample whether it is right (classes only)."""
        undecided = np.zeros(len(outputs), bool)
        if self.kind == "sides":
            undecided = np.any(np.abs(outputs - self.threshold) < 1e-12, axis=1)
        return (
            (self.answers(outputs) == self.truth()) & ~undecided & np.isfinite(outputs).all(axis=1)
        )

    def chance(self):
        """Return the score of the best answer that ignores the inputs."""
        if not self.is_classes:
            return 0.0
        return np.unique(self.truth(), return_counts=True)[1].max() / len(self.targets)

    def score(self, outputs):
        """Return the share of right samples, or the share of the variance that is explained."""
        outputs = np.asarray(outputs, dtype=float)
        if outputs.shape != self.targets.shape or not np.all(np.isfinite(outputs)):
            return -np.inf
        if self.is_classes:
            return float(np.mean(self.right(outputs)))
        if np.any(np.abs(outputs) > 1e100):
            return -np.inf
        spread = np.sum((self.targets - self.targets.mean(axis=0)) ** 2)
        return float(1 - np.sum((outputs - self.targets) ** 2) / max(spread, 1e-300))

    def level(self):
        """Return the score from which on a run counts as learned."""
        n, chance = len(self.targets), self.chance()
        if not self.is_classes:
            return SHARE * (1.0 if self.ceiling is None else min(1.0, self.ceiling))
        if n < FEW:
            return 1.0
        level = RIGHT if self.ceiling is None else min(RIGHT, self.ceiling - SLACK)
        best = 1.0 if self.ceiling is None else self.ceiling
        return max(level, chance + 0.5 * (best - chance))

    def learned(self, outputs):
        """Return whether these outputs count as learned."""
        return self.score(outputs) >= self.level() - 1e-12


def task_of(Y, outputs):
    """Return the ``Task`` that a table of labels (n, labels) asks of outputs of some width."""
    width = outputs if isinstance(outputs, int) else outputs.shape[1]
    values = np.unique(Y)
    whole = np.all(values == np.rint(values))
    if Y.shape[1] == 1 and width > 1 and whole and values.min() >= 0 and values.max() < width:
        return Task("classes", np.eye(width)[Y[:, 0].astype(int)])
    if Y.shape[1] != width and Y.size == len(Y) * width:
        Y = Y.reshape(len(Y), width)
    if len(values) == 2:
        one_hot = Y.shape[1] > 1 and np.allclose(
            Y.sum(axis=1), values[1] + values[0] * (Y.shape[1] - 1)
        )
        return Task("classes" if one_hot else "sides", Y, threshold=float(values.mean()))
    return Task("numbers", Y)


def ceiling(X, task, rng, most=200):
    """Return the score of guesses by neighbours and by a smooth curve, each sample left out in turn.

    What a sample's neighbours say about it, without looking at its own label, shows how much can be
    known from the inputs at all. A network that reaches that is as good as the data. None below 30
    samples, or where the guesses are no better than chance: then nothing is known.
    """
    n = len(X)
    if n < CEILING_FROM:
        return None
    kept = rng.permutation(n)[:most]
    X, targets = standardised(X[kept]), task.targets[kept]
    part = Task(task.kind, targets, float(targets.max() + targets.min()) / 2)
    best = max(part.score(guess) for guess in Neighbours(X).guesses(targets))
    chance = part.chance()
    return best if best - chance > 0.2 * (1 - chance) else None


class Neighbours:
    """Leave-one-out guesses from other samples, for as many sets of labels as are asked.

    Five neighbours, kernel ridges of some widths, and a straight line.
    """

    def __init__(self, X):
        distance = np.sum((X[:, None] - X[None]) ** 2, axis=2)
        apart = distance + np.diag(np.full(len(X), np.inf))
        self.nearest = np.argsort(apart, axis=1)[:, :5]
        kernels = [np.exp(-distance / (2 * w**2 * X.shape[1])) for w in (0.3, 1.0, 3.0)]
        kernels = [(k, ridge) for k in kernels for ridge in (1e-3, 1e-1)] + [(X @ X.T + 1, 1e-2)]
        self.inverses = [np.linalg.inv(k + ridge * np.eye(len(X))) for k, ridge in kernels]

    def guesses(self, targets):
        """Yield guesses (samples, outputs), each sample left out in turn."""
        yield targets[self.nearest].mean(axis=1)
        mean = targets.mean(axis=0)
        for inverse in self.inverses:
            wrong = inverse @ (targets - mean) / np.diag(inverse)[:, None]
            yield targets - wrong


def standardised(X):
    """Return the columns of a table with mean 0 and spread 1; constant columns become 0."""
    spread = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(spread > 0, spread, 1)
