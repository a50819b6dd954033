"""Fifth batch: broken programs on words of bits and on drawn letters."""

import numpy as np
from clinic import data_sets as data
from clinic import programs as p
from clinic.cases import broken

SO = "Stack Overflow"
STATS = "Cross Validated"
OWN = {"title": "a slip of our own", "site": "the course"}


@broken(
    title="Feed Forward neural network fails to classify due to dimensionality of biases",
    site="Intellipaat community",
    style="object with attributes, samples in columns",
    causes=({"rate-too-small", "too-few-epochs"},),
    verdict="does not learn",
)
def gates_at_a_hundredth(repaired=False, seed=0):
    """Rate .01 and 500 epochs: the four answers lie between .49 and .57."""
    X, Y = data.xor()
    net = p.Dense(hidden=p.SIGMOID)
    how = {"rate": 1.0, "epochs": 3000} if repaired else {"rate": 0.01, "epochs": 500}
    return p.program(net, p.in_columns(p.OBJECT), X, Y, p.uniform((2, 4, 1), 1, seed), **how)


@broken(
    title="Neural Net not training biases correctly",
    site="Artificial Intelligence Stack Exchange",
    style="dict of arrays, samples in rows, online, squared error",
    causes=({"start-saturated"},),
    verdict="does not learn",
)
def weights_from_minus_ten_to_ten(repaired=False, seed=0):
    """Weights are whole numbers from -10 to 9: the sigmoids are flat from the first step on."""
    X, Y = data.xor()
    net = p.Dense(delta=p.squared_through_sigmoid, cost=p.half_square)
    rng = np.random.default_rng(seed)
    width = 0.1 if repaired else 1.0
    start = [
        (width * rng.integers(-10, 10, (m, n)), width * rng.integers(-10, 10, n))
        for m, n in [(2, 4), (4, 1)]
    ]
    return p.program(net, p.DICT, X, Y, start, rate=1.0, epochs=600, loop=p.one_by_one)


@broken(
    title="Artificial neural networks benchmark",
    site=SO,
    style="list of lists [W, b], samples in rows",
    causes=({"symmetric-start"},),
    verdict="does not learn",
)
def six_tenths_everywhere(repaired=False, seed=0):
    """All weights are .6: the carry is learned, the sum of three bits is not."""
    X, Y = data.full_adder()
    sizes = (3, 6, 2)
    start = p.uniform(sizes, 1.2, seed) if repaired else p.constant(sizes, 0.6, -0.6)
    return p.program(p.Dense(), p.LISTS, X, Y, start, rate=0.5, epochs=2500)


@broken(
    **OWN,
    style="list of two arrays, a column of ones for the biases, squared error",
    causes=({"gradient-wrong", "parameters-never-updated"},),
    verdict="does not learn",
)
def slope_of_the_layer_below(repaired=False, seed=0):
    """The slope x (1 - x) is taken of the inputs: they are bits, and W1 never moves."""
    X, Y = data.xor()
    X = np.column_stack([X, np.ones(4)])

    def layers(params, X):
        a = p.sigmoid(X @ params[0])
        return a, p.sigmoid(a @ params[1])

    def gradients(params, X, Y):
        a, o = layers(params, X)
        delta = (o - Y) * o * (1 - o)
        below = a if repaired else X
        return [X.T @ ((delta @ params[1].T) * below * (1 - below)), a.T @ delta]

    def step(params, x, y, rate):
        return [W - rate * g for W, g in zip(params, gradients(params, x, y), strict=True)]

    def train(params, X, Y, rate, epochs):
        for _ in range(epochs):
            params = step(params, X, Y, rate)
        return params

    rng = np.random.default_rng(seed)
    functions = {
        "predict": lambda params, X: layers(params, X)[1],
        "cost": p.half_square,
        "gradients": gradients,
        "step": step,
        "train": train,
    }
    start = [rng.normal(size=(3, 3)), rng.normal(size=(3, 1))]
    return {"X": X, "Y": Y, "params": start, "rate": 2.0, "epochs": 3000} | functions


