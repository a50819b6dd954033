"""The checklist leads somewhere for every fault that lesson 10 or a reader met, and nowhere when all is well."""

import numpy as np
import pytest

from nn_helpers import case, clinic, data, network, training
from nn_helpers.clinic.checklist import QUESTIONS
from nn_helpers.escape_room import letters

X, Y = data.xor()
HEALTHY = network.initialise(np.random.default_rng(3), scale=1)
NUMBER = {ask.__name__: number for number, ask in enumerate(QUESTIONS.values(), 2)}


def numbers(checklist):
    """The numbers of the rows that say LOOK."""
    return [n for n, row in enumerate(checklist.rows, 1) if row.healthy is False]


def rows(checklist):
    return dict(enumerate(checklist.rows, 1))


def of_xor(params=HEALTHY, **changed):
    given = {"cost": network.cost, "gradients": network.gradients, "train": training.train,
             "rate": 2, "epochs": 400}  # fmt: skip
    return clinic.checklist(X, Y, params, **{"predict": network.predict, **given, **changed})


def of_parcels(X, Y, **changed):
    start = network.initialise(np.random.default_rng(0), scale=1, hidden=6)
    given = {"predict": network.predict, "train": letters.loop, "rate": 0.05, "epochs": 250}
    return clinic.checklist(X, Y, start, **{**given, **changed})


def test_a_healthy_program_gives_no_row_to_look_at():
    found = of_xor()
    assert not found.trouble, found
    assert sum(row.healthy is None for row in found.rows) == 2  # the page, and four samples are few
    assert len(found.rows) == len(QUESTIONS) + 1


def test_any_form_of_parameters_and_either_axis():
    turned = {"W": [HEALTHY.W1.T, HEALTHY.W2.T], "b": [HEALTHY.b1.T, HEALTHY.b2.T]}

    def predict(params, X):
        hidden = network.sigmoid(X @ params["W"][0] + params["b"][0])
        return network.sigmoid(hidden @ params["W"][1] + params["b"][1])

    assert not of_xor(tuple(HEALTHY)).trouble
    assert not clinic.checklist(X.T, Y.T, turned, predict).trouble


def test_inputs_in_centimetres_and_kilograms_lead_to_their_scale():
    found = of_parcels(*letters.first())
    assert {NUMBER["sizes"], NUMBER["hidden_units"], NUMBER["all_right"]} == set(numbers(found))
    assert "mean 0 and spread 1" in rows(found)[NUMBER["sizes"]].what_next
    assert "question 3" in rows(found)[NUMBER["hidden_units"]].what_next
    assert NUMBER["sizes"] == 3
    X, Y = letters.first()
    scaled = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
    assert not of_parcels(scaled, Y).trouble


def test_lost_pairs_lead_to_the_pairs():
    found = of_parcels(*letters.second())
    assert {NUMBER["pairs"], NUMBER["all_right"]} == set(numbers(found))
    assert "beside their labels" in rows(found)[NUMBER["pairs"]].what_next


def test_the_posted_program():
    def predict(params, X):
        return np.hstack([network.predict(params, np.ones((2, 1))) for _ in X.T])

    def step(params, x, y, rate):
        return case.case_update(params, x, y, rate, case.CASE_BUGS)

    def train(params, X, Y, rate, epochs):
        return case.program(params, X, Y, rate, epochs, case.CASE_BUGS)[0]

    given = {"gradients": None, "step": step, "rate": 0.01, "epochs": 50}
    found = of_xor(case.start(), predict=predict, train=None, **given)
    assert numbers(found) == [5, 10]  # as lesson 10 says
    assert "argument" in rows(found)[5].what_next
    assert rows(found)[12].healthy is None  # waits for a predict that sees
    mended = of_xor(case.start(), train=train, **given)
    assert {5, 10, 12, 13} <= set(numbers(mended))
    # As lesson 10 says of question 5: the start is narrow.
    assert "Predict is in order: from a start 10 times as wide" in rows(mended)[5].what_next
    two = data.xor_and_and()
    start = network.initialise(np.random.default_rng(1), 1, outputs=2)

    def leaked(params, X, Y):
        moved = case.case_update(params, X, Y, 1, ("leaked-index",))
        return network.Params(*(a - b for a, b in zip(params, moved, strict=True)))

    found = clinic.checklist(*two, start, network.predict, gradients=leaked)
    assert numbers(found)[0] == 9
    assert "b1" in rows(found)[9].measured


