"""Small data sets for the clinic's cases: samples in rows, the same on every call."""

import numpy as np


def xor():
    """Four samples, two inputs, one label."""
    return np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])


def parity(bits=3):
    """All words of so many bits; the label is 1 where the number of ones is odd."""
    X = np.array([[n >> k & 1 for k in range(bits)] for n in range(2**bits)], dtype=float)
    return X, X.sum(axis=1, keepdims=True) % 2


def one_hot(labels, classes):
    """Labels as rows with a single one."""
    return np.eye(classes)[labels]


def blobs(n=90, classes=3, inputs=2, spread=0.5, seed=0):
    """Clusters around centres of length 2 with one-hot labels."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(classes, inputs))
    if inputs == 2:
        angles = 2 * np.pi * np.arange(classes) / classes
        centres = np.column_stack([np.cos(angles), np.sin(angles)])
    centres *= 2 / np.linalg.norm(centres, axis=1, keepdims=True)
    labels = rng.permutation(np.arange(n) % classes)
    return centres[labels] + spread * rng.normal(size=(n, inputs)), one_hot(labels, classes)


def two_blobs(n=60, inputs=2, distance=3.0, seed=0, share=0.5):
    """Two clusters, one column of labels 0 and 1; `share` of them is 1."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(n) < round(share * n)).astype(float)
    direction = rng.normal(size=inputs)
    direction *= distance / np.linalg.norm(direction)
    return rng.normal(size=(n, inputs)) + labels[:, None] * direction, labels[:, None]


def circles(n=80, noise=0.08, seed=0):
    """An inner and an outer ring; the outer has label 1."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 2
    angle, radius = rng.uniform(0, 2 * np.pi, n), 0.5 + labels
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return X + noise * rng.normal(size=X.shape), labels[:, None].astype(float)


def spirals(n=100, turns=0.75, noise=0.02, seed=0):
    """Two arms that wind around each other."""
    rng = np.random.default_rng(seed)
    labels, t = np.arange(n) % 2, rng.uniform(0.15, 1, n)
    angle = 2 * np.pi * turns * t + np.pi * labels
    X = np.column_stack([t * np.cos(angle), t * np.sin(angle)]) * 2
    return X + noise * rng.normal(size=X.shape), labels[:, None].astype(float)


def sine(n=40, noise=0.0, seed=0):
    """sin(2 x) on -2 .. 2, one input, one target."""
    rng = np.random.default_rng(seed)
    X = np.sort(rng.uniform(-2, 2, (n, 1)), axis=0)
    return X, np.sin(2 * X) + noise * rng.normal(size=X.shape)


def parabola(n=50, noise=0.1, seed=0, width=1.0):
    """5 x^2 with noise."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-width, width, (n, 1))
    return X, 5 * X**2 + noise * rng.normal(size=X.shape)


def houses(n=60, seed=0):
    """Area, rooms and year of a house; its price in thousands. Nothing is scaled."""
    rng = np.random.default_rng(seed)
    area, rooms = rng.uniform(40, 200, n), rng.integers(1, 7, n)
    year = rng.integers(1950, 2020, n)
    price = 2.5 * area + 12 * rooms + 0.8 * (year - 1950) + 6 * rng.normal(size=n)
    return np.column_stack([area, rooms, year]).astype(float), price[:, None]


def measurements(n=90, seed=0):
    """Four lengths in centimetres for three kinds of flower, one-hot, as in the iris table."""
    rng = np.random.default_rng(seed)
    means = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]])
    spread = np.array([[0.35, 0.38, 0.17, 0.1], [0.5, 0.3, 0.45, 0.2], [0.6, 0.3, 0.5, 0.27]])
    labels = np.arange(n) % 3
    return means[labels] + spread[labels] * rng.normal(size=(n, 4)), one_hot(labels, 3)


def pixels(n=100, classes=5, side=5, seed=0):
    """Pictures of side x side grey values 0 .. 255, one pattern a class, with noise."""
    rng = np.random.default_rng(seed)
    patterns = rng.random((classes, side * side)) < 0.4
    labels = np.arange(n) % classes
    grey = 200.0 * patterns[labels] + rng.normal(0, 40, (n, side * side))
    return np.clip(grey, 0, 255).round(), one_hot(labels, classes)


def moons(n=100, noise=0.1, seed=0):
    """Two half circles that reach into each other."""
    rng = np.random.default_rng(seed)
    labels, t = np.arange(n) % 2, rng.uniform(0, np.pi, n)
    sign = 1 - 2 * labels
    X = np.column_stack([sign * np.cos(t) + labels - 0.5, sign * np.sin(t) + 0.5 * labels - 0.25])
    return X + noise * rng.normal(size=X.shape), labels[:, None].astype(float)


