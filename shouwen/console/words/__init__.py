"""Words that hospitals are owed."""
