"""Hospitals and what was agreed with them."""
