"""Sixth batch: broken programs that should follow a curve or a surface."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
DATA_SCIENCE = "Data Science Stack Exchange"
OWN = {"title": "a slip of our own", "site": "the course"}
LINE = {"output": p.LINEAR.value, "cost": p.half_square, "mean": True}
BEHIND_A_SIGMOID = {"delta": p.squared_through_sigmoid, "cost": p.half_square, "mean": True}


@broken(
    title="Pytorch Neural Network that tries to approximate z = x^2 + y^2 not converging",
    site=DATA_SCIENCE,
    style="tuple of arrays, samples in rows, flat labels",
    causes=({"labels-misshapen"},),
    verdict="does not learn",
)
def bowl_with_flat_heights(repaired=False, seed=0):
    """Answers are (n, 1) and targets (n,): each answer is compared with all the targets."""
    X, Y = data.bowl(80)
    Y = Y if repaired else Y[:, 0]

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            o = self.predict(pairs, X)
            error = (o - Y).mean(axis=1, keepdims=True)
            return super().gradients(pairs, X, o - error)

    net = Slip(hidden=p.TANH, **LINE)
    calls = {"cost": lambda o, y: float(np.mean((o - y) ** 2) / 2)}
    return p.program(
        net, p.TUPLE, X, Y, p.normal((2, 12, 1), seed, 1.5), rate=0.2, epochs=1500, **calls
    )


@broken(
    title="Fails to learn a simple example",
    site="GitHub, codeplea/genann issue 13",
    style="list of lists [W, b], samples in rows, squared error",
    causes=({"output-range"},),
    verdict="does not learn",
)
def squares_behind_a_sigmoid(repaired=False, seed=0):
    """The squares go up to 90, and the sigmoid at the end says 1 for all of them."""
    X, Y = data.squares()
    Y = Y / 100 if repaired else Y
    net = p.Dense(**BEHIND_A_SIGMOID)
    return p.program(net, p.LISTS, X, Y, p.normal((1, 6, 1), seed, 2), rate=2.0, epochs=2500)


@broken(
    title="multi-layer neural network won't predict negative values",
    site=f"{SO}, question 5105718",
    style="dict of arrays, samples in columns, squared error",
    causes=({"output-range"},),
    verdict="does not learn",
)
def sine_without_negative_answers(repaired=False, seed=0):
    """A sine is negative as often as not; the answers are those of a sigmoid."""
    X, Y = data.signed_sums()
    net = p.Dense(hidden=p.TANH, **(LINE if repaired else BEHIND_A_SIGMOID))
    form = p.in_columns(p.DICT)
    return p.program(net, form, X, Y, p.normal((4, 8, 1), seed), rate=0.2, epochs=1500)


@broken(
    title="Model predicts negative values as zeros",
    site=f"{SO}, question 60801900",
    style="object with attributes, samples in rows, batches",
    causes=({"output-range"},),
    verdict="does not learn",
)
def cubic_cut_off_at_zero(repaired=False, seed=0):
    """A relu stands on the last layer as well, and half of the targets are below zero."""
    X, Y = data.cubic(60)
    cut = {"output": p.RELU.value, "delta": lambda o, y: (o - y) * (o > 0)}
    net = p.Dense(hidden=p.TANH, **LINE | ({} if repaired else cut))
    start = p.normal((1, 12, 1), seed, gain=2)
    loop = p.minibatches(20)
    return p.program(net, p.OBJECT, X, Y, start, rate=0.1, epochs=600, loop=loop)


@broken(
    title="Linear regression in Python blows up the gradients for larger x in y = mx + c (in Spanish)",
    site="mejorcodigo.com, after a Stack Exchange question",
    style="tuple of numbers in arrays, samples in one row, linear, warns",
    causes=({"rate-too-large", "inputs-not-scaled"},),
    verdict="does not learn",
)
def line_times_a_hundred(repaired=False, seed=0):
    """It worked for x from 0 to 1; then x was multiplied by a hundred."""
    X, Y = (a.T for a in data.line(100))
    X = X / 100 if repaired else X
    rng = np.random.default_rng(seed)

    def predict(q, X):
        return q[0].T @ X + q[1]

    def gradients(q, X, Y):
        error = predict(q, X) - Y
        return 2 / X.shape[1] * X @ error.T, 2 / X.shape[1] * error.sum(axis=1)

    def step(q, x, y, rate):
        dw, dc = gradients(q, x, y)
        return q[0] - rate * dw, q[1] - rate * dc

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = step(q, X, Y, rate)
        return q

    calls = {"predict": predict, "gradients": gradients, "step": step, "train": train}
    calls["cost"] = lambda o, y: float(np.mean((o - y) ** 2))
    params = (rng.normal(size=(1, 1)), np.zeros(1))
    return {"X": X, "Y": Y, "params": params, "rate": 0.1, "epochs": 500, **calls}


@broken(
    title="Failing to Learn a Quadratic Function with PyTorch",
    site="discuss.pytorch.org, copied on huggingface.co",
    style="list of (W, b) pairs, samples in rows",
    causes=({"inputs-not-scaled"},),
    verdict="does not learn",
)
def parabola_from_thirty_to_fifty(repaired=False, seed=0):
    """The inputs begin at 30: no unit bends anywhere near them."""
    X, Y = data.valley()
    X = (X - 40) / 6 if repaired else X
    net = p.Dense(hidden=p.TANH, **LINE)
    return p.program(net, p.PAIRS, X, Y, p.normal((1, 12, 1), seed, 1.5), rate=0.1, epochs=2500)


@broken(
    title="Neural net with continuous floating point output (in millimetres)",
    site=SO,
    style="nested dict of arrays, samples in rows, warns",
    causes=({"targets-not-scaled"},),
    verdict="does not learn",
)
def arm_in_millimetres(repaired=False, seed=0):
    """Where the hand is in millimetres: errors in the hundreds make steps in the hundreds."""
    X, Y = data.arm(80, unit=1.0 if repaired else 1000.0)
    net = p.Dense(hidden=p.TANH, **LINE)
    return p.program(net, p.NESTED, X, Y, p.normal((2, 10, 2), seed), rate=0.3, epochs=1500)


@broken(
    title="Updated bias values while training",
    site="GitHub, mattm/simple-neural-network pull request 10",
    style="list of two arrays, samples in rows, linear",
    causes=({"parameters-never-updated"},),
    verdict="does not learn",
)
def bias_left_where_it_was(repaired=False, seed=0):
    """Degrees of Celsius are turned into Fahrenheit without the 32: only w is corrected."""
    X, Y = data.celsius()
    w = np.random.default_rng(seed).normal(size=(1, 1))

    def predict(q, X):
        return X @ q[0] + q[1]

    def gradients(q, X, Y):
        error = predict(q, X) - Y
        return [X.T @ error / len(X), error.mean(axis=0)]

    def step(q, x, y, rate):
        dw, db = gradients(q, x, y)
        return [q[0] - rate * dw, q[1] - rate * db if repaired else q[1]]

    def train(q, X, Y, rate, epochs):
        for _ in range(epochs):
            q = step(q, X, Y, rate)
        return q

    calls = {"predict": predict, "gradients": gradients, "step": step, "train": train}
    cost = p.mean_of(p.half_square)
    params = [w, np.zeros(1)]
    return {"X": X, "Y": Y, "params": params, "rate": 0.003, "epochs": 3000, "cost": cost, **calls}


@broken(
    title="Backprop for mean squared error fix",
    site="GitHub, mratsim/Arraymancer pull request 204",
    style="tuple of arrays, samples in columns, warns",
    causes=({"step-uphill"},),
    verdict="does not learn",
)
def swings_added_to_the_weights(repaired=False, seed=0):
    """W += rate * dW, where dW is made of answer minus target."""
    X, Y = data.damped(50, seed=1)
    net = p.Dense(hidden=p.TANH, **LINE)
    sign = 1 if repaired else -1

    def update(pairs, x, y, rate):
        return p.plain(pairs, net.gradients(pairs, x, y), sign * rate)

    start = p.normal((1, 12, 1), seed, gain=2.5)
    return p.program(net, p.COLUMNS, X, Y, start, rate=0.1, epochs=2500, update=update)


@broken(
    title="Fix backpropagation (the answers change by 0.01 and no more)",
    site="GitHub, mrousavy/BrabeNetz issue 3",
    style="list of lists [W, b], samples in rows, six hidden layers",
    causes=({"gradient-vanishes", "start-too-small"},),
    verdict="does not learn",
)
def bowl_through_six_sigmoid_layers(repaired=False, seed=0):
    """Each sigmoid passes on a quarter of the error at most."""
    X, Y = data.bowl(60, seed=1)
    sizes = (2, 6, 6, 6, 6, 6, 6, 1)
    net = p.Dense(hidden=p.TANH if repaired else p.SIGMOID, **LINE)
    return p.program(net, p.LISTS, X, Y, p.normal(sizes, seed, 1.5), rate=0.1, epochs=1500)


@broken(
    title="wrong NN XOR predictions (one run of two; a larger middle layer helped)",
    site="GitHub, lmjohns3/theanets issue 67",
    style="dict of arrays, samples in rows, relu",
    causes=({"unlucky-start"}, {"dead-units"}),
    verdict="learns by luck",
)
def two_relus_for_a_corner(repaired=False, seed=0):
    """|x| takes one relu that looks to the left and one that looks to the right."""
    X, Y = data.corner()
    start = p.normal((1, 16 if repaired else 2, 1), seed + 1)
    net = p.Dense(hidden=p.RELU, **LINE)
    return p.program(net, p.DICT, X, Y, start, rate=0.1, epochs=500)


@broken(
    title="Missing zero_grad() call",
    site="GitHub, IBM/aihwkit issue 446",
    style="list of lists [W, b], samples in rows, batches",
    causes=({"gradients-accumulate"},),
    verdict="does not learn",
)
def grad_is_never_zeroed(repaired=False, seed=0):
    """Every batch adds to .grad, and nothing ever sets it to zero."""
    X, Y = data.arm(80, seed=3)
    net = p.Dense(hidden=p.TANH, **LINE)
    grad = []

    def backward(pairs, x, y):
        found = net.gradients(pairs, x, y)
        if repaired or not grad:
            grad[:] = found
        else:
            grad[:] = [(a + da, b + db) for (a, b), (da, db) in zip(grad, found, strict=True)]
        return list(grad)

    how = {
        "update": lambda pairs, x, y, rate: p.plain(pairs, backward(pairs, x, y), rate),
        "gradients": lambda q, X, Y: p.LISTS.pack(backward(p.LISTS.unpack(q), X, Y)),
    }
    start = p.normal((2, 10, 2), seed, gain=2)
    loop = p.minibatches(20)
    return p.program(net, p.LISTS, X, Y, start, rate=0.1, epochs=400, loop=loop, **how)
