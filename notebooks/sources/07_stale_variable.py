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
# # 07 The variable nobody set
#
# **You find out how a function can answer without looking at its question, and learn to write ones
# that cannot.**
#
# - **Time:** <minutes>
# - **You need:** lesson 01 for the forward pass. Lesson 06 is useful, but not needed.
#
# **After this lesson you can**
#
# 1. **expose** a function that reads something it was never given;
# 2. **write** a predict function that depends on its arguments alone;
# 3. **explain** how a notebook can print results that its code does not produce.

# %%
import numpy as np

from nn_helpers import (
    bugs,
    case,
    check,
    data,
    describe,
    labs,
    network,
    own_functions,
    plots,
    quiz,
    training,
)

# %%
forward = own_functions.mine("forward")

# %% [markdown]
# ## The clue
#
# Back to the third symptom. With the labels 1, 1, 1, 0 the posted program printed one number for all
# four samples, as if the network ignored its inputs.
#
# We train as posted, only longer: 5000 epochs. Then we ask twice, with the posted `predict` and
# with your `forward`. The thread said that `predict` never sets its `x`. Which of the four answers
# will it print, then?

# %%
X, Y = data.three_positives()
run = training.record(case.start(), X, Y, 0.01, 5000, per_sample=True, bugs=bugs.CASE_BUGS)
W1, b1, W2, b2 = run.final
for sample in range(4):
    x = X[:, [sample]]  # as in the training loop of the case


def posted_predict(X, W1, b1, W2, b2):
    params = network.Params(W1, b1, W2, b2)
    outputs = [forward(params, x)[-1][0, 0] for _ in range(X.shape[1])]
    return np.array([outputs])


print("wanted  ", Y)
print("posted  ", posted_predict(X, W1, b1, W2, b2).round(3))
print("forward ", forward(run.final, X)[-1].round(3))

# %% [markdown]
# Same parameters, same inputs. The network is right about all four samples. The printout is wrong
# about three of them.
#
# ### In a picture (optional)
#
# Hollow marks are the labels, filled ones the answers.

# %%
posted, asked = posted_predict(X, W1, b1, W2, b2), forward(run.final, X)[-1]
fig, axes = plots.figure(2, width=8)
plots.predictions(axes[0], posted, Y)
plots.predictions(axes[1], asked, Y)
plots.titles(axes, "posted predict", "forward")
plots.captioned(fig, describe.two_predicts(asked, posted, Y))

# %% [markdown]
# ## Where does a name come from?
#
# `posted_predict` uses `x`. Nothing inside the function sets `x`, and `x` is not among its arguments.
#
# When Python meets a name inside a function, it looks first among the function's own names: its
# arguments and whatever it assigns. If the name is not there, Python looks among the **global**
# names, those of the whole notebook. The training loop has left an `x` there: the last sample it
# saw, 11.
#
# So the function asks the network about 11, four times.

# %%
quiz.ask("07.delete")

# %%
kept = x
del x
try:
    print("it returned", posted_predict(X, W1, b1, W2, b2).round(3))
except Exception as error:
    print("it failed:", type(error).__name__, "-", error)
x = kept  # back again

# %% [markdown]
# That is the kind answer. What comes next can cost you a week.

# %%
for x in (np.array([[0.0], [0.0]]), np.array([[0.0], [1.0]]), np.array([[50.0], [50.0]])):
    print("x is", x.ravel(), " printed", posted_predict(X, W1, b1, W2, b2).round(3))
x = kept

# %% [markdown]
# Same call, same arguments, three results. No error, no warning, and every number is a plausible
# probability. A function whose result depends on its arguments alone, and which changes nothing else,
# is called **pure**.
#
# ## Lab: who was here last?
#
# The posted program always ends its loop on sample 11. You will drag **epochs** to 5000, and click on
# another last sample. Before you do, say which of the two pictures will change with the click.
#
# 1. At 500 epochs the right predict, too, gives four nearly equal numbers. Are they equal? Which labels
#    does it get right?
# 2. Drag **epochs**. From which setting on is the network right, and only the printout wrong?
# 3. After 5000 epochs, after which last samples does the network seem to say 1 always?

# %%
labs.last_sample()

# %% [markdown]
# ## Why it worked until it did not
#
# In a notebook a forgotten name is nearly always there. Three ways in which it stays:
#
# - **A loop variable lives on.** After `for x in ...` the name `x` keeps its last value.
# - **A cell was run, then changed or deleted.** The **kernel**, the Python program behind the page,
#   still remembers what it did.
# - **Cells were run in another order** than they stand on the page.
#
# What the kernel remembers is called the **notebook state**. You cannot see it on the page. Here is
# the second way, in small. Run the next two cells. Then delete the first (**Edit > Delete Cell**) and
# run the second again. (**Edit > Undo Cell Operation** brings it back.)

# %%
rate = 10


# %%
def scaled_step(slope, learning_rate):
    return -rate * slope


print("asked for a rate of 0.1, got a step of", scaled_step(2.0, learning_rate=0.1))

# %% [markdown]
# Deleted or not, the second cell prints the same. The function never looks at its `learning_rate`.
# Without the first cell, nothing on the page explains the -20.
#
# The remedy is **Kernel > Restart Kernel and Run All Cells**. It forgets everything and runs the
# page as it stands.

