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
# **You train the network with nothing but noise and the cost, and find out when that beats
# backprop.**
#
# - **Time:** 30 minutes; parts marked *optional* take 15 more
# - **You need:** cost and plateaus (lessons 02 and 05), gradients (lesson 03).
#
# **After this lesson you can**
#
# 1. **search** for good parameters with the cost alone;
# 2. **estimate** a gradient from costs, and say how far to trust it;
# 3. **find** the line that spoils a strategy;
# 4. **compare** methods fairly, and choose one.

# %%
import numpy as np

from nn_helpers import check, data, describe, evolution, labs, network, plots, quiz, training
from nn_helpers.evolution import many_runs

# %% [markdown]
# ## The clue
#
# The only answer to the question kept the forward pass and threw the gradients away. It starts from
# nine zeros. Here are the slopes there.

# %%
X, Y = data.xor()
zeros = network.Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
for name, slopes in zip(zeros._fields, network.gradients(zeros, X, Y), strict=True):
    print(name, np.abs(slopes).ravel())

# %% [markdown]
# All zero: gradient descent would stand still. The answer computes the cost. If it is the lowest so
# far, these parameters are the new best. The next candidate is the best plus noise between -0.12 and
# 0.12. That is one turn of 2000.

# %%
def f(params):
    return network.cost(network.predict(params, X), Y)


best, costs = evolution.hill_climb(f, zeros, np.random.default_rng(1), width=0.12, turns=2000)
print("answers", network.predict(best, X).round(3))

# %%
fig, ax = plots.figure()
plots.cost_curve(ax, costs, first_epoch=1)
ax.set(xlabel="evaluations of the cost", ylabel="best cost so far")
changes = 1 + np.count_nonzero(np.diff(costs))
plots.captioned(fig, describe.search(2000, costs[-1], changes, evolution.to_vector(best)))

# %% [markdown]
# For 600 turns hardly anything happens: the plateau. Then it solves XOR, from where backprop
# cannot take one step.
#
# ## Noise needs no slope
#
# In lesson 05, equal hidden units got equal slopes and stayed equal. Noise gives every number its
# own draw, so the units differ after one turn.
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
# Stuck? `check.perturb.hint()`. Every check has hints.
#
# ## Keep the best by value
#
# This version saves memory: it adds the noise in place.

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
quiz.ask("08.alias")

# %%
print(f"cost on file {kept_cost:.4f}   cost of what was kept {f(kept):.4f}")
print("kept is current:", kept is current)

# %% [markdown]
# `kept = current` copies a name, not the values, and those moved on: the trap of `-=` in lesson 03.
#
# ### Exercise 8.2 (objective 1): the answer's strategy
#
# Write `hill_climb`, with your `perturb` or `evolution.perturb`. The first candidate is `start`
# itself; `costs[i]` is the lowest cost up to turn `i`.

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
# to the green mark. Once written, your `hill_climb` runs here.
#
# 1. Predict: what will a width of 0.03 do? And 3?
# 2. Go through ten seeds. At which height do the unlucky ones stop?
# 3. Give one of them 4000 evaluations. Does patience help?

# %%
labs.evolution(hill_climb=hill_climb)

# %% [markdown]
# ## One run proves nothing
#
# So we make 200. **Solved** means: a cost below 0.1. The median counts the evaluations of solved
# runs. The baseline is **random guessing**: each candidate is a fresh draw between -50 and 50.

# %%
quiz.ask("08.guess")

# %%
xor, starts = many_runs.costs_of(X, Y), np.zeros((200, 9))


def report(name, runs):
    right = np.mean(evolution.many_right(runs.best, X, Y))
    print(f"{name:10}   all four right {right:6.1%}   solved {runs.success:6.1%}", end="")
    print(f"   median {runs.median:4.0f}")


for width in (0.03, 0.06, 0.12, 0.25, 1):
    climbs = many_runs.climb(xor, starts, np.random.default_rng(8), budget=2000, width=width)
    report(f"width {width}", climbs)
report("guessing", many_runs.guess(xor, starts, np.random.default_rng(8), budget=2000))

# %% [markdown]
# Too narrow, and time runs out. At 0.12 about three in four runs solve it. Wider throws are
# quicker, and more get stuck. And guessing! Over 1000 runs it gets all four right in 76 %, the
# answer's strategy in 80 %. With numbers up to 50, solutions are everywhere. **XOR alone cannot
# show that a strategy is good.**
#
# Where are the unlucky runs after 20 000 turns?

