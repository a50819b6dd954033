"""Answers to the exercises as other people write them. Written from the contract alone, by somebody
who had seen neither the checks nor the zoo.

``RIGHT`` are (exercise, function). ``WRONG`` are (exercise, names, function). A few never return, exit,
recurse without end or raise: call them guarded. A comment at an answer says where a name was added to
those that its writer gave, and why.

First score, before anything was repaired with these answers in hand: right accepted 124/124, wrong
rejected 488/497, fairly named 207/233.
"""

# ruff: noqa

import collections
import functools
import itertools
import math
import random
import sys
import time

import numpy as np

RIGHT, WRONG = [], []


def right(exercise):
    def keep(function):
        RIGHT.append((exercise, function))
        return function

    return keep


def wrong(exercise, *slugs):
    def keep(function):
        WRONG.append((exercise, slugs, function))
        return function

    return keep


Params = collections.namedtuple("Params", "W1 b1 W2 b2")
Net = collections.namedtuple("Net", ["W1", "b1", "W2", "b2"])


# ------------------------------------------------------------------ small helpers, as learners keep them
def _sig(z):
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(z, dtype=float)))


def _fwd(p, X):
    W1, b1, W2, b2 = p
    Z1 = W1 @ X + b1
    A1 = _sig(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, _sig(Z2)


def _grads(p, X, Y):
    W1, b1, W2, b2 = p
    Z1, A1, Z2, A2 = _fwd(p, X)
    d2 = A2 - Y
    d1 = (W2.T @ d2) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(axis=1, keepdims=True), d2 @ A1.T, d2.sum(axis=1, keepdims=True))


def _cost(A, Y):
    A = np.clip(A, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def _down(p, g, rate):
    return Params(*[a - rate * b for a, b in zip(p, g)])


def _flat(p):
    return np.concatenate([np.asarray(a, dtype=float).ravel() for a in p])


def _unflat(v, like):
    out, at = [], 0
    for a in like:
        n = np.size(a)
        out.append(np.array(v[at : at + n], dtype=float).reshape(np.shape(a)))
        at += n
    return Params(*out)


# leftovers of "earlier notebook cells"
W1 = np.array([[0.31, -0.72], [0.55, 0.18]])
b1 = np.array([[0.11], [-0.23]])
W2 = np.array([[0.64, -0.37]])
b2 = np.array([[0.05]])
params_from_lesson = Params(W1, b1, W2, b2)
X_xor = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
Y_xor = np.array([[0, 1, 1, 0]])


# ====================================================================== sigmoid: right
@right("sigmoid")
def sigmoid_where_abs(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + e), e / (1 + e))


@right("sigmoid")
def sigmoid_half_tanh(z):
    return (np.tanh(np.divide(z, 2)) + 1) / 2


@right("sigmoid")
def sigmoid_two_masks(z):
    z = np.asarray(z, dtype=float)
    result = np.empty_like(z)
    positive = z > 0
    result[positive] = 1.0 / (1.0 + np.exp(-z[positive]))
    grown = np.exp(z[~positive])
    result[~positive] = grown / (grown + 1.0)
    return result


@right("sigmoid")
def sigmoid_logaddexp(z):
    return np.exp(-np.logaddexp(0.0, np.negative(z)))


@right("sigmoid")
def sigmoid_clipped_at_500(z):
    return 1 / (1 + np.exp(np.clip(-np.asarray(z, float), -500, 500)))


@right("sigmoid")
def sigmoid_silenced(z):
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=np.float64)))


def _one_sigmoid(t):
    t = float(t)
    if t < 0:
        e = math.exp(t)
        return e / (1 + e)
    return 1 / (1 + math.exp(-t))


@right("sigmoid")
def sigmoid_vectorize(z):
    return np.vectorize(_one_sigmoid, otypes=[float])(z)


@right("sigmoid")
def sigmoid_list_comprehension_reshaped(z):
    arr = np.array(z, dtype=float)
    return np.array([_one_sigmoid(t) for t in arr.flatten()]).reshape(arr.shape)


@right("sigmoid")
def sigmoid_scalar_stays_python(z):
    if isinstance(z, (int, float)):
        return _one_sigmoid(z)
    out = np.zeros(z.shape)
    for idx in np.ndindex(*z.shape):
        out[idx] = _one_sigmoid(z[idx])
    return out


class StableSigmoid:
    """An object that is called."""

    __name__ = "sigmoid_callable_object"

    def __call__(self, z):
        z = np.asarray(z)
        return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


right("sigmoid")(StableSigmoid())


@right("sigmoid")
def sigmoid_piecewise(z):
    z = np.asarray(z) * 1.0
    return np.piecewise(
        z, [z < 0], [lambda t: 1 - 1 / (1 + np.exp(t)), lambda t: 1 / (1 + np.exp(-t))]
    )


@right("sigmoid")
def sigmoid_recursive_over_rows(z):
    if np.ndim(z) == 0:
        return np.float64(_one_sigmoid(z))
    return np.array([sigmoid_recursive_over_rows(part) for part in z], dtype=float).reshape(
        np.shape(z)
    )


# ====================================================================== sigmoid: wrong
@wrong("sigmoid", "sign-flipped")
def sigmoid_plus_z(z):
    return 1 / (1 + np.exp(z))


@wrong("sigmoid", "sign-flipped")
def sigmoid_one_minus_tanh(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * (1 - np.tanh(x / 2))


@wrong("sigmoid", "sign-flipped")
def sigmoid_where_branches_swapped(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) < 0, 1 / (1 + e), e / (1 + e))


@wrong("sigmoid", "overflow")
def sigmoid_textbook(z):
    return 1 / (1 + np.exp(-z))


@wrong("sigmoid", "overflow")
def sigmoid_exp_over_one_plus_exp(z):
    ez = np.exp(z)
    return ez / (1 + ez)


@wrong("sigmoid", "overflow")
def sigmoid_where_but_both_branches_computed(z):
    z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@wrong("sigmoid", "overflow")
def sigmoid_power_of_e(values):
    return (1 + np.power(np.e, -np.asarray(values, float))) ** -1


@wrong("sigmoid", "scalar-only")
def sigmoid_math_exp_stable(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


@wrong("sigmoid", "scalar-only")
def sigmoid_math_tanh(number):
    return 0.5 + 0.5 * math.tanh(number / 2)


@wrong("sigmoid", "scalar-only")
def sigmoid_float_conversion(z):
    z = float(z)
    return _one_sigmoid(z)


@wrong("sigmoid", "scalar-only", "overflow")
def sigmoid_math_exp_plain(z):
    return 1 / (1 + math.exp(-z))


@wrong("sigmoid", "tanh-instead")
def sigmoid_is_tanh(z):
    return np.tanh(z)


@wrong("sigmoid", "tanh-instead")
def sigmoid_tanh_by_hand(z):
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - e) / (1 + e)


@wrong("sigmoid", "derivative-instead")
def sigmoid_prime_returned(z):
    s = _sig(z)
    return s * (1 - s)


