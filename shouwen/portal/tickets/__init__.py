"""A hospital's requests: the list, and one with its progress."""
