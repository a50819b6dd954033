"""The fifth blind set: once more other cases of every kind of fault that a check had.

Facts come from the named threads and repositories, the code does not. Each entry is what its
source discusses or does, or a variation of it in this course's own notation. Nobody who wrote it had
seen the checks, the zoo of wrong answers or the older sets. Some entries seed Python's own generator,
as a notebook would. Do not tune a check to a single entry.
"""

import copy
import functools
import hashlib
import itertools
import math
import random
from collections import deque

import numpy as np
from strangers import AnswerSet

from nn_helpers.network import Params

ANSWERS = AnswerSet()
right, wrong = ANSWERS.right, ANSWERS.wrong

CS249R = (
    "numerically stable sigmoid + remove overflow warning suppressor (harvard-edge/cs249r_book)"
)
CS249R_CLIP = "no need to clip input value of Sigmoid (harvard-edge/cs249r_book, GitHub)"
NEURALFOIL = "Overflow in exp (_sigmoid function) (peterdsharpe/NeuralFoil, GitHub)"
NANOTORCH_IF = "`sigmoid` is not implemented efficiently: truth value ambiguous (NanoTorch, GitHub)"
RAYMAY = "Integer cast problems in numpy (numpy-discussion mailing list, 2009)"
SOFTPLUS = "softplus and inverse_softplus warn about overflow when they should not (bayesflow)"
PULLREQUEST = "Wrong sizes in an XOR network, Python (Stack Overflow, translated, pullrequest.ru)"
BROADCAST = "Biases are being broadcasted (jimfleming/differentiation, GitHub)"
IN_PLACE = "How do numpy's in-place operations work? (Stack Overflow 16034672)"
NIELSEN_FAI = (
    "Understanding Michael Nielsen's backpropagation code, chapter 2 (fast.ai forums 7398)"
)
MUTABLE = "Least astonishment and the mutable default argument (Stack Overflow)"
KULBEAR = "bug fix: add bias after Z (Kulbear/deep-learning-coursera, GitHub)"
HANKCS = "Assignment 1: softmax gradient not explicitly calculated (hankcs/CS224n, GitHub)"
FINETUNE = "Comparison.predict_proba doesn't return a probability distribution (finetune, GitHub)"
NAPKIN = "predict_proba was not returning probabilities (mwydmuch/napkinXC, GitHub)"
LISTS = "Python lists in combination with numpy arrays (numpy-discussion mailing list, 2010)"
APPENDING = "Second appending of numpy array to list changes the first entry (Stack Overflow)"
HANDMADE = "Construct by hand a neural network that computes XOR (textbook exercise)"
ROSE = "XOR network, CSSE313 (course page, Rose-Hulman Institute of Technology)"
BEGINNERS = "Deep learning for beginners, the XOR framework with hard limits (digibess.eu)"
KERAS_EPS = "binary cross-entropy can return nan, epsilon too small (keras-team/keras, GitHub)"
KERAS_MEAN = (
    "Binary Cross Entropy loss is incorrect: mean over an axis (keras-team/tf-keras, GitHub)"
)
TF_TWICE = "Fix binary crossentropy double epsilon (tensorflow/tensorflow, GitHub)"
TENSORLAYER = "Something is not precise in binary_cross_entropy (tensorlayer/TensorLayer, GitHub)"
ELEGY = "Feat 22: Binary Crossentropy Loss Implementation, review (poets-ai/elegy, GitHub)"
WHERE_LOG = "Runtime warning for where? (numpy/numpy, GitHub)"
OSCILLATING = (
    "Cost function for logistic regression, weird oscillating cost history (Stack Overflow)"
)
GD_ODDS = "GD for logistic regression isn't stable, why? (question-and-answer thread)"
STEPWISE = "A Step by Step Backpropagation Example (guevara/read-it-later, GitHub)"
STAT453 = "Small error in bias computation, L08 (rasbt/stat453-deep-learning-ss21, GitHub)"
RYUK = "bug sum (Ryuk17/MachineLearning, GitHub)"
ISRAFEL = "a bug? axis of a sum (israfelsr/CS231n, GitHub)"
NLP_62 = "Improvisation in Course 2/Lab/Week4, backprop function (rust0258, GitHub)"
CONVERGE = "Help with MLP convergence (Data Science Stack Exchange 58812)"
THREE_BLUE = "Neural network does not work on XOR (Data Science Stack Exchange 68362)"
GRAPHSAGE = "Double division by batch size (williamleif/GraphSAGE, GitHub)"
LIBBRAIN = "Error in backpropagation: derivative of the activation (benoitfragit/libBrain, GitHub)"
ACCORD = "BUG: BackPropagationLearning.cs (accord-net/framework, GitHub)"
LXMLS = "Mistake in Backpropagation Algorithm, algorithm 11 (LxMLS/lxmls-guide, GitHub)"
SOFTMAX_NN = "Added softmax activation function (jorgenkg/python-neural-network, GitHub)"
COMPLEX_STEP = "How to test gradient implementations (Graduate Descent, T. Vieira's blog)"
ADABOUND = "An error with step_size computation (kozistr/AdaBound-tensorflow, GitHub)"
AIMA = "Bug in learning.py: learning_rate is not used (aimacode/aima-python, GitHub)"
WHOSEBUG = "It seems numpy array automatically ignores decimals (Stack Overflow, translated)"
ELEARN = "numpy += changes the other name too (question-and-answer thread, e-learn.cn)"
ODYSSEY = "Fix gradient checker shallow copy bug (HomericIntelligence/Odyssey, GitHub)"
CHAINER_VIEW = "numerical_grad caution: a view comes back (chainer/chainer, GitHub)"
DEEPVISION = "compute_numeric_gradient: use flatten, not view(-1) (deepvision-class, GitHub)"
ASK_52 = "2 minus a tiny value gave 1, numerical gradient (question 7771442, 52zhanxing.com)"
TORCH_RNN = "I have a question in util.gradcheck (jcjohnson/torch-rnn, GitHub)"
KERNEL = "definition of relative error (ROCm/composable_kernel, GitHub)"
OPENMDAO = "Better reporting of relative error when fd is zero (OpenMDAO/OpenMDAO, GitHub)"
THEANO = "Fix div by zero in tensor grad (Theano/Theano, GitHub)"
NNPDF = "training and validation loss are 1 epoch out of sync (NNPDF/nnpdf, GitHub)"
NNTRAINER = "Fix calculating training loss (nntrainer/nntrainer, GitHub)"
HANDSON = "Chapter 4: mini-batch gradient descent (ageron/handson-ml, GitHub)"
FASTAI = "Epoch bugfix: a constant in the loop (fastai/courses, GitHub)"
UDLBOOK = "Eq 6.10: sum or mean over the batch (udlbook/udlbook, GitHub)"
SIMPSOM = "Bug in learning rate? (fcomitani/simpsom, GitHub)"
STOPPING = "Basic logistic regression question, Q8: when to stop (forum of an online course)"
DLAB = "Notebook 2: use np.random.uniform(low=-1, high=1) (dlab-berkeley/ANN-Fundamentals)"
NNFORGE = "initializing with random weights in a range (milakov/nnForge, GitHub)"
UDACITY = "Uniform initialization, baseline (notebook quoted in microsoft/vscode-python, GitHub)"
CONX = "Reset weights in a less hacky range (ArtificialIntelligenceToolkit/conx, GitHub)"
RUNEBOOK = "How to use SeedSequence.spawn() for parallel randomness (runebook.dev)"
PARALLEL = "Parallel random number generation (numpy documentation)"
DEVSOLUS = "Using SeedSequence to convert any random seed into a good seed (Stack Overflow)"
DICE = "Seeds at Scale (dice-research.org, blog)"
MARCEL = "wrong hidden error computation (kim-marcel/basic_neural_network, GitHub)"
TOY_JS = "Adjust at the end (CodingTrain/Toy-Neural-Network-JS, GitHub)"
OPYTIMIZER = "Gaussian multiplicative noise may lead to unexpected behaviours (gugarosa/opytimizer)"
NNGA = "Noise should be layer dependent (rssalessio/nnGA, GitHub)"
GENANN = "add function to randomly tweak the weights (codeplea/genann, GitHub)"
PYGAD = "Randomizing the gene that gets mutated (ahmedfgad/GeneticAlgorithmPython, GitHub)"
LIUCS = "Milestone 2, cart-pole by hill climbing (CS164, liucs.net)"
CARTPOLE = "Hill climbing with adaptive noise scaling (Rafael1s, Deep-RL-Algorithms, GitHub)"
EGG_WEST = "random search for a control problem (egg-west, GitHub)"
HILL_POST = "Hill Climbing Algorithms, cart-pole (blog post)"
ASEBO = "Possible Bug in the Gradient Estimation Step L71 (jparkerholder/ASEBO, GitHub)"
KARPATHY = "A bare bones example of natural evolution strategies (A. Karpathy, gist)"
EVOSAX = "Simple_GA: wrong decay parameter (RobertTLange/evosax, GitHub)"
OPENES = "OpenES, mirrored sampling and centred ranks (evorl, documentation)"
ONE_HOT = "Convert array of indices to one-hot encoded array (Stack Overflow 29831596)"
ONE_HOT_REDDIT = "one hot encoding using numpy (r/Numpy, Reddit)"
CODEARENA = "One-Hot Encoding (codearena.co)"
ONE_HOT_2D = "Transform 2d numpy array into 2d one hot encoding (py4u.org 75180112)"
ML_135 = "add 1/n_samples normalization to logistic regression (ML-From-Scratch, GitHub)"
SKFLOW = "Turn off dropout at predict time (tensorflow/skflow, GitHub)"
LEVENT = "Normalisation of test set based on mu and sigma of train set (leventbass, GitHub)"
ZERO_GRAD = "Why making gradients zero before backward pass? (jcjohnson/pytorch-examples, GitHub)"
ONE_OVER_ONE = "How to get numpy.exp to work with an array and a scalar (Stack Overflow 64217950)"
RESHAPE = "Why does .reshape(a, b) != .reshape(b, a).T? (Stack Overflow 77159139)"
CLIP_EACH = "Global clipping instead of each matrix separately (carpedm20/MemN2N-tensorflow)"
CLIP_GROUP = "global grad norm clipping (huggingface/transformers, GitHub)"
GRUS = "Update the weights after calculating the hidden_deltas? (joelgrus, GitHub)"
HCIPY = "Make Numpy 2.0 compatible, a copied generator (ehpor/hcipy, GitHub)"
SURPRISING = "List of lists: surprising behaviour (Python question-and-answer thread)"
SIMPLEAI = "Hill climbing variations (simpleai-team/simpleai, GitHub)"
LINEAR = "Is this map linear? Additive or homogeneous (mathematics question-and-answer thread)"


