"""The words of the checks: what a mistake is called in plain words, and questions that lead on.

A cause is worded as a likeness ("the numbers are the same as if ..."), since a check sees results,
not thoughts. A question can be answered by an experiment of one line. Nothing here is a solution.
"""

from nn_helpers import bugs


class Hint(str):
    """A hint that shows as plain text, without quotation marks."""

    __slots__ = ()

    def __repr__(self):
        return str(self)


CAUSES = {
    "reads-global": "The result changes with a variable of the notebook that was not handed in.",
    "changes-arguments": "The call changes what was handed in. Whoever called still needs it.",
    "not-restored": "The parameters are moved for the measurement and not put back.",
    "endless-loop": "It looks like a loop that never ends.",
    "two-answers": "A result should depend on the arguments alone.",
    "overflow": "The exponential of a large number is too large for a computer.",
}

QUESTIONS = {
    "sign-flipped": "Try one number by hand: which sign must it have?",
    "overflow": "Which of exp(z) and exp(-z) stays small when z is -1000?",
    "scalar-only": "What should happen for four numbers at once?",
    "tanh-instead": "What is the lowest value that a sigmoid can have?",
    "derivative-instead": "How large can your function get? How large should it get?",
    "integer-result": "What is the dtype of your result? Put 0.7 into such an array and print it.",
    "precedence": "What does Python do first in this line? Put one pair of brackets and compare.",
    "bias-forgotten": "If a bias were 100, should the output change? Does it?",
    "bias-after-activation": "Can a sigmoid's output be 1.1? Try biases of 5.",
    "no-hidden-activation": "What can two stacked straight lines make together?",
    "no-output-activation": "Which range must a probability have?",
    "weights-transposed": "W1[0, 1]: from which input to which hidden unit?",
    "samples-as-rows": "How many columns has X, and how many has your result?",
    "first-layer-twice": "What goes into the second layer: Z1 or A1?",
    "bias-subtracted": "With all weights 0 and a bias of 2, on which side of 0.5 is the answer?",
    "activation-twice": "What is the smallest answer your network can ever give?",
    "mean-not-sum": "Twice the same data: what should happen to the sum?",
    "negative-class-forgotten": "What does it cost to answer 0.99 when the label is 0?",
    "log-of-zero": "What should a sure and right answer cost, when it is exactly 1?",
    "wrong-log-base": "What is your cost of one answer of 0.5? Compare with ln 2 = 0.6931.",
    "squared-error": "Which costs more here: 0.1 or 0.01 when the label is 1? By how much?",
    "broadcast-to-matrix": "What is the shape of the array just before you sum?",
    "not-summed": "One number or one a sample: what is wanted?",
    "labels-swapped": "Is a perfect prediction cheap?",
    "last-sample-only": "What is left of the first sample after the loop?",
    "protection-too-strong": "How much does your safety number change the cost of 0.5?",
    "hidden-slope-forgotten": "By what does a small change of Z1 arrive at A1?",
    "slope-of-preactivation": "Can an always rising curve have a slope of -2? Print yours at Z1 = 2.",
    "slope-taken-twice": "A1 has been through the sigmoid already. How often must it go?",
    "output-slope-extra": "Differentiate the cost by Z2, not by A2: what cancels?",
    "bias-not-summed": "How many samples have a say in one bias?",
    "input-of-wrong-layer": "Which signal did this weight multiply on the way forward?",
    "stale-weights": "At which weights was the cost that you differentiate computed?",
    "leaked-index": "Print the index inside that line. Who set it last?",
    "weights-forgotten": "Does a hidden unit with an outgoing weight of 0 deserve any blame?",
    "tanh-slope": "Of which function is 1 - a^2 the slope?",
    "labels-forgotten": "Change Y: does the gradient change?",
    "uphill": "Which way is downhill? Compare the cost before and after one step.",
    "changes-arguments": "Print the argument before and after the call. Is it the same?",
    "rate-forgotten": "Halve the rate: is the step half as long?",
    "rate-squared": "How often does the rate appear in your step? Try 0.5 and 0.25.",
    "biases-forgotten": "Which of the four arrays never moves?",
    "gradient-returned": "Where do you stand after the step: at the step, or at the end of it?",
    "one-sided": "Halve h: does your error halve, or fall to a quarter?",
    "not-restored": "Are the parameters the same before and after the call?",
    "step-not-halved": "How far apart are the two points?",
    "integer-parameters": "Add h to a whole number in an array of whole numbers. Did it move?",
    "all-at-once": "How many numbers may move at a time?",
    "step-too-small": "How many digits are left when two nearly equal costs are subtracted?",
    "h-ignored": "Call it with h=0.5 and with h=1e-5. Should the results differ?",
    "absolute-error": "Is a difference of 0.0001 large? Compared with what?",
    "zero-over-zero": "What if both are zero: are they equal?",
    "signed": "Can an error be negative? Swap a and b.",
    "one-norm-only": "Swap a and b: should the error change?",
    "not-a-number": "One number for all entries, or one each: what is wanted?",
    "all-equal": "Print the two rows of W1. Can training ever tell them apart?",
    "one-sided-range": "Can a weight ever be negative?",
    "scale-ignored": "Draw with scale 0.1 and with scale 10. What is the largest number?",
    "global-random": "Which object should the random numbers come from?",
    "normal-instead": "What is the largest number that may come out? Draw a thousand.",
    "half-range": "What is the largest number that comes out in a thousand draws?",
    "biases-zero": "Print b1. Was it drawn as well?",
    "reset-every-epoch": "Where does the second epoch begin?",
    "cost-after-update": "What is the first cost on your list: the cost of the start?",
    "one-step-only": "How often do the parameters move in 10 epochs?",
    "one-sample-only": "How many samples have a say in one update?",
    "off-by-one": "How many steps for epochs=1? And how many for epochs=0?",
    "per-sample": "How many updates in one epoch are wanted here?",
    "stale-and-leaked": "Compute everything first, change everything after. Which lines mix the two?",
    "reads-global": "Rename all variables outside the function. Does it still run?",
    "thresholded": "Is 0.73 a label or a probability?",
    "uninitialised-output": "Who wrote the last column of your result?",
    "returns-logits": "Which range must a probability have?",
    "flat-output": "Where is the axis of the outputs?",
    "wrong-layer": "How many outputs does the network have, and how many rows did you return?",
    "one-sided-noise": "Can a weight ever get smaller? Look at the lowest noise of a thousand.",
    "same-noise-everywhere": "Print the noise of two weights. Is it the same number?",
    "width-ignored": "Perturb with width 0.01. How far do the numbers move?",
    "noise-returned": "Perturb numbers around 100. What comes out?",
    "walks-from-last": "From where does each candidate start: from the best, or from the last?",
    "aliased-best": "Change the current parameters. Does the best change with them?",
    "accepts-worse": "When may a worse candidate become the best?",
    "forgets-best": "Compute the cost of what you return. Is it the lowest you have seen?",
    "stale-best-cost": "Which two things belong together when a better candidate is found?",
    "sigma-forgotten": "Halve sigma: should the estimate of a straight slope change?",
    "sigma-twice": "Halve sigma: should the estimate of a straight slope change?",
    "not-antithetic": "Add the two points of a pair. Do you get twice the parameters?",
    "factor-two": "How far apart are the two points of a pair?",
    "endless-loop": "What makes your loop end? Print that in each turn, for a few turns.",
    "two-answers": "What else does the function read or change, besides its arguments?",
}

