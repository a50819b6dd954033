"""Draw the network as a diagram: nodes, edges, a number at each; a calculation in a row."""

import numpy as np
from matplotlib.patches import Ellipse

from nn_helpers.plots.style import BLACK, BLUE, ORANGE, Drawing, styled

COLUMNS = (0.09, 0.47, 0.83)  # inputs, hidden units, output
ROWS = (0.77, 0.25)
RADIUS = 0.073
SLOPE = {"color": "#B34700", "style": "italic"}  # the orange of the course, dark enough for text
UNITS = {
    **{f"x[{i}]": (COLUMNS[0], row) for i, row in enumerate(ROWS)},
    **{f"A1[{j}]": (COLUMNS[1], row) for j, row in enumerate(ROWS)},
    "A2[0]": (COLUMNS[2], sum(ROWS) / 2),
}
# Where each weight's line begins and ends, and where each bias stands: below its unit.
EDGES = {
    **{f"W1[{j}, {i}]": (UNITS[f"x[{i}]"], UNITS[f"A1[{j}]"]) for j in range(2) for i in range(2)},
    **{f"W2[0, {j}]": (UNITS[f"A1[{j}]"], UNITS["A2[0]"]) for j in range(2)},
}
BIASES = {f"b{unit[1:]}": (x, y - 0.115) for unit, (x, y) in UNITS.items() if unit.startswith("A")}
# How far along its line a weight's number stands: never where two lines cross.
ALONG_EDGE = {"W1[0, 0]": 0.32, "W1[0, 1]": 0.27, "W1[1, 0]": 0.27, "W1[1, 1]": 0.32}
# From a weight to its slope, where that would touch the line when it stands right below.
BESIDE_EDGE = {
    "W1[0, 1]": (0.08, -0.052),
    "W1[1, 0]": (-0.075, -0.06),
    "W2[0, 0]": (-0.02, -0.08),
    "W2[0, 1]": (0.01, -0.08),
}


@styled
def network_diagram(ax):
    """Draw a 2-2-1 network; ``update(params, texts, path)`` gives it weights and numbers.

    A line is as thick as its weight is large, and dashed where the weight is negative. ``texts``
    maps the names of places to what stands there: the numbers ``"W1[0, 0]"``, ``"b1[0]"``,
    ``"x[0]"``, ``"Z1[0]"``, ``"A1[0]"``, ``"y"``, ``"cost"``, and slopes, whose names begin with
    ``d``: ``"dW1[0, 0]"``. A place without a text stays empty. ``path`` names the units and weights
    that are lit, all others fade; without one all look alike.
    """
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.axis("off")
    edge_lines = {}
    for name, ends in EDGES.items():
        xs, ys = zip(*ends, strict=True)
        (edge_lines[name],) = ax.plot(xs, ys, color="#999999", zorder=1, solid_capstyle="round")
    half_unit = RADIUS * ax.bbox.height / ax.bbox.width
    units = {name: _node(ax, x, y, half_unit) for name, (x, y) in UNITS.items()}
    numbers = {name: _text(ax, place, name) for name, place in _places().items()}
    for name, (x, y) in _places().items():
        if name[0] in "WbZ":
            right, rise = BESIDE_EDGE.get(name, (0, 0.052 if name[0] == "Z" else -0.052))
            numbers["d" + name] = _text(ax, (x + right, y + rise), "d" + name, **SLOPE)
    for j, away in enumerate((0.03, -0.03)):  # the blame comes in from the right
        x, y = UNITS[f"A1[{j}]"]
        right_of_unit = (x + half_unit + 0.012, y + away)
        numbers[f"dA1[{j}]"] = _text(ax, right_of_unit, "dA1", **SLOPE | {"ha": "left"})

    def update(params, words, path=None):
        for edge, edge_line in edge_lines.items():
            layer, j, i = edge[1], int(edge[3]), int(edge[6])
            _weigh(edge_line, float(np.asarray(params[0 if layer == "1" else 2])[j, i]))
            _light(edge_line, None if path is None else edge in path)
        for name, unit in units.items():
            unit.set_linewidth(3.2 if path and name in path else 1.4)
        for name, number in numbers.items():
            number.set_text(with_minus(words.get(name, "")))
            number.set_visible(bool(words.get(name)))
            lit = path and name in path and name not in UNITS
            number.set_weight("bold" if lit else "normal")

    return Drawing((*edge_lines.values(), *ax.patches, *numbers.values()), update)