# %%
climbs = many_runs.climb(xor, starts, np.random.default_rng(8), budget=20_000, width=0.12)
stuck = climbs.costs[np.isinf(climbs.solved_at)]
print(len(stuck), "of 200 are stuck, at costs from", stuck.min().round(3), "to", stuck.max().round(3))

# %% [markdown]
# 2 ln 2, all of them: two samples told apart, two confused.
#
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
#
# ## A step that finds its own length
#
# An **evolution strategy** (ES) may find the right width itself. In the **(1+1)-ES** one parent has
# one child a turn. The noise is normal; its width is called the step, sigma. A success lengthens the
# step by a half, a failure shortens it by a tenth. One success balances four failures: the
# **1/5 rule**. First it meets a **bowl**, the squared distance from a point, then XOR.

# %%
quiz.ask("08.freeze")

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
# On the bowl the step grows, then shrinks with the distance. On the plateau of XOR nearly every
# throw fails. The rule takes the steps for too long and shrinks them to nothing. Do longer first
# steps help?

# %%
for sigma in (0.12, 1, 3):
    report(f"step {sigma}", many_runs.one_plus_one(xor, starts, np.random.default_rng(8), 2000, sigma))

# %% [markdown]
# They do. Still two runs in three freeze.
#
# A **population** throws ten candidates from one point. The **mean** of the two best becomes the
# next point. Each varies the step, and the best hand theirs on.
#
# ## Lab: a population (optional)
#
# The line follows the middle of the cloud. Press play, or drag *moment*.
#
# 1. When does the cloud grow, and when does it shrink?
# 2. Choose "(1+1) with the 1/5 rule" and play again. Who gets off the plateau?

# %%
labs.evolution(strategy="population: 2 best of 10", width=0.3, seed=1, turns=3000)

# %% [markdown]
# ## A gradient out of costs
#
# A bad candidate tells something too: go the other way. So weigh each noise by its cost, and average.
#
# An **antithetic pair** measures on both sides, at `p + sigma e` and `p - sigma e`. With `e` from
# `rng.standard_normal`, the estimate is the mean over the pairs of
#
# $$\frac{f(p + \sigma e) - f(p - \sigma e)}{2\,\sigma}\; e$$
#
# Why? The fraction is the slope along `e`: each number of `e` times its own slope, added up. Times
# `e` again and averaged, products of different numbers cancel, and squares average to 1. The slopes
# remain (of a cost smoothed over `sigma`).
#
# ### Exercise 8.3 (objective 2): perturb, weigh, average
#
# Write `es_gradient`. Every pair draws a new `e`, one number for each parameter.

# %% tags=["exercise"]
def es_gradient(f, params, rng, sigma, pairs):
    """Return the estimated gradient of f as a Params."""
    ### BEGIN SOLUTION
    total = network.Params(*(np.zeros(p.shape) for p in params))
    for _ in range(pairs):
        noise = [rng.standard_normal(p.shape) for p in params]
        up = f(network.Params(*(p + sigma * e for p, e in zip(params, noise, strict=True))))
        down = f(network.Params(*(p - sigma * e for p, e in zip(params, noise, strict=True))))
        slope = (up - down) / (2 * sigma)
        total = network.Params(*(t + slope * e for t, e in zip(total, noise, strict=True)))
    return network.Params(*(t / pairs for t in total))
    ### END SOLUTION


# %% tags=["check"]
check.es_gradient(es_gradient)

# %% [markdown]
# How far to trust it? Measure the angle to backprop's gradient. "Singles" have no partners; "ranks"
# come below.

# %%
place = evolution.to_vector(network.initialise(np.random.default_rng(1), scale=1))
exact = evolution.to_vector(network.gradients(evolution.from_vector(place, zeros), X, Y))


def mean_angle(kind, evaluations):
    found = many_runs.estimates(xor, place, np.random.default_rng(0), 0.1, evaluations, 50, kind)
    return np.mean([evolution.angle(estimate, exact) for estimate in found])


# %%
budgets = 2 ** np.arange(1, 11)
kinds = ("pairs", "singles", "ranks")
degrees = {kind: [mean_angle(kind, n) for n in budgets] for kind in kinds}
fig, ax = plots.figure()
plots.angles(ax, budgets, degrees)
plots.captioned(fig, describe.angles(budgets, degrees))

# %% [markdown]
# Pairs get better with every doubling. Singles learn next to nothing: each costs about 2.8, which
# drowns the small differences. In a pair it cancels.
#
# "Ranks" replaces each cost by its place in the order, from -0.5 to 0.5. Here that changes little.
# It matters when one candidate is sure and wrong, and costs 708:

