"""Ask all exact experiments in order, about_predict to about_training; Log: asked, or not_asked."""

import numpy as np

from nn_helpers.clinic import looking, repairs, straight
from nn_helpers.clinic.calls import Failed
from nn_helpers.clinic.experiments import cost, data, gradients, predict, start, step, training


class Log:
    """What was asked, what could not be asked, and what of the clinic itself broke."""

    def __init__(self, budget=None):
        self.budget = budget
        self.asked, self.not_asked, self.broken, self.seconds = [], [], [], {}

    def ask(self, what, question, otherwise=None):
        """Return ``question()``; if the program fails, or the clinic does, note it and go on."""
        if self.budget is not None:
            self.budget.tell()
            if not self.budget.left:
                self.not_asked.append(f"{what}: no time was left")
                return otherwise
        try:
            answer = question()
        except Failed as failed:
            self.not_asked.append(f"{what}: {failed}")
            return otherwise
        except KeyboardInterrupt:
            raise
        except Exception as error:
            self.broken.append(f"{what}: {type(error).__name__}: {error}")
            return otherwise
        self.asked.append(what)
        return answer


def run(patient, log):
    """Return the findings of every exact experiment."""
    found = []

    def ask(what, question):
        found.extend(log.ask(what, question, []) or [])

    ask("shape of the labels", lambda: data.labels_misshapen(patient))
    if any(f.repair == "reshape" for f in found):
        patient.program = repairs.reshaped(patient.program)
        patient.labels = patient.targets(patient.labels)
    if not patient.shapes_fit:
        return found
    found += about_predict(patient, log)
    blind = ("output-constant", "predict-ignores-input", "output-range")
    if any(f.slug in blind and f.weight == 10 for f in found):
        return settled(found)  # no gradient can be compared with answers that do not move
    ask("integer arrays", lambda: start.integer_arrays(patient))
    about_cost(patient, log, found)
    about_gradients(patient, log, found)
    about_updates(patient, log, found)
    patient.wrong = any(f.slug in ("gradient-wrong", "gradients-accumulate") for f in found)
    ask("decay", lambda: step.decay(patient))
    patient.settle_the_threshold()
    ask("range of the outputs", lambda: predict.output_range(patient))
    about_training(patient, log, found)
    ask("symmetry of the start", lambda: start.symmetric(patient))
    if patient.match and patient.program.has("cost") and not patient.cost_findings:
        ask("shown cost against trained cost", lambda: cost.compare(patient, patient.match))
    return settled(found)


def about_predict(patient, log):
    """Ask whether predict uses its arguments, repeats itself, and keeps samples apart."""
    found = log.ask("answers are numbers", lambda: predict.no_numbers(patient), []) or []
    if found:
        return found
    for what, question in (
        ("predict repeats itself", predict.deterministic),
        ("predict uses its inputs", predict.uses_inputs),
        ("predict uses every input", predict.uses_each_input),
        ("predict uses its parameters", predict.uses_params),
        ("samples apart", predict.samples_apart),
        ("arguments kept", predict.keeps_arguments),
        ("predict can be differentiated", gradients.can_be_differentiated),
    ):
        found += log.ask(what, lambda question=question: question(patient), []) or []
        if found and found[0].slug == "predict-not-deterministic":
            return found
    patient.reach = log.ask("reach of the outputs", lambda: predict.reach(patient))
    patient.settle_the_threshold()
    found += log.ask("output constant", lambda: predict.output_constant(patient), []) or []
    return found


def about_cost(patient, log, found):
    """Ask whether the cost is lowest at the labels and finite."""
    if not patient.program.has("cost"):
        log.not_asked.append("cost: no cost was given")
        return
    patient.cost_findings = (
        log.ask("cost lowest at the labels", lambda: cost.lowest_at_labels(patient), []) or []
    )
    found += patient.cost_findings
    patient.early = log.ask("answers after a few epochs", lambda: after_few(patient), []) or []
    found += log.ask("cost finite", lambda: cost.finite(patient), []) or []


def after_few(patient):
    """Return the outputs after one, two and five epochs from their start."""
    if not patient.program.has("train"):
        return []
    ends = [
        patient.program.train(
            patient.start, patient.program.X, patient.program.Y, None, e, 1
        ).vector
        for e in (1, 2, 5)
    ]
    return [patient.program.predict(v, patient.program.X) for v in ends if np.all(np.isfinite(v))]


def about_gradients(patient, log, found):
    """Ask whether the gradients follow from a cost."""
    if not patient.program.has("gradients"):
        log.not_asked.append("gradients: none were given")
        return
    found += log.ask("gradients repeat themselves", lambda: gradients.accumulate(patient), []) or []
    if any(f.slug == "gradients-accumulate" for f in found):
        patient.accumulates = True
        return
    compared = log.ask("gradients against differences", lambda: gradients.of_gradients(patient))
    if compared:
        found += compared[0]
        patient.match = compared[1]
        patient.looks = log.ask("gradients seen", lambda: looking.from_gradients(patient), [])


