"""Letters that did not go out."""
