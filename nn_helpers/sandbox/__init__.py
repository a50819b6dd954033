"""Run somebody's code safely: caught errors and prints (``guard``), a time limit (``limit``), a copy
that does not share the notebook's variables (``isolate``), and gaps that were left (``stubs``).
"""
