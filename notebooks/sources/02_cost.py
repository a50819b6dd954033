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
# # 02 Cost: how wrong, in one number
#
# **You build the number that training brings down, and learn to read from its height what a network
# knows.**
#
# - **Time:** <minutes>
# - **You need:** the forward pass (lesson 01), logarithms, and what a slope is.
#
# **After this lesson you can**
#
# 1. **compute** the cross-entropy of any answers, sure ones included;
# 2. **find** the fault in a cost that lies;
# 3. **read** from the height of a cost what a network knows.

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

# %% [markdown]
# From here on your own functions run, once they have passed, else the course's.

# %%
forward = own_functions.mine("forward")

# %% [markdown]
# ## The clue
#
# The posted program prints this while it trains.

# %%
X, Y = data.xor()
start = case.start()
posted = training.record(start, X, Y, 0.01, 5000, per_sample=True, bugs=bugs.CASE_BUGS)
for epoch in (1, 50, 500, 5000):
    print(f"epoch {epoch:4}   printed cost {posted.printed_costs[epoch - 1]:.6f}")
print(f"lowest {posted.printed_costs.min():.6f}   4 ln 2 = {4 * np.log(2):.6f}")

# %% [markdown]
# Two riddles. Nobody wrote 4 ln 2 into the program: why does the cost come to rest there? And why a
# little *above* it, at 2.78?
#
# ## An answer is a bet
#
# An answer of 0.8 means: label 1 with probability 0.8. The rest, 0.2, goes to label 0. Then the
# label is shown, and one thing counts: **the probability that was given to the true label**.

# %%
answers = np.array([[0.1, 0.8, 0.6, 0.3]])
given = np.where(Y == 1, answers, 1 - answers)
print("labels             ", Y[0])
print("answers            ", answers[0])
print("given to true label", given[0])
print("product            ", given.prod().round(4))

# %% [markdown]
# The product is the probability that the network gave to all four labels together. A perfect network
# reaches 1. With thousands of samples it is too small for a computer.
#
# The logarithm turns the product into a sum. That sum is negative, as logarithms of numbers below 1
# are. A minus makes it a **cost**: 0 for a perfect bet, and larger the worse the bet was.

# %%
print("cost of each sample ", (-np.log(given[0])).round(4))
print(f"sum                  {-np.log(given).sum():.4f}")
print(f"minus log of product {-np.log(given.prod()):.4f}")

# %% [markdown]
# This is the **cross-entropy**. For a label $y$ and an answer $a$:
#
# $$-\big(\,y \ln a + (1 - y) \ln (1 - a)\,\big)$$
#
# The label works as a switch. For $y = 1$ the second part is multiplied by 0, for $y = 0$ the first.
# The logarithm is the natural one, and the course adds up the samples.

# %%
quiz.ask("02.surer")

# %%
for answer in (0.99, 0.9, 0.5, 0.1, 0.01, 0.001):
    print(f"label 1, answer {answer:5}   cost {-np.log(answer):.4f}")

# %% [markdown]
# To be wrong and sure is expensive.
#
# ## Why not count mistakes, why not squares? (optional)
#
# Compare three ways to say "how wrong", on one sample with label 1. We move the weighted sum $z$ of
# the output unit; the answer is $a = $ sigmoid$(z)$. On the left the network is wrong and sure of it,
# on the right it is right.

# %%
z = np.linspace(-8, 8, 161)
a = network.sigmoid(z)
ways = {"cross-entropy": -np.log(a), "squared error": (1 - a) ** 2, "mistakes": 1.0 * (a < 0.5)}
fig, ax = plots.figure()
plots.line_chart(ax, z, ways, xlabel="z of the output unit", ylabel="cost", ylim=(-0.2, 8.2))
plots.captioned(fig, describe.costs_along(z, ways, at=-6))

# %% [markdown]
# Training feels its way by the **slope**: what does a small change of $z$ do to the cost?
#
# - **Mistakes.** Their number is what we care about in the end. The share of right answers, the
#   **accuracy**, counts the same. But the curve is two flat steps, and shows no direction to go.
# - **Squared error.** It has a slope, but look at the left: where the network is most wrong, the
#   curve is flat, because the sigmoid is. At $z = -6$ it is 200 times flatter than cross-entropy.
#   For answers that are lengths or prices it is a good cost. Behind a sigmoid it is not.
# - **Cross-entropy.** The more wrong, the steeper, up to a slope of -1. The logarithm undoes what the
#   sigmoid flattens. Lesson 03 shows how exactly.
#
# ## When the answer is exactly 0 or 1
#
# A sigmoid never reaches 1. A computer's does.

