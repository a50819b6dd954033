"""Wrong variants of the repaired program: left_in mistakes, MORE; stale, off by one, rounded."""

from itertools import combinations

from nn_helpers import case
from nn_helpers.bugs.bug import Family
from nn_helpers.case import CASE_BUGS, case_update
from nn_helpers.network import predict

HALF = "stale-weights-in-b1"  # the blame was moved up, and the line of b1 still reads W2
LEFT = {HALF: "stale-weights (in the line of b1)", **{bug: bug for bug in case.BUGS}}
MORE = {
    HALF: "W1 gets the right share now. The line of b1 still reads W2 after its update.",
    "reads-global": "Every answer is about the same sample.",
}
REPAIRED = Family("repaired")


def with_bugs(names):
    """Return the program with these bugs left in it."""
    return lambda *given: case.program(*given, bugs=names)


def half_repaired(names):
    """Return the program in which b1 alone still hears the updated W2, with further bugs left in."""
    index = tuple(bug for bug in names if bug in CASE_BUGS)

    def program(params, X, Y, learning_rate, epochs):
        for s in list(range(X.shape[1])) * epochs:
            given = params, X[:, [s]], Y[:, [s]], learning_rate
            stale = case_update(*given, ("stale-weights", *index))
            params = case_update(*given, index)._replace(b1=stale.b1)
        return params, case.printed(predict(params, X), "reads-global" not in names)

    return program


def left_in(names):
    """Return one sentence that says what is left."""
    first = MORE.get(names[0], "")
    named = " and ".join(LEFT[name] for name in names)
    return f"{first} Still in it: {named}. {3 - len(names)} of 3 repaired.".strip()


for count in (1, 2, 3):
    for names in combinations(case.BUGS, count):
        REPAIRED.whole("-and-".join(names), left_in(names))(with_bugs(names))
for count in (0, 1, 2):
    for others in combinations(list(case.BUGS)[1:], count):
        names = (HALF, *others)
        REPAIRED.whole("-and-".join(names), left_in(names))(half_repaired(others))


def all_samples_at_once(params, X, Y, learning_rate, epochs):
    for _ in range(epochs):
        params = case_update(params, X, Y, learning_rate)
    return params, predict(params, X)


def thresholded(*given):
    end, answers = case.program(*given)
    return end, answers > 0.5


for slug, how, program in (
    ("all-samples-at-once", "One update for all samples together; it makes one after each.",
     all_samples_at_once),
    ("off-by-one", "The training is right; it makes one epoch too many.",
     lambda *given: case.program(*given[:4], given[4] + 1)),
    ("off-by-one", "The training is right; it makes one epoch too few.",
     lambda *given: case.program(*given[:4], given[4] - 1)),
    ("uphill", "Every step goes up.",
     lambda params, X, Y, rate, epochs: case.program(params, X, Y, -rate, epochs)),
    ("answers-of-the-start", "The training is right; the answers are those of the start.",
     lambda *given: (case.program(*given)[0], predict(*given[:2]))),
    ("thresholded", "All is right but the answers, which are rounded to 0 and 1.", thresholded),
):  # fmt: skip
    REPAIRED.whole(slug, how)(program)
