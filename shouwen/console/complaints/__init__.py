"""Complaints: the list, a record with its steps, and one that is written down."""
