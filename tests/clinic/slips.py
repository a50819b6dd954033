"""Random networks with one slip each, and what the clinic says: `python tests/clinic/slips.py 200`.

Every network has a random shape, activation, way of keeping its parameters, side of its samples and
order of its updates; and exactly one slip, or none. Nothing is tuned to be learnable: half of wrong
programs learn. What is scored is whether the slip is named first, among the first two, and how often
a program without a slip is accused.
"""

import argparse
import collections
import time
from dataclasses import dataclass, field

import numpy as np

from nn_helpers import clinic as the_clinic

CURVES = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0) * 1.0),
}
# slip: the slugs that name it
SLIPS = {
    "none": set(),
    "sign of the update": {"step-uphill", "gradient-wrong"},
    "hidden slope forgotten": {"gradient-wrong"},
    "hidden slope taken of the sum": {"gradient-wrong"},
    "weights left out on the way back": {"gradient-wrong"},
    "own input in the last layer": {"gradient-wrong"},
    "bias of the last sample": {"gradient-wrong"},
    "a bias that never moves": {"parameters-never-updated", "gradient-wrong"},
    "first weights never move": {"parameters-never-updated", "gradient-wrong"},
    "stale weights": {"step-stale"},
    "last sample left out": {"samples-left-out"},
    "starts again every epoch": {"train-forgets"},
    "gradients never cleared": {"gradients-accumulate"},
    "all weights alike": {"symmetric-start"},
    "another variable in predict": {"predict-ignores-input"},
    "sum over the samples": {"samples-mixed"},
    "labels without their axis": {"labels-misshapen"},
    "minus on one term": {"cost-wrong", "cost-not-the-one-trained"},
    "targets behind a sigmoid": {"output-range", "targets-not-scaled"},
    "softmax over one unit": {"output-constant"},
    "rate far too large": {"rate-too-large"},
    "rate far too small": {"rate-too-small", "too-few-epochs", "start-too-small"},
    "start far too wide": {"start-saturated", "rate-too-large"},
}


@dataclass
class Net:
    """A dense network with at most one slip; samples are columns inside."""

    sizes: tuple
    hidden: str
    output: str
    slip: str
    mean: bool
    kept: list = field(default_factory=list)
    leftover: np.ndarray | None = None

    def end(self, z):
        if self.slip == "softmax over one unit":
            return np.exp(z) / np.exp(z).sum(axis=0)
        if self.output == "softmax":
            axis = 1 if self.slip == "sum over the samples" else 0
            e = np.exp(z - z.max(axis=axis, keepdims=True))
            return e / e.sum(axis=axis, keepdims=True)
        return CURVES["sigmoid"][0](z) if self.output == "sigmoid" else z

    def forward(self, layers, X):
        zs, outs = [], [X]
        for i, (W, b) in enumerate(layers):
            zs.append(W @ outs[-1] + b)
            last = i == len(layers) - 1
            outs.append(self.end(zs[-1]) if last else CURVES[self.hidden][0](zs[-1]))
        return zs, outs

    def predict(self, layers, X):
        if self.slip == "another variable in predict" and self.leftover is not None:
            X = np.repeat(self.leftover, X.shape[1], axis=1)
        return self.forward(layers, X)[1][-1]

    def gradients(self, layers, X, Y):
        zs, outs = self.forward(layers, X)
        d = (outs[-1] - Y) / (X.shape[1] if self.mean else 1)
        found = [None] * len(layers)
        for i in range(len(layers) - 1, -1, -1):
            left = (
                X
                if self.slip == "own input in the last layer" and self._fits(layers, i, X)
                else outs[i]
            )
            bias = (
                d[:, -1:]
                if self.slip == "bias of the last sample"
                else d.sum(axis=1, keepdims=True)
            )
            found[i] = (d @ left.T, bias)
            if i:
                d = self._back(layers[i][0], d, zs[i - 1], outs[i])
        return self._changed(found)

    def _fits(self, layers, i, X):
        return i == len(layers) - 1 and i > 0 and layers[i][0].shape[1] == X.shape[0]

    def _back(self, W, d, z, a):
        if self.slip == "weights left out on the way back":
            back = np.repeat(d.sum(axis=0, keepdims=True), W.shape[1], axis=0)
        else:
            back = W.T @ d
        if self.slip == "hidden slope forgotten":
            return back
        if self.slip == "hidden slope taken of the sum":
            return back * z * (1 - z)
        return back * CURVES[self.hidden][1](z, a)

    def _changed(self, found):
        if self.slip == "a bias that never moves":
            found[0] = (found[0][0], found[0][1] * 0)
        if self.slip == "first weights never move":
            found[0] = (found[0][0] * 0, found[0][1])
        return found

    def update(self, layers, X, Y, rate):
        if self.slip == "stale weights":
            return self._stale(layers, X, Y, rate)
        g = self.gradients(layers, X, Y)
        if self.slip == "gradients never cleared":
            self.kept[:] = (
                [(a + c, b + d) for (a, b), (c, d) in zip(self.kept, g, strict=True)]
                if self.kept
                else g
            )
            g = self.kept
        way = -rate if self.slip == "sign of the update" else rate
        return [(W - way * a, b - way * c) for (W, b), (a, c) in zip(layers, g, strict=True)]

    def _stale(self, layers, X, Y, rate):
        zs, outs = self.forward(layers, X)
        d, new = (outs[-1] - Y) / (X.shape[1] if self.mean else 1), list(layers)
        for i in range(len(layers) - 1, -1, -1):
            W, b = layers[i]
            new[i] = (W - rate * d @ outs[i].T, b - rate * d.sum(axis=1, keepdims=True))
            if i:
                d = self._back(new[i][0], d, zs[i - 1], outs[i])
        return new


