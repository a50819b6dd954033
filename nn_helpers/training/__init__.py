"""Training: the loop and its record, the same in plain numbers, and thousands at once."""

from nn_helpers.training import sweep
from nn_helpers.training.run import History, record, sgd_step, train
from nn_helpers.training.turning import first_turn

__all__ = ["History", "first_turn", "record", "sgd_step", "sweep", "train"]