def squash(z):
    """A logistic function as a learner has one by lesson 02, safe for large numbers."""
    small = np.exp(-np.abs(z))
    return np.where(np.asarray(z) < 0, small, 1.0) / (1.0 + small)


def run(params, X):
    """Both hidden and final activations."""
    W1, b1, W2, b2 = params
    A1 = squash(W1 @ X + b1)
    return A1, squash(W2 @ A1 + b2)


def blame(params, X, Y):
    """The four slopes, by matrices."""
    W1, b1, W2, b2 = params
    A1, A2 = run(params, X)
    D2 = A2 - Y
    D1 = W2.T @ D2 * A1 * (1 - A1)
    return [D1 @ X.T, D1.sum(1, keepdims=True), D2 @ A1.T, D2.sum(1, keepdims=True)]


def bill(A, Y):
    """The summed cross-entropy, cut off far out."""
    return float(-np.sum(np.log(np.maximum(np.where(Y > 0.5, A, 1 - A), 1e-300))))


def downhill(params, slopes, rate):
    return Params(*[p - rate * s for p, s in zip(params, slopes, strict=True)])


# ---- sigmoid -------------------------------------------------------------------------------


@right("sigmoid", NEURALFOIL)
def floor_at_minus_hundred(z):
    return 1 / (1 + np.exp(-np.fmax(-100.0, z)))


@right("sigmoid", NANOTORCH_IF)
def number_by_number(z):
    def one(v):
        if v > 0:
            return 1 / (1 + math.exp(-v))
        e = math.exp(v)
        return e / (e + 1)

    return np.asarray(np.frompyfunc(one, 1, 1)(z), dtype=float)


@wrong(
    "sigmoid",
    CS249R,
    "np.where works out both branches, so large numbers still overflow and numpy warns.",
    "overflow",
    "that the numbers that come back are wrong",
)
def both_branches(z):
    z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@wrong(
    "sigmoid",
    RAYMAY,
    "The result is stored in an array of the type of z: whole numbers give 0.",
    "integer-result",
    "that floats come back wrong",
)
def like_the_input(z):
    z = np.asarray(z)
    out = np.zeros_like(z)
    up = z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    out[~up] = np.exp(z[~up]) / (1 + np.exp(z[~up]))
    return out


@wrong(
    "sigmoid",
    CS249R_CLIP,
    "z is cut to -6..6, so outside of it the result stays at 0.0025 or 0.9975.",
    "",
    "an overflow or a warning; that small numbers are wrong",
)
def cut_at_six(z):
    return 1 / (1 + np.exp(-np.minimum(np.maximum(z, -6), 6)))


@wrong(
    "sigmoid",
    SOFTPLUS,
    "The absolute value keeps exp small, but nothing puts the sign back: below 0 it gives 1 - sigmoid.",
    "",
    "sign-flipped: above 0 the result is right",
)
def sign_lost(z):
    return 1 / (1 + np.exp(-np.abs(z)))


@wrong(
    "sigmoid",
    ONE_OVER_ONE,
    "Without parentheses the 1 is divided by 1 alone: 1 + exp(-z) comes back, cut off far out.",
    "",
    "a factor; sign-flipped",
)
def one_over_one(z):
    return 1 / 1 + np.exp(-np.clip(z, -700, None))


@right("sigmoid", CS249R_CLIP)
def nothing_may_pass_unseen(z):
    with np.errstate(all="raise"):
        e = np.exp(-np.minimum(np.abs(z), 700.0))
        return np.where(np.less(z, 0), e / (1 + e), 1 / (1 + e))


# ---- forward -------------------------------------------------------------------------------


@right("forward", PULLREQUEST)
def rows_inside(params, X):
    rows = X.T
    Z1 = rows @ params[0].T + params[1].ravel()
    A1 = squash(Z1)
    Z2 = A1 @ params[2].T + params[3].ravel()
    return tuple(a.T for a in (Z1, A1, Z2, squash(Z2)))


@right("forward", THREE_BLUE)
def bias_as_weight(params, X):
    layers = []
    below = X
    for W, b in (params[:2], params[2:]):
        Z = np.hstack([W, b]) @ np.vstack([below, np.ones((1, X.shape[1]))])
        below = squash(Z)
        layers += [Z, below]
    return layers


@wrong(
    "forward",
    IN_PLACE,
    "A1 and Z1 are one array (and A2 and Z2), so working out the activation overwrites Z.",
    "",
    "that an activation is missing; that A1 or A2 is wrong",
)
def written_over(params, X):
    Z1 = params[0] @ X + params[1]
    A1 = Z1
    A1[:] = squash(A1)
    Z2 = params[2] @ A1 + params[3]
    A2 = Z2
    A2[:] = squash(A2)
    return Z1, A1, Z2, A2


@wrong(
    "forward",
    BROADCAST,
    "Only the first bias of each layer is added, to all units.",
    "",
    "bias-forgotten: with one output b2 is added rightly",
)
def first_bias_for_all(params, X):
    Z1 = params[0] @ X + params[1][0]
    A1 = squash(Z1)
    Z2 = params[2] @ A1 + params[3][0]
    return Z1, A1, Z2, squash(Z2)


