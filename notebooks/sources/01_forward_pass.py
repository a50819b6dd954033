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
# # 01 Forward pass: two lines and a vote
#
# **You follow the numbers from the inputs to the answer, and wire a network by hand that solves
# XOR.**
#
# - **Time:** <minutes>
# - **You need:** numpy arrays and the matrix product `@`. No calculus yet.
#
# **After this lesson you can**
#
# 1. **write** a sigmoid that no number can break;
# 2. **compute** all layers for all samples at once, with shapes that fit;
# 3. **wire** a hidden layer that solves XOR.

# %%
import numpy as np

from nn_helpers import bugs, case, check, data, describe, labs, network, plots, quiz, training

# %% [markdown]
# ## The clue
#
# The posted program printed 0.512613 four times. Here is its forward pass.

# %%
def posted_sigmoid(z):
    return 1 / (1 + np.power(np.e, -z))


def posted_forward(x, W1, b1, W2, b2):
    hidden = posted_sigmoid(W1 @ x + b1)
    return posted_sigmoid(W2 @ hidden + b2)


X, Y = data.xor()
run = training.record(case.start(), X, Y, 0.01, 50, per_sample=True, bugs=bugs.CASE_BUGS)
for sample in range(4):
    x = X[:, [sample]]
    print("inputs", x.ravel(), f"  answer {posted_forward(x, *run.final)[0, 0]:.6f}")

# %% [markdown]
# Four numbers. (Why the last was printed four times, lesson 07 tells.) But they differ
# by less than 0.001. Is the formula to blame, or its nine numbers?
#
# ## One neuron
#
# A **neuron**, or **unit**, does two things. It multiplies each input by a **weight** and adds up the
# products, with one more number, the **bias**:
#
# $$z = w_1 x_1 + w_2 x_2 + b$$
#
# Then it squashes $z$ into a number between 0 and 1, with the **sigmoid**, $1 / (1 + e^{-z})$. The
# result is the unit's **activation**.

# %%
z = np.linspace(-8, 8, 161)
fig, ax = plots.figure(height=2.6)
curve = {"sigmoid(z)": network.sigmoid(z)}
plots.line_chart(ax, z, curve, xlabel="z", ylabel="activation", ylim=(-0.03, 1.03))
plots.captioned(fig, describe.squashing(z, network.sigmoid(z)))

# %% [markdown]
# At $z = 0$ the answer is 0.5, undecided. Far out the curve is flat: the unit is sure, and more of
# $z$ changes next to nothing. Such a unit is **saturated**.
#
# The formula has a trap. For $z = -1000$ it asks for $e^{1000}$, and numpy's numbers end near
# $e^{709}$. That is an **overflow**, and infinity takes its place. By luck the answer, 1 divided by infinity, is right. Multiply top and bottom by
# $e^z$: $e^z / (1 + e^z)$. That breaks on the other side: infinity divided by
# infinity is **nan**, "not a number", and whatever it touches becomes nan too.
#
# One formula for each side of a limit: `np.where(condition, a, b)` does that. Apples cost 5, from ten
# on 4: `np.where(n >= 10, 4, 5) * n`.
#
# ### Exercise 1.1 (objective 1): a sigmoid that does not break
#
# Each formula is safe on one side of zero. Here `e` is short for $e^{-|z|}$, at most 1. Write the
# rest with it.

# %% tags=["exercise"]
def sigmoid(z):
    """Return 1 / (1 + exp(-z)) in the shape of z, silent and right for abs(z) up to 1000."""
    e = np.exp(-np.abs(z))
    ### BEGIN SOLUTION
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)
    ### END SOLUTION


# %% tags=["check"]
check.sigmoid(sigmoid)

# %% [markdown]
# Stuck? Run `check.sigmoid.hint()`. Every check has hints.
#
# ## One neuron draws one line
#
# Where is a neuron undecided? Where $w_1 x_1 + w_2 x_2 + b = 0$. For two inputs that is a straight
# line, its **decision boundary**. On one side the answer is above 0.5, on the other below. XOR's
# samples are the corners of a square: two opposite corners have label 1.

# %%
quiz.ask("01.best")

# %% [markdown]
# ## Lab: drag the line (optional)
#
# Blue circles have label 0, orange squares label 1. Put every sample on its side of the line.
#
# 1. The lab opens with the task AND: label 1 only where both inputs are 1. Which sample has to be cut
#    off from the others?
# 2. Double both weights and the bias. Which of the two changes: the line, or how sure the answers
#    are?
# 3. Now choose XOR. How many can you get right? Could you give up another one instead?

# %%
labs.neuron(w1=2, w2=1, b=-1.5, task="AND", sigmoid=sigmoid)

# %% [markdown]
# ### A hundred thousand lines (optional)
#
# Did you miss the right place for XOR? Let the computer try random lines.

