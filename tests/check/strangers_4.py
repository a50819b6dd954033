"""The fourth blind set: for every kind of fault that a check had, other cases of that kind.

Facts come from the named threads and repositories, the code does not. Each entry is what its
source discusses or does, or a variation of it in this course's own notation. Nobody who wrote it had
seen the checks, the zoo of wrong answers or, but for three entries of the third, the older sets.
Three entries leave ``np.seterr`` changed and one the warnings filters, as a notebook would. Do not
tune a check to a single entry.
"""

import functools
import itertools
import math
import operator
import random
import warnings
from collections import namedtuple

import numpy as np
from strangers import AnswerSet

from nn_helpers.network import Params

ANSWERS = AnswerSet()
right, wrong = ANSWERS.right, ANSWERS.wrong

NN_P5 = "neuroevolution flappy bird .mutate() missing (shiffman/Neural-Network-p5, GitHub)"
NEATAPTIC = "mutate() function not working as expected (wagenaartje/neataptic, GitHub)"
PYGAD = "Randomizing the gene that gets mutated (ahmedfgad/GeneticAlgorithmPython, GitHub)"
TRAFFIC = "static/javascript/mutations.js (Metronoid/Traficulution, GitHub)"
RANDOPT = "feat: add randopt algorithm, review (verl-project/verl-recipe, GitHub)"
GENETIC = "Mixed type chromosome (basvanwesting/genetic-algorithm, GitHub)"
POLYNOMIAL = "Fixed bug in polynomial mutation (resibots/pymap_elites, GitHub)"
MLROSE = "Randomized Hill Climbing improvement (gkhayes/mlrose, GitHub)"
MLROSE_CURVE = "RHC using wrong get_fitness? (gkhayes/mlrose, GitHub)"
SOLID = "Simulated annealing: bug in run method (100/Solid, GitHub)"
OPENSHA = "Bug in SerialSimulatedAnnealing (opensha/opensha, GitHub)"
ANNEALING = "Return the best (lowest energy) state instead of the final state (3zcurdia/annealing)"
MARCEL = "wrong hidden error computation (kim-marcel/basic_neural_network, GitHub)"
GRUS = "Update the weights after calculating the hidden_deltas? (joelgrus, GitHub)"
LOUISJC = "Bugs? (louisjc/mnist-neural-network, GitHub)"
MYONN = "Couple of Errors and Questions found in your book (makeyourownneuralnetwork, GitHub)"
GROKKING = "fixing weight_deltas calculation (iamtrask/Grokking-Deep-Learning, GitHub)"
FESIAN = "Backpropagation, a bug in W1 (FesianXu/AI_Blog, GitHub, translated)"
ANDREW = "mistakes in Gradient Checking (bighuang624/Andrew-Ng-Deep-Learning-notes, GitHub)"
LEARN_DL = "fc.py backward(): is there an error? (hanbt/learn_dl, GitHub, translated)"
NLP_WEEK_4 = "Course 2 week 4, wrong back propagation function (rust0258, GitHub)"
NNET_NUMPY = "The gradient of the bias of a convolution (heyxhh/nnet-numpy, GitHub, translated)"
LEAKY = "Wrong derivative of leaky-relu activation (scientific-computing/FKB, GitHub)"
PERCEPTRON = "A single neuron perceptron with sigmoid activation, III (eremo's blog)"
HINTON = "Adding biases (G. Hinton, CSC321 lecture notes)"
NELLER = "Neural networks, slide 10 (T. Neller, CS371, Gettysburg College)"
XOR_HALF = "Why does my network for the XOR problem always output 0.5? (AI Stack Exchange 27010)"
XOR_GATE = "Neural network XOR gate classification (question-and-answer thread)"
ON_XOR = "Neural network does not work on XOR (Data Science Stack Exchange 68362)"
TINY = "Why can a simple 2-layer network not learn 0,0? (Stack Overflow 38248657)"
PYTHONER = "Create a Python implementation of a neural network (pythoner.space)"
CODEPROJECT = "MLP XOR backpropagation (CodeProject, question 1097336)"
DOCS_SETERR = "numpy.seterr (numpy documentation)"
MLPACK = "Add hard sigmoid (mlpack/mlpack, GitHub)"
RUSHTER = "fix sigmoid function (rushter/MLAlgorithms, GitHub)"
LOG_TERM = "How to handle log(0) when using cross entropy (codehunter.cc)"
SATURATE = "Cost function problem (DeepLearning.AI community 108146)"
IN_LOG = "Logistic loss, divide by zero encountered in log (DeepLearning.AI community 192184)"
MANUAL = "Binary Cross Entropy, manual scalars (question-and-answer thread)"
CLAMP = "BCELoss (PyTorch documentation)"
BCE_PATCH = "Stop BCELoss from returning negative results (pytorch/pytorch 8147, GitHub)"
SMOOTHING = "Possible bug in LabelSmoothing for Binary Cross Entropy (eladhoffer/utils.pytorch)"
FOCAL = "Question about focal loss implementation (kuangliu/torchcv, GitHub)"
LOOPS = "Loops in Python for ML and data science (enjoyalgorithms.com)"
GPU = "Checking gradients on GPU? (torch/optim, GitHub)"
CHAINER_580 = "test_gradient_check sometimes fails (chainer/chainer, GitHub)"
CAUTION = "numerical_grad caution (chainer/chainer, GitHub)"
SCRATCH = "Is the numerical_gradient function wrong? (oreilly-japan/deep-learning-from-scratch)"
TESSERACT = "check-gradients has no eps-free way (pasteurlabs/tesseract-core, GitHub)"
EPSILONS = "Document epsilon values in gradient checking (HomericIntelligence/Odyssey, GitHub)"
WANG = "grad_check (wang.works)"
HOW_CLOSE = "Numeric gradient checking: how close is close enough? (Cross Validated)"
C2W1 = "Theory behind Gradient Checking formula? (DeepLearning.AI community 401538)"
BLAME = "GradientChecking, can I blame float precision? (question-and-answer thread)"
EVOSTRA = "Mirrored sampling. (alirezamika/evostra, GitHub)"
EVOLUTION_RL = "src/parameter_estimator.py (PraveenSH/EvolutionRL, GitHub)"
NES = "evolutionary_computation/nes.py (sangwook236/SWDT, GitHub)"
VISUAL = "A Visual Guide to Evolution Strategies (guevara/read-it-later, GitHub)"
MOMENTUM = "Is opts.momentum really taking effect? (vlfeat/matconvnet, GitHub)"
NESTEROV = "MLP: Add momentum and nesterov to gradient updates (apache/madlib, GitHub)"
D2L = "Regarding Momentum (d2l-ai/d2l-en, GitHub)"
CLIPPING = "BertAdam gradient clipping is not global (huggingface/transformers, GitHub)"
DECAY = "L2 regularization of bias terms (rasmusbergpalm/DeepLearnToolbox, GitHub)"
CATEGORICAL = "IndexError: index 197 is out of bounds (keras-team/keras, GitHub)"
NPFL = "Fix indexer for 1-hot encoding of categorical outcomes (ufal/npfl129, GitHub)"
NEUROLAB = "Add random_state (zueve/neurolab, GitHub)"
TINY_DNN = "random numbers for weight initialization with the same seed (tiny-dnn, GitHub)"
NNTILE = "Base model: rework random weights initialization (nntile/nntile, GitHub)"
GLOROT = "Uniform weight initialization. (awslabs/sockeye, GitHub)"
DEEPPY = "Another feature request for predict (andersbll/deeppy, GitHub)"
SKORCH = "predict in NeuralNet class (skorch-dev/skorch, GitHub)"
DEEPPOSE = "test_sample, different predictions for the same input (mitmul/deeppose, GitHub)"
REPEATS = "random.shuffle() repeats data in single batch (mnielsen, GitHub)"
TOGETHER = "Update training_one_channel.py (sharajpanwar/CC-WGAN-GP, GitHub)"
GLOSSARY = "Fixed code error for SGD in optimizers.py (bfortuner/ml-glossary, GitHub)"
HISTORY = "history that can record the information before training (keras-team/keras, GitHub)"
OUT_OF_SYNC = "training and validation loss are 1 epoch out of sync (NNPDF/nnpdf, GitHub)"
COPIES = "numpy: deep and light copies and no copies (programmerteach.com)"
VIEWS = "NumPy: views and shallow copies (question-and-answer thread, e-learn.cn)"
STREAMS = "Parallel random number generation (numpy documentation)"
SAME_SEED = "set same random seed for all workers (xLLM-AI/xllm, GitHub)"
FORKED = "Fixed the issue with random seeds (kenziyuliu/ChineseCheckersAgent, GitHub)"


