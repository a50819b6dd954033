"""examine: admitted arguments, the posted_run of their training, exact experiments, then trials."""

import numpy as np

from nn_helpers import progress_bar
from nn_helpers.clinic import exact, roles
from nn_helpers.clinic.budget import Budget
from nn_helpers.clinic.calls import Failed, quiet
from nn_helpers.clinic.finding import DECISIVE, HARMLESS, MASKED, NOT_TRIED, Finding
from nn_helpers.clinic.patient import Patient
from nn_helpers.clinic.program import Program
from nn_helpers.clinic.report import Report
from nn_helpers.clinic.trials import Rate, Trials
from nn_helpers.clinic.words import no_numbers

SECONDS = 6.0


def examine(
    X, Y, params, predict, cost=None, gradients=None, step=None, train=None,
    rate=None, epochs=None, seconds=SECONDS, seed=0,
):  # fmt: skip
    """Return a ``Report``: does this program learn, what is wrong with it, and what decides.

    Parameters
    ----------
    X, Y : their inputs and labels, samples in rows or columns
    params : their start: a tuple, list, dict or object that holds arrays, nested if it is
    predict : function (params, X) -> outputs
    cost : function (outputs, Y) -> number, or None
    gradients : function (params, X, Y) -> the form of params, or None
    step : function (params, x, y, rate) -> new params, one update as the program does it, or None
    train : function (params, X, Y, rate, epochs) -> params or (params, costs), or None
    rate, epochs : as they set them (0.1 and 1000 if not told)
    seconds : how long the examination may take
    seed : of the draws of the clinic

    Nothing that is given is changed. In a notebook a bar moves with every question. Raises
    ``ValueError`` if X, Y or params cannot be used, or if predict fails on them.
    """
    functions = {
        "predict": predict,
        "cost": cost,
        "gradients": gradients,
        "step": step,
        "train": train,
    }
    with progress_bar.share("examining") as told, quiet(), np.errstate(all="ignore"):
        budget = Budget(seconds, told)
        program = admitted(X, Y, params, functions, rate, epochs)
        return _examined(program, budget, np.random.default_rng(seed))


def admitted(X, Y, params, functions, rate=None, epochs=None):
    """Return the ``Program``; ``ValueError`` says why something given cannot be used."""
    rate, epochs = _setting("rate", rate, 0.1), _setting("epochs", epochs, 1000)
    try:
        return Program(X, Y, params, functions, rate, int(epochs))
    except Failed as failed:
        raise ValueError(f"The program cannot be examined: {failed}") from None


def _setting(name, value, otherwise):
    value = otherwise if value is None else value
    try:
        good = np.isfinite(value) and value > 0
    except TypeError:
        good = False
    if not good:
        raise ValueError(
            f"{name} is {value!r}: it must be a positive number, for example {otherwise}."
        )
    return value


def _examined(program, budget, rng):
    log = exact.Log(budget)
    began = budget.used
    trained, failure = posted_run(program, budget)
    seconds_of_one = budget.used - began
    patient = Patient(program, rng)
    patient.trained = trained
    found = []
    if failure is not None:
        log.not_asked.append(str(failure))
    if trained is not None:
        patient.outputs_at_end = log.ask(
            "answers after training", lambda: program.predict(trained.vector, program.X)
        )
    found += exact.run(patient, log)
    seconds_of_exact = budget.used
    trials = Trials(patient, budget, program, seconds_of_one)
    if trained is None and patient.shapes_fit:
        run_without_train(patient, log, trials)
    first = (
        patient.outputs_at_end is not None
        and patient.shapes_fit
        and patient.task.learned(patient.outputs_at_end)
    )
    base = Rate(0, 0, -np.inf)
    if patient.shapes_fit:
        log.ask("a faster copy of the training", trials.look_for_a_mirror)
        base = log.ask("redrawn starts", lambda: roles.base_rate(patient, trials, first), base)
        found = log.ask(
            "roles", lambda: roles.decide(patient, trials, list(found), first, base, log), found
        )
    verdict = roles.verdict(first, base)
    findings = ordered(found)
    if not any(f.role in (DECISIVE, MASKED, NOT_TRIED) for f in findings):
        findings = [*findings, nothing(verdict, base, no_numbers(patient))]
    times = {"exact": seconds_of_exact, "all": budget.used}
    return Report(verdict, findings, base, first, patient, trials, log, times)


def posted_run(program, budget):
    """Return (trained, failure) of their training from their start, before anything else touches it."""
    if not program.has("train"):
        return None, None
    from copy import deepcopy

    try:
        seconds = max(1.0, 0.35 * budget.left)
        return program.train_from(
            deepcopy(program.raw[2]), program.X, program.Y, seconds=seconds
        ), None
    except Failed as failed:
        return None, failed


def run_without_train(patient, log, trials):
    """Train by step or gradients from their start, where no train was given or it failed."""
    program = patient.program
    seconds = max(0.5, 0.3 * trials.budget.left)

    def run():
        if program.has("train"):
            raise Failed("train failed")
        end = patient.train_any(
            program,
            program.params(patient.start, whole=True),
            program.X,
            program.Y,
            program.rate,
            program.epochs,
            seconds,
        )
        return program.predict(end, program.X)

    patient.outputs_at_end = log.ask("training by steps or gradients", run)


def ordered(found):
    """Return the findings, most serious first: decisive, masked, not tried, harmless.

    What is proved to be wrong but could not be repaired here stands with the decisive ones.
    """
    rank = {DECISIVE: 0, MASKED: 1, NOT_TRIED: 2, HARMLESS: 3}

    def place(f):
        proved = f.exact and f.role == NOT_TRIED and f.weight >= 6
        return (0 if proved else rank[f.role], -f.weight)

    return sorted(found, key=place)


def nothing(verdict, base, lost=""):
    """Return the finding that nothing wrong was found; ``lost`` says that answers are no numbers."""
    if lost:
        return Finding(
            "nothing-wrong-found",
            f"{lost} No experiment found why. The program {verdict}; {base} redrawn starts learn.",
            "Print parameters and answers after each epoch: where does the first nan or inf come in? Look "
            "for 0 / 0, log(0) and exp of a large number, and try a tenth of the rate.",
            weight=-1,
        )
    return Finding(
        "nothing-wrong-found",
        f"No experiment found a fault that matters. The program {verdict}; {base} redrawn starts learn.",
        "Nothing has to change."
        if verdict == "learns"
        else "Try several starts and keep the best.",
        role=HARMLESS,
        weight=-1,
    )
