#!/usr/bin/env bash
# A candidate whose cost is nan counts as an average one, and the search can settle where there is no cost at all.
#
# One would guess: a candidate with the cost nan is the worst of its generation, as one with inf is, or an error is raised.
# What happens: tell() gives each nan the median of the other costs of its generation, so such candidates are chosen as
# parents before half of the others. On a bowl that is undefined to one side of a line, where its lowest point lies, the
# mean ends on the undefined side; with inf in place of nan it ends on the defined one. ask_and_eval() of the same class does
# something else again: it draws until a candidate has a cost. tell() warns, unless verbose is -9, which many set. Costs
# of networks that diverge are nan by themselves (inf - inf), so a search over networks meets this.
# What helps: tell inf in place of nan.
# Versions: cma 4.5.0, numpy 2.4.6.
# Source: seen by running, and the text of tell().
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet cma==4.5.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import math

import cma


def end(undefined, seed):
    """Return the first number of the mean after 60 generations; the bowl is undefined below 2."""
    search = cma.CMAEvolutionStrategy([3.0, 3.0], 0.5, {"seed": seed, "verbose": -9})
    for _ in range(60):
        asked = search.ask()
        search.tell(asked, [sum(x**2) if x[0] > 2 else undefined for x in asked])
    return float(search.mean[0])


seeds = range(1, 21)
beyond = {u: sum(end(u, seed) < 2 for seed in seeds) for u in (math.nan, math.inf)}
search = cma.CMAEvolutionStrategy([3.0, 3.0], 0.5, {"seed": 1, "verbose": -9, "popsize": 10})
drawn = []
_, costs = search.ask_and_eval(lambda x: drawn.append(1) or (sum(x**2) if x[0] > 3 else math.nan))
print("cma", cma.__version__)
print(f"the mean ends where there is no cost: with nan {beyond[math.nan]} of 20, with inf {beyond[math.inf]} of 20")
print("ask_and_eval drew", len(drawn), "candidates for 10 costs, of which nan:", sum(map(math.isnan, costs)))
assert beyond[math.nan] > 3 * (beyond[math.inf] + 1) and len(drawn) > 10, "this has changed"
assert not any(map(math.isnan, costs)), "this has changed"
PY