# %%
print("sigmoid(36) is 1:", network.sigmoid(36.0) == 1)
print("sigmoid(37) is 1:", network.sigmoid(37.0) == 1)
with np.errstate(all="ignore"):  # numpy would warn
    a = 1.0
    for y in (0, 1):
        print(f"label {y}, answer 1:", -(y * np.log(a) + (1 - y) * np.log(1 - a)))

# %% [markdown]
# A sure and wrong answer costs **inf**, infinity. Worse is the last line: a sure and *right* answer
# should cost 0, gives **nan**: 0 times infinity has no value. One perfect answer spoils
# the whole sum, in the posted program too.
#
# The remedy keeps 0 out of every logarithm. `np.maximum(a, tiny)` puts a tiny number in its
# place. Cutting at `1 - tiny` is a trap: with 1e-300 that is 1 for a computer. So protect `a` and
# `1 - a` each. Four samples with label 1; the last costs $-\ln 10^{-300}$:

# %%
costs_of_ones = -np.log(np.maximum(np.array([0.9, 0.5, 0.1, 0.0]), 1e-300))
print(*(f"{each:.4f}" for each in costs_of_ones), f"  sum {costs_of_ones.sum():.4f}")

# %% [markdown]
# ### Exercise 2.1 (objective 1): the cost
#
# Write the cross-entropy, summed over all samples and outputs, without a loop if you can. `Y_hat`
# holds the answers: a hat marks what was guessed.

# %% tags=["exercise"]
def cost(Y_hat, Y):
    """Return the summed cross-entropy of answers and labels, a float; finite at exact 0 and 1."""
    ### BEGIN SOLUTION
    says_1 = np.log(np.maximum(Y_hat, 1e-300))
    says_0 = np.log(np.maximum(1 - Y_hat, 1e-300))
    return float(-np.sum(Y * says_1 + (1 - Y) * says_0))
    ### END SOLUTION


# %% tags=["check"]
check.cost(cost)

# %% [markdown]
# Stuck? `check.cost.hint()` asks you a question. So does every check.
#
# ## What a height tells
#
# Suppose a network cannot tell its samples apart. Then it has one answer for all, and the cost depends
# on that number.

# %%
quiz.ask("02.constant")

# %%
answers = np.linspace(0.02, 0.98, 97)
tasks = {"XOR, 2 to 2": Y, "Three positives, 3 to 1": data.three_positives()[1]}
costs = {}
for name, labels in tasks.items():
    costs[name] = [network.cost(np.full((1, 4), answer), labels) for answer in answers]
fig, ax = plots.figure()
axes = {"xlabel": "the answer for all four", "ylabel": "cost", "ylim": (0, 8)}
plots.line_chart(ax, answers, costs, **axes, lowest=True)
plots.captioned(fig, describe.cheapest(answers, costs))

# %% [markdown]
# The curves cross at 0.5: whatever the labels are, that answer costs $\ln 2$ a sample, here
# $4 \ln 2 = 2.7726$. It is **the cost of knowing nothing**, and with two labels of each kind no single
# answer beats it.
#
# With three to one, 0.75 is cheapest. It costs $-3 \ln 0.75 - \ln 0.25 = 2.2493$,
# **the cost of knowing the share** of each label, and nothing about the samples.
#
# So the third symptom, everybody gets the average, is the cheapest bet for a network that cannot
# tell its samples apart. Why it cannot is open.
#
# ## Lab: the cost as a landscape
#
# Nine parameters, one cost: a landscape. The lab shows a slice, along two.
# You stand at the diamond; where it is steep, an arrow points downhill. A wide, nearly flat stretch is
# a **plateau**. The dashed line on the right is 4 ln 2.
#
# 1. You stand at a network that solves XOR. Drag the diamond right, to 8. How much does the
#    cost change from there on?
# 2. Set *around* to the case's start. Which height do you read, and how steep is it?
# 3. From there, can you get below 2.7 by walking? Can you with other pairs?

