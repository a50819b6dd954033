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
# # 11 The clinic: why does it not learn?
#
# **You learn how professionals look for a bug, examine programs that strangers wrote, and leave a
# locked room (five more wait, if you like).**
#
# - **Time:** <minutes>
# - **You need:** lesson 04 for central differences, lesson 06 for the step, lesson 10 for the verdict.
#
# **After this lesson you can**
#
# 1. **order** the tests for a program that fails in silence, and say whom each one clears;
# 2. **recognise** when the data are at fault;
# 3. **examine** any small network by experiments, without reading its code;
# 4. **mend** programs.

# %%
import numpy as np

from nn_helpers import (
    bugs,
    check,
    clinic,
    data,
    describe,
    escape_room,
    gradcheck,
    network,
    own_functions,
    plots,
    quiz,
    training,
)
from nn_helpers.escape_room import letters

# %% [markdown]
# ## The clue
#
# Two readers wrote. They share a program, and each sends 100 parcels: a length and a weight. The
# label says whether a machine takes the parcel. Six hidden units learn nothing, for both. No error, no
# warning. Here are ten random starts each. "Learn" means nine in ten parcels right.

# %%
def learns(X, Y, train=letters.loop):  # the loop of the program that they share
    learned = 0
    for seed in range(10):
        start = network.initialise(np.random.default_rng(seed), scale=1, hidden=6)
        end = train(start, X, Y, 0.05, 250)
        learned += np.mean((network.predict(end, X) > 0.5) == Y) >= 0.9
    return f"{learned} of 10 starts learn"


print("first reader: ", learns(*letters.first()))
print("second reader:", learns(*letters.second()))

# %% [markdown]
# The letters sound the same. Are the causes?
#
# ### Exercise 11.1 (objective 1): which test first?

# %%
quiz.ask("11.first")

# %% [markdown]
# ## The order of the tests
#
# There are three rules. **Change one thing.** **Measure before and after**, over many starts. **The
# cheapest test first**, and one that can err last. What a test clears, you need not read.
#
# | | test | price | if it fails, look at |
# |---|---|---|---|
# | 1 | look at the data and one batch | a glance | shapes, sizes, missing values |
# | 2 | probe the units at the start | one forward pass | scale of the inputs, the start |
# | 3 | probe `predict`, gradient, step | some calls | the function that fails |
# | 4 | fit one sample, then five | seconds | gradient, step, one turn of the loop |
# | 5 | swap in a loop that is known to be good | one training | their loop, if ours learns |
# | 6 | do neighbours share a label? | a second, but it can err | pairs of inputs and labels |
#
# The readers' `predict`, gradient and step are the course's, so test 3 waits for another program below.
#
# ## Look at the data and one batch
#
# Never begin with the code. Print what goes in.

# %%
for name, (X, Y) in {"first": letters.first(), "second": letters.second()}.items():
    print(name, "reader: X", X.shape, "Y", Y.shape, f"labels that are 1: {Y.mean():.0%}")
    print("  smallest ", X.min(axis=1).round(1), " largest ", X.max(axis=1).round(1))
    print("  one batch", *X[:, :3].round(1).tolist(), "->", Y[0, :3])

# %%
quiz.ask("11.unit")

# %% [markdown]
# ## Probe the units at the start
#
# The first reader's inputs are centimetres and kilograms. Look at the hidden answers before any
# training, and once more with each input brought to mean 0 and spread 1: it is **standardised**.

# %%
X, Y = letters.first()
mean, spread = X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)
start = network.initialise(np.random.default_rng(0), scale=1, hidden=6)
inputs = {"as sent": X, "standardised": (X - mean) / spread}
hidden = {name: network.forward(start, x)[1] for name, x in inputs.items()}
fig, axes = plots.figure(2, height=2.6)
for ax, answers in zip(axes, hidden.values(), strict=True):
    plots.unit_answers(ax, answers)
plots.titles(axes, *hidden)
plots.captioned(fig, describe.unit_answers(hidden))

# %% [markdown]
# No step was taken yet. Where a sigmoid is flat, slopes vanish on the way back, and a network of such
# units is blind before it begins.
#
# A suspicion is no proof. Change this one thing, and count.

