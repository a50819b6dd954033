"""Fifth batch: labelled blind, after threads in which people ask why nothing is learned."""

from clinic.batch_5 import bits, classes, healthy, regression
from clinic.cases import cases_of

CASES = [case for part in (bits, classes, regression, healthy) for case in cases_of(part)]