def _places():
    """Return where the numbers stand, but for the slopes, by their names."""
    places = {"y": (COLUMNS[2], 0.86), "cost": (COLUMNS[2], 0.95), **UNITS, **BIASES}
    for name, (begin, end) in EDGES.items():
        along_edge = ALONG_EDGE.get(name, 0.5)
        places[name] = tuple(np.array(begin) + along_edge * np.subtract(end, begin))
    for unit, (x, y) in UNITS.items():
        if unit.startswith("A"):
            places[f"Z{unit[1:]}"] = (x, y + 0.125)
    return places


def _weigh(line, weight):
    line.set_linewidth(0.8 + 5 * np.tanh(abs(weight) / 6))
    line.set_linestyle("-" if weight >= 0 else (0, (2.2, 1.4)))
    line.set_color(BLUE if weight >= 0 else ORANGE)


def _light(line, lit):
    line.set_alpha(0.45 if lit is None else 1.0 if lit else 0.35)
    if lit:
        line.set_linewidth(line.get_linewidth() + 1.6)


def _node(ax, x, y, half_unit):
    node = Ellipse(
        (x, y), 2 * half_unit, 2 * RADIUS, facecolor="white", edgecolor="#444444", zorder=2
    )
    node.set_linewidth(1.4)
    return ax.add_patch(node)


def _text(ax, place, name, **look):
    size = 9.5 if name.lstrip("d")[0] in "WbA" and name not in UNITS else 10.5
    # Nothing shines through, and a lit line, nearly 6 thick, ends before the last digit.
    box = {"boxstyle": "round,pad=0.22", "facecolor": "white", "edgecolor": "none"}
    on_a_line = name.startswith("W")  # a slope stands beside it: two gaps would look broken
    return ax.text(
        *place, "", va="center", fontsize=size, zorder=4, bbox=box if on_a_line else None,
        **{"ha": "center"} | look,
    )  # fmt: skip


def with_minus(words):
    """Return words as they are printed: with the minus that the ticks of the axes have.

    >>> with_minus("slope -0.5")
    'slope −0.5'
    """
    return words.replace("-", "−")


@styled
def calculation(ax, most=20):
    """Draw a calculation in one row, the name of each number above it; ``update(terms, result)``.

    ``terms`` are pairs (name, number) and the signs between them, all as text, ``most`` at most;
    ``result`` is one more pair. Without a result the row stays empty.
    """
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.axis("off")
    low = {"ha": "center", "va": "center", "in_layout": False}
    names_above = [ax.text(0, 0.82, "", fontsize=9.5, color="#444444", **low) for _ in range(most)]
    numbers_below = [ax.text(0, 0.3, "", fontsize=13, color=BLACK, **low) for _ in range(most)]

    def update(terms, result=None):
        cells = [] if result is None else [*terms, "=", result]
        cells = [("", cell) if isinstance(cell, str) else cell for cell in cells]
        letters = [8.6] * (len(cells) - 1) + [10.2]  # the result is bold
        widths = [
            max(len(name) * 6.4, len(number) * letter) + 12
            for (name, number), letter in zip(cells, letters, strict=bool(cells))
        ]
        at = (ax.bbox.width - sum(widths)) / 2
        for above, below in zip(names_above, numbers_below, strict=True):
            above.set_visible(False)
            below.set_visible(False)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            for text_in_row, words in zip(
                (names_above[place], numbers_below[place]), cell, strict=True
            ):
                text_in_row.set(x=(at + width / 2) / ax.bbox.width, text=with_minus(words))
                text_in_row.set_visible(bool(words))
            numbers_below[place].set_weight("bold" if place == len(cells) - 1 else "normal")
            at += width

    return Drawing((*names_above, *numbers_below), update)
