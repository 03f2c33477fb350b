"""What may not be missed: calls for grades 1 and 2, and words that hospitals are owed."""