@pytest.mark.parametrize(
    ("ask", "changed"),
    [
        ("follows_inputs", {"params": network.Params(*(1e-4 * p for p in HEALTHY))}),
        ("hidden_units", {"params": network.Params(*(np.full(p.shape, 0.5) for p in HEALTHY))}),
        ("hidden_units", {"params": network.Params(*(300 * p for p in HEALTHY))}),
        ("apart", {"predict": lambda params, X: network.predict(params, X - X.mean(axis=1, keepdims=True))}),
        ("cost_falls", {"cost": lambda A, Y: -network.cost(A, Y)}),
        ("slopes_agree", {"gradients": lambda p, X, Y: network.Params(*(-g for g in network.gradients(p, X, Y)))}),
        ("one_by_heart", {"train": lambda params, X, Y, rate, epochs: params}),
        ("all_right", {"epochs": 2}),
    ],
)  # fmt: skip
def test_every_fault_is_met_by_its_question(ask, changed):
    found = of_xor(**changed)
    assert NUMBER[ask] in numbers(found), found
    assert rows(found)[NUMBER[ask]].what_next


@pytest.mark.parametrize(("narrow", "times"), [(0.02, 10), (2e-3, 100), (3e-4, 1000)])
def test_a_narrow_start_is_told_from_a_predict_that_does_not_look(narrow, times):
    found = of_xor(network.Params(*(narrow * p for p in HEALTHY)))
    row = rows(found)[NUMBER["follows_inputs"]]
    assert row.healthy is False
    assert f"a start {times} times as wide" in row.what_next
    assert "draw it wider" in row.what_next


def test_a_start_of_zeros_leads_to_the_hidden_units():
    row = rows(of_xor(network.Params(*(0 * p for p in HEALTHY))))[NUMBER["follows_inputs"]]
    assert "question 6" in row.what_next


def test_labels_of_another_shape():
    net = {"W1": HEALTHY.W1.T, "W2": HEALTHY.W2.T}

    def predict(params, X):
        return network.sigmoid(network.sigmoid(X @ params["W1"]) @ params["W2"])

    def cost(outputs, Y):
        return np.mean((outputs - Y) ** 2)

    found = clinic.checklist(X.T, Y[0], net, predict, cost=cost)
    assert numbers(found)[0] == NUMBER["shapes"]
    assert "reshape" in rows(found)[2].what_next


def test_a_threshold_has_a_size():
    """5e-16 is no spread, though it is above 0."""
    found = of_xor(network.Params(*(1e-9 * p for p in HEALTHY)))
    assert rows(found)[NUMBER["follows_inputs"]].healthy is False
    assert "over 0.001" in repr(found)


def test_what_is_given_stays_as_it_is():
    params = tuple(p.copy() for p in HEALTHY)
    before = [p.copy() for p in params]
    of_xor(params)
    assert all(map(np.array_equal, params, before))


def test_a_function_that_fails_is_told_and_the_rest_is_asked():
    def gradients(params, X, Y):
        raise ZeroDivisionError("no")

    def train(params, X, Y, rate, epochs):
        raise RuntimeError("stopped")

    found = of_xor(gradients=gradients, train=train)
    assert "RuntimeError" in rows(found)[NUMBER["all_right"]].measured
    assert rows(found)[NUMBER["apart"]].healthy


def test_bad_input_gets_a_clear_error():
    with pytest.raises(ValueError, match="no axis"):
        clinic.checklist(X, np.ones((1, 7)), HEALTHY, network.predict)
    with pytest.raises(ValueError, match=r"rate is -1: it must be .* for example 0\.1"):
        clinic.checklist(X, Y, HEALTHY, network.predict, rate=-1)


def test_text_and_table_say_the_same():
    found = of_parcels(*letters.first())
    text, table = repr(found), found._repr_html_()
    for row in found.rows:
        assert row.question in text
        assert row.question in table
    assert text.count("LOOK") == table.count("LOOK") == len(found.trouble)
    assert max(map(len, text.splitlines())) < 130


def test_one_answer_to_five_prices_is_not_five_learned_by_heart():
    rng = np.random.default_rng(8)
    size = rng.uniform(0, 1, (40, 1))
    prices = 100_000 + 700_000 * size

    def mean_of_all(params, X, Y, rate, epochs):
        return [params[0] * 0, np.full(1, Y.mean())]

    found = clinic.checklist(
        size, prices, [np.ones((1, 1)), np.ones(1)], lambda p, X: X @ p[0] + p[1],
        train=mean_of_all, rate=0.1, epochs=100,
    )  # fmt: skip
    assert {NUMBER["five_by_heart"], NUMBER["all_right"]} <= set(numbers(found)), found
