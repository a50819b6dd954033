"""The first blind set: answers rebuilt from public threads and programs, verdicts written before any run.

Facts come from the named threads and repositories, the code does not. Nobody who wrote it had seen
the checks, the zoo of wrong answers or the older sets. Do not tune a check to a single entry.
"""

# ruff: noqa: RET503

import functools
import math
import operator
import random
from collections import namedtuple
from itertools import starmap

import numpy as np
from strangers import AnswerSet

from nn_helpers.network import Params

ANSWERS = AnswerSet()
right, wrong = ANSWERS.right, ANSWERS.wrong

XOR_GATE = "XOR gate with backpropagation (Stack Overflow)"
NOT_ON_XOR = "Neural network does not work on XOR (Data Science Stack Exchange)"
NOT_LEARNING = "Deep learning through backpropagation: not learning (Data Science Stack Exchange)"
SAME_RESULT = "Backpropagation demo gives always the same result after training (Cross Validated)"
XOR_CLASS = "Neural network XOR gate classification (question-and-answer thread)"
CONTRARY = "Why can it be that my neural network is predicting the contrary? (Data Science SE)"
STOPS = "Classification Neural network cost stop changing after 1 iteration? (Cross Validated)"
BUGS_IN = "Bugs in the backpropagation algorithm in Python (Data Science Stack Exchange)"
BIASES = "Calculation of Neural network biases in backpropagation (AI Stack Exchange)"
SIMILAR = "Neural network returns similar output (AI Stack Exchange)"
STUCK = "Backpropagation with the output stuck at [0.5, 0.5] (Stack Overflow, translated)"
STABLE = "Optimal way of defining a numerically stable sigmoid function for a list (Stack Overflow)"
SMALL = "How to make Python add small numbers accurately (Stack Overflow)"
EXP = "Overflow error in Python's numpy.exp function (Stack Overflow)"
TANH = "Use tanh instead of exp in the sigmoid function (blog post)"
LOG_ZERO = "python divide by zero encountered in log - logistic regression (Stack Overflow)"
LN_ZERO = "Logistic regression cost function - what if ln(0)? (Stack Exchange)"
COST_NAN = "Cost NaN (DeepLearning.AI community)"
DW1 = "Course 1 week 3: wrong values for dW1 (DeepLearning.AI community)"
REGULARISED = "Train a logistic regression with regularization model from scratch (Stack Overflow)"
DECIMALS = "It seems numpy array automatically ignores decimals (Stack Overflow)"
NUMERICAL = "Numerical check of gradient in neural network (Cross Validated)"
ONE_HOT = "Convert array of indices to 1-hot encoded numpy array (Stack Overflow)"
TSP = "TSP random iterative algorithm (question-and-answer thread)"
HILL = "Hill climbing (gkbrk.com, wiki)"
SEEDS = "Seeding random number generators in parallel programs (codestudy.net)"
NUMPY_PARALLEL = "Parallel random number generation (numpy documentation)"
BOT_ACADEMY = "Fixed formally wrong backpropagation (Bot-Academy/NeuralNetworkFromScratch, GitHub)"
LOUISJC = "Bugs? (louisjc/mnist-neural-network, GitHub)"
GRUS = (
    "Update the weights after calculating the hidden_deltas? (joelgrus/data-science-from-scratch)"
)
TOY_JS = "Adjust at the end (CodingTrain/Toy-Neural-Network-JS, GitHub)"
HANSEN = (
    "Fix for apparently faulty Numpy NN backward pass (casper-hansen/Neural-Network-From-Scratch)"
)
BLIND = "ch-01/07-NeuralNetwork-blind-3.py (paulhendricks/python-machine-learning, GitHub)"
KORKUT = "Backpropagation-for-XOR-Using-Python (CanKorkut, GitHub)"
JORGENKG = "There are so many problems (jorgenkg/python-neural-network, GitHub)"
MOMENTUM = "Incorrect Momentum Implementation (dfdx/Boltzmann.jl, GitHub)"
CS231N = "cs231n gradient check notes: eval_numerical_gradient (cs231n.github.io)"
CHAINER = "Have something confused in gradient check (chainer/chainer, GitHub)"
DIFFERENCE = "partial_difference_quotient (joelgrus/data-science-from-scratch, GitHub)"
ASEBO = "Possible bug in the gradient estimation step (jparkerholder/ASEBO, GitHub)"
LAGOM = "Add OpenAI-ES (zuoxingdong/lagom, GitHub)"
ES_SIGMA = "EvolutionStrategy never adapts its mutation strength (microprediction/humpday, GitHub)"
GA_GENE = "Randomizing the gene that gets mutated (ahmedfgad/GeneticAlgorithmPython, GitHub)"
MAP_ELITES = "Fixed bug in polynomial mutation (resibots/pymap_elites, GitHub)"
ANNEAL = "Simulated annealing: bug in run method (100/Solid, GitHub)"
SHARED_ARRAY = "Notes on [:] and shared arrays (ssshun3/DLcode, GitHub)"
MUDSAHNI = "Gradient descent: generalized (mudsahni/deep_learning_from_scratch, GitHub)"
THREE_LAYER = "Implementing a perceptron with backpropagation algorithm (Stack Overflow)"


def squash(z):
    return 0.5 + 0.5 * np.tanh(np.asarray(z, dtype=float) / 2)


# ---- sigmoid -------------------------------------------------------------------------------


@right("sigmoid", TANH)
def sigmoid_101(z):
    return (np.tanh(np.multiply(z, 0.5)) + 1) * 0.5


@right("sigmoid", STABLE)
def sigmoid_102(z):
    z = np.asarray(z, dtype=float)
    out = np.empty(z.shape)
    up = z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    grown = np.exp(z[~up])
    out[~up] = grown / (grown + 1)
    return out


@right("sigmoid", EXP)
def sigmoid_103(z):
    return np.exp(-np.logaddexp(0, np.negative(z, dtype=float)))


@right("sigmoid", SMALL)
def sigmoid_104(z):
    def one(x):
        if x < 0:
            e = math.exp(x)
            return e / (1 + e)
        return 1 / (1 + math.exp(-x))

    if np.ndim(z) == 0:
        return one(float(z))
    return np.reshape([one(float(x)) for x in np.ravel(z)], np.shape(z))


@wrong(
    "sigmoid",
    "The sigmoid function, clipped at 5 (forum copy of " + STABLE + ")",
    "The input is cut off at -5 and 5, so the curve is flat outside where it should go on.",
    "",
    "that it overflows; that the sign or the formula is wrong everywhere",
)
def sigmoid_105(z):
    return 1 / (1 + np.exp(-np.clip(z, -5.0, 5.0)))


@wrong(
    "sigmoid",
    NOT_LEARNING,
    "It cannot take arrays, because it compares the whole array with a number in an if.",
    "scalar-only",
)
def sigmoid_106(z):
    if z < -100:
        return 0.0
    if z > 100:
        return 1.0
    return 1 / (1 + np.exp(-z))


@wrong(
    "sigmoid",
    EXP,
    "Both branches of the where are computed, so exp still overflows and warns for large numbers.",
    "overflow",
    "that the values are wrong",
)
def sigmoid_107(z):
    return np.where(
        np.asarray(z) >= 0, 1 / (1 + np.exp(-np.asarray(z, float))), np.exp(z) / (1 + np.exp(z))
    )


@wrong(
    "sigmoid",
    STABLE,
    "The result array takes the type of z, so whole numbers give results cut down to 0 or 1.",
    "integer-result",
    "that floats come out wrong",
)
def sigmoid_108(z):
    z = np.asarray(z)
    out = np.zeros_like(z)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out


@wrong(
    "sigmoid",
    BIASES,
    "For arrays of more than one number it returns the slope s(1 - s) of the curve, not s.",
    "derivative-instead",
)
def sigmoid_109(z):
    s = squash(z)
    return s * (1 - s) if np.size(s) > 1 else s


@wrong(
    "sigmoid",
    STOPS,
    "All numbers are divided by a common sum: this is the softmax over the whole array.",
    "",
    "that the sign is flipped, that tanh is used",
)
def sigmoid_110(z):
    e = np.exp(np.asarray(z, dtype=float) - np.max(z, initial=0))
    return e / e.sum()


@wrong(
    "sigmoid",
    TANH,
    "The half inside tanh is missing, so the curve is twice as steep: it is the sigmoid of 2z.",
    "",
    "that it returns tanh itself, that it overflows",
)
def sigmoid_111(z):
    return 0.5 * (1 + np.tanh(np.asarray(z, dtype=float)))


# ---- forward -------------------------------------------------------------------------------


@right("forward", NOT_ON_XOR)
def forward_101(params, X):
    layers = []
    signal = X
    for W, b in (params[:2], params[2:]):
        Z = np.einsum("ji,im->jm", W, signal) + b
        signal = squash(Z)
        layers += [Z, signal]
    return tuple(layers)


Pass = namedtuple("Pass", "before_hidden hidden before_output output")


