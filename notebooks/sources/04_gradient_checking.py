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
# # 04 Gradient checking: a witness and what it saw
#
# **You build the slow and safe method that tells right gradients from wrong ones, and find out what
# it can never tell.**
#
# - **Time:** <minutes>
# - **You need:** lesson 03: what a gradient is, and that computing it and applying it are two acts.
#
# **After this lesson you can**
#
# 1. **measure** a gradient with central differences;
# 2. **compare** two gradients by a number that means the same at every size;
# 3. **identify** the mistake behind a wrong gradient from its numbers;
# 4. **judge** which bugs a gradient check can see and which it cannot.

# %%
import numpy as np

from nn_helpers import (
    bugs,
    case,
    check,
    data,
    describe,
    gradcheck,
    labs,
    network,
    own_functions,
    plots,
    progress_bar,
    quiz,
    training,
)

# %%
forward, cost, gradients = own_functions.mine("forward", "cost", "gradients")

# %% [markdown]
# ## The clue
#
# The author of the posted program did what professionals do. They computed the gradients a second
# time, in a slow way that needs no chain rule, and compared. The two agreed.
#
# We repeat the test at the posted start: the same formulas, all slopes computed before anything
# moves.

# %%
X, Y = data.xor()
start = case.start()


def cost_of(params):
    return cost(forward(params, X)[-1], Y)


measured = gradcheck.numerical_gradients(cost_of, start)
computed = gradients(start, X, Y)
print("agree to 8 digits:", gradcheck.relative_error(measured, computed) < 1e-8)

posted = training.record(start, X, Y, 0.01, 1000, per_sample=True, bugs=bugs.CASE_BUGS)
for epoch in (1, 298, 1000):
    print(f"epoch {epoch:4}   printed cost {posted.printed_costs[epoch - 1]:.6f}")

# %% [markdown]
# The gradients are right. Then the same program trains, and after epoch 298 the printed cost climbs. A
# witness says "not guilty", and the crime goes on. What did the witness look at?
#
# ## Two ways to measure a slope
#
# In lesson 03 you nudged one weight and divided the rise by the nudge. Call it `h`:
#
# - **one-sided difference**: `(f(w + h) - f(w)) / h`
#
# There is a second way. Nudge to both sides, and divide by the whole distance:
#
# - **central difference**: `(f(w + h) - f(w - h)) / (2 h)`
#
# Here are both for the output bias of the network from lesson 03. The nudge is 2, so large that you
# can see what goes wrong.

# %%
params = network.Params(
    W1=np.array([[1.0, -2.0], [2.0, 1.0]]),
    b1=np.array([[0.5], [-1.0]]),
    W2=np.array([[2.0, -1.0]]),
    b2=np.array([[0.5]]),
)
true_slope = gradients(params, X, Y).b2[0, 0]


def nudged(by):
    return cost_of(params._replace(b2=params.b2 + by))


# %%
h = 2
left, here, right = ((0.5 + by, nudged(by)) for by in (-h, 0, h))
slopes = {
    "one-sided": (nudged(h) - nudged(0)) / h,
    "central": (nudged(h) - nudged(-h)) / (2 * h),
}
biases = np.linspace(-3, 4, 71)
fig, ax = plots.figure()
plots.cost_along(ax, biases, [nudged(b - 0.5) for b in biases], name="b2")
plots.slope_line(ax, [here], true_slope, "true slope")
plots.slope_line(ax, [here, right], slopes["one-sided"], "one-sided", line=1)
plots.slope_line(ax, [left, right], slopes["central"], "central", line=3)
ax.legend()
plots.captioned(fig, describe.difference_slopes(true_slope, slopes))

# %% [markdown]
# The one-sided line leans to the side on which it looked. The central line joins two points at equal
# distance. The curve bends away by nearly the same amount on both sides, so most of it cancels.

# %% [markdown]
# ### A tenth of the nudge (optional)

# %%
quiz.ask("04.tenth")

# %%
print("     h   one-sided error   central error")
for h in (1, 0.1, 0.01):
    one_sided = (nudged(h) - nudged(0)) / h
    central = (nudged(h) - nudged(-h)) / (2 * h)
    print(f"{h:6}   {one_sided - true_slope:15.6f}   {central - true_slope:13.6f}")

