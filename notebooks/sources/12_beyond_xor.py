# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 12 Beyond XOR
#
# **The code you wrote does not know that it was made for XOR. You give it harder tasks and more
# machines, and find out where it ends.**
#
# - **Time:** <minutes>
# - **You need:** lesson 05 for training and success rates, lesson 09 for evolution strategies.
#
# **After this lesson you can**
#
# 1. **choose** a number of hidden units by success rates, not by one lucky run;
# 2. **translate** labels of many classes into outputs of the network, and back;
# 3. **spread** a search over several machines so that its result stays the same.

# %%
import numpy as np

from nn_helpers import (
    case,
    check,
    data,
    describe,
    evolution,
    labs,
    network,
    own_functions,
    plots,
    progress_bar,
    quiz,
)
from nn_helpers.training import sweep

# %%
train, predict = own_functions.mine("train", "predict")

# %% [markdown]
# ## The clue
#
# Lesson 10 acquitted the network's size, at good settings. And at the posted settings, rate 0.01 and
# start within 0.12, with right gradients? 200 starts of each size, 1000 epochs.

# %%
for hidden in progress_bar.steps((2, 8, 16), "sizes"):
    result = sweep.run(case.LEARNING_RATE, 0.12, 200, 1000, per_sample=True, hidden=hidden)
    print(f"{hidden:2} hidden units: {100 * result.success[0, 0]:.0f} % of the starts solve XOR")

# %% [markdown]
# Now we take settings at which XOR can be learned: rate 1 and a start within 1.

# %%
quiz.ask("12.size")

# %% [markdown]
# ## How many does XOR want?

# %%
sizes, seeds = (1, 2, 3, 4, 6, 8), 200
success = [
    sweep.run(1, 1, seeds, 1000, hidden=hidden).success[0, 0]
    for hidden in progress_bar.steps(sizes, "sizes")
]
fig, ax = plots.figure(height=2.8)
plots.shares(ax, [f"{hidden} hidden" for hidden in sizes]).update(success)
plots.captioned(fig, describe.success_by_hidden(sizes, success, seeds))

# %% [markdown]
# Read the bars from the top. One hidden unit draws one line, too few for XOR (lesson 01).
#
# Which network **can** hold the answer, and which one **finds** it? A network with spare units
# needs only two useful lines among many. And where two units lie on a plateau, a third often still
# has a slope to go down. Spare units cost something: h hidden units make 4 h + 1 numbers.
#
# ## Lab: a spare unit (optional)
#
# The lab begins with seed 7, from which two hidden units get stuck. Before you move "hidden units",
# say what one more unit will change.
#
# 1. With how many units does seed 7 solve XOR? Do still more make the cost much lower?
# 2. Seed 5 solves XOR with two units and fails with three. How can that be? (Another size is another
#    draw, so each size starts somewhere else.) What does that say about single seeds?
# 3. With eight units, how many borders do you count in the map? Why so few?

# %%
labs.training(hidden=2, seed=7)

# %% [markdown]
# ## Two spirals
#
# A harder task: two arms that wind around each other. Only data and hidden units change, the
# functions are yours. Predict: how many of the 200 samples will two, four and eight units get
# right?

# %%
X, Y = data.two_spirals(np.random.default_rng(0), turns=1.0)
fig, axes = plots.figure(3, width=8, height=3)
right = {}
for ax, hidden in progress_bar.steps(zip(axes, (2, 4, 8), strict=True), "sizes"):
    params = network.initialise(np.random.default_rng(0), scale=2, hidden=hidden)
    params, costs = train(params, X, Y, 0.1, 3000)
    right[hidden] = int(np.sum((predict(params, X) > 0.5) == Y))
    plots.decision_map(ax, params, X, Y, low=-1.2, high=1.2, sizes=(3.7, 3.7))
plots.titles(axes, *(f"{hidden} hidden units" for hidden in right))
plots.captioned(fig, describe.right_by_hidden(right, samples=200))

# %% [markdown]
# The border bends, although each hidden unit draws a straight, soft line: the output adds them up.
# One hidden layer with enough units can come close to any border (the **universal approximation
# theorem**). How many are enough, it does not say.
#
# ### What does it cost? (optional)
#
# We count how often the network looks at a sample, until the mean cost is 0.1.

# %%
def looks(X, Y, learning_rate, scale):
    params = network.initialise(np.random.default_rng(0), scale, hidden=8)
    _, costs = train(params, X, Y, learning_rate, 3000)
    samples = X.shape[1]
    return int(np.argmax(costs / samples < 0.1)) * samples  # 0 if it never gets there


