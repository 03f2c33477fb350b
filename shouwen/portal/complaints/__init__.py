"""A hospital complains, follows it, and takes the answer or not."""
