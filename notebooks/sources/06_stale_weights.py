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
# **You repair the update that makes the printed cost rise again, see why it does, and write the test that
# catches it.**
#
# - **Time:** <minutes>
# - **You need:** lesson 03: delta and the step. Lesson 04: what a gradient check can see.
#
# **After this lesson you can**
#
# 1. **repair** an update that mixes old and new numbers;
# 2. **derive** which way such a mix-up pushes;
# 3. **write** a test that sees it, where a gradient check is blind;
# 4. **recognise** the same mistake in other clothes.

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
    progress_bar,
    quiz,
    training,
)
from nn_helpers.training import sweep

# %%
forward, gradients, step = own_functions.mine("forward", "gradients", "step")

# %% [markdown]
# ## The clue
#
# The printed cost falls, turns, and rises. To see it sooner we take rate 0.1. Two programs, one
# start: they differ in the order of two lines.

# %%
X, Y = data.xor()
names = ("right update", "posted update")
options = {"learning_rate": 0.1, "epochs": 3000, "per_sample": True}
right = training.record(case.start(), X, Y, **options)
posted = training.record(case.start(), X, Y, **options, bugs=bugs.CASE_BUGS)
for epoch in (15, 3000):
    cost, printed = posted.costs[epoch], posted.printed_costs[epoch - 1]
    print(f"posted, epoch {epoch:4}   printed {printed:.4f}   at fixed weights {cost:.4f}")
curves = {name: run.printed_costs for name, run in zip(names, (right, posted), strict=True)}
fig, axes = plots.figure(2, width=7.6)
plots.close_up(axes, curves, epochs=100)
plots.titles(axes, "the first 100 epochs, close up", "all 3000 epochs")
plots.captioned(fig, describe.two_curves(names, curves.values()))

# %% [markdown]
# Both curves are *printed* costs. With the right update it falls to the end; with the posted one it
# turns in epoch 15. The cost at fixed weights (the true cost of lesson 02) does not rise here, nor at
# rate 0.01. What grows is the difference between the two.
#
# ## Old numbers and new ones
#
# Here is the posted update, written in matrices.
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
# `A1` and `A2` come from the forward pass, before anything moved. The `W2` in the fourth line has
# moved two lines earlier. The formula asks who was to blame *for this answer*, and the new `W2` did
# not give it. We call the bug **stale weights**: answer and weight come from different moments. (The
# weight is too new; the answer is old.)
#
# Lesson 03 had a rule: first all slopes, then the step.
#
# ### Exercise 6.1 (objective 1): repair the update
#
# Make this return the parameters after one right step on the sample `x`. Move lines; do not call
# `gradients`. A second fault hides as long as there is one output.

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
    #     share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)  # row k of W2, as a column
    # b1 -= learning_rate * share
    # return network.Params(W1, b1, W2, b2)
    ### END SOLUTION


# %% tags=["check"]
check.sgd_step(sgd_step)

# %% [markdown]
# Stuck? `check.sgd_step.hint()` asks you a question.
#
# ## How can so little do so much?
#
# At rate 0.01 the new `W2` differs from the old one by 3 to 5 %. Which way does such an error
# push? Derive it on paper. Take one hidden unit. Write $d$ for answer minus label, $a$ for the
# unit's output, $w$ for its weight in `W2`, $r$ for the rate. What is the new weight? Write down the
# step of the bias with the old weight (right) and with the new (stale). What is stale minus right?

# %%
quiz.ask("06.push")

# %% [markdown]
# Now measure the extra at rate 1. (`bugs.case_update` is the posted update, with those bugs that are
# named.) The answer is too high for label 0, too low for label 1.

# %%
start, rate = case.start(), 1.0
for s, name in enumerate(("00", "01", "10", "11")):
    x, y = X[:, [s]], Y[:, [s]]
    _, a, _, answer = forward(start, x)
    stale = bugs.case_update(start, x, y, rate, ("stale-weights",))
    extra = stale.b1 - step(start, gradients(start, x, y), rate).b1
    print(f"{name}  label {y[0, 0]:.0f}   extra for the two hidden biases", extra.ravel().round(6))

