"""Report a problem: three answers."""