@broken(
    title="Backpropagation demo gives always the same result after training",
    site=STATS,
    style="flat parameter vector, samples in rows",
    causes=({"cannot-represent"},),
    verdict="does not learn",
)
def odd_or_even_on_a_line(repaired=False, seed=0):
    """One neuron a layer for the numbers one to six: odd and even take turns five times."""
    X, Y = data.odd_numbers(6)
    sizes = (1, 12 if repaired else 1, 1)
    rng = np.random.default_rng(seed)
    hidden = 12 * rng.choice([-1.0, 1.0], (1, sizes[1]))
    bends = -hidden[0] * rng.uniform(0.1, 1, sizes[1])
    start = [(hidden, bends), (rng.normal(size=(sizes[1], 1)), np.zeros(1))]
    net = p.Dense(hidden=p.TANH)
    return p.program(net, p.flat_form(sizes), X, Y, start, rate=0.1, epochs=3000)


@broken(
    title="The learning rate warms up to the preset value during training and quickly becomes 0",
    site="GitHub, jaehyunnn/ViTPose_pytorch issue 20",
    style="nested dict of arrays, samples in rows",
    causes=({"rate-too-small"},),
    verdict="does not learn",
    note="More epochs are no cure: their rates add up to fifty times the first.",
)
def rate_shrinks_with_every_epoch(repaired=False, seed=0):
    """A factor for the rate that belongs in front of the loop stands inside it."""
    X, Y = data.full_adder()

    def loop(pairs, X, Y, rate, epochs, update):
        for _ in range(epochs):
            pairs = update(pairs, X, Y, rate)
            rate = rate if repaired else 0.98 * rate
        return pairs

    start = p.normal((3, 10, 2), seed, gain=1.5)
    net = p.Dense(hidden=p.TANH)
    return p.program(net, p.NESTED, X, Y, start, rate=0.02, epochs=1200, loop=loop)


@broken(
    title="Why Does Model Training Stop at the First Epoch (Epoch 0)?",
    site="taourl.com",
    style="tuple of arrays, samples in rows, train gives its costs",
    causes=({"too-few-epochs", "train-forgets"},),
    verdict="does not learn",
)
def stops_on_the_plateau(repaired=False, seed=0):
    """Training ends as soon as an epoch gains less than a thousandth: on the first plateau."""
    X, Y = data.parity(3)
    net = p.Dense(hidden=p.SIGMOID, mean=True)

    def train(params, X, Y, rate, epochs):
        pairs, costs = p.TUPLE.unpack(params), []
        for _ in range(epochs):
            costs.append(net.shown_cost(net.predict(pairs, X), Y))
            if not repaired and len(costs) > 5 and costs[-2] - costs[-1] < 1e-3:
                break
            pairs = p.plain(pairs, net.gradients(pairs, X, Y), rate)
        return p.TUPLE.pack(pairs), costs

    start = p.uniform((3, 8, 1), 1, seed)
    return p.program(net, p.TUPLE, X, Y, start, rate=3.0, epochs=3000, train=train)


@broken(
    title="question 37213388 (MNIST after two epochs)",
    site=SO,
    style="dict of arrays, samples in columns",
    causes=({"too-few-epochs"},),
    verdict="does not learn",
)
def thirty_epochs_for_a_multiplexer(repaired=False, seed=0):
    """Six bits, sixteen units, thirty epochs: most words are still a guess."""
    X, Y = data.multiplexer()
    net = p.Dense(hidden=p.TANH, mean=True)
    start = p.normal((6, 16, 1), seed)
    epochs = 1500 if repaired else 30
    return p.program(net, p.in_columns(p.DICT), X, Y, start, rate=0.5, epochs=epochs)


@broken(
    **OWN,
    style="object with attributes, samples in rows, no cost",
    causes=({"train-forgets", "too-few-epochs"},),
    verdict="does not learn",
)
def returns_inside_the_loop(repaired=False, seed=0):
    """The return is indented too far: every training is one epoch long."""
    X, Y = data.segments()

    def loop(pairs, X, Y, rate, epochs, update):
        for _ in range(epochs):
            pairs = update(pairs, X, Y, rate)
            if not repaired:
                return pairs
        return pairs

    net = p.Dense(hidden=p.TANH, output=p.softmax, cost=p.categorical)
    start = p.normal((7, 12, 10), seed)
    how = {"rate": 0.1, "epochs": 500, "loop": loop, "leave_out": ("cost",)}
    return p.program(net, p.OBJECT, X, Y, start, **how)