# %%
quiz.ask("07.restart")

# %% [markdown]
# ## Numbers from nowhere (optional)
#
# A close relative of the forgotten name is the forgotten value. `np.empty` makes an array without
# filling it. It holds whatever was in that memory before. Often that is the result of an earlier
# call.

# %%
def half_filled(X, params):
    outputs = np.full((1, X.shape[1]), np.nan)  # np.empty would hide what is missing
    for sample in range(X.shape[1] - 1):  # one too few
        outputs[0, sample] = network.predict(params, X[:, [sample]])[0, 0]
    return outputs


print(network.predict(run.final, X).round(3))
print(half_filled(X, run.final).round(3))

# %% [markdown]
# Filled with **nan**, "not a number", the gap shows itself. Now put `np.empty((1, X.shape[1]))` in
# place of `np.full(...)` and run the cell again. Very likely the last number is 0.174, and looks
# right. Nobody computed it: the line above left it in memory. Another time it is a zero, or huge.
#
# ## Catch it, then mend it
#
# A function that does not listen is caught by an experiment. One was made above: another `x`, the
# same `X`, and the answer changed. Now the other way round, without touching a global name.
#
# ### Exercise 7.1 (objective 1): make it fail
#
# Write a function that exposes predict functions like the posted one. It calls `predict(params, X)`
# with inputs of its own choice (two rows, one column a sample), and returns `True` when the answers
# do not follow `X`. What must happen when you ask again, about very different samples?
# (`lambda params, X: posted_predict(X, *params)` is the posted one in this form, and `run.final` its
# parameters.)

# %% tags=["exercise"]
def ignores_its_input(predict, params):
    """Return True when predict's answers do not follow its argument X."""
    ### BEGIN SOLUTION
    X = np.array([[3.0, -2.0], [0.5, -4.0]])
    together = predict(params, X)
    one_by_one = np.hstack([predict(params, X[:, [i]]) for i in range(2)])
    same_for_all = np.allclose(together[:, 0], together[:, 1])
    return same_for_all or not np.allclose(together, one_by_one)
    ### END SOLUTION


# %% tags=["check"]
check.ignores_its_input(ignores_its_input)

# %% [markdown]
# Stuck? `check.ignores_its_input.hint()` asks you a question. So does every check.
#
# ### A second suspect (optional)
#
# This one saves work: it keeps its answers, and gives them again when it is asked about as many samples
# as before. Does your function expose it? If not, which two calls would?

# %%
kept_answers = {}


def keeping_predict(params, X):
    samples = X.shape[1]
    if samples not in kept_answers:
        kept_answers[samples] = network.predict(params, X)
    return kept_answers[samples]


for name, suspect in (("right", network.predict), ("keeping", keeping_predict)):
    print(f"{name:7}   ignores its input: {ignores_its_input(suspect, run.final)}")

# %% [markdown]
# ### Exercise 7.2 (objective 2): make it safe
#
# Write `predict(params, X)`. It returns the probabilities, shape (outputs, m), one column a sample,
# from its arguments alone, for any number of samples and outputs.

# %% tags=["exercise"]
def predict(params, X):
    """Return the probability of label 1 for every sample, shape (outputs, m)."""
    ### BEGIN SOLUTION
    W1, b1, W2, b2 = params
    A1 = network.sigmoid(W1 @ X + b1)
    return network.sigmoid(W2 @ A1 + b2)
    ### END SOLUTION


# %% tags=["check"]
check.predict(predict)

# %% [markdown]
# ### Exercise 7.3 (objective 3): which cell lied?
#
# A notebook shows these four cells, in this order, with these outputs:
#
# | run number | cell | output |
# |---|---|---|
# | [1] | `X, Y = data.xor()` | |
# | [5] | `params = initialise(rng, 1)` | |
# | [3] | `params, costs = train(params, X, Y, 1, 5000)` | |
# | [4] | `print(predict(params, X).round(2))` | `[[0. 1. 1. 0.]]` |
#
# The number in brackets counts the runs. Now you run the last cell once more. It prints
# `[[0.49 0.51 0.51 0.52]]`. What has happened?

# %%
quiz.ask("07.order")

# %% [markdown]
# ## In practice (optional)
#
# - **Small functions, everything passed in.** Put a function into a `.py` file of its own and a
#   forgotten name becomes an error on the first call. Linters such as ruff report it before that
#   (rule F821, undefined name). In the notebook they stay silent, because the name exists there.
# - **Restart and run all** before you believe a result, and before you send a notebook to anyone.
#   Your teacher's machine has never seen your deleted cells.
# - **Change one sample.** Its prediction must change, and no other. Professionals test this for
#   whole models, and it takes two lines.
# - In PyTorch the same trap has more shapes: a model left in training mode, a batch taken from the
#   surrounding loop, a tensor that shares memory with a buffer used again later.
#
# ## What you know now
#
# - The four equal printouts had a cause of their own. `predict` read a variable that it never set.
# - The bug has no part in training. It can hide that the network *has* learned.
# - At the posted settings even a right `predict` shows four answers close to each other. So this bug
#   explains why they are *equal*, not why they are *useless*.
#
# Three bugs are on the table, and still no network that learns XOR at the posted settings. The answer
# in the thread did something else: it threw the gradients away.
