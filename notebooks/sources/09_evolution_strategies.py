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
# # 09 Evolution strategies: a gradient out of costs
#
# **You turn failed throws into a direction, and race the result against backprop at an equal
# budget.**
#
# - **Time:** <minutes>
# - **You need:** lesson 08: noise, plateaus, restarts, expected running time. Lesson 03: gradients.
#
# **After this lesson you can**
#
# 1. **estimate** a gradient from costs, and say how far to trust it;
# 2. **find** the line that spoils a strategy;
# 3. **compare** methods fairly, and choose one.

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
    training,
)
from nn_helpers.evolution import many_runs

# %%
cost, gradients, predict, perturb = own_functions.mine("cost", "gradients", "predict", "perturb")

# %% [markdown]
# ## The clue
#
# Here is a place where backprop knows the way. Throw ten candidates from it, as in lesson 08.

# %%
X, Y = data.xor()


def f(params):
    return cost(predict(params, X), Y)


here = network.initialise(np.random.default_rng(1), scale=1)
rng = np.random.default_rng(4)
throws = [perturb(here, rng, 0.5) for _ in range(10)]
print("changes of the cost", [round(f(params) - f(here), 2) for params in throws])

# %% [markdown]
# Some throws help, some harm. Hill climbing keeps the best and forgets the others. But a throw that
# harms says as much as one that helps: go the other way.
#
# ## Weigh each noise by its cost
#
# So weigh each noise by what it did to the cost, and average. An **antithetic pair** measures on both
# sides, at `p + sigma e` and `p - sigma e`. Here `e` is normal noise (a bell curve around 0; two
# numbers in three lie between -1 and 1) from `rng.standard_normal`, one number for each parameter, and **sigma** says how far it throws. The estimate is the mean over the
# pairs of
#
# $$\frac{f(p + \sigma e) - f(p - \sigma e)}{2\,\sigma}\; e$$
#
# Why? With slopes 2 and 4 the cost changes by $2 \sigma e_1 + 4 \sigma e_2$ to one side, and by minus that to
# the other. The fraction is $2 e_1 + 4 e_2$. Times $e_1$: $2 e_1^2 + 4 e_1 e_2$. On average $e_1^2$ is 1, and
# $e_1 e_2$ is 0: their signs agree as often as not. So 2 remains, the first slope. Times $e_2$ the
# 4 remains.
#
# The cost $v_1^2 + v_2^2$ has these slopes at (1, 2). One pair is far off, the mean of many is not.

# %%
p, sigma, rng = np.array([1.0, 2.0]), 0.1, np.random.default_rng(3)
e = rng.standard_normal(2)
along = (np.sum((p + sigma * e) ** 2) - np.sum((p - sigma * e) ** 2)) / (2 * sigma)
print("one pair says", (along * e).round(2))
e = rng.standard_normal((10_000, 2))
up, down = np.sum((p + sigma * e) ** 2, axis=1), np.sum((p - sigma * e) ** 2, axis=1)
print("10 000 say on average", ((up - down) / (2 * sigma) @ e / 10_000).round(1))

# And one throw of all four arrays of a network:
noise = [rng.standard_normal(array.shape) for array in here]
side = network.Params(*(array + sigma * e for array, e in zip(here, noise, strict=True)))
print("one side of a pair of networks costs", round(f(side), 2))

# %% [markdown]
# ### Exercise 9.1 (objective 1): throw, weigh, average
#
# Write `es_gradient`. Every pair draws its own normal noise (not that of `perturb`) and asks `f` twice.

# %% tags=["exercise"]
def es_gradient(f, params, rng, sigma, pairs):
    """Return the estimated gradient of f, the mean over the pairs, as a Params."""
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
# Stuck? Run `check.es_gradient.hint()` in a new cell.
#
# ## Trust
#
# How far to trust the estimate? Measure its angle to backprop's gradient: 0 degrees is the same
# direction, 90 has nothing in common with it. **Singles** have no partner: each noise is weighed by
# the cost of its own throw. For so many estimates the course's functions run, at a place where
# yours give the same gradient.

# %%
xor, place = many_runs.costs_of(X, Y), evolution.to_vector(here)
exact = evolution.to_vector(network.gradients(here, X, Y))
print("same gradient as yours:", np.allclose(exact, evolution.to_vector(gradients(here, X, Y))))


def mean_angle(kind, evaluations):
    rng, sigma, times = np.random.default_rng(0), 0.1, 50
    found = many_runs.estimates(xor, place, rng, sigma, evaluations, times, kind)
    return np.mean([evolution.angle(estimate, exact) for estimate in found])


