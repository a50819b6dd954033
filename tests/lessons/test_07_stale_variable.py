"""The numbers that stand in the prose and the questions of lesson 07, and what its lab can show."""

import re

import numpy as np

from nn_helpers import bugs, case, data, labs, network, training
from nn_helpers.labs.last_sample_lab import POSTED_EPOCHS


def right_answers(epochs):
    X, Y = data.three_positives()
    posted = {"per_sample": True, "bugs": bugs.CASE_BUGS}
    return training.record(case.start(), X, Y, case.LEARNING_RATE, epochs, **posted).final, X, Y


def test_after_5000_epochs_the_network_is_right_and_the_printout_is_not():
    params, X, Y = right_answers(5000)
    answers = network.predict(params, X)
    assert ((answers > 0.5) == Y).all()
    assert round(float(answers[0, 3]), 3) == 0.174


def test_after_50_epochs_a_right_predict_gives_four_close_answers_too():
    params, X, _ = right_answers(50)
    assert 0 < np.ptp(network.predict(params, X)) < 0.005


def answers(sentence):
    """The four answers of the network, how many are right, and what the posted predict prints."""
    network_says, posted = sentence.split("The posted predict prints")
    *four, right = re.findall(r"[\d.]+\d|\d(?= of)", network_says.split("answers")[1])
    return [float(a) for a in four], int(right), float(re.search(r"[\d.]+\d", posted)[0])


def test_the_lab_answers_its_questions():
    lab = labs.last_sample()
    four, _, _ = answers(lab.sentence)
    assert np.ptp(four) > 0  # also where it opens
    lab.set(epochs=500)  # four almost equal answers, but not four equal ones
    four, right, _ = answers(lab.sentence)
    assert 0 < np.ptp(four) < 0.05
    assert right == 3
    only_the_printout = []
    for epochs in POSTED_EPOCHS:
        lab.set(epochs=epochs)
        only_the_printout.append(answers(lab.sentence)[1] == 4)
    assert only_the_printout == [epochs >= 3000 for epochs in POSTED_EPOCHS]
    for last, says_one in enumerate((True, True, True, False)):
        lab.set(last=last, epochs=5000)
        assert (answers(lab.sentence)[2] > 0.5) is says_one


def test_the_notebook_of_the_last_exercise_can_print_what_it_shows():
    X, Y = data.xor()
    rng = np.random.default_rng(15)
    trained, _ = training.train(network.initialise(rng, 1), X, Y, 1, 5000)
    assert network.predict(trained, X).round(2).tolist() == [[0, 1, 1, 0]]
    drawn_anew = network.initialise(rng, 1)
    assert network.predict(drawn_anew, X).round(2).tolist() == [[0.49, 0.51, 0.51, 0.52]]
