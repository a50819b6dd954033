"""Fourth batch: labelled blind, by somebody who has never seen the clinic or its scores."""

from clinic.batch_4 import bits, classes, healthy, regression
from clinic.cases import cases_of

CASES = [case for part in (bits, classes, regression, healthy) for case in cases_of(part)]
