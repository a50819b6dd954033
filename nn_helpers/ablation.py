"""Trial of the case's six REPAIRS: alone, left_out, all combinations; share that learns or rises.

There are six repairs. Three change the code, three change a setting:

===========  =====================  ================================================
repair       as posted              repaired
===========  =====================  ================================================
``order``    stale weights          the hidden layer uses the W2 from before the step
``index``    leaked index           b1 gets the share of every output
``predict``  never sets its ``x``   asks about each sample
``rate``     0.01                   0.5
``scale``    0.12                   0.5
``epochs``   50                     1000
===========  =====================  ================================================

What comes of a run is measured in three ways: does the network learn, what does the program print,
and does the printed cost rise again?
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from nn_helpers import case, data
from nn_helpers.case import CASE_BUGS, printed
from nn_helpers.training import sweep

REPAIRS = ("order", "index", "predict", "rate", "scale", "epochs")
RATE_REPAIR = (case.LEARNING_RATE, 0.5)  # as posted, repaired
SCALE_REPAIR = (case.INIT_SCALE, 0.5)  # as posted, repaired
EPOCHS_REPAIR = (case.EPOCHS, 1000)  # as posted, repaired
SEEDS = 200
POSTED_OR_REPAIRED = (0, 1)  # the two places on the axis of a repair

NEARLY = 0.01  # answers closer than this look equal when two digits are printed


@dataclass(frozen=True)
class Trial:
    """What became of every seed under each of the 64 combinations of repairs.

    All arrays are bool, with one axis of length 2 for each of ``REPAIRS`` (0 as posted, 1 repaired),
    and the seeds last.

    Attributes
    ----------
    learned : the network is right about all samples
    seen : the printed answers are right about all samples
    equal : the printed answers are all the same number
    alike : the printed answers differ by less than 0.01
    rises : the printed cost of the longer training ends above its lowest, by more than 1e-6
    """

    learned: np.ndarray
    seen: np.ndarray
    equal: np.ndarray
    alike: np.ndarray
    rises: np.ndarray

    def share(self, repairs, of="learned"):
        """Return the share of the seeds with exactly these repairs made.

        Raises ``ValueError`` for a name that is not in ``REPAIRS``.
        """
        repairs = check_repairs(repairs)
        return float(getattr(self, of)[tuple(int(name in repairs) for name in REPAIRS)].mean())

    def alone(self, of="learned"):
        """Return ``{repair: share}`` with this one repair made and nothing else."""
        return {repair: self.share({repair}, of) for repair in REPAIRS}

    def left_out(self, of="learned"):
        """Return ``{repair: share}`` with every repair made but this one."""
        return {repair: self.share(set(REPAIRS) - {repair}, of) for repair in REPAIRS}

    def combinations(self, of="learned"):
        """Return ``[(repairs, share)]`` of all combinations, the fewest repairs first."""
        combinations = [
            tuple(repair for repair, made in zip(REPAIRS, which, strict=True) if made)
            for which in product(POSTED_OR_REPAIRED, repeat=len(REPAIRS))
        ]
        return [(repairs, self.share(repairs, of)) for repairs in sorted(combinations, key=len)]


def check_repairs(repairs):
    """Return repairs as a set. Raises ``ValueError`` for what is not a collection of their names."""
    known = f"give names from {', '.join(REPAIRS)}"
    if isinstance(repairs, str) or not hasattr(repairs, "__iter__"):
        raise ValueError(f"{repairs!r} is no collection of repairs; {known}.")
    unknown_repairs = [name for name in repairs if name not in REPAIRS]
    if unknown_repairs:
        raise ValueError(f"There is no repair {unknown_repairs[0]!r}; {known}.")
    return set(repairs)


def run(seeds=SEEDS, rates=RATE_REPAIR, scales=SCALE_REPAIR, epochs=EPOCHS_REPAIR):
    """Train every combination of repairs on XOR from every seed, and return a ``Trial``.

    ``rates``, ``scales`` and ``epochs`` are pairs: as posted, repaired. Fifty epochs are too few to
    see a cost rise, so the longer training is watched for it, whichever ``epochs`` is chosen.

    >>> small = run(seeds=5, epochs=(1, 2))
    >>> small.learned.shape
    (2, 2, 2, 2, 2, 2, 5)
    >>> small.share(["rate", "epochs"])
    0.0
    """
    seeds_of_trial = seeds if np.ndim(seeds) == 0 else len(seeds)
    combinations = (2,) * len(REPAIRS)
    trial = Trial(*(np.zeros((*combinations, seeds_of_trial), dtype=bool) for _ in range(5)))
    for order_and_index in product(POSTED_OR_REPAIRED, repeat=2):
        bugs = [b for b, repaired in zip(CASE_BUGS, order_and_index, strict=True) if not repaired]
        as_posted_and_repaired = [
            sweep.run(rates, scales, seeds, of_trial, *data.xor(), True, bugs, watch=True)
            for of_trial in epochs
        ]
        printed_costs = as_posted_and_repaired[int(np.argmax(epochs))].printed
        rises = printed_costs[-1] - printed_costs.min(axis=0) > 1e-6
        for repaired_epochs, swept in enumerate(as_posted_and_repaired):
            for predict_repaired in POSTED_OR_REPAIRED:
                at = (*order_and_index, predict_repaired, slice(None), slice(None), repaired_epochs)
                printed_answers = printed(swept.outputs[..., 0, :], not predict_repaired)
                spread = np.ptp(printed_answers, axis=-1)  # of what one program prints
                trial.learned[at], trial.rises[at] = swept.solved, rises
                trial.seen[at] = np.all(np.abs(printed_answers - data.xor()[1][0]) < 0.5, axis=-1)
                trial.equal[at], trial.alike[at] = spread == 0, spread < NEARLY
    return trial
