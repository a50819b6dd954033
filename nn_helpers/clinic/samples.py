"""Form: samples in rows or columns (axes), lists, whole_samples or floats, as a table and back."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Form:
    """How somebody keeps a table: which axis counts the samples, and in what it is kept.

    >>> form = Form.of(np.array([[0.0, 1.0, 2.0]]), axis=1)
    >>> form.table(np.array([[0.0, 1.0, 2.0]])).shape
    (3, 1)
    >>> form.raw(np.array([[5.0], [6.0]]))
    array([[5., 6.]])
    """

    axis: int
    rest: tuple  # the shape of one sample
    flat: bool  # a plain row of numbers, one a sample
    dtype: np.dtype
    wrap: type  # list, tuple or ndarray

    @classmethod
    def of(cls, raw, axis):
        """Return the form of some data whose samples are counted by an axis."""
        array = np.asarray(raw)
        rest = tuple(np.delete(array.shape, axis))
        wrap = type(raw) if isinstance(raw, list | tuple) else np.ndarray
        return cls(axis, rest, array.ndim == 1, array.dtype, wrap)

    def table(self, raw):
        """Return the data as an array of floats (samples, numbers a sample)."""
        array = np.moveaxis(np.asarray(raw, dtype=float), self.axis, 0)
        return array.reshape(len(array), -1)

    def raw(self, table):
        """Return a table in their form. Whole numbers stay whole where theirs were."""
        table = np.asarray(table)
        array = table.reshape(len(table), *self.rest)
        array = np.ascontiguousarray(np.moveaxis(array, 0, self.axis))
        if self.dtype.kind in "iub":
            whole_samples = np.all(np.isfinite(array)) and np.all(array == np.rint(array))
            array = array.astype(self.dtype if whole_samples else float)
        elif self.dtype.kind == "f":
            array = array.astype(self.dtype)
        return array if self.wrap is np.ndarray else _as_lists(array, self.wrap)


def _as_lists(array, wrap):
    rows = array.tolist()
    return wrap(rows)


def as_array(raw, name):
    """Return data as an array of numbers, or raise ``ValueError`` with its name."""
    try:
        array = np.asarray(raw)
        array.astype(float)
    except (ValueError, TypeError):
        raise ValueError(
            f"{name} must be a table of numbers; its rows differ or hold text."
        ) from None
    if array.size == 0 or array.ndim == 0:
        raise ValueError(f"{name} holds no samples: its shape is {array.shape}.")
    return array


def axes(X, Y):
    """Return the pairs (axis of X, axis of Y) that may count the samples, the likeliest first.

    Raises ``ValueError`` where no axis of one is as long as an axis of the other.

    >>> axes(np.zeros((4, 2)), np.zeros((4, 1)))
    [(0, 0)]
    >>> axes(np.zeros((2, 4)), np.zeros((1, 4)))
    [(1, 1)]
    """
    X, Y = as_array(X, "X"), as_array(Y, "Y")
    pairs = [
        (i, j)
        for i in range(min(X.ndim, 2))
        for j in range(min(Y.ndim, 2))
        if X.shape[i] == Y.shape[j]
    ]
    if not pairs:
        raise ValueError(
            f"X has shape {X.shape} and Y has shape {Y.shape}: no axis of one is as long as "
            "an axis of the other, so it is not clear what one sample is."
        )
    both = X.ndim > 1 and Y.ndim > 1
    return sorted(pairs, key=lambda pair: (both and pair[0] != pair[1], pair))


def output_form(raw, n, axis):
    """Return the form of what a prediction of n samples gave.

    Where two axes fit, the one that counts the samples in X is taken. Raises ``ValueError`` if none
    fits.
    """
    array = as_array(raw, "the prediction")
    fits = [i for i in range(array.ndim) if array.shape[i] == n]
    if not fits:
        raise ValueError(f"it gave shape {array.shape} for {n} samples")
    return Form.of(raw, axis if axis in fits else fits[0])
