"""Feedback on exercises: ``check.NAME(answer)`` names the mistake, ``.hint()`` asks on.

Each further hint comes a little closer. ``check.progress()`` shows which exercises were passed.
"""

from nn_helpers.check.exercises.lesson_01 import forward, sigmoid, wire_xor
from nn_helpers.check.exercises.lesson_02 import cost, repaired_cost
from nn_helpers.check.exercises.lesson_03 import gradients, hidden_delta, step
from nn_helpers.check.exercises.lesson_04 import numerical_gradients, relative_error
from nn_helpers.check.exercises.lesson_04_line_up import find_the_gradient
from nn_helpers.check.exercises.lesson_05 import initialise, settings, train
from nn_helpers.check.exercises.lesson_06 import linear_in_rate, sgd_step, which_loop
from nn_helpers.check.exercises.lesson_07 import ignores_its_input, predict
from nn_helpers.check.exercises.lesson_08 import hill_climb, perturb
from nn_helpers.check.exercises.lesson_09 import es_gradient
from nn_helpers.check.exercises.lesson_09_wrong_lines import strategy_mistake
from nn_helpers.check.exercises.lesson_10 import causes, repaired, smallest_repair
from nn_helpers.check.exercises.lesson_11 import room_1, room_2, room_3, room_4, room_5, room_6
from nn_helpers.check.exercises.lesson_12 import candidate_noise, one_hot
from nn_helpers.check.progress import progress
from nn_helpers.check.report import Report
