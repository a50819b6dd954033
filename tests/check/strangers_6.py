"""The sixth blind set: cases of every kind of fault that a check had, such as a tester would choose.

Facts come from the named threads and repositories, the code does not. Each entry is what its
source discusses or does, or a variation of it in this course's own notation. Nobody who wrote it had
seen the checks, the zoo of wrong answers or the older sets. A comment such as ``kind 3`` above an
entry says which kind of fault of a check it may meet. Do not tune a check to a single entry.
"""

import copy
import functools
import hashlib
import itertools
import math
import random
import warnings

import numpy as np
from strangers import AnswerSet

from nn_helpers.network import Params

ANSWERS = AnswerSet()
right, wrong = ANSWERS.right, ANSWERS.wrong

EXP_OVERFLOW = "Overflow error in Python's numpy.exp function (Stack Overflow 40726490)"
STABLE = "Optimal way of defining a numerically stable sigmoid function (Stack Overflow 51976461)"
DEVGEM = "Understanding NumPy vectorize with conditional output types (devgem.io)"
VECTORIZE = "Numpy vectorize seems to round number to nearest integer, why (taourl.com)"
BOLDENA = "Overflow Error in Python's numpy.exp function, 1 - 1 / (1 + e^x) (boldena.com)"
SOFTMAX_ROWS = "Softmax function not right? (rickwierenga/MLFundamentals, GitHub)"
SMN = "Questions on codes: why is the axis for softmax 0? (MaoGWLeon/SMN_Pytorch, GitHub)"
COMPPHYS = "Neural networks, the feed-forward pass with a softmax output (CompPhysics MSU)"
INTELLIPAAT = (
    "Feed forward network fails to classify due to dimensionality of biases (Intellipaat 2846)"
)
FLATTENING = "Flattening images in the logistic regression assignment (community.deeplearning.ai)"
RESHAPING = "Why does .reshape(a, b) != .reshape(b, a).T? (Stack Overflow 77159139)"
XOR_GATE = "XOR gate with backpropagation (Stack Overflow 59399842)"
EDUCATIVE = "Back propagation, Beginner's Guide to Deep Learning (Educative forum 36924)"
ARMAN = "Simple neural network for XOR, samples as columns (armancodes1/a-data-science-journey)"
PHILTABOR = "add bias unit function does not broadcast (philtabor/Simple-Neural-Network, GitHub)"
CACHED_ARRAYS = "poppy.zernike returns references to cached arrays (spacetelescope/poppy, GitHub)"
LRU = "get_packages_with_changed_specs safe to mutation of return (sktime/sktime, GitHub)"
MEMO = "Make memoized output numpy arrays readonly (HEXRD/hexrd, GitHub)"
HACKADAY = "Machine learning: foundations (hackaday.com)"
COGEEUK = "Artificial neural network and XOR problem (cogeeuk.wordpress.com)"
NANODEGREE = "Artificial neural networks, class notes (pedropb/machine-learning-nanodegree)"
MIDDLESEX = "Exercise of lecture 12, how would you solve XOR (CST3170, Middlesex University)"
NTM = "1. - 1e-10 == 1. (snipsco/ntm-lasagne, GitHub)"
FOCAL = "Nan problem for LOG (mkocabas/focal-loss-keras, GitHub)"
MLX = "Improve stability of BCE loss at probabilities of exactly 0 or 1 (ml-explore/mlx, GitHub)"
APEX = "ZeroDivisionError: float division by zero, the log of a clipped 1 (NVIDIA/apex, GitHub)"
SEGMENTATION = (
    "Loss going NaN because of log(0) (maxvfischer/keras-image-segmentation-loss-functions)"
)
HUNKIM = "log 0 -> nan problem (hunkim/ReinforcementZeroToAll, GitHub)"
LASAGNE = "Binary crossentropy gives NANs (Lasagne/Lasagne, GitHub)"
CODEGUAGE = "The return keyword called from within for (codeguage.com)"
GRUS = (
    "Update the weights after calculating the hidden_deltas? (joelgrus/data-science-from-scratch)"
)
KIM = "wrong hidden error computation (kim-marcel/basic_neural_network, GitHub)"
TOY = "Adjust at the end (CodingTrain/Toy-Neural-Network-JS, GitHub)"
BOT_ACADEMY = "Fixed formally wrong backpropagation (Bot-Academy/NeuralNetworkFromScratch, GitHub)"
LOUISJC = "Bugs? Two of them in the backpropagation (louisjc/mnist-neural-network, GitHub)"
TRASK = "Chapter 6: layer_2_delta calculation (iamtrask/Grokking-Deep-Learning, GitHub)"
TRASK_BATCH = "fix: chapter8 batch processing (iamtrask/Grokking-Deep-Learning, GitHub)"
KVFRANS = "d_b1 should be a sum and no mean (kvfrans/notes, GitHub)"
ZOTRONENEIS = "Adding dot product to evaluate bias gradient (zotroneneis/machine_learning_basics)"
WEIDMAN = "Typo in 02_fundamentals, dLdB1.sum(axis=0) (SethHWeidman/DLFS_code, GitHub)"
ND4J = "Gradients for broadcast variables: wrong shape (deeplearning4j/nd4j, GitHub)"
NLP_WEEK_4 = "Course 2 week 4, wrong back propagation function (rust0258, Deeplearning.ai, GitHub)"
PARAMETER_L = "Logistic activation with parameters l = 0.5 and l = 1 (quesba.com 1305439)"
BOGO = "Neural network example not working with sigmoid activation (Data Science SE 37545)"
USENET = "Where is Y in the derivative of tanh (comp.ai.neural-nets, 1990)"
LEXAI = "SGD step in place, the rebind trap (prof.lexailabs.com)"
GD_TUTORIAL = "Numpy gradient descent optimizer of neural networks (tutorial, res += step)"
CHOLLET = "chapter 2.4.3 momentum issue (fchollet/deep-learning-with-python-notebooks, GitHub)"
BRAINSTORM = "MomentumStepper has error (IDSIA/brainstorm, GitHub)"
NLESC = "SGD + momentum implementation (NLeSC/deep-learning-assignments-solutions, GitHub)"
DECIMALS = "It seems numpy array automatically ignores decimals (Stack Overflow 5305527)"
UNEXPECTED = "Unexpected value of numerical gradient (Stack Overflow 78417131)"
GRAD_CHECK = "grad_check, eval_numerical_gradient (wang.works)"
PADDLE_32 = "using float32 in gradient checking may be not appropriate (PaddlePaddle/Paddle)"
TESSERACT = "check-gradients: wrong gradient or noisy difference (pasteurlabs/tesseract-core)"
PADDLE_MAX = "The max relative error of gradient checks for MulOp is too large (PaddlePaddle)"
ZERO_NORM = "Gradient of zero norm is nan (pytorch/pytorch, GitHub)"
NORMUON = "Fix NaN in NorMuon when gradients are zero (microsoft/dion, GitHub)"
RANGE_HALF = "Generate random double between specific range (Stack Overflow 49545186)"
TWICE_LESS_ONE = "2 * np.random.random - 1 for the weights of a book (Stack Overflow 64652832)"
NORMAL_CALLED = "np.random.uniform instead of np.random.normal? (uclaacmai GAN tutorial, GitHub)"
LOW_HIGH = "Add Uniform distribution: low and high, loc and scale (chainer/chainer, GitHub)"
XAVIER = "Difference between rand and randn function (community.insaid.co)"
HISTORY = "Loss history incorrectly written out (snikolov/neural-beats, GitHub)"
MED_SEG = "Fix loss logging: only the last batch (lucidrains/med-seg-diff-pytorch, GitHub)"
PROGML = "Incorrect history in plot_loss_with_path.py (nusco/progml-code, GitHub)"
FLOWER = "Fixed epoch_loss calculation in intro tutorial (flwrlabs/flower, GitHub)"
KERAS_LAST = "Loss on last training step and sklearn log_loss differ (keras-team/keras, GitHub)"
SHARED_LISTS = "List of lists: surprising behaviour (comp.lang.python, 2010)"
SWAP_CITIES = "Why does my original list change? (question-and-answer thread)"
TSP = "TSP random iterative algorithm returns the last path (question-and-answer thread)"
HELLO_WORLD = "Hill climbing and genetic algorithms, the Hello World example (tutorial)"
ANNEALING = "Simulated annealing (CodingTrain/Suggestion-Box, GitHub)"
HUMPDAY = "EvolutionStrategy never adapts its mutation strength (microprediction/humpday, GitHub)"
NES = "Natural Evolution Strategies toy example (A. Karpathy, GitHub gist)"
NES_EDGES = "NES optimizes quadratic bowl, edge cases (ccm-design-engineer.netlify.app)"
EVOSTRA = "Mirrored sampling (alirezamika/evostra, GitHub)"
EVOSAX = "Simple_GA: wrong decay parameter (RobertTLange/evosax, GitHub)"
TARGETS_EYE = "One hot encoding using numpy (Stack Overflow 38592324)"
IMAGE_LABELS = "One hot encoding from image labels using numpy (Stack Overflow 59062594)"
MOCKBIT = "One-Hot Encoding, always trust n_classes (mockbit.io)"
VOCAB = "One hot encoding from numpy, Y_one_hot[Y, arange(m)] (codewithsundeep.com)"
AESARA = "Use SeedSequence in RandomStream (aesara-devs/aesara, GitHub)"
SAME_STATE = "All workers are seeded the same random state (numpy/numpy, GitHub 14729)"
DISTRIBUTED = "Clarify random number generation in distributed context (numpy/numpy, GitHub 22119)"
DATA_BATCH = "np.random generates the same random numbers for each data batch (pytorch/pytorch)"
KGE = "NumPy seeding (uma-pi1/kge, GitHub)"
PYRES = "jobs spawned by a single worker share the same PRNG seed (binarymatt/pyres, GitHub)"
R_TARGETS = "Statistical independence of pseudo-random numbers (ropensci/targets, GitHub)"
LIBENSEMBLE = "add_unique_random_streams without seeds (Libensemble/libensemble, GitHub)"
COMPLEX = "Debugging with numerical gradients, part 2.4 (artintellica.com)"
GRAPHS = "Nothing but NumPy: neural networks with computational graphs (R. Khan, Towards AI)"
LAST_ACTIVATION = "Fase feedforward, z_layers and a_layers (interactivechaos.com)"


