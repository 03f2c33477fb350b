"""Short messages, by the id of an approved template and its variables."""