HINTS = {
    "sigmoid": (
        "What is exp(-z) for z = -1000? And what is exp(z) for the same z?",
        "There are two equal formulas, one for positive and one for negative z. Which one has an "
        "exponential that stays below 1 in each case?",
        "np.abs makes one exponential safe for all z. np.where chooses between two results.",
    ),
    "forward": (
        "Write the shapes of W1, X and b1 on paper. Which product gives (hidden, m)?",
        "The second layer does the same as the first, with other letters. What takes the place of X?",
        "Do Z1 alone, print its shape, and compare with (hidden, m). Then go on to A1.",
    ),
    "wire_xor": (
        "Which two questions about the inputs, taken together, give XOR?",
        "One hidden unit can ask: is at least one input 1? The other: are both?",
        "Large weights make a unit nearly certain. Put its dividing line between the corners with the "
        "bias: for a line at x1 + x2 = c and weights w, the bias is -w c.",
    ),
    "cost": (
        "For one sample with label 1: how much should the answers 0.99, 0.5 and 0.01 cost?",
        "Y and 1 - Y can switch the two cases on and off without any if.",
        "Before you take a logarithm: what is the smallest number that you would let through?",
    ),
    "hidden_delta": (
        "What is the slope of a sigmoid whose value you know already?",
        "At a1 = 0.5 the sigmoid is steepest, 0.25; at a1 near 0 or 1 it is flat. Which product of "
        "a1 with something does that?",
    ),
    "gradients": (
        "Which array has the shape (outputs, m), and tells how far off each answer is?",
        "Each weight's slope is: the delta where it ends, times the signal where it starts, summed "
        "over the samples. Which matrix product does that sum?",
        "Start with W2 and b2 and check their shapes. The hidden delta needs W2, and its shape tells "
        "you which way round.",
    ),
    "step": (
        "If the cost rises with a weight, should the weight grow or shrink?",
        "p -= ... changes the array itself; p - ... makes a new one. Which is wanted?",
    ),
    "numerical_gradients": (
        "How many costs do you need for the slope of one number?",
        "Work on a copy of the array, so that there is nothing to put back. np.ndindex goes through "
        "the places of an array.",
        "Try it on f = the sum of squares of W1. What must come out?",
    ),
    "relative_error": (
        "Is 0.001 a large difference between two numbers near 1000? Between two near 0.001?",
        "np.linalg.norm gives the size of an array. Which three sizes do you need?",
        "What does your formula give for two arrays of zeros, and what should it give?",
    ),
    "initialise": (
        "What are the shapes of the four arrays of a 2-2-1 network?",
        "rng.uniform takes a lowest value, a highest value and a shape.",
    ),
    "train": (
        "Which cost belongs on the list first: that of the start, or that after one step?",
        "You have a function that gives gradients and one that makes a step. What has to be repeated?",
        "Try epochs=1 and epochs=0 by hand. What must come back?",
    ),
    "sgd_step": (
        "Which numbers were used to compute the answer? Are they still the same when you use them "
        "again?",
        "Split it in two: first compute everything from the old parameters, then change everything.",
    ),
    "predict": (
        "Which names in your function are not arguments, and not set inside?",
        "Call it with one sample, then with seven. What is the shape of the answer?",
    ),
    "ignores_its_input": (
        "Two very different samples: what would give the predict away that never looks at them?",
        "Ask about two different samples one by one, and then about both at once. What must agree?",
        "np.allclose compares two arrays. X[:, [0]] is the first sample alone, still a column.",
    ),
    "perturb": (
        "How many random numbers does a network with nine parameters need?",
        "rng.uniform takes a shape as well. Is the result of + a new array?",
    ),
    "hill_climb": (
        "What are the three things that must be remembered from turn to turn?",
        "When a candidate is better, two things change together. Which?",
        "The next candidate starts from the best, never from the last one tried.",
    ),
    "es_gradient": (
        "On a straight slope of 3, what must come out whatever sigma is?",
        "Each pair uses one noise, once with plus and once with minus.",
        "Add up (difference of the two costs) times noise. Which two numbers remain to divide by?",
    ),
}

