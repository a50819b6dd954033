"""Every sentence that a room says against a wrong cause, measured."""

import re

import numpy as np
import pytest

from nn_helpers import check, data, escape_room
from nn_helpers.escape_room import tasks
from nn_helpers.escape_room.wrong_causes import STRAIGHT

RATE = 1e-6


def room(number):
    """The program's names, its data and a start."""
    found = escape_room.read(number)
    parts = found.parts
    return found.program(), parts["X"], parts["Y"], parts["params"]


def flat(value):
    """All numbers of parameters in any form, as one vector."""
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value)]
    if hasattr(value, "W"):
        value = [value.W, value.b]
    if isinstance(value, list | tuple):
        return np.concatenate([flat(part) for part in value])
    return np.ravel(np.asarray(value, dtype=float))


def beyond(hidden, limit):
    return np.mean(np.abs(hidden) > limit)


def differ(hidden, axis):
    """Whether no two units answer alike; units lie along ``axis``."""
    units = np.moveaxis(np.asarray(hidden), axis, 0)
    return len(np.unique(units.round(6), axis=0)) == len(units)


def neighbours(number):
    """How many samples have the label of the nearest other one, as a share."""
    _, X, Y, _ = room(number)
    X, Y = np.asarray(X, dtype=float), np.reshape(Y, (len(X), -1))
    distance = np.sum((X[:, None] - X[None]) ** 2, axis=-1)
    np.fill_diagonal(distance, np.inf)
    return np.mean(np.all(Y[distance.argmin(axis=1)] == Y, axis=1))


def straight(number):
    """Whether one epoch at twice the rate goes twice as far, in every number."""
    program, X, Y, params = room(number)
    if number == 2:
        X, Y = X[1:2], Y[1:2]  # one update after each sample: so one sample
    start = flat(params)
    one, two = (flat(program["train"](params, X, Y, rate, 1)) - start for rate in (0.1, 0.2))
    return np.abs(one).max() > 0 and np.allclose(two, 2 * one, rtol=1e-9, atol=1e-12)


def straight_on_five():
    program, X, Y, params = room(5)
    start = flat(params)
    one, two = (flat(program["step"](params, X[:5], Y[:5], r)) - start for r in (0.1, 0.2))
    return np.abs(one).max() > 0 and np.allclose(two, 2 * one, rtol=1e-9, atol=1e-12)


def cost_falls(number):
    """Whether the cost falls when one answer moves towards its label, whichever it is."""
    program, X, Y, params = room(number)
    outputs, Y = np.array(program["predict"](params, X)), np.asarray(Y, dtype=float)
    before = program["cost"](outputs, Y)
    for place in np.ndindex(outputs.shape):
        moved = outputs.copy()
        moved[place] += 0.1 * (Y[place] - outputs[place])
        if program["cost"](moved, Y) >= before:
            return False
    return True


def half_way(number):
    """Whether the answer half-way between two inputs is half-way between their answers."""
    program, X, _, params = room(number)
    params = params if number != 2 else two_at_random()
    samples = np.asarray(X, dtype=float).T if number == 4 else np.asarray(X, dtype=float)
    one, other = samples[0], samples[-1]
    asked = np.array([one, other, (one + other) / 2])
    asked = asked.T if number == 4 else asked
    answers = np.ravel(program["predict"](params, asked))
    return abs(answers[2] - (answers[0] + answers[1]) / 2) < 1e-3


def two_at_random():
    rng = np.random.default_rng(5)
    return {"hidden": rng.normal(0, 1, (4, 3)).tolist(), "output": rng.normal(0, 1, 5).tolist()}


def two_has_right_gradients():
    program, X, Y, _ = room(2)
    wide = two_at_random()
    x, y = X[1:2], Y[1:2]

    def cost(params):
        answer = program["predict"](params, x)[0][0]
        return -np.log(answer if y[0][0] else 1 - answer)

    step = (flat(wide) - flat(program["train"](wide, x, y, RATE, 1))) / RATE
    return np.allclose(step, slopes(cost, wide), rtol=1e-4, atol=1e-5)


