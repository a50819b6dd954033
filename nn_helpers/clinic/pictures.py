"""Small pictures for a clinic's report: costs as told, cures, answers against labels."""

import numpy as np

from nn_helpers.plots import style

SMALL = {"width": 3.4, "height": 2.3}


def costs(report):
    """Return a captioned picture of the costs that training told, or None if it told none."""
    trained = report.patient.trained
    if trained is None or trained.costs is None or len(trained.costs) < 3:
        return None
    told_costs = np.asarray(trained.costs, float)
    finite = np.isfinite(told_costs)
    if finite.sum() < 2:
        return None
    fig, ax = style.figure(**SMALL)
    _draw_costs(ax, np.flatnonzero(finite), told_costs[finite])
    lost = (
        ""
        if finite.all()
        else f" From number {int(np.argmin(finite)) + 1} on some are nan or infinite."
    )
    sentence = (
        f"The cost that training told begins at {told_costs[finite][0]:.3g} and ends at "
        f"{told_costs[finite][-1]:.3g}; its lowest is {told_costs[finite].min():.3g}.{lost}"
    )
    return style.captioned(fig, sentence)


@style.styled
def _draw_costs(ax, at, values):
    ax.plot(at, values, color=style.BLUE)
    ax.set(xlabel="told cost number", ylabel="cost", title="Cost")
    if values.min() > 0 and values.max() > 100 * values.min():
        ax.set_yscale("log")


def answers(report):
    """Return a captioned picture of the answers after training against the labels, or None."""
    patient = report.patient
    out = patient.outputs_at_end
    if out is None or not patient.shapes_fit or not np.all(np.isfinite(out)):
        return None
    fig, ax = style.figure(**SMALL)
    _draw_answers(ax, patient.task.targets, out)
    score = patient.task.score(out)
    what = (
        "share of right samples" if patient.task.is_classes else "share of the variance explained"
    )
    return style.captioned(
        fig,
        f"Answers against labels after training: the {what} is {score:.2f}; answers go from "
        f"{out.min():.3g} to {out.max():.3g}, labels from {patient.task.targets.min():.3g} to "
        f"{patient.task.targets.max():.3g}.",
    )


@style.styled
def _draw_answers(ax, targets, out):
    low, high = min(targets.min(), out.min()), max(targets.max(), out.max())
    ax.plot([low, high], [low, high], color="#888888", linewidth=1, linestyle=(0, (1, 1)))
    ax.plot(targets.ravel(), out.ravel(), "o", color=style.ORANGE, markersize=4, alpha=0.6)
    ax.set(xlabel="label", ylabel="answer", title="Answers")


def cures(report):
    """Return a captioned picture of how often each tried change learned, or None if none was tried."""
    cure_rows = [("as it is", report.base.k, report.base.K)]
    cure_rows += [cure for finding in report.findings for cure in finding.cures]
    cure_rows = list(dict.fromkeys(row for row in cure_rows if row[2]))[:6]
    if len(cure_rows) < 2:
        return None
    fig, ax = style.figure(width=5.2, height=0.8 + 0.32 * len(cure_rows))
    _draw_cures(ax, cure_rows)
    told = "; ".join(f"{name} {k} of {K}" for name, k, K in cure_rows)
    return style.captioned(fig, f"How many redrawn starts learn: {told}.")


@style.styled
def _draw_cures(ax, cure_rows):
    shares = [k / K for _, k, K in cure_rows]
    cure_places = range(len(cure_rows))
    ax.barh(
        cure_places, shares, color=[style.BLACK, *[style.BLUE] * (len(cure_rows) - 1)], height=0.6
    )
    ax.set_yticks(cure_places, [name for name, _, _ in cure_rows])
    for place, (_, k, K) in zip(cure_places, cure_rows, strict=True):
        ax.text(k / K + 0.01, place, f"{k} of {K}", va="center")
    ax.invert_yaxis()
    ax.set(xlim=(0, 1.2), xticks=(0, 0.5, 1), xlabel="share of starts that learn")


def every(report):
    """Return the captioned pictures that can be drawn for a report."""
    drawn = (costs(report), answers(report), cures(report))
    return [picture for picture in drawn if picture is not None]
