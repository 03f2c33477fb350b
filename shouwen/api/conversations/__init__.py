"""Online conversations for programs: read, and one more line."""
