"""Effects outside this database, written with the act and delivered after it. Knows nobody."""
