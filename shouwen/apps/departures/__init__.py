"""A colleague leaves: everything that pointed to him passes to somebody named, in one act."""
