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