# %% [markdown]
# A nudge ten times shorter makes the one-sided error ten times smaller, the central one a hundred times.
# The price is nearly twice as many runs: the one-sided difference needs `f(w)` once for all weights.
#
# ### One number of many
#
# From here on we take the central difference, for any of the nine numbers: copy all arrays, so that `params` stays
# as it is, move one number in the copy, ask for the cost. This is the slope of `W1[0, 1]` for all four samples
# (in lesson 03, 0.2785 for one).

# %%
def moved(by):
    copies = [array.astype(float) for array in params]  # a copy, of floats: in whole numbers h is lost
    copies[0][0, 1] += by  # array 0 is W1
    return network.Params(*copies)


h = 1e-5
print("slope of W1[0, 1]", round((cost_of(moved(h)) - cost_of(moved(-h))) / (2 * h), 4))

# %% [markdown]
# ### Exercise 4.1 (objective 1): measure the gradient
#
# `f` takes a `Params` and returns a number. The loops are there: `place` goes through all places of all four
# arrays. Measure the slope of the number at that place, from copies as above and by nothing but calls of
# `f`. Write it into `array[place]`. After the loops return `slopes`.

# %% tags=["exercise"]
def numerical_gradients(f, params, h=1e-5):
    """Return the slope of f by every number in params, as a Params."""
    slopes = network.Params(*(np.zeros(np.shape(p)) for p in params))
    for which, array in enumerate(slopes):  # 0 is W1
        for place in np.ndindex(array.shape):  # such as (0, 1)
            ### BEGIN SOLUTION
            up, down = ([np.array(p, dtype=float) for p in params] for _ in range(2))
            up[which][place] += h
            down[which][place] -= h
            array[place] = (f(network.Params(*up)) - f(network.Params(*down))) / (2 * h)
    return slopes
    ### END SOLUTION


# %% tags=["check"]
check.numerical_gradients(numerical_gradients)

# %% [markdown]
# Stuck? `check.numerical_gradients.hint()` asks a question.
#
# ## How small may the nudge be? (optional)

# %%
quiz.ask("04.small")

# %% [markdown]
# ### In a hundred networks
#
# Nudges from 1 down to 1e-16. The picture shows the median of the errors, each divided by the sizes of
# the measured and the true slope together (why, you see below). For so many networks the course's functions run. At one of them both give the same:

# %%
nets = [network.initialise(np.random.default_rng(seed), scale=1) for seed in range(100)]


def course_cost(params):
    return network.cost(network.predict(params, X), Y)


print("the same cost:", np.isclose(course_cost(nets[0]), cost_of(nets[0])))


# %%
def median_errors(h):
    one_sided, central = [], []
    for net in nets:
        down, middle, up = (course_cost(net._replace(b2=net.b2 + by)) for by in (-h, 0, h))
        slope = network.gradients(net, X, Y).b2[0, 0]
        one_sided.append(gradcheck.relative_error((up - middle) / h, slope))
        central.append(gradcheck.relative_error((up - down) / (2 * h), slope))
    return np.median(one_sided), np.median(central)


# %%
nudges = 10.0 ** np.arange(-16, 1)
errors = np.array([median_errors(h) for h in progress_bar.steps(nudges, "nudges")]).T
curves = dict(zip(("one-sided", "central"), errors, strict=True))
fig, ax = plots.figure()
plots.step_sizes(ax, nudges, curves)
plots.captioned(fig, describe.step_sizes(nudges, curves))

# %% [markdown]
# Two errors fight. Where the nudge is too long the curve bends: that error shrinks with `h`. Where
# it is too short the computer runs out of digits. It keeps about 16, and two costs that differ only
# in the last of them have a difference without one right digit. That error *grows* when `h`
# shrinks, because it is divided by `h`.
#
# Near the bottom of each curve the two are of one size. For the central difference this happens at
# about the cube root of the computer's rounding error, for the one-sided one at about its square root.

# %%
rounding = np.finfo(float).eps
print(f"cube root {rounding ** (1 / 3):.6f}   square root {rounding ** (1 / 2):.8f}")

# %% [markdown]
# ## Lab: the nudge (optional)
#
# On the left the cost under a microscope, on the right the error. As soon as your
# `numerical_gradients` is written, the lab measures with it. Before you drag the
# diamond to the left end, say what the microscope will show.
#
# 1. Set h to 1 and go left. How many right digits do you gain for each factor of 10?
# 2. Go on past the bottom. What does the curve under the microscope look like at 1e-14?
# 3. Choose another parameter. Does the bottom move much?

# %%
labs.h_slider(numerical_gradients=numerical_gradients)

