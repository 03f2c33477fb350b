"""Calling people for grades 1 and 2, one after another, until somebody answers."""
