"""Wrong versions of cost, gradients, step, numerical_gradients and relative_error."""

import numpy as np

from nn_helpers.bugs.bug import family
from nn_helpers.gradcheck import numerical_gradients
from nn_helpers.network import SMALLEST, Params, forward, gradients, sigmoid
from nn_helpers.network import cost as right_cost
from nn_helpers.network import step as right_step

FORUMS = "question-and-answer sites and course forums"
COST, bug = family("cost", FORUMS)


def _logs(Y_hat):
    Y_hat = np.asarray(Y_hat, dtype=float)
    return np.log(np.maximum(Y_hat, SMALLEST)), np.log(np.maximum(1 - Y_hat, SMALLEST))


@bug("sign-flipped", "The minus is missing, so the cost is negative.")
def cost_sign_flipped(Y_hat, Y):
    return -right_cost(Y_hat, Y)


@bug("mean-not-sum", "The mean over the samples, not the sum.")
def cost_mean(Y_hat, Y):
    return right_cost(Y_hat, Y) / np.shape(Y)[1]


@bug("negative-class-forgotten", "Only the samples with label 1 cost anything.")
def cost_positives_only(Y_hat, Y):
    return float(-np.sum(Y * _logs(Y_hat)[0]))


@bug("log-of-zero", "An answer of exactly 0 or 1 gives inf or nan.", "the posted program")
def cost_log_of_zero(Y_hat, Y):
    Y_hat, Y = np.asarray(Y_hat, dtype=float), np.asarray(Y)
    return float(-np.sum(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)))


@bug("wrong-log-base", "The logarithm to base 2.")
def cost_log2(Y_hat, Y):
    return right_cost(Y_hat, Y) / np.log(2)


@bug("wrong-log-base", "The logarithm to base 10.")
def cost_log10(Y_hat, Y):
    return right_cost(Y_hat, Y) / np.log(10)


@bug("squared-error", "Squared differences, summed.")
def cost_squared(Y_hat, Y):
    return float(np.sum((np.asarray(Y_hat) - Y) ** 2))


@bug("squared-error", "Half the squared differences, summed.")
def cost_half_squared(Y_hat, Y):
    return cost_squared(Y_hat, Y) / 2


@bug("squared-error", "The mean of the squared differences.")
def cost_mean_squared(Y_hat, Y):
    return cost_squared(Y_hat, Y) / np.size(Y)


@bug(
    "broadcast-to-matrix",
    "Shape (m,) against (m, 1) becomes (m, m): every answer meets every label.",
)
def cost_broadcast(Y_hat, Y):
    first, second = _logs(np.ravel(Y_hat)[:, np.newaxis])
    labels = np.ravel(Y)[np.newaxis, :]
    return float(-np.sum(labels * first + (1 - labels) * second))


@bug("not-summed", "The costs of the samples are returned one by one.")
def cost_not_summed(Y_hat, Y):
    first, second = _logs(Y_hat)
    return -(Y * first + (1 - np.asarray(Y)) * second)


@bug("precedence", "The minus is applied to the first term alone.")
def cost_precedence(Y_hat, Y):
    first, second = _logs(Y_hat)
    return float(np.sum(-Y * first + (1 - np.asarray(Y)) * second))


@bug("labels-swapped", "Labels 0 and 1 have changed places.")
def cost_swapped(Y_hat, Y):
    return right_cost(Y_hat, 1 - np.asarray(Y))


@bug("last-sample-only", "The total is overwritten in the loop, so one sample is left.")
def cost_last(Y_hat, Y):
    return right_cost(np.asarray(Y_hat)[:, -1:], np.asarray(Y)[:, -1:])


@bug("protection-too-strong", "The number that protects from log(0) is so large that it shows.")
def cost_protected(Y_hat, Y):
    Y_hat, Y = np.asarray(Y_hat, dtype=float), np.asarray(Y)
    return float(-np.sum(Y * np.log(Y_hat + 1e-2) + (1 - Y) * np.log(1 - Y_hat + 1e-2)))


