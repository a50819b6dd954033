"""Labs: pictures with controls, one function each. A cell that ends with a lab shows it.

Labs draw with ``nn_helpers.plots`` and compute with the modules below it. Those that take a
function, such as ``labs.training(train=train)``, run the learner's own code and say so.
"""


def training(
    learning_rate=1.0,
    init_scale=1.0,
    seed=0,
    epochs=2000,
    per_sample=False,
    hidden=2,
    bugs=(),
    train=None,
):
    """Return the training lab: learning rate, init scale and all that decides how XOR is learned.

    Parameters
    ----------
    learning_rate, init_scale, seed, epochs, per_sample, hidden, bugs
        Where the controls stand at first. The init scale stretches one and the same draw.
    train : function, optional
        The learner's ``train(params, X, Y, learning_rate, epochs)``, to be run in place of the
        course's.
    """
    from nn_helpers.labs.training_lab import TrainingLab  # noqa: PLC0415 - a lab loads when it opens

    return TrainingLab(learning_rate, init_scale, seed, epochs, per_sample, hidden, bugs, train)