def about_updates(patient, log, found):
    """Ask of step and train whether one update is straight in the rate, and which way it goes."""
    moves = log.ask("ways to see one update", lambda: looking.moves(patient), {}) or {}
    if not moves:
        log.not_asked.append("step: neither step nor train shows one update")
    patient.move = moves.get("step")
    for name, move in moves.items():
        try:
            grown = step.steps_grow(patient, move, name) if name == "step" else []
        except Failed:
            grown = []
        found += grown
        if grown or patient.accumulates:
            patient.accumulates = True
            continue
        followed = log.ask(
            f"gradient followed by {name}", lambda n=name, m=move: _followed(patient, m, n)
        )
        if followed is None:
            continue
        found += followed[0]
        decays = followed[1] is not None and followed[1].kind == "decay"
        patient.match = followed[1] if decays else patient.match or followed[1]
        if not any(f.slug == "step-stale" for f in found):
            found += (
                log.ask(
                    f"staircase of {name}", lambda n=name, m=move: step.staircase(patient, m, n), []
                )
                or []
            )


def _followed(patient, move, name):
    try:
        return step.followed(patient, move, name)
    except looking.Restless:
        if name == "train":
            patient.restless = True
        raise


def about_training(patient, log, found):
    """Ask whether training remembers, uses every label, and moves anything."""
    if not patient.program.has("train"):
        log.not_asked.append("train: none was given")
        return
    found += log.ask("training moves something", lambda: training.nothing_moved(patient), []) or []
    if not log.ask("training repeats itself", lambda: training.repeats(patient), False):
        patient.restless = True
        log.not_asked.append(
            "samples left out, forgetting: the same training twice gives two results"
        )
        return
    for what, question in (
        ("training remembers", training.forgets),
        ("training begins where it is told", training.begins_anew),
        ("every label matters", training.samples_left_out),
        ("updates start afresh", training.accumulates),
    ):
        found += log.ask(what, lambda question=question: question(patient), []) or []
    if any(f.numbers.get("begins anew") for f in found):
        # A gradient that was read off such a training is none.
        found[:] = [f for f in found if f.numbers.get("from", "gradients") == "gradients"]


def affine(patient, log):
    """Return the finding that no parameters could solve it, where the answers have no bend at all."""
    from nn_helpers.clinic.finding import Finding

    has_time = lambda: log.budget is None or log.budget.left > 0  # noqa: E731
    ask = lambda: straight.is_affine(patient, has_time)  # noqa: E731
    if not log.ask("answers straight in the inputs", ask, False):
        return []
    best = straight.straight_best(patient)
    if best >= patient.task.level() - 1e-12:
        return []
    return [
        Finding(
            "cannot-represent",
            f"Half-way between two inputs the answer is always half-way, for inputs and weights from "
            f"small to very large: nothing bends. The best straight answer scores {best:.3g}, needed is "
            f"{patient.task.level():.3g}.",
            "Add a hidden layer with an activation that bends (sigmoid, tanh, relu) after its sum.",
            where="predict",
            weight=9,
            role="decisive",
            numbers={"best": best},
        )
    ]


SAME = {
    "labels-misshapen": {"cost-wrong", "gradient-wrong", "samples-mixed", "cost-not-the-one-trained", "gradient-scaled"},
    "predict-not-deterministic": {"samples-mixed", "gradient-wrong"},
    "samples-mixed": {"gradient-wrong", "gradient-scaled", "cost-wrong"},
    "output-constant": {"output-range", "gradient-wrong", "not-differentiable", "parameters-never-updated",
                        "cost-not-finite", "cost-wrong", "predict-ignores-input"},
    "predict-ignores-input": {"not-differentiable", "output-constant", "gradient-wrong", "gradient-scaled",
                              "step-uphill", "samples-left-out", "samples-mixed", "parameters-never-updated"},
    "not-differentiable": {"gradient-wrong", "gradient-scaled"},
    "gradients-accumulate": {"gradient-wrong", "step-uphill"},
    "integer-arrays": {"parameters-never-updated"},
    "labels-ignored": {"gradient-wrong"},
}  # fmt: skip


def settled(found):
    """Return the findings with those left out that only repeat another one."""
    slugs = {f.slug for f in found}
    hidden = set().union(*(SAME[slug] for slug in slugs if slug in SAME))
    kept, seen = [], set()
    for f in sorted(found, key=lambda f: -f.weight):
        if f.slug in hidden or (f.slug, f.where) in seen:
            continue
        if f.slug in {k.slug for k in kept} and f.slug != "arguments-changed":
            continue
        if f.slug == "parameters-never-updated" and _zero_gradient(found):
            continue
        seen.add((f.slug, f.where))
        kept.append(f)
    return kept


def _zero_gradient(found):
    return any(
        "always zero" in f.numbers.get("blocks", {}).values()
        and f.numbers.get("from") == "gradients"
        for f in found
    )


def finite_vector(v):
    """Return whether a trained vector has no nan or infinity."""
    return bool(np.all(np.isfinite(v)))
