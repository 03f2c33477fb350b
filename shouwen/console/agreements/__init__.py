"""Agreements: the list, one agreement whole, and the forms that keep it."""
