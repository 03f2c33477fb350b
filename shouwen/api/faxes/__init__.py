"""Faxes of a card, for programs of the staff."""
