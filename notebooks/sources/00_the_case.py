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
# # 00 The case: a network that would not learn
#
# **You run a real program that fails, measure how it fails, and write down your first suspects.**
#
# - **Time:** <minutes>
# - **You need:** a little Python and numpy. No calculus yet.
#
# **After this lesson you can**
#
# 1. **describe** in numbers how a training run fails;
# 2. **separate** what was measured from what was only guessed;
# 3. **state** a first hypothesis that an experiment could refute.

# %% [markdown]
# ## How this course works
#
# Each lesson is a notebook. Press **Shift+Enter** to run a cell and move to the next one.
# Run the cells from top to bottom. The page moves on with you: scroll back up to what is tall.
#
# - When you see **Predict** or **Decide**, answer before you go on. A wrong guess that you thought
#   about teaches more than a right answer that you read.
# - A **lab** is a picture with sliders. It answers while you drag.
# - From lesson 01 on you write code. A **check** tells you at once whether it is right, and if not,
#   which mistake it looks like. You can try as often as you like.
# - A check must know what is right. So the package `nn_helpers` holds functions that answer some of
#   the exercises. Read them once your own has passed. Hand one in as yours, and the check says so.
#
# Your work stays on your machine, in the notebook and in one small file beside it.
# If you opened the course as a page, without installing anything, it stays in this browser: with
# *File > Download* you keep a copy of your notebook.
# When you come back another day, questions and labs say *Error displaying widget*: run the cells again
# from the top. If something looks strange, choose *Kernel > Restart Kernel and Run All Cells*. Nothing
# you wrote is lost.

# %%
import numpy as np

from nn_helpers import bugs, case, data, describe, labs, network, plots, quiz, training

# %% [markdown]
# ## The question
#
# On 28 October 2018 somebody asked for help on Stack Overflow, under the title
# "implement Neural Network in python". They had written a neural network from scratch.
# A neural network is a formula with many adjustable numbers, its **parameters**.
# **Training** means adjusting them, a little at a time, until the outputs fit known examples.
#
# The examples were the smallest interesting ones there are, called **XOR**. Two inputs, each 0 or 1.
# The label is 1 when exactly one of the inputs is 1.

# %%
X, Y = data.xor()
for x, y in zip(X.T, Y.T, strict=True):
    print("inputs", x, "  label", y)

# %% [markdown]
# There are only four samples. The network has nine parameters. It should be an easy win.
# It was not. Here is the program, rewritten for this course but with the same behaviour to the
# last digit. Read it the way a detective reads a statement. Some of it is wrong, and you are not
# expected to see where.
#
# First the start. The nine parameters are drawn at random between -0.12 and 0.12. A fixed **seed**
# makes the draw the same on every machine.

# %%
rng = np.random.RandomState(565113221)
W1 = rng.uniform(-0.12, 0.12, (2, 2))
b1 = rng.uniform(-0.12, 0.12, (2, 1))
W2 = rng.uniform(-0.12, 0.12, (1, 2))
b2 = rng.uniform(-0.12, 0.12, (1, 1))
print(W1.round(4))

# %% [markdown]
# The **forward pass** turns one sample `x` into an answer: a number between 0 and 1, read as "how
# likely is label 1?". Lesson 01 takes it apart.

# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(x, W1, b1, W2, b2):
    hidden = sigmoid(W1 @ x + b1)
    return hidden, sigmoid(W2 @ hidden + b2)


# %% [markdown]
# The **update** runs after each sample. It nudges every parameter in the direction that should
# make the answer for this sample a little better. How far is set by the **learning rate**, 0.01.
# Lesson 03 explains these lines.

# %%
def update(x, hidden, error, W1, b1, W2, b2, rate=0.01):
    slope = hidden * (1 - hidden)
    for k in range(W2.shape[0]):
        for j in range(W2.shape[1]):
            W2[k, j] -= rate * error[k, 0] * hidden[j, 0]
    for k in range(b2.shape[0]):
        b2[k, 0] -= rate * error[k, 0]
    for j in range(W1.shape[0]):
        for i in range(W1.shape[1]):
            for k in range(W2.shape[0]):
                W1[j, i] -= rate * error[k, 0] * W2[k, j] * slope[j, 0] * x[i, 0]
    for j in range(b1.shape[0]):
        b1[j, 0] -= rate * error[k, 0] * W2[k, j] * slope[j, 0]


# %% [markdown]
# Training goes through the four samples 50 times. One such pass is an **epoch**.
# The **cost** says in one number how wrong the network is; lower is better. The program adds up
# the cost of the four samples and prints it. (To train once more from the start, first draw the nine
# parameters again.)

