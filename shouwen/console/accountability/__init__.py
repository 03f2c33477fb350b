"""What is owed, and by whom."""