@wrong("sigmoid", "derivative-instead")
def sigmoid_slope_as_exp_ratio(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


@wrong("sigmoid", "integer-result")
def sigmoid_zeros_like_of_ints(z):
    z = np.asarray(z)
    out = np.zeros_like(z)
    for i in np.ndindex(z.shape):
        out[i] = _one_sigmoid(z[i])
    return out


@wrong("sigmoid", "integer-result")
def sigmoid_astype_of_input(z):
    z = np.asarray(z)
    return _sig(z).astype(z.dtype)


@wrong("sigmoid", "integer-result")
def sigmoid_floor_division(z):
    with np.errstate(over="ignore"):
        return 1 // (1 + np.exp(-np.asarray(z, dtype=float)))


@wrong("sigmoid")
def sigmoid_tanh_without_half_argument(z):
    return (1 + np.tanh(z)) / 2


@wrong("sigmoid")
def sigmoid_two_instead_of_one(z):
    return 1 / (2 + np.exp(-np.clip(z, -500, 500)))


@wrong("sigmoid")
def sigmoid_minus_in_denominator(z):
    with np.errstate(all="ignore"):
        return 1 / (1 - np.exp(-np.asarray(z, float)))


@wrong("sigmoid")
def sigmoid_missing_parentheses(z):
    return 1 / 1 + np.exp(-np.clip(z, -500, 500))


@wrong("sigmoid")
def sigmoid_of_flattened(z):
    return _sig(np.ravel(z))


@wrong("sigmoid")
def sigmoid_relu(z):
    return np.maximum(0, z)


@wrong("sigmoid")
def sigmoid_softmax(z):
    z = np.asarray(z, float)
    e = np.exp(z - np.max(z))
    return e / e.sum()


@wrong("sigmoid")
def sigmoid_prints_only(z):
    print(_sig(z))


@wrong("sigmoid")
def sigmoid_rounded_two_digits(z):
    return np.round(_sig(z), 2)


@wrong("sigmoid")
def sigmoid_clip_too_tight(z):
    return _sig(np.clip(z, -5, 5))


@wrong("sigmoid")
def sigmoid_works_in_place(z):
    if isinstance(z, np.ndarray) and z.dtype == float:
        z *= 0.5
        np.tanh(z, out=z)
        z += 1
        z /= 2
        return z
    return _sig(z)


@wrong("sigmoid")
def sigmoid_hard_step(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


@wrong("sigmoid")
def sigmoid_linear_approximation(z):
    return np.clip(0.2 * np.asarray(z) + 0.5, 0, 1)


@wrong("sigmoid")
def sigmoid_list_with_strings(z):
    return [str(v) for v in np.ravel(_sig(z))]


@wrong("sigmoid")
def sigmoid_exits(z):
    sys.exit(0)


# ====================================================================== forward: right
@right("forward")
def forward_plain(params, X):
    W1, b1, W2, b2 = params
    Z1 = np.dot(W1, X) + b1
    A1 = 1 / (1 + np.exp(-Z1))
    Z2 = np.dot(W2, A1) + b2
    A2 = 1 / (1 + np.exp(-Z2))
    return Z1, A1, Z2, A2


@right("forward")
def forward_einsum_list(p, X):
    z1 = np.einsum("hi,im->hm", p.W1, X) + p.b1
    a1 = _sig(z1)
    z2 = np.einsum("oh,hm->om", p.W2, a1) + p.b2
    return [z1, a1, z2, _sig(z2)]


@right("forward")
def forward_row_convention_transposed_back(params, X):
    rows = X.T
    z1 = rows @ params.W1.T + params.b1.T
    a1 = _sig(z1)
    z2 = a1 @ params.W2.T + params.b2.T
    a2 = _sig(z2)
    return z1.T, a1.T, z2.T, a2.T


@right("forward")
def forward_three_nested_loops(params, X):
    def layer(W, b, A):
        out = np.zeros((W.shape[0], A.shape[1]))
        for j in range(W.shape[0]):
            for s in range(A.shape[1]):
                total = float(b[j, 0])
                for k in range(W.shape[1]):
                    total += W[j, k] * A[k, s]
                out[j, s] = total
        return out

    first = layer(params.W1, params.b1, X)
    hidden = np.array([[_one_sigmoid(v) for v in row] for row in first])
    second = layer(params.W2, params.b2, hidden)
    return first, hidden, second, np.array([[_one_sigmoid(v) for v in row] for row in second])


@right("forward")
def forward_bias_as_weight_of_one(params, X):
    ones = np.ones((1, X.shape[1]))
    Z1 = np.hstack([params.W1, params.b1]) @ np.vstack([X, ones])
    A1 = _sig(Z1)
    Z2 = np.hstack([params.W2, params.b2]) @ np.vstack([A1, ones])
    return Z1, A1, Z2, _sig(Z2)


@right("forward")
def forward_one_sample_at_a_time(params, X):
    W1, b1, W2, b2 = params
    columns = [[], [], [], []]
    for x in X.T:
        z1 = W1 @ x + b1[:, 0]
        a1 = _sig(z1)
        z2 = W2 @ a1 + b2[:, 0]
        for box, value in zip(columns, (z1, a1, z2, _sig(z2))):
            box.append(value)
    return tuple(np.stack(c, axis=1) for c in columns)


Pass = collections.namedtuple("Pass", "Z1 A1 Z2 A2")


@right("forward")
def forward_named_result_generator(params, X):
    def layers():
        A = X
        for W, b in ((params[0], params[1]), (params[2], params[3])):
            Z = np.matmul(W, A)
            Z = Z + b
            A = _sig(Z)
            yield Z
            yield A

    return Pass(*layers())


class ForwardPass:
    __name__ = "forward_callable_object"

    def __init__(self, activation=_sig):
        self.activation = activation

    def __call__(self, params, X):
        Z1 = np.tensordot(params.W1, X, axes=1) + params.b1
        A1 = self.activation(Z1)
        Z2 = np.tensordot(params.W2, A1, axes=1) + params.b2
        return Z1, A1, Z2, self.activation(Z2)


right("forward")(ForwardPass())


# ====================================================================== forward: wrong
@wrong("forward", "bias-forgotten")
def forward_no_biases(params, X):
    W1, _, W2, _ = params
    Z1 = W1 @ X
    A1 = _sig(Z1)
    Z2 = W2 @ A1
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward", "bias-forgotten")
def forward_output_bias_missing_loops(p, X):
    cols = []
    for j in range(X.shape[1]):
        x = X[:, j : j + 1]
        z1 = p.W1.dot(x) + p.b1
        a1 = _sig(z1)
        z2 = p.W2.dot(a1)
        cols.append((z1, a1, z2, _sig(z2)))
    return tuple(np.hstack(c) for c in zip(*cols))


@wrong("forward", "bias-forgotten")
def forward_hidden_bias_missing(params, X):
    Z1 = np.einsum("hi,im->hm", params.W1, X)
    A1 = _sig(Z1)
    Z2 = params.W2 @ A1 + params.b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward", "bias-after-activation")
def forward_bias_after_sigmoid(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X
    A1 = _sig(Z1) + b1
    Z2 = W2 @ A1
    A2 = _sig(Z2) + b2
    return Z1, A1, Z2, A2


@wrong("forward", "bias-after-activation")
def forward_bias_after_loop_version(p, X):
    results = []
    A = X
    for k in (0, 2):
        Z = np.dot(p[k], A)
        A = _sig(Z)
        A = A + p[k + 1]
        results += [Z, A]
    return tuple(results)


@wrong("forward", "no-hidden-activation")
def forward_linear_hidden(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = Z1
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward", "no-hidden-activation")
def forward_activation_only_if_last(p, X):
    a, kept = X, []
    for layer in range(2):
        z = p[2 * layer] @ a + p[2 * layer + 1]
        a = _sig(z) if layer == 1 else z.copy()
        kept.extend((z, a))
    return kept


@wrong("forward", "no-output-activation")
def forward_linear_output(params, X):
    Z1 = params.W1 @ X + params.b1
    A1 = _sig(Z1)
    Z2 = params.W2 @ A1 + params.b2
    A2 = Z2
    return (Z1, A1, Z2, A2)


@wrong("forward", "no-output-activation")
def forward_returns_z2_twice(p, X):
    hidden_in = np.einsum("ab,bm->am", p.W1, X) + p.b1
    hidden = _sig(hidden_in)
    out = np.stack([p.W2 @ hidden[:, m] + p.b2.ravel() for m in range(X.shape[1])], axis=1)
    return hidden_in, hidden, out, out.copy()


@wrong("forward", "weights-transposed")
def forward_w_t(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1.T @ X + b1
    A1 = _sig(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward", "weights-transposed")
def forward_indices_swapped_in_loops(p, X):
    h, n = p.W1.shape
    m = X.shape[1]
    Z1 = np.zeros((h, m))
    for s in range(m):
        for j in range(h):
            for i in range(n):
                Z1[j, s] += p.W1[i, j] * X[i, s]
            Z1[j, s] += p.b1[j, 0]
    A1 = _sig(Z1)
    Z2 = p.W2 @ A1 + p.b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward", "weights-transposed")
def forward_both_transposed(params, inputs):
    z1 = np.dot(params.W1.T, inputs) + params.b1
    a1 = _sig(z1)
    z2 = np.dot(params.W2.T, a1) + params.b2
    return z1, a1, z2, _sig(z2)


@wrong("forward", "samples-as-rows")
def forward_returns_rows(params, X):
    W1, b1, W2, b2 = params
    Z1 = X.T @ W1.T + b1.T
    A1 = _sig(Z1)
    Z2 = A1 @ W2.T + b2.T
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward", "samples-as-rows")
def forward_takes_rows(params, X):
    Z1 = np.dot(X, params.W1.T) + params.b1.T
    A1 = _sig(Z1)
    Z2 = np.dot(A1, params.W2.T) + params.b2.T
    A2 = _sig(Z2)
    return Z1, A1, Z2, A2


@wrong("forward", "samples-as-rows")
def forward_loop_appends_rows(p, X):
    Z1, A1, Z2, A2 = [], [], [], []
    for x in X.T:
        z = p.W1 @ x + p.b1[:, 0]
        Z1.append(z)
        A1.append(_sig(z))
        z = p.W2 @ A1[-1] + p.b2[:, 0]
        Z2.append(z)
        A2.append(_sig(z))
    return tuple(map(np.array, (Z1, A1, Z2, A2)))


@wrong("forward", "first-layer-twice")
def forward_w1_b1_copied(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = _sig(Z1)
    Z2 = W1 @ A1 + b1
    A2 = _sig(Z2)
    return Z1, A1, Z2, A2


@wrong("forward", "first-layer-twice")
def forward_loop_with_index_zero(p, X):
    out, A = [], X
    for _ in range(2):
        Z = np.einsum("ij,jm->im", p[0], A) + p[1]
        A = _sig(Z)
        out.append(Z)
        out.append(A)
    return out


@wrong("forward")
def forward_second_layer_eats_z1(params, X):
    Z1 = params.W1 @ X + params.b1
    A1 = _sig(Z1)
    Z2 = params.W2 @ Z1 + params.b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward")
def forward_returns_swapped_order(params, X):
    Z1, A1, Z2, A2 = _fwd(params, X)
    return A1, Z1, A2, Z2


@wrong("forward")
def forward_returns_only_output(params, X):
    return _fwd(params, X)[3]


@wrong("forward")
def forward_returns_activations_only(params, X):
    Z1, A1, Z2, A2 = _fwd(params, X)
    return A1, A2


@wrong("forward")
def forward_tanh_hidden(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward")
def forward_bias_subtracted(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X - b1
    A1 = _sig(Z1)
    Z2 = W2 @ A1 - b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward")
def forward_last_sample(params, X):
    for j in range(X.shape[1]):
        result = _fwd(params, X[:, [j]])
    return result


@wrong("forward")
def forward_softmax_output(params, X):
    Z1, A1, Z2, _ = _fwd(params, X)
    e = np.exp(Z2 - Z2.max(axis=0))
    return Z1, A1, Z2, e / e.sum(axis=0)


@wrong("forward")
def forward_reads_notebook_weights(params, X):
    Z1 = W1 @ X + b1
    A1 = _sig(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward")
def forward_biases_exchanged(params, X):
    Z1 = params.W1 @ X + params.b2[0, 0]
    A1 = _sig(Z1)
    Z2 = params.W2 @ A1 + params.b1[0, 0]
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward")
def forward_sigmoid_applied_twice_at_end(params, X):
    Z1, A1, Z2, A2 = _fwd(params, X)
    return Z1, A1, Z2, _sig(A2)


@wrong("forward")
def forward_dict_result(params, X):
    return dict(zip(("Z1", "A1", "Z2", "A2"), _fwd(params, X)))


@wrong("forward")
def forward_normalises_x_in_place(params, X):
    X -= X.mean(axis=1, keepdims=True).astype(X.dtype)
    return _fwd(params, X)


@wrong("forward")
def forward_output_thresholded(params, X):
    Z1, A1, Z2, A2 = _fwd(params, X)
    return Z1, A1, Z2, (A2 > 0.5).astype(float)


@wrong("forward")
def forward_typo_in_name(params, X):
    Z1 = params.W1 @ X + params.B1
    return Z1, _sig(Z1), Z1, _sig(Z1)


# ====================================================================== wire_xor: right
@right("wire_xor")
def wire_or_and_nand():
    W1 = np.array([[20.0, 20.0], [-20.0, -20.0]])
    b1 = np.array([[-10.0], [30.0]])
    W2 = np.array([[20.0, 20.0]])
    b2 = np.array([[-30.0]])
    return Params(W1, b1, W2, b2)


@right("wire_xor")
def wire_or_minus_and_tuple_of_ints():
    return (
        np.array([[20, 20], [20, 20]]),
        np.array([[-10], [-30]]),
        np.array([[20, -20]]),
        np.array([[-10]]),
    )


@right("wire_xor")
def wire_one_but_not_the_other():
    s = 12.0
    return [
        s * np.array([[1, -1], [-1, 1]]),
        np.full((2, 1), -s / 2),
        np.full((1, 2), s),
        np.array([[-s / 2]]),
    ]


@right("wire_xor")
def wire_same_or_different_negated():
    """Hidden: NOR and AND; output: neither of them."""
    nor, both = [-15.0, -15.0], [15.0, 15.0]
    return Net(
        W1=np.array([nor, both]),
        b1=np.array([7.5, -22.5])[:, None],
        W2=np.array([[-15.0, -15.0]]),
        b2=np.array([[7.5]]),
    )


@right("wire_xor")
def wire_huge_weights():
    big = 400
    return Params(
        W1=np.ones((2, 2)) * big,
        b1=np.array([[-0.5 * big], [-1.5 * big]]),
        W2=np.array([[big, -2.0 * big]]),
        b2=np.array([[-0.5 * big]]),
    )


@right("wire_xor")
def wire_built_by_gate_function(sharpness=10.0):
    def gate(w_left, w_right, threshold):
        return np.array([w_left, w_right]) * sharpness, -threshold * sharpness

    rows, offsets = zip(gate(2, 2, 1), gate(2, 2, 3))
    w_out, b_out = gate(2, -2, 1)
    return Params(
        np.vstack(rows), np.array(offsets).reshape(2, 1), w_out.reshape(1, 2), np.array([[b_out]])
    )


@right("wire_xor")
def wire_moderate_weights_swapped_units():
    W1, b1 = np.full((2, 2), 8.0), np.array([[-12.0], [-4.0]])
    W2, b2 = np.array([[-9.0, 9.0]]), np.array([[-4.0]])
    return W1, b1, W2, b2


softer_gates = functools.partial(wire_built_by_gate_function, 7.0)
softer_gates.__name__ = "wire_partial_with_softer_gates"
right("wire_xor")(softer_gates)


# ====================================================================== wire_xor: wrong
@wrong("wire_xor")
def wire_or_only():
    return Params(
        np.full((2, 2), 20.0),
        np.array([[-10.0], [-10.0]]),
        np.array([[20.0, 20.0]]),
        np.array([[-10.0]]),
    )


@wrong("wire_xor")
def wire_and_only():
    return Params(
        np.full((2, 2), 20.0), np.full((2, 1), -30.0), np.array([[20.0, 20.0]]), np.array([[-30.0]])
    )


@wrong("wire_xor")
def wire_xnor():
    return Params(
        np.array([[20.0, 20.0], [-20.0, -20.0]]),
        np.array([[-10.0], [30.0]]),
        np.array([[-20.0, -20.0]]),
        np.array([[30.0]]),
    )


@wrong("wire_xor")
def wire_unit_weights_too_soft():
    return Params(
        np.ones((2, 2)), np.array([[-0.5], [-1.5]]), np.array([[1.0, -1.0]]), np.array([[-0.5]])
    )


@wrong("wire_xor")
def wire_signs_right_but_not_sharp_enough():
    return Params(
        4 * np.ones((2, 2)), np.array([[-2.0], [-6.0]]), np.array([[4.0, -4.0]]), np.array([[-2.0]])
    )


@wrong("wire_xor")
def wire_all_zeros():
    return Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))


@wrong("wire_xor")
def wire_bias_signs_wrong():
    return Params(
        np.array([[20.0, 20.0], [20.0, 20.0]]),
        np.array([[10.0], [30.0]]),
        np.array([[20.0, -20.0]]),
        np.array([[10.0]]),
    )


@wrong("wire_xor")
def wire_forgets_output_bias():
    return Params(
        np.array([[20.0, 20.0], [20.0, 20.0]]),
        np.array([[-10.0], [-30.0]]),
        np.array([[20.0, -20.0]]),
        np.zeros((1, 1)),
    )


@wrong("wire_xor")
def wire_three_arrays():
    return np.full((2, 2), 20.0), np.array([[-10.0], [-30.0]]), np.array([[20.0, -20.0]])


@wrong("wire_xor")
def wire_biases_before_weights():
    return (
        np.array([[-10.0], [-30.0]]),
        np.full((2, 2), 20.0),
        np.array([[-10.0]]),
        np.array([[20.0, -20.0]]),
    )


@wrong("wire_xor")
def wire_returns_truth_table():
    return np.array([[0, 1, 1, 0]])


@wrong("wire_xor")
def wire_returns_nothing():
    W1 = np.full((2, 2), 20.0)
    b1 = np.array([[-10.0], [-30.0]])
    Params(W1, b1, np.array([[20.0, -20.0]]), np.array([[-10.0]]))


@wrong("wire_xor")
def wire_random_luck():
    r = np.random.default_rng(4)
    return Params(
        r.normal(size=(2, 2)), r.normal(size=(2, 1)), r.normal(size=(1, 2)), r.normal(size=(1, 1))
    )


@wrong("wire_xor")
def wire_output_weights_as_column():
    return Params(
        np.full((2, 2), 20.0),
        np.array([[-10.0], [-30.0]]),
        np.array([[20.0], [-20.0]]),
        np.array([[-10.0]]),
    )


@wrong("wire_xor")
def wire_one_corner_wrong():
    return Params(
        np.array([[20.0, 20.0], [20.0, 20.0]]),
        np.array([[-10.0], [-45.0]]),
        np.array([[20.0, -20.0]]),
        np.array([[-10.0]]),
    )


@wrong("wire_xor")
def wire_infinite_weights():
    inf = np.inf
    return Params(
        np.full((2, 2), inf),
        np.array([[-inf], [-inf]]),
        np.array([[inf, -inf]]),
        np.array([[-inf]]),
    )


@wrong("wire_xor")
def wire_same_unit_twice():
    return Params(
        np.full((2, 2), 20.0),
        np.array([[-10.0], [-10.0]]),
        np.array([[20.0, -20.0]]),
        np.array([[-10.0]]),
    )


# ====================================================================== cost: right
@right("cost")
def cost_clipped(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@right("cost")
def cost_tiny_added_inside_log(Y_hat, Y):
    tiny = 1e-15
    return -(Y * np.log(Y_hat + tiny) + (1 - Y) * np.log(1 - Y_hat + tiny)).sum()


@right("cost")
def cost_python_loops(Y_hat, Y):
    total = 0.0
    for outs, labels in zip(np.asarray(Y_hat).tolist(), np.asarray(Y).tolist()):
        for p, t in zip(outs, labels):
            p = min(max(p, 1e-14), 1 - 1e-14)
            total -= t * math.log(p) + (1 - t) * math.log(1 - p)
    return total


@right("cost")
def cost_log1p_two_sums(Y_hat, Y):
    q = np.minimum(np.maximum(Y_hat, 1e-13), 1 - 1e-13)
    return float(np.sum((Y - 1) * np.log1p(-q)) - np.sum(Y * np.log(q)))


@right("cost")
def cost_dot_products(Y_hat, Y):
    p = np.ravel(np.clip(Y_hat, 1e-12, 1 - 1e-12))
    y = np.ravel(Y)
    return -(np.dot(y, np.log(p)) + np.dot(1 - y, np.log(1 - p)))


@right("cost")
def cost_floored_logs(Y_hat, Y):
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(Y_hat), -100)
        log_q = np.maximum(np.log(np.subtract(1, Y_hat)), -100)
    return np.float64(np.einsum("ij,ij->", Y, log_p) + np.einsum("ij,ij->", 1 - Y, log_q)) * -1


@right("cost")
def cost_logit_softplus(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    z = np.log(p) - np.log(1 - p)
    return float((np.logaddexp(0, z) - Y * z).sum())


@right("cost")
def cost_fsum_generator(Y_hat, Y, floor=1e-300):
    def one(p, y):
        a = y * math.log(max(p, floor)) if y else 0.0
        b = (1 - y) * math.log(max(1 - p, floor)) if y != 1 else 0.0
        return -a - b

    return math.fsum(one(float(p), float(y)) for p, y in zip(np.ravel(Y_hat), np.ravel(Y)))


# ====================================================================== cost: wrong
@wrong("cost", "sign-flipped")
def cost_no_minus(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong("cost", "sign-flipped")
def cost_no_minus_loop(Y_hat, Y):
    c = 0
    for p, t in zip(Y_hat.flat, Y.flat):
        p = min(max(p, 1e-12), 1 - 1e-12)
        c += t * math.log(p) + (1 - t) * math.log(1 - p)
    return c


@wrong("cost", "mean-not-sum")
def cost_divided_by_m(Y_hat, Y):
    m = Y.shape[1]
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-1 / m * np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong("cost", "mean-not-sum")
def cost_np_mean(A, T):
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -np.mean(T * np.log(A) + (1 - T) * np.log(1 - A))


@wrong("cost", "mean-not-sum")
def cost_loop_then_len(Y_hat, Y):
    losses = [
        -(t * math.log(p + 1e-15) + (1 - t) * math.log(1 - p + 1e-15))
        for p, t in zip(Y_hat.ravel(), Y.ravel())
    ]
    return sum(losses) / len(losses)


@wrong("cost", "negative-class-forgotten")
def cost_only_ones(Y_hat, Y):
    return float(-np.sum(Y * np.log(np.clip(Y_hat, 1e-15, 1))))


@wrong("cost", "negative-class-forgotten")
def cost_categorical_loop(Y_hat, Y):
    total = 0.0
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            total -= Y[i, j] * math.log(max(Y_hat[i, j], 1e-15))
    return total


@wrong("cost", "log-of-zero")
def cost_unclipped(Y_hat, Y):
    return float(-np.sum(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)))


@wrong("cost", "log-of-zero")
def cost_unclipped_two_sums_silent(Y_hat, Y):
    with np.errstate(all="ignore"):
        ones = np.vdot(Y, np.log(Y_hat))
        zeros = np.vdot(1 - Y, np.log(1 - Y_hat))
    return -ones - zeros


@wrong("cost", "log-of-zero")
def cost_unclipped_math_log(Y_hat, Y):
    return -sum(t * math.log(p) + (1 - t) * math.log(1 - p) for p, t in zip(Y_hat.flat, Y.flat))


@wrong("cost", "log-of-zero")
def cost_clips_only_below(Y_hat, Y):
    p = np.maximum(Y_hat, 1e-15)
    return float(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong("cost", "wrong-log-base")
def cost_log2(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log2(p) + (1 - Y) * np.log2(1 - p)))


@wrong("cost", "wrong-log-base")
def cost_log10_loop(Y_hat, Y):
    total = 0
    for p, t in zip(np.ravel(Y_hat), np.ravel(Y)):
        p = min(max(p, 1e-12), 1 - 1e-12)
        total += t * math.log10(p) + (1 - t) * math.log10(1 - p)
    return -total


@wrong("cost", "wrong-log-base")
def cost_bits_by_division(Y_hat, Y):
    return _cost(Y_hat, Y) / math.log(2)


@wrong("cost", "squared-error")
def cost_sum_of_squares(Y_hat, Y):
    return float(np.sum((Y_hat - Y) ** 2))


@wrong("cost", "squared-error")
def cost_half_sum_of_squares(Y_hat, Y):
    difference = (Y_hat - Y).ravel()
    return 0.5 * float(difference @ difference)


@wrong("cost", "squared-error")
def cost_mse(Y_hat, Y):
    return np.square(Y - Y_hat).mean()


@wrong("cost", "broadcast-to-matrix")
def cost_labels_as_column(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    t = Y.reshape(-1, 1)
    return float(-np.sum(t * np.log(p) + (1 - t) * np.log(1 - p)))


@wrong("cost", "broadcast-to-matrix")
def cost_all_pairs_double_loop(Y_hat, Y):
    total = 0.0
    for p in np.clip(Y_hat, 1e-12, 1 - 1e-12).ravel():
        for t in Y.ravel():
            total -= t * math.log(p) + (1 - t) * math.log(1 - p)
    return total


@wrong("cost", "broadcast-to-matrix")
def cost_transposed_times(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return -np.sum(np.dot(Y.T, np.log(p)) + np.dot((1 - Y).T, np.log(1 - p)))


@wrong("cost", "not-summed")
def cost_elementwise(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return -(Y * np.log(p) + (1 - Y) * np.log(1 - p))


@wrong("cost", "not-summed")
def cost_list_of_losses(Y_hat, Y):
    return [_cost(Y_hat[:, [j]], Y[:, [j]]) for j in range(Y.shape[1])]


@wrong("cost", "not-summed")
def cost_sum_over_axis_zero(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return -np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p), axis=0)


@wrong("cost", "precedence")
def cost_minus_binds_first_term(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(np.sum(-Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong("cost", "precedence")
def cost_minus_first_sum_only(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return -np.sum(Y * np.log(p)) + np.sum((1 - Y) * np.log(1 - p))


@wrong("cost", "precedence")
def cost_minus_first_term_in_loop(Y_hat, Y):
    c = 0.0
    for p, y in zip(Y_hat.flat, Y.flat):
        p = max(1e-15, min(p, 1 - 1e-15))
        c += -y * math.log(p) + (1 - y) * math.log(1 - p)
    return c


@wrong("cost")
def cost_labels_and_outputs_swapped(Y_hat, Y):
    t = np.clip(Y, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y_hat * np.log(t) + (1 - Y_hat) * np.log(1 - t)))


@wrong("cost")
def cost_clips_the_argument_in_place(Y_hat, Y):
    np.clip(Y_hat, 1e-15, 1 - 1e-15, out=Y_hat)
    return float(-np.sum(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)))


@wrong("cost")
def cost_forgotten_last_sample(Y_hat, Y):
    return sum(_cost(Y_hat[:, j], Y[:, j]) for j in range(Y.shape[1] - 1))


@wrong("cost")
def cost_eps_far_too_big(Y_hat, Y):
    p = np.clip(Y_hat, 0.05, 0.95)
    return float(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong("cost")
def cost_first_output_only(Y_hat, Y):
    return _cost(Y_hat[0], Y[0])


@wrong("cost")
def cost_halved(Y_hat, Y):
    return 0.5 * _cost(Y_hat, Y)


@wrong("cost")
def cost_of_rounded_predictions(Y_hat, Y):
    return _cost(np.round(Y_hat), Y)


@wrong("cost")
def cost_absolute_error(Y_hat, Y):
    return float(np.abs(Y_hat - Y).sum())


@wrong("cost")
def cost_as_text(Y_hat, Y):
    return f"{_cost(Y_hat, Y):.4f}"


@wrong("cost")
def cost_as_int(Y_hat, Y):
    return int(_cost(Y_hat, Y))


@wrong("cost")
def cost_prints(Y_hat, Y):
    print("cost:", _cost(Y_hat, Y))


@wrong("cost")
def cost_return_inside_loop(Y_hat, Y):
    total = 0.0
    for p, t in zip(Y_hat.flat, Y.flat):
        total += _cost(p, t)
        return total


@wrong("cost")
def cost_hides_nan_with_nan_to_num(Y_hat, Y):
    return float(np.nan_to_num(_cost(np.asarray(Y_hat) * np.nan, Y)))


# ====================================================================== gradients: right
@right("gradients")
def gradients_plain(params, X, Y):
    W1, b1, W2, b2 = params
    A1 = _sig(W1 @ X + b1)
    A2 = _sig(W2 @ A1 + b2)
    dZ2 = A2 - Y
    dZ1 = np.dot(W2.T, dZ2) * A1 * (1 - A1)
    return Params(
        np.dot(dZ1, X.T),
        np.sum(dZ1, axis=1, keepdims=True),
        np.dot(dZ2, A1.T),
        np.sum(dZ2, axis=1, keepdims=True),
    )


@right("gradients")
def gradients_einsum_tuple(p, X, Y):
    _, h, _, out = _fwd(p, X)
    e = out - Y
    back = np.einsum("oh,om,hm->hm", p.W2, e, h - h**2)
    return (
        np.einsum("hm,im->hi", back, X),
        np.einsum("hm->h", back)[:, None],
        np.einsum("om,hm->oh", e, h),
        np.einsum("om->o", e)[:, None],
    )


@right("gradients")
def gradients_sum_over_samples(params, X, Y):
    total = [np.zeros(np.shape(a)) for a in params]
    for x, y in zip(X.T, Y.T):
        x, y = x[:, np.newaxis], y[:, np.newaxis]
        z1, a1, z2, a2 = _fwd(params, x)
        d2 = a2 - y
        d1 = params.W2.T @ d2 * (a1 * (1 - a1))
        for t, g in zip(total, (d1 @ x.T, d1, d2 @ a1.T, d2)):
            t += g
    return total


@right("gradients")
def gradients_scalar_loops(params, X, Y):
    W1, b1, W2, b2 = (np.asarray(a, float) for a in params)
    n, m = X.shape
    h, k = W1.shape[0], W2.shape[0]
    gW1, gb1, gW2, gb2 = np.zeros((h, n)), np.zeros((h, 1)), np.zeros((k, h)), np.zeros((k, 1))
    for s in range(m):
        a = [_one_sigmoid(b1[j, 0] + sum(W1[j, i] * X[i, s] for i in range(n))) for j in range(h)]
        delta = [
            _one_sigmoid(b2[o, 0] + sum(W2[o, j] * a[j] for j in range(h))) - Y[o, s]
            for o in range(k)
        ]
        for o in range(k):
            gb2[o, 0] += delta[o]
            for j in range(h):
                gW2[o, j] += delta[o] * a[j]
        for j in range(h):
            dj = a[j] * (1 - a[j]) * sum(W2[o, j] * delta[o] for o in range(k))
            gb1[j, 0] += dj
            for i in range(n):
                gW1[j, i] += dj * X[i, s]
    return Net(gW1, gb1, gW2, gb2)


@right("gradients")
def gradients_with_bias_column(params, X, Y):
    m = X.shape[1]
    X1 = np.vstack([X, np.ones((1, m))])
    A1 = _sig(np.hstack([params.W1, params.b1]) @ X1)
    H1 = np.vstack([A1, np.ones((1, m))])
    E = _sig(np.hstack([params.W2, params.b2]) @ H1) - Y
    G2 = E @ H1.T
    D = params.W2.T @ E * np.exp(np.log(A1) + np.log1p(-A1))
    G1 = D @ X1.T
    return Params(G1[:, :-1], G1[:, -1:], G2[:, :-1], G2[:, -1:])


@right("gradients")
def gradients_cosh_slope(params, X, Y):
    Z1, A1, Z2, A2 = _fwd(params, X)
    slope = 1 / (4 * np.cosh(Z1 / 2) ** 2)
    R2 = A2 - Y
    R1 = slope * params.W2.T.dot(R2)
    ones = np.ones((X.shape[1], 1))
    return Params(W1=R1.dot(X.T), b1=R1.dot(ones), W2=R2.dot(A1.T), b2=R2.dot(ones))


@right("gradients")
def gradients_long_chain_rule(params, X, Y):
    Z1, A1, Z2, A2 = _fwd(params, X)
    A2 = np.clip(A2, 1e-15, 1 - 1e-15)
    dA2 = (1 - Y) / (1 - A2) - Y / A2
    dZ2 = dA2 * A2 * (1 - A2)
    dA1 = params.W2.T @ dZ2
    dZ1 = dA1 * A1 * (1 - A1)
    return [dZ1 @ X.T, dZ1.sum(1).reshape(-1, 1), dZ2 @ A1.T, dZ2.sum(1).reshape(-1, 1)]


@right("gradients")
def gradients_outer_products(params, X, Y):
    grads = [0.0, 0.0, 0.0, 0.0]
    for i in range(X.shape[1]):
        x = X[:, i]
        h = _sig(params.W1 @ x + params.b1.ravel())
        d2 = _sig(params.W2 @ h + params.b2.ravel()) - Y[:, i]
        d1 = (d2 @ params.W2) * h * (1 - h)
        parts = np.outer(d1, x), d1.reshape(-1, 1), np.outer(d2, h), d2.reshape(-1, 1)
        grads = [g + p for g, p in zip(grads, parts)]
    return Params(*grads)


# ====================================================================== gradients: wrong
@wrong("gradients", "sign-flipped")
def gradients_y_minus_a(params, X, Y):
    W1, b1, W2, b2 = params
    Z1, A1, Z2, A2 = _fwd(params, X)
    dZ2 = Y - A2
    dZ1 = W2.T @ dZ2 * A1 * (1 - A1)
    return Params(dZ1 @ X.T, dZ1.sum(1, keepdims=True), dZ2 @ A1.T, dZ2.sum(1, keepdims=True))


@wrong("gradients", "sign-flipped")
def gradients_negated_sample_loop(p, X, Y):
    total = [np.zeros(a.shape) for a in p]
    for j in range(X.shape[1]):
        for t, g in zip(total, _grads(p, X[:, [j]], Y[:, [j]])):
            t -= g
    return tuple(total)


@wrong("gradients", "mean-not-sum")
def gradients_over_m(params, X, Y):
    m = X.shape[1]
    return Params(*[g / m for g in _grads(params, X, Y)])


@wrong("gradients", "mean-not-sum")
def gradients_np_mean_of_samples(p, X, Y):
    each = [_grads(p, X[:, [j]], Y[:, [j]]) for j in range(X.shape[1])]
    return [np.mean([g[k] for g in each], axis=0) for k in range(4)]


@wrong("gradients", "hidden-slope-forgotten")
def gradients_no_slope(params, X, Y):
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2
    return Params(
        dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)
    )


@wrong("gradients", "hidden-slope-forgotten")
def gradients_no_slope_loops(p, X, Y):
    g = [np.zeros(a.shape) for a in p]
    for x, y in zip(X.T, Y.T):
        h = _sig(p.W1 @ x + p.b1[:, 0])
        e = _sig(p.W2 @ h + p.b2[:, 0]) - y
        back = [sum(p.W2[o, j] * e[o] for o in range(len(e))) for j in range(len(h))]
        g[0] += np.outer(back, x)
        g[1] += np.array(back)[:, None]
        g[2] += np.outer(e, h)
        g[3] += e[:, None]
    return g


@wrong("gradients", "slope-of-preactivation")
def gradients_z_one_minus_z(params, X, Y):
    Z1, A1, Z2, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2 * Z1 * (1 - Z1)
    return Params(
        dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)
    )


@wrong("gradients", "slope-of-preactivation")
def gradients_z_minus_z_squared_einsum(p, X, Y):
    z, h, _, out = _fwd(p, X)
    e = out - Y
    d = np.einsum("oh,om->hm", p.W2, e) * (z - z**2)
    return d @ X.T, d @ np.ones((X.shape[1], 1)), e @ h.T, e @ np.ones((X.shape[1], 1))


@wrong("gradients", "slope-taken-twice")
def gradients_sigmoid_prime_of_a1(params, X, Y):
    def sigmoid_prime(z):
        return _sig(z) * (1 - _sig(z))

    Z1, A1, Z2, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2 * sigmoid_prime(A1)
    return Params(
        dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)
    )


@wrong("gradients", "slope-taken-twice")
def gradients_sigmoid_prime_of_a1_samples(p, X, Y):
    sums = [0, 0, 0, 0]
    for x, y in zip(X.T, Y.T):
        h = _sig(p.W1 @ x + p.b1.ravel())
        e = _sig(p.W2 @ h + p.b2.ravel()) - y
        hh = _sig(h)
        d = (p.W2.T @ e) * (hh - hh * hh)
        for k, part in enumerate((np.outer(d, x), d[:, None], np.outer(e, h), e[:, None])):
            sums[k] = sums[k] + part
    return sums


@wrong("gradients", "output-slope-extra")
def gradients_squared_error_delta(params, X, Y):
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = (A2 - Y) * A2 * (1 - A2)
    dZ1 = params.W2.T @ dZ2 * A1 * (1 - A1)
    return Params(
        dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)
    )


@wrong("gradients", "output-slope-extra")
def gradients_same_delta_rule_each_layer(p, X, Y):
    acts = [X, _sig(p.W1 @ X + p.b1)]
    acts.append(_sig(p.W2 @ acts[1] + p.b2))
    err, grads = acts[2] - Y, []
    for W, a_in, a_out in ((p.W2, acts[1], acts[2]), (p.W1, acts[0], acts[1])):
        d = err * (a_out - a_out**2)
        grads = [np.einsum("om,im->oi", d, a_in), d.sum(axis=1)[:, None]] + grads
        err = W.T @ d
    return grads


@wrong("gradients", "bias-not-summed")
def gradients_db_is_dz(params, X, Y):
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2 * A1 * (1 - A1)
    return Params(dZ1 @ X.T, dZ1, dZ2 @ A1.T, dZ2)


@wrong("gradients", "bias-not-summed")
def gradients_db_overwritten_in_loop(p, X, Y):
    gW1, gW2 = np.zeros(p.W1.shape), np.zeros(p.W2.shape)
    for j in range(X.shape[1]):
        g = _grads(p, X[:, [j]], Y[:, [j]])
        gW1 += g.W1
        gW2 += g.W2
        gb1, gb2 = g.b1, g.b2
    return gW1, gb1, gW2, gb2


@wrong("gradients", "bias-not-summed")
def gradients_db_first_column(p, X, Y):
    _, a, _, o = _fwd(p, X)
    e = o - Y
    d = p.W2.T @ e * a * (1 - a)
    return Params(d @ X.T, d[:, 0:1], e @ a.T, e[:, 0:1])


@wrong("gradients", "input-of-wrong-layer")
def gradients_dw2_from_z1(params, X, Y):
    Z1, A1, Z2, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2 * A1 * (1 - A1)
    return Params(
        dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ Z1.T, dZ2.sum(axis=1, keepdims=True)
    )


@wrong("gradients", "input-of-wrong-layer")
def gradients_dw2_from_x(params, X, Y):
    Z1, A1, Z2, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2 * A1 * (1 - A1)
    return Params(
        dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ X.T, dZ2.sum(axis=1, keepdims=True)
    )


@wrong("gradients", "input-of-wrong-layer")
def gradients_dw1_from_a1_einsum(p, X, Y):
    _, h, _, out = _fwd(p, X)
    e = out - Y
    d = np.einsum("oh,om,hm->hm", p.W2, e, h * (1 - h))
    return [
        np.einsum("am,bm->ab", d, h),
        d.sum(1)[:, None],
        np.einsum("om,hm->oh", e, h),
        e.sum(1)[:, None],
    ]


@wrong("gradients", "weights-transposed")
def gradients_w2_not_transposed(params, X, Y):
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2 @ dZ2 * A1 * (1 - A1)
    return Params(
        dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)
    )


@wrong("gradients", "weights-transposed")
def gradients_w2_indices_swapped(p, X, Y):
    _, h, _, out = _fwd(p, X)
    e = out - Y
    d = np.zeros(h.shape)
    for j in range(h.shape[0]):
        for o in range(e.shape[0]):
            d[j] += p.W2[j, o] * e[o]
    d *= h - h * h
    return d @ X.T, d.sum(1)[:, None], e @ h.T, e.sum(1)[:, None]


@wrong("gradients", "stale-weights")
def gradients_with_w2_already_moved(params, X, Y):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T
    W2 = W2 - dW2
    dZ1 = W2.T @ dZ2 * A1 * (1 - A1)
    return Params(dZ1 @ X.T, dZ1.sum(1, keepdims=True), dW2, dZ2.sum(1, keepdims=True))


_forward_cache = {}


@wrong("gradients", "stale-weights")
def gradients_cache_by_shape(params, X, Y):
    key = X.shape, params.W1.shape, params.W2.shape
    if key not in _forward_cache:
        _forward_cache[key] = _fwd(params, X)
    Z1, A1, Z2, A2 = _forward_cache[key]
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2 * A1 * (1 - A1)
    return Params(dZ1 @ X.T, dZ1.sum(1, keepdims=True), dZ2 @ A1.T, dZ2.sum(1, keepdims=True))


@wrong("gradients", "leaked-index")
def gradients_last_x_for_all(params, X, Y):
    deltas = []
    for i in range(X.shape[1]):
        x = X[:, [i]]
        deltas.append(_fwd(params, x)[3] - Y[:, [i]])
    gW1, gb1, gW2, gb2 = [np.zeros(a.shape) for a in params]
    for d2 in deltas:
        a1 = _sig(params.W1 @ X[:, [i]] + params.b1)
        d1 = params.W2.T @ d2 * a1 * (1 - a1)
        gW1 += d1 @ X[:, [i]].T
        gb1 += d1
        gW2 += d2 @ a1.T
        gb2 += d2
    return Params(gW1, gb1, gW2, gb2)


@wrong("gradients", "leaked-index")
def gradients_last_output_unit_leaks(p, X, Y):
    _, h, _, out = _fwd(p, X)
    gW2, gb2 = np.zeros(p.W2.shape), np.zeros(p.b2.shape)
    for k in range(p.W2.shape[0]):
        delta = out[k] - Y[k]
        gW2[k] = h @ delta
        gb2[k] = delta.sum()
    d = p.W2[k][:, None] * delta * h * (1 - h)
    return d @ X.T, d.sum(1)[:, None], gW2, gb2


@wrong("gradients")
def gradients_w1_sign_only(params, X, Y):
    g = _grads(params, X, Y)
    return g._replace(W1=-g.W1)


@wrong("gradients")
def gradients_doubled(params, X, Y):
    return Params(*[2 * g for g in _grads(params, X, Y)])


@wrong("gradients")
def gradients_dw1_transposed(params, X, Y):
    g = _grads(params, X, Y)
    return g._replace(W1=g.W1.T)


@wrong("gradients")
def gradients_order_w_w_b_b(params, X, Y):
    g = _grads(params, X, Y)
    return g.W1, g.W2, g.b1, g.b2


@wrong("gradients")
def gradients_flat_biases(params, X, Y):
    g = _grads(params, X, Y)
    return g.W1, g.b1.sum(), g.W2, g.b2.sum()


@wrong("gradients")
def gradients_hidden_bias_zero(params, X, Y):
    g = _grads(params, X, Y)
    return g._replace(b1=np.zeros_like(g.b1))


@wrong("gradients")
def gradients_output_bias_over_m(params, X, Y):
    g = _grads(params, X, Y)
    return g._replace(b2=g.b2 / X.shape[1])


@wrong("gradients")
def gradients_slope_a_plus(params, X, Y):
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2 * A1 * (1 + A1)
    return Params(dZ1 @ X.T, dZ1.sum(1, keepdims=True), dZ2 @ A1.T, dZ2.sum(1, keepdims=True))


@wrong("gradients")
def gradients_tanh_slope(params, X, Y):
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ dZ2 * (1 - A1**2)
    return Params(dZ1 @ X.T, dZ1.sum(1, keepdims=True), dZ2 @ A1.T, dZ2.sum(1, keepdims=True))


@wrong("gradients")
def gradients_slope_of_the_output_layer_used_below(params, X, Y):
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.T @ (dZ2 * A2 * (1 - A2))
    return Params(dZ1 @ X.T, dZ1.sum(1, keepdims=True), dZ2 @ A1.T, dZ2.sum(1, keepdims=True))


@wrong("gradients")
def gradients_first_sample(params, X, Y):
    return _grads(params, X[:, :1], Y[:, :1])


@wrong("gradients")
def gradients_all_but_last_sample(params, X, Y):
    return _grads(params, X[:, :-1], Y[:, :-1])


@wrong("gradients")
def gradients_with_weight_decay(params, X, Y):
    g = _grads(params, X, Y)
    return g._replace(W1=g.W1 + 0.1 * params.W1, W2=g.W2 + 0.1 * params.W2)


@wrong("gradients")
def gradients_clipped_to_a_tenth(params, X, Y):
    return Params(*[np.clip(g, -0.1, 0.1) for g in _grads(params, X, Y)])


@wrong("gradients")
def gradients_recursion_without_end(params, X, Y):
    return gradients_recursion_without_end(params, X, Y)


@wrong("gradients")
def gradients_moves_the_parameters_too(params, X, Y):
    g = _grads(params, X, Y)
    for a, d in zip(params, g):
        a -= (0.1 * d).astype(a.dtype)
    return g


# ====================================================================== step: right
@right("step")
def step_four_lines(params, grads, learning_rate):
    W1 = params.W1 - learning_rate * grads.W1
    b1 = params.b1 - learning_rate * grads.b1
    W2 = params.W2 - learning_rate * grads.W2
    b2 = params.b2 - learning_rate * grads.b2
    return Params(W1, b1, W2, b2)


@right("step")
def step_zip_generator_tuple(params, grads, learning_rate):
    return tuple(p - learning_rate * g for p, g in zip(params, grads))


@right("step")
def step_replace(params, grads, learning_rate):
    return params._replace(
        **{
            k: np.subtract(getattr(params, k), np.multiply(learning_rate, getattr(grads, k)))
            for k in ("W1", "b1", "W2", "b2")
        }
    )


@right("step")
def step_in_place_on_own_copies(params, grads, learning_rate):
    new = [np.array(p, dtype=float, copy=True) for p in params]
    for k, n in enumerate(new):
        n -= learning_rate * grads[k]
    return new


@right("step")
def step_as_one_long_vector(params, grads, learning_rate):
    return _unflat(_flat(params) - learning_rate * _flat(grads), params)


@right("step")
def step_number_by_number(params, grads, learning_rate):
    out = []
    for p, g in zip(params, grads):
        out.append(
            np.array(
                [
                    [float(p[r, c]) - learning_rate * float(g[r, c]) for c in range(p.shape[1])]
                    for r in range(p.shape[0])
                ]
            )
        )
    return Net(*out)


def _move(rate, p, g):
    return p + (-rate) * g


@right("step")
def step_map_partial(params, grads, learning_rate=0.1):
    return Params(*map(functools.partial(_move, learning_rate), params, grads))


@right("step")
def step_recursive(params, grads, learning_rate):
    if len(params) == 0:
        return ()
    return (params[0] - grads[0] * learning_rate,) + step_recursive(
        tuple(params)[1:], tuple(grads)[1:], learning_rate
    )


# ====================================================================== step: wrong
@wrong("step", "uphill")
def step_plus(params, grads, learning_rate):
    return Params(*[p + learning_rate * g for p, g in zip(params, grads)])


@wrong("step", "uphill")
def step_minus_minus_copies(params, grads, lr):
    fresh = [np.array(p, dtype=float) for p in params]
    for f, g in zip(fresh, grads):
        f -= -lr * g
    return fresh


@wrong("step", "changes-arguments")
def step_minus_equals(params, grads, learning_rate):
    W1, b1, W2, b2 = params
    W1 -= learning_rate * grads.W1
    b1 -= learning_rate * grads.b1
    W2 -= learning_rate * grads.W2
    b2 -= learning_rate * grads.b2
    return Params(W1, b1, W2, b2)


@wrong("step", "changes-arguments")
def step_slice_assignment(params, grads, rate):
    for k in range(4):
        params[k][...] = params[k] - rate * grads[k]
    return params


@wrong("step", "changes-arguments")
def step_scales_gradients_in_place(params, grads, learning_rate):
    for g in grads:
        g *= learning_rate
    return Params(*[p - g for p, g in zip(params, grads)])


@wrong("step", "changes-arguments")
def step_shallow_copy(params, grads, learning_rate):
    new = Params(*params)
    for p, g in zip(new, grads):
        np.subtract(p, learning_rate * g, out=p, casting="unsafe")
    return new


@wrong("step", "rate-forgotten")
def step_without_rate(params, grads, learning_rate):
    return Params(*[p - g for p, g in zip(params, grads)])


@wrong("step", "rate-forgotten")
def step_without_rate_flat(params, grads, learning_rate):
    v = _flat(params)
    v -= _flat(grads)
    return _unflat(v, params)


@wrong("step", "rate-squared")
def step_rate_two_times(params, grads, learning_rate):
    scaled = [learning_rate * g for g in grads]
    return Params(*[p - learning_rate * s for p, s in zip(params, scaled)])


@wrong("step", "rate-squared")
def step_rate_power_two(p, g, lr):
    return (p.W1 - lr**2 * g.W1, p.b1 - lr**2 * g.b1, p.W2 - lr**2 * g.W2, p.b2 - lr**2 * g.b2)


@wrong("step", "biases-forgotten")
def step_weights_only(params, grads, learning_rate):
    return Params(
        params.W1 - learning_rate * grads.W1,
        params.b1.copy(),
        params.W2 - learning_rate * grads.W2,
        params.b2.copy(),
    )


@wrong("step", "biases-forgotten")
def step_every_second_array(params, grads, learning_rate):
    new = [np.array(p, dtype=float) for p in params]
    for k in range(0, 4, 2):
        new[k] = new[k] - learning_rate * grads[k]
    return new


@wrong("step", "biases-forgotten")
def step_output_bias_not_moved(params, grads, learning_rate):
    moved = [p - learning_rate * g for p, g in zip(params[:3], grads[:3])]
    return Params(*moved, params[3] * 1.0)


_first_seen = {}


@wrong("step", "stale-weights")
def step_always_from_first_weights(params, grads, learning_rate):
    shape = tuple(np.shape(p) for p in params)
    base = _first_seen.setdefault(shape, [np.array(p, dtype=float) for p in params])
    return Params(*[p - learning_rate * g for p, g in zip(base, grads)])


class StepWithMemory:
    __name__ = "step_object_that_keeps_its_weights"
    weights = None

    def __call__(self, params, grads, learning_rate):
        if self.weights is None or [w.shape for w in self.weights] != [np.shape(p) for p in params]:
            self.weights = [np.array(p, dtype=float) for p in params]
        self.weights = [w - learning_rate * g for w, g in zip(self.weights, grads)]
        return Params(*self.weights)


wrong("step", "stale-weights")(StepWithMemory())


@wrong("step")
def step_computes_then_returns_old(params, grads, learning_rate):
    new = Params(*[p - learning_rate * g for p, g in zip(params, grads)])
    return params


@wrong("step")
def step_returns_only_the_change(params, grads, learning_rate):
    return Params(*[-learning_rate * g for g in grads])


@wrong("step")
def step_divides_by_rate(params, grads, learning_rate):
    return Params(*[p - g / learning_rate for p, g in zip(params, grads)])


@wrong("step")
def step_w2_uphill_only(params, grads, learning_rate):
    n = _down(params, grads, learning_rate)
    return n._replace(W2=params.W2 + learning_rate * grads.W2)


@wrong("step")
def step_biases_exchanged(params, grads, learning_rate):
    return Params(
        params.W1 - learning_rate * grads.W1,
        params.b1 - learning_rate * grads.b2,
        params.W2 - learning_rate * grads.W2,
        params.b2 - learning_rate * grads.b1,
    )


@wrong("step")
def step_normalised_gradient(params, grads, learning_rate):
    n = np.linalg.norm(_flat(grads))
    return Params(*[p - learning_rate * g / n for p, g in zip(params, grads)])


@wrong("step")
def step_sign_of_gradient(params, grads, learning_rate):
    return Params(*[p - learning_rate * np.sign(g) for p, g in zip(params, grads)])


@wrong("step")
def step_rounded(params, grads, learning_rate):
    return Params(*[np.round(p - learning_rate * g, 2) for p, g in zip(params, grads)])


@wrong("step")
def step_flat_vector(params, grads, learning_rate):
    return _flat(params) - learning_rate * _flat(grads)


@wrong("step")
def step_namedtuple_minus_namedtuple(params, grads, learning_rate):
    return params - learning_rate * grads


@wrong("step")
def step_order_of_arrays_changed(params, grads, learning_rate):
    n = _down(params, grads, learning_rate)
    return n.W1, n.W2, n.b1, n.b2


@wrong("step")
def step_params_minus_after_parentheses(params, grads, learning_rate):
    return Params(*[(p - g) * learning_rate for p, g in zip(params, grads)])


@wrong("step")
def step_half_rate(params, grads, learning_rate):
    return _down(params, grads, learning_rate / 2)


_speed = {}


@wrong("step")
def step_secret_momentum(params, grads, learning_rate):
    key = tuple(np.shape(p) for p in params)
    old = _speed.get(key, [0, 0, 0, 0])
    _speed[key] = [0.9 * o + g for o, g in zip(old, grads)]
    return _down(params, _speed[key], learning_rate)


@wrong("step")
def step_rate_from_notebook(params, grads, learning_rate):
    return _down(params, grads, 0.1)


@wrong("step")
def step_swallows_everything(params, grads, learning_rate):
    try:
        return params.minus(grads, learning_rate)
    except Exception:
        pass


# ====================================================================== numerical_gradients: right
@right("numerical_gradients")
def numgrad_copy_for_every_number(f, params, h=1e-5):
    result = []
    for k in range(4):
        g = np.zeros(np.shape(params[k]))
        for idx in np.ndindex(g.shape):
            plus = [np.array(a, dtype=float) for a in params]
            minus = [np.array(a, dtype=float) for a in params]
            plus[k][idx] += h
            minus[k][idx] -= h
            g[idx] = (f(Params(*plus)) - f(Params(*minus))) / (2 * h)
        result.append(g)
    return Params(*result)


@right("numerical_gradients")
def numgrad_flat_identity(f, params, h=1e-5):
    v = _flat(params)
    slopes = [
        (f(_unflat(v + e, params)) - f(_unflat(v - e, params))) / h / 2 for e in h * np.eye(v.size)
    ]
    return _unflat(np.array(slopes), params)


@right("numerical_gradients")
def numgrad_in_place_and_restore(f, params, h=1e-5):
    own = Params(*[np.array(a, dtype=float) for a in params])
    grads = Params(*[np.empty(a.shape) for a in own])
    for array, grad in zip(own, grads):
        it = np.nditer(array, flags=["multi_index"])
        for _ in it:
            i = it.multi_index
            kept = array[i]
            array[i] = kept + h
            up = f(own)
            array[i] = kept - h
            down = f(own)
            array[i] = kept
            grad[i] = (up - down) / (2.0 * h)
    return grads


@right("numerical_gradients")
def numgrad_closure_of_one_number(f, params, h=1e-5):
    def along(name, r, c):
        def g(t):
            moved = np.array(getattr(params, name), dtype=float)
            moved[r, c] += t
            return float(f(params._replace(**{name: moved})))

        return g

    def slope(g):
        return 0.5 * (g(h) - g(-h)) / h

    out = {}
    for name in params._fields:
        rows, cols = getattr(params, name).shape
        out[name] = np.array([[slope(along(name, r, c)) for c in range(cols)] for r in range(rows)])
    return Params(**out)


@right("numerical_gradients")
def numgrad_one_hot_arrays_generator(f, params, h=1e-5):
    def one_array(k):
        shape = params[k].shape
        for n in range(params[k].size):
            hot = np.zeros(params[k].size)
            hot[n] = h
            hot = hot.reshape(shape)
            up = type(params)(*[a + hot if j == k else a for j, a in enumerate(params)])
            down = type(params)(*[a - hot if j == k else a for j, a in enumerate(params)])
            yield (f(up) - f(down)) / (h + h)

    return [
        np.fromiter(one_array(k), dtype=float).reshape(params[k].shape) for k in range(len(params))
    ]


@right("numerical_gradients")
def numgrad_average_of_both_sides(f, params, h=1e-5):
    v = _flat(params)
    here = f(_unflat(v, params))
    g = np.zeros_like(v)
    for i in range(len(v)):
        w = v.copy()
        w[i] = v[i] + h
        forward_slope = (f(_unflat(w, params)) - here) / h
        w[i] = v[i] - h
        backward_slope = (here - f(_unflat(w, params))) / h
        g[i] = (forward_slope + backward_slope) / 2
    return tuple(_unflat(g, params))


@right("numerical_gradients")
def numgrad_vectorize_over_positions(f, params, h=1e-5):
    v = _flat(params)

    def at(i, d):
        return f(_unflat(np.where(np.arange(v.size) == i, v + d, v), params))

    return _unflat(
        np.vectorize(lambda i: (at(i, h) - at(i, -h)) / (2 * h), otypes=[float])(np.arange(v.size)),
        params,
    )


# ====================================================================== numerical_gradients: wrong
@wrong("numerical_gradients", "one-sided")
def numgrad_forward_difference(f, params, h=1e-5):
    base = f(params)
    out = []
    for k in range(4):
        g = np.zeros(params[k].shape)
        for idx in np.ndindex(g.shape):
            moved = [np.array(a, dtype=float) for a in params]
            moved[k][idx] += h
            g[idx] = (f(Params(*moved)) - base) / h
        out.append(g)
    return Params(*out)


@wrong("numerical_gradients", "one-sided")
def numgrad_backward_difference_flat(f, params, h=1e-5):
    v = _flat(params)
    c = f(params)
    return _unflat([(c - f(_unflat(v - h * e, params))) / h for e in np.eye(len(v))], params)


@wrong("numerical_gradients", "one-sided")
def numgrad_forward_in_place_restored(f, params, h=1e-5):
    own = Params(*[np.array(a, dtype=float) for a in params])
    grads = []
    for a in own:
        g = np.zeros_like(a)
        for r in range(a.shape[0]):
            for c in range(a.shape[1]):
                before, kept = f(own), a[r, c]
                a[r, c] += h
                g[r, c] = (f(own) - before) / h
                a[r, c] = kept
        grads.append(g)
    return grads


@wrong("numerical_gradients", "not-restored")
def numgrad_left_at_minus_h(f, params, h=1e-5):
    own = Params(*[np.array(a, dtype=float) for a in params])
    grads = []
    for a in own:
        g = np.zeros_like(a)
        for idx in np.ndindex(a.shape):
            a[idx] += h
            up = f(own)
            a[idx] -= 2 * h
            g[idx] = (up - f(own)) / (2 * h)
        grads.append(g)
    return Params(*grads)


@wrong("numerical_gradients", "not-restored")
def numgrad_vectors_drift(f, params, h=1e-5):
    plus, minus = _flat(params), _flat(params)
    g = np.zeros(plus.size)
    for i in range(g.size):
        plus[i] += h
        minus[i] -= h
        g[i] = (f(_unflat(plus, params)) - f(_unflat(minus, params))) / (2 * h)
    return _unflat(g, params)


@wrong("numerical_gradients", "not-restored")
def numgrad_in_the_callers_arrays(f, params, h=1e-5):
    grads = [np.zeros(a.shape) for a in params]
    for a, g in zip(params, grads):
        for i in range(a.size):
            a.flat[i] += h
            up = f(params)
            a.flat[i] -= 2 * h
            down = f(params)
            g.flat[i] = (up - down) / (2 * h)
    return Params(*grads)


@wrong("numerical_gradients", "step-not-halved")
def numgrad_central_over_h(f, params, h=1e-5):
    v = _flat(params)
    g = np.zeros_like(v)
    for i in range(v.size):
        e = np.zeros_like(v)
        e[i] = h
        g[i] = (f(_unflat(v + e, params)) - f(_unflat(v - e, params))) / h
    return _unflat(g, params)


@wrong("numerical_gradients", "step-not-halved")
def numgrad_precedence_of_two_h(f, params, h=1e-5):
    out = []
    for k, a in enumerate(params):
        g = np.zeros(a.shape)
        for r, c in itertools.product(*map(range, a.shape)):
            hot = np.zeros(a.shape)
            hot[r, c] = 2 * h
            up = params._replace(**{params._fields[k]: a + hot / 2})
            down = params._replace(**{params._fields[k]: a - hot / 2})
            g[r, c] = (f(up) - f(down)) / hot[r, c] * 2
        out.append(g)
    return out


# The author called it wrong, for it fails with arrays of whole numbers. The contract promises floats.
@right("numerical_gradients")
def numgrad_copy_keeps_dtype(f, params, h=1e-5):
    own = Params(*[a.copy() for a in params])
    grads = []
    for a in own:
        g = np.zeros(a.shape)
        for idx in np.ndindex(a.shape):
            kept = a[idx]
            a[idx] = kept + h
            up = f(own)
            a[idx] = kept - h
            down = f(own)
            a[idx] = kept
            g[idx] = (up - down) / (2 * h)
        grads.append(g)
    return Params(*grads)


# The author called it wrong, for it fails with arrays of whole numbers. The contract promises floats.
@right("numerical_gradients")
def numgrad_zeros_like_result(f, params, h=1e-5):
    grads = []
    for k, a in enumerate(params):
        g = np.zeros_like(a)
        for r in range(a.shape[0]):
            for c in range(a.shape[1]):
                hot = np.zeros(a.shape)
                hot[r, c] = h
                hi = f(Params(*[b + hot if j == k else b for j, b in enumerate(params)]))
                lo = f(Params(*[b - hot if j == k else b for j, b in enumerate(params)]))
                g[r, c] = (hi - lo) / (2 * h)
        grads.append(g)
    return tuple(grads)


# The author called it wrong, for it fails with arrays of whole numbers. The contract promises floats.
@right("numerical_gradients")
def numgrad_hot_array_like_params(f, params, h=1e-5):
    out = []
    for k, a in enumerate(params):
        g = []
        for i in range(a.size):
            hot = np.zeros_like(a)
            hot.flat[i] = h
            hi, lo = list(params), list(params)
            hi[k], lo[k] = a + hot, a - hot
            g.append((f(Params(*hi)) - f(Params(*lo))) / (2 * h))
        out.append(np.reshape(g, a.shape))
    return Params(*out)


@wrong("numerical_gradients", "all-at-once")
def numgrad_whole_array_moves(f, params, h=1e-5):
    out = []
    for k in range(4):
        up = Params(*[a + h if j == k else a for j, a in enumerate(params)])
        down = Params(*[a - h if j == k else a for j, a in enumerate(params)])
        out.append(np.full(params[k].shape, (f(up) - f(down)) / (2 * h)))
    return Params(*out)


@wrong("numerical_gradients", "all-at-once")
def numgrad_everything_moves(f, params, h=1e-5):
    slope = (f(Params(*[a + h for a in params])) - f(Params(*[a - h for a in params]))) / (2 * h)
    return [np.ones(a.shape) * slope for a in params]


@wrong("numerical_gradients", "all-at-once")
def numgrad_forgets_index_in_loop(f, params, h=1e-5):
    grads = {}
    for name, a in zip(Params._fields, params):
        g = np.zeros(a.shape)
        for i in np.ndindex(a.shape):
            g[i] = (f(params._replace(**{name: a + h})) - f(params._replace(**{name: a - h}))) / (
                2 * h
            )
        grads[name] = g
    return Params(**grads)


@wrong("numerical_gradients", "step-too-small")
def numgrad_h_1e_15(f, params, h=1e-5):
    return numgrad_flat_identity(f, params, 1e-15)


@wrong("numerical_gradients", "step-too-small")
def numgrad_h_to_the_fourth(f, params, h=1e-5):
    h = h**4
    out = []
    for k in range(4):
        g = np.zeros(params[k].shape)
        for i in np.ndindex(g.shape):
            a, b = [np.array(p, float) for p in params], [np.array(p, float) for p in params]
            a[k][i] += h
            b[k][i] -= h
            g[i] = (f(Params(*a)) - f(Params(*b))) / (2 * h)
        out.append(g)
    return Params(*out)


@wrong("numerical_gradients", "step-too-small")
def numgrad_smallest_float(f, params, h=1e-5):
    return Params(*numgrad_one_hot_arrays_generator(f, params, np.finfo(float).tiny))


@wrong("numerical_gradients")
def numgrad_minus_plus(f, params, h=1e-5):
    return Params(*[-g for g in numgrad_flat_identity(f, params, h)])


@wrong("numerical_gradients")
def numgrad_half_steps_over_two_h(f, params, h=1e-5):
    v = _flat(params)
    return _unflat(
        [
            (f(_unflat(v + h / 2 * e, params)) - f(_unflat(v - h / 2 * e, params))) / (2 * h)
            for e in np.eye(v.size)
        ],
        params,
    )


@wrong("numerical_gradients")
def numgrad_only_weights(f, params, h=1e-5):
    g = numgrad_flat_identity(f, params, h)
    return g._replace(b1=np.zeros_like(g.b1), b2=np.zeros_like(g.b2))


@wrong("numerical_gradients")
def numgrad_first_row_only(f, params, h=1e-5):
    g = numgrad_flat_identity(f, params, h)
    for a in g:
        a[1:] = 0
    return g


@wrong("numerical_gradients")
def numgrad_two_by_two_only(f, params, h=1e-5):
    full = numgrad_flat_identity(f, params, h)
    out = [np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1))]
    for o, g in zip(out, full):
        for i in np.ndindex(o.shape):
            o[i] = g[i]
    return Params(*out)


@wrong("numerical_gradients")
def numgrad_h_argument_ignored(f, params, h=1e-5):
    return numgrad_flat_identity(f, params)


@wrong("numerical_gradients")
def numgrad_off_by_one_range(f, params, h=1e-5):
    v = _flat(params)
    g = np.zeros(v.size)
    for i in range(v.size - 1):
        e = np.zeros(v.size)
        e[i] = h
        g[i] = (f(_unflat(v + e, params)) - f(_unflat(v - e, params))) / (2 * h)
    return _unflat(g, params)


@wrong("numerical_gradients")
def numgrad_flat_result(f, params, h=1e-5):
    return _flat(numgrad_flat_identity(f, params, h))


@wrong("numerical_gradients")
def numgrad_calls_f_with_four_arguments(f, params, h=1e-5):
    return numgrad_flat_identity(lambda p: f(*p), params, h)


@wrong("numerical_gradients")
def numgrad_cheats_with_backprop_on_xor(f, params, h=1e-5):
    return _grads(params, X_xor, Y_xor)


@wrong("numerical_gradients")
def numgrad_absolute_values(f, params, h=1e-5):
    return Params(*[np.abs(g) for g in numgrad_flat_identity(f, params, h)])


@wrong("numerical_gradients")
def numgrad_not_divided(f, params, h=1e-5):
    return Params(*[g * 2 * h for g in numgrad_flat_identity(f, params, h)])


@wrong("numerical_gradients")
def numgrad_column_major_reshape(f, params, h=1e-5):
    return Params(
        *[g.ravel().reshape(g.shape, order="F") for g in numgrad_flat_identity(f, params, h)]
    )


@wrong("numerical_gradients")
def numgrad_second_derivative(f, params, h=1e-5):
    v, h = _flat(params), max(h, 1e-4)
    c = f(params)
    return _unflat(
        [
            (f(_unflat(v + h * e, params)) - 2 * c + f(_unflat(v - h * e, params))) / h**2
            for e in np.eye(v.size)
        ],
        params,
    )


@wrong("numerical_gradients")
def numgrad_while_that_never_advances(f, params, h=1e-5):
    i, g = 0, np.zeros(4)
    while i < 4:
        g[i] = f(params)
    return g


# ====================================================================== relative_error: right
@right("relative_error")
def relerr_norms(a, b):
    top = np.linalg.norm(a - b)
    bottom = np.linalg.norm(a) + np.linalg.norm(b)
    return float(top / bottom) if bottom > 0 else 0.0


@right("relative_error")
def relerr_sqrt_of_sums(a, b):
    def length(v):
        return np.sqrt(np.sum(np.square(v)))

    if not (np.any(a) or np.any(b)):
        return 0.0
    return length(a - b) / (length(a) + length(b))


@right("relative_error")
def relerr_python_numbers(a, b):
    u, v = np.ravel(a).tolist(), np.ravel(b).tolist()
    d = math.sqrt(math.fsum((x - y) ** 2 for x, y in zip(u, v)))
    s = math.sqrt(math.fsum(x * x for x in u)) + math.sqrt(math.fsum(y * y for y in v))
    return d / s if s else 0.0


@right("relative_error")
def relerr_hypot(a, b):
    total = math.hypot(*np.ravel(a)) + math.hypot(*np.ravel(b))
    if total == 0:
        return 0
    return math.hypot(*np.ravel(np.subtract(a, b))) / total


@right("relative_error")
def relerr_nan_becomes_zero(a, b):
    a, b = np.asarray(a, float).ravel(), np.asarray(b, float).ravel()
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.sqrt((a - b) @ (a - b)) / (np.sqrt(a @ a) + np.sqrt(b @ b)))


@right("relative_error")
def relerr_np_divide_where(a, b):
    n = [np.array(np.linalg.norm(np.ravel(v))) for v in (np.subtract(a, b), a, b)]
    s = n[1] + n[2]
    return np.divide(n[0], s, out=np.zeros(()), where=s != 0).item()


@right("relative_error")
def relerr_try_except(a, b):
    flat_a, flat_b = (
        [float(x) for x in np.nditer(np.asarray(a, float))],
        [float(x) for x in np.nditer(np.asarray(b, float))],
    )
    try:
        return sum((x - y) ** 2 for x, y in zip(flat_a, flat_b)) ** 0.5 / (
            sum(x * x for x in flat_a) ** 0.5 + sum(y * y for y in flat_b) ** 0.5
        )
    except ZeroDivisionError:
        return 0.0


# ====================================================================== relative_error: wrong
@wrong("relative_error", "absolute-error")
def relerr_norm_of_difference(a, b):
    return float(np.linalg.norm(a - b))


@wrong("relative_error", "absolute-error")
def relerr_root_of_squares_loop(u, v):
    total = 0.0
    for x, y in zip(np.ravel(u), np.ravel(v)):
        total += (x - y) ** 2
    return math.sqrt(total)


@wrong("relative_error", "zero-over-zero")
def relerr_no_zero_case(a, b):
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))


@wrong("relative_error", "zero-over-zero")
def relerr_python_division_by_zero(a, b):
    def n(v):
        return math.sqrt(sum(float(x) ** 2 for x in np.ravel(v)))

    return n(a - b) / (n(a) + n(b))


@wrong("relative_error", "zero-over-zero")
def relerr_zero_case_gives_one(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    if s == 0:
        return 1.0
    return float(np.linalg.norm(a - b) / s)


@wrong("relative_error", "signed")
def relerr_difference_of_norms(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    return float((np.linalg.norm(a) - np.linalg.norm(b)) / s) if s else 0.0


@wrong("relative_error", "signed")
def relerr_sums_without_norm(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    if s == 0:
        return 0.0
    return np.sum(a - b) / s


@wrong("relative_error", "signed")
def relerr_sum_over_sum_loops(a, b):
    top = bottom = 0.0
    for x, y in zip(np.ravel(a), np.ravel(b)):
        top += x - y
        bottom += x + y
    return top / bottom if bottom else 0.0


@wrong("relative_error")
def relerr_only_norm_a_below(a, b):
    n = np.linalg.norm(a)
    return float(np.linalg.norm(a - b) / n) if n else 0.0


@wrong("relative_error")
def relerr_max_norm_below(a, b):
    n = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(a - b) / n) if n else 0.0


@wrong("relative_error")
def relerr_norm_of_sum_below(a, b):
    n = np.linalg.norm(a + b)
    return float(np.linalg.norm(a - b) / n) if n else 0.0


@wrong("relative_error")
def relerr_squared_norms(a, b):
    s = np.sum(a**2) + np.sum(b**2)
    return float(np.sum((a - b) ** 2) / s) if s else 0.0


@wrong("relative_error")
def relerr_first_norm(a, b):
    s = np.abs(a).sum() + np.abs(b).sum()
    return float(np.abs(a - b).sum() / s) if s else 0.0


@wrong("relative_error")
def relerr_elementwise_mean(a, b):
    s = np.abs(a) + np.abs(b)
    return float(np.mean(np.abs(a - b) / np.where(s == 0, 1, s)))


@wrong("relative_error")
def relerr_elementwise_array(a, b):
    s = np.abs(a) + np.abs(b)
    return np.abs(a - b) / np.where(s == 0, 1, s)


@wrong("relative_error")
def relerr_percent(a, b):
    return 100 * relerr_norms(a, b)


@wrong("relative_error")
def relerr_big_epsilon(a, b):
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 0.1))


@wrong("relative_error")
def relerr_missing_parentheses(a, b):
    na, nb = np.linalg.norm(a), np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / na + nb) if na else 0.0


@wrong("relative_error")
def relerr_subtracts_in_place(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    a -= b
    return float(np.linalg.norm(a) / s) if s else 0.0


@wrong("relative_error")
def relerr_true_or_false(a, b):
    return bool(np.allclose(a, b))


@wrong("relative_error")
def relerr_plus_instead_of_minus(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a + b) / s) if s else 0.0


@wrong("relative_error")
def relerr_factor_two(a, b):
    return min(1.0, 2 * relerr_norms(a, b))


@wrong("relative_error")
def relerr_rounded(a, b):
    return round(relerr_norms(a, b), 3)


@wrong("relative_error")
def relerr_spectral_norm(a, b):
    a, b = np.atleast_2d(a), np.atleast_2d(b)
    s = np.linalg.norm(a, 2) + np.linalg.norm(b, 2)
    return float(np.linalg.norm(a - b, 2) / s) if s else 0.0


@wrong("relative_error")
def relerr_first_row_only(a, b):
    return relerr_norms(a[:1], b[:1])


@wrong("relative_error")
def relerr_text(a, b):
    return "%.2e" % relerr_norms(a, b)


@wrong("relative_error")
def relerr_no_return(a, b):
    error = relerr_norms(a, b)


# ====================================================================== initialise: right
@right("initialise")
def init_four_uniforms(rng, scale):
    return Params(
        rng.uniform(-scale, scale, (2, 2)),
        rng.uniform(-scale, scale, (2, 1)),
        rng.uniform(-scale, scale, (1, 2)),
        rng.uniform(-scale, scale, (1, 1)),
    )


@right("initialise")
def init_random_stretched(rng, scale):
    return tuple((2 * rng.random(shape) - 1) * scale for shape in [(2, 2), (2, 1), (1, 2), (1, 1)])


@right("initialise")
def init_nine_numbers_cut(rng, scale):
    v = rng.uniform(-scale, scale, size=9)
    return [v[0:4].reshape(2, 2), v[4:6].reshape(2, 1), v[6:8].reshape(1, 2), v[8:9].reshape(1, 1)]


@right("initialise")
def init_number_by_number(rng, scale):
    def box(rows, cols):
        return np.array([[rng.uniform(-scale, scale) for _ in range(cols)] for _ in range(rows)])

    return Net(box(2, 2), box(2, 1), box(1, 2), box(1, 1))


@right("initialise")
def init_biases_drawn_first(rng, scale, n_in=2, n_hidden=2, n_out=1):
    b1 = scale * rng.uniform(-1, 1, (n_hidden, 1))
    b2 = scale * rng.uniform(-1, 1, (n_out, 1))
    W2 = scale * rng.uniform(-1, 1, (n_out, n_hidden))
    W1 = scale * rng.uniform(-1, 1, (n_hidden, n_in))
    return Params(W1=W1, b1=b1, W2=W2, b2=b2)


@right("initialise")
def init_low_plus_width(rng, scale):
    shapes = dict(W1=(2, 2), b1=(2, 1), W2=(1, 2), b2=(1, 1))
    return Params(**{k: -scale + 2 * scale * rng.random(s) for k, s in shapes.items()})


@right("initialise")
def init_fill_empty_arrays(rng, scale):
    p = Params(np.empty((2, 2)), np.empty((2, 1)), np.empty((1, 2)), np.empty((1, 1)))
    for a in reversed(p):
        rng.random(out=a)
        a *= 2 * scale
        a -= scale
    return p


# ====================================================================== initialise: wrong
@wrong("initialise", "all-equal")
def init_one_number_everywhere(rng, scale):
    w = rng.uniform(-scale, scale)
    return Params(np.full((2, 2), w), np.full((2, 1), w), np.full((1, 2), w), np.full((1, 1), w))


@wrong("initialise", "all-equal")
def init_zeros(rng, scale):
    return Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))


@wrong("initialise", "all-equal")
def init_scale_times_ones(rng, scale):
    return tuple(scale * np.ones(s) for s in ((2, 2), (2, 1), (1, 2), (1, 1)))


@wrong("initialise", "all-equal")
def init_one_number_for_each_array(rng, scale):
    return [np.ones(s) * rng.uniform(-scale, scale) for s in ((2, 2), (2, 1), (1, 2), (1, 1))]


@wrong("initialise", "one-sided-range")
def init_zero_to_scale(rng, scale):
    return Params(*[rng.uniform(0, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong("initialise", "one-sided-range")
def init_scale_times_random(rng, scale):
    W1 = scale * rng.random((2, 2))
    b1 = scale * rng.random((2, 1))
    W2 = scale * rng.random((1, 2))
    b2 = scale * rng.random((1, 1))
    return W1, b1, W2, b2


@wrong("initialise", "one-sided-range")
def init_minus_scale_to_zero(rng, scale):
    v = -scale * rng.random(9)
    return v[:4].reshape(2, 2), v[4:6].reshape(2, 1), v[6:8].reshape(1, 2), v[8:].reshape(1, 1)


@wrong("initialise", "scale-ignored")
def init_minus_one_to_one(rng, scale):
    return Params(*[rng.uniform(-1, 1, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong("initialise", "scale-ignored")
def init_scale_overwritten(rng, scale):
    scale = 0.5
    v = scale * (2 * rng.random(9) - 1)
    return Params(v[:4].reshape(2, 2), v[4:6, None], v[None, 6:8], v[8:, None])


@wrong("initialise", "global-random")
def init_np_random_uniform(rng, scale):
    return Params(*[np.random.uniform(-scale, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong("initialise", "global-random")
def init_np_random_rand(rng, scale):
    W1 = (np.random.rand(2, 2) * 2 - 1) * scale
    b1 = (np.random.rand(2, 1) * 2 - 1) * scale
    W2 = (np.random.rand(1, 2) * 2 - 1) * scale
    b2 = (np.random.rand(1, 1) * 2 - 1) * scale
    return [W1, b1, W2, b2]


@wrong("initialise", "global-random")
def init_python_random(rng, scale):
    return Params(
        *[
            np.array([[random.uniform(-scale, scale) for _ in range(c)] for _ in range(r)])
            for r, c in ((2, 2), (2, 1), (1, 2), (1, 1))
        ]
    )


@wrong("initialise", "normal-instead")
def init_normal_scale(rng, scale):
    return Params(*[rng.normal(0, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong("initialise", "normal-instead")
def init_standard_normal_times_scale(rng, scale):
    v = scale * rng.standard_normal(9)
    return Params(
        v[:4].reshape(2, 2), v[4:6].reshape(2, 1), v[6:8].reshape(1, 2), v[8:].reshape(1, 1)
    )


@wrong("initialise")
def init_own_seed(rng, scale):
    rng = np.random.default_rng(0)
    return init_four_uniforms(rng, scale)


@wrong("initialise", "global-random")
def init_rng_used_as_seed_holder(rng, scale):
    np.random.seed(42)
    return init_four_uniforms(np.random, scale)


@wrong("initialise")
def init_flat_biases(rng, scale):
    return Params(
        rng.uniform(-scale, scale, (2, 2)),
        rng.uniform(-scale, scale, 2),
        rng.uniform(-scale, scale, (1, 2)),
        rng.uniform(-scale, scale, 1),
    )


@wrong("initialise")
def init_w2_column(rng, scale):
    p = init_four_uniforms(rng, scale)
    return p._replace(W2=p.W2.T)


@wrong("initialise")
def init_three_hidden(rng, scale):
    return init_biases_drawn_first(rng, scale, n_hidden=3)


@wrong("initialise")
def init_half_scale(rng, scale):
    return init_four_uniforms(rng, scale / 2)


@wrong("initialise")
def init_double_scale(rng, scale):
    return init_four_uniforms(rng, 2 * scale)


@wrong("initialise")
def init_high_forgotten(rng, scale):
    return Params(*[rng.uniform(-scale, size=s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong("initialise")
def init_integers(rng, scale):
    return Params(*[rng.integers(-1, 2, s) * scale for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong("initialise")
def init_twin_hidden_units(rng, scale):
    p = init_four_uniforms(rng, scale)
    return Params(
        np.vstack([p.W1[0], p.W1[0]]),
        np.full((2, 1), p.b1[0, 0]),
        np.full((1, 2), p.W2[0, 0]),
        p.b2,
    )


@wrong("initialise")
def init_dictionary(rng, scale):
    return init_four_uniforms(rng, scale)._asdict()


@wrong("initialise")
def init_two_arrays(rng, scale):
    return rng.uniform(-scale, scale, (2, 2)), rng.uniform(-scale, scale, (1, 2))


@wrong("initialise")
def init_sleeps_for_an_hour(rng, scale):
    time.sleep(3600)
    return init_four_uniforms(rng, scale)


_kept_start = []


@wrong("initialise")
def init_same_every_time(rng, scale):
    if not _kept_start:
        _kept_start.append(init_four_uniforms(rng, scale))
    return _kept_start[0]


# ====================================================================== train: right
@right("train")
def train_plain(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        params = _down(params, _grads(params, X, Y), learning_rate)
    return params, costs


@right("train")
def train_preallocated_array(params, X, Y, learning_rate, epochs):
    costs = np.zeros(epochs)
    W1, b1, W2, b2 = (np.array(a, dtype=float) for a in params)
    for i in range(epochs):
        A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
        A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
        p = np.clip(A2, 1e-15, 1 - 1e-15)
        costs[i] = -np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p))
        E = A2 - Y
        D = W2.T @ E * A1 * (1 - A1)
        W2 -= learning_rate * E @ A1.T
        b2 -= learning_rate * E.sum(axis=1, keepdims=True)
        W1 -= learning_rate * D @ X.T
        b1 -= learning_rate * D.sum(axis=1, keepdims=True)
    return (W1, b1, W2, b2), costs


@right("train")
def train_generator_of_weights(params, X, Y, learning_rate, epochs):
    def history():
        p = params
        while True:
            yield p
            p = _down(p, _grads(p, X, Y), learning_rate)

    visited = list(itertools.islice(history(), epochs + 1))
    return visited[-1], [_cost(_fwd(p, X)[3], Y) for p in visited[:-1]]


@right("train")
def train_recursive(params, X, Y, learning_rate, epochs):
    if epochs == 0:
        return params, []
    if epochs > 100:
        middle, first = train_recursive(params, X, Y, learning_rate, epochs // 2)
        last, second = train_recursive(middle, X, Y, learning_rate, epochs - epochs // 2)
        return last, first + second
    here = _cost(_fwd(params, X)[3], Y)
    end, later = train_recursive(
        _down(params, _grads(params, X, Y), learning_rate), X, Y, learning_rate, epochs - 1
    )
    return end, [here] + later


class Trainer:
    __name__ = "train_object"

    def __call__(self, params, X, Y, learning_rate, epochs):
        self.p, self.log = [np.array(a, dtype=float) for a in params], []
        while len(self.log) < epochs:
            self.one(X, Y, learning_rate)
        return tuple(self.p), tuple(self.log)

    def one(self, X, Y, rate):
        g = gradients_einsum_tuple(Params(*self.p), X, Y)
        self.log.append(cost_python_loops(_fwd(self.p, X)[3], Y))
        for a, d in zip(self.p, g):
            a -= rate * d


right("train")(Trainer())


@right("train")
def train_summing_sample_gradients(params, X, Y, learning_rate, epochs):
    p, costs = Params(*[np.array(a, float) for a in params]), []
    for epoch in range(1, epochs + 1):
        c, total = 0.0, [np.zeros(a.shape) for a in p]
        for j in range(X.shape[1]):
            x, y = X[:, j : j + 1], Y[:, j : j + 1]
            c += _cost(_fwd(p, x)[3], y)
            total = [t + g for t, g in zip(total, _grads(p, x, y))]
        costs.append(c)
        p = _down(p, total, learning_rate)
    return [p, np.array(costs)]


@right("train")
def train_cost_first_then_after_each_step(params, X, Y, learning_rate, epochs):
    costs = [_cost(_fwd(params, X)[3], Y)]
    for _ in range(epochs):
        params = step_in_place_on_own_copies(params, _grads(params, X, Y), learning_rate)
        costs.append(_cost(_fwd(params, X)[3], Y))
    costs.pop()
    return Net(*params), costs


@right("train")
def train_functools_reduce(params, X, Y, learning_rate, epochs, verbose=False):
    def one(state, _):
        p, costs = state
        return _down(p, _grads(p, X, Y), learning_rate), costs + [_cost(_fwd(p, X)[3], Y)]

    return functools.reduce(one, range(epochs), (params, []))


# ====================================================================== train: wrong
# It ends one step from the start, and each cost is that of the start: so does a loop that measures
# costs, with one step after it. No result tells the two apart.
@wrong("train", "reset-every-epoch", "one-step-only")
def train_starts_over_in_loop(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        p = Params(*[np.array(a, float) for a in params])
        costs.append(_cost(_fwd(p, X)[3], Y))
        p = _down(p, _grads(p, X, Y), learning_rate)
    return p, costs


# The same weights and costs as train_starts_over_in_loop.
@wrong("train", "reset-every-epoch", "one-step-only")
def train_never_assigns_back(start, X, Y, rate, epochs):
    costs = np.empty(epochs)
    for i in range(epochs):
        g = gradients_scalar_loops(start, X, Y)
        new = [a - rate * d for a, d in zip(start, g)]
        costs[i] = _cost(_fwd(start, X)[3], Y)
    return tuple(new), costs


@wrong("train", "cost-after-update")
def train_cost_at_end_of_loop(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        params = _down(params, _grads(params, X, Y), learning_rate)
        costs.append(_cost(_fwd(params, X)[3], Y))
    return params, costs


@wrong("train", "cost-after-update")
def train_cost_of_fresh_forward_arrays(p, X, Y, lr, n):
    W1, b1, W2, b2 = [np.array(a, float) for a in p]
    log = np.zeros(n)
    for t in range(n):
        h = _sig(W1 @ X + b1)
        e = _sig(W2 @ h + b2) - Y
        d = W2.T @ e * (h - h * h)
        W1 -= lr * d @ X.T
        b1 -= lr * d.sum(1)[:, None]
        W2 -= lr * e @ h.T
        b2 -= lr * e.sum(1)[:, None]
        log[t] = _cost(_sig(W2 @ _sig(W1 @ X + b1) + b2), Y)
    return (W1, b1, W2, b2), log


@wrong("train", "changes-arguments")
def train_in_place(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        for a, g in zip(params, _grads(params, X, Y)):
            a -= learning_rate * g
    return params, costs


@wrong("train", "changes-arguments")
def train_unpacked_in_place(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = params
    costs = np.zeros(epochs)
    for i in range(epochs):
        A1 = _sig(W1 @ X + b1)
        A2 = _sig(W2 @ A1 + b2)
        costs[i] = _cost(A2, Y)
        dZ2 = A2 - Y
        dZ1 = W2.T @ dZ2 * A1 * (1 - A1)
        W1 -= learning_rate * dZ1 @ X.T
        b1 -= learning_rate * dZ1.sum(axis=1, keepdims=True)
        W2 -= learning_rate * dZ2 @ A1.T
        b2 -= learning_rate * dZ2.sum(axis=1, keepdims=True)
    return Params(W1, b1, W2, b2), costs


@wrong("train", "changes-arguments")
def train_list_copy_is_shallow(params, X, Y, learning_rate, epochs):
    mine = list(params)
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(mine, X)[3], Y))
        g = _grads(mine, X, Y)
        for k in range(4):
            mine[k] -= learning_rate * g[k]
    return mine, costs


@wrong("train", "one-step-only")
def train_return_indented(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        params = _down(params, _grads(params, X, Y), learning_rate)
        return params, costs


@wrong("train", "one-step-only")
def train_update_after_loop(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        g = _grads(params, X, Y)
    return _down(params, g, learning_rate), costs


@wrong("train", "one-step-only")
def train_no_loop(params, X, Y, learning_rate, epochs):
    c = _cost(_fwd(params, X)[3], Y)
    new = step_as_one_long_vector(params, gradients_cosh_slope(params, X, Y), learning_rate)
    return new, np.full(epochs, c)


@wrong("train", "one-sample-only")
def train_first_sample(params, X, Y, learning_rate, epochs):
    return train_plain(params, X[:, :1], Y[:, :1], learning_rate, epochs)


@wrong("train", "one-sample-only")
def train_last_sample_gradient(params, X, Y, learning_rate, epochs):
    p, costs = params, []
    for _ in range(epochs):
        costs.append(_cost(_fwd(p, X)[3], Y))
        for j in range(X.shape[1]):
            g = gradients_outer_products(p, X[:, [j]], Y[:, [j]])
        p = _down(p, g, learning_rate)
    return p, costs


@wrong("train", "one-sample-only")
def train_sample_number_epoch(params, X, Y, learning_rate, epochs):
    p, costs = params, []
    for i in range(epochs):
        j = i % X.shape[1]
        costs.append(_cost(_fwd(p, X)[3], Y))
        p = _down(p, _grads(p, X[:, [j]], Y[:, [j]]), learning_rate)
    return p, costs


@wrong("train", "stale-weights")
def train_gradient_computed_once(params, X, Y, learning_rate, epochs):
    g = _grads(params, X, Y)
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        params = _down(params, g, learning_rate)
    return params, costs


@wrong("train", "stale-weights")
def train_gradient_at_the_start_weights(params, X, Y, learning_rate, epochs):
    p, costs = [np.array(a, float) for a in params], np.zeros(epochs)
    for i in range(epochs):
        costs[i] = _cost(_fwd(p, X)[3], Y)
        g = gradients_einsum_tuple(params, X, Y)
        for k in range(4):
            p[k] = p[k] - learning_rate * g[k]
    return p, costs


@wrong("train", "stale-weights")
def train_forward_pass_outside_loop(params, X, Y, rate, epochs):
    W1, b1, W2, b2 = [np.array(a, float) for a in params]
    A1 = _sig(W1 @ X + b1)
    A2 = _sig(W2 @ A1 + b2)
    costs = []
    for _ in range(epochs):
        costs.append(_cost(A2, Y))
        E = A2 - Y
        D = W2.T @ E * A1 * (1 - A1)
        W1 = W1 - rate * D @ X.T
        b1 = b1 - rate * D.sum(1, keepdims=True)
        W2 = W2 - rate * E @ A1.T
        b2 = b2 - rate * E.sum(1, keepdims=True)
    return Params(W1, b1, W2, b2), costs


@wrong("train", "stale-weights")
def train_w2_moved_before_hidden_delta(params, X, Y, rate, epochs):
    W1, b1, W2, b2 = params
    costs = []
    for _ in range(epochs):
        A1 = _sig(W1 @ X + b1)
        A2 = _sig(W2 @ A1 + b2)
        costs.append(_cost(A2, Y))
        E = A2 - Y
        W2 = W2 - rate * E @ A1.T
        b2 = b2 - rate * E.sum(1, keepdims=True)
        D = W2.T @ E * A1 * (1 - A1)
        W1 = W1 - rate * D @ X.T
        b1 = b1 - rate * D.sum(1, keepdims=True)
    return Params(W1, b1, W2, b2), costs


@wrong("train", "off-by-one")
def train_range_from_one(params, X, Y, learning_rate, epochs):
    costs = []
    for i in range(1, epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        params = _down(params, _grads(params, X, Y), learning_rate)
    return params, costs


@wrong("train", "off-by-one")
def train_one_too_many(params, X, Y, learning_rate, epochs):
    costs, i = [], 0
    while i <= epochs:
        costs.append(_cost(_fwd(params, X)[3], Y))
        params = _down(params, _grads(params, X, Y), learning_rate)
        i += 1
    return params, costs


@wrong("train", "off-by-one")
def train_extra_final_cost(params, X, Y, learning_rate, epochs):
    p, costs = train_plain(params, X, Y, learning_rate, epochs)
    return p, list(costs) + [_cost(_fwd(p, X)[3], Y)]


@wrong("train", "off-by-one")
def train_weights_before_last_update(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        last = params
        costs.append(_cost(_fwd(last, X)[3], Y))
        params = _down(last, _grads(last, X, Y), learning_rate)
    return last, costs


@wrong("train")
def train_sample_by_sample_updates(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        for j in range(X.shape[1]):
            params = _down(params, _grads(params, X[:, [j]], Y[:, [j]]), learning_rate)
    return params, costs


@wrong("train")
def train_mean_gradient(params, X, Y, learning_rate, epochs):
    return train_plain(params, X, Y, learning_rate / X.shape[1], epochs)


@wrong("train")
def train_mean_cost(params, X, Y, learning_rate, epochs):
    p, costs = train_plain(params, X, Y, learning_rate, epochs)
    return p, [c / X.shape[1] for c in costs]


@wrong("train")
def train_uphill(params, X, Y, learning_rate, epochs):
    return train_plain(params, X, Y, -learning_rate, epochs)


@wrong("train")
def train_returns_swapped(params, X, Y, learning_rate, epochs):
    p, costs = train_plain(params, X, Y, learning_rate, epochs)
    return costs, p


@wrong("train")
def train_returns_params_only(params, X, Y, learning_rate, epochs):
    return Params(*train_plain(params, X, Y, learning_rate, epochs)[0])


@wrong("train")
def train_returns_last_cost_only(params, X, Y, learning_rate, epochs):
    p, costs = train_plain(params, X, Y, learning_rate, epochs)
    return p, costs[-1]


@wrong("train")
def train_costs_every_tenth(params, X, Y, learning_rate, epochs):
    p, costs = train_plain(params, X, Y, learning_rate, epochs)
    return p, costs[::10]


@wrong("train")
def train_biases_stay(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        g = _grads(params, X, Y)
        params = params._replace(
            W1=params.W1 - learning_rate * g.W1, W2=params.W2 - learning_rate * g.W2
        )
    return params, costs


@wrong("train")
def train_on_the_xor_data(params, X, Y, learning_rate, epochs):
    return train_plain(params, X_xor, Y_xor, learning_rate, epochs)


@wrong("train")
def train_stops_early(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        if len(costs) > 1 and costs[-2] - costs[-1] < 0.5:
            break
        params = _down(params, _grads(params, X, Y), learning_rate)
    return params, costs


@wrong("train")
def train_decaying_rate(params, X, Y, learning_rate, epochs):
    costs = []
    for i in range(epochs):
        costs.append(_cost(_fwd(params, X)[3], Y))
        params = _down(params, _grads(params, X, Y), learning_rate / (1 + i))
    return params, costs


@wrong("train")
def train_squared_error_curve(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        A = _fwd(params, X)[3]
        costs.append(float(np.sum((A - Y) ** 2)))
        params = _down(params, _grads(params, X, Y), learning_rate)
    return params, costs


@wrong("train")
def train_random_restart(params, X, Y, learning_rate, epochs):
    fresh = Params(*[np.random.uniform(-1, 1, np.shape(a)) for a in params])
    return train_plain(fresh, X, Y, learning_rate, epochs)


@wrong("train")
def train_thousand_epochs_always(params, X, Y, learning_rate, epochs):
    return train_plain(params, X, Y, learning_rate, 1000)


@wrong("train")
def train_loops_until_cost_is_zero(params, X, Y, learning_rate, epochs):
    costs = [1.0]
    while costs[-1] != 0:
        costs.append(_cost(_fwd(params, X)[3], Y))
        params = _down(params, _grads(params, X, Y), learning_rate)
        costs = costs[-1:]
    return params, costs


# ====================================================================== sgd_step: right
@right("sgd_step")
def sgd_plain(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    x, y = np.reshape(x, (-1, 1)), np.reshape(y, (-1, 1))
    a1 = _sig(W1 @ x + b1)
    a2 = _sig(W2 @ a1 + b2)
    d2 = a2 - y
    d1 = W2.T @ d2 * a1 * (1 - a1)
    return Params(
        W1 - learning_rate * d1 @ x.T,
        b1 - learning_rate * d1,
        W2 - learning_rate * d2 @ a1.T,
        b2 - learning_rate * d2,
    )


@right("sgd_step")
def sgd_reuses_batch_gradients(params, x, y, learning_rate):
    return _down(params, _grads(params, x, y), learning_rate)


@right("sgd_step")
def sgd_outer_vectors(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    v, t = np.ravel(x), np.ravel(y)
    h = _sig(W1.dot(v) + b1.ravel())
    e = _sig(W2.dot(h) + b2.ravel()) - t
    back = e.dot(W2) * (h - h**2)
    return (
        W1 - learning_rate * np.outer(back, v),
        b1 - learning_rate * back[:, None],
        W2 - learning_rate * np.outer(e, h),
        b2 - learning_rate * e[:, None],
    )


@right("sgd_step")
def sgd_loops_on_own_copies(params, x, y, learning_rate):
    x, y = np.ravel(x), np.ravel(y)
    W1, b1, W2, b2 = [np.array(a, dtype=float) for a in params]
    h = [
        _one_sigmoid(b1[j, 0] + sum(W1[j, i] * x[i] for i in range(len(x)))) for j in range(len(b1))
    ]
    e = [
        _one_sigmoid(b2[k, 0] + sum(W2[k, j] * h[j] for j in range(len(h)))) - y[k]
        for k in range(len(b2))
    ]
    d = [h[j] * (1 - h[j]) * sum(W2[k, j] * e[k] for k in range(len(e))) for j in range(len(h))]
    for k in range(len(e)):
        b2[k, 0] -= learning_rate * e[k]
        for j in range(len(h)):
            W2[k, j] -= learning_rate * e[k] * h[j]
    for j in range(len(h)):
        b1[j, 0] -= learning_rate * d[j]
        for i in range(len(x)):
            W1[j, i] -= learning_rate * d[j] * x[i]
    return [W1, b1, W2, b2]


@right("sgd_step")
def sgd_is_train_for_one_epoch(params, x, y, learning_rate):
    return train_plain(params, x, y, learning_rate, epochs=1)[0]


@right("sgd_step")
def sgd_hidden_layer_moved_first(params, x, y, learning_rate):
    _, a1, _, a2 = _fwd(params, x)
    error = a2 - y
    hidden_error = np.einsum("kj,kl->jl", params.W2, error) * a1 * (1 - a1)
    moved = params._replace(W1=params.W1 - learning_rate * hidden_error * x.T)
    moved = moved._replace(b1=params.b1 - learning_rate * hidden_error)
    moved = moved._replace(W2=params.W2 - learning_rate * error * a1.T)
    return moved._replace(b2=params.b2 - learning_rate * error)


@right("sgd_step")
def sgd_flat_vector(params, x, y, learning_rate):
    return tuple(
        _unflat(_flat(params) - learning_rate * _flat(gradients_cosh_slope(params, x, y)), params)
    )


# ====================================================================== sgd_step: wrong
@wrong("sgd_step", "stale-weights")
def sgd_output_layer_moved_before_delta(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    _, a1, _, a2 = _fwd(params, x)
    d2 = a2 - y
    W2 = W2 - learning_rate * d2 @ a1.T
    b2 = b2 - learning_rate * d2
    d1 = W2.T @ d2 * a1 * (1 - a1)
    W1 = W1 - learning_rate * d1 @ x.T
    b1 = b1 - learning_rate * d1
    return Params(W1, b1, W2, b2)


@wrong("sgd_step", "stale-weights")
def sgd_layer_loop_updates_as_it_goes(params, x, y, learning_rate):
    p = [np.array(a, float) for a in params]
    acts = [np.ravel(x), _sig(p[0] @ np.ravel(x) + p[1].ravel())]
    delta = _sig(p[2] @ acts[1] + p[3].ravel()) - np.ravel(y)
    for layer in (1, 0):
        p[2 * layer] -= learning_rate * np.outer(delta, acts[layer])
        p[2 * layer + 1] -= learning_rate * delta[:, None]
        if layer:
            delta = p[2 * layer].T @ delta * acts[layer] * (1 - acts[layer])
    return p


_weights_at_first_call = {}


@wrong("sgd_step", "stale-weights")
def sgd_gradient_at_remembered_weights(params, x, y, learning_rate):
    key = tuple(np.shape(a) for a in params)
    old = _weights_at_first_call.setdefault(key, Params(*[np.array(a, float) for a in params]))
    return _down(params, _grads(old, x, y), learning_rate)


_hidden_memory = {}


@wrong("sgd_step", "stale-weights")
def sgd_activation_of_previous_call(params, x, y, learning_rate):
    _, a1, _, a2 = _fwd(params, x)
    old = _hidden_memory.get(a1.shape, a1)
    _hidden_memory[a1.shape] = a1
    d2 = a2 - y
    d1 = params.W2.T @ d2 * old * (1 - old)
    return _down(params, (d1 @ x.T, d1, d2 @ old.T, d2), learning_rate)


@wrong("sgd_step", "leaked-index")
def sgd_last_output_index(params, x, y, learning_rate):
    W1, b1, W2, b2 = [np.array(a, float) for a in params]
    _, a1, _, a2 = _fwd(params, x)
    for k in range(W2.shape[0]):
        d = a2[k, 0] - y[k, 0]
        W2[k] -= learning_rate * d * a1[:, 0]
        b2[k] -= learning_rate * d
    back = params.W2[k][:, None] * d * a1 * (1 - a1)
    return Params(W1 - learning_rate * back @ x.T, b1 - learning_rate * back, W2, b2)


@wrong("sgd_step", "leaked-index")
def sgd_last_hidden_index(params, x, y, learning_rate):
    x, y = np.ravel(x), np.ravel(y)
    W1, b1, W2, b2 = [np.array(a, dtype=float) for a in params]
    h = np.zeros(len(b1))
    for j in range(len(h)):
        h[j] = _one_sigmoid(W1[j] @ x + b1[j, 0])
    e = _sig(W2 @ h + b2[:, 0]) - y
    back = W2.T @ e * h[j] * (1 - h[j])
    W1 -= learning_rate * np.outer(back, x)
    b1 -= learning_rate * back[:, None]
    W2 -= learning_rate * np.outer(e, h)
    b2 -= learning_rate * e[:, None]
    return W1, b1, W2, b2


i = 0  # left over from a loop in an earlier cell


# The index is one of the notebook's, and so are the data that it picks from.
@wrong("sgd_step", "leaked-index", "reads-global")
def sgd_uses_notebook_i(params, x, y, learning_rate):
    x, y = X_xor[:, [i]], Y_xor[:, [i]]
    return _down(params, _grads(params, x, y), learning_rate)


@wrong("sgd_step", "changes-arguments")
def sgd_minus_equals(params, x, y, learning_rate):
    for a, g in zip(params, _grads(params, x, y)):
        a -= learning_rate * g
    return params


@wrong("sgd_step", "changes-arguments")
def sgd_out_argument(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    _, h, _, o = _fwd(params, x)
    e = o - y
    d = W2.T @ e * h * (1 - h)
    np.subtract(W2, learning_rate * e @ h.T, out=W2)
    np.subtract(b2, learning_rate * e, out=b2)
    np.subtract(W1, learning_rate * d @ x.T, out=W1)
    np.subtract(b1, learning_rate * d, out=b1)
    return W1, b1, W2, b2


@wrong("sgd_step", "uphill")
def sgd_plus(params, x, y, learning_rate):
    return Params(*[a + learning_rate * g for a, g in zip(params, _grads(params, x, y))])


@wrong("sgd_step", "uphill")
def sgd_y_minus_a_and_minus(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    a1 = _sig(np.dot(W1, x) + b1)
    error = y - _sig(np.dot(W2, a1) + b2)
    hidden = np.dot(W2.T, error) * a1 * (1 - a1)
    return [
        W1 - learning_rate * hidden.dot(x.T),
        b1 - learning_rate * hidden,
        W2 - learning_rate * error.dot(a1.T),
        b2 - learning_rate * error,
    ]


@wrong("sgd_step")
def sgd_only_first_output(params, x, y, learning_rate):
    _, a1, _, a2 = _fwd(params, x)
    d2 = a2[0, 0] - y[0, 0]
    d1 = params.W2[0][:, None] * d2 * a1 * (1 - a1)
    return Params(
        params.W1 - learning_rate * d1 @ x.T,
        params.b1 - learning_rate * d1,
        params.W2 - learning_rate * d2 * a1.T,
        params.b2 - learning_rate * d2,
    )


@wrong("sgd_step")
def sgd_no_hidden_slope(params, x, y, learning_rate):
    _, a1, _, a2 = _fwd(params, x)
    d2 = a2 - y
    d1 = params.W2.T @ d2
    return _down(params, (d1 @ x.T, d1, d2 @ a1.T, d2), learning_rate)


@wrong("sgd_step")
def sgd_squared_error(params, x, y, learning_rate):
    _, a1, _, a2 = _fwd(params, x)
    d2 = (a2 - y) * a2 * (1 - a2)
    d1 = params.W2.T @ d2 * a1 * (1 - a1)
    return _down(params, (d1 @ x.T, d1, d2 @ a1.T, d2), learning_rate)


@wrong("sgd_step")
def sgd_error_averaged_over_outputs(params, x, y, learning_rate):
    _, a1, _, a2 = _fwd(params, x)
    d2 = (a2 - y) / len(y)
    d1 = params.W2.T @ d2 * a1 * (1 - a1)
    return _down(params, (d1 @ x.T, d1, d2 @ a1.T, d2), learning_rate)


@wrong("sgd_step")
def sgd_rate_forgotten(params, x, y, learning_rate):
    return _down(params, _grads(params, x, y), 1)


@wrong("sgd_step")
def sgd_rate_twice(params, x, y, learning_rate):
    return _down(params, _grads(params, x, y), learning_rate * learning_rate)


@wrong("sgd_step")
def sgd_biases_unmoved(params, x, y, learning_rate):
    n = _down(params, _grads(params, x, y), learning_rate)
    return n._replace(b1=params.b1.copy(), b2=params.b2.copy())


@wrong("sgd_step")
def sgd_two_steps(params, x, y, learning_rate):
    once = _down(params, _grads(params, x, y), learning_rate)
    return _down(once, _grads(once, x, y), learning_rate)


@wrong("sgd_step")
def sgd_returns_gradients(params, x, y, learning_rate):
    return _grads(params, x, y)


@wrong("sgd_step")
def sgd_returns_params_and_cost(params, x, y, learning_rate):
    return _down(params, _grads(params, x, y), learning_rate), _cost(_fwd(params, x)[3], y)


@wrong("sgd_step")
def sgd_output_layer_only(params, x, y, learning_rate):
    g = _grads(params, x, y)
    return params._replace(W2=params.W2 - learning_rate * g.W2, b2=params.b2 - learning_rate * g.b2)


@wrong("sgd_step")
def sgd_perceptron_rule(params, x, y, learning_rate):
    _, a1, _, a2 = _fwd(params, x)
    d2 = (a2 > 0.5) - y
    d1 = params.W2.T @ d2 * a1 * (1 - a1)
    return _down(params, (d1 @ x.T, d1, d2 @ a1.T, d2), learning_rate)


@wrong("sgd_step")
def sgd_hidden_bias_minus_w(params, x, y, learning_rate):
    n, g = _down(params, _grads(params, x, y), learning_rate), _grads(params, x, y)
    return n._replace(b1=params.b1 + learning_rate * g.b1)


@wrong("sgd_step")
def sgd_sets_all_to_nan(params, x, y, learning_rate):
    return Params(
        *[
            a - learning_rate * g / 0.0 * 0.0
            for a, g in zip(params, [np.float64(0) * k for k in range(4)])
        ]
    )


@wrong("sgd_step")
def sgd_raises_assertion(params, x, y, learning_rate):
    assert np.shape(params.W1) == (2, 2) and np.shape(params.W2) == (1, 2), "only for XOR"
    return sgd_plain(params, x, y, learning_rate)


@wrong("sgd_step")
def sgd_recurses_until_converged(params, x, y, learning_rate):
    return sgd_recurses_until_converged(
        _down(params, _grads(params, x, y), learning_rate), x, y, learning_rate
    )


# ====================================================================== predict: right
@right("predict")
def predict_plain(params, X):
    W1, b1, W2, b2 = params
    A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
    return 1 / (1 + np.exp(-(W2 @ A1 + b2)))


@right("predict")
def predict_last_of_forward(params, X):
    *_, out = forward_bias_as_weight_of_one(params, X)
    return out


@right("predict")
def predict_column_by_column(params, X):
    m = X.shape[1]
    out = np.empty((params.W2.shape[0], m))
    for j in range(m):
        h = _sig(params.W1.dot(X[:, j]) + params.b1[:, 0])
        out[:, j] = _sig(params.W2.dot(h) + params.b2[:, 0])
    return out


@right("predict")
def predict_nested_comprehension(params, X):
    W1, b1, W2, b2 = (np.asarray(a).tolist() for a in params)

    def one(x):
        h = [_one_sigmoid(b[0] + sum(w * v for w, v in zip(row, x))) for row, b in zip(W1, b1)]
        return [_one_sigmoid(b[0] + sum(w * v for w, v in zip(row, h))) for row, b in zip(W2, b2)]

    return np.array([one(x) for x in X.T.tolist()]).T


@right("predict")
def predict_rows_inside(params, X):
    return _sig(_sig(X.T @ params.W1.T + params.b1.T) @ params.W2.T + params.b2.T).T


@right("predict")
def predict_reduce_layers(params, X):
    layers = zip(params[::2], params[1::2])
    return functools.reduce(
        lambda a, layer: _sig(np.einsum("ij,jm->im", layer[0], a) + layer[1]), layers, X
    )


@right("predict")
def predict_recursive_over_samples(params, X):
    n = X.shape[1]
    if n == 1:
        return predict_plain(params, X)
    return np.hstack(
        [
            predict_recursive_over_samples(params, X[:, : n // 2]),
            predict_recursive_over_samples(params, X[:, n // 2 :]),
        ]
    )


# ====================================================================== predict: wrong
@wrong("predict", "reads-global")
def predict_with_notebook_weights(params, X):
    return _sig(W2 @ _sig(W1 @ X + b1) + b2)


@wrong("predict", "reads-global")
def predict_with_notebook_inputs(params, X):
    return _fwd(params, X_xor)[3]


@wrong("predict", "reads-global")
def predict_with_lesson_params(p, data):
    cols = []
    for j in range(data.shape[1]):
        h = _sig(params_from_lesson.W1 @ data[:, j] + params_from_lesson.b1[:, 0])
        cols.append(_sig(params_from_lesson.W2 @ h + params_from_lesson.b2[:, 0]))
    return np.stack(cols, axis=1)


# There is no such name in any cell: a NameError, whose name is name-missing everywhere.
@wrong("predict", "reads-global", "name-missing")
def predict_name_that_exists_nowhere(params, X):
    hidden = _sig(trained.W1 @ X + trained.b1)
    return _sig(trained.W2 @ hidden + trained.b2)


@wrong("predict", "thresholded")
def predict_greater_than_half(params, X):
    return (_fwd(params, X)[3] > 0.5).astype(float)


@wrong("predict", "thresholded")
def predict_rounded_to_integers(params, X):
    return np.round(_sig(params.W2 @ _sig(params.W1 @ X + params.b1) + params.b2))


@wrong("predict", "thresholded")
def predict_if_else_in_loops(params, X):
    out = predict_plain(params, X)
    for r in range(out.shape[0]):
        for c in range(out.shape[1]):
            if out[r, c] >= 0.5:
                out[r, c] = 1
            else:
                out[r, c] = 0
    return out


@wrong("predict", "thresholded")
def predict_booleans(params, X):
    return _fwd(params, X)[2] > 0


@wrong("predict", "uninitialised-output")
def predict_empty_never_filled(params, X):
    out = np.empty((params.W2.shape[0], X.shape[1]))
    for j in range(X.shape[1]):
        column = _fwd(params, X[:, [j]])[3]
    return out


@wrong("predict", "uninitialised-output")
def predict_last_column_left_empty(params, X):
    out = np.empty((params.W2.shape[0], X.shape[1]))
    for j in range(X.shape[1] - 1):
        out[:, j : j + 1] = _fwd(params, X[:, j : j + 1])[3]
    return out


@wrong("predict", "uninitialised-output")
def predict_only_first_output_filled(params, X):
    probabilities = np.empty((len(params.W2), X.shape[1]))
    for s, x in enumerate(X.T):
        h = _sig(params.W1 @ x + params.b1.ravel())
        probabilities[0, s] = _sig(params.W2[0] @ h + params.b2[0, 0])
    return probabilities


@wrong("predict", "last-sample-only")
def predict_overwrites_in_loop(params, X):
    for j in range(X.shape[1]):
        out = _fwd(params, X[:, [j]])[3]
    return out


@wrong("predict", "last-sample-only")
def predict_every_column_is_the_last(params, X):
    out = np.zeros((params.W2.shape[0], X.shape[1]))
    for x in X.T:
        h = _sig(params.W1 @ x + params.b1[:, 0])
        out[:] = _sig(params.W2 @ h + params.b2[:, 0])[:, None]
    return out


@wrong("predict", "last-sample-only")
def predict_fills_only_last_column(params, X):
    result = np.zeros((params.W2.shape[0], X.shape[1]))
    for s in range(X.shape[1]):
        h = _sig(params.W1 @ X[:, s] + params.b1[:, 0])
    result[:, s] = _sig(params.W2 @ h + params.b2[:, 0])
    return result


@wrong("predict", "samples-as-rows")
def predict_returns_a_row_per_sample(params, X):
    return np.array([_fwd(params, x[:, None])[3][:, 0] for x in X.T])


@wrong("predict", "samples-as-rows")
def predict_expects_rows(params, X):
    hidden = _sig(X @ params.W1.T + params.b1.T)
    return _sig(hidden @ params.W2.T + params.b2.T)


@wrong("predict", "samples-as-rows")
def predict_transposed_at_the_end(params, X):
    return _fwd(params, X)[-1].T


@wrong("predict")
def predict_flattened(params, X):
    return predict_plain(params, X).ravel()


@wrong("predict")
def predict_returns_logits(params, X):
    return _fwd(params, X)[2]


@wrong("predict")
def predict_returns_hidden(params, X):
    return _fwd(params, X)[1]


@wrong("predict")
def predict_returns_all_four(params, X):
    return _fwd(params, X)


@wrong("predict")
def predict_no_bias(params, X):
    return _sig(params.W2 @ _sig(params.W1 @ X))


@wrong("predict")
def predict_output_bias_missing(params, X):
    return _sig(params.W2 @ _sig(params.W1 @ X + params.b1))


@wrong("predict")
def predict_one_minus(params, X):
    return 1 - predict_plain(params, X)


@wrong("predict")
def predict_softmax(params, X):
    Z = _fwd(params, X)[2]
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)


@wrong("predict")
def predict_argmax(params, X):
    return np.argmax(_fwd(params, X)[3], axis=0)


@wrong("predict")
def predict_four_samples_assumed(params, X):
    out = np.zeros((params.W2.shape[0], 4))
    for j in range(4):
        out[:, j] = _fwd(params, X[:, [j]])[3][:, 0]
    return out


@wrong("predict")
def predict_normalised_columns(params, X):
    p = predict_plain(params, X)
    return p / p.sum(axis=0)


@wrong("predict")
def predict_samples_reversed(params, X):
    return predict_plain(params, X[:, ::-1])


@wrong("predict")
def predict_rounded_one_digit(params, X):
    return predict_plain(params, X).round(1)


@wrong("predict")
def predict_noise_added(params, X):
    return predict_plain(params, X) + np.random.normal(0, 0.01, (params.W2.shape[0], X.shape[1]))


@wrong("predict")
def predict_writes_into_x(params, X):
    for j in range(X.shape[1]):
        X[:, j] = X[:, j] - 1
    return predict_plain(params, X + 1)


@wrong("predict")
def predict_list_of_labels(params, X):
    return ["yes" if p > 0.5 else "no" for p in predict_plain(params, X)[0]]


@wrong("predict")
def predict_quits(params, X):
    quit_now = SystemExit("done")
    raise quit_now


# ====================================================================== perturb: right
@right("perturb")
def perturb_uniform_arrays(params, rng, width):
    return Params(*[a + rng.uniform(-width, width, np.shape(a)) for a in params])


@right("perturb")
def perturb_one_long_draw(params, rng, width):
    v = _flat(params)
    return _unflat(v + rng.uniform(-width, width, v.size), params)


@right("perturb")
def perturb_number_by_number(params, rng, width):
    new = [np.array(a, dtype=float) for a in params]
    for a in new:
        for idx in np.ndindex(a.shape):
            a[idx] += rng.uniform(-width, width)
    return new


@right("perturb")
def perturb_random_stretched_generator(params, rng, width):
    return tuple(a + width * (2 * rng.random(a.shape) - 1) for a in params)


@right("perturb")
def perturb_backwards_replace(params, rng, width):
    out = params
    for name in ("b2", "W2", "b1", "W1"):
        a = getattr(params, name)
        out = out._replace(**{name: rng.uniform(a - width, a + width)})
    return out


@right("perturb")
def perturb_deep_copy_in_place(params, rng, width=0.1):
    net = Net(*(np.copy(a).astype(float) for a in params))
    for a in net:
        a += width - 2 * width * rng.random(a.shape)
    return net


@right("perturb")
def perturb_python_floats(params, rng, width):
    def moved(a):
        return np.array([[float(x) + (rng.random() - 0.5) * 2 * width for x in row] for row in a])

    return Params(
        W2=moved(params.W2), W1=moved(params.W1), b2=moved(params.b2), b1=moved(params.b1)
    )


# ====================================================================== perturb: wrong
@wrong("perturb", "changes-arguments")
def perturb_plus_equals(params, rng, width):
    for a in params:
        a += rng.uniform(-width, width, a.shape)
    return params


@wrong("perturb", "changes-arguments")
def perturb_tuple_copy_is_shallow(params, rng, width):
    new = Params(*params)
    for a in new:
        for r in range(a.shape[0]):
            for c in range(a.shape[1]):
                a[r, c] = a[r, c] + rng.uniform(-width, width)
    return new


@wrong("perturb", "changes-arguments")
def perturb_out_argument(params, rng, width):
    W1, b1, W2, b2 = params
    for a in (W1, b1, W2, b2):
        np.add(a, width * (2 * rng.random(a.shape) - 1), out=a)
    return W1, b1, W2, b2


@wrong("perturb", "one-sided-noise")
def perturb_zero_to_width(params, rng, width):
    return Params(*[a + rng.uniform(0, width, a.shape) for a in params])


@wrong("perturb", "one-sided-noise")
def perturb_width_times_random(params, rng, width):
    v = _flat(params)
    return _unflat(v + width * rng.random(len(v)), params)


@wrong("perturb", "one-sided-noise")
def perturb_always_downwards(params, rng, width):
    new = [np.array(a, float) for a in params]
    for a in new:
        for i in np.ndindex(a.shape):
            a[i] -= rng.random() * width
    return tuple(new)


@wrong("perturb", "same-noise-everywhere")
def perturb_single_draw(params, rng, width):
    noise = rng.uniform(-width, width)
    return Params(*[a + noise for a in params])


@wrong("perturb", "same-noise-everywhere")
def perturb_one_draw_for_each_array(params, rng, width):
    out = []
    for a in params:
        shift = (2 * rng.random() - 1) * width
        out.append(np.array([[x + shift for x in row] for row in a]))
    return out


@wrong("perturb")
def perturb_reseeded_for_every_array(params, rng, width):
    seed = rng.integers(1_000_000)
    return Params(
        *[a + np.random.default_rng(seed).uniform(-width, width, a.shape) for a in params]
    )


@wrong("perturb", "width-ignored")
def perturb_minus_one_to_one(params, rng, width):
    return Params(*[a + rng.uniform(-1, 1, a.shape) for a in params])


@wrong("perturb", "width-ignored")
def perturb_fixed_tenth(params, rng, width):
    v = _flat(params)
    for i in range(len(v)):
        v[i] += rng.uniform(-0.1, 0.1)
    return _unflat(v, params)


@wrong("perturb", "global-random")
def perturb_np_random(params, rng, width):
    return Params(*[a + np.random.uniform(-width, width, a.shape) for a in params])


@wrong("perturb", "global-random")
def perturb_np_random_rand(params, rng, width):
    new = [np.array(a, float) for a in params]
    for a in new:
        a += width * (2 * np.random.rand(*a.shape) - 1)
    return new


@wrong("perturb", "global-random")
def perturb_python_module_random(params, rng, width):
    return Params(
        *[np.array([[x + random.uniform(-width, width) for x in row] for row in a]) for a in params]
    )


@wrong("perturb")
def perturb_own_generator(params, rng, width):
    rng = np.random.default_rng()
    return Params(*[a + rng.uniform(-width, width, a.shape) for a in params])


@wrong("perturb")
def perturb_own_seed_each_call(params, rng, width):
    rng = np.random.default_rng(7)
    return Params(*[a + rng.uniform(-width, width, a.shape) for a in params])


@wrong("perturb")
def perturb_normal_noise(params, rng, width):
    return Params(*[a + rng.normal(0, width, a.shape) for a in params])


@wrong("perturb")
def perturb_replaces(params, rng, width):
    return Params(*[rng.uniform(-width, width, a.shape) for a in params])


@wrong("perturb")
def perturb_multiplies(params, rng, width):
    return Params(*[a * (1 + rng.uniform(-width, width, a.shape)) for a in params])


@wrong("perturb")
def perturb_weights_only(params, rng, width):
    return params._replace(
        W1=params.W1 + rng.uniform(-width, width, params.W1.shape),
        W2=params.W2 + rng.uniform(-width, width, params.W2.shape),
    )


@wrong("perturb")
def perturb_output_bias_forgotten(params, rng, width):
    return Params(*[a + rng.uniform(-width, width, a.shape) for a in params[:3]], params[3].copy())


@wrong("perturb")
def perturb_one_random_entry(params, rng, width):
    v = _flat(params)
    v[rng.integers(len(v))] += rng.uniform(-width, width)
    return _unflat(v, params)


@wrong("perturb")
def perturb_half_width(params, rng, width):
    return Params(*[a + width * (rng.random(a.shape) - 0.5) for a in params])


@wrong("perturb")
def perturb_double_width(params, rng, width):
    return perturb_uniform_arrays(params, rng, 2 * width)


@wrong("perturb")
def perturb_one_noise_for_each_row(params, rng, width):
    return Params(*[a + rng.uniform(-width, width, (a.shape[0], 1)) for a in params])


@wrong("perturb")
def perturb_plus_or_minus_width(params, rng, width):
    return Params(*[a + width * rng.choice([-1.0, 1.0], a.shape) for a in params])


@wrong("perturb")
def perturb_noise_only_in_weights_biases_zeroed(params, rng, width):
    p = perturb_uniform_arrays(params, rng, width)
    return p._replace(b1=np.zeros_like(p.b1), b2=np.zeros_like(p.b2))


@wrong("perturb")
def perturb_clipped_to_unit(params, rng, width):
    return Params(*[np.clip(a, -1, 1) for a in perturb_uniform_arrays(params, rng, width)])


@wrong("perturb")
def perturb_vector(params, rng, width):
    return _flat(perturb_uniform_arrays(params, rng, width))


@wrong("perturb")
def perturb_integer_noise(params, rng, width):
    return Params(*[a + rng.uniform(-width, width, a.shape).astype(int) for a in params])


@wrong("perturb")
def perturb_returns_unchanged(params, rng, width):
    new = perturb_uniform_arrays(params, rng, width)
    return params


@wrong("perturb")
def perturb_calls_the_generator(params, rng, width):
    return Params(*[a + rng(-width, width) for a in params])


# ====================================================================== hill_climb: right
@right("hill_climb")
def hill_plain(f, start, rng, width, turns):
    best, best_cost = start, f(start)
    costs = []
    for _ in range(turns):
        candidate = Params(*[a + rng.uniform(-width, width, a.shape) for a in best])
        c = f(candidate)
        if c < best_cost:
            best, best_cost = candidate, c
        costs.append(best_cost)
    return best, costs


@right("hill_climb")
def hill_re_evaluates_best(f, start, rng, width, turns):
    best = start
    costs = np.zeros(turns)
    for t in range(turns):
        other = perturb_number_by_number(best, rng, width)
        other = Params(*other)
        if f(other) <= f(best):
            best = other
        costs[t] = f(best)
    return best, costs


@right("hill_climb")
def hill_flat_vector_while(f, start, rng, width, turns):
    here, costs = _flat(start), []
    low = f(_unflat(here, start))
    while len(costs) < turns:
        there = here + width * (2 * rng.random(here.size) - 1)
        value = f(_unflat(there, start))
        if value <= low:
            here, low = there, value
        costs.append(float(low))
    return _unflat(here, start), costs


@right("hill_climb")
def hill_min_of_pairs(f, start, rng, width, turns):
    record = [(f(start), start)]
    for _ in range(turns):
        candidate = perturb_one_long_draw(record[-1][1], rng, width)
        record.append(min(record[-1], (f(candidate), candidate), key=lambda pair: pair[0]))
    return tuple(record[-1][1]), np.array([c for c, _ in record[1:]])


@right("hill_climb")
def hill_recursive_with_generator(f, start, rng, width, turns):
    def climb():
        best, cost = Params(*[np.array(a, dtype=float) for a in start]), f(start)
        while True:
            trial = perturb_random_uniform_dict(best, rng, width)
            trial_cost = f(trial)
            if not trial_cost >= cost:
                best, cost = trial, trial_cost
            yield best, cost

    steps = list(itertools.islice(climb(), turns))
    return (steps[-1][0] if steps else start), tuple(c for _, c in steps)


def perturb_random_uniform_dict(p, rng, width):
    return Params(
        **{
            name: a + rng.uniform(low=-width, high=width, size=a.shape)
            for name, a in zip(Params._fields, p)
        }
    )


@right("hill_climb")
def hill_copies_in_place_and_undoes(f, start, rng, width, turns):
    own = Params(*[np.array(a, dtype=float) for a in start])
    lowest, costs = f(own), []
    for _ in range(turns):
        before = [a.copy() for a in own]
        for a in own:
            a += rng.uniform(-width, width, a.shape)
        now = f(own)
        if now > lowest:
            for a, old in zip(own, before):
                a[...] = old
        else:
            lowest = now
        costs.append(lowest)
    return own, costs


class Climber:
    __name__ = "hill_climb_object"

    def __call__(self, f, start, rng, width, turns):
        self.best, self.low, log = start, float(f(start)), [None] * turns
        for k in range(turns):
            self.offer(f, Params(*perturb_random_stretched_generator(self.best, rng, width)))
            log[k] = self.low
        return list(self.best), log

    def offer(self, f, p):
        c = float(f(p))
        if self.low > c:
            self.best, self.low = p, c


right("hill_climb")(Climber())


# ====================================================================== hill_climb: wrong
@wrong("hill_climb", "walks-from-last")
def hill_from_last_candidate(f, start, rng, width, turns):
    best, best_cost, current, costs = start, f(start), start, []
    for _ in range(turns):
        current = perturb_uniform_arrays(current, rng, width)
        c = f(current)
        if c < best_cost:
            best, best_cost = current, c
        costs.append(best_cost)
    return best, costs


@wrong("hill_climb", "walks-from-last")
def hill_random_walk_vector(f, start, rng, width, turns):
    walker = _flat(start)
    champion, record = walker.copy(), f(start)
    costs = np.zeros(turns)
    for t in range(turns):
        walker = walker + rng.uniform(-width, width, walker.size)
        if f(_unflat(walker, start)) < record:
            champion, record = walker.copy(), f(_unflat(walker, start))
        costs[t] = record
    return _unflat(champion, start), costs


@wrong("hill_climb", "aliased-best")
def hill_best_is_the_same_arrays(f, start, rng, width, turns):
    current = Params(*[np.array(a, float) for a in start])
    best, best_cost, costs = current, f(current), []
    for _ in range(turns):
        for a in current:
            a += rng.uniform(-width, width, a.shape)
        c = f(current)
        if c < best_cost:
            best, best_cost = current, c
        costs.append(best_cost)
    return best, costs


@wrong("hill_climb", "aliased-best")
def hill_candidate_is_not_a_copy(f, start, rng, width, turns):
    best = [np.array(a, float) for a in start]
    lowest, costs = f(Params(*best)), []
    for _ in range(turns):
        candidate = best
        for k in range(4):
            candidate[k] = candidate[k] + rng.uniform(-width, width, candidate[k].shape)
        c = f(Params(*candidate))
        if c < lowest:
            best, lowest = candidate, c
        costs.append(lowest)
    return best, costs


@wrong("hill_climb", "aliased-best")
def hill_shallow_list_copy(f, start, rng, width, turns):
    best = [np.array(a, float) for a in start]
    low, log = f(Params(*best)), []
    for _ in range(turns):
        trial = list(best)
        for a in trial:
            a += width * (2 * rng.random(a.shape) - 1)
        value = f(Params(*trial))
        if value < low:
            best, low = trial, value
        log.append(low)
    return Params(*best), log


@wrong("hill_climb", "uphill")
def hill_keeps_the_greater(f, start, rng, width, turns):
    best, best_cost, costs = start, f(start), []
    for _ in range(turns):
        candidate = perturb_uniform_arrays(best, rng, width)
        c = f(candidate)
        if c > best_cost:
            best, best_cost = candidate, c
        costs.append(best_cost)
    return best, costs


@wrong("hill_climb", "uphill")
def hill_max_of_two(f, start, rng, width, turns):
    best, costs = start, np.empty(turns)
    for t in range(turns):
        best = max((best, perturb_one_long_draw(best, rng, width)), key=f)
        costs[t] = f(best)
    return best, costs


@wrong("hill_climb", "accepts-worse")
def hill_always_accepts(f, start, rng, width, turns):
    best, costs = start, []
    for _ in range(turns):
        best = perturb_uniform_arrays(best, rng, width)
        costs.append(f(best))
    return best, costs


@wrong("hill_climb", "accepts-worse")
def hill_sometimes_accepts_worse(f, start, rng, width, turns):
    v = _flat(start)
    c, costs = f(start), []
    for _ in range(turns):
        w = v + rng.uniform(-width, width, v.size)
        cw = f(_unflat(w, start))
        if cw < c or rng.random() < 0.3:
            v, c = w, cw
        costs.append(c)
    return _unflat(v, start), costs


@wrong("hill_climb", "accepts-worse")
def hill_tolerates_ten_percent(f, start, rng, width, turns):
    best, cost, costs = start, f(start), []
    for _ in range(turns):
        trial = perturb_uniform_arrays(best, rng, width)
        trial_cost = f(trial)
        if trial_cost < cost + 0.1 * abs(cost):
            best, cost = trial, trial_cost
        costs.append(cost)
    return best, costs


@wrong("hill_climb", "accepts-worse", "forgets-best")
def hill_best_cost_never_updated(f, start, rng, width, turns):
    best, best_cost, costs = start, f(start), []
    for _ in range(turns):
        candidate = perturb_uniform_arrays(best, rng, width)
        if f(candidate) < best_cost:
            best = candidate
        costs.append(f(best))
    return best, costs


@wrong("hill_climb", "accepts-worse", "forgets-best")
def hill_compares_with_last_candidate_cost(f, start, rng, width, turns):
    best, last, costs = start, f(start), []
    for _ in range(turns):
        candidate = perturb_uniform_arrays(best, rng, width)
        c = f(candidate)
        if c < last:
            best = candidate
        last = c
        costs.append(f(best))
    return best, costs


@wrong("hill_climb", "forgets-best")
def hill_returns_last_candidate(f, start, rng, width, turns):
    best, best_cost, costs = start, f(start), []
    for _ in range(turns):
        candidate = perturb_uniform_arrays(best, rng, width)
        c = f(candidate)
        if c < best_cost:
            best, best_cost = candidate, c
        costs.append(best_cost)
    return candidate, costs


@wrong("hill_climb", "forgets-best")
def hill_returns_start(f, start, rng, width, turns):
    here, low, log = _flat(start), f(start), []
    for _ in range(turns):
        there = here + rng.uniform(-width, width, here.size)
        value = f(_unflat(there, start))
        if value < low:
            here, low = there, value
        log.append(low)
    return start, log


@wrong("hill_climb", "forgets-best")
def hill_best_params_never_stored(f, start, rng, width, turns):
    best, best_cost, costs = start, f(start), []
    for _ in range(turns):
        candidate = perturb_uniform_arrays(best, rng, width)
        best_cost = min(best_cost, f(candidate))
        costs.append(best_cost)
    return best, costs


@wrong("hill_climb")
def hill_costs_of_candidates(f, start, rng, width, turns):
    best, best_cost, costs = start, f(start), []
    for _ in range(turns):
        candidate = perturb_uniform_arrays(best, rng, width)
        c = f(candidate)
        if c < best_cost:
            best, best_cost = candidate, c
        costs.append(c)
    return best, costs


@wrong("hill_climb")
def hill_cost_before_the_turn(f, start, rng, width, turns):
    best, best_cost, costs = start, f(start), []
    for _ in range(turns):
        costs.append(best_cost)
        candidate = perturb_uniform_arrays(best, rng, width)
        c = f(candidate)
        if c < best_cost:
            best, best_cost = candidate, c
    return best, costs


@wrong("hill_climb")
def hill_start_cost_included(f, start, rng, width, turns):
    first = f(start)
    best, costs = hill_plain(f, start, rng, width, turns)
    return best, [first] + costs


@wrong("hill_climb")
def hill_appends_only_improvements(f, start, rng, width, turns):
    best, best_cost, costs = start, f(start), []
    for _ in range(turns):
        candidate = perturb_uniform_arrays(best, rng, width)
        c = f(candidate)
        if c < best_cost:
            best, best_cost = candidate, c
            costs.append(c)
    return best, costs


@wrong("hill_climb")
def hill_moves_start_itself(f, start, rng, width, turns):
    low, costs = f(start), []
    for _ in range(turns):
        noise = [rng.uniform(-width, width, a.shape) for a in start]
        for a, n in zip(start, noise):
            a += n
        c = f(start)
        if c < low:
            low = c
        else:
            for a, n in zip(start, noise):
                a -= n
        costs.append(low)
    return start, costs


@wrong("hill_climb")
def hill_first_turn_counted_from_infinity(f, start, rng, width, turns):
    best, best_cost, costs = start, np.inf, []
    for _ in range(turns):
        candidate = perturb_uniform_arrays(best, rng, width)
        c = f(candidate)
        if c < best_cost:
            best, best_cost = candidate, c
        costs.append(best_cost)
    return best, costs


@wrong("hill_climb")
def hill_one_turn_missing(f, start, rng, width, turns):
    return hill_plain(f, start, rng, width, turns - 1)


@wrong("hill_climb")
def hill_ignores_rng(f, start, rng, width, turns):
    return hill_plain(f, start, np.random, width, turns)


@wrong("hill_climb")
def hill_one_sided_noise(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        trial = Params(*[a + width * rng.random(a.shape) for a in best])
        c = f(trial)
        if c < low:
            best, low = trial, c
        costs.append(low)
    return best, costs


@wrong("hill_climb")
def hill_always_from_start(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        trial = perturb_uniform_arrays(start, rng, width)
        c = f(trial)
        if c < low:
            best, low = trial, c
        costs.append(low)
    return best, costs


@wrong("hill_climb")
def hill_shrinking_width(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        width *= 0.5
        trial = perturb_uniform_arrays(best, rng, width)
        c = f(trial)
        if c < low:
            best, low = trial, c
        costs.append(low)
    return best, costs


@wrong("hill_climb")
def hill_normal_noise(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        trial = Params(*[a + rng.normal(0, width, a.shape) for a in best])
        c = f(trial)
        if c < low:
            best, low = trial, c
        costs.append(low)
    return best, costs


@wrong("hill_climb")
def hill_weights_only(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        trial = best._replace(
            W1=best.W1 + rng.uniform(-width, width, best.W1.shape),
            W2=best.W2 + rng.uniform(-width, width, best.W2.shape),
        )
        c = f(trial)
        if c < low:
            best, low = trial, c
        costs.append(low)
    return best, costs


@wrong("hill_climb")
def hill_returns_swapped(f, start, rng, width, turns):
    best, costs = hill_plain(f, start, rng, width, turns)
    return costs, best


@wrong("hill_climb")
def hill_returns_best_only(f, start, rng, width, turns):
    return hill_plain(f, start, rng, width, turns)[0]


@wrong("hill_climb")
def hill_returns_final_cost(f, start, rng, width, turns):
    best, costs = hill_plain(f, start, rng, width, turns)
    return best, costs[-1]


@wrong("hill_climb")
def hill_until_improved(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        trial = perturb_uniform_arrays(best, rng, width)
        while f(trial) >= low:
            trial = perturb_uniform_arrays(best, rng, width)
        best, low = trial, f(trial)
        costs.append(low)
    return best, costs


@wrong("hill_climb")
def hill_never_ends(f, start, rng, width, turns):
    best, t = start, 0
    while t < turns:
        candidate = perturb_uniform_arrays(best, rng, width)
        if f(candidate) < f(best):
            best = candidate
    return best, []


# ====================================================================== es_gradient: right
@right("es_gradient")
def es_plain(f, params, rng, sigma, pairs):
    total = [np.zeros(np.shape(a)) for a in params]
    for _ in range(pairs):
        e = [rng.standard_normal(np.shape(a)) for a in params]
        up = f(Params(*[a + sigma * n for a, n in zip(params, e)]))
        down = f(Params(*[a - sigma * n for a, n in zip(params, e)]))
        for t, n in zip(total, e):
            t += (up - down) / (2 * sigma) * n
    return Params(*[t / pairs for t in total])


@right("es_gradient")
def es_flat_matrix_of_noise(f, params, rng, sigma, pairs):
    v = _flat(params)
    E = rng.standard_normal((pairs, v.size))
    slopes = np.array(
        [f(_unflat(v + sigma * e, params)) - f(_unflat(v - sigma * e, params)) for e in E]
    )
    return _unflat(slopes @ E / (2 * sigma * pairs), params)


@right("es_gradient")
def es_scaled_noise_over_variance(f, params, rng, sigma, pairs):
    v = _flat(params)
    out = 0
    for _ in range(pairs):
        d = rng.normal(0, sigma, v.shape)
        out = out + (f(_unflat(v + d, params)) - f(_unflat(v - d, params))) * d
    return tuple(_unflat(out / (2 * pairs * sigma**2), params))


@right("es_gradient")
def es_number_by_number_draws(f, params, rng, sigma, pairs):
    samples = []
    for _ in range(pairs):
        e = [np.array([[rng.normal() for _ in row] for row in a]) for a in params]
        d = f(Params(*[a + sigma * x for a, x in zip(params, e)])) - f(
            Params(*[a - sigma * x for a, x in zip(params, e)])
        )
        samples.append([d * x / sigma / 2 for x in e])
    return [np.mean([s[k] for s in samples], axis=0) for k in range(4)]


@right("es_gradient")
def es_both_signs_in_one_loop(f, params, rng, sigma, pairs):
    v = _flat(params)
    g = np.zeros_like(v)
    for _ in range(pairs):
        e = rng.normal(size=v.size)
        for sign in (+1, -1):
            g += sign * e * f(_unflat(v + sign * sigma * e, params))
    return _unflat(g / (sigma * 2 * pairs), params)


@right("es_gradient")
def es_running_mean_dict(f, params, rng, sigma, pairs=100):
    mean = {k: np.zeros(getattr(params, k).shape) for k in params._fields}
    for n in range(1, pairs + 1):
        e = {k: rng.standard_normal(mean[k].shape) for k in reversed(params._fields)}
        plus = f(params._replace(**{k: getattr(params, k) + sigma * e[k] for k in e}))
        minus = f(params._replace(**{k: getattr(params, k) - sigma * e[k] for k in e}))
        for k in mean:
            mean[k] += ((plus - minus) * e[k] / (2 * sigma) - mean[k]) / n
    return Net(**mean)


@right("es_gradient")
def es_all_plus_then_all_minus(f, params, rng, sigma, pairs):
    v = _flat(params)
    noise = [rng.standard_normal(v.size) for _ in range(pairs)]
    ups = [f(_unflat(v + sigma * e, params)) for e in noise]
    downs = [f(_unflat(v - sigma * e, params)) for e in noise]
    return _unflat(
        np.average([(u - d) / (2 * sigma) * e for u, d, e in zip(ups, downs, noise)], axis=0),
        params,
    )


# ====================================================================== es_gradient: wrong
def _es_flat(f, params, rng, sigma, pairs, weigh):
    """weigh(value, v, e) -> one sample; the shared skeleton of some of the answers below."""
    v = _flat(params)
    value = lambda w: f(_unflat(w, params))
    return _unflat(
        np.mean([weigh(value, v, rng.standard_normal(v.size)) for _ in range(pairs)], axis=0),
        params,
    )


@wrong("es_gradient", "sign-flipped")
def es_down_minus_up(f, params, rng, sigma, pairs):
    total = [np.zeros(a.shape) for a in params]
    for _ in range(pairs):
        e = [rng.standard_normal(a.shape) for a in params]
        up = f(Params(*[a + sigma * n for a, n in zip(params, e)]))
        down = f(Params(*[a - sigma * n for a, n in zip(params, e)]))
        for t, n in zip(total, e):
            t += (down - up) / (2 * sigma) * n
    return Params(*[t / pairs for t in total])


@wrong("es_gradient", "sign-flipped")
def es_descent_direction(f, params, rng, sigma, pairs):
    return [-g for g in es_flat_matrix_of_noise(f, params, rng, sigma, pairs)]


@wrong("es_gradient", "sigma-forgotten")
def es_divides_by_two_only(f, params, rng, sigma, pairs):
    return _es_flat(
        f, params, rng, sigma, pairs, lambda c, v, e: (c(v + sigma * e) - c(v - sigma * e)) / 2 * e
    )


@wrong("es_gradient", "sigma-forgotten")
def es_sigma_missing_in_the_quotient_loop(f, params, rng, sigma, pairs):
    g = [np.zeros(a.shape) for a in params]
    for _ in range(pairs):
        noise = [rng.normal(0, 1, a.shape) for a in params]
        hi = Params(*[a + sigma * n for a, n in zip(params, noise)])
        lo = Params(*[a - sigma * n for a, n in zip(params, noise)])
        difference = f(hi) - f(lo)
        for k in range(4):
            g[k] += difference * noise[k]
    return tuple(x / (2 * pairs) for x in g)


@wrong("es_gradient", "sigma-forgotten")
def es_sigma_missing_in_the_steps(f, params, rng, sigma, pairs):
    return _es_flat(
        f, params, rng, sigma, pairs, lambda c, v, e: (c(v + e) - c(v - e)) / (2 * sigma) * e
    )


@wrong("es_gradient", "not-antithetic")
def es_only_plus(f, params, rng, sigma, pairs):
    return _es_flat(f, params, rng, sigma, pairs, lambda c, v, e: c(v + sigma * e) / sigma * e)


@wrong("es_gradient", "not-antithetic")
def es_plus_minus_centre(f, params, rng, sigma, pairs):
    base = f(params)
    total = [np.zeros(a.shape) for a in params]
    for _ in range(pairs):
        e = [rng.standard_normal(a.shape) for a in params]
        up = f(Params(*[a + sigma * n for a, n in zip(params, e)]))
        for t, n in zip(total, e):
            t += (up - base) / sigma * n
    return Params(*[t / pairs for t in total])


@wrong("es_gradient", "not-antithetic")
def es_two_independent_noises(f, params, rng, sigma, pairs):
    v = _flat(params)
    g = np.zeros(v.size)
    for _ in range(pairs):
        e = rng.standard_normal(v.size)
        up = f(_unflat(v + sigma * e, params))
        down = f(_unflat(v - sigma * rng.standard_normal(v.size), params))
        g += (up - down) / (2 * sigma) * e
    return _unflat(g / pairs, params)


@wrong("es_gradient", "mean-not-sum")
def es_sum_without_mean(f, params, rng, sigma, pairs):
    total = [np.zeros(a.shape) for a in params]
    for _ in range(pairs):
        e = [rng.standard_normal(a.shape) for a in params]
        up = f(Params(*[a + sigma * n for a, n in zip(params, e)]))
        down = f(Params(*[a - sigma * n for a, n in zip(params, e)]))
        for t, n in zip(total, e):
            t += (up - down) / (2 * sigma) * n
    return Params(*total)


@wrong("es_gradient", "mean-not-sum")
def es_matrix_product_without_mean(f, params, rng, sigma, pairs):
    v = _flat(params)
    E = rng.standard_normal((pairs, v.size))
    d = np.array([f(_unflat(v + sigma * e, params)) - f(_unflat(v - sigma * e, params)) for e in E])
    return _unflat(E.T @ d / (2 * sigma), params)


@wrong("es_gradient", "factor-two")
def es_divides_by_sigma(f, params, rng, sigma, pairs):
    return _es_flat(
        f,
        params,
        rng,
        sigma,
        pairs,
        lambda c, v, e: (c(v + sigma * e) - c(v - sigma * e)) / sigma * e,
    )


@wrong("es_gradient", "factor-two")
def es_over_sigma_loops(f, params, rng, sigma, pairs):
    g = [np.zeros(a.shape) for a in params]
    for _ in range(pairs):
        n = [rng.normal(size=a.shape) for a in params]
        slope = f(Params(*[a + sigma * x for a, x in zip(params, n)]))
        slope -= f(Params(*[a - sigma * x for a, x in zip(params, n)]))
        slope /= sigma
        for t, x in zip(g, n):
            t += slope * x / pairs
    return g


@wrong("es_gradient", "factor-two")
def es_divided_by_number_of_evaluations(f, params, rng, sigma, pairs):
    evaluations = 2 * pairs
    v, g = _flat(params), 0
    for _ in range(pairs):
        e = rng.standard_normal(v.size)
        g = (
            g
            + (f(_unflat(v + sigma * e, params)) - f(_unflat(v - sigma * e, params)))
            / (2 * sigma)
            * e
        )
    return _unflat(g / evaluations, params)


@wrong("es_gradient")
def es_precedence_two_times_sigma(f, params, rng, sigma, pairs):
    return _es_flat(
        f,
        params,
        rng,
        sigma,
        pairs,
        lambda c, v, e: (c(v + sigma * e) - c(v - sigma * e)) / 2 * sigma * e,
    )


@wrong("es_gradient")
def es_sigma_squared(f, params, rng, sigma, pairs):
    return _es_flat(
        f,
        params,
        rng,
        sigma,
        pairs,
        lambda c, v, e: (c(v + sigma * e) - c(v - sigma * e)) / (2 * sigma**2) * e,
    )


@wrong("es_gradient")
def es_uniform_noise(f, params, rng, sigma, pairs):
    v, g = _flat(params), 0
    for _ in range(pairs):
        e = rng.uniform(-1, 1, v.size)
        g = (
            g
            + (f(_unflat(v + sigma * e, params)) - f(_unflat(v - sigma * e, params)))
            / (2 * sigma)
            * e
        )
    return _unflat(g / pairs, params)


@wrong("es_gradient")
def es_noise_divided_out(f, params, rng, sigma, pairs):
    return _es_flat(
        f,
        params,
        rng,
        sigma,
        pairs,
        lambda c, v, e: (c(v + sigma * e) - c(v - sigma * e)) / (2 * sigma * e),
    )


@wrong("es_gradient")
def es_noise_not_multiplied(f, params, rng, sigma, pairs):
    return _es_flat(
        f,
        params,
        rng,
        sigma,
        pairs,
        lambda c, v, e: (c(v + sigma * e) - c(v - sigma * e)) / (2 * sigma) * np.ones(v.size),
    )


@wrong("es_gradient")
def es_same_noise_for_all_numbers(f, params, rng, sigma, pairs):
    v, g = _flat(params), 0
    for _ in range(pairs):
        e = np.full(v.size, rng.standard_normal())
        g = (
            g
            + (f(_unflat(v + sigma * e, params)) - f(_unflat(v - sigma * e, params)))
            / (2 * sigma)
            * e
        )
    return _unflat(g / pairs, params)


@wrong("es_gradient")
def es_one_noise_for_all_pairs(f, params, rng, sigma, pairs):
    return es_plain(f, params, rng, sigma, 1)


@wrong("es_gradient")
def es_last_pair_only(f, params, rng, sigma, pairs):
    v = _flat(params)
    for _ in range(pairs):
        e = rng.standard_normal(v.size)
        g = (
            (f(_unflat(v + sigma * e, params)) - f(_unflat(v - sigma * e, params)))
            / (2 * sigma)
            * e
        )
    return _unflat(g, params)


@wrong("es_gradient")
def es_biases_left_out(f, params, rng, sigma, pairs):
    g = es_plain(f, params, rng, sigma, pairs)
    return g._replace(b1=np.zeros_like(g.b1), b2=np.zeros_like(g.b2))


@wrong("es_gradient")
def es_global_generator(f, params, rng, sigma, pairs):
    return es_plain(f, params, np.random, sigma, pairs)


@wrong("es_gradient")
def es_seeded_inside(f, params, rng, sigma, pairs):
    return es_plain(f, params, np.random.default_rng(1), sigma, pairs)


@wrong("es_gradient")
def es_sum_of_two_costs(f, params, rng, sigma, pairs):
    return _es_flat(
        f,
        params,
        rng,
        sigma,
        pairs,
        lambda c, v, e: (c(v + sigma * e) + c(v - sigma * e)) / (2 * sigma) * e,
    )


@wrong("es_gradient")
def es_moves_the_arguments(f, params, rng, sigma, pairs):
    total = [np.zeros(a.shape) for a in params]
    for _ in range(pairs):
        e = [rng.standard_normal(a.shape) for a in params]
        for a, n in zip(params, e):
            a += sigma * n
        up = f(params)
        for a, n in zip(params, e):
            a -= 2 * sigma * n
        down = f(params)
        for t, n in zip(total, e):
            t += (up - down) / (2 * sigma) * n / pairs
    return Params(*total)


@wrong("es_gradient")
def es_mean_over_pairs_minus_one(f, params, rng, sigma, pairs):
    g = es_plain(f, params, rng, sigma, pairs)
    return Params(*[a * pairs / max(pairs - 1, 0.5) for a in g])


@wrong("es_gradient")
def es_normalised_to_length_one(f, params, rng, sigma, pairs):
    v = _flat(es_plain(f, params, rng, sigma, pairs))
    return _unflat(v / np.linalg.norm(v), params)


@wrong("es_gradient")
def es_numerical_gradient_instead(f, params, rng, sigma, pairs):
    return numgrad_flat_identity(f, params, sigma)


@wrong("es_gradient")
def es_length_of_gradient(f, params, rng, sigma, pairs):
    return float(np.linalg.norm(_flat(es_plain(f, params, rng, sigma, pairs))))


@wrong("es_gradient")
def es_flat_vector(f, params, rng, sigma, pairs):
    return _flat(es_plain(f, params, rng, sigma, pairs))


@wrong("es_gradient")
def es_fixed_number_of_pairs(f, params, rng, sigma, pairs):
    return es_plain(f, params, rng, sigma, 7)


@wrong("es_gradient")
def es_zero_division(f, params, rng, sigma, pairs):
    return es_plain(f, params, rng, sigma, pairs // (pairs - pairs))


@wrong("es_gradient")
def es_w1_and_rest_swapped(f, params, rng, sigma, pairs):
    g = es_plain(f, params, rng, sigma, pairs)
    return g.W2, g.b2, g.W1, g.b1


# ====================================================================== later additions: right
def _logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


@right("step")
def step_star_arguments(*arguments):
    params, grads, rate = arguments
    return [np.add(p, np.negative(g) * rate) for p, g in zip(params, grads)]


@right("forward")
@_logged
def forward_decorated_broadcast_sum(params, X):
    W1, b1, W2, b2 = params
    Z1 = (W1[:, :, None] * X[None, :, :]).sum(axis=1) + b1
    A1 = np.exp(-np.logaddexp(0, -Z1))
    Z2 = (W2[:, :, None] * A1[None, :, :]).sum(axis=1) + b2
    return [Z1, A1, Z2, np.exp(-np.logaddexp(0, -Z2))]


class Network:
    """Somebody put everything into a class and hands over a bound method."""

    def __init__(self, params):
        self.W1, self.b1, self.W2, self.b2 = [np.array(a, dtype=float) for a in params]

    def as_params(self):
        return Params(self.W1, self.b1, self.W2, self.b2)

    def learn(self, x, y, rate):
        a1 = _sig(self.W1 @ x + self.b1)
        delta = _sig(self.W2 @ a1 + self.b2) - y
        hidden = (self.W2.T @ delta) * a1 * (1 - a1)
        self.W2 -= rate * delta @ a1.T
        self.b2 -= rate * delta
        self.W1 -= rate * hidden @ x.T
        self.b1 -= rate * hidden


@right("sgd_step")
def sgd_network_class(params, x, y, learning_rate):
    net = Network(params)
    net.learn(x, y, learning_rate)
    return net.as_params()


class Predictor:
    def probabilities(self, params, X, *, chunk=3):
        pieces = [_fwd(params, X[:, k : k + chunk])[3] for k in range(0, X.shape[1], chunk)]
        return np.concatenate(pieces, axis=1)


right("predict")(Predictor().probabilities)


@right("cost")
def cost_probability_of_the_truth_in_chunks(Y_hat, Y):
    total = 0.0
    for p, t in zip(np.asarray(Y_hat).T, np.asarray(Y).T):
        p = np.where(p < 1e-15, 1e-15, np.where(p > 1 - 1e-15, 1 - 1e-15, p))
        total = total + np.sum(t * -np.log(p)) + np.sum((1 - t) * -np.log1p(-p))
    return total


@right("gradients")
def gradients_by_linearity_of_network_class(params, X, Y):
    before = [np.array(a, dtype=float) for a in params]
    total = [np.zeros(a.shape) for a in before]
    for j in range(X.shape[1]):
        net = Network(params)
        net.learn(X[:, [j]], Y[:, [j]], 1.0)
        total = [t + (b - a) for t, b, a in zip(total, before, net.as_params())]
    return tuple(total)


@right("initialise")
def init_permuted_draw(rng, scale):
    v = rng.permutation(rng.uniform(-1.0, 1.0, 9)) * scale
    W1, b1, W2, b2 = np.split(v, [4, 6, 8])
    return W1.reshape(2, 2), b1.reshape(2, 1), W2.reshape(1, 2), b2.reshape(1, 1)


@right("hill_climb")
def hill_start_cost_looked_up_late(f, start, rng, width, turns):
    best, low, costs = start, None, []
    for _ in range(turns):
        trial = Params(*[np.asarray(a) + (2 * rng.random(np.shape(a)) - 1) * width for a in best])
        value = f(trial)
        if low is None:
            low = f(start)
        best, low = (trial, value) if value <= low else (best, low)
        costs.append(low)
    return best, np.asarray(costs, dtype=float)


# ====================================================================== later additions: wrong
@wrong("train")
def train_yields(params, X, Y, learning_rate, epochs):
    for _ in range(epochs):
        yield params, _cost(_fwd(params, X)[3], Y)
        params = _down(params, _grads(params, X, Y), learning_rate)


@wrong("sigmoid")
def sigmoid_returns_a_function(z):
    return lambda: _sig(z)


@wrong("sigmoid")
def sigmoid_without_argument():
    return _sig(0.0)


@wrong("step")
def step_two_arguments_only(params, grads):
    return _down(params, grads, 0.1)


@wrong("cost")
def cost_complex_logs(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15).astype(complex)
    return -np.sum(Y * np.log(-p) + (1 - Y) * np.log(p - 1))


@wrong("cost")
def cost_negative_class_weight_two(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(p) + 2 * (1 - Y) * np.log(1 - p)))


@wrong("cost")
def cost_divided_by_outputs_plus_one(Y_hat, Y):
    return _cost(Y_hat, Y) / (1 + Y.shape[0])


@wrong("cost", "precedence")
def cost_sign_of_second_term(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(p) - (1 - Y) * np.log(1 - p)))


@wrong("gradients")
def gradients_b2_sign(params, X, Y):
    g = _grads(params, X, Y)
    return Params(g.W1, g.b1, g.W2, np.negative(g.b2))


@wrong("gradients")
def gradients_hidden_first_unit_only(params, X, Y):
    g = _grads(params, X, Y)
    W1, b1 = np.zeros_like(g.W1), np.zeros_like(g.b1)
    W1[0], b1[0] = g.W1[0], g.b1[0]
    return W1, b1, g.W2, g.b2


@wrong("gradients", "weights-transposed")
def gradients_w2_reshaped_instead_of_transposed(params, X, Y):
    _, A1, _, A2 = _fwd(params, X)
    dZ2 = A2 - Y
    dZ1 = params.W2.reshape(A1.shape[0], -1) @ dZ2 * A1 * (1 - A1)
    return Params(
        dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)
    )


@wrong("gradients", "hidden-slope-forgotten")
def gradients_slope_forgotten_for_bias_only(params, X, Y):
    g = _grads(params, X, Y)
    back = params.W2.T @ (_fwd(params, X)[3] - Y)
    return g._replace(b1=back.sum(axis=1, keepdims=True))


@wrong("forward")
def forward_hidden_bias_only_for_first_sample(params, X):
    W1, b1, W2, b2 = params
    Z1 = np.asarray(W1 @ X, dtype=float)
    Z1[:, :1] += b1
    A1 = _sig(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, _sig(Z2)


@wrong("forward")
def forward_mutual_recursion(params, X):
    return _forward_other_half(params, X)


def _forward_other_half(params, X):
    return forward_mutual_recursion(params, X)


@wrong("predict")
def predict_hidden_unit_zero_only(params, X):
    h = _sig(params.W1[:1] @ X + params.b1[:1])
    return _sig(params.W2[:, :1] @ h + params.b2)


@wrong("perturb")
def perturb_noise_kept_from_first_call(params, rng, width, memory={}):
    key = tuple(np.shape(a) for a in params)
    if key not in memory:
        memory[key] = [rng.uniform(-width, width, s) for s in key]
    return Params(*[a + n for a, n in zip(params, memory[key])])


@wrong("hill_climb")
def hill_multiplicative_noise(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        trial = Params(*[a * (1 + rng.uniform(-width, width, a.shape)) for a in best])
        c = f(trial)
        if c < low:
            best, low = trial, c
        costs.append(low)
    return best, costs


@wrong("es_gradient")
def es_step_and_weight_use_different_noise(f, params, rng, sigma, pairs):
    v, g = _flat(params), 0
    for _ in range(pairs):
        e = rng.standard_normal(v.size)
        difference = f(_unflat(v + sigma * e, params)) - f(_unflat(v - sigma * e, params))
        g = g + difference / (2 * sigma) * rng.standard_normal(v.size)
    return _unflat(g / pairs, params)


@wrong("relative_error")
def relerr_exception_for_zeros(a, b):
    if not np.any(a) and not np.any(b):
        raise ValueError("cannot compare two zeros")
    return relerr_norms(a, b)


@wrong("initialise")
def init_third_argument_needed(rng, scale, shapes):
    return Params(*[rng.uniform(-scale, scale, s) for s in shapes])


@wrong("sgd_step")
def sgd_returns_none(params, x, y, learning_rate):
    new = sgd_plain(params, x, y, learning_rate)
    print(new)
