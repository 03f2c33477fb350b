"""Calls: the list, one record, what rings now, the figures, and the paper for when nothing runs."""
