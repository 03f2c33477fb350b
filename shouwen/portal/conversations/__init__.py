"""A hospital asks online and is answered at once."""
