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
# # 06 Stale weights: one line too early
#
# **You repair the update that makes the cost rise again, understand in four lines why it does, and
# write the test that catches it.**
#
# - **Time:** <minutes>
# - **You need:** lesson 03: delta and the step. Lesson 04: what a gradient check can see.
#
# **After this lesson you can**
#
# 1. **repair** an update that mixes old and new numbers;
# 2. **derive** which way such a mix-up pushes, and why it never pushes back;
# 3. **write** a test that sees it, where a gradient check is blind;
# 4. **recognise** the same mistake in other clothes.

# %%
import numpy as np

from nn_helpers import bugs, case, check, data, describe, labs, network, plots, quiz, training
from nn_helpers.training import sweep

# %% [markdown]
# ## The clue
#
# The posted cost falls, turns, and rises. At the posted rate of 0.01 this takes patience to see. We
# raise the rate to 0.1 and run two programs from the posted start. They differ in the order of two lines.

# %%
X, Y = data.xor()
names = ("right update", "posted update")
options = {"learning_rate": 0.1, "epochs": 3000, "per_sample": True}
right = training.record(case.start(), X, Y, **options)
posted = training.record(case.start(), X, Y, **options, bugs=bugs.CASE_BUGS)
fig, ax = plots.figure()
for line, (name, run) in enumerate(zip(names, (right, posted), strict=True)):
    plots.cost_curve(ax, run.printed_costs, name, first_epoch=1, line=line, plateaus=line == 0)
ax.legend(loc="lower left")
plots.captioned(fig, describe.two_curves(names, (right.printed_costs, posted.printed_costs)))

# %% [markdown]
# Both plotted costs are the *printed* ones, added up while the weights change, as in lesson 02. One
# falls to the end. The other turns within the first epochs, and never comes back. At this rate the
# true cost hardly moves: what grows is the swing of the answers from sample to sample.
#
# ## One line too early
#
# Here is the posted update, with its loops written as matrices. (A second fault, which does nothing
# with one output, is left out until the exercise.) Which numbers are old, and which are new?
#
# ```python
# delta2 = A2 - y
# W2 -= learning_rate * delta2 @ A1.T
# b2 -= learning_rate * delta2
# delta1 = W2.T @ delta2 * A1 * (1 - A1)
# W1 -= learning_rate * delta1 @ x.T
# b1 -= learning_rate * delta1
# ```
#
# `A1` and `A2` come from the forward pass, before anything moved. The `W2` in the fourth line has moved
# two lines earlier. The formula asks who was to blame *for this answer*, and the new `W2` did not give
# it. A number that belongs to another moment than the rest is often called **stale**. So the course
# calls this bug **stale weights**.
#
# Lesson 03 had a rule against it: computing is not applying. First all slopes, then the step.
#
# ### Exercise 6.1 (objective 1): repair the update
#
# This is the posted update as a function. Make it return the parameters after one right step on the
# sample `x` with label `y`. There is a second fault in it, which hides as long as there is one output.
# The smallest repair is to move one line and to change another.

# %% tags=["exercise"]
def sgd_step(params, x, y, learning_rate):
    """Return new Params after one step on one sample, any number of outputs."""
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = network.forward(params, x)
    ### BEGIN SOLUTION
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * delta1
    return network.Params(W1, b1, W2, b2)
    ### BEGIN STUB
    # delta2 = A2 - y
    # W2 -= learning_rate * delta2 @ A1.T
    # b2 -= learning_rate * delta2
    # delta1 = W2.T @ delta2 * A1 * (1 - A1)
    # W1 -= learning_rate * delta1 @ x.T
    # for k in range(len(y)):
    #     share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    # b1 -= learning_rate * share
    # return network.Params(W1, b1, W2, b2)
    ### END SOLUTION


# %% tags=["check"]
check.sgd_step(sgd_step)

# %% [markdown]
# Stuck? `check.sgd_step.hint()` asks you a question, and each further call comes a little closer.
#
# ## How can so little do so much?
#
# With a rate of 0.01 the new `W2` differs from the old one in the third digit. A random error that
# small would not matter: it would push to and fro. So the question is which way it pushes.

# %%
quiz.ask("06.push")

# %% [markdown]
# Four lines answer it. Take one hidden unit. Write $d$ for answer minus label, $z$ for the unit's
# output, $w$ for its weight in `W2`, $r$ for the rate.
#
# 1. The new weight is $w - r\,d\,z$.
# 2. The right step of the unit's bias is $-r\,d\,w\,z(1-z)$.
# 3. The stale step uses the new weight: $-r\,d\,(w - r\,d\,z)\,z(1-z)$.
# 4. Stale minus right leaves $+r^2 d^2 z^2 (1-z)$.
#
# The error $d$ is **squared**. Too high or too low an answer, both push up. For a hidden weight the
# same extra is multiplied by its input $x$, which is 0 or 1 here. Nothing in it is ever negative.
#
# Check the fourth line with numbers, at the posted start, for each of the four samples.

