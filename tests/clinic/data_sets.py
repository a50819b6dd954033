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


def words(bits):
    """All words of so many bits as rows of zeros and ones."""
    return np.array([[n >> k & 1 for k in range(bits)] for n in range(2**bits)], dtype=float)


def mirrored(bits=4):
    """All words of so many bits; the label is 1 where a word reads the same from both ends."""
    X = words(bits)
    return X, np.all(X[:, ::-1] == X, axis=1, keepdims=True).astype(float)


def at_least(bits=4, count=2):
    """All words of so many bits; the label is 1 where at least `count` of them are."""
    X = words(bits)
    return X, (X.sum(axis=1, keepdims=True) >= count).astype(float)


def selector():
    """Three bits: the first says which of the other two is the label."""
    X = words(3)
    return X, np.where(X[:, :1] == 1, X[:, 1:2], X[:, 2:])


def fizzbuzz(bits=5):
    """The numbers from 1 up in bits; four classes: by neither 3 nor 5, by 3, by 5, by both."""
    numbers = np.arange(1, 2**bits)
    return words(bits)[1:], one_hot((numbers % 3 == 0) + 2 * (numbers % 5 == 0), 4)


def rock_paper_scissors():
    """Two hands as one-hot words side by side; draw, win or defeat of the first, one-hot."""
    first, second = np.divmod(np.arange(9), 3)
    return np.hstack([np.eye(3)[first], np.eye(3)[second]]), one_hot((first - second) % 3, 3)


def four_rows():
    """Two bits and a constant 1; the label is 1 where the two bits differ."""
    return np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array(
        [[0.0], [1], [1], [0]]
    )


def stripes(n=100, gap=0.15, seed=0):
    """Four slanting stripes of width 1, by turns labelled 0 and 1."""
    rng = np.random.default_rng(seed)
    number = np.arange(n) % 4
    across = number - 2 + rng.uniform(gap, 1 - gap, n)
    along = rng.uniform(-1.5, 1.5, n)
    X = np.column_stack([across + along, across - along]) / np.sqrt(2)
    return X, (number % 2)[:, None].astype(float)


