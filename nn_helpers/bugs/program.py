"""Wrong variants of the repaired program: left_in mistakes, off by one, uphill, rounded answers."""

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

    def program(params, X, Y, learning_rate, epochs):
        return case.program(params, X, Y, learning_rate, epochs, bugs=names)

    return program


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


@REPAIRED.whole(
    "all-samples-at-once", "One update for all samples together; it makes one after each."
)
def all_samples_at_once(params, X, Y, learning_rate, epochs):
    for _ in range(epochs):
        params = case_update(params, X, Y, learning_rate)
    return params, predict(params, X)


@REPAIRED.whole("off-by-one", "The training is right; it makes one epoch too many.")
def one_epoch_too_many(params, X, Y, learning_rate, epochs):
    return case.program(params, X, Y, learning_rate, epochs + 1)


@REPAIRED.whole("off-by-one", "The training is right; it makes one epoch too few.")
def one_epoch_too_few(params, X, Y, learning_rate, epochs):
    return case.program(params, X, Y, learning_rate, epochs - 1)


@REPAIRED.whole("uphill", "Every step goes up.")
def uphill(params, X, Y, learning_rate, epochs):
    return case.program(params, X, Y, -learning_rate, epochs)


@REPAIRED.whole(
    "answers-of-the-start", "The training is right; the answers are those of the start."
)
def answers_of_the_start(params, X, Y, learning_rate, epochs):
    return case.program(params, X, Y, learning_rate, epochs)[0], predict(params, X)


@REPAIRED.whole("thresholded", "All is right but the answers, which are rounded to 0 and 1.")
def thresholded(params, X, Y, learning_rate, epochs):
    end, answers = case.program(params, X, Y, learning_rate, epochs)
    return end, answers > 0.5
