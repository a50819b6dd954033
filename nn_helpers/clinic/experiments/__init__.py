"""The experiments, one module a topic. Each takes a ``Patient`` and returns a list of findings."""