def squash(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def layers_of(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, squash(Z2)


def slopes_of(params, X, Y):
    _, A1, _, A2 = layers_of(params, X)
    d2 = A2 - Y
    d1 = (params[2].T @ d2) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(axis=1, keepdims=True), d2 @ A1.T, d2.sum(axis=1, keepdims=True))


def downhill(params, grads, rate):
    return Params(*(p - rate * g for p, g in zip(params, grads, strict=True)))


def price(A, Y):
    return float(-np.sum(np.log(np.where(Y == 1, A, 1 - A))))


def one_vector(params):
    return np.concatenate([np.ravel(p) for p in params]).astype(float)


def four_arrays(vector, params):
    ends = np.cumsum([np.size(p) for p in params])[:-1]
    parts = np.split(vector, ends)
    return Params(*(v.reshape(np.shape(p)) for v, p in zip(parts, params, strict=True)))


# ---- sigmoid -----------------------------------------------------------------------------------


# kind 2
@right("sigmoid", VECTORIZE)
def sigmoid_1(z):
    one = lambda t: 1 / (1 + math.exp(-t)) if t >= 0 else (e := math.exp(t)) / (1 + e)  # noqa: E731
    return np.vectorize(one, otypes=[float])(z)


# kind 2
@right("sigmoid", STABLE)
def sigmoid_2(z):
    z = np.asarray(z, dtype=float)
    if z.ndim:
        return np.array([sigmoid_2(row) for row in z]).reshape(z.shape)
    return np.exp(min(0.0, z.item())) / (1 + math.exp(-abs(z.item())))


# kind 2
@right("sigmoid", EXP_OVERFLOW)
def sigmoid_3(z):
    np.seterr(over="raise", invalid="raise")
    z = np.asarray(z)
    e = np.exp(-np.minimum(np.abs(z), 700.0))
    return np.where(z < 0, e, 1.0) / (1.0 + e)


# kind 2
@right("sigmoid", BOLDENA)
def sigmoid_4(z):
    return np.reciprocal(1.0 + np.exp(np.minimum(np.negative(z), 700)))


# kinds 7, 4
@wrong(
    "sigmoid",
    DEVGEM,
    "Where the first number lies below -700, vectorize takes its 0 for the type and cuts the rest to whole numbers.",
    "integer-result",
    "that whole numbers were handed in",
)
def sigmoid_5(z):
    return np.vectorize(lambda t: 0 if t < -700 else 1 / (1 + math.exp(-t)))(z)


# kind 4
@wrong(
    "sigmoid",
    STABLE,
    "full_like takes the type of z, so whole numbers in give whole numbers out.",
    "integer-result",
)
def sigmoid_6(z):
    z = np.asarray(z)
    out = np.full_like(z, 0.5)
    up, down = z > 0, z < 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    out[down] = np.exp(z[down]) / (1 + np.exp(z[down]))
    return out


# kinds 1, 7
@wrong(
    "sigmoid",
    EXP_OVERFLOW,
    "z is clipped to -10..10, so far out the answer stays at 0.00005 or 0.99995.",
    false="that it overflows",
)
def sigmoid_7(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


# kind 3
@wrong(
    "sigmoid",
    BOLDENA,
    "For negative z it gives the value at abs(z): the second branch lacks the 1 minus.",
    false="sign-flipped: for positive z it is right",
)
def sigmoid_8(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + e), 1 / (1 + e))


# kind 3
@wrong(
    "sigmoid",
    VECTORIZE,
    "It goes through the first axis only, so an array of two axes ends in an error.",
    false="that it takes single numbers only: lists of numbers work",
)
def sigmoid_9(z):
    def one(t):
        return 1 / (1 + math.exp(-t)) if t > 0 else math.exp(t) / (1 + math.exp(t))

    return np.array([one(t) for t in z]) if np.ndim(z) else one(z)


# kinds 8, 5
@wrong(
    "sigmoid",
    SOFTMAX_ROWS,
    "It is the softmax over all numbers of z: they share a sum of 1.",
    false="derivative-instead, sign-flipped",
)
def sigmoid_10(z):
    e = np.exp(z - np.max(z)) if np.size(z) else np.asarray(z)
    return e / np.sum(e)


# kind 1
@wrong(
    "sigmoid",
    ARMAN,
    "The result is rounded to three places.",
    false="integer-result",
)
def sigmoid_11(z):
    return np.round(squash(z), 3)


# ---- forward -----------------------------------------------------------------------------------


# kind 2
@right("forward", ARMAN)
def forward_1(params, X):
    W1, b1, W2, b2 = params
    Z1 = np.einsum("hi,im->hm", W1, X) + b1[:, 0][:, None]
    Z2 = np.einsum("oh,hm->om", W2, A1 := squash(Z1)) + b2[:, 0][:, None]
    return Z1, A1, Z2, squash(Z2)


# kind 2
@right("forward", LAST_ACTIVATION)
def forward_2(params, X):
    pairs = [(params[0], params[1]), (params[2], params[3])]

    def further(seen, pair):
        Z = np.add(np.matmul(pair[0], seen[-1]), pair[1])
        return (*seen, Z, squash(Z))

    return functools.reduce(further, pairs, (X,))[1:]


# kind 2
@right("forward", INTELLIPAAT)
def forward_3(params, X):
    columns = [layers_of(params, X[:, s : s + 1]) for s in range(X.shape[1])]
    return tuple(np.concatenate(parts, axis=1) for parts in zip(*columns, strict=True))


# kinds 1, 7
@wrong(
    "forward",
    FLATTENING,
    "X is reshaped where nothing was to be done, which mixes inputs of different samples; one sample comes out right.",
    false="weights-transposed",
)
def forward_4(params, X):
    X = X.reshape(X.shape[1], X.shape[0]).T
    return layers_of(params, X)


# kind 4
@wrong(
    "forward",
    INTELLIPAAT,
    "Z1 and A1 come back as (m, hidden); the numbers are right and Z2 and A2 too.",
    "samples-as-rows",
    "that a weight matrix is transposed",
)
def forward_5(params, X):
    W1, b1, W2, b2 = params
    Z1 = X.T @ W1.T + b1.ravel()
    A1 = squash(Z1)
    Z2 = (A1 @ W2.T + b2.ravel()).T
    return Z1, A1, Z2, squash(Z2)


# kinds 1, 7
@wrong(
    "forward",
    XOR_GATE,
    "Only two hidden units are computed; further ones keep Z1 = 0.",
    false="bias-forgotten",
)
def forward_6(params, X):
    W1, b1, W2, b2 = params
    Z1 = np.zeros((len(W1), X.shape[1]))
    for unit in range(2):
        Z1[unit] = W1[unit] @ X + b1[unit]
    A1 = squash(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, squash(Z2)


# kinds 4, 6
@wrong(
    "forward",
    CACHED_ARRAYS,
    "The activation is written over Z, so Z1 comes back holding A1 and Z2 holding A2.",
    false="first-layer-twice, no-output-activation; that A1 or A2 is wrong",
)
def forward_7(params, X):
    def activate(Z):
        Z[...] = squash(Z)
        return Z

    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = activate(Z1)
    Z2 = W2 @ A1 + b2
    A2 = activate(Z2)
    return Z1, A1, Z2, A2


# kinds 3, 1
@wrong(
    "forward",
    MEMO,
    "Results are kept by the shape of X and of W1, so other numbers of the same shape get the old layers.",
    false="bias-forgotten",
)
def forward_8(params, X, kept={}):  # noqa: B006
    key = (X.shape, np.shape(params[0]), np.shape(params[2]))
    if key not in kept:
        kept[key] = layers_of(params, X)
    return tuple(part.copy() for part in kept[key])


# kind 8
@wrong(
    "forward",
    NANODEGREE,
    "b is a threshold here: it is subtracted in both layers, W x - b.",
    false="bias-forgotten",
)
def forward_9(params, X):
    W1, t1, W2, t2 = params
    Z1 = W1 @ X - t1
    A1 = squash(Z1)
    Z2 = W2 @ A1 - t2
    return Z1, A1, Z2, squash(Z2)


# kinds 1, 6
@wrong(
    "forward",
    PHILTABOR,
    "Every output uses the weights of the first one; a single output comes out right.",
    false="that Z1 or A1 is wrong",
)
def forward_10(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = W2[0] @ A1 + b2
    return Z1, A1, Z2, squash(Z2)


# ---- wire_xor ----------------------------------------------------------------------------------


# kinds 2, 11
@right("wire_xor", COGEEUK)
def wire_xor_1():
    return [[20, 20], [-20, -20]], [[-10], [30]], [[20, 20]], [[-30]]


# kind 2
@right("wire_xor", MIDDLESEX)
def wire_xor_2():
    strength = itertools.cycle((15.0, -15.0, -15.0, 15.0))
    W1 = np.fromiter(itertools.islice(strength, 4), float).reshape(2, 2)
    return Params(
        W1=W1, b1=np.full((2, 1), -7.0), W2=np.full((1, 2), 12.0), b2=-6 * np.ones((1, 1))
    )


# kind 7
@wrong(
    "wire_xor",
    HACKADAY,
    "The weights fit a unit with a hard step; with a sigmoid all four answers stay between 0.28 and 0.39.",
    false="that the answers are on the wrong side in all four cases",
)
def wire_xor_3():
    return Params(
        np.ones((2, 2)),
        np.array([[-0.5], [-1.5]]),
        np.array([[1.0, -2.0]]),
        np.array([[-0.5]]),
    )


# kind 4
@wrong("wire_xor", COGEEUK, "All four answers are exchanged: it solves equality.")
def wire_xor_4():
    return Params(
        np.array([[20.0, 20.0], [20.0, 20.0]]),
        np.array([[-10.0], [-30.0]]),
        np.array([[-20.0, 20.0]]),
        np.array([[10.0]]),
    )


# kind 9
@wrong(
    "wire_xor",
    NANODEGREE,
    "The order is W1, W2, b1, b2, so that the second matrix stands where b1 belongs.",
)
def wire_xor_5():
    W1 = np.array([[20.0, 20.0], [20.0, 20.0]])
    b1 = np.array([[-10.0], [-30.0]])
    W2 = np.array([[20.0, -20.0]])
    b2 = np.array([[-10.0]])
    return W1, W2, b1, b2


# kinds 7, 1
@wrong(
    "wire_xor",
    MIDDLESEX,
    "Every answer is on its right side, but by 0.13 too far from its label.",
    false="that an answer is on the wrong side of 0.5",
)
def wire_xor_6():
    return Params(
        np.full((2, 2), 8.0),
        np.array([[-4.0], [-12.0]]),
        np.array([[4.0, -4.0]]),
        np.array([[-2.0]]),
    )


# kind 4
@wrong(
    "wire_xor",
    HACKADAY,
    "The numbers solve XOR but the biases are flat, (2,) and (1,), and W2 is (2,).",
)
def wire_xor_7():
    return Params(
        np.array([[20.0, 20.0], [20.0, 20.0]]),
        np.array([-10.0, -30.0]),
        np.array([20.0, -20.0]),
        np.array([-10.0]),
    )


# ---- cost --------------------------------------------------------------------------------------


# kind 2
@right("cost", SEGMENTATION)
def cost_1(Y_hat, Y):
    given = np.abs(1 - Y - Y_hat)
    return -np.log(np.clip(given, 1e-300, None)).sum()


# kind 2
@right("cost", MLX)
def cost_2(Y_hat, Y):
    with np.errstate(divide="ignore"):
        yes, no = (np.maximum(np.log(p), -100.0) for p in (Y_hat, 1 - Y_hat))
    return float(-(np.vdot(Y, yes) + np.vdot(1 - Y, no)))


# kind 2
@right("cost", HUNKIM)
def cost_3(Y_hat, Y):
    pairs = zip(np.ravel(Y_hat).tolist(), np.ravel(Y).tolist(), strict=True)
    return functools.reduce(
        lambda so_far, pair: so_far - math.log(max(1e-200, pair[0] if pair[1] else 1 - pair[0])),
        pairs,
        0.0,
    )


# kinds 1, 7
@wrong(
    "cost",
    MLX,
    "A hopeless sample costs nothing: where the true label got 0 the logarithm is left out.",
    false="log-of-zero: nothing is infinite",
)
def cost_4(Y_hat, Y):
    given = np.where(Y == 1, Y_hat, 1 - Y_hat)
    return float(-np.log(given, out=np.zeros_like(given), where=given > 0).sum())


# kinds 5, 1
@wrong(
    "cost",
    FOCAL,
    "0.01 is added in every logarithm, so every cost is too low.",
    false="log-of-zero, mean-not-sum",
)
def cost_5(Y_hat, Y, eps=0.01):
    return float(-np.sum(Y * np.log(Y_hat + eps) + (1 - Y) * np.log(1 - Y_hat + eps)))


# kinds 1, 5
@wrong(
    "cost",
    LASAGNE,
    "Only the first sample counts: the sums over the outputs are there, and item 0 is returned.",
    false="mean-not-sum",
)
def cost_6(Y_hat, Y):
    safe = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    each = -(Y * np.log(safe) + (1 - Y) * np.log(1 - safe)).sum(axis=0)
    return float(each[0])


# kind 1
@wrong(
    "cost",
    FLOWER,
    "The sum is divided by the number of outputs; with one output it is right.",
    false="that it is divided by the number of samples",
)
def cost_7(Y_hat, Y):
    given = np.where(Y == 1, Y_hat, 1 - Y_hat)
    return float(-np.log(np.maximum(given, 1e-300)).sum() / Y.shape[0])


# kinds 3, 7
@wrong(
    "cost",
    HUNKIM,
    "It takes the probability of the answer's own class, whatever the label is.",
    false="negative-class-forgotten",
)
def cost_8(Y_hat, Y):
    sure = np.maximum(Y_hat, 1 - Y_hat)
    return float(-np.log(sure).sum())


# kind 9
@wrong(
    "cost",
    APEX,
    "Answers and labels are exchanged: the logarithm is taken of the labels.",
    false="log-of-zero, wrong-log-base",
)
def cost_9(Y, Y_hat):
    safe = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(safe) + (1 - Y) * np.log(1 - safe)))


# kinds 4, 10
@wrong(
    "cost",
    SEGMENTATION,
    "The logarithm of the second term has base 2, that of the first base e.",
    false="that the whole cost is in bits",
)
def cost_10(Y_hat, Y):
    a = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(a)) - np.sum((1 - Y) * np.log2(1 - a)))


