"""Clear errors for shapes and numbers that do not fit: as_floats, check_network, check_labels.

Nothing here computes. Every check returns its arguments as float64 arrays, or raises an error that
says what was given, what was expected and what to do.
"""

import numpy as np


def as_floats(name, values):
    """Return ``values`` as a float64 array, or raise a ``TypeError`` that names them."""
    if isinstance(values, np.ndarray) and values.dtype == np.float64:
        return values
    try:
        floats = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(
            f"{name} is {type(values).__name__} and cannot be read as numbers. "
            f"Give {name} as a numpy array of floats."
        ) from None
    return floats


def check_network(params, X):
    """Return ``W1, b1, W2, b2`` as float arrays that fit each other and the samples ``X``.

    Raises
    ------
    TypeError
        If ``params`` is not four arrays, or something cannot be read as numbers.
    ValueError
        If a shape does not fit; the message shows all shapes that are involved.
    """
    arrays = W1, b1, W2, b2 = _four_arrays(params)
    hidden, inputs = W1.shape if W1.ndim == 2 else (None, None)
    outputs = W2.shape[0] if W2.ndim == 2 else None
    if not (
        W1.ndim == 2
        and W2.ndim == 2
        and b1.shape == (hidden, 1)
        and W2.shape[1] == hidden
        and b2.shape == (outputs, 1)
    ):
        raise ValueError(
            f"The parameters do not fit together: W1 {W1.shape}, b1 {b1.shape}, W2 {W2.shape}, "
            f"b2 {b2.shape}. Expected W1 (hidden, inputs), b1 (hidden, 1), W2 (outputs, hidden), "
            "b2 (outputs, 1); biases are columns."
        )
    shape_of_X = np.shape(X)
    if len(shape_of_X) != 2 or shape_of_X[0] != inputs:
        raise ValueError(
            f"X has shape {shape_of_X}, but this network expects ({inputs}, m): samples are columns."
            + _advice(shape_of_X, inputs)
        )
    if np.isnan(as_floats("X", X)).any():
        raise ValueError(f"X holds nan, {_first_nan(X)}. Every input must be a number.")
    return arrays


def check_labels(Y_hat, Y):
    """Return predictions and labels as float arrays of one and the same shape.

    Raises ``ValueError`` when the shapes differ: numpy would stretch (m,) against (1, m), or
    (m, 1) against (1, m), and quietly compute something else. Labels outside 0..1 are refused too.
    Predictions may be anything, nan included: a run that diverges ends so.
    """
    Y_hat, Y = as_floats("Y_hat", Y_hat), as_floats("Y", Y)
    if Y_hat.shape != Y.shape:
        raise ValueError(
            f"Y has shape {Y.shape}, but the predictions have shape {Y_hat.shape}. "
            "Both must be (outputs, m), one column a sample."
            + (_advice(Y.shape, Y_hat.shape[0], "Y") if Y_hat.ndim == 2 else "")
        )
    if not ((Y >= 0) & (Y <= 1)).all():  # also true of nan
        raise ValueError(
            f"Y holds {Y.min():g} to {Y.max():g}, but labels are 0 or 1. "
            "Turn labels -1 and 1 into 0 and 1 with (Y + 1) / 2."
        )
    return Y_hat, Y


def _four_arrays(params):
    try:
        named = dict(zip(("W1", "b1", "W2", "b2"), params, strict=True))
    except (TypeError, ValueError):
        raise TypeError(
            f"params is {type(params).__name__}, expected four arrays: Params(W1, b1, W2, b2)."
        ) from None
    return tuple(as_floats(name, values) for name, values in named.items())


def _first_nan(X):
    row, column = np.argwhere(np.isnan(as_floats("X", X)))[0]
    return f"first in row {row}, column {column}"


def _advice(wrong_shape, rows, name="X"):
    if len(wrong_shape) == 1 and wrong_shape[0] == rows:
        return f" One sample is a column: {name}[:, np.newaxis]."
    if len(wrong_shape) == 1:
        return f" A flat list of numbers becomes one row with {name}[np.newaxis, :]."
    if len(wrong_shape) == 2 and wrong_shape[1] == rows:
        return f" If your samples are rows, hand in {name}.T."
    return ""