# %%
start, rate = case.start(), 1.0
for s, name in enumerate(("00", "01", "10", "11")):
    x, y = X[:, [s]], Y[:, [s]]
    _, z, _, answer = network.forward(start, x)
    stale = bugs.case_update(start, x, y, rate, ("stale-weights",))
    extra = stale.b1 - bugs.case_update(start, x, y, rate).b1
    formula = rate**2 * (answer - y) ** 2 * z**2 * (1 - z)
    print(name, " extra", extra.ravel().round(6), " formula", formula.ravel().round(6))

# %% [markdown]
# ## A ratchet
#
# A **ratchet** is a toothed wheel that turns one way only. The extra is one. (The right part of the
# step can still pull a bias back, and in some seeds it wins.) Watch the hidden biases with a rate of 1,
# where each tooth is large.

# %%
options = {"learning_rate": 1.0, "epochs": 3000, "per_sample": True}
right = training.record(start, X, Y, **options)
stale = training.record(start, X, Y, **options, bugs=("stale-weights",))
biases = {
    f"{name}, unit {unit + 1}": run.params.b1[:, unit, 0]
    for name, run in (("right", right), ("stale", stale))
    for unit in (0, 1)
}
fig, ax = plots.figure()
plots.lines(ax, biases, ylabel="hidden bias").update(right.epochs, *biases.values())
ax.set(xlim=(0, 3000), ylim=(-10, 8))
plots.captioned(fig, describe.ends("hidden bias", biases))

# %% [markdown]
# What does a large bias do to a hidden unit?

# %%
for name, run in (("right", right), ("stale", stale)):
    hidden = network.forward(run.final, X)[1]
    print(f"{name}: hidden outputs from {hidden.min():.3f} to {hidden.max():.3f}")

# %% [markdown]
# With the bug both units answer nearly 1 to *every* input. They are saturated, and whatever the input
# is, the output unit sees the same. The network has gone blind. From then on it can learn how many
# labels are 1, and nothing else. (The right update has not solved XOR here either, but its units
# still tell inputs apart.)
#
# ### Exercise 6.2 (objective 2): which numbers does one sample push?
#
# The sample 00 comes, and the stale update is applied.

# %%
quiz.ask("06.zero")

# %% [markdown]
# ## Lab: the ratchet
#
# Two programs, one start. As soon as your `sgd_step` no longer goes the posted way, its curve parts
# from the stale one.
#
# 1. Lower the rate to a tenth. Does the cost turn sooner or later?
# 2. Try other seeds. Do the stale biases ever end below zero?
# 3. Find a setting where the stale update solves XOR and the right one does not. There are some!

# %%
labs.ratchet(epochs=1000, sgd_step=sgd_step)

# %% [markdown]
# ## The test that sees it
#
# The gradient check of lesson 04 compares slopes at parameters that stand still. The extra appears
# only in a step, and it goes with $r^2$. As $r$ shrinks, the error vanishes faster than the step
# itself. No test at one tiny rate can see it.
#
# So take steps, and compare two rates. A plain gradient step is the rate times something that does not
# depend on the rate. Half the rate, half the step, exactly. We call that **linear in the rate**.

# %%
quiz.ask("06.ratio")

# %%
x, y = X[:, [1]], Y[:, [1]]
for name, names_of_bugs in (("right", ()), ("stale", ("stale-weights",))):
    full = bugs.case_update(start, x, y, 1.0, names_of_bugs)
    half = bugs.case_update(start, x, y, 0.5, names_of_bugs)
    for field in ("W2", "b1"):
        old = getattr(start, field)
        ratio = (getattr(full, field) - old) / (getattr(half, field) - old)
        print(f"{name}   {field}: full step / half step = {ratio.ravel().round(2)}")

# %% [markdown]
# `W2` was moved before anything was stale, so its ratio is 2. The hidden biases give the bug away:
# near 4, not near 2, so at rate 1 the extra is larger than the right step.
#
# ### Exercise 6.3 (objective 3): write the test
#
# Write `linear_in_rate(update, params, x, y)`. It gets any update, called as `update(params, x, y,
# learning_rate)`, and returns True when the step is linear in the rate, for all four arrays. It must
# not blame an update that is wrong in another way, such as half the gradient.

# %% tags=["exercise"]
def linear_in_rate(update, params, x, y):
    """Return whether half the rate gives half the step, in every array."""
    ### BEGIN SOLUTION
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    return all(
        np.allclose(f - old, 2 * (h - old)) for old, f, h in zip(params, full, half, strict=True)
    )
    ### END SOLUTION