# kinds 1, 6
@wrong(
    "cost",
    LASAGNE,
    "The matrix product pairs every output with the labels of every other; one output comes out right.",
    false="mean-not-sum",
)
def cost_11(Y_hat, Y):
    a = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y @ np.log(a).T + (1 - Y) @ np.log(1 - a).T))


# kinds 9, 7
@wrong(
    "cost",
    NTM,
    "In float32 the upper bound 1 - 1e-10 is 1, so a sure answer of 1 to a label 0 still costs inf.",
    "log-of-zero",
)
def cost_12(Y_hat, Y):
    a = np.clip(Y_hat.astype(np.float32), np.float32(1e-10), np.float32(1 - 1e-10))
    return float(-np.sum(Y * np.log(a) + (1 - Y) * np.log(1 - a)))


# ---- repaired_cost -----------------------------------------------------------------------------


# kind 2
@right("repaired_cost", SEGMENTATION)
def repaired_cost_1(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += abs(y * np.log(a)) + abs((1 - y) * np.log(1 - a))
    return total


# kind 2
@right("repaired_cost", HUNKIM)
def repaired_cost_2(Y_hat, Y):
    def each():
        for place, y in np.ndenumerate(Y):
            yield -math.log(min(max(Y_hat[place] if y else 1 - Y_hat[place], 1e-15), 1.0))

    return sum(each(), start=0.0)


# kind 11
@wrong(
    "repaired_cost",
    SEGMENTATION,
    "Nothing is changed yet: the minus stands before the first term alone.",
    "precedence",
)
def repaired_cost_3(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -y * np.log(a) + (1 - y) * np.log(1 - a)
    return total


# kinds 10, 5
@wrong(  # noqa: RET503
    "repaired_cost",
    CODEGUAGE,
    "The sign is repaired, but return stands in the loop, so only the first answer counts.",
    false="precedence; that return stands outside the loop",
)
def repaired_cost_4(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total -= y * np.log(a) + (1 - y) * np.log(1 - a)
        return total


# kinds 10, 5
@wrong(
    "repaired_cost",
    HISTORY,
    "The sign is repaired, but total is set anew in every turn, so only the last answer counts.",
    false="precedence, mean-not-sum",
)
def repaired_cost_5(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total = -y * np.log(a) - (1 - y) * np.log(1 - a)
    return total


# kinds 10, 7
@wrong(
    "repaired_cost",
    APEX,
    "The sign is repaired, but the clipping is gone, so an exact 0 or 1 gives nan or inf.",
    "log-of-zero",
    "precedence",
)
def repaired_cost_6(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        total += -y * np.log(a) - (1 - y) * np.log(1 - a)
    return total


# kind 10
@wrong(
    "repaired_cost",
    LASAGNE,
    "Both signs are minus now, but the second term takes the logarithm of a and not of 1 - a.",
    false="precedence, negative-class-forgotten",
)
def repaired_cost_7(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -(y * np.log(a) + (1 - y) * np.log(a))
    return total


# kind 10
@wrong(
    "repaired_cost",
    LASAGNE,
    "The sign is repaired, but the loop goes over rows, so one number a sample comes back.",
    "not-summed",
    "precedence",
)
def repaired_cost_8(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat, Y, strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -y * np.log(a) - (1 - y) * np.log(1 - a)
    return total


# ---- hidden_delta ------------------------------------------------------------------------------


# kind 2
@right("hidden_delta", EDUCATIVE)
def hidden_delta_1(W2, delta2, A1):
    return np.einsum("oh,om,hm,hm->hm", W2, delta2, A1, 1 - A1)


# kind 2
@right("hidden_delta", KIM)
def hidden_delta_2(W2, delta2, A1):
    shares = W2[:, :, None] * delta2[:, None, :]
    return np.add.reduce(shares, axis=0) * (A1 - np.square(A1))


# kinds 1, 6
@wrong(
    "hidden_delta",
    RESHAPING,
    "W2 is reshaped and not transposed; with one output the two are the same.",
    false="weights-transposed",
)
def hidden_delta_3(W2, delta2, A1):
    return W2.reshape(W2.shape[1], W2.shape[0]) @ delta2 * A1 * (1 - A1)


# kind 1
@wrong(
    "hidden_delta",
    KIM,
    "Weights and deltas are summed over the outputs before they meet; one output comes out right.",
    false="hidden-slope-forgotten",
)
def hidden_delta_4(W2, delta2, A1):
    return W2.sum(axis=0)[:, None] * delta2.sum(axis=0) * A1 * (1 - A1)


# kind 8
@wrong(
    "hidden_delta",
    USENET,
    "The slope is that of tanh units, 1 - A1 squared.",
    false="hidden-slope-forgotten, slope-taken-twice",
)
def hidden_delta_5(W2, delta2, A1):
    return (W2.T @ delta2) * (1 - A1**2)


# kind 3
@wrong(
    "hidden_delta",
    EDUCATIVE,
    "The slope is taken of the blame that came back, and not of A1.",
    false="hidden-slope-forgotten",
)
def hidden_delta_6(W2, delta2, A1):
    blame = W2.T @ delta2
    return blame * blame * (1 - blame)


# kinds 3, 1
@wrong(
    "hidden_delta",
    CACHED_ARRAYS,
    "The result is right the first time, but A1 is written over with its own slope.",
    "changes-arguments",
    "slope-taken-twice",
)
def hidden_delta_7(W2, delta2, A1):
    A1 *= 1 - A1
    return np.dot(W2.T, delta2) * A1


# kind 1
@wrong(
    "hidden_delta",
    KVFRANS,
    "The blame is divided by the number of outputs; one output comes out right.",
    false="that it is divided by the number of samples",
)
def hidden_delta_8(W2, delta2, A1):
    return (W2.T @ delta2) / len(W2) * A1 * (1 - A1)


# kind 4
@wrong(
    "hidden_delta",
    EDUCATIVE,
    "The slope is joined by a matrix product, so the result is (hidden, hidden).",
    false="weights-transposed",
)
def hidden_delta_9(W2, delta2, A1):
    return np.dot(W2.T @ delta2, (A1 * (1 - A1)).T)


# ---- gradients ---------------------------------------------------------------------------------


# kind 2
@right("gradients", TOY)
def gradients_1(params, X, Y):
    total = [np.zeros(np.shape(p)) for p in params]
    _, A1, _, A2 = layers_of(params, X)
    for x, a, answer, y in zip(X.T, A1.T, A2.T, Y.T, strict=True):
        delta2 = answer - y
        delta1 = delta2 @ params[2] * a * (1 - a)
        total[0] += np.outer(delta1, x)
        total[1] += delta1[:, None]
        total[2] += np.outer(delta2, a)
        total[3] += delta2[:, None]
    return tuple(total)


# kind 2
@right("gradients", NLP_WEEK_4)
def gradients_2(params, X, Y):
    W1, b1, W2, b2 = params
    ones = np.ones((1, X.shape[1]))
    below = np.vstack([X, ones])
    middle = np.vstack([squash(np.hstack([W1, b1]) @ below), ones])
    delta2 = squash(np.hstack([W2, b2]) @ middle) - Y
    delta1 = (W2.T @ delta2) * (middle * (1 - middle))[:-1]
    upper, lower = delta2 @ middle.T, delta1 @ below.T
    return Params(lower[:, :-1], lower[:, -1:], upper[:, :-1], upper[:, -1:])


# kind 2
@right("gradients", COMPLEX)
def gradients_3(params, X, Y):
    def slope(which, place):
        q = [p.astype(complex) for p in params]
        q[which][place] += 1e-30j
        A1 = 1 / (1 + np.exp(-(q[0] @ X + q[1])))
        Z2 = q[2] @ A1 + q[3]
        return np.sum(np.log(1 + np.exp(-Z2)) + (1 - Y) * Z2).imag / 1e-30

    found = [np.zeros(p.shape) for p in params]
    for which, p in enumerate(params):
        for place in np.ndindex(p.shape):
            found[which][place] = slope(which, place)
    return Params(*found)


# kinds 3, 4
@wrong(
    "gradients",
    WEIDMAN,
    "db1 adds the units of a sample and not the samples of a unit; its shape is (m, 1).",
    false="bias-not-summed; that dW1 or the output layer is wrong",
)
def gradients_4(params, X, Y):
    good = slopes_of(params, X, Y)
    _, A1, _, A2 = layers_of(params, X)
    delta1 = params[2].T @ (A2 - Y) * A1 * (1 - A1)
    return good._replace(b1=np.sum(delta1, axis=0, keepdims=True).T)


# kinds 6, 1
@wrong(
    "gradients",
    WEIDMAN,
    "np.sum without an axis adds over all units, so every bias of a layer gets the sum of all; one unit or output comes out right.",
    false="bias-not-summed",
)
def gradients_5(params, X, Y):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = layers_of(params, X)
    delta2 = A2 - Y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    db1 = np.zeros_like(b1) + np.sum(delta1)
    db2 = np.zeros_like(b2) + np.sum(delta2)
    return Params(delta1 @ X.T, db1, delta2 @ A1.T, db2)


# kinds 6, 1
@wrong(
    "gradients",
    TRASK_BATCH,
    "The labels are averaged over the outputs before they are subtracted; one output comes out right.",
    false="mean-not-sum",
)
def gradients_6(params, X, Y):
    return slopes_of(params, X, np.broadcast_to(Y.mean(axis=0), Y.shape))


# kinds 1, 6
@wrong(
    "gradients",
    RESHAPING,
    "dW2 is computed as (hidden, outputs) and reshaped, which mixes it; one output comes out right.",
    false="weights-transposed, input-of-wrong-layer; that dW1, db1 or db2 is wrong",
)
def gradients_7(params, X, Y):
    good = slopes_of(params, X, Y)
    _, A1, _, A2 = layers_of(params, X)
    return good._replace(W2=np.dot(A1, (A2 - Y).T).reshape(params[2].shape))


# kind 8
@wrong(
    "gradients",
    BOGO,
    "It is the gradient of a network whose output has no sigmoid, with half the squared error as its cost.",
    false="output-slope-extra, sign-flipped",
)
def gradients_8(params, X, Y):
    W1, b1, W2, b2 = params
    A1 = squash(W1 @ X + b1)
    delta2 = W2 @ A1 + b2 - Y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    return Params(
        delta1 @ X.T, delta1.sum(axis=1)[:, None], delta2 @ A1.T, delta2.sum(axis=1)[:, None]
    )


# kind 8
@wrong(
    "gradients",
    NANODEGREE,
    "It is the right gradient of a network with thresholds, W x - b in both layers.",
    false="that all four arrays have the wrong sign",
)
def gradients_9(params, X, Y):
    W1, b1, W2, b2 = params
    good = slopes_of(Params(W1, -b1, W2, -b2), X, Y)
    return Params(good[0], -good[1], good[2], -good[3])


# kind 8
@wrong(
    "gradients",
    PARAMETER_L,
    "It is the gradient of a network whose hidden sigmoid is half as steep, 1 / (1 + exp(-z / 2)).",
    false="hidden-slope-forgotten, mean-not-sum",
)
def gradients_10(params, X, Y):
    W1, b1, W2, b2 = params
    half = 0.5
    A1 = squash(half * (W1 @ X + b1))
    delta2 = squash(W2 @ A1 + b2) - Y
    delta1 = W2.T @ delta2 * half * A1 * (1 - A1)
    return Params(
        delta1 @ X.T,
        delta1.sum(axis=1, keepdims=True),
        delta2 @ A1.T,
        delta2.sum(axis=1, keepdims=True),
    )


# kinds 3, 4
@wrong(
    "gradients",
    XOR_GATE,
    "The lines of the hidden layer stand after the loop, so they use the last sample alone.",
    "leaked-index",
    "that dW2 or db2 is wrong",
)
def gradients_11(params, X, Y):
    W1, b1, W2, b2 = params
    dW2, db2 = np.zeros_like(W2), np.zeros_like(b2)
    for s in range(X.shape[1]):
        x = X[:, [s]]
        _, a, _, answer = layers_of(params, x)
        delta2 = answer - Y[:, [s]]
        dW2 += delta2 @ a.T
        db2 += delta2
    delta1 = W2.T @ delta2 * a * (1 - a)
    return Params(delta1 @ x.T, delta1, dW2, db2)


# kinds 1, 7
@wrong(
    "gradients",
    XOR_GATE,
    "Only the first four samples are looked at; with four or fewer it is right.",
    false="leaked-index, mean-not-sum",
)
def gradients_12(params, X, Y):
    return slopes_of(params, X[:, :4], Y[:, :4])


# kinds 4, 8
@wrong(
    "gradients",
    GRAPHS,
    "Every weight matrix gets 0.1 W added, the slope of a penalty that this cost does not have.",
    false="that db1 or db2 is wrong",
)
def gradients_13(params, X, Y):
    good = slopes_of(params, X, Y)
    return good._replace(W1=good.W1 + 0.1 * params[0], W2=good.W2 + 0.1 * params[2])


# kinds 7, 1
@wrong(
    "gradients",
    CHOLLET,
    "All slopes are clipped to -1..1; smaller ones are right.",
    false="mean-not-sum",
)
def gradients_14(params, X, Y):
    return Params(*(np.clip(g, -1.0, 1.0) for g in slopes_of(params, X, Y)))


# kinds 4, 6
@wrong(
    "gradients",
    KVFRANS,
    "The slopes of the biases are means over the samples, those of the weights are sums.",
    false="bias-not-summed; that all four are means",
)
def gradients_15(params, X, Y):
    _, A1, _, A2 = layers_of(params, X)
    delta2 = A2 - Y
    delta1 = np.dot(params[2].T, delta2) * A1 * (1 - A1)
    db1, db2 = (d.mean(axis=1, keepdims=True) for d in (delta1, delta2))
    return Params(np.dot(delta1, X.T), db1, np.dot(delta2, A1.T), db2)


# kinds 10, 4
@wrong(
    "gradients",
    TRASK,
    "Two slips: labels minus answers, and everything divided by the number of samples.",
    false="that turning the sign repairs it",
)
def gradients_16(params, X, Y):
    return Params(*(-g / X.shape[1] for g in slopes_of(params, X, Y)))


# kinds 3, 6
@wrong(
    "gradients",
    LOUISJC,
    "The hidden delta has the slope of the output units, A2 (1 - A2), instead of A1 (1 - A1).",
    false="output-slope-extra, hidden-slope-forgotten; that dW2 or db2 is wrong",
)
def gradients_17(params, X, Y):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = layers_of(params, X)
    delta2 = A2 - Y
    delta1 = np.dot(W2.T, delta2 * A2 * (1 - A2))
    return Params(
        delta1 @ X.T,
        delta1.sum(axis=1, keepdims=True),
        delta2 @ A1.T,
        delta2.sum(axis=1, keepdims=True),
    )


# kinds 3, 1
@wrong(
    "gradients",
    LEXAI,
    "The first result is right, but A2 is subtracted from Y itself, which stays changed.",
    "changes-arguments",
    "sign-flipped, stale-weights",
)
def gradients_18(params, X, Y):
    _, A1, _, A2 = layers_of(params, X)
    Y -= A2
    delta2 = -Y
    delta1 = params[2].T @ delta2 * A1 * (1 - A1)
    return Params(
        delta1 @ X.T,
        delta1.sum(axis=1, keepdims=True),
        delta2 @ A1.T,
        delta2.sum(axis=1, keepdims=True),
    )


# ---- step --------------------------------------------------------------------------------------


# kinds 2, 11
@right("step", LEXAI)
def step_1(params, grads, learning_rate):
    if not len(params):
        return ()
    head = np.subtract(params[0], np.multiply(learning_rate, grads[0]))
    return (head, *step_1(params[1:], grads[1:], learning_rate))


# kind 2
@right("step", NLESC)
def step_2(params, grads, learning_rate):
    velocity = 0.0 * one_vector(params) - learning_rate * one_vector(grads)
    return four_arrays(one_vector(params) + velocity, params)


# kinds 3, 6
@wrong(
    "step",
    LEXAI,
    "range stops one early, so b2 never moves; the other three are right.",
    false="biases-forgotten, stale-weights; that b1 is wrong",
)
def step_3(params, grads, learning_rate):
    new = [p.copy() for p in params]
    for i in range(len(params) - 1):
        new[i] -= learning_rate * grads[i]
    return Params(*new)


# kinds 3, 9
@wrong(
    "step",
    BRAINSTORM,
    "The squares of all gradients so far are kept between calls, and the step is divided by their root.",
    false="stale-weights, rate-forgotten",
)
def step_4(params, grads, learning_rate, squares={}):  # noqa: B006
    new = []
    for name, p, g in zip(Params._fields, params, grads, strict=True):
        key = (name, np.shape(p))
        squares[key] = squares.get(key, 0.0) + g**2
        new.append(p - learning_rate * g / (np.sqrt(squares[key]) + 1e-8))
    return Params(*new)


# kind 3
@wrong(
    "step",
    CHOLLET,
    "Only the sign of a gradient is used, so every number moves by the learning rate.",
    false="rate-forgotten, uphill",
)
def step_5(params, grads, learning_rate):
    return Params(*(p - learning_rate * np.sign(g) for p, g in zip(params, grads, strict=True)))


# kinds 3, 7
@wrong(
    "step",
    EVOSAX,
    "The rate shrinks with every call, so only the very first call is right.",
    false="rate-squared, stale-weights",
)
def step_6(params, grads, learning_rate, calls=[0]):  # noqa: B006
    rate = learning_rate * 0.99 ** calls[0]
    calls[0] += 1
    return downhill(params, grads, rate)


# kind 10
@wrong(
    "step",
    GD_TUTORIAL,
    "The sign is repaired, but -= still works on the arrays that were handed in: list() copies the tuple alone.",
    "changes-arguments",
    "uphill",
)
def step_7(params, grads, learning_rate):
    new = list(params)
    for p, g in zip(new, grads, strict=True):
        p -= learning_rate * g
    return Params(*new)


# kind 10
@wrong(
    "step",
    GD_TUTORIAL,
    "The arguments stay as they are now, but the step still goes up.",
    "uphill",
    "changes-arguments",
)
def step_8(params, grads, learning_rate):
    new = []
    for p, g in zip(params, grads, strict=True):
        p = p + learning_rate * g
        new.append(p)
    return Params(*new)


# kinds 6, 5
@wrong(
    "step",
    FLOWER,
    "Each gradient is divided by the size of its array; an array of one number comes out right.",
    false="rate-forgotten, rate-squared",
)
def step_9(params, grads, learning_rate):
    return Params(*(p - learning_rate * g / np.size(g) for p, g in zip(params, grads, strict=True)))


# ---- numerical_gradients -----------------------------------------------------------------------


# kind 2
@right("numerical_gradients", COMPLEX)
def numerical_gradients_1(f, params, h=1e-5):
    centre = one_vector(params)

    def along(direction):
        up, down = (f(four_arrays(centre + s * h * direction, params)) for s in (1, -1))
        return (up - down) / (2 * h)

    return four_arrays(np.fromiter(map(along, np.eye(centre.size)), float), params)


# kinds 2, 11
@right("numerical_gradients", GRAD_CHECK)
def numerical_gradients_2(f, params, h=1e-5):
    def moved(which, place, by):
        new = copy.deepcopy([np.asarray(p, dtype=float) for p in params])
        new[which][place] += by
        return f(Params(*new))

    return [
        np.array(
            [
                [
                    0.5 * (moved(k, (r, c), h) - moved(k, (r, c), -h)) / h
                    for c in range(np.shape(p)[1])
                ]
                for r in range(np.shape(p)[0])
            ]
        )
        for k, p in enumerate(params)
    ]


def each_number(params):
    for which, p in enumerate(params):
        for place in np.ndindex(np.shape(p)):
            yield which, place


def with_one_moved(params, which, place, by):
    new = [np.array(p, dtype=float) for p in params]
    new[which][place] += by
    return Params(*new)


# kind 9
@wrong(
    "numerical_gradients",
    UNEXPECTED,
    "It goes from the start to 2h on one side, and divides by 2h.",
    false="step-not-halved, not-restored",
)
def numerical_gradients_3(f, params, h=1e-5):
    found = [np.zeros(np.shape(p)) for p in params]
    here = f(params)
    for which, place in each_number(params):
        there = f(with_one_moved(params, which, place, 2 * h))
        found[which][place] = (there - here) / (2 * h)
    return Params(*found)


# kind 9
@wrong(
    "numerical_gradients",
    PADDLE_32,
    "The parameters are turned into float32, which is too coarse for a step of 1e-5.",
    false="integer-parameters, one-sided",
)
def numerical_gradients_4(f, params, h=1e-5):
    small = [np.asarray(p, dtype=np.float32) for p in params]
    found = [np.zeros(p.shape, dtype=np.float32) for p in small]
    for which, place in each_number(small):
        up, down = (copy.deepcopy(small) for _ in range(2))
        up[which][place] += np.float32(h)
        down[which][place] -= np.float32(h)
        found[which][place] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
    return Params(*found)


# kind 1
@wrong(
    "numerical_gradients",
    GRAD_CHECK,
    "The h that was asked for is not used: the step is always 1e-5.",
    false="step-too-small, one-sided",
)
def numerical_gradients_5(f, params, h=1e-5):
    h = 1e-5
    found = [np.zeros(np.shape(p)) for p in params]
    for which, place in each_number(params):
        up, down = (f(with_one_moved(params, which, place, by)) for by in (h, -h))
        found[which][place] = (up - down) / (2 * h)
    return Params(*found)


# kind 1
@wrong(
    "numerical_gradients",
    TESSERACT,
    "Without an h it takes 0.1, and not 1e-5.",
    false="one-sided",
)
def numerical_gradients_6(f, params, h=1e-1):
    found = [np.zeros(np.shape(p)) for p in params]
    for which, place in each_number(params):
        up, down = (f(with_one_moved(params, which, place, by)) for by in (h, -h))
        found[which][place] = (up - down) / (2 * h)
    return Params(*found)


# kind 3
@wrong(
    "numerical_gradients",
    SWAP_CITIES,
    "up and down are one list: both moves cancel, and every slope is 0.",
    false="that f is not used; step-too-small",
)
def numerical_gradients_7(f, params, h=1e-5):
    found = [np.zeros(np.shape(p)) for p in params]
    for which, place in each_number(params):
        up = down = [np.array(p, dtype=float) for p in params]
        up[which][place] += h
        down[which][place] -= h
        found[which][place] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
    return Params(*found)


# kinds 6, 3
@wrong(
    "numerical_gradients",
    DECIMALS,
    "The place is a whole row, so all numbers of a row are moved together; arrays of one column come out right.",
    false="all-at-once; that b1 or b2 is wrong",
)
def numerical_gradients_8(f, params, h=1e-5):
    found = [np.zeros(np.shape(p)) for p in params]
    for which, p in enumerate(params):
        for row in range(len(p)):
            up, down = (f(with_one_moved(params, which, row, by)) for by in (h, -h))
            found[which][row] = (up - down) / (2 * h)
    return Params(*found)


# kinds 3, 6
@wrong(
    "numerical_gradients",
    UNEXPECTED,
    "The loop ends one early, so the last number of every array gets the slope 0.",
    false="step-too-small, not-restored",
)
def numerical_gradients_9(f, params, h=1e-5):
    found = [np.zeros(np.shape(p)) for p in params]
    for which, p in enumerate(params):
        for i in range(np.size(p) - 1):
            place = np.unravel_index(i, np.shape(p))
            up, down = (f(with_one_moved(params, which, place, by)) for by in (h, -h))
            found[which][place] = (up - down) / (2 * h)
    return Params(*found)


# kinds 3, 10
@wrong(
    "numerical_gradients",
    UNEXPECTED,
    "The value to be put back is read after the move, so every number stays h too low.",
    "not-restored",
    "one-sided",
)
def numerical_gradients_10(f, params, h=1e-5):
    work = [np.array(p, dtype=float) for p in params]
    found = [np.zeros(p.shape) for p in work]
    for which, place in each_number(work):
        work[which][place] += h
        up = f(Params(*work))
        work[which][place] -= 2 * h
        value = work[which][place]
        down = f(Params(*work))
        found[which][place] = (up - down) / (2 * h)
        work[which][place] = value
    return Params(*found)


# ---- relative_error ----------------------------------------------------------------------------


# kind 2
@right("relative_error", PADDLE_MAX)
def relative_error_1(a, b):
    size = math.hypot(*np.ravel(a)) + math.hypot(*np.ravel(b))
    return math.hypot(*np.ravel(a - b)) / size if size else 0.0


# kind 2
@right("relative_error", ZERO_NORM)
def relative_error_2(a, b):
    norm = lambda v: np.sqrt(np.vdot(v, v))  # noqa: E731
    return float(norm(a - b) / total) if (total := norm(a) + norm(b)) > 0 else 0.0


# kind 11
@wrong(
    "relative_error",
    PADDLE_MAX,
    "Nothing is changed yet: the size is the norm of the sum, and two zeros give 0 / 0.",
    "zero-over-zero",
)
def relative_error_3(a, b):
    difference = np.linalg.norm(a - b)
    size = np.linalg.norm(a + b)
    return float(difference / size)


# kind 10
@wrong(
    "relative_error",
    NORMUON,
    "Two zeros are taken care of, but the size is still the norm of the sum a + b.",
    false="zero-over-zero",
)
def relative_error_4(a, b):
    difference = np.linalg.norm(a - b)
    size = np.linalg.norm(a + b)
    if size == 0:
        return 0.0
    return float(difference / size)


# kinds 10, 7
@wrong(
    "relative_error",
    ZERO_NORM,
    "The size is repaired, but two zeros still give 0 / 0.",
    "zero-over-zero",
)
def relative_error_5(a, b):
    difference = np.linalg.norm(a - b)
    return float(difference / (np.linalg.norm(a) + np.linalg.norm(b)))


# kinds 5, 7
@wrong(
    "relative_error",
    GRAD_CHECK,
    "The largest number is taken for the norm; of a single number that is right.",
    false="absolute-error, signed",
)
def relative_error_6(a, b):
    top = np.max(np.abs(a)) + np.max(np.abs(b))
    return float(np.max(np.abs(a - b)) / top) if top else 0.0


# kinds 1, 7
@wrong(
    "relative_error",
    NORMUON,
    "0.00001 is added below, so small arrays get an error that is too small.",
    false="zero-over-zero, absolute-error",
)
def relative_error_7(a, b):
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-5))


# kinds 4, 1
@wrong(
    "relative_error",
    PADDLE_MAX,
    "It divides by the larger of the two norms, so opposite arrays give 2.",
    false="absolute-error, zero-over-zero",
)
def relative_error_8(a, b):
    size = max(np.linalg.norm(a), np.linalg.norm(b))
    return 0.0 if size == 0 else float(np.linalg.norm(a - b) / size)


# kind 5
@wrong(
    "relative_error",
    GRAD_CHECK,
    "It is the mean of the relative errors of each number; of a single number that is right.",
    false="signed, absolute-error",
)
def relative_error_9(a, b):
    sizes = np.abs(a) + np.abs(b)
    return float(np.mean(np.abs(a - b) / np.where(sizes > 0, sizes, 1.0)))


# ---- initialise --------------------------------------------------------------------------------


# kind 2
@right("initialise", TWICE_LESS_ONE)
def initialise_1(rng, scale):
    random.seed(7)
    np.random.seed(7)
    numbers = scale * (2 * rng.random(9) - 1)
    W1, b1, W2, b2 = np.split(numbers, [4, 6, 8])
    return Params(W1.reshape(2, 2), b1.reshape(2, 1), W2.reshape(1, 2), b2.reshape(1, 1))


# kinds 2, 11
@right("initialise", RANGE_HALF)
def initialise_2(rng, scale):
    spare = np.random.default_rng(0)
    one = lambda: rng.choice([-1.0, 1.0]) * rng.uniform(high=scale)  # noqa: E731
    grid = lambda rows, columns: np.array([[one() for _ in range(columns)] for _ in range(rows)])  # noqa: E731
    return [grid(2, 2), grid(2, 1), grid(1, 2), grid(1, 1)]


SIZES = ((2, 2), (2, 1), (1, 2), (1, 1))


# kinds 1, 4
@wrong(
    "initialise",
    NORMAL_CALLED,
    "The numbers are normal, with the spread that the uniform ones would have.",
    "normal-instead",
    "scale-ignored",
)
def initialise_3(rng, scale):
    return Params(*(rng.normal(0, scale / np.sqrt(3), size) for size in SIZES))


# kind 4
@wrong(
    "initialise",
    RANGE_HALF,
    "The range is half of what was asked, from -scale / 2 to scale / 2.",
    false="scale-ignored, one-sided-range",
)
def initialise_4(rng, scale):
    return Params(*(scale * (rng.random(size) - 0.5) for size in SIZES))


# kinds 3, 4
@wrong(
    "initialise",
    LOW_HIGH,
    "uniform(scale) takes scale for the lower end and 1 for the upper one.",
    "one-sided-range",
    "scale-ignored; that the range begins at 0",
)
def initialise_5(rng, scale):
    return Params(*(rng.uniform(scale, size=size) for size in SIZES))


# kinds 4, 1
@wrong(
    "initialise",
    DATA_BATCH,
    "It draws from a copy of rng, so rng does not move on and a second call gives the same numbers.",
    false="global-random, all-equal",
)
def initialise_6(rng, scale):
    mine = copy.deepcopy(rng)
    return Params(*(mine.uniform(-scale, scale, size) for size in SIZES))


# kind 3
@wrong(
    "initialise",
    SHARED_LISTS,
    "Both hidden units share one row: the list with the row is doubled.",
    false="all-equal, global-random",
)
def initialise_7(rng, scale):
    W1 = np.array([rng.uniform(-scale, scale, 2).tolist()] * 2)
    b1 = np.array([rng.uniform(-scale, scale, 1).tolist()] * 2)
    return Params(W1, b1, rng.uniform(-scale, scale, (1, 2)), rng.uniform(-scale, scale, (1, 1)))


# kind 3
@wrong(
    "initialise",
    ARMAN,
    "The biases are zeros; the weights are right.",
    false="all-equal, scale-ignored",
)
def initialise_8(rng, scale):
    W1, W2 = (rng.uniform(-scale, scale, size) for size in SIZES[::2])
    return Params(W1, np.zeros((2, 1)), W2, np.zeros((1, 1)))


# kinds 4, 7
@wrong(
    "initialise",
    XAVIER,
    "The biases always come from -1 to 1, whatever the scale; at scale 1 nothing is wrong.",
    false="that the weights ignore the scale",
)
def initialise_9(rng, scale):
    W1, W2 = (rng.uniform(-scale, scale, size) for size in SIZES[::2])
    b1, b2 = (rng.uniform(-1, 1, size) for size in SIZES[1::2])
    return Params(W1, b1, W2, b2)


# kind 4
@wrong(
    "initialise",
    KGE,
    "It draws from a new generator without a seed, so rng is not used and no start can be repeated.",
    false="that numpy's global generator is used; all-equal",
)
def initialise_10(rng, scale):
    rng = np.random.default_rng()
    return Params(*(rng.uniform(-scale, scale, size) for size in SIZES))


# kinds 3, 7
@wrong(
    "initialise",
    DECIMALS,
    "The arrays are made of whole numbers, so every draw loses its digits; up to scale 1 all are 0.",
    false="scale-ignored, global-random",
)
def initialise_11(rng, scale):
    arrays = [np.full(size, 0) for size in SIZES]
    for a in arrays:
        a[...] = rng.uniform(-scale, scale, a.shape)
    return Params(*arrays)


# ---- train -------------------------------------------------------------------------------------


# kind 2
@right("train", PROGML)
def train_1(params, X, Y, learning_rate, epochs):
    def points():
        here = Params(*params)
        while True:
            yield here
            here = downhill(here, slopes_of(here, X, Y), learning_rate)

    path = list(itertools.islice(points(), epochs + 1))
    return path[-1], [price(layers_of(p, X)[-1], Y) for p in path[:-1]]


# kind 2
@right("train", TRASK_BATCH)
def train_2(params, X, Y, learning_rate, epochs):
    here = one_vector(params)
    costs = np.empty(epochs)
    for epoch in range(epochs):
        now = four_arrays(here, params)
        costs[epoch] = price(layers_of(now, X)[-1], Y)
        here = here - learning_rate * one_vector(slopes_of(now, X, Y))
    return tuple(four_arrays(here, params)), costs


# kind 2
@right("train", KERAS_LAST)
def train_3(params, X, Y, learning_rate, epochs):
    warnings.filterwarnings("default", category=RuntimeWarning)

    def turn(state, _):
        p, costs = state
        cost = price(layers_of(p, X)[-1], Y)
        return downhill(p, slopes_of(p, X, Y), learning_rate), [*costs, cost]

    return functools.reduce(turn, range(epochs), (Params(*params), []))


# kind 4
@wrong(
    "train",
    FLOWER,
    "The costs are divided by the number of samples; the weights are right.",
    "mean-not-sum",
    "that the weights are wrong",
)
def train_4(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(price(layers_of(params, X)[-1], Y) / Y.shape[1])
        params = downhill(params, slopes_of(params, X, Y), learning_rate)
    return params, costs


# kinds 4, 6
@wrong(
    "train",
    KERAS_LAST,
    "The cost after the last update is appended too, so there is one cost too many; the weights are right.",
    "off-by-one",
    "that an epoch is missing; one epoch too few",
)
def train_5(params, X, Y, learning_rate, epochs):
    costs = [price(layers_of(params, X)[-1], Y)]
    for _ in range(epochs):
        params = downhill(params, slopes_of(params, X, Y), learning_rate)
        costs.append(price(layers_of(params, X)[-1], Y))
    return params, costs


# kinds 4, 6
@wrong(
    "train",
    MED_SEG,
    "Each cost is that of the last sample alone; the weights are right.",
    false="one-sample-only: all samples train",
)
def train_6(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        answers = layers_of(params, X)[-1]
        for s in range(X.shape[1]):
            cost = price(answers[:, [s]], Y[:, [s]])
        costs.append(cost)
        params = downhill(params, slopes_of(params, X, Y), learning_rate)
    return params, costs


# kinds 7, 4
@wrong(
    "train",
    ANNEALING,
    "The rate shrinks by a tenth every epoch; a single epoch comes out right.",
    false="one-step-only, stale-weights",
)
def train_7(params, X, Y, learning_rate, epochs):
    costs = []
    for epoch in range(epochs):
        costs.append(price(layers_of(params, X)[-1], Y))
        params = downhill(params, slopes_of(params, X, Y), learning_rate * 0.9**epoch)
    return params, costs


# kinds 1, 7
@wrong(
    "train",
    TRASK_BATCH,
    "It updates after every four samples; with four or fewer samples it is right.",
    false="one-sample-only, stale-weights",
)
def train_8(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(price(layers_of(params, X)[-1], Y))
        for first in range(0, X.shape[1], 4):
            batch = slice(first, first + 4)
            params = downhill(params, slopes_of(params, X[:, batch], Y[:, batch]), learning_rate)
    return params, costs


# kind 3
@wrong(
    "train",
    ZOTRONENEIS,
    "b1 is never updated; the other three arrays are.",
    false="stale-weights, reset-every-epoch",
)
def train_9(params, X, Y, learning_rate, epochs):
    costs = []
    W1, b1, W2, b2 = params
    for _ in range(epochs):
        here = Params(W1, b1, W2, b2)
        costs.append(price(layers_of(here, X)[-1], Y))
        grads = slopes_of(here, X, Y)
        W1 = W1 - learning_rate * grads.W1
        W2 = W2 - learning_rate * grads.W2
        b2 = b2 - learning_rate * grads.b2
    return Params(W1, b1.copy(), W2, b2), costs


# kind 4
@wrong(
    "train",
    GRUS,
    "The output layer is updated first, and the whole network runs again before the hidden layer is.",
    false="off-by-one, cost-after-update",
)
def train_10(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(price(layers_of(params, X)[-1], Y))
        later = downhill(params, slopes_of(params, X, Y), learning_rate)
        halfway = Params(params[0], params[1], later.W2, later.b2)
        again = downhill(halfway, slopes_of(halfway, X, Y), learning_rate)
        params = Params(again.W1, again.b1, later.W2, later.b2)
    return params, costs


# kinds 3, 7
@wrong(
    "train",
    HISTORY,
    "costs is made once, as a default: the first call is right, and later ones return the older costs too.",
    false="off-by-one, cost-after-update",
)
def train_11(params, X, Y, learning_rate, epochs, costs=[]):  # noqa: B006
    for _ in range(epochs):
        costs.append(price(layers_of(params, X)[-1], Y))
        params = downhill(params, slopes_of(params, X, Y), learning_rate)
    return params, costs


# kinds 4, 6
@wrong(
    "train",
    PROGML,
    "It trains for one epoch too many; the costs are right.",
    "off-by-one",
    "that a cost is missing or is measured after the update",
)
def train_12(params, X, Y, learning_rate, epochs):
    costs, here = [], params
    for _ in range(epochs + 1):
        costs.append(price(layers_of(here, X)[-1], Y))
        here = downhill(here, slopes_of(here, X, Y), learning_rate)
    return here, costs[:epochs]


# kind 8
@wrong(
    "train",
    GRAPHS,
    "The inputs are standardised first, so another task is trained.",
    false="one-sample-only, stale-weights",
)
def train_13(params, X, Y, learning_rate, epochs):
    spread = X.std(axis=1, keepdims=True)
    X = (X - X.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)
    costs = []
    for _ in range(epochs):
        costs.append(price(layers_of(params, X)[-1], Y))
        params = downhill(params, slopes_of(params, X, Y), learning_rate)
    return params, costs


# ---- sgd_step ----------------------------------------------------------------------------------


# kind 2
@right("sgd_step", TOY)
def sgd_step_1(params, x, y, learning_rate):
    def backwards(delta, a, W):
        return np.outer(delta, a), delta.reshape(-1, 1), delta @ W

    _, A1, _, A2 = layers_of(params, x)
    dW2, db2, blame = backwards((A2 - y).ravel(), A1.ravel(), params[2])
    dW1, db1, _ = backwards(blame * A1.ravel() * (1 - A1.ravel()), x.ravel(), params[0])
    return downhill(params, (dW1, db1, dW2, db2), learning_rate)


# kinds 2, 11
@right("sgd_step", BOT_ACADEMY)
def sgd_step_2(params, x, y, learning_rate):
    W1, b1, W2, b2 = map(np.copy, params)
    _, a, _, answer = layers_of(params, x)
    for unit in range(len(W1)):
        blame = sum(params[2][k, unit] * (answer - y)[k, 0] for k in range(len(y)))
        share = learning_rate * blame * a[unit, 0] * (1 - a[unit, 0])
        W1[unit] -= share * x[:, 0]
        b1[unit] -= share
    for k in range(len(y)):
        W2[k] -= learning_rate * (answer - y)[k, 0] * a[:, 0]
        b2[k] -= learning_rate * (answer - y)[k]
    return [W1, b1, W2, b2]


# kind 11
@wrong(
    "sgd_step",
    GRUS,
    "Nothing is changed yet: the hidden layer reads the new W2, and b1 has the share of the last output alone.",
    "stale-weights leaked-index",
)
def sgd_step_3(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers_of(params, x)
    delta2 = A2 - y
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


# kind 10
@wrong(
    "sgd_step",
    KIM,
    "delta1 is computed in time and W1 is right, but b1 still reads the new W2, and the last output alone.",
    "stale-weights leaked-index",
    "that W1 is wrong",
)
def sgd_step_4(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers_of(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    W1 -= learning_rate * delta1 @ x.T
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


# kind 10
@wrong(
    "sgd_step",
    KIM,
    "The shares of all outputs are added now and W1 is right, but those shares read the new W2.",
    "stale-weights",
    "leaked-index; that W1 is wrong",
)
def sgd_step_5(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers_of(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    W1 -= learning_rate * delta1 @ x.T
    share = 0
    for k in range(len(y)):
        share += W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


# kinds 10, 1
@wrong(
    "sgd_step",
    TOY,
    "Nothing stale is left, but b1 gets the share of the last output alone; one output comes out right.",
    "leaked-index",
    "stale-weights",
)
def sgd_step_6(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers_of(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


# kind 10
@wrong(
    "sgd_step",
    SWAP_CITIES,
    "old is a second name for W2 and no copy, so delta1 still reads the new weights.",
    "stale-weights",
    "leaked-index",
)
def sgd_step_7(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers_of(params, x)
    delta2 = A2 - y
    old = W2
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    delta1 = old.T @ delta2 * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * delta1
    return Params(W1, b1, W2, b2)


# kinds 10, 3
@wrong(
    "sgd_step",
    LEXAI,
    "The order is repaired and the first result is right, but the arrays that were handed in are changed.",
    "changes-arguments",
    "stale-weights, leaked-index",
)
def sgd_step_8(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = layers_of(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * delta1
    return Params(W1, b1, W2, b2)


# kind 1
@wrong(
    "sgd_step",
    XOR_GATE,
    "A sample whose inputs are all 0 is passed over, though its biases and W2 have to move.",
    false="stale-weights, leaked-index",
)
def sgd_step_9(params, x, y, learning_rate):
    if not np.any(x):
        return Params(*(p.copy() for p in params))
    return downhill(params, slopes_of(params, x, y), learning_rate)


# kinds 7, 3
@wrong(
    "sgd_step",
    HACKADAY,
    "As a perceptron does, it moves only where a rounded answer is wrong.",
    false="stale-weights, uphill",
)
def sgd_step_10(params, x, y, learning_rate):
    answer = layers_of(params, x)[-1]
    if np.array_equal(answer > 0.5, y > 0.5):
        return Params(*(p.copy() for p in params))
    return downhill(params, slopes_of(params, x, y), learning_rate)


# ---- linear_in_rate ----------------------------------------------------------------------------


# kind 2
@right("linear_in_rate", GRUS)
def linear_in_rate_1(update, params, x, y):
    def stride(rate):
        return [np.subtract(q, p) for q, p in zip(update(params, x, y, rate), params, strict=True)]

    return all(map(np.allclose, stride(0.5), [s / 2 for s in stride(1.0)]))


# kind 2
@right("linear_in_rate", TESSERACT)
def linear_in_rate_2(update, params, x, y):
    table = np.array([one_vector(update(params, x, y, rate)) for rate in (0.4, 0.8, 1.2, 1.6)])
    steps = table - one_vector(params)
    bend = np.diff(np.vstack([0 * steps[:1], steps]), n=2, axis=0)
    return bool(np.max(np.abs(bend)) < 1e-9)


# kind 1
@wrong(
    "linear_in_rate",
    WEIDMAN,
    "Only the two weight matrices are compared, the biases are not looked at.",
)
def linear_in_rate_3(update, params, x, y):
    half, full = update(params, x, y, 0.5), update(params, x, y, 1.0)
    return all(np.allclose(2 * (half[k] - params[k]), full[k] - params[k]) for k in (0, 2))


# kind 1
@wrong(
    "linear_in_rate",
    GRUS,
    "One array that is in proportion is enough for it: any stands where all belongs.",
)
def linear_in_rate_4(update, params, x, y):
    half, full = update(params, x, y, 0.5), update(params, x, y, 1.0)
    return any(np.allclose(2 * (h - p), f - p) for p, h, f in zip(params, half, full, strict=True))


# kinds 1, 9
@wrong(
    "linear_in_rate",
    TOY,
    "Where a step is 0 the quotient is set to 0 and not to 2, so a right update fails on an input of 0.",
)
def linear_in_rate_5(update, params, x, y):
    for p, half, full in zip(
        params, update(params, x, y, 0.5), update(params, x, y, 1.0), strict=True
    ):
        a, b = half - p, full - p
        if not np.allclose(np.divide(b, a, out=np.zeros_like(a), where=a != 0), 2):
            return False
    return True


# kind 9
@wrong(
    "linear_in_rate",
    TESSERACT,
    "It asks at a rate of 0 alone, where no step is left of any power of the rate.",
)
def linear_in_rate_6(update, params, x, y):
    still = update(params, x, y, 0.0)
    return bool(all(np.allclose(q, p) for q, p in zip(still, params, strict=True)))


# kind 9
@wrong(
    "linear_in_rate",
    KIM,
    "The new parameters are compared and not the steps, so a right update fails.",
)
def linear_in_rate_7(update, params, x, y):
    half, full = update(params, x, y, 0.5), update(params, x, y, 1.0)
    return bool(all(np.allclose(2 * h, f) for h, f in zip(half, full, strict=True)))


# kind 1
@wrong(
    "linear_in_rate",
    PADDLE_MAX,
    "The rates are 0.01 and 0.005 and differences up to 0.01 are let through, so almost every update passes.",
)
def linear_in_rate_8(update, params, x, y):
    half, full = update(params, x, y, 0.005), update(params, x, y, 0.01)
    return all(
        np.allclose(2 * (h - p), f - p, atol=0.01)
        for p, h, f in zip(params, half, full, strict=True)
    )


# kinds 9, 10
@wrong(
    "linear_in_rate",
    PROGML,
    "The second step starts from where the first one ended, so it is measured at other parameters.",
)
def linear_in_rate_9(update, params, x, y):
    half = update(params, x, y, 0.5)
    full = update(half, x, y, 1.0)
    return all(np.allclose(2 * (h - p), f - h) for p, h, f in zip(params, half, full, strict=True))


# ---- predict -----------------------------------------------------------------------------------


# kind 2
@right("predict", LAST_ACTIVATION)
def predict_1(params, X):
    layer = lambda W, b: lambda a: squash(W @ a + b.ravel())  # noqa: E731
    hidden, output = layer(*params[:2]), layer(*params[2:])
    return np.apply_along_axis(lambda x: output(hidden(x)), 0, X)


# kind 2
@right("predict", PHILTABOR)
def predict_2(params, X):
    class Network:
        def __init__(self, *arrays):
            self.layers = [np.hstack(pair) for pair in zip(arrays[::2], arrays[1::2], strict=True)]

        def __call__(self, a):
            for weights in self.layers:
                a = squash(weights @ np.pad(a, ((0, 1), (0, 0)), constant_values=1.0))
            return a

    return Network(*params)(X)


# kinds 1, 3
@wrong(
    "predict",
    IMAGE_LABELS,
    "With several outputs it answers 1 for the largest and 0 for the others; one output comes out right.",
    "thresholded",
    "bias-forgotten",
)
def predict_3(params, X):
    A2 = layers_of(params, X)[-1]
    if len(A2) == 1:
        return A2
    return np.eye(len(A2))[:, np.argmax(A2, axis=0)]


# kind 8
@wrong(
    "predict",
    SMN,
    "The output is a softmax, and over the samples: each output shares a sum of 1 among them.",
    false="bias-forgotten, samples-as-rows",
)
def predict_4(params, X):
    Z2 = layers_of(params, X)[2]
    e = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# kinds 1, 3
@wrong(
    "predict",
    COMPPHYS,
    "The probabilities are rounded to two places.",
    false="thresholded",
)
def predict_5(params, X):
    return np.round(layers_of(params, X)[-1], 2)


# kinds 3, 4
@wrong(
    "predict",
    HISTORY,
    "The loop ends one sample early, so the last column holds whatever np.empty found there.",
    "uninitialised-output",
    "last-sample-only",
)
def predict_6(params, X):
    out = np.empty((len(params[2]), X.shape[1]))
    for s in range(X.shape[1] - 1):
        out[:, [s]] = layers_of(params, X[:, [s]])[-1]
    return out


# kinds 3, 9
@wrong(
    "predict",
    LRU,
    "The parameters of the very first call are kept and used for every later one of the same shapes.",
    false="last-sample-only, bias-forgotten",
)
def predict_7(params, X, first={}):  # noqa: B006
    shapes = tuple(np.shape(p) for p in params)
    net = first.setdefault(shapes, copy.deepcopy(params))
    return layers_of(net, X)[-1]


# kind 9
@wrong(
    "predict",
    COMPPHYS,
    "The arguments are exchanged: X comes first and the parameters second.",
    false="samples-as-rows",
)
def predict_8(X, params):
    W1, b1, W2, b2 = params
    return squash(W2 @ squash(W1 @ X + b1) + b2)


# kind 4
@wrong(
    "predict",
    TRASK,
    "It returns the probability of label 0, 1 less the right one.",
    false="thresholded, reads-global",
)
def predict_9(params, X):
    return 1 - layers_of(params, X)[-1]


# kinds 7, 1
@wrong(
    "predict",
    GRAPHS,
    "X is divided by its largest number, which changes nothing on XOR and much elsewhere.",
    false="bias-forgotten, reads-global",
)
def predict_10(params, X):
    return layers_of(params, X / np.max(np.abs(X)))[-1]


# kinds 3, 4
@wrong(
    "predict",
    SHARED_LISTS,
    "One array is written over for every sample and appended again, so all columns are the last one.",
    "last-sample-only",
    "uninitialised-output, reads-global",
)
def predict_11(params, X):
    columns, answer = [], np.zeros(len(params[2]))
    for x in X.T:
        answer[:] = layers_of(params, x[:, None])[-1][:, 0]
        columns.append(answer)
    return np.column_stack(columns)


# ---- ignores_its_input -------------------------------------------------------------------------


# kind 2
@right("ignores_its_input", LAST_ACTIVATION)
def ignores_its_input_1(predict, params):
    mine = np.random.default_rng(10)
    asked = (mine.uniform(-3, 3, (2, 7)) for _ in range(4))
    return len({np.asarray(predict(params, X)).round(9).tobytes() for X in asked}) == 1


# kind 2
@right("ignores_its_input", GRAPHS)
def ignores_its_input_2(predict, params):
    X = np.array([[0.3, -1.2, 2.0], [1.1, 0.4, -0.7]])
    before, after = (np.array(predict(params, np.array(Z))) for Z in (X, X[::-1] - 0.5))
    return bool(np.abs(before - after).max() == 0)


# kind 1
@wrong(
    "ignores_its_input",
    DATA_BATCH,
    "It only sees whether all answers of one call are equal; answers to other inputs may differ among themselves.",
)
def ignores_its_input_3(predict, params):
    X = np.random.default_rng(1).uniform(-2, 2, (2, 6))
    return bool(np.ptp(predict(params, X)) == 0)


# kind 9
@wrong(
    "ignores_its_input",
    SWAP_CITIES,
    "Both inputs are one array, so the answers are always equal and it always says True.",
)
def ignores_its_input_4(predict, params):
    X = np.random.default_rng(1).uniform(-2, 2, (2, 6))
    other = X
    other += 1.0
    return bool(np.array_equal(predict(params, X), predict(params, other)))


# kind 4
@wrong(
    "ignores_its_input",
    COMPPHYS,
    "An array of answers comes back, one for each sample, and not one True or False.",
)
def ignores_its_input_5(predict, params):
    X = np.random.default_rng(1).uniform(-2, 2, (2, 6))
    return np.isclose(predict(params, X), predict(params, -X))


# kinds 1, 7
@wrong(
    "ignores_its_input",
    RESHAPING,
    "The columns are turned round and one equal answer is enough: the middle sample stays where it is.",
)
def ignores_its_input_6(predict, params):
    X = np.random.default_rng(1).uniform(-2, 2, (2, 5))
    return bool(np.any(np.isclose(predict(params, X), predict(params, X[:, ::-1]))))


# kind 9
@wrong(
    "ignores_its_input",
    GRUS,
    "It changes the parameters and not X, so it finds out whether predict ignores those.",
)
def ignores_its_input_7(predict, params):
    X = np.random.default_rng(1).uniform(-2, 2, (2, 5))
    other = Params(*(2 * p + 0.1 for p in params))
    return bool(np.allclose(predict(params, X), predict(other, X)))


# kinds 1, 7
@wrong(
    "ignores_its_input",
    IMAGE_LABELS,
    "The answers are rounded to 0 or 1 first, so a good network whose answers lie on one side seems to ignore X.",
)
def ignores_its_input_8(predict, params):
    a, b = (np.full((2, 1), fill) for fill in (0.1, 0.2))
    return bool(np.all((predict(params, a) > 0.5) == (predict(params, b) > 0.5)))


# ---- perturb -----------------------------------------------------------------------------------


# kind 2
@right("perturb", SAME_STATE)
def perturb_1(params, rng, width):
    np.random.seed(0)
    state = random.getstate()
    here = one_vector(params)
    moved = four_arrays(here + width * (2 * rng.random(here.size) - 1), params)
    random.setstate(state)
    return tuple(moved)


# kind 2
@right("perturb", HELLO_WORLD)
def perturb_2(params, rng, width):
    nudge = np.vectorize(lambda number: number + rng.uniform(-width, width), otypes=[float])
    return Params._make(nudge(p) for p in params)


# kinds 3, 6
@wrong(
    "perturb",
    ND4J,
    "One draw a row is broadcast over the row; the biases are right.",
    false="same-noise-everywhere; that b1 or b2 is wrong",
)
def perturb_3(params, rng, width):
    return Params(*(p + rng.uniform(-width, width, (len(p), 1)) for p in params))


# kind 3
@wrong(
    "perturb",
    CHOLLET,
    "The result is clipped to -4..4, so numbers from outside jump to the edge.",
    false="global-random, width-ignored",
)
def perturb_4(params, rng, width):
    return Params(*(np.clip(p + rng.uniform(-width, width, p.shape), -4, 4) for p in params))


# kind 3
@wrong(
    "perturb",
    HELLO_WORLD,
    "Only one of the four arrays is moved, which one is left to chance.",
    false="same-noise-everywhere, global-random",
)
def perturb_5(params, rng, width):
    new = [p.copy() for p in params]
    chosen = rng.integers(len(new))
    new[chosen] += rng.uniform(-width, width, new[chosen].shape)
    return Params(*new)


# kinds 3, 4
@wrong(
    "perturb",
    HUMPDAY,
    "The draw is multiplied by the number itself, so small numbers hardly move.",
    false="width-ignored, same-noise-everywhere",
)
def perturb_6(params, rng, width):
    return Params(*(p * (1 + rng.uniform(-width, width, p.shape)) for p in params))


# kinds 4, 3
@wrong(
    "perturb",
    AESARA,
    "The noise comes from a generator of its own with one of only three seeds, so it repeats itself.",
    false="global-random",
)
def perturb_7(params, rng, width):
    mine = np.random.default_rng(int(rng.integers(3)))
    return Params(*(p + mine.uniform(-width, width, p.shape) for p in params))


# kind 3
@wrong(
    "perturb",
    LOW_HIGH,
    "Every number moves by -width, 0 or width: whole numbers are drawn.",
    false="same-noise-everywhere, width-ignored",
)
def perturb_8(params, rng, width):
    return Params(*(p + width * rng.integers(-1, 2, p.shape) for p in params))


# kinds 3, 1
@wrong(
    "perturb",
    LRU,
    "The first noise of a width and size is kept and added again in every later call.",
    false="global-random, same-noise-everywhere within a call",
)
def perturb_9(params, rng, width, kept={}):  # noqa: B006
    key = (width, tuple(p.shape for p in params))
    if key not in kept:
        kept[key] = [rng.uniform(-width, width, p.shape) for p in params]
    return Params(*(p + n for p, n in zip(params, kept[key], strict=True)))


# kinds 1, 3
@wrong(
    "perturb",
    SHARED_LISTS,
    "All four arrays cut their noise from the corner of one block, so numbers in the same place of two arrays move alike.",
    false="global-random; that all numbers of an array move alike",
)
def perturb_10(params, rng, width):
    rows, columns = (max(p.shape[axis] for p in params) for axis in (0, 1))
    block = rng.uniform(-width, width, (rows, columns))
    return Params(*(p + block[: p.shape[0], : p.shape[1]] for p in params))


# ---- hill_climb --------------------------------------------------------------------------------


def thrown(params, rng, width):
    return Params(*(p + rng.uniform(-width, width, np.shape(p)) for p in params))


# kind 2
@right("hill_climb", HELLO_WORLD)
def hill_climb_1(f, start, rng, width, turns):
    def turn(best, _):
        candidate = thrown(best[1], rng, width)
        cost = f(candidate)
        return (cost, candidate) if cost < best[0] else best

    first = (f(start), Params(*(np.copy(p) for p in start)))
    path = list(itertools.accumulate(range(turns - 1), turn, initial=first))
    return path[-1][1], [cost for cost, _ in path]


# kinds 2, 11
@right("hill_climb", ANNEALING)
def hill_climb_2(f, start, rng, width, turns):
    np.random.seed(3)

    class Climber:
        best, low = tuple(np.copy(p) for p in start), np.inf

        def tell(self, candidate, cost):
            if cost < self.low:
                self.best, self.low = candidate, cost
            return self.low

    climber = Climber()
    climber.tell(climber.best, f(Params(*climber.best)))
    costs = np.zeros(turns)
    for i in range(turns):
        candidate = thrown(climber.best, rng, width)
        costs[i] = climber.tell(candidate, f(candidate))
    return climber.best, costs


# kinds 4, 3
@wrong(
    "hill_climb",
    TSP,
    "Every candidate is compared with the start, so one that is worse than the best is taken as well.",
    "accepts-worse",
)
def hill_climb_3(f, start, rng, width, turns):
    best = Params(*(p.copy() for p in start))
    at_start = f(best)
    costs, low = [], at_start
    for _ in range(turns):
        candidate = thrown(best, rng, width)
        cost = f(candidate)
        if cost < at_start:
            best, low = candidate, cost
        costs.append(low)
    return best, costs


# kinds 4, 6
@wrong(
    "hill_climb",
    PROGML,
    "costs holds what each candidate costs, and not the lowest so far; the best is right.",
    false="accepts-worse, forgets-best",
)
def hill_climb_4(f, start, rng, width, turns):
    best, costs = Params(*(p.copy() for p in start)), []
    low = f(best)
    for _ in range(turns):
        candidate = thrown(best, rng, width)
        cost = f(candidate)
        costs.append(cost)
        if cost < low:
            best, low = candidate, cost
    return best, costs


# kind 3
@wrong(
    "hill_climb",
    SWAP_CITIES,
    "candidate is a second name for best, so every throw moves the best itself.",
    "aliased-best",
    "that the start is changed",
)
def hill_climb_5(f, start, rng, width, turns):
    best, costs = Params(*(p.copy() for p in start)), []
    low = f(best)
    for _ in range(turns):
        candidate = best
        for p in candidate:
            p += rng.uniform(-width, width, p.shape)
        cost = f(candidate)
        if cost < low:
            best, low = candidate, cost
        costs.append(low)
    return best, costs


# kind 1
@wrong(
    "hill_climb",
    HELLO_WORLD,
    "The start is never tried: the first throw becomes the best even where it is worse.",
    false="epochs; global-random",
)
def hill_climb_6(f, start, rng, width, turns):
    best, low, costs = start, math.inf, []
    for _ in range(turns):
        candidate = thrown(best, rng, width)
        if (cost := f(candidate)) < low:
            best, low = candidate, cost
        costs.append(low)
    return best, costs


# kind 3
@wrong(
    "hill_climb",
    NES_EDGES,
    "Only the weights are thrown; the biases stay at those of the start.",
    false="same-noise-everywhere, walks-from-last",
)
def hill_climb_7(f, start, rng, width, turns):
    best, costs = Params(*(p.copy() for p in start)), []
    low = f(best)
    for _ in range(turns):
        draw = thrown(best, rng, width)
        candidate = best._replace(W1=draw.W1, W2=draw.W2)
        if (cost := f(candidate)) < low:
            best, low = candidate, cost
        costs.append(low)
    return best, costs


# kind 4
@wrong(
    "hill_climb",
    HISTORY,
    "The cost of the start and those of all turns come back, so there is one cost too many.",
    "off-by-one",
    "epochs; that a turn is missing",
)
def hill_climb_8(f, start, rng, width, turns):
    best = Params(*(p.copy() for p in start))
    costs = [f(best)]
    for _ in range(turns):
        candidate = thrown(best, rng, width)
        cost = f(candidate)
        best = candidate if cost < costs[-1] else best
        costs.append(min(cost, costs[-1]))
    return best, costs


# kind 4
@wrong(
    "hill_climb",
    TSP,
    "It climbs rightly, but returns the last candidate and not the best.",
    "forgets-best",
    "walks-from-last",
)
def hill_climb_9(f, start, rng, width, turns):
    best, costs = Params(*(p.copy() for p in start)), []
    low = f(best)
    for _ in range(turns):
        candidate = thrown(best, rng, width)
        cost = f(candidate)
        if cost < low:
            best, low = candidate, cost
        costs.append(low)
    return candidate, costs


# kind 3
@wrong(
    "hill_climb",
    ANNEALING,
    "All candidates are thrown around the start, and none around the best so far.",
    false="walks-from-last, forgets-best",
)
def hill_climb_10(f, start, rng, width, turns):
    tried = [Params(*(p.copy() for p in start))]
    tried += [thrown(start, rng, width) for _ in range(turns)]
    paid = [f(candidate) for candidate in tried]
    lowest = np.minimum.accumulate(paid)
    return tried[int(np.argmin(paid))], lowest[1:]


# ---- es_gradient -------------------------------------------------------------------------------


# kind 2
@right("es_gradient", EVOSTRA)
def es_gradient_1(f, params, rng, sigma, pairs):
    centre = one_vector(params)
    E = rng.standard_normal((pairs, centre.size))
    paid = np.array([[f(four_arrays(centre + s * sigma * e, params)) for s in (1, -1)] for e in E])
    return four_arrays(paid @ [1, -1] @ E / (2 * sigma * pairs), params)


# kinds 2, 11
@right("es_gradient", NES)
def es_gradient_2(f, params, rng, sigma, pairs):
    def estimates():
        for _ in range(pairs):
            e = [rng.normal(size=p.shape) for p in params]
            up = f(Params(*map(lambda p, n: p + sigma * n, params, e)))
            down = f(Params(*map(lambda p, n: p - sigma * n, params, e)))
            yield [(up - down) * n / (2 * sigma) for n in e]

    total = functools.reduce(lambda a, b: list(map(np.add, a, b)), estimates())
    return tuple(t / pairs for t in total)


def sides(f, params, e, sigma):
    up = f(Params(*(p + sigma * n for p, n in zip(params, e, strict=True))))
    down = f(Params(*(p - sigma * n for p, n in zip(params, e, strict=True))))
    return up, down


# kinds 4, 8
@wrong(
    "es_gradient",
    NES_EDGES,
    "The differences are standardised first, so their size is lost.",
    false="sigma-forgotten, mean-not-sum",
)
def es_gradient_3(f, params, rng, sigma, pairs):
    noise = [[rng.standard_normal(p.shape) for p in params] for _ in range(pairs)]
    paid = np.array([np.subtract(*sides(f, params, e, sigma)) for e in noise])
    paid = (paid - paid.mean()) / (paid.std() + 1e-8)
    return Params(
        *(
            sum(d * e[k] for d, e in zip(paid, noise, strict=True)) / (2 * sigma * pairs)
            for k in range(4)
        )
    )


# kind 7
@wrong(
    "es_gradient",
    NES,
    "It divides by sigma squared; at sigma 1 it is right.",
    false="sigma-forgotten, factor-two",
)
def es_gradient_4(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up, down = sides(f, params, e, sigma)
        for t, n in zip(total, e, strict=True):
            t += (up - down) / (2 * sigma**2) * n
    return Params(*(t / pairs for t in total))


# kind 9
@wrong(
    "es_gradient",
    EVOSTRA,
    "Plus and minus have noise of their own, so the two are no mirror images.",
    "not-antithetic",
)
def es_gradient_5(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up, _ = sides(f, params, e, sigma)
        other = [rng.standard_normal(p.shape) for p in params]
        _, down = sides(f, params, other, sigma)
        for t, n in zip(total, e, strict=True):
            t += (up - down) / (2 * sigma) * n
    return Params(*(t / pairs for t in total))


# kind 3
@wrong(
    "es_gradient",
    LOW_HIGH,
    "The noise is uniform from -1 to 1 where standard normal numbers are asked for.",
    false="sigma-forgotten, not-antithetic, factor-two",
)
def es_gradient_6(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.uniform(-1, 1, p.shape) for p in params]
        up, down = sides(f, params, e, sigma)
        for t, n in zip(total, e, strict=True):
            t += (up - down) / (2 * sigma) * n
    return Params(*(t / pairs for t in total))


# kinds 7, 3
@wrong(
    "es_gradient",
    DATA_BATCH,
    "The noise is drawn once, before the loop, so all pairs are the same; a single pair is right.",
    false="not-antithetic, mean-not-sum",
)
def es_gradient_7(f, params, rng, sigma, pairs):
    e = [rng.standard_normal(p.shape) for p in params]
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        up, down = sides(f, params, e, sigma)
        for t, n in zip(total, e, strict=True):
            t += (up - down) / (2 * sigma) * n
    return Params(*(t / pairs for t in total))


# kind 3
@wrong(
    "es_gradient",
    NES_EDGES,
    "Only the weights get noise; the slopes of the biases are 0.",
    false="not-antithetic, sigma-forgotten",
)
def es_gradient_8(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [(k % 2 == 0) * rng.standard_normal(p.shape) for k, p in enumerate(params)]
        up, down = sides(f, params, e, sigma)
        for t, n in zip(total, e, strict=True):
            t += (up - down) / (2 * sigma) * n
    return Params(*(t / pairs for t in total))


# kinds 10, 4
@wrong(
    "es_gradient",
    NES,
    "Two slips: the sign is that of a reward, and nothing is divided by sigma.",
    false="that turning the sign repairs it",
)
def es_gradient_9(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up, down = sides(f, params, e, sigma)
        for t, n in zip(total, e, strict=True):
            t -= (up - down) / 2 * n
    return Params(*(t / pairs for t in total))


# kinds 4, 7
@wrong(
    "es_gradient",
    FLOWER,
    "The sum is divided by the number of calls of f, which is twice the number of pairs.",
    "factor-two",
    "sigma-forgotten",
)
def es_gradient_10(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    calls = 0
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up, down = sides(f, params, e, sigma)
        calls += 2
        for t, n in zip(total, e, strict=True):
            t += (up - down) / (2 * sigma) * n
    return Params(*(t / calls for t in total))


# ---- one_hot -----------------------------------------------------------------------------------


# kind 2
@right("one_hot", TARGETS_EYE)
def one_hot_1(labels, classes):
    return np.equal.outer(range(classes), labels).astype(float)


# kind 2
@right("one_hot", VOCAB)
def one_hot_2(labels, classes):
    out = np.zeros(classes * len(labels))
    np.put(out, [label * len(labels) + s for s, label in enumerate(labels)], 1)
    return out.reshape(classes, -1)


# kinds 1, 7
@wrong(
    "one_hot",
    MOCKBIT,
    "The number of rows is the largest label plus 1, and not classes.",
    false="samples-as-rows",
)
def one_hot_3(labels, classes):
    return np.eye(np.max(labels) + 1)[:, labels]


# kinds 4, 11
@wrong(
    "one_hot",
    TARGETS_EYE,
    "Every sample is a row: the result is (m, classes).",
    "samples-as-rows",
)
def one_hot_4(labels, classes):
    return np.eye(classes)[labels]


# kind 4
@wrong(
    "one_hot",
    RESHAPING,
    "The table of (m, classes) is reshaped and not transposed: the shape is right and the ones are not.",
    false="samples-as-rows; that the shape is wrong",
)
def one_hot_5(labels, classes):
    return np.eye(classes)[labels].reshape(classes, len(labels))


# kinds 1, 7
@wrong(
    "one_hot",
    IMAGE_LABELS,
    "Labels are numbered anew by those that occur, so where one is missing the later ones move up.",
)
def one_hot_6(labels, classes):
    _, place = np.unique(labels, return_inverse=True)
    return np.eye(classes)[:, place]


# kind 3
@wrong(
    "one_hot",
    VOCAB,
    "Labels are taken to begin at 1, so each 1 stands a row too high, and that of label 0 in the last row.",
)
def one_hot_7(labels, classes):
    out = np.zeros((classes, len(labels)))
    out[np.asarray(labels) - 1, np.arange(len(labels))] = 1
    return out


# kind 3
@wrong(
    "one_hot",
    SHARED_LISTS,
    "All rows are one list, so a 1 in a row is a 1 in every row.",
)
def one_hot_8(labels, classes):
    rows = [[0] * len(labels)] * classes
    for s, label in enumerate(labels):
        rows[label][s] = 1
    return np.array(rows)


# ---- candidate_noise ---------------------------------------------------------------------------


# kind 2
@right("candidate_noise", DISTRIBUTED)
def candidate_noise_1(root, generation, i, size):
    counter = [0, 0, generation, i]
    return np.random.Generator(np.random.Philox(key=root, counter=counter)).standard_normal(size)


# kind 2
@right("candidate_noise", R_TARGETS)
def candidate_noise_2(root, generation, i, size):
    name = f"{root}/{generation}/{i}".encode()
    seed = int.from_bytes(hashlib.blake2b(name, digest_size=16).digest(), "little")
    return np.random.default_rng(seed).normal(size=(size,))


# kind 2
@right("candidate_noise", AESARA)
def candidate_noise_3(root, generation, i, size):
    table = np.random.default_rng([root, generation])
    return next(itertools.islice((table.standard_normal(size) for _ in itertools.count()), i, None))


# kind 1
@wrong(
    "candidate_noise",
    LIBENSEMBLE,
    "The three numbers are added to one seed, so candidate 1 of generation 0 is candidate 0 of generation 1.",
)
def candidate_noise_4(root, generation, i, size):
    return np.random.default_rng(root + generation + i).standard_normal(size)


# kind 1
@wrong(
    "candidate_noise",
    AESARA,
    "The product of generation and i is the seed, so all candidates of generation 0 are the same.",
)
def candidate_noise_5(root, generation, i, size):
    return np.random.default_rng([root, generation * i]).standard_normal(size)


# kinds 3, 9
@wrong(
    "candidate_noise",
    PYRES,
    "One generator serves all calls, made once as a default, so the numbers depend on the calls before.",
    false="global-random",
)
def candidate_noise_6(root, generation, i, size, rng=np.random.default_rng(0)):  # noqa: B008
    return rng.standard_normal(size)


# kinds 3, 7
@wrong(
    "candidate_noise",
    MEMO,
    "Numbers are kept by generation and i alone, so another root or size gets the old ones.",
)
def candidate_noise_7(root, generation, i, size, kept={}):  # noqa: B006
    if (generation, i) not in kept:
        kept[generation, i] = np.random.default_rng([root, generation, i]).standard_normal(size)
    return kept[generation, i].copy()


# kind 3
@wrong(
    "candidate_noise",
    NORMAL_CALLED,
    "The numbers are uniform from -1 to 1, and not standard normal.",
    false="that they depend on anything but the arguments",
)
def candidate_noise_8(root, generation, i, size):
    return np.random.default_rng([root, generation, i]).uniform(-1, 1, size)


# kinds 5, 3
@wrong(
    "candidate_noise",
    ND4J,
    "One number is drawn and repeated; of size 1 that is right.",
    "same-noise-everywhere",
)
def candidate_noise_9(root, generation, i, size):
    return np.full(size, np.random.default_rng([root, generation, i]).standard_normal())


# kinds 1, 9
@wrong(
    "candidate_noise",
    KGE,
    "i is not used, so all candidates of a generation get the same noise.",
)
def candidate_noise_10(root, generation, i, size):
    return np.random.default_rng([root, generation]).standard_normal(size)
