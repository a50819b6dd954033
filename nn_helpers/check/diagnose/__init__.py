"""Take a wrong result apart when no known mistake explains it, a module a topic."""
