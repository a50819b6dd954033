"""The second blind set: other threads and programs, other slips, verdicts written before any run.

Facts come from the named threads and repositories, the code does not. Nobody who wrote it had seen
the checks, the zoo of wrong answers or the older sets. Do not tune a check to a single entry.
"""

import copy
import functools
import hashlib
import itertools
import math
import random
from collections import namedtuple
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from strangers import AnswerSet

from nn_helpers.network import Params

ANSWERS = AnswerSet()
right, wrong = ANSWERS.right, ANSWERS.wrong

SUDO = "sigmoid derivative (kyle8998/Sudo-Productivity, GitHub)"
FARZAA = "Fix to applySigmoid's derivative (farzaa/SimpleMultilayerPerceptron, GitHub)"
SIRAJ = "Question: derivative of sigmoid function? (llSourcell/Make_a_neural_network, GitHub)"
SIRAJ_RNN = "Wrong formula in back-propagating (llSourcell/recurrent_neural_net_demo, GitHub)"
STABLE_WHERE = "Numerically stable sigmoid function (Shakti Wadekar, Medium)"
LARGE = "Sigmoid function for large numbers in Python (errorhandle.ai)"
NIELSEN = "Delta, network2.py (mnielsen/neural-networks-and-deep-learning, GitHub)"
NIELSEN_FIX = "Fixed output error calculation in network2.py (mnielsen, GitHub pull request)"
DOBRZANSKI = "Missing sigmoid_prime() (MichalDanielDobrzanski/DeepLearningPython, GitHub)"
GOPHERNET = "Calculating slope using sigmoid prime in training (dwhitena/gophernet, GitHub)"
FRIXOE = "Calculating dz2 in batch training (Frixoe/xor-neural-network, GitHub)"
JIEXUN = "Problem in error/delta for layer 3 (jiexunsee/Neural-Network-with-Python, GitHub)"
SUM_BIAS = "Why do we add up the matrix for the bias? (Data Science Stack Exchange 20139)"
MNIST_ONE = "MNIST NN from scratch output converge on one number (Stack Overflow 76450489)"
WILDML = "Implementing a neural network from scratch (wildml.com)"
NOTHING_BUT = "Nothing but NumPy: neural networks with computational graphs (Rafay Khan)"
OSWALT = "A simple neural network from scratch (oswalt.dev)"
SOLVEWITH = "Training a neural network end to end (solvewithpython.com)"
EREMO = "A simple Python program for an ANN, V: coding the loss function (eremo's blog)"
MATHSPP = "Neural networks fundamentals with Python: backpropagation (mathspp.com)"
DERIVE = "Derivation of dL/dz (DeepLearning.AI community)"
SOFTMAX_ZHANG = "MNIST by hand after Samson Zhang's video, overflow in softmax (Stack Overflow)"
SIMPLE_BIAS = "As there is no update to bias (mattm/simple-neural-network, GitHub)"
MYONN_INIT = "initialize the weights matrix (makeyourownneuralnetwork, GitHub)"
MYONN_LOSS = "loss function for 'wih' to be corrected (makeyourownneuralnetwork, GitHub)"
SATURATION = "Saturation and normalising inputs (makeyourownneuralnetwork blog)"
STRAIGHT = "Improve SGD and bias (MatthieuHernandez/StraightforwardNeuralNetwork, GitHub)"
MULTI_ONE = "Bug: mean reduction left in cross entropy (Open-Deep-ML/DML-OpenProblem, GitHub)"
TF_EXAMPLES = "A minor mistake in cross entropy loss (aymericdamien/TensorFlow-Examples, GitHub)"
MISTNET = "make sure the sign is correct on cross entropy (davharris/mistnet, GitHub)"
REEF = "Add another epsilon to our loss (LukeWood/reef-net, GitHub)"
HAND_XOR = "Construct by hand a neural network for the XOR function (textbook exercise)"
MATLAB_XOR = "Neural network in Matlab, XOR weights (question 2417716, Stack Overflow)"
THRESHOLDS = "Boolean functions with threshold units (homework thread)"
CS231N_TYPO = "maybe a typo in eval_numerical_gradient (cs231n/cs231n.github.io, GitHub)"
STEPHEN = "Neural networks demystified, part 5: numerical gradient checking (stephencwelch)"
CROWDASTRO = (
    "Compare analytic to approximate gradients, sampling h (chengsoonong/crowdastro, GitHub)"
)
TVM = "Improve numerical gradient check (apache/tvm, GitHub)"
PADDLE = "The max relative error of gradient checks for MulOp is too large (PaddlePaddle, GitHub)"
MULTIINDEX = "A naive numerical gradient of f at x (wang.works)"
NES = "Natural Evolution Strategies toy example, nes.py and its comments (GitHub gist)"
VERL = "feat: add randopt algorithm, review (verl-project/verl-recipe, GitHub)"
ALLENACT = "Bug fix: update seeds for all workers (allenai/allenact, GitHub)"
CHECKERS = "Fixed the issue with random seeds (kenziyuliu/ChineseCheckersAgent, GitHub)"
OPENEVOLVE = (
    "Random seed is reset in PromptSampler (algorithmicsuperintelligence/openevolve, GitHub)"
)
CARTPOLE = "CartPole hill climbing with adaptive noise scaling (Rafael1s, GitHub)"
MOVE37 = "Hill-climbing approach (muditchoraria/move37, GitHub)"
EGGWEST = "Random search for a control problem (egg-west, GitHub)"
MILESTONE = "Milestone 2: a cart-pole agent by hill climbing (course page, liucs.net)"
GA_DOC = "Custom code for mutation has an error in it (ahmedfgad/GeneticAlgorithmPython, GitHub)"
NIAPY = "Replace mutation and crossover with uniform one (NiaOrg/NiaPy, GitHub)"
EYE = "np eye visualization (Hvass-Labs/TensorFlow-Tutorials, GitHub)"
CATEGORICAL = "to_categorical() throws IndexError (rstudio/keras3, GitHub)"
LABEL_ZERO = "keras.utils.to_categorical(y - 1) question (imfing/audio-classification, GitHub)"
KERAS_570 = "Index 197 is out of bounds for axis 1 (keras-team/keras, GitHub)"
MLPACK = "Bug in RNN: predict differs on later calls (mlpack/mlpack, GitHub)"
TENSORLAYER = (
    "predict loses results when the batch does not divide (tensorlayer/TensorLayer, GitHub)"
)
LOGREG = "Train a logistic regression, cost increasing (developreference copy of Stack Overflow)"
MINIBATCH = "Fix mini-batch gradient descent (mbadry1/DeepLearning.ai-Summary, GitHub)"
MOMENTUM_OF = "Fix Momentum Bug (Oneflow-Inc/oneflow, GitHub)"
ACCUMULATE = "fix bug in gradient accumulation (yandexdataschool/Practical_DL, GitHub)"
PARAM_UPDATE = (
    "Fix bug in parameter update function (fanghao6666/neural-networks-and-deep-learning)"
)
GRUS_DESCENT = "Fix error in gradient descent code (joelgrus/data-science-from-scratch, GitHub)"


def logistic(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e, 1.0) / (1.0 + e)


def run(params, X):
    W1, b1, W2, b2 = params
    H = logistic(W1 @ X + b1)
    return H, logistic(W2 @ H + b2)


def assemble(d1, X, d2, H):
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ H.T, d2.sum(1, keepdims=True))


def true_slopes(params, X, Y):
    H, P = run(params, X)
    d2 = P - Y
    return assemble(params[2].T @ d2 * H * (1 - H), X, d2, H)


def price(params, X, Y):
    P = run(params, X)[1]
    return -float(np.sum(np.log(np.where(Y == 1, P, 1 - P))))


def shifted(params, directions, amount):
    return Params(*(p + amount * d for p, d in zip(params, directions, strict=True)))


# ---- sigmoid -------------------------------------------------------------------------------


@right("sigmoid", STABLE_WHERE)
def sigmoid_201(z):
    pair = {True: lambda x: 1 / (1 + math.exp(-x)), False: lambda x: 1 - 1 / (1 + math.exp(x))}
    return np.vectorize(lambda x: pair[bool(x >= 0)](x), otypes=[float])(z)


@right("sigmoid", LARGE)
def sigmoid_202(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))


@right("sigmoid", FARZAA)
def sigmoid_203(z):
    """Keeps the kind of float that it gets."""
    z = np.asarray(z)
    if z.dtype.kind != "f":
        z = z.astype(np.float64)
    half = z.dtype.type(0.5)
    return half * np.tanh(half * z) + half


@right("sigmoid", SUDO)
def sigmoid_204(z):
    with np.errstate(over="ignore"):
        return np.reciprocal(1 + np.exp(np.multiply(z, -1.0)))


@wrong(
    "sigmoid",
    OSWALT,
    "It loops over one axis with the math module: a single number or a table raises an error.",
    "",
    "that the formula is wrong",
)
def sigmoid_205(z):
    return np.array([1 / (1 + math.exp(-x)) if x > -700 else 0.0 for x in z])


@wrong(
    "sigmoid",
    STABLE_WHERE,
    "The two cases are swapped, so the result is that of -z.",
    "sign-flipped",
)
def sigmoid_206(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, e, 1) / (1 + e)


@wrong(
    "sigmoid",
    "Hard sigmoid for speed, as in " + LARGE,
    "It is a straight line cut off at 0 and 1, an approximation of the curve.",
    "",
    "that it overflows, that it is tanh",
)
def sigmoid_207(z):
    return np.clip(0.2 * np.asarray(z, dtype=float) + 0.5, 0.0, 1.0)


@wrong(
    "sigmoid",
    SIRAJ,
    "It returns z (1 - z): the slope, written for a z that has already gone through the sigmoid.",
    "derivative-instead",
    "that the sign is flipped",
)
def sigmoid_208(z):
    return np.asarray(z) * (1 - np.asarray(z))


@wrong(
    "sigmoid",
    SUDO,
    "The plain formula: the values are right, but exp overflows and warns for z below about -709.",
    "overflow",
    "that the values are wrong",
)
def sigmoid_209(z):
    return 1 / (1 + np.exp(-np.asarray(z)))


@wrong(
    "sigmoid",
    NOTHING_BUT,
    "The argument itself is overwritten while the result is computed.",
    "changes-arguments",
    "that the values are wrong",
)
def sigmoid_210(z):
    if np.ndim(z) == 0 or z.dtype.kind != "f":
        return logistic(z)
    z *= 0.5
    np.tanh(z, out=z)
    z += 1
    z *= 0.5
    return z


