"""Grading: read what was handed in, run it apart from all, judge it, tell class and students.

``submissions`` finds the notebooks, ``notebook`` reads one, ``snapshots`` keeps a lesson warm and forks
for each submission, ``isolation`` shuts the fork in, ``attempt`` runs a student's cells in there,
``verdict`` judges from outside, ``results``, ``feedback`` and ``picture`` write what came out.
"""