def slopes(cost, params, h=1e-5):
    """Central differences of a cost of lists of numbers, in the order of ``flat``."""
    found = []
    for key in sorted(params):
        array = np.array(params[key], dtype=float)
        for place in np.ndindex(array.shape):
            ends = []
            for move in (h, -h):
                moved = array.copy()
                moved[place] += move
                ends.append(cost({**params, key: moved.tolist()}))
            found.append((ends[0] - ends[1]) / (2 * h))
    return np.array(found)


def two_at_the_start():
    program, _, _, params = room(2)
    corners = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    return np.array([np.append(*program["answer"](params, x)) for x in corners])


def two_with_four():
    wide = escape_room.read(2).mend({"low, high = 0.2, 0.6": "low, high = 2.0, 6.0"})
    _, _, _, params = room(2)
    return set(flat(params)) == {0.4} and wide.success(starts=2).learned == 0


def two_orders():
    orders = {str(tasks.switches(np.random.default_rng([1000, turn, 0]))[0]) for turn in range(4)}
    return len(orders) == 4 and escape_room.read(2).success(starts=2).learned == 0


def all_move(number):
    program, X, Y, params = room(number)
    end = program["train"](params, X, Y, program["RATE"], 1)
    if number == 2:
        return bool(np.all(flat(end) != flat(params)))
    return all(np.any(old != new) for old, new in zip(params, end, strict=True))


def three_measures_its_own_cost():
    program, X, Y, params = room(3)
    X, Y = X[:7], Y[:7]
    place, h, ends = (1, 3), 1e-4, []
    for move in (h, -h):
        moved = [np.array(p) for p in params]
        moved[0][place] += move
        ends.append(program["cost"](program["predict"](moved, X), Y))
    slope = program["slopes"]([np.array(p) for p in params], X, Y)[0][place]
    return slope == pytest.approx((ends[0] - ends[1]) / (2 * h), rel=1e-6)


def three_uses_its_input():
    program, X, _, params = room(3)
    return np.abs(program["predict"](params, X) - program["predict"](params, 10 * X)).max() > 1e-3


def four_hidden(seed=0):
    program, X, _, _ = room(4)
    return program["forward"](program["start"](np.random.default_rng(seed)), X)[1][1:-1]


def five_follows(samples=5):
    program, X, Y, params = room(5)
    x, y = X[:samples], Y[:samples]

    def cost(named):
        shares = program["forward"]([np.array(named[key]) for key in sorted(named)], x)[1]
        return -np.mean(np.sum(y * np.log(shares), axis=1))

    step = (flat(params) - flat(program["step"](params, x, y, RATE))) / RATE
    named = {str(place): np.array(p).tolist() for place, p in enumerate(params)}
    return np.allclose(step, slopes(cost, named), rtol=1e-3, atol=1e-5)


def five_goes_down():
    program, X, Y, params = room(5)
    for s in range(0, 150, 10):
        x, y = X[s : s + 1], Y[s : s + 1]
        shares = [
            program["predict"](p, x)[y == 1][0]
            for p in (params, program["step"](params, x, y, 1e-3))
        ]
        if not shares[1] > shares[0]:
            return False
    return True


def five_in_another_order():
    learned = 0
    program = escape_room.read(5).program()
    for seed in range(4):
        X, Y = tasks.seeds(np.random.default_rng([1000, seed, 0]))
        order = np.random.default_rng(seed).permutation(len(X))
        start = program["start"](np.random.default_rng(seed))
        end = program["train"](start, X[order], Y[order], program["RATE"], program["EPOCHS"])
        learned += np.mean(program["predict"](end, X).argmax(1) == Y.argmax(1)) >= 0.9
    return learned == 4


def six_has_other_weights():
    _, _, _, params = room(6)
    return differ(params["first"].W, axis=1)


