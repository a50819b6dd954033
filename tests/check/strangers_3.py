"""The third blind set: again other slips and other styles, verdicts written before any run.

Facts come from the named threads and repositories, the code does not. Each entry is what its
source discusses or does, or a variation of it in this course's own notation. Nobody who wrote it had seen
the checks, the zoo of wrong answers or the older sets. Do not tune a check to a single entry.
"""

import copy
import hashlib
import itertools
import math
import random
from functools import reduce

import numpy as np
from strangers import AnswerSet

from nn_helpers.network import Params

ANSWERS = AnswerSet()
right, wrong = ANSWERS.right, ANSWERS.wrong

NUMPYCNN = "sigmoid(sop) function not numerically safe (ahmedfgad/NumPyCNN, GitHub)"
NANOTORCH = "sigmoid is not implemented efficiently (JamorMoussa/NanoTorch, GitHub)"
HABITAT = (
    "Update sigmoid implementation to prevent overflow (HakaiInstitute/habitat-mapper, GitHub)"
)
CHAINER_TANH = "Use tanh instead of exp in sigmoid function (chainer/chainer, GitHub)"
ELEVEN = "Error in derivative calculation in the 11 lines NN (iamtrask/iamtrask.github.io, GitHub)"
PACKT = "sigmoid derivative function isn't correct (Neural-Network-Projects-with-Python, GitHub)"
IDAHO = "nnMathematicaCode2, CS475 (course page, University of Idaho)"
SIX_EQUAL = "XOR gate with backpropagation (Stack Overflow 59399842)"
TWO_LAYER = "Updating the weights in a 2-layer neural network (Stack Overflow 37646589)"
KORKUT = "Backpropagation-for-XOR-Using-Python (CanKorkut, GitHub)"
FINANCE = "Interactive neural networks, appendix A of a book on AI in finance (Y. Hilpisch)"
LOG_HANDLE = "How to handle log(0) when using cross entropy (question-and-answer thread)"
ZERO_LOG = "Cost function problem, 0 * log(0) (DeepLearning.AI community 108146)"
FASTAI = "Cross entropy error -log(1-1): INF (fast.ai forums 1441)"
SCALARS = "Binary Cross Entropy, manual scalars (question-and-answer thread)"
FIRST_NN = "Loss - 0 problem (luisegarduno/First-NeuralNetwork, GitHub)"
KVFRANS = "Issue on backpropagation.html: mean or sum for b1 (kvfrans/notes, GitHub)"
READ_LATER = "The Multilayer Perceptron: theory and implementation (guevara/read-it-later, GitHub)"
SKLEARN = "Bug - wrong activations and delta length in the perceptron (scikit-learn, GitHub)"
MNIST_BUGS = "Bugs? (louisjc/mnist-neural-network, GitHub)"
FORMALLY = "Fixed formally wrong backpropagation (Bot-Academy/NeuralNetworkFromScratch, GitHub)"
MXNET = "Numerical Gradient Improvement (apache/mxnet, GitHub)"
PADDLE = "using float32 in gradient checking may be not appropriate (PaddlePaddle/Paddle, GitHub)"
CAFFE = "Bugs in Gradient Check (BVLC/caffe, GitHub)"
CHAINER_CHECK = "Have something confused in gradient check (chainer/chainer, GitHub)"
ODYSSEY = "Gradient checker methodology (HomericIntelligence/Odyssey, GitHub)"
C2W1 = "Theory behind Gradient Checking formula (DeepLearning.AI community 401538)"
AVISHAAN = "Numerical gradient checking for backprop (avishaan.com)"
LSTM = "randomize the weight values (nicodjimenez/lstm, GitHub)"
SMALL_POSITIVE = "Update logistic_regression.py (JacobBumgarner/learning-repo, GitHub)"
SOCKEYE = "Uniform weight initialization (awslabs/sockeye, GitHub)"
GLOROT = "Add glorot_uniform initializer (rsokl/MyGrad, GitHub)"
CONVNET = "Update 1a_logistic_regression.ipynb (lvdmaaten/convnet_tutorials, GitHub)"
SUMMARY = "Fix mini-batch gradient descent (mbadry1/DeepLearning.ai-Summary, GitHub)"
HANDSON = "Mini-batch permutation (ageron/handson-ml2, GitHub)"
RENET = "Some questions in the inference (INK-USC/RE-Net, GitHub)"
MLOOP = "Only the prediction of the 0th net (michaelhush/M-LOOP, GitHub)"
DEMYSTIFIED = "where is predict function? (stephencwelch/Neural-Networks-Demystified, GitHub)"
MUTATE = "I dont think mutate is working (CodingTrain/Toy-Neural-Network-JS, GitHub)"
FLAPPY = "neuroevolution flappy bird .mutate() missing (shiffman/Neural-Network-p5, GitHub)"
GENANN = "add function to randomly tweak the weights (codeplea/genann, GitHub)"
EXOSKELETON = "Changing the Weights (alejandrodomin/ExoskeletonAI, GitHub)"
HILL_WIKI = "Hill climbing (gkbrk.com, wiki)"
PYGLOVE = "pg.evolution.hill_climb (pyglove documentation)"
ES_GROUND_UP = "Evolution strategies from the ground up in Python (aicorespot.io)"
OPENRLHF = "Fast Evolutionary Algorithm Support (OpenRLHF/OpenRLHF, GitHub)"
VISUAL = "A Visual Guide to Evolution Strategies (guevara/read-it-later, GitHub)"
ES_PYTORCH = "Noise std strategy (sash-a/es_pytorch, GitHub)"
ONE_HOT_SO = "One Hot Encoding using numpy (Stack Overflow 38592324)"
MOCKBIT = "One-Hot Encoding, q 72 (mockbit.io)"
TORCHTRADE = "make set_seed reach the RNGs that decide an episode (TorchTrade/torchtrade, GitHub)"
BLENDING = "Fixed noise seed identical over a batch (LSSTDESC/BlendingToolKit, GitHub)"
DECENTRAL = "Clarify random number generation in distributed parallel context (numpy, GitHub 22119)"
AESARA = "Use SeedSequence in RandomStream (aesara-devs/aesara, GitHub)"


def logistic(z):
    """Return the sigmoid, for entries whose point lies elsewhere."""
    return 0.5 + 0.5 * np.tanh(0.5 * np.asarray(z, dtype=float))


def run(params, X):
    W1, b1, W2, b2 = params
    A1 = logistic(W1 @ X + b1)
    return A1, logistic(W2 @ A1 + b2)


def slopes(params, X, Y):
    A1, A2 = run(params, X)
    d2 = A2 - Y
    d1 = (params[2].T @ d2) * A1 * (1 - A1)
    return d1 @ X.T, d1.sum(axis=1, keepdims=True), d2 @ A1.T, d2.sum(axis=1, keepdims=True)


def bill(params, X, Y):
    p = np.clip(run(params, X)[1], 1e-15, 1 - 1e-15)
    return float(-np.sum(np.where(Y == 1, np.log(p), np.log1p(-p))))


# sigmoid


@right("sigmoid", NUMPYCNN)
def sigmoid_by_logaddexp(z):
    return np.exp(-np.logaddexp(0.0, -np.asarray(z, dtype=float)))


@right("sigmoid", NANOTORCH)
def sigmoid_in_two_halves(z):
    z = np.asarray(z)
    out = np.ones(z.shape)
    low = z < 0
    out[~low] /= 1 + np.exp(-z[~low])
    tail = np.exp(z[low])
    out[low] = tail / (tail + 1)
    return out


@right("sigmoid", CHAINER_TANH)
def sigmoid_by_tanh(z):
    return np.tanh(np.multiply(z, 0.5)) * 0.5 + 0.5


@right("sigmoid", HABITAT)
def sigmoid_by_piecewise(z):
    z = np.array(z, dtype=float)
    return np.piecewise(
        z, [z < 0], [lambda t: 1 - 1 / (1 + np.exp(t)), lambda t: 1 / (1 + np.exp(-t))]
    )


@right("sigmoid", NANOTORCH)
def sigmoid_number_by_number(z):
    def one(t):
        return math.exp(min(t, 0.0)) / (1.0 + math.exp(-abs(t)))

    return np.vectorize(one, otypes=[float])(z)


@wrong(
    "sigmoid",
    NANOTORCH,
    "np.where computes both halves, so the unused one still overflows and warns.",
    "overflow",
    "The numbers returned are wrong.",
)
def sigmoid_where_both(z):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@wrong(
    "sigmoid",
    HABITAT,
    "The form for negative numbers is used for all: large positive z overflows to nan.",
    "overflow",
    "Large negative z goes wrong.",
)
def sigmoid_assumes_negative(z):
    e = np.exp(np.asarray(z, dtype=float))
    return e / (1 + e)


@wrong(
    "sigmoid",
    IDAHO,
    "The curve is four times too steep: it is the sigmoid of 4 z.",
    "",
    "The sign is flipped, or it is tanh.",
)
def sigmoid_four_times_steeper(z, slope=1):
    return logistic(4 * slope * np.asarray(z, dtype=float))