@wrong(
    "forward",
    PULLREQUEST,
    "b1 is flattened, so it lies along the samples instead of along the units.",
    "",
    "bias-forgotten or samples-as-rows",
)
def bias_along_the_samples(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1.flatten()
    A1 = squash(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, squash(Z2)


@wrong(
    "forward",
    HANKCS,
    "The last layer is a softmax over the outputs, so with one output everything is 1.",
    "",
    "that Z1, A1 or Z2 is wrong; no-output-activation",
)
def softmax_on_top(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = W2 @ A1 + b2
    e = np.exp(Z2 - Z2.max(axis=0))
    return Z1, A1, Z2, e / e.sum(axis=0)


@wrong(
    "forward",
    MUTABLE,
    "Layers are remembered by the shape of X in a default argument: the next call of this shape"
    " gets the old ones.",
    "",
    "reads-global; that the formulas are wrong: the first call is right",
)
def remembered(params, X, seen={}):  # noqa: B006
    if X.shape not in seen:
        W1, b1, W2, b2 = params
        Z1 = W1 @ X + b1
        A1 = squash(Z1)
        Z2 = W2 @ A1 + b2
        seen[X.shape] = (Z1, A1, Z2, squash(Z2))
    return seen[X.shape]


@wrong(
    "forward",
    KULBEAR,
    "The second layer reads Z1 in place of A1; A1 itself comes back right.",
    "",
    "that A1 lacks its sigmoid",
)
def second_reads_z(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    Z2 = W2 @ Z1 + b2
    return Z1, squash(Z1), Z2, squash(Z2)


# ---- predict -------------------------------------------------------------------------------


class Predictor:
    """A network that is called like a function, as in the programs with a class."""

    def hidden(self, params, X):
        return squash(np.einsum("hi,im->hm", params[0], X) + params[1])

    def __call__(self, params, X):
        return squash(np.einsum("oh,hm->om", params[2], self.hidden(params, X)) + params[3])


right("predict", NAPKIN)(Predictor())


@wrong(
    "predict",
    LISTS,
    "The same array is appended for every sample, so every column shows the last one.",
    "last-sample-only",
    "reads-global",
)
def appended_again_and_again(params, X):
    answer = np.zeros(len(params[3]))
    answers = []
    for x in X.T:
        answer[:] = run(params, x[:, None])[1][:, 0]
        answers.append(answer)
    return np.array(answers).T


@wrong(
    "predict",
    SURPRISING,
    "The loop starts at 1, so the first sample keeps the 0 that it was given.",
    "",
    "uninitialised-output: the memory was filled with 0; last-sample-only",
)
def from_one(params, X):
    out = np.zeros((params[2].shape[0], X.shape[1]))
    for i in range(1, X.shape[1]):
        out[:, [i]] = run(params, X[:, [i]])[1]
    return out


@wrong(
    "predict",
    FINETUNE,
    "The probability of the likelier label comes back, never one below 0.5.",
    "",
    "thresholded: the numbers are no labels",
)
def confidence(params, X):
    p = run(params, X)[1]
    return np.maximum(p, 1 - p)


@wrong(
    "predict",
    "numpy.squeeze (numpy documentation)",
    "squeeze drops every axis of length 1, so one output or one sample loses its axis.",
    "",
    "that the numbers are wrong; that it fails for several outputs of several samples",
)
def squeezed(params, X):
    return run(params, X)[1].squeeze()


@wrong(
    "predict",
    LEVENT,
    "The inputs are centred by their own mean, so an answer depends on the other samples.",
    "",
    "reads-global; samples-as-rows",
)
def centred(params, X):
    return run(params, X - X.mean(axis=1, keepdims=True))[1]


@wrong(
    "predict",
    SKFLOW,
    "Hidden units are dropped at random, so two calls differ.",
    "",
    "uninitialised-output or reads-global",
)
def dropout_on(params, X):
    A1 = run(params, X)[0]
    keep = np.random.default_rng().random(A1.shape) < 0.8
    return squash(params[2] @ (A1 * keep / 0.8) + params[3])


@right("predict", SKFLOW)
def one_after_the_other(params, X):
    columns = map(np.atleast_2d, X.T)
    return np.concatenate([run(params, x.T)[1] for x in columns], axis=-1)


@wrong(
    "predict",
    SOFTMAX_NN,
    "It is another network: relu units in the hidden layer.",
    "",
    "samples-as-rows or reads-global",
)
def relu_units(params, X):
    W1, b1, W2, b2 = params
    return squash(W2 @ np.maximum(0, W1 @ X + b1) + b2)


# ---- wire_xor ------------------------------------------------------------------------------


@right("wire_xor", HANDMADE)
def solved_for_the_output():
    W1, b1 = np.array([[16, 16], [16, 16]]), np.array([[-8], [-24]])  # or, and
    A1 = squash(W1 @ np.array([[0, 0, 1], [0, 1, 1]]) + b1)
    wanted = np.array([-4.0, 4, -4])
    w = np.linalg.solve(np.vstack([A1, np.ones(3)]).T, wanted)
    return Params(W1, b1, w[None, :2], w[None, 2:])


@right("wire_xor", BEGINNERS)
def one_but_not_two():
    W1 = np.array([[-9, 9], [9, -9]], dtype=int)
    b1 = np.full((2, 1), -5)
    return W1, b1, np.array([[11, 11]]), np.array([[-5]])


@wrong(
    "wire_xor",
    BEGINNERS,
    "The weights are those for hard limits: with sigmoids all four outputs stay near 0.5.",
    "",
    "that labels are turned round",
)
def for_hard_limits():
    return Params(
        np.ones((2, 2)), np.array([[-0.5], [-1.5]]), np.array([[1.0, -1]]), np.array([[-0.5]])
    )


@wrong(
    "wire_xor",
    ROSE,
    "All four outputs are those of the opposite: 1 where the inputs agree.",
    "",
    "that the weights are too small",
)
def the_opposite():
    return Params(
        np.array([[20.0, 20], [20, 20]]),
        np.array([[-10.0], [-30]]),
        np.array([[-20.0, 20]]),
        np.array([[10.0]]),
    )


@wrong(
    "wire_xor",
    PULLREQUEST,
    "W2 is a column, (2, 1), and has to be a row.",
    "weights-transposed",
    "that W1 is transposed",
)
def output_as_column():
    return Params(
        np.array([[20.0, 20], [-20, -20]]),
        np.array([[-10.0], [30]]),
        np.array([[20.0], [20]]),
        np.array([[-30.0]]),
    )


# ---- cost ----------------------------------------------------------------------------------


@right("cost", "BCELoss (PyTorch documentation)")
def logs_not_below_minus_hundred(Y_hat, Y):
    with np.errstate(divide="ignore"):
        yes, no = (np.clip(np.log(p), -100, None) for p in (Y_hat, 1 - Y_hat))
    return -(Y * yes + (1 - Y) * no).sum()


@right("cost", "math.fsum (Python documentation)")
def one_by_one(Y_hat, Y):
    chance = (a if y else 1 - a for a, y in zip(Y_hat.flat, Y.flat, strict=True))
    return math.fsum(-math.log(p or 5e-324) for p in chance)


@wrong(
    "cost",
    KERAS_MEAN,
    "The mean is taken over the outputs, and the sum over the samples alone.",
    "",
    "that it was divided by the number of samples; that it is wrong for one output",
)
def mean_over_outputs(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(np.mean(-Y * np.log(p) - (1 - Y) * np.log(1 - p), axis=0).sum())


@wrong(
    "cost",
    OSCILLATING,
    "A parenthesis closes too early: log(1) - p stands where log(1 - p) was meant.",
    "",
    "precedence: the minus is in front of both terms; negative-class-forgotten",
)
def closed_too_early(Y_hat, Y):
    p = np.clip(Y_hat, 1e-12, 1 - 1e-12)
    return float(-np.sum(Y * np.log(p) + (1 - Y) * (np.log(1) - p)))


@wrong(
    "cost",
    ELEGY,
    "The labels stand where the predictions belong: log(Y) and log(1 - Y) are taken.",
    "",
    "that a log of zero comes out; a factor",
)
def wrong_way_round(Y_hat, Y):
    truth, guess = Y_hat, Y
    q = np.clip(guess, 1e-10, 1 - 1e-10)
    return float(-np.sum(truth * np.log(q) + (1 - truth) * np.log(1 - q)))


@wrong(
    "cost",
    GD_ODDS,
    "The loop starts at the second sample, so the first costs nothing.",
    "",
    "mean-not-sum or negative-class-forgotten",
)
def without_the_first(Y_hat, Y):
    total = 0.0
    for i in range(1, Y.shape[1]):
        p = np.clip(Y_hat[:, i], 1e-14, 1 - 1e-14)
        total -= float(np.sum(Y[:, i] * np.log(p) + (1 - Y[:, i]) * np.log(1 - p)))
    return total


@wrong(
    "cost",
    RYUK,
    "The sum runs over the samples alone and gives one number an output, as an array.",
    "",
    "mean-not-sum; that the numbers of one output are wrong",
)
def one_number_an_output(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return -np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p), axis=1)


@wrong(
    "cost",
    WHERE_LOG,
    "Where the probability of the true label is 0 the log is left out: hopeless answers are free.",
    "",
    "log-of-zero as something that is inf or nan; that ordinary predictions cost wrongly",
)
def zero_is_free(Y_hat, Y):
    chance = np.where(Y == 1, Y_hat, 1 - Y_hat)
    logs = np.zeros_like(chance)
    np.log(chance, out=logs, where=chance > 0)
    return float(-logs.sum())


@wrong(
    "cost",
    TENSORLAYER,
    "Two slips: the negative class is left out, and the mean over the samples is taken.",
    "",
    "either of the two as the only one",
)
def two_at_once(Y_hat, Y):
    return float(-np.sum(Y * np.log(np.maximum(Y_hat, 1e-12))) / Y.shape[1])


# ---- repaired_cost -------------------------------------------------------------------------


@right("repaired_cost", KERAS_EPS)
def distance_to_the_other_label(Y_hat, Y):
    chance = np.abs(Y_hat - (1 - Y))
    return np.negative(np.log(np.fmax(chance, np.finfo(float).tiny))).sum().item()


@wrong(
    "repaired_cost",
    KERAS_EPS,
    "The cut at 1 - 1e-17 is 1 in float64, so log(1 - 1) is still taken.",
    "log-of-zero",
    "that a prediction of exactly 0 is the one that fails",
)
def epsilon_lost(Y_hat, Y):
    p = np.clip(Y_hat, 1e-17, 1 - 1e-17)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong(
    "repaired_cost",
    OSCILLATING,
    "nan_to_num is applied to the sum: one right answer of exactly 1 turns the whole cost to 0.",
    "",
    "that it is not finite; that predictions between 0 and 1 cost wrongly",
)
def repaired_too_late(Y_hat, Y):
    with np.errstate(divide="ignore", invalid="ignore"):
        total = -np.sum(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat))
    return float(np.nan_to_num(total))


@wrong(
    "repaired_cost",
    "numpy.nansum (numpy documentation)",
    "0 * log(0) is left out, but a hopeless answer still costs inf.",
    "log-of-zero",
    "that a right answer of exactly 0 or 1 fails",
)
def nansum(Y_hat, Y):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)
    return float(-np.nansum(terms))


@wrong(
    "repaired_cost",
    TF_TWICE,
    "0.01 is added inside both logs, which moves every ordinary cost as well.",
    "",
    "a wrong base, a factor",
)
def generous_epsilon(Y_hat, Y):
    return float(-np.sum(Y * np.log(Y_hat + 0.01) + (1 - Y) * np.log(1 - Y_hat + 0.01)))


@wrong(
    "repaired_cost",
    "Universal functions, out= and where= (numpy documentation)",
    "The predictions that were handed in are turned in place; the first cost is right.",
    "changes-arguments",
    "that the number is wrong",
)
def turned_in_place(Y_hat, Y):
    np.subtract(1, Y_hat, out=Y_hat, where=Y == 0)
    return float(-np.sum(np.log(np.maximum(Y_hat, 1e-12))))


# ---- hidden_delta --------------------------------------------------------------------------


@right("hidden_delta", NIELSEN_FAI)
def outer_products_added(W2, delta2, A1):
    back = sum(np.multiply.outer(w, d) for w, d in zip(W2, delta2, strict=True))
    return back * (A1 - A1**2)


@wrong(
    "hidden_delta",
    RESHAPE,
    "W2 is reshaped in place of transposed: with several outputs the weights are mixed up.",
    "",
    "that it is wrong for one output; that W2 is used as it is",
)
def reshaped(W2, delta2, A1):
    return W2.reshape(A1.shape[0], -1) @ delta2 * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    ISRAFEL,
    "The weights and the blame are summed over the outputs apart, then multiplied.",
    "",
    "that it is wrong for one output; hidden-slope-forgotten",
)
def summed_apart(W2, delta2, A1):
    return W2.sum(axis=0)[:, None] * delta2.sum(axis=0) * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    CONVERGE,
    "The blame of the outputs is averaged: it is divided by their number.",
    "",
    "that it was divided by the number of samples; that it is wrong for one output",
)
def mean_of_outputs(W2, delta2, A1):
    return np.einsum("oh,om->hm", W2, delta2) / len(W2) * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    ACCORD,
    "The share is overwritten in the loop over the outputs: only the last one counts.",
    "leaked-index",
    "that it is wrong for one output",
)
def share_of_the_last(W2, delta2, A1):
    for k in range(len(W2)):
        share = W2[k][:, None] * delta2[k][None, :]
    return share * A1 * (1 - A1)


@wrong(
    "hidden_delta",
    IN_PLACE,
    "The slope is worked out in A1 itself, which belongs to the caller; the result is right.",
    "changes-arguments",
    "that the result is wrong",
)
def slope_in_place(W2, delta2, A1):
    A1 *= 1 - A1
    return (W2.T @ delta2) * A1


@wrong(
    "hidden_delta",
    LIBBRAIN,
    "The slope belongs to tanh units: 1 - A1**2.",
    "",
    "slope-of-preactivation or slope-taken-twice",
)
def slope_of_tanh(W2, delta2, A1):
    return W2.T @ delta2 * (1 - A1**2)


@right("hidden_delta", LIBBRAIN)
def unit_by_unit(W2, delta2, A1):
    back = np.zeros(A1.shape)
    for k, j in np.ndindex(W2.shape):
        back[j] += W2[k, j] * delta2[k]
    return np.multiply(back, A1) - np.multiply(back, np.square(A1))


# ---- gradients -----------------------------------------------------------------------------


@right("gradients", COMPLEX_STEP)
def complex_step(params, X, Y):
    def softplus(z):
        above = z.real > 0
        return np.where(above, z, 0) + np.log(1 + np.exp(np.where(above, -z, z)))

    def cost(q):
        A1 = np.exp(-softplus(-(q[0] @ X + q[1])))
        Z2 = q[2] @ A1 + q[3]
        return np.sum(softplus(Z2) - Y * Z2)

    slopes = []
    for k, p in enumerate(params):
        slope = np.empty(p.shape)
        for place in np.ndindex(p.shape):
            moved = [q.astype(complex) for q in params]
            moved[k][place] += 1e-40j
            slope[place] = cost(moved).imag / 1e-40
        slopes.append(slope)
    return Params(*slopes)


@right("gradients", LXMLS)
def sample_after_sample(params, X, Y):
    total = [0.0, 0.0, 0.0, 0.0]
    for x, y in zip(X.T, Y.T, strict=True):
        A1, A2 = (a[:, 0] for a in run(params, x[:, None]))
        d2 = A2 - y
        d1 = d2 @ params[2] * A1 * (1 - A1)
        parts = np.outer(d1, x), d1[:, None], np.outer(d2, A1), d2[:, None]
        total = [t + p for t, p in zip(total, parts, strict=True)]
    return tuple(total)


@wrong(
    "gradients",
    STAT453,
    "The blame is summed over samples and units, so all biases of a layer get one number.",
    "",
    "bias-not-summed; that db2 is wrong for one output",
)
def one_sum_for_all_biases(params, X, Y):
    dW1, db1, dW2, db2 = blame(params, X, Y)
    return Params(dW1, np.full_like(db1, db1.sum()), dW2, np.full_like(db2, db2.sum()))


