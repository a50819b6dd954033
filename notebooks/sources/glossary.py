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
# Samples are columns in all shapes given here. (If a link to a word opens this page at its top, click it
# once more.)

# %% [markdown]
# ## A to C
#
# ### Accuracy
#
# The share of samples that are answered on the right side of 0.5. ([lesson 02](02_cost.ipynb))
#
# ### Activation
#
# The output of a unit, after the sigmoid. `A1` holds those of the hidden layer, `A2` those of the
# output layer. ([lesson 01](01_forward_pass.ipynb))
#
# ### Antithetic pair
#
# Two candidates on opposite sides of the same point, plus and minus one noise. What both sides have
# in common cancels, so the estimate gets calmer. ([lesson 09](09_evolution_strategies.ipynb))
#
# ### Backpropagation
#
# The chain rule, applied from the cost back to every parameter, one layer at a time. It gives all
# gradients for about the price of two forward passes. ([lesson 03](03_backprop.ipynb))
#
# ### Baseline
#
# The dullest method that could work, such as the nearest neighbour. What is new is compared with it.
# ([lesson 11](11_clinic.ipynb))
#
# ### Batch
#
# The samples used for one update. A full batch is all of them. The posted program uses one sample
# at a time. ([lesson 05](05_training.ipynb))
#
# ### Bias
#
# A number added to the weighted sum of a unit. It moves the unit's dividing line away from the
# origin. ([lesson 01](01_forward_pass.ipynb))
#
# ### Broadcasting
#
# numpy's habit of stretching arrays of different shapes until they fit. It saves loops and hides
# shape errors. ([lesson 01](01_forward_pass.ipynb), [lesson 02](02_cost.ipynb))
#
# ### Candidate
#
# Parameters that a search tries next, most often the best so far plus noise.
# ([lesson 08](08_evolution.ipynb))
#
# ### Central difference
#
# A slope measured from two points, one step `h` to each side: `(f(x + h) - f(x - h)) / (2 h)`.
# ([lesson 04](04_gradient_checking.ipynb))
#
# ### Chain rule
#
# If one thing changes another and that changes a third, the two slopes multiply.
# ([lesson 03](03_backprop.ipynb))
#
# ### CMA-ES
#
# An evolution strategy that also learns which directions to search in. The professional's choice
# for tens of parameters without gradients. ([lesson 09](09_evolution_strategies.ipynb))
#
# ### Cost
#
# One number that says how wrong the network is. Here it is the cross-entropy, summed over the
# samples. Also called loss. ([lesson 02](02_cost.ipynb))
#
# ### Cross-entropy
#
# The cost of a sample is minus the natural logarithm of the probability that the network gave to
# the true label. ([lesson 02](02_cost.ipynb))

# %% [markdown]
# ## D to G
#
# ### Decision boundary
#
# The line on which a network answers 0.5. ([lesson 01](01_forward_pass.ipynb))
#
# ### Delta
#
# The derivative of the cost by the `Z` of a layer. Backpropagation hands it from layer to layer.
# ([lesson 03](03_backprop.ipynb))
#
# ### Derivative
#
# The slope of a function at one point: how fast the result changes when the input changes a little.
# ([lesson 03](03_backprop.ipynb))
#
# ### Diverged
#
# A training run that ends far above the cost of answering 0.5 to everything, or at no number at all.
# ([lesson 05](05_training.ipynb))
#
# ### Epoch
#
# One pass over all samples. ([lesson 00](00_the_case.ipynb))
#
# ### Evaluation
#
# One computation of the cost. It is the currency in which search methods are compared.
# ([lesson 08](08_evolution.ipynb))
#
# ### Evolution strategy
#
# A search that changes parameters at random and keeps, or follows, what works better; short: ES. It
# needs the cost only, no gradient. ([lesson 08](08_evolution.ipynb),
# [lesson 09](09_evolution_strategies.ipynb))
#
# ### Expected running time
#
# All evaluations of all runs, failed ones in full, divided by the number of runs that were solved.
# ([lesson 08](08_evolution.ipynb))
#
# ### Forward pass
#
# Computing the outputs from the inputs, layer by layer. ([lesson 01](01_forward_pass.ipynb))
#
# ### Full factorial
#
# An experiment that tries every combination of several changes. It shows what a change does alone,
# together with others, and left out. ([lesson 10](10_verdict.ipynb))
#
# ### Global name
#
# A name that belongs to the whole notebook or module, not to one function. Every function written
# there can read it. ([lesson 07](07_stale_variable.ipynb))
#
# ### Gradient
#
# All derivatives of the cost, one for each parameter. It points uphill.
# ([lesson 03](03_backprop.ipynb))
#
# ### Gradient checking
#
# Comparing computed gradients with central differences. ([lesson 04](04_gradient_checking.ipynb))
#
# ### Gradient descent
#
# Repeating small steps against the gradient. ([lesson 05](05_training.ipynb),
# [lesson 08](08_evolution.ipynb))