# %%
print("as sent:     ", learns(X, Y))
print("standardised:", learns((X - mean) / spread, Y))

# %% [markdown]
# The first case is closed. Keep `mean` and `spread` with the network: `predict` needs the same two
# numbers for every new parcel. Labels that are amounts, such as prices, are standardised in the same way.
#
# ## Fit one sample, then five
#
# The second reader has standardised. Units and shapes look well. So ask for less: can the network
# learn **one** sample by heart? Five?

# %%
X, Y = letters.second()
for samples in (1, 5, 20, 100):
    x, y = X[:, :samples], Y[:, :samples]
    end = letters.loop(start, x, y, 0.05, 1000)
    right = np.sum((network.predict(end, x) > 0.5) == y)
    print(f"samples {samples:3}: all right {right == samples}")

# %%
quiz.ask("11.five")

# %% [markdown]
# ## Swap in a loop that is known to be good
#
# One trusted part takes the place of a suspect. This loop is yours from lesson 05, if it passed there.

# %% tags=["nbval-ignore-output"]
known = own_functions.function("train", training.train)
known

# %%
print("their loop:", learns(X, Y))
print("known loop:", learns(X, Y, lambda *given: known(*given)[0]))  # [0]: the params, not the costs

# %% [markdown]
# Look at what both runs share, the data first.
#
# ## Are inputs and labels still a pair?
#
# Parcels that are alike should have the same label. So guess each label from the nearest *other*
# parcel. Then shuffle the labels and guess again, to see what chance gives. (It can err: XOR's own
# neighbours never agree.)

# %%
def neighbours_agree(X, Y):
    # by broadcasting, each parcel minus each: shape (inputs, 100, 100)
    distance = np.sum((X[:, :, None] - X[:, None]) ** 2, axis=0)
    np.fill_diagonal(distance, np.inf)  # none is its own neighbour
    return np.mean(Y[:, distance.argmin(axis=0)] == Y)


rng = np.random.default_rng(0)
shuffled = [neighbours_agree(X, rng.permutation(Y, axis=1)) for _ in range(50)]
print(f"second reader's labels {neighbours_agree(X, Y):.0%}, shuffled {np.mean(shuffled):.0%}")
X1, Y1 = letters.first()
print(f"first reader's labels  {neighbours_agree((X1 - mean) / spread, Y1):.0%}")

# %% [markdown]
# The labels know nothing about their inputs. *Now* the code is worth reading, and only where the data
# is loaded. There the second reader had written `X = X[:, order]`, and nothing for `Y`. Each parcel has
# the label of another. (Here
# the second reader's parcels are the first's, standardised and shuffled with seed 0, so we know the
# right labels.) The cure:

# %%
order = np.random.default_rng(0).permutation(100)
print("labels as sent:", learns(X, Y))
print("labels paired: ", learns(X, Y1[:, order]))

# %% [markdown]
# ### Exercise 11.2 (objective 2): a third letter

# %%
quiz.ask("11.third")

# %% [markdown]
# ## Experiments on functions
#
# What if code has to be questioned? Call it, and watch. We wrap the program of lesson 00 in small
# functions. `x` is the variable that its training left behind.
#
# **Does it use its input?** Quite different inputs must change the answers.

# %%
X, Y = data.xor()
x = X[:, [3]]


def posted_predict(params, X):
    return np.hstack([network.predict(params, x) for _ in X.T])


wide = network.initialise(np.random.default_rng(3), scale=1)
for name, predict in (("posted", posted_predict), ("repaired", network.predict)):
    moved = np.abs(predict(wide, X) - predict(wide, 10 * X + 1)).max()
    print(f"{name:8} answers moved by more than 0.001: {moved > 1e-3}")

# %% [markdown]
# **Does it follow the slope?** This needs one step of theirs. (Where they have only `train`, one epoch on
# one sample is a step.) At a tiny rate, step divided by rate is the gradient that the program follows.
# Compare it with central differences, at random numbers and never at zeros.

