"""Helpers for the course: the network, drawings, labs, and checks that name the mistake.

Importing this package loads nothing but this text. The lessons import the modules they need.
"""

__version__ = "0.1.0"