# %% [markdown]
# That was one step for each sample. Here are 3000 epochs of them.

# %%
options = {"learning_rate": 1.0, "epochs": 3000, "per_sample": True}
right = training.record(start, X, Y, **options)
stale = training.record(start, X, Y, **options, bugs=("stale-weights",))
for name, run in (("right", right), ("stale", stale)):
    hidden = forward(run.final, X)[1]
    print(f"{name}: hidden outputs from {hidden.min():.3f} to {hidden.max():.3f}", end="")
    print(f"   cost at fixed weights from {run.costs[0]:.2f} to {run.costs[-1]:.2f}")
biases = {
    f"{name}, unit {unit + 1}": run.params.b1[:, unit, 0]
    for unit in (0, 1)
    for name, run in (("right", right), ("stale", stale))
}
fig, ax = plots.figure()
plots.line_chart(ax, right.epochs, biases, ylabel="hidden bias", ylim=(-10, 8))
plots.captioned(fig, describe.ends("hidden bias", biases))

# %% [markdown]
# ## A wheel with teeth: four lines
#
# 1. The new weight is $w - r\,d\,a$.
# 2. The right step of the unit's bias is $-r\,d\,w\,a(1-a)$.
# 3. The stale step uses the new weight: $-r\,d\,(w - r\,d\,a)\,a(1-a)$.
# 4. Stale minus right leaves $+r^2 d^2 a^2 (1-a)$.
#
# The error $d$ is **squared**. Too high or too low an answer, both push up. This is a **ratchet**, a
# toothed wheel that turns one way only. (The right part can pull a bias back.) A hidden weight gets
# the same extra times one more factor, in XOR never negative: exercise 6.2 asks which.
#
# At rate 1 the bug saturates both units: near 1 for *every* input. The network has gone blind, and
# its cost has risen. At rate 0.1 hidden outputs grow less. But larger ones make larger steps of `W2`,
# which swing the answers further. So the printed sum of four moments (lesson 02) grows; the true cost
# does not.
#
# ### Exercise 6.2 (objective 2): which numbers does one sample push?
#
# The stale update meets the sample 00.

# %%
quiz.ask("06.zero")

# %% [markdown]
# ## Lab: the ratchet (optional)
#
# Two programs, one start. As soon as your `sgd_step` no longer goes the posted way, its curve parts
# from the stale one.
#
# 1. Lower the rate to a tenth. Does the printed cost turn sooner or later?
# 2. Try other seeds, at rates 1 and 0.3. Do the stale biases ever end below zero? What can pull one down?
# 3. Find a setting where one of the two solves XOR and the other does not (rates near 0.3, scales of
#    0.1 and of 1). Is it always the same one?

# %%
labs.ratchet(epochs=1000, sgd_step=sgd_step)

# %% [markdown]
# ## The test that sees it
#
# A gradient check compares slopes at parameters that stand still. The extra appears only in a step,
# and it goes with $r^2$: no test at one tiny rate can see it.
#
# So compare steps at two rates. A plain gradient step is the rate times something that does not
# depend on it. Half the rate, half the step (up to rounding: compare with `np.allclose`). We call that
# **linear in the rate**.

# %%
quiz.ask("06.ratio")

# %%
x01, y01 = X[:, [1]], Y[:, [1]]
for name, names_of_bugs in (("right", ()), ("stale", ("stale-weights",))):
    full = bugs.case_update(start, x01, y01, 1.0, names_of_bugs)
    half = bugs.case_update(start, x01, y01, 0.5, names_of_bugs)
    for field in ("W2", "b1"):
        old = getattr(start, field)
        ratio = (getattr(full, field) - old) / (getattr(half, field) - old)
        print(f"{name}   {field}: full step / half step = {ratio.ravel().round(2)}")

# %% [markdown]
# `W2` was moved before anything was stale. The hidden biases give the bug away: at rate 1 the extra
# is larger than the right step.
#
# ### Exercise 6.3 (objective 3): write the test
#
# Write `linear_in_rate`. It gets any update, called as `update(params, x, y, learning_rate)`, and
# returns True when the step is linear in the rate, for all four arrays. An update that is wrong in
# another way, such as half the gradient, must pass.

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
# ### Three suspects (optional)
#
# Try it on three updates: the right one, the stale one, and one that takes half a step. What should
# it say of each?

