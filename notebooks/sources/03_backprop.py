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
# # 03 Backprop: nine slopes from one chain
#
# **You follow one sample through the network and back, and bring the slope of every parameter.**
#
# - **Time:** <minutes>
# - **You need:** the forward pass (lesson 01), the cost (lesson 02), derivatives.
#
# **After this lesson you can**
#
# 1. **trace** the blame for one wrong answer back through the hidden layer;
# 2. **compute** all gradients at once, for any number of samples and outputs;
# 3. **take** a step downhill that leaves the old parameters as they were.

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
)

# %%
forward, cost = own_functions.mine("forward", "cost")

# %% [markdown]
# ## The clue
#
# At its start we show the posted program one sample, 01, whose label is 1. Here is how far it moves
# its nine parameters, divided by the learning rate.

# %%
X, Y = data.xor()
start, rate = case.start(), 0.01
x01, y01 = X[:, [1]], Y[:, [1]]
moved = bugs.case_update(start, x01, y01, rate, bugs.CASE_BUGS)
for name, old, new in zip(network.Params._fields, start, moved, strict=True):
    print(name, ((new - old) / rate).round(4).tolist())

# %% [markdown]
# Three things are odd. The first column of `W1` does not move at all. Its second column moves by
# the same numbers as `b1`. And all these are twenty to eighty times smaller than the moves of
# `W2` and `b2`.
#
# ## A slope, measured by nudging
#
# Now rounder numbers, one sample: the inputs 1 and 1, label 0. Which of the nine numbers is to blame
# for its answer? Take the weight from the second input to hidden unit 1, `W1[0, 1]` (Python counts from
# 0), which is -2. Nudge it a little and watch the cost.

# %%
params = network.Params(
    W1=np.array([[1.0, -2.0], [2.0, 1.0]]),
    b1=np.array([[0.5], [-1.0]]),
    W2=np.array([[2.0, -1.0]]),
    b2=np.array([[0.5]]),
)
x, y = np.array([[1.0], [1.0]]), np.array([[0.0]])
print("answer", forward(params, x)[-1].round(4), "  wanted", y)


def cost_with(weight):
    W1 = params.W1.copy()
    W1[0, 1] = weight
    nudged = params._replace(W1=W1)  # a copy of params with another W1
    return cost(forward(nudged, x)[-1], y)


rise = cost_with(-2 + 0.001) - cost_with(-2)
print(f"the cost rises by {rise:.6f}, that is {rise / 0.001:.4f} for each 1 that the weight grows")

# %% [markdown]
# Rise divided by nudge: that is a **slope**, or **derivative**. It says how steeply the cost rises
# with this weight, here and now.
#
# One such slope for every parameter: nine numbers, together called the **gradient**. To lower the
# cost, move each parameter *against* its slope.
#
# Nudging needs a run of the network for each slope. **Backpropagation** finds all slopes for about the
# price of two runs.
#
# ### How far does a slope hold? (optional)
#
# In the picture a slope is the straight line that touches the curve.

# %%
weights = np.linspace(-6, 4, 101)
costs = [cost_with(weight) for weight in weights]
fig, ax = plots.figure()
plots.cost_along(ax, weights, costs, name="W1[0, 1]")
plots.slope_line(ax, [(-2, cost_with(-2))], rise / 0.001, label="slope at -2")
ax.legend()
plots.captioned(fig, describe.tangent(weights, costs, at=-2, slope=rise / 0.001, name="W1[0, 1]"))

# %%
quiz.ask("03.nudge")

# %%
for weight in (-2.01, -2, -1.99, -1):
    print(f"W1[0, 1] = {weight:5}   cost {cost_with(weight):.4f}")

