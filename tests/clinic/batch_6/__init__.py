"""Sixth batch: labelled blind, the causes as often as people post them in public forums."""

from clinic.batch_6 import bits, curves, healthy, points, tables
from clinic.cases import cases_of

CASES = [case for part in (bits, points, tables, curves, healthy) for case in cases_of(part)]