def band(n=90, gap=0.1, seed=0):
    """Points in a square; the label is 1 near one of its diagonals."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 2
    far = np.where(labels == 1, rng.uniform(0, 0.6 - gap, n), rng.uniform(0.6 + gap, 1.5, n))
    across, along = far * rng.choice([-1, 1], n), rng.uniform(-1.5, 1.5, n)
    X = np.column_stack([along + across, along - across]) / np.sqrt(2)
    return X, labels[:, None].astype(float)


def larger(n=60, seed=0):
    """Two numbers between 0 and 1; the label is 1 where the first is larger."""
    X = np.random.default_rng(seed).uniform(0, 1, (n, 2))
    return X, (X[:, :1] > X[:, 1:]).astype(float)


def colours(n=100, seed=0):
    """Red, green and blue from 0 to 255; the label is 1 where black letters can be read."""
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 256, (3 * n, 3)).astype(float)
    light = X @ [0.299, 0.587, 0.114]
    X, light = (a[np.abs(light - 128) > 8][:n] for a in (X, light))
    return X, (light > 128)[:, None].astype(float)


def penguins(n=90, seed=0):
    """Length and depth of the bill, length of a flipper (mm), weight (g) of three kinds, one-hot."""
    rng = np.random.default_rng(seed)
    means = np.array([[38.8, 18.3, 190, 3700], [48.8, 18.4, 196, 3730], [47.5, 15.0, 217, 5080]])
    labels = np.arange(n) % 3
    return means[labels] + [2, 0.8, 5, 300] * rng.normal(size=(n, 4)), one_hot(labels, 3)


def passengers(n=120, seed=0):
    """Class, sex (1 for women), age and fare; the label is 1 for those who were saved."""
    rng = np.random.default_rng(seed)
    level, woman = rng.integers(1, 4, n), rng.integers(0, 2, n)
    age = rng.uniform(1, 70, n).round()
    fare = (rng.uniform(8, 20, n) * (4 - level) ** 2).round(2)
    saved = ((woman == 1) & (level < 3)) | (age < 14)
    return np.column_stack([level, woman, age, fare]).astype(float), saved[:, None].astype(float)


def strokes(n=90, side=6, seed=0):
    """Grey values 0 .. 255 of a line that lies, stands or slants; three classes, one-hot."""
    rng = np.random.default_rng(seed)
    labels, place = np.arange(n) % 3, rng.integers(0, side, n)
    pictures = rng.uniform(0, 60, (n, side, side))
    step = np.arange(side)
    for picture, label, at in zip(pictures, labels, place, strict=True):
        rows = (np.full(side, at), step, (step + at) % side)[label]
        picture[rows, (step, np.full(side, at), step)[label]] = 220
    return pictures.reshape(n, side * side).round(), one_hot(labels, 3)


def fuel(n=80, seed=0):
    """Cylinders, size (ccm), power (kW), weight (kg) of a car; its litres for 100 km."""
    rng = np.random.default_rng(seed)
    cylinders = rng.choice([4, 6, 8], n)
    size = 500 * cylinders + 300 * rng.normal(size=n)
    power = 18 * cylinders + 15 * rng.normal(size=n)
    weight = 500 + 150 * cylinders + 150 * rng.normal(size=n)
    litres = 1 + 0.4 * cylinders + 0.02 * power + 0.003 * weight + 0.3 * rng.normal(size=n)
    return np.column_stack([cylinders, size, power, weight]), litres[:, None]


def grades(n=80, seed=0):
    """Two marks between -1 and 1, and the grade from 1 to 4 that they add up to."""
    X = np.random.default_rng(seed).uniform(-1, 1, (n, 2))
    return X, 1 + np.clip(np.floor(X.sum(axis=1, keepdims=True) + 1.5), 0, 3)


def celsius():
    """Every other degree from -40 to 40 and the same in Fahrenheit."""
    degrees = np.arange(-40.0, 41, 2)[:, None]
    return degrees, 1.8 * degrees + 32


def bowl(n=80, seed=0):
    """Two numbers from -1 to 1 and the sum of their squares."""
    X = np.random.default_rng(seed).uniform(-1, 1, (n, 2))
    return X, (X * X).sum(axis=1, keepdims=True)


def squares():
    """The numbers from 0 to 9.5, divided by 10, and the squares of the undivided ones."""
    numbers = np.arange(0, 10, 0.5)[:, None]
    return numbers / 10, numbers**2


def signed_sums():
    """All words of four numbers -1, 0, 1, and the sine of their sum."""
    X = np.array([[n // 3**k % 3 - 1 for k in range(4)] for n in range(81)], dtype=float)
    return X, np.sin(X.sum(axis=1, keepdims=True))


def line(n=100, width=100.0, seed=0):
    """5 x + 3 with a little noise, for x from 0 to `width`."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(0, width, (n, 1))
    return X, 5 * X + 3 + rng.normal(size=X.shape)


def valley():
    """The numbers from 30 to 50 and a parabola that is lowest at 40."""
    X = np.arange(30.0, 51)[:, None]
    return X, X * X / 64 - 5 * X / 4 + 25


def cubic(n=60, noise=0.0, seed=0):
    """x^3 - x for x from -1.5 to 1.5, with noise."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1.5, 1.5, (n, 1))
    return X, X**3 - X + noise * rng.normal(size=X.shape)


def corner(n=41):
    """The numbers from -2 to 2 and their absolute values."""
    X = np.linspace(-2, 2, n)[:, None]
    return X, np.abs(X)


def arm(n=80, unit=1.0, seed=0):
    """The angles of shoulder and elbow, and where the hand is; `unit` of them to a metre."""
    a, b = np.random.default_rng(seed).uniform(0, np.pi / 2, (2, n))
    hand = np.column_stack([np.cos(a) + np.cos(a + b), np.sin(a) + np.sin(a + b)]) / 2
    return np.column_stack([a, b]), unit * hand


def growth(n=60, seed=0):
    """Years from 0 to 1 and days of rain from 0 to 1; a crop that doubles and doubles again."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(0, 1, (n, 2))
    return X, np.exp(2 * X[:, :1] + X[:, 1:] + 0.05 * rng.normal(size=(n, 1)))


def standardised(X):
    """The same table with mean 0 and width 1 in every column."""
    return (X - X.mean(axis=0)) / X.std(axis=0)
