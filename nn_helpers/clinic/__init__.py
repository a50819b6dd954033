"""Find out why a small network does not learn, whoever wrote it: by experiments on its functions.

``clinic.examine(X, Y, params, predict, ...)`` returns a report with a verdict and findings.
``clinic.checklist(...)`` takes the same and asks the cheap questions alone, each with what to do next.
"""

from nn_helpers.clinic.checklist import checklist
from nn_helpers.clinic.examination import examine
from nn_helpers.clinic.finding import Finding
from nn_helpers.clinic.report import Report
from nn_helpers.clinic.wrap import template, wrap
