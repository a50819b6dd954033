"""Finding: its slug, role, evidence, numbers, and what to try; the names of the roles."""

from dataclasses import dataclass, field

DECISIVE, MASKED, HARMLESS, NOT_TRIED = "decisive", "masked", "harmless here", "not tried"
ROLES = (DECISIVE, MASKED, HARMLESS, NOT_TRIED)


@dataclass
class Finding:
    """A defect or a cause.

    Attributes
    ----------
    slug : its name, such as ``step-stale``
    evidence : what was measured, in a sentence with numbers
    what_to_try : what to change, in a sentence
    where : the array or function it sits in, or ""
    role : one of ``ROLES``
    exact : whether it was proved by an experiment that cannot go wrong by bad luck
    weight : what comes first among findings of one role: higher is more likely the cause
    repair : the name of the repair that the clinic can try itself, or None
    cures : list of (what was changed, k, K): how often it learned then
    numbers : dict of the raw numbers
    """

    slug: str
    evidence: str
    what_to_try: str
    where: str = ""
    role: str = NOT_TRIED
    exact: bool = True
    weight: float = 1.0
    repair: str | None = None
    cures: list = field(default_factory=list)
    numbers: dict = field(default_factory=dict)
    same_disease: tuple = ()

    def __repr__(self):
        place = f" in {self.where}" if self.where else ""
        return f"<{self.slug}{place}: {self.role}>"