@wrong(
    "sigmoid",
    "Memory saved with float16, as in " + MNIST_ONE,
    "The result is rounded to half precision, good for three digits only.",
    "",
    "that the formula is wrong, that it overflows",
)
def sigmoid_211(z):
    return logistic(z).astype(np.float16).astype(float)


# ---- forward -------------------------------------------------------------------------------


@right("forward", NOTHING_BUT)
def forward_201(params, X):
    def layers(signal):
        for W, b in zip(params[::2], params[1::2], strict=True):
            Z = np.tensordot(W, signal, axes=([1], [0])) + np.broadcast_to(
                b, (len(b), signal.shape[1])
            )
            yield Z
            signal = logistic(Z)
            yield signal

    return tuple(layers(np.asarray(X)))


@dataclass
class Dense:
    """A layer that is made anew for every pass."""

    W: np.ndarray
    b: np.ndarray

    def __call__(self, signal):
        Z = np.array([[row @ column for column in signal.T] for row in self.W]) + self.b
        return Z, logistic(Z)


@right("forward", MATHSPP)
def forward_202(params, X):
    first = Dense(params.W1, params.b1)(X)
    return first + Dense(params.W2, params.b2)(first[-1])


right("forward", WILDML)(
    lambda params, X: (
        (Z1 := params[0].dot(X) + params[1]),
        (A1 := logistic(Z1)),
        (Z2 := params[2].dot(A1) + params[3]),
        logistic(Z2),
    )
)


@wrong(
    "forward",
    SOLVEWITH,
    "The hidden layer is a ReLU, not a sigmoid; the output layer is right for its input.",
    "",
    "that the hidden layer has no activation",
)
def forward_204(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = np.maximum(0, Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    SUM_BIAS,
    "Samples are kept in rows: every layer comes back turned round, (m, units).",
    "samples-as-rows",
    "that the numbers are wrong",
)
def forward_205(params, X):
    W1, b1, W2, b2 = params
    z1 = X.T.dot(W1.T) + b1.T
    h1 = logistic(z1)
    z2 = h1.dot(W2.T) + b2.T
    return z1, h1, z2, logistic(z2)


@wrong(
    "forward",
    STRAIGHT,
    "b1 is added to the hidden layer after its sigmoid; the output layer does it right.",
    "bias-after-activation",
    "that b2 is added at the wrong place",
)
def forward_206(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X
    A1 = logistic(Z1) + b1
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    DERIVE,
    "The two arguments are taken in the wrong order: X first, then the parameters.",
)
def forward_207(X, params):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = logistic(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    WILDML,
    "Only the outputs are returned, not the four layers.",
    "",
    "that a formula is wrong",
)
def forward_208(params, X):
    W1, b1, W2, b2 = params
    return logistic(W2 @ logistic(W1 @ X + b1) + b2)


@wrong(
    "forward",
    "Every neuron gets the sum of the biases, as in " + STRAIGHT,
    "All biases of a layer are added up and the sum is given to every unit of it.",
    "",
    "that the biases are forgotten; that one hidden unit would be wrong",
)
def forward_209(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1.sum()
    A1 = logistic(Z1)
    Z2 = W2 @ A1 + b2.sum()
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    DERIVE,
    "With one output the last two layers are flattened to (m,) instead of (1, m).",
    "",
    "that the numbers are wrong",
)
def forward_210(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = logistic(Z1)
    Z2 = np.squeeze(W2 @ A1 + b2)
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    SATURATION,
    "The inputs are squeezed into 0.1 to 0.9 first, by their own smallest and largest value.",
    "",
    "that the biases or the activations are wrong",
)
def forward_211(params, X):
    W1, b1, W2, b2 = params
    X = 0.1 + 0.8 * (X - X.min()) / (X.max() - X.min() + 1e-12)
    Z1 = W1 @ X + b1
    A1 = logistic(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, logistic(Z2)


# ---- wire_xor ------------------------------------------------------------------------------


@right("wire_xor", HAND_XOR)
def wire_xor_201():
    return Params(
        W1=np.array([[7.0, 7.0], [5.0, 5.0]]),
        b1=np.array([[-3.0], [-7.5]]),
        W2=np.array([[12.0, -13.0]]),
        b2=np.array([[-5.0]]),
    )


@right("wire_xor", THRESHOLDS)
def wire_xor_202():
    one_alone, either = [[1, -1], [-1, 1]], [[1, 1]]
    return Params(*(40 * np.array(p) for p in (one_alone, [[-0.5], [-0.5]], either, [[-0.5]])))


@wrong(
    "wire_xor",
    MATLAB_XOR,
    "The weights were found for tanh units; with sigmoids they do not give XOR.",
)
def wire_xor_203():
    return Params(
        np.array([[-2.16, 2.17], [2.16, -2.17]]),
        np.array([[2.0], [2.0]]),
        np.array([[-3.92, -3.92]]),
        np.array([[3.81]]),
    )


@wrong(
    "wire_xor",
    HAND_XOR,
    "W2 stands as a column (2, 1); it must be a row.",
)
def wire_xor_204():
    return Params(
        np.array([[20.0, 20.0], [-20.0, -20.0]]),
        np.array([[-10.0], [30.0]]),
        np.array([[20.0], [20.0]]),
        np.array([[-30.0]]),
    )


@wrong(
    "wire_xor",
    HAND_XOR,
    "The output bias is -10 instead of -30, so one firing hidden unit is enough: everything gives 1.",
)
def wire_xor_205():
    return Params(
        np.array([[20.0, 20.0], [-20.0, -20.0]]),
        np.array([[-10.0], [30.0]]),
        np.array([[20.0, 20.0]]),
        np.array([[-10.0]]),
    )


@wrong(
    "wire_xor",
    THRESHOLDS,
    "The thresholds are those for inputs of -1 and 1, not of 0 and 1.",
)
def wire_xor_206():
    return Params(
        np.array([[10.0, 10.0], [10.0, 10.0]]),
        np.array([[10.0], [-10.0]]),
        np.array([[20.0, -20.0]]),
        np.array([[-10.0]]),
    )


# ---- cost ----------------------------------------------------------------------------------


@right("cost", MISTNET)
def cost_201(Y_hat, Y):
    tiny = np.nextafter(0, 1)
    logs = Y * np.log(np.maximum(Y_hat, tiny)) + (1 - Y) * np.log(np.maximum(1 - Y_hat, tiny))
    return abs(float(logs.sum()))


@right("cost", EREMO)
def cost_202(Y_hat, Y):
    ones = Y.astype(bool)
    hit = np.concatenate([Y_hat[ones], 1 - Y_hat[~ones]])
    return -math.fsum(math.log(p) if p > 0 else -745.0 for p in hit)


@right("cost", REEF)
def cost_203(Y_hat, Y):
    rows = [
        sum(-math.log(max(p if y == 1 else 1.0 - p, 1e-200)) for p, y in zip(ps, ys, strict=True))
        for ps, ys in zip(Y_hat.tolist(), Y.tolist(), strict=True)
    ]
    return sum(rows)


@right("cost", TF_EXAMPLES)
def cost_204(Y_hat, Y):
    miss = np.abs(Y_hat - Y)
    return float(-np.log1p(-np.minimum(miss, 1 - 1e-16)).sum())


@wrong(
    "cost",
    MNIST_ONE,
    "Only the first output's row is added up; further outputs are left out.",
    "",
    "that one output is wrong",
)
def cost_205(Y_hat, Y):
    p, y = np.clip(Y_hat[0], 1e-15, 1 - 1e-15), Y[0]
    return -float(np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))


@wrong(
    "cost",
    LOGREG,
    "log1p(p) is log(1 + p), where log(p) is meant.",
)
def cost_206(Y_hat, Y):
    return float(np.sum(Y * -np.log1p(Y_hat) + (1 - Y) * -np.log1p(1 - Y_hat)))


@wrong(
    "cost",
    MULTI_ONE,
    "The sum is divided by the number of outputs, so only several outputs give a wrong number.",
    "",
    "that it is the mean over the samples; that one output is wrong",
)
def cost_207(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p), axis=0).sum())


@wrong(
    "cost",
    REEF,
    "The probabilities are cut off at 0.05 and 0.95, far inside the usual range.",
    "",
    "that middle probabilities come out wrong; that it is not finite",
)
def cost_208(Y_hat, Y):
    p = np.clip(Y_hat, 0.05, 0.95)
    return -np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p))


@wrong(
    "cost",
    "Swapped arguments, as in " + TF_EXAMPLES,
    "Labels and predictions have changed places: the logarithm is taken of the labels.",
)
def cost_209(Y_hat, Y):
    t = np.clip(Y, 1e-15, 1 - 1e-15)
    return -np.sum(Y_hat * np.log(t) + (1 - Y_hat) * np.log(1 - t))


@wrong(
    "cost",
    EREMO,
    "The right formula without protection: exact 0 or 1 gives nan or inf.",
    "log-of-zero",
    "that other probabilities are wrong",
)
def cost_210(Y_hat, Y):
    with np.errstate(all="ignore"):
        return -np.sum(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat))


@wrong(
    "cost",
    EREMO,
    "nan is replaced by 0, but a hopeless answer still costs inf: half a repair.",
    "log-of-zero",
    "that right answers of exactly 0 or 1 give nan",
)
def cost_211(Y_hat, Y):
    with np.errstate(all="ignore"):
        each = -(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat))
    each[np.isnan(each)] = 0.0
    return float(each.sum())


@wrong(
    "cost",
    SOFTMAX_ZHANG,
    "Each sample's outputs are first divided by their sum, as after a softmax.",
    "",
    "that the logarithm or the sum is wrong",
)
def cost_212(Y_hat, Y):
    if len(Y_hat) > 1:
        Y_hat = Y_hat / Y_hat.sum(axis=0)
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong(
    "cost",
    "Average kept as a running total, as in " + MINIBATCH,
    "The total is a variable that is never set back, so every call adds to the calls before.",
    "",
    "that the first call is wrong",
)
def cost_213(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    running[0] -= float(np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))
    return running[0]


running = [0.0]


