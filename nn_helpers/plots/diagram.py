"""Draw the network as a diagram: circles for units, lines for weights, a number at each place."""

import numpy as np
from matplotlib.patches import Ellipse

from nn_helpers.plots.style import BLUE, ORANGE, Drawing, styled

COLUMNS = (0.09, 0.47, 0.83)  # inputs, hidden units, output
ROWS = (0.77, 0.25)
RADIUS = 0.062
SLOPE = {"color": "#B34700", "style": "italic"}  # the orange of the course, dark enough for text


@styled
def network_diagram(ax):
    """Draw a 2-2-1 network; ``update(params, texts)`` gives it weights and numbers.

    A line is as thick as its weight is large, and dashed where the weight is negative. ``texts``
    maps the names of places to what stands there: the numbers ``"W1[0, 0]"``, ``"b1[0]"``,
    ``"x[0]"``, ``"Z1[0]"``, ``"A1[0]"``, ``"y"``, ``"cost"``, and slopes, whose names begin with
    ``d``: ``"dW1[0, 0]"``. A place without a text stays empty.
    """
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.axis("off")
    nodes = [(COLUMNS[0], row) for row in ROWS] + [(COLUMNS[1], row) for row in ROWS]
    nodes.append((COLUMNS[2], sum(ROWS) / 2))
    edges = {}
    for j in range(2):
        for i in range(2):
            edges[f"W1[{j}, {i}]"] = (nodes[i], nodes[2 + j], (0.27, 0.3)[i == j])
        edges[f"W2[0, {j}]"] = (nodes[2 + j], nodes[4], 0.5)
    lines, places = {}, {}
    for name, (begin, end, share) in edges.items():
        xs, ys = zip(begin, end, strict=True)
        (lines[name],) = ax.plot(xs, ys, color="#999999", zorder=1, solid_capstyle="round")
        places[name] = tuple(np.array(begin) + share * (np.array(end) - begin))
    for kind, (x, y) in zip(("x[0]", "x[1]", "A1[0]", "A1[1]", "A2[0]"), nodes, strict=True):
        wide = RADIUS * ax.bbox.height / ax.bbox.width
        _node(ax, x, y, wide)
        places[kind] = (x, y)
        layer, at = kind[1:-3], kind[-3:]
        if kind[0] == "A":
            places[f"Z{layer}{at}"] = (x, y + 0.125)
            places[f"b{layer}{at}"] = (x, y - 0.115)
    places["y"], places["cost"] = (COLUMNS[2], 0.86), (COLUMNS[2], 0.95)
    texts = {name: _text(ax, place, name) for name, place in places.items()}
    for name, (x, y) in places.items():
        if name[0] in "WbZ":
            rise = 0.052 if name[0] == "Z" else -0.052
            texts["d" + name] = _text(ax, (x, y + rise), "d" + name, **SLOPE)

    def update(params, words):
        for name, line in lines.items():
            layer, j, i = name[1], int(name[3]), int(name[6])
            weight = float(np.asarray(params[0 if layer == "1" else 2])[j, i])
            line.set_linewidth(0.8 + 5 * np.tanh(abs(weight) / 6))
            line.set_linestyle("-" if weight >= 0 else (0, (2.2, 1.4)))
            line.set_color(BLUE if weight >= 0 else ORANGE)
            line.set_alpha(0.45)
        for name, text in texts.items():
            text.set_text(words.get(name, ""))
            text.set_visible(bool(words.get(name)))

    return Drawing((*lines.values(), *ax.patches, *texts.values()), update)


def _node(ax, x, y, wide):
    node = Ellipse((x, y), 2 * wide, 2 * RADIUS, facecolor="white", edgecolor="#444444", zorder=2)
    node.set_linewidth(1.4)
    return ax.add_patch(node)


def _text(ax, place, name, **look):
    size = 9.5 if name.lstrip("d")[0] in "Wb" else 10.5
    box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    inside = "W" not in name  # only on a line is a box needed
    return ax.text(
        *place, "", ha="center", va="center", fontsize=size, zorder=4, bbox=None if inside else box,
        **look,
    )  # fmt: skip
