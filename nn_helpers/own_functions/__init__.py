"""The learner's own functions: kept when they pass, brought back, watched, put into a program.

A lesson calls ``mine`` at its top, and lesson 10 prints the ``program`` that is made of them.
"""

from nn_helpers.own_functions.assemble import program
from nn_helpers.own_functions.at_hand import COURSE
from nn_helpers.own_functions.kept import (
    Kept,
    Toolbox,
    course,
    defines,
    function,
    functions,
    mine,
    namespace,
)
