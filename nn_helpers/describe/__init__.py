"""What a picture shows, in a computed sentence: numbers in, words out, nothing drawn."""

from nn_helpers.describe.answers import (
    classes,
    hidden_units,
    line,
    predictions,
    squashing,
    two_predicts,
    unit_answers,
    vote,
    wiring,
)
from nn_helpers.describe.curves import (
    cost_curve,
    ends,
    plateau,
    printed_median,
    ratchet,
    ratchet_at,
    run,
    runs,
    same_as,
    turn,
    two_curves,
)
from nn_helpers.describe.searches import (
    adapting_steps,
    angles,
    cloud,
    falling_costs,
    race,
    race_board,
    search,
    solved_over_time,
    widths,
)
from nn_helpers.describe.slopes import (
    backprop,
    cheapest,
    costs_along,
    difference_slopes,
    nudge,
    step_sizes,
    surface,
    tangent,
)
from nn_helpers.describe.success import (
    combinations,
    endings,
    right_by_hidden,
    success_by_hidden,
    success_map,
)