print(f"XOR          {looks(*data.xor(), learning_rate=1, scale=2):7,} looks")
print(f"two spirals  {looks(X, Y, learning_rate=0.1, scale=2):7,} looks")

# %% [markdown]
# ### Exercise 12.1 (objective 1): how many would you take?
#
# The picture showed one start of each size. Here are 20. "Solved" means that all 200 samples are
# right.
#
# | hidden units | numbers | solved |
# |---|---|---|
# | 2 | 9 | 0 of 20 |
# | 4 | 17 | 12 of 20 |
# | 8 | 33 | 20 of 20 |
# | 16 | 65 | 20 of 20 |
#
# A program is to learn this overnight, without anyone watching.

# %%
quiz.ask("12.choose")

# %% [markdown]
# ## Ten answers at once
#
# A handwritten digit has ten possible answers. Its label, such as 7, is a name and not an amount.
# So the network gets ten outputs, one for each class. Your cost and gradients work for any number of
# outputs.
#
# Label 7 then becomes a column of ten numbers, with a 1 in row 7, counted from 0, and 0 elsewhere. This is called
# **one-hot**. The way back is the row with the largest output: `outputs.argmax(axis=0)`.
#
# For one sample: `column = np.zeros(10); column[7] = 1` makes the label 7. numpy also takes whole
# lists as indices: `letters[[3, 0, 0]]` is the fourth letter and twice the first.
#
# ### Exercise 12.2 (objective 2): one-hot labels
#
# Write `one_hot(labels, classes)`. `labels` holds m whole numbers from 0 to `classes - 1`. The result
# has one column for each sample and one row for each class.

# %% tags=["exercise"]
def one_hot(labels, classes):
    """Return labels as outputs, shape (classes, m)."""
    ### BEGIN SOLUTION
    return np.eye(classes)[:, labels]
    ### END SOLUTION


# %% tags=["check"]
check.one_hot(one_hot)

# %% [markdown]
# Stuck? `check.one_hot.hint()` asks you a question. So does every check.
#
# ## Handwritten digits
#
# Here are 1797 small images of digits, written by 43 people (Alpaydin and Kaynak, 1998, CC BY 4.0), of 8
# by 8 grey values: 64 inputs. Your `one_hot` makes the labels, and your `train` learns 1400 images, 100
# at a time: fourteen short steps for the work of one. We keep 397 for the exam: a network may know by heart what it was trained on. How many
# of ten will it read correctly?

# %%
images, wanted = data.digits()
wanted = check.one_hot.best(one_hot)(wanted.argmax(axis=0), 10)  # there and back
print("inputs", images.shape, " outputs", wanted.shape)

net = network.initialise(np.random.default_rng(0), 0.3, inputs=64, hidden=16, outputs=10)
for _ in progress_bar.steps(range(50), "epochs"):
    for first in range(0, 1400, 100):
        batch = slice(first, first + 100)
        net, _ = train(net, images[:, batch], wanted[:, batch], 0.01, 1)
answers = predict(net, images[:, 1400:])
guesses, truth = answers.argmax(axis=0), wanted[:, 1400:].argmax(axis=0)
print(f"about {np.mean(guesses == truth):.0%} of the new images are read correctly")

# %% [markdown]
# The next picture has the eight wrong answers that it is surest of. Cover the titles, and read the
# digits first.

# %%
sureness = np.where(guesses == truth, 0, answers.max(axis=0))
worst = np.argsort(sureness)[::-1][:8]  # wrong, and the surest of it
fig, axes = plots.figure(8, width=8, height=1.3)
plots.images(axes, images[:, 1400 + worst], truth[worst], guesses[worst])
plots.captioned(fig, describe.classes(truth, guesses))

# %% [markdown]
# Nine in ten, by formulas that were written for four samples.
#
# ## Would a better optimiser do better? (optional)
#
# Plain steps against the gradient are the oldest method of all. Libraries bring cleverer ones. Guess
# before you look.

# %%
quiz.ask("12.optimiser")