def quadrants(n=80, gap=0.25, seed=0):
    """Points around the origin; the label is 1 where the two signs differ."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(gap, 2, (n, 2)) * rng.choice([-1, 1], (n, 2))
    return X, (X[:, :1] * X[:, 1:] < 0).astype(float)


def rings(n=90, noise=0.06, seed=0):
    """Three rings around the origin, one-hot labels."""
    rng = np.random.default_rng(seed)
    labels, angle = np.arange(n) % 3, rng.uniform(0, 2 * np.pi, n)
    radius = 0.4 + 0.8 * labels + noise * rng.normal(size=n)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), one_hot(labels, 3)


def segments():
    """The ten digits on a seven-segment display, one-hot labels."""
    lit = ["1110111", "0010010", "1011101", "1011011", "0111010"]
    lit += ["1101011", "1101111", "1010010", "1111111", "1111011"]
    return np.array([[float(bit) for bit in word] for word in lit]), np.eye(10)


def majority(bits=5):
    """All words of so many bits; the label is 1 where more than half of them are."""
    X = np.array([[n >> k & 1 for k in range(bits)] for n in range(2**bits)], dtype=float)
    return X, (X.sum(axis=1, keepdims=True) > bits / 2).astype(float)


def product(n=80, width=2.0, seed=0):
    """Two inputs and their product."""
    X = np.random.default_rng(seed).uniform(-width, width, (n, 2))
    return X, X[:, :1] * X[:, 1:]


def temperatures(n=73, noise=1.0, seed=0):
    """The day of the year and its mean temperature in degrees Celsius."""
    rng = np.random.default_rng(seed)
    days = np.linspace(1, 365, n)[:, None]
    return days, 9 - 11 * np.cos(2 * np.pi * (days - 20) / 365) + noise * rng.normal(size=(n, 1))


def wines(n=90, seed=0):
    """Alcohol, acid, magnesium, colour and proline of three kinds of wine, in their own units."""
    rng = np.random.default_rng(seed)
    means = np.array(
        [[13.7, 2.0, 106, 5.5, 1110], [12.3, 1.9, 94, 3.1, 520], [13.2, 3.3, 99, 7.4, 630]]
    )
    spread = np.array([0.4, 0.5, 10, 0.8, 110])
    labels = np.arange(n) % 3
    return means[labels] + spread * rng.normal(size=(n, 5)), one_hot(labels, 3)


def full_adder():
    """All words of three bits; the two labels are the sum's low bit and its carry."""
    X, low = parity(3)
    return X, np.column_stack([low[:, 0], X.sum(axis=1) >= 2]).astype(float)


def multiplexer():
    """Six bits: the first two say which of the other four is the label."""
    X, _ = parity(6)
    address = (2 * X[:, 0] + X[:, 1]).astype(int)
    return X, X[np.arange(len(X)), 2 + address][:, None]


def odd_numbers(n=6):
    """The numbers 1 .. n, divided by n; the label is 1 where the number is odd."""
    numbers = np.arange(1.0, n + 1)[:, None]
    return numbers / n, numbers % 2


def letters(copies=1, noise=0.0, seed=0):
    """Six capital letters on a grid of 3 x 5, one-hot labels; noise on the grey values."""
    drawn = ["111101111101101", "110101110101110", "111100100100111"]
    drawn += ["110101101101110", "111100111100111", "111100111100100"]
    rng = np.random.default_rng(seed)
    labels = np.tile(np.arange(6), copies)
    X = np.array([[float(bit) for bit in word] for word in drawn])[labels]
    return X + noise * rng.normal(size=X.shape), one_hot(labels, 6)


def bodies(n=100, seed=0):
    """Height in centimetres and weight in kilograms; the label is 1 for tall and heavy ones."""
    rng = np.random.default_rng(seed)
    X = np.column_stack([rng.uniform(155, 195, n), rng.uniform(50, 95, n)])
    return X, np.all(X > [168, 66], axis=1, keepdims=True).astype(float)


def checkers(n=120, gap=0.15, seed=0):
    """Points on a board of 3 x 3 squares of width 1; the label is 1 on the dark ones."""
    rng = np.random.default_rng(seed)
    square = rng.integers(-1, 2, (n, 2))
    X = square + rng.uniform(gap - 0.5, 0.5 - gap, (n, 2))
    return X, (square.sum(axis=1, keepdims=True) % 2).astype(float)


def signals(n=60, length=12, seed=0):
    """A faint noise with one swing in it, somewhere; the label is 1 where it first goes up."""
    rng = np.random.default_rng(seed)
    labels, place = np.arange(n) % 2, rng.integers(1, length - 3, n)
    X = 0.1 * rng.normal(size=(n, length))
    X[np.arange(n), place] += 2 * labels - 1
    X[np.arange(n), place + 1] -= 2 * labels - 1
    return X, labels[:, None].astype(float)


def marks(n=60, seed=0):
    """Hours slept, studied, at a screen and at play before a test; the marks, out of 50."""
    rng = np.random.default_rng(seed)
    limits = [(4, 9), (0, 6), (0, 5), (0, 4)]
    X = np.column_stack([rng.uniform(low, high, n) for low, high in limits])
    score = 0.5 * (X[:, 0] - 6.5) + 0.9 * (X[:, 1] - 3) - 0.6 * (X[:, 2] - 2.5)
    return X, 50 / (1 + np.exp(-score))[:, None]


def sums(n=50, seed=0):
    """Two numbers from 0 to 0.5 and their sum."""
    X = np.random.default_rng(seed).uniform(0, 0.5, (n, 2))
    return X, X.sum(axis=1, keepdims=True)


def damped(n=50, seed=0):
    """A swing that dies away: the time from -2 to 2, in no order, and the place."""
    t = np.random.default_rng(seed).uniform(-2, 2, (n, 1))
    return t, np.exp(-t / 2) * np.cos(2.5 * t)


def plane(n=100, seed=0):
    """10 + 9 a - 2 b with noise, for two normal inputs."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 2))
    return X, 10 + X @ np.array([[9.0], [-2.0]]) + rng.normal(size=(n, 1))


def visitors(n=80, seed=0):
    """The hour of the day from -1 to 1 and the number of people that came."""
    rng = np.random.default_rng(seed)
    hour = rng.uniform(-1, 1, (n, 1))
    return hour, rng.poisson(np.exp(2.5 + 1.2 * np.cos(3 * hour))).astype(float)


def standardised(X):
    """The same table with mean 0 and width 1 in every column."""
    return (X - X.mean(axis=0)) / X.std(axis=0)