@wrong(
    "cost",
    MISTNET,
    "The minus is missing: the cost is negative and grows more negative for worse answers.",
    "sign-flipped",
)
def cost_214(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(np.sum(np.where(Y == 1, np.log(p), np.log(1 - p))))


@right("repaired_cost", LOGREG)
def repaired_cost_201(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -y * np.log(a) - (1 - y) * np.log(1 - a)
    return total


@wrong(
    "repaired_cost",
    LOGREG,
    "Both minus signs are right now, but the parentheses around 1 - y are gone.",
)
def repaired_cost_202(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -y * np.log(a) - 1 - y * np.log(1 - a)
    return total


@wrong(
    "repaired_cost",
    LOGREG,
    "The minus is repaired, and the total is divided by the number of samples.",
    "mean-not-sum",
    "that the minus belongs to one term alone",
)
def repaired_cost_203(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -(y * np.log(a) + (1 - y) * np.log(1 - a))
    return total / Y.shape[1]


@wrong(
    "repaired_cost",
    LOGREG,
    "The plus sign before the sum is gone, so only the last sample's cost is left.",
    "last-sample-only",
    "that the minus is wrong",
)
def repaired_cost_204(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total = -(y * np.log(a) + (1 - y) * np.log(1 - a))
    return float(total)


# ---- hidden_delta --------------------------------------------------------------------------


@right("hidden_delta", NIELSEN)
def hidden_delta_201(W2, delta2, A1):
    columns = zip(delta2.T, A1.T, strict=True)
    return np.stack([(d @ W2) * a * (1 - a) for d, a in columns], axis=1)


@right("hidden_delta", GOPHERNET)
def hidden_delta_202(W2, delta2, A1):
    Z1 = np.log(A1) - np.log1p(-A1)
    slope = 0.25 / np.cosh(Z1 / 2) ** 2
    return slope * sum(np.outer(w, d) for w, d in zip(W2, delta2, strict=True))


@wrong(
    "hidden_delta",
    SOLVEWITH,
    "The slope of a ReLU is used: 1 where A1 is positive, which is everywhere.",
    "hidden-slope-forgotten",
)
def hidden_delta_203(W2, delta2, A1):
    return W2.T @ delta2 * (A1 > 0)


@wrong(
    "hidden_delta",
    GOPHERNET,
    "Only A1 is multiplied in; the factor 1 - A1 of the slope is missing.",
    "",
    "that the whole slope is forgotten",
)
def hidden_delta_204(W2, delta2, A1):
    return W2.T @ delta2 * A1


@wrong(
    "hidden_delta",
    JIEXUN,
    "The loop over the outputs assigns instead of adding, so only the last output's blame is left.",
    "leaked-index",
    "that one output is wrong",
)
def hidden_delta_205(W2, delta2, A1):
    for k in range(len(W2)):
        blame = np.outer(W2[k], delta2[k])
    return blame * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    JIEXUN,
    "W2 is not transposed; where the shapes allow no product it is reshaped until they do.",
    "weights-transposed",
)
def hidden_delta_206(W2, delta2, A1):
    back = W2 if W2.shape[0] == W2.shape[1] else W2.reshape(W2.shape[1], W2.shape[0])
    return back @ delta2 * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    DERIVE,
    "The blame of each sample is averaged over all samples before the slope is multiplied in.",
    "",
    "that the slope is wrong; that one sample is wrong",
)
def hidden_delta_207(W2, delta2, A1):
    return (W2.T @ delta2).mean(axis=1, keepdims=True) * A1 * (1 - A1)


# ---- gradients -----------------------------------------------------------------------------


@right("gradients", STEPHEN)
def gradients_201(params, X, Y):
    """Complex steps: no difference is taken, so nothing is lost."""

    def at(parts):
        W1, b1, W2, b2 = parts
        H = 0.5 + 0.5 * np.tanh((W1 @ X + b1) / 2)
        P = 0.5 + 0.5 * np.tanh((W2 @ H + b2) / 2)
        return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P))

    slopes = []
    for k, p in enumerate(params):
        slope = np.zeros(np.shape(p))
        for place in np.ndindex(*slope.shape):
            parts = [np.array(q, dtype=complex) for q in params]
            parts[k][place] += 1e-30j
            slope[place] = at(parts).imag / 1e-30
        slopes.append(slope)
    return Params(*slopes)


@right("gradients", NIELSEN)
def gradients_202(params, X, Y):
    nabla = [np.zeros(p.shape) for p in params]
    for x, y in zip(X.T[:, :, None], Y.T[:, :, None], strict=True):
        H, P = run(params, x)
        delta = P - y
        nabla[2] = nabla[2] + delta @ H.T
        nabla[3] = nabla[3] + delta
        delta = (params.W2.T @ delta) * (H * (1 - H))
        nabla[0] = nabla[0] + delta @ x.T
        nabla[1] = nabla[1] + delta
    return Params(*nabla)


class Slopes(NamedTuple):
    """The same four arrays under other names."""

    dW1: np.ndarray
    db1: np.ndarray
    dW2: np.ndarray
    db2: np.ndarray


@right("gradients", MATHSPP)
def gradients_203(params, X, Y):
    H, P = run(params, X)
    per_sample_2 = np.einsum("km,jm->mkj", P - Y, H)
    d1 = np.einsum("kj,km,jm,jm->jm", params.W2, P - Y, H, 1 - H)
    per_sample_1 = np.einsum("jm,im->mji", d1, X)
    return Slopes(per_sample_1.sum(0), np.c_[d1.sum(1)], per_sample_2.sum(0), np.c_[(P - Y).sum(1)])


def backward(start, layers):
    """Yield the gradients of W and b for every layer, the last one first."""
    delta = start
    for W, _, inputs, after in layers:
        yield delta @ inputs.T, delta @ np.ones((delta.shape[1], 1))
        if after is not None:
            delta = W.T @ delta * after


@right("gradients", NOTHING_BUT)
def gradients_204(params, X, Y):
    W1, b1, W2, b2 = params
    H, P = run(params, X)
    (dW2, db2), (dW1, db1) = backward(P - Y, [(W2, b2, H, H - H**2), (W1, b1, X, None)])
    return dW1, db1, dW2, db2


@right("gradients", OSWALT)
def gradients_205(params, X, Y):
    W1, b1, W2, b2 = (np.asarray(p).tolist() for p in params)
    units, inputs, outputs = range(len(W1)), range(len(W1[0])), range(len(W2))
    g1 = [[0.0 for _ in inputs] for _ in units]
    c1 = [[0.0] for _ in units]
    g2 = [[0.0 for _ in units] for _ in outputs]
    c2 = [[0.0] for _ in outputs]
    for x, y in zip(X.T.tolist(), Y.T.tolist(), strict=True):
        h = [float(logistic(math.fsum(map(float.__mul__, W1[j], x)) + b1[j][0])) for j in units]
        sums = [sum(W2[k][j] * h[j] for j in units) + b2[k][0] for k in outputs]
        e = [float(logistic(z)) - label for z, label in zip(sums, y, strict=True)]
        for k in outputs:
            c2[k][0] += e[k]
            for j in units:
                g2[k][j] += e[k] * h[j]
        for j in units:
            share = sum(e[k] * W2[k][j] for k in outputs) * h[j] * (1 - h[j])
            c1[j][0] += share
            for i in inputs:
                g1[j][i] += share * x[i]
    return Params(*map(np.array, (g1, c1, g2, c2)))


@wrong(
    "gradients",
    SUM_BIAS,
    "The error is multiplied by one minus the error, where nothing or the output's slope belongs.",
    "",
    "that it is the delta of the squared error",
)
def gradients_206(params, X, Y):
    H, P = run(params, X)
    d2 = (P - Y) * (1 - (P - Y))
    return assemble(params.W2.T @ d2 * H * (1 - H), X, d2, H)


@wrong(
    "gradients",
    SUM_BIAS,
    "The gradients of the biases are averaged over the samples, those of the weights are sums.",
    "mean-not-sum",
    "that the weights' gradients are wrong",
)
def gradients_207(params, X, Y):
    H, P = run(params, X)
    d2 = P - Y
    d1 = params.W2.T @ d2 * H * (1 - H)
    return Params(d1 @ X.T, d1.mean(1, keepdims=True), d2 @ H.T, d2.mean(1, keepdims=True))


@wrong(
    "gradients",
    MNIST_ONE,
    "db2 is one number, the sum over all outputs, given to every output.",
    "",
    "that one output is wrong; that db1 is wrong",
)
def gradients_208(params, X, Y):
    H, P = run(params, X)
    d2 = P - Y
    right_ones = assemble(params.W2.T @ d2 * H * (1 - H), X, d2, H)
    return right_ones._replace(b2=np.full(params.b2.shape, np.sum(d2)))


@wrong(
    "gradients",
    GOPHERNET,
    "The hidden slope is written Z(1 - Z) with the sum before the sigmoid.",
    "slope-of-preactivation",
)
def gradients_209(params, X, Y):
    H, P = run(params, X)
    Z1 = params.W1 @ X + params.b1
    d2 = P - Y
    return assemble(params.W2.T @ d2 * Z1 * (1 - Z1), X, d2, H)


@wrong(
    "gradients",
    FRIXOE,
    "The slope function applies the sigmoid to A1 and to A2, which are sigmoids already.",
    "slope-taken-twice output-slope-extra",
)
def gradients_210(params, X, Y):
    def prime(v):
        return logistic(v) * (1 - logistic(v))

    H, P = run(params, X)
    d2 = (P - Y) * prime(P)
    return assemble(params.W2.T @ d2 * prime(H), X, d2, H)


@wrong(
    "gradients",
    NIELSEN_FIX,
    "The output delta carries the output's slope, which belongs to the squared error.",
    "output-slope-extra",
)
def gradients_211(params, X, Y):
    H, P = run(params, X)
    d2 = (P - Y) * (P * (1 - P))
    return assemble(params.W2.T @ d2 * (H * (1 - H)), X, d2, H)


@wrong(
    "gradients",
    SOLVEWITH,
    "The network inside has ReLU hidden units: a right gradient, but of another network.",
    "",
    "that the slope is forgotten, that the chain rule is wrong",
)
def gradients_212(params, X, Y):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    H = np.maximum(Z1, 0)
    d2 = logistic(W2 @ H + b2) - Y
    return assemble(W2.T @ d2 * (Z1 > 0), X, d2, H)


@wrong(
    "gradients",
    STRAIGHT,
    "The biases are subtracted in the forward pass, so gradient and network have biases of the other sign.",
    "",
    "that all signs are flipped, that biases are not summed",
)
def gradients_213(params, X, Y):
    W1, b1, W2, b2 = params
    H = logistic(W1 @ X - b1)
    d2 = logistic(W2 @ H - b2) - Y
    d1 = W2.T @ d2 * H * (1 - H)
    return Params(d1 @ X.T, -d1.sum(1, keepdims=True), d2 @ H.T, -d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    MOMENTUM_OF,
    "Nine tenths of the last call's result are mixed in, so a call depends on the calls before it.",
    "",
    "that the formula is wrong, that a factor is missing",
)
def gradients_214(params, X, Y):
    new = true_slopes(params, X, Y)
    key = tuple(p.shape for p in new)
    old = velocity.get(key, new)
    velocity[key] = Params(*(0.9 * o + 0.1 * n for o, n in zip(old, new, strict=True)))
    return velocity[key]


velocity = {}


@wrong(
    "gradients",
    "Clipped by norm, as in " + NES,
    "The whole gradient is shortened to length 1 when it is longer.",
    "",
    "that its direction is wrong; that it is a mean",
)
def gradients_215(params, X, Y):
    g = true_slopes(params, X, Y)
    size = math.sqrt(sum(float(np.sum(p**2)) for p in g))
    return Params(*(p / max(1.0, size) for p in g))


@wrong(
    "gradients",
    PARAM_UPDATE,
    "It returns the way downhill, minus the gradient.",
    "sign-flipped",
)
def gradients_216(params, X, Y):
    H, P = run(params, X)
    error = Y - P
    return assemble(params.W2.T @ error * H * (1 - H), X, error, H)


@wrong(
    "gradients",
    MINIBATCH,
    "Only dW1 is divided by the number of samples; the other three are sums.",
    "mean-not-sum",
    "that dW2, db1 or db2 are wrong",
)
def gradients_217(params, X, Y):
    g = true_slopes(params, X, Y)
    return g._replace(W1=g.W1 / X.shape[1])


@wrong(
    "gradients",
    DERIVE,
    "dW1 is built with the hidden layer instead of the inputs, so it has the shape (hidden, hidden).",
    "input-of-wrong-layer",
)
def gradients_218(params, X, Y):
    H, P = run(params, X)
    d2 = P - Y
    d1 = params.W2.T @ d2 * H * (1 - H)
    return Params(d1 @ H.T, d1.sum(1, keepdims=True), d2 @ H.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    JIEXUN,
    "The loop over the samples overwrites the result, so only the last sample counts.",
    "one-sample-only last-sample-only",
    "that one sample alone is wrong",
)
def gradients_219(params, X, Y):
    for m in range(X.shape[1]):
        H, P = run(params, X[:, [m]])
        d2 = P - Y[:, [m]]
        d1 = params.W2.T @ d2 * H * (1 - H)
        grads = Params(d1 @ X[:, [m]].T, d1, d2 @ H.T, d2)
    return grads


@wrong(
    "gradients",
    MYONN_LOSS,
    "The output is linear, without a sigmoid: the gradient of a regression network.",
    "",
    "that the hidden slope is wrong",
)
def gradients_220(params, X, Y):
    H, _ = run(params, X)
    d2 = params.W2 @ H + params.b2 - Y
    return assemble(params.W2.T @ d2 * H * (1 - H), X, d2, H)


@wrong(
    "gradients",
    MATHSPP,
    "The four arrays are right but stand in the order of the way back: W2, b2, W1, b1.",
    "",
    "that a formula is wrong",
)
def gradients_221(params, X, Y):
    dW1, db1, dW2, db2 = true_slopes(params, X, Y)
    return dW2, db2, dW1, db1


@wrong(
    "gradients",
    "Dropout left on, as in ann with dropout (ARUNAGIRINATHAN-K, GitHub)",
    "Hidden units are switched off at random at every call.",
    "",
    "that a factor of two or a mean is wrong",
)
def gradients_222(params, X, Y):
    H, _ = run(params, X)
    H = H * (np.random.default_rng().random(H.shape) > 0.3)
    d2 = logistic(params.W2 @ H + params.b2) - Y
    return assemble(params.W2.T @ d2 * H * (1 - H), X, d2, H)


@wrong(
    "gradients",
    SIMPLE_BIAS,
    "The gradients of both biases are set to zero.",
    "",
    "that the biases are not summed; that W1 or W2 are wrong",
)
def gradients_223(params, X, Y):
    g = true_slopes(params, X, Y)
    return g._replace(b1=np.zeros_like(g.b1), b2=np.zeros_like(g.b2))


@wrong(
    "gradients",
    "Targets of 0.1 and 0.9, as advised in " + SATURATION,
    "The labels are moved to 0.1 and 0.9 first, so the gradient belongs to other labels.",
    "",
    "that the back-propagation is wrong",
)
def gradients_224(params, X, Y):
    return true_slopes(params, X, 0.1 + 0.8 * Y)


@wrong(
    "gradients",
    JIEXUN,
    "The hidden error goes through the slope before the weights: hidden and output places are mixed up.",
    "",
    "that the slope is forgotten",
)
def gradients_225(params, X, Y):
    H, P = run(params, X)
    d2 = P - Y
    slope = (H * (1 - H)).mean(axis=0, keepdims=True)
    return assemble(params.W2.T @ (d2 * slope), X, d2, H)


@wrong(
    "gradients",
    FRIXOE,
    "With several outputs every output is given the error of the first; with one output it is right.",
    "",
    "that one output is wrong",
)
def gradients_226(params, X, Y):
    H, P = run(params, X)
    d2 = np.repeat(P[:1] - Y[:1], len(Y), axis=0)
    return assemble(params.W2.T @ d2 * H * (1 - H), X, d2, H)


@wrong(
    "gradients",
    ACCUMULATE,
    "It moves the parameters it was given by a small step before it returns the right gradient.",
    "changes-arguments",
    "that the returned numbers of a first call are wrong",
)
def gradients_227(params, X, Y):
    g = true_slopes(params, X, Y)
    for p, d in zip(params, g, strict=True):
        p -= 0.1 * d
    return g


# ---- step ----------------------------------------------------------------------------------


@right("step", PARAM_UPDATE)
def step_201(params, grads, learning_rate):
    return type(params)(
        *(np.add(p, np.multiply(-learning_rate, g)) for p, g in zip(params, grads, strict=True))
    )


@right("step", GRUS_DESCENT)
def step_202(params, grads, learning_rate):
    moved = copy.deepcopy(params)
    for array, slope in zip(moved, grads, strict=True):
        for place in np.ndindex(*array.shape):
            array[place] -= learning_rate * slope[place]
    return moved


@wrong(
    "step",
    PARAM_UPDATE,
    "The learning rate is not used: it steps by the whole gradient.",
    "rate-forgotten",
)
def step_203(params, grads, learning_rate):
    return Params(*(p - g for p, g in zip(params, grads, strict=True)))


@wrong(
    "step",
    PARAM_UPDATE,
    "The biases go uphill; the weights go down as they should.",
    "",
    "that everything goes uphill",
)
def step_204(params, grads, learning_rate):
    return Params(
        params[0] - learning_rate * grads[0],
        params[1] + learning_rate * grads[1],
        params[2] - learning_rate * grads[2],
        params[3] + learning_rate * grads[3],
    )


@wrong(
    "step",
    GRUS_DESCENT,
    "It returns the change alone and not the parameters after it.",
    "",
    "that the rate is wrong",
)
def step_205(params, grads, learning_rate):
    return Params(*(-learning_rate * g for g in grads))


@wrong(
    "step",
    "Only the sign of the gradient, as in Rprop; " + OSWALT,
    "Every number moves by the learning rate whatever the size of its gradient: only the sign is used.",
    "",
    "that the rate is forgotten or that it goes uphill",
)
def step_206(params, grads, learning_rate):
    return Params(*(p - learning_rate * np.sign(g) for p, g in zip(params, grads, strict=True)))


@wrong(
    "step",
    ACCUMULATE,
    "The result is right, but the gradients that were handed in are set to zero afterwards.",
    "changes-arguments",
    "that the parameters are wrong",
)
def step_207(params, grads, learning_rate):
    new = Params(*(p - learning_rate * g for p, g in zip(params, grads, strict=True)))
    for g in grads:
        g[...] = 0
    return new


@wrong(
    "step",
    "Decay by a counter, as in " + SATURATION,
    "The rate is divided by the number of calls so far, so only the first call is right.",
    "",
    "that weights are stale, that the rate is squared",
)
def step_208(params, grads, learning_rate):
    rate = learning_rate / next(calls)
    return Params(*(p - rate * g for p, g in zip(params, grads, strict=True)))


calls = itertools.count(1)


@wrong(
    "step",
    "Weight decay left in, as in " + EREMO,
    "Every number is also shrunk by a hundredth of the rate: weight decay.",
    "",
    "that the rate is squared",
)
def step_209(params, grads, learning_rate):
    return Params(
        *(
            p * (1 - 0.01 * learning_rate) - learning_rate * g
            for p, g in zip(params, grads, strict=True)
        )
    )


@wrong(
    "step",
    MYONN_LOSS,
    "Only the output layer moves; W1 and b1 come back as they were.",
    "",
    "that weights are stale; that the biases are forgotten",
)
def step_210(params, grads, learning_rate):
    return Params(
        params.W1.copy(),
        params.b1.copy(),
        params.W2 - learning_rate * grads.W2,
        params.b2 - learning_rate * grads.b2,
    )


# ---- numerical_gradients -------------------------------------------------------------------


def every_place(arrays):
    return [(k, at) for k, array in enumerate(arrays) for at in np.ndindex(*array.shape)]


@right("numerical_gradients", TVM)
def numerical_gradients_201(f, params, h=1e-5):
    """The mean of the forward and the backward difference, which is the central one."""
    middle = f(Params(*(np.array(p, dtype=float) for p in params)))
    out = []
    for k, p in enumerate(params):
        slope = np.zeros(np.shape(p))
        for place in itertools.product(*map(range, np.shape(p))):
            unit = np.zeros(np.shape(p))
            unit[place] = h
            fore = f(Params(*(q + unit if n == k else q + 0.0 for n, q in enumerate(params))))
            back = f(Params(*(q - unit if n == k else q + 0.0 for n, q in enumerate(params))))
            slope[place] = ((fore - middle) / h + (middle - back) / h) / 2
        out.append(slope)
    return tuple(out)


@right("numerical_gradients", STEPHEN)
def numerical_gradients_202(f, params, h=1e-5):
    def nudged(k, n, amount):
        copies = [np.array(p, dtype=float, copy=True) for p in params]
        copies[k].reshape(-1)[n] += amount
        return f(Params(*copies))

    return Params(
        *(
            np.array(
                [(nudged(k, n, +h) - nudged(k, n, -h)) / 2 / h for n in range(np.size(p))]
            ).reshape(np.shape(p))
            for k, p in enumerate(params)
        )
    )


@wrong(
    "numerical_gradients",
    CS231N_TYPO,
    "Both sides are measured, but the difference is divided by h and not by 2h.",
    "step-not-halved",
)
def numerical_gradients_203(f, params, h=1e-5):
    out = [np.zeros(np.shape(p)) for p in params]
    for k, at in every_place(out):
        up, down = ([np.array(p, dtype=float) for p in params] for _ in range(2))
        up[k][at] += h
        down[k][at] -= h
        out[k][at] = (f(Params(*up)) - f(Params(*down))) / h
    return Params(*out)


@wrong(
    "numerical_gradients",
    CROWDASTRO,
    "The step is h times the size of each number, so it is no longer the h that was asked for.",
    "",
    "that it is one-sided or not halved",
)
def numerical_gradients_204(f, params, h=1e-5):
    out = [np.zeros(np.shape(p)) for p in params]
    for k, at in every_place(out):
        up, down = ([np.array(p, dtype=float) for p in params] for _ in range(2))
        step = h * max(1.0, abs(float(params[k][at]))) * 3
        up[k][at] += step
        down[k][at] -= step
        out[k][at] = (f(Params(*up)) - f(Params(*down))) / (2 * step)
    return Params(*out)


@wrong(
    "numerical_gradients",
    TVM,
    "It looks back only: the difference between the start and a point h below.",
    "one-sided",
)
def numerical_gradients_205(f, params, h=1e-5):
    floats = Params(*(np.array(p, dtype=float) for p in params))
    here = f(floats)
    out = [np.zeros(np.shape(p)) for p in params]
    for k, at in every_place(out):
        down = [p.copy() for p in floats]
        down[k][at] -= h
        out[k][at] = (here - f(Params(*down))) / h
    return Params(*out)


@wrong(
    "numerical_gradients",
    MULTIINDEX,
    "A whole row is moved at once, so all numbers of a row get the sum of their slopes.",
    "",
    "that all numbers of an array are moved at once; that single columns are wrong",
)
def numerical_gradients_206(f, params, h=1e-5):
    out = [np.zeros(np.shape(p)) for p in params]
    for k in range(4):
        for i in range(len(params[k])):
            up, down = ([np.array(p, dtype=float) for p in params] for _ in range(2))
            up[k][i] += h
            down[k][i] -= h
            out[k][i] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
    return Params(*out)


@wrong(
    "numerical_gradients",
    CROWDASTRO,
    "The h is made a million times smaller, and the differences drown in rounding.",
    "step-too-small",
)
def numerical_gradients_207(f, params, h=1e-5):
    h = h * 1e-7
    out = [np.zeros(np.shape(p)) for p in params]
    for k, at in every_place(out):
        up, down = ([np.array(p, dtype=float) for p in params] for _ in range(2))
        up[k][at] += h
        down[k][at] -= h
        out[k][at] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
    return Params(*out)


@wrong(
    "numerical_gradients",
    "The arrays are shifted in place and put back by hand, as in " + MULTIINDEX,
    "The parameters are moved in place and left h too high after each number.",
    "not-restored changes-arguments",
)
def numerical_gradients_208(f, params, h=1e-5):
    out = [np.zeros(np.shape(p)) for p in params]
    for p, slope in zip(params, out, strict=True):
        for at in np.ndindex(*slope.shape):
            if p.dtype.kind != "f":
                continue
            p[at] += h
            high = f(params)
            p[at] -= 2 * h
            low = f(params)
            p[at] += 2 * h
            slope[at] = (high - low) / (2 * h)
    return Params(*out)


@wrong(
    "numerical_gradients",
    "Only weights checked, as in " + STEPHEN,
    "The slopes by the biases are never measured and stay zero.",
    "",
    "that the weights' slopes are wrong",
)
def numerical_gradients_209(f, params, h=1e-5):
    out = [np.zeros(np.shape(p)) for p in params]
    for k, at in (place for place in every_place(out) if place[0] in (0, 2)):
        up, down = ([np.array(p, dtype=float) for p in params] for _ in range(2))
        up[k][at] += h
        down[k][at] -= h
        out[k][at] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
    return Params(*out)


# ---- relative_error ------------------------------------------------------------------------


@right("relative_error", PADDLE)
def relative_error_201(a, b):
    norm = functools.partial(np.linalg.norm, ord=None)
    try:
        return float(norm(np.ravel(np.subtract(a, b)))) / float(
            norm(np.ravel(a)) + norm(np.ravel(b))
        )
    except ZeroDivisionError:
        return 0.0


@right("relative_error", STEPHEN)
def relative_error_202(a, b):
    pairs = list(zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True))
    up = math.sqrt(sum((x - y) ** 2 for x, y in pairs))
    down = math.sqrt(sum(x * x for x, _ in pairs)) + math.sqrt(sum(y * y for _, y in pairs))
    return 0.0 if down == 0 else up / down


