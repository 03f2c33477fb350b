"""Hospitals: the list, one hospital section by section, and the forms that keep its record."""