GRADIENTS, bug = family("gradients", FORUMS)


def _backprop(params, X, delta2, slope, W2=None, A1=None, inputs=None):
    """Backpropagation with any of its parts replaced by a wrong one."""
    X = np.asarray(X, dtype=float)
    right_A1 = forward(params, X)[1]
    A1 = right_A1 if A1 is None else A1
    W2 = params[2] if W2 is None else W2
    delta1 = W2.T @ delta2 * slope
    return Params(
        delta1 @ (X if inputs is None else inputs).T,
        delta1.sum(axis=1, keepdims=True),
        delta2 @ A1.T,
        delta2.sum(axis=1, keepdims=True),
    )


def _parts(params, X, Y):
    Z1, A1, _, A2 = forward(params, X)
    return Z1, A1, A2, A2 - Y, A1 * (1 - A1)


@bug("sign-flipped", "The difference between answer and label is taken the wrong way round.")
def gradients_sign_flipped(params, X, Y):
    return Params(*(-g for g in gradients(params, X, Y)))


@bug("mean-not-sum", "Divided by the number of samples.")
def gradients_mean(params, X, Y):
    return Params(*(g / np.shape(X)[1] for g in gradients(params, X, Y)))


@bug("hidden-slope-forgotten", "The blame of the hidden layer does not pass the sigmoid.")
def gradients_no_slope(params, X, Y):
    _, A1, _, delta2, _ = _parts(params, X, Y)
    return _backprop(params, X, delta2, np.ones_like(A1))


@bug(
    "slope-of-preactivation",
    "Z1 (1 - Z1): the slope is made from the weighted sum, not from the activation.",
)
def gradients_preactivation(params, X, Y):
    Z1, _, _, delta2, _ = _parts(params, X, Y)
    return _backprop(params, X, delta2, Z1 * (1 - Z1))


@bug("slope-taken-twice", "The slope of the sigmoid is taken at A1, not at Z1.")
def gradients_slope_twice(params, X, Y):
    _, A1, _, delta2, _ = _parts(params, X, Y)
    return _backprop(params, X, delta2, sigmoid(A1) * (1 - sigmoid(A1)))


@bug("output-slope-extra", "The slope of the output sigmoid is kept, as for a squared error.")
def gradients_output_slope(params, X, Y):
    _, _, A2, delta2, slope = _parts(params, X, Y)
    return _backprop(params, X, delta2 * A2 * (1 - A2), slope)


@bug("bias-not-summed", "The biases get the share of one sample.")
def gradients_bias_not_summed(params, X, Y):
    right = gradients(params, X, Y)
    first = gradients(params, np.asarray(X)[:, :1], np.asarray(Y)[:, :1])
    return right._replace(b1=first.b1, b2=first.b2)


@bug("bias-not-summed", "The biases get one column a sample.")
def gradients_bias_columns(params, X, Y):
    _, _, _, delta2, slope = _parts(params, X, Y)
    right = gradients(params, X, Y)
    return right._replace(b1=params[2].T @ delta2 * slope, b2=delta2)


@bug("input-of-wrong-layer", "W2 is multiplied with Z1 in place of A1.")
def gradients_Z1_for_A1(params, X, Y):
    Z1, _, _, delta2, slope = _parts(params, X, Y)
    return _backprop(params, X, delta2, slope, A1=Z1)


@bug("input-of-wrong-layer", "W2 meets the inputs X in place of A1; it fits in a 2-2-1 network.")
def gradients_X_for_A1(params, X, Y):
    _, A1, _, delta2, slope = _parts(params, X, Y)
    return _backprop(params, X, delta2, slope, A1=np.resize(X, A1.shape))


@bug("input-of-wrong-layer", "W1 meets A1 in place of the inputs X; it fits in a 2-2-1 network.")
def gradients_A1_for_X(params, X, Y):
    _, A1, _, delta2, slope = _parts(params, X, Y)
    return _backprop(params, X, delta2, slope, inputs=np.resize(A1, np.shape(X)))


