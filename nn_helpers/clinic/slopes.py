"""Match what was looked at with known costs by its ratio: decayed, clipped, cut; blame a Block."""

from dataclasses import dataclass, field

import numpy as np

from nn_helpers.clinic.costs import Cost


@dataclass
class Match:
    """How a gradient follows from a known cost.

    Attributes
    ----------
    cost : the ``Cost``
    factor : the gradient is that many times the cost's own, summed over the samples
    kind : "plain", "decay", "weighted", "clipped" or "signs"
    decay : {array: share of the parameters added to the gradient}
    weights : (samples,) weights of the samples, where they differ
    """

    cost: Cost
    factor: float
    kind: str = "plain"
    decay: dict = field(default_factory=dict)
    weights: np.ndarray | None = None


@dataclass
class Look:
    """A gradient as it was seen at one point: ``g`` (parameters,) at ``v`` for X and labels Y."""

    v: np.ndarray
    g: np.ndarray
    X: np.ndarray
    targets: np.ndarray
    Y: np.ndarray
    slopes: tuple | None = None  # what the model's jacobian gave here


def by_sample(model, cost, look):
    """Return the gradient of a cost for each sample: (samples, parameters)."""
    if look.slopes is None:
        look.slopes = model.jacobian(look.v, look.X)
    out, slopes = look.slopes
    return np.einsum("no,nop->np", cost.slope(out, look.targets)[0], slopes[0])


def find(patient, looks, tolerance, costs=None):
    """Return the ``Match`` that explains all looks, or None."""
    costs = costs or patient.known_costs()
    tables = {cost.name: [by_sample(patient.model, cost, look) for look in looks] for cost in costs}
    for kind in (_plain, _decayed, _weighted, _clipped, _signs):
        for cost in costs:
            matched = kind(patient, looks, tables[cost.name], tolerance)
            if matched is not None:
                return Match(cost, **matched)
    return None


def _fits(g, made, tolerance):
    size = np.linalg.norm(g)
    return size > 0 and np.linalg.norm(g - made) <= tolerance * size


def ratio(g, reference):
    """Return the factor that brings a reference nearest to g."""
    size = np.dot(reference, reference)
    return float(np.dot(g, reference) / size) if size > 0 else 0.0


def _plain(patient, looks, tables, tolerance):
    totals = [table.sum(axis=0) for table in tables]
    factors = [ratio(look.g, total) for look, total in zip(looks, totals, strict=True)]
    middle = float(np.median(factors))
    if not middle:
        return None
    good = all(
        _fits(look.g, middle * total, tolerance) for look, total in zip(looks, totals, strict=True)
    )
    return {"factor": middle} if good else None


def _decayed(patient, looks, tables, tolerance):
    """A share of the parameters is added, or of their signs, as a penalty on their sizes does."""
    for pull in (lambda v: v, np.sign):
        matched = _pulled(patient, looks, tables, tolerance, pull)
        if matched is not None:
            return matched
    return None


def _pulled(patient, looks, tables, tolerance, pull):
    rows, wanted = [], []
    for look, table in zip(looks, tables, strict=True):
        columns = [table.sum(axis=0)]
        for leaf in patient.live_leaves:
            column = np.zeros_like(look.v)
            column[leaf.part] = pull(look.v[leaf.part])
            columns.append(column)
        rows.append(np.stack(columns, axis=1))
        wanted.append(look.g)
    rows, wanted = np.concatenate(rows), np.concatenate(wanted)
    factor, *decays = np.linalg.lstsq(rows, wanted, rcond=None)[0]
    if not _fits(wanted, rows @ [factor, *decays], tolerance) or factor == 0:
        return None
    if np.any(np.array(decays) * np.sign(factor) < -1e-3 * abs(factor)):
        return None
    decay = {leaf.name: float(d) for leaf, d in zip(patient.live_leaves, decays, strict=True)}
    return {"factor": float(factor), "kind": "decay", "decay": decay}


def _weighted(patient, looks, tables, tolerance):
    n = len(tables[0])
    same = all(look.X is looks[0].X for look in looks)
    if n == 1 or not same or 2 * n > len(looks) * patient.live.sum():
        return None
    rows = np.concatenate([table.T for table in tables])
    wanted = np.concatenate([look.g for look in looks])
    weights = np.linalg.lstsq(rows, wanted, rcond=None)[0]
    if not _fits(wanted, rows @ weights, tolerance):
        return None
    if np.any(weights * np.sign(weights.sum()) < -tolerance * np.abs(weights).max()):
        return None
    return {"factor": float(weights.mean()), "kind": "weighted", "weights": weights}


