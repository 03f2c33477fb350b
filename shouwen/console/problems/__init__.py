"""Problem records: one cause behind cards of several hospitals."""