@bug("weights-transposed", "The gradient of W1 is transposed; it fits when W1 is square.")
def gradients_transposed(params, X, Y):
    right = gradients(params, X, Y)
    return right._replace(W1=right.W1.T)


@bug("stale-weights", "The hidden layer's share uses W2 after its update.", "the posted program")
def gradients_stale(params, X, Y, learning_rate=1.0):
    _, A1, _, delta2, slope = _parts(params, X, Y)
    return _backprop(params, X, delta2, slope, W2=params[2] - learning_rate * delta2 @ A1.T)


@bug("leaked-index", "In b1 there is the share of the last output alone.", "the posted program")
def gradients_leaked(params, X, Y):
    _, _, _, delta2, slope = _parts(params, X, Y)
    share = params[2][-1:].T @ delta2[-1:] * slope
    return gradients(params, X, Y)._replace(b1=share.sum(axis=1, keepdims=True))


@bug("weights-forgotten", "The blame goes back without passing W2.")
def gradients_no_W2(params, X, Y):
    _, _, _, delta2, slope = _parts(params, X, Y)
    return _backprop(params, X, delta2, slope, W2=np.ones_like(np.asarray(params[2], dtype=float)))


@bug("last-sample-only", "An = in place of +=, so that the last sample alone is left.")
def gradients_last(params, X, Y):
    return gradients(params, np.asarray(X)[:, -1:], np.asarray(Y)[:, -1:])


@bug("tanh-slope", "The slope of another curve: that of tanh.")
def gradients_tanh(params, X, Y):
    _, A1, _, delta2, _ = _parts(params, X, Y)
    return _backprop(params, X, delta2, 1 - A1**2)


@bug("labels-forgotten", "The labels are not used at all.")
def gradients_no_labels(params, X, Y):
    _, _, A2, _, slope = _parts(params, X, Y)
    return _backprop(params, X, A2, slope)


STEP, bug = family("step", FORUMS)


@bug("uphill", "Plus in place of minus.")
def step_uphill(params, grads, learning_rate):
    return right_step(params, grads, -learning_rate)


@bug("changes-arguments", "The operator -= changes the arrays that were handed in.")
def step_in_place(params, grads, learning_rate):
    for p, g in zip(params, grads, strict=True):
        p -= learning_rate * g
    return Params(*params)


@bug("rate-forgotten", "The whole gradient is subtracted.")
def step_no_rate(params, grads, learning_rate):
    return right_step(params, grads, 1.0)


@bug("rate-squared", "The learning rate is multiplied in twice.")
def step_rate_squared(params, grads, learning_rate):
    return right_step(params, grads, learning_rate**2)


@bug("biases-forgotten", "The weights move, the biases stay.")
def step_weights_only(params, grads, learning_rate):
    moved = right_step(params, grads, learning_rate)
    return moved._replace(b1=params[1], b2=params[3])


@bug("stale-weights", "A later parameter's step is scaled with one that has moved already.")
def step_stale(params, grads, learning_rate):
    moved = right_step(params, grads, learning_rate)
    change = moved.W2.sum() / np.where(np.sum(params[2]) == 0, 1, np.sum(params[2]))
    return moved._replace(
        W1=params[0] - learning_rate * change * grads[0],
        b1=params[1] - learning_rate * change * grads[1],
    )


@bug("gradient-returned", "The step itself is returned, not where it leads.")
def step_only(params, grads, learning_rate):
    return Params(*(-learning_rate * g for g in grads))


NUMERICAL, bug = family("numerical_gradients", "course notes on gradient checking")


def _slopes(f, params, h, slope, at_once=False):
    """Measure with ``slope(f_up, f_here, f_down, h)``."""
    out = Params(*(np.zeros(np.shape(p)) for p in params))
    here = f(params)
    for name, values in zip(Params._fields, params, strict=True):
        for at in np.ndindex(np.shape(values)):
            moved = []
            for sign in (1, -1):
                one = np.array(values, dtype=float)
                one[at] += sign * h
                every = Params(*(np.asarray(p) + sign * h for p in params))
                moved.append(f(every if at_once else Params(*params)._replace(**{name: one})))
            getattr(out, name)[at] = slope(moved[0], here, moved[1], h)
    return out


