"""Canned replies and checklists: the list, one with its versions, and what fits a card."""