# %%
costs_seen = np.array([2.7, 708.0, 2.5, 2.9])
print("weights by cost", (costs_seen - costs_seen.mean()).round(1))
print("weights by rank", evolution.ranks(costs_seen).round(2))

# %% [markdown]
# By cost, that one decides alone. By rank, all have their say: **rank shaping**.
#
# ## Stuck? Start again
#
# The remedy for a plateau: after 2500 turns without success, **restart** with fresh noise.

# %%
def climb_from(start, budget):
    return many_runs.climb(xor, start, rng, budget, width=0.12)


rng = np.random.default_rng(8)
restarted = many_runs.with_restarts(climb_from, starts, budget=10_000, every=2500)
ticks = np.arange(0, 10_001, 100)
shares = {"restart every 2500": restarted.share(ticks), "no restart": climbs.share(ticks)}
fig, ax = plots.figure()
plots.solved_over_time(ax, ticks, shares)
plots.captioned(fig, describe.solved_over_time(ticks, shares))

# %% [markdown]
# Every run arrives. The price is the **expected running time**: all evaluations of all runs,
# failures in full, divided by the solved runs.

# %%
for name, result in {"no restart": climbs, "restarts": restarted}.items():
    print(f"{name:10}   median {result.median:5.0f}   expected {result.expected:5.0f}")

# %% [markdown]
# ## The professional's tool
#
# **CMA-ES** is a population that also learns *in which directions* to throw. It comes from the
# package `cma`; the lesson is whole without it. Alone it solved about half of 200 runs. With a
# restart every 400 evaluations it solved all, at an expected 860.

# %%
# NBVAL_IGNORE_OUTPUT
# What this cell shows depends on whether cma is installed, so tests do not compare it.
try:
    tuned = many_runs.cma_es(xor, starts[:10], np.random.default_rng(8), budget=1000)
    print(f"CMA-ES, 10 runs: solved {100 * tuned.success:.0f} %, median {tuned.median:.0f}")
except ImportError as missing:
    print("Nothing is broken.", missing)

# %% [markdown]
# ## Lab: the race
#
# An evaluation counts as 1, a gradient as 2.1: a pass forward, and a little more back.
#
# 1. Who is ahead after 200 evaluations, and who at the end?
# 2. Move the width a little. Does the winner change? How far do you trust five seeds?

# %%
labs.race(init_scale=0.5, budget=2000)

# %%
quiz.ask("08.race")

# %% [markdown]
# "ES gradient" steps against an estimate from ten pairs, weighed by rank.

# %%
rng, budget = np.random.default_rng(8), 5000
random_starts = many_runs.starts(200, rng, 0.5)
race = {
    "backprop, rate 1": many_runs.backprop(random_starts, X, Y, budget, learning_rate=1),
    "backprop, rate 2": many_runs.backprop(random_starts, X, Y, budget, learning_rate=2),
    "guessing": many_runs.guess(xor, starts, rng, budget),
    "the answer, 0.12": many_runs.climb(xor, starts, rng, budget, width=0.12),
    "the answer, 1": many_runs.climb(xor, starts, rng, budget, width=1),
}

# %%
race |= {
    "(1+1), 1/5 rule": many_runs.one_plus_one(xor, starts, rng, budget, sigma=3),
    "population": many_runs.mu_lambda(xor, starts, rng, budget, sigma=0.3),
    "ES gradient": many_runs.es_descent(xor, starts, rng, budget, sigma=0.3, learning_rate=0.5),
}

# %% [markdown]
# The last column: the same runs, begun anew every so often, each at its own best interval.

# %%
waits, board = np.arange(200, 5001, 200), {}
print("                   solved   median   expected   with restarts")
for name, r in race.items():
    restarted = min(r.expected_with_restarts(every) for every in waits)
    board[name] = (r.success, r.median, r.expected, restarted)
    print(f"{name:16}   {r.success:6.1%}   {r.median:6.0f}   {r.expected:8.0f}   {restarted:13.0f}")

# %%
fig, axes = plots.figure(2, height=3.6, width=7.4)
plots.race_board(axes, board)
plots.captioned(fig, describe.race_board(board))