@bug("one-sided", "Measured from the point itself and one neighbour.")
def numerical_one_sided(f, params, h=1e-5):
    return _slopes(f, params, h, lambda up, here, down, h: (up - here) / h)


@bug("one-sided", "Measured from the point itself and the neighbour below.")
def numerical_backward(f, params, h=1e-5):
    return _slopes(f, params, h, lambda up, here, down, h: (here - down) / h)


@bug("not-restored", "The parameter is moved in place and not put back.")
def numerical_not_restored(f, params, h=1e-5):
    out = Params(*(np.zeros(np.shape(p)) for p in params))
    for slopes, values in zip(out, params, strict=True):
        for at in np.ndindex(np.shape(values)):
            values[at] += h
            up = f(params)
            values[at] -= 2 * h
            slopes[at] = (up - f(params)) / (2 * h)
    return out


@bug("step-not-halved", "Divided by h, though the points are 2 h apart.")
def numerical_not_halved(f, params, h=1e-5):
    return _slopes(f, params, h, lambda up, here, down, h: (up - down) / h)


@bug("integer-parameters", "Whole numbers stay whole when h is added, so nothing moves.")
def numerical_integers(f, params, h=1e-5):
    whole = Params(*(np.asarray(p, dtype=float).round() for p in params))
    return numerical_gradients(f, whole, h)


@bug("all-at-once", "All numbers move together, so each slope is the sum of all.")
def numerical_all(f, params, h=1e-5):
    return _slopes(f, params, h, lambda up, here, down, h: (up - down) / (2 * h), at_once=True)


@bug("step-too-small", "So small an h that rounding eats the difference.")
def numerical_too_small(f, params, h=1e-5):
    return numerical_gradients(f, params, h=1e-14)


@bug("sign-flipped", "Minus and plus have changed places.")
def numerical_flipped(f, params, h=1e-5):
    return _slopes(f, params, h, lambda up, here, down, h: (down - up) / (2 * h))


@bug("h-ignored", "A fixed h is used in place of the argument.")
def numerical_fixed_h(f, params, h=1e-5):
    return numerical_gradients(f, params, h=1e-5)


@bug("precedence", "In / 2 * h the h multiplies.")
def numerical_precedence(f, params, h=1e-5):
    return _slopes(f, params, h, lambda up, here, down, h: (up - down) / 2 * h)


@bug("precedence", "Only the second cost is divided by 2 h.")
def numerical_half_divided(f, params, h=1e-5):
    return _slopes(f, params, h, lambda up, here, down, h: up - down / (2 * h))


RELATIVE, bug = family("relative_error", "course notes on gradient checking")


def _norms(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return np.linalg.norm(a - b), np.linalg.norm(a), np.linalg.norm(b)


@bug("absolute-error", "The difference, not compared with anything.")
def relative_absolute(a, b):
    return float(_norms(a, b)[0])


@bug("zero-over-zero", "Two zeros give nan.")
def relative_nan(a, b):
    difference, size_a, size_b = _norms(a, b)
    with np.errstate(invalid="ignore"):
        return float(np.divide(difference, size_a + size_b))


@bug("signed", "The sign of the difference is kept.")
def relative_signed(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    size = np.sum(np.abs(a)) + np.sum(np.abs(b))
    return float(np.sum(a - b) / size) if size else 0.0


@bug("one-norm-only", "Divided by the size of one of the two alone.")
def relative_one(a, b):
    difference, size_a, _ = _norms(a, b)
    return float(difference / size_a) if size_a else float(difference > 0)


@bug("not-a-number", "One error an entry, not one for all.")
def relative_entries(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    size = np.abs(a) + np.abs(b)
    return np.abs(a - b) / np.where(size == 0, 1, size)