# %% [markdown]
# The slope holds close by. For a move of 1 it is only a rough guess: the curve bends away.
#
# ## The chain rule, with numbers
#
# The cost does not see `W1[0, 1]`. It sees the answer `a2`, the answer sees `z2`, and `z2` sees the
# hidden units. In a chain of gears the ratios multiply, and so do slopes. That is the **chain rule**.
#
# From the cost back to `z2` there are two links. The label is 0, so the cost is `-log(1 - a2)`, and its
# slope is `1 / (1 - a2)`. The sigmoid's slope is `a2 (1 - a2)` (derived below): steepest half-way up,
# flat at both ends.

# %%
_, A1, _, A2 = forward(params, x)
a2 = A2[0, 0]
cost_slope = 1 / (1 - a2)
sigmoid_slope = a2 * (1 - a2)
print(f"{cost_slope:.4f} * {sigmoid_slope:.4f} = {cost_slope * sigmoid_slope:.4f}")
print(f"a2 - y = {a2 - y[0, 0]:.4f}")

# %% [markdown]
# The product is the answer minus the label. Luck?

# %%
quiz.ask("03.delta")

# %% [markdown]
# No luck: label 0 gives `1 / (1 - a2) * a2 (1 - a2) = a2`, and label 1 gives
# `-1 / a2 * a2 (1 - a2) = a2 - 1`. A factor cancels, and the answer minus the label remains. This is
# called **delta**: the slope of the cost by `z2`. (Every layer has its delta: the slope by its Z.)
#
# ### The sigmoid's slope; sure and wrong (optional)
#
# $$\frac{d}{dz}\,\frac{1}{1 + e^{-z}} = \frac{e^{-z}}{(1 + e^{-z})^2} =
# \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} = a\,(1 - a)$$
#
# See what the cancelling saves us from, with worse and worse answers for the label 1.

# %%
print("    a2   cost slope   sigmoid slope    delta")
for a in (0.5, 0.1, 0.01, 0.001):
    to_cost, to_sigmoid = -1 / a, a * (1 - a)
    print(f"{a:6}   {to_cost:10.1f}   {to_sigmoid:13.6f}   {to_cost * to_sigmoid:6.3f}")

# %% [markdown]
# Where the sigmoid is flat, hardly anything gets through. But there the cost is steep, by the same
# factor. A network that is wrong and sure of it still gets a full push. With squared error it would
# get almost none.
#
# ### One layer further
#
# `z2 = W2[0, 0] a1[0] + W2[0, 1] a1[1] + b2`, a plain sum. So its slope by each
# weight is the `a1` that the weight multiplies, by `b2` it is 1, and by each `a1` the weight.

# %%
delta2 = A2 - y
print("A1           ", A1.ravel().round(4))
print("slopes for W2", (delta2[0, 0] * A1.ravel()).round(4))
print("slope for b2 ", delta2[0, 0].round(4))
print("slopes for A1", (delta2[0, 0] * params.W2.ravel()).round(4))

# %% [markdown]
# ### Exercise 3.1 (objective 1): the missing line
#
# The first line below carries the blame back through the weights: with one output, the slopes for A1
# printed above. From `a1` back to `z1` there is a sigmoid again, with nothing to cancel its slope. Write
# the line that takes the blame through it. `A1` is all you need.

# %% tags=["exercise"]
def hidden_delta(W2, delta2, A1):
    """Return the derivative of the cost by Z1, shape (hidden units, samples)."""
    blame = W2.T @ delta2
    ### BEGIN SOLUTION
    return blame * A1 * (1 - A1)
    ### END SOLUTION


# %% tags=["check"]
check.hidden_delta(hidden_delta)