@wrong(
    "gradients",
    STEPWISE,
    "The blame is summed along axis 0, over the units, so db1 and db2 are (1, m).",
    "",
    "bias-not-summed; that the weights are wrong",
)
def summed_over_units(params, X, Y):
    W1, b1, W2, b2 = params
    A1, A2 = run(params, X)
    D2 = A2 - Y
    D1 = W2.T @ D2 * A1 * (1 - A1)
    return Params(D1 @ X.T, D1.sum(axis=0, keepdims=True), D2 @ A1.T, D2.sum(0, keepdims=True))


@wrong(
    "gradients",
    ISRAFEL,
    "keepdims is missing, so db1 and db2 have one axis.",
    "",
    "bias-not-summed; that the numbers are wrong",
)
def keepdims_missing(params, X, Y):
    dW1, db1, dW2, db2 = blame(params, X, Y)
    return Params(dW1, db1.sum(axis=1), dW2, db2.sum(axis=1))


@wrong(
    "gradients",
    NLP_62,
    "The bias gradients are the rows of the weight gradients, summed.",
    "",
    "bias-not-summed; that the weights are wrong",
)
def rows_of_the_weights(params, X, Y):
    dW1, _, dW2, _ = blame(params, X, Y)
    return Params(dW1, dW1.sum(1, keepdims=True), dW2, dW2.sum(1, keepdims=True))


@wrong(
    "gradients",
    RESHAPE,
    "X and A1 are reshaped in place of transposed: the samples are mixed up in dW1 and dW2.",
    "",
    "input-of-wrong-layer; that one sample alone goes wrong; that the biases are wrong",
)
def reshaped_inputs(params, X, Y):
    A1, A2 = run(params, X)
    D2 = A2 - Y
    D1 = params[2].T @ D2 * A1 * (1 - A1)
    return Params(
        D1 @ X.reshape(X.shape[1], X.shape[0]),
        D1.sum(1, keepdims=True),
        D2 @ A1.reshape(A1.shape[::-1]),
        D2.sum(1, keepdims=True),
    )


@wrong(
    "gradients",
    CONVERGE,
    "It is the gradient of the squared error, with its factor 2.",
    "",
    "output-slope-extra as the only slip: a 2 is there as well",
)
def of_the_squared_error(params, X, Y):
    A1, A2 = run(params, X)
    D2 = 2 * (A2 - Y) * A2 * (1 - A2)
    D1 = params[2].T @ D2 * A1 * (1 - A1)
    return Params(D1 @ X.T, D1.sum(1, keepdims=True), D2 @ A1.T, D2.sum(1, keepdims=True))


@wrong(
    "gradients",
    NNTRAINER,
    "In the loop over samples the gradient is overwritten, not added to: the last sample counts.",
    "",
    "leaked-index: all outputs have their share; that it is wrong for one sample",
)
def last_sample_counts(params, X, Y):
    for i in range(X.shape[1]):
        slopes = blame(params, X[:, [i]], Y[:, [i]])
    return Params(*slopes)


@wrong(
    "gradients",
    HANDSON,
    "The weight gradients are divided by the number of samples, those of the biases are not.",
    "",
    "mean-not-sum for all four",
)
def half_a_mean(params, X, Y):
    m = X.shape[1]
    dW1, db1, dW2, db2 = blame(params, X, Y)
    return Params(dW1 / m, db1, dW2 / m, db2)


@wrong(
    "gradients",
    UDLBOOK,
    "len(X) counts the inputs: everything is divided by the number of rows, not of samples.",
    "",
    "mean-not-sum as a division by the number of samples",
)
def divided_by_inputs(params, X, Y):
    return Params(*[g / len(X) for g in blame(params, X, Y)])


@wrong(
    "gradients",
    CLIP_GROUP,
    "The gradient is shortened to length 1 where it is longer.",
    "",
    "mean-not-sum or another constant factor",
)
def shortened(params, X, Y):
    slopes = blame(params, X, Y)
    length = math.sqrt(sum(float((g**2).sum()) for g in slopes))
    return Params(*[g / max(1.0, length) for g in slopes])


@wrong(
    "gradients",
    SOFTMAX_NN,
    "It is the gradient of another network: softplus units in the hidden layer.",
    "",
    "hidden-slope-forgotten or slope-of-preactivation",
)
def softplus_units(params, X, Y):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    H = np.logaddexp(0, Z1)
    D2 = squash(W2 @ H + b2) - Y
    D1 = W2.T @ D2 * squash(Z1)
    return Params(D1 @ X.T, D1.sum(1, keepdims=True), D2 @ H.T, D2.sum(1, keepdims=True))


@wrong(
    "gradients",
    KULBEAR,
    "It is the gradient of a network whose hidden layer has no biases: b1 is never added.",
    "bias-forgotten",
    "that the backward formulas are wrong",
)
def hidden_without_biases(params, X, Y):
    return Params(*blame((params[0], 0 * params[1], params[2], params[3]), X, Y))


@wrong(
    "gradients",
    LIBBRAIN,
    "The hidden slope is that of the output, A2 * (1 - A2).",
    "",
    "hidden-slope-forgotten; that dW2 or db2 is wrong",
)
def slope_of_the_output(params, X, Y):
    A1, A2 = run(params, X)
    D2 = A2 - Y
    D1 = params[2].T @ (D2 * A2 * (1 - A2))
    return Params(D1 @ X.T, D1.sum(1, keepdims=True), D2 @ A1.T, D2.sum(1, keepdims=True))


@wrong(
    "gradients",
    PULLREQUEST,
    "The sign of the hidden layer is turned round: Y - A2 was used for delta1 alone.",
    "",
    "sign-flipped for all four",
)
def sign_of_one_layer(params, X, Y):
    dW1, db1, dW2, db2 = blame(params, X, Y)
    return Params(-dW1, -db1, dW2, db2)


@wrong(
    "gradients",
    ML_135,
    "It is the gradient of another network: the output is linear, Z2 - Y is its error.",
    "",
    "slope-of-preactivation; that the way back from delta2 is wrong",
)
def linear_output(params, X, Y):
    W1, b1, W2, b2 = params
    A1 = squash(W1 @ X + b1)
    D2 = W2 @ A1 + b2 - Y
    D1 = W2.T @ D2 * A1 * (1 - A1)
    return Params(D1 @ X.T, D1.sum(1, keepdims=True), D2 @ A1.T, D2.sum(1, keepdims=True))


# ---- step ----------------------------------------------------------------------------------


@right("step", ELEARN)
def from_deep_copies(params, grads, learning_rate=0.1, *, decay=0.0):
    W1, b1, W2, b2 = copy.deepcopy(tuple(params))
    for array, slope in zip((W1, b1, W2, b2), grads, strict=True):
        array -= learning_rate * (slope + decay * array)
    return W1, b1, W2, b2


@wrong(
    "step",
    ELEARN,
    "list() makes a new list of the same arrays, so -= moves the start itself.",
    "changes-arguments",
    "that the new numbers are wrong",
)
def list_of_the_same(params, grads, learning_rate):
    new = list(params)
    for k, g in enumerate(grads):
        new[k] -= learning_rate * g
    return Params(*new)


@wrong(
    "step",
    ADABOUND,
    "The two arguments change places: learning_rate * params is taken from the gradients.",
    "",
    "rate-forgotten or uphill",
)
def changed_places(grads, params, learning_rate):
    return Params(*[p - learning_rate * g for p, g in zip(params, grads, strict=True)])


@wrong(
    "step",
    FASTAI,
    "range ends one too early, so b2 stays where it was.",
    "",
    "biases-forgotten: b1 moves",
)
def last_one_stays(params, grads, learning_rate):
    new = [p.copy() for p in params]
    for k in range(len(new) - 1):
        new[k] = new[k] - learning_rate * grads[k]
    return Params(*new)


@wrong(
    "step",
    GRAPHSAGE,
    "The gradient is divided by the number of its entries, another number for every array.",
    "",
    "rate-squared; one factor for all four",
)
def by_its_size(params, grads, learning_rate):
    return Params(*[p - learning_rate / g.size * g for p, g in zip(params, grads, strict=True)])


@wrong(
    "step",
    CLIP_EACH,
    "A step of more than 0.5 is cut to 0.5; smaller ones are right.",
    "",
    "rate-forgotten; that small steps are wrong",
)
def step_cut(params, grads, learning_rate):
    moves = [np.clip(learning_rate * g, -0.5, 0.5) for g in grads]
    return Params(*[p - move for p, move in zip(params, moves, strict=True)])


@right("step", ADABOUND)
def by_map(params, grads, learning_rate):
    return type(params)._make(
        map(lambda p, g: np.add(p, np.multiply(g, -learning_rate)), params, grads)
    )


@wrong(
    "step",
    AIMA,
    "The rate is cut to at most 1: smaller rates are right.",
    "",
    "rate-forgotten or rate-squared",
)
def rate_at_most_one(params, grads, learning_rate):
    rate = min(learning_rate, 1.0)
    return Params(*[p - rate * g for p, g in zip(params, grads, strict=True)])


# ---- numerical_gradients -------------------------------------------------------------------


@right("numerical_gradients", DEEPVISION)
def along_one_line(f, params, h=1e-5):
    sizes = [np.size(p) for p in params]
    line = np.concatenate([np.asarray(p, dtype=float).flatten() for p in params])

    def shaped(v):
        parts = np.split(v, np.cumsum(sizes)[:-1])
        return Params(*[a.reshape(np.shape(p)) for a, p in zip(parts, params, strict=True)])

    moves = h * np.eye(len(line))
    return shaped(np.array([(f(shaped(line + e)) - f(shaped(line - e))) / (2 * h) for e in moves]))


@wrong(
    "numerical_gradients",
    ODYSSEY,
    "Both lists hold the same arrays, so + h and - h cancel and every slope is 0.",
    "",
    "one-sided; not-restored: the arguments are as before",
)
def shallow_lists(f, params, h=1e-5):
    slopes = [np.zeros(np.shape(p)) for p in params]
    for k, p in enumerate(params):
        for place in np.ndindex(np.shape(p)):
            up, down = list(params), list(params)
            up[k][place] += h
            down[k][place] -= h
            slopes[k][place] = (f(Params(*up)) - f(Params(*down))) / (2 * h)
    return Params(*slopes)


