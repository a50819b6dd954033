"""The exercises of lesson 10: causes (a ChargeSheet: symptom, repair), SmallestRepair, repaired.

Every claim is answered with an experiment on seeds that no lesson shows.
"""

from functools import cache

import numpy as np

from nn_helpers import ablation, case
from nn_helpers.check.exercises.kinds import Claims, Value
from nn_helpers.check.judge import Exercise
from nn_helpers.check.probes import gradient_probe

SEEDS = np.arange(1000, 1100)
NONE_ALONE = "none alone"
SYMPTOMS = {
    "rises": "the printed cost rises again",
    "equal": "all four printed answers are equal",
    "fails": "the network does not learn",
}
QUESTIONS = {
    "rises": "Which repair of the code could make that number 0, and keep it 0 at every rate?",
    "equal": "What stands between the parameters and the printout?",
    "fails": "With which of the six alone does even one seed learn?",
}


def in_percent(share):
    return f"{100 * share:.0f} %"


@cache
def tried():
    """Return the trial of the check's seeds, held once."""
    return ablation.run(SEEDS)


def showing(symptom, *repairs):
    """Return the share of the seeds that show a symptom with these repairs made."""
    return 1 - tried().share(repairs) if symptom == "fails" else tried().share(repairs, symptom)


class ChargeSheet(Claims):
    """Judges which single repair is said to remove each symptom, whatever the settings are.

    A repair is the cause's when the symptom is there as posted, and gone with the repair: as posted
    otherwise, and also with the rate or the scale repaired or not.
    """

    def holds(self, key, claim):
        """Return whether the experiments bear this charge out."""
        if claim == NONE_ALONE:
            return not any(self.removes(key, other) for other in ablation.REPAIRS)
        return self.removes(key, claim)

    def proof(self, answer):
        return [self.experiment(*charge) for charge in answer.items()]

    def evidence(self, key, claim):
        return self.experiment(key, claim), QUESTIONS[key]

    @staticmethod
    def removes(symptom, repair):
        """Return whether no seed shows the symptom once this repair is made, alone or with more."""
        more = ((), ("rate",), ("scale",), ("rate", "scale"))
        return not any(showing(symptom, *{repair, *some}) for some in more)

    @staticmethod
    def experiment(symptom, repair):
        """Return the experiment on a charge, in one line."""
        as_posted = in_percent(showing(symptom))
        said = f"As posted, {SYMPTOMS[symptom]} in {as_posted} of {len(SEEDS)} seeds;"
        if repair != NONE_ALONE:
            return f"{said} with {repair} repaired in {in_percent(showing(symptom, repair))}."
        shares = [showing(symptom, name) for name in ablation.REPAIRS]
        low, high = in_percent(min(shares)), in_percent(max(shares))
        which = "with each" if low == high else f"to {high}, depending on which"
        return f"{said} with one repair alone, in {low} {which}."


LEADS_ON = {
    "not-seen": "The network learns and nobody notices. What stands between it and the author?",
    "too-few-learn": "All that is needed is in your list. Which of the others does harm here?",
    "does-not-learn": "Which repairs, left out of all six, bring the share to 0?",
    "not-the-smallest": "Leaving out one may make it worse, and leaving out another one too make it "
    "better. Have you tried leaving out two?",
}


class SmallestRepair(Value):
    """Judges a set of repairs by what the author would see, and whether fewer would do."""

    ENOUGH = 0.5

    def judge(self, answer):
        try:
            repairs = ablation.check_repairs(answer)
        except (TypeError, ValueError) as error:
            self.refuse("other-form", f"{str(error)[0].upper()}{str(error)[1:]}")
        seen, learned = tried().share(repairs, "seen"), tried().share(repairs)
        made = ", ".join(name for name in ablation.REPAIRS if name in repairs)
        said = (f"Repaired: {made or 'nothing'}. Of {len(SEEDS)} other seeds, {in_percent(learned)} "
                f"learn, and in {in_percent(seen)} the author sees it.")  # fmt: skip
        if seen < self.ENOUGH:
            mistake = "too-few-learn" if seen else "does-not-learn"
            mistake = "not-seen" if learned >= self.ENOUGH else mistake
            said += f" Wanted: at least {in_percent(self.ENOUGH)} seen."
            self.refuse(mistake, said, LEADS_ON[mistake])
        enough = [names for names, share in tried().combinations("seen") if share >= self.ENOUGH]
        smallest = min(map(len, enough))
        if len(repairs) > smallest:
            told = f"That is enough. {smallest} repairs are enough as well."
            self.refuse("not-the-smallest", said, told, LEADS_ON["not-the-smallest"])
        return self.right(said)


causes = ChargeSheet(
    "causes",
    f"A dict from each symptom ({', '.join(SYMPTOMS)}) to the one repair that removes it at every "
    f'rate and scale, or "{NONE_ALONE}".',
    "charge", SYMPTOMS, (*ablation.REPAIRS, NONE_ALONE),
)  # fmt: skip

smallest_repair = SmallestRepair(
    "smallest_repair",
    "A list of repairs, as short as it can be, with which the author sees four right answers for at "
    "least half of the seeds.",
)


repaired = Exercise(
    "repaired(params, X, Y, learning_rate, epochs)",
    "It trains one sample at a time and returns (params, answers).",
    case.program,
    [
        gradient_probe(3, 3, 2, 5, learning_rate=0.8, epochs=3),
        gradient_probe(2, 2, 1, 4, learning_rate=0.5, epochs=4),
    ],
    "answered",
    flow=("W2", "b2", "W1", "b1", "answers"),
)