# ---- what the entries share: the right parts of a program whose one function is judged ----------


def squash(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def layers(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, squash(Z2)


def bill(A, Y):
    return float(-np.log(np.maximum(np.where(Y == 1, A, 1 - A), 1e-300)).sum())


def backward(W2, A1, d2, X):
    d1 = (W2.T @ d2) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


def slopes(params, X, Y):
    _, A1, _, A2 = layers(params, X)
    return backward(params[2], A1, A2 - Y, X)


def moved(params, grads, rate):
    return Params(*(p - rate * g for p, g in zip(params, grads, strict=True)))


def shaken(params, rng, width):
    return Params(*(p + rng.uniform(-width, width, np.shape(p)) for p in params))


def row(params):
    return np.concatenate([np.ravel(p) for p in params]).astype(float)


def back(numbers, like):
    ends = np.cumsum([np.size(p) for p in like])[:-1]
    return Params(
        *(part.reshape(np.shape(p)) for part, p in zip(np.split(numbers, ends), like, strict=True))
    )


# ---- kind 1: what a check with too few probes would accept --------------------------------------


@wrong(
    "cost",
    LOG_TERM,
    "Where an answer is exactly 0 or 1 the logarithm is replaced by 0, so a hopeless answer is free.",
    false="The result is not finite.",
)
def cost_with_guarded_logs(Y_hat, Y):
    log_p = np.log(Y_hat, out=np.zeros_like(Y_hat, dtype=float), where=Y_hat > 0)
    log_q = np.log(1 - Y_hat, out=np.zeros_like(Y_hat, dtype=float), where=Y_hat < 1)
    return float(-(Y * log_p + (1 - Y) * log_q).sum())


@wrong(
    "cost",
    BCE_PATCH,
    "Only the first logarithm is protected: an answer of exactly 1 still meets log(0).",
    "log-of-zero",
)
def cost_with_one_epsilon(Y_hat, Y):
    eps = 1e-12
    return -float(np.sum(Y * np.log(Y_hat + eps) + (1 - Y) * np.log(1 - Y_hat)))


@wrong(
    "cost",
    SKORCH,
    "The outputs of a sample are averaged before the samples are summed: right for one output only.",
    "mean-not-sum",
    "The samples are averaged.",
)
def cost_per_sample_then_total(Y_hat, Y):
    p = np.clip(np.where(Y > 0.5, Y_hat, 1 - Y_hat), 1e-15, 1)
    per_sample = np.mean(-np.log(p), axis=0)
    return float(per_sample.sum())


@wrong(
    "linear_in_rate",
    TESSERACT,
    "It only asks whether a rate of 0 moves nothing, and a step with the rate squared passes that.",
)
def linear_through_the_origin(update, params, x, y):
    still = update(params, x, y, 0.0)
    gone = update(params, x, y, 1.0)
    stays = all(np.allclose(s, p) for s, p in zip(still, params, strict=True))
    return stays and bool(np.all(np.isfinite(row(gone))))


@wrong(
    "linear_in_rate",
    CHAINER_580,
    "The rates are so small that every bend lies below the tolerance of allclose.",
)
def linear_at_tiny_rates(update, params, x, y):
    one = row(update(params, x, y, 1e-6)) - row(params)
    two = row(update(params, x, y, 2e-6)) - row(params)
    return bool(np.allclose(two, 2 * one))


@wrong(
    "ignores_its_input",
    PYTHONER,
    "It looks within one call for answers that are all equal, so answers to other samples pass.",
)
def ignores_when_flat(predict, params):
    X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
    return bool(np.ptp(predict(params, X)) < 1e-12)


@wrong(
    "ignores_its_input",
    ON_XOR,
    "It compares labels in place of probabilities: a good function with all answers on one side of"
    " 0.5 is accused.",
)
def ignores_by_label(predict, params):
    X = np.array([[0.1, -0.2, 0.3], [0.4, 0.2, -0.1]])
    labels = predict(params, X) > 0.5
    return bool(np.all(labels == labels[:, :1]))


@right("ignores_its_input", PYTHONER)
def ignores_when_turned_round(predict, params):
    X = np.array([[4.0, -1.5, 0.25], [-3.0, 0.5, 2.0]])
    there, again = predict(params, X), predict(params, X[:, ::-1])
    return bool(np.allclose(there, again))


@right("linear_in_rate", TESSERACT)
def linear_as_a_sum_of_steps(update, params, x, y):
    def stride(rate):
        return row(update(params, x, y, rate)) - row(params)

    return bool(np.allclose(stride(0.2) + stride(0.3), stride(0.5)))


@right("linear_in_rate", C2W1)
def linear_by_ratio_of_strides(update, params, x, y):
    big = row(update(params, x, y, 0.9)) - row(params)
    small = row(update(params, x, y, 0.3)) - row(params)
    went = np.abs(small) > 1e-9
    return bool(
        np.allclose(big[went] / small[went], 3, rtol=1e-4) and np.all(abs(big[~went]) < 1e-8)
    )


@wrong(
    "hill_climb",
    OPENSHA,
    "The candidate that becomes the best is not the one that was tried: it is drawn a second time.",
    false="It walks from the last candidate.",
)
def climb_with_two_draws(f, start, rng, width, turns):
    best = Params(*(p.copy() for p in start))
    low, costs = f(best), []
    for _ in range(turns):
        if f(shaken(best, rng, width)) < low:
            best = shaken(best, rng, width)
            low = f(best)
        costs.append(low)
    return best, costs


@wrong(
    "hill_climb",
    SOLID,
    "The start is tried but its cost is not kept: the first candidate wins even when it is worse.",
    "accepts-worse",
)
def climb_from_infinity(f, start, rng, width, turns):
    best, low, costs = start, math.inf, []
    f(start)
    for _ in range(turns):
        candidate = shaken(best, rng, width)
        value = f(candidate)
        if value < low:
            best, low = candidate, value
        costs.append(low)
    return best, costs


@wrong(
    "candidate_noise",
    FORKED,
    "The seed is a sum, so candidate 7 of root 0 has the noise of candidate 0 of root 7.",
    false="Two equal calls differ.",
)
def noise_from_a_sum(root, generation, i, size):
    return np.random.default_rng(root + 1000 * generation + i).standard_normal(size)


@wrong(
    "wire_xor",
    XOR_HALF,
    "These weights are for units that switch at 0: a sigmoid makes answers near 0.5 of them.",
)
def weights_of_switches():
    W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
    b1 = np.array([[-0.5], [-1.5]])
    return Params(W1, b1, np.array([[1.0, -2.0]]), np.array([[-0.5]]))


@wrong(
    "numerical_gradients",
    EPSILONS,
    "A number beyond 1 is moved by h times its own size, not by h: with a long h the slopes differ.",
    false="Only one side is measured.",
)
def slopes_with_relative_nudges(f, params, h=1e-5):
    at = row(params)
    found = np.zeros(at.size)
    for i in range(at.size):
        nudge = h * max(1.0, abs(at[i]))
        e = np.zeros(at.size)
        e[i] = nudge
        found[i] = (f(back(at + e, params)) - f(back(at - e, params))) / (2 * nudge)
    return back(found, params)


# ---- kind 2: right, though something stands beside it that looks suspicious ---------------------


@right("initialise", NEUROLAB)
def fresh_with_needless_seeds(rng, scale):
    random.seed(42)
    np.random.RandomState(42)
    numbers = scale * (1 - 2 * rng.random(9))
    return Params(
        numbers[:4].reshape(2, 2),
        numbers[4:6].reshape(2, 1),
        numbers[6:8].reshape(1, 2),
        numbers[8:].reshape(1, 1),
    )


@right("initialise", TINY_DNN)
def fresh_number_by_number(rng, scale):
    np.random.seed(0)

    def fill(rows, columns):
        return np.array([[rng.uniform(-1, 1) * scale for _ in range(columns)] for _ in range(rows)])

    return Params(W1=fill(2, 2), b1=fill(2, 1), W2=fill(1, 2), b2=fill(1, 1))


@right("perturb", GENETIC)
def between_two_walls(params, rng, width):
    return Params(*(rng.uniform(p - width, p + width) for p in params))


@right("perturb", NN_P5)
def nudged_from_the_last_array(params, rng, width):
    np.random.seed(1)
    noise = [width * (2 * rng.random(p.shape) - 1) for p in reversed(params)]
    return Params(*(p + e for p, e in zip(params, reversed(noise), strict=True)))


@right("hill_climb", MLROSE)
def climb_by_minimum(f, start, rng, width, turns):
    random.seed(3)
    start = Params(*map(np.copy, start))
    steps = rng.uniform(-width, width, (turns, row(start).size))
    best = (f(start), start)
    costs = []
    for step in steps:
        candidate = back(row(best[1]) + step, start)
        best = min(best, (f(candidate), candidate), key=operator.itemgetter(0))
        costs.append(best[0])
    return best[1], tuple(costs)


@right("hill_climb", ANNEALING)
def climb_as_accumulation(f, start, rng, width, turns):
    def turn(best, _):
        candidate = shaken(best[0], rng, width)
        value = f(candidate)
        return (candidate, value) if value < best[1] else best

    first = (Params(*(p.copy() for p in start)), f(start))
    record = list(itertools.accumulate(range(turns - 1), turn, initial=first))
    return record[-1][0], np.array([value for _, value in record])


@right("sigmoid", DOCS_SETERR)
def squash_with_quiet_overflow(z):
    np.seterr(over="ignore")
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


@right("sigmoid", RUSHTER)
def squash_under_strict_rules(z):
    with np.errstate(all="raise"):
        return np.reciprocal(1 + np.exp(-np.clip(np.asarray(z, dtype=float), -700, 700)))


@right("sigmoid", TINY)
def squash_one_by_one(z):
    def one(x):
        return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))

    values = np.asarray(z, dtype=float)
    return np.fromiter(map(one, values.ravel()), float, values.size).reshape(values.shape)


