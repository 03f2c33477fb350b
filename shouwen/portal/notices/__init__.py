"""What this person was told, and how he wants to be told."""