# %% [markdown]
# Measured with 2-2-1 on XOR, from uniform starts:
#
# <details>
# <summary>Answer first, then open: six methods, and where their runs end</summary>
#
# | method | right about all four | rest at 2 ln 2 = 1.39 | at ln 3 + 2 ln 1.5 = 1.91 | at 4 ln 2 = 2.77 |
# |---|---|---|---|---|
# | plain descent, rate 1 | 82 % | 17 % | 1 % | 0 % |
# | BFGS (scipy) | 33 % | 31 % | 36 % | 0 % |
# | conjugate gradients (scipy) | 53 % | 28 % | 19 % | 0 % |
# | Newton with conjugate gradients (scipy) | 78 % | 19 % | 2 % | 0 % |
# | Adam, rate 0.01, PyTorch's start | 61 % | 31 % | 8 % | 0 % |
# | the same with relu units | 22 % | 9 % | 27 % | 42 % |
#
# (Adam gives each number a step of its own. A **ReLU** unit returns its sum where that is positive,
# else 0.) scikit-learn's classifier with two hidden units and its defaults gets 1 % right. The
# clever methods reach the nearest rest faster, and the nearest is often a plateau. Here the start, the
# size and the number of tries decide. (In the case it was the rate, together with the epochs.)
#
# </details>
#
# ## The same in PyTorch (optional)
#
# Here is all of it once more.

# %%
X, Y = data.xor()
rng = np.random.default_rng(0)
W1, b1 = rng.uniform(-1, 1, (4, 2)), rng.uniform(-1, 1, (4, 1))
W2, b2 = rng.uniform(-1, 1, (1, 4)), rng.uniform(-1, 1, (1, 1))

for epoch in range(2000):
    A1 = network.sigmoid(W1 @ X + b1)
    A2 = network.sigmoid(W2 @ A1 + b2)
    delta2 = A2 - Y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W2, b2 = W2 - delta2 @ A1.T, b2 - delta2.sum(axis=1, keepdims=True)
    W1, b1 = W1 - delta1 @ X.T, b1 - delta1.sum(axis=1, keepdims=True)

print(A2.round(2))

# %% [markdown]
# And the same in PyTorch, to be copied into a cell where that is installed. Samples are rows there,
# hence the `.T`.
#
# ```python
# import torch
# from torch import nn
#
# torch.manual_seed(0)
# inputs = torch.tensor(X.T, dtype=torch.float32)
# labels = torch.tensor(Y.T, dtype=torch.float32)
#
# model = nn.Sequential(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1))
# cost = nn.BCEWithLogitsLoss(reduction="sum")  # sigmoid and cross-entropy in one
# optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
#
# for epoch in range(2000):
#     optimizer.zero_grad()
#     loss = cost(model(inputs), labels)
#     loss.backward()
#     optimizer.step()
#
# print(torch.sigmoid(model(inputs)).detach().numpy().T.round(2))
# ```
#
# It prints the same, from a random start of its own. Given our start, it ends at our weights too.
#
# Gone are the two delta lines: `loss.backward()` finds the gradients of whatever you computed.
# PyTorch also runs on graphics processors. What stays is what this course is about: rate, start,
# plateaus, shapes. And there is a new trap. Without `zero_grad`, gradients add up from step to
# step.
#
# ## One search, many machines
#
# The candidates of one generation know nothing of each other. So their costs can be computed on
# different machines. Python's `map` applies a function to each of many things. The strategies of
# this course take a `map` as an argument. Hand in another one, and the work is done elsewhere. To
# see what can go wrong, this one works from the last candidate to the first:

# %%
def backwards(function, items):
    return [function(item) for item in reversed(items)][::-1]


X, Y = data.xor()
start = network.initialise(np.random.default_rng(0), scale=1, hidden=4)

# %%
quiz.ask("12.order")

# %%
shared = np.random.default_rng(3)


def noise_of(i):
    return shared.standard_normal()


print("first to last ", np.round(list(map(noise_of, range(3))), 2))
shared = np.random.default_rng(3)  # the same seed again
print("last to first ", np.round(backwards(noise_of, range(3)), 2))

# %% [markdown]
# On a cluster nobody knows who asks last.
#
# The remedy is noise without a memory. Its seed has three numbers: the **root**, which names the
# run, the generation, and the candidate. A **seed sequence**, `np.random.SeedSequence`, mixes such
# numbers into one seed, which `np.random.default_rng` takes. Adding the three would not do: candidate 1 of generation 0 would
# meet candidate 0 of generation 1.

# %%
for run in (1, 2):
    player = np.random.default_rng(np.random.SeedSequence(7, spawn_key=(5,)))  # root 7, player 5
    print("run", run, " player 5 of game 7 throws", player.integers(1, 7, 6))

# %% [markdown]
# ### Exercise 12.3 (objective 3): noise for any machine
#
# Write `candidate_noise(root, generation, i, size)`: `size` standard normal numbers. Same
# arguments, same numbers, whatever was called before.

# %% tags=["exercise"]
def candidate_noise(root, generation, i, size):
    """Return the noise of one candidate, shape (size,), from the arguments alone."""
    ### BEGIN SOLUTION
    seed = np.random.SeedSequence(root, spawn_key=(generation, i))
    return np.random.default_rng(seed).standard_normal(size)
    ### END SOLUTION