# %% [markdown]
# Stuck? `check.hidden_delta.hint()` asks you a question. So does every check.
#
# At our first hidden unit your line turns the blame 1.185 and `a1` 0.3775 into the delta 0.2785.
# Behind `z1` stands a plain sum, of the inputs. So the slope for `W1[0, 1]` is this delta
# times the second input, 1. The nudge had measured the same.
#
# ## Lab: forward, then back (optional)
#
# Every number of one sample, on the diagram. A dashed line is a negative weight. Steps 1 to 5 go
# forward, 6 to 10 back. Say the sign of each slope before it appears. Take hold of a weight: its way
# is lit, and its product is written out below.
#
# 1. Go to the last step and set the label close to the answer, 0.59. What happens to *all* slopes?
# 2. Choose the sample 00. Which slopes are zero, and why must they be?
# 3. Back to the sample 11: make the slopes of both hidden units less than a hundredth of the output's.
#    There are two ways. Each may take more than one slider.

# %%
labs.backprop(sample=3, path="W1[0, 1]", W1=((1, -2), (2, 1)), W2=(2, -1))

# %% [markdown]
# ### A cut wire (optional)

# %%
quiz.ask("03.cut")

# %%
cut = params._replace(W2=np.array([[2.0, 0.0]]))
grads = network.gradients(cut, x, y)
for name, slopes in zip(network.Params._fields, grads, strict=True):
    print(name, slopes.round(4).tolist())

# %% [markdown]
# ## All samples at once
#
# The cost is a sum over samples, so its slopes are sums too. A matrix product is such a sum. The
# slope for `W2[k, j]` is `delta2[k, s] * A1[j, s]`, summed over the samples s. For all k and j at
# once that is `delta2` times `A1` transposed.

# %%
_, A1, _, A2 = forward(params, X)
delta2 = A2 - Y
print("one slope, sample by sample", sum(delta2[0, s] * A1[0, s] for s in range(4)).round(4))
print(delta2.shape, "@", A1.T.shape, "gives", (delta2 @ A1.T).shape, (delta2 @ A1.T).round(4))

# %% [markdown]
# A bias is multiplied by 1, so its slope is delta itself, summed over the samples:
# `sum(axis=1, keepdims=True)`, which keeps the column.
#
# ### Exercise 3.2 (objective 2): all gradients at once
#
# The forward pass is there. Write the way back for any number of samples and outputs, with matrices, no
# loop: both deltas, then the four slopes.

# %% tags=["exercise"]
def gradients(params, X, Y):
    """Return the slopes of the summed cost, as a Params: one array for each of W1, b1, W2, b2."""
    W1, b1, W2, b2 = params
    _, A1, _, A2 = network.forward(params, X)
    ### BEGIN SOLUTION
    delta2 = A2 - Y
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    dW1, db1 = delta1 @ X.T, delta1.sum(axis=1, keepdims=True)
    dW2, db2 = delta2 @ A1.T, delta2.sum(axis=1, keepdims=True)
    return network.Params(dW1, db1, dW2, db2)
    ### END SOLUTION


# %% tags=["check"]
check.gradients(gradients)

# %% [markdown]
# ## Computing is not applying
#
# A gradient belongs to *one* point: the parameters it was computed from. So there are two
# acts. First compute all slopes. Then move all parameters at once, each by minus the **learning
# rate** times its slope. That move is the **step**. Watch what `-=` does to an array that has a
# second name.

# %%
weights = np.array([1.0, 2.0])
before = weights  # a second name for the same array, not a copy
weights -= 0.5
print("before:", before)

# %% [markdown]
# The "before" is gone, unwarned. `weights = weights - 0.5` makes a new array and leaves the old one alone.
#
# ### Exercise 3.3 (objective 3): repair the step
#
# For one number: a weight of -2 with a slope of 0.3 goes to -2 - 0.1 * 0.3 = -2.03 at rate 0.1. Here is
# `step` for all four arrays. One line is wrong, in two ways. Repair it: `step` returns new parameters
# and changes neither `params` nor `grads`.

# %% tags=["exercise"]
def step(params, grads, learning_rate):
    """Return the parameters after one step downhill, as a new Params."""
    new = []
    for p, g in zip(params, grads, strict=True):
        ### BEGIN SOLUTION
        new.append(p - learning_rate * g)
        ### BEGIN STUB
        # p += learning_rate * g
        # new.append(p)
        ### END SOLUTION
    return network.Params(*new)


