"""Calls: told by an exchange with a signature, or by a program with a token; and the list."""
