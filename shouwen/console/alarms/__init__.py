"""Calls for grades 1 and 2: what rings now, what rang before, and answering."""
