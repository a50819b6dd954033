"""Second batch: broken programs on XOR and parity."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"


@broken(
    title="Neural network returns similar output",
    site="Artificial Intelligence Stack Exchange",
    style="list of lists [W, b], samples in rows, one at a time, slow",
    causes=({"symmetric-start"},),
    verdict="does not learn",
)
def everything_is_one_half(repaired=False, seed=0):
    """All weights and biases were set to .5, to make the run easy to follow."""
    X, Y = data.xor()
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square)
    sizes = (2, 4, 1)
    start = p.uniform(sizes, 2, seed) if repaired else p.constant(sizes, 0.5, 0.5)
    how = {"loop": p.one_by_one, "leave_out": ("cost",)}
    return p.program(net, p.LISTS, X, Y, start, rate=1.0, epochs=2500, **how)


@broken(
    title="Neural network trained using back-propagation solves AND, OR but doesn't solve XOR",
    site=SO,
    style="tuple of arrays, samples in columns, all four at once",
    causes=({"step-stale"},),
    verdict="does not learn",
)
def hidden_error_through_new_weights(repaired=False, seed=0):
    """The output layer is updated before its weights carry the error back, at a large rate."""
    X, Y = data.xor()
    net = p.Dense()
    update = None if repaired else p.stale(net)
    start = p.uniform((2, 6, 1), 0.5, seed)
    return p.program(net, p.COLUMNS, X, Y, start, rate=2.0, epochs=600, update=update)


@broken(
    title="Backpropagation with step or threshold activation function",
    site="Data Science Stack Exchange",
    style="flat parameter vector, samples in rows, derivatives by differences",
    causes=({"not-differentiable"},),
    verdict="does not learn",
)
def units_that_fire_or_not(repaired=False, seed=0):
    """Every unit answers 0 or 1: all differences are 0 and nothing moves."""
    X, Y = data.parity(2)
    sizes = (2, 4, 1)
    form = p.flat_form(sizes)
    fire = p.Activation(lambda z: np.where(z > 0, 1.0, 0.0), np.zeros_like)
    net = p.Dense() if repaired else p.Dense(hidden=fire, output=fire.value)

    def predict(w, X):
        return net.predict(form.unpack(w), X)

    def gradients(w, X, Y):
        moves, h = np.eye(w.size), 1e-4
        return np.array(
            [
                (p.half_square(predict(w + h * d, X), Y) - p.half_square(predict(w - h * d, X), Y))
                / (2 * h)
                for d in moves
            ]
        )

    def train(w, X, Y, rate, epochs):
        costs = []
        for _ in range(epochs):
            costs.append(p.half_square(predict(w, X), Y))
            w = w - rate * gradients(w, X, Y)
        return w, costs

    start = form.pack(p.uniform(sizes, 2, seed))
    functions = {"predict": predict, "cost": p.half_square, "gradients": gradients, "train": train}
    return {"X": X, "Y": Y, "params": start, "rate": 3.0, "epochs": 400} | functions


@broken(
    title="one-sample-only (a slip from the course's own list)",
    site="the course",
    style="object with attributes that is changed in place, samples in rows",
    causes=({"samples-left-out"},),
    verdict="does not learn",
)
def last_sample_is_never_shown(repaired=False, seed=0):
    """range(len(X) - 1): the last sample, 11, is never trained on."""
    X, Y = data.xor()
    net = p.Dense(hidden=p.TANH)

    def train(network, X, Y, rate, epochs):
        count = len(X) if repaired else len(X) - 1
        for _ in range(epochs):
            for i in range(count):
                pairs = p.OBJECT.unpack(network)
                pairs = p.plain(pairs, net.gradients(pairs, X[i : i + 1], Y[i : i + 1]), rate)
                network.weights = [W for W, _ in pairs]
                network.biases = [b for _, b in pairs]
        return network

    start = p.uniform((2, 4, 1), 1, seed)
    return p.program(net, p.OBJECT, X, Y, start, rate=0.2, epochs=500, train=train)


@broken(
    title="labels taken from the network itself (a slip of our own)",
    site="the course",
    style="nested dict of arrays, samples in rows, only predict, step and train",
    causes=({"labels-ignored"},),
    verdict="does not learn",
)
def learns_its_own_answers(repaired=False, seed=0):
    """The targets are overwritten by the rounded answers before the error is taken."""
    X, Y = data.xor()
    net = p.Dense()

    def update(pairs, x, y, rate):
        if not repaired:
            y = np.round(net.predict(pairs, x))
        return p.plain(pairs, net.gradients(pairs, x, y), rate)

    start = p.uniform((2, 4, 1), 1, seed)
    how = {"update": update, "leave_out": ("cost", "gradients")}
    return p.program(net, p.NESTED, X, Y, start, rate=1.0, epochs=1200, **how)


@broken(
    title="Issues with calculating new weights in a neural network",
    site=SO,
    style="dict of arrays, samples in columns",
    causes=({"gradient-wrong"},),
    verdict="learns",
    harmless=True,
    note="Random fixed directions teach a wide hidden layer as well as the right ones do.",
)
def error_not_sent_through_the_weights(repaired=False, seed=0):
    """The hidden error is the sum of the output errors: the weights between are left out."""
    X, Y = data.pixels(60, classes=4)

    class Slip(p.Dense):
        def gradients(self, pairs, X, Y):
            W2 = pairs[1][0]
            h, o = self.activations(pairs, X)[1:]
            delta = (o - Y) / len(X)
            back = (delta @ (W2.T if repaired else np.ones_like(W2.T))) * h * (1 - h)
            return [(X.T @ back, back.sum(axis=0)), (h.T @ delta, delta.sum(axis=0))]

    net = Slip(output=p.softmax, cost=p.categorical, mean=True)
    start = p.normal((25, 12, 4), seed)
    return p.program(net, p.in_columns(p.DICT), X / 255, Y, start, rate=1.0, epochs=300)
