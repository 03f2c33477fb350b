"""Me: what a person of a hospital settles for himself."""