EXPERIMENTS = {
    (1, "start-saturated"): lambda: beyond(room(1)[0]["hidden"](room(1)[3], room(1)[1]), 0.98) == 0,
    (1, "symmetric-start"): lambda: differ(room(1)[0]["hidden"](room(1)[3], room(1)[1]), axis=1),
    (1, "labels-look-random"): lambda: neighbours(1) == 1,
    (1, "step-stale"): lambda: straight(1),
    (1, "cost-wrong"): lambda: "cost" not in escape_room.read(1).source,
    (2, "start-too-small"): two_with_four,
    (2, "start-saturated"): lambda: (
        two_at_the_start()[:, :4].min() > 0.55 and two_at_the_start()[:, :4].max() < 0.8
    ),
    (2, "gradient-wrong"): two_has_right_gradients,
    (2, "step-stale"): lambda: straight(2),
    (2, "cannot-represent"): lambda: not half_way(2) and check.wire_xor(wired).passed,
    (2, "predict-ignores-input"): lambda: np.abs(np.diff(two_at_the_start()[:, 4])).min() > 1e-3,
    (2, "samples-in-order"): two_orders,
    (2, "parameters-never-updated"): lambda: all_move(2),
    (3, "gradient-wrong"): three_measures_its_own_cost,
    (3, "step-stale"): lambda: straight(3),
    (3, "labels-look-random"): lambda: neighbours(3) > 0.9,
    (3, "predict-ignores-input"): three_uses_its_input,
    (3, "cannot-represent"): lambda: not half_way(3),
    (4, "start-saturated"): lambda: all(
        beyond(layer, 0.98) < 0.5 for seed in range(8) for layer in four_hidden(seed)
    ),
    (4, "symmetric-start"): lambda: all(differ(layer, axis=0) for layer in four_hidden()),
    (4, "cost-wrong"): lambda: cost_falls(4),
    (4, "output-range"): lambda: "values.append(sums[-1] if last" in escape_room.read(4).source,
    (4, "cannot-represent"): lambda: not half_way(4),
    (5, "samples-in-order"): five_in_another_order,
    (5, "gradient-wrong"): five_follows,
    (5, "step-uphill"): five_goes_down,
    (5, "step-stale"): straight_on_five,
    (5, "labels-look-random"): lambda: neighbours(5) == 1,
    (5, "parameters-never-updated"): lambda: all_move(5),
    (6, "symmetric-start"): six_has_other_weights,
    (6, "labels-look-random"): lambda: neighbours(6) > 0.9,
    (6, "step-stale"): lambda: straight(6),
    (6, "cost-wrong"): lambda: cost_falls(6),
}


def wired():
    return check.wire_xor.reference()


@pytest.mark.parametrize(("number", "slug"), EXPERIMENTS, ids=str)
def test_what_is_said_against_a_cause_was_measured(number, slug):
    assert escape_room.against(number, slug)
    assert EXPERIMENTS[number, slug]()


def test_no_sentence_is_without_its_experiment():
    said = {(number, slug) for number, causes in escape_room.AGAINST.items() for slug in causes}
    assert said == set(EXPERIMENTS)


def test_nothing_speaks_against_a_cause_that_the_room_has():
    for number, causes in escape_room.AGAINST.items():
        assert set(causes) <= set(escape_room.CAUSES)
        held = set().union(*getattr(check, f"room_{number}").held)
        assert not held & set(causes)
        for text in causes.values():
            assert text.startswith("Here ")
            assert text.endswith((".", "?"))
            assert not any(re.search(rf"\b{slug}\b", text) for slug in escape_room.CAUSES)


def test_the_check_says_it():
    change = {"RATE, EPOCHS = 0.5, 2000": "RATE, EPOCHS = 0.5, 1"}
    report = check.room_2.report({"cause": "step-stale", "change": change})
    assert report.mistake == "not-step-stale"
    assert STRAIGHT in report.message
    assert escape_room.CAUSES["step-stale"] in report.message


def test_a_wrong_cause_without_a_sentence_meets_its_question_alone():
    change = {"RATE, EPOCHS = 0.5, 2000": "RATE, EPOCHS = 0.5, 1"}
    report = check.room_2.report({"cause": "cost-wrong", "change": change})
    assert escape_room.against(2, "cost-wrong") == ""
    assert "Here " not in report.message
    assert escape_room.CAUSES["cost-wrong"] in report.message


def test_the_task_of_room_2_is_xor():
    X, Y = data.xor()
    labels = {(a, b): y for (a, b), y in zip(X.T.tolist(), Y[0], strict=True)}
    inputs, wanted = tasks.switches(np.random.default_rng(0))
    assert all(labels[tuple(x)] == y[0] for x, y in zip(inputs, wanted, strict=True))
