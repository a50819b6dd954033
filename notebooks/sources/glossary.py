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
# # Glossary
#
# **Every term of the course in one or two sentences, and the lesson that explains it.**
# Samples are columns in all shapes given here.

# %% [markdown]
# ## A to C
#
# **Accuracy**: the share of samples that are answered on the right side of 0.5. (Lesson 02)
#
# **Activation**: the output of a unit, after the sigmoid. `A1` holds those of the hidden layer, `A2`
# those of the output layer. (Lesson 01)
#
# **Antithetic pair**: two candidates on opposite sides of the same point, plus and minus one noise.
# What both sides have in common cancels, so the estimate gets calmer. (Lesson 09)
#
# **Backpropagation**: the chain rule, applied from the cost back to every parameter, one layer at a
# time. It gives all gradients for about the price of two forward passes. (Lesson 03)
#
# **Baseline**: the dullest method that could work, such as the nearest neighbour. What is new is compared
# with it. (Lesson 11)
#
# **Batch, full batch**: the samples used for one update. A full batch is all of them. The posted
# program uses one sample at a time. (Lessons 03 and 05)
#
# **Bias**: a number added to the weighted sum of a unit. It moves the unit's dividing line away from
# the origin. (Lesson 01)
#
# **Broadcasting**: numpy's habit of stretching arrays of different shapes until they fit. It saves
# loops and hides shape errors. (Lessons 01 and 02)
#
# **Central difference**: a slope measured from two points, one step `h` to each side:
# `(f(x + h) - f(x - h)) / (2 h)`. (Lesson 04)
#
# **Chain rule**: if one thing changes another and that changes a third, the two slopes multiply.
# (Lesson 03)
#
# **CMA-ES**: an evolution strategy that also learns which directions to search in. The professional's
# choice for tens of parameters without gradients. (Lesson 09)
#
# **Cost**: one number that says how wrong the network is. Here it is the cross-entropy, summed over
# the samples. Also called loss. (Lesson 02)
#
# **Cross-entropy**: the cost of a sample is minus the natural logarithm of the probability that the
# network gave to the true label. (Lesson 02)

# %% [markdown]
# ## D to G
#
# **Decisive, harmless, masked**: a fault is decisive if the program learns without it, and harmless here
# if it learns as often with it. It is masked if another fault hides what mending it does. (Lesson 11)
#
# **Decision map**: a picture of the input square that shows what the network answers at each point.
# The line where it answers 0.5 is the decision boundary. (Lesson 01)
#
# **Delta**: the derivative of the cost by the `Z` of a layer. Backpropagation hands it from layer to
# layer. (Lesson 03)
#
# **Derivative**: the slope of a function at one point: how fast the result changes when the input
# changes a little. (Lesson 03)
#
# **Diverged**: a training run whose numbers grow without bound, or become nan. (Lesson 05)
#
# **Epoch**: one pass over all samples. (Lesson 00)
#
# **Evaluation**: one computation of the cost. It is the currency in which search methods are compared.
# (Lesson 08)
#
# **Evolution strategy (ES)**: a search that changes parameters at random and keeps, or follows, what
# works better. It needs the cost only, no gradient. (Lesson 08)
#
# **Expected running time**: all evaluations of all runs, failed ones in full, divided by the number of
# runs that were solved. (Lesson 08)
#
# **Forward pass**: computing the outputs from the inputs, layer by layer. (Lesson 01)
#
# **Full factorial**: an experiment that tries every combination of several changes. It shows what a
# change does alone, together with others, and left out. (Lesson 10)
#
# **Global name**: a name that belongs to the whole notebook or module, not to one function. Every
# function written there can read it. (Lesson 07)
#
# **Gradient**: all derivatives of the cost, one for each parameter. It points uphill. (Lesson 03)
#
# **Gradient checking**: comparing computed gradients with central differences. (Lesson 04)
#
# **Gradient descent**: repeating small steps against the gradient. (Lessons 03 and 05)