@wrong(
    "sigmoid",
    NUMPYCNN,
    "z is clipped to -10..10, so every z beyond gets the value at 10.",
    "",
    "It overflows; it is wrong for moderate z.",
)
def sigmoid_clipped_at_ten(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


@wrong(
    "sigmoid",
    FINANCE,
    "The minus is written into the array of the caller.",
    "changes-arguments",
    "The numbers returned are wrong.",
)
def sigmoid_in_place(z):
    z = np.asarray(z, dtype=float)
    z *= -0.5
    return 0.5 - 0.5 * np.tanh(z)


@wrong(
    "sigmoid",
    PADDLE,
    "The numbers are computed in single precision, right to seven digits only.",
    "",
    "It overflows; the formula is wrong.",
)
def sigmoid_single(z):
    z = np.asarray(z, dtype=np.float32)
    return np.float32(0.5) * (1 + np.tanh(z / 2))


@wrong(
    "sigmoid",
    NUMPYCNN,
    "Between -1 and 0 the sign of z is flipped: a branch written for fractions goes astray.",
    "",
    "The sign is flipped everywhere.",
)
def sigmoid_wrong_near_zero(z):
    z = np.asarray(z, dtype=float)
    return logistic(np.where((z > -1) & (z < 0), -z, z))


# forward


@right("forward", SIX_EQUAL)
def forward_number_by_number(params, X):
    W1, b1, W2, b2 = params

    def layer(W, b, A):
        Z = np.zeros((len(W), A.shape[1]))
        for i, j in itertools.product(range(Z.shape[0]), range(Z.shape[1])):
            Z[i, j] = b[i, 0] + math.fsum(w * a for w, a in zip(W[i], A[:, j], strict=True))
        return Z, logistic(Z)

    Z1, A1 = layer(W1, b1, X)
    return (Z1, A1, *layer(W2, b2, A1))


@right("forward", MNIST_BUGS)
def forward_with_a_row_of_ones(params, X):
    W1, b1, W2, b2 = params
    ones = np.ones((1, X.shape[1]))
    Z1 = np.hstack([W1, b1]) @ np.vstack([X, ones])
    A1 = logistic(Z1)
    Z2 = np.c_[W2, b2] @ np.r_[A1, ones]
    return Z1, A1, Z2, logistic(Z2)


@right("forward", READ_LATER)
def forward_in_rows(params, X):
    W1, b1, W2, b2 = (np.transpose(p) for p in params)
    Z1 = X.T.dot(W1) + b1
    A1 = logistic(Z1)
    Z2 = A1.dot(W2) + b2
    return [part.T for part in (Z1, A1, Z2, logistic(Z2))]


@right("forward", ELEVEN)
def forward_by_reduce(params, X):
    W1, b1, W2, b2 = params

    def deeper(done, layer):
        W, b = layer
        Z = np.einsum("ij,jm->im", W, done[-1]) + b
        return (*done, Z, logistic(Z))

    return reduce(deeper, [(W1, b1), (W2, b2)], (X,))[1:]


@wrong(
    "forward",
    IDAHO,
    "The biases are thresholds: they are subtracted in both layers.",
    "",
    "The bias is forgotten.",
)
def forward_thresholds(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X - b1
    A1 = logistic(Z1)
    Z2 = W2 @ A1 - b2
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    SIX_EQUAL,
    "Both biases are left out.",
    "bias-forgotten",
    "Only the bias of one layer is missing.",
)
def forward_without_biases(params, X):
    W1, _, W2, _ = params
    Z1 = W1 @ X
    A1 = logistic(Z1)
    Z2 = W2 @ A1
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    SKLEARN,
    "A1 is Z1 overwritten in place, so the Z1 that comes back is A1.",
    "",
    "A1, Z2 or A2 is wrong.",
)
def forward_overwrites_z1(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = Z1
    A1[:] = logistic(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    FASTAI,
    "The output layer is a softmax over the outputs; with one output it is always 1.",
    "",
    "Z2 is wrong; there is no activation at the output.",
)
def forward_softmax(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = logistic(Z1)
    Z2 = W2 @ A1 + b2
    e = np.exp(Z2 - Z2.max(axis=0))
    return Z1, A1, Z2, e / e.sum(axis=0)


@wrong(
    "forward",
    TWO_LAYER,
    "Every hidden unit gets the bias of the first one.",
    "",
    "The bias is forgotten; the second layer has a slip of its own.",
)
def forward_first_bias_for_all(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1[0, 0]
    A1 = logistic(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    FINANCE,
    "The inputs are divided by their largest size before the first layer.",
    "",
    "The second layer has a slip of its own; the bias is forgotten.",
)
def forward_scales_inputs(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ (X / np.abs(X).max()) + b1
    A1 = logistic(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    ELEVEN,
    "The hidden layer is tanh and the bias of the output is left out: two slips.",
    "bias-forgotten",
    "There is no hidden activation; Z1 is wrong.",
)
def forward_tanh_and_no_b2(params, X):
    W1, b1, W2, _ = params
    Z1 = W1 @ X + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1
    return Z1, A1, Z2, logistic(Z2)


@wrong(
    "forward",
    DEMYSTIFIED,
    "The four parts come back in another order: A1, Z1, A2, Z2.",
    "",
    "An activation is missing; a bias is missing.",
)
def forward_other_order(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    Z2 = W2 @ logistic(Z1) + b2
    return logistic(Z1), Z1, logistic(Z2), Z2


# wire_xor


@right("wire_xor", SIX_EQUAL)
def wire_by_or_and_nand():
    W1 = np.array([[30, 30], [-30, -30]])
    return W1, np.array([[-15], [45]]), np.array([[30, 30]]), np.array([[-45]])


@right("wire_xor", IDAHO)
def wire_by_one_but_not_the_other():
    return Params(
        W1=np.array([[12.0, -12.0], [-12.0, 12.0]]),
        b1=np.full((2, 1), -6.0),
        W2=np.full((1, 2), 12.0),
        b2=np.full((1, 1), -6.0),
    )


@right("wire_xor", KORKUT)
def wire_by_equals_from_below():
    both, none = (50.0, 50.0, -75.0), (-50.0, -50.0, 25.0)
    unit = np.array([both, none])
    return unit[:, :2], unit[:, 2:], np.array([[-40.0, -40.0]]), np.array([[20.0]])


@wrong(
    "wire_xor",
    KORKUT,
    "It answers 1 where the inputs are equal: XNOR, the opposite of XOR.",
    "",
    "Only one input is answered wrongly.",
)
def wire_xnor():
    W1 = np.array([[50.0, 50.0], [-50.0, -50.0]])
    return W1, np.array([[-75.0], [25.0]]), np.array([[40.0, 40.0]]), np.array([[-20.0]])


@wrong(
    "wire_xor",
    TWO_LAYER,
    "The weights of a network of step units: far too small for sigmoids.",
    "",
    "The outputs are within 0.1 for some input.",
)
def wire_for_step_units():
    W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
    return W1, np.array([[-0.5], [-1.5]]), np.array([[1.0, -1.0]]), np.array([[-0.5]])


@wrong(
    "wire_xor",
    SIX_EQUAL,
    "OR and AND feed an OR: 11 is answered with 1.",
    "",
    "More inputs than 11 are answered wrongly.",
)
def wire_or():
    W1 = np.array([[20.0, 20.0], [20.0, 20.0]])
    return W1, np.array([[-10.0], [-30.0]]), np.array([[20.0, 20.0]]), np.array([[-10.0]])


@wrong(
    "wire_xor",
    READ_LATER,
    "W1 is written down with one row for each input: transposed.",
    "weights-transposed",
    "The biases are wrong.",
)
def wire_transposed():
    W1 = np.array([[30.0, -30.0], [30.0, -30.0]])
    return W1, np.array([[-15.0], [45.0]]), np.array([[30.0, 30.0]]), np.array([[-45.0]])


# cost


@right("cost", LOG_HANDLE)
def cost_by_two_masks(Y_hat, Y):
    tiny = np.finfo(float).tiny
    ones = Y == 1
    return -float(
        np.log(np.maximum(Y_hat[ones], tiny)).sum()
        + np.log(np.maximum(1 - Y_hat[~ones], tiny)).sum()
    )


@right("cost", ZERO_LOG)
def cost_nudges_a_copy(Y_hat, Y):
    A = Y_hat.copy()
    A[A == 0] = 1e-12
    A[A == 1] = 1 - 1e-12
    return float(-(Y * np.log(A)).sum() - ((1 - Y) * np.log(1 - A)).sum())


@right("cost", SCALARS)
def cost_by_distance(Y_hat, Y):
    gaps = np.abs(np.asarray(Y) - np.asarray(Y_hat)).ravel().tolist()
    return math.fsum(-math.log(max(1.0 - gap, 1e-300)) for gap in gaps)


@right("cost", FASTAI)
def cost_of_a_product(Y_hat, Y):
    total = 0.0
    for guesses, truths in zip(Y_hat.T, Y.T, strict=True):
        for guess, truth in zip(guesses, truths, strict=True):
            total -= np.log(max(guess if truth else 1 - guess, 1e-16))
    return float(total)


@wrong(
    "cost",
    ZERO_LOG,
    "Answers of exactly 0 or 1 are left out of the sum: a sure wrong one costs nothing.",
    "",
    "It is wrong for probabilities between 0 and 1; the result is infinite or nan.",
)
def cost_skips_the_sure_ones(Y_hat, Y):
    open_ones = (Y_hat > 0) & (Y_hat < 1)
    p, y = Y_hat[open_ones], Y[open_ones]
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))


@wrong(
    "cost",
    ZERO_LOG,
    "A sure and right answer makes 0 * -inf and is then billed 42 like a sure wrong one.",
    "",
    "It is wrong for probabilities between 0 and 1; the result is infinite or nan.",
)
def cost_forty_two(Y_hat, Y):
    with np.errstate(all="ignore"):
        loss = Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)
    loss[~np.isfinite(loss)] = -42.0
    return float(-loss.sum())


@wrong(
    "cost",
    FASTAI,
    "With several outputs their costs are averaged; only the samples are summed.",
    "mean-not-sum",
    "The samples are averaged; it is wrong for one output.",
)
def cost_mean_over_outputs(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    terms = Y * np.log(p) + (1 - Y) * np.log(1 - p)
    return float(-terms.mean(axis=0).sum())


@wrong(
    "cost",
    FIRST_NN,
    "Only the output of the true class is billed: the labels 0 cost nothing.",
    "negative-class-forgotten",
    "The sign or the base of the logarithm is wrong.",
)
def cost_categorical(Y_hat, Y):
    return float(-(Y * np.log(np.clip(Y_hat, 1e-15, 1))).sum())


@wrong(
    "cost",
    LOG_HANDLE,
    "A large 0.001 is added inside both logarithms and bends every answer.",
    "",
    "It is infinite at 0 or 1; terms are missing.",
)
def cost_large_epsilon(Y_hat, Y):
    return float(-np.sum(Y * np.log(Y_hat + 1e-3) + (1 - Y) * np.log(1 - Y_hat + 1e-3)))


@wrong(
    "cost",
    SCALARS,
    "The sum is rounded to two decimals.",
    "",
    "It is averaged; a term is missing.",
)
def cost_rounded(Y_hat, Y):
    return round(cost_nudges_a_copy(Y_hat, Y), 2)


@wrong(
    "cost",
    FIRST_NN,
    "Only the first row of a matrix product is used: outputs after the first cost nothing.",
    "",
    "It is wrong for one output.",
)
def cost_of_first_output(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    table = Y @ np.log(p).T + (1 - Y) @ np.log(1 - p).T
    return float(-table[0, 0])


@wrong(
    "cost",
    FASTAI,
    "The guard swaps the two ends: it is max and min of the wrong bounds, so all p become 1e-15.",
    "",
    "It is infinite at 0 and 1; it is the squared error.",
)
def cost_bounds_swapped(Y_hat, Y):
    p = np.minimum(np.maximum(Y_hat, 1 - 1e-15), 1e-15)
    return float(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


# repaired_cost


@right("repaired_cost", LOG_HANDLE)
def repaired_by_choose(Y_hat, Y):
    p = np.choose(np.asarray(Y, dtype=int), [1 - Y_hat, Y_hat])
    return -np.log(p.clip(1e-200)).sum().item()


@right("repaired_cost", FASTAI)
def repaired_by_floor_of_the_log(Y_hat, Y):
    with np.errstate(divide="ignore"):
        yes, no = (np.maximum(np.log(q), -500.0) for q in (Y_hat, 1 - Y_hat))
    return -float((Y * yes + (1 - Y) * no).sum())


@wrong(
    "repaired_cost",
    ZERO_LOG,
    "nan is turned to 0, but a sure wrong answer stays infinite.",
    "log-of-zero",
    "It is wrong for probabilities between 0 and 1.",
)
def repaired_by_nan_to_num(Y_hat, Y):
    with np.errstate(all="ignore"):
        terms = np.nan_to_num(-Y * np.log(Y_hat) - (1 - Y) * np.log(1 - Y_hat), posinf=np.inf)
    return float(terms.sum())


@wrong(
    "repaired_cost",
    SCALARS,
    "Half a repair: the logarithm is safe, the minus still holds for the first term only.",
    "precedence",
    "It is infinite at 0 and 1.",
)
def repaired_but_the_minus(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(np.sum(-Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong(
    "repaired_cost",
    FIRST_NN,
    "Only 0 is kept from the logarithm, not 1: 1 - Y_hat can still be 0.",
    "log-of-zero",
    "A term or a sign is wrong; Y_hat of exactly 0 fails.",
)
def repaired_at_one_end(Y_hat, Y):
    p = np.maximum(Y_hat, 1e-15)
    return float(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong(
    "repaired_cost",
    FASTAI,
    "The sum is divided by the number of samples.",
    "mean-not-sum",
    "It is divided by the number of outputs.",
)
def repaired_over_m(Y_hat, Y):
    return cost_nudges_a_copy(Y_hat, Y) / Y.shape[1]


# hidden_delta


@right("hidden_delta", MNIST_BUGS)
def delta_sample_by_sample(W2, delta2, A1):
    columns = [a * (1 - a) * (d @ W2) for d, a in zip(delta2.T, A1.T, strict=True)]
    return np.stack(columns, axis=1)


@right("hidden_delta", PACKT)
def delta_by_einsum(W2, delta2, A1):
    return np.einsum("oh,om,hm->hm", W2, delta2, A1 - A1**2)


@wrong(
    "hidden_delta",
    KORKUT,
    "The weights W2 are left out: each unit gets the plain sum of the output deltas.",
    "",
    "The slope is missing; W2 is transposed.",
)
def delta_without_weights(W2, delta2, A1):
    return delta2.sum(axis=0) * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    ELEVEN,
    "The slope is that of tanh: 1 - A1 squared.",
    "",
    "The slope is missing; the weights are wrong.",
)
def delta_tanh_slope(W2, delta2, A1):
    return (W2.T @ delta2) * (1 - A1 * A1)


@wrong(
    "hidden_delta",
    PACKT,
    "The sigmoid is applied to A1 once more before the slope is taken.",
    "slope-taken-twice",
    "The slope is missing; it is the slope of Z1.",
)
def delta_slope_of_a_sigmoid(W2, delta2, A1):
    again = logistic(A1)
    return (W2.T @ delta2) * again * (1 - again)


@wrong(
    "hidden_delta",
    MLOOP,
    "Only the first output sends its share back.",
    "",
    "It is wrong for one output; the slope is wrong.",
)
def delta_first_output_only(W2, delta2, A1):
    return np.outer(W2[0], delta2[0]) * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    READ_LATER,
    "The samples are summed before they meet the slopes: every sample gets the total.",
    "",
    "It is wrong for one sample; the slope is missing.",
)
def delta_of_the_total(W2, delta2, A1):
    return (W2.T @ delta2.sum(axis=1, keepdims=True)) * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    FORMALLY,
    "The slope is left out and so is the sign: error is taken as target minus output.",
    "hidden-slope-forgotten sign-flipped",
    "Only one of the two slips is there.",
)
def delta_no_slope_and_flipped(W2, delta2, A1):
    return np.zeros_like(A1) - W2.T @ delta2


# gradients


@right("gradients", TWO_LAYER)
def gradients_added_over_samples(params, X, Y):
    W1, b1, W2, b2 = params
    total = [np.zeros(p.shape) for p in params]
    for x, y in zip(X.T, Y.T, strict=True):
        a1 = logistic(W1 @ x + b1[:, 0])
        blame = logistic(W2 @ a1 + b2[:, 0]) - y
        hidden = (blame @ W2) * a1 * (1 - a1)
        shares = np.outer(hidden, x), hidden[:, None], np.outer(blame, a1), blame[:, None]
        total = [t + s for t, s in zip(total, shares, strict=True)]
    return tuple(total)


@right("gradients", MNIST_BUGS)
def gradients_with_the_ones_appended(params, X, Y):
    W2 = params[2]
    A1, A2 = run(params, X)
    ones = np.ones((1, X.shape[1]))
    D2 = A2 - Y
    D1 = A1 * (1 - A1) * (W2.T @ D2)
    G1, G2 = D1 @ np.vstack([X, ones]).T, D2 @ np.vstack([A1, ones]).T
    return Params(G1[:, :-1], G1[:, -1:], G2[:, :-1], G2[:, -1:])


@right("gradients", CHAINER_CHECK)
def gradients_by_complex_step(params, X, Y):
    def f(W1, b1, W2, b2):
        A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
        Z2 = W2 @ A1 + b2
        return np.sum(np.log(1 + np.exp(Z2)) - Y * Z2)

    found = []
    for k, p in enumerate(params):
        g = np.zeros(p.shape)
        for at in np.ndindex(p.shape):
            moved = [np.array(q, dtype=complex) for q in params]
            moved[k][at] += 1e-30j
            g[at] = f(*moved).imag / 1e-30
        found.append(g)
    return Params(*found)


@wrong(
    "gradients",
    KVFRANS,
    "The biases are averaged over the samples, the weights summed.",
    "mean-not-sum",
    "The weights are averaged as well; it is wrong for one sample.",
)
def gradients_mean_biases(params, X, Y):
    W1, b1, W2, b2 = slopes(params, X, Y)
    return Params(W1, b1 / X.shape[1], W2, b2 / X.shape[1])


@wrong(
    "gradients",
    FORMALLY,
    "W2 is moved by a step of 0.01 before the hidden blame is computed from it.",
    "stale-weights",
    "The gradients of W2 and b2 are wrong.",
)
def gradients_after_a_step(params, X, Y):
    first = slopes(params, X, Y)
    A1, A2 = run(params, X)
    W2 = params[2] - 0.01 * first[2]
    d1 = (W2.T @ (A2 - Y)) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(axis=1, keepdims=True), first[2], first[3])


@wrong(
    "gradients",
    MNIST_BUGS,
    "It is the gradient of the halved squared error, averaged over the samples: two slips.",
    "output-slope-extra mean-not-sum",
    "Only one of the two slips is there.",
)
def gradients_of_mean_squares(params, X, Y):
    A1, A2 = run(params, X)
    d2 = (A2 - Y) * A2 * (1 - A2) / X.shape[1]
    d1 = (params[2].T @ d2) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(axis=1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    SIX_EQUAL,
    "The hidden blame has the slope of the output in it, the output's own has not.",
    "",
    "The gradients of W2 and b2 are wrong.",
)
def gradients_output_slope_in_hidden_only(params, X, Y):
    A1, A2 = run(params, X)
    d2 = A2 - Y
    d1 = (params[2].T @ (d2 * A2 * (1 - A2))) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(axis=1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    IDAHO,
    "It is the gradient of a network whose biases are subtracted: another network.",
    "",
    "One derivative alone is wrong; the sign of all is flipped.",
)
def gradients_of_threshold_network(params, X, Y):
    W1, b1, W2, b2 = params
    gW1, gb1, gW2, gb2 = slopes((W1, -b1, W2, -b2), X, Y)
    return Params(gW1, -gb1, gW2, -gb2)


@wrong(
    "gradients",
    ELEVEN,
    "It is the gradient of a network with tanh hidden units: another network.",
    "",
    "Only the hidden layer's slope is wrong; the output layer is right.",
)
def gradients_of_tanh_network(params, X, Y):
    W1, b1, W2, b2 = params
    A1 = np.tanh(W1 @ X + b1)
    d2 = logistic(W2 @ A1 + b2) - Y
    d1 = (W2.T @ d2) * (1 - A1**2)
    return Params(d1 @ X.T, d1.sum(axis=1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


SPEED = {}


@wrong(
    "gradients",
    SUMMARY,
    "0.9 times what earlier calls returned is added: the first call is right, later ones differ.",
    "",
    "The formula of a single derivative is wrong.",
)
def gradients_with_momentum(params, X, Y):
    fresh = slopes(params, X, Y)
    key = tuple(g.shape for g in fresh)
    old = SPEED.get(key, [0.0] * 4)
    SPEED[key] = [0.9 * o + g for o, g in zip(old, fresh, strict=True)]
    return Params(*(g.copy() for g in SPEED[key]))


@wrong(
    "gradients",
    HANDSON,
    "Half of the samples are drawn at random, so two equal calls differ.",
    "",
    "The sum is halved or averaged; a fixed part of the samples is used.",
)
def gradients_of_a_random_half(params, X, Y):
    m = X.shape[1]
    pick = np.random.permutation(m)[: max(1, m // 2)]
    return Params(*slopes(params, X[:, pick], Y[:, pick]))


@wrong(
    "gradients",
    CONVNET,
    "The weights, not the biases, have a decay of 0.1 times themselves added.",
    "",
    "The derivatives by the biases are wrong.",
)
def gradients_with_decay(params, X, Y):
    W1, b1, W2, b2 = slopes(params, X, Y)
    return Params(W1 + 0.1 * params[0], b1, W2 + 0.1 * params[2], b2)


@wrong(
    "gradients",
    MLOOP,
    "The hidden blame comes from the last output alone.",
    "leaked-index",
    "It is wrong for one output; W2 and b2 are wrong.",
)
def gradients_last_output_to_hidden(params, X, Y):
    A1, A2 = run(params, X)
    for k in range(len(Y)):
        blame = A2[[k]] - Y[[k]]
    d1 = params[2][[k]].T @ blame * A1 * (1 - A1)
    _, _, gW2, gb2 = slopes(params, X, Y)
    return Params(d1 @ X.T, d1.sum(axis=1, keepdims=True), gW2, gb2)


@wrong(
    "gradients",
    READ_LATER,
    "Every number is cut off at 0.5 in size.",
    "",
    "Small derivatives are wrong.",
)
def gradients_clipped(params, X, Y):
    return Params(*(np.clip(g, -0.5, 0.5) for g in slopes(params, X, Y)))


@wrong(
    "gradients",
    PADDLE,
    "Everything is computed in single precision, right to some six digits.",
    "",
    "A formula is wrong.",
)
def gradients_single(params, X, Y):
    f = np.float32
    W1, b1, W2, b2 = (p.astype(f) for p in params)
    X, Y = X.astype(f), Y.astype(f)
    A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
    d2 = 1 / (1 + np.exp(-(W2 @ A1 + b2))) - Y
    d1 = (W2.T @ d2) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(axis=1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    SKLEARN,
    "The derivative by b1 sums the blame before the slope is multiplied in.",
    "",
    "The derivatives by W1, W2 or b2 are wrong.",
)
def gradients_b1_without_slope(params, X, Y):
    gW1, _, gW2, gb2 = slopes(params, X, Y)
    d2 = run(params, X)[1] - Y
    return Params(gW1, (params[2].T @ d2).sum(axis=1, keepdims=True), gW2, gb2)


# step


@right("step", READ_LATER)
def step_by_map(params, grads, learning_rate):
    return tuple(map(lambda p, g: np.add(p, np.multiply(-learning_rate, g)), params, grads))


@right("step", KORKUT)
def step_in_a_deep_copy(params, grads, learning_rate):
    new = copy.deepcopy(params)
    for number, slope in zip(new, grads, strict=True):
        number -= learning_rate * slope
    return new


@wrong(
    "step",
    FINANCE,
    "The subtraction happens in the arrays of the caller.",
    "changes-arguments",
    "The numbers returned are wrong.",
)
def step_in_the_argument(params, grads, learning_rate):
    for p, g in zip(params, grads, strict=True):
        p -= learning_rate * g
    return Params(*(p.copy() for p in params))


@wrong(
    "step",
    KORKUT,
    "Only the sign of each slope is used: every number moves by the whole rate.",
    "",
    "It goes uphill; the rate is forgotten.",
)
def step_by_the_sign(params, grads, learning_rate):
    return Params(*(p - learning_rate * np.sign(g) for p, g in zip(params, grads, strict=True)))


@wrong(
    "step",
    TWO_LAYER,
    "The output layer moves, the hidden layer stays where it is.",
    "",
    "The biases are forgotten; stale weights are used.",
)
def step_output_layer_only(params, grads, learning_rate):
    W1, b1, W2, b2 = params
    return Params(
        W1.copy(), b1.copy(), W2 - learning_rate * grads[2], b2 - learning_rate * grads[3]
    )


PACE = {"calls": 0}


@wrong(
    "step",
    MNIST_BUGS,
    "The rate falls with every call, 1 / (1 + 0.1 n): two equal calls differ.",
    "",
    "The rate is forgotten or squared.",
)
def step_with_a_falling_rate(params, grads, learning_rate):
    pace = learning_rate / (1 + 0.1 * PACE["calls"])
    PACE["calls"] += 1
    return Params(*(p - pace * g for p, g in zip(params, grads, strict=True)))


@wrong(
    "step",
    SUMMARY,
    "Weights go downhill, biases uphill.",
    "uphill",
    "Weights go uphill; the biases stay.",
)
def step_biases_uphill(params, grads, learning_rate):
    (W1, b1, W2, b2), (g1, h1, g2, h2) = params, grads
    return Params(
        W1 - learning_rate * g1,
        b1 + learning_rate * h1,
        W2 - learning_rate * g2,
        b2 + learning_rate * h2,
    )


@wrong(
    "step",
    CONVNET,
    "The gradients are scaled to length 1 as a whole before the step.",
    "",
    "It goes uphill; the rate is forgotten.",
)
def step_of_length_one(params, grads, learning_rate):
    length = math.sqrt(sum(float((g * g).sum()) for g in grads))
    return Params(*(p - learning_rate * g / length for p, g in zip(params, grads, strict=True)))


# numerical_gradients


@right("numerical_gradients", AVISHAAN)
def numerical_on_one_long_vector(f, params, h=1e-5):
    sizes = np.cumsum([p.size for p in params])[:-1]
    theta = np.concatenate([np.ravel(p) for p in params]).astype(float)

    def build(vector):
        parts = np.split(vector, sizes)
        return Params(*(v.reshape(p.shape) for v, p in zip(parts, params, strict=True)))

    steps = h * np.eye(theta.size)
    return build(np.array([(f(build(theta + s)) - f(build(theta - s))) / (2 * h) for s in steps]))


@right("numerical_gradients", CHAINER_CHECK)
def numerical_with_a_mask(f, params, h=1e-5):
    found = {}
    for name, p in params._asdict().items():
        found[name] = np.zeros(p.shape)
        for at in np.ndindex(*p.shape):
            mask = np.zeros(p.shape)
            mask[at] = h
            up, down = (f(params._replace(**{name: p + sign * mask})) for sign in (1, -1))
            found[name][at] = 0.5 * (up - down) / h
    return Params(**found)


@right("numerical_gradients", ODYSSEY)
def numerical_in_a_working_copy(f, params, h=1e-5):
    work = Params(*(np.array(p, dtype=float) for p in params))
    result = []
    for array in work:
        slope = np.empty_like(array)
        for at, value in np.ndenumerate(array.copy()):
            array[at] = value + h
            above = f(work)
            array[at] = value - h
            slope[at] = (above - f(work)) / (2 * h)
            array[at] = value
        result.append(slope)
    return Params(*result)


def nudged(params, k, at, by):
    moved = [np.array(p, dtype=float) for p in params]
    moved[k][at] += by
    return Params(*moved)


def every_number(params, slope):
    found = [np.zeros(p.shape) for p in params]
    for k, p in enumerate(params):
        for at in np.ndindex(p.shape):
            found[k][at] = slope(k, at)
    return Params(*found)


@wrong(
    "numerical_gradients",
    MXNET,
    "One of the two points is the start, yet the difference is divided by 2h: half the slope.",
    "one-sided",
    "It is twice the slope.",
)
def numerical_start_over_two_h(f, params, h=1e-5):
    here = f(params)
    return every_number(params, lambda k, at: (f(nudged(params, k, at, h)) - here) / (2 * h))


@wrong(
    "numerical_gradients",
    CAFFE,
    "The difference of both sides is divided by h: twice the slope.",
    "step-not-halved",
    "One of the points is the start.",
)
def numerical_over_h(f, params, h=1e-5):
    def slope(k, at):
        return (f(nudged(params, k, at, h)) - f(nudged(params, k, at, -h))) / h

    return every_number(params, slope)


@wrong(
    "numerical_gradients",
    PADDLE,
    "The moved parameters are in single precision, where a step of 1e-5 is mostly rounding.",
    "",
    "It is one-sided; it is twice the slope.",
)
def numerical_in_single(f, params, h=1e-5):
    def value(k, at, by):
        return f(Params(*(p.astype(np.float32) for p in nudged(params, k, at, by))))

    return every_number(params, lambda k, at: (value(k, at, h) - value(k, at, -h)) / (2 * h))


@wrong(
    "numerical_gradients",
    CHAINER_CHECK,
    "A whole row is moved at once, so every number of a row gets the sum of its row's slopes.",
    "",
    "It is one-sided; all numbers of all arrays are moved at once.",
)
def numerical_row_at_once(f, params, h=1e-5):
    def slope(k, at):
        row = at[0]
        return (f(nudged(params, k, row, h)) - f(nudged(params, k, row, -h))) / (2 * h)

    return every_number(params, slope)


@wrong(
    "numerical_gradients",
    AVISHAAN,
    "The biases are never moved: their slopes stay 0.",
    "",
    "The slopes of the weights are wrong.",
)
def numerical_weights_only(f, params, h=1e-5):
    def slope(k, at):
        if k % 2:
            return 0.0
        return (f(nudged(params, k, at, h)) - f(nudged(params, k, at, -h))) / (2 * h)

    return every_number(params, slope)


@wrong(
    "numerical_gradients",
    MXNET,
    "It measures below minus above: the sign is flipped, and the sides are h and 2h apart.",
    "",
    "One of the points is the start.",
)
def numerical_lopsided_and_flipped(f, params, h=1e-5):
    def slope(k, at):
        return (f(nudged(params, k, at, -h)) - f(nudged(params, k, at, 2 * h))) / (2 * h)

    return every_number(params, slope)


# relative_error


@right("relative_error", C2W1)
def relative_by_dot(a, b):
    a, b = np.ravel(a).astype(float), np.ravel(b).astype(float)
    lengths = math.sqrt(a @ a) + math.sqrt(b @ b)
    return math.sqrt((a - b) @ (a - b)) / lengths if lengths else 0.0


@right("relative_error", AVISHAAN)
def relative_by_hypot(a, b):
    size = [math.hypot(*np.ravel(v).tolist()) for v in (a - b, a, b)]
    return 0.0 if size[1] == size[2] == 0 else size[0] / (size[1] + size[2])


@wrong(
    "relative_error",
    C2W1,
    "It is divided by the longer of the two norms instead of their sum: up to 2.",
    "",
    "It is the absolute error; two zeros fail.",
)
def relative_to_the_longer(a, b):
    longer = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(a - b) / longer) if longer else 0.0


@wrong(
    "relative_error",
    C2W1,
    "It is divided by twice the norm of a alone, and 0 when a is 0, whatever b is.",
    "",
    "It is symmetric in a and b.",
)
def relative_to_twice_a(a, b):
    twice = 2 * np.linalg.norm(a)
    return 0.0 if twice == 0 else float(np.linalg.norm(a - b) / twice)


@wrong(
    "relative_error",
    AVISHAAN,
    "For matrices the norm is the largest singular value, not the root of the sum of squares.",
    "",
    "It is wrong for vectors; two zeros fail.",
)
def relative_spectral(a, b):
    total = np.linalg.norm(a, 2) + np.linalg.norm(b, 2)
    return float(np.linalg.norm(a - b, 2) / total) if total else 0.0


@wrong(
    "relative_error",
    CAFFE,
    "The root is left out: squares are divided by squares.",
    "",
    "It is the absolute error; it is signed.",
)
def relative_of_squares(a, b):
    total = float(np.sum(a * a) + np.sum(b * b))
    return float(np.sum((a - b) ** 2)) / total if total else 0.0


@wrong(
    "relative_error",
    ODYSSEY,
    "0.01 is added below against a division by zero: far too much for small gradients.",
    "",
    "Two zeros fail.",
)
def relative_with_a_cushion(a, b):
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 0.01))


@wrong(
    "relative_error",
    C2W1,
    "It returns 0 when either of the two is zero, where the error is 1.",
    "",
    "Two zeros fail; it is wrong where both differ from zero.",
)
def relative_zero_for_one_zero(a, b):
    if not np.any(a) or not np.any(b):
        return 0.0
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))


# train


def descend(params, X, Y, rate):
    return Params(*(p - rate * g for p, g in zip(params, slopes(params, X, Y), strict=True)))


@right("train", FINANCE)
def train_by_accumulate(params, X, Y, learning_rate, epochs):
    path = list(
        itertools.accumulate(
            range(epochs), lambda p, _: descend(p, X, Y, learning_rate), initial=Params(*params)
        )
    )
    return path[-1], [bill(p, X, Y) for p in path[:-1]]


@right("train", READ_LATER)
def train_in_an_array_of_costs(params, X, Y, learning_rate, epochs):
    net = [np.array(p, dtype=float) for p in params]
    costs = np.empty(epochs)
    for epoch in range(epochs):
        costs[epoch] = bill(net, X, Y)
        for p, g in zip(net, slopes(net, X, Y), strict=True):
            p -= learning_rate * g
    return Params(*net), costs


@right("train", TWO_LAYER)
def train_summing_the_samples(params, X, Y, learning_rate, epochs):
    costs, net = [], tuple(params)
    while len(costs) < epochs:
        costs.append(bill(net, X, Y))
        shares = [slopes(net, X[:, [j]], Y[:, [j]]) for j in range(X.shape[1])]
        net = tuple(p - learning_rate * sum(g) for p, *g in zip(net, *shares, strict=True))
    return Params(*net), costs


@wrong(
    "train",
    SUMMARY,
    "It updates after every sample: an epoch is m small steps, not one.",
    "",
    "Only one sample is used; the costs are taken after the update.",
)
def train_sample_after_sample(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(params, X, Y))
        for j in range(X.shape[1]):
            params = descend(params, X[:, [j]], Y[:, [j]], learning_rate)
    return params, costs


@wrong(
    "train",
    HANDSON,
    "Every epoch learns one random half of the samples: two equal calls differ.",
    "",
    "Only one sample is used; the sum is a mean.",
)
def train_on_a_random_half(params, X, Y, learning_rate, epochs):
    costs, m = [], X.shape[1]
    for _ in range(epochs):
        pick = np.random.choice(m, max(1, m // 2), replace=False)
        costs.append(bill(params, X, Y))
        params = descend(params, X[:, pick], Y[:, pick], learning_rate)
    return params, costs


@wrong(
    "train",
    SUMMARY,
    "A momentum of 0.9 is added from the second update on.",
    "",
    "The first update is wrong; stale weights are used.",
)
def train_with_momentum(params, X, Y, learning_rate, epochs):
    costs, speed = [], [np.zeros(p.shape) for p in params]
    for _ in range(epochs):
        costs.append(bill(params, X, Y))
        speed = [0.9 * v + g for v, g in zip(speed, slopes(params, X, Y), strict=True)]
        params = Params(*(p - learning_rate * v for p, v in zip(params, speed, strict=True)))
    return params, costs


@wrong(
    "train",
    FINANCE,
    "The update of the last epoch is missing: epochs costs, but epochs - 1 steps.",
    "off-by-one",
    "The costs are wrong.",
)
def train_without_the_last_update(params, X, Y, learning_rate, epochs):
    costs = []
    for epoch in range(epochs):
        costs.append(bill(params, X, Y))
        if epoch < epochs - 1:
            params = descend(params, X, Y, learning_rate)
    return Params(*(p.copy() for p in params)), costs


@wrong(
    "train",
    CONVNET,
    "The recorded costs are means over the samples; the learning itself is right.",
    "",
    "The weights are wrong; the costs belong to other weights.",
)
def train_with_mean_costs(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(params, X, Y) / X.shape[1])
        params = descend(params, X, Y, learning_rate)
    return params, costs


@wrong(
    "train",
    FORMALLY,
    "The output layer is moved first and the hidden blame comes from the moved network.",
    "stale-weights",
    "The costs are taken after the update.",
)
def train_layer_after_layer(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(params, X, Y))
        out = descend(params, X, Y, learning_rate)
        half = Params(params[0], params[1], out.W2, out.b2)
        hidden = descend(half, X, Y, learning_rate)
        params = Params(hidden.W1, hidden.b1, out.W2, out.b2)
    return params, costs


@wrong(
    "train",
    CONVNET,
    "It keeps the weights of the lowest recorded cost, so the last update never counts.",
    "off-by-one",
    "The costs are wrong.",
)
def train_returns_the_best(params, X, Y, learning_rate, epochs):
    costs, kept = [], []
    for _ in range(epochs):
        costs.append(bill(params, X, Y))
        kept.append(Params(*(p.copy() for p in params)))
        params = descend(params, X, Y, learning_rate)
    return kept[int(np.argmin(costs))], costs


@wrong(
    "train",
    MNIST_BUGS,
    "The rate shrinks with the epoch: it is divided by 1 + epoch / 10.",
    "",
    "The first update is wrong; stale weights are used.",
)
def train_with_a_falling_rate(params, X, Y, learning_rate, epochs):
    costs = []
    for epoch in range(epochs):
        costs.append(bill(params, X, Y))
        params = descend(params, X, Y, learning_rate / (1 + epoch / 10))
    return params, costs


@wrong(
    "train",
    HANDSON,
    "The last sample is left out of every update by a slice up to -1.",
    "",
    "Only one sample is used; the costs leave a sample out.",
)
def train_without_the_last_sample(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(params, X, Y))
        params = descend(params, X[:, :-1], Y[:, :-1], learning_rate)
    return params, costs


# initialise


@right("initialise", SOCKEYE)
def initialise_nine_at_once(rng, scale):
    nine = rng.uniform(-scale, scale, 9)
    return Params(nine[:4].reshape(2, 2), nine[4:6, None], nine[None, 6:8], nine[8:].reshape(1, 1))


@right("initialise", EXOSKELETON)
def initialise_from_zero_to_one(rng, scale):
    return tuple(scale * (1 - 2 * rng.random(shape)) for shape in ((2, 2), (2, 1), (1, 2), (1, 1)))


@wrong(
    "initialise",
    SMALL_POSITIVE,
    "All numbers are positive: from 0 to scale.",
    "one-sided-range",
    "The scale is ignored.",
)
def initialise_small_positive(rng, scale):
    return Params(*(scale * rng.random(s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    GLOROT,
    "The bound of the weights is scale times sqrt(6 / (inputs + outputs)), not scale.",
    "",
    "The scale is ignored; the numbers are normal.",
)
def initialise_glorot(rng, scale):
    def layer(n, k):
        bound = scale * math.sqrt(6 / (n + k))
        return rng.uniform(-bound, bound, (n, k)), rng.uniform(-scale, scale, (n, 1))

    return Params(*layer(2, 2), *layer(1, 2))


@wrong(
    "initialise",
    LSTM,
    "The biases start at zero; only the weights are drawn.",
    "",
    "All numbers are equal; the weights are wrong.",
)
def initialise_zero_biases(rng, scale):
    return Params(
        rng.uniform(-scale, scale, (2, 2)),
        np.zeros((2, 1)),
        rng.uniform(-scale, scale, (1, 2)),
        np.zeros((1, 1)),
    )


@wrong(
    "initialise",
    LSTM,
    "W2 is a copy of the first row of W1, so two numbers are tied to two others.",
    "",
    "All numbers are equal; the range is wrong.",
)
def initialise_tied_rows(rng, scale):
    W1 = rng.uniform(-scale, scale, (2, 2))
    return Params(
        W1, rng.uniform(-scale, scale, (2, 1)), W1[:1].copy(), rng.uniform(-scale, scale, (1, 1))
    )


@wrong(
    "initialise",
    SOCKEYE,
    "The numbers come from Python's own random module, not from rng.",
    "global-random",
    "The range is wrong.",
)
def initialise_by_python_random(rng, scale):
    def draw(n, k):
        return np.array([[random.uniform(-scale, scale) for _ in range(k)] for _ in range(n)])

    return Params(draw(2, 2), draw(2, 1), draw(1, 2), draw(1, 1))


@wrong(
    "initialise",
    EXOSKELETON,
    "The biases reach from -1 to 1, whatever the scale is.",
    "scale-ignored",
    "The weights ignore the scale.",
)
def initialise_biases_to_one(rng, scale):
    return Params(
        rng.uniform(-scale, scale, (2, 2)),
        rng.uniform(-1, 1, (2, 1)),
        rng.uniform(-scale, scale, (1, 2)),
        rng.uniform(-1, 1, (1, 1)),
    )


# sgd_step


@right("sgd_step", SIX_EQUAL)
def sgd_unit_by_unit(params, x, y, learning_rate):
    W1, b1, W2, b2 = (np.array(p, dtype=float) for p in params)
    hidden, out = run(params, x)
    blame = (out - y)[:, 0]
    for j, a in enumerate(hidden[:, 0]):
        back = sum(blame[k] * params[2][k, j] for k in range(len(blame))) * a * (1 - a)
        b1[j] -= learning_rate * back
        W1[j] -= learning_rate * back * x[:, 0]
        W2[:, j] -= learning_rate * blame * a
    b2[:, 0] -= learning_rate * blame
    return W1, b1, W2, b2


@right("sgd_step", FORMALLY)
def sgd_with_outer_products(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    a, out = run(params, x)
    d2 = learning_rate * (out - y)
    d1 = np.multiply(W2.T @ d2, a - a * a)
    return Params(W1 - np.outer(d1, x), b1 - d1, W2 - np.outer(d2, a), b2 - d2)


@wrong(
    "sgd_step",
    FORMALLY,
    "W2 is moved before the hidden blame is computed.",
    "stale-weights",
    "W2 or b2 is wrong.",
)
def sgd_hidden_after_output(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    a, out = run(params, x)
    d2 = out - y
    W2 = W2 - learning_rate * d2 @ a.T
    d1 = (W2.T @ d2) * a * (1 - a)
    return Params(
        W1 - learning_rate * d1 @ x.T, b1 - learning_rate * d1, W2, b2 - learning_rate * d2
    )


@wrong(
    "sgd_step",
    SKLEARN,
    "All four are right but b1, which uses the hidden blame computed with the moved W2.",
    "stale-weights",
    "W1 is wrong.",
)
def sgd_only_b1_stale(params, x, y, learning_rate):
    new = descend(params, x, y, learning_rate)
    a, out = run(params, x)
    late = (new.W2.T @ (out - y)) * a * (1 - a)
    return new._replace(b1=params[1] - learning_rate * late)


@wrong(
    "sgd_step",
    KORKUT,
    "The hidden blame is multiplied by the learning rate twice.",
    "",
    "The output layer is wrong; stale weights are used.",
)
def sgd_rate_twice_in_hidden(params, x, y, learning_rate):
    new = descend(params, x, y, learning_rate)
    again = descend(params, x, y, learning_rate**2)
    return Params(again.W1, again.b1, new.W2, new.b2)


@wrong(
    "sgd_step",
    TWO_LAYER,
    "With several outputs the blame is averaged over them.",
    "",
    "It is wrong for one output; stale weights are used.",
)
def sgd_mean_over_outputs(params, x, y, learning_rate):
    return descend(params, x, y, learning_rate / len(y))


@wrong(
    "sgd_step",
    MNIST_BUGS,
    "The biases move uphill, the weights downhill.",
    "uphill",
    "The weights go uphill.",
)
def sgd_biases_uphill(params, x, y, learning_rate):
    down, up = (descend(params, x, y, r) for r in (learning_rate, -learning_rate))
    return Params(down.W1, up.b1, down.W2, up.b2)


@wrong(
    "sgd_step",
    FINANCE,
    "The new numbers are written into the arrays of the caller.",
    "changes-arguments",
    "Stale weights are used.",
)
def sgd_writes_into_params(params, x, y, learning_rate):
    for p, new in zip(params, descend(params, x, y, learning_rate), strict=True):
        p[...] = new
    return Params(*(p.copy() for p in params))


# linear_in_rate


@right("linear_in_rate", MNIST_BUGS)
def linear_by_one_and_three(update, params, x, y):
    one, three = update(params, x, y, 0.3), update(params, x, y, 0.9)
    return not any(
        np.abs(3 * (a - p) - (b - p)).max() > 1e-9
        for p, a, b in zip(params, one, three, strict=True)
    )


@right("linear_in_rate", FORMALLY)
def linear_by_middle_point(update, params, x, y):
    def long(q):
        return np.concatenate([np.ravel(p) for p in q])

    start, middle, end = (
        long(params),
        long(update(params, x, y, 0.4)),
        long(update(params, x, y, 0.8)),
    )
    return bool(np.allclose(middle, (start + end) / 2, rtol=0, atol=1e-10))


@wrong(
    "linear_in_rate",
    FORMALLY,
    "Only the steps of W2 are compared, so a bent step of W1, b1 or b2 goes unseen.",
    "",
    "A right update is called not linear because its gradient is half.",
)
def linear_by_one_array(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    return bool(np.allclose(full[2] - params[2], 2 * (half[2] - params[2])))


@wrong(
    "linear_in_rate",
    KORKUT,
    "It compares with a step of the true gradient, so half a step is called not linear.",
    "",
    "It misses the stale update.",
)
def linear_by_own_gradient(update, params, x, y):
    return all(
        np.allclose(a, b)
        for rate in (0.5, 1.0)
        for a, b in zip(update(params, x, y, rate), descend(params, x, y, rate), strict=True)
    )


@wrong(
    "linear_in_rate",
    SUMMARY,
    "It compares a step of rate 0 with no step, which holds for bent steps as well.",
    "",
    "It calls the right update not linear.",
)
def linear_at_rate_zero(update, params, x, y):
    still = update(params, x, y, 0.0)
    return all(np.allclose(p, q) for p, q in zip(params, still, strict=True))


# predict


@right("predict", DEMYSTIFIED)
def predict_column_by_column(params, X):
    W1, b1, W2, b2 = params
    columns = [logistic(W2 @ logistic(W1 @ x[:, None] + b1) + b2) for x in X.T]
    return np.concatenate(columns, axis=1)


@right("predict", RENET)
def predict_by_einsum(params, X):
    W1, b1, W2, b2 = params
    hidden = logistic(np.einsum("hi,im->mh", W1, X) + b1.T)
    return logistic(np.einsum("oh,mh->om", W2, hidden) + b2)


KEPT = {}


@wrong(
    "predict",
    RENET,
    "Answers are remembered by shape: another X or other parameters get the old answers.",
    "",
    "The first answer is wrong; labels are returned.",
)
def predict_remembers_by_shape(params, X):
    key = X.shape, params[2].shape
    if key not in KEPT:
        KEPT[key] = run(params, X)[1]
    return KEPT[key].copy()


@wrong(
    "predict",
    MLOOP,
    "Only the first output is computed and repeated for all outputs.",
    "",
    "It is wrong for one output; the argument X is ignored.",
)
def predict_first_output_for_all(params, X):
    out = run(params, X)[1]
    return np.repeat(out[:1], len(out), axis=0)


@wrong(
    "predict",
    DEMYSTIFIED,
    "It returns labels, 1 from 0.5 upwards, instead of probabilities.",
    "thresholded",
    "The bias is forgotten.",
)
def predict_labels(params, X):
    return np.heaviside(run(params, X)[1] - 0.5, 1.0)


@wrong(
    "predict",
    FASTAI,
    "The outputs are divided by their sum over the samples.",
    "",
    "Labels are returned; the bias is forgotten.",
)
def predict_shares(params, X):
    out = run(params, X)[1]
    return out / out.sum(axis=1, keepdims=True)


LEFTOVER = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])


@wrong(
    "predict",
    RENET,
    "The first layer reads a global X where the argument has two inputs.",
    "reads-global",
    "The bias is forgotten; labels are returned.",
)
def predict_global_when_it_fits(params, X):
    if len(X) != len(LEFTOVER):
        return run(params, X)[1]
    columns = np.arange(X.shape[1]) % LEFTOVER.shape[1]
    return run(params, LEFTOVER[:, columns])[1]


# ignores_its_input


@right("ignores_its_input", RENET)
def ignores_by_two_tables(predict, params):
    one = np.array([[1.0, -2.0, 0.5], [0.3, 1.5, -2.0]])
    return bool(np.allclose(predict(params, one), predict(params, 0.7 - one), rtol=0, atol=1e-12))


@right("ignores_its_input", MLOOP)
def ignores_by_single_questions(predict, params):
    answers = [
        predict(params, np.array([[a], [b]])).item() for a in (-1.5, 2.0) for b in (-2.0, 1.0)
    ]
    return max(answers) - min(answers) < 1e-12


@wrong(
    "ignores_its_input",
    RENET,
    "It asks about two samples of one X: answers for leftover samples differ as well.",
    "",
    "It accuses a right predict.",
)
def ignores_by_columns(predict, params):
    out = predict(params, np.array([[2.0, -1.0], [-1.0, 2.0]]))
    return bool(np.allclose(out[:, 0], out[:, 1]))


@wrong(
    "ignores_its_input",
    DEMYSTIFIED,
    "It asks twice with the same X, so a right predict is accused as well.",
    "",
    "It misses a constant predict.",
)
def ignores_by_asking_twice(predict, params):
    X = np.array([[1.0, 0.0], [0.5, -1.0]])
    return bool(np.array_equal(predict(params, X), predict(params, X)))


@wrong(
    "ignores_its_input",
    RENET,
    "True and False are swapped.",
    "",
    "It cannot tell the two apart.",
)
def ignores_swapped(predict, params):
    return not ignores_by_two_tables(predict, params)


# perturb


@right("perturb", GENANN)
def perturb_number_by_number(params, rng, width):
    def shaken(p):
        return np.array([[v + rng.uniform(-width, width) for v in row] for row in p.tolist()])

    return Params(*map(shaken, params))


@right("perturb", FLAPPY)
def perturb_one_long_draw(params, rng, width):
    noise = iter((2 * rng.random(sum(p.size for p in params)) - 1) * width)
    return tuple(
        p + np.fromiter(itertools.islice(noise, p.size), float).reshape(p.shape) for p in params
    )


@wrong(
    "perturb",
    FLAPPY,
    "Each number moves with a chance of one in ten only.",
    "",
    "All numbers get the same noise; the width is ignored.",
)
def perturb_one_in_ten(params, rng, width):
    return Params(
        *(p + rng.uniform(-width, width, p.shape) * (rng.random(p.shape) < 0.1) for p in params)
    )


@wrong(
    "perturb",
    EXOSKELETON,
    "The numbers are replaced by fresh draws, not moved.",
    "",
    "The width is ignored; the noise is one-sided.",
)
def perturb_replaces(params, rng, width):
    return Params(*(rng.uniform(-width, width, p.shape) for p in params))


@wrong(
    "perturb",
    MUTATE,
    "Every row has one draw for all of its numbers.",
    "",
    "All numbers of a network get one and the same draw.",
)
def perturb_row_by_row(params, rng, width):
    return Params(*(p + rng.uniform(-width, width, (len(p), 1)) for p in params))


@wrong(
    "perturb",
    MUTATE,
    "The noise scales with the number: each is multiplied by 1 plus the draw.",
    "",
    "All get the same noise; the draws are one-sided.",
)
def perturb_in_proportion(params, rng, width):
    return Params(*(p * (1 + rng.uniform(-width, width, p.shape)) for p in params))


@wrong(
    "perturb",
    BLENDING,
    "Every array starts its own generator from one seed of rng, so arrays repeat their noise.",
    "",
    "All numbers get one and the same draw; the noise comes from a global generator.",
)
def perturb_one_seed_for_all_arrays(params, rng, width):
    seed = int(rng.integers(2**32))
    return Params(
        *(p + np.random.default_rng(seed).uniform(-width, width, p.shape) for p in params)
    )


@wrong(
    "perturb",
    FLAPPY,
    "The noise is normal with standard deviation width, and it is written into params.",
    "changes-arguments",
    "Only one of the two slips is there.",
)
def perturb_gaussian_in_place(params, rng, width):
    for p in params:
        p += rng.normal(0, width, p.shape)
    return Params(*(p.copy() for p in params))


@wrong(
    "perturb",
    GENANN,
    "The weights get noise, the biases stay as they are.",
    "",
    "The weights are wrong.",
)
def perturb_weights_only(params, rng, width):
    return Params(
        *(
            p + (rng.uniform(-width, width, p.shape) if k % 2 == 0 else 0)
            for k, p in enumerate(params)
        )
    )


# hill_climb


def shaken(params, rng, width):
    return Params(*(p + rng.uniform(-width, width, p.shape) for p in params))


@right("hill_climb", HILL_WIKI)
def climb_start_is_first_turn(f, start, rng, width, turns):
    best = Params(*(np.copy(p) for p in start))
    costs = [f(best)]
    for _ in range(turns - 1):
        other = shaken(best, rng, width)
        c = f(other)
        best = other if c < costs[-1] else best
        costs.append(min(c, costs[-1]))
    return best, costs


@right("hill_climb", ES_GROUND_UP)
def climb_with_a_record(f, start, rng, width, turns):
    record = [(f(start), tuple(p.copy() for p in start))]
    for _ in range(turns):
        candidate = shaken(record[-1][1], rng, width)
        record.append(min(record[-1], (f(candidate), candidate), key=lambda entry: entry[0]))
    return Params(*record[-1][1]), np.array([c for c, _ in record[1:]])


@wrong(
    "hill_climb",
    HILL_WIKI,
    "The copy is shallow: the candidate shares its arrays with the best and the start.",
    "aliased-best changes-arguments",
    "Worse candidates are accepted on purpose.",
)
def climb_shallow_copy(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for _ in range(turns):
        candidate = copy.copy(best)
        for p in candidate:
            p += rng.uniform(-width, width, p.shape)
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    PYGLOVE,
    "All candidates are made from the start, never from the best so far.",
    "",
    "It walks from the last candidate; the cost goes uphill.",
)
def climb_always_from_start(f, start, rng, width, turns):
    best, low, costs = Params(*(p.copy() for p in start)), f(start), []
    for _ in range(turns):
        candidate = shaken(start, rng, width)
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    HILL_WIKI,
    "It takes a worse candidate with a chance of one in five, as annealing does.",
    "accepts-worse",
    "It maximises.",
)
def climb_annealing(f, start, rng, width, turns):
    best, low, costs = Params(*(p.copy() for p in start)), f(start), []
    for _ in range(turns):
        candidate = shaken(best, rng, width)
        c = f(candidate)
        if c < low or rng.random() < 0.2:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    PYGLOVE,
    "costs holds the cost of each candidate, not the lowest known; the search is right.",
    "",
    "The parameters returned are wrong; worse candidates are accepted.",
)
def climb_records_candidates(f, start, rng, width, turns):
    best, low, costs = Params(*(p.copy() for p in start)), f(start), []
    for _ in range(turns):
        candidate = shaken(best, rng, width)
        costs.append(f(candidate))
        if costs[-1] < low:
            best, low = candidate, costs[-1]
    return best, costs


@wrong(
    "hill_climb",
    ES_GROUND_UP,
    "Only one of the four arrays is moved in a turn.",
    "",
    "The candidates do not start from the best.",
)
def climb_one_array_a_turn(f, start, rng, width, turns):
    best, low, costs = Params(*(p.copy() for p in start)), f(start), []
    for turn in range(turns):
        moved = list(best)
        k = turn % 4
        moved[k] = moved[k] + rng.uniform(-width, width, moved[k].shape)
        candidate = Params(*moved)
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    ES_GROUND_UP,
    "The width shrinks by 5 % in every turn.",
    "",
    "It walks from the last candidate; worse candidates are accepted.",
)
def climb_with_shrinking_width(f, start, rng, width, turns):
    best, low, costs = Params(*(p.copy() for p in start)), f(start), []
    for turn in range(turns):
        candidate = shaken(best, rng, width * 0.95**turn)
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    MUTATE,
    "The lowest cost starts at infinity and the start is never tried: a worse first move wins.",
    "",
    "It maximises; candidates share arrays.",
)
def climb_never_tries_start(f, start, rng, width, turns):
    best, low, costs = start, math.inf, []
    for _ in range(turns):
        candidate = shaken(best, rng, width)
        c = f(candidate)
        if c < low:
            best, low = candidate, c
        costs.append(low)
    return best, costs


# es_gradient


@right("es_gradient", VISUAL)
def es_as_one_matrix(f, params, rng, sigma, pairs):
    shapes = [p.shape for p in params]
    cuts = np.cumsum([p.size for p in params])[:-1]
    centre = np.concatenate([p.ravel() for p in params])

    def build(vector):
        return Params(*(v.reshape(s) for v, s in zip(np.split(vector, cuts), shapes, strict=True)))

    E = rng.standard_normal((pairs, centre.size))
    up = np.array([f(build(centre + sigma * e)) for e in E])
    down = np.array([f(build(centre - sigma * e)) for e in E])
    return build((up - down) @ E / (2 * sigma * pairs))


@right("es_gradient", OPENRLHF)
def es_array_by_array(f, params, rng, sigma, pairs):
    mean = [0.0] * len(params)
    for _ in range(pairs):
        e = [rng.normal(size=np.shape(p)) for p in params]
        up, down = (
            f(Params(*(p + s * n for p, n in zip(params, e, strict=True)))) for s in (sigma, -sigma)
        )
        mean = [g + (up - down) * n / pairs for g, n in zip(mean, e, strict=True)]
    return tuple(g / (2 * sigma) for g in mean)


def gauss(params, rng):
    return [rng.standard_normal(p.shape) for p in params]


def away(params, e, by):
    return Params(*(p + by * n for p, n in zip(params, e, strict=True)))


def mean_of(shares, params):
    return Params(*(sum(column) / len(shares) for column in zip(*shares, strict=True)))


def shares_of(weight, e):
    return [weight * n for n in e]


@wrong(
    "es_gradient",
    OPENRLHF,
    "The division by sigma is left out.",
    "sigma-forgotten",
    "The pairs are summed; the sign is flipped.",
)
def es_without_sigma(f, params, rng, sigma, pairs):
    shares = []
    for _ in range(pairs):
        e = gauss(params, rng)
        shares.append(shares_of((f(away(params, e, sigma)) - f(away(params, e, -sigma))) / 2, e))
    return mean_of(shares, params)


@wrong(
    "es_gradient",
    VISUAL,
    "The rewards have their mean taken off and are divided by their standard deviation.",
    "",
    "The sign is flipped; sigma is forgotten.",
)
def es_standardised(f, params, rng, sigma, pairs):
    noise = [gauss(params, rng) for _ in range(pairs)]
    d = np.array([f(away(params, e, sigma)) - f(away(params, e, -sigma)) for e in noise])
    d = (d - d.mean()) / (d.std() + 1e-8)
    return mean_of([shares_of(w / (2 * sigma), e) for w, e in zip(d, noise, strict=True)], params)


@wrong(
    "es_gradient",
    VISUAL,
    "Each pair is one point and the start, divided by sigma: no mirrored point.",
    "not-antithetic",
    "Sigma is forgotten; the noise is reused.",
)
def es_against_a_baseline(f, params, rng, sigma, pairs):
    base, shares = f(params), []
    for _ in range(pairs):
        e = gauss(params, rng)
        shares.append(shares_of((f(away(params, e, sigma)) - base) / sigma, e))
    return mean_of(shares, params)


@wrong(
    "es_gradient",
    BLENDING,
    "One noise is drawn before the loop and reused for all pairs.",
    "",
    "It is wrong for one pair; the points are not mirrored.",
)
def es_reuses_the_noise(f, params, rng, sigma, pairs):
    e = gauss(params, rng)
    shares = []
    for _ in range(pairs):
        shares.append(
            shares_of((f(away(params, e, sigma)) - f(away(params, e, -sigma))) / (2 * sigma), e)
        )
    return mean_of(shares, params)


@wrong(
    "es_gradient",
    ES_PYTORCH,
    "The minus point has a fresh noise of its own, so the two are no mirrored pair.",
    "not-antithetic",
    "Sigma is forgotten; one point is the start.",
)
def es_fresh_noise_for_minus(f, params, rng, sigma, pairs):
    shares = []
    for _ in range(pairs):
        e = gauss(params, rng)
        down = f(away(params, gauss(params, rng), -sigma))
        shares.append(shares_of((f(away(params, e, sigma)) - down) / (2 * sigma), e))
    return mean_of(shares, params)


@wrong(
    "es_gradient",
    OPENRLHF,
    "The shares of the pairs are summed and the two in 2 sigma is missing: two slips.",
    "mean-not-sum factor-two",
    "Only one of the two slips is there.",
)
def es_summed_and_doubled(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = gauss(params, rng)
        w = (f(away(params, e, sigma)) - f(away(params, e, -sigma))) / sigma
        total = [t + w * n for t, n in zip(total, e, strict=True)]
    return Params(*total)


@wrong(
    "es_gradient",
    ES_PYTORCH,
    "The noise is uniform from -1 to 1, not normal.",
    "",
    "The points are not mirrored; sigma is forgotten.",
)
def es_uniform_noise(f, params, rng, sigma, pairs):
    shares = []
    for _ in range(pairs):
        e = [rng.uniform(-1, 1, p.shape) for p in params]
        w = (f(away(params, e, sigma)) - f(away(params, e, -sigma))) / (2 * sigma)
        shares.append(shares_of(w, e))
    return mean_of(shares, params)


# one_hot


@right("one_hot", ONE_HOT_SO)
def one_hot_by_comparing(labels, classes):
    return (np.arange(classes)[:, np.newaxis] == np.asarray(labels)).astype(float)


@right("one_hot", MOCKBIT)
def one_hot_by_pairs_of_indices(labels, classes):
    table = np.zeros((classes, len(labels)), dtype=int)
    for column, label in enumerate(labels):
        table[label, column] = 1
    return table


@wrong(
    "one_hot",
    ONE_HOT_SO,
    "Samples are rows: the result is transposed.",
    "",
    "The labels are off by one.",
)
def one_hot_rows(labels, classes):
    return np.eye(classes)[np.asarray(labels).reshape(-1)]


@wrong(
    "one_hot",
    ONE_HOT_SO,
    "The number of rows is the largest label plus one; classes is ignored.",
    "",
    "The result is transposed.",
)
def one_hot_largest_label(labels, classes):
    return np.eye(int(np.max(labels)) + 1)[:, labels]


@wrong(
    "one_hot",
    MOCKBIT,
    "The table with samples as rows is reshaped, not transposed: right shape, wrong places.",
    "",
    "The shape is wrong; the labels are off by one.",
)
def one_hot_reshaped(labels, classes):
    return np.eye(classes)[labels].reshape(classes, -1)


@wrong(
    "one_hot",
    MOCKBIT,
    "Labels are taken to start at 1: label 0 lands in the last row.",
    "",
    "The result is transposed.",
)
def one_hot_from_one(labels, classes):
    return np.eye(classes)[:, np.asarray(labels) - 1]


# candidate_noise


@right("candidate_noise", DECENTRAL)
def noise_by_spawn_key(root, generation, i, size):
    seed = np.random.SeedSequence(root, spawn_key=(generation, i))
    return np.random.Generator(np.random.PCG64(seed)).standard_normal(size)


@right("candidate_noise", OPENRLHF)
def noise_by_digest(root, generation, i, size):
    name = hashlib.sha256(f"{root}/{generation}/{i}".encode()).digest()
    return np.random.default_rng(int.from_bytes(name, "big")).normal(size=size)


@wrong(
    "candidate_noise",
    TORCHTRADE,
    "The seed is a sum: candidate 1 of generation 0 repeats candidate 0 of generation 1.",
    "",
    "Two equal calls differ; the generation is ignored.",
)
def noise_by_sum(root, generation, i, size):
    return np.random.default_rng(root + generation + i).standard_normal(size)


@wrong(
    "candidate_noise",
    BLENDING,
    "The seed leaves i out: all candidates of a generation have the same noise.",
    "",
    "Two equal calls differ; the generation is ignored.",
)
def noise_same_for_all_candidates(root, generation, i, size):
    return np.random.default_rng([root, generation]).standard_normal(size)


STREAMS = {}


@wrong(
    "candidate_noise",
    AESARA,
    "A generator is kept for each candidate and goes on: two equal calls differ.",
    "",
    "Two candidates have the same noise.",
)
def noise_of_a_running_stream(root, generation, i, size):
    key = (root, generation, i)
    if key not in STREAMS:
        STREAMS[key] = np.random.default_rng(key)
    return STREAMS[key].standard_normal(size)


@wrong(
    "candidate_noise",
    VISUAL,
    "The numbers are scaled to length 1 as a vector: they are not standard normal.",
    "",
    "Two equal calls differ; two candidates have the same noise.",
)
def noise_of_length_one(root, generation, i, size):
    e = np.random.default_rng([root, generation, i]).standard_normal(size)
    return e / np.linalg.norm(e)


# A few more of every kind that is short above.


@right("linear_in_rate", TWO_LAYER)
def linear_by_adding_steps(update, params, x, y):
    def steps(rate):
        return [new - old for new, old in zip(update(params, x, y, rate), params, strict=True)]

    sums = zip(steps(0.2), steps(0.5), steps(0.7), strict=True)
    return all(bool(np.allclose(a + b, c, atol=1e-10)) for a, b, c in sums)


@wrong(
    "linear_in_rate",
    KORKUT,
    "Steps are divided by each other: where nothing moves, 0/0 calls a right update not linear.",
    "",
    "It misses the stale update.",
)
def linear_by_dividing(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    with np.errstate(all="ignore"):
        ratios = [(f - p) / (h - p) for p, f, h in zip(params, full, half, strict=True)]
    return all(bool(np.allclose(r, 2.0)) for r in ratios)


@wrong(
    "ignores_its_input",
    DEMYSTIFIED,
    "The answers are rounded to labels before they are compared, so a right predict is accused.",
    "",
    "It misses a constant predict.",
)
def ignores_by_labels(predict, params):
    one, two = np.array([[0.1, 0.2], [0.1, 0.0]]), np.array([[0.2, 0.1], [0.0, 0.2]])
    return bool(np.array_equal(predict(params, one) > 0.5, predict(params, two) > 0.5))


@wrong(
    "ignores_its_input",
    MLOOP,
    "The two questions are a billionth apart: every smooth predict seems to ignore its input.",
    "",
    "It misses a constant predict.",
)
def ignores_by_a_hair(predict, params):
    X = np.array([[0.5, -1.0], [1.0, 2.0]])
    return bool(np.allclose(predict(params, X), predict(params, X + 1e-9)))


@wrong(
    "one_hot",
    ONE_HOT_SO,
    "Whole rows are set: every sample has a 1 for every label that occurs.",
    "",
    "The result is transposed; the labels are off by one.",
)
def one_hot_whole_rows(labels, classes):
    table = np.zeros((classes, len(labels)))
    table[labels] = 1
    return table


@wrong(
    "candidate_noise",
    AESARA,
    "The seed is a product: whenever one of the three is 0, the noise is the same.",
    "",
    "Two equal calls differ; the numbers are not normal.",
)
def noise_by_product(root, generation, i, size):
    return np.random.default_rng(root * generation * i).standard_normal(size)


@wrong(
    "candidate_noise",
    TORCHTRADE,
    "The numbers are uniform from -1 to 1, not normal.",
    "",
    "Two equal calls differ; two candidates have the same noise.",
)
def noise_uniform(root, generation, i, size):
    return np.random.default_rng([root, generation, i]).uniform(-1, 1, size)


@wrong(
    "hill_climb",
    ES_GROUND_UP,
    "The best is kept, but each candidate is made from the last one, better or not.",
    "walks-from-last",
    "The best is forgotten; worse candidates become the best.",
)
def climb_from_the_last_candidate(f, start, rng, width, turns):
    best = here = Params(*(p.copy() for p in start))
    low, costs = f(best), []
    for _ in range(turns):
        here = shaken(here, rng, width)
        c = f(here)
        if c < low:
            best, low = here, c
        costs.append(low)
    return best, costs


@right("relative_error", ODYSSEY)
def relative_with_a_guarded_division(a, b):
    gap, total = np.linalg.norm(a - b), np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.divide(gap, total, out=np.zeros(()), where=total > 0))