# %% [markdown]
# Alone, backprop at rate 1 wins, but from all zeros it solves none. Of the strategies, guessing
# comes first.
#
# With restarts those lead who arrive soon or never: backprop at rate 2 and the answer at width 1, in
# less than half of guessing's time. CMA-ES stands beside them. A fair comparison names its settings
# and restarts.
#
# The ES gradient is slow, not poor. With noise and rate at 0.2 it solves 87 % within 5000; with 50
# candidates a step, 96 % within 20 000.
#
# ## Read one, choose one
#
# ### Exercise 8.4 (objective 3): find the mistake
#
# Three strategies, each with one wrong line. `f` takes one vector.

# %%
print(check.strategy_mistake.listing)

# %% [markdown]
# On a bowl, lowest at (1, 2, 3, 4, 5): does what they say agree with what is?

# %%
def bowl_at_12345(v):
    return float(np.sum((v - np.array([1, 2, 3, 4, 5])) ** 2))


for letter, strategy in check.strategy_mistake.strategies.items():
    found, cost = strategy(bowl_at_12345, np.zeros(5), np.random.default_rng(0), 0.3, 400)
    print(letter, "says", round(cost, 2), " is", round(bowl_at_12345(found), 2), found.round(1))

# %% tags=["exercise"]
### BEGIN SOLUTION
strategy_mistake = {"A": 4, "B": 1, "C": 3}
### BEGIN STUB
# strategy_mistake = {"A": ..., "B": ..., "C": ...}  # line numbers from 1 to 5
### END SOLUTION

# %% tags=["check"]
check.strategy_mistake(strategy_mistake)

# %% [markdown]
# ### Exercise 8.5 (objective 4): which one would you take?

# %%
quiz.ask("08.choose")

# %% [markdown]
# ## Two thousand parameters (optional)
#
# A bowl is a fairer judge. When does the (1+1)-ES have a hundredth of the cost left?

# %%
def ones(size):
    return network.Params(np.ones(size), *np.empty((3, 0)))  # all numbers stand in W1


def round_bowl(params):
    return float(params.W1 @ params.W1)


for size in (9, 100, 500, 2000):
    search = evolution.one_plus_one(round_bowl, ones(size), seed=0, budget=16 * size, sigma=1)
    print(f"{size:4} dimensions   {search.reached(size / 100):6} evaluations")
blind = evolution.guess(round_bowl, ones(9), seed=0, budget=10_000, width=1)
print("10 000 guesses in 9 dimensions: cost", round(blind.cost, 2), "where 0.09 was asked for")

# %% [markdown]
# The bowl exposes guessing. The ES needs about fourteen evaluations for each dimension, gradient
# descent at rate 0.1 always 11 steps. Now a network: 998 switches, and a hidden rule that labels 200
# settings.

# %%
rng = np.random.default_rng(0)
switches = rng.choice([-1.0, 1.0], (998, 200))
labels = (rng.standard_normal((1, 998)) @ switches > 0).astype(float)
big = network.initialise(rng, scale=0.1, inputs=998)
print("parameters:", evolution.to_vector(big).size)


def big_cost(params):
    return network.cost(network.predict(params, switches), labels)


# %%
_, falling = training.train(big, switches, labels, learning_rate=0.01, epochs=950)
curves = {"backprop": (evolution.GRADIENT_COST * np.arange(1, 951), falling)}
for width in (0.01, 0.03, 0.1):
    found = evolution.climb(big_cost, big, seed=0, budget=2000, width=width)
    curves[f"the answer, width {width}"] = (np.arange(1, 2001), found.costs)
fig, ax = plots.figure()
plots.falling_costs(ax, curves)
plots.captioned(fig, describe.falling_costs(curves))

# %% [markdown]
# No width helps. What a throw gains with some numbers it loses with others. The gradient gives each
# its own direction.
#
# ## In practice
#
# | what you have | what to take |
# |---|---|
# | a gradient, many parameters | backprop |
# | no gradient, up to about 100 numbers, dear evaluations | CMA-ES, with restarts |
# | no gradient, a noisy cost, hundreds of machines | ES with antithetic pairs and ranks: so simulated robots learned to walk (Salimans and others, 2017) |
# | a small task, and an afternoon | random guessing first: it is the baseline to beat |
#
# A population runs in parallel: each machine gets the seed of a noise, and returns one number. The
# mean over many pairs evens out a noisy cost.
#
# ## What you know now
#
# - With the same forward pass XOR can be learned. So **the forward pass is acquitted**: there the answer
#   was right.
# - Its strategy proves little. One run in four fails, and guessing keeps up.
# - Noise breaks the symmetry that holds backprop at zero. Restarts beat plateaus. Neither replaces a
#   gradient in two thousand dimensions.
#
# The thread found two bugs and a way around them. Which would have helped the author?
