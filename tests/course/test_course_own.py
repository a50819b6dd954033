"""What counts as handing in the course's own function, and that no honest answer does."""

import gc
import os
import socket
import time
from functools import cache

import numpy as np
import pytest
import right_answers

from nn_helpers import check, network, training
from nn_helpers.course.grading import attempt, course_own, lesson, verdict, wire

EXERCISES = {e.name: number for number, one in lesson.lessons().items() for e in one.exercises}
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


def confirmed(name, answer, seed=7):
    """Judge a function whose process has lost what the course knows.

    Return (report, the course's function that was called or "").
    """
    request = {"pieces": [], "answer": "answer", "hidden": None, "functions": True}
    found = confirm(name, {"answer": answer}, request, seed)
    return found.report, found.handed_in


@cache
def disabled(name):
    """The functions that an answer to an exercise must not call."""
    return course_own.to_disable(getattr(check, name), course_own.allowed(EXERCISES[name], name))


def confirm(name, space, request, seed=7):
    """Serve an answer from a process of its own, and judge it here."""
    exercise = getattr(check, name)
    functions = disabled(name)
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        gc.freeze()  # or its collector would touch, and so copy, all that the tests have in memory
        try:
            ours.close()
            channel = wire.Channel(theirs.makefile("rb"), theirs.makefile("wb"))
            attempt.serve(channel, space, request, exercise, functions)
        finally:
            os._exit(0)
    theirs.close()
    channel = wire.Channel(ours.makefile("rb"), ours.makefile("wb"))
    try:
        return verdict.confirm(channel, name, seed)
    finally:
        channel.close()
        ours.close()
        os.waitpid(child, 0)


@pytest.mark.parametrize("name", sorted({name for name, _ in right_answers.ANSWERS}))
def test_right_answers_pass_from_outside_whoever_wrote_them(name):
    """Without a thing of the notebook's, on probes of another seed, and with the course's answer gone."""
    for of, answer in right_answers.ANSWERS:
        if of == name:
            report, handed_in = confirmed(name, answer)
            assert report.passed, (answer.__name__, report)
            assert not handed_in


def wrapped(params, X, Y):
    return [1.0 * g for g in network.gradients(params, X, Y)]


def measured(params, X, Y):
    """Two steps that the course takes say what the gradients are."""
    there = training.sgd_step(params, X, Y, 1.0)
    return [p - t for p, t in zip(params, there, strict=True)]


@pytest.mark.parametrize("answer", [network.gradients, wrapped, measured])
def test_the_courses_own_function_is_told_apart_however_it_is_reached(answer):
    assert check.gradients.report(answer).passed
    report, handed_in = confirmed("gradients", answer)
    assert not report.passed
    assert handed_in in ("gradients", "sgd_step")


def test_an_answer_may_call_what_its_lesson_gives_it():
    def train(params, X, Y, learning_rate, epochs):
        costs = []
        for _ in range(epochs):
            costs.append(network.cost(network.predict(params, X), Y))
            params = network.step(params, network.gradients(params, X, Y), learning_rate)
        return params, costs

    report, handed_in = confirmed("train", train)
    assert report.passed
    assert not handed_in


def test_a_table_of_answers_to_the_known_probes_does_not_pass():
    known = {}
    for number in range(4):
        for probe in check.sigmoid.probes:
            z = probe(np.random.default_rng([0, number]))["z"]
            known[np.asarray(z, dtype=float).tobytes()] = network.sigmoid(z)

    def sigmoid(z):
        return known.get(np.asarray(z, dtype=float).tobytes(), z)

    assert not confirmed("sigmoid", sigmoid, seed=12345)[0].passed


def by_a_table(name):
    """Answers to all that a check asks, learned beforehand; anything else is answered by the first."""
    answers = []

    def learn(*arguments):
        answers.append(getattr(check, name).reference(*arguments))
        return answers[-1]

    assert getattr(check, name).report(learn).passed
    asked = iter(answers)

    def replay(*arguments):
        return next(asked, answers[0])

    return replay


@pytest.mark.parametrize(
    "name", ["sigmoid", "relative_error", "one_hot", "cost", "candidate_noise"]
)
def test_answers_learned_from_the_check_do_not_pass_at_grading(name):
    """These exercises have probes that are the same for every seed."""
    assert not confirmed(name, by_a_table(name), seed=12345)[0].passed


@pytest.mark.parametrize("name", ["linear_in_rate", "ignores_its_input"])
def test_a_list_of_answers_in_the_order_of_the_cases_does_not_pass(name):
    answers = [expected for _, _, expected, _ in getattr(check, name).cases()]
    turns = iter(answers * 4)
    assert not confirmed(name, lambda *given: next(turns), seed=3)[0].passed


READ = {
    "which_loop": "from nn_helpers import check\nwhich_loop = check.which_loop.answer",
    "find_the_gradient": "from nn_helpers.check.exercises.lesson_04_line_up import LINE_UP\n"
    "find_the_gradient = dict(LINE_UP)",
}


@pytest.mark.parametrize("name", READ)
def test_a_value_that_was_read_out_of_the_check_is_not_there_the_second_time(name):
    piece = {"label": "cell 1", "source": READ[name], "exercises": True}
    request = {"pieces": [piece], "answer": name, "hidden": None, "functions": False}
    found = confirm(name, {}, request)
    assert found.report.passed
    with pytest.raises(wire.Lost):  # not even defined
        again = confirm(name, {}, {**request, "hidden": wire.pack(found.value)})
        assert not again.report.passed
        raise wire.Lost


UPHILL = "error = (Y - predict(params, X)) / len(X)"
DOWNHILL = "error = (predict(params, X) - Y) / len(X)"


def room(change, *before):
    """A request to judge an answer to the first room, with cells that run before."""
    source = "\n".join([*before, f"room_1 = {{'cause': 'step-uphill', 'change': {change!r}}}"])
    piece = {"label": "cell 1", "source": source, "exercises": True}
    request = {"pieces": [piece], "answer": "room_1", "hidden": None, "functions": False}
    return confirm("room_1", {}, request).report


def test_a_mended_program_runs_in_its_own_process_alone(tmp_path):
    """Its text could be anything. Out here, beside the seed and the answers, it is never run."""
    seen = tmp_path / "seen"
    note = f"import os; open({str(seen)!r}, 'a').write(f'{{os.getpid()}} ')"
    assert room({UPHILL: f"{DOWNHILL}\n{note}"}).passed
    assert str(os.getpid()) not in seen.read_text().split()


def test_a_check_that_was_changed_in_there_convinces_nobody_out_here():
    lie = "from nn_helpers import check\nroom = type(check.room_1)\n"
    always = "room.judge = lambda self, answer: self.right('mended')\n"
    ones = "room.served = lambda self, answer: lambda X, Y, asked, seed: asked[:, :1] * 0 + 1"
    unchanged = {"RATE, EPOCHS = 0.5, 600": "RATE, EPOCHS = 0.5, 601"}
    assert room(unchanged).mistake == "not-mended"
    assert room(unchanged, lie + always + ones).mistake == "not-mended"


def test_a_busy_machine_costs_nobody_a_point(monkeypatch):
    """Every call from process to process takes so long that a notebook's limit would be over."""
    ask = verdict.Remote._ask

    def slowly(self, *arguments):
        time.sleep(0.4)
        return ask(self, *arguments)

    monkeypatch.setattr(verdict.Remote, "_ask", slowly)
    assert confirmed("sigmoid", right_answers.sigmoid_tanh)[0].passed