def _clipped(patient, looks, tables, tolerance):
    """Each look has a factor of its own, none above the largest, as a bounded length gives."""
    totals = [table.sum(axis=0) for table in tables]
    factors = np.array([ratio(look.g, t) for look, t in zip(looks, totals, strict=True)])
    if np.any(factors <= 0):
        return None
    if not all(
        _fits(k.g, c * t, tolerance) for k, c, t in zip(looks, factors, totals, strict=True)
    ):
        return _clipped_each(looks, totals, tolerance)
    lengths = np.array([np.linalg.norm(look.g) for look in looks])
    cut = factors < factors.max() * (1 - 10 * tolerance)
    capped = np.ptp(lengths[cut]) <= 0.02 * lengths.max() if cut.any() else True
    ordered = not cut.any() or lengths[cut].min() >= lengths.max() * 0.98
    return {"factor": float(factors.max()), "kind": "clipped"} if capped and ordered else None


def _clipped_each(looks, totals, tolerance):
    """The largest entries are all equal, and the others are right."""
    factors = []
    for look, total in zip(looks, totals, strict=True):
        top = np.abs(look.g).max()
        cut = np.abs(look.g) >= top * (1 - 1e-6)
        if top == 0 or (cut.sum() < 2 and len(looks) > 1) or cut.all():
            cut = np.zeros_like(cut)
        factors.append(ratio(look.g[~cut], total[~cut]))
        if not _fits(look.g[~cut], factors[-1] * total[~cut], tolerance):
            return None
        if np.any(factors[-1] * np.abs(total[cut]) < top * (1 - 1e-3)):
            return None
    good = min(factors) > 0 and max(factors) <= min(factors) * (1 + 100 * tolerance)
    return {"factor": float(np.median(factors)), "kind": "clipped"} if good else None


def _signs(patient, looks, tables, tolerance):
    """The entries have one size and the right signs, as the first step of Adam or RMSprop has."""
    for look, table in zip(looks, tables, strict=True):
        total = table.sum(axis=0)
        clear = np.abs(total) > 1e-4 * np.abs(total).max()
        sizes = np.abs(look.g[clear])
        if clear.sum() < 2 or np.ptp(sizes) > 0.05 * sizes.max():
            return None
        if np.mean(np.sign(look.g[clear]) == np.sign(total[clear])) < 0.98:
            return None
    return {"factor": 1.0, "kind": "signs"}


@dataclass
class Block:
    """What one array of a wrong gradient has to do with the right one."""

    name: str
    relation: str
    good: bool


def blame(patient, looks, tolerance, costs=None):
    """Return (cost, factor, blocks): the known cost with which most arrays agree, and the others."""
    best = None
    for cost in costs or patient.known_costs():
        totals = [by_sample(patient.model, cost, look).sum(axis=0) for look in looks]
        factor, blocks = _blocks(patient, looks, totals, tolerance)
        count = sum(block.good for block in blocks)
        if best is None or count > best[0]:
            best = count, cost, factor, blocks
    return best[1:]


def _blocks(patient, looks, totals, tolerance):
    leaves = patient.live_leaves
    ratios = [_ratio_of(leaf, looks, totals, tolerance) for leaf in leaves]
    known = [r for r in ratios if r]
    near = lambda r: sum(abs(r - o) <= 100 * tolerance * abs(r) for o in known)  # noqa: E731
    # Of two readings that explain as many arrays, the one that goes downhill is the likelier.
    factor = max(known, key=lambda r: (near(r), r > 0)) if known else 1.0
    blocks = [
        _block(leaf, own, factor, looks, totals, tolerance)
        for leaf, own in zip(leaves, ratios, strict=True)
    ]
    return factor, blocks


def _ratio_of(leaf, looks, totals, tolerance):
    """Return the constant factor of one array over all looks, or None if there is none."""
    g = np.concatenate([look.g[leaf.part] for look in looks])
    reference = np.concatenate([total[leaf.part] for total in totals])
    if np.linalg.norm(g) <= 1e-12 * np.linalg.norm(reference):
        return 0.0 if np.any(reference) else None
    c = ratio(g, reference)
    return c if _fits(g, c * reference, tolerance) else None


def _block(leaf, own, factor, looks, totals, tolerance):
    if own is not None and abs(own - factor) <= 100 * tolerance * abs(factor):
        return Block(leaf.name, "right", True)
    if own == 0:
        return Block(leaf.name, "always zero", False)
    if own is not None:
        text = (
            "the sign is wrong"
            if abs(own / factor + 1) < 1e-3
            else f"{own / factor:.3g} times the right one"
        )
        return Block(leaf.name, text, False)
    return Block(leaf.name, _relation(leaf, factor, looks, totals, tolerance), False)


def _relation(leaf, factor, looks, totals, tolerance):
    g = np.array([look.g[leaf.part] for look in looks])
    right = factor * np.array([total[leaf.part] for total in totals])
    if len(leaf.shape) == 2 and leaf.shape[0] == leaf.shape[1]:
        turned = right.reshape(-1, *leaf.shape).swapaxes(1, 2).reshape(g.shape)
        if _fits(g, turned, tolerance):
            return "it is transposed"
    wrong = np.any(np.abs(g - right) > 10 * tolerance * np.abs(right).max(), axis=0)
    if 0 < wrong.sum() < len(wrong):
        return f"{wrong.sum()} of {len(wrong)} entries are wrong"
    return "no multiple of the right slopes: it points another way"