# %% [markdown]
# ## H to O
#
# **Hidden layer, hidden unit**: the units between inputs and outputs. Ours has two. (Lesson 01)
#
# **Hypothesis**: an explanation that an experiment could refute. (Lesson 00)
#
# **Init scale**: how widely the random starting parameters are spread: uniform between minus the scale
# and the scale. (Lesson 05)
#
# **Interaction**: the effect of one change depends on whether another one was made. (Lesson 10)
#
# **Label**: the answer that is wanted for a sample, 0 or 1. (Lesson 00)
#
# **Leaked index**: a loop variable that is still alive after its loop and gets used by accident.
# (Lesson 06)
#
# **Layer**: several units side by side, computed by one matrix product. (Lesson 01)
#
# **Learning rate**: the factor between a gradient and the step against it. (Lessons 03 and 05)
#
# **Log-odds**: the `Z` of the output unit. Zero means 0.5, positive means that label 1 is likelier.
# (Lesson 02)
#
# **nan**: "not a number", what is left where a result has no value, such as 0 times infinity. Whatever
# it touches becomes nan too. (Lessons 01 and 02)
#
# **Nearest neighbour**: the other sample whose inputs are most alike. Its label is a guess that needs no
# training. (Lesson 11)
#
# **Neuron**: another name for a unit. (Lesson 01)
#
# **Notebook state**: everything the kernel remembers, also from cells that were changed or deleted
# since. (Lesson 07)
#
# **One-fifth rule (1/5 rule)**: a step size grows after a success and shrinks after a failure, so that
# about one throw in five succeeds. (Lesson 08)
#
# **One-sided difference**: a slope measured from the point itself and one neighbour. Less exact than a
# central difference. (Lesson 04)
#
# **Overflow**: a result that is larger than any number a computer can hold; numpy makes it infinity and
# warns. (Lesson 01)

# %% [markdown]
# ## P to R
#
# **Parameter**: an adjustable number of the network: a weight or a bias. (Lesson 00)
#
# **Plateau**: a stretch of training in which the cost hardly moves. Its height tells which samples the
# network cannot tell apart. (Lessons 02 and 05)
#
# **Population**: the candidates that an evolution strategy tries in one generation. (Lesson 08)
#
# **Pure function**: a function whose result depends on its arguments alone and that changes nothing
# else. (Lessons 03 and 07)
#
# **Rank shaping**: weighing candidates by their place in the order of costs, not by the costs
# themselves. (Lesson 09)
#
# **Ratchet**: a mechanism that can only move one way. Stale weights push the hidden biases up like
# one. (Lesson 06)
#
# **Relative error**: the difference of two results, compared with their size. (Lesson 04)
#
# **Restart**: giving up on a stuck run and starting anew from another draw. (Lesson 08)

# %% [markdown]
# ## S to Z
#
# **Sample**: one example: its inputs and its label. (Lesson 00)
#
# **Saturation**: a unit whose weighted sum is so large that the sigmoid is flat there. It hardly reacts
# and hardly learns. (Lessons 01 and 05)
#
# **Seed**: the number that fixes the draws of a random generator, so that a run can be repeated.
# (Lesson 00)
#
# **Shape**: the lengths of an array along its axes, such as (2, 4). (Lesson 01)
#
# **Sigmoid**: the S-shaped function `1 / (1 + exp(-z))`. It turns any number into one between 0 and 1.
# (Lesson 01)
#
# **Staircase**: the mark of stale weights. The arrays that are updated first move in proportion to the
# rate, the later ones do not. (Lesson 11)
#
# **Stale weights**: the bug that computes one part of an update with weights from before it and the
# other part with weights from after it. (Lesson 06)
#
# **Standardised**: brought to mean 0 and spread 1, each input by itself. (Lesson 11)
#
# **Step**: one change of all parameters, against the gradient. (Lesson 03)
#
# **Success rate**: the share of many random starts that learn. One run proves little, a rate over many
# starts proves more. (Lesson 05)
#
# **Symmetry**: hidden units with equal parameters get equal gradients and stay equal for ever.
# (Lesson 05)
#
# **Unit**: a weighted sum of inputs plus a bias, squashed by the sigmoid. With two inputs it draws one
# line. (Lesson 01)
#
# **Vectorised**: written with whole arrays in place of loops. (Lesson 03)
#
# **Weight**: the number by which a unit multiplies one of its inputs. (Lesson 01)
#
# **XOR**: exclusive or. The label is 1 when exactly one of the two inputs is 1. (Lesson 00)
