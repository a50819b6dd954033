"""Find out why a small network does not learn, whoever wrote it: by experiments on its functions.

``clinic.examine(X, Y, params, predict, ...)`` returns a report with a verdict and findings.
"""

from nn_helpers.clinic.examination import examine
from nn_helpers.clinic.finding import Finding
from nn_helpers.clinic.report import Report
from nn_helpers.clinic.wrap import template, wrap
