"""Finding a card by anything that was said on it."""