@wrong(
    "numerical_gradients",
    CHAINER_VIEW,
    "The places to ask about are collected first, but all of them are the same arrays.",
    "",
    "all-at-once or one-sided",
)
def asked_afterwards(f, params, h=1e-5):
    here = Params(*[np.array(p, dtype=float) for p in params])
    questions = []
    for array in here:
        for place in np.ndindex(array.shape):
            for side in (h, -h):
                array[place] += side
                questions.append(here)
                array[place] -= side
    values = [f(q) for q in questions]
    slopes = iter([(a - b) / (2 * h) for a, b in zip(values[::2], values[1::2], strict=True)])
    return Params(*[np.array([next(slopes) for _ in p.flat]).reshape(p.shape) for p in here])


@wrong(
    "numerical_gradients",
    WHOSEBUG,
    "/ 2 * h multiplies by h: the difference is halved and taken times h.",
    "",
    "step-not-halved; one-sided",
)
def halved_and_times_h(f, params, h=1e-5):
    slopes = []
    for k, p in enumerate(params):
        slope = np.zeros(p.shape)
        for place in np.ndindex(p.shape):
            up, down = [[q.copy() for q in params] for _ in range(2)]
            up[k][place] += h
            down[k][place] -= h
            slope[place] = (f(Params(*up)) - f(Params(*down))) / 2 * h
        slopes.append(slope)
    return Params(*slopes)


@wrong(
    "numerical_gradients",
    ASK_52,
    "h is set anew inside, so the h that was asked for is never used.",
    "",
    "that the default h gives wrong slopes; step-too-small",
)
def own_h(f, params, h=1e-5):
    h = 1e-4
    slopes = [np.zeros(p.shape) for p in params]
    for k, p in enumerate(params):
        for place in np.ndindex(p.shape):
            one, two = ([q.copy() for q in params] for _ in range(2))
            one[k][place] += h
            two[k][place] -= h
            slopes[k][place] = (f(Params(*one)) - f(Params(*two))) / (2 * h)
    return Params(*slopes)


@wrong(
    "numerical_gradients",
    SURPRISING,
    "A whole row is moved at once, and its numbers share one slope; the biases are right.",
    "",
    "all-at-once: only the numbers of a row move together",
)
def row_by_row(f, params, h=1e-5):
    slopes = [np.zeros(p.shape) for p in params]
    for k, p in enumerate(params):
        for row in range(len(p)):
            one, two = ([q.copy() for q in params] for _ in range(2))
            one[k][row] += h
            two[k][row] -= h
            slopes[k][row] = (f(Params(*one)) - f(Params(*two))) / (2 * h)
    return Params(*slopes)


@wrong(
    "numerical_gradients",
    THEANO,
    "After the two sides a number is left h below its place, so later slopes belong elsewhere.",
    "not-restored",
    "that the arguments change: it works on copies; one-sided",
)
def left_below(f, params, h=1e-5):
    here = Params(*[np.array(p, dtype=float) for p in params])
    slopes = [np.zeros(p.shape) for p in here]
    for k, p in enumerate(here):
        for place in np.ndindex(p.shape):
            p[place] += h
            above = f(here)
            p[place] -= 2 * h
            slopes[k][place] = (above - f(here)) / (2 * h)
    return Params(*slopes)


@right("numerical_gradients", CHAINER_VIEW)
def put_back_by_value(f, params, h=1e-5):
    here = copy.deepcopy(Params(*(np.array(p, float) for p in params)))

    def slope(array, place):
        old = array[place]
        ends = []
        for value in (old - h, old + h):
            array[place] = value
            ends.append(f(here))
        array[place] = old
        return (ends[1] - ends[0]) / (h + h)

    return Params(
        *[np.reshape([slope(a, place) for place in np.ndindex(a.shape)], a.shape) for a in here]
    )


@wrong(
    "numerical_gradients",
    THEANO,
    "Half a repair: the difference from the middle to one side is divided by 2 h.",
    "",
    "one-sided as the only slip; step-not-halved",
)
def middle_by_two_h(f, params, h=1e-5):
    middle = f(params)
    slopes = [np.zeros(p.shape) for p in params]
    for k, p in enumerate(params):
        for place in np.ndindex(p.shape):
            moved = [q.copy() for q in params]
            moved[k][place] += h
            slopes[k][place] = (f(Params(*moved)) - middle) / (2 * h)
    return Params(*slopes)


# ---- relative_error ------------------------------------------------------------------------


@right("relative_error", "math.hypot takes any number of coordinates (Python documentation)")
def hypot_of_all(a, b):
    sizes = math.hypot(*a.ravel()) + math.hypot(*b.ravel())
    return math.hypot(*(a - b).ravel()) / (sizes or 1.0)


@wrong(
    "relative_error",
    TORCH_RNN,
    "The largest of the errors number by number is taken, not one of norms.",
    "",
    "absolute-error; that single numbers are wrong",
)
def largest_of_all(a, b):
    sizes = np.abs(a) + np.abs(b)
    return float(np.max(np.abs(a - b) / np.where(sizes == 0, 1, sizes)))


@wrong(
    "relative_error",
    KERNEL,
    "It is divided by the larger norm in place of the sum, so it can reach 2.",
    "",
    "absolute-error; a factor",
)
def by_the_larger(a, b):
    larger = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(a - b) / larger) if larger else 0.0


@wrong(
    "relative_error",
    "numpy.linalg.norm: ord=2 of a matrix is its largest singular value (numpy documentation)",
    "For a matrix ord=2 is the largest singular value, not the root of the sum of squares.",
    "",
    "that it is wrong for rows and columns",
)
def largest_singular_value(a, b):
    if not (a.any() or b.any()):
        return 0.0
    norm = functools.partial(np.linalg.norm, ord=2)
    if a.ndim > 2:
        a, b = a.reshape(len(a), -1), b.reshape(len(b), -1)
    return float(norm(a - b) / (norm(a) + norm(b)))


@wrong(
    "relative_error",
    OPENMDAO,
    "When one of the two is all zeros it gives 0, where the error is 1.",
    "",
    "zero-over-zero; that ordinary arrays are wrong",
)
def zero_when_one_is_zero(a, b):
    if not np.any(a) or not np.any(b):
        return 0.0
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))


@wrong(
    "relative_error",
    "np.linalg.norm with axis=0 (numpy documentation)",
    "The norms run along axis 0, and the mean of the columns' errors is taken.",
    "",
    "that it is wrong for one column; absolute-error",
)
def mean_of_columns(a, b):
    norm = functools.partial(np.linalg.norm, axis=0)
    size = np.asarray(norm(a) + norm(b))
    return float(np.mean(norm(a - b) / np.where(size == 0, 1, size)))


@right("relative_error", KERNEL)
def where_there_is_something(a, b):
    a, b = np.ravel(a), np.ravel(b)
    over = np.array([np.sqrt((a - b) @ (a - b))])
    under = np.sqrt(a @ a) + np.sqrt(b @ b)
    return np.divide(over, under, out=np.zeros(1), where=under > 0).item()


# ---- train ---------------------------------------------------------------------------------


@right("train", "itertools.accumulate with a function (Python documentation)")
def accumulated(params, X, Y, learning_rate, epochs):
    def onward(p, _):
        return downhill(p, blame(p, X, Y), learning_rate)

    road = list(itertools.accumulate(range(epochs), onward, initial=params))
    return road[-1], tuple(bill(run(p, X)[1], Y) for p in road[:-1])


@right("train", HANDSON)
def shuffled_full_batch(params, X, Y, learning_rate, epochs):
    order = np.random.default_rng(3)
    costs = deque()
    while len(costs) < epochs:
        lot = order.permutation(X.shape[1])
        costs.append(bill(run(params, X[:, lot])[1], Y[:, lot]))
        params = downhill(params, blame(params, X[:, lot], Y[:, lot]), learning_rate)
    return params, np.array(costs)


@wrong(
    "train",
    HANDSON,
    "Every epoch takes one step a sample, one after the other, in place of one for all.",
    "",
    "one-sample-only; that it is wrong for one sample",
)
def sample_by_sample(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(run(params, X)[1], Y))
        for i in range(X.shape[1]):
            params = downhill(params, blame(params, X[:, [i]], Y[:, [i]]), learning_rate)
    return params, costs


@wrong(
    "train",
    UDLBOOK,
    "The costs are means over the samples; the training itself is right.",
    "mean-not-sum",
    "that the weights are wrong; cost-after-update",
)
def costs_as_means(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(run(params, X)[1], Y) / Y.shape[1])
        params = downhill(params, blame(params, X, Y), learning_rate)
    return params, costs


@wrong(
    "train",
    STOPPING,
    "It stops as soon as the cost changes by less than 5 %, before the epochs are over.",
    "",
    "off-by-one or one-step-only",
)
def stops_early(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(run(params, X)[1], Y))
        if len(costs) > 1 and abs(costs[-2] - costs[-1]) < 0.05 * costs[-1]:
            break
        params = downhill(params, blame(params, X, Y), learning_rate)
    return params, costs


@wrong(
    "train",
    SIMPSOM,
    "The learning rate shrinks from epoch to epoch: rate / (1 + epoch / 10).",
    "",
    "stale-weights; that the first update is wrong",
)
def rate_shrinks(params, X, Y, learning_rate, epochs):
    costs = []
    for epoch in range(epochs):
        costs.append(bill(run(params, X)[1], Y))
        params = downhill(params, blame(params, X, Y), learning_rate / (1 + epoch / 10))
    return params, costs


@wrong(
    "train",
    ZERO_GRAD,
    "The gradients are added up from epoch to epoch and never set to zero.",
    "",
    "stale-weights; that the first update is wrong",
)
def never_zeroed(params, X, Y, learning_rate, epochs):
    sums = [np.zeros(p.shape) for p in params]
    costs = []
    for _ in range(epochs):
        costs.append(bill(run(params, X)[1], Y))
        for s, g in zip(sums, blame(params, X, Y), strict=True):
            s += g
        params = downhill(params, sums, learning_rate)
    return params, costs


@wrong(
    "train",
    APPENDING,
    "One array is appended every epoch, so all costs are the last one.",
    "",
    "cost-after-update; that the weights are wrong",
)
def one_array_for_all_costs(params, X, Y, learning_rate, epochs):
    cost = np.zeros(1)
    costs = []
    for _ in range(epochs):
        cost[0] = bill(run(params, X)[1], Y)
        costs.append(cost)
        params = downhill(params, blame(params, X, Y), learning_rate)
    return params, costs


@wrong(
    "train",
    MUTABLE,
    "The list of costs is a default argument: the second call brings those of the first as well.",
    "",
    "off-by-one: the first call is right",
)
def costs_of_all_calls(params, X, Y, learning_rate, epochs, costs=[]):  # noqa: B006
    for _ in range(epochs):
        costs.append(bill(run(params, X)[1], Y))
        params = downhill(params, blame(params, X, Y), learning_rate)
    return params, costs


