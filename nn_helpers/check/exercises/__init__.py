"""The exercises: all of a lesson in one file, and what several lessons share beside them."""
