"""Training: the loop and its record (``run``), the same in plain numbers (``plain_numbers``), and
thousands of networks at once (``sweep``).
"""

from nn_helpers.training import sweep
from nn_helpers.training.run import History, record, sgd_step, train

__all__ = ["History", "record", "sgd_step", "sweep", "train"]