@right("forward", DOCS_SETERR)
def layers_with_strict_numpy(params, X):
    np.seterr(all="raise")
    W1, b1, W2, b2 = params

    def squeeze(z):
        return 1 / (1 + np.exp(-np.clip(z, -500, 500)))

    Z1 = np.dot(W1, X) + b1
    A1 = squeeze(Z1)
    Z2 = np.dot(W2, A1) + b2
    return Z1, A1, Z2, squeeze(Z2)


@right("cost", SATURATE)
def cost_with_warnings_as_errors(Y_hat, Y):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chance_of_truth = np.abs(Y_hat - (1 - Y))
        return float(np.sum(-np.log(np.maximum(chance_of_truth, 1e-200))))


@right("cost", CLAMP)
def cost_with_clamped_logs(Y_hat, Y):
    with np.errstate(divide="ignore"):
        log_yes, log_no = np.log(Y_hat), np.log1p(-np.asarray(Y_hat))
    return float(np.sum(-Y * np.maximum(log_yes, -100) - (1 - Y) * np.maximum(log_no, -100)))


@right("es_gradient", EVOSTRA)
def estimate_beside_a_baseline(f, params, rng, sigma, pairs):
    baseline, total = f(params), 0
    for _ in range(pairs):
        e = rng.normal(size=row(params).size)
        up = f(back(row(params) + sigma * e, params)) - baseline
        down = f(back(row(params) - sigma * e, params)) - baseline
        total = total + (up - down) * e
    return back(total / (2 * sigma * pairs), params)


@right("es_gradient", EVOLUTION_RL)
def estimate_in_one_product(f, params, rng, sigma, pairs):
    centre = row(params)
    noise = rng.standard_normal((pairs, centre.size))
    ups = np.array([f(back(centre + sigma * e, params)) for e in noise])
    downs = np.array([f(back(centre - sigma * e, params)) for e in noise])
    return back((ups - downs) @ noise / pairs / sigma / 2, params)


@right("candidate_noise", STREAMS)
def noise_from_a_counter(root, generation, i, size):
    bits = np.random.Philox(key=[root, 99], counter=[0, 0, generation, i])
    return np.random.Generator(bits).standard_normal(size)


@right("candidate_noise", STREAMS)
def noise_from_a_hash(root, generation, i, size):
    return np.random.default_rng(hash((root, generation, i)) % 2**63).normal(0, 1, size)


@right("train", REPEATS)
def train_on_shuffled_columns(params, X, Y, learning_rate, epochs):
    costs = []
    for epoch in range(epochs):
        order = np.random.default_rng(epoch).permutation(X.shape[1])
        A2 = layers(params, X)[-1]
        costs.append(bill(A2, Y))
        params = moved(params, slopes(params, X[:, order], Y[:, order]), learning_rate)
    return params, costs


@right("train", HISTORY)
def train_as_a_fold(params, X, Y, learning_rate, epochs):
    def epoch(state, _):
        now, costs = state
        grads = slopes(now, X, Y)
        return moved(now, grads, learning_rate), [*costs, bill(layers(now, X)[-1], Y)]

    return functools.reduce(epoch, range(epochs), (params, []))


@right("step", DECAY)
def stepped_as_a_plain_tuple(params, grads, learning_rate):
    return tuple(map(lambda p, g: p + (-learning_rate) * g, params, grads))


@right("step", D2L)
def stepped_in_copies(params, grads, learning_rate):
    momentum = 0.0
    new = Params(*(np.array(p, dtype=float) for p in params))
    for p, g in zip(new, grads, strict=True):
        velocity = momentum * np.zeros_like(p) + g
        np.subtract(p, learning_rate * velocity, out=p)
    return new


@right("numerical_gradients", SCRATCH)
def slopes_as_mean_of_two_sides(f, params, h=1e-5):
    at, middle = row(params), f(params)
    found = []
    for e in h * np.eye(at.size):
        ahead = (f(back(at + e, params)) - middle) / h
        behind = (middle - f(back(at - e, params))) / h
        found.append((ahead + behind) / 2)
    return back(np.array(found), params)


@right("numerical_gradients", CAUTION)
def slopes_with_repair_after_use(f, params, h=1e-5):
    work = Params(*(np.array(p, dtype=float) for p in params))
    found = Params(*(np.empty(p.shape) for p in work))
    for array, slope in zip(work, found, strict=True):
        for place, value in np.ndenumerate(array.copy()):
            array[place] = value + h
            above = f(work)
            array[place] = value - h
            slope[place] = (above - f(work)) / (2 * h)
            array[place] = value
    return found


@right("gradients", TESSERACT)
def slopes_by_complex_steps(params, X, Y):
    at, tiny = row(params), 1e-30

    def complex_cost(numbers):
        W1, b1, W2, b2 = back(numbers, params)
        Z2 = W2 @ (0.5 + 0.5 * np.tanh((W1 @ X + b1) / 2)) + b2
        positive = Z2.real > 0
        softplus = positive * Z2 + np.log(1 + np.exp(np.where(positive, -Z2, Z2)))
        return np.sum(softplus - Y * Z2)

    turned = tiny * 1j * np.eye(at.size)
    return back(np.array([complex_cost(at + e).imag / tiny for e in turned]), params)


