"""Training: the loop and its record, the same in plain numbers, and thousands at once."""

from nn_helpers.training import sweep
from nn_helpers.training.run import History, record, sgd_step, train

__all__ = ["History", "record", "sgd_step", "sweep", "train"]
