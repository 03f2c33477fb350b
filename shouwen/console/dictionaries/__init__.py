"""Dictionaries: the lists that the desk chooses from, those that it keeps and those that the policy fixes."""
