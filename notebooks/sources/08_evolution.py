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
# # 08 Evolution: learning without a gradient
#
# **You train the network with nothing but noise and the cost, and see what such a search can do and
# where it stops.**
#
# - **Time:** <minutes>
# - **You need:** cost and plateaus (lessons 02 and 05), gradients (lesson 03).
#
# **After this lesson you can**
#
# 1. **move** all parameters of a network at random, without harming the old ones;
# 2. **search** for good parameters with the cost alone;
# 3. **judge** a search by many runs, and beside a baseline.

# %%
import numpy as np

from nn_helpers import (
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
from nn_helpers.evolution import many_runs

# %%
cost, gradients, predict = own_functions.mine("cost", "gradients", "predict")

# %% [markdown]
# ## The clue
#
# The only answer to the question kept the forward pass and threw the gradients away. It starts from
# nine zeros. Here are the slopes there.

# %%
X, Y = data.xor()
zeros = network.Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
for name, slopes in zip(zeros._fields, gradients(zeros, X, Y), strict=True):
    print(name, np.abs(slopes).ravel())

# %% [markdown]
# All zero: gradient descent would stand still. The answer in the thread computes the cost. If it is the
# lowest so far, these parameters are the new best. The next **candidate**, or throw, is the best plus noise between -0.12
# and 0.12. That is one turn of 2000. A search that only ever keeps what is better is called **hill
# climbing**, also where better is down. (Each turn costs one **evaluation** of the cost.)

# %%
def f(params):
    return cost(predict(params, X), Y)


best, costs = evolution.hill_climb(f, zeros, np.random.default_rng(1), width=0.12, turns=2000)
print("answers", predict(best, X).round(3))
fig, ax = plots.figure()
plots.cost_curve(ax, costs, first_epoch=1)
ax.set(xlabel="evaluations of the cost", ylabel="best cost so far")
changes = 1 + np.count_nonzero(np.diff(costs))
plots.captioned(fig, describe.search(2000, costs[-1], changes, evolution.to_vector(best)))

# %% [markdown]
# For 600 turns hardly anything happens: the plateau. Then it solves XOR, from where backprop
# cannot take one step. (`to_vector` puts all numbers of a `Params` in one row, `W1` first.)
#
# ## Noise needs no slope
#
# In lesson 05, equal hidden units got equal slopes and stayed equal. Noise gives every number its
# own draw, so the units differ after one turn.
#
# For one array: `b1 + rng.uniform(-0.12, 0.12, b1.shape)` is a new array, and `b1` stays as it was.
#
# ### Exercise 8.1 (objective 1): perturb
#
# Write `perturb(params, rng, width)`: new parameters, each number plus its own draw between
# `-width` and `width`.

# %% tags=["exercise"]
def perturb(params, rng, width):
    """Return a new Params: each number plus uniform(-width, width)."""
    ### BEGIN SOLUTION
    return network.Params(*(p + rng.uniform(-width, width, p.shape) for p in params))
    ### END SOLUTION


# %% tags=["check"]
check.perturb(perturb)

# %% [markdown]
# Stuck? Run `check.perturb.hint()` in a new cell; every check has hints.
#
# ## One turn, many times
#
# A turn has three lines: try, compare, keep. This version adds the noise in place, to save memory.

# %%
rng = np.random.default_rng(1)
current = network.Params(*(p.copy() for p in zeros))
kept, kept_cost = current, f(current)
for _ in range(100):
    for values in current:
        values += rng.uniform(-0.12, 0.12, values.shape)
    if f(current) < kept_cost:
        kept, kept_cost = current, f(current)

# %%
quiz.ask("08.kept")

# %%
print(f"cost on file {kept_cost:.4f}   cost of what was kept {f(kept):.4f}")

# %% [markdown]
# Keep the best by value.
#
# ### Exercise 8.2 (objective 2): hill climbing
#
# Write `hill_climb`, with your `perturb` or `evolution.perturb`. Each turn asks `f` once, the first about
# `start` itself, and adds one entry to `costs`: the lowest cost so far.

# %% tags=["exercise"]
def hill_climb(f, start, rng, width, turns):
    """Return (best, costs) after this many turns; f gives the cost of a Params."""
    ### BEGIN SOLUTION
    best, best_cost, costs, candidate = start, np.inf, [], start
    for _ in range(turns):
        cost = f(candidate)
        if cost < best_cost:
            best, best_cost = candidate, cost
        costs.append(best_cost)
        candidate = evolution.perturb(best, rng, width)
    return best, np.array(costs)
    ### END SOLUTION


# %% tags=["check"]
check.hill_climb(hill_climb)

# %% [markdown]
# ## Lab: width and turns
#
# The slice shows the cost over two of the nine parameters. The line joins the best candidates, up
# to the green mark. Magnified, in the picture beside it, the green square reaches one width to each side.
# Drag *moment* to go back. Once written, your `hill_climb` runs here.
#
# 1. Predict: what will a width of 0.03 do? And 3?
# 2. Go through ten seeds. At which height do the unlucky ones stop?
# 3. Give one of them 4000 evaluations. Does patience help?

# %%
labs.evolution(hill_climb=hill_climb)

# %% [markdown]
# ## One run proves nothing
#
# So we make 200, with `many_runs`: the course's strategies, for many independent runs at once. Each
# run has its row of nine numbers, hence starts of shape (200, 9). The first line printed shows that
# they compute the same cost as yours.
#
# Stricter than in lesson 00: here **solved** means a cost below 0.1. The median counts the evaluations of solved runs (nan: none).
# The baseline
# is **random guessing**: each candidate is a fresh draw between -50 and 50.

# %%
quiz.ask("08.guess")

# %%
xor, starts = many_runs.costs_of(X, Y), np.zeros((200, 9))
print("same cost as yours:", np.allclose(xor(evolution.to_vector(best)[np.newaxis]), f(best)))


def report(name, runs):
    right = np.mean(evolution.many_right(runs.best, X, Y))
    print(f"{name:10}   all four right {right:4.0%}   solved {runs.success:4.0%}", end="")
    print(f"   median {runs.median:4.0f}")


for width in progress_bar.steps((0.03, 0.06, 0.12, 0.25, 1), "widths"):
    climbs = many_runs.climb(xor, starts, np.random.default_rng(8), budget=2000, width=width)
    report(f"width {width}", climbs)
report("guessing", many_runs.guess(xor, starts, np.random.default_rng(8), budget=2000))

# %% [markdown]
# Too narrow, and time runs out. At 0.12 about three in four runs solve it. Wider throws are
# quicker, and more get stuck. Compare the last line with the others.
#
# The unlucky runs, after 10 000 turns:

# %%
climbs = many_runs.climb(xor, starts, np.random.default_rng(8), budget=10_000, width=0.12)
stuck = climbs.costs[np.isinf(climbs.solved_at)]
print(len(stuck), "of 200 are stuck, at costs from", stuck.min().round(3), "to", stuck.max().round(3))

# %% [markdown]
# 2 ln 2, all of them: two samples told apart, two confused. Guessing is about as good: **XOR alone
# cannot show that a strategy is good.** And no patience helps the stuck. So what does?
#
# ## Stuck? Start again
#
# After 2500 turns without success, **restart**: from zero, with fresh noise.

# %%
climbing = np.random.default_rng(8)
restarted = many_runs.with_restarts(
    lambda start, budget: many_runs.climb(xor, start, climbing, budget, width=0.12),
    starts,
    budget=10_000,
    every=2500,
)
ticks = np.arange(0, 10_001, 100)
shares = {"restart every 2500": restarted.share(ticks), "no restart": climbs.share(ticks)}
fig, ax = plots.figure()
plots.solved_over_time(ax, ticks, shares)
for name, result in {"no restart": climbs, "restarts": restarted}.items():
    print(f"{name:10}   median {result.median:5.0f}   expected {result.expected:5.0f}")
plots.captioned(fig, describe.solved_over_time(ticks, shares))

# %% [markdown]
# Every run arrives. What did it cost? The fair price is the **expected running time**, the last
# column: all evaluations of all runs, failures in full, divided by the number of solved runs. The
# median alone would hide the failures: it asks the solved runs only.
#
# ### Exercise 8.3 (objective 3): what do you ask first?

# %%
quiz.ask("08.friend")

# %% [markdown]
# ## A cost that is nan (optional)
#
# With wide throws sigmoids reach exactly 0 and 1. Then a bare log(0) gives 0 times infinity.

# %%
with np.errstate(all="ignore"):
    bare = -(1 * np.log(1.0) + (1 - 1) * np.log(1 - 1.0))  # label 1, answer exactly 1
print("cost of a perfect answer:", bare)
seen = np.array([3.0, bare, 2.0])
print("lowest of", seen, "says argmin:", seen[np.argmin(seen)])

# %% [markdown]
# A perfect answer costs **nan**. No comparison with nan is true, so `hill_climb` drops it silently,
# while `argmin` crowns it. At width 0.5 this happens in a third of all runs, at width 1 in half. Your
# cost from lesson 02 is protected.

# %% [markdown]
# ## A strategy that finds its own width (optional)
#
# An **evolution strategy** (ES) may find the right width itself. Its noise is **normal**: small throws are
# frequent, large ones rare. **Sigma** says how wide it spreads: two draws in three lie within sigma of 0.
# (Of throws of two numbers, as in the lab below, two in five land in the ring.) In the **(1+1)-ES** one
# parent has one child a turn. A success makes sigma larger by a half, a failure smaller by a tenth. One
# success balances four failures: the **one-fifth rule**, or 1/5 rule.
#
# First it meets a **bowl**, the squared distance from a point. Then it meets XOR.

# %%
quiz.ask("08.sigma")

# %%
def bowl(params):
    return float(np.sum((evolution.to_vector(params) - 1) ** 2))


searches = {
    "Bowl": evolution.one_plus_one(bowl, zeros, seed=0, budget=600, sigma=0.12),
    "XOR": evolution.one_plus_one(f, zeros, seed=0, budget=600, sigma=0.12),
}

# %%
fig, axes = plots.figure(2)
for ax, search in zip(axes, searches.values(), strict=True):
    plots.step_and_cost(ax, search.steps, search.costs)
plots.titles(axes, *searches)
plots.captioned(fig, describe.adapting_steps(searches))

# %% [markdown]
# On the bowl sigma grows, then shrinks with the distance. Now XOR with larger first sigmas:

# %%
for sigma in progress_bar.steps((0.12, 1, 3), "sigmas"):
    report(f"sigma {sigma}", many_runs.one_plus_one(xor, starts, np.random.default_rng(8), 2000, sigma))

# %% [markdown]
# Even at the best of them two runs in three freeze.
#
# A **population** throws ten candidates from one point. Each first changes sigma a little, at random, and
# throws with its own. The **mean** of the two best becomes the next point, and a mean of their sigmas the
# next sigma.
#
# ## Lab: a population (optional)
#
# A landscape of two numbers, and a cloud that searches it. The line follows the mean. Drag the diamond
# or its ring, press play, or drag *moment*.
#
# 1. When does the cloud grow, and when does it shrink? (It has arrived when its width is below 0.001.)
# 2. Choose *XOR: nine numbers*, width 0.3, 3000 evaluations, then "(1+1) with the 1/5 rule". Who gets
#    off the plateau?

# %%
labs.evolution(seed=1)

# %% [markdown]
# ## In practice (optional)
#
# A search by noise is a fair first try where no gradient exists: the cost comes from a simulator, a
# game, or a person. It has one dial, the width. Professionals do four things with it:
#
# - keep the best by value, never by name;
# - count evaluations, not seconds;
# - run many seeds, and report the failures with the rest;
# - put random guessing beside it, since it is the baseline to beat.
#
# ## What you know now
#
# - With the same forward pass XOR can be learned. So **the forward pass is acquitted** once more: there
#   the answer in the thread was right.
# - The thread's strategy proves little. One run in four fails, and guessing keeps up.
# - Noise breaks the symmetry that holds backprop at zero. Restarts beat plateaus.
#
# Every throw so far was blind. The bad ones were thrown away, and they know something: where *not* to
# go. The next lesson makes a gradient out of them.