def data_set(rng, output):
    """Return (X, Y) with samples in columns, which a network with this output can learn."""
    if output == "linear":
        X = rng.uniform(-2, 2, (1, 24))
        return X, np.sin(1.5 * X) if rng.random() < 0.5 else 0.5 * X**2 - 1
    if output == "softmax":
        centres = 3 * np.array([[0, 1], [1, -1], [-1, -0.5]]).T
        which = np.arange(30) % 3
        return centres[:, which] + rng.normal(0, 0.6, (2, 30)), np.eye(3)[:, which]
    if rng.random() < 0.5:
        return np.array([[0, 0, 1, 1], [0, 1, 0, 1.0]]), np.array([[0, 1, 1, 0.0]])
    X = rng.normal(0, 1, (2, 30))
    return X, (np.sum(X**2, axis=0, keepdims=True) > 1.2) * 1.0


FORMS = {
    "pairs": (list, list),
    "flat list": (
        lambda layers: [array for pair in layers for array in pair],
        lambda params: list(zip(params[::2], params[1::2], strict=True)),
    ),
    "dict": (
        lambda layers: {
            f"{name}{i}": a
            for i, pair in enumerate(layers)
            for name, a in zip("Wb", pair, strict=True)
        },
        lambda params: [(params[f"W{i}"], params[f"b{i}"]) for i in range(len(params) // 2)],
    ),
}


def random_program(rng, slip):
    """Return the arguments of ``examine`` for a random network with this slip."""
    output = rng.choice(["sigmoid", "softmax", "linear"])
    output = {"sum over the samples": "softmax", "softmax over one unit": "sigmoid", "targets behind a sigmoid": "sigmoid",
              "minus on one term": "sigmoid", "labels without their axis": "linear"}.get(slip, output)  # fmt: skip
    X, Y = data_set(rng, "linear" if slip == "targets behind a sigmoid" else output)
    depth = 2 if slip == "stale weights" else rng.integers(1, 3)
    hidden = [int(rng.integers(3, 9)) for _ in range(depth)]
    if slip == "own input in the last layer":
        hidden[-1] = len(X)
    net = Net(
        (len(X), *hidden, len(Y)),
        str(rng.choice(list(CURVES))),
        str(output),
        slip,
        bool(rng.random() < 0.6),
    )
    width = {"start far too wide": 60, "all weights alike": 0}.get(slip, 1.0)
    layers = [
        (
            width * rng.normal(0, 1 / np.sqrt(i), (o, i)) + (0.3 if width == 0 else 0),
            np.zeros((o, 1)),
        )
        for i, o in zip(net.sizes, net.sizes[1:], strict=False)
    ]
    return wrapped(rng, net, X, Y, layers)


def wrapped(rng, net, X, Y, layers):
    """Return the arguments of ``examine`` in a random form, with some functions left out."""
    pack, unpack = FORMS[str(rng.choice(list(FORMS)))]
    rows, online = bool(rng.random() < 0.5), bool(rng.random() < 0.4)
    flat = net.slip == "labels without their axis"
    turn = (lambda a: a.T) if rows else (lambda a: a)
    labels = lambda y: np.asarray(y) if flat else turn(np.asarray(y))  # noqa: E731

    def train(params, x, y, rate, epochs):
        now = start = unpack(params)
        x, y = turn(np.asarray(x)), labels(y)
        used = x.shape[1] - (net.slip == "last sample left out" and x.shape[1] > 1)
        if flat:  # (1, n) minus (n, 1), as rows and a flat row give
            y = y.reshape(-1, 1) if y.ndim == 1 else y.reshape(1, -1)
        net.kept.clear()
        for _ in range(epochs):
            now = start if net.slip == "starts again every epoch" else now
            parts = (
                [slice(i, i + 1) for i in range(used)] if online and not flat else [slice(0, used)]
            )
            for part in parts:
                now = _update(net, now, x[:, part], y if flat else y[:, part], rate)
            net.leftover = x[:, -1:]
        return pack(now)

    rate = {"rate far too large": 300, "rate far too small": 1e-6}.get(
        net.slip, 0.5 if not net.mean or online else 1.0
    )
    rate = (
        rate
        * (0.1 if net.output == "linear" or net.hidden == "relu" else 1)
        / (1 if net.mean else len(Y[0]) / 4)
    )
    functions = {
        "predict": lambda params, x: turn(net.predict(unpack(params), turn(np.asarray(x)))),
        "cost": (lambda o, y: cost(net, turn(o), labels(y))) if not flat else None,
        "gradients": lambda params, x, y: pack(
            net.gradients(unpack(params), turn(np.asarray(x)), labels(y))
        ),
        "step": lambda params, x, y, r: pack(
            net.update(unpack(params), turn(np.asarray(x)), labels(y), r)
        ),
        "train": train,
    }
    for name in ("cost", "gradients", "step"):
        needed = name == "cost" and net.slip == "minus on one term"
        if (rng.random() < 0.35 or flat) and not needed:
            functions[name] = None
    if net.slip == "targets behind a sigmoid":
        Y = 40 * Y
    Y = Y[0] if flat else turn(Y)
    return {
        "X": turn(X),
        "Y": Y,
        "params": pack(layers),
        "rate": float(rate),
        "epochs": 600,
        **functions,
    }


def _update(net, layers, x, y, rate):
    if net.slip != "labels without their axis":
        return net.update(layers, x, y, rate)
    outs = net.forward(layers, x)[1]
    wide = Net(net.sizes, net.hidden, net.output, "none", net.mean)
    table = (outs[-1] - y).mean(axis=0, keepdims=True)  # every output against every label
    return wide.update(layers, x, outs[-1] - table, rate)


def cost(net, outputs, Y):
    """Return the cost of outputs and labels, samples in columns."""
    if net.output == "linear":
        return float(np.mean((outputs - Y) ** 2))
    if net.output == "softmax":
        return float(-np.sum(Y * np.log(np.clip(outputs, 1e-12, 1))))
    a = np.clip(outputs, 1e-12, 1 - 1e-12)
    sign = -1 if net.slip == "minus on one term" else 1
    return float(np.sum(-Y * np.log(a) - sign * (1 - Y) * np.log(1 - a)))


def run(count, seed=0, only="", tell=print, report=False):
    """Examine so many random programs, all slips in turn, and return a list of rows."""
    rng, rows = np.random.default_rng(seed), []
    names = [name for name in SLIPS if only in name]
    for i in range(count):
        slip = names[i % len(names)]
        program = random_program(np.random.default_rng(rng.integers(2**32)), slip)
        began = time.perf_counter()
        with np.errstate(all="ignore"):
            found = the_clinic.examine(**program)
        named = [f for f in found.findings if f.slug != "nothing-wrong-found"]
        fits = [f.slug in SLIPS[slip] for f in named]
        alarm = any(f.role in ("decisive", "masked") for f in named)
        rows.append((slip, any(fits[:1]), any(fits[:2]), alarm, time.perf_counter() - began, found))
        good = (not alarm) if slip == "none" else any(fits[:1])
        if not good or report:
            tell(f"{i:4} {slip}: {found.verdict}; " + ", ".join(f"{f.slug} ({f.role})" for f in found.findings[:3])
                 + (f" BROKEN {found.broken}" if found.broken else "") + f"  {rows[-1][4]:.1f} s")  # fmt: skip
            if report:
                tell(repr(found))
    return rows


def summary(rows):
    """Return the score in words."""
    slips = [row for row in rows if row[0] != "none"]
    fine = [row for row in rows if row[0] == "none" and row[5].learned]
    missed = collections.Counter(row[0] for row in slips if not row[1])
    return (
        f"slip named first {sum(r[1] for r in slips)} of {len(slips)}, among the first two "
        f"{sum(r[2] for r in slips)}; without a slip and learning: {sum(r[3] for r in fine)} of {len(fine)} "
        f"accused; {np.median([r[4] for r in rows]):.1f} s in the median, {max(r[4] for r in rows):.1f} s "
        f"at most; missed: {dict(missed)}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--report", action="store_true")
    asked = parser.parse_args()
    print(summary(run(asked.count, asked.seed, asked.only, report=asked.report)))