# %% [markdown]
# ## Is 0.0001 a lot?
#
# Two gradients never agree to the last digit. How far apart may they be? Here are two cases. The
# **norm** measures an array: the square root of the sum of squares.

# %%
flat, steep = np.array([1e-6, 2e-6]), np.array([1e4, 2e4])
cases = {"flat, twice too large": (flat, 2 * flat), "steep, right": (steep, steep + 1e-4)}
for name, (true, given) in cases.items():
    difference = np.linalg.norm(true - given)
    size = np.linalg.norm(true) + np.linalg.norm(given)
    print(f"{name:21}   absolute {difference:.6f}   relative {difference / size:.6f}")

# %% [markdown]
# The absolute difference acquits the wrong one and convicts the right one. So divide by the size of
# what you compare: `norm(a - b) / (norm(a) + norm(b))`. This **relative error** lies between 0 and 1, whatever the units.
#
# One trap: both are exactly zero. 0 divided by 0 is nan, and every comparison with nan is False.
# `error < limit` then raises a false alarm, and `error > limit` never raises one. Two zeros agree, so
# their error is 0.
#
# ### Exercise 4.2 (objective 2): repair the relative error
#
# Two lines are wrong. What comes out when `b` is `-a`, every sign wrong, and what when both are zero?
# Repair them.

# %% tags=["exercise"]
def relative_error(a, b):
    """Return norm(a - b) / (norm(a) + norm(b)), and 0 when both are zero."""
    difference = np.linalg.norm(a - b)
    ### BEGIN SOLUTION
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(difference / size) if size > 0 else 0.0
    ### BEGIN STUB
    # size = np.linalg.norm(a + b)
    # return float(difference / size)
    ### END SOLUTION


# %% tags=["check"]
check.relative_error(relative_error)

# %% [markdown]
# With numpy's usual numbers (float64), a smooth cost and `h = 1e-5`, a right gradient comes out below 1e-7. Wrong ones are
# nearly always above 1e-3. Whatever lies between deserves a second look.
#
# ## Where to look (optional)
#
# A check looks at one place only. We try four.
# The course keeps a collection of wrong backprops, the **bug zoo**. We send them all through the
# check.

# %%
quiz.ask("04.zeros")

# %%
def agrees(gradients, params, X, Y):
    """Whether each array has the right shape and the right numbers."""
    true = gradcheck.numerical_gradients(lambda p: network.cost(network.predict(p, X), Y), params)
    return all(
        np.shape(g) == np.shape(t) and np.allclose(g, t, rtol=1e-6, atol=1e-8)
        for g, t in zip(gradients(params, X, Y), true, strict=True)
    )


# %%
X2, Y2 = data.xor_and_and()
two_outputs = network.initialise(np.random.default_rng(4), scale=1, outputs=2)
places = {
    "all zeros": (network.Params(*(np.zeros(p.shape) for p in params)), X, Y),
    "all 0.7": (network.Params(*(np.full(p.shape, 0.7) for p in params)), X, Y),
    "no two alike": (params, X, Y),
    "two outputs": (two_outputs, X2, Y2),
}
zoo = bugs.zoo("gradients")
for name, place in places.items():
    passed = [bug.slug for bug in zoo if agrees(bug.function, *place)]
    print(f"{name:12}   {len(passed):2} of {len(zoo)} wrong ones pass", *passed[:2])

# %% [markdown]
# At zeros the true gradient is zero, and most mistakes make another zero out of it. With all numbers
# equal, the slopes for `W1` form a table that looks the same when rows and columns change places.
# With one output, the last output *is* the only one (leaked-index), and a row of weights is a column
# after `reshape` as after `.T` (reshaped).
#
# (`np.allclose` allows a relative and a tiny absolute error. At zeros the measured slope is not 0 but
# some rounding noise, and against an exact 0 even the smallest noise has a relative error of 1.)
#
# ## Six suspects
#
# ### Exercise 4.3 (objective 3): name the mistake
#
# Six functions claim to compute gradients. One is right. Question them, as here at the network with
# one output. Each number is the relative error of one array. *Which* arrays are wrong says where the
# mistake sits. *By what factor* says what it is.

# %%
suspects = check.find_the_gradient.suspects


def measure(params, X, Y):
    return gradcheck.numerical_gradients(lambda p: network.cost(network.predict(p, X), Y), params)