# %% tags=["check"]
check.step(step)

# %% [markdown]
# ### How long may a step be? (optional)
#
# A step goes down as long as it is short. How short, here?

# %%
grads = network.gradients(params, X, Y)
print(f"cost before     {network.cost(network.predict(params, X), Y):.4f}")
for learning_rate in (0.01, 0.1, 1, 10):
    moved_to = network.step(params, grads, learning_rate)
    print(f"rate {learning_rate:5}      {network.cost(network.predict(moved_to, X), Y):.4f}")

# %% [markdown]
# Up to rate 1 the cost falls. At 10 it leaps to nearly seven times its height: a slope holds close
# by, and no further.
#
# ## The posted program's way: loops (optional)
#
# One index at a time, with one difference: this collects the slopes and moves nothing.

# %%
def loop_gradients(params, X, Y):
    W2 = params.W2
    dW1, db1, dW2, db2 = (np.zeros(p.shape) for p in params)
    for s in range(X.shape[1]):  # samples
        _, A1, _, A2 = network.forward(params, X[:, [s]])
        for k in range(W2.shape[0]):  # outputs
            delta2 = A2[k, 0] - Y[k, s]
            db2[k, 0] += delta2
            for j in range(W2.shape[1]):  # hidden units
                delta1 = delta2 * W2[k, j] * A1[j, 0] * (1 - A1[j, 0])
                dW2[k, j] += delta2 * A1[j, 0]
                db1[j, 0] += delta1
                dW1[j, :] += delta1 * X[:, s]
    return network.Params(dW1, db1, dW2, db2)


# %% [markdown]
# Here the loops meet the course's matrices in 200 random networks with three inputs, four hidden
# units and two outputs.

# %%
rng = np.random.default_rng(3)
agree = 0
for _ in range(200):
    net = network.initialise(rng, scale=2, inputs=3, hidden=4, outputs=2)
    inputs, labels = rng.normal(size=(3, 5)), rng.integers(0, 2, (2, 5))
    pairs = zip(
        loop_gradients(net, inputs, labels),
        network.gradients(net, inputs, labels),
        strict=True,
    )
    agree += all(np.allclose(loops, matrices) for loops, matrices in pairs)
print(agree, "of 200 agree")

# %% [markdown]
# ## In practice (optional)
#
# In PyTorch the two acts are two lines:
#
# ```python
# loss = torch.nn.functional.binary_cross_entropy_with_logits(z2, y, reduction="sum")
# optimizer.zero_grad()  # forget the old slopes, or the new ones are added to them
# loss.backward()        # compute: the chain rule, from the loss to every parameter
# optimizer.step()       # apply: move them all
# ```
#
# `with_logits` means: hand in `z2`, not `a2`. The library then uses the same cancelling as you did,
# and a sure but wrong answer neither overflows nor gets stuck. scikit-learn's `MLPClassifier` does
# all of it inside `fit`.
#
# ## What you know now
#
# The clue again, with the right slopes beside the posted moves.

# %%
grads = network.gradients(start, x01, y01)
for name, old, new, slopes in zip(network.Params._fields, start, moved, grads, strict=True):
    print(name, "moved      ", ((new - old) / rate).round(4).tolist())
    print("   minus slope", (0 - slopes).round(4).tolist())

# %% [markdown]
# - **The column that does not move**: the first input is 0, and delta times 0 is 0.
# - **The column that moves like `b1`**: the second input is 1.
# - **So much smaller**: on its way to the hidden layer the blame passes `W2`, at most 0.12 in size at
#   the start, and the slope of a sigmoid, at most 1/4. Remember this suspect.
#
# New: `W2` and `b2` move by their slopes, to the digit. `W1` and `b1` are 3 to 5 %
# off. Lesson 06 asks why, and what harm it does. First another puzzle:
# the author had *checked* the gradients.
