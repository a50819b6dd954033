"""The checklist of lesson 10: for each of QUESTIONS a healthy Row or what_to_try; by heart."""

import html
import textwrap
from typing import NamedTuple

import numpy as np

from nn_helpers.clinic import looking
from nn_helpers.clinic.calls import Failed, quiet
from nn_helpers.clinic.examination import admitted
from nn_helpers.clinic.experiments import cost as cost_experiments
from nn_helpers.clinic.experiments import data, start
from nn_helpers.clinic.experiments import gradients as gradient_experiments
from nn_helpers.clinic.experiments import predict as predict_experiments
from nn_helpers.clinic.experiments import step as step_experiments
from nn_helpers.clinic.patient import Patient

SPREAD = 1e-3  # answers that differ by less are equal for all that can be done with them
ENOUGH = 2000  # epochs to learn a handful of samples by heart
FLAT = 0.5  # share of hidden answers at a flat end
MARKS = {True: "good", False: "LOOK", None: "-"}


class Row(NamedTuple):
    """A question, the number that answers it, whether that is healthy (or None), and what is next."""

    question: str
    measured: str
    healthy: bool | None
    what_next: str = ""


class Checklist:
    """The rows in the order of their price, as text and as a table."""

    def __init__(self, rows):
        self.rows = rows

    @property
    def trouble(self):
        """The rows that are not healthy."""
        return [row for row in self.rows if row.healthy is False]

    def __repr__(self):
        lines = []
        for number, row in enumerate(self.rows, 1):
            lines.append(f"{number:2}. {MARKS[row.healthy]:4}  {row.question} {row.measured}")
            if row.healthy is False:
                lines += textwrap.wrap(f"Next: {row.what_next}", 92, initial_indent=" " * 10,
                                       subsequent_indent=" " * 10)  # fmt: skip
        return "\n".join(lines)

    def _repr_html_(self):
        lines = []
        for number, row in enumerate(self.rows, 1):
            weight = "bold" if row.healthy is False else "normal"
            more = row.what_next if row.healthy is False else ""
            cells = (f"{number}", MARKS[row.healthy], row.question, row.measured, more)
            texts = "".join(
                f'<td style="text-align:left;font-weight:{weight if i == 1 else "normal"}">'
                f"{html.escape(cell)}</td>"
                for i, cell in enumerate(cells)
            )
            lines.append(f"<tr>{texts}</tr>")
        names = ("", "", "question", "measured", "what next")
        head = "".join(f'<th style="text-align:left">{name}</th>' for name in names)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def checklist(
    X, Y, params, predict, cost=None, gradients=None, step=None, train=None,
    rate=None, epochs=None, seed=0,
):  # fmt: skip
    """Return a ``Checklist`` of a program that is given as in ``clinic.examine``.

    A row that needs a function which was not given says so. Nothing that is given is changed. Raises
    ``ValueError`` if X, Y or params cannot be used, or if predict fails on them.

    >>> weights = (np.array([[0.5], [-0.3]]), np.array([[0.1]]))
    >>> X, Y = np.array([[300.0, 20.0], [250.0, 40.0]]), np.array([[1.0], [0.0]])
    >>> checklist(X, Y, weights, lambda params, X: X @ params[0] + params[1]).trouble[0].question
    'Are the inputs near the size of 1?'
    """
    functions = {"predict": predict, "cost": cost, "gradients": gradients,
                 "step": step, "train": train}  # fmt: skip
    with quiet(), np.errstate(all="ignore"):
        program = admitted(X, Y, params, functions, rate, epochs)
        patient = Patient(program, np.random.default_rng(seed))
        blind = bool(predict_experiments.uses_inputs(patient)) if patient.shapes_fit else False
        rows = [
            _asked(question, ask, patient, blind and ask in BY_THEIR_PREDICT)
            for question, ask in QUESTIONS.items()
        ]
        return Checklist([_fresh_kernel(), *rows])


def _fresh_kernel():
    return Row(
        "Do the same results come after Restart Kernel and Run All Cells?",
        "(ask yourself)",
        None,
    )


