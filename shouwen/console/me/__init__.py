"""Me: what a colleague settles for himself."""
