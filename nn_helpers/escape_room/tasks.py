"""The data of the ROOMS, drawn anew for each seed: heaps, switches, ring, wave; rows or COLUMNS."""

import numpy as np

from nn_helpers import data


def heaps(rng):
    """Return four heaps of points (80, 2), and 1 where a heap lies left above or right below (80, 1)."""
    corner = np.tile(np.array([[-1, -1], [1, 1], [-1, 1], [1, -1]]), (20, 1))
    X = corner + rng.normal(0, 0.25, corner.shape)
    return X, (corner[:, :1] != corner[:, 1:]).astype(float)


def switches(rng):
    """Return the four positions of two switches, as lists in an order of the seed's, and the labels."""
    positions = [[a, b] for a in (0.0, 1.0) for b in (0.0, 1.0)]
    positions = [positions[i] for i in rng.permutation(4)]
    return positions, [[float(a != b)] for a, b in positions]


def ring(rng):
    """Return points around the origin (40, 2), and 1 for those far from it, as one row (40,)."""
    far = np.arange(40) % 2
    radius = np.where(far, rng.uniform(1.7, 2.2, 40), rng.uniform(0, 0.6, 40))
    angle = rng.uniform(0, 2 * np.pi, 40)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), far.astype(float)


def wave(rng):
    """Return places from -2 to 2 (1, 40) and the height of a wave there (1, 40)."""
    X = np.sort(rng.uniform(-2, 2, (1, 40)))
    return X, np.sin(2.5 * X)


def seeds(rng):
    """Return two lengths of 150 seeds (150, 2), and their kind (150, 3), one kind after the other."""
    kind = np.repeat([0, 1, 2], 50)
    middle = np.array([[-1.0, -0.6], [1.0, -0.6], [0.0, 1.1]])[kind]
    return middle + rng.normal(0, 0.3, (150, 2)), np.eye(3)[kind]


def parcels(rng):
    """Return length in cm and weight in kg of parcels (100, 2), and whether the machine takes them."""
    return tuple(part.T for part in data.parcels(rng))


# The data of each room.
ROOMS = {1: heaps, 2: switches, 3: ring, 4: wave, 5: seeds, 6: parcels}
COLUMNS = {4}  # the rooms whose samples are columns


def one_by_one(number, X):
    """Return the inputs of a room as a list of inputs with one sample each."""
    if number in COLUMNS:
        return [X[:, i : i + 1] for i in range(X.shape[1])]
    return [X[i : i + 1] for i in range(len(X))]