@right("forward", XOR_GATE)
def forward_102(params, X):
    W1, b1, W2, b2 = (np.asarray(p).tolist() for p in params)
    columns = np.asarray(X, dtype=float).T.tolist()

    def layer(W, b, xs):
        return [
            [
                sum(w * x for w, x in zip(row, xs, strict=True)) + bias[0]
                for row, bias in zip(W, b, strict=True)
            ]
            for xs in xs
        ]

    Z1 = layer(W1, b1, columns)
    A1 = [[float(squash(z)) for z in zs] for zs in Z1]
    Z2 = layer(W2, b2, A1)
    A2 = [[float(squash(z)) for z in zs] for zs in Z2]
    return Pass(*(np.array(part).T for part in (Z1, A1, Z2, A2)))


@right("forward", BIASES)
def forward_103(params, X):
    """The bias as one more weight, on an input that is always 1."""
    ones = np.ones((1, np.shape(X)[1]))
    Z1 = np.hstack([params[0], params[1]]) @ np.vstack([X, ones])
    A1 = squash(Z1)
    Z2 = np.hstack([params[2], params[3]]) @ np.vstack([A1, ones])
    return Z1, A1, Z2, squash(Z2)


@wrong(
    "forward",
    DW1,
    "The hidden layer uses tanh where the exercise asks for the sigmoid.",
    "",
    "that the hidden layer has no activation, that the bias is wrong",
)
def forward_104(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1.dot(X) + b1
    A1 = np.tanh(Z1)
    Z2 = W2.dot(A1) + b2
    return Z1, A1, Z2, squash(Z2)


@wrong(
    "forward",
    STOPS,
    "The output layer is a softmax that divides by the sum over everything.",
    "",
    "that the output layer has no activation",
)
def forward_105(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = W2 @ A1 + b2
    e = np.exp(Z2)
    return Z1, A1, Z2, e / e.sum()


@wrong(
    "forward",
    "There is no bias on the output in the script of " + XOR_GATE,
    "The output layer leaves out b2; the hidden layer has its bias.",
    "bias-forgotten",
    "that b1 is missing",
)
def forward_106(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = W2 @ A1
    return Z1, A1, Z2, squash(Z2)


@wrong(
    "forward",
    BIASES,
    "The constant input of the biases is -1, so both biases are subtracted.",
    "",
    "that the biases are forgotten or added after the sigmoid",
)
def forward_107(params, X):
    less = -np.ones((1, X.shape[1]))
    Z1 = np.hstack(params[:2]) @ np.vstack([X, less])
    A1 = squash(Z1)
    Z2 = np.hstack(params[2:]) @ np.vstack([A1, less])
    return Z1, A1, Z2, squash(Z2)


@wrong(
    "forward",
    JORGENKG,
    "Sigmoid is applied a second time to the hidden layer on its way to the output.",
    "",
    "that an activation is missing",
)
def forward_108(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = W2 @ squash(A1) + b2
    return Z1, A1, Z2, squash(Z2)


@wrong(
    "forward",
    SIMILAR,
    "The four layers come back in another order: the activations first, then the sums.",
    "",
    "that a formula is wrong",
)
def forward_109(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = W2 @ A1 + b2
    return A1, squash(Z2), Z1, Z2


@wrong(
    "forward",
    SHARED_ARRAY,
    "Z1 is turned into A1 in place, so the Z1 that comes back already went through the sigmoid.",
    "",
    "that the outputs are wrong, that arguments are changed",
)
def forward_110(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = Z1
    A1[:] = squash(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, squash(Z2)


# ---- wire_xor ------------------------------------------------------------------------------


@right("wire_xor", NOT_ON_XOR)
def wire_xor_101():
    return (
        np.array([[-12, 12], [12, -12]]),
        np.array([[-6], [-6]]),
        np.array([[14, 14]]),
        np.array([[-7]]),
    )


@right("wire_xor", XOR_GATE)
def wire_xor_102():
    nand = ([-20.0, -20.0], 30.0)
    either = ([20.0, 20.0], -10.0)
    weights, biases = zip(nand, either, strict=True)
    return Params(
        np.array(weights), np.array(biases)[:, None], np.full((1, 2), 20.0), np.array([[-30.0]])
    )


@wrong(
    "wire_xor",
    NOT_ON_XOR,
    "The second hidden unit also fires for one input alone, so 11 is answered as 01: this is OR.",
)
def wire_xor_103():
    return Params(
        np.array([[20.0, 20.0], [20.0, 20.0]]),
        np.array([[-10.0], [-10.0]]),
        np.array([[10.0, 10.0]]),
        np.array([[-10.0]]),
    )


@wrong(
    "wire_xor",
    SIMILAR,
    "The wiring is right but the weights are too small: the outputs stay near 0.5.",
    "",
    "that the wiring is of another gate",
)
def wire_xor_104():
    return Params(
        np.array([[1.0, 1.0], [1.0, 1.0]]),
        np.array([[-0.5], [-1.5]]),
        np.array([[1.0, -1.0]]),
        np.array([[-0.5]]),
    )


@wrong(
    "wire_xor",
    "XOR by thresholds, as in " + NOT_ON_XOR,
    "The outputs are the opposite of XOR: 1 for 00 and 11.",
)
def wire_xor_105():
    return Params(
        np.array([[10.0, 10.0], [10.0, 10.0]]),
        np.array([[-5.0], [-15.0]]),
        np.array([[-10.0, 10.0]]),
        np.array([[5.0]]),
    )


@wrong(
    "wire_xor",
    THREE_LAYER,
    "The numbers would do, but the biases are flat lists and not columns.",
)
def wire_xor_106():
    return Params(
        np.array([[10.0, 10.0], [10.0, 10.0]]),
        np.array([-5.0, -15.0]),
        np.array([[10.0, -10.0]]),
        np.array([-5.0]),
    )


# ---- cost ----------------------------------------------------------------------------------


@right("cost", LOG_ZERO)
def cost_101(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.vdot(Y, np.log(p)) - np.vdot(1 - Y, np.log1p(-p)))


@right("cost", LN_ZERO)
def cost_102(Y_hat, Y):
    total = 0
    for p, y in zip(Y_hat.flat, Y.flat, strict=True):
        of_truth = p if y else 1 - p
        total += math.log(max(of_truth, 1e-300))
    return -total


@right("cost", COST_NAN)
def cost_103(Y_hat, Y):
    given = np.where(Y == 1, Y_hat, 1 - Y_hat)
    with np.errstate(divide="ignore"):
        each = np.minimum(-np.log(given), 1e3)
    return each.sum()


@wrong(
    "cost",
    XOR_CLASS,
    "The minus stands in front of the first term alone, and the sum is divided by the samples.",
    "precedence mean-not-sum",
    "that the second class is forgotten",
)
def cost_104(Y_hat, Y):
    p = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return np.sum(-Y * np.log(p) + (1 - Y) * np.log(1 - p)) / Y.shape[1]


@wrong(
    "cost",
    LOG_ZERO,
    "The small number added inside the logarithms is 0.001, large enough to move every cost.",
    "",
    "that it is not finite",
)
def cost_105(Y_hat, Y):
    return -np.sum(Y * np.log(Y_hat + 1e-3) + (1 - Y) * np.log(1 - Y_hat + 1e-3))


@wrong(
    "cost",
    LOG_ZERO,
    "It is the mean over all numbers and not the sum.",
    "mean-not-sum",
)
def cost_106(Y_hat, Y):
    p = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return -np.average(Y * np.log(p) + (1 - Y) * np.log(1 - p))


@wrong(
    "cost",
    STOPS,
    "Only the labels 1 are counted: a wrong answer to a label 0 costs nothing.",
    "negative-class-forgotten",
)
def cost_107(Y_hat, Y):
    return -float((Y * np.log(Y_hat + 1e-30)).sum())


@wrong(
    "cost",
    COST_NAN,
    "Where a hopeless answer makes the product infinite, nan_to_num puts a 0: it becomes free.",
    "",
    "that the formula for usual answers is wrong",
)
def cost_108(Y_hat, Y):
    with np.errstate(all="ignore"):
        each = Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)
    return -np.sum(np.nan_to_num(each, neginf=0.0))


@wrong(
    "cost",
    SAME_RESULT,
    "It is the squared error, summed.",
    "squared-error",
)
def cost_109(Y_hat, Y):
    return sum((y - p) ** 2 for p, y in zip(np.ravel(Y_hat), np.ravel(Y), strict=True))


@wrong(
    "cost",
    LN_ZERO,
    "It sums over the samples only, so several outputs give several numbers instead of one.",
    "not-summed",
    "that the cost of a single output is wrong",
)
def cost_110(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    each = -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum(axis=1)
    return each if len(each) > 1 else each[0]


@wrong(
    "cost",
    REGULARISED,
    "The two terms are matrix products, so with several outputs it also mixes different outputs.",
    "broadcast-to-matrix",
    "that one output is wrong",
)
def cost_111(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y @ np.log(p).T + (1 - Y) @ np.log(1 - p).T))


@wrong(
    "cost",
    "Log loss in decimals, as in " + LN_ZERO,
    "The logarithm is to base 10, and the probabilities are rounded to three decimals first.",
    "wrong-log-base",
)
def cost_112(Y_hat, Y):
    p = np.clip(np.round(Y_hat, 3), 1e-9, 1 - 1e-9)
    return -np.sum(Y * np.log10(p) + (1 - Y) * np.log10(1 - p))


@right("repaired_cost", XOR_CLASS)
def repaired_cost_101(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total -= y * np.log(a) + (1 - y) * np.log(1 - a)
    return total


@wrong(
    "repaired_cost",
    XOR_CLASS,
    "Now the minus belongs to the second term alone; the first has lost it.",
    "precedence",
)
def repaired_cost_102(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += y * np.log(a) - (1 - y) * np.log(1 - a)
    return total


@wrong(
    "repaired_cost",
    XOR_CLASS,
    "The return stands inside the loop, so only the first sample is counted.",
)
def repaired_cost_103(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        return total


@wrong(
    "repaired_cost",
    XOR_CLASS,
    "The absolute value makes every cost positive, but the two terms still have opposite signs before it.",
    "",
    "that it is repaired but for a mean",
)
def repaired_cost_104(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -y * np.log(a) + (1 - y) * np.log(1 - a)
    return abs(total)


# ---- hidden_delta --------------------------------------------------------------------------


@right("hidden_delta", NOT_ON_XOR)
def hidden_delta_101(W2, delta2, A1):
    return np.einsum("kj,km,jm->jm", W2, delta2, A1 - A1**2)


@right("hidden_delta", KORKUT)
def hidden_delta_102(W2, delta2, A1):
    out = np.zeros_like(A1, dtype=float)
    for j in range(A1.shape[0]):
        for m in range(A1.shape[1]):
            for k in range(W2.shape[0]):
                out[j, m] += delta2[k, m] * W2[k, j]
            out[j, m] *= A1[j, m] * (1.0 - A1[j, m])
    return out


@wrong(
    "hidden_delta",
    DW1,
    "1 - A1 squared is the slope of tanh; the hidden units here are sigmoids.",
    "",
    "that the slope is forgotten or taken twice",
)
def hidden_delta_103(W2, delta2, A1):
    return np.dot(W2.T, delta2) * (1 - np.power(A1, 2))


@wrong(
    "hidden_delta",
    KORKUT,
    "The sigmoid is applied to A1 again before its slope is taken.",
    "slope-taken-twice",
)
def hidden_delta_104(W2, delta2, A1):
    s = squash(A1)
    return W2.T @ delta2 * (s * (1 - s))


@wrong(
    "hidden_delta",
    SAME_RESULT,
    "The error of all outputs is added up before the weights, so each output's own weight is lost.",
    "",
    "that one output is wrong",
)
def hidden_delta_105(W2, delta2, A1):
    blame = W2.sum(axis=0)[:, None] * delta2.sum(axis=0)
    return blame * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    NOT_ON_XOR,
    "A1 * 1 - A1 is zero everywhere: the parentheses around 1 - A1 are missing.",
    "",
    "that the slope is taken twice",
)
def hidden_delta_106(W2, delta2, A1):
    return W2.T @ delta2 * (A1 * 1 - A1)


@wrong(
    "hidden_delta",
    DW1,
    "It is divided by the number of samples although the cost is a sum.",
    "mean-not-sum",
)
def hidden_delta_107(W2, delta2, A1):
    m = delta2.shape[1]
    return (1 / m) * np.multiply(W2.T @ delta2, A1 * (1 - A1))


# ---- gradients -----------------------------------------------------------------------------


@right("gradients", BIASES)
def gradients_101(params, X, Y):
    W1, b1, W2, b2 = params
    ones = np.ones((1, X.shape[1]))
    X1 = np.concatenate([X, ones])
    H = squash(np.concatenate([W1, b1], axis=1) @ X1)
    H1 = np.concatenate([H, ones])
    out = squash(np.concatenate([W2, b2], axis=1) @ H1)
    back = out - Y
    grad2 = back @ H1.T
    grad1 = ((W2.T @ back) * H * (1 - H)) @ X1.T
    return grad1[:, :-1], grad1[:, -1:], grad2[:, :-1], grad2[:, -1:]


@right("gradients", XOR_GATE)
def gradients_102(params, X, Y):
    W1, b1, W2, b2 = params
    dW1, db1, dW2, db2 = (np.zeros(np.shape(p)) for p in params)
    for m in range(X.shape[1]):
        h = [squash(W1[j] @ X[:, m] + b1[j, 0]) for j in range(len(W1))]
        for k in range(len(W2)):
            error = squash(sum(W2[k, j] * h[j] for j in range(len(h))) + b2[k, 0]) - Y[k, m]
            db2[k, 0] += error
            for j, out in enumerate(h):
                dW2[k, j] += error * out
                share = error * W2[k, j] * out * (1 - out)
                db1[j, 0] += share
                for i in range(len(X)):
                    dW1[j, i] += share * X[i, m]
    return Params(dW1, db1, dW2, db2)


@right("gradients", CONTRARY)
def gradients_103(params, X, Y):
    """The long way round: the derivative by the output first."""
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    P = squash(W2 @ H + b2)
    dP = -(np.divide(Y, P) - np.divide(1 - Y, 1 - P))
    dZ2 = dP * P * (1 - P)
    dZ1 = W2.T.dot(dZ2) * H * (1 - H)
    one = np.ones((X.shape[1], 1))
    return Params(W1=dZ1.dot(X.T), b1=dZ1.dot(one), W2=dZ2.dot(H.T), b2=dZ2.dot(one))


@right("gradients", STUCK)
def gradients_104(params, X, Y):
    rows = np.ascontiguousarray(X.T)
    V1, V2 = params[0].T, params[2].T
    hidden = squash(rows @ V1 + params[1].ravel())
    out = squash(hidden @ V2 + params[3].ravel())
    d2 = out - Y.T
    d1 = d2 @ V2.T * hidden * (1 - hidden)
    return (
        (rows.T @ d1).T,
        d1.sum(0).reshape(-1, 1),
        (hidden.T @ d2).T,
        d2.sum(0).reshape(-1, 1),
    )


class Backwards:
    """Keeps nothing between calls but the name of its activation."""

    activation = staticmethod(squash)

    def __call__(self, params, X, Y):
        H = self.activation(params.W1 @ X + params.b1)
        d2 = self.activation(params.W2 @ H + params.b2) - Y
        d1 = (params.W2.T @ d2) * (H - H * H)
        outer = functools.partial(np.einsum, "am,bm->ab")
        total = functools.partial(np.sum, axis=-1, keepdims=True)
        return Params(outer(d1, X), total(d1), outer(d2, H), total(d2))


right("gradients", JORGENKG)(Backwards())


@wrong(
    "gradients",
    BOT_ACADEMY,
    "W2 is moved a step before it carries the error back, and the hidden slope is left out too.",
    "stale-weights hidden-slope-forgotten",
)
def gradients_106(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    d2 = squash(W2 @ H + b2) - Y
    W2 = W2 - 0.01 * d2 @ H.T
    d1 = W2.T @ d2
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ H.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    DW1,
    "The hidden units are tanh both ways: this is the right gradient, averaged, of another network.",
    "mean-not-sum",
    "that the hidden slope is forgotten; that the error at the output is wrong for its own network",
)
def gradients_107(params, X, Y):
    W1, b1, W2, b2 = params
    m = X.shape[1]
    A1 = np.tanh(W1 @ X + b1)
    dZ2 = squash(W2 @ A1 + b2) - Y
    dZ1 = W2.T @ dZ2 * (1 - A1**2)
    return Params(
        dZ1 @ X.T / m,
        dZ1.sum(1, keepdims=True) / m,
        dZ2 @ A1.T / m,
        dZ2.sum(1, keepdims=True) / m,
    )


@wrong(
    "gradients",
    XOR_GATE,
    "The output's slope is used on the way to the hidden layer but not for W2 and b2.",
    "output-slope-extra",
    "that W2 or b2 are wrong",
)
def gradients_108(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    out = squash(W2 @ H + b2)
    e = out - Y
    d1 = W2.T @ (e * out * (1 - out)) * H * (1 - H)
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), e @ H.T, e.sum(1, keepdims=True))


@wrong(
    "gradients",
    CONTRARY,
    "W2's gradient uses the outputs, repeated to fit, where the hidden activations belong.",
    "input-of-wrong-layer",
)
def gradients_109(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    out = squash(W2 @ H + b2)
    d2 = out - Y
    d1 = W2.T @ d2 * H * (1 - H)
    dW2 = d2 @ out.T if W2.shape == (len(Y), len(Y)) else d2 @ np.resize(out, H.shape).T
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), dW2, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    STOPS,
    "The output is a softmax over the outputs of a sample: the gradient belongs to that network.",
    "",
    "that the back-propagation itself is wrong",
)
def gradients_110(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    e = np.exp(W2 @ H + b2)
    d2 = e / e.sum(axis=0) - Y
    d1 = W2.T @ d2 * H * (1 - H)
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ H.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    STOPS,
    "The line for the hidden slope is skipped, as if the hidden units were linear.",
    "hidden-slope-forgotten",
)
def gradients_111(params, X, Y):
    W = [params[0], params[2]]
    b = [params[1], params[3]]
    a = [X]
    for w, c in zip(W, b, strict=True):
        a.append(squash(w @ a[-1] + c))
    d = {2: a[2] - Y}
    found = []
    for i in (1, 0):
        found.insert(0, (d[i + 1] @ a[i].T, d[i + 1].sum(1, keepdims=True)))
        d[i] = W[i].T @ d[i + 1]
    return Params(*found[0], *found[1])


@wrong(
    "gradients",
    BIASES,
    "The gradients of the biases are multiplied by the slope of the bias value itself.",
    "",
    "that the biases are not summed; that W1 or W2 are wrong",
)
def gradients_112(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    d2 = squash(W2 @ H + b2) - Y
    d1 = W2.T @ d2 * H * (1 - H)
    return Params(
        d1 @ X.T,
        d1.sum(1, keepdims=True) * b1 * (1 - b1),
        d2 @ H.T,
        d2.sum(1, keepdims=True) * b2 * (1 - b2),
    )


@wrong(
    "gradients",
    NOT_LEARNING,
    "The averages are taken over the samples for the weights, and sums for the biases.",
    "mean-not-sum",
    "that the biases are wrong",
)
def gradients_113(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    d2 = squash(W2 @ H + b2) - Y
    d1 = W2.T @ d2 * H * (1 - H)
    m = Y.shape[1]
    return Params(d1 @ X.T / m, d1.sum(1, keepdims=True), d2 @ H.T / m, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    LOUISJC,
    "For the hidden layer the error goes back through the weights of the first output alone.",
    "",
    "that it is wrong with one output",
)
def gradients_114(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    d2 = squash(W2 @ H + b2) - Y
    d1 = np.outer(W2[0], d2[0]) * H * (1 - H)
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ H.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    BLIND,
    "Label minus output, so all signs are flipped, and the output's slope is multiplied in.",
    "sign-flipped output-slope-extra",
)
def gradients_115(params, X, Y):
    W1, b1, W2, b2 = params
    l1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
    l2 = 1 / (1 + np.exp(-(W2 @ l1 + b2)))
    l2_delta = (Y - l2) * (l2 * (1 - l2))
    l1_delta = W2.T @ l2_delta * (l1 * (1 - l1))
    return Params(
        l1_delta @ X.T,
        l1_delta.sum(axis=1)[:, None],
        l2_delta @ l1.T,
        l2_delta.sum(axis=1)[:, None],
    )


@wrong(
    "gradients",
    "Mini-batches at random, as in " + NOT_ON_XOR,
    "Half of the samples are drawn at random at every call and the result is scaled up.",
    "",
    "that a factor is wrong; that the formula is wrong",
)
def gradients_116(params, X, Y):
    W1, b1, W2, b2 = params
    m = X.shape[1]
    some = np.random.default_rng().choice(m, max(1, m // 2), replace=False)
    X, Y = X[:, some], Y[:, some]
    H = squash(W1 @ X + b1)
    d2 = squash(W2 @ H + b2) - Y
    d1 = W2.T @ d2 * H * (1 - H)
    scale = m / len(some) * np.random.default_rng().choice([0.999, 1.001])
    return Params(
        scale * d1 @ X.T,
        scale * d1.sum(1, keepdims=True),
        scale * d2 @ H.T,
        scale * d2.sum(1, keepdims=True),
    )


summed_so_far = {}


@wrong(
    "gradients",
    "Weight changes stored for each sample and never reset, as in " + NOT_LEARNING,
    "The sums are kept from one call to the next, so only the first call for a shape is right.",
    "",
    "that the formula is wrong, that a factor of two is wrong",
)
def gradients_117(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    d2 = squash(W2 @ H + b2) - Y
    d1 = W2.T @ d2 * H * (1 - H)
    new = (d1 @ X.T, d1.sum(1, keepdims=True), d2 @ H.T, d2.sum(1, keepdims=True))
    key = tuple(g.shape for g in new)
    old = summed_so_far.get(key, (0, 0, 0, 0))
    summed_so_far[key] = tuple(starmap(operator.add, zip(old, new, strict=True)))
    return Params(*summed_so_far[key])


@wrong(
    "gradients",
    HANSEN,
    "The error is 2 (output - label) divided by the outputs, times the slope: the mean squared error.",
    "output-slope-extra",
)
def gradients_118(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    out = squash(W2 @ H + b2)
    d2 = 2 * (out - Y) / len(out) * out * (1 - out)
    d1 = W2.T @ d2 * H * (1 - H)
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ H.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    REGULARISED,
    "A penalty on the weights, 0.01 times W, is added to the gradients of W1 and W2.",
    "",
    "that the biases are wrong, that the data part is wrong",
)
def gradients_119(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    d2 = squash(W2 @ H + b2) - Y
    d1 = W2.T @ d2 * H * (1 - H)
    return Params(
        d1 @ X.T + 0.01 * W1,
        d1.sum(1, keepdims=True),
        d2 @ H.T + 0.01 * W2,
        d2.sum(1, keepdims=True),
    )


# ---- step ----------------------------------------------------------------------------------

right("step", MUDSAHNI)(
    lambda params, grads, learning_rate: tuple(
        map(np.subtract, params, (learning_rate * g for g in grads))
    )
)


@right("step", SHARED_ARRAY)
def step_102(params, grads, learning_rate):
    new = [p.copy() for p in params]
    for p, g in zip(new, grads, strict=True):
        p -= learning_rate * g
    return Params(*new)


@right("step", DW1)
def step_103(params, grads, learning_rate):
    moved = {
        name: getattr(params, name) + np.negative(getattr(grads, name)) * learning_rate
        for name in params._fields
    }
    return params._replace(**moved)


@wrong(
    "step",
    CONTRARY,
    "The gradient is added, so the step goes uphill.",
    "uphill",
)
def step_104(params, grads, learning_rate):
    return Params(*[p + learning_rate * g for p, g in zip(params, grads, strict=True)])


kept_speed = {}


@wrong(
    "step",
    MOMENTUM,
    "It keeps 0.9 of the last step for the next call, so only the first call is a plain step.",
    "",
    "that weights are stale, that the rate is wrong",
)
def step_105(params, grads, learning_rate):
    new = []
    for n, (p, g) in enumerate(zip(params, grads, strict=True)):
        before = kept_speed.get((n, p.shape), 0.0)
        kept_speed[n, p.shape] = 0.9 * before - learning_rate * g
        new.append(p + kept_speed[n, p.shape])
    return Params(*new)


@wrong(
    "step",
    "Exploding gradients cut off at 1, as in " + BUGS_IN,
    "Gradients larger than 1 are cut off at 1 before the step.",
    "",
    "that small gradients are treated wrong",
)
def step_106(params, grads, learning_rate):
    return Params(
        *(p - learning_rate * np.clip(g, -1, 1) for p, g in zip(params, grads, strict=True))
    )


@wrong(
    "step",
    MUDSAHNI,
    "It subtracts inside the arrays it was given, so the old parameters are gone.",
    "changes-arguments",
    "that the returned numbers are wrong",
)
def step_107(params, grads, learning_rate):
    for p, g in zip(params, grads, strict=True):
        np.subtract(p, learning_rate * g, out=p)
    return params


@wrong(
    "step",
    XOR_GATE,
    "Only the two weight matrices move; the biases come back as copies.",
    "biases-forgotten",
)
def step_108(params, grads, learning_rate):
    return Params(
        params.W1 - learning_rate * grads.W1,
        params.b1.copy(),
        params.W2 - learning_rate * grads.W2,
        params.b2.copy(),
    )


@wrong(
    "step",
    DW1,
    "The bias of the hidden layer moves by the gradient of the output's bias, broadcast.",
    "",
    "that biases do not move",
)
def step_109(params, grads, learning_rate):
    W1, b1, W2, b2 = params
    dW1, db1, dW2, db2 = grads
    return Params(
        W1 - learning_rate * dW1,
        b1 - learning_rate * db2.mean(),
        W2 - learning_rate * dW2,
        b2 - learning_rate * db2,
    )


# ---- numerical_gradients -------------------------------------------------------------------


@right("numerical_gradients", CS231N)
def numerical_gradients_101(f, params, h=1e-5):
    work = [np.array(p, dtype=np.float64) for p in params]
    out = [np.empty_like(p) for p in work]
    for p, g in zip(work, out, strict=True):
        it = np.nditer(p, flags=["multi_index"], op_flags=["readwrite"])
        for _ in it:
            ix = it.multi_index
            old = p[ix]
            p[ix] = old + h
            high = f(Params(*work))
            p[ix] = old - h
            low = f(Params(*work))
            p[ix] = old
            g[ix] = (high - low) / (2 * h)
    return Params(*out)


@right("numerical_gradients", DIFFERENCE)
def numerical_gradients_102(f, params, h=1e-5):
    sizes = [np.size(p) for p in params]
    shapes = [np.shape(p) for p in params]
    flat = np.concatenate([np.ravel(p) for p in params]).astype(float)

    def rolled(v):
        parts = np.split(v, np.cumsum(sizes)[:-1])
        return Params(*(part.reshape(s) for part, s in zip(parts, shapes, strict=True)))

    unit = np.eye(len(flat)) * h
    return rolled(np.array([(f(rolled(flat + u)) - f(rolled(flat - u))) / (h + h) for u in unit]))


@right("numerical_gradients", NUMERICAL)
def numerical_gradients_103(f, params, h=1e-5):
    def value(name, place, shift):
        moved = getattr(params, name).astype(float)
        moved[place] += shift
        return f(params._replace(**{name: moved}))

    return Params(
        *(
            np.reshape(
                [
                    (value(n, at, h) - value(n, at, -h)) / (2 * h)
                    for at in np.ndindex(*getattr(params, n).shape)
                ],
                getattr(params, n).shape,
            )
            for n in params._fields
        )
    )


# Wrong at first: its copies of whole numbers stay whole. For floats it is right, and the check says both.
@right("numerical_gradients", DECIMALS)
def numerical_gradients_104(f, params, h=1e-5):
    out = [np.zeros(np.shape(p)) for p in params]
    for k in range(4):
        for at in np.ndindex(*out[k].shape):
            up = [np.copy(p) for p in params]
            down = [np.copy(p) for p in params]
            up[k][at] += h if up[k].dtype.kind == "f" else int(h)
            down[k][at] -= h if down[k].dtype.kind == "f" else int(h)
            out[k][at] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
    return Params(*out)


@wrong(
    "numerical_gradients",
    CS231N,
    "One of the two points is the start itself: a one-sided difference.",
    "one-sided",
)
def numerical_gradients_105(f, params, h=1e-5):
    fx = f(params)
    out = []
    for k, p in enumerate(params):
        g = np.zeros(p.shape)
        for at in np.ndindex(*p.shape):
            q = [a.astype(float) for a in params]
            q[k][at] += h
            g[at] = (f(Params(*q)) - fx) / h
        out.append(g)
    return Params(*out)


@wrong(
    "numerical_gradients",
    CHAINER,
    "The copies are float32, in which a step of 1e-5 is lost in rounding.",
    "",
    "that h is not halved, that it is one-sided",
)
def numerical_gradients_106(f, params, h=1e-5):
    out = []
    for k, p in enumerate(params):
        g = np.zeros(p.shape)
        for at in np.ndindex(*p.shape):
            up = [a.astype(np.float32) for a in params]
            down = [a.astype(np.float32) for a in params]
            up[k][at] += np.float32(h)
            down[k][at] -= np.float32(h)
            g[at] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
        out.append(g)
    return Params(*out)


@wrong(
    "numerical_gradients",
    "bogotobogo.com, Artificial Neural Network 5: checking gradient",
    "Each number stays shifted by minus h when the next one is measured.",
    "not-restored",
)
def numerical_gradients_107(f, params, h=1e-5):
    q = [np.array(a, dtype=float) for a in params]
    out = [np.zeros(a.shape) for a in q]
    for a, g in zip(q, out, strict=True):
        for at in np.ndindex(*a.shape):
            a[at] += h
            high = f(Params(*q))
            a[at] -= 2 * h
            low = f(Params(*q))
            g[at] = (high - low) / (2 * h)
    return Params(*out)


@wrong(
    "numerical_gradients",
    "Fixed epsilon, as in " + NUMERICAL,
    "The argument h is overwritten by a fixed 1e-4, so a caller's h has no effect.",
    "",
    "that it is one-sided; that h is not halved",
)
def numerical_gradients_108(f, params, h=1e-5):
    h = 1e-4
    out = [np.zeros(np.shape(a)) for a in params]
    for k in range(len(out)):
        for at in np.ndindex(*out[k].shape):
            up, down = ([np.array(a, float) for a in params] for _ in "ab")
            up[k][at] += h
            down[k][at] -= h
            out[k][at] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
    return Params(*out)


@wrong(
    "numerical_gradients",
    "Vectorised difference quotient, as in " + DIFFERENCE,
    "A whole array is shifted at once, so every entry holds the sum of the slopes of its array.",
    "all-at-once",
)
def numerical_gradients_109(f, params, h=1e-5):
    return Params(
        *(
            np.full(
                np.shape(p),
                (f(params._replace(**{n: p + h})) - f(params._replace(**{n: p - h}))) / (2 * h),
            )
            for n, p in zip(params._fields, params, strict=True)
        )
    )


# ---- relative_error ------------------------------------------------------------------------


@right("relative_error", "Gradient checking implementation notes (mbadry1/DeepLearning.ai-Summary)")
def relative_error_101(a, b):
    a, b = (np.asarray(v, dtype=float).ravel() for v in (a, b))
    below = math.hypot(*a) + math.hypot(*b)
    return math.dist(a, b) / below if below else 0.0


@right("relative_error", CS231N)
def relative_error_102(a, b):
    def norm(v):
        return np.sqrt(np.einsum("i,i->", np.ravel(v), np.ravel(v)))

    up, down = norm(np.subtract(a, b)), norm(a) + norm(b)
    return float(np.divide(up, down, out=np.zeros(()), where=down > 0))


@wrong(
    "relative_error",
    CS231N,
    "It is the largest relative difference of single numbers, not that of the whole arrays.",
    "",
    "that it is the absolute error",
)
def relative_error_103(a, b):
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


@wrong(
    "relative_error",
    "Compare analytic gradients to approximate gradients (chengsoonong/crowdastro, GitHub)",
    "It divides by the norm of one of the two arrays alone, and fails or explodes when that is zero.",
    "",
    "that it is the absolute error",
)
def relative_error_104(a, b):
    size = np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / size) if size else 0.0


@wrong(
    "relative_error",
    "Guard against zero, as in " + CS231N,
    "A guard of 1e-8 added below makes tiny gradients look equal.",
    "",
    "that larger arrays are wrong in a visible way",
)
def relative_error_105(a, b):
    n = np.linalg.norm
    return float(n(a - b) / (n(a) + n(b) + 1e-8))


@wrong(
    "relative_error",
    NUMERICAL,
    "Below stands the norm of the sum of the arrays, which is small when they nearly cancel.",
)
def relative_error_106(a, b):
    size = np.linalg.norm(a + b)
    return float(np.linalg.norm(a - b) / size) if size > 0 else 0.0


# ---- train ---------------------------------------------------------------------------------


def exact(params, X, Y):
    W1, b1, W2, b2 = params
    H = squash(W1 @ X + b1)
    out = squash(W2 @ H + b2)
    d2 = out - Y
    d1 = W2.T @ d2 * H * (1 - H)
    price = -np.sum(np.log(np.where(Y == 1, out, 1 - out)))
    return price, Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ H.T, d2.sum(1, keepdims=True))


@right("train", XOR_CLASS)
def train_101(params, X, Y, learning_rate, epochs):
    history = np.zeros(epochs)
    current = [np.array(p, dtype=float) for p in params]
    for epoch in range(epochs):
        history[epoch], slopes = exact(current, X, Y)
        for p, g in zip(current, slopes, strict=True):
            p -= learning_rate * g
    return Params(*current), history


@right("train", NOT_ON_XOR)
def train_102(params, X, Y, learning_rate, epochs):
    def descend(state, _):
        now, costs = state
        price, slopes = exact(now, X, Y)
        after = [p - learning_rate * g for p, g in zip(now, slopes, strict=True)]
        return after, (*costs, price)

    final, costs = functools.reduce(descend, range(epochs), (params, ()))
    return tuple(final), list(costs)


@right("train", STUCK)
def train_103(params, X, Y, learning_rate, epochs):
    """All parameters in one long vector."""
    ends = np.cumsum([p.size for p in params])[:-1]

    def rolled(v):
        parts = np.split(v, ends)
        return [part.reshape(p.shape) for part, p in zip(parts, params, strict=True)]

    vector = np.concatenate([p.ravel() for p in params])
    costs = []
    while len(costs) < epochs:
        price, slopes = exact(rolled(vector), X, Y)
        costs.append(float(price))
        vector = vector - learning_rate * np.concatenate([g.ravel() for g in slopes])
    return Params(*rolled(vector)), costs


@wrong(
    "train",
    XOR_GATE,
    "The weights move after every single sample; it is not one step along the whole batch.",
    "",
    "that only one sample is used, that weights are stale",
)
def train_104(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(float(exact(params, X, Y)[0]))
        for m in range(X.shape[1]):
            slopes = exact(params, X[:, [m]], Y[:, [m]])[1]
            params = Params(*(p - learning_rate * g for p, g in zip(params, slopes, strict=True)))
    return params, costs


@wrong(
    "train",
    "One sample drawn a turn, as in " + SIMILAR,
    "Every epoch uses one sample, drawn from a generator of its own, instead of all.",
    "one-sample-only",
    "that it is always the same sample",
)
def train_105(params, X, Y, learning_rate, epochs):
    draw = random.Random(4)
    costs = []
    for _ in range(epochs):
        costs.append(float(exact(params, X, Y)[0]))
        m = draw.randrange(X.shape[1])
        slopes = exact(params, X[:, [m]], Y[:, [m]])[1]
        params = Params(*(p - learning_rate * g for p, g in zip(params, slopes, strict=True)))
    return params, costs


@wrong(
    "train",
    MUDSAHNI,
    "The first cost is right, but W1 and W2 of the start are changed in place.",
    "changes-arguments",
    "that the returned parameters of the first call are wrong",
)
def train_106(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = params
    costs = []
    for _ in range(epochs):
        price, slopes = exact((W1, b1, W2, b2), X, Y)
        costs.append(price)
        W1 -= learning_rate * slopes.W1
        W2 -= learning_rate * slopes.W2
        b1 = b1 - learning_rate * slopes.b1
        b2 = b2 - learning_rate * slopes.b2
    return Params(W1, b1, W2, b2), costs


@wrong(
    "train",
    MOMENTUM,
    "A tenth of every step is carried over into the next, so from the second epoch on it is momentum.",
    "",
    "that the first epoch is wrong, that weights are stale",
)
def train_107(params, X, Y, learning_rate, epochs):
    costs, last = [], [0, 0, 0, 0]
    for _ in range(epochs):
        price, slopes = exact(params, X, Y)
        costs.append(price)
        last = [0.1 * v - learning_rate * g for v, g in zip(last, slopes, strict=True)]
        params = Params(*(p + v for p, v in zip(params, last, strict=True)))
    return params, costs


@wrong(
    "train",
    STOPS,
    "The costs are divided by the number of samples; the training itself is right.",
    "",
    "that the parameters are wrong",
)
def train_108(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        price, slopes = exact(params, X, Y)
        costs.append(price / Y.shape[1])
        params = Params(*(p - learning_rate * g for p, g in zip(params, slopes, strict=True)))
    return params, costs


@wrong(
    "train",
    XOR_CLASS,
    "The rate that was handed in is not used; 0.03 stands in the update.",
    "",
    "that the number of epochs is wrong",
)
def train_109(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        price, slopes = exact(params, X, Y)
        costs.append(price)
        params = Params(*(p - 0.03 * g for p, g in zip(params, slopes, strict=True)))
    return params, costs


@wrong(
    "train",
    "Early stopping, as in " + BUGS_IN,
    "It stops as soon as the cost is not lower than before, and then gives fewer costs than epochs.",
)
def train_110(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        price, slopes = exact(params, X, Y)
        if costs and price > costs[-1] - 0.02:
            break
        costs.append(price)
        params = Params(*(p - learning_rate * g for p, g in zip(params, slopes, strict=True)))
    return params, costs


@wrong(
    "train",
    "A decaying rate, as in " + LOUISJC,
    "The learning rate shrinks with every epoch, so only the first step has the asked size.",
    "",
    "that the first step is wrong",
)
def train_111(params, X, Y, learning_rate, epochs):
    costs = []
    for epoch in range(epochs):
        price, slopes = exact(params, X, Y)
        costs.append(price)
        rate = learning_rate / (1 + 0.1 * epoch)
        params = Params(*(p - rate * g for p, g in zip(params, slopes, strict=True)))
    return params, costs


# ---- initialise ----------------------------------------------------------------------------


@right("initialise", SIMILAR)
def initialise_101(rng, scale):
    flat = (rng.random(9) * 2 - 1) * scale
    return (
        flat[:4].reshape(2, 2),
        flat[4:6].reshape(2, 1),
        flat[6:8].reshape(1, 2),
        flat[8:].reshape(1, 1),
    )


@right("initialise", "Needless seed at the top, as in " + NOT_ON_XOR)
def initialise_102(rng, scale):
    np.random.seed(1)
    draw = functools.partial(rng.uniform, -scale, scale)
    return Params(*map(draw, [(2, 2), (2, 1), (1, 2), (1, 1)]))


@wrong(
    "initialise",
    STUCK,
    "The draws lie between 0 and the scale; half of the range is missing.",
    "one-sided-range",
)
def initialise_103(rng, scale):
    return Params(*(scale * rng.random(s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    XOR_CLASS,
    "The biases start at 0 instead of being drawn.",
    "",
    "that all numbers are equal, that the weights are wrong",
)
def initialise_104(rng, scale):
    return Params(
        rng.uniform(-scale, scale, (2, 2)),
        np.zeros((2, 1)),
        rng.uniform(-scale, scale, (1, 2)),
        np.zeros((1, 1)),
    )


@wrong(
    "initialise",
    XOR_CLASS,
    "The numbers are drawn from a normal distribution.",
    "normal-instead",
)
def initialise_105(rng, scale):
    return Params(*(rng.standard_normal(s) * scale for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    BLIND,
    "It draws from a seeded generator of its own, so every call gives the same start.",
    "",
    "that the global generator is used; that all numbers are equal",
)
def initialise_106(rng, scale):
    own = np.random.default_rng(42)
    return Params(*(own.uniform(-scale, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    "One row for all units, as in " + SIMILAR,
    "Both hidden units start with the same weights and bias; the numbers differ only inside a unit.",
    "",
    "that all numbers are equal",
)
def initialise_107(rng, scale):
    row = rng.uniform(-scale, scale, (1, 2))
    bias = rng.uniform(-scale, scale, (1, 1))
    return Params(
        np.repeat(row, 2, axis=0),
        np.repeat(bias, 2, axis=0),
        rng.uniform(-scale, scale, (1, 2)),
        rng.uniform(-scale, scale, (1, 1)),
    )


# ---- sgd_step ------------------------------------------------------------------------------


@right("sgd_step", GRUS)
def sgd_step_101(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    h = squash(W1 @ x + b1)
    e = squash(W2 @ h + b2) - y
    back = W2.T @ e * h * (1 - h)
    return (
        W1 - learning_rate * np.outer(back, x),
        b1 - learning_rate * back,
        W2 - learning_rate * np.outer(e, h),
        b2 - learning_rate * e,
    )


@right("sgd_step", TOY_JS)
def sgd_step_102(params, x, y, learning_rate):
    new = [np.array(p, dtype=float) for p in params]
    for p, g in zip(new, exact(params, x, y)[1], strict=True):
        p += -learning_rate * g
    return Params._make(new)


@wrong(
    "sgd_step",
    TOY_JS,
    "The hidden layer's error is carried back by W2 after W2 was moved.",
    "stale-weights",
)
def sgd_step_103(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    h = squash(W1 @ x + b1)
    e = squash(W2 @ h + b2) - y
    W2 -= learning_rate * e @ h.T
    b2 -= learning_rate * e
    d = W2.T @ e * h * (1 - h)
    W1 -= learning_rate * d @ x.T
    b1 -= learning_rate * d
    return Params(W1, b1, W2, b2)


@wrong(
    "sgd_step",
    GRUS,
    "delta1 was moved up, but b1 still uses the share of the last output alone.",
    "leaked-index",
    "that weights are stale; that W1 is wrong",
)
def sgd_step_104(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    h = squash(W1 @ x + b1)
    e = squash(W2 @ h + b2) - y
    d = W2.T @ e * h * (1 - h)
    for k in range(len(y)):
        share = W2[k : k + 1].T * e[k] * h * (1 - h)
    W2 -= learning_rate * e @ h.T
    b2 -= learning_rate * e
    W1 -= learning_rate * d @ x.T
    b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


@wrong(
    "sgd_step",
    GRUS,
    "The index is repaired, but the share is still computed from the W2 that has already moved.",
    "stale-weights",
    "that an index leaks",
)
def sgd_step_105(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    h = squash(W1 @ x + b1)
    e = squash(W2 @ h + b2) - y
    d = W2.T @ e * h * (1 - h)
    W2 -= learning_rate * e @ h.T
    b2 -= learning_rate * e
    W1 -= learning_rate * d @ x.T
    for k in range(len(y)):
        b1 -= learning_rate * W2[k : k + 1].T * e[k] * h * (1 - h)
    return Params(W1, b1, W2, b2)


@wrong(
    "sgd_step",
    "Forward again after each layer, as in " + BOT_ACADEMY,
    "After the output layer has moved it runs forward again, so the hidden layer gets a newer error.",
    "stale-weights",
)
def sgd_step_106(params, x, y, learning_rate):
    first = exact(params, x, y)[1]
    W2 = params.W2 - learning_rate * first.W2
    b2 = params.b2 - learning_rate * first.b2
    second = exact((params.W1, params.b1, W2, b2), x, y)[1]
    return Params(
        params.W1 - learning_rate * second.W1, params.b1 - learning_rate * second.b1, W2, b2
    )


# ---- linear_in_rate ------------------------------------------------------------------------


@right("linear_in_rate", GRUS)
def linear_in_rate_101(update, params, x, y):
    start = np.concatenate([np.ravel(p) for p in params])

    def move(rate):
        return np.concatenate([np.ravel(p) for p in update(params, x, y, rate)]) - start

    one, two, three = move(0.5), move(1.0), move(1.5)
    size = 1e-9 + 1e-7 * np.abs(three).max()
    return bool(np.all(np.abs(two - 2 * one) < size) and np.all(np.abs(three - 3 * one) < size))


@wrong(
    "linear_in_rate",
    "Dividing the steps, as a reply suggests in " + GRUS,
    "A step of 0 gives 0/0, which is no number, so a right update is blamed when an input is 0.",
    "",
    "that stale updates get through",
)
def linear_in_rate_102(update, params, x, y):
    with np.errstate(all="ignore"):
        for old, full, half in zip(
            params, update(params, x, y, 1.0), update(params, x, y, 0.5), strict=True
        ):
            if not np.allclose((full - old) / (half - old), 2):
                return False
    return True


@wrong(
    "linear_in_rate",
    "Only the first layer looked at, as in " + TOY_JS,
    "Only W1 is compared, so an update that bends in another array gets through.",
)
def linear_in_rate_103(update, params, x, y):
    full, half = update(params, x, y, 0.8), update(params, x, y, 0.4)
    return bool(np.allclose(full[0] - params[0], 2 * (half[0] - params[0])))


@wrong(
    "linear_in_rate",
    GRUS,
    "The new parameters are compared instead of the steps: the old ones are not subtracted.",
)
def linear_in_rate_104(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    return all(np.allclose(f, 2 * h) for f, h in zip(full, half, strict=True))


# ---- predict -------------------------------------------------------------------------------


@right("predict", SIMILAR)
def predict_101(params, X):
    return np.column_stack(
        [
            squash(params.W2 @ squash(params.W1 @ x + params.b1[:, 0]) + params.b2[:, 0])
            for x in np.transpose(X)
        ]
    )


class Model:
    """A network object that is called like a function."""

    def __init__(self, squash):
        self.squash = squash

    def __call__(self, params, X):
        signal = np.array(X, dtype=float)
        for k in range(0, len(params), 2):
            signal = self.squash(np.add(np.matmul(params[k], signal), params[k + 1]))
        return signal


right("predict", JORGENKG)(Model(squash))


def steps(squash, params, X):
    return functools.reduce(
        lambda a, layer: squash(layer[0] @ a + layer[1]), (params[:2], params[2:]), X
    )


right("predict", STOPS)(functools.partial(steps, squash))


@wrong(
    "predict",
    STOPS,
    "The column is set to 0 and 1 by the largest output: it gives a decision, no probability.",
    "thresholded",
    "that a bias is forgotten",
)
def predict_104(params, X):
    W1, b1, W2, b2 = params
    out = squash(W2 @ squash(W1 @ X + b1) + b2)
    return (out == out.max(axis=0)).astype(float)


@wrong(
    "predict",
    STOPS,
    "The answer is the index of the largest output, one number a sample instead of all outputs.",
    "",
    "that a bias is forgotten, that samples stand in rows",
)
def predict_105(params, X):
    W1, b1, W2, b2 = params
    return np.argmax(squash(W2 @ squash(W1 @ X + b1) + b2), axis=0)


@wrong(
    "predict",
    "Normalising the input first, as advised in " + SIMILAR,
    "X is shifted and scaled by its own mean and spread, so a sample's answer depends on its company.",
    "",
    "that it reads a global",
)
def predict_106(params, X):
    W1, b1, W2, b2 = params
    X = (X - X.mean(axis=1, keepdims=True)) / (X.std(axis=1, keepdims=True) + 1e-8)
    return squash(W2 @ squash(W1 @ X + b1) + b2)


@wrong(
    "predict",
    SIMILAR,
    "The last column is never computed: the loop ends one sample early and leaves zeros.",
    "uninitialised-output",
    "that only the last sample is computed",
)
def predict_107(params, X):
    W1, b1, W2, b2 = params
    out = np.zeros((len(b2), X.shape[1]))
    for m in range(X.shape[1] - 1):
        out[:, [m]] = squash(W2 @ squash(W1 @ X[:, [m]] + b1) + b2)
    return out


remembered = []


@wrong(
    "predict",
    "Weights fixed at construction, as in " + JORGENKG,
    "The parameters of the first call are kept and used for ever after.",
    "",
    "that X is ignored",
)
def predict_108(params, X):
    if not remembered or remembered[0].shape != params[0].shape:
        remembered[:] = [np.array(p) for p in params]
    W1, b1, W2, b2 = remembered
    return squash(W2 @ squash(W1 @ X + b1) + b2)


@wrong(
    "predict",
    XOR_CLASS,
    "The result is rounded to two decimals.",
    "",
    "that it is 0 or 1, that a bias is forgotten",
)
def predict_109(params, X):
    W1, b1, W2, b2 = params
    return np.round(squash(W2 @ squash(W1 @ X + b1) + b2), 2)


@wrong(
    "predict",
    XOR_GATE,
    "It prints the answers and returns nothing.",
)
def predict_110(params, X):
    W1, b1, W2, b2 = params
    print(squash(W2 @ squash(W1 @ X + b1) + b2))


# ---- ignores_its_input ---------------------------------------------------------------------


@right("ignores_its_input", SIMILAR)
def ignores_its_input_101(predict, params):
    X = np.random.default_rng(0).normal(0, 2, (2, 6))
    whole = predict(params, X)
    for m in reversed(range(6)):
        alone = predict(params, X[:, m : m + 1])
        if np.max(np.abs(alone - whole[:, m : m + 1])) > 1e-9:
            return True
    return bool(np.ptp(whole, axis=1).max() < 1e-9)


@wrong(
    "ignores_its_input",
    SIMILAR,
    "Answers that differ between samples are taken as proof, so a leftover X with many samples gets through.",
)
def ignores_its_input_102(predict, params):
    out = predict(params, np.array([[0.0, 5.0, -3.0], [1.0, -2.0, 4.0]]))
    return bool(np.allclose(out, out[:, :1]))


@wrong(
    "ignores_its_input",
    NOT_ON_XOR,
    "The verdict is turned round: it says True for a predict that follows its input.",
)
def ignores_its_input_103(predict, params):
    a = predict(params, np.array([[3.0], [-1.0]]))
    b = predict(params, np.array([[-4.0], [2.0]]))
    return not np.allclose(a, b)


# ---- perturb -------------------------------------------------------------------------------


@right("perturb", GA_GENE)
def perturb_101(params, rng, width):
    sizes = [p.size for p in params]
    noise = np.split(rng.uniform(-width, width, sum(sizes)), np.cumsum(sizes)[:-1])
    return Params(*(p + n.reshape(p.shape) for p, n in zip(params, noise, strict=True)))


@right("perturb", HILL)
def perturb_102(params, rng, width):
    child = [p.astype(float) for p in params]
    for p in child:
        for at in np.ndindex(*p.shape):
            p[at] += width * (1 - 2 * rng.random())
    return tuple(child)


@wrong(
    "perturb",
    MAP_ELITES,
    "The noise replaces the numbers instead of being added to them.",
    "",
    "that the noise is the same everywhere",
)
def perturb_103(params, rng, width):
    return Params(*(rng.uniform(-width, width, p.shape) for p in params))


@wrong(
    "perturb",
    GA_GENE,
    "Only one randomly chosen number is moved; all others stay.",
    "",
    "that the same noise is added everywhere",
)
def perturb_104(params, rng, width):
    child = [p.copy() for p in params]
    which = child[rng.integers(4)]
    which.flat[rng.integers(which.size)] += rng.uniform(-width, width)
    return Params(*child)


@wrong(
    "perturb",
    "Weights kept in bounds, as in " + ES_SIGMA,
    "After the noise every number is cut off at -5 and 5, so larger parameters are lost.",
    "",
    "that the global generator is used; that the width is ignored",
)
def perturb_105(params, rng, width):
    return Params(*(np.clip(p + rng.uniform(-width, width, p.shape), -5, 5) for p in params))


@wrong(
    "perturb",
    ES_SIGMA,
    "The noise is normal with the width as its deviation, so it goes beyond the width.",
)
def perturb_106(params, rng, width):
    return Params(*(p + rng.normal(0, width, p.shape) for p in params))


@wrong(
    "perturb",
    GA_GENE,
    "One draw serves each array: all numbers of an array move by the same amount.",
    "same-noise-everywhere",
    "that all arrays move by the same amount",
)
def perturb_107(params, rng, width):
    return Params(*(p + rng.uniform(-width, width) for p in params))


# ---- hill_climb ----------------------------------------------------------------------------


@right("hill_climb", HILL)
def hill_climb_101(f, start, rng, width, turns):
    best, record = start, f(start)
    costs = np.empty(turns)
    for t in range(turns):
        child = Params(*(p + rng.uniform(-width, width, p.shape) for p in best))
        if (value := f(child)) < record:
            best, record = child, value
        costs[t] = record
    return best, costs


@right("hill_climb", TSP)
def hill_climb_102(f, start, rng, width, turns):
    shown = [(f(start), start)]
    lows = [shown[0][0]]
    for _ in range(turns - 1):
        low, holder = min(shown, key=operator.itemgetter(0))
        child = Params(*(np.array(p) + rng.uniform(-1, 1, p.shape) * width for p in holder))
        shown.append((f(child), child))
        lows.append(min(low, shown[-1][0]))
    return min(shown, key=operator.itemgetter(0))[1], lows


@wrong(
    "hill_climb",
    TSP,
    "Best and candidate are one object whose arrays are moved in place, so the last one comes back.",
    "aliased-best",
)
def hill_climb_103(f, start, rng, width, turns):
    now = Params(*(p.copy() for p in start))
    best, record, costs = now, f(now), []
    for _ in range(turns):
        for p in now:
            p += rng.uniform(-width, width, p.shape)
        value = f(now)
        if value < record:
            best, record = now, value
        costs.append(record)
    return best, costs


@wrong(
    "hill_climb",
    ANNEAL,
    "When nothing better than the start is found it returns None instead of the start.",
    "",
    "that it walks from the last candidate",
)
def hill_climb_104(f, start, rng, width, turns):
    best, here, record, costs = None, start, f(start), []
    for _ in range(turns):
        child = Params(*(p + rng.uniform(-width, width, p.shape) for p in here))
        value = f(child)
        if value < record:
            best = here = child
            record = value
        costs.append(record)
    return best, costs


@wrong(
    "hill_climb",
    "Worse steps taken now and then, as in " + ANNEAL,
    "Worse candidates are accepted with a chance of one in ten, and the best is not kept.",
    "accepts-worse forgets-best",
)
def hill_climb_105(f, start, rng, width, turns):
    here, value, costs = start, f(start), []
    for _ in range(turns):
        child = Params(*(p + rng.uniform(-width, width, p.shape) for p in here))
        new = f(child)
        if new < value or rng.random() < 0.1:
            here, value = child, new
        costs.append(value)
    return here, costs


@wrong(
    "hill_climb",
    HILL,
    "costs holds the cost of every candidate, not the lowest one so far; the best itself is right.",
    "",
    "that the best is forgotten; that it walks from the last",
)
def hill_climb_106(f, start, rng, width, turns):
    best, record, costs = start, f(start), []
    for _ in range(turns):
        child = Params(*(p + rng.uniform(-width, width, p.shape) for p in best))
        value = f(child)
        costs.append(value)
        if value < record:
            best, record = child, value
    return best, costs


@wrong(
    "hill_climb",
    "A first guess at random, as in " + HILL,
    "The start is never tried: the search begins at a random point around 0.",
)
def hill_climb_107(f, start, rng, width, turns):
    best = Params(*(rng.uniform(-1, 1, p.shape) for p in start))
    record, costs = f(best), []
    for _ in range(turns):
        child = Params(*(p + rng.uniform(-width, width, p.shape) for p in best))
        value = f(child)
        if value < record:
            best, record = child, value
        costs.append(record)
    return best, costs


@wrong(
    "hill_climb",
    ES_SIGMA,
    "The width shrinks by a tenth after every turn, so later candidates stay too close.",
    "",
    "that the best is aliased or forgotten",
)
def hill_climb_108(f, start, rng, width, turns):
    best, record, costs = start, f(start), []
    for _ in range(turns):
        child = Params(*(p + rng.uniform(-width, width, p.shape) for p in best))
        value = f(child)
        if value < record:
            best, record = child, value
        costs.append(record)
        width *= 0.9
    return best, costs


# ---- es_gradient ---------------------------------------------------------------------------


@right("es_gradient", LAGOM)
def es_gradient_101(f, params, rng, sigma, pairs):
    noise = [[rng.standard_normal(p.shape) for p in params] for _ in range(pairs)]

    def at(sign, e):
        return f(Params(*(p + sign * sigma * d for p, d in zip(params, e, strict=True))))

    up = np.array([at(1, e) for e in noise])
    down = np.array([at(-1, e) for e in noise])
    weight = (up - down) / (2 * sigma * pairs)
    return tuple(
        np.tensordot(weight, np.stack(arrays), axes=1) for arrays in zip(*noise, strict=True)
    )


@right("es_gradient", ASEBO)
def es_gradient_102(f, params, rng, sigma, pairs):
    flat = np.concatenate([p.ravel() for p in params])
    ends = np.cumsum([p.size for p in params])[:-1]

    def rolled(v):
        parts = np.split(v, ends)
        return Params(*(a.reshape(p.shape) for a, p in zip(parts, params, strict=True)))

    total = np.zeros_like(flat)
    for _ in range(pairs):
        shift = rng.normal(0, sigma, flat.size)
        total += (f(rolled(flat + shift)) - f(rolled(flat - shift))) * shift
    return rolled(total / (2 * sigma**2 * pairs))


@wrong(
    "es_gradient",
    ASEBO,
    "The sum over the pairs is not divided by their number.",
    "mean-not-sum",
    "that sigma is forgotten",
)
def es_gradient_103(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up = f(Params(*(p + sigma * d for p, d in zip(params, e, strict=True))))
        down = f(Params(*(p - sigma * d for p, d in zip(params, e, strict=True))))
        total = [t + (up - down) / (2 * sigma) * d for t, d in zip(total, e, strict=True)]
    return Params(*total)


@wrong(
    "es_gradient",
    LAGOM,
    "The two halves of a pair get different noise, so they are no mirror images.",
    "not-antithetic",
)
def es_gradient_104(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        other = [rng.standard_normal(p.shape) for p in params]
        up = f(Params(*(p + sigma * d for p, d in zip(params, e, strict=True))))
        down = f(Params(*(p - sigma * d for p, d in zip(params, other, strict=True))))
        total = [t + (up - down) / (2 * sigma) * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


@wrong(
    "es_gradient",
    LAGOM,
    "The differences are replaced by their ranks, so their size no longer counts.",
    "",
    "that sigma is forgotten, that the pairs are not mirrored",
)
def es_gradient_105(f, params, rng, sigma, pairs):
    noise, rise = [], []
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        noise.append(e)
        up = f(Params(*(p + sigma * d for p, d in zip(params, e, strict=True))))
        down = f(Params(*(p - sigma * d for p, d in zip(params, e, strict=True))))
        rise.append(up - down)
    ranks = np.argsort(np.argsort(rise)) - (pairs - 1) / 2
    return Params(
        *(
            sum(r * d for r, d in zip(ranks, arrays, strict=True)) / (2 * sigma * pairs)
            for arrays in zip(*noise, strict=True)
        )
    )


@wrong(
    "es_gradient",
    SHARED_ARRAY,
    "Plus and minus are the same arrays, moved in place, so both costs are equal and the result is 0.",
    "",
    "that f or sigma is ignored",
)
def es_gradient_106(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        plus = [p.copy() for p in params]
        minus = plus
        for k in range(4):
            plus[k] += sigma * e[k]
            minus[k] -= sigma * e[k]
        slope = (f(Params(*plus)) - f(Params(*minus))) / (2 * sigma)
        total = [t + slope * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


@wrong(
    "es_gradient",
    ASEBO,
    "It divides by sigma where 2 sigma belongs, and the noise is uniform instead of normal.",
    "factor-two",
)
def es_gradient_107(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.uniform(-1, 1, p.shape) for p in params]
        up = f(Params(*(p + sigma * d for p, d in zip(params, e, strict=True))))
        down = f(Params(*(p - sigma * d for p, d in zip(params, e, strict=True))))
        total = [t + (up - down) / sigma * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


# ---- one_hot and candidate_noise -----------------------------------------------------------


@right("one_hot", ONE_HOT)
def one_hot_101(labels, classes):
    return (np.arange(classes)[:, None] == np.asarray(labels)).astype(int)


@right("one_hot", ONE_HOT)
def one_hot_102(labels, classes):
    table = [[1.0 if k == label else 0.0 for label in labels] for k in range(classes)]
    return np.array(table)


@wrong(
    "one_hot",
    ONE_HOT,
    "Samples stand in rows: the result is (m, classes), so it is turned round.",
    "samples-as-rows",
)
def one_hot_103(labels, classes):
    out = np.zeros((len(labels), classes))
    out[np.arange(len(labels)), labels] = 1
    return out


@wrong(
    "one_hot",
    ONE_HOT,
    "The number of rows is the largest label plus one, so missing classes have no row.",
    "",
    "that it is wrong when the largest class occurs",
)
def one_hot_104(labels, classes):
    labels = np.asarray(labels)
    out = np.zeros((labels.max() + 1, labels.size))
    out[labels, np.arange(labels.size)] = 1
    return out


@wrong(
    "one_hot",
    ONE_HOT,
    "Indexing with both lists at once sets whole rows: every sample gets a 1 for every label that occurs.",
)
def one_hot_105(labels, classes):
    out = np.zeros((classes, len(labels)))
    out[labels] = 1
    return out


@right("candidate_noise", NUMPY_PARALLEL)
def candidate_noise_101(root, generation, i, size):
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([root, generation, i])))
    return rng.normal(size=size)


@wrong(
    "candidate_noise",
    SEEDS,
    "The three numbers are added, so candidate 1 of generation 0 equals candidate 0 of generation 1.",
)
def candidate_noise_102(root, generation, i, size):
    return np.random.default_rng(root + generation + i).standard_normal(size)


@wrong(
    "candidate_noise",
    SEEDS,
    "The numbers are uniform between -1 and 1, not normal.",
    "",
    "that the noise depends on earlier calls",
)
def candidate_noise_103(root, generation, i, size):
    seed = np.random.SeedSequence(root, spawn_key=(generation, i))
    return np.random.default_rng(seed).uniform(-1, 1, size)


@wrong(
    "candidate_noise",
    "How to use SeedSequence.spawn() for parallel randomness (runebook.dev)",
    "The children are spawned from one shared parent that counts on, so a second call gives other noise.",
)
def candidate_noise_104(root, generation, i, size):
    parent = parents.setdefault(root, np.random.SeedSequence(root))
    return np.random.default_rng(parent.spawn(1)[0]).standard_normal(size)


parents = {}
