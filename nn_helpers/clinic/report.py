"""The clinic's Report: what was found, as text, and as Markdown to paste into an answer."""

import textwrap

from nn_helpers.clinic.words import LIMITS, confused


class Report:
    """The verdict, and the findings with the most serious first.

    Attributes
    ----------
    verdict : "learns", "learns by luck" or "does not learn"
    findings : list of ``Finding``
    base : how many of how many redrawn starts learn, as it is
    learned : whether the posted run learned
    """

    def __init__(self, verdict, findings, base, learned, patient, trials, log, times):
        self.verdict, self.findings, self.base, self.learned = verdict, findings, base, learned
        self.patient, self.trials, self.log, self.times = patient, trials, log, times

    @property
    def asked(self):
        """The experiments that were made."""
        return list(self.log.asked)

    @property
    def not_asked(self):
        """The questions that could not be asked, with the reason."""
        return list(self.log.not_asked)

    @property
    def broken(self):
        """Steps of the clinic itself that failed; never the program's fault."""
        return list(self.log.broken)

    def headline(self):
        """Return the verdict as a sentence."""
        posted = {True: "the posted run learns", False: "the posted run does not learn"}[
            bool(self.learned)
        ]
        starts = f"; {self.base} redrawn starts learn" if self.base.K else ""
        return f"Verdict: {self.verdict} ({posted}{starts})."

    def plateau(self):
        """Return in words which samples the run left together, or ""."""
        return confused(self.patient)

    def __repr__(self):
        lines = [self.headline(), *([self.plateau()] if self.plateau() else []), ""]
        for i, f in enumerate(self.findings, 1):
            place = f" in {f.where}" if f.where else ""
            lines.append(f"{i}. {f.slug}{place}: {f.role}")
            lines += textwrap.wrap(f.evidence, 92, initial_indent="   ", subsequent_indent="   ")
            lines += textwrap.wrap(
                f"Try: {f.what_to_try}", 92, initial_indent="   ", subsequent_indent="   "
            )
        lines += ["", f"{len(self.asked)} experiments were made."]
        lines += [f"Not asked: {text}" for text in self.not_asked]
        lines += [f"A step of the clinic failed: {text}" for text in self.broken]
        return "\n".join([*lines, LIMITS])

    def to_markdown(self):
        """Return the report as Markdown, to paste into a forum answer."""
        lines = [f"**{self.headline()}** {self.plateau()}".rstrip(), ""]
        for i, f in enumerate(self.findings, 1):
            place = f" in `{f.where}`" if f.where else ""
            lines += [
                f"{i}. **{f.slug}**{place} ({f.role}). {f.evidence}",
                f"   *Try:* {f.what_to_try}",
            ]
        made = f"{len(self.asked)} experiments were made: {', '.join(self.asked)}."
        return "\n".join(
            [*lines, "", made, *[f"- Not asked: {t}" for t in self.not_asked], "", LIMITS]
        )

    def _repr_html_(self):
        from nn_helpers.clinic.page import page

        return page(self)
