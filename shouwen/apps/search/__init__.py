"""Finding cards by any piece of what was said on them."""
