"""What an experiment in a room says against a wrong cause, for the likeliest guesses.

Each sentence ends the reply of the check. It says what was measured, and names no other cause.
``tests/escape_room/test_wrong_causes.py`` makes every experiment.
"""

STRAIGHT = "Here twice the rate is twice the step, in every array."

AGAINST = {
    1: {
        "start-saturated": "Here no hidden answer is beyond 0.98 at the start, to either side.",
        "symmetric-start": "Here the six hidden units give six different answers at the start.",
        "labels-look-random": "Here the nearest other point always has the same label.",
        "step-stale": STRAIGHT,
        "cost-wrong": "Here the program has no cost, and its training asks for none.",
    },
    2: {
        "start-too-small": "Here all first weights are 0.4, and with 4 no start learns either.",
        "start-saturated": "Here all hidden answers lie between 0.55 and 0.8 at the start.",
        "gradient-wrong": (
            "Here a tiny update on one sample follows central differences of the cross-entropy, in "
            "every number."
        ),
        "step-stale": STRAIGHT,
        "cannot-represent": (
            "Here it is not half-way at random parameters, and lesson 01 wired this task with two "
            "hidden units."
        ),
        "predict-ignores-input": "Here 00, 01 and 11 get three different answers at the start.",
        "samples-in-order": "Here each trial has the samples in another order, and none learns.",
        "parameters-never-updated": "Here one epoch moves every number.",
    },
    3: {
        "gradient-wrong": (
            "Here each slope is a central difference of the program's own cost, so it fits that cost. "
            "Is it the cost that you want?"
        ),
        "step-stale": STRAIGHT,
        "labels-look-random": "Here the nearest other point nearly always has the same label.",
        "predict-ignores-input": "Here inputs ten times as large get other answers at the start.",
        "cannot-represent": "Here it is not half-way at random parameters: the units do bend.",
    },
    4: {
        "start-saturated": "Here fewer than half of the hidden answers are beyond 0.98 at the start.",
        "symmetric-start": "Here no two hidden units of a layer answer alike at the start.",
        "cost-wrong": "Here the cost falls when any answer moves towards its label.",
        "output-range": "Here the last layer is a plain sum, so it can answer any number.",
        "cannot-represent": "Here it is not half-way at random parameters: the units do bend.",
    },
    5: {
        "samples-in-order": (
            "Here it does learn in another order. But the question goes on: was every sample used "
            "before?"
        ),
        "gradient-wrong": (
            "Here the step on five samples, divided by a tiny rate, follows central differences of the "
            "cross-entropy in every number."
        ),
        "step-uphill": "Here a tiny step on one sample lowers the cost of that sample.",
        "step-stale": "Here twice the rate is twice the step on five samples, in every array.",
        "labels-look-random": "Here the nearest other seed is always of the same kind.",
        "parameters-never-updated": "Here training moves all four arrays.",
    },
    6: {
        "symmetric-start": "Here no two hidden units have the same weights.",
        "labels-look-random": "Here the nearest other parcel nearly always has the same label.",
        "step-stale": STRAIGHT,
        "cost-wrong": "Here the cost falls when any answer moves towards its label.",
    },
}  # fmt: skip


def against(number, slug):
    """Return what was measured in a room against a cause, or an empty text.

    >>> against(2, "parameters-never-updated")
    'Here one epoch moves every number.'
    """
    return AGAINST.get(number, {}).get(slug, "")
