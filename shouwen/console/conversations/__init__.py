"""The online service's desk: what waits, who attends it, one conversation."""