# %%
budgets = 2 ** np.arange(1, 11)
kinds = ("pairs", "singles")
degrees = {kind: [mean_angle(kind, n) for n in budgets] for kind in kinds}
fig, ax = plots.figure()
plots.angles(ax, budgets, degrees)
plots.captioned(fig, describe.angles(budgets, degrees))

# %% [markdown]
# Pairs get better with every doubling. Singles learn next to nothing: each costs about 2.8, which
# drowns the small differences. In a pair it cancels.
#
# ## Ranks in place of costs
#
# One candidate that is sure and wrong costs 708, the most that the course's cost can give. Below, each
# cost is also replaced by its **rank**: its place in the order, spread from -0.5 to 0.5.

# %%
costs_seen = np.array([2.7, 708.0, 2.5, 2.9])
print("weights by cost", (costs_seen - costs_seen.mean()).round(1))
print("weights by rank", evolution.ranks(costs_seen).round(2))

# %% [markdown]
# By cost, that one decides alone. By rank, all have their say. This is **rank shaping**; the ES
# gradient in the table below uses it.

# %% [markdown]
# ## CMA-ES (optional)
#
# **CMA-ES** is a population that also learns *in which directions* to throw. It comes from the
# package `cma`. Alone it solved about half of 200 runs. With a
# restart every 400 evaluations it solved all, at an expected 860.

# %% tags=["nbval-ignore-output"]
# what this cell shows depends on whether cma is installed
try:
    tuned = many_runs.cma_es(xor, np.zeros((10, 9)), np.random.default_rng(8), budget=1000)
    print(f"CMA-ES, 10 runs: solved {100 * tuned.success:.0f} %, median {tuned.median:.0f}")
except ImportError as missing:
    print("Nothing is broken.", missing)

# %% [markdown]
# ## Lab: the race
#
# An evaluation counts as 1, a gradient as 2.1: a pass forward, and a little more back. **(1+1)**: one
# parent, one child, longer throws after a success and shorter ones after a failure. **Population**: ten
# children of one point; the mean of the two best is the next.
#
# 1. Guess before you run the cell: who is ahead at 400, and who at the end? Drag the upright line.
# 2. At the end, move the width a little. Does the winner change? How far do you trust five seeds?

# %%
labs.race(init_scale=0.5, budget=2000)

# %%
quiz.ask("09.race")

# %% [markdown]
# The next two cells run the methods, and then comes the table. First backprop, guessing, and hill
# climbing.

# %%
starts, budget = np.zeros((100, 9)), 5000
drawn = many_runs.starts(100, np.random.default_rng(8), 0.5)


def thrown(seed):
    return xor, starts, np.random.default_rng(seed), budget


methods = {
    "backprop, rate 1": lambda: many_runs.backprop(drawn, X, Y, budget, learning_rate=1),
    "backprop, rate 2": lambda: many_runs.backprop(drawn, X, Y, budget, learning_rate=2),
    "guessing": lambda: many_runs.guess(*thrown(1)),
    "climbing, width 0.12": lambda: many_runs.climb(*thrown(2), width=0.12),
}
race = {name: methods[name]() for name in progress_bar.steps(methods, "methods, 100 runs each")}

# %% [markdown]
# Now longer throws, and the others. "ES gradient" steps against an estimate from ten pairs, weighed by
# rank. "(1+1)" and "population" are the two strategies of lesson 08 that find their own width.

# %%
methods = {
    "climbing, width 1": lambda: many_runs.climb(*thrown(3), width=1),
    "(1+1), 1/5 rule": lambda: many_runs.one_plus_one(*thrown(4), sigma=3),
    "population": lambda: many_runs.mu_lambda(*thrown(5), sigma=0.3),
    "ES gradient": lambda: many_runs.es_descent(*thrown(6), sigma=0.3, learning_rate=0.5),
}
race |= {name: methods[name]() for name in progress_bar.steps(methods, "methods, 100 runs each")}

# %% [markdown]
# The last column: the same runs, begun anew every so often, each at its own best interval. With 100 runs
# a share is uncertain by some five percentage points, and an expected time by a tenth or more.

