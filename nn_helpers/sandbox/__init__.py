"""Run somebody's code safely: guarded, in limited time, isolated, and after a look for stubs."""