# %%
def posted_step(params, x, y, rate):
    return bugs.case_update(params, x, y, rate, bugs.CASE_BUGS)


def way(rate):
    return [new - old for new, old in zip(posted_step(wide, x, y, rate), wide, strict=True)]


y = Y[:, [3]]
measured = gradcheck.numerical_gradients(lambda p: network.cost(network.predict(p, x), y), wide)
for name, slope, step in zip(network.Params._fields, measured, way(1e-6), strict=True):
    print(name, "agrees:", gradcheck.relative_error(slope, step / -1e-6) < 1e-3)

# %% [markdown]
# All four do, bugs and all: at a tiny rate they hide. **Is the step straight?** Twice the rate must
# be twice the way. Look *where* it is not.

# %%
for name, one, two in zip(network.Params._fields, way(1), way(2), strict=True):
    bend = np.abs(two - 2 * one).max() / np.abs(one).max()
    print(name, "straight" if bend < 1e-9 else "bent")

# %% [markdown]
# `W2` and `b2`, updated first, go straight. `W1` and `b1` bend: they were computed from numbers that
# had already moved. We call this a **staircase**. It names the stale weights, and no code was read.
#
# ## The clinic does this
#
# `clinic.examine` makes some thirty such experiments on any program in this form. Then it tries the
# cures over starts drawn anew. So it can tell a fault that **decides** from one that is **harmless here**,
# and from one that is **masked**: mended alone, it changes nothing, since another fault stands behind.
# Such a word rests on few starts, and the finding says how many, as in "0 of 4". Four can mislead:
# count again over more.

# %%
from nn_helpers import case


def posted_train(params, X, Y, rate, epochs):
    return case.program(params, X, Y, rate, epochs, bugs.CASE_BUGS)[0]


predicts = {"as posted": posted_predict, "predict mended": network.predict}
for name, predict in predicts.items():
    program = {"predict": predict, "step": posted_step, "train": posted_train}
    report = clinic.examine(X, Y, case.start(), **program, rate=0.01, epochs=50)
    first = report.findings[0]
    print(f"{name}: the network {report.verdict}. First: {first.slug}, in {first.where}.")

# %% [markdown]
# Mend what it names, and examine again. Write `report` to read it all. Mended, this program
# would still not learn: rate and epochs are far too small.
#
# ## The escape room
#
# Six rooms, six programs, none of them learns. In each, name the cause and replace the line, or lines,
# at fault. The check runs your program from new starts on new data, and asks about one new sample at
# a time. A door opens when it learns.
#
# ### Exercise 11.3 (objectives 3 and 4): the first room
#
# `room.parts` holds its data and functions: `room.parts["X"]`, `room.parts["predict"]`, or all for
# `clinic.examine(**room.parts)`. Try your own experiments first. `room.mend(change)` is the room with
# lines replaced, and `.success()` counts starts. The report may name one fault twice; give either name.
# `np.tanh` is an S like the sigmoid, between -1 and 1. Unsure of a slope? Let central differences
# judge.

# %%
room = escape_room.enter(1)
room

# %%
escape_room.causes()  # each with the experiment that would show it

# %% tags=["exercise"]
### BEGIN SOLUTION
room_1 = {
    "cause": "step-uphill",
    "change": {
        "error = (Y - predict(params, X)) / len(X)": "error = (predict(params, X) - Y) / len(X)",
    },
}
### BEGIN STUB
# room_1 = {
#     "cause": ...,  # a name from the list above
#     "change": ...,  # {"a line as it stands": "what shall stand there"}
# }
### END SOLUTION

# %% tags=["check"]
check.room_1(room_1)

# %% [markdown]
# Hints: `check.room_1.hint()`.
#
# ## Five more doors (optional)
#
# The programs get longer, and their authors more different.
#
# ### Exercise 11.4 (objectives 3 and 4): rooms 2 to 5

# %%
room = escape_room.enter(2)
room

