"""Money: quotes, work, statements and rate cards."""