# %%
def half_a_step(params, x, y, learning_rate):
    return training.sgd_step(params, x, y, learning_rate / 2)


stale = bugs.find("sgd_step", "stale-weights").function
for name, update in {"right": training.sgd_step, "stale": stale, "half": half_a_step}.items():
    print(f"{name:5}  linear in the rate: {linear_in_rate(update, start, x01, y01)}")

# %% [markdown]
# ## The bug that nobody noticed (optional)
#
# The second fault of exercise 6.1 is called the leaked index. In Python a loop variable lives on
# after its loop. The posted line for `b1` uses a `k` that an earlier loop left behind: the index of
# the last output. In the exercise it was `share`, set in the loop and used after it. With one
# output nothing shows. With two outputs, `b1` gets the blame of the second output alone. Here the
# outputs are XOR and AND, at rate 0.5, 1000 seeds for each number. With so many seeds a share is right to
# one or two percentage points.

# %%
X2, Y2 = data.xor_and_and()
scales = [0.5, 2, 3]
updates = (("right ", ()), ("leaked", ("leaked-index",)))
for name, names_of_bugs in progress_bar.steps(updates, "updates"):
    result = sweep.run(0.5, scales, 1000, 2000, X2, Y2, per_sample=True, bugs=names_of_bugs)
    shares = zip(scales, result.success[0], strict=True)
    print(name, *(f"  scale {scale}: {100 * share:.0f} %" for scale, share in shares))

# %% [markdown]
# It costs nothing at scale 0.5, a few percent of the seeds at 2, and about eleven at 3. Its step *is* linear in the rate, so the
# test above lets it pass. The gradient check catches it, if it looks at two outputs. No single test
# sees everything.
#
# ## Other clothes
#
# ### Exercise 6.4 (objective 4): which loop is right?
#
# Three people repaired the update. One got it right.

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
# Decide by reading. Then let your `linear_in_rate` speak.

# %% tags=["exercise"]
### BEGIN SOLUTION
which_loop = "A"
### BEGIN STUB
# which_loop = ...  # "A", "B" or "C"
### END SOLUTION

# %%
for name, loop in (("A", loop_A), ("B", loop_B), ("C", loop_C)):
    print(f"loop {name}: linear in the rate:", linear_in_rate(loop, start, x01, y01))

# %% tags=["check"]
check.which_loop(which_loop)

# %% [markdown]
# ## Two init scales (optional)
#
# Rate 0.5, both programs, 500 seeds, 2000 epochs, two init scales.

# %%
quiz.ask("06.narrow")

# %%
print("init scale      0.12    0.5")
updates = (("right", ()), ("stale", ("stale-weights",)))
for name, names_of_bugs in progress_bar.steps(updates, "updates"):
    result = sweep.run(0.5, [0.12, 0.5], 500, 2000, per_sample=True, bugs=names_of_bugs)
    print(f"{name} update", *(f"   {share:.2f}" for share in result.success[0]))

# %% [markdown]
# Read both columns before you conclude anything: whoever tried one of these scales alone would tell
# the wrong story. Lesson 10 draws the whole map, over many rates and scales.
#
# ## In practice (optional)
#
# - In PyTorch `loss.backward()` computes all gradients before `optimizer.step()` moves anything, so
#   this bug needs some effort. It comes back when somebody changes weights through `param.data`
#   between a forward pass and its `backward()`. PyTorch does not notice that.
# - `old = array` gives a second name to one array. `old = array.copy()` keeps the numbers.
# - After a refactoring, professionals run old and new code from one start and compare parameters
#   after *one* step, to the last digit.
#
# ## What you know now
#
# - The printed cost rose again because one line used `W2` after it had moved.
# - The extra is never negative: a ratchet. At 0.01 the printed cost alone rises; at rate 1 the
#   network goes blind.
# - A test of the step can see it: half the rate, half the step.
# - A third bug, which the thread never found: the second fault of 6.1, the **leaked index** (`b1` hears
#   the last output alone).
#
# Still open: why are the answers equal?