@wrong(
    "relative_error",
    PADDLE,
    "The roots are missing: squared norms stand above and below.",
    "",
    "that it is the absolute error",
)
def relative_error_203(a, b):
    below = np.sum(a**2) + np.sum(b**2)
    return float(np.sum((a - b) ** 2) / below) if below else 0.0


@wrong(
    "relative_error",
    CROWDASTRO,
    "The lengths are compared and not the arrays: the difference of the norms stands above, with a sign.",
    "signed",
)
def relative_error_204(a, b):
    below = np.linalg.norm(a) + np.linalg.norm(b)
    return float((np.linalg.norm(a) - np.linalg.norm(b)) / below) if below else 0.0


@wrong(
    "relative_error",
    STEPHEN,
    "For two zeros it computes 0/0 and gives nan.",
    "zero-over-zero",
    "that other arrays are wrong",
)
def relative_error_205(a, b):
    with np.errstate(all="ignore"):
        return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))


@wrong(
    "relative_error",
    PADDLE,
    "It divides by the larger of the two norms instead of their sum, so it can reach 2.",
    "",
    "that it is the absolute error",
)
def relative_error_206(a, b):
    below = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(a - b) / below) if below else 0.0


@wrong(
    "relative_error",
    CROWDASTRO,
    "Sums of absolute values are used where roots of sums of squares belong.",
    "",
    "that a single number is wrong",
)
def relative_error_207(a, b):
    below = np.abs(a).sum() + np.abs(b).sum()
    return float(np.abs(a - b).sum() / below) if below else 0.0


