"""Records that come in by the file: rehearsed first, then brought in by the very same acts, all or nothing."""
