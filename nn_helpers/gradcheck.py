"""Gradient checking: numerical_gradients, central_differences h off a centre; relative_error a, b.

Source: Stanford CS231n, course notes on neural networks 3, "gradient checks".
"""

import numpy as np

from nn_helpers.network import Params
from nn_helpers.validation import as_floats


def numerical_gradients(f, params, h=1e-5):
    """Return the slope of ``f`` by every parameter, measured by central differences.

    Each number alone is moved by h to both sides: ``(f(p + h) - f(p - h)) / (2 h)``. The error
    shrinks with h squared, until rounding takes over; around 1e-5 both are small.

    Parameters
    ----------
    f : function of a Params that returns a float
    params : Params, or any four arrays; they stay as they are
    h : float, how far each number is moved

    Returns
    -------
    Params, in the shapes of ``params``

    >>> square = lambda p: float(np.sum(p.W1**2))
    >>> numerical_gradients(square, Params(*np.full((4, 1, 1), 3.0))).W1.round(6)
    array([[6.]])
    """
    if not h > 0:
        raise ValueError(f"h is {h}; it must be a small positive number such as 1e-5.")
    centre = Params(*(as_floats(n, p) for n, p in zip(Params._fields, params, strict=True)))
    central_differences = Params(*map(np.empty_like, centre))
    for name, central_difference in central_differences._asdict().items():
        for at in np.ndindex(central_difference.shape):
            above, below = (f(_off_centre(centre, name, at, by)) for by in (h, -h))
            central_difference[at] = (above - below) / (2 * h)
    return central_differences


def _off_centre(centre, name, at, by):
    """Return the parameters with one number moved, the one at ``at`` of the array ``name``."""
    off_centre = getattr(centre, name).copy()
    off_centre[at] += by
    return centre._replace(**{name: off_centre})


def relative_error(a, b):
    """Return ``norm(a - b) / (norm(a) + norm(b))``: 0 for equal, 1 for opposite; 0 for two zeros.

    ``a`` and ``b`` are arrays, numbers or Params. Below 1e-7 two gradients agree; above 1e-2 one of
    them is wrong.

    >>> relative_error([3.0, 4.0], [3.0, 4.0]), relative_error([1.0], [-1.0])
    (0.0, 1.0)
    """
    flat_a, flat_b = _flat_gradient(a), _flat_gradient(b)
    if flat_a.size != flat_b.size:
        raise ValueError(
            f"a has {flat_a.size} numbers and b has {flat_b.size}; compare equal shapes."
        )
    size = np.linalg.norm(flat_a) + np.linalg.norm(flat_b)
    return float(np.linalg.norm(flat_a - flat_b) / size) if size > 0 else 0.0


def _flat_gradient(compared_gradient):
    if isinstance(compared_gradient, tuple | list):
        return np.concatenate([_flat_gradient(part) for part in compared_gradient] or [np.empty(0)])
    return np.ravel(as_floats("a gradient", compared_gradient))
