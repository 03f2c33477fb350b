"""The tracking card, from first word to archive."""
