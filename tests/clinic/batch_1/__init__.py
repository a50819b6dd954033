"""First batch: labelled before any clinic had seen it."""

from clinic.batch_1 import classes, healthy, regression, xor
from clinic.cases import cases_of

CASES = [case for part in (xor, classes, regression, healthy) for case in cases_of(part)]