def _asked(question, ask, patient, waits):
    """Return the row of a question; where it cannot be asked, the reason."""
    if waits:
        return Row(question, "not asked: the answers have to follow the inputs first", None)
    if not patient.shapes_fit and ask is not shapes:
        return Row(question, "not asked: answers and labels have different shapes", None)
    try:
        return Row(question, *ask(patient))
    except Failed as failed:
        return Row(question, f"not asked: {failed}", None)


def shapes(patient):
    found = data.labels_misshapen(patient)
    program = patient.program
    outputs = program.out_form.raw(patient.outputs_at_start)
    measured = f"answers {np.shape(outputs)}, labels {np.shape(program.raw[1])}"
    return measured, not found, found[0].what_to_try if found else ""


def sizes(patient):
    input_scales = data.scales(patient)
    measured = (
        f"largest {input_scales['largest input']:.3g}, "
        f"spreads {input_scales['smallest spread']:.2g} to {input_scales['largest spread']:.2g}"
    )
    return measured, not data.unscaled_inputs(patient), (
        "Bring each input to mean 0 and spread 1, in training and in predict, and count over several "
        "starts how often it learns, before and after. (If predict scales them itself, go on.)"
    )  # fmt: skip


def pairs(patient):
    n = patient.program.n
    if n < data.score.CEILING_FROM:
        return f"not asked: {n} samples are too few", None
    found = data.labels_look_random(patient)
    measured = "neighbours guess no better than chance" if found else "neighbours guess well"
    return measured, not found, (
        "Print some samples beside their labels. Where is X shuffled or sorted, and is Y in the same "
        "way? Few problems (parity) look like this and are in order."
    )  # fmt: skip


def follows_inputs(patient):
    lost = np.count_nonzero(~np.isfinite(patient.outputs_at_start).all(axis=1))
    if lost:
        measured = f"{lost} of {patient.program.n} are no numbers (nan or infinite)"
        return measured, False, (
            "Print what predict computes, line by line: where does nan or inf come in? Look for 0 / 0, "
            "for roots and logarithms, and for exp."
        )  # fmt: skip
    spread = float(np.ptp(patient.outputs_at_start, axis=0).max())
    blind = predict_experiments.uses_inputs(patient)
    if blind:
        return "never: quite different inputs, the same answers", False, blind[0].what_to_try
    measured = f"at your start the answers spread over {spread:.2g} (healthy: over {SPREAD:g})"
    if spread > SPREAD:
        return measured, True
    return measured, False, _wider(patient) or (
        "Predict does read its inputs. So look at the hidden units (question 6)."
    )  # fmt: skip


def _wider(patient):
    """Return that the start is narrow and predict in order, if a wider start shows it, else ""."""
    for times in (10, 100, 1000):
        try:
            outputs = patient.program.predict(times * patient.start, patient.program.X)
        except Failed:
            continue
        spread = float(np.ptp(outputs, axis=0).max())
        if spread > SPREAD:
            return (
                f"Predict is in order: from a start {times} times as wide the answers spread over "
                f"{spread:.2g}. Yours is narrow, so draw it wider."
            )
    return ""


def hidden_units(patient):
    flat = start.hidden_at_ends(patient, patient.start)
    if np.isnan(flat):
        return "not asked: no hidden layer was recognised", None
    alike = start.symmetric(patient)  # not trained yet, so at the start alone
    if alike:
        return "all units of a layer answer the same", False, alike[0].what_to_try
    return f"{flat:.0%} sit at a flat end (healthy: under {FLAT:.0%})", flat < FLAT, (
        "Scale the inputs if they are large (question 3), else draw a narrower start."
    )  # fmt: skip


def apart(patient):
    found = predict_experiments.samples_apart(patient)
    lost = found[0].numbers.get("no_numbers_alone") if found else None
    measured = f"no: alone, {lost} get no number (nan or infinite)" if lost else "no"
    return measured if found else "yes", not found, found[0].what_to_try if found else ""


def cost_falls(patient):
    if not patient.program.has("cost"):
        return "not asked: no cost was given", None
    found = cost_experiments.lowest_at_labels(patient)
    return found[0].evidence if found else "yes", not found, found[0].what_to_try if found else ""


