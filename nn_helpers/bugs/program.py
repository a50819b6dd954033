"""Wrong variants of the repaired program: mistakes left in, and MORE: stale, off by one, rounded."""

from nn_helpers import case
from nn_helpers.bugs.bug import Family
from nn_helpers.case import CASE_BUGS, case_update
from nn_helpers.network import predict

HALF = "stale-weights-in-b1"  # the blame was moved up, and the line of b1 still reads W2
LEFT = {HALF: "order (in the line of b1)", **case.BUGS}  # as lesson 10 calls them
MORE = {
    HALF: "W1 gets the right share now. The line of b1 still reads W2 after its update.",
    "reads-global": "Every answer is about the same sample.",
}
REPAIRED = Family("repaired")


def leaving(names):
    """Return the program with these bugs left in it. With HALF b1 alone still hears the updated W2."""
    inside = tuple(bug for bug in names if bug in CASE_BUGS)

    def program(params, X, Y, learning_rate, epochs):
        for s in list(range(X.shape[1])) * epochs:
            given = params, X[:, [s]], Y[:, [s]], learning_rate
            params = case_update(*given, inside)
            if HALF in names:
                params = params._replace(b1=case_update(*given, ("stale-weights", *inside)).b1)
        return params, case.printed(predict(params, X), "reads-global" in names)

    return program


for first in ([], ["stale-weights"], [HALF]):
    for others in ([], *([bug] for bug in list(case.BUGS)[1:]), list(case.BUGS)[1:]):
        if names := (*first, *others):
            left = f"Still in it: {', '.join(LEFT[name] for name in names)}."
            how = f"{MORE.get(names[0], '')} {left} {3 - len(names)} of 3 repaired.".strip()
            REPAIRED.whole("-and-".join(names), how)(leaving(names))

REPAIRED.whole("off-by-one", "The training is right; it makes one epoch too many.")(
    lambda *given: case.program(*given[:4], given[4] + 1)
)
REPAIRED.whole("uphill", "Every step goes up.")(
    lambda params, X, Y, rate, epochs: case.program(params, X, Y, -rate, epochs)
)


@REPAIRED.whole("thresholded", "All is right but the answers, which are rounded to 0 and 1.")
def thresholded(*given):
    end, answers = case.program(*given)
    return end, answers > 0.5
