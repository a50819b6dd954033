"""Run somebody's code safely: guarded, in limited time, isolated, and after a look for stubs.

``guard`` catches errors and prints, ``limit`` ends what runs too long, ``isolate`` makes a copy that
does not share the notebook's variables, ``stubs`` sees gaps that were left.
"""
