"""The parts of the teacher's guide that are computed: minutes, plans, mistakes, answers.

``notebooks/for_teachers.md`` is written by hand. Between ``<!-- begin: NAME -->`` and ``<!-- end -->``
stands what ``page`` writes there. Nothing of this package is handed out to students.
"""
