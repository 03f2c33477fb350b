"""The ruling on a card's cause, as the hospital reads it and may appeal against it."""