# %% [markdown]
# ## H to O
#
# ### Hidden unit
#
# A unit between inputs and outputs; all of them are the hidden layer. Ours has two.
# ([lesson 01](01_forward_pass.ipynb))
#
# ### Hill climbing
#
# A search that keeps a candidate only when it is better than the best so far. The answer in the
# thread does that. ([lesson 08](08_evolution.ipynb))
#
# ### Hypothesis
#
# An explanation that an experiment could refute. ([lesson 00](00_the_case.ipynb))
#
# ### Init scale
#
# How widely the random starting parameters are spread: uniform between minus the scale and the
# scale. ([lesson 05](05_training.ipynb))
#
# ### Interaction
#
# The effect of one change depends on whether another one was made. ([lesson 10](10_verdict.ipynb))
#
# ### Label
#
# The answer that is wanted for a sample, 0 or 1. ([lesson 00](00_the_case.ipynb))
#
# ### Layer
#
# Several units side by side, computed by one matrix product. ([lesson 01](01_forward_pass.ipynb))
#
# ### Leaked index
#
# A loop variable that is still alive after its loop and gets used by accident.
# ([lesson 06](06_stale_weights.ipynb))
#
# ### Learning rate
#
# The factor between a gradient and the step against it. ([lesson 03](03_backprop.ipynb),
# [lesson 05](05_training.ipynb))
#
# ### Linear in the rate
#
# Half the rate gives half the step, exactly. A plain gradient step is linear in the rate, a stale
# one is not. ([lesson 06](06_stale_weights.ipynb))
#
# ### Log-odds
#
# The `Z` of the output unit. Zero means 0.5, positive means that label 1 is likelier.
# ([lesson 02](02_cost.ipynb))
#
# ### Masked
#
# A fault is masked if another one hides what mending it does, harmless here if the program learns as
# often with it, and decisive if the program learns without it. ([lesson 11](11_clinic.ipynb))
#
# ### Named tuple
#
# A tuple whose parts have names: `params.W1` is the first part of `params`.
# ([lesson 01](01_forward_pass.ipynb))
#
# ### nan
#
# "not a number", what is left where a result has no value, such as 0 times infinity. Whatever it
# touches becomes nan too. ([lesson 01](01_forward_pass.ipynb), [lesson 02](02_cost.ipynb))
#
# ### Nearest neighbour
#
# The other sample whose inputs are most alike. Its label is a guess that needs no training.
# ([lesson 11](11_clinic.ipynb))
#
# ### Necessary and sufficient
#
# A repair is necessary if nothing works without it, and sufficient if it works alone. Most are
# neither. ([lesson 10](10_verdict.ipynb))
#
# ### Neuron
#
# Another name for a unit. ([lesson 01](01_forward_pass.ipynb))
#
# ### Notebook state
#
# Everything the kernel, the Python program behind a notebook, remembers: also what cells left that were
# changed or deleted since.
# ([lesson 07](07_stale_variable.ipynb))
#
# ### One-fifth rule
#
# A step size grows after a success and shrinks after a failure, so that about one throw in five
# succeeds. Written 1/5 rule. ([lesson 08](08_evolution.ipynb))
#
# ### One-hot
#
# A label of many classes as a column with a 1 in the row of its class and 0 elsewhere.
# ([lesson 12](12_beyond_xor.ipynb))
#
# ### One-sided difference
#
# A slope measured from the point itself and one neighbour. Less exact than a central difference.
# ([lesson 04](04_gradient_checking.ipynb))
#
# ### Overflow
#
# A result that is larger than any number a computer can hold; numpy makes it infinity and warns.
# ([lesson 01](01_forward_pass.ipynb))

