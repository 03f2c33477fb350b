"""Follow-up: whom to ask, what was said, what is low, and the figures."""
