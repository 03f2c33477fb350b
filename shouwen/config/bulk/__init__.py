"""Many cards at once, for the demo and for measuring: rows that the acts wrote, cast again at other times."""