# %% [markdown]
# ## P to R
#
# ### Parameter
#
# An adjustable number of the network: a weight or a bias. ([lesson 00](00_the_case.ipynb))
#
# ### Plateau
#
# A stretch of training in which the cost hardly moves. Its height tells how many samples the
# network cannot tell apart. ([lesson 02](02_cost.ipynb), [lesson 05](05_training.ipynb))
#
# ### Population
#
# The candidates that an evolution strategy tries in one generation.
# ([lesson 08](08_evolution.ipynb))
#
# ### Pure function
#
# A function whose result depends on its arguments alone and that changes nothing else.
# ([lesson 07](07_stale_variable.ipynb))
#
# ### Random guessing
#
# A search whose every candidate is a fresh draw. It is the baseline that a strategy has to beat.
# ([lesson 08](08_evolution.ipynb), [lesson 09](09_evolution_strategies.ipynb))
#
# ### Rank shaping
#
# Weighing candidates by their place in the order of costs, not by the costs themselves.
# ([lesson 09](09_evolution_strategies.ipynb))
#
# ### Ratchet
#
# A mechanism that can only move one way. Stale weights push the hidden biases up like one.
# ([lesson 06](06_stale_weights.ipynb))
#
# ### Relative error
#
# The difference of two results, compared with their size. ([lesson 04](04_gradient_checking.ipynb))
#
# ### ReLU
#
# A unit that returns its weighted sum where that is positive, and 0 elsewhere.
# ([lesson 12](12_beyond_xor.ipynb))
#
# ### Restart
#
# Giving up on a stuck run and starting anew from another draw. ([lesson 08](08_evolution.ipynb))

# %% [markdown]
# ## S to Z
#
# ### Sample
#
# One example: its inputs and its label. ([lesson 00](00_the_case.ipynb))
#
# ### Saturation
#
# A unit whose weighted sum is so large that the sigmoid is flat there. It hardly reacts and hardly
# learns. ([lesson 01](01_forward_pass.ipynb), [lesson 05](05_training.ipynb))
#
# ### Seed
#
# The number that fixes the draws of a random generator, so that a run can be repeated.
# ([lesson 00](00_the_case.ipynb))
#
# ### Seed sequence
#
# numpy's way to mix several numbers into one seed, so that each candidate of each generation has
# noise of its own. ([lesson 12](12_beyond_xor.ipynb))
#
# ### Shape
#
# The lengths of an array along its axes, such as (2, 4). ([lesson 01](01_forward_pass.ipynb))
#
# ### Sigmoid
#
# The S-shaped function `1 / (1 + exp(-z))`. It turns any number into one between 0 and 1.
# ([lesson 01](01_forward_pass.ipynb))
#
# ### Softmax
#
# An output layer whose answers are positive and add up to 1: the usual choice when exactly one of
# several classes is right. ([lesson 12](12_beyond_xor.ipynb))
#
# ### Staircase
#
# The mark of stale weights. The arrays that are updated first move in proportion to the rate, the
# later ones do not. ([lesson 11](11_clinic.ipynb))
#
# ### Stale weights
#
# The bug that computes one part of an update with weights from before it and the other part with
# weights from after it. ([lesson 06](06_stale_weights.ipynb))
#
# ### Standardised
#
# Brought to mean 0 and spread 1, each input by itself. ([lesson 11](11_clinic.ipynb))
#
# ### Step
#
# One change of all parameters, against the gradient. ([lesson 03](03_backprop.ipynb))
#
# ### Success map
#
# A table of success rates, one cell for each pair of learning rate and init scale.
# ([lesson 05](05_training.ipynb))
#
# ### Success rate
#
# The share of many random starts that learn. One run proves little, a share of many starts proves
# more. ([lesson 05](05_training.ipynb))
#
# ### Symmetry
#
# Hidden units with equal parameters get equal gradients and stay equal for ever.
# ([lesson 05](05_training.ipynb))
#
# ### Unit
#
# A weighted sum of inputs plus a bias, squashed by the sigmoid. With two inputs it draws one line.
# ([lesson 01](01_forward_pass.ipynb))
#
# ### Universal approximation theorem
#
# One hidden layer with enough units can come close to any border. How many are enough, it does not
# say. ([lesson 12](12_beyond_xor.ipynb))
#
# ### Vectorised
#
# Written with whole arrays in place of loops. ([lesson 12](12_beyond_xor.ipynb))
#
# ### Weight
#
# The number by which a unit multiplies one of its inputs. ([lesson 01](01_forward_pass.ipynb))
#
# ### XOR
#
# Exclusive or. The label is 1 when exactly one of the two inputs is 1.
# ([lesson 00](00_the_case.ipynb))