# %% tags=["check"]
check.candidate_noise(candidate_noise)

# %% [markdown]
# The course's strategies draw noise this way. Here is one search, three times: in order, backwards,
# by two threads. (Python in a browser has none, and goes in order.)

# %%
import functools

from nn_helpers.threads import each


def cost_of(params):
    return network.cost(network.predict(params, X), Y)


mine = check.candidate_noise.best(candidate_noise)
first, last = (order(lambda i: mine(7, 0, i, 3), range(3)) for order in (map, backwards))
print("noise backwards the same:", np.array_equal(list(first), last))
here = evolution.es_descent(cost_of, start, seed=7, budget=2000)
last_first = evolution.es_descent(cost_of, start, seed=7, budget=2000, map=backwards)
by_two = functools.partial(each, workers=2)  # each, its workers set to 2: a map for two threads
shared_out = evolution.es_descent(cost_of, start, seed=7, budget=2000, map=by_two)
print(f"lowest cost {here.cost:.6f}")
print("backwards the same:", np.array_equal(here.costs, last_first.costs))
print("threads the same:  ", np.array_equal(here.costs, shared_out.costs))

# %% [markdown]
# ### A cluster (optional)
#
# The package Dask shares out work over machines. The cell starts a small cluster on your own
# computer. If the environment variable `DASK_SCHEDULER_ADDRESS` names a larger one, it uses that.
# Each machine there needs this course installed, in the same versions.

# %% tags=["nbval-ignore-output"]
# optional: what this cell shows depends on whether Dask is installed
try:
    from distributed import Client
except ImportError:
    print('Dask is not installed. To install it: pip install "dask[distributed]"')
else:
    import os

    address = os.environ.get("DASK_SCHEDULER_ADDRESS")  # such as tcp://192.168.0.17:8786
    with Client(address) if address else Client(dashboard_address=None) as client:
        spread = client.get_executor(pure=False).map
        there = evolution.es_descent(cost_of, start, seed=7, budget=200, map=spread)
    print("cluster the same:", np.array_equal(here.costs[:200], there.costs))

# %% [markdown]
# Why `pure=False`? Dask takes functions for pure (lesson 07) and computes equal calls only once. For
# our cost nothing would be lost. But a game with dice would see the same throw again and again.
#
# ### Does it pay? (optional)
#
# Each task has a fixed price: packing, sending, an answer. Here an evaluation waits
# for some milliseconds, as for a simulator. The other columns say how many it took in the end, with
# two workers on an idle machine with two cores.
#
# | waits (ms) | one by one (ms) | two processes (ms) | Dask (ms) |
# |---|---|---|---|
# | 0 | 0.2 | 0.3 | 3.5 |
# | 2 | 2.2 | 1.4 | 3.7 |
# | 5 | 5.3 | 2.8 | 4.5 |
# | 10 | 10.5 | 5.5 | 7.2 |
# | 20 | 20.5 | 10.5 | 11.9 |
#
# An empty task took 3.5 ms with Dask. At 2 ms it loses, at 5 ms it begins to pay. (An evaluation that
# computes, and does not wait, has to take 10 ms.) XOR never pays: as one array, a generation of 2000 takes under a millisecond.
#
# ## In practice (optional)
#
# - **Start with spare units**, and check with data kept aside that nothing was learned by heart.
# - **A softmax output** is usual when exactly one class is right: the outputs then add up to 1. In
#   PyTorch that is `nn.CrossEntropyLoss`, and it takes labels without one-hot.
# - **First vectorise, then spread.** Whole arrays in place of loops gain more than many machines.
# - **Name your seeds:** root, generation, candidate. Equal machines then give equal results.
#
# ## What you know now
#
# - The author's network was not too small. At good settings a few spare units make success likely.
# - The same code separates spirals and reads digits. Shapes changed, formulas did not.
# - More workers change no result if each candidate has noise of its own.
#
# Every tool that solved the case is yours.
#
# ## Where to go on (optional)
#
# - **Spirals with one and a half turns:** `data.two_spirals(rng, turns=1.5)`. With eight units few
#   starts solve it in 3000 epochs. What helps?
# - **Momentum:** let each step keep a part of the last one. Measure success rates before and after.
# - **A second hidden layer:** extend `forward` and `gradients`, and let lesson 04 be the judge.
# - **The beginning:** this was the last lesson. Read the posted program in
#   [lesson 00](00_the_case.ipynb) once more, and count what you see now.