# %%
waits, board = np.arange(200, 5001, 200), {}
print("                         solved   median   expected   with restarts")
for name, r in race.items():
    restarted = min(r.expected_with_restarts(every) for every in waits)
    median, expected, restarted = (round(n, -1) for n in (r.median, r.expected, restarted))
    board[name] = (r.success, median, expected, restarted)
    print(f"{name:22}   {r.success:6.0%}   {median:6.0f}   {expected:8.0f}   {restarted:13.0f}")
fig, axes = plots.figure(2, height=3.6, width=7.4)
plots.race_board(axes, board)
plots.captioned(fig, describe.race_board(board))

# %% [markdown]
# Alone, backprop at rate 1 wins, but from all zeros it solves none. Of the strategies, guessing
# comes first.
#
# With restarts those lead who arrive soon or never: backprop at rate 2 and climbing at width 1, in
# about half of guessing's time. **CMA-ES**, a population that also learns in which directions to throw,
# stands beside them: restarted, it solved all of 200 runs, at an expected 860.
#
# The ES gradient is slow, not poor. With noise and rate at 0.2 it solves 87 % within 5000; with 50
# candidates a step, 96 % within 20 000.
#
# ## Read one, choose one
#
# ### Exercise 9.2 (objective 2): find the mistake
#
# Three strategies, each with one wrong line. `f` takes one vector. (`np.argsort` gives the places of the
# lowest, the second, and so on: for 30, 10, 20 it is 1, 2, 0.)

# %%
print(check.strategy_mistake.listing)

# %% [markdown]
# On a bowl (the squared distance from a point), here (1, 2, 3, 4, 5): does what they say agree with what is? And does the place look
# like the bottom?

# %%
def bowl_at_12345(v):
    return float(np.sum((v - np.array([1, 2, 3, 4, 5])) ** 2))


for letter, strategy in check.strategy_mistake.strategies.items():
    found, said = strategy(bowl_at_12345, np.zeros(5), np.random.default_rng(0), 0.3, 400)
    print(letter, "says", round(said, 2), " is", round(bowl_at_12345(found), 2), found.round(1))

# %% tags=["exercise"]
### BEGIN SOLUTION
strategy_mistake = {"A": 4, "B": 1, "C": 3}
### BEGIN STUB
# strategy_mistake = {"A": ..., "B": ..., "C": ...}  # line numbers from 1 to 5
### END SOLUTION

# %% tags=["check"]
check.strategy_mistake(strategy_mistake)

# %% [markdown]
# ### Exercise 9.3 (objective 3): which one would you take?

# %%
quiz.ask("09.choose")

# %% [markdown]
# ## Two thousand parameters (optional)
#
# A bowl is a fairer judge. After how many evaluations of the (1+1)-ES is a hundredth of the cost left?

# %%
def ones(size):
    return network.Params(np.ones(size), *np.zeros((3, 0)))  # all numbers stand in W1


def round_bowl(params):
    return float(params.W1 @ params.W1)


for size in progress_bar.steps((9, 100, 500, 1000), "sizes"):
    search = evolution.one_plus_one(round_bowl, ones(size), seed=0, budget=16 * size, sigma=1)
    print(f"{size:4} dimensions   {search.reached(size / 100):6} evaluations")
blind = evolution.guess(round_bowl, ones(9), seed=0, budget=10_000, width=1)
print("10 000 guesses in 9 dimensions: cost", round(blind.cost, 2), "where 0.09 was asked for")

# %% [markdown]
# The bowl exposes guessing. With many dimensions the ES needs about fourteen evaluations a dimension,
# gradient descent at rate 0.1 always 11 steps. Now a network: 998 switches, and a hidden rule that labels 200
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
for width in progress_bar.steps((0.01, 0.03, 0.1), "widths"):
    found = evolution.climb(big_cost, big, seed=0, budget=2000, width=width)
    curves[f"climbing, width {width}"] = (np.arange(1, 2001), found.costs)
fig, ax = plots.figure()
plots.falling_costs(ax, curves)
plots.captioned(fig, describe.falling_costs(curves))

# %% [markdown]
# No width helps. What a throw gains with some numbers it loses with others. The gradient gives each
# its own direction.

# %% [markdown]
# ## In practice (optional)
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

# %% [markdown]
# ## What you know now
#
# - Failures point the way: pairs of throws, weighed by their costs, estimate the gradient.
# - XOR alone cannot rank strategies: guessing comes first. A bowl with many numbers can (optional
#   part).
# - A fair comparison counts evaluations, and names its settings and restarts.
# - With a gradient at hand, nothing here replaces it in two thousand dimensions.
#
# The thread found two bugs and a way around them. Which would have helped the author?
