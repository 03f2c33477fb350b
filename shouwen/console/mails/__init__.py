"""Letters that came in: what waits for a person, and everything that came."""
