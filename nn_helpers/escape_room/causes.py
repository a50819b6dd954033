"""The causes that a room can be charged with, each with the experiment that would show it."""

import textwrap

# By what the experiment needs: the data, one forward pass, slopes, one step, a training.
CAUSES = {
    "labels-misshapen": "Have the labels another shape than the answers?",
    "labels-look-random": "Does the nearest other sample guess a label no better than a coin?",
    "inputs-not-scaled": "Are inputs far from the size of 1, and does it learn once they are not?",
    "predict-ignores-input": "Do quite different inputs get the same answer, to the last digit?",
    "output-range": "Is there a label that no parameters can give as an answer?",
    "cannot-represent": "Half-way between two inputs: is the answer always half-way as well?",
    "symmetric-start": "Do all hidden units give the same answers at the start, and at the end?",
    "start-saturated": "Do nearly all hidden units sit at their flat ends before training begins?",
    "start-too-small": "Are the first weights near zero, and does a tenfold start help?",
    "cost-wrong": "Does the cost rise when an answer moves towards its label?",
    "gradient-wrong": "Do the gradients differ from central differences at random parameters?",
    "step-uphill": "After one tiny step on one sample, is the cost of that sample higher?",
    "step-stale": "Is twice the rate not twice the step, for some arrays and not for others?",
    "parameters-never-updated": "Is there an array that training leaves exactly as it was?",
    "train-forgets": "Do three epochs give what one epoch gives, to the last digit?",
    "samples-left-out": "Change one label and train again: do the parameters stay as they were?",
    "samples-in-order": "Does it learn in another order, though every sample was used before?",
    "rate-too-small": "Does it learn at ten times the rate?",
    "rate-too-large": "Does it learn at a tenth of the rate?",
    "too-few-epochs": "Does it learn in five times the epochs?",
}


class Causes:
    """The list of causes, shown with their experiments."""

    def __repr__(self):
        wide = max(map(len, CAUSES)) + 2
        listed_causes = [
            textwrap.fill(f"{slug:{wide}}{shows}", 100, subsequent_indent=" " * wide)
            for slug, shows in CAUSES.items()
        ]
        return "\n".join(listed_causes)


def causes():
    """Return the causes by name, each with the question that an experiment answers.

    >>> "step-uphill" in repr(causes())
    True
    """
    return Causes()
