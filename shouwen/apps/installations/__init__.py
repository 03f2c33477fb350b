"""Modules of the product, and which version runs where."""
