"""Labs: pictures with controls. A cell that ends with a lab shows it.

Labs draw with ``nn_helpers.plots`` and compute with the modules below it. Those that take a
function, such as ``labs.training(train=train)``, run the learner's own code and say so.
"""

from nn_helpers.labs.training_lab import TrainingLab as training
