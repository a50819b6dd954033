"""The numbers that stand in the prose and the questions of lesson 03, and what its lab can show."""

import numpy as np

from nn_helpers import bugs, case, data, labs, network

X, Y = data.xor()
PARAMS = network.Params(
    W1=np.array([[1.0, -2.0], [2.0, 1.0]]),
    b1=np.array([[0.5], [-1.0]]),
    W2=np.array([[2.0, -1.0]]),
    b2=np.array([[0.5]]),
)
x, y = X[:, [3]], Y[:, [3]]


def cost_of(params, X=X, Y=Y):
    return network.cost(network.predict(params, X), Y)


def test_what_the_posted_program_moves_for_the_sample_01():
    start, x01, y01 = case.start(), X[:, [1]], Y[:, [1]]
    moved = bugs.case_update(start, x01, y01, case.LEARNING_RATE, bugs.CASE_BUGS)
    pairs = zip(start, moved, strict=True)
    moves = network.Params(*((new - old) / case.LEARNING_RATE for old, new in pairs))
    slopes = network.Params(*(-g for g in network.gradients(start, x01, y01)))
    hidden, output = np.abs(moves.b1), np.abs(np.concatenate([moves.W2.ravel(), moves.b2.ravel()]))
    assert not moves.W1[:, 0].any()
    assert np.allclose(moves.W1[:, [1]], moves.b1, rtol=1e-9)
    assert output.min() / hidden.max() > 20  # "twenty to eighty times smaller"
    assert output.max() / hidden.min() < 80
    off = np.abs(moves.b1 / slopes.b1 - 1)  # "3 to 5 % off"
    assert (off > 0.025).all()
    assert (off < 0.055).all()
    assert np.allclose(moves.W2, slopes.W2)
    assert np.allclose(moves.b2, slopes.b2)
    assert np.abs(start.W2).max() <= 0.12  # "at most 0.12 in size at the start"


def test_the_first_hidden_delta_is_what_the_nudge_measured():
    _, A1, _, A2 = network.forward(PARAMS, x)
    delta1 = network.hidden_delta(PARAMS.W2, A2 - y, A1)
    moved = PARAMS.W1 + np.array([[0, 0.001], [0, 0]])
    rise = cost_of(PARAMS._replace(W1=moved), x, y) - cost_of(PARAMS, x, y)
    assert round(float(delta1[0, 0] * x[1, 0]), 4) == 0.2785 == round(float(rise) / 0.001, 4)
    blame = float(PARAMS.W2[0, 0] * (A2 - y)[0, 0])
    assert (round(blame, 4), round(float(A1[0, 0]), 4)) == (1.185, 0.3775)


def test_the_questions_nudge_and_cut():
    assert round(cost_of(PARAMS, x, y), 4) == 0.8977
    assert round(float(network.gradients(PARAMS, x, y).W1[0, 1]), 2) == 0.28
    cut = network.gradients(PARAMS._replace(W2=np.array([[2.0, 0.0]])), x, y)
    assert cut.W2[0, 1] != 0
    assert not cut.W1[1].any()
    assert not cut.b1[1].any()


def test_the_question_delta():
    """Label 1 and answer 0.9: two links, and what a slope taken twice would give."""
    a = 0.9
    to_cost, to_sigmoid = -1 / a, a * (1 - a)
    assert round(to_cost, 4) == -1.1111
    assert round(to_cost * to_sigmoid, 9) == -0.1
    assert round(to_cost * to_sigmoid * to_sigmoid, 9) == -0.009


def test_a_step_goes_down_unless_it_is_long():
    before, grads = cost_of(PARAMS), network.gradients(PARAMS, X, Y)
    after = [cost_of(network.step(PARAMS, grads, rate)) / before for rate in (0.01, 0.1, 1, 10)]
    assert max(after[:3]) < 1
    assert 6.5 < after[3] < 7  # "nearly seven times its height"


def test_the_lab_answers_its_questions():
    lab = labs.backprop(sample=3, W1=((1, -2), (2, 1)), W2=(2, -1), step=10)

    def slopes():
        state = lab.state
        net = network.Params(
            np.array([[state["W1_00"], state["W1_01"]], [state["W1_10"], state["W1_11"]]]),
            np.array([[state["b1_0"]], [state["b1_1"]]]),
            np.array([[state["W2_00"], state["W2_01"]]]),
            np.array([[state["b2_0"]]]),
        )
        return network.gradients(net, X[:, [state["sample"]]], np.array([[state["label"]]]))

    lab.set(label=0.59)
    assert max(np.abs(s).max() for s in slopes()) < 0.003
    lab.set(sample=0)
    assert "the slopes for W1 are 0, 0, 0, 0" in lab.sentence
    ways = {"W2_00": 0, "W2_01": 0}, {"W1_00": 5, "W1_01": 5, "b1_1": 5}, {"b1_0": 5, "b1_1": 5}
    for way, small in zip(ways, (True, True, False), strict=True):  # biases alone are not enough
        lab.reset()
        lab.set(step=10, **way)
        assert (np.abs(slopes().b1).max() < abs(slopes().b2[0, 0]) / 100) == small