@wrong(
    "train",
    IN_PLACE,
    "W is replaced, but the biases are moved in place: those of the start change.",
    "changes-arguments",
    "that costs or new weights are wrong; that W1 and W2 of the start change",
)
def biases_in_place(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = params
    costs = []
    for _ in range(epochs):
        costs.append(bill(run((W1, b1, W2, b2), X)[1], Y))
        dW1, db1, dW2, db2 = blame((W1, b1, W2, b2), X, Y)
        W1 = W1 - learning_rate * dW1
        W2 = W2 - learning_rate * dW2
        b1 -= learning_rate * db1
        b2 -= learning_rate * db2
    return Params(W1, b1, W2, b2), costs


@wrong(
    "train",
    TOY_JS,
    "Half a repair: the first layer moves first, and the second is measured at the moved one.",
    "",
    "stale-weights as an update of W2 before delta1 is known",
)
def second_layer_later(params, X, Y, learning_rate, epochs):
    p = Params(*params)
    costs = []
    for _ in range(epochs):
        costs.append(bill(run(p, X)[1], Y))
        dW1, db1, _, _ = blame(p, X, Y)
        p = p._replace(W1=p.W1 - learning_rate * dW1, b1=p.b1 - learning_rate * db1)
        _, _, dW2, db2 = blame(p, X, Y)
        p = p._replace(W2=p.W2 - learning_rate * dW2, b2=p.b2 - learning_rate * db2)
    return p, costs


@wrong(
    "train",
    SOFTMAX_NN,
    "Another network is trained, with tanh units in the hidden layer: costs and slopes are its own.",
    "",
    "stale-weights; that its slopes do not fit its costs",
)
def tanh_network(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = params
    costs = []
    for _ in range(epochs):
        H = np.tanh(W1 @ X + b1)
        A2 = squash(W2 @ H + b2)
        costs.append(bill(A2, Y))
        D2 = A2 - Y
        D1 = W2.T @ D2 * (1 - H * H)
        W1 = W1 - learning_rate * D1 @ X.T
        b1 = b1 - learning_rate * D1.sum(1, keepdims=True)
        W2 = W2 - learning_rate * D2 @ H.T
        b2 = b2 - learning_rate * D2.sum(1, keepdims=True)
    return Params(W1, b1, W2, b2), costs


# ---- initialise ----------------------------------------------------------------------------


@right("initialise", RUNEBOOK)
def children_of_the_generator(rng, scale):
    shapes = (2, 2), (2, 1), (1, 2), (1, 1)
    children = rng.spawn(len(shapes))
    return Params(*[c.uniform(-scale, scale, s) for c, s in zip(children, shapes, strict=True)])


@right("initialise", DLAB)
def size_and_sign(rng, scale):
    random.seed(7)

    def draw(*shape):
        return rng.choice([-1.0, 1.0], shape) * rng.random(shape) * scale

    return Params(draw(2, 2), draw(2, 1), draw(1, 2), draw(1, 1))


@wrong(
    "initialise",
    HCIPY,
    "It draws from a copy of rng, so the same rng gives the same numbers again.",
    "",
    "global-random; that one call alone is wrong",
)
def from_a_copy(rng, scale):
    mine = copy.deepcopy(rng)
    return Params(*[mine.uniform(-scale, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong(
    "initialise",
    UDACITY,
    "The biases start at 0; the weights are drawn as asked.",
    "",
    "scale-ignored or one-sided-range",
)
def biases_at_zero(rng, scale):
    return Params(
        rng.uniform(-scale, scale, (2, 2)),
        np.zeros((2, 1)),
        rng.uniform(-scale, scale, (1, 2)),
        np.zeros((1, 1)),
    )


@wrong(
    "initialise",
    CONX,
    "(rand - 0.5) * scale reaches only half as far as asked.",
    "",
    "scale-ignored: it follows the scale; one-sided-range",
)
def half_as_far(rng, scale):
    return Params(*[(rng.random(s) - 0.5) * scale for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong(
    "initialise",
    SURPRISING,
    "One number is drawn for each array: the two hidden units are twins.",
    "",
    "all-equal for all nine numbers",
)
def one_number_an_array(rng, scale):
    one = (rng.uniform(-scale, scale) for _ in range(4))
    return Params(*[np.full(s, next(one)) for s in ((2, 2), (2, 1), (1, 2), (1, 1))])


@wrong(
    "initialise",
    NNFORGE,
    "b1 is drawn once and used for W2 as well: two of the nine numbers are no draws of their own.",
    "",
    "all-equal; global-random",
)
def two_used_twice(rng, scale):
    W1, b1 = rng.uniform(-scale, scale, (2, 2)), rng.uniform(-scale, scale, (2, 1))
    return Params(W1, b1, b1.T.copy(), rng.uniform(-scale, scale, (1, 1)))


# ---- sgd_step ------------------------------------------------------------------------------


@right("sgd_step", NIELSEN_FAI)
def outer_products(params, x, y, learning_rate):
    A1, A2 = (a.ravel() for a in run(params, x))
    d2 = A2 - y.ravel()
    d1 = np.dot(d2, params[2]) * A1 * (1.0 - A1)
    slopes = np.outer(d1, x), np.c_[d1], np.outer(d2, A1), np.c_[d2]
    return downhill(params, slopes, learning_rate)


@wrong(
    "sgd_step",
    MARCEL,
    "Half a repair: the old W2 is kept, but the error is taken again after the output layer moved.",
    "",
    "stale-weights as the new W2 in delta1",
)
def error_taken_again(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    A1, A2 = run(params, x)
    new_W2 = W2 - learning_rate * (A2 - y) @ A1.T
    new_b2 = b2 - learning_rate * (A2 - y)
    again = squash(new_W2 @ A1 + new_b2) - y
    d1 = W2.T @ again * A1 * (1 - A1)
    return Params(W1 - learning_rate * d1 @ x.T, b1 - learning_rate * d1, new_W2, new_b2)


@wrong(
    "sgd_step",
    LXMLS,
    "The update of b1 stands inside the loop over the inputs, so b1 moves once for every input.",
    "",
    "leaked-index or stale-weights; that W1 is wrong",
)
def once_for_every_input(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    A1, A2 = run(params, x)
    d2 = A2 - y
    d1 = W2.T @ d2 * A1 * (1 - A1)
    for j in range(len(x)):
        W1[:, [j]] -= learning_rate * d1 * x[j]
        b1 -= learning_rate * d1
    return Params(W1, b1, W2 - learning_rate * d2 @ A1.T, b2 - learning_rate * d2)


@wrong(
    "sgd_step",
    THREE_BLUE,
    "A sample of zeros is skipped, though its biases and W2 should move.",
    "",
    "stale-weights; that other samples are treated wrongly",
)
def zeros_skipped(params, x, y, learning_rate):
    if not x.any():
        return Params(*[p.copy() for p in params])
    return downhill(params, blame(params, x, y), learning_rate)


@wrong(
    "sgd_step",
    "Perceptron learning rule: no update when the answer is right (lecture notes)",
    "It moves only when an output is on the wrong side of 0.5.",
    "",
    "uphill or stale-weights; that the steps it takes are wrong",
)
def only_when_wrong(params, x, y, learning_rate):
    if np.array_equal(run(params, x)[1] > 0.5, y > 0.5):
        return Params(*[p.copy() for p in params])
    return downhill(params, blame(params, x, y), learning_rate)


@wrong(
    "sgd_step",
    ACCORD,
    "The loop over the outputs ends one too early: the last output blames nobody in the hidden layer.",
    "",
    "leaked-index: it is the last output that is missing",
)
def last_output_left_out(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    A1, A2 = run(params, x)
    d2 = A2 - y
    share = np.zeros_like(A1)
    for k in range(len(W2) - 1):
        share += W2[[k]].T * d2[k]
    d1 = share * A1 * (1 - A1)
    return downhill(params, (d1 @ x.T, d1, d2 @ A1.T, d2), learning_rate)


@right("sgd_step", GRUS)
def with_a_loop_left_over(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    A1, A2 = run(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    W1 -= learning_rate * delta1 @ x.T
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    b1 -= learning_rate * delta1
    return [W1, b1, W2, b2]


@wrong(
    "sgd_step",
    GRUS,
    "Half a repair of 6.1: b1 moves inside the loop over the outputs, but W2 has moved before.",
    "stale-weights",
    "leaked-index: every output has its share in b1",
)
def leak_mended_alone(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    A1, A2 = run(params, x)
    delta2 = A2 - y
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
        b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


@wrong(
    "sgd_step",
    GRUS,
    "Half a repair of 6.1: all shares are of the old W2, but b1 still gets that of the last output.",
    "leaked-index",
    "stale-weights; that it is wrong for one output",
)
def order_mended_alone(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    A1, A2 = run(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


# ---- linear_in_rate ------------------------------------------------------------------------


@right("linear_in_rate", LINEAR)
def on_one_line(update, params, x, y):
    def moved(rate):
        pairs = zip(update(params, x, y, rate), params, strict=True)
        return np.concatenate([np.ravel(new - old) for new, old in pairs])

    rates = (0.25, 0.75, 2.0)
    small, middle, large = (moved(r) / r for r in rates)
    size = 1e-9 * (1 + np.abs(large).max())
    return bool(max(np.abs(small - large).max(), np.abs(middle - large).max()) < size)


@wrong(
    "linear_in_rate",
    LINEAR,
    "Only W1 is looked at, so a bend in b1, W2 or b2 is missed.",
    "",
    "that the start was forgotten; that right updates are blamed",
)
def first_array_alone(update, params, x, y):
    one = update(params, x, y, 1.0)[0] - params[0]
    two = update(params, x, y, 2.0)[0] - params[0]
    return bool(np.allclose(2 * one, two))


@wrong(
    "linear_in_rate",
    LINEAR,
    "Equal differences are asked for, so a step that never looks at the rate passes as well.",
    "",
    "that right updates are blamed; that only one array is looked at",
)
def affine_is_enough(update, params, x, y):
    ends = [np.concatenate([np.ravel(q) for q in update(params, x, y, r)]) for r in (1, 2, 3)]
    return bool(np.allclose(ends[2] - ends[1], ends[1] - ends[0]))


@wrong(
    "linear_in_rate",
    "numpy.allclose: atol is 1e-8 (numpy documentation)",
    "The rates are so small that every difference hides below the tolerance: always True.",
    "",
    "that right updates are blamed",
)
def too_small_to_see(update, params, x, y):
    one, two = update(params, x, y, 1e-10), update(params, x, y, 2e-10)
    pairs = zip(one, two, params, strict=True)
    return all(np.allclose(2 * (a - p), b - p) for a, b, p in pairs)


@wrong(
    "linear_in_rate",
    LINEAR,
    "New parameters are compared, not steps: the start was never taken away.",
    "",
    "that stale updates pass; that it looks at one array alone",
)
def start_not_taken_away(update, params, x, y):
    half, full = update(params, x, y, 0.5), update(params, x, y, 1.0)
    return all(np.allclose(2 * h, f) for h, f in zip(half, full, strict=True))


@wrong(
    "linear_in_rate",
    "Comparing floats with == (Python tutorial, floating point arithmetic)",
    "The steps are compared with ==, so rounding makes right updates fail.",
    "",
    "that stale updates pass",
)
def equal_to_the_last_bit(update, params, x, y):
    third, full = update(params, x, y, 0.3), update(params, x, y, 0.9)
    return all(((f - p) == 3 * (t - p)).all() for t, f, p in zip(third, full, params, strict=True))


@wrong(
    "linear_in_rate",
    AIMA,
    "The second step starts where the first one ended, so it belongs to another gradient.",
    "",
    "that stale updates pass; that the start was never taken away",
)
def walks_on(update, params, x, y):
    steps = []
    here = params
    for rate in (0.5, 1.0):
        there = update(here, x, y, rate)
        steps.append([b - a for a, b in zip(here, there, strict=True)])
        here = there
    return all(np.allclose(2 * h, f) for h, f in zip(*steps, strict=True))


@right("linear_in_rate", ADABOUND)
def first_one_is_the_unit(update, params, x, y):
    unit = [new - old for new, old in zip(update(params, x, y, 1.0), params, strict=True)]
    for rate in (1 / 7, 0.4, 3.0):
        for new, old, step in zip(update(params, x, y, rate), params, unit, strict=True):
            if not np.allclose(new, old + rate * step, rtol=1e-8, atol=1e-10):
                return False
    return True


# ---- ignores_its_input ---------------------------------------------------------------------


@right(
    "ignores_its_input",
    "Metamorphic tests: turn the samples round (testing question-and-answer thread)",
)
def turned_round(predict, params):
    X = np.random.default_rng(11).normal(0, 2, (2, 7))
    there, back = predict(params, X), predict(params, X[:, ::-1].copy())
    return bool(not np.allclose(there, back[:, ::-1]) or np.ptp(there) == 0)


@wrong(
    "ignores_its_input",
    "numpy.allclose: atol is 1e-8 (numpy documentation)",
    "The two inputs differ by 1e-10 alone, so the answers of a good predict look the same.",
    "",
    "that a predict that ignores X is missed",
)
def too_much_alike(predict, params):
    X = np.array([[0.3], [0.7]])
    return bool(np.allclose(predict(params, X), predict(params, X + 1e-10)))


@wrong(
    "ignores_its_input",
    LINEAR,
    "The answer is turned round: True for a predict that follows X.",
    "",
    "that it finds constants alone",
)
def turned_answer(predict, params):
    one, two = np.array([[2.0], [-1.0]]), np.array([[-3.0], [0.5]])
    return not np.allclose(predict(params, one), predict(params, two))


@wrong(
    "ignores_its_input",
    NAPKIN,
    "Only equal columns of one call are looked for, so a leftover X of other samples gets through.",
    "",
    "that a predict that gives one answer for all is missed",
)
def equal_columns_alone(predict, params):
    X = np.array([[4.0, -1.0, 0.5], [0.0, 2.5, -3.0]])
    return bool(np.ptp(predict(params, X), axis=1).max() < 1e-12)


@wrong(
    "ignores_its_input",
    FINETUNE,
    "Labels are compared, not probabilities: two samples with one label count as no answer at all.",
    "",
    "that a predict that ignores X is missed",
)
def labels_compared(predict, params):
    samples = np.array([[0.1], [0.2]]), np.array([[0.3], [-0.1]]), np.array([[0.0], [0.4]])
    labels = [predict(params, X) > 0.5 for X in samples]
    return bool((labels[0] == labels[1]).all() and (labels[1] == labels[2]).all())


@right("ignores_its_input", LEVENT)
def each_alone_and_all(predict, params):
    corners = np.array([[-2.0, 3.0, 0.4, 5.0], [1.0, -0.7, -3.0, 4.0]])
    alone = [np.ravel(predict(params, corners[:, k : k + 1])) for k in range(4)]
    all_at_once = np.asarray(predict(params, corners))
    follows = len({tuple(np.round(a, 12)) for a in alone}) > 1
    return not (follows and np.allclose(np.transpose(alone), all_at_once))


# ---- perturb -------------------------------------------------------------------------------


@right("perturb", RUNEBOOK)
def own_generator_for_each(params, rng, width):
    random.seed(1)
    seeds = rng.integers(0, 2**63, size=len(params))
    return Params(
        *[
            p + np.random.default_rng(s).uniform(-width, width, p.shape)
            for p, s in zip(params, seeds, strict=True)
        ]
    )


@right("perturb", "numpy.nditer (numpy documentation)")
def number_after_number(params, rng, width):
    new = []
    for p in params:
        q = p.astype(float)
        with np.nditer(q, op_flags=["readwrite"]) as places:
            for place in places:
                place[...] = place + width * (2 * rng.random() - 1)
        new.append(q)
    return new


@wrong(
    "perturb",
    CONX,
    "(rand - 0.5) * width reaches half as far as asked to either side.",
    "",
    "one-sided-noise; width-ignored: it follows the width",
)
def half_the_width(params, rng, width):
    return Params(*[p + (rng.random(p.shape) - 0.5) * width for p in params])


@wrong(
    "perturb",
    NNGA,
    "One draw is made for every row and added to all of its numbers.",
    "",
    "same-noise-everywhere: rows differ, and the biases have draws of their own",
)
def one_draw_a_row(params, rng, width):
    return Params(*[p + rng.uniform(-width, width, (len(p), 1)) for p in params])


@wrong(
    "perturb",
    OPYTIMIZER,
    "The numbers are multiplied by 1 + noise, so large ones move far and zeros never.",
    "",
    "width-ignored or one-sided-noise",
)
def multiplied(params, rng, width):
    return Params(*[p * (1 + rng.uniform(-width, width, p.shape)) for p in params])


@wrong(
    "perturb",
    DICE,
    "Every array gets a generator with the same seed, so all four begin with the same noise.",
    "",
    "same-noise-everywhere: inside an array the draws differ; global-random",
)
def same_seed_for_each(params, rng, width):
    seed = int(rng.integers(2**32))
    return Params(
        *[p + np.random.default_rng(seed).uniform(-width, width, p.shape) for p in params]
    )


@wrong(
    "perturb",
    GENANN,
    "The noise is added to copies, and then the old parameters come back.",
    "",
    "width-ignored; changes-arguments",
)
def copies_forgotten(params, rng, width):
    for p in params:
        q = p.copy()
        q += rng.uniform(-width, width, q.shape)
    return Params(*[p.copy() for p in params])


@wrong(
    "perturb",
    PYGAD,
    "One of the four arrays, chosen at random, moves; the others stay.",
    "",
    "same-noise-everywhere or width-ignored",
)
def one_array_moves(params, rng, width):
    new = [p.copy() for p in params]
    k = rng.integers(len(new))
    new[k] += rng.uniform(-width, width, new[k].shape)
    return Params(*new)


# ---- hill_climb ----------------------------------------------------------------------------


@right("hill_climb", SIMPLEAI)
def start_counts_as_a_turn(f, start, rng, width, turns):
    tried = []
    best = (math.inf, None)
    for turn in range(turns):
        here = Params(*start)
        if turn:
            here = Params(*[p + rng.uniform(-width, width, p.shape) for p in best[1]])
        tried.append(f(here))
        if tried[-1] < best[0]:
            best = (tried[-1], here)
    return best[1], np.minimum.accumulate(tried)


@right("hill_climb", LIUCS)
def start_before_the_turns(f, start, rng, width, turns):
    np.random.default_rng(5)

    def climb():
        best, low = start, f(start)
        for _ in range(turns):
            other = Params(*(p + width * rng.uniform(-1, 1, np.shape(p)) for p in best))
            height = f(other)
            best, low = (other, height) if height < low else (best, low)
            yield best, low

    road = list(climb())
    return road[-1][0], [low for _, low in road]


@wrong(
    "hill_climb",
    APPENDING,
    "Candidates are written into one set of arrays, and the best is that set: later ones overwrite it.",
    "aliased-best",
    "that costs is wrong from the first turn on; walks-from-last without a reason",
)
def one_set_of_arrays(f, start, rng, width, turns):
    best, low = Params(*start), f(start)
    trial = Params(*[np.empty(p.shape) for p in start])
    costs = []
    for _ in range(turns):
        for place, p in zip(trial, best, strict=True):
            np.add(p, rng.uniform(-width, width, p.shape), out=place)
        value = f(trial)
        if value < low:
            best, low = trial, value
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    EGG_WEST,
    "costs holds the cost of each turn's candidate, not the lowest known; the best is right.",
    "",
    "accepts-worse, forgets-best or walks-from-last",
)
def cost_of_the_candidate(f, start, rng, width, turns):
    best, low = Params(*start), f(start)
    costs = []
    for _ in range(turns):
        cand = Params(*[p + rng.uniform(-width, width, p.shape) for p in best])
        costs.append(f(cand))
        if costs[-1] < low:
            best, low = cand, costs[-1]
    return best, costs


@wrong(
    "hill_climb",
    PYGAD,
    "The noise is drawn once before the loop: every candidate lies in the same direction.",
    "",
    "walks-from-last or aliased-best",
)
def one_draw_for_all_turns(f, start, rng, width, turns):
    best, low = Params(*start), f(start)
    noise = [rng.uniform(-width, width, p.shape) for p in start]
    costs = []
    for _ in range(turns):
        cand = Params(*[p + e for p, e in zip(best, noise, strict=True)])
        value = f(cand)
        if value < low:
            best, low = cand, value
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    CARTPOLE,
    "The width is doubled after a failure and halved after a success.",
    "",
    "walks-from-last; that the first candidate is wrong",
)
def width_follows(f, start, rng, width, turns):
    best, low = Params(*start), f(start)
    costs = []
    for _ in range(turns):
        cand = Params(*[p + rng.uniform(-width, width, p.shape) for p in best])
        value = f(cand)
        if value < low:
            best, low = cand, value
            width = max(1e-3, width / 2)
        else:
            width = min(2.0, width * 2)
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    HILL_POST,
    "The lowest cost begins at infinity, so the first candidate is taken and the start never tried.",
    "",
    "accepts-worse later on; walks-from-last",
)
def start_never_tried(f, start, rng, width, turns):
    best, low = Params(*start), float("inf")
    costs = []
    for _ in range(turns):
        cand = Params(*[p + rng.uniform(-width, width, p.shape) for p in best])
        if (value := f(cand)) < low:
            best, low = cand, value
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    LIUCS,
    "Each turn moves a single number of the best, chosen at random.",
    "",
    "walks-from-last or aliased-best",
)
def one_number_a_turn(f, start, rng, width, turns):
    best, low = Params(*start), f(start)
    costs = []
    for _ in range(turns):
        cand = Params(*[p.copy() for p in best])
        k = rng.integers(4)
        cand[k].flat[rng.integers(cand[k].size)] += rng.uniform(-width, width)
        value = f(cand)
        if value < low:
            best, low = cand, value
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    IN_PLACE,
    "A better candidate is written into the arrays of the start, which belong to the caller.",
    "changes-arguments",
    "that the best or the costs are wrong",
)
def written_into_the_start(f, start, rng, width, turns):
    low = f(start)
    costs = []
    for _ in range(turns):
        cand = Params(*[p + rng.uniform(-width, width, p.shape) for p in start])
        value = f(cand)
        if value < low:
            low = value
            for p, q in zip(start, cand, strict=True):
                p[...] = q
        costs.append(low)
    return Params(*[p.copy() for p in start]), costs


# ---- es_gradient ---------------------------------------------------------------------------


@right("es_gradient", OPENES)
def table_of_noise(f, params, rng, sigma, pairs):
    cuts = np.cumsum([p.size for p in params])[:-1]
    noise = rng.standard_normal((pairs, sum(p.size for p in params)))

    def at(e):
        parts = np.split(e, cuts)
        return Params(*[p + sigma * q.reshape(p.shape) for p, q in zip(params, parts, strict=True)])

    down = np.array([f(at(-e)) for e in noise])
    up = np.array([f(at(e)) for e in noise])
    mean = (up - down) @ noise / (2 * sigma * pairs)
    return [g.reshape(p.shape) for g, p in zip(np.split(mean, cuts), params, strict=True)]


@wrong(
    "es_gradient",
    ASEBO,
    "The pairs are summed and never divided by their number.",
    "mean-not-sum",
    "factor-two; that a single pair goes wrong",
)
def never_divided_by_pairs(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up = f(Params(*[p + sigma * d for p, d in zip(params, e, strict=True)]))
        down = f(Params(*[p - sigma * d for p, d in zip(params, e, strict=True)]))
        total = [t + (up - down) / (2 * sigma) * d for t, d in zip(total, e, strict=True)]
    return Params(*total)


@wrong(
    "es_gradient",
    KARPATHY,
    "The values are standardised before they weigh the noise, so the size of f is lost.",
    "",
    "sigma-forgotten or factor-two",
)
def standardised(f, params, rng, sigma, pairs):
    noise, values = [], []
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        for sign in (1, -1):
            noise.append([sign * d for d in e])
            values.append(
                f(Params(*[p + sign * sigma * d for p, d in zip(params, e, strict=True)]))
            )
    weights = (np.array(values) - np.mean(values)) / (np.std(values) + 1e-12)
    return Params(
        *[
            sum(w * e[k] for w, e in zip(weights, noise, strict=True)) / (2 * pairs * sigma)
            for k in range(4)
        ]
    )


@wrong(
    "es_gradient",
    EVOSAX,
    "/ 2 * sigma multiplies by sigma: it is off by sigma squared.",
    "",
    "sigma-forgotten as a factor of sigma; factor-two",
)
def half_times_sigma(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up = f(Params(*[p + sigma * d for p, d in zip(params, e, strict=True)]))
        down = f(Params(*[p - sigma * d for p, d in zip(params, e, strict=True)]))
        total = [t + (up - down) / 2 * sigma * d / pairs for t, d in zip(total, e, strict=True)]
    return Params(*total)


@wrong(
    "es_gradient",
    OPENES,
    "Only half of the pairs are evaluated (pairs // 2), but all of them divide.",
    "",
    "factor-two: one pair gives 0 and odd numbers another factor",
)
def half_the_pairs(f, params, rng, sigma, pairs):
    total = [np.zeros(p.shape) for p in params]
    for _ in range(pairs // 2):
        e = [rng.standard_normal(p.shape) for p in params]
        up = f(Params(*[p + sigma * d for p, d in zip(params, e, strict=True)]))
        down = f(Params(*[p - sigma * d for p, d in zip(params, e, strict=True)]))
        for t, d in zip(total, e, strict=True):
            t += (up - down) / (2 * sigma * pairs) * d
    return Params(*total)


@wrong(
    "es_gradient",
    APPENDING,
    "The noise is drawn into one buffer, so all differences weigh the noise of the last pair.",
    "",
    "not-antithetic; that a single pair goes wrong",
)
def one_buffer_of_noise(f, params, rng, sigma, pairs):
    buffer = [np.empty(p.shape) for p in params]
    kept = []
    for _ in range(pairs):
        for e in buffer:
            rng.standard_normal(out=e)
        up = f(Params(*[p + sigma * e for p, e in zip(params, buffer, strict=True)]))
        down = f(Params(*[p - sigma * e for p, e in zip(params, buffer, strict=True)]))
        kept.append(((up - down) / (2 * sigma), buffer))
    return Params(*[sum(w * noise[k] for w, noise in kept) / pairs for k in range(4)])


@wrong(
    "es_gradient",
    NNTRAINER,
    "The estimate is overwritten in the loop: the last pair alone, divided by all of them.",
    "",
    "that a single pair goes wrong; factor-two",
)
def last_pair_alone(f, params, rng, sigma, pairs):
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        up = f(Params(*[p + sigma * d for p, d in zip(params, e, strict=True)]))
        down = f(Params(*[p - sigma * d for p, d in zip(params, e, strict=True)]))
        slope = (up - down) / (2 * sigma)
    return Params(*[slope * d / pairs for d in e])


@right("es_gradient", ASEBO)
def one_pair_after_the_other(f, params, rng, sigma, pairs):
    def shifted(by, noise):
        return type(params)(*(p + by * e for p, e in zip(params, noise, strict=True)))

    def pair(_):
        e = Params(*(rng.normal(size=p.shape) for p in params))
        weight = (f(shifted(sigma, e)) - f(shifted(-sigma, e))) / (2 * sigma)
        return [weight * d for d in e]

    return Params(
        *(np.mean(column, axis=0) for column in zip(*map(pair, range(pairs)), strict=True))
    )


# ---- one_hot -------------------------------------------------------------------------------


@right("one_hot", ONE_HOT_2D)
def compared_with_all(labels, classes):
    return np.equal.outer(range(classes), labels) * 1


@wrong(
    "one_hot",
    RESHAPE,
    "The table with samples as rows is reshaped, not transposed: the ones land elsewhere.",
    "",
    "samples-as-rows: the shape is right",
)
def reshaped_table(labels, classes):
    return np.eye(classes)[labels].reshape(classes, len(labels))


@wrong(
    "one_hot",
    ONE_HOT,
    "The rows are counted by the largest label, so classes that do not occur at the end are missing.",
    "",
    "samples-as-rows; that it is wrong when the last class occurs",
)
def as_many_as_occur(labels, classes):
    table = np.zeros((labels.max() + 1, labels.size))
    table[labels, np.arange(labels.size)] = 1
    return table


@wrong(
    "one_hot",
    ONE_HOT_REDDIT,
    "The labels are taken to begin at 1: every 1 stands a row too high, and label 0 in the last row.",
    "",
    "samples-as-rows",
)
def labels_from_one(labels, classes):
    table = np.zeros((classes, len(labels)))
    table[labels - 1, np.arange(len(labels))] = 1
    return table


@wrong(
    "one_hot",
    "numpy.unique with return_inverse (numpy documentation)",
    "The labels are renumbered by those that occur, so a class that is left out shifts the rest.",
    "",
    "that it is wrong when all smaller classes occur; samples-as-rows",
)
def renumbered(labels, classes):
    _, place = np.unique(labels, return_inverse=True)
    return np.eye(classes)[:, place.ravel()]


@wrong(
    "one_hot",
    "if label: is False for 0 (Python question-and-answer thread on truth values)",
    "Label 0 counts as no label, so its columns hold no 1.",
    "",
    "that other labels are wrong",
)
def zero_is_no_label(labels, classes):
    table = np.zeros((classes, len(labels)))
    for column, label in enumerate(labels):
        if label:
            table[label, column] = 1
    return table


@right("one_hot", CODEARENA)
def put_along_the_classes(labels, classes):
    table = np.zeros((classes, len(labels)), dtype=np.int8)
    np.put_along_axis(table, np.asarray(labels)[None, :], 1, axis=0)
    return table


# ---- candidate_noise -----------------------------------------------------------------------


@right("candidate_noise", PARALLEL)
def list_as_seed(root, generation, i, size):
    return np.random.default_rng([i, generation, root]).normal(size=size)


@right("candidate_noise", DEVSOLUS)
def seed_from_a_digest(root, generation, i, size):
    digest = hashlib.blake2b(repr((int(root), int(generation), int(i))).encode()).digest()
    bits = np.random.Philox(int.from_bytes(digest[:16], "big"))
    return np.random.Generator(bits).standard_normal(size)


@wrong(
    "candidate_noise",
    DICE,
    "The digits are written one after the other: 1 and 12 give the same seed as 11 and 2.",
    "",
    "that calls depend on earlier ones; that the numbers are not normal",
)
def digits_in_a_row(root, generation, i, size):
    return np.random.default_rng(int(f"{root}{generation}{i}")).standard_normal(size)


@wrong(
    "candidate_noise",
    RUNEBOOK,
    "The generation is left out: candidate 3 gets the same noise in every generation.",
    "",
    "that calls depend on earlier ones; that candidates of one generation share noise",
)
def same_every_generation(root, generation, i, size):
    child = np.random.SeedSequence(root).spawn(i + 1)[i]
    return np.random.default_rng(child).standard_normal(size)


@functools.cache
def generator_of(root, generation, i):
    return np.random.default_rng((root, generation, i))


@wrong(
    "candidate_noise",
    "functools.cache of a function that returns something mutable (Python documentation)",
    "The generator is kept between calls, so the second call with the same arguments goes on in it.",
    "",
    "that candidates share noise; that one call alone is wrong",
)
def generator_kept(root, generation, i, size):
    return generator_of(int(root), int(generation), int(i)).standard_normal(size)


@wrong(
    "candidate_noise",
    PARALLEL,
    "All candidates draw from one long stream at (generation + 1) * (i + 1): pairs of them collide.",
    "",
    "that calls depend on earlier ones; that the numbers are not normal",
)
def later_in_one_stream(root, generation, i, size):
    steps = (generation + 1) * (i + 1)
    return np.random.default_rng(root).standard_normal((steps, size))[-1]
