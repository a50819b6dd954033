"""The numbers that stand in the prose and the questions of lesson 02, computed anew."""

from itertools import combinations

import numpy as np
import pytest

from nn_helpers import bugs, case, data, labs, network, training

X, Y = data.xor()


def posted(epochs, switched_on=bugs.CASE_BUGS):
    return training.record(
        case.start(), X, Y, case.LEARNING_RATE, epochs, per_sample=True, bugs=switched_on
    )


def cost_of_one_answer(answer, labels):
    return network.cost(np.full(np.shape(labels), answer), labels)


def test_the_heights():
    _, three_to_one = data.three_positives()
    answers = np.linspace(0.01, 0.99, 99)
    for labels, cheapest, height in ((Y, 0.5, 2.7726), (three_to_one, 0.75, 2.2493)):
        costs = [cost_of_one_answer(answer, labels) for answer in answers]
        assert answers[np.argmin(costs)] == pytest.approx(cheapest)
        assert round(min(costs), 4) == height
        assert round(costs[49], 4) == 2.7726  # "whatever the labels are"


def test_squared_error_is_200_times_flatter_than_cross_entropy_where_the_answer_is_most_wrong():
    z, h = -6.0, 1e-5
    slopes = [
        (cost(network.sigmoid(z + h)) - cost(network.sigmoid(z - h))) / (2 * h)
        for cost in (lambda a: -np.log(a), lambda a: (1 - a) ** 2)
    ]
    assert round(slopes[0] / slopes[1], -1) == 200


def test_the_question_about_ten_samples():
    ten = np.array([[1.0] + 9 * [0.0]])
    assert round(cost_of_one_answer(0.5, ten), 2) == 6.93
    assert round(cost_of_one_answer(0.1, ten), 2) == 3.25


def test_the_printed_cost_is_higher_than_the_cost_at_any_weights_of_the_epoch():
    run, repaired = posted(5000), posted(1000, ())
    assert round(run.printed_costs.min(), 2) == 2.78
    assert round(repaired.costs[1000], 6) == 2.772589 == round(4 * np.log(2), 6)
    params, true = repaired.at(999), []
    for sample in range(4):
        true.append(network.cost(network.predict(params, X), Y))
        x, y = X[:, [sample]], Y[:, [sample]]
        params = training.sgd_step(params, x, y, case.LEARNING_RATE)
    assert repaired.printed_costs[999] > max(true)


def test_the_cost_of_exercise_2_2_is_zero_whatever_the_answers():
    with np.errstate(all="ignore"):
        for answers in (np.full(Y.shape, 0.5), Y, 1 - Y):
            a = np.clip(answers, 1e-15, 1 - 1e-15)
            total = np.sum(-Y * np.log(a) + (1 - Y) * np.log(1 - a))
            assert round(float(total), 2) == 0


def test_the_sigmoid_of_a_computer_reaches_1():
    assert network.sigmoid(36.0) < 1 == network.sigmoid(37.0)
    assert 1 - 1e-300 == 1


def test_the_plain_around_the_start_of_the_case():
    """In no slice through two parameters does the lab show a cost below 2.75."""
    lab = labs.cost_surface()
    around = next(name for name in lab.around.options if "case" in str(name))
    around = around[1] if isinstance(around, tuple) else around
    places = [option[1] if isinstance(option, tuple) else option for option in lab.across.options]
    assert len(list(combinations(places, 2))) == 36
    for across, up in combinations(places, 2):
        lab.set(around=around, across=across, up=up)
        assert (lab.state["across"], lab.state["up"]) == (across, up)
        assert float(lab.sentence.split()[-1].rstrip(".")) > 2.75