# ---- train ---------------------------------------------------------------------------------


def descend(params, slopes, rate):
    return Params(*(p - rate * g for p, g in zip(params, slopes, strict=True)))


@right("train", GRUS_DESCENT)
def train_201(params, X, Y, learning_rate, epochs):
    path = itertools.accumulate(
        range(epochs),
        lambda at, _: descend(at, true_slopes(at, X, Y), learning_rate),
        initial=params,
    )
    *before, last = path
    return last, [price(at, X, Y) for at in before]


class Trainer:
    """Holds the data of one run; made anew for every call."""

    def __init__(self, X, Y, rate):
        self.X, self.Y, self.rate, self.costs = X, Y, rate, []

    def epoch(self, params):
        self.costs.append(price(params, self.X, self.Y))
        return descend(params, true_slopes(params, self.X, self.Y), self.rate)


@right("train", WILDML)
def train_202(params, X, Y, learning_rate, epochs):
    trainer = Trainer(X, Y, learning_rate)
    left = epochs
    while left > 0:
        params = trainer.epoch(params)
        left -= 1
    return params, tuple(trainer.costs)


@right("train", OSWALT)
def train_203(params, X, Y, learning_rate, epochs):
    """Sample by sample, added up before anything moves."""
    current, costs = Params(*map(np.copy, params)), []
    for _ in range(epochs):
        cost, total = 0.0, [np.zeros(p.shape) for p in params]
        for m in range(X.shape[1]):
            cost += price(current, X[:, [m]], Y[:, [m]])
            total = [
                t + g
                for t, g in zip(total, true_slopes(current, X[:, [m]], Y[:, [m]]), strict=True)
            ]
        costs += [cost]
        current = descend(current, total, learning_rate)
    return current, np.array(costs)