RIGHT = {
    "sigmoid": "It is silent and right from -1000 to 1000, for numbers and for arrays.",
    "forward": "All four layers are right, for networks and data of several shapes.",
    "wire_xor": "Every answer is within 0.1 of its label. Nine numbers, chosen by thought alone.",
    "cost": "It is right for sure and for unsure answers, and finite where the logarithm is not.",
    "hidden_delta": "The blame passes the sigmoid with the slope at that very place.",
    "gradients": "They agree for one sample and for many, for one output and for several.",
    "step": "It goes downhill and leaves the old parameters as they were.",
    "numerical_gradients": "Central differences, one number at a time, and everything is put back.",
    "relative_error": "It compares with the size of both, so it means the same at every scale.",
    "initialise": "Every number has its own draw, on both sides of zero, within the scale.",
    "train": "The costs begin at the start, and the start is still what it was.",
    "sgd_step": "Nothing stale, nothing leaked: one sample, one clean step.",
    "predict": "It depends on its arguments alone.",
    "ignores_its_input": "It exposes every broken predict and trusts the right ones.",
    "perturb": "Every number moves on its own, to both sides, within the width.",
    "hill_climb": "It keeps the best by value and always starts from there.",
    "es_gradient": "The estimate has the size and the direction of the slope.",
}


def cause(exercise, mistake):
    """Return the likely cause of a mistake, in plain words."""
    if mistake is None:
        return ""
    if mistake in CAUSES:
        return CAUSES[mistake]
    try:
        how = bugs.find(exercise, mistake).how
    except KeyError:
        return ""
    return f"The numbers are the same as with this mistake: {mistake}. {how}"


def question(exercise, mistake):
    """Return the question that leads on: that of the mistake, else the first hint."""
    return QUESTIONS.get(mistake) or HINTS[exercise][0]