# %%
rng = np.random.default_rng(1)
w1, w2, b = rng.normal(size=(3, 100_000, 1))
z = w1 * X[0] + w2 * X[1] + b  # one row a line, one column a sample
right = np.sum((z > 0) == Y, axis=1)
for count in range(5):
    print(count, "of 4 right:", np.sum(right == count), "lines")

# %% [markdown]
# None has all four, and there cannot be one. To get 00 and 11 right, both $b$ and $w_1 + w_2 + b$
# must be negative, so their sum is negative. To get 01 and 10 right, both $w_2 + b$ and $w_1 + b$
# must be positive, so their sum is positive. But both sums are the same: $w_1 + w_2 + 2b$.
#
# ## A layer is a matrix
#
# Several units side by side are a **layer**. Stack their weights, one unit a row. Then one matrix
# product computes all units for all samples, a row of `W1` times a column of `X` each:
# `Z1 = W1 @ X + b1`.
#
# The first layer is **hidden**: nobody outside sees it. The second turns it into answers. These are
# the **shapes**, for m samples:
#
# | name | shape | here | meaning |
# |---|---|---|---|
# | `X` | (inputs, m) | (2, 4) | one sample a column |
# | `W1` | (hidden, inputs) | (2, 2) | `W1[j, i]`: from input i to hidden unit j |
# | `b1` | (hidden, 1) | (2, 1) | a column, one bias for each unit |
# | `Z1`, `A1` | (hidden, m) | (2, 4) | before and after the sigmoid |
# | `W2`, `b2` | (outputs, hidden), (outputs, 1) | (1, 2), (1, 1) | the same for the output |
# | `Z2`, `A2` | (outputs, m) | (1, 4) | `A2` holds the answers |
#
# numpy adds the column `b1` to each column of the product. That is **broadcasting**. Python counts
# from 0, people from 1: `W1[0, 1]` belongs to hidden unit 1 and the second input.
#
# All four arrays travel together as `params`, a **named tuple**: a tuple whose parts have names. Both
# `params.W1` and `W1, b1, W2, b2 = params` work. `network.Params(W1, b1, W2, b2)` makes one.
#
# The first half of a forward pass, worked out:

# %%
W1, b1 = np.array([[1.0, -2.0], [2.0, 1.0]]), np.array([[0.5], [-1.0]])
Z1 = W1 @ X + b1
print(W1.shape, "@", X.shape, "+", b1.shape, "gives", Z1.shape)
print(Z1)

# %% [markdown]
# ### Three mistakes on purpose (optional)
#
# They happen to nearly everybody.

# %%
quiz.ask("01.shapes")

# %%
mistakes = {
    "samples as rows": lambda X: W1 @ X.T + b1,
    "a flat bias, (2,)": lambda X: W1 @ X + b1.ravel(),
    "W1 transposed": lambda X: W1.T @ X + b1,
}
for name, compute in mistakes.items():
    try:
        print(f"{name}\n    no error, shape {compute(X).shape}")
    except ValueError as error:
        print(f"{name}\n    ValueError: {error}")

# %% [markdown]
# The same three once more, for the two samples 10 and 11 alone.

# %%
two = X[:, 2:]
print("right", W1 @ two + b1, sep="\n")
for name, compute in mistakes.items():
    print(name, compute(two), sep="\n")

# %% [markdown]
# With two samples, two inputs and two units all three fit, and all three are wrong without a word. The
# flat bias lies down as a row, and each *sample* gets a bias of its own.
#
# You will meet the first of the messages again. It counts from 0, so operand 1 is the second factor,
# `X.T`, and dimension 0 its rows: there are 4, and the columns of `W1` want 2.
#
# ### Exercise 1.2 (objective 2): the forward pass
#
# Write it for any number of inputs, units, outputs and samples. Use your `sigmoid`, or
# `network.sigmoid`. The check tries equal and unequal sizes.

# %% tags=["exercise"]
def forward(params, X):
    """Return the layers Z1, A1, Z2, A2. Samples are columns."""
    W1, b1, W2, b2 = params
    ### BEGIN SOLUTION
    Z1 = W1 @ X + b1
    A1 = network.sigmoid(Z1)
    Z2 = W2 @ A1 + b2
    A2 = network.sigmoid(Z2)
    return Z1, A1, Z2, A2
    ### END SOLUTION


# %% tags=["check"]
check.forward(forward)

# %% [markdown]
# ## Two lines and a vote
#
# An example with one input: 5 degrees is too cold, 20 is nice, 35 is too hot. One neuron has one
# threshold. Two hidden units have two, and the output unit votes.

# %%
T, nice = np.array([[5.0, 20.0, 35.0]]), np.array([[0.0, 1.0, 0.0]])
comfort = network.Params(
    W1=np.array([[1.0], [1.0]]),
    b1=np.array([[-12.0], [-28.0]]),  # undecided at 12 degrees, and at 28
    W2=np.array([[20.0, -20.0]]),  # the vote: for unit 1, against unit 2
    b2=np.array([[-10.0]]),
)
_, A1, _, A2 = network.forward(comfort, T)
for name, row in (("above 12?", A1[0]), ("above 28?", A1[1]), ("nice?    ", A2[0])):
    print(name, row.round(3))