# %%
labs.cost_surface(cost=cost)

# %% [markdown]
# ## A cost that belongs to no weights
#
# Why 2.78? This is epoch 1000, without the bugs. The program asks about a sample, adds its cost to
# the sum, and updates at once.

# %%
repaired = training.record(start, X, Y, 0.01, 1000, per_sample=True)
params, total = repaired.at(999), 0  # the parameters after 999 epochs, before epoch 1000
print("asked   cost added   true cost at these weights")
for sample in range(4):
    x, y = X[:, [sample]], Y[:, [sample]]
    added = network.cost(forward(params, x)[-1], y)
    true = network.cost(forward(params, X)[-1], Y)
    print(f"  {x[0, 0]:.0f}{x[1, 0]:.0f}     {added:.6f}     {true:.6f}")
    total += added
    params = training.sgd_step(params, x, y, 0.01)  # one step on this sample
print(f"printed {total:.6f}     at the end {network.cost(forward(params, X)[-1], Y):.6f}")

# %% [markdown]
# The printed 2.780202 is higher than *each* of the four true costs. The sum mixes moments:
# 01 is asked right after the update for 00 has pulled the answers down, and 11 right after 01 and
# 10 have pulled them up. So it is the cost at no weights at all.
#
# ### Exercise 2.2 (objective 2): a cost that lies
#
# Somebody else asks for help: "My network prints a cost of 0.00 from the first epoch on, but all its
# answers are 0.5." Below is their cost function, tried on answers that you can judge. What should it
# print?

# %% tags=["exercise"]
def repaired_cost(Y_hat, Y):
    """Return the summed cross-entropy. One line is wrong: repair it."""
    total = 0.0
    for a, y in zip(Y_hat.ravel(), Y.ravel(), strict=True):
        a = np.clip(a, 1e-15, 1 - 1e-15)
        ### BEGIN SOLUTION
        total += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        ### BEGIN STUB
        # total += -y * np.log(a) + (1 - y) * np.log(1 - a)
        ### END SOLUTION
    return total


for name, answers in (("all 0.5", np.full((1, 4), 0.5)), ("all right", Y), ("all wrong", 1 - Y)):
    print(f"{name}: {repaired_cost(answers, Y):z.2f}")  # z: no minus before 0.00

# %% tags=["check"]
check.repaired_cost(repaired_cost)

# %% [markdown]
# ### Exercise 2.3 (objective 3): read a cost
#
# Ten samples, one of them positive. What do ten equal answers cost? Try other numbers, too.

# %%
labels = np.array([[1] + 9 * [0]])
for answer in (0.5, 0.9):
    print(f"ten times {answer}: {check.cost.best(cost)(np.full((1, 10), answer), labels):.2f}")

# %%
quiz.ask("02.read")

# %% [markdown]
# ## In practice (optional)
#
# - **Names.** The same thing is called binary cross-entropy, log loss or negative log-likelihood:
#   `torch.nn.BCEWithLogitsLoss`, `sklearn.metrics.log_loss`. Most libraries take the **mean** over
#   the samples, so knowing nothing costs ln 2 = 0.693 there.
# - **`WithLogits`** means: hand in $z$, the **log-odds** or logit, not $a$. Then nothing has to be
#   protected, because the logarithm and the sigmoid are merged into one safe formula.
# - **Equal shapes.** Labels of shape (4, 1) and answers of shape (1, 4) broadcast to a table of 4
#   by 4. Its sum looks like a cost and is none. A good cost function refuses.
# - **A baseline first.** Before training, professionals compute the cost of knowing the share. A
#   network that does not get below it has learned nothing from its inputs.
# - **Running averages.** Most training loops print a mean of costs measured while the weights change,
#   as the posted program does. For a verdict, stop and measure at fixed weights.
#
# ## What you know now
#
# - The cost adds up minus the logarithm of the probability given to each true label.
# - The case rests near 4 ln 2 because it has practically one answer for all samples.
#   In the lab none of the 36 pairs leads below 2.75 from there.
# - It prints 2.78 because it adds up costs of four moments. The updates never use that number.
#
# The cost is a good guide, apart from the nan at an exact 0 or 1. The next suspect: the update, which
# turns a cost into directions.
