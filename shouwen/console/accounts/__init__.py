"""Accounts of hospitals for our own people, and the board of renewals."""