def interrogate(suspects, params, X, Y):
    true = measure(params, X, Y)
    for letter, suspect in suspects.items():
        given = zip(true._fields, suspect(params, X, Y), true, strict=True)
        print(letter, *(f"  {n} {gradcheck.relative_error(g, t):.4f}" for n, g, t in given))


interrogate(suspects, params, X, Y)
print("\nW1 of A, divided by the measured W1:")
print((suspects["A"](params, X, Y).W1 / measure(params, X, Y).W1).round(3))

# %% [markdown]
# Give each letter one verdict. Two suspects look right so far. At one place a wrong formula may give
# the right number, so check where nothing is zero, equal, or the only one of its kind. Below the table
# there is a network with two outputs: ask there, too.
#
# | verdict | what it means |
# |---|---|
# | `"right"` | nothing wrong |
# | `"sign-flipped"` | label minus answer in place of answer minus label |
# | `"mean-not-sum"` | divided by the number of samples |
# | `"output-slope-extra"` | the slope of the output sigmoid is kept, though it cancels |
# | `"hidden-slope-forgotten"` | the blame does not pass the hidden sigmoid |
# | `"input-of-wrong-layer"` | delta is multiplied by something that was not the input of its layer |
# | `"bias-not-summed"` | the biases get the share of one sample |
# | `"leaked-index"` | the hidden biases get the share of the last output alone |

# %%
X2, Y2 = data.xor_and_and()  # labels for two outputs
two_outputs = network.initialise(np.random.default_rng(4), scale=1, outputs=2)
# Ask here: interrogate(suspects, ..., ..., ...)

# %% tags=["exercise"]
### BEGIN SOLUTION
find_the_gradient = {
    "A": "mean-not-sum",
    "B": "hidden-slope-forgotten",
    "C": "leaked-index",
    "D": "output-slope-extra",
    "E": "right",
    "F": "input-of-wrong-layer",
}
### BEGIN STUB
# find_the_gradient = {
#     "A": ...,
#     "B": ...,
#     "C": ...,
#     "D": ...,
#     "E": ...,
#     "F": ...,
# }
### END SOLUTION

# %% tags=["check"]
check.find_the_gradient(find_the_gradient)

# %% [markdown]
# ## What it cannot see
#
# Back to the clue. The author checked the posted *formulas*. Now we take one *step* of the posted
# program and compare. This is no gradient check any more: it moves the parameters. What an update has
# really used as its gradient is what it moved, divided by the rate.

# %%
x01, y01, rate = X[:, [1]], Y[:, [1]], 0.01
after = bugs.case_update(start, x01, y01, rate, bugs.CASE_BUGS)
slopes = gradients(start, x01, y01)
for name, old, new, slope in zip(network.Params._fields, start, after, slopes, strict=True):
    print(f"{name}   relative error {gradcheck.relative_error((old - new) / rate, slope):.6f}")

# %% [markdown]
# `W2` and `b2` pass. `W1` and `b1` are off by far more than rounding: 0.0165 of both sizes together, so
# about 3 % of one. (In lesson 03 it was 3 to 5 %, number by number.)
#
# So the witness told the truth about the formulas, and about nothing else.
#
# ### Exercise 4.4 (objective 4): which alarm will ring?

# %%
quiz.ask("04.alarm")

# %% [markdown]
# ## In practice (optional)
#
# - PyTorch has `torch.autograd.gradcheck`. It wants float64: with float32 the smallest possible error
#   is far larger, and right gradients fail. SciPy's `check_grad` uses one-sided differences and returns
#   an absolute error, so you have to know the size of your gradient.
# - Measuring a million slopes is too slow. Professionals check a few random parameters of each array,
#   or the slope along a few random directions.
# - They report each array by itself, since one number for all lets a large right array hide a small
#   wrong one. They switch off everything random. They stay away from points where a function has a
#   corner and no slope, as abs has at 0.
#
# ## What you know now
#
# - A central difference is a good witness, compared by relative error, array by array, at a place where
#   nothing is zero or equal. With `h` near 1e-5: much longer, the curve bends; much shorter, the computer
#   runs out of digits.
# - A wrong gradient is found by *which* arrays disagree and by *what factor*.
# - The author's check was done right, and it passed. The formulas are cleared. The update is not:
#   what happens in a step no gradient check can see. The comparison above can; lesson 06 makes a test
#   of it.
#
# One suspect is still at large, from lesson 03: gradients of the hidden layer that are far too small.
# How much do the learning rate and the random start decide? That is the next lesson.