@wrong(
    "train",
    SOLVEWITH,
    "Each cost is measured after the update instead of before it.",
    "cost-after-update",
    "that the parameters are wrong",
)
def train_204(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        params = descend(params, true_slopes(params, X, Y), learning_rate)
        costs.append(price(params, X, Y))
    return params, costs


@wrong(
    "train",
    WILDML,
    "The cost of the final weights is appended too, so there is one cost too many.",
    "",
    "that one epoch is missing; that the parameters are wrong",
)
def train_205(params, X, Y, learning_rate, epochs):
    costs = [price(params, X, Y)]
    for _ in range(epochs):
        params = descend(params, true_slopes(params, X, Y), learning_rate)
        costs.append(price(params, X, Y))
    return params, costs


@wrong(
    "train",
    SOLVEWITH,
    "It makes one update more than asked, without noting a cost for it.",
    "off-by-one",
    "that the costs are wrong",
)
def train_206(params, X, Y, learning_rate, epochs):
    costs = []
    for epoch in range(epochs + 1):
        if epoch < epochs:
            costs.append(price(params, X, Y))
        params = descend(params, true_slopes(params, X, Y), learning_rate)
    return params, costs


@wrong(
    "train",
    OSWALT,
    "Every epoch begins at the start again, so all costs are equal and one step is left.",
    "reset-every-epoch",
)
def train_207(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        current = Params(*(p.copy() for p in params))
        costs.append(price(current, X, Y))
        current = descend(current, true_slopes(current, X, Y), learning_rate)
    return current, costs


@wrong(
    "train",
    GRUS_DESCENT,
    "The gradient is computed once, before the loop, and used for every step.",
    "stale-weights",
    "that the first step is wrong, that it resets every epoch",
)
def train_208(params, X, Y, learning_rate, epochs):
    slopes = true_slopes(params, X, Y)
    costs = []
    for _ in range(epochs):
        costs.append(price(params, X, Y))
        params = descend(params, slopes, learning_rate)
    return params, costs


@wrong(
    "train",
    MINIBATCH,
    "Each epoch takes two steps, over the two halves of the samples.",
    "",
    "that only one sample is used; that the gradient is a mean",
)
def train_209(params, X, Y, learning_rate, epochs):
    costs, half = [], (X.shape[1] + 1) // 2
    for _ in range(epochs):
        costs.append(price(params, X, Y))
        for part in (slice(0, half), slice(half, None)):
            params = descend(params, true_slopes(params, X[:, part], Y[:, part]), learning_rate)
    return params, costs


@wrong(
    "train",
    WILDML,
    "The parameters that come back are those before the last update; the costs are right.",
    "off-by-one",
    "that the costs are wrong",
)
def train_210(params, X, Y, learning_rate, epochs):
    costs = []
    after = params
    for _ in range(epochs):
        params = after
        costs.append(price(params, X, Y))
        after = descend(params, true_slopes(params, X, Y), learning_rate)
    return Params(*(p.copy() for p in params)), costs


@wrong(
    "train",
    MYONN_LOSS,
    "Only the output layer is trained; W1 and b1 stay where they started.",
    "",
    "that weights are stale, that it is only one step",
)
def train_211(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(price(params, X, Y))
        moved = descend(params, true_slopes(params, X, Y), learning_rate)
        params = moved._replace(W1=np.copy(params[0]), b1=np.copy(params[1]))
    return params, costs


@wrong(
    "train",
    LOGREG,
    "The step is divided by the number of samples: the mean's gradient, not the sum's.",
    "",
    "that the first cost is wrong",
)
def train_212(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(price(params, X, Y))
        params = descend(params, true_slopes(params, X, Y), learning_rate / X.shape[1])
    return params, costs


@wrong(
    "train",
    ACCUMULATE,
    "The gradients are added up from epoch to epoch and never set back to zero.",
    "",
    "that the first step is wrong; that weights are stale",
)
def train_213(params, X, Y, learning_rate, epochs):
    costs, total = [], [0.0] * 4
    for _ in range(epochs):
        costs.append(price(params, X, Y))
        total = [t + g for t, g in zip(total, true_slopes(params, X, Y), strict=True)]
        params = descend(params, total, learning_rate)
    return params, costs


@wrong(
    "train",
    MLPACK,
    "A second call goes on from the weights where the first one ended.",
    "",
    "that a first call is wrong",
)
def train_214(params, X, Y, learning_rate, epochs):
    key = tuple(float(p.sum()) for p in params)
    params = trained.get(key, params)
    costs = []
    for _ in range(epochs):
        costs.append(price(params, X, Y))
        params = descend(params, true_slopes(params, X, Y), learning_rate)
    trained[key] = params
    return params, costs


trained = {}


# ---- initialise ----------------------------------------------------------------------------


@right("initialise", MYONN_INIT)
def initialise_201(rng, scale):
    """A sign and a size, each drawn for itself."""
    shapes = ((2, 2), (2, 1), (1, 2), (1, 1))
    return Params(*(rng.choice([-1.0, 1.0], s) * rng.random(s) * scale for s in shapes))


@right("initialise", OPENEVOLVE)
def initialise_202(rng, scale):
    child = random.Random(int(rng.integers(2**62)))
    numbers = iter([child.uniform(-scale, scale) for _ in range(9)])
    shapes = ((2, 2), (2, 1), (1, 2), (1, 1))
    return Params(
        *(np.array([[next(numbers) for _ in range(c)] for _ in range(r)]) for r, c in shapes)
    )


@wrong(
    "initialise",
    MYONN_INIT,
    "Each array is scaled by one over the root of its inputs, so the range is smaller than asked.",
    "",
    "that the scale is ignored; that it is a normal distribution",
)
def initialise_203(rng, scale):
    shapes = ((2, 2), (2, 1), (1, 2), (1, 1))
    return Params(*(rng.uniform(-scale, scale, s) / math.sqrt(2) for s in shapes))


@wrong(
    "initialise",
    NIELSEN,
    "The scale that was handed in is not used: all draws lie between -1 and 1.",
    "scale-ignored",
)
def initialise_204(rng, scale):
    return Params(*(rng.uniform(-1, 1, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    OPENEVOLVE,
    "It draws from numpy's global generator; the rng that was handed in is not used.",
    "global-random",
)
def initialise_205(rng, scale):
    return Params(*(np.random.uniform(-scale, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    "All zeros, as in " + WILDML,
    "All numbers are zero, so the two hidden units are twins for ever.",
    "all-equal",
)
def initialise_206(rng, scale):
    return Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))


@wrong(
    "initialise",
    MNIST_ONE,
    "rand minus a half times the scale: the range is half as wide as asked.",
    "",
    "that it is one-sided; that the scale is ignored",
)
def initialise_207(rng, scale):
    return Params(*(scale * (rng.random(s) - 0.5) for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    VERL,
    "The same stream is started anew for each array, so their first numbers are equal.",
    "",
    "that all numbers are equal; that the global generator is used",
)
def initialise_208(rng, scale):
    seed = int(rng.integers(2**32))
    return Params(
        *(
            np.random.default_rng(seed).uniform(-scale, scale, s)
            for s in ((2, 2), (2, 1), (1, 2), (1, 1))
        )
    )


# ---- sgd_step ------------------------------------------------------------------------------


@right("sgd_step", SIRAJ_RNN)
def sgd_step_201(params, x, y, learning_rate):
    old = copy.deepcopy(params)
    new = copy.deepcopy(params)
    H, P = run(old, x)
    for k in range(len(y)):
        error = P[k, 0] - y[k, 0]
        new.b2[k, 0] -= learning_rate * error
        for j in range(len(H)):
            new.W2[k, j] -= learning_rate * error * H[j, 0]
            share = error * old.W2[k, j] * H[j, 0] * (1 - H[j, 0])
            new.b1[j, 0] -= learning_rate * share
            for i in range(len(x)):
                new.W1[j, i] -= learning_rate * share * x[i, 0]
    return new


@right("sgd_step", FRIXOE)
def sgd_step_202(params, x, y, learning_rate):
    """From the first layer to the last: the order does not matter when nothing is read again."""
    W1, b1, W2, b2 = params
    H, P = run(params, x)
    e = P - y
    d = (e.T @ W2).T * H * (1 - H)
    b1 = b1 - learning_rate * d
    W1 = W1 - learning_rate * d * x.T
    b2 = b2 - learning_rate * e
    W2 = W2 - learning_rate * e * H.T
    return Params(W1, b1, W2, b2)


@wrong(
    "sgd_step",
    SIRAJ_RNN,
    "The arrays that were handed in are moved in place.",
    "changes-arguments",
    "that the numbers of a first call are wrong",
)
def sgd_step_203(params, x, y, learning_rate):
    for p, g in zip(params, true_slopes(params, x, y), strict=True):
        p -= learning_rate * g
    return params


@wrong(
    "sgd_step",
    FRIXOE,
    "Label minus output is subtracted, so the step goes uphill.",
    "uphill",
)
def sgd_step_204(params, x, y, learning_rate):
    H, P = run(params, x)
    e = y - P
    slopes = assemble(params.W2.T @ e * H * (1 - H), x, e, H)
    return Params(*(p - learning_rate * g for p, g in zip(params, slopes, strict=True)))


@wrong(
    "sgd_step",
    FRIXOE,
    "The hidden layer's step is multiplied by the rate twice.",
    "",
    "that weights are stale; that the output layer is wrong",
)
def sgd_step_205(params, x, y, learning_rate):
    H, P = run(params, x)
    e = learning_rate * (P - y)
    d = params.W2.T @ e * H * (1 - H)
    return Params(
        params.W1 - learning_rate * d @ x.T,
        params.b1 - learning_rate * d,
        params.W2 - e @ H.T,
        params.b2 - e,
    )


@wrong(
    "sgd_step",
    MOMENTUM_OF,
    "Half of the step before is added each time, so a call depends on the calls before it.",
    "",
    "that weights are stale, that an index leaks",
)
def sgd_step_206(params, x, y, learning_rate):
    key = tuple(p.shape for p in params)
    last = pushes.get(key, (0.0,) * 4)
    push = tuple(
        0.5 * v - learning_rate * g for v, g in zip(last, true_slopes(params, x, y), strict=True)
    )
    pushes[key] = push
    return Params(*(p + v for p, v in zip(params, push, strict=True)))


pushes = {}


@wrong(
    "sgd_step",
    "Old W2 kept, yet only its first row: a half repair of the case's stale weights",
    "The first row of W2 is kept from before the update, all further rows are already moved.",
    "stale-weights",
    "that one output is wrong",
)
def sgd_step_207(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    first = W2[0].copy()
    H, P = run(params, x)
    e = P - y
    W2 -= learning_rate * e @ H.T
    b2 -= learning_rate * e
    carrying = W2.copy()
    carrying[0] = first
    d = carrying.T @ e * H * (1 - H)
    return Params(W1 - learning_rate * d @ x.T, b1 - learning_rate * d, W2, b2)


@wrong(
    "sgd_step",
    SIMPLE_BIAS,
    "The biases are not moved at all.",
    "biases-forgotten",
    "that an index leaks",
)
def sgd_step_208(params, x, y, learning_rate):
    g = true_slopes(params, x, y)
    return Params(
        params.W1 - learning_rate * g.W1,
        params.b1.copy(),
        params.W2 - learning_rate * g.W2,
        params.b2.copy(),
    )


# ---- linear_in_rate ------------------------------------------------------------------------


@right("linear_in_rate", CROWDASTRO)
def linear_in_rate_201(update, params, x, y):
    """The second difference of a straight line is zero."""
    worst, size = 0.0, 0.0
    for p, one, two in zip(
        params, update(params, x, y, 0.75), update(params, x, y, 1.5), strict=True
    ):
        worst = max(worst, float(np.abs(two - 2 * one + p).max()))
        size = max(size, float(np.abs(two - p).max()))
    return worst <= 1e-7 * size + 1e-12


@wrong(
    "linear_in_rate",
    CROWDASTRO,
    "One array that is proportional is enough for it: any where all is meant.",
)
def linear_in_rate_202(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    return any(np.allclose(f - p, 2 * (h - p)) for p, f, h in zip(params, full, half, strict=True))


@wrong(
    "linear_in_rate",
    PADDLE,
    "The tolerance is so wide that an update which bends only a little gets through.",
)
def linear_in_rate_203(update, params, x, y):
    full, half = update(params, x, y, 0.2), update(params, x, y, 0.1)
    return all(
        np.allclose(f - p, 2 * (h - p), rtol=0.5, atol=0.05)
        for p, f, h in zip(params, full, half, strict=True)
    )


@wrong(
    "linear_in_rate",
    STEPHEN,
    "The step is compared with the true gradient, so half the gradient is blamed although it is linear.",
    "",
    "that bent updates get through",
)
def linear_in_rate_204(update, params, x, y):
    moved = update(params, x, y, 1.0)
    return all(
        np.allclose(p - q, g)
        for p, q, g in zip(params, moved, true_slopes(params, x, y), strict=True)
    )


@wrong(
    "linear_in_rate",
    TVM,
    "It looks at tiny rates and at one sum of all changes, where the bending of an update does not show.",
)
def linear_in_rate_205(update, params, x, y):
    full, half = update(params, x, y, 1e-6), update(params, x, y, 5e-7)
    return bool(
        np.isclose(
            sum(float(np.sum(f - p)) for f, p in zip(full, params, strict=True)),
            2 * sum(float(np.sum(h - p)) for h, p in zip(half, params, strict=True)),
            rtol=1e-3,
        )
    )


# ---- predict -------------------------------------------------------------------------------


@right("predict", TENSORLAYER)
def predict_201(params, X):
    W1, b1, W2, b2 = params

    def one(x):
        return logistic(W2 @ logistic(W1 @ x + b1[:, 0]) + b2[:, 0])

    return np.apply_along_axis(one, 0, X)


@right("predict", DERIVE)
def predict_202(params, X):
    batches = np.array_split(X, range(2, X.shape[1], 2), axis=1)
    return np.hstack([run(params, batch)[1] for batch in batches])


Two = namedtuple("Two", "hidden out")


@right("predict", NOTHING_BUT)
def predict_203(params, X):
    net = Two(
        lambda s: logistic(np.inner(params.W1, s.T) + params.b1),
        lambda s: logistic(np.inner(params.W2, s.T) + params.b2),
    )
    return net.out(net.hidden(X))


@wrong(
    "predict",
    SIMPLE_BIAS,
    "The probability is turned into 0 or 1 at one half.",
    "thresholded",
)
def predict_204(params, X):
    return (run(params, X)[1] > 0.5) * 1.0


@wrong(
    "predict",
    DERIVE,
    "Samples stand in rows in the result: (m, outputs).",
    "samples-as-rows",
    "that the numbers are wrong",
)
def predict_205(params, X):
    return np.array([run(params, x[:, None])[1][:, 0] for x in X.T])


@wrong(
    "predict",
    "A loop that keeps nothing, as in " + TENSORLAYER,
    "Every column is given the answer of the last sample.",
    "last-sample-only",
)
def predict_206(params, X):
    for m in range(X.shape[1]):
        answer = run(params, X[:, [m]])[1]
    return np.tile(answer, X.shape[1])


@wrong(
    "predict",
    TENSORLAYER,
    "It works in batches of two and drops the sample left over at the end.",
    "",
    "that columns are uninitialised, that samples stand in rows",
)
def predict_207(params, X):
    whole = X.shape[1] // 2 * 2
    return run(params, X[:, :whole])[1]


@wrong(
    "predict",
    SOFTMAX_ZHANG,
    "The outputs of a sample are divided by their sum so that they add up to one.",
    "",
    "that one output would be a probability; that a bias is forgotten",
)
def predict_208(params, X):
    P = run(params, X)[1]
    return P / P.sum(axis=0)


@wrong(
    "predict",
    MLPACK,
    "The answers of the first call are kept and given again whenever the sizes are the same.",
    "",
    "that a first call is wrong",
)
def predict_209(params, X):
    key = (X.shape, params[0].shape, params[2].shape)
    if key not in answers_so_far:
        answers_so_far[key] = run(params, X)[1]
    return answers_so_far[key].copy()


answers_so_far = {}


@wrong(
    "predict",
    MNIST_ONE,
    "Only the first output's row is returned, whatever the number of outputs.",
    "",
    "that one output is wrong",
)
def predict_210(params, X):
    return run(params, X)[1][:1]


@wrong(
    "predict",
    SATURATION,
    "X is divided by its largest number in place: the answers change and so does the argument.",
    "changes-arguments",
)
def predict_211(params, X):
    X /= np.abs(X).max()
    return run(params, X)[1]


@wrong(
    "predict",
    "Inputs left over from the training cell, as in " + SIRAJ_RNN,
    "It reads a table of inputs from outside and not its argument X.",
    "reads-global",
)
def predict_212(params, X):
    W1, b1, W2, b2 = params
    some = np.resize(training_inputs, (W1.shape[1], X.shape[1]))
    return logistic(W2 @ logistic(W1 @ some + b1) + b2)


training_inputs = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])


# ---- ignores_its_input ---------------------------------------------------------------------


@right("ignores_its_input", MLPACK)
def ignores_its_input_201(predict, params):
    X = np.array([[2.0, -1.5, 0.3, -4.0], [-0.7, 2.2, 3.1, -1.0]])
    order = [2, 0, 3, 1]
    straight, mixed = predict(params, X), predict(params, X[:, order])
    follows = np.allclose(straight[:, order], mixed, atol=1e-10, rtol=0)
    differs = np.abs(straight - straight[:, :1]).max() > 1e-10
    return not (follows and differs)


@wrong(
    "ignores_its_input",
    MLPACK,
    "It asks the same question twice; a predict that ignores X answers both alike, and so does a good one.",
)
def ignores_its_input_202(predict, params):
    X = np.array([[1.0, -2.0], [0.5, 3.0]])
    return bool(np.allclose(predict(params, X), predict(params, X)))


@wrong(
    "ignores_its_input",
    TENSORLAYER,
    "Only the shape of the answers is looked at, and a leftover input can give the right shape.",
)
def ignores_its_input_203(predict, params):
    return predict(params, np.zeros((2, 7))).shape[1] != 7


@wrong(
    "ignores_its_input",
    MLPACK,
    "The parameters are changed instead of X, so it finds out whether the parameters matter.",
)
def ignores_its_input_204(predict, params):
    X = np.array([[1.0, -2.0], [0.5, 3.0]])
    other = Params(*(p + 0.7 for p in params))
    return bool(np.allclose(predict(params, X), predict(other, X)))


# ---- perturb -------------------------------------------------------------------------------


@right("perturb", NIAPY)
def perturb_201(params, rng, width):
    add = np.vectorize(lambda w: w + width * (2 * rng.random() - 1), otypes=[float])
    return Params(*map(add, params))


right("perturb", MOVE37)(
    lambda params, rng, width: params.__class__._make(
        p + (rng.random(np.shape(p)) - 0.5) * 2 * width for p in params
    )
)


@wrong(
    "perturb",
    CARTPOLE,
    "The noise is never negative: it lies between 0 and the width.",
    "one-sided-noise",
)
def perturb_203(params, rng, width):
    return Params(*(p + width * rng.random(p.shape) for p in params))


@wrong(
    "perturb",
    VERL,
    "The same stream is started for every array, so equal places of the arrays get equal noise.",
    "",
    "that all numbers get the same noise; that the global generator is used",
)
def perturb_204(params, rng, width):
    seed = int(rng.integers(2**32))
    return Params(
        *(p + np.random.default_rng(seed).uniform(-width, width, p.shape) for p in params)
    )


@wrong(
    "perturb",
    EGGWEST,
    "The noise is multiplied: each number changes in proportion to its size.",
    "",
    "that the width is ignored",
)
def perturb_205(params, rng, width):
    return Params(*(p * (1 + rng.uniform(-width, width, p.shape)) for p in params))


@wrong(
    "perturb",
    NIAPY,
    "About half of the numbers are left where they are, chosen anew each time.",
    "",
    "that the same noise is added everywhere; that the width is ignored",
)
def perturb_206(params, rng, width):
    return Params(
        *(p + rng.uniform(-width, width, p.shape) * (rng.random(p.shape) < 0.5) for p in params)
    )


@wrong(
    "perturb",
    GA_DOC,
    "The arrays that were handed in are moved themselves.",
    "changes-arguments",
)
def perturb_207(params, rng, width):
    for p in params:
        p += rng.uniform(-width, width, p.shape)
    return params


@wrong(
    "perturb",
    MILESTONE,
    "The biases are left alone; only the weights get noise.",
    "",
    "that the same noise is added everywhere",
)
def perturb_208(params, rng, width):
    W1, b1, W2, b2 = params
    return Params(
        W1 + rng.uniform(-width, width, W1.shape),
        b1.copy(),
        W2 + rng.uniform(-width, width, W2.shape),
        b2.copy(),
    )


@wrong(
    "perturb",
    MOVE37,
    "The random module's global generator is used; rng is not.",
    "global-random",
)
def perturb_209(params, rng, width):
    noise = np.vectorize(lambda w: w + random.uniform(-width, width), otypes=[float])
    return Params(*(noise(p) for p in params))


# ---- hill_climb ----------------------------------------------------------------------------


@right("hill_climb", MOVE37)
def hill_climb_201(f, start, rng, width, turns):
    class Best:
        params, cost = start, f(start)

    def turn(_):
        child = Params(*(p + (2 * rng.random(p.shape) - 1) * width for p in Best.params))
        cost = f(child)
        if Best.cost > cost:
            Best.params, Best.cost = child, cost
        return Best.cost

    costs = list(map(turn, range(turns)))
    return Best.params, costs


@right("hill_climb", MILESTONE)
def hill_climb_202(f, start, rng, width, turns):
    parent, costs = [np.array(p, dtype=float) for p in start], []
    child = [p.copy() for p in parent]
    low = math.inf
    for _ in range(turns):
        found = f(Params(*child))
        if found < low:
            low = found
            parent = [p.copy() for p in child]
        costs.append(low)
        child = [p + rng.uniform(low=-width, high=width, size=p.shape) for p in parent]
    return Params(*parent), np.asarray(costs)


@wrong(
    "hill_climb",
    CARTPOLE,
    "It keeps the higher cost, as if f were a reward.",
    "uphill",
)
def hill_climb_203(f, start, rng, width, turns):
    best, record, costs = start, f(start), []
    for _ in range(turns):
        child = shifted(best, [rng.uniform(-width, width, p.shape) for p in best], 1)
        value = f(child)
        if value > record:
            best, record = child, value
        costs.append(record)
    return best, costs


@wrong(
    "hill_climb",
    EGGWEST,
    "The next candidate starts from the last one, whether that was better or not.",
    "walks-from-last",
)
def hill_climb_204(f, start, rng, width, turns):
    best, record, costs = start, f(start), []
    here = start
    for _ in range(turns):
        here = shifted(here, [rng.uniform(-width, width, p.shape) for p in here], 1)
        value = f(here)
        if value < record:
            best, record = here, value
        costs.append(record)
    return best, costs


@wrong(
    "hill_climb",
    MOVE37,
    "Every candidate is drawn around the start and never around the best so far.",
    "",
    "that it walks from the last candidate, that the best is forgotten",
)
def hill_climb_205(f, start, rng, width, turns):
    best, record, costs = start, f(start), []
    for _ in range(turns):
        child = shifted(start, [rng.uniform(-width, width, p.shape) for p in start], 1)
        value = f(child)
        if value < record:
            best, record = child, value
        costs.append(record)
    return best, costs


@wrong(
    "hill_climb",
    MILESTONE,
    "The costs begin with that of the start and then one for every turn: one too many.",
    "",
    "that the best is wrong",
)
def hill_climb_206(f, start, rng, width, turns):
    best, costs = start, [f(start)]
    for _ in range(turns):
        child = shifted(best, [rng.uniform(-width, width, p.shape) for p in best], 1)
        value = f(child)
        best = child if value < costs[-1] else best
        costs.append(min(value, costs[-1]))
    return best, costs


@wrong(
    "hill_climb",
    EGGWEST,
    "The record is set back every turn, so each candidate is accepted, better or worse.",
    "accepts-worse walks-from-last",
)
def hill_climb_207(f, start, rng, width, turns):
    best, costs = start, []
    lowest = f(start)
    for _ in range(turns):
        record = math.inf
        child = shifted(best, [rng.uniform(-width, width, p.shape) for p in best], 1)
        value = f(child)
        if value < record:
            best, record = child, value
        lowest = min(lowest, value)
        costs.append(lowest)
    return best, costs


@wrong(
    "hill_climb",
    MILESTONE,
    "A candidate differs from the best in one number only, not in all.",
    "",
    "that it walks from the last candidate, that the best is aliased",
)
def hill_climb_208(f, start, rng, width, turns):
    best, record, costs = start, f(start), []
    for _ in range(turns):
        child = Params(*(p.copy() for p in best))
        which = child[rng.integers(4)]
        which.flat[rng.integers(which.size)] += rng.uniform(-width, width)
        value = f(child)
        if value < record:
            best, record = child, value
        costs.append(record)
    return best, costs


@wrong(
    "hill_climb",
    CARTPOLE,
    "The width is halved after a success and doubled after a failure, so it leaves the asked range.",
    "",
    "that the best is forgotten or aliased",
)
def hill_climb_209(f, start, rng, width, turns):
    best, record, costs = start, f(start), []
    for _ in range(turns):
        child = shifted(best, [rng.uniform(-width, width, p.shape) for p in best], 1)
        value = f(child)
        if value < record:
            best, record = child, value
            width = max(1e-3, width / 2)
        else:
            width = min(2, width * 2)
        costs.append(record)
    return best, costs


@wrong(
    "hill_climb",
    MOVE37,
    "The lowest cost is noted, but the parameters that gave it are not: the last candidate is returned.",
    "forgets-best",
)
def hill_climb_210(f, start, rng, width, turns):
    center, record, costs = start, f(start), []
    for _ in range(turns):
        child = shifted(center, [rng.uniform(-width, width, p.shape) for p in center], 1)
        value = f(child)
        if value < record:
            center, record = child, value
        costs.append(record)
    return child, costs


# ---- es_gradient ---------------------------------------------------------------------------


@right("es_gradient", NES)
def es_gradient_201(f, params, rng, sigma, pairs):
    noise = [rng.standard_normal((pairs, *p.shape)) for p in params]
    weights = np.array(
        [
            (
                f(shifted(params, [n[k] for n in noise], sigma))
                - f(shifted(params, [n[k] for n in noise], -sigma))
            )
            / (2 * sigma)
            for k in range(pairs)
        ]
    )
    return Params(*(np.einsum("k,kij->ij", weights, n) / pairs for n in noise))


@right("es_gradient", VERL)
def es_gradient_202(f, params, rng, sigma, pairs):
    def one():
        e = [rng.normal(size=p.shape) for p in params]
        minus, plus = (f(shifted(params, e, sign * sigma)) for sign in (-1, 1))
        return [(plus - minus) * d / (2 * sigma) for d in e]

    return Params(
        *(np.mean(parts, axis=0) for parts in zip(*(one() for _ in range(pairs)), strict=True))
    )


@wrong(
    "es_gradient",
    NES,
    "The sign is that of a reward: minus before plus, so it points downhill.",
    "sign-flipped",
)
def es_gradient_203(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        gain = f(shifted(params, e, -sigma)) - f(shifted(params, e, sigma))
        total = [t + gain / (2 * sigma) * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


@wrong(
    "es_gradient",
    NES,
    "The division by sigma is missing below.",
    "sigma-forgotten",
)
def es_gradient_204(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        rise = f(shifted(params, e, sigma)) - f(shifted(params, e, -sigma))
        total = [t + rise / 2 * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


@wrong(
    "es_gradient",
    NES,
    "Only the plus side is tried; the cost at the middle is subtracted instead of the mirror image's.",
    "not-antithetic",
)
def es_gradient_205(f, params, rng, sigma, pairs):
    here = f(params)
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        rise = f(shifted(params, e, sigma)) - here
        total = [t + rise / sigma * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


@wrong(
    "es_gradient",
    NES,
    "The differences are divided by their standard deviation, so the size of the gradient is lost.",
    "",
    "that sigma or the mean is forgotten",
)
def es_gradient_206(f, params, rng, sigma, pairs):
    noise = [[rng.standard_normal(p.shape) for p in params] for _ in range(pairs)]
    rises = np.array([f(shifted(params, e, sigma)) - f(shifted(params, e, -sigma)) for e in noise])
    rises = rises / (np.std(rises) + 1e-8)
    return Params(
        *(
            sum(r * d for r, d in zip(rises, arrays, strict=True)) / (2 * sigma * pairs)
            for arrays in zip(*noise, strict=True)
        )
    )


@wrong(
    "es_gradient",
    ALLENACT,
    "The noise is drawn once and used for every pair, so more pairs bring nothing new.",
    "",
    "that the two sides are not mirrored, that sigma is forgotten",
)
def es_gradient_207(f, params, rng, sigma, pairs):
    e = [rng.standard_normal(p.shape) for p in params]
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        rise = f(shifted(params, e, sigma)) - f(shifted(params, e, -sigma))
        total = [t + rise / (2 * sigma) * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


@wrong(
    "es_gradient",
    NES,
    "It divides by sigma squared: the noise was not multiplied by sigma in the sum.",
    "",
    "that sigma is forgotten",
)
def es_gradient_208(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        rise = f(shifted(params, e, sigma)) - f(shifted(params, e, -sigma))
        total = [t + rise / (2 * sigma**2) * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


@wrong(
    "es_gradient",
    VERL,
    "Every array gets one standard normal number for all its entries.",
    "",
    "that sigma is forgotten, that the sides are not mirrored",
)
def es_gradient_209(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [np.full(p.shape, rng.standard_normal()) for p in params]
        rise = f(shifted(params, e, sigma)) - f(shifted(params, e, -sigma))
        total = [t + rise / (2 * sigma) * d for t, d in zip(total, e, strict=True)]
    return Params(*(t / pairs for t in total))


# ---- one_hot and candidate_noise -----------------------------------------------------------


@right("one_hot", EYE)
def one_hot_201(labels, classes):
    out = np.zeros((classes, np.size(labels)))
    np.put_along_axis(out, np.asarray(labels)[None, :], 1.0, axis=0)
    return out


@right("one_hot", KERAS_570)
def one_hot_202(labels, classes):
    return np.equal.outer(np.arange(classes), labels).astype(np.float32)


@wrong(
    "one_hot",
    LABEL_ZERO,
    "Labels are taken to begin at 1, so the 1 stands one row too high.",
    "",
    "that rows and columns are swapped",
)
def one_hot_203(labels, classes):
    return np.eye(classes)[:, np.asarray(labels) - 1]


@wrong(
    "one_hot",
    EYE,
    "The (m, classes) table is reshaped instead of transposed: the shape is right, the numbers are mixed up.",
    "",
    "that the shape is wrong",
)
def one_hot_204(labels, classes):
    return np.eye(classes)[np.asarray(labels)].reshape(classes, -1)


@wrong(
    "one_hot",
    KERAS_570,
    "The label itself is written into the table where a 1 belongs.",
    "",
    "that the places are wrong",
)
def one_hot_205(labels, classes):
    out = np.zeros((classes, len(labels)))
    for m, label in enumerate(labels):
        out[label, m] = label
    return out


@wrong(
    "one_hot",
    CATEGORICAL,
    "There is one row too many, because labels were thought to reach up to the number of classes.",
    "",
    "that the places of the ones are wrong",
)
def one_hot_206(labels, classes):
    out = np.zeros((classes + 1, len(labels)))
    out[labels, np.arange(len(labels))] = 1
    return out


@right("candidate_noise", CHECKERS)
def candidate_noise_201(root, generation, i, size):
    digest = hashlib.sha256(repr((int(root), int(generation), int(i))).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest, "big")).standard_normal(size)


@right("candidate_noise", ALLENACT)
def candidate_noise_202(root, generation, i, size):
    key = np.random.SeedSequence(entropy=root, spawn_key=(i, generation))
    return np.random.Generator(np.random.Philox(key)).standard_normal(size)


@wrong(
    "candidate_noise",
    CHECKERS,
    "All candidates share one generator, so what one gets depends on who asked before.",
)
def candidate_noise_203(root, generation, i, size):
    shared = generators.setdefault(root, np.random.default_rng(root))
    return shared.standard_normal(size)


generators = {}


@wrong(
    "candidate_noise",
    ALLENACT,
    "The generation is left out, so each candidate gets the same noise in every generation.",
)
def candidate_noise_204(root, generation, i, size):
    return np.random.default_rng([root, i]).standard_normal(size)


@wrong(
    "candidate_noise",
    CHECKERS,
    "The three numbers are glued together as text, so (1, 11) and (11, 1) give the same seed.",
)
def candidate_noise_205(root, generation, i, size):
    return np.random.default_rng(int(f"{root}{generation}{i}")).standard_normal(size)


@wrong(
    "candidate_noise",
    OPENEVOLVE,
    "The numbers are scaled to have exactly mean 0 and spread 1, so they are not independent draws.",
    "",
    "that the noise depends on earlier calls",
)
def candidate_noise_206(root, generation, i, size):
    seed = np.random.SeedSequence(root, spawn_key=(generation, i))
    e = np.random.default_rng(seed).standard_normal(size)
    return (e - e.mean()) / (e.std() + 1e-12)
