"""Drawings of the course, on Axes that are handed in. Nothing here trains, and nothing shows.

Every function draws its data and returns a ``Drawing``: the artists that change with the data, and
an ``update`` that gives them new data. A lesson draws once; a lab keeps the drawing and updates it.
Colour never stands alone: label 0 is a blue circle, label 1 an orange square.
"""

from nn_helpers.plots.cloud import cloud, magnified, ring, span
from nn_helpers.plots.curves import (
    close_up,
    cost_curve,
    line_chart,
    lines,
    moment,
    plateau_lines,
    turn,
    unit_answers,
    upright,
)
from nn_helpers.plots.diagram import calculation, network_diagram
from nn_helpers.plots.maps import (
    answer_map,
    column,
    crossings,
    decision_map,
    hidden_lines,
    hidden_space,
    images,
    predictions,
    samples,
)
from nn_helpers.plots.searches import (
    angles,
    falling_costs,
    race_board,
    solved_over_time,
    step_and_cost,
    widths,
)
from nn_helpers.plots.slopes import cost_along, nudge, slope_line, step_sizes
from nn_helpers.plots.style import (
    BLACK,
    BLUE,
    CURVE_LOOKS,
    DARK_INKS,
    DARK_MAP,
    GREEN,
    INKS,
    LABEL_COLOURS,
    LABEL_MARKERS,
    MAP,
    MAP_ENDS,
    ORANGE,
    STYLE,
    Drawing,
    captioned,
    figure,
    styled,
    titles,
)
from nn_helpers.plots.success import combinations, endings, shares, success_map
from nn_helpers.plots.surface import cost_scale, cost_surface, here