# %% tags=["exercise"]
### BEGIN SOLUTION
room_2 = {
    "cause": "symmetric-start",
    "change": {
        "hidden = [[middle for _ in range(INPUTS + 1)] for _ in range(HIDDEN)]": (
            "hidden = [[rng.uniform(-2, 2) for _ in range(INPUTS + 1)] for _ in range(HIDDEN)]"
        ),
    },
}
### BEGIN STUB
# room_2 = {
#     "cause": ...,
#     "change": ...,
# }
### END SOLUTION

# %% tags=["check"]
check.room_2(room_2)

# %%
room = escape_room.enter(3)
room

# %% tags=["exercise"]
### BEGIN SOLUTION
room_3 = {
    "cause": "labels-misshapen",
    "change": {
        "p = np.clip(outputs, 1e-9, 1 - 1e-9)": "p = np.clip(outputs[:, 0], 1e-9, 1 - 1e-9)",
    },
}
### BEGIN STUB
# room_3 = {
#     "cause": ...,
#     "change": ...,
# }
### END SOLUTION

# %% tags=["check"]
check.room_3(room_3)

# %%
room = escape_room.enter(4)
room

# %% tags=["exercise"]
### BEGIN SOLUTION
room_4 = {
    "cause": "gradient-wrong",
    "change": {
        "delta = W.T @ delta * (1 - sums[number - 1] ** 2)": (
            "delta = W.T @ delta * (1 - values[number] ** 2)"
        ),
    },
}
### BEGIN STUB
# room_4 = {
#     "cause": ...,
#     "change": ...,
# }
### END SOLUTION

# %% tags=["check"]
check.room_4(room_4)

# %%
room = escape_room.enter(5)
room

# %% tags=["exercise"]
### BEGIN SOLUTION
room_5 = {
    "cause": "samples-left-out",
    "change": {
        "for batch in range(len(X) // BATCH):": "for batch in range(0, len(X), BATCH):",
    },
}
### BEGIN STUB
# room_5 = {
#     "cause": ...,
#     "change": ...,
# }
### END SOLUTION

# %% tags=["check"]
check.room_5(room_5)

# %% [markdown]
# ### Exercise 11.5 (objective 4): the last room
#
# Two faults, and each hides the other. Mend one, and examine what you have mended (this takes some
# seconds). Give both causes as a list.

# %%
room = escape_room.enter(6)
room

# %% tags=["exercise"]
### BEGIN SOLUTION
room_6 = {
    "cause": ["inputs-not-scaled", "gradient-wrong"],
    "change": {
        "return np.asarray(X, dtype=float)": "return (np.asarray(X) - [70, 15]) / [30, 8]",
        'first = second @ net["second"].W.T * A * (A - 1)': (
            'first = second @ net["second"].W.T * A * (1 - A)'
        ),
    },
}
### BEGIN STUB
# room_6 = {
#     "cause": [..., ...],
#     "change": ...,
# }
### END SOLUTION

# %% tags=["check"]
check.room_6(room_6)

# %% [markdown]
# ## Bring your own
#
# From a forum, a friend, yourself: fill in these lines.

# %%
print(clinic.template())

# %% [markdown]
# Parameters may be a tuple, list, dict or object of arrays, samples rows or columns. `cost`,
# `gradients` and `step` may be added: each lets it ask more. `report.to_markdown()` is a text for
# your answer in a forum. It says what was measured, and what nobody can see from outside.
# `clinic.checklist` takes the same: questions in order, each *good* or *LOOK*.
#
# ## In practice (optional)
#
# - **A baseline first.** Professionals run the dullest method that could work, such as the nearest
#   neighbour, before a network. If that fails too, suspect the data.
# - **Keep a log.** One line for each change: what, why, rate before, rate after.
# - **Leave the tests in.** Checks of shapes and ranges, and one sample learned by heart, run each
#   night in many teams.
#
# ## What you know now
#
# - Cheap tests clear suspects by the dozen. Read code last, and then little of it.
# - Inputs far from size 1 saturate units before the first step. Standardise, and keep both numbers.
# - A network that fits five samples and not all may have labels that lost their inputs.
# - One repair that changes nothing may still be right: another fault may hide behind it.
#
# The next lesson takes the same code beyond XOR: more units, harder tasks, more machines.
