"""Labs: pictures with controls. A cell that ends with a lab shows it.

Labs draw with ``nn_helpers.plots`` and compute with the modules below it. Those that take a
function, such as ``labs.training(train=train)``, run the learner's own code and say so.
"""

from nn_helpers.labs.backprop_lab import BackpropLab as backprop
from nn_helpers.labs.cost_surface_lab import CostSurfaceLab as cost_surface
from nn_helpers.labs.evolution_lab import EvolutionLab as evolution
from nn_helpers.labs.h_slider_lab import NudgeLab as h_slider
from nn_helpers.labs.last_sample_lab import LastSampleLab as last_sample
from nn_helpers.labs.neuron_lab import NeuronLab as neuron
from nn_helpers.labs.race_lab import RaceLab as race
from nn_helpers.labs.ratchet_lab import RatchetLab as ratchet
from nn_helpers.labs.success_map_lab import SuccessMapLab as success_map
from nn_helpers.labs.the_case_lab import TheCaseLab as the_case
from nn_helpers.labs.training_lab import TrainingLab as training
from nn_helpers.labs.wire_lab import WireLab as wire

__all__ = [
    "backprop",
    "cost_surface",
    "evolution",
    "h_slider",
    "last_sample",
    "neuron",
    "race",
    "ratchet",
    "success_map",
    "the_case",
    "training",
    "wire",
]