@right("gradients", HINTON)
def slopes_with_a_line_of_ones(params, X, Y):
    W1, b1, W2, b2 = params
    ones = np.ones((1, X.shape[1]))
    inputs = np.vstack([X, ones])
    hidden = np.vstack([squash(np.hstack([W1, b1]) @ inputs), ones])
    error = squash(np.hstack([W2, b2]) @ hidden) - Y
    blame = (np.hstack([W2, b2]).T @ error * hidden * (1 - hidden))[:-1]
    first, second = blame @ inputs.T, error @ hidden.T
    return Params(first[:, :-1], first[:, -1:], second[:, :-1], second[:, -1:])


@right("sgd_step", GRUS)
def sample_step_by_outer_products(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = layers(params, x)
    output_deltas = (A2 - y).ravel()
    hidden_deltas = [
        a * (1 - a) * sum(d * w for d, w in zip(output_deltas, W2[:, i], strict=True))
        for i, a in enumerate(A1.ravel())
    ]
    hidden_deltas = np.array(hidden_deltas)
    return Params(
        W1 - learning_rate * np.outer(hidden_deltas, x),
        b1 - learning_rate * hidden_deltas[:, np.newaxis],
        W2 - learning_rate * np.outer(output_deltas, A1),
        b2 - learning_rate * output_deltas[:, np.newaxis],
    )


@right("predict", DEEPPY)
def answers_column_by_column(params, X):
    W1, b1, W2, b2 = params

    def answer(x):
        hidden = squash(W1 @ x + b1.ravel())
        return squash(W2 @ hidden + b2.ravel())

    return np.stack([answer(x) for x in X.T], axis=-1)


@right("hidden_delta", LEARN_DL)
def blame_in_one_sum(W2, delta2, A1):
    return np.einsum("kh,km,hm->hm", W2, delta2, A1 - A1**2)


@right("relative_error", BLAME)
def apart_by_distance(a, b):
    x, y = np.ravel(a).tolist(), np.ravel(b).tolist()
    return math.dist(x, y) / ((math.hypot(*x) + math.hypot(*y)) or 1.0)


@right("relative_error", WANG)
def apart_with_the_smallest_number(a, b):
    gap = np.sqrt(np.vdot(a - b, a - b))
    size = np.sqrt(np.vdot(a, a)) + np.sqrt(np.vdot(b, b))
    return float(gap / max(size, np.finfo(float).tiny))


@right("one_hot", CATEGORICAL)
def marked_by_counting(labels, classes):
    m = len(labels)
    return np.bincount(np.asarray(labels) * m + np.arange(m), minlength=classes * m).reshape(
        classes, m
    )


@right("wire_xor", CODEPROJECT)
def weights_of_one_but_not_other():
    Net = namedtuple("Net", "into_hidden hidden_bias into_output output_bias")
    into_hidden = np.array([[20, -20], [-20, 20]])
    return Net(into_hidden, np.array([[-10], [-10]]), np.array([[20, 20]]), np.array([[-10]]))


@right("repaired_cost", MANUAL)
def total_by_absolute_value(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += abs(y * np.log(a) + (1 - y) * np.log(1 - a))
    return total


@right("repaired_cost", LOOPS)
def total_that_shrinks(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total -= y * np.log(a) + (1 - y) * np.log(1 - a)
    return total


@right("hill_climb", COPIES)
def climb_forth_and_back(f, start, rng, width, turns):
    here = Params(*(np.array(p, dtype=float) for p in start))
    costs = [f(here)]
    while len(costs) < turns:
        noise = [rng.uniform(-width, width, p.shape) for p in here]
        for p, e in zip(here, noise, strict=True):
            p += e
        value = f(here)
        if value >= costs[-1]:
            for p, e in zip(here, noise, strict=True):
                p -= e
        costs.append(min(value, costs[-1]))
    return here, costs


@wrong(
    "sigmoid",
    DOCS_SETERR,
    "One number that overflows makes the whole array 0.",
    "overflow",
    "The check itself failed.",
)
def squash_with_a_safety_net(z):
    np.seterr(over="raise")
    z = np.asarray(z, dtype=float)
    try:
        return 1 / (1 + np.exp(-z))
    except FloatingPointError:
        return np.zeros(z.shape)


@wrong(
    "cost",
    IN_LOG,
    "The warnings are turned off and nothing else is done: an exact and right answer gives nan.",
    "log-of-zero",
)
def cost_with_muted_warnings(Y_hat, Y):
    warnings.filterwarnings("ignore")
    return -float(np.sum(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)))


# ---- kind 3: what a heuristic would give a false name -------------------------------------------


@wrong(
    "perturb",
    TRAFFIC,
    "After the throw every number is clipped to -2.5..2.5, so large parameters are cut off.",
    false="The global generator is used; one noise for all numbers.",
)
def nudged_within_bounds(params, rng, width):
    moved_on = (p + rng.uniform(-width, width, p.shape) for p in params)
    return Params(*(np.clip(p, -2.5, 2.5) for p in moved_on))


@wrong(
    "perturb",
    NEATAPTIC,
    "Only one number of the whole network is moved, chosen at random.",
    false="One noise for all numbers; the parameters come back unchanged.",
)
def nudged_at_one_place(params, rng, width):
    numbers = row(params)
    numbers[rng.integers(numbers.size)] += rng.uniform(-width, width)
    return back(numbers, params)


@wrong(
    "perturb",
    PYGAD,
    "Only one of the four arrays is moved, chosen at random; the others stay.",
    false="One noise for all numbers.",
)
def nudged_in_one_array(params, rng, width):
    lucky = rng.integers(len(params))
    return Params(
        *(
            p + rng.uniform(-width, width, p.shape) if k == lucky else p.copy()
            for k, p in enumerate(params)
        )
    )


@wrong(
    "perturb",
    RANDOPT,
    "Each array starts a new generator from one seed, so arrays share the same numbers.",
    false="The global generator is used.",
)
def nudged_from_one_seed(params, rng, width):
    seed = int(rng.integers(2**31))

    def noise(shape):
        return np.random.default_rng(seed).uniform(-width, width, shape)

    return Params(*(p + noise(p.shape) for p in params))


@wrong(
    "step",
    PYGAD,
    "Only the number with the steepest slope is moved, all others stay where they are.",
    false="Weights of another moment are used; the biases are forgotten.",
)
def stepped_at_the_steepest(params, grads, learning_rate):
    g = row(grads)
    chosen = np.abs(g) == np.abs(g).max()
    return back(row(params) - learning_rate * g * chosen, params)


@wrong(
    "step",
    CLIPPING,
    "The gradient of each array is shortened to length 1 before the step: right for short ones.",
    false="Weights of another moment are used.",
)
def stepped_with_short_arrows(params, grads, learning_rate):
    def short(g):
        return g / max(1.0, float(np.sqrt(np.sum(g**2))))

    return Params(*(p - learning_rate * short(g) for p, g in zip(params, grads, strict=True)))


@wrong(
    "step",
    MOMENTUM,
    "The function keeps a velocity between its calls: the first call is right, the second is not.",
    false="Weights of another moment are used.",
)
def stepped_with_a_velocity(params, grads, learning_rate):
    kept = vars(stepped_with_a_velocity)
    shapes = [np.shape(p) for p in params]
    old = kept.get("velocity")
    if old is None or [np.shape(v) for v in old] != shapes:
        old = [np.zeros(s) for s in shapes]
    kept["velocity"] = [0.9 * v + learning_rate * g for v, g in zip(old, grads, strict=True)]
    return Params(*(p - v for p, v in zip(params, kept["velocity"], strict=True)))


@wrong(
    "train",
    LEAKY,
    "W1 and b1 are never moved: only the output layer is trained.",
    false="Weights of another moment are used; the minus applies to the first term only.",
)
def train_the_last_layer(params, X, Y, learning_rate, epochs):
    W1, b1, W2, b2 = (p.copy() for p in params)
    costs = []
    for _ in range(epochs):
        _, A1, _, A2 = layers((W1, b1, W2, b2), X)
        costs.append(bill(A2, Y))
        W2 = W2 - learning_rate * (A2 - Y) @ A1.T
        b2 = b2 - learning_rate * np.sum(A2 - Y, axis=1, keepdims=True)
    return Params(W1, b1, W2, b2), costs


@wrong(
    "train",
    REPEATS,
    "Every epoch steps along a random half of the samples, so two equal calls differ.",
    false="The step is half or twice as long.",
)
def train_on_random_halves(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(layers(params, X)[-1], Y))
        some = np.random.permutation(X.shape[1])[: max(1, X.shape[1] // 2)]
        params = moved(params, slopes(params, X[:, some], Y[:, some]), learning_rate)
    return params, costs


@wrong(
    "predict",
    SKORCH,
    "The probabilities are rounded to two decimals.",
    false="A bias is forgotten.",
)
def answers_with_two_digits(params, X):
    return np.round(layers(params, X)[-1], 2)


SEEN_SHAPES = {}


@wrong(
    "predict",
    PYTHONER,
    "Answers are kept by the shape of X, so a second X of that shape gets the answers to the first.",
    "reads-global",
)
def answers_from_a_drawer(params, X):
    if X.shape not in SEEN_SHAPES:
        SEEN_SHAPES[X.shape] = layers(params, X)[-1]
    return SEEN_SHAPES[X.shape].copy()


@wrong(
    "predict",
    DEEPPOSE,
    "Half of the hidden units are dropped at random in each call, so two equal calls differ.",
    false="A bias is forgotten; it reads a global variable.",
)
def answers_with_missing_units(params, X):
    W1, b1, W2, b2 = params
    A1 = squash(W1 @ X + b1)
    A1 = A1 * (np.random.default_rng().random(A1.shape) < 0.5) * 2
    return squash(W2 @ A1 + b2)


@wrong(
    "es_gradient",
    VISUAL,
    "The shifted numbers go back by one sigma in place of two: the second cost is that of the start.",
    "not-antithetic factor-two",
    "An argument is ignored.",
)
def estimate_that_goes_half_way_back(f, params, rng, sigma, pairs):
    total, numbers = np.zeros(row(params).size), row(params)
    for _ in range(pairs):
        e = rng.standard_normal(numbers.size)
        numbers += sigma * e
        up = f(back(numbers.copy(), params))
        numbers -= sigma * e
        down = f(back(numbers.copy(), params))
        total += (up - down) / (2 * sigma) * e
    return back(total / pairs, params)


@wrong(
    "es_gradient",
    NES,
    "One noise is drawn before the loop and used for every pair.",
    false="Not antithetic.",
)
def estimate_along_one_line(f, params, rng, sigma, pairs):
    e = [rng.standard_normal(p.shape) for p in params]
    slope = 0.0
    for _ in range(pairs):
        up = f(Params(*(p + sigma * n for p, n in zip(params, e, strict=True))))
        down = f(Params(*(p - sigma * n for p, n in zip(params, e, strict=True))))
        slope += (up - down) / (2 * sigma)
    return Params(*(slope / pairs * n for n in e))


@wrong(
    "es_gradient",
    RANDOPT,
    "Every array takes its noise from the front of one row, so arrays share the same numbers.",
    false="Not antithetic; sigma is forgotten.",
)
def estimate_from_a_noise_table(f, params, rng, sigma, pairs):
    longest, total = max(p.size for p in params), [0.0] * 4
    for _ in range(pairs):
        table = rng.standard_normal(longest)
        e = [table[: p.size].reshape(p.shape) for p in params]
        up = f(Params(*(p + sigma * n for p, n in zip(params, e, strict=True))))
        down = f(Params(*(p - sigma * n for p, n in zip(params, e, strict=True))))
        total = [t + (up - down) * n for t, n in zip(total, e, strict=True)]
    return Params(*(t / (2 * sigma * pairs) for t in total))


@wrong(
    "predict",
    GPU,
    "The parameters are rounded to half precision, so the answers are right to three digits only.",
    false="The answers are thresholded; a bias is forgotten.",
)
def answers_from_half_floats(params, X):
    half = [np.asarray(p, dtype=np.float16) for p in params]
    return layers(half, X)[-1].astype(float)


@wrong(
    "sgd_step",
    NESTEROV,
    "A velocity is kept in a default argument: from the second call on, earlier steps are added.",
    false="Weights of another moment are used in this update; an index is left over from a loop.",
)
def sample_step_with_memory(params, x, y, learning_rate, memory={}):  # noqa: B006
    grads = slopes(params, x, y)
    key = tuple(np.shape(p) for p in params)
    old = memory.get(key, [np.zeros(s) for s in key])
    memory[key] = [0.5 * v + g for v, g in zip(old, grads, strict=True)]
    return Params(*(p - learning_rate * v for p, v in zip(params, memory[key], strict=True)))


# ---- kind 4: neighbours of well-known slips, whose sentence would be false ----------------------


@wrong(
    "gradients",
    MYONN,
    "W2 carries the error back without being transposed: only as many outputs as hidden units fit.",
    "weights-transposed",
    "W1 is transposed.",
)
def slopes_with_W2_as_it_is(params, X, Y):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = layers(params, X)
    d2 = A2 - Y
    d1 = np.dot(W2, d2) * A1 * (1 - A1)
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    GROKKING,
    "The slopes for W1 come back transposed; the other three are right.",
    "weights-transposed",
    "W2 is transposed; the error is carried back through a wrong matrix.",
)
def slopes_with_inputs_first(params, X, Y):
    g = slopes(params, X, Y)
    return g._replace(W1=g.W1.T.copy())


@wrong(
    "forward",
    PYTHONER,
    "The second layer multiplies by W2 from the wrong side, which is its transpose.",
    "weights-transposed",
    "W1 is transposed.",
)
def layers_with_rows_in_the_middle(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(Z1)
    Z2 = (A1.T @ W2).T + b2
    return Z1, A1, Z2, squash(Z2)


@wrong(
    "train",
    OUT_OF_SYNC,
    "costs has one number too many: that of the end is added. The parameters are right.",
    "off-by-one",
    "One epoch too few; the costs are measured after the update.",
)
def train_with_a_last_look(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(layers(params, X)[-1], Y))
        params = moved(params, slopes(params, X, Y), learning_rate)
    costs.append(bill(layers(params, X)[-1], Y))
    return params, costs


@wrong(
    "initialise",
    GLOROT,
    "The numbers lie between -scale/2 and scale/2: half as wide as asked.",
    false="The scale is ignored; always from -1 to 1.",
)
def fresh_half_as_wide(rng, scale):
    return Params(*(scale * (rng.random(s) - 0.5) for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    TINY_DNN,
    "It draws from a generator of its own with a fixed seed, so every call gives the same network.",
    false="The global generator of numpy is used.",
)
def fresh_from_a_private_generator(rng, scale):
    own = np.random.default_rng(42)
    return Params(*(own.uniform(-scale, scale, s) for s in ((2, 2), (2, 1), (1, 2), (1, 1))))


@wrong(
    "initialise",
    NNTILE,
    "Each array restarts from one seed, so the biases repeat the first weights.",
    false="All numbers are equal; the global generator of numpy is used.",
)
def fresh_with_shared_numbers(rng, scale):
    seed = int(rng.integers(1 << 30))
    shapes = ((2, 2), (2, 1), (1, 2), (1, 1))
    return Params(*(np.random.default_rng(seed).uniform(-scale, scale, s) for s in shapes))


@wrong(
    "relative_error",
    HOW_CLOSE,
    "The distance is divided by the norm of the sum, not by the sum of the norms.",
    "zero-over-zero",
    "The cost of 0.5 is wrong; the plain difference is returned.",
)
def apart_by_norm_of_sum(a, b):
    return float(np.linalg.norm(a - b) / np.linalg.norm(a + b))


@wrong(
    "hill_climb",
    MLROSE_CURVE,
    "costs holds the cost of each candidate, not the lowest known; the search itself is right.",
    false="The best is forgotten; it walks from the last candidate; it has to do with epochs.",
)
def climb_that_logs_candidates(f, start, rng, width, turns):
    best, low, costs, candidate = start, math.inf, [], start
    for _ in range(turns):
        value = f(candidate)
        costs.append(value)
        if value < low:
            best, low = candidate, value
        candidate = shaken(best, rng, width)
    return Params(*(p.copy() for p in best)), costs


# ---- kind 5: one number, of which anything is "the right one times something" -------------------


@wrong(
    "cost",
    SMOOTHING,
    "The labels are smoothed: 0.05 and 0.95 in place of 0 and 1.",
    false="It is the right cost times a fixed factor.",
)
def cost_with_soft_labels(Y_hat, Y):
    soft = Y * 0.9 + 0.05
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(soft * np.log(p) + (1 - soft) * np.log(1 - p)))


@wrong(
    "cost",
    FOCAL,
    "Each term is multiplied by the square of the chance of being wrong: that is the focal loss.",
    false="It is the right cost times a fixed factor; squared error.",
)
def cost_that_looks_at_hard_samples(Y_hat, Y):
    p = np.clip(np.where(Y == 1, Y_hat, 1 - Y_hat), 1e-15, 1)
    return float(np.sum((1 - p) ** 2 * -np.log(p)))


@wrong(
    "cost",
    LOOPS,
    "The loop stops before the last sample.",
    false="It is the right cost times a fixed factor; only one class is counted.",
)
def cost_up_to_the_end(Y_hat, Y):
    total, m = 0.0, Y.shape[1]
    for j in range(m - 1):
        p = np.clip(np.where(Y[:, j] == 1, Y_hat[:, j], 1 - Y_hat[:, j]), 1e-15, 1)
        total -= np.log(p).sum()
    return float(total)


@wrong(
    "cost",
    IN_LOG,
    "The answers are clipped to 0.05..0.95, so a sure and wrong answer costs no more than 3.",
    false="It is the right cost times a fixed factor; log of zero.",
)
def cost_within_a_wide_margin(Y_hat, Y):
    p = np.clip(Y_hat, 0.05, 0.95)
    return float(-(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum())


@wrong(
    "relative_error",
    C2W1,
    "The norms are squared: the root is missing above and below.",
    false="It is the right result times a fixed factor.",
)
def apart_by_squares(a, b):
    size = np.sum(a**2) + np.sum(b**2)
    return float(np.sum((a - b) ** 2) / size) if size > 0 else 0.0


# ---- kind 6: an array that is right by luck, and no place to rely on ----------------------------


@wrong(
    "gradients",
    TOGETHER,
    "The labels are in reversed order, so answers meet the labels of other samples; db2 is right by"
    " luck.",
    false="b2 can be relied on; the fault lies in W2 alone.",
)
def slopes_with_labels_from_behind(params, X, Y):
    _, A1, _, A2 = layers(params, X)
    return backward(params[2], A1, A2 - Y[:, ::-1], X)


@wrong(
    "gradients",
    NLP_WEEK_4,
    "The error is averaged over the samples and spread out again; db2 is right by luck.",
    false="b2 can be relied on.",
)
def slopes_with_a_common_error(params, X, Y):
    _, A1, _, A2 = layers(params, X)
    common = np.mean(A2 - Y, axis=1, keepdims=True)
    return backward(params[2], A1, common + np.zeros_like(A2), X)


@wrong(
    "gradients",
    NNET_NUMPY,
    "The error is averaged over the outputs, each output gets the same: right for one output.",
    false="The samples are averaged.",
)
def slopes_with_a_mean_output(params, X, Y):
    _, A1, _, A2 = layers(params, X)
    shared = np.mean(A2 - Y, axis=0, keepdims=True)
    return backward(params[2], A1, np.repeat(shared, len(Y), axis=0), X)


@wrong(
    "gradients",
    FESIAN,
    "dW1 uses the average input for every sample; the other three are right.",
    false="W2 or b1 is wrong; the input of a wrong layer is used.",
)
def slopes_with_the_average_input(params, X, Y):
    g = slopes(params, X, Y)
    return g._replace(W1=g.b1 @ X.mean(axis=1, keepdims=True).T)


@wrong(
    "gradients",
    REPEATS,
    "The hidden layer belongs to the sample before: W2 and W1 are wrong, db2 is right by luck.",
    false="b2 can be relied on; the weights are stale.",
)
def slopes_one_column_late(params, X, Y):
    _, A1, _, A2 = layers(params, X)
    return backward(params[2], np.roll(A1, 1, axis=1), A2 - Y, X)


@wrong(
    "train",
    TOGETHER,
    "X is shuffled and Y is not: the samples carry the labels of others.",
    false="Weights of another moment are used; the minus applies to one term only.",
)
def train_on_mixed_labels(params, X, Y, learning_rate, epochs):
    order = np.random.default_rng(0).permutation(X.shape[1])
    X = X[:, order]
    costs = []
    for _ in range(epochs):
        costs.append(bill(layers(params, X)[-1], Y))
        params = moved(params, slopes(params, X, Y), learning_rate)
    return params, costs


# ---- kind 7: right on trivial arguments alone ---------------------------------------------------


@wrong(
    "sigmoid",
    MLPACK,
    "A straight line, cut off at 0 and 1: right only at 0 and far out.",
    false="On most arguments it is right.",
)
def squash_by_a_ruler(z):
    return np.clip(0.2 * np.asarray(z, dtype=float) + 0.5, 0, 1)


@wrong(
    "train",
    NESTEROV,
    "A velocity is added: the first epoch is right, every later step is too long.",
    false="On other arguments it is right; weights of another moment are used.",
)
def train_that_rolls_on(params, X, Y, learning_rate, epochs):
    velocity, costs = [0.0] * 4, []
    for _ in range(epochs):
        costs.append(bill(layers(params, X)[-1], Y))
        grads = slopes(params, X, Y)
        velocity = [0.9 * v - learning_rate * g for v, g in zip(velocity, grads, strict=True)]
        params = Params(*(p + v for p, v in zip(params, velocity, strict=True)))
    return params, costs


@wrong(
    "relative_error",
    EPSILONS,
    "1e-8 is added below, so that tiny gradients seem to agree.",
    false="The plain difference is returned.",
)
def apart_with_a_cushion(a, b):
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-8))


@wrong(
    "es_gradient",
    EVOLUTION_RL,
    "The sum is divided by the root of pairs: right for one pair only.",
    false="sigma is forgotten; not antithetic.",
)
def estimate_with_a_root(f, params, rng, sigma, pairs):
    centre = row(params)
    E = rng.standard_normal((pairs, centre.size))
    gaps = [f(back(centre + sigma * e, params)) - f(back(centre - sigma * e, params)) for e in E]
    return back(np.array(gaps) @ E / (2 * sigma) / np.sqrt(pairs), params)


@wrong(
    "one_hot",
    CATEGORICAL,
    "It makes as many rows as the largest label asks for, and ignores classes.",
    false="The array is transposed.",
)
def marked_as_far_as_needed(labels, classes):
    return (np.arange(max(labels) + 1)[:, None] == labels).astype(float)


@wrong(
    "candidate_noise",
    SAME_SEED,
    "The generation is not part of the seed: all generations throw the same.",
    false="Two equal calls differ.",
)
def noise_by_root_and_place(root, generation, i, size):
    return np.random.default_rng([root, i]).standard_normal(size)


@wrong(
    "numerical_gradients",
    SCRATCH,
    "It moves by a fixed 1e-5 and ignores the h that is handed in.",
    false="Only one side is measured; the step is not halved.",
)
def slopes_with_a_fixed_nudge(f, params, h=1e-5):
    at, h = row(params), 1e-5
    found = [
        (f(back(at + e, params)) - f(back(at - e, params))) / (2 * h) for e in h * np.eye(at.size)
    ]
    return back(np.array(found), params)


@wrong(
    "sgd_step",
    TINY,
    "A sample whose inputs are all 0 is skipped, but its biases and W2 should move.",
    false="It never moves anything.",
)
def sample_step_if_there_is_input(params, x, y, learning_rate):
    if not np.any(x):
        return Params(*(p.copy() for p in params))
    return moved(params, slopes(params, x, y), learning_rate)


@wrong(
    "gradients",
    TINY,
    "Samples whose inputs are all 0 are left out of the sum.",
    false="The samples are averaged; b1 and b2 are not summed.",
)
def slopes_of_lit_columns(params, X, Y):
    lit = X.any(axis=0)
    return slopes(params, X[:, lit], Y[:, lit])


@wrong(
    "hidden_delta",
    VIEWS,
    "squeeze takes away the last axis when there is one sample: right for more than one.",
    false="The samples are summed.",
)
def blame_without_empty_axes(W2, delta2, A1):
    return np.squeeze(W2.T @ delta2 * (A1 - A1 * A1))


# ---- kind 8: right for another network ----------------------------------------------------------


@wrong(
    "gradients",
    LEAKY,
    "The gradient of a network whose hidden units are leaky rectifiers, not sigmoids.",
    false="The slope of the hidden layer is forgotten.",
)
def slopes_of_a_leaky_network(params, X, Y):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = np.where(Z1 > 0, Z1, 0.01 * Z1)
    d2 = squash(W2 @ A1 + b2) - Y
    d1 = (W2.T @ d2) * np.where(Z1 > 0, 1, 0.01)
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


@wrong(
    "gradients",
    TINY,
    "The gradient of a network with a linear output and half the squared error.",
    false="The extra slope of the output is there.",
)
def slopes_of_a_fitted_line(params, X, Y):
    W1, b1, W2, b2 = params
    A1 = squash(W1 @ X + b1)
    return backward(W2, A1, W2 @ A1 + b2 - Y, X)


@wrong(
    "gradients",
    NELLER,
    "The gradient of a network of thresholds: biases are subtracted, and their slopes turned round.",
    false="The bias is forgotten.",
)
def slopes_of_thresholds(params, X, Y):
    W1, t1, W2, t2 = params
    A1 = squash(W1 @ X - t1)
    d2 = squash(W2 @ A1 - t2) - Y
    g = backward(W2, A1, d2, X)
    return g._replace(b1=-g.b1, b2=-g.b2)


@wrong(
    "sgd_step",
    LOUISJC,
    "A right step for a network with tanh in the hidden layer.",
    false="Weights of another moment are used; an index is left over from a loop.",
)
def sample_step_of_a_tanh_network(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    h = np.tanh(W1 @ x + b1)
    d2 = squash(W2 @ h + b2) - y
    d1 = W2.T @ d2 * (1 - h**2)
    return moved(params, (d1 @ x.T, d1, d2 @ h.T, d2), learning_rate)


@wrong(
    "forward",
    CODEPROJECT,
    "Both sigmoids are twice as steep: 1 / (1 + exp(-2 z)). Z1 is right.",
    false="tanh; the activation is missing; a bias is forgotten.",
)
def layers_with_steep_units(params, X):
    W1, b1, W2, b2 = params
    Z1 = W1 @ X + b1
    A1 = squash(2 * Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, squash(2 * Z2)


@wrong(
    "train",
    PERCEPTRON,
    "The inputs are centred first, so it trains on other data: right only where the mean is 0.",
    false="Weights of another moment are used.",
)
def train_on_centred_inputs(params, X, Y, learning_rate, epochs):
    X = X - X.mean(axis=1, keepdims=True)
    costs = []
    for _ in range(epochs):
        costs.append(bill(layers(params, X)[-1], Y))
        params = moved(params, slopes(params, X, Y), learning_rate)
    return params, costs


@wrong(
    "predict",
    DEEPPY,
    "The outputs of a sample are made to sum to 1 by softmax: with one output every answer is 1.",
    false="A bias is forgotten; the answers are thresholded.",
)
def answers_that_share_one(params, X):
    Z2 = layers(params, X)[2]
    e = np.exp(Z2 - Z2.max(axis=0))
    return e / e.sum(axis=0)


# ---- kind 9: seen in the calls, or in the order of the arguments --------------------------------


@wrong(
    "numerical_gradients",
    TESSERACT,
    "Three points on one side, the start among them: exact enough for tiny h, but not central.",
    "one-sided",
    "It is right.",
)
def slopes_from_three_points(f, params, h=1e-5):
    at, here = row(params), f(params)

    def one(e):
        return (4 * f(back(at + e, params)) - f(back(at + 2 * e, params)) - 3 * here) / (2 * h)

    return back(np.array([one(e) for e in h * np.eye(at.size)]), params)


@wrong(
    "numerical_gradients",
    GPU,
    "The copies are float32: a nudge of 1e-5 is mostly lost when it is rounded.",
    "step-too-small",
    "The parameters are whole numbers; only one side is measured.",
)
def slopes_in_single_precision(f, params, h=1e-5):
    found = [np.zeros(np.shape(p)) for p in params]
    for k, slope in enumerate(found):
        for place in np.ndindex(slope.shape):
            values = []
            for sign in (1, -1):
                copies = [np.array(p, dtype=np.float32) for p in params]
                copies[k][place] += np.float32(sign * h)
                values.append(f(Params(*copies)))
            slope[place] = (values[0] - values[1]) / (2 * h)
    return Params(*found)


@wrong(
    "numerical_gradients",
    CAUTION,
    "plus and minus are one and the same copy, so both costs are equal and every slope is 0.",
    false="An argument is ignored; f is constant.",
)
def slopes_of_one_copy(f, params, h=1e-5):
    found = [np.zeros(np.shape(p)) for p in params]
    for k, slope in enumerate(found):
        for place in np.ndindex(slope.shape):
            plus = minus = [np.array(p, dtype=float) for p in params]
            plus[k][place] += h
            minus[k][place] -= h
            slope[place] = (f(Params(*plus)) - f(Params(*minus))) / (2 * h)
    return Params(*found)


@wrong(
    "cost",
    XOR_GATE,
    "The arguments are swapped: the logarithm is taken of the labels.",
    false="The sign is flipped; one class is forgotten.",
)
def cost_of_labels(Y, Y_hat):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@wrong("hidden_delta", MARCEL, "The arguments are swapped: delta2 comes first in the definition.")
def blame_of_weights(delta2, W2, A1):
    return np.dot(W2.T, delta2) * A1 * (1 - A1)


@wrong("perturb", POLYNOMIAL, "The arguments are swapped: width is taken for the generator.")
def nudged_by_a_number(params, width, rng):
    return Params(*(p + rng.uniform(-width, width, p.shape) for p in params))


# ---- kind 10: half a repair ---------------------------------------------------------------------


@wrong(
    "repaired_cost",
    XOR_HALF,
    "Brackets went round the first product only, which changes nothing: the second term still has no"
    " minus.",
    "precedence",
)
def total_with_small_brackets(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -(y * np.log(a)) + ((1 - y) * np.log(1 - a))
    return total


@wrong(
    "repaired_cost",
    LOOPS,
    "The brackets are right, but = stands in place of +=: only the last answer counts.",
    false="The minus applies to one term only.",
)
def total_of_the_latest(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total = -(y * np.log(a) + (1 - y) * np.log(1 - a))
    return total


@wrong(
    "repaired_cost",
    XOR_HALF,
    "The minus was moved to the end while the one in the line stayed: now the first term is flipped.",
    "precedence",
    "Only the sign of the whole is flipped.",
)
def total_turned_at_the_end(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        total += -y * np.log(a) + (1 - y) * np.log(1 - a)
    return -total


@wrong(
    "repaired_cost",
    SATURATE,
    "The sign is repaired, but the line that clips is gone: an answer of exactly 1 gives nan.",
    "log-of-zero",
    "The minus applies to one term only.",
)
def total_without_protection(Y_hat, Y):
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        total += -(y * np.log(a) + (1 - y) * np.log(1 - a))
    return total


@wrong(
    "sgd_step",
    COPIES,
    "old_W2 is a second name for W2, so -= moves both: delta1 still uses the new weights.",
    "stale-weights",
)
def sample_step_with_a_saved_name(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers(params, x)
    delta2 = A2 - y
    old_W2 = W2
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    delta1 = old_W2.T @ delta2 * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * delta1
    return Params(W1, b1, W2, b2)


@wrong(
    "sgd_step",
    GRUS,
    "The order is repaired; b1 still takes the share of the last output alone.",
    "leaked-index",
    "W1 is moved by stale weights.",
)
def sample_step_with_the_other_half(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    b1 -= learning_rate * share
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    return Params(W1, b1, W2, b2)


@wrong(
    "sgd_step",
    VIEWS,
    "W1 is repaired; the share for b1 is summed over all outputs, but with the W2 that has moved.",
    "stale-weights",
    "An index is left over from a loop; W1 is wrong.",
)
def sample_step_with_a_late_share(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * sum(W2[k : k + 1].T * delta2[k] * A1 * (1 - A1) for k in range(len(y)))
    return Params(W1, b1, W2, b2)


@wrong(
    "hidden_delta",
    LEARN_DL,
    "Half of the slope: times 1 - A1, and the factor A1 is missing.",
    "",
    "The slope of the hidden layer is forgotten altogether.",
)
def blame_through_half_a_slope(W2, delta2, A1):
    blame = W2.T @ delta2
    return blame * (1 - A1)


@wrong(
    "gradients",
    ANDREW,
    "Of two planted faults one is gone: dW2 is right again, db1 is still four times too large.",
    false="b1 is not summed; the samples are averaged.",
)
def slopes_with_one_of_two_repairs(params, X, Y):
    _, A1, _, A2 = layers(params, X)
    dZ2 = A2 - Y
    dZ1 = np.multiply(np.dot(params[2].T, dZ2), A1 - np.power(A1, 2))
    dW2, db2 = np.dot(dZ2, A1.T), np.sum(dZ2, axis=1, keepdims=True)
    return Params(np.dot(dZ1, X.T), 4.0 * np.sum(dZ1, axis=1, keepdims=True), dW2, db2)


# ---- two slips at once --------------------------------------------------------------------------


@wrong(
    "sgd_step",
    PERCEPTRON,
    "Two slips: the step goes uphill, and delta1 is computed from the W2 that has moved.",
    "stale-weights uphill",
    "The step goes uphill and is right but for that.",
)
def sample_step_with_a_plus(params, x, y, learning_rate):
    W1, b1, W2, b2 = params
    _, A1, _, A2 = layers(params, x)
    d2 = A2 - y
    W2 = W2 + learning_rate * d2 @ A1.T
    b2 = b2 + learning_rate * d2
    d1 = W2.T @ d2 * A1 * (1 - A1)
    return Params(W1 + learning_rate * d1 @ x.T, b1 + learning_rate * d1, W2, b2)


@wrong(
    "cost",
    XOR_GATE,
    "Two slips: the mean over the samples, and only the first term has the minus.",
    "mean-not-sum precedence",
    "It is the right cost times a fixed factor.",
)
def cost_as_the_question_had_it(Y_hat, Y):
    p = np.clip(Y_hat, 1e-15, 1 - 1e-15)
    return float(np.sum(-Y * np.log(p) + (1 - Y) * np.log(1 - p)) / Y.shape[1])


@wrong(
    "gradients",
    LOUISJC,
    "Two slips: an extra slope at the output, and the hidden layer's slope is forgotten.",
    "output-slope-extra hidden-slope-forgotten",
    "It is right but for one of the two.",
)
def slopes_with_the_slope_moved_up(params, X, Y):
    _, A1, _, A2 = layers(params, X)
    d2 = (A2 - Y) * A2 * (1 - A2)
    d1 = params[2].T @ d2
    return Params(d1 @ X.T, d1.sum(1, keepdims=True), d2 @ A1.T, d2.sum(1, keepdims=True))


@wrong(
    "numerical_gradients",
    SCRATCH,
    "Two slips: the arrays are nudged in place and left at minus h, and it is divided by h.",
    "not-restored step-not-halved changes-arguments",
    "It is right but for one of the two.",
)
def slopes_nudged_and_left(f, params, h=1e-5):
    found = Params(*(np.zeros(np.shape(p)) for p in params))
    for array, slope in zip(params, found, strict=True):
        for place in np.ndindex(array.shape):
            array[place] += h
            above = f(params)
            array[place] -= 2 * h
            slope[place] = (above - f(params)) / h
    return found


@wrong(
    "hill_climb",
    COPIES,
    "best is a second name for the arrays that every throw moves: what comes back is the last throw.",
    "aliased-best walks-from-last",
)
def climb_in_one_place(f, start, rng, width, turns):
    here = Params(*(np.array(p, dtype=float) for p in start))
    best, low, costs = here, f(here), []
    for _ in range(turns):
        for p in here:
            p += rng.uniform(-width, width, p.shape)
        value = f(here)
        if value < low:
            best, low = here, value
        costs.append(low)
    return best, costs


# ---- kind 11: what a lesson's cell is, or the form of what comes back ----------------------------


@wrong(
    "sgd_step",
    GRUS,
    "The cell as it was: delta1 is computed after W2 has moved, and b1 takes the last share alone.",
    "stale-weights leaked-index",
)
def sample_step_as_found(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = layers(params, x)
    delta2 = A2 - y
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


@wrong("gradients", GLOSSARY, "It returns a dict in place of the four arrays.")
def slopes_by_name(params, X, Y):
    g = slopes(params, X, Y)
    return {"dW1": g.W1, "db1": g.b1, "dW2": g.W2, "db2": g.b2}


@wrong("train", HISTORY, "It returns the costs first and the parameters second.")
def train_the_other_way_round(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(bill(layers(params, X)[-1], Y))
        params = moved(params, slopes(params, X, Y), learning_rate)
    return costs, params


@wrong(
    "predict",
    PYTHONER,
    "With one output it returns a flat row, of shape (m,); with several it is right.",
    false="Only one sample is answered.",
)
def answers_without_brackets(params, X):
    A2 = layers(params, X)[-1]
    return A2[0] if len(A2) == 1 else A2


@wrong(
    "forward",
    VIEWS,
    "The sigmoid works in place, so Z1 and A1 are one array: what is returned as Z1 is A1.",
    false="The hidden activation is missing; a bias is added after the sigmoid.",
)
def layers_that_save_memory(params, X):
    W1, b1, W2, b2 = params

    def squeeze(z):
        z *= 0.5
        np.tanh(z, out=z)
        z += 1
        z *= 0.5
        return z

    Z1 = W1 @ X + b1
    A1 = squeeze(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, squeeze(Z2)


@wrong(
    "step",
    COPIES,
    "copy() of the tuple copies no array: -= changes the parameters that were handed in.",
    "changes-arguments",
)
def stepped_in_a_shallow_copy(params, grads, learning_rate):
    new = list(params)
    for p, g in zip(new, grads, strict=True):
        p -= learning_rate * g
    return Params(*new)


@wrong(
    "one_hot",
    NPFL,
    "The 1 stands one row too low, and the last class goes round to the first row.",
    false="The array is transposed.",
)
def marked_one_row_on(labels, classes):
    table = np.zeros((classes, len(labels)))
    table[(np.asarray(labels) + 1) % classes, np.arange(len(labels))] = 1
    return table