# %% tags=["check"]
check.linear_in_rate(linear_in_rate)

# %% [markdown]
# Hints: `check.linear_in_rate.hint()`.
#
# ## The bug that nobody noticed
#
# The second fault of exercise 6.1 is the **leaked index**. In Python a loop variable lives on after its
# loop. The posted line for `b1` uses a `k` that an earlier loop left behind: the index of the last
# output. In the exercise it was `share`, set in the loop and used after it. With one output nothing
# shows. With two outputs, `b1` gets the blame of the second output alone. Here the outputs are XOR and
# AND, at rate 0.5, 1000 seeds a number. So many seeds give a share to one or two percent.

# %%
X2, Y2 = data.xor_and_and()
scales = [0.5, 2, 3]
for name, names_of_bugs in (("right ", ()), ("leaked", ("leaked-index",))):
    result = sweep.run(0.5, scales, 1000, 2000, X2, Y2, per_sample=True, bugs=names_of_bugs)
    shares = zip(scales, result.success[0], strict=True)
    print(name, *(f"  scale {scale}: {100 * share:.0f} %" for scale, share in shares))

# %% [markdown]
# It costs none of the seeds, or a few percent, or eleven. Its step *is* linear in the rate, so the
# test above lets it pass. The gradient check catches it, if it looks at two outputs. No single test
# sees everything.
#
# ### Exercise 6.4 (objective 4): which loop is right?
#
# Three people repaired the update. One of them got it right.

# %%
def loop_A(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = network.forward(params, x)
    delta2 = A2 - y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    b1 -= learning_rate * delta1
    W1 -= learning_rate * delta1 @ x.T
    b2 -= learning_rate * delta2
    W2 -= learning_rate * delta2 @ A1.T
    return network.Params(W1, b1, W2, b2)


# %%
def loop_B(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = network.forward(params, x)
    old_W2 = W2
    W2 -= learning_rate * (A2 - y) @ A1.T
    b2 -= learning_rate * (A2 - y)
    delta1 = old_W2.T @ (A2 - y) * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * delta1
    return network.Params(W1, b1, W2, b2)


# %%
def loop_C(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = network.forward(params, x)
    delta1 = W2.T @ (A2 - y) * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    b1 -= learning_rate * delta1
    _, A1, _, A2 = network.forward(network.Params(W1, b1, W2, b2), x)
    W2 -= learning_rate * (A2 - y) @ A1.T
    b2 -= learning_rate * (A2 - y)
    return network.Params(W1, b1, W2, b2)


# %% [markdown]
# Which one? Your `linear_in_rate` may help. So may a look at what `=` does to an array.

# %% tags=["exercise"]
### BEGIN SOLUTION
which_loop = "A"
### BEGIN STUB
# which_loop = ...  # "A", "B" or "C"
### END SOLUTION

# %% tags=["check"]
check.which_loop(which_loop)

# %% [markdown]
# Hints: `check.which_loop.hint()`.
#
# ## The cell where the bug helps
#
# Rate 0.5, both programs, 500 seeds, 2000 epochs, two init scales.

# %%
quiz.ask("06.helps")

# %%
print("init scale       0.12   0.5")
for name, names_of_bugs in (("right", ()), ("stale", ("stale-weights",))):
    result = sweep.run(0.5, [0.12, 0.5], 500, 2000, per_sample=True, bugs=names_of_bugs)
    print(f"{name} update", *(f"   {share:.2f}" for share in result.success[0]))

# %% [markdown]
# From tiny starts the push carries the network off the plateau sooner. One experiment in that cell
# would "prove" that the bug helps. The cell beside it says the opposite. Nearly everywhere
# else the bug costs much, at larger rates everything. Lesson 10 draws the whole map.
#
# ## In practice
#
# - In PyTorch `loss.backward()` computes all gradients before `optimizer.step()` moves anything, so
#   this bug needs some effort. It comes back when somebody changes weights through `param.data` between
#   a forward pass and its `backward()`. PyTorch does not notice that.
# - `old = array` gives a second name to one array. `old = array.copy()` keeps the numbers.
# - After a refactoring, professionals run old and new code from one start and compare parameters
#   after *one* step, to the last digit.
#
# ## What you know now
#
# - The printed cost rose again because one line used `W2` after it had moved.
# - The extra is $r^2 d^2 z^2(1-z)$: tiny, and never negative. Small errors that all point one way add
#   up to a ratchet, and the network goes blind.
# - A gradient check cannot see it. A test of the step can: half the rate, half the step.
# - The leaked index is a third bug. The thread never found it.
#
# The first question of the case, why the cost rises, is answered. The second is still open: why does
# the program answer the same number four times, even when the network is right? In the next lesson
# you meet a function that never looks at its input.