# %%
printed = []
for _epoch in range(50):
    total = 0
    for sample in range(4):
        x, y = X[:, [sample]], Y[:, [sample]]  # this sample alone, kept as a column
        hidden, y_hat = forward(x, W1, b1, W2, b2)
        total += -np.sum(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
        update(x, hidden, y_hat - y, W1, b1, W2, b2)
    printed.append(total)
print(f"epoch 1: {printed[0]:.6f}   epoch 50: {printed[-1]:.6f}")

# %% [markdown]
# Last, the function that asks the trained network for its four answers.

# %%
def predict(X, W1, b1, W2, b2):
    outputs = []
    for _row in X.T:
        _, y_hat = forward(x, W1, b1, W2, b2)
        outputs.append(float(y_hat[0, 0]))
    return np.array([outputs])


print("wanted", Y)
print("got   ", predict(X, W1, b1, W2, b2).round(6))

# %% [markdown]
# Four different questions, four times the same answer: 0.512613. The network seems to ignore what
# it is asked.
#
# ## Symptom 1: the cost falls, but hardly
#
# Look at where the curve is, not only at where it goes. The dashed line, close under the curve, marks
# 4 ln 2, about 2.77 (ln is the natural logarithm, `np.log`). That is the cost of a network that answers 0.5 to everything. Such a network knows nothing.

# %%
fig, ax = plots.figure()
plots.cost_curve(ax, printed, first_epoch=1, plateaus=("4 ln 2",))
plots.captioned(fig, describe.cost_curve(printed, first_epoch=1))

# %% [markdown]
# ## Symptom 2: more epochs
#
# Perhaps 50 epochs are too few. So let the same program run for 5000.

# %%
quiz.ask("00.longer")

# %% [markdown]
# The course has this program too, in a faster form. First make sure that it really is the same.

# %%
start = case.start()
posted = training.record(start, X, Y, 0.01, 5000, per_sample=True, bugs=bugs.CASE_BUGS)
print("same first 50 epochs:", np.allclose(posted.printed_costs[:50], printed))

# %%
lowest = int(np.argmin(posted.printed_costs))
print(f"lowest in epoch {lowest + 1} (number {lowest} if you count from 0)")
for epoch in (1, 50, lowest + 1, 5000):
    print(f"epoch {epoch:4}   printed cost {posted.printed_costs[epoch - 1]:.6f}")

# %%
fig, ax = plots.figure()
plots.cost_curve(ax, posted.printed_costs, first_epoch=1, plateaus=False)
ax.set_ylim(2.7802, 2.7805)
ax.ticklabel_format(axis="y", useOffset=False)
plots.captioned(fig, describe.cost_curve(posted.printed_costs, first_epoch=1, digits=6))

# %% [markdown]
# It falls for about three hundred epochs, and after that it climbs. The rise is tiny, so this picture
# is zoomed in. The *printed* cost climbs. (Does the network get worse, too? Not measured yet.)
#
# ## Symptom 3: other labels
#
# The author tried other labels: 1, 1, 1, 0, so three positives and one negative. Before you run the
# cell: which four answers do you expect? We train on those labels and ask the program's own
# `predict` again.

# %%
X3, Y3 = data.three_positives()
for epochs in (50, 500):
    run = training.record(start, X3, Y3, 0.01, epochs, per_sample=True, bugs=bugs.CASE_BUGS)
    print(epochs, "epochs:", predict(X3, *run.final).round(3))
print("share of positive labels:", Y3.mean())

# %% [markdown]
# One more fact from the post. The author had compared the program's update directions with a slow
# and safe method, **gradient checking**. They agreed.

# %%
quiz.ask("00.measured")

# %% [markdown]
# ## What the thread said
#
# Two comments and one answer came in.
#
# - **Comment 1.** The update changes `W2` first and then uses it to update `W1` and `b1`. It should
#   use the old `W2` there.
# - **Comment 2.** `predict` loops over its rows, but never sets `x`.
# - **The answer.** Leave the forward pass as it is and drop these updates. Instead change all
#   parameters at random, keep the change when the cost falls, and repeat 2000 times. The answer
#   shows that this finds parameters that solve XOR.
#
# Then the thread went quiet.

# %%
quiz.ask("00.repaired")

# %% [markdown]
# So let us try them: 20 different random starts, each with the posted settings, once as posted and
# once with both comments applied. A run counts as **solved** when all four answers are on the right
# side of 0.5.

# %%
for name, switched_on in (("as posted", bugs.CASE_BUGS), ("repaired", ())):
    solved = 0
    for seed in range(20):
        run = training.record(case.start(seed), X, Y, 0.01, 50, per_sample=True, bugs=switched_on)
        solved += network.solved(run.final, X, Y)
    print(f"{name:10} {solved} of 20 solved")

# %% [markdown]
# Both comments are right, and both bugs are real. Compare the two lines above.
#
# ## Your suspects
#
# Tick what you suspect now, and add a line in your own words. There are no marks for this. Your
# list is kept beside this notebook, and lesson 10 brings it back for the verdict. A good hypothesis
# is one that an experiment could refute: "with a rate of 1 it learns" is better than "the rate is
# bad".

# %%
quiz.hypotheses()

# %% [markdown]
# ## Lab: the scene of the crime
#
# This is the posted program with its settings turned into controls. The picture in the middle
# stretches a piece of the curve, so that a turn can be seen. On the right an open mark is a label, a
# filled one the answer. Before you move anything, say what you expect.
#
# 1. Drag the **learning rate** up to 0.1. Where does the printed cost turn around now, and for how
#    long does it rise? Choose *both comments*: is there still a turn?
# 2. As posted, find a rate at which the printed cost comes down near 0. What does `predict` print
#    there? Choose *comment 2*. What had the network learned?
# 3. Go through the **seeds** 1 to 7. At how many of them does your rate still work?

# %%
labs.the_case()

# %% [markdown]
# ## What you know now
#
# - The printed cost stays near 4 ln 2, the cost of knowing nothing.
# - It falls a little and then rises.
# - All four answers are equal. With other labels they drift to the share of positives, as if the
#   network had learned how often the answer is 1, and nothing else.
# - In the lab a larger rate brings the printed cost down from this start, while some other seeds get
#   stuck at that rate. So rate and start are suspects, too. Lesson 05 measures them.
#
# The symptoms need not have one cause. Two bugs were named. Both are
# real, and repairing both is not enough. Until lesson 10 we treat
# every part of the program as a suspect, and clear or convict them one at a time. We begin
# where the data goes in: the forward pass.
