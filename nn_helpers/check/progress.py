"""Which exercises were passed, as a table; remember one; LESSONS lists them by lesson."""

import contextlib
import inspect

from nn_helpers import saved_work

LESSONS = {
    "01": ("sigmoid", "forward", "wire_xor"),
    "02": ("cost", "repaired_cost"),
    "03": ("hidden_delta", "gradients", "step"),
    "04": ("numerical_gradients", "relative_error", "find_the_gradient"),
    "05": ("train", "initialise", "settings"),
    "06": ("sgd_step", "linear_in_rate", "which_loop"),
    "07": ("ignores_its_input", "predict"),
    "08": ("perturb", "hill_climb"),
    "09": ("es_gradient", "strategy_mistake"),
    "10": ("causes", "smallest_repair", "repaired"),
    "11": ("room_1", "room_2", "room_3", "room_4", "room_5", "room_6"),
    "12": ("one_hot", "candidate_noise"),
}
# Whose functions later lessons call: ``own_functions`` brings them back.
BROUGHT_BACK = (
    "sigmoid", "forward", "cost", "hidden_delta", "gradients", "step", "numerical_gradients",
    "relative_error", "initialise", "train", "sgd_step", "predict", "perturb", "hill_climb",
    "es_gradient",
)  # fmt: skip


def remember(name, answer):
    """Note that an exercise was passed, with the learner's code where it can be read."""
    if not saved_work.read().get("passed", {}).get(name):
        saved_work.update("passed", name, True)
    with contextlib.suppress(OSError, TypeError):
        kept = inspect.getsource(answer) if callable(answer) else answer
        saved_work.update("answers", name, kept)


class Progress:
    """One line a lesson: its exercises, with a mark for those that were passed."""

    def __init__(self):
        self.passed = {name for name, done in saved_work.read().get("passed", {}).items() if done}

    def __repr__(self):
        marked = {n: f"[{'x' if n in self.passed else ' '}] {n}" for n in sum(LESSONS.values(), ())}
        lines = [f"  {n}  " + "  ".join(map(marked.get, names)) for n, names in LESSONS.items()]
        done = len(self.passed & set(marked))
        return "\n".join([f"Passed: {done} of {len(marked)} exercises.", *lines])


def progress():
    """Return which exercises were passed. The file .nn_helpers.jsonl holds it; delete it to forget."""
    return Progress()