def slopes_agree(patient):
    if not patient.program.has("gradients"):
        return "not asked: no gradients were given", None
    found, _ = gradient_experiments.of_gradients(patient)
    wrong = [f for f in found if f.slug != "cost-not-the-one-trained"]
    if not wrong:
        return "yes, at random parameters", True
    return f"no, in {wrong[0].where}: {wrong[0].evidence}", False, wrong[0].what_to_try


def straight(patient):
    moves = looking.moves(patient)
    if not moves:
        return "not asked: neither step nor train shows one update", None
    name, move = next(iter(moves.items()))
    found = step_experiments.staircase(patient, move, name)
    if not found:
        return f"yes, in {name}", True
    return f"no, in {found[0].where}", False, found[0].what_to_try


def one_by_heart(patient):
    return _by_heart(patient, 1)


def five_by_heart(patient):
    return _by_heart(patient, min(5, patient.program.n))


def _by_heart(patient, count):
    """Train on the samples that are furthest from their labels at the start, and on no others.

    Where a step adds up over samples, few of them go slowly. So they get more epochs, if theirs are
    few: ten times as many, up to ``ENOUGH``.
    """
    program, targets = patient.program, patient.task.targets
    epochs = max(program.epochs, min(10 * program.epochs, ENOUGH))
    off = np.abs(patient.outputs_at_start - targets).sum(axis=1)
    chosen = np.argsort(-off, kind="stable")[:count]
    end = patient.train_any(
        program, program.params(patient.start, whole=True), program.X[chosen], program.Y[chosen],
        program.rate, epochs, 3,
    )  # fmt: skip
    outputs = program.predict(end, program.X[chosen])
    good = bool(np.all(np.isfinite(outputs))) and _learned(patient.task, chosen, outputs)
    which = f"the {len(chosen)} of your {program.n} samples that it gets most wrong"
    measured = f"{'yes' if good else 'no'}, with {which}, in {epochs} epochs"
    return measured, good, (
        "Try ten times the rate, then ten times the epochs. If nothing moves: gradient, step, loop."
        if count == 1
        else "If it can learn one: the loop over the samples, or rate and epochs. Swap in a loop that "
        "is known to be good."
    )  # fmt: skip


def _learned(task, chosen, outputs):
    """Return whether the answers to some of the samples are right, or nearly, for numbers."""
    if task.is_classes:
        return bool(np.all(task.answers(outputs) == task.truth()[chosen]))
    wanted = task.targets[chosen]
    spread = np.ptp(wanted if len(wanted) > 1 else task.targets)  # one answer to all is not learned
    return bool(np.abs(outputs - wanted).max() < 0.2 * spread)


def all_right(patient):
    program = patient.program
    end = patient.train_any(
        program, program.params(patient.start, whole=True), program.X, program.Y,
        program.rate, program.epochs, 5,
    )  # fmt: skip
    outputs = program.predict(end, program.X)
    good = bool(np.all(np.isfinite(outputs))) and patient.task.learned(outputs)
    return "yes, from your start" if good else "no, from your start", good, (
        "clinic.examine (lesson 11) tries other starts, rates and epochs, and says which cure works."
    )  # fmt: skip


# In the order of their price: the data, some calls, then trainings.
QUESTIONS = {
    "Have the labels the shape of the answers?": shapes,
    "Are the inputs near the size of 1?": sizes,
    "Do samples that are alike have labels that are alike?": pairs,
    "Do the answers follow the inputs?": follows_inputs,
    "Do the hidden units answer in their middle?": hidden_units,
    "Is one sample alone answered as it is among all?": apart,
    "Does the cost fall as answers move towards their labels?": cost_falls,
    "Do the gradients agree with differences?": slopes_agree,
    "Is a step at twice the rate twice as long?": straight,
    "Can it learn one sample by heart?": one_by_heart,
    "Can it learn five?": five_by_heart,
    "Does it learn them all?": all_right,
}
# What says nothing while predict is blind.
BY_THEIR_PREDICT = (hidden_units, apart, slopes_agree, one_by_heart, five_by_heart, all_right)
