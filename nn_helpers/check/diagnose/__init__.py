"""Find out what was done in place of the right thing, a module a topic."""