# %% [markdown]
# A weight of 1 and a bias of -12 put the threshold at 12. The vote is positive only for a yes from
# unit 1 and a no from unit 2.
#
# ### What the output unit sees (optional)
#
# The trick is on the right of the picture: the plane that the output unit sees. There the three
# samples no longer lie on one line, and a straight cut is enough. And is the sigmoid needed for it?

# %%
degrees = np.linspace(0, 40, 161)[np.newaxis, :]
_, A1, _, A2 = network.forward(comfort, degrees)
fig, axes = plots.figure(2, gridspec_kw={"width_ratios": [1.5, 1]})
curves = dict(zip(["above 12?", "above 28?", "nice?"], [*A1, *A2], strict=True))
plots.line_chart(axes[0], degrees[0], curves, xlabel="degrees", ylim=(-0.03, 1.03))
plots.hidden_space(axes[1], comfort, T, nice, names=["5", "20", "35"])
plots.titles(axes, "two thresholds and a vote", "what the output unit sees")
plots.captioned(fig, describe.vote(degrees[0], A2[0]))

# %%
quiz.ask("01.sigmoid")

# %% [markdown]
# Now with numbers: the sums of the output unit, in two ways. The second has one weight for each input,
# `W2 @ W1`, and one bias, `W2 @ b1 + b2`.

# %%
net = network.initialise(np.random.default_rng(2), scale=2)  # nine random numbers from -2 to 2
one_by_one = net.W2 @ (net.W1 @ X + net.b1) + net.b2
at_once = (net.W2 @ net.W1) @ X + (net.W2 @ net.b1 + net.b2)
print(one_by_one.round(4))
print(at_once.round(4))

# %% [markdown]
# ## Lab: wire XOR by hand
#
# Each hidden unit draws a dashed line at the lower left, its number on the side where it says yes.
# At the lower right each sample stands at its two hidden answers: all that the output unit gets.
# (Squares are small there: two samples may share a spot.) Drag the lines; sliders set all nine numbers.
#
# 1. Give hidden unit 1 a line between 00 and the other three. What does it ask, in words?
# 2. Which second line would help? Which two samples then land on one spot?
# 3. Now the vote, as in `comfort`. All four on the right side? Double all nine numbers: what happens?

# %%
labs.wire(forward=forward)

# %% [markdown]
# ### Exercise 1.3 (objective 3): nine numbers of your own
#
# Return numbers that solve XOR: each answer within 0.1 of its label. Work them out on paper, or take
# them from the last line of the lab. (It leaves out the inner brackets of `b1`, `W2` and `b2`. Put
# them back, as in `comfort` above.)

# %% tags=["exercise"]
def wire_xor():
    """Return a network.Params(W1, b1, W2, b2), chosen by hand, that solves XOR."""
    ### BEGIN SOLUTION
    return network.Params(
        W1=np.array([[10.0, 10.0], [10.0, 10.0]]),
        b1=np.array([[-5.0], [-15.0]]),  # unit 1: at least one input is 1; unit 2: both are
        W2=np.array([[10.0, -10.0]]),  # for the first, against the second
        b2=np.array([[-5.0]]),
    )
    ### END SOLUTION


# %% tags=["check"]
check.wire_xor(wire_xor)

# %% [markdown]
# ## In practice (optional)
#
# Here samples are columns, as in textbook formulas. scikit-learn and PyTorch put them in **rows**.
# PyTorch keeps weights as (outputs, inputs), like our `W1`, and a layer is `X @ W.T + b`.
# scikit-learn keeps them the other way round: `X @ W + b`. The flat bias is right there. This is our
# network in PyTorch:
#
# ```python
# model = torch.nn.Sequential(
#     torch.nn.Linear(2, 2), torch.nn.Sigmoid(),  # the hidden layer
#     torch.nn.Linear(2, 1), torch.nn.Sigmoid(),  # the output
# )
# ```
#
# `torch.sigmoid` and `scipy.special.expit` do not overflow, so nobody writes their own. What
# professionals write is a test with sizes that all differ, and the shapes into every docstring.
#
# ## What you know now
#
# The posted forward pass with nine numbers chosen by hand, yours if they passed:

# %%
wired = check.wire_xor.best(wire_xor)()
for sample in range(4):
    x, wanted = X[:, [sample]], Y[0, sample]
    print(f"inputs {x.ravel()}   wanted {wanted:.0f}   answer {posted_forward(x, *wired)[0, 0]:.2f}")

# %% [markdown]
# The forward pass is acquitted.
#
# - One neuron draws one line. For XOR that is not enough, and no training can change it.
# - Two hidden units draw two lines, and the output unit votes.
#
# The nine numbers were bad, and in 50 epochs none moved by more than 0.04. To move them, training
# needs one number that says how wrong the network is: the next suspect.
